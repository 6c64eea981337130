//! Windows on the rows of a typed table.

use crate::diagnostic::{Mark, Window, WindowColumn, WindowRow};
use crate::ruleset::model::Schema;
use crate::table::{Column, Entry, Table};

use super::wording::shorten;

/// Key columns that a window shows beside the cell's own.
const KEY_COLUMNS: usize = 2;

/// A window on some rows of one sheet: the key columns and `column`, whose cells are marked with `role`. `None` where
/// the column stands in no column of the sheet.
pub(super) fn rows_window(table: &Table, schema: &Schema, rows: &[usize], column: usize, role: &str) -> Option<Window> {
    let first = table.rows.get(*rows.first()?)?;
    let block = table.blocks.get(first.block as usize)?;
    let in_sheet = |index: usize| Some((block.columns.get(index).copied().flatten()?, index));
    let own = in_sheet(column)?;
    let mut columns: Vec<(u32, usize)> =
        schema.identifying().into_iter().map(|id| id.0).filter_map(in_sheet).take(KEY_COLUMNS).collect();
    columns.push(own);
    columns.sort_unstable();
    columns.dedup_by_key(|(place, _)| *place);
    let marked = columns.iter().position(|(place, _)| *place == own.0)?;
    let caption = |index: usize| table.columns.get(index).map(|column| column.caption.clone()).unwrap_or_default();
    let drawn = |row: &usize| {
        Some(WindowRow {
            row: table.place(*row, column).map(|place| place.cell.row)?,
            cells: columns.iter().map(|(_, index)| shown(&table.get(*row, *index))).collect(),
            marks: vec![Mark { column: marked, role: role.to_owned() }],
        })
    };
    Some(Window {
        place: block.place.clone(),
        rows: rows.iter().filter_map(drawn).collect(),
        columns: columns
            .iter()
            .map(|(place, index)| WindowColumn {
                column: *place,
                caption: caption(*index),
                numeric: table.columns.get(*index).is_some_and(Column::is_numeric),
            })
            .collect(),
        hidden_rows: 0,
    })
}

/// An entry as a person reads it in the sheet, cut if it is long.
pub(super) fn shown(entry: &Entry) -> String {
    shorten(&entry.to_string())
}
