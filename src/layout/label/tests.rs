use super::*;
use crate::layout::tests::{at, merged, number, sheet, text};
use crate::workbook::Sheet;

fn find(sheet: &Sheet, label: &str, side: Side) -> Labelled {
    let labels = [label, "Fecha de reporte"];
    TitleBlock::new(&Grid::new(sheet), 10, labels.into_iter()).find(label, side)
}

fn value(sheet: &Sheet, label: &str, side: Side) -> Option<(CellRef, Content)> {
    match find(sheet, label, side) {
        Labelled::Value { at, content, .. } => Some((at, content)),
        _ => None,
    }
}

#[test]
fn beside_a_label_with_or_without_colon() {
    let drawn = sheet("Plan", &["Organismo: |~|~|Salud", "VERSIÓN|=4"]);
    assert_eq!(value(&drawn, "ORGANISMO", Side::Right), Some((at("D1"), text("Salud"))));
    assert_eq!(value(&drawn, "version:", Side::Right), Some((at("B2"), number("4"))));
    let cells = merged(sheet("Plan", &["ORGANISMO|x|Salud"]), &["A1:B1"]);
    assert_eq!(value(&cells, "Organismo", Side::Right), Some((at("C1"), text("Salud"))));
}

#[test]
fn a_label_beside_is_no_value() {
    for drawn in ["ORGANISMO:|~|FECHA DE REPORTE|@2026-01-31T00:00:00", "ORGANISMO|Vigencia:|=2026", "ORGANISMO"] {
        let found = find(&sheet("Plan", &[drawn]), "Organismo", Side::Right);
        assert_eq!(found, Labelled::NoValue { label: at("A1"), expected: at("B1") }, "{drawn}");
    }
}

#[test]
fn beyond_an_empty_merged_area_stands_no_value() {
    // Emptied, C1:H1 must not let «VIGENCIA» pass for the dependency, though no format names that label.
    let drawn = sheet("Plan", &["DEPENDENCIA|~|~|~|VIGENCIA|=2026"]);
    let drawn = merged(drawn, &["A1:B1", "C1:D1"]);
    let nothing = Labelled::NoValue { label: at("A1"), expected: at("C1") };
    assert_eq!(find(&drawn, "Dependencia", Side::Right), nothing);
    let below = merged(sheet("Plan", &["~|VERSIÓN|~", "~|~|~|FECHA|4"]), &["B1:E1", "B2:C2"]);
    assert_eq!(find(&below, "Versión", Side::Below), Labelled::NoValue { label: at("B1"), expected: at("B2") });
}

#[test]
fn a_label_below_is_no_value() {
    let drawn = sheet("Plan", &["ORGANISMO", "Fecha de reporte"]);
    assert_eq!(find(&drawn, "Organismo", Side::Below), Labelled::NoValue { label: at("A1"), expected: at("A2") });
}

#[test]
fn after_a_colon_in_the_label_s_own_cell() {
    let drawn = sheet("Plan", &["DEPENDENCIA :  Secretaría  de Salud|Otra"]);
    assert_eq!(value(&drawn, "Dependencia", Side::Right), Some((at("A1"), text("Secretaría de Salud"))));
    assert_eq!(find(&sheet("Plan", &["DEPENDENCIA de Salud|x"]), "Dependencia", Side::Right), Labelled::NoLabel);
    assert_eq!(find(&sheet("Plan", &["La dependencia|x"]), "Dependencia", Side::Right), Labelled::NoLabel);
}

#[test]
fn below_a_label() {
    let drawn = merged(sheet("Plan", &["FECHA|VERSIÓN|~", "~|~|4"]), &["B1:C1"]);
    assert_eq!(value(&drawn, "versión", Side::Below), Some((at("C2"), text("4"))));
    assert_eq!(find(&drawn, "Fecha", Side::Below), Labelled::NoValue { label: at("A1"), expected: at("A2") });
    let low = TitleBlock::new(&Grid::new(&drawn), 1, std::iter::empty()).find("versión", Side::Below);
    assert!(matches!(low, Labelled::NoValue { .. }), "the header's own row holds no value");
}

#[test]
fn inside_the_label_s_cell() {
    let drawn =
        sheet("Plan", &["~|NOMBRE DEL FORMATO\nPLAN DE ACCIÓN\nFECHA 2026-01-31 VERSIÓN: 04_x000D_\nCÓDIGO PE-F-012"]);
    let inside = |label| value(&drawn, label, Side::Inside);
    assert_eq!(inside("Nombre del formato"), Some((at("B1"), text("PLAN DE ACCIÓN"))));
    assert_eq!(inside("versión"), Some((at("B1"), text("04"))));
    assert_eq!(inside("Código"), Some((at("B1"), text("PE-F-012"))));
    assert_eq!(inside("acción fecha"), Some((at("B1"), text("2026-01-31 VERSIÓN: 04"))));
    assert_eq!(inside("página"), None);
    assert_eq!(inside("vers"), None, "whole words only");
}

#[test]
fn the_first_label_with_a_value_counts() {
    let drawn = sheet("Plan", &["FECHA", "FECHA|ayer"]);
    assert_eq!(value(&drawn, "Fecha", Side::Right), Some((at("B2"), text("ayer"))));
}

/// Labels in every cell of forty rows were each held against all cells to their right.
#[test]
fn a_title_block_full_of_labels_is_searched_so_far_and_no_further() {
    let row = vec!["Organismo"; 5_000].join("|");
    let lines: Vec<&str> = std::iter::repeat_n(row.as_str(), 4).chain(["VERSIÓN|=4"]).collect();
    let drawn = sheet("Plan", &lines);
    assert_eq!(value(&drawn, "Organismo", Side::Right), None);
    assert_eq!(find(&drawn, "versión", Side::Right), Labelled::NoLabel);
    assert_eq!(
        value(&sheet("Plan", &["x|Organismo|~|Salud"]), "organismo", Side::Right),
        Some((at("D1"), text("Salud")))
    );
}
