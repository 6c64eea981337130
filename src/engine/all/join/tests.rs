use std::collections::BTreeMap;

use super::*;
use crate::cell::SheetPlace;
use crate::decimal::Decimal;
use crate::table::{Entry, State};
use crate::value::Unit;

/// A table of one sheet with `numbers` from row 2 of the sheet on, in column C; 0 is an unreadable cell.
fn table(file: &str, numbers: &[i64], origin: Origin) -> Table {
    let state = |number: &i64| if *number == 0 { State::Unreadable } else { State::Present };
    let unreadable: BTreeMap<usize, _> =
        numbers.iter().enumerate().filter(|(_, number)| **number == 0).map(|(row, _)| (row, "#REF!".into())).collect();
    let column = |name: &str| Column {
        name: name.to_owned(),
        caption: name.to_uppercase(),
        data: Data::Number(numbers.iter().map(|number| Decimal::from(*number)).collect(), Unit::Plain),
        states: numbers.iter().map(state).collect(),
        unreadable: unreadable.clone(),
        origin: origin.clone(),
    };
    Table {
        name: "plan".to_owned(),
        blocks: vec![Block {
            place: SheetPlace { file: file.into(), sheet: "".into() },
            columns: vec![Some(2), None],
            formulas: Default::default(),
        }],
        rows: (1..).take(numbers.len()).map(|row| RowOrigin { block: 0, row }).collect(),
        columns: vec![column("a"), column("b")],
        constants: BTreeMap::new(),
        pieces: Vec::new(),
    }
}

fn places(table: &Table, column: usize) -> Vec<String> {
    let place = |row| table.place(row, column).map_or("-".to_owned(), |place| place.to_string());
    (0..table.rows.len()).map(place).collect()
}

fn kept(columns: &[usize]) -> BTreeSet<ColumnId> {
    columns.iter().map(|column| ColumnId(*column)).collect()
}

#[test]
fn rows_keep_their_values_marks_and_places() {
    let joined = tables(
        &[
            &table("x.csv", &[1, 0], Origin::Block),
            &table("y.csv", &[], Origin::Block),
            &table("z.csv", &[3], Origin::Block),
        ],
        &kept(&[0]),
    );
    let number = |number: i64| Entry::Present(crate::value::Value::Number(Decimal::from(number), Unit::Plain));
    let entries: Vec<Entry> = (0..3).map(|row| joined.get(row, 0)).collect();
    assert_eq!(entries, [number(1), Entry::Unreadable("#REF!".into()), number(3)]);
    assert_eq!(places(&joined, 0), ["x.csv!C2", "x.csv!C3", "z.csv!C2"]);
    assert_eq!(joined.get(0, 1), Entry::Empty, "b is not kept");
    assert_eq!(joined.blocks.len(), 3);
}

#[test]
fn a_dato_stands_where_each_file_has_it() {
    let at = |row| Some(CellRef { row, column: 1 });
    let joined = tables(
        &[&table("x.csv", &[1, 2], Origin::Fixed(vec![at(0)])), &table("y.csv", &[3], Origin::Fixed(vec![None]))],
        &kept(&[0]),
    );
    assert_eq!(places(&joined, 0), ["x.csv!B1", "x.csv!B1", "-"]);
}

#[test]
fn formats_that_differ_in_where_a_column_stands_are_told_apart_row_by_row() {
    let inherited = Origin::PerRow(vec![CellRef { row: 1, column: 4 }; 2]);
    let joined = tables(&[&table("x.csv", &[1, 2], inherited), &table("y.csv", &[3], Origin::Block)], &kept(&[0]));
    assert_eq!(places(&joined, 0), ["x.csv!E2", "x.csv!E2", "y.csv!C2"]);
}

#[test]
fn of_no_table_comes_one_without_rows() {
    assert_eq!(tables(&[], &kept(&[0])).rows.len(), 0);
}
