//! The reviewer's 58 checks, written as rules, over two plans: one that meets them all and one that breaks each.
//!
//! `fixtures/revision-58/esperado.csv` was worked out by hand, rule by rule, before the rules were first run.

use std::collections::BTreeMap;

use crate::support::{cotejo, json, root};

const FOLDER: &str = "fixtures/revision-58";

type Counts = [u64; 4];

/// What each rule must come to, with the phase in which it is judged.
fn expected() -> BTreeMap<String, (String, Counts)> {
    let written = std::fs::read_to_string(root().join(FOLDER).join("esperado.csv")).unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(';').collect();
        let counts = [2, 3, 4, 5].map(|at| cells[at].parse().unwrap());
        (cells[0].to_owned(), (cells[1].to_owned(), counts))
    };
    written.lines().skip(1).map(row).collect()
}

fn judged(phase: &str, more: &[&str]) -> BTreeMap<String, Counts> {
    let (plans, rules) = (format!("{FOLDER}/planes"), format!("{FOLDER}/reglas.cotejo"));
    let approved = format!("{FOLDER}/aprobados");
    let args = ["revisar", &plans, "--reglas", &rules, "--fase", phase, "--fecha", "2026-01-20", "--salida", "json"];
    let approved = if phase == "modificación" { vec!["--aprobados", approved.as_str()] } else { Vec::new() };
    let ended = cotejo(&[&args[..], &approved, more].concat());
    let report = json(&ended);
    let summary = report["resumen"].as_array().unwrap_or_else(|| panic!("{}", ended.stdout));
    let counts = |row: &serde_json::Value| {
        ["cumple", "incumple", "no_aplica", "no_evaluable"].map(|key| row[key].as_u64().unwrap())
    };
    summary.iter().map(|row| (row["regla"].as_str().unwrap().to_owned(), counts(row))).collect()
}

#[test]
fn every_check_comes_out_as_worked_out_by_hand() {
    let expected = expected();
    let mut wrong = Vec::new();
    for phase in ["formulación", "revisión", "aprobación", "modificación", "publicación", "ejecución"] {
        let judged = judged(phase, &[]);
        let own = expected.iter().filter(|(_, (of, _))| of == phase);
        wrong.extend(
            own.filter(|(rule, (_, counts))| judged.get(*rule) != Some(counts)).map(|(rule, (_, counts))| {
                format!("{phase} {rule}: expected {counts:?}, found {:?}", judged.get(rule))
            }),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(expected.len(), 59);
}

/// The reader has nothing to say of either plan.
#[test]
fn both_plans_are_read_without_a_finding() {
    let (plans, rules) = (format!("{FOLDER}/planes"), format!("{FOLDER}/reglas.cotejo"));
    let ended = cotejo(&["revisar", &plans, "--reglas", &rules, "--fecha", "2026-01-20", "--salida", "json"]);
    let report = json(&ended);
    let read = report["hallazgos"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| found["regla"].as_str().unwrap().starts_with("lectura/"));
    assert_eq!(read.count(), 0, "{}", ended.stdout);
}

/// In the last year of the plan what is pending must be programmed: with the plan begun in 2023, 2026 is that year.
/// Pending: IP-1 40 - 20 = 20 > 10; IP-2 95 - 182 < 95; IP-3 20 - 8 = 12, so 15 does and 0,5 does not; IP-5 8 - 8 = 0;
/// IP-6 16 - 5 = 11 > 4; IP-9 is not in the table.
#[test]
fn the_last_year_has_a_rule_of_its_own() {
    let judged = judged("revisión", &["--parametro", "inicio_del_plan=2023"]);
    assert_eq!(judged["c21_último_año"], [4, 3, 0, 1]);
}
