use super::*;
use crate::layout::grid::Grid;
use crate::layout::heading::headings;
use crate::layout::tests::{finder, merged, sheet};
use crate::workbook::Sheet;

fn search(sheet: &Sheet, asked: &[&str]) -> Header {
    let finders: Vec<ColumnFinder> = asked.iter().map(|written| finder(written)).collect();
    let finders: Vec<Option<&ColumnFinder>> = finders.iter().map(Some).collect();
    best_header(&headings(&Grid::new(sheet)), &finders).unwrap().1
}

fn columns(sheet: &Sheet, asked: &[&str]) -> Vec<Option<u32>> {
    let header = search(sheet, asked);
    assert!(header.repeated.is_empty(), "{:?}", header.repeated);
    header.columns
}

#[test]
fn the_row_with_most_captions_is_the_header() {
    let drawn = sheet("Plan", &["Plan de acción", "Total|=500", "~", "Meta|Total|Notas", "M1|=5", "Meta|Total"]);
    let header = search(&drawn, &["Total", "META"]);
    assert_eq!((header.row, header.first_row), (3, 3));
    assert_eq!(header.columns, [Some(1), Some(0)]);
    assert!(header.fits());
}

#[test]
fn a_header_beyond_the_first_rows_is_not_looked_for() {
    let mut lines = vec!["~"; 40];
    lines.extend(["Meta|Total"]);
    let finders = [finder("Meta")];
    assert!(best_header(&headings(&Grid::new(&sheet("Plan", &lines))), &[Some(&finders[0])]).is_none());
    lines.remove(0);
    assert!(search(&sheet("Plan", &lines), &["Meta"]).fits());
}

#[test]
fn a_plain_caption_stands_under_any_band_a_banded_one_under_its_own() {
    let drawn = sheet("Plan", &["~|Fuentes|~|Metas|~", "Código|Propios|Total|2024|Total"]);
    let drawn = merged(drawn, &["B1:C1", "D1:E1"]);
    assert_eq!(columns(&drawn, &["Propios", "Metas / Total", "fuentes / total"]), [Some(1), Some(4), Some(2)]);
    assert_eq!(search(&drawn, &["Metas / Propios"]).missing, [0]);
}

#[test]
fn a_repeated_caption_is_told_apart_by_ordinal_or_band() {
    let drawn = merged(sheet("Plan", &["~|Fuentes|~|Total", "Código|Propios|Total|~"]), &["B1:C1", "D1:D2"]);
    assert_eq!(columns(&drawn, &["Total#1", "Total#2"]), [Some(2), Some(3)]);
    assert_eq!(search(&drawn, &["Total#3"]).missing, [0]);
    assert_eq!(columns(&drawn, &["Fuentes / Total", "Total"]), [Some(2), Some(3)], "the other one is taken");
    assert_eq!(columns(&drawn, &["Total"]), [Some(3)], "the one without a band");
}

#[test]
fn a_repeated_caption_with_nothing_to_tell_it_apart_is_a_fault() {
    let header = search(&sheet("Plan", &["Total|Meta|Total"]), &["Total", "Meta"]);
    assert_eq!(header.repeated, [(0, vec![CellRef { row: 0, column: 0 }, CellRef { row: 0, column: 2 }])]);
    assert!(!header.fits());
    let twice = merged(sheet("Plan", &["Fuentes|~", "Total|Total"]), &["A1:B1"]);
    assert_eq!(search(&twice, &["Fuentes / Total"]).repeated.len(), 1);
}

#[test]
fn of_several_captions_the_first_that_is_there_counts() {
    let drawn = sheet("Plan", &["VAL ALC 2024|2025"]);
    let mut either = finder("Meta 2024");
    either.captions.push(finder("Val alc 2024").captions.remove(0));
    let header = best_header(&headings(&Grid::new(&drawn)), &[Some(&either), None]).unwrap().1;
    assert_eq!(header.columns, [Some(0), None]);
    assert!(header.fits(), "a column that the format has not is not missing");
}

#[test]
fn a_caption_may_have_strokes_of_its_own() {
    let drawn = sheet("Plan", &["Plan", "Día / Mes / Año (Inicio)|Meta"]);
    assert_eq!(columns(&drawn, &["Día / Mes / Año (Inicio)", "Meta"]), [Some(0), Some(1)]);
}

#[test]
fn the_title_block_ends_where_the_first_caption_stands() {
    let drawn = sheet("Plan", &["VERSIÓN|4", "Meta|Fuentes", "~|Propios"]);
    let header = search(&merged(drawn, &["A2:A3"]), &["Meta", "Fuentes / Propios"]);
    assert_eq!((header.row, header.first_row), (2, 1));
}
