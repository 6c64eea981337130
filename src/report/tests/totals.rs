//! The summary.

use super::*;

fn counts(rule: &str, counts: [usize; 5]) -> RuleCounts {
    let [holds, fails, not_applicable, waived, not_evaluable] = counts;
    RuleCounts { rule: rule.into(), title: String::new(), holds, fails, not_applicable, waived, not_evaluable }
}

fn of(file: &str, severity: Severity, outcome: Outcome) -> Finding {
    Finding { file: Arc::from(file), severity, outcome, ..finding() }
}

fn big_run() -> Run {
    let mut run = run(vec![
        of("planes/salud.xlsx", Severity::Error, Outcome::Fails),
        of("planes/salud.xlsx", Severity::Error, Outcome::NotEvaluable),
        of("planes/hacienda.xlsx", Severity::Warning, Outcome::Fails),
        of("planes/hacienda.xlsx", Severity::Error, Outcome::Waived),
        of("", Severity::Error, Outcome::Fails),
    ]);
    run.summary = vec![
        counts("techo_por_programa", [10, 2, 0, 1, 1]),
        counts("c45", [12_345, 0, 100, 0, 0]),
        counts("la_meta_existe_en_el_plan_de_desarrollo", [0, 0, 0, 0, 0]),
        counts("sgp_en_su_sector", [0, 0, 31, 0, 0]),
    ];
    run
}

#[test]
fn a_table_a_sentence_and_the_day() {
    let output = terminal::summary(&big_run(), &PLAIN);
    insta::assert_snapshot!(output);
    assert!(output.lines().all(|line| super::super::escape::width(line) <= 80));
}

#[test]
fn in_fifty_columns() {
    let output = terminal::summary(&big_run(), &Style { width: 50, ..PLAIN });
    insta::assert_snapshot!(output);
    assert!(output.lines().all(|line| super::super::escape::width(line) <= 50));
}

/// The closing sentence of a run of so many books with these findings.
fn sentence(books: usize, findings: Vec<Finding>) -> String {
    let mut run = run(findings);
    run.summary.clear();
    run.books = (0..books).map(|at| book(&format!("{at}.xlsx"))).collect();
    terminal::summary(&run, &PLAIN).lines().next().unwrap_or("").to_owned()
}

#[test]
fn the_sentence_counts_books_and_findings() {
    let error = |at: usize| of(&format!("{at}.xlsx"), Severity::Error, Outcome::Fails);
    assert_eq!(sentence(12, vec![error(0), error(0), error(5)]), "12 libros: 10 sin errores, 2 con errores; 3 errores");
    assert_eq!(sentence(2, vec![error(0), error(1)]), "2 libros, todos con errores; 2 errores");
    assert_eq!(sentence(3, vec![]), "3 libros, todos sin errores; sin hallazgos");
    assert_eq!(sentence(1, vec![error(0)]), "1 libro, con errores; 1 error");
    assert_eq!(sentence(1, vec![of("0.xlsx", Severity::Note, Outcome::Fails)]), "1 libro, sin errores; 1 nota");
    assert_eq!(sentence(0, vec![]), "ningún libro; sin hallazgos");
}

#[test]
fn what_is_waived_is_no_error() {
    let waived = of("0.xlsx", Severity::Error, Outcome::Waived);
    assert_eq!(sentence(1, vec![waived]), "1 libro, sin errores; sin hallazgos, 1 exceptuado");
}

#[test]
fn findings_end_in_the_summary() {
    let run = big_run();
    let output = terminal::findings(&run, &sources(RULES), &PLAIN);
    assert!(output.ends_with(&terminal::summary(&run, &PLAIN)));
    assert_eq!(output.matches("\n\n").count(), run.findings.len() + 1, "one blank line after each part");
    assert!(!output.contains("\n\n\n"));
}
