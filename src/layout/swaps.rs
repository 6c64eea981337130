//! Codes that stand in each other's column: each cannot be read where it is, and could be in the other one's place.

use std::collections::BTreeSet;

use crate::cell::CellPlace;
use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{ColumnDecl, Schema};
use crate::table::{Entry, Table};
use crate::value::{Pattern, Type};

use super::findings::{MOST_A_COLUMN, by_block};
use super::window::{shown, window_on};
use super::wording::quote;

/// How many columns of codes to the right of one are held against it.
const MOST_NEIGHBOURS: usize = 5;
/// How many rows a window draws.
const ROWS_DRAWN: usize = 3;

/// The rows of a table whose codes look exchanged.
#[derive(Default)]
pub(super) struct Swaps {
    pairs: Vec<Pair>,
    /// Row and column of each cell of theirs.
    cells: BTreeSet<(usize, usize)>,
}

/// Two columns, and the rows in which each has the other's code.
struct Pair {
    left: usize,
    right: usize,
    rows: Vec<usize>,
}

impl Swaps {
    /// The swaps among the unreadable cells of a table.
    pub(super) fn find(table: &Table, schema: &Schema) -> Self {
        let codes: Vec<(usize, &[Pattern])> = schema.columns.iter().enumerate().filter_map(patterns).collect();
        let faulty = |column: usize| table.columns.get(column).is_some_and(|column| !column.unreadable.is_empty());
        let codes: Vec<(usize, &[Pattern])> = codes.into_iter().filter(|(column, _)| faulty(*column)).collect();
        let mut swaps = Swaps::default();
        for (at, left) in codes.iter().enumerate() {
            for right in codes.iter().skip(at + 1).take(MOST_NEIGHBOURS) {
                swaps.add(table, *left, *right);
            }
        }
        swaps
    }

    fn add(&mut self, table: &Table, (left, of_left): (usize, &[Pattern]), (right, of_right): (usize, &[Pattern])) {
        let Some(unreadable) = table.columns.get(left).map(|column| &column.unreadable) else { return };
        let is_swapped = |row: &usize| {
            let fit =
                |column, patterns| matches!(table.get(*row, column), Entry::Unreadable(text) if fits(&text, patterns));
            fit(left, of_right) && fit(right, of_left) && !self.tell_of(*row, left) && !self.tell_of(*row, right)
        };
        let rows: Vec<usize> = unreadable.keys().copied().filter(is_swapped).collect();
        if !rows.is_empty() {
            self.cells.extend(rows.iter().flat_map(|row| [(*row, left), (*row, right)]));
            self.pairs.push(Pair { left, right, rows });
        }
    }

    /// Whether a cell is told of as one of two that look exchanged.
    pub(super) fn tell_of(&self, row: usize, column: usize) -> bool {
        self.cells.contains(&(row, column))
    }

    /// One finding for each two columns of a sheet, with its block.
    pub(super) fn findings(&self, table: &Table, schema: &Schema, code: Code) -> Vec<(usize, Diagnostic)> {
        let told = |pair: &Pair| {
            let blocks = by_block(table, pair.left, pair.rows.iter().copied());
            let finding = |(block, cells): (usize, Vec<(usize, CellPlace)>)| {
                Some((block, pair.finding(table, schema, &cells, code)?))
            };
            blocks.into_iter().filter_map(finding).collect::<Vec<_>>()
        };
        self.pairs.iter().flat_map(told).collect()
    }
}

impl Pair {
    fn finding(&self, table: &Table, schema: &Schema, cells: &[(usize, CellPlace)], code: Code) -> Option<Diagnostic> {
        let (row, place) = cells.first()?;
        let caption = |column: usize| schema.columns.get(column).map_or("", |decl| decl.caption.as_str());
        let says =
            |column: usize, at: &CellPlace| format!("{} dice {}", at.cell, quote(&shown(&table.get(*row, column))));
        let first = format!("{} y {}", says(self.left, place), says(self.right, &table.place(*row, self.right)?));
        let captions = format!("«{}» y «{}»", caption(self.left), caption(self.right));
        let message = match cells.len() {
            1 => format!("{first}: parecen cambiados {captions}"),
            many => format!("en {many} filas parecen cambiados {captions}; en la primera, {first}"),
        };
        let mut finding = Diagnostic::new(code, message).in_cell(place.clone());
        let both = |(row, _): &(usize, CellPlace)| [self.left, self.right].map(|column| table.place(*row, column));
        let all = cells.iter().take(MOST_A_COLUMN).flat_map(both).flatten().map(|place| place.cell);
        finding.also = all.filter(|cell| *cell != place.cell).collect();
        let rows: Vec<usize> = cells.iter().take(ROWS_DRAWN).map(|(row, _)| *row).collect();
        finding.windows.extend(window_on(table, schema, &rows, &[self.left, self.right], ""));
        Some(finding.help("ponga cada código en su columna"))
    }
}

/// A column of codes of known forms, one a cell.
fn patterns((index, decl): (usize, &ColumnDecl)) -> Option<(usize, &[Pattern])> {
    match &decl.ty {
        Type::Code(patterns) if !patterns.is_empty() && !decl.several && !decl.dato && decl.level.is_none() => {
            Some((index, patterns))
        }
        _ => None,
    }
}

fn fits(text: &str, patterns: &[Pattern]) -> bool {
    let text = crate::text::squeeze(text);
    patterns.iter().any(|pattern| pattern.fits(&text))
}

#[cfg(test)]
mod tests;
