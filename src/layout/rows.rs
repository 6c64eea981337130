//! The data rows of a sheet, and the cells of one column in them.

use std::ops::Range;

use crate::cell::{Area, CellRef};
use crate::text::fold;
use crate::value::Text;
use crate::workbook::{Cell, Content};

use super::convert::{CellReader, is_blank, plain_text};
use super::grid::{Grid, content_at};

/// Longest text, in bytes, that may end the data.
const LONGEST_END: usize = 1000;

/// A row that has data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DataRow {
    /// Row of the sheet.
    pub(super) row: u32,
    /// Its cells within the sheet's.
    cells: Range<usize>,
}

/// A cell that a column of the table takes from a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Picked<'a> {
    /// What it holds.
    pub(super) content: Option<&'a Content>,
    /// Where that stands.
    pub(super) at: CellRef,
}

/// The rows from `first` on with a filled cell in one of the given columns, up to the first whose first filled cell is
/// one of `ends`; and that cell, if there is one.
pub(super) fn data_rows(
    grid: &Grid<'_>,
    first: u32,
    columns: &[Option<u32>],
    ends: &[Text],
    blanks: &[Text],
) -> (Vec<DataRow>, Option<CellRef>) {
    let mut wanted: Vec<u32> = columns.iter().copied().flatten().collect();
    wanted.sort_unstable();
    let below = grid.from(first);
    let mut start = grid.sheet.cells.len() - below.len();
    let mut rows = Vec::new();
    for cells in below.chunk_by(|left, right| left.at.row == right.at.row) {
        if let Some(end) = ending_cell(cells, ends) {
            return (rows, Some(end.at));
        }
        let is_data = |cell: &Cell| wanted.binary_search(&cell.at.column).is_ok() && !is_blank(&cell.content, blanks);
        let end = start + cells.len();
        if let Some(filled) = cells.iter().find(|cell| is_data(cell)) {
            rows.push(DataRow { row: filled.at.row, cells: start..end });
        }
        start = end;
    }
    (rows, None)
}

/// A row's first filled cell, if it is, or begins with, one of the words that end the data.
pub(super) fn ending_cell<'c>(cells: &'c [Cell], ends: &[Text]) -> Option<&'c Cell> {
    if ends.is_empty() {
        return None;
    }
    let first = cells.iter().find(|cell| !is_blank(&cell.content, &[]))?;
    let text = plain_text(&first.content);
    if text.len() > LONGEST_END {
        return None;
    }
    let folded = fold(&text);
    let rest_of = |end: &Text| folded.strip_prefix(end.folded());
    let whole_word = |rest: &str| rest.chars().next().is_none_or(|letter| !letter.is_alphanumeric());
    ends.iter().any(|end| !end.folded().is_empty() && rest_of(end).is_some_and(whole_word)).then_some(first)
}

/// A column's own cells in the given rows.
pub(super) fn pick<'a>(grid: &Grid<'a>, rows: &[DataRow], column: u32) -> Vec<Picked<'a>> {
    let picked = |row: &DataRow| {
        let at = CellRef { row: row.row, column };
        let cells = grid.sheet.cells.get(row.cells.clone()).unwrap_or_default();
        Picked { content: content_at(cells, at), at }
    };
    rows.iter().map(picked).collect()
}

/// Fills the empty cells of a column: from the merged area that covers them, or else from the last filled one above.
/// Merged areas that begin above the data (row `first`) give nothing.
pub(super) fn inherit<'a>(grid: &Grid<'a>, first: u32, column: u32, reader: &CellReader<'_>, cells: &mut [Picked<'a>]) {
    let mut cover = Cover::new(grid, first, column);
    let mut above: Option<Picked<'a>> = None;
    let filled = |content: Option<&'a Content>| content.filter(|content| !reader.is_empty(content));
    for cell in cells {
        let area = cover.over(cell.at);
        if filled(cell.content).is_some() {
            above = Some(*cell);
            continue;
        }
        let merged = area.map(|area| area.first);
        let merged = merged.and_then(|at| Some(Picked { content: Some(filled(grid.get(at))?), at }));
        if let Some(source) = merged.or(above) {
            *cell = source;
        }
    }
}

/// The merged areas of several cells that reach into a column of the data, asked from top to bottom.
pub(super) struct Cover {
    areas: std::iter::Peekable<std::vec::IntoIter<Area>>,
    /// The last one that begins at or above the cell asked for.
    last: Option<Area>,
}

impl Cover {
    /// The areas that begin in row `first` or below.
    pub(super) fn new(grid: &Grid<'_>, first: u32, column: u32) -> Self {
        let reaches =
            |area: &&Area| area.first.row >= first && (area.first.column..=area.last.column).contains(&column);
        let mut areas: Vec<Area> = grid.sheet.merged.iter().filter(reaches).copied().collect();
        areas.sort_by_key(|area| area.first);
        Cover { areas: areas.into_iter().peekable(), last: None }
    }

    /// The area that covers a cell; each cell asked for must be below the one before.
    pub(super) fn over(&mut self, cell: CellRef) -> Option<Area> {
        while let Some(next) = self.areas.next_if(|next| next.first.row <= cell.row) {
            self.last = Some(next);
        }
        self.last.filter(|area| area.contains(cell))
    }
}

#[cfg(test)]
mod tests;
