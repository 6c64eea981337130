//! How faults of a rule set are told.

use super::*;

fn shown(diagnostics: &[Diagnostic], rules: &str) -> String {
    terminal::faults(diagnostics, &sources(rules), &PLAIN)
}

#[test]
fn without_faults_there_is_nothing_to_tell() {
    assert_eq!(shown(&[], RULES), "");
}

#[test]
fn an_unknown_name() {
    let fault = Diagnostic::new(Code::UnknownName, "no hay ninguna columna ni tabla «techo»")
        .at(span(RULES, "techo + tolerancia"), "aquí se usa")
        .help("¿quiso decir «techos»?");
    insta::assert_snapshot!(shown(&[fault], RULES));
}

#[test]
fn places_near_each_other_share_a_drawing_and_far_ones_do_not() {
    let rules = format!("parámetro a = 1\nparámetro a = 2\n{}parámetro a = 3\n", "// nada\n".repeat(30));
    let place = |value: &str| span(&rules, &format!("parámetro a = {value}"));
    let fault = Diagnostic::new(Code::DuplicateName, "«a» se define tres veces")
        .at(place("2"), "la segunda vez")
        .at(place("1"), "la primera vez")
        .at(place("3"), "la tercera vez");
    insta::assert_snapshot!(shown(&[fault], &rules));
}

#[test]
fn a_table_and_its_declaration() {
    let rules = "tabla techos desde \"datos/techos.csv\"\n";
    let mut window = ceiling_window();
    window.rows.push(row(19, &["1905", "Secretaría de Salud", "$ 1"], vec![mark(0, "otra vez 1905")]));
    let key = Diagnostic::new(Code::TableKey, "la clave 1905 se repite en la tabla «techos»")
        .at(span(rules, "\"datos/techos.csv\""), "")
        .in_cell(CellPlace { sheet: sheet("datos/techos.csv", ""), cell: cell(19, 0) })
        .drawing(window);
    let missing = Diagnostic::new(Code::TableUnreadable, "no se encuentra el archivo").in_file("datos/programas.csv");
    insta::assert_snapshot!(shown(&[key, missing], rules));
}

#[test]
fn at_the_end_of_an_empty_file() {
    let fault = Diagnostic::new(Code::MissingItem, "falta «vigencia»").at(Span::new(FileId(0), 0, 0), "");
    insta::assert_snapshot!(shown(&[fault], ""));
}

#[test]
fn a_label_far_to_the_right_is_shown() {
    let rules = format!("regla x\n  exige {}nombre_malo = 1 {}\n", "a + ".repeat(60), "+ b ".repeat(60));
    let fault = Diagnostic::new(Code::UnknownName, "no hay «nombre_malo»").at(span(&rules, "nombre_malo"), "aquí");
    let output = shown(&[fault], &rules);
    insta::assert_snapshot!(output);
    assert!(output.contains("nombre_malo = 1"));
}

#[test]
fn as_json() {
    let rules = "tabla techos desde \"x.csv\"\n";
    let named = Diagnostic::new(Code::UnknownName, "no hay «x»").at(span(rules, "techos"), "aquí").help("escriba «y»");
    let named = named.fix(span(rules, "techos"), "y");
    let place = CellPlace { sheet: sheet("datos/techos.xlsx", "Techos"), cell: cell(7, 2) };
    let celled = Diagnostic::new(Code::TableCell, "no es un número").at(span(rules, "tabla"), "").in_cell(place);
    let filed = Diagnostic::new(Code::FileUnreadable, "no se puede abrir").in_file("rules/otra.cotejo");
    let output = json::faults(&[named, celled, filed], &sources(rules));
    serde_json::from_str::<serde_json::Value>(&output).unwrap();
    insta::assert_snapshot!(output);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_labels_can_be_drawn(text in "[a-z ñ日\n]{0,120}", labels in prop::collection::vec((0usize..140, 0usize..60, "[a-z ]{0,30}"), 0..5)) {
        let mut fault = Diagnostic::new(Code::Syntax, "mal escrito");
        for (start, length, label) in labels {
            fault = fault.at(Span::new(FileId(0), start, start + length), label);
        }
        prop_assert!(shown(&[fault], &text).ends_with("\n1 error\n"));
    }
}
