//! Formulas without a stored value: a program wrote the workbook, and nobody has opened it in Excel since.

use std::collections::BTreeSet;

use crate::cell::{CellPlace, CellRef};
use crate::diagnostic::{Code, Diagnostic};
use crate::table::Entry;
use crate::text::enumerate;
use crate::workbook::UNVALUED;

use super::build::Typed;
use super::convert::Remark;
use super::wording::quote;
use super::wording::ranges::{self, MOST_RANGES};

/// Whether an unreadable cell is a formula without a stored value.
pub(super) fn is_uncalculated(entry: &Entry, remark: Option<Remark>) -> bool {
    remark == Some(Remark::Fault) && matches!(entry, Entry::Unreadable(text) if &**text == UNVALUED)
}

impl Typed {
    /// Whether a cell is a formula without a stored value.
    pub(super) fn is_uncalculated(&self, row: usize, column: usize) -> bool {
        is_uncalculated(&self.table.get(row, column), self.remark(row, column))
    }

    /// Its cells with a formula and no stored value.
    pub(super) fn uncalculated(&self) -> impl Iterator<Item = CellPlace> {
        let faults = self.remarks.iter().enumerate().flat_map(|(column, remarks)| {
            remarks.iter().filter(|(_, remark)| *remark == Remark::Fault).map(move |(row, _)| (*row, column))
        });
        faults
            .filter(|(row, column)| self.is_uncalculated(*row, *column))
            .filter_map(|(row, column)| self.table.place(row, column))
    }
}

/// One finding for all such cells of a workbook.
pub(super) fn finding(cells: &BTreeSet<CellPlace>, code: Code) -> Option<Diagnostic> {
    let first = cells.first()?.clone();
    let sheets: BTreeSet<&str> = cells.iter().map(|place| &*place.sheet.sheet).collect();
    let message = match (cells.len(), sheets.len()) {
        (1, _) => format!("{} tiene una fórmula sin resultado guardado", first.cell),
        (count, 1) => {
            let own: Vec<CellRef> = cells.iter().map(|place| place.cell).collect();
            format!("{count} celdas tienen fórmulas sin resultado guardado: {}", ranges::cells(&own))
        }
        (count, _) => {
            let names: Vec<String> = sheets.iter().take(MOST_RANGES).map(|name| quote(name)).collect();
            let more = sheets.len() - names.len();
            let names = if more > 0 { format!("{} y otras {more}", names.join(", ")) } else { enumerate(&names) };
            format!("{count} celdas de las hojas {names} tienen fórmulas sin resultado guardado")
        }
    };
    let help = "abra el libro en Excel, que calcula las fórmulas al abrirlo, guárdelo y vuelva a entregarlo";
    Some(Diagnostic::new(code, message).in_cell(first).help(help))
}

#[cfg(test)]
mod tests;
