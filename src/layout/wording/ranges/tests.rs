use crate::layout::tests::at;

use super::*;

#[test]
fn cells_that_follow_one_another_are_a_range() {
    let of = |names: &[&str]| cells(&names.iter().map(|name| at(name)).collect::<Vec<_>>());
    assert_eq!(of(&["K6"]), "K6");
    assert_eq!(of(&["K6", "B2", "K7", "K8", "B9"]), "B2, B9 y K6:K8");
    assert_eq!(of(&["A1", "A3", "A5", "A7", "A9", "B1", "B2", "C9"]), "A1, A3, A5, A7, A9 y 3 más");
}

#[test]
fn rows_are_numbered_as_in_excel() {
    assert_eq!(rows(&[11, 12, 13, 19]), "12 a 14 y 20");
    assert_eq!(rows(&[0, 2, 4]), "1, 3 y 5");
}

#[test]
fn two_rows_are_named_both() {
    assert_eq!(rows(&[5, 6, 8]), "6, 7 y 9");
}
