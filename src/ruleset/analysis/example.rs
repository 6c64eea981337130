//! Values of unknowns in words: `cantidad = 11 y bpin vacío`.

use crate::ruleset::model::Kind;
use crate::text::enumerate;
use crate::value::Value;

use super::logic::{Id, Model, States, Unknown, Unknowns};

/// Values as a sentence says them; empty if there are none to say. `None` where some cannot be said.
pub(super) fn words(model: &Model, unknowns: &Unknowns) -> Option<String> {
    let said = model.states.iter().filter_map(|(id, state)| {
        let unknown = unknowns.get(*id)?;
        (!unknown.shown.is_empty()).then(|| one(model, *id, unknown, *state))
    });
    Some(enumerate(&said.collect::<Option<Vec<String>>>()?))
}

fn one(model: &Model, id: Id, unknown: &Unknown, state: States) -> Option<String> {
    let name = &unknown.shown;
    if state == States::EMPTY {
        return Some(format!("{name} vacío"));
    }
    if state == States::UNREADABLE {
        return Some(format!("{name} ilegible"));
    }
    if state != States::PRESENT {
        return None;
    }
    match model.value(id, unknown) {
        Some(Value::Bool(truth)) if !unknown.free && unknown.kind == Kind::Bool => {
            Some(format!("«{name}» {}", if truth { "cumplido" } else { "incumplido" }))
        }
        Some(value @ (Value::Text(_) | Value::Code(_))) => Some(format!("{name} = \"{value}\"")),
        Some(value) => Some(format!("{name} = {value}")),
        None if unknown.kind == Kind::Date && model.numbers.contains_key(&id) => None,
        None => Some(format!("{name} lleno")),
    }
}
