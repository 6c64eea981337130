//! Messages: texts with `{expression}` in them.

use pest::iterators::Pair;

use super::build::{Build, all};
use super::exprs;
use super::grammar::Rule;
use crate::syntax::ast::{Message, MessagePart};

/// A `message` rule; neighbouring texts are joined with a blank.
pub(super) fn message(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Message> {
    let span = build.span(&pair);
    let mut parts = Vec::new();
    for (at, quoted) in all(pair, Rule::quoted_message).enumerate() {
        if at > 0 {
            push_text(&mut parts, " ");
        }
        for piece in quoted.into_inner() {
            add(build, &mut parts, piece)?;
        }
    }
    Some(Message { parts, span })
}

fn add(build: &mut Build<'_>, parts: &mut Vec<MessagePart>, piece: Pair<'_, Rule>) -> Option<()> {
    match piece.as_rule() {
        Rule::value => parts.push(MessagePart::Value(exprs::next_expr(build, &mut piece.into_inner())?)),
        Rule::brace => push_text(parts, if piece.as_str() == "{{" { "{" } else { "}" }),
        Rule::chars => push_text(parts, &piece.as_str().replace("\"\"", "\"")),
        _ => push_text(parts, piece.as_str()),
    }
    Some(())
}

fn push_text(parts: &mut Vec<MessagePart>, text: &str) {
    match parts.last_mut() {
        Some(MessagePart::Text(above)) => above.push_str(text),
        _ => parts.push(MessagePart::Text(text.to_owned())),
    }
}
