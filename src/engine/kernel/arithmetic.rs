//! Arithmetic of exact numbers and of days.

use jiff::civil::Date;
use jiff::{Span, Unit as TimeUnit};

use crate::decimal::Decimal;
use crate::ruleset::model::ArithmeticOp;
use crate::value::{Text, Unit, Value};

use super::Fault;

/// `+ - * /`; `unit` is what a numeric result counts.
pub(in crate::engine) fn arithmetic(op: ArithmeticOp, left: &Value, right: &Value, unit: Unit) -> Result<Value, Fault> {
    match (op, left, right) {
        (_, Value::Number(left, _), Value::Number(right, _)) => {
            numbers(op, *left, *right).map(|result| Value::Number(result, unit))
        }
        (ArithmeticOp::Subtract, Value::Date(left), Value::Date(right)) => {
            days_between(*right, *left).map(|days| Value::Number(days, unit))
        }
        (ArithmeticOp::Add, Value::Date(date), Value::Number(days, _))
        | (ArithmeticOp::Add, Value::Number(days, _), Value::Date(date)) => shifted(*date, *days).map(Value::Date),
        (ArithmeticOp::Subtract, Value::Date(date), Value::Number(days, _)) => {
            shifted(*date, days.negated()).map(Value::Date)
        }
        _ => Err(Fault::Unlike),
    }
}

fn numbers(op: ArithmeticOp, left: Decimal, right: Decimal) -> Result<Decimal, Fault> {
    let result = match op {
        ArithmeticOp::Add => left.plus(right),
        ArithmeticOp::Subtract => left.minus(right),
        ArithmeticOp::Multiply => left.times(right),
        ArithmeticOp::Divide if right == Decimal::ZERO => return Err(Fault::ZeroDivision),
        ArithmeticOp::Divide => left.over(right),
    };
    result.ok_or(Fault::Overflow)
}

/// Whole days from one day to another.
fn days_between(from: Date, to: Date) -> Result<Decimal, Fault> {
    let span = from.until((TimeUnit::Day, to)).map_err(|_| Fault::Overflow)?;
    Ok(Decimal::from(i64::from(span.get_days())))
}

fn shifted(date: Date, days: Decimal) -> Result<Date, Fault> {
    let days = days.to_i64().ok_or(Fault::Overflow)?;
    let span = Span::new().try_days(days).map_err(|_| Fault::Overflow)?;
    date.checked_add(span).map_err(|_| Fault::Overflow)
}

/// `-x`
pub(in crate::engine) fn negate(value: &Value) -> Result<Value, Fault> {
    match value {
        Value::Number(number, unit) => Ok(Value::Number(number.negated(), *unit)),
        _ => Err(Fault::Unlike),
    }
}

/// `a & b`: what they look like, one after the other.
pub(in crate::engine) fn join(left: &Value, right: &Value) -> Value {
    Value::Text(Text::verbatim(&format!("{left}{right}")))
}

/// How far apart two values are: of numbers in their unit, of days in days; others have no distance.
pub(in crate::engine) fn difference(left: &Value, right: &Value) -> Option<Value> {
    let unit = match left {
        Value::Number(_, unit) => *unit,
        _ => Unit::Plain,
    };
    match arithmetic(ArithmeticOp::Subtract, left, right, unit) {
        Ok(Value::Number(apart, unit)) => Some(Value::Number(apart.absolute(), unit)),
        _ => None,
    }
}
