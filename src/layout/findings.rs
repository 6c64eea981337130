//! What the reader tells of single cells: unreadable, empty, and what was mended in reading.

use crate::cell::CellPlace;
use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{ColumnDecl, Schema};
use crate::table::{Entry, Origin, State, Table};

use super::build::Typed;
use super::convert::Remark;
use super::drawing::{rows_window, shown};
use super::wording::{self, quote};

/// Findings of one kind that a column of a sheet gets one by one; the rest are counted in one more.
pub(super) const MOST_A_COLUMN: usize = 50;

/// The codes under which cells are reported.
#[derive(Clone, Copy)]
pub(super) struct CellCodes {
    /// For a cell that cannot be read.
    pub(super) unreadable: Code,
    /// For an empty cell of an obligatory column.
    pub(super) empty: Code,
}

/// All findings of a table's cells, by sheet, then row, then column. Datos have theirs from the title block.
pub(super) fn cell_findings(typed: &Typed, schema: &Schema, codes: CellCodes) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (index, decl) in schema.columns.iter().enumerate() {
        let column = typed.table.columns.get(index);
        if column.is_none_or(|column| matches!(column.origin, Origin::Fixed(_))) {
            continue;
        }
        let column = CellColumn { typed, schema, index, decl };
        findings.extend(column.faulty(State::Unreadable, codes.unreadable));
        if decl.required {
            findings.extend(column.faulty(State::Empty, codes.empty));
        }
        findings.extend(column.mended(Remark::ZeroRestored, Code::ZeroRestored));
        findings.extend(column.mended(Remark::TimeDropped, Code::TimeDropped));
    }
    let mut findings: Vec<(usize, Diagnostic)> = findings;
    findings.sort_by_key(|(block, finding)| (*block, finding.cell.as_ref().map(|place| place.cell)));
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// One column whose cells are looked at. Findings come with their block.
struct CellColumn<'a> {
    typed: &'a Typed,
    schema: &'a Schema,
    index: usize,
    decl: &'a ColumnDecl,
}

impl CellColumn<'_> {
    fn table(&self) -> &Table {
        &self.typed.table
    }

    fn block(&self, row: usize) -> usize {
        self.table().rows.get(row).map_or(0, |origin| origin.block as usize)
    }

    /// The rows whose cell is in a state, by block; a cell that several rows inherit counts once.
    fn rows_in(&self, state: State) -> Vec<(usize, Vec<(usize, CellPlace)>)> {
        let Some(column) = self.table().columns.get(self.index) else { return Vec::new() };
        let rows = column.states.iter().enumerate().filter(|(_, found)| **found == state);
        let placed = rows.filter_map(|(row, _)| Some((row, self.table().place(row, self.index)?)));
        by_block(placed.map(|(row, place)| (self.block(row), row, place)))
    }

    fn faulty(&self, state: State, code: Code) -> Vec<(usize, Diagnostic)> {
        let mut findings = Vec::new();
        for (block, cells) in self.rows_in(state) {
            let single = cells.iter().take(MOST_A_COLUMN);
            findings.extend(single.map(|(row, place)| (block, self.faulty_cell(*row, place, code))));
            if let (Some((_, first)), Some((_, last))) = (cells.get(MOST_A_COLUMN), cells.last()) {
                let more = cells.len() - MOST_A_COLUMN;
                findings.push((block, self.rest(state, more, first, last, code)));
            }
        }
        findings
    }

    fn faulty_cell(&self, row: usize, place: &CellPlace, code: Code) -> Diagnostic {
        let (decl, at) = (self.decl, place.cell);
        let (message, help) = match self.table().get(row, self.index) {
            Entry::Unreadable(text) => {
                let remark = self.remark(row);
                let help = wording::unreadable_help(&text, &decl.ty, remark, decl.required);
                (wording::unreadable(at, &text, &decl.caption, &decl.ty, remark), Some(help))
            }
            _ => match self.remark(row) {
                Some(Remark::MergedInto(source)) => wording::merged(at, source, &decl.caption),
                _ => (self.empty_message(row, place), Some(wording::empty_help(&decl.ty))),
            },
        };
        let mut finding = Diagnostic::new(code, message).in_cell(place.clone()).maybe_help(help);
        finding.windows.extend(rows_window(self.table(), self.schema, &[row], self.index, ""));
        finding
    }

    fn empty_message(&self, row: usize, place: &CellPlace) -> String {
        let heirs = (row + 1..self.table().rows.len())
            .take_while(|heir| self.table().place(*heir, self.index).as_ref() == Some(place))
            .count();
        let head = format!("{} está vacía y «{}» es obligatoria", place.cell, self.decl.caption);
        match heirs {
            0 => head,
            1 => format!("{head}; otra fila toma de ella su valor"),
            _ => format!("{head}; otras {heirs} filas toman de ella su valor"),
        }
    }

    fn remark(&self, row: usize) -> Option<Remark> {
        let remarks = self.typed.remarks.get(self.index)?;
        let at = remarks.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        remarks.get(at).map(|(_, remark)| *remark)
    }

    /// The finding for all cells beyond the first ones.
    fn rest(&self, state: State, more: usize, first: &CellPlace, last: &CellPlace, code: Code) -> Diagnostic {
        let what = if state == State::Empty { "está vacía" } else { "no se puede leer" };
        let whats = if state == State::Empty { "están vacías" } else { "no se pueden leer" };
        let caption = &self.decl.caption;
        let message = match more {
            1 => format!("otra celda de «{caption}» {what}: {}", last.cell),
            _ => format!("otras {more} celdas de «{caption}» {whats}, de {} a {}", first.cell, last.cell),
        };
        Diagnostic::new(code, message).in_cell(first.clone())
    }

    /// One note a sheet for all cells that were mended in one way.
    fn mended(&self, remark: Remark, code: Code) -> Vec<(usize, Diagnostic)> {
        let Some(remarks) = self.typed.remarks.get(self.index) else { return Vec::new() };
        let rows = remarks.iter().filter(|(_, found)| *found == remark).map(|(row, _)| *row);
        let placed = rows.filter_map(|row| Some((self.block(row), row, self.table().place(row, self.index)?)));
        let note = |(block, cells): (usize, Vec<(usize, CellPlace)>)| {
            let (row, place) = cells.first()?;
            let value = shown(&self.table().get(*row, self.index));
            let message = self.mended_message(remark, cells.len(), place, &value);
            let mut note = Diagnostic::new(code, message).in_cell(place.clone());
            note.windows.extend(rows_window(self.table(), self.schema, &[*row], self.index, ""));
            Some((block, note.maybe_help(mended_help(remark))))
        };
        by_block(placed).into_iter().filter_map(note).collect()
    }

    fn mended_message(&self, remark: Remark, count: usize, place: &CellPlace, value: &str) -> String {
        let (caption, at) = (&self.decl.caption, place.cell);
        match (remark, count) {
            (Remark::ZeroRestored, 1) => {
                format!("el código de {at} en «{caption}» perdió su cero inicial y se lee {}", quote(value))
            }
            (Remark::ZeroRestored, _) => format!(
                "{count} códigos de «{caption}» perdieron su cero inicial y se completaron; el primero, {at}, se lee {}",
                quote(value)
            ),
            (_, 1) => format!("la fecha de {at} en «{caption}» trae hora y se lee sin ella: {value}"),
            _ => format!("{count} fechas de «{caption}» traen hora y se leen sin ella; la primera, {at}: {value}"),
        }
    }
}

fn mended_help(remark: Remark) -> Option<String> {
    (remark == Remark::ZeroRestored)
        .then(|| "dé a la columna formato de texto y escriba los códigos completos".to_owned())
}

/// Groups rows by block, in their order; rows that share a cell count once.
pub(super) fn by_block(rows: impl Iterator<Item = (usize, usize, CellPlace)>) -> Vec<(usize, Vec<(usize, CellPlace)>)> {
    let mut blocks: Vec<(usize, Vec<(usize, CellPlace)>)> = Vec::new();
    for (block, row, place) in rows {
        match blocks.last_mut() {
            Some((known, cells)) if *known == block => {
                if cells.last().is_none_or(|(_, last)| *last != place) {
                    cells.push((row, place));
                }
            }
            _ => blocks.push((block, vec![(row, place)])),
        }
    }
    blocks
}

#[cfg(test)]
mod tests;
