//! A sheet as the rest of the layout looks at it: cells by address, rows in order, merged areas.

use std::collections::HashMap;

use crate::cell::{Area, CellRef};
use crate::workbook::{Cell, Content, Sheet};

use super::convert::is_blank;

mod covered;

/// A sheet with its merged areas by their first cell.
pub(super) struct Grid<'a> {
    /// The sheet.
    pub(super) sheet: &'a Sheet,
    /// Its filled cells that a merged area covers, with the area, by row and column.
    pub(super) covered: Vec<(CellRef, Area)>,
    areas: HashMap<CellRef, Area>,
}

impl<'a> Grid<'a> {
    pub(super) fn new(sheet: &'a Sheet) -> Self {
        let areas = sheet.merged.iter().map(|area| (area.first, *area)).collect();
        Grid { sheet, covered: covered::covered(sheet), areas }
    }

    /// Whether no cell holds anything.
    pub(super) fn is_empty(&self) -> bool {
        self.sheet.cells.iter().all(|cell| is_blank(&cell.content, &[]))
    }

    /// The merged area that begins in a cell, or the cell alone.
    pub(super) fn area_from(&self, cell: CellRef) -> Area {
        self.areas.get(&cell).copied().unwrap_or(Area { first: cell, last: cell })
    }

    /// A cell's content; blanks are content too.
    pub(super) fn get(&self, at: CellRef) -> Option<&'a Content> {
        content_at(&self.sheet.cells, at)
    }

    /// The cells of rows `first..last`.
    pub(super) fn between(&self, first: u32, last: u32) -> &'a [Cell] {
        let cells = &self.sheet.cells;
        let start = cells.partition_point(|cell| cell.at.row < first);
        let end = cells.partition_point(|cell| cell.at.row < last);
        cells.get(start..end).unwrap_or_default()
    }

    /// The cells from a row on.
    pub(super) fn from(&self, first: u32) -> &'a [Cell] {
        let start = self.sheet.cells.partition_point(|cell| cell.at.row < first);
        self.sheet.cells.get(start..).unwrap_or_default()
    }
}

/// The content of one of some sorted cells.
pub(super) fn content_at(cells: &[Cell], at: CellRef) -> Option<&Content> {
    let index = cells.binary_search_by_key(&at, |cell| cell.at).ok()?;
    cells.get(index).map(|cell| &cell.content)
}
