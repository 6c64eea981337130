//! The pack `pasto-2026` over its fixtures: every planted fault is found at its cell, and nothing else is reported.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::support::{cotejo, json, root};

const RULES: [&str; 4] = ["--reglas", "rules/pasto-2026", "--fecha", "2026-01-20"];
const PLANS: &str = "fixtures/pasto-2026/planes";
const APPROVED: &str = "fixtures/pasto-2026/aprobados";

/// A line of `esperado*.csv`.
#[derive(Debug)]
struct Expected {
    file: String,
    sheet: String,
    cell: String,
    rule: String,
    outcome: String,
}

fn expected(name: &str) -> Vec<Expected> {
    let text = fs::read_to_string(root().join("fixtures/pasto-2026").join(name)).unwrap();
    let lines = text.lines().skip(1).map(|line| line.split(';').map(str::to_owned).collect::<Vec<String>>());
    let expected = lines.map(|fields| {
        let [file, sheet, cell, rule, outcome] = <[String; 5]>::try_from(fields).unwrap();
        Expected { file, sheet, cell, rule, outcome }
    });
    expected.collect()
}

fn text<'a>(finding: &'a Value, key: &str) -> &'a str {
    finding[key].as_str().unwrap_or("")
}

impl Expected {
    fn fits(&self, finding: &Value) -> bool {
        let cells = finding["celdas"].as_array().unwrap();
        let any = |own: &str, found: &str| own == "*" || own == found;
        text(finding, "archivo").ends_with(&self.file)
            && text(finding, "regla") == self.rule
            && text(finding, "resultado") == self.outcome
            && any(&self.sheet, text(finding, "hoja"))
            && (self.cell == "*" || cells.iter().any(|cell| *cell == self.cell.as_str()))
    }
}

/// Pairs each expectation with one finding; what is left over on either side is told.
fn compare(expected: &[Expected], found: &[Value]) {
    let mut left: Vec<&Value> = found.iter().collect();
    let mut missing = Vec::new();
    for line in expected {
        match left.iter().position(|finding| line.fits(finding)) {
            Some(at) => drop(left.remove(at)),
            None => missing.push(line),
        }
    }
    assert!(missing.is_empty() && left.is_empty(), "missing: {missing:#?}\nnot expected: {left:#?}");
}

fn findings(more: &[&str]) -> Vec<Value> {
    findings_over(PLANS, more)
}

fn findings_over(plans: &str, more: &[&str]) -> Vec<Value> {
    let args: Vec<&str> = ["revisar", plans, "--salida", "json"].iter().chain(&RULES).chain(more).copied().collect();
    let ended = cotejo(&args);
    assert_eq!((ended.code, ended.stderr.as_str()), (1, ""));
    json(&ended)["hallazgos"].as_array().unwrap().clone()
}

#[test]
fn every_planted_fault_is_found_and_nothing_else() {
    compare(&expected("esperado.csv"), &findings(&[]));
}

#[test]
fn every_planted_fault_is_found_after_approval_too() {
    compare(&expected("esperado-modificacion.csv"), &findings(&["--fase", "modificación", "--aprobados", APPROVED]));
}

#[test]
fn every_planted_fault_is_found_before_the_review_and_in_the_year_too() {
    compare(&expected("esperado-formulacion.csv"), &findings(&["--fase", "formulación"]));
    compare(&expected("esperado-ejecucion.csv"), &findings(&["--fase", "ejecución"]));
}

/// All approved versions can be read, so that the rules over all plans together are judged.
#[test]
fn every_planted_fault_of_the_city_as_one_is_found() {
    let found = |phase| findings_over(APPROVED, &["--fase", phase]);
    compare(&expected("esperado-aprobacion.csv"), &found("aprobación"));
    compare(&expected("esperado-publicacion.csv"), &found("publicación"));
}

#[test]
fn ids_are_unique_and_stay_when_other_workbooks_leave() {
    let all = findings(&[]);
    let ids: BTreeSet<&str> = all.iter().map(|finding| text(finding, "id")).collect();
    assert_eq!(ids.len(), all.len());
    let ended =
        cotejo(&[&["revisar", "fixtures/pasto-2026/planes/salud.xlsx", "--salida", "json"], &RULES[..]].concat());
    let alone = json(&ended);
    let alone = alone["hallazgos"].as_array().unwrap();
    assert!(!alone.is_empty() && alone.iter().all(|finding| ids.contains(text(finding, "id"))));
}

#[test]
fn the_summary_counts_what_was_judged() {
    let ended = cotejo(&[&["revisar", PLANS, "--salida", "json"], &RULES[..]].concat());
    let run = json(&ended);
    let ceiling = run["resumen"].as_array().unwrap().iter().find(|row| row["regla"] == "techo_por_programa").unwrap();
    // 9 workbooks are read; one of their programmes is over its ceiling; another rule tells of the one that has none.
    assert_eq!((ceiling["incumple"].as_u64(), ceiling["no_evaluable"].as_u64()), (Some(1), Some(0)));
    assert_eq!(run["fase"], "revisión");
    assert_eq!(run["fecha"], "2026-01-20");
    assert_eq!(run["libros"].as_array().unwrap().len(), 12);
}

#[test]
fn rules_over_all_plans_are_judged_over_a_whole_set_only() {
    let counts = |plans: &[&str], rule: &str| {
        let run = json(&cotejo(&[&["revisar"], plans, &["--salida", "json"], &RULES[..]].concat()));
        let row = run["resumen"].as_array().unwrap().iter().find(|row| row["regla"] == rule).unwrap().clone();
        ["cumple", "incumple", "no_aplica", "no_evaluable"].map(|key| row[key].as_u64().unwrap())
    };
    // The Secretaría de Tránsito writes its own name otherwise than the catalogue of twelve.
    assert_eq!(counts(&[APPROVED], "dependencia_sin_plan"), [11, 1, 0, 0]);
    let [held, failed, spared, open] = counts(&[APPROVED], "meta_en_dos_planes");
    assert!(held > 40 && spared > 0, "{held} goals of one plan each, {spared} that are shared or unknown");
    assert_eq!((failed, open), (1, 0), "MP-016 is the Secretaría de Cultura's, and stands in Planeación's plan too");
    assert_eq!(counts(&[PLANS], "dependencia_sin_plan"), [0, 0, 0, 1], "three workbooks are refused");
    assert_eq!(counts(&[&format!("{APPROVED}/salud.xlsx")], "dependencia_sin_plan"), [0, 0, 1, 0]);
}

/// Workbook excerpt, rule and diagnostic together, as a person sees them: one snapshot a workbook with faults.
#[test]
fn what_a_person_sees() {
    let mut books: Vec<String> = expected("esperado.csv").into_iter().map(|line| line.file).collect();
    books.dedup();
    books.retain(|book| !book.is_empty());
    assert_eq!(books.len(), 11);
    for book in books {
        let ended = cotejo(&[&["revisar", &format!("{PLANS}/{book}")], &RULES[..]].concat());
        let drawn = ended.stdout.split("\nregla  ").next().unwrap();
        assert!(drawn.lines().all(|line| line.chars().count() <= 80), "{book}: wider than 80 columns");
        insta::assert_snapshot!(book.trim_end_matches(".xlsx"), drawn);
    }
}

#[test]
fn the_same_bytes_come_out_with_any_number_of_threads() {
    for output in ["terminal", "json"] {
        let run = |threads: &str| {
            let args = [
                "revisar",
                PLANS,
                "rules/pasto-2026",
                "fixtures/pasto-2026/malos",
                "--salida",
                output,
                "--hilos",
                threads,
            ];
            cotejo(&[&args[..], &RULES[..]].concat()).stdout
        };
        let one = run("1");
        assert!(one.len() > 10_000);
        assert!(one == run("2") && one == run("8"), "{output} differs with the threads");
    }
}

#[test]
fn workbooks_are_as_their_program_writes_them() {
    let folder = tempfile::tempdir().unwrap();
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let written = std::process::Command::new(cargo)
        .args(["run", "--quiet", "--example", "libros", "--"])
        .arg(folder.path())
        .current_dir(root())
        .status()
        .unwrap();
    assert!(written.success());
    let mut compared = 0;
    let mut open = vec![folder.path().to_path_buf()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let committed = root().join(path.strip_prefix(folder.path()).unwrap());
        assert_eq!(fs::read(&path).unwrap(), fs::read(&committed).unwrap(), "{}", committed.display());
        compared += 1;
    }
    assert!(compared > 30, "{compared}");
}
