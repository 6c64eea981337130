//! Values given to unknowns, and whether they make statements hold.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use jiff::{Span, Unit as TimeUnit};

use crate::decimal::Decimal;
use crate::ruleset::model::Kind;
use crate::value::Value;

use super::formula::{Id, Literal, States};
use super::unknown::Unknown;

/// The day that is day zero.
const EPOCH: Date = date(1970, 1, 1);

/// Values of unknowns: those that statements ask about.
#[derive(Clone, Debug, Default)]
pub(in crate::ruleset::analysis) struct Model {
    /// The state of each.
    pub(in crate::ruleset::analysis) states: BTreeMap<Id, States>,
    /// Numbers, and days as numbers.
    pub(in crate::ruleset::analysis) numbers: BTreeMap<Id, Decimal>,
    /// Texts, codes and truth values.
    pub(in crate::ruleset::analysis) symbols: BTreeMap<Id, Value>,
}

impl Model {
    /// Whether a statement holds; a value that is missing makes it false.
    pub(super) fn satisfies(&self, literal: &Literal) -> bool {
        self.holds(literal).unwrap_or(false)
    }

    fn holds(&self, literal: &Literal) -> Option<bool> {
        Some(match literal {
            Literal::State(id, states) => self.states.get(id)?.within(*states),
            Literal::Bound { high, low, limit, strict } => {
                let apart = self.number(*high)?.minus(self.number(*low)?)?;
                apart < *limit || !strict && apart == *limit
            }
            Literal::Apart { left, right, by } => self.number(*left)?.minus(self.number(*right)?)? != *by,
            Literal::Among(id, values) => values.contains(self.symbols.get(id)?),
            Literal::NotAmong(id, values) => !values.contains(self.symbols.get(id)?),
            Literal::Same(left, right) => self.symbols.get(left)? == self.symbols.get(right)?,
            Literal::Differ(left, right) => self.symbols.get(left)? != self.symbols.get(right)?,
        })
    }

    fn number(&self, id: Option<Id>) -> Option<Decimal> {
        id.map_or(Some(Decimal::ZERO), |id| self.numbers.get(&id).copied())
    }

    /// The value of an unknown, as its kind writes it.
    pub(in crate::ruleset::analysis) fn value(&self, id: Id, unknown: &Unknown) -> Option<Value> {
        match (&unknown.kind, self.numbers.get(&id)) {
            (Kind::Number(unit), Some(number)) => Some(Value::Number(*number, *unit)),
            (Kind::Date, Some(number)) => day(*number).map(Value::Date),
            _ => self.symbols.get(&id).cloned(),
        }
    }
}

/// A number, or a day as a number.
pub(super) fn as_number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number, _) => Some(*number),
        Value::Date(date) => {
            let days = EPOCH.until((TimeUnit::Day, *date)).ok()?.get_days();
            Some(Decimal::from(i64::from(days)))
        }
        _ => None,
    }
}

/// The day of a number.
fn day(number: Decimal) -> Option<Date> {
    EPOCH.checked_add(Span::new().try_days(number.to_i64()?).ok()?).ok()
}
