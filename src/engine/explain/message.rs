//! The rule's own words, with their values.

use crate::ruleset::model::{Expr, Message, MessagePart};
use crate::table::Entry;
use crate::text::shorten;

use crate::engine::eval::{Datum, Evaluator};
use crate::engine::gap::{Cause, Evaluated};

/// Most letters of one value in a message, and of a whole one: a list, or a text of a workbook, may have any number.
const MOST_VALUE: usize = 1_000;
const MOST_LETTERS: usize = 4_000;

/// A message with its values; one without a value says so in its place.
pub(super) fn shown(evaluator: &mut Evaluator<'_>, message: &Message) -> String {
    let shown = message.parts.iter().map(|part| match part {
        MessagePart::Text(text) => Some(text.clone()),
        MessagePart::Value(expr) => Some(value(evaluator, expr).unwrap_or_else(|gap| {
            let word = if matches!(gap.cause, Cause::Empty(_)) {
                "(vacío)"
            } else if matches!(gap.cause, Cause::Unreadable(_)) {
                "(ilegible)"
            } else {
                "(sin valor)"
            };
            word.to_owned()
        })),
    });
    joined(shown).unwrap_or_default()
}

/// A message with its values; `None` if one has no value.
pub(super) fn whole(evaluator: &mut Evaluator<'_>, message: &Message) -> Option<String> {
    let shown = message.parts.iter().map(|part| match part {
        MessagePart::Text(text) => Some(text.clone()),
        MessagePart::Value(expr) => value(evaluator, expr).ok(),
    });
    joined(shown)
}

/// The parts as one text, cut at [`MOST_LETTERS`]; parts beyond are not even evaluated. `None` if a part is missing.
fn joined(parts: impl Iterator<Item = Option<String>>) -> Option<String> {
    let mut whole = String::new();
    for part in parts {
        whole.push_str(&part?);
        if whole.len() > MOST_LETTERS {
            break;
        }
    }
    Some(shorten(&whole, MOST_LETTERS))
}

/// A value as people write it; a row by its key.
fn value(evaluator: &mut Evaluator<'_>, expr: &Expr) -> Evaluated<String> {
    let world = evaluator.world;
    Ok(match evaluator.datum(expr)? {
        Datum::Value(value) => shorten(&value.to_string(), MOST_VALUE),
        Datum::Row(table, row) => {
            let entries = world.identifying(table).into_iter().map(|column| world.cell(table, row, column));
            let shown = entries.filter_map(|cell| match world.entry(cell) {
                Entry::Present(value) => Some(value.to_string()),
                Entry::Empty | Entry::Unreadable(_) => None,
            });
            shorten(&shown.collect::<Vec<_>>().join(", "), MOST_VALUE)
        }
    })
}
