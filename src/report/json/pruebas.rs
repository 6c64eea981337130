//! How pruebas came out, for other programs.

use serde::Serialize;

use crate::engine::Step;
use crate::engine::pruebas::{Failure, Outcome, Tested};
use crate::source::Sources;

use super::{Fault, Place, SCHEMA, print};

/// The pruebas that fail, and how many pass. Ends in a line break.
pub fn tested(tested: &Tested, sources: &Sources) -> String {
    let failed = tested.outcomes.iter().filter(|outcome| !outcome.failures.is_empty());
    let of = |outcome| move |failure| Failed::of(outcome, failure, sources);
    print(&Report {
        cotejo: env!("CARGO_PKG_VERSION"),
        esquema: SCHEMA,
        resumen: Summary {
            pruebas: tested.outcomes.len(),
            pasan: tested.outcomes.len() - failed.clone().count(),
            fallan: failed.clone().count(),
            reglas: tested.rules,
            reglas_sin_pruebas: &tested.untested,
        },
        hallazgos: failed.flat_map(|outcome| outcome.failures.iter().map(of(outcome))).collect(),
    })
}

#[derive(Serialize)]
struct Report<'a> {
    cotejo: &'static str,
    esquema: u32,
    resumen: Summary<'a>,
    hallazgos: Vec<Failed<'a>>,
}

#[derive(Serialize)]
struct Summary<'a> {
    pruebas: usize,
    pasan: usize,
    fallan: usize,
    reglas: usize,
    reglas_sin_pruebas: &'a [String],
}

#[derive(Serialize)]
struct Failed<'a> {
    #[serde(flatten)]
    fault: Fault<'a>,
    regla: &'a str,
    prueba: &'a str,
    valores: Vec<Valued<'a>>,
}

impl<'a> Failed<'a> {
    fn of(outcome: &'a Outcome, failure: &'a Failure, sources: &'a Sources) -> Self {
        Failed {
            fault: Fault::of(&failure.diagnostic, sources),
            regla: &outcome.rule,
            prueba: &outcome.title,
            valores: failure.values.iter().map(|step| Valued::of(step, sources)).collect(),
        }
    }
}

/// A sub-expression and what it gave.
#[derive(Serialize)]
struct Valued<'a> {
    expresion: &'a str,
    valor: String,
    en: Option<Place<'a>>,
    partes: Vec<Valued<'a>>,
}

impl<'a> Valued<'a> {
    fn of(step: &'a Step, sources: &'a Sources) -> Self {
        Valued {
            expresion: &step.text,
            valor: step.found.words(),
            en: Place::of(step.span, sources),
            partes: step.parts.iter().map(|part| Valued::of(part, sources)).collect(),
        }
    }
}
