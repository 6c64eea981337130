//! Comparisons, with and without tolerance, and the likeness of texts.

use std::cmp::Ordering;

use crate::ruleset::model::ArithmeticOp;
use crate::syntax::ast::{CompareOp, MatchOp};
use crate::value::{Pattern, Text, Unit, Value};

use super::Fault;
use super::arithmetic::{arithmetic, difference};

/// `a = b`, `a <= b ± t` and their like. A tolerance widens what is accepted, and narrows what `<>` accepts.
pub(in crate::engine) fn compare(
    op: CompareOp,
    left: &Value,
    right: &Value,
    tolerance: Option<&Value>,
) -> Result<bool, Fault> {
    let Some(tolerance) = tolerance else { return Ok(accepts(op, left.cmp(right))) };
    match op {
        CompareOp::Equal => apart(left, right).map(|apart| apart <= *tolerance),
        CompareOp::Unequal => apart(left, right).map(|apart| apart > *tolerance),
        CompareOp::Less | CompareOp::AtMost => {
            arithmetic(ArithmeticOp::Add, right, tolerance, Unit::Plain).map(|right| accepts(op, left.cmp(&right)))
        }
        CompareOp::Greater | CompareOp::AtLeast => {
            arithmetic(ArithmeticOp::Subtract, right, tolerance, Unit::Plain).map(|right| accepts(op, left.cmp(&right)))
        }
    }
}

fn apart(left: &Value, right: &Value) -> Result<Value, Fault> {
    difference(left, right).ok_or(Fault::Overflow)
}

fn accepts(op: CompareOp, order: Ordering) -> bool {
    match op {
        CompareOp::Equal => order.is_eq(),
        CompareOp::Unequal => order.is_ne(),
        CompareOp::Less => order.is_lt(),
        CompareOp::AtMost => order.is_le(),
        CompareOp::Greater => order.is_gt(),
        CompareOp::AtLeast => order.is_ge(),
    }
}

/// `x entre a y b`, both included.
pub(in crate::engine) fn between(value: &Value, low: &Value, high: &Value) -> bool {
    low <= value && value <= high
}

/// `x parece "0000"`: codes exactly, texts folded, whole numbers by their digits.
pub(in crate::engine) fn like(value: &Value, pattern: &Pattern) -> bool {
    match value {
        Value::Text(text) => pattern.fits_folded(text.folded()),
        other => pattern.fits(&other.plain()),
    }
}

/// `x empieza con y` and its like: exact where a code is involved, else folded.
pub(in crate::engine) fn matches(op: MatchOp, value: &Value, part: &Value) -> Result<bool, Fault> {
    let folded;
    let (whole, part) = match (value, part) {
        (Value::Text(whole), Value::Text(part)) => {
            folded = part_of_text(part);
            (whole.folded(), folded.as_str())
        }
        (Value::Code(whole), Value::Code(part)) => (&**whole, &**part),
        (Value::Code(whole), Value::Text(part)) => (&**whole, part.shown()),
        (Value::Text(whole), Value::Code(part)) => (whole.shown(), &**part),
        _ => return Err(Fault::Unlike),
    };
    match op {
        MatchOp::StartsWith => Ok(whole.starts_with(part)),
        MatchOp::EndsWith => Ok(whole.ends_with(part)),
        MatchOp::Contains => Ok(whole.contains(part)),
        MatchOp::Like => Err(Fault::Unlike),
    }
}

/// A part of a text, folded; a blank at its ends stays, for there it parts words: `contiene " y "`.
fn part_of_text(part: &Text) -> String {
    let blank = |at_end: bool| if at_end { " " } else { "" };
    let shown = part.shown();
    let (first, last) = (shown.starts_with(char::is_whitespace), shown.ends_with(char::is_whitespace));
    match part.folded() {
        "" => blank(first).to_owned(),
        folded => format!("{}{folded}{}", blank(first), blank(last)),
    }
}
