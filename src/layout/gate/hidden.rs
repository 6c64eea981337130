//! Rows, columns and sheets with data that Excel does not show.

use std::collections::BTreeSet;

use crate::cell::{CellRef, column_letters};
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::wording::ranges::{self, MOST_RANGES};
use crate::layout::wording::shorten;
use crate::text::{enumerate, first_few};

use super::Read;

const HELP: &str = "en Excel, quite los filtros y muestre lo oculto para revisarlo; si sobra, bórrelo";

/// One finding for all that is hidden of a sheet and was read.
pub(super) fn finding(read: &Read<'_>) -> Option<Diagnostic> {
    let hidden = &read.grid.sheet.hidden;
    if !hidden.sheet && hidden.rows.is_empty() && hidden.columns.is_empty() {
        return None;
    }
    let filled: Vec<CellRef> = read.cells().collect();
    let rows: BTreeSet<u32> = filled.iter().map(|cell| cell.row).filter(|row| within(&hidden.rows, *row)).collect();
    let columns: BTreeSet<u32> =
        filled.iter().map(|cell| cell.column).filter(|column| within(&hidden.columns, *column)).collect();
    let is_hidden = |cell: &&CellRef| hidden.sheet || rows.contains(&cell.row) || columns.contains(&cell.column);
    let first = *filled.iter().find(is_hidden)?;
    let rows: Vec<u32> = rows.into_iter().collect();
    let named: Vec<&(u32, &str)> = read.columns.iter().filter(|(at, _)| columns.contains(at)).collect();
    let parts = [hidden.sheet.then(|| "la hoja".to_owned()), of_rows(&rows), of_columns(&named)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let single = parts.len() == 1 && rows.len() < 2 && named.len() < 2;
    let (is, was, counts) =
        if single { ("está oculta", "leyó", "cuenta") } else { ("están ocultas", "leyeron", "cuentan") };
    let message = format!("{is} {}; se {was} y {counts} en las sumas como las demás", enumerate(&parts));
    let message = if single { message.replace("las demás", "si se viera") } else { message };
    Some(read.finding(Code::HiddenData, first, message).help(HELP))
}

fn of_rows(rows: &[u32]) -> Option<String> {
    match rows {
        [] => None,
        [only] => Some(format!("la fila {}", u64::from(*only) + 1)),
        several => Some(format!("{} filas con datos ({})", several.len(), ranges::rows(several))),
    }
}

fn of_columns(columns: &[&(u32, &str)]) -> Option<String> {
    let named = columns.iter().map(|(at, caption)| format!("{} («{}»)", column_letters(*at), shorten(caption)));
    let named = first_few(named, MOST_RANGES);
    match columns {
        [] => None,
        [_] => Some(format!("la columna {}", enumerate(&named))),
        _ => Some(format!("las columnas {}", enumerate(&named))),
    }
}

/// Whether a number is in one of some ranges that stand in order.
fn within(ranges: &[(u32, u32)], number: u32) -> bool {
    let after = ranges.partition_point(|(first, _)| *first <= number);
    after.checked_sub(1).and_then(|at| ranges.get(at)).is_some_and(|(_, last)| *last >= number)
}

#[cfg(test)]
mod tests;
