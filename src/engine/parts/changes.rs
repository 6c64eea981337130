//! `plan.cambios`: what differs between a plan and its approved version, by key.

use std::collections::HashMap;

use crate::engine::changes::differ;
use crate::engine::world::Book;
use crate::ruleset::model::{ColumnId, PartDecl, RuleSet};
use crate::table::{Entry, Piece, RowOrigin, Table};
use crate::value::Value;

/// Most rows of a table of changes: more than anyone reads.
pub(super) const MOST_CHANGES: usize = 200_000;

/// What a row of the table is, where a whole row came or went: its [`Piece::at`].
const WHOLE_ROW: u32 = 0;

/// What a row of the table is, where a column changed: its [`Piece::at`].
fn piece_of(column: ColumnId) -> Option<u32> {
    u32::try_from(column.0).ok()?.checked_add(1)
}

/// The column that a row of the table tells of, by its [`Piece::at`]; `None` where a whole row came or went.
pub(in crate::engine) fn column_of(at: u32) -> Option<ColumnId> {
    Some(ColumnId(usize::try_from(at.checked_sub(1)?).ok()?))
}

/// Rows by the values of the key; those whose key is not whole are in none.
type ByKey = HashMap<Vec<Value>, Vec<usize>>;

/// A side of the comparison.
struct Side<'a> {
    table: &'a Table,
    rows: ByKey,
}

/// The table, its rows in the order of the plan, and then those of the approved version that were taken out. `None`
/// without an approved version, or with too many rows. Rows whose key is not whole, or stands there twice, have no
/// differences: rules over the table are not judged then.
pub(super) fn made(rules: &RuleSet, part: &PartDecl, book: &Book<'_>) -> Option<Table> {
    let keys = &rules.plan.key;
    let (plan, approved) = (Side::new(book.plan, keys), Side::new(book.approved?, keys));
    let compared = book.comparable(&rules.plan);
    let blocks = book.plan.blocks.iter().chain(&approved.table.blocks).cloned().collect();
    let mut table = Table { name: part.schema.name.clone(), blocks, ..Table::default() };
    for row in 0..book.plan.rows.len() {
        let Some(key) = plan.only(row, keys) else { continue };
        match approved.rows.get(&key).map(Vec::as_slice) {
            None => add(&mut table, book.plan, row, WHOLE_ROW, 0)?,
            Some([before]) => {
                for column in modified((book.plan, row), (approved.table, *before), &compared) {
                    add(&mut table, book.plan, row, piece_of(column)?, 0)?;
                }
            }
            Some(_) => {}
        }
    }
    let moved = u32::try_from(book.plan.blocks.len()).ok()?;
    for row in 0..approved.table.rows.len() {
        if approved.only(row, keys).is_some_and(|key| !plan.rows.contains_key(&key)) {
            add(&mut table, approved.table, row, WHOLE_ROW, moved)?;
        }
    }
    Some(table)
}

/// Adds a row that points at one of a side's, whose blocks were `moved` by so many; `None` if it does not fit.
fn add(table: &mut Table, side: &Table, row: usize, at: u32, moved: u32) -> Option<()> {
    let origin = side.rows.get(row)?;
    table.rows.push(RowOrigin { block: origin.block.checked_add(moved)?, ..*origin });
    table.pieces.push(Piece { row: u32::try_from(row).ok()?, at });
    (table.rows.len() <= MOST_CHANGES).then_some(())
}

/// The columns that differ for sure, or may differ as one side cannot be read.
fn modified(plan: (&Table, usize), approved: (&Table, usize), compared: &[ColumnId]) -> Vec<ColumnId> {
    let get = |(table, row): (&Table, usize), column: ColumnId| table.get(row, column.0);
    let changed = |column: &ColumnId| differ(&get(approved, *column), &get(plan, *column)) != Some(false);
    compared.iter().copied().filter(changed).collect()
}

impl<'a> Side<'a> {
    fn new(table: &'a Table, keys: &[ColumnId]) -> Self {
        let mut rows = ByKey::new();
        for row in 0..table.rows.len() {
            if let Some(key) = key(table, row, keys) {
                rows.entry(key).or_default().push(row);
            }
        }
        Side { table, rows }
    }

    /// The key of a row, if no other row has it.
    fn only(&self, row: usize, keys: &[ColumnId]) -> Option<Vec<Value>> {
        key(self.table, row, keys).filter(|key| self.rows.get(key).is_some_and(|rows| rows.len() == 1))
    }
}

fn key(table: &Table, row: usize, keys: &[ColumnId]) -> Option<Vec<Value>> {
    let value = |column: &ColumnId| match table.get(row, column.0) {
        Entry::Present(value) => Some(value),
        Entry::Empty | Entry::Unreadable(_) => None,
    };
    keys.iter().map(value).collect()
}
