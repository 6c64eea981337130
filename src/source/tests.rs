use super::*;

#[test]
fn columns_count_characters_as_on_disk() {
    let decomposed = "regla a\n  exige cantida\u{301}d > ñ";
    let source = Source::new("a.cotejo", decomposed);
    let at = source.text.find('>').unwrap();
    assert_eq!(source.line_column(at), (2, 19));
    let composed = Source::new("a.cotejo", "regla a\n  exige cantidád > ñ");
    assert_eq!(composed.line_column(composed.text.find('>').unwrap()), (2, 18));
}

#[test]
fn the_bom_does_not_count() {
    assert_eq!(Source::new("a", "\u{feff}vigencia 2026").line_column(0), (1, 1));
}
