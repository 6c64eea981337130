use super::*;

#[test]
fn stars_stand_for_anything_and_case_for_nothing() {
    for (pattern, name) in [
        ("Plan de acción", "PLAN DE  ACCION "),
        ("41*", "4112 Gobierno"),
        ("41*", "41"),
        ("*2026", "Plan 2026"),
        ("Plan * 2026", "plan de acción 2026"),
        ("a*b*b", "abb"),
        ("*", "x"),
    ] {
        assert!(name_fits(pattern, name), "{pattern} {name}");
    }
    for (pattern, name) in [("41*", "Marzo"), ("a*b*b", "ab"), ("ab*b", "ab"), ("Plan", "Plan 2"), ("a*", "ba")] {
        assert!(!name_fits(pattern, name), "{pattern} {name}");
    }
}
