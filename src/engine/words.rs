//! Values, cells and stretches of rules as messages name them.

use crate::ruleset::builtins::{AGGREGATES, Aggregate};
use crate::ruleset::model::Expr;
use crate::table::Entry;
use crate::text::{shorten, squeeze};
use crate::value::Value;

use super::trace::Read;
use super::world::World;

/// How many letters of a rule are quoted.
const MOST_LETTERS: usize = 80;

/// How many letters of a value are quoted.
const MOST_VALUE: usize = 300;

/// A value in a sentence: texts and codes in quotation marks, the rest bare; a long one is cut.
pub(super) fn quoted(value: &Value) -> String {
    let shown = shorten(&value.to_string(), MOST_VALUE);
    match value {
        Value::Text(_) | Value::Code(_) => format!("«{shown}»"),
        _ => shown,
    }
}

/// An expression as the rule file writes it, on one line, cut if it is long.
pub(super) fn source(world: &World<'_>, expr: &Expr) -> String {
    stretch(world, expr.span)
}

/// A stretch of a rule file, on one line, cut if it is long.
pub(super) fn stretch(world: &World<'_>, span: crate::source::Span) -> String {
    shorten(&squeeze(world.rules.sources.text(span)), MOST_LETTERS)
}

/// The name of a function over many values.
pub(super) fn aggregate(function: Aggregate) -> &'static str {
    AGGREGATES.iter().find(|signature| signature.function == function).map_or("", |signature| signature.name)
}

/// What a cell holds, as a remark under it: `es $ 120`.
pub(super) fn is(entry: Entry) -> String {
    match entry {
        Entry::Present(value) => format!("es {}", quoted(&value)),
        Entry::Empty => "está vacía".to_owned(),
        Entry::Unreadable(_) => "no se puede leer".to_owned(),
    }
}

/// What a looked-up cell is: `techo $ 140.000.000`.
pub(super) fn reference_role(world: &World<'_>, read: &Read) -> String {
    let cell = read.cell;
    let name = match &read.label {
        Some(label) => label.as_str(),
        None => world.column(cell.table, cell.column).map_or("", |column| &column.name),
    };
    match world.entry(cell) {
        Entry::Present(value) => format!("{name} {}", quoted(&value)),
        Entry::Empty => format!("{name} (vacío)"),
        Entry::Unreadable(_) => format!("{name} (ilegible)"),
    }
}
