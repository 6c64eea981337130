//! What was mended in reading: one note for all cells of a column and sheet that were read in the same way.

use crate::cell::{CellPlace, CellRef};
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::build::Typed;
use crate::layout::convert::Remark;
use crate::layout::window::{rows_window, shown};
use crate::layout::wording::{quote, strays};
use crate::ruleset::model::Schema;
use crate::table::State;
use crate::text::is_unseen;

use super::by_block;

/// A way of mending.
struct Way {
    is: fn(Remark) -> bool,
    code: Code,
    message: fn(&Mended<'_>) -> String,
    help: fn(&Mended<'_>) -> Option<String>,
}

/// The cells that were mended in one way, and the first of them.
struct Mended<'a> {
    count: usize,
    at: CellRef,
    remark: Remark,
    value: String,
    caption: &'a str,
}

const WAYS: [Way; 5] = [
    Way { is: |remark| remark == Remark::ZeroRestored, code: Code::ZeroRestored, message: zero, help: zero_help },
    Way { is: |remark| remark == Remark::TimeDropped, code: Code::TimeDropped, message: time, help: |_| None },
    Way { is: |remark| remark == Remark::FromText, code: Code::NumberAsText, message: number, help: number_help },
    Way { is: |remark| is_stray(remark, true), code: Code::Unseen, message: unseen, help: unseen_help },
    Way { is: |remark| is_stray(remark, false), code: Code::Lookalike, message: lookalike, help: lookalike_help },
];

fn is_stray(remark: Remark, unseen: bool) -> bool {
    matches!(remark, Remark::Stray(stray) if is_unseen(stray.letter) == unseen)
}

/// The notes on a column, each with its block.
pub(super) fn notes(typed: &Typed, schema: &Schema, index: usize) -> Vec<(usize, Diagnostic)> {
    let Some(remarks) = typed.remarks.get(index).filter(|remarks| !remarks.is_empty()) else { return Vec::new() };
    WAYS.iter().flat_map(|way| of_way(way, remarks, typed, schema, index)).collect()
}

fn of_way(
    way: &Way,
    remarks: &[(usize, Remark)],
    typed: &Typed,
    schema: &Schema,
    index: usize,
) -> Vec<(usize, Diagnostic)> {
    let table = &typed.table;
    let is_read = |row: usize| table.columns.get(index).is_some_and(|column| column.state(row) == State::Present);
    let rows = remarks.iter().filter(|(row, found)| (way.is)(*found) && is_read(*row)).map(|(row, _)| *row);
    let note = |(block, cells): (usize, Vec<(usize, CellPlace)>)| {
        let (row, place) = cells.first()?;
        let remark = remarks.iter().find(|(at, _)| at == row).map(|(_, remark)| *remark)?;
        let value = shown(&table.get(*row, index));
        let caption = schema.columns.get(index).map_or("", |decl| decl.caption.as_str());
        let mended = Mended { count: cells.len(), at: place.cell, remark, value, caption };
        let mut note = Diagnostic::new(way.code, (way.message)(&mended)).in_cell(place.clone());
        note.windows.extend(rows_window(table, schema, &[*row], index, ""));
        Some((block, note.maybe_help((way.help)(&mended))))
    };
    by_block(table, index, rows).into_iter().filter_map(note).collect()
}

fn zero(mended: &Mended<'_>) -> String {
    let Mended { count, at, caption, .. } = mended;
    let value = quote(&mended.value);
    match count {
        1 => format!("el código de {at} en «{caption}» perdió su cero inicial y se lee {value}"),
        _ => format!(
            "{count} códigos de «{caption}» perdieron su cero inicial y se completaron; el primero, {at}, se lee {value}"
        ),
    }
}

fn zero_help(_: &Mended<'_>) -> Option<String> {
    Some("dé a la columna formato de texto y escriba los códigos completos".to_owned())
}

fn time(mended: &Mended<'_>) -> String {
    let Mended { count, at, caption, value, .. } = mended;
    match count {
        1 => format!("la fecha de {at} en «{caption}» trae hora y se lee sin ella: {value}"),
        _ => format!("{count} fechas de «{caption}» traen hora y se leen sin ella; la primera, {at}: {value}"),
    }
}

fn number(mended: &Mended<'_>) -> String {
    let Mended { count, at, caption, value, .. } = mended;
    match count {
        1 => format!("el número de {at} en «{caption}» está guardado como texto y se lee {value}"),
        _ => format!("{count} números de «{caption}» están guardados como texto; el primero, {at}, se lee {value}"),
    }
}

fn number_help(mended: &Mended<'_>) -> Option<String> {
    let do_it = if mended.count == 1 { "conviértalo en número" } else { "conviértalos en números" };
    Some(format!("{do_it}: Excel no suma lo que está guardado como texto"))
}

fn unseen(mended: &Mended<'_>) -> String {
    let Mended { count, at, caption, value, .. } = mended;
    let sign = strays::described(mended.remark, value);
    match count {
        1 => format!("{at} tiene {sign}, y en «{caption}» se lee sin él: {}", quote(value)),
        _ => format!(
            "{count} celdas de «{caption}» tienen signos que no se ven y se leen sin ellos; la primera, {at}, tiene {sign}"
        ),
    }
}

fn unseen_help(_: &Mended<'_>) -> Option<String> {
    Some("suelen venir con lo que se copia de otro programa; si estorban, escriba de nuevo el texto".to_owned())
}

fn lookalike(mended: &Mended<'_>) -> String {
    let Mended { count, at, caption, value, .. } = mended;
    let letter = strays::described(mended.remark, value);
    match count {
        1 => format!("{at} dice {} y tiene {letter}", quote(value)),
        _ => format!(
            "{count} celdas de «{caption}» tienen letras de otro alfabeto que parecen de las nuestras; la primera, {at}, dice {} y tiene {letter}",
            quote(value)
        ),
    }
}

fn lookalike_help(mended: &Mended<'_>) -> Option<String> {
    Some(strays::help(&mended.value))
}

#[cfg(test)]
mod tests;
