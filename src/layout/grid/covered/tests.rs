use crate::layout::tests::{area, at, merged, sheet};

use super::*;

fn of(lines: &[&str], areas: &[&str]) -> Vec<(CellRef, Area)> {
    covered(&merged(sheet("Plan", lines), areas))
}

#[test]
fn only_filled_cells_beside_the_first_are_covered() {
    let lines = ["a|b|c", "d|~|f", "g|h|i"];
    let expected = [(at("B1"), area("A1:B2")), (at("A2"), area("A1:B2")), (at("C3"), area("C2:C3"))];
    assert_eq!(of(&lines, &["C2:C3", "A1:B2"]), expected);
    assert_eq!(of(&lines, &["A1:A1"]), [], "one cell covers nothing");
    assert_eq!(of(&["a|  "], &["A1:B1"]), [], "blanks are nothing");
}

#[test]
fn an_area_ends_where_it_ends() {
    let lines = ["a|a", "b|b", "c|c", "d|d"];
    assert_eq!(of(&lines, &["A1:A2", "A4:B4"]), [(at("A2"), area("A1:A2")), (at("B4"), area("A4:B4"))]);
}

#[test]
fn areas_one_over_the_other_cost_no_more_than_one_look_a_cell() {
    let mut plan = sheet("Plan", &["a|b"; 50]);
    plan.merged = vec![area("A1:XFD1048576"); 100_000];
    assert_eq!(covered(&plan).len(), 99);
}
