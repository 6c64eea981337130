//! Cells that a merged one covers and that hold something all the same: Excel does not show them.

use std::collections::BTreeMap;

use crate::cell::{Area, CellRef};
use crate::layout::convert::is_blank;
use crate::workbook::Sheet;

/// Of a sheet's filled cells those that a merged area covers, with its area, by row and column. Where areas overlap,
/// which Excel does not allow, one of them counts.
pub(super) fn covered(sheet: &Sheet) -> Vec<(CellRef, Area)> {
    let mut areas: Vec<Area> = sheet.merged.iter().filter(|area| area.first != area.last).copied().collect();
    areas.sort_unstable_by_key(|area| area.first);
    let mut coming = areas.into_iter().peekable();
    let mut open: BTreeMap<u32, Area> = BTreeMap::new();
    let mut found = Vec::new();
    for cell in &sheet.cells {
        while let Some(area) = coming.next_if(|area| area.first.row <= cell.at.row) {
            open.insert(area.first.column, area);
        }
        if open.is_empty() && coming.peek().is_none() {
            break;
        }
        let area = over(&mut open, cell.at).filter(|area| area.first != cell.at && !is_blank(&cell.content, &[]));
        found.extend(area.map(|area| (cell.at, area)));
    }
    found
}

/// The open area that covers a cell; those that ended above it are dropped on the way.
fn over(open: &mut BTreeMap<u32, Area>, cell: CellRef) -> Option<Area> {
    while let Some((column, area)) = open.range(..=cell.column).next_back().map(|(column, area)| (*column, *area)) {
        if area.last.row >= cell.row {
            return area.contains(cell).then_some(area);
        }
        open.remove(&column);
    }
    None
}

#[cfg(test)]
mod tests;
