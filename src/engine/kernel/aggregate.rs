//! Functions over many values; what is empty has been left out before.

use std::collections::BTreeSet;

use crate::decimal::Decimal;
use crate::ruleset::builtins::Aggregate;
use crate::value::{Unit, Value};

use super::Fault;

/// The aggregate of values; `Ok(None)` where it is empty. `unit` is what a numeric result counts.
pub(in crate::engine) fn aggregate(function: Aggregate, values: &[Value], unit: Unit) -> Result<Option<Value>, Fault> {
    Ok(match function {
        Aggregate::Sum => Some(Value::Number(total(values)?, unit)),
        Aggregate::Count => Some(Value::Number(count(values.len())?, unit)),
        Aggregate::Min => values.iter().min().cloned(),
        Aggregate::Max => values.iter().max().cloned(),
        Aggregate::Mean if values.is_empty() => None,
        Aggregate::Mean => {
            let mean = total(values)?.over(count(values.len())?).ok_or(Fault::Overflow)?;
            Some(Value::Number(mean, unit))
        }
        Aggregate::Distinct => {
            let distinct: BTreeSet<&Value> = values.iter().collect();
            Some(Value::Number(count(distinct.len())?, unit))
        }
        Aggregate::List => {
            let mut seen = BTreeSet::new();
            let list: Vec<Value> = values.iter().filter(|value| seen.insert(*value)).cloned().collect();
            Some(Value::List(list.into()))
        }
    })
}

fn count(many: usize) -> Result<Decimal, Fault> {
    i64::try_from(many).map(Decimal::from).map_err(|_| Fault::Overflow)
}

fn total(values: &[Value]) -> Result<Decimal, Fault> {
    values.iter().try_fold(Decimal::ZERO, |sum, value| match value {
        Value::Number(number, _) => sum.plus(*number).ok_or(Fault::Overflow),
        _ => Err(Fault::Unlike),
    })
}
