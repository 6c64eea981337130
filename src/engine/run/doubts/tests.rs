use std::sync::Arc;

use super::*;
use crate::cell::SheetPlace;
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::reader;

fn at(row: u32) -> CellRef {
    CellRef { row, column: 3 }
}

fn of_reader(code: Code, rows: &[u32]) -> Finding {
    let file: Arc<str> = "p.xlsx".into();
    let sheet = SheetPlace { file: Arc::clone(&file), sheet: "Plan".into() };
    let mut diagnostic = Diagnostic::new(code, "m").in_cell(CellPlace { sheet, cell: at(rows[0]) });
    diagnostic.also = rows[1..].iter().map(|row| at(*row)).collect();
    reader::finding(diagnostic, &file, "")
}

fn of_rule(outcome: Outcome, rows: &[u32]) -> Finding {
    let severity = Severity::Error;
    Finding { title: "título".to_owned(), rule: "r".to_owned(), outcome, severity, ..of_reader(Code::CellEmpty, rows) }
}

/// The rules and codes that stay.
fn left(mut findings: Vec<Finding>) -> Vec<String> {
    give_way(&mut findings);
    findings.into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn a_guess_gives_way_to_a_rule_that_reports_its_cell() {
    for guess in GUESSES {
        assert_eq!(left(vec![of_reader(guess, &[4]), of_rule(Outcome::Fails, &[3, 4])]), ["r"]);
        assert_eq!(left(vec![of_rule(Outcome::Waived, &[4]), of_reader(guess, &[4])]), ["r"]);
        assert_eq!(left(vec![of_reader(guess, &[4]), of_rule(Outcome::Fails, &[5])]).len(), 2, "another cell");
        assert_eq!(left(vec![of_reader(guess, &[4]), of_rule(Outcome::NotEvaluable, &[4])]).len(), 2);
    }
}

#[test]
fn a_guess_of_several_cells_stays_for_those_that_no_rule_reports() {
    let guess = || of_reader(Code::DoubtfulDate, &[4, 5]);
    assert_eq!(left(vec![guess(), of_rule(Outcome::Fails, &[4])]).len(), 2);
    assert_eq!(left(vec![guess(), of_rule(Outcome::Fails, &[4]), of_rule(Outcome::Fails, &[5])]), ["r", "r"]);
}

#[test]
fn what_the_reader_knows_stays() {
    assert_eq!(left(vec![of_reader(Code::NumberAsText, &[4]), of_rule(Outcome::Fails, &[4])]).len(), 2);
    assert_eq!(left(vec![of_reader(Code::DoubtfulUnit, &[4]), of_reader(Code::CellEmpty, &[4])]).len(), 2);
}
