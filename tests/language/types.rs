//! From the cell to the value: each type's forms, in CSV.

use super::{Set, form, rule, verdicts};

/// Verdicts of one column `x`.
fn of(ty: &str, cells: &[&str], condition: &str) -> String {
    verdicts(&format!("x : {ty}"), cells, &format!("exige {condition}"))
}

#[test]
fn texto_folds_blanks_case_and_accents_but_not_enye() {
    assert_eq!(of("texto", &["  Ña\u{a0} ña", "NA NA", "ñá ÑÁ"], "x = \"ñá ña\""), "c i c");
    assert_eq!(of("texto", &["año", "ano", "AÑO"], "x en (\"año\", \"mes\")"), "c i c");
    assert_eq!(of("texto", &["Árbol", "arbol"], "idéntico(x, \"Árbol\")"), "c i");
    assert_eq!(of("texto", &["Árbol"], "x empieza con \"ARB\" y x contiene \"rbó\" y x termina con \"ol\""), "c");
    assert_eq!(of("texto", &["Pasto y Cumbal", "Ipiales", "ayer"], "x contiene \" y \""), "c i i");
}

#[test]
fn codes_are_compared_exactly() {
    let cells = ["0123", "1234", " 0123 ", "12", "12345", "A123", "12.5"];
    assert_eq!(of("código \"0000\"", &cells, "x = \"0123\""), "c i c n n n n");
    assert_eq!(of("código", &["x y", "X Y"], "x = \"x y\""), "c i");
    assert_eq!(of("código \"A00*\"", &["a12", "B1", "C12x"], "x parece \"A12*\""), "c n c");
    assert_eq!(of("código \"\\A00\"", &["A01", "B01"], "x = \"A01\""), "c n");
}

#[test]
fn one_lost_zero_is_put_back_where_one_pattern_then_fits() {
    assert_eq!(of("código \"0000\"", &["123", "12"], "x = \"0123\""), "c n");
    assert_eq!(of("código \"00\" o \"0000\"", &["1", "123"], "x en (\"01\", \"0123\")"), "c c");
    assert_eq!(of("código \"000\" o \"0000\"", &["123", "12"], "x en (\"123\", \"012\")"), "c c");
    assert_eq!(of("código \"00\" o \"0*\"", &["7"], "x = \"7\""), "c", "a pattern fits as it is");
    assert_eq!(of("código \"00\" o \"\\01\"", &["1"], "x = \"01\""), "n", "two patterns would fit");
    let rules =
        format!("{}{}", form("x : código \"0000\" | z : texto"), rule("por cada fila de plan", "exige x = \"0123\""));
    let judged = Set::new(&rules).plan("x;z\n123;a\n").run();
    assert_eq!((judged.code, judged.cells("cero_perdido")), (0, vec!["A2"]));
    assert_eq!(judged.findings()[0]["gravedad"], "nota");
}

#[test]
fn numbers_kept_as_text_follow_the_columns_convention() {
    assert_eq!(of("decimal", &["1.5", "2.500"], "x en (1,5, 2,5)"), "c c", "the point is decimal");
    assert_eq!(of("decimal", &["1,5", "2.500"], "x en (1,5, 2.500)"), "c c", "the comma is decimal");
    assert_eq!(of("decimal", &["2.500", "3"], "x > 0"), "n c", "nothing tells");
    assert_eq!(of("decimal", &["1,5", "2.5", "2.500"], "x > 0"), "c c n", "the cells disagree");
    assert_eq!(of("decimal", &["1.234,56", "1,234.56"], "x = 1.234,56"), "c c");
    let point = "x : decimal con punto decimal";
    assert_eq!(verdicts(point, &["2.500", "1,500"], "exige x en (2,5, 1.500)"), "c c");
    assert_eq!(of("entero", &["1.500", "1,0", "2,5", "$ 3"], "x >= 1"), "c c n n");
}

#[test]
fn pesos_and_what_is_no_number() {
    let amounts = ["$ 1.234.567", "COP 5", "(500)", "-500", "5 COP", "1.234.567,50"];
    assert_eq!(of("pesos", &amounts, "x > 0"), "c c i i c c");
    assert_eq!(of("pesos", &["-", ".", "NP", "N/A", "cinco"], "x > 0 o x vacío"), "n n n n n");
    let blanks = "formato plan \"F\"\n  columna x : pesos\n  columna z : texto\n  vacíos \"NP\", \"N/A\", \"-\"\n";
    let rules = format!("{blanks}{}", rule("por cada fila de plan", "exige x vacío"));
    let judged = Set::new(&rules).plan("x;z\nNP;a\nn/a;b\n-;c\n.;d\n").run();
    assert_eq!((judged.counts("r"), judged.cells("celda_ilegible")), ([3, 1, 0, 0], vec!["A5"]));
}

#[test]
fn porcentaje_is_a_fraction_or_in_hundredths() {
    assert_eq!(of("porcentaje", &["2.00%", "2 %", "0,02", "0.02", "2"], "x = 2 %"), "c c c c i");
    assert_eq!(of("porcentaje sobre 100", &["2.00%", "2 %", "0,02", "2", "2,0"], "x = 2 %"), "c c i c c");
    assert_eq!(of("porcentaje", &["10 %"], "x = 0,1 y x + 0,1 = 20 %"), "c");
}

#[test]
fn fecha_forms() {
    let cells = ["2026-01-31", "31/01/2026", "31/1/26", "1/2/2026", "2026-13-01", "31/01/2026 10:00", "enero"];
    assert_eq!(of("fecha", &cells, "x = 31 de enero de 2026"), "c c n i n c n");
    let rules = format!("{}{}", form("x : fecha | z : texto"), rule("por cada fila de plan", "exige x > hoy"));
    let judged = Set::new(&rules).plan("x;z\n31/01/2026 10:00;a\n31/1/26;b\n").run();
    assert_eq!((judged.cells("hora"), judged.cells("celda_ilegible")), (vec!["A2"], vec!["A3"]));
}

#[test]
fn logico_with_and_without_marks() {
    assert_eq!(of("lógico", &["sí", "SI", "no", "Verdadero", "falso", "x", ""], "x"), "c c i c i n n");
    assert_eq!(of("lógico con x", &["x", "X", "", "sí", "no", "tal vez"], "x"), "c c i c i n");
    assert_eq!(of("lógico", &["sí", "no"], "no x = sí o x = no"), "i c");
}

#[test]
fn one_of_several_with_the_nearest() {
    let ty = "uno de \"Número\", \"Porcentaje\"";
    assert_eq!(of(ty, &["numero", "PORCENTAJE", "Numer", ""], "x = \"Número\""), "c i n n");
    let rules =
        format!("{}{}", form(&format!("x : {ty} | z : texto")), rule("por cada fila de plan", "exige no x vacío"));
    let judged = Set::new(&rules).plan("x;z\nNumer;a\n").run();
    assert_eq!(judged.findings()[0]["ayuda"], "¿quiso decir «Número»?");
}
