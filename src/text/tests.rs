use super::*;

#[test]
fn n_with_tilde_is_a_letter_of_its_own() {
    assert_eq!(fold("ÑANDÚ"), "ñandu");
    assert_eq!(fold("n\u{303}andu\u{301}"), "ñandu");
    assert_eq!(fold("ã"), "a");
}

#[test]
fn plain_letters_fold_as_others_do() {
    assert_eq!(fold(" SGP\tTotal\n2026_x000D_ "), "sgp total 2026");
}
