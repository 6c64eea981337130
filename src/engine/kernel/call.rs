//! Functions of a few values.

use jiff::civil::Date;

use crate::decimal::Decimal;
use crate::ruleset::builtins::Function;
use crate::ruleset::model::Kind;
use crate::value::{Unit, Value};

use super::Fault;
use super::numbers::numbers;

/// Rounding to more places than a number can have changes nothing, and to fewer gives zero.
const MOST_PLACES: i64 = 60;

/// A built-in function; `kind` is what it gives.
pub(in crate::engine) fn call(function: Function, values: &[Value], kind: &Kind) -> Result<Value, Fault> {
    match (function, values) {
        (Function::Length, [text]) => number(written(text)?.chars().count()),
        (Function::Left, [text, many]) => Ok(texted(left(&written(text)?, whole(many)?), kind)),
        (Function::Right, [text, many]) => Ok(texted(right(&written(text)?, whole(many)?), kind)),
        (Function::Upper, [text]) => Ok(texted(written(text)?.to_uppercase(), kind)),
        (Function::Identical, [left, right]) => Ok(Value::Bool(written(left)? == written(right)?)),
        (Function::Date, [year, month, day]) => date(whole(year)?, whole(month)?, whole(day)?),
        (Function::Year, [Value::Date(date)]) => Ok(plain(i64::from(date.year()))),
        (Function::Month, [Value::Date(date)]) => Ok(plain(i64::from(date.month()))),
        (Function::Round, [Value::Number(value, unit), places]) => {
            let places = i32::try_from(whole(places)?.clamp(-MOST_PLACES, MOST_PLACES)).map_err(|_| Fault::Overflow)?;
            let rounded = value.rounded(places).ok_or(Fault::Overflow)?;
            Ok(Value::Number(rounded, *unit))
        }
        (Function::Numbers, [text]) => {
            let found = numbers(&written(text)?).into_iter().map(|number| Value::Number(number, Unit::Plain));
            Ok(Value::List(found.collect()))
        }
        (Function::HowMany, truths) => number(truths.iter().filter(|truth| **truth == Value::Bool(true)).count()),
        (Function::Absolute, [Value::Number(value, unit)]) => Ok(Value::Number(value.absolute(), *unit)),
        _ => Err(Fault::Unlike),
    }
}

fn plain(whole: i64) -> Value {
    Value::Number(Decimal::from(whole), Unit::Plain)
}

fn number(many: usize) -> Result<Value, Fault> {
    i64::try_from(many).map(plain).map_err(|_| Fault::Overflow)
}

fn whole(value: &Value) -> Result<i64, Fault> {
    match value {
        Value::Number(number, _) => number.to_i64().ok_or(Fault::Overflow),
        _ => Err(Fault::Unlike),
    }
}

/// A text or a code as it is written.
fn written(value: &Value) -> Result<String, Fault> {
    match value {
        Value::Text(text) => Ok(text.shown().to_owned()),
        Value::Code(code) => Ok(code.to_string()),
        _ => Err(Fault::Unlike),
    }
}

/// A part of a code is a code, a part of a text a text.
fn texted(text: String, kind: &Kind) -> Value {
    match kind {
        Kind::Code => Value::Code(text.into()),
        _ => Value::text(&text),
    }
}

fn left(text: &str, many: i64) -> String {
    text.chars().take(usize::try_from(many).unwrap_or(0)).collect()
}

fn right(text: &str, many: i64) -> String {
    let drop = text.chars().count().saturating_sub(usize::try_from(many).unwrap_or(0));
    text.chars().skip(drop).collect()
}

/// A day that the calendar does not have counts as out of range.
fn date(year: i64, month: i64, day: i64) -> Result<Value, Fault> {
    let short = |part: i64| i8::try_from(part).map_err(|_| Fault::Overflow);
    let year = i16::try_from(year).map_err(|_| Fault::Overflow)?;
    Date::new(year, short(month)?, short(day)?).map(Value::Date).map_err(|_| Fault::Overflow)
}
