//! What looks wrong in cells that can be read: guesses, from the other cells of the column. Each is a note, and the run
//! leaves it out where a rule reports the same cell.

use std::ops::Range;

use crate::cell::CellPlace;
use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{ColumnDecl, Schema};
use crate::table::{Data, Table};
use crate::value::Unit;

use super::findings::{MOST_A_COLUMN, by_block, rest_of_column};
use super::window::rows_window;

mod units;
mod years;

/// Cells of a column of a sheet that are told one by one; the rest are told together.
const MOST_ALONE: usize = 3;

/// A column that is looked at.
#[derive(Clone, Copy)]
struct Looked<'a> {
    table: &'a Table,
    schema: &'a Schema,
    index: usize,
    decl: &'a ColumnDecl,
}

/// The doubtful cells of a plan's table, by column, sheet and row.
pub(super) fn doubts(table: &Table, schema: &Schema, vigencia: i64) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for (index, decl) in schema.columns.iter().enumerate().filter(|(_, decl)| decl.level.is_none()) {
        let Some(column) = table.columns.get(index) else { continue };
        let looked = Looked { table, schema, index, decl };
        match &column.data {
            Data::Date(days) => told.extend(years::doubts(looked, &column.states, days, vigencia)),
            Data::Number(numbers, Unit::Pesos) => told.extend(units::doubts(looked, &column.states, numbers)),
            _ => {}
        }
    }
    told
}

/// The rows of each sheet, which stand together.
fn by_sheet(table: &Table) -> impl Iterator<Item = Range<usize>> {
    (0..table.blocks.len()).map(|block| table.rows_of(block))
}

impl Looked<'_> {
    /// A note for each of the first cells, and one for the rest, of which `(what, whats)` is to be said.
    fn notes(
        self,
        rows: impl Iterator<Item = usize>,
        code: Code,
        (what, whats): (&str, &str),
        message: impl Fn(usize, &CellPlace) -> (String, String),
    ) -> Vec<Diagnostic> {
        let mut told = Vec::new();
        for (_, cells) in by_block(self.table, self.index, rows) {
            let (first, others) = cells.split_at_checked(MOST_ALONE).unwrap_or((&cells, &[]));
            told.extend(first.iter().map(|(row, place)| {
                let (message, help) = message(*row, place);
                let mut note = Diagnostic::new(code, message).in_cell(place.clone()).help(help);
                note.windows.extend(rows_window(self.table, self.schema, &[*row], self.index, ""));
                note
            }));
            told.extend(rest_of_column(&self.decl.caption, others, (what, whats), code).map(|mut rest| {
                rest.also = others.iter().skip(1).take(MOST_A_COLUMN).map(|(_, place)| place.cell).collect();
                rest
            }));
        }
        told
    }
}

#[cfg(test)]
mod tests;
