//! The rule's own words, with their values.

use crate::ruleset::model::{Expr, Message, MessagePart};
use crate::table::Entry;

use crate::engine::eval::{Datum, Evaluator};
use crate::engine::gap::{Cause, Evaluated};

/// A message with its values; one without a value says so in its place.
pub(super) fn shown(evaluator: &mut Evaluator<'_>, message: &Message) -> String {
    let shown = message.parts.iter().map(|part| match part {
        MessagePart::Text(text) => text.clone(),
        MessagePart::Value(expr) => value(evaluator, expr).unwrap_or_else(|gap| {
            let word = if matches!(gap.cause, Cause::Empty(_)) {
                "(vacío)"
            } else if matches!(gap.cause, Cause::Unreadable(_)) {
                "(ilegible)"
            } else {
                "(sin valor)"
            };
            word.to_owned()
        }),
    });
    shown.collect()
}

/// A message with its values; `None` if one has no value.
pub(super) fn whole(evaluator: &mut Evaluator<'_>, message: &Message) -> Option<String> {
    let shown = message.parts.iter().map(|part| match part {
        MessagePart::Text(text) => Some(text.clone()),
        MessagePart::Value(expr) => value(evaluator, expr).ok(),
    });
    shown.collect()
}

/// A value as people write it; a row by its key.
fn value(evaluator: &mut Evaluator<'_>, expr: &Expr) -> Evaluated<String> {
    let world = evaluator.world;
    Ok(match evaluator.datum(expr)? {
        Datum::Value(value) => value.to_string(),
        Datum::Row(table, row) => {
            let entries = world.schema(table).identifying().into_iter().map(|column| world.cell(table, row, column));
            let shown = entries.filter_map(|cell| match world.entry(cell) {
                Entry::Present(value) => Some(value.to_string()),
                Entry::Empty | Entry::Unreadable(_) => None,
            });
            shown.collect::<Vec<_>>().join(", ")
        }
    })
}
