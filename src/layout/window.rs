//! Windows on the rows of a typed table.

use crate::diagnostic::{Mark, Window, WindowColumn, WindowRow};
use crate::ruleset::model::Schema;
use crate::table::{Block, Column, Entry, Table};

use super::wording::shorten;

/// Key columns that a window shows beside the cell's own.
const KEY_COLUMNS: usize = 2;

/// A window on some rows of one sheet: the key columns and `column`, whose cells are marked with `role`. `None` where
/// the column stands in no column of the sheet.
pub(super) fn rows_window(table: &Table, schema: &Schema, rows: &[usize], column: usize, role: &str) -> Option<Window> {
    window_on(table, schema, rows, &[column], role)
}

/// The same with several columns, all of whose cells are marked.
pub(super) fn window_on(
    table: &Table,
    schema: &Schema,
    rows: &[usize],
    marked: &[usize],
    role: &str,
) -> Option<Window> {
    let first = table.rows.get(*rows.first()?)?;
    let block = table.blocks.get(first.block as usize)?;
    let columns = columns(block, schema, marked)?;
    let places = columns.iter().enumerate().filter(|(_, (_, index))| marked.contains(index)).map(|(at, _)| at);
    let marks: Vec<Mark> = places.map(|column| Mark { column, role: role.to_owned() }).collect();
    let drawn = |row: &usize| {
        Some(WindowRow {
            row: table.place(*row, *marked.first()?)?.cell.row,
            cells: columns.iter().map(|(_, index)| shown(&table.get(*row, *index))).collect(),
            marks: marks.clone(),
        })
    };
    let heading = |(place, index): &(u32, usize)| {
        let column = table.columns.get(*index);
        WindowColumn {
            column: *place,
            caption: column.map(|column| column.caption.clone()).unwrap_or_default(),
            numeric: column.is_some_and(Column::is_numeric),
        }
    };
    Some(Window {
        place: block.place.clone(),
        rows: rows.iter().filter_map(drawn).collect(),
        columns: columns.iter().map(heading).collect(),
        hidden_rows: 0,
    })
}

/// The columns to draw, from left to right: each one's place in the sheet and its index.
fn columns(block: &Block, schema: &Schema, marked: &[usize]) -> Option<Vec<(u32, usize)>> {
    let in_sheet = |index: usize| Some((block.columns.get(index).copied().flatten()?, index));
    let mut columns = marked.iter().map(|index| in_sheet(*index)).collect::<Option<Vec<(u32, usize)>>>()?;
    let own: Vec<u32> = columns.iter().map(|(place, _)| *place).collect();
    let keys = schema.identifying().into_iter().filter_map(|id| in_sheet(id.0)).take(KEY_COLUMNS);
    columns.extend(keys.filter(|(place, _)| !own.contains(place)));
    columns.sort_unstable();
    Some(columns)
}

/// An entry as a person reads it in the sheet, cut if it is long.
pub(super) fn shown(entry: &Entry) -> String {
    shorten(&entry.to_string())
}
