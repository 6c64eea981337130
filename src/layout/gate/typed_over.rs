//! Numbers typed where the rest of a column, or of a row of totals, has formulas. Nobody can know whether a formula was
//! there, so it is a note. A typed zero takes nothing from a sum and is not told of.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::cell::{CellPlace, CellRef, SheetPlace};
use crate::decimal::Decimal;
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::wording::{quote, ranges};
use crate::table::{Block, Entry, Origin, Table};
use crate::value::Value;

/// Formulas from which on a column is one of formulas.
const ENOUGH: usize = 10;
/// Of so many formulas, one typed number may be a slip; with more, the column is simply a mixed one.
const OF_FORMULAS: usize = 10;
/// Formulas from which on a row of totals is one of formulas.
const ENOUGH_TOTALS: usize = 2;
const HELP: &str = "si el valor debe calcularse, copie la fórmula de una celda vecina";

/// One finding for each sheet with such numbers: in the rows of each of some tables, and in the rows that end the data.
pub(in crate::layout) fn typed_over(tables: &[&Table], totals: &Table) -> Vec<Diagnostic> {
    let in_columns = tables.iter().flat_map(|table| (0..table.blocks.len()).flat_map(|block| in_sheet(table, block)));
    let data = tables.first();
    let in_totals = (0..totals.rows.len()).flat_map(|row| data.map(|data| in_totals(totals, row, data)));
    let mut sheets: BTreeMap<SheetPlace, Vec<Slip>> = BTreeMap::new();
    for slip in in_columns.chain(in_totals.flatten()) {
        sheets.entry(slip.place.sheet.clone()).or_default().push(slip);
    }
    sheets.into_values().filter_map(finding).collect()
}

/// A typed number, and what the cells beside it are.
struct Slip {
    place: CellPlace,
    others: String,
}

fn finding(mut slips: Vec<Slip>) -> Option<Diagnostic> {
    slips.sort_by_key(|slip| slip.place.cell);
    let (first, rest) = slips.split_first()?;
    let message = if rest.is_empty() {
        format!("{} tiene un número escrito, y {}: ¿se reemplazó la fórmula?", first.place.cell, first.others)
    } else {
        let cells: Vec<CellRef> = slips.iter().map(|slip| slip.place.cell).collect();
        let (count, named) = (cells.len(), ranges::cells(&cells));
        format!(
            "{count} celdas tienen números escritos, y casi todas las demás de su columna tienen fórmulas: {named}; ¿se reemplazaron las fórmulas?"
        )
    };
    let finding = Diagnostic::new(Code::TypedOver, message).in_cell(first.place.clone()).help(HELP);
    Some(Diagnostic { also: rest.iter().map(|slip| slip.place.cell).collect(), ..finding })
}

/// The slips of the rows of one sheet in a table. Sheets may be long and most have no formulas, so these are counted by
/// column first.
fn in_sheet(table: &Table, block: usize) -> Vec<Slip> {
    let Some(Block { columns, formulas, .. }) = table.blocks.get(block) else { return Vec::new() };
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    formulas.iter().for_each(|cell| *counts.entry(cell.column).or_default() += 1);
    let rows = table.rows_of(block);
    let place = |column: usize| columns.get(column).copied().flatten();
    let is_of_formulas =
        |column: &usize| place(*column).is_some_and(|at| counts.get(&at).is_some_and(|n| *n >= ENOUGH));
    counted(table).filter(is_of_formulas).flat_map(|column| in_column(table, column, rows.clone())).collect()
}

fn in_column(table: &Table, column: usize, rows: Range<usize>) -> Vec<Slip> {
    let numbers = rows.filter(|row| number(table, *row, column).is_some());
    let (formulas, typed): (Vec<usize>, Vec<usize>) = numbers.partition(|row| table.is_formula(Some(*row), column));
    if formulas.len() < ENOUGH.max(typed.len() * OF_FORMULAS) {
        return Vec::new();
    }
    let caption = table.columns.get(column).map_or("", |column| column.caption.as_str());
    let others = format!("las otras {} celdas de {} tienen fórmulas", formulas.len(), quote(caption));
    slips_at(table, typed.into_iter().map(|row| (row, column)), others)
}

/// The typed totals of a row most of whose totals are formulas. A total of one row is what the row says.
fn in_totals(totals: &Table, row: usize, data: &Table) -> Vec<Slip> {
    let is_total = |column: &usize| number(totals, row, *column).is_some() && has_numbers(data, *column);
    let (formulas, typed): (Vec<usize>, Vec<usize>) =
        counted(totals).filter(is_total).partition(|column| totals.is_formula(Some(row), *column));
    if formulas.len() < ENOUGH_TOTALS.max(2 * typed.len()) {
        return Vec::new();
    }
    let others = format!("los otros {} totales de su fila son fórmulas", formulas.len());
    slips_at(totals, typed.into_iter().map(|column| (row, column)), others)
}

fn slips_at(table: &Table, cells: impl Iterator<Item = (usize, usize)>, others: String) -> Vec<Slip> {
    let is_zero = |cell: &(usize, usize)| number(table, cell.0, cell.1) == Some(Decimal::ZERO);
    let places = cells.filter(|cell| !is_zero(cell)).filter_map(|(row, column)| table.place(row, column));
    places.map(|place| Slip { place, others: others.clone() }).collect()
}

/// The columns of numbers that stand in their own rows.
fn counted(table: &Table) -> impl Iterator<Item = usize> {
    let columns = table.columns.iter().enumerate();
    columns.filter(|(_, column)| column.is_numeric() && matches!(column.origin, Origin::Block)).map(|(index, _)| index)
}

fn number(table: &Table, row: usize, column: usize) -> Option<Decimal> {
    match table.get(row, column) {
        Entry::Present(Value::Number(number, _)) => Some(number),
        _ => None,
    }
}

fn has_numbers(table: &Table, column: usize) -> bool {
    (0..table.rows.len()).filter(|row| number(table, *row, column).is_some()).nth(1).is_some()
}

#[cfg(test)]
mod tests;
