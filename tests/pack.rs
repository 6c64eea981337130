//! The table of the 59 checks in the pack's README against the pack: every number, every rule, and what shows each.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::support::root;

const PACK: &str = "rules/pasto-2026";

/// A line of the README's table.
struct Row {
    number: u32,
    /// The rule, or the reader's code.
    rule: String,
    file: String,
    phase: String,
    severity: String,
    /// The `esperado*.csv` in which it fails, or `—`.
    fails: String,
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(root().join(PACK).join("README.md")).unwrap();
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect::<Vec<_>>();
    let lines = text.lines().map(cells).filter(|cells| cells.len() == 10);
    let numbered = lines.filter_map(|cells| {
        let number = cells[1].parse().ok()?;
        let [rule, file, phase, severity, fails] = [3, 4, 5, 6, 7].map(|at: usize| cells[at].clone());
        Some(Row { number, rule, file, phase, severity, fails })
    });
    numbered.collect()
}

/// What the rule files say of a rule: its file, its phases and its severity.
fn declared() -> BTreeMap<String, [String; 3]> {
    let mut rules = BTreeMap::new();
    for entry in fs::read_dir(root().join(PACK)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "cotejo") {
            continue;
        }
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        let mut name = String::new();
        for line in fs::read_to_string(&path).unwrap().lines() {
            if let Some(head) = line.strip_prefix("regla ") {
                let (own, severity) = head.split_once(' ').unwrap();
                name = own.to_owned();
                rules.insert(name.clone(), [file.clone(), "todas".to_owned(), severity.to_owned()]);
            } else if let Some(phases) = line.strip_prefix("  fase ") {
                rules.get_mut(&name).unwrap()[1] = phases.to_owned();
            }
        }
    }
    rules
}

/// For each rule, what its pruebas expect: `cumple`, `incumple` and so on.
fn expected_by_pruebas() -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut expected: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for entry in fs::read_dir(root().join(PACK).join("pruebas")).unwrap() {
        let mut name = String::new();
        for line in fs::read_to_string(entry.unwrap().path()).unwrap().lines() {
            if let Some(head) = line.strip_prefix("prueba ") {
                name = head.split(' ').next().unwrap().to_owned();
            }
            for outcome in ["cumple", "incumple"] {
                if line.starts_with(&format!("  espera {outcome}")) {
                    expected.entry(name.clone()).or_default().insert(outcome);
                }
            }
        }
    }
    expected
}

#[test]
fn the_table_has_every_check_and_every_rule() {
    let rows = rows();
    let numbers: BTreeSet<u32> = rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, (1..=59).collect());
    let named: BTreeSet<String> =
        rows.iter().filter(|row| !row.rule.starts_with("lectura/")).map(|row| row.rule.clone()).collect();
    let mut known: BTreeSet<String> = declared().into_keys().collect();
    assert!(known.remove("actividad_descrita"), "the README tells of it as none of the 59");
    assert_eq!(named, known);
}

#[test]
fn the_table_says_what_the_rules_say() {
    let declared = declared();
    for row in rows() {
        if row.rule.starts_with("lectura/") {
            assert!([1, 6, 7, 8].contains(&row.number), "{}: a rule's check, not the reader's", row.number);
            continue;
        }
        assert_eq!([row.file, row.phase, row.severity], declared[&row.rule], "{}", row.rule);
    }
}

#[test]
fn each_rule_has_a_prueba_that_holds_and_one_that_fails() {
    let expected = expected_by_pruebas();
    for rule in declared().keys() {
        let outcomes = expected.get(rule).map(|outcomes| outcomes.iter().copied().collect::<Vec<_>>());
        assert_eq!(outcomes.as_deref(), Some(&["cumple", "incumple"][..]), "{rule}");
    }
}

/// Only the rule of the last year of a development plan has nothing to judge in the workbooks of 2026.
#[test]
fn each_rule_fails_where_the_table_says() {
    for row in rows() {
        if row.fails == "—" {
            assert_eq!(row.rule, "último_año");
            continue;
        }
        let lines = fs::read_to_string(root().join("fixtures/pasto-2026").join(&row.fails)).unwrap();
        assert!(lines.contains(&format!(";{};incumple", row.rule)), "{}: not in {}", row.rule, row.fails);
    }
}
