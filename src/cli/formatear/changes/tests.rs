use super::*;

#[test]
fn the_first_change_is_shown_with_its_line() {
    assert_eq!(first("a\nb  \nc\n", "a\nb\nc\n"), "  línea 2\n  - b··\n  + b\n");
    assert_eq!(first("a\n\n\nb\n", "a\n\nb\n"), "  línea 3\n  - \n");
    assert_eq!(first("a\nb\n", "a\n\nb\n"), "  línea 2\n  + \n");
    assert_eq!(first("a", "a\n"), "  línea 2\n  + \n");
}

#[test]
fn a_long_change_is_cut() {
    let told = first("a\nb\nc\nd\ne\nf\n", "1\n2\n3\n4\n5\n6\n");
    assert_eq!(
        told,
        "  línea 1\n  - a\n  - b\n  - c\n  - d\n  + 1\n  + 2\n  + 3\n  + 4\n  … y hay más cambios abajo\n"
    );
}

#[test]
fn changes_further_down_are_not_passed_over() {
    assert_eq!(first("a  \nb\nc  \n", "a\nb\nc\n"), "  línea 1\n  - a··\n  + a\n  … y hay más cambios abajo\n");
}

#[test]
fn line_ends_alone_are_told_in_words() {
    assert!(first("a\r\nb\r\n", "a\nb\n").contains("finales de línea"));
    assert!(first("\u{feff}a\n", "a\n").contains("BOM"));
}
