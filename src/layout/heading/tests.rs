use super::*;
use crate::layout::tests::{merged, sheet};
use crate::workbook::Sheet;

/// The captions of the row with Excel's number `row`, with their bands.
fn captions(sheet: &Sheet, row: u32) -> Vec<String> {
    let all = headings(&Grid::new(sheet));
    let heading = all.iter().find(|heading| heading.row + 1 == row);
    heading.map(|heading| heading.captions.iter().map(Caption::full).collect()).unwrap_or_default()
}

#[test]
fn captions_are_compared_without_any_blank() {
    assert_eq!(glue("Indicador de Producto(MGA)"), glue("Indicador de producto\u{a0}(MGA)"));
    assert_eq!(glue("Presupuesto_x000D_\ninicial"), glue("PRESUPUESTO INICIAL"));
    assert_ne!(glue("Año"), glue("Ano"));
}

#[test]
fn a_merged_band_covers_its_area_only() {
    let drawn = sheet("Plan", &["PARTE ESTRATÉGICA|~|~|PLAN|~", "Código|Meta|BPIN|2024|2025"]);
    let drawn = merged(drawn, &["A1:B1", "D1:E1"]);
    let expected = ["PARTE ESTRATÉGICA / Código", "PARTE ESTRATÉGICA / Meta", "BPIN", "PLAN / 2024", "PLAN / 2025"];
    assert_eq!(captions(&drawn, 2), expected);
}

#[test]
fn a_band_that_is_not_merged_goes_on_to_the_next_filled_cell() {
    let drawn = sheet("Plan", &["~|Fuentes|~|~|Total", "Meta|Propios|SGP|Crédito|~"]);
    let drawn = merged(drawn, &["E1:E2"]);
    assert_eq!(captions(&drawn, 2), ["Meta", "Fuentes / Propios", "Fuentes / SGP", "Fuentes / Crédito", "Total"]);
}

#[test]
fn a_caption_over_both_rows_belongs_to_the_lower_one_and_has_no_band() {
    let drawn = sheet("Plan", &["Plan de acción|~|~", "Meta|Fuentes|~", "~|Propios|SGP"]);
    let drawn = merged(drawn, &["A1:C1", "A2:A3", "B2:C2"]);
    assert_eq!(captions(&drawn, 2), ["Plan de acción / Fuentes"]);
    assert_eq!(captions(&drawn, 3), ["Meta", "Fuentes / Propios", "Fuentes / SGP"]);
}

#[test]
fn a_header_merged_downwards_throughout_ends_in_its_lower_row() {
    let drawn = merged(sheet("Plan", &["Meta|Total", "~|~", "M1|=5"]), &["A1:A2", "B1:B2"]);
    assert!(captions(&drawn, 1).is_empty());
    assert_eq!(captions(&drawn, 2), ["Meta", "Total"]);
}

#[test]
fn years_in_the_header_are_numbers() {
    assert_eq!(captions(&sheet("Plan", &["Meta|=2026"]), 1), ["Meta", "2026"]);
}

#[test]
fn a_hostile_merged_area_makes_no_work() {
    let drawn = merged(sheet("Plan", &["Meta|Total"]), &["A1:XFD1048576", "B1:B1048576"]);
    assert!(captions(&drawn, 1).is_empty());
}
