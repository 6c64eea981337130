//! How pruebas came out, for other programs.

use serde::Serialize;

use crate::engine::Step;
use crate::engine::pruebas::{Coverage, Failure, Mutants, Outcome};
use crate::report::pruebas::Report;
use crate::source::Sources;

use super::{Fault, Place, SCHEMA, print};

/// The pruebas that fail, what is not covered and not noticed, and how many pass. Ends in a line break.
pub fn tested(report: &Report<'_>, sources: &Sources) -> String {
    let tested = report.tested;
    let failed = tested.outcomes.iter().filter(|outcome| !outcome.failures.is_empty());
    let of = |outcome| move |failure| Found::Failed(Failed::of(outcome, failure, sources));
    let remarks = report.remarks().map(|remark| Found::Remark(Fault::of(remark, sources)));
    print(&Document {
        cotejo: env!("CARGO_PKG_VERSION"),
        esquema: SCHEMA,
        resumen: Summary {
            pruebas: tested.outcomes.len(),
            pasan: tested.outcomes.len() - failed.clone().count(),
            fallan: failed.clone().count(),
            reglas: tested.rules,
            reglas_sin_pruebas: &tested.untested,
            cobertura: report.coverage.map(covered),
            mutantes: report.mutants.map(noticed),
        },
        hallazgos: failed.flat_map(|outcome| outcome.failures.iter().map(of(outcome))).chain(remarks).collect(),
    })
}

fn covered(coverage: &Coverage) -> Shares<'_> {
    let (alcanzados, todos) = coverage.total();
    let reglas = coverage.rules.iter().map(|rule| Share::of(&rule.rule, (rule.reached, rule.all)));
    Shares { alcanzados, todos, reglas: reglas.collect() }
}

fn noticed(mutants: &Mutants) -> Shares<'_> {
    let (alcanzados, todos) = mutants.total();
    let reglas = mutants.rules.iter().map(|rule| Share::of(&rule.rule, (rule.noticed, rule.made)));
    Shares { alcanzados, todos, reglas: reglas.collect() }
}

#[derive(Serialize)]
struct Document<'a> {
    cotejo: &'static str,
    esquema: u32,
    resumen: Summary<'a>,
    hallazgos: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Summary<'a> {
    pruebas: usize,
    pasan: usize,
    fallan: usize,
    reglas: usize,
    reglas_sin_pruebas: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    cobertura: Option<Shares<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mutantes: Option<Shares<'a>>,
}

/// Ways that are reached, or changes that are noticed.
#[derive(Serialize)]
struct Shares<'a> {
    alcanzados: usize,
    todos: usize,
    reglas: Vec<Share<'a>>,
}

#[derive(Serialize)]
struct Share<'a> {
    regla: &'a str,
    alcanzados: usize,
    todos: usize,
}

impl<'a> Share<'a> {
    fn of(regla: &'a str, (alcanzados, todos): (usize, usize)) -> Self {
        Share { regla, alcanzados, todos }
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum Found<'a> {
    Failed(Failed<'a>),
    Remark(Fault<'a>),
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
