//! What a prueba changes of the run: the vigencia, the day, parameters.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, Literal, LiteralKind, Name, SceneKind};
use crate::value::{Type, Unit, Value};

use super::super::declare::{Declared, Meaning, year};
use super::super::literals::typed_literal;
use super::super::model::ParameterId;
use super::super::names::unknown;

/// Other inputs than the rule set's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Inputs {
    vigencia: Option<i64>,
    today: Option<Date>,
    parameters: BTreeMap<ParameterId, Value>,
}

impl Inputs {
    /// Puts them in the place of the rule set's own.
    pub(super) fn apply(&self, declared: &mut Declared) {
        declared.vigencia = self.vigencia.unwrap_or(declared.vigencia);
        declared.today = self.today.unwrap_or(declared.today);
        for (id, value) in &self.parameters {
            if let Some(parameter) = declared.parameters.get_mut(id.0) {
                parameter.value = value.clone();
            }
        }
    }
}

/// `con vigencia`, `con hoy`, `con parámetro`; `None` where one is faulty.
pub(super) fn resolve(declared: &Declared, written: &ast::Prueba, diagnostics: &mut Vec<Diagnostic>) -> Option<Inputs> {
    let told = diagnostics.len();
    let mut inputs = Inputs::default();
    let mut given: BTreeMap<String, Span> = BTreeMap::new();
    for scene in &written.scenes {
        let (key, outcome) = match &scene.kind {
            SceneKind::Vigencia(literal) => ("vigencia".to_owned(), vigencia(&mut inputs, literal)),
            SceneKind::Today(literal) => ("hoy".to_owned(), today(&mut inputs, literal)),
            SceneKind::Parametro { name, value } => {
                (format!("parámetro {}", name.text), parameter(&mut inputs, declared, name, value))
            }
            SceneKind::Table { .. } => continue,
        };
        diagnostics.extend(outcome.err().flatten());
        if let Some(first) = given.insert(crate::text::fold(&key), scene.span) {
            diagnostics.push(twice(&key, scene.span, first));
        }
    }
    (diagnostics.len() == told).then_some(inputs)
}

/// The fault; `None` where it has been told elsewhere.
type Outcome = Result<(), Option<Diagnostic>>;

fn vigencia(inputs: &mut Inputs, literal: &Literal) -> Outcome {
    inputs.vigencia = Some(typed_literal(literal, &Type::Integer).and_then(|value| year(&value, literal))?);
    Ok(())
}

fn today(inputs: &mut Inputs, literal: &Literal) -> Outcome {
    if let Value::Date(day) = typed_literal(literal, &Type::Date)? {
        inputs.today = Some(day);
    }
    Ok(())
}

fn parameter(inputs: &mut Inputs, declared: &Declared, name: &Name, value: &Literal) -> Outcome {
    let Some(Meaning::Parameter(id)) = declared.names.get(name) else {
        let known = declared.parameters.iter().map(|parameter| parameter.name.as_str());
        return Err((!declared.names.is_broken(name)).then(|| unknown(name, "el parámetro", known)));
    };
    if let Some(parameter) = declared.parameters.get(id.0) {
        inputs.parameters.insert(id, typed_literal(value, &parameter.ty)?);
    }
    Ok(())
}

pub(super) fn twice(what: &str, again: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::RepeatedClause, format!("la prueba da dos veces {what}"))
        .at(again, "segunda vez")
        .at(first, "primera vez")
        .help("deje una sola; para probar otro valor escriba otra prueba")
}

/// A whole number.
pub(super) fn whole(literal: &Literal) -> Option<i64> {
    match &literal.kind {
        LiteralKind::Number(number, Unit::Plain) => number.to_i64(),
        _ => None,
    }
}
