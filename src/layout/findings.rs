//! What the reader tells of single cells: unreadable, empty, and what was mended in reading.

use crate::cell::CellPlace;
use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{ColumnDecl, Schema};
use crate::table::{Entry, Origin, State, Table};

use super::build::Typed;
use super::convert::Remark;
use super::swaps::Swaps;
use super::window::rows_window;
use super::wording;

mod mended;

/// Findings of one kind that a column of a sheet gets one by one; the rest are counted in one more.
pub(super) const MOST_A_COLUMN: usize = 50;

/// Rows that a window on an empty column has.
const ROWS_DRAWN: usize = 2;

/// The codes under which cells are reported.
#[derive(Clone, Copy)]
pub(super) struct CellCodes {
    /// For a cell that cannot be read.
    pub(super) unreadable: Code,
    /// For an empty cell of an obligatory column.
    pub(super) empty: Code,
    /// For the codes of a row that cannot be read, and could in each other's column.
    pub(super) swapped: Code,
    /// For an obligatory column without a filled cell.
    pub(super) empty_column: Code,
    /// For formulas that were never calculated.
    pub(super) uncalculated: Code,
}

impl CellCodes {
    /// In plans, and in what else their workbooks hold.
    pub(super) const OF_PLANS: CellCodes = CellCodes {
        unreadable: Code::CellUnreadable,
        empty: Code::CellEmpty,
        swapped: Code::Swapped,
        empty_column: Code::ColumnEmpty,
        uncalculated: Code::Uncalculated,
    };
    /// In reference tables.
    pub(super) const OF_TABLES: CellCodes = CellCodes {
        unreadable: Code::TableCell,
        empty: Code::TableCell,
        swapped: Code::TableCell,
        empty_column: Code::TableCell,
        uncalculated: Code::TableCell,
    };
}

/// All findings of a table's cells, by sheet, then row, then column. Datos have theirs from the title block,
/// and what levels give has them in the levels' own rows.
pub(super) fn cell_findings(typed: &Typed, schema: &Schema, codes: CellCodes) -> Vec<Diagnostic> {
    let swaps = Swaps::find(&typed.table, schema);
    let mut findings = swaps.findings(&typed.table, schema, codes.swapped);
    for (index, decl) in schema.columns.iter().enumerate() {
        let column = typed.table.columns.get(index);
        if decl.level.is_some() || column.is_none_or(|column| matches!(column.origin, Origin::Fixed(_))) {
            continue;
        }
        let column = CellColumn { typed, schema, index, decl, swaps: &swaps };
        findings.extend(column.unreadable(codes.unreadable));
        if decl.required {
            findings.extend(column.empty(codes));
        }
        findings.extend(mended::notes(typed, schema, index));
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
    swaps: &'a Swaps,
}

impl CellColumn<'_> {
    fn table(&self) -> &Table {
        &self.typed.table
    }

    fn rows_in(&self, state: State) -> impl Iterator<Item = usize> {
        let states = self.table().columns.get(self.index).map_or(&[][..], |column| &column.states);
        states.iter().enumerate().filter(move |(_, found)| **found == state).map(|(row, _)| row)
    }

    /// The unreadable cells; formulas without a value are told of all together, see [`uncalculated`](super::uncalculated),
    /// and codes that look exchanged two by two.
    fn unreadable(&self, code: Code) -> Vec<(usize, Diagnostic)> {
        let is_told = |row: usize| self.typed.is_uncalculated(row, self.index) || self.swaps.tell_of(row, self.index);
        let rows = self.rows_in(State::Unreadable).filter(|row| !is_told(*row));
        let blocks = by_block(self.table(), self.index, rows);
        blocks.iter().flat_map(|(block, cells)| self.faulty(State::Unreadable, code, *block, cells)).collect()
    }

    /// The empty cells, or the column as a whole where a sheet has nothing else in it.
    fn empty(&self, codes: CellCodes) -> Vec<(usize, Diagnostic)> {
        let told = |(block, cells): &(usize, Vec<(usize, CellPlace)>)| match self.empty_column(*block, cells) {
            Some(finding) => vec![(*block, Diagnostic { code: codes.empty_column, ..finding })],
            None => self.faulty(State::Empty, codes.empty, *block, cells),
        };
        by_block(self.table(), self.index, self.rows_in(State::Empty)).iter().flat_map(told).collect()
    }

    fn empty_column(&self, block: usize, cells: &[(usize, CellPlace)]) -> Option<Diagnostic> {
        let (_, first) = cells.first()?;
        let rows = self.table().rows_of(block);
        let column = self.table().columns.get(self.index)?;
        if rows.len() < 2 || rows.clone().any(|row| column.state(row) != State::Empty) {
            return None;
        }
        let (caption, count) = (&self.decl.caption, rows.len());
        let message = format!("«{caption}» es obligatoria y está vacía en las {count} filas");
        let mut finding = Diagnostic::new(Code::ColumnEmpty, message).in_cell(first.clone());
        let drawn: Vec<usize> = rows.take(ROWS_DRAWN).collect();
        if let Some(mut window) = rows_window(self.table(), self.schema, &drawn, self.index, "") {
            window.hidden_rows = count - drawn.len();
            finding.windows.push(window);
        }
        Some(finding.help(format!(
            "{}; si sus datos quedaron en otra columna, páselos a esta",
            wording::empty_help(&self.decl.ty)
        )))
    }

    fn faulty(&self, state: State, code: Code, block: usize, cells: &[(usize, CellPlace)]) -> Vec<(usize, Diagnostic)> {
        let single = |row, place: &CellPlace| self.faulty_cell(row, place, code);
        let told = one_by_one(cells, single, |rest| self.rest(state, rest, code));
        told.into_iter().map(|finding| (block, finding)).collect()
    }

    fn faulty_cell(&self, row: usize, place: &CellPlace, code: Code) -> Diagnostic {
        let (decl, at) = (self.decl, place.cell);
        let (message, help) = match self.table().get(row, self.index) {
            Entry::Unreadable(text) => {
                let remark = self.typed.remark(row, self.index);
                let help = wording::unreadable_help(&text, &decl.ty, remark, decl.required);
                (wording::unreadable(at, &text, &decl.caption, &decl.ty, remark), Some(help))
            }
            _ => match self.typed.remark(row, self.index) {
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

    fn rest(&self, state: State, rest: &[(usize, CellPlace)], code: Code) -> Option<Diagnostic> {
        let (what, whats) = match state {
            State::Empty => ("está vacía", "están vacías"),
            _ => ("no se puede leer", "no se pueden leer"),
        };
        rest_of_column(&self.decl.caption, rest, (what, whats), code)
    }
}

/// The cells of a column in some rows, by block and in their order; a cell that several rows inherit counts once.
pub(super) fn by_block(
    table: &Table,
    column: usize,
    rows: impl Iterator<Item = usize>,
) -> Vec<(usize, Vec<(usize, CellPlace)>)> {
    let placed = rows.filter_map(|row| {
        let block = table.rows.get(row)?.block as usize;
        Some((block, row, table.place(row, column)?))
    });
    let mut blocks: Vec<(usize, Vec<(usize, CellPlace)>)> = Vec::new();
    for (block, row, place) in placed {
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

/// A finding for each of the first cells of a column, and one for all the rest.
pub(super) fn one_by_one(
    cells: &[(usize, CellPlace)],
    mut single: impl FnMut(usize, &CellPlace) -> Diagnostic,
    rest: impl FnOnce(&[(usize, CellPlace)]) -> Option<Diagnostic>,
) -> Vec<Diagnostic> {
    let (first, others) = cells.split_at_checked(MOST_A_COLUMN).unwrap_or((cells, &[]));
    let mut findings: Vec<Diagnostic> = first.iter().map(|(row, place)| single(*row, place)).collect();
    findings.extend(rest(others));
    findings
}

/// What is wrong with the cells of a column that are not told one by one, in the words for one cell and for several.
pub(super) fn rest_of_column(
    caption: &str,
    cells: &[(usize, CellPlace)],
    (what, whats): (&str, &str),
    code: Code,
) -> Option<Diagnostic> {
    let ((_, first), (_, last)) = (cells.first()?, cells.last()?);
    let message = match cells.len() {
        1 => format!("otra celda de «{caption}» {what}: {}", last.cell),
        more => format!("otras {more} celdas de «{caption}» {whats}, de {} a {}", first.cell, last.cell),
    };
    Some(Diagnostic::new(code, message).in_cell(first.clone()))
}

#[cfg(test)]
mod tests;
