//! Rows, columns and areas of a sheet's part that tell of many cells at once: what is hidden, what is merged.

use crate::cell::{Area, CellRef, MAX_COLUMNS, MAX_ROWS};
use crate::workbook::refusal::{self, Refusal};
use crate::workbook::xml::Tag;

/// Whether a row or some columns are not shown.
pub(super) fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.raw("hidden").is_some_and(|hidden| matches!(hidden, "1" | "true"))
}

/// The columns that a `col` speaks of.
pub(super) fn columns(tag: &Tag<'_>) -> Option<(u32, u32)> {
    let bound = |name| tag.raw(name)?.parse::<u32>().ok()?.checked_sub(1);
    let (first, last) = (bound("min")?, bound("max")?.min(MAX_COLUMNS - 1));
    (first <= last).then_some((first, last))
}

/// The area of a `mergeCell`.
pub(super) fn merged_area(tag: &Tag<'_>, sheet: &str) -> Result<Option<Area>, Refusal> {
    let Some(written) = tag.raw("ref") else { return Ok(None) };
    let (first, last) = written.split_once(':').unwrap_or((written, written));
    let corners = CellRef::parse(first).zip(CellRef::parse(last));
    let (first, last) = corners.ok_or_else(|| refusal::outside_grid(sheet, written))?;
    let area = Area {
        first: CellRef { row: first.row.min(last.row), column: first.column.min(last.column) },
        last: CellRef { row: first.row.max(last.row), column: first.column.max(last.column) },
    };
    Ok(Some(area))
}

/// A row, from 0, by its number as written; `None` if it is not of the grid.
pub(super) fn row_of(written: &str) -> Option<u32> {
    let plain = !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit());
    let row: u32 = if plain { written.parse().ok()? } else { return None };
    row.checked_sub(1).filter(|row| *row < MAX_ROWS)
}
