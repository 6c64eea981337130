//! Numbers typed where the rest of a column, or of a row of totals, has formulas. Nobody can know whether a formula was
//! there, so it is a note.

use crate::cell::CellRef;
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::build::Typed;
use crate::layout::wording::ranges;
use crate::table::{Entry, Origin, Table};

/// Formulas from which on a column is one of formulas.
const ENOUGH: usize = 10;
/// Of so many formulas, one typed number may be a slip; with more, the column is simply a mixed one.
const OF_FORMULAS: usize = 10;
/// Formulas from which on a row of totals is one of formulas.
const ENOUGH_TOTALS: usize = 2;

/// The findings of a table's rows, one for each column of a sheet.
pub(in crate::layout) fn typed_over(typed: &Typed) -> Vec<Diagnostic> {
    let table = &typed.table;
    let columns = (0..table.columns.len()).filter(|column| is_counted(table, *column));
    let per_sheet = columns.flat_map(|column| Cells::by_block(table, column));
    per_sheet.filter_map(|cells| cells.slip(table)).collect()
}

/// The findings of the rows that end the data, one a row.
pub(in crate::layout) fn typed_totals(totals: &Table, data: &Table) -> Vec<Diagnostic> {
    let row = |row: usize| {
        let columns: Vec<usize> = (0..totals.columns.len())
            .filter(|column| {
                is_counted(totals, *column) && is_number(totals, row, *column) && has_numbers(data, *column)
            })
            .collect();
        let (formulas, typed): (Vec<usize>, Vec<usize>) =
            columns.into_iter().partition(|column| totals.is_formula(Some(row), *column));
        let few = !typed.is_empty() && formulas.len() >= ENOUGH_TOTALS.max(2 * typed.len());
        let places: Vec<_> = typed.iter().filter_map(|column| totals.place(row, *column)).collect();
        let first = places.first().filter(|_| few)?.clone();
        let cells: Vec<CellRef> = places.iter().map(|place| place.cell).collect();
        let message = match cells.len() {
            1 => format!(
                "{} es un total escrito, y los otros {} de su fila son fórmulas: ¿se reemplazó la fórmula?",
                first.cell,
                formulas.len()
            ),
            count => format!(
                "{count} totales ({}) están escritos, y los otros {} de su fila son fórmulas: ¿se reemplazaron?",
                ranges::cells(&cells),
                formulas.len()
            ),
        };
        Some(
            Diagnostic::new(Code::TypedOver, message)
                .in_cell(first)
                .help("si el total debe calcularse, copie la fórmula de un total vecino"),
        )
    };
    (0..totals.rows.len()).filter_map(row).collect()
}

/// The numbers of a column in the rows of one sheet.
#[derive(Default)]
struct Cells {
    column: usize,
    formulas: usize,
    typed: Vec<usize>,
}

impl Cells {
    fn by_block(table: &Table, column: usize) -> Vec<Cells> {
        let mut all: Vec<Cells> = table.blocks.iter().map(|_| Cells { column, ..Cells::default() }).collect();
        for (row, origin) in table.rows.iter().enumerate().filter(|(row, _)| is_number(table, *row, column)) {
            let Some(cells) = all.get_mut(origin.block as usize) else { continue };
            if table.is_formula(Some(row), column) { cells.formulas += 1 } else { cells.typed.push(row) }
        }
        all
    }

    fn slip(&self, table: &Table) -> Option<Diagnostic> {
        let (formulas, typed) = (self.formulas, self.typed.len());
        if typed == 0 || formulas < ENOUGH.max(typed * OF_FORMULAS) {
            return None;
        }
        let first = table.place(*self.typed.first()?, self.column)?;
        let cells: Vec<CellRef> =
            self.typed.iter().filter_map(|row| Some(table.place(*row, self.column)?.cell)).collect();
        let caption = table.columns.get(self.column).map_or("", |column| column.caption.as_str());
        let message = match typed {
            1 => format!(
                "{} tiene un número escrito, y las otras {formulas} celdas de «{caption}» tienen fórmulas: ¿se reemplazó la fórmula?",
                first.cell
            ),
            _ => format!(
                "{typed} celdas de «{caption}» tienen números escritos ({}), y las otras {formulas} tienen fórmulas: ¿se reemplazaron?",
                ranges::cells(&cells)
            ),
        };
        let help = "si el valor debe calcularse, copie la fórmula de una celda vecina de la misma columna";
        Some(Diagnostic::new(Code::TypedOver, message).in_cell(first).help(help))
    }
}

/// Whether a column holds numbers that stand in their own rows.
fn is_counted(table: &Table, column: usize) -> bool {
    table.columns.get(column).is_some_and(|column| column.is_numeric() && matches!(column.origin, Origin::Block))
}

fn is_number(table: &Table, row: usize, column: usize) -> bool {
    matches!(table.get(row, column), Entry::Present(_))
}

fn has_numbers(table: &Table, column: usize) -> bool {
    (0..table.rows.len()).filter(|row| is_number(table, *row, column)).nth(1).is_some()
}

#[cfg(test)]
mod tests;
