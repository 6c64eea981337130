//! Excepciones: what they cover, until when, and what is told of them. The day of every run is 2026-01-20.

use serde_json::Value;

use super::{Judged, Set, form, rule};

const PLAN: &str = "meta;programa;total\nM1;1905;10\nM2;1905;-1\nM3;2201;-2\n";

fn set(subject: &str, waivers: &str) -> Judged {
    let columns = form("meta : texto obligatoria | programa : código | total : pesos");
    let norm = "norma acuerdo \"Acuerdo 010\"\n";
    let demand = if subject.contains("fila") { "exige total >= 0" } else { "exige suma(total) >= 10" };
    Set::new(&format!("{norm}{columns}{}{waivers}", rule(subject, demand))).plan(PLAN).run()
}

fn waived(judged: &Judged) -> u64 {
    judged.json["resumen"][0]["exceptuado"].as_u64().unwrap()
}

/// Rule or code, outcome and notes of each finding.
fn findings(judged: &Judged) -> Vec<String> {
    let notes = |found: &Value| {
        let notes = found["notas"].as_array().into_iter().flatten().filter_map(Value::as_str);
        notes.collect::<Vec<_>>().join("; ")
    };
    let word = |found: &Value, key: &str| found[key].as_str().unwrap().to_owned();
    let line = |found: &Value| format!("{} {} {}", word(found, "regla"), word(found, "resultado"), notes(found));
    judged.findings().iter().map(line).collect()
}

#[test]
fn a_waiver_covers_the_failures_it_names_until_its_last_day() {
    for day in ["2026-01-20", "20 de enero de 2026", "2026-12-31"] {
        let waiver = format!(
            "excepción r\n  para meta = \"M2\"\n  hasta {day}\n  según \"Oficio SH-114 de 2026\", acuerdo \"art. 6\"\n"
        );
        let judged = set("por cada fila de plan", &waiver);
        assert_eq!(judged.counts("r"), [1, 1, 0, 0]);
        assert_eq!(waived(&judged), 1);
        assert_eq!(judged.code, 1, "M3 still fails");
        let until = if day == "2026-12-31" { "31 de diciembre de 2026" } else { "20 de enero de 2026" };
        let note =
            format!("r exceptuado exceptuado hasta el {until}, según Oficio SH-114 de 2026 y Acuerdo 010, art. 6");
        assert_eq!(findings(&judged), [note, "r incumple ".to_owned()]);
    }
}

#[test]
fn what_is_waived_fails_no_run() {
    let judged = set("por cada fila de plan", "excepción r\n  para total < 0\n  según \"Acta 3\"\n");
    assert_eq!((judged.counts("r"), waived(&judged), judged.code), ([1, 0, 0, 0], 2, 0));
}

#[test]
fn an_expired_waiver_covers_nothing_and_is_told() {
    let waiver = "excepción r\n  para meta = \"M2\"\n  hasta 2026-01-19\n  según \"Acta 3\"\n";
    let judged = set("por cada fila de plan", waiver);
    assert_eq!((judged.counts("r"), waived(&judged)), ([1, 2, 0, 0], 0));
    assert_eq!(
        findings(&judged),
        [
            "excepciones/vencida incumple ",
            "r incumple estuvo exceptuado hasta el 19 de enero de 2026, según Acta 3",
            "r incumple "
        ]
    );
}

#[test]
fn a_waiver_that_covers_nothing_is_told() {
    for condition in ["meta = \"M1\"", "meta = \"M9\""] {
        let judged = set("por cada fila de plan", &format!("excepción r\n  para {condition}\n  según \"Acta 3\"\n"));
        assert_eq!(waived(&judged), 0);
        assert_eq!(findings(&judged), ["excepciones/sin_uso incumple ", "r incumple ", "r incumple "]);
    }
}

#[test]
fn groups_are_waived_by_their_keys_and_the_first_waiver_counts() {
    let waivers = "excepción r\n  para programa = \"1905\"\n  según \"A\"\nexcepción r\n  para programa = \"1905\" o programa = \"2201\"\n  según \"B\"\n";
    let judged = set("por cada programa de plan", waivers);
    assert_eq!((judged.counts("r"), waived(&judged), judged.code), ([0, 0, 0, 0], 2, 0));
    assert_eq!(findings(&judged), ["r exceptuado exceptuado según A", "r exceptuado exceptuado según B"]);
}

#[test]
fn what_cannot_be_judged_is_not_waived() {
    let columns = form("meta : texto obligatoria | total : pesos");
    let rules = format!(
        "{columns}{}excepción r\n  para meta = \"M1\"\n  según \"A\"\n",
        rule("por cada fila de plan", "exige total >= 0")
    );
    let judged = Set::new(&rules).plan("meta;total\nM1;NP\n").run();
    assert_eq!((judged.counts("r"), waived(&judged)), ([0, 0, 0, 1], 0));
}

#[test]
fn whether_a_waiver_is_needed_is_not_said_of_plans_that_are_not_here() {
    let columns = form("meta : texto obligatoria | total : pesos");
    let rules = format!(
        "{columns}{}excepción r\n  para meta = \"M9\"\n  según \"A\"\n",
        rule("por cada fila de plan", "exige total >= 0")
    );
    let told = |paths: &[&str], other: &str| {
        let set = Set::new(&rules).plan("meta;total\nM1;1\n").file("planes/q.csv", other);
        let args: Vec<&str> = ["revisar"].iter().chain(paths).chain(&["--salida", "json"]).copied().collect();
        set.run_as(&args).stdout.contains("excepciones/sin_uso")
    };
    assert!(told(&["planes"], "meta;total\nM2;1\n"), "the whole folder");
    assert!(!told(&["planes/p.csv"], "meta;total\nM2;1\n"), "one file of it");
    assert!(!told(&["planes"], "otra cosa\n1\n"), "a file that could not be read");
}
