use super::*;

#[test]
fn lists_read_as_sentences() {
    assert_eq!(enumerate::<&str>(&[]), "");
    assert_eq!(enumerate(&["Salud"]), "Salud");
    assert_eq!(enumerate(&["Salud", "Cultura", "«Infraestructura»"]), "Salud, Cultura e «Infraestructura»");
    assert_eq!(enumerate(&["agua", "hielo"]), "agua y hielo");
}

#[test]
fn alternatives_read_as_sentences() {
    assert_eq!(either(&["error", "advertencia", "nota"]), "error, advertencia o nota");
    assert_eq!(either(&["«Propios»", "«Otros»"]), "«Propios» u «Otros»");
    assert_eq!(either(&["un número", "hora"]), "un número u hora");
    assert_eq!(either(&["7", "8"]), "7 u 8");
}

#[test]
fn a_text_keeps_to_its_length() {
    assert_eq!(shorten("Educación", 9), "Educación");
    assert_eq!(shorten("Educación", 8), "Educaci…");
    assert_eq!(shorten("Plan de acción", 6), "Plan…");
}

#[test]
fn beyond_the_first_few_the_others_are_counted() {
    let few = |words: &[&str]| first_few(words.iter().map(|word| (*word).to_owned()), 2).join(", ");
    assert_eq!(few(&[]), "");
    assert_eq!(few(&["a", "b"]), "a, b");
    assert_eq!(few(&["a", "b", "c"]), "a, b, 1 más");
}
