use super::*;
use crate::diagnostic::Code;
use crate::layout::tests::{Rules, code, found, merged, places, sheet, values};
use crate::value::Type;

fn rules() -> Rules {
    Rules::new()
        .column("Programa", code(&[]))
        .required()
        .inherits()
        .column("Actividad", Type::Text)
        .key()
        .column("Total", Type::Pesos)
}

const HEADER: &str = "Programa|Actividad|Total|Notas";

#[test]
fn blank_rows_are_skipped_and_data_end_where_the_format_says() {
    let lines = [
        HEADER,
        "1905|Vacunar|=5",
        " |~|\u{a0}",
        "~|~|~|una nota",
        "1906|Totalizar|=6",
        "~|TOTAL general|=11",
        "1907|x|=7",
    ];
    let mut rules = rules();
    rules.format().ends = vec![Text::new("Total"), Text::new("Elaborado por")];
    let (table, findings) = rules.table(vec![sheet("Plan", &lines)]);
    assert_eq!(values(&table, 1), ["Vacunar", "Totalizar"]);
    assert_eq!(table.rows.iter().map(|row| row.row + 1).collect::<Vec<_>>(), [2, 5]);
    assert!(findings.is_empty());
}

#[test]
fn the_end_is_a_whole_word_at_the_row_s_first_filled_cell() {
    let ends = |line: &str| ending_cell(&sheet("Plan", &[line]).cells, &[Text::new("TOTAL")]).is_some();
    assert!(ends("~|Total") && ends("total:|=5") && ends("TOTAL PROGRAMA"));
    assert!(!ends("Totales") && !ends("Meta|TOTAL") && !ends("Subtotal") && !ends("=5|TOTAL"));
}

#[test]
fn an_empty_cell_inherits_from_above_and_knows_where_from() {
    let (table, findings) =
        rules().table(vec![sheet("Plan", &[HEADER, "1905|a|=1", "~|b|=2", "~|~|~", "1906|c", "~|d"])]);
    assert_eq!(values(&table, 0), ["1905", "1905", "1906", "1906"]);
    assert_eq!(places(&table, 0), ["A2", "A2", "A5", "A5"]);
    assert!(findings.is_empty());
}

#[test]
fn an_empty_cell_that_rows_inherit_is_told_once_for_all_of_them() {
    let lines = [HEADER, "~|a|=1", "~|b|=2", "~|c|=3", "1906|d|=4"];
    let (table, findings) = rules().table(vec![sheet("Plan", &lines)]);
    assert_eq!(values(&table, 0), ["–", "–", "–", "1906"]);
    assert_eq!(places(&table, 0), ["A2", "A2", "A2", "A5"]);
    assert_eq!(found(&findings), [(Code::CellEmpty, "A2".to_owned())]);
    assert_eq!(findings[0].message, "A2 está vacía y «Programa» es obligatoria; otras 2 filas toman de ella su valor");
    let merged = merged(sheet("Plan", &[HEADER, "~|a|=1", "~|b|=2"]), &["A2:A3"]);
    let (_, findings) = rules().table(vec![merged, sheet("Otra", &[HEADER, "~|a|=1"])]);
    assert_eq!(findings[0].message, "«Programa» es obligatoria y está vacía en las 2 filas");
    assert_eq!(findings[1].message, "A2 está vacía y «Programa» es obligatoria", "each sheet has its own");
}

#[test]
fn a_cell_merged_into_another_by_hand_is_told_as_such() {
    let rules = Rules::new().column("Meta", Type::Text).column("Total", Type::Pesos).required();
    let lines = ["Meta|Total", "M1|=1", "M2|~", "M3|~"];
    let (_, findings) = rules.table(vec![merged(sheet("Plan", &lines), &["B2:B3"])]);
    assert_eq!(findings[0].message, "B3 está combinada con B2 y «Total» es obligatoria en cada fila");
    assert_eq!(findings[0].help.as_deref(), Some("sepárelas y escriba el valor en cada una"));
    assert_eq!(findings[1].message, "B4 está vacía y «Total» es obligatoria");
    let beside = merged(sheet("Plan", &lines), &["A3:B3"]);
    assert!(rules.table(vec![beside]).1[0].message.starts_with("B3 está combinada con A3 y"));
}

#[test]
fn a_merged_area_gives_its_first_cell_sideways_too() {
    let lines = [HEADER, "1905|a", "~|b", "1906|c", "~|d"];
    let (table, _) = rules().table(vec![merged(sheet("Plan", &lines), &["A2:A3", "A4:A5"])]);
    assert_eq!(values(&table, 0), ["1905", "1905", "1906", "1906"]);
    let beside = Rules::new().column("Meta", Type::Text).column("Programa", Type::Text).inherits();
    let lines = ["Meta|Programa", "M1|P1", "M2|~", "M3|~"];
    let (table, _) = beside.table(vec![merged(sheet("Plan", &lines), &["A3:B3"])]);
    assert_eq!(values(&table, 1), ["P1", "M2", "P1"]);
    assert_eq!(places(&table, 1), ["B2", "A3", "B2"]);
}

#[test]
fn a_header_merged_into_the_data_gives_nothing_and_is_told() {
    let (table, findings) = rules().table(vec![sheet("Plan", &[HEADER, "~|a|=1", "1905|b|=2"])]);
    assert_eq!(values(&table, 0), ["–", "1905"]);
    assert_eq!(found(&findings), [(Code::CellEmpty, "A2".to_owned())]);
    let beside = Rules::new().column("Programa", Type::Text).inherits().column("Meta", Type::Text);
    let lines = ["Notas|Programa|Meta", "~|~|M1", "~|P1|M2"];
    let (table, _) = beside.table(vec![merged(sheet("Plan", &lines), &["A1:B2"])]);
    assert_eq!(values(&table, 0), ["–", "P1"], "«Notas» is no data");
}

#[test]
fn an_unreadable_cell_that_rows_inherit_is_told_once() {
    let (table, findings) = rules().table(vec![sheet("Plan", &[HEADER, "!#REF!|a", "~|b", "~|c"])]);
    assert_eq!(values(&table, 0), ["?#REF!"; 3]);
    assert_eq!(found(&findings), [(Code::CellUnreadable, "A2".to_owned())]);
}

#[test]
fn marks_alone_make_no_row() {
    let rules = Rules::new().column("Meta", Type::Text).column("Compartida", Type::Bool { marks: true });
    let (table, _) = rules.table(vec![sheet("Plan", &["Meta|Compartida", "M1|x", "~|~", "M2|~"])]);
    assert_eq!(values(&table, 1), ["sí", "no"]);
}
