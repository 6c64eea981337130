//! What is odd in the shape of a sheet though its cells can be read: what of it is hidden, values that merged cells cover,
//! and numbers typed over formulas.

use crate::cell::{CellPlace, CellRef};
use crate::diagnostic::{Code, Diagnostic};
use crate::table::Table;

use super::build::Typed;
use super::convert::is_blank;
use super::grid::Grid;
use super::header::Header;

mod covered;
mod hidden;
mod typed_over;

pub(super) use typed_over::typed_over;

/// What was read of a sheet.
pub(super) struct Read<'a> {
    grid: &'a Grid<'a>,
    header: &'a Header,
    /// The rows of data, in order.
    rows: Vec<u32>,
    /// The columns of the format: where each stands, and its caption.
    columns: Vec<(u32, &'a str)>,
}

impl<'a> Read<'a> {
    /// The sheet that was added last to a table.
    pub(super) fn last_of(typed: &'a Typed, grid: &'a Grid<'a>, header: &'a Header) -> Self {
        let Table { blocks, rows, columns, .. } = &typed.table;
        let block = blocks.len().saturating_sub(1);
        let own = rows.get(typed.table.rows_of(block)).unwrap_or_default();
        let named = header.columns.iter().zip(columns);
        let mut columns: Vec<(u32, &str)> =
            named.filter_map(|(at, column)| Some(((*at)?, column.caption.as_str()))).collect();
        columns.sort_unstable();
        columns.dedup_by_key(|(at, _)| *at);
        Read { grid, header, rows: own.iter().map(|origin| origin.row).collect(), columns }
    }

    /// Whether a cell is in a row of data and in a column of the format.
    fn has(&self, cell: CellRef) -> bool {
        let is_column = self.columns.binary_search_by_key(&cell.column, |(at, _)| *at).is_ok();
        is_column && self.rows.binary_search(&cell.row).is_ok()
    }

    /// The filled cells that were read.
    fn cells(&self) -> impl Iterator<Item = CellRef> {
        let cells = self.grid.from(self.header.row.saturating_add(1)).iter();
        cells.filter(|cell| self.has(cell.at) && !is_blank(&cell.content, &[])).map(|cell| cell.at)
    }

    fn finding(&self, code: Code, at: CellRef, message: String) -> Diagnostic {
        Diagnostic::new(code, message).in_cell(CellPlace { sheet: self.grid.sheet.place.clone(), cell: at })
    }
}

/// What is to be told of a sheet's shape.
pub(super) fn sheet_findings(read: &Read<'_>) -> Vec<Diagnostic> {
    [hidden::finding(read)].into_iter().chain(covered::findings(read)).flatten().collect()
}
