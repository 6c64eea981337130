//! Why checks could not be judged, in words.

use crate::ruleset::model::{ColumnId, TableRef};
use crate::text::enumerate;

use super::{Bundle, Key, MOST_EXAMPLES};
use crate::engine::gap::{Cell, Sought};
use crate::engine::subject::base_name;
use crate::engine::window;
use crate::engine::words::{quoted, stretch};
use crate::engine::world::World;

/// `3 comprobaciones de «techo» quedaron sin evaluar: …`
pub(super) fn checks(rule: &str, many: usize, why: &str) -> String {
    match many {
        1 => format!("una comprobación de «{rule}» quedó sin evaluar: {why}"),
        _ => format!("{many} comprobaciones de «{rule}» quedaron sin evaluar: {why}"),
    }
}

/// `3 filas quedaron fuera de los grupos de «techo»: …`
pub(super) fn apart(rule: &str, many: usize, whys: &[String]) -> String {
    let why = enumerate(whys);
    match many {
        1 => format!("una fila quedó fuera de los grupos de «{rule}»: {why}"),
        _ => format!("{many} filas quedaron fuera de los grupos de «{rule}»: {why}"),
    }
}

/// The values that were looked for.
pub(super) fn keys(sought: &Sought) -> String {
    enumerate(&sought.keys.iter().map(quoted).collect::<Vec<_>>())
}

/// Why these checks have no verdict.
pub(super) fn cause(world: &World<'_>, key: Key, bundle: &Bundle) -> String {
    match key {
        Key::Empty(table, column) => format!("{} está vacía {}", column_name(world, table, column), at(world, bundle)),
        Key::Unreadable(table, column) if disagrees(world, table, column, bundle) => {
            format!("{} no es lo mismo en todas las hojas", column_name(world, table, column))
        }
        Key::Unreadable(table, column) => {
            format!("{} no se puede leer {}", column_name(world, table, column), at(world, bundle))
        }
        Key::NotFound(table) if world.is_totals(table) => {
            format!("ninguna fila termina los datos, y «{}» no tiene filas", world.name(table))
        }
        Key::Several(table) if world.is_totals(table) => {
            format!("«{}» tiene una fila por hoja: pida suma(COLUMNA de {0})", world.name(table))
        }
        Key::NotFound(table) => format!("no hay fila en «{}» para {}", world.name(table), examples(bundle)),
        Key::Several(table) => format!("hay varias filas en «{}» para {}", world.name(table), examples(bundle)),
        Key::NoValues(span) => format!("no hay valores para «{}»", stretch(world, span)),
        Key::NoEntry(span) => {
            format!("«{}» pide una columna que la familia no tiene: {}", stretch(world, span), examples(bundle))
        }
        Key::ZeroDivision(span) => format!("«{}» divide por cero", stretch(world, span)),
        Key::Overflow(span) => format!("«{}» da un resultado que no se puede representar", stretch(world, span)),
        Key::TooMuch => "la regla recorre el libro demasiadas veces; compare por igualdad en su «donde»".to_owned(),
        Key::Malformed(span) => format!("«{}» no tiene valor aquí", stretch(world, span)),
    }
}

/// Whether a dato is asked for as one value, and each sheet has a readable one of its own.
fn disagrees(world: &World<'_>, table: TableRef, column: ColumnId, bundle: &Bundle) -> bool {
    let Some(rows) = world.table(table).filter(|rows| rows.blocks.len() > 1 && world.is_dato(table, column)) else {
        return false;
    };
    let as_one = bundle.cells.iter().any(|cell| cell.row.is_none() && cell.column == column);
    as_one && rows.columns.get(column.0).is_some_and(|column| column.unreadable.is_empty())
}

/// `«Meta del cuatrienio»`, with its table where it is not the plan's.
fn column_name(world: &World<'_>, table: TableRef, column: ColumnId) -> String {
    let caption = world.caption(table, column);
    match table {
        TableRef::Plan => format!("«{caption}»"),
        _ => format!("«{caption}» de «{}»", world.name(table)),
    }
}

/// `en la fila 12`, `en 3 filas`; a dato's cell, where it has one.
fn at(world: &World<'_>, bundle: &Bundle) -> String {
    let mut cells = bundle.cells.iter();
    match (cells.next(), cells.count()) {
        (Some(cell), 0) => at_cell(world, *cell),
        (_, others) => format!("en {} filas", others + 1),
    }
}

fn at_cell(world: &World<'_>, cell: Cell) -> String {
    let row = cell
        .row
        .filter(|_| !world.is_dato(cell.table, cell.column))
        .and_then(|row| window::sheet_row(world, cell.table, row));
    match (row, world.place(cell)) {
        (Some(row), _) => format!("en la fila {}{}", u64::from(row) + 1, of_file(world, cell)),
        (None, Some(place)) => format!("en la celda {}{}", place.cell, of_file(world, cell)),
        (None, None) => "en el encabezado".to_owned(),
    }
}

/// ` de «salud.xlsx»`, where a table has rows of several files.
fn of_file(world: &World<'_>, cell: Cell) -> String {
    let of_all = world.base(cell.table) == TableRef::All;
    let place = cell.row.filter(|_| of_all).and_then(|row| world.origin(cell.table, row));
    place.map_or_else(String::new, |place| format!(" de «{}»", base_name(&place.file)))
}

fn examples(bundle: &Bundle) -> String {
    let some: Vec<&str> = bundle.examples.iter().take(MOST_EXAMPLES).map(String::as_str).collect();
    let more = if bundle.examples.len() > MOST_EXAMPLES { ", entre otros" } else { "" };
    format!("{}{more}", some.join("; "))
}

/// A cause in words that stay the same from run to run: what ids are made from.
pub(super) fn key(world: &World<'_>, key: Key) -> String {
    let name = |table, column| world.column(table, column).map_or("", |column| column.name.as_str());
    match key {
        Key::Empty(table, column) => format!("vacía {} {}", world.name(table), name(table, column)),
        Key::Unreadable(table, column) => format!("ilegible {} {}", world.name(table), name(table, column)),
        Key::NotFound(table) => format!("ninguna {}", world.name(table)),
        Key::Several(table) => format!("varias {}", world.name(table)),
        Key::NoValues(span) => format!("sin valores {}", stretch(world, span)),
        Key::NoEntry(span) => format!("sin entrada {}", stretch(world, span)),
        Key::ZeroDivision(span) => format!("cero {}", stretch(world, span)),
        Key::Overflow(span) => format!("desborde {}", stretch(world, span)),
        Key::TooMuch => "demasiado".to_owned(),
        Key::Malformed(span) => format!("sin valor {}", stretch(world, span)),
    }
}
