use super::*;

#[test]
fn n_with_tilde_is_a_letter_of_its_own() {
    assert_eq!(fold("ÑANDÚ"), "ñandu");
    assert_eq!(fold("n\u{303}andu\u{301}"), "ñandu");
    assert_eq!(fold("ã"), "a");
}

#[test]
fn the_nearest_name_is_one_that_could_be_meant() {
    assert_eq!(nearest("programma", ["meta", "programa", "total"]), Some("programa"));
    assert_eq!(nearest("Código", ["codigo"]), Some("codigo"));
    assert_eq!(nearest("techo", ["dependencia", "meta"]), None);
}

#[test]
fn lists_read_as_sentences() {
    assert_eq!(enumerate::<&str>(&[]), "");
    assert_eq!(enumerate(&["Salud"]), "Salud");
    assert_eq!(enumerate(&["Salud", "Cultura", "«Infraestructura»"]), "Salud, Cultura e «Infraestructura»");
    assert_eq!(enumerate(&["agua", "hielo"]), "agua y hielo");
}
