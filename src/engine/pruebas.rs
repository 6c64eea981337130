//! Pruebas: each is judged in its own scene, without a workbook, and held against what it expects.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{Prueba, Rule, RuleSet};
use crate::source::Span;
use crate::syntax::ast;

use super::explain::steps::Step;

mod coverage;
mod expect;
mod mutants;
mod seen;
mod stage;
mod words;

pub use coverage::{Coverage, RuleCoverage, coverage};
use expect::Expecting;
pub use mutants::{Mutants, RuleMutants, mutants};
use stage::Stage;

/// How the pruebas of a rule set came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Tested {
    /// The pruebas, in the order of the files.
    pub outcomes: Vec<Outcome>,
    /// How many rules they are about.
    pub rules: usize,
    /// The rules without pruebas, in the order of the files.
    pub untested: Vec<String>,
}

/// How a prueba came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The rule's name.
    pub rule: String,
    /// What the prueba shows.
    pub title: String,
    /// Its title's place.
    pub span: Span,
    /// What does not come out as it says; empty: it passes.
    pub failures: Vec<Failure>,
}

/// What does not come out as a prueba says.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// What was expected and what was found, at the expectation's line.
    pub diagnostic: Diagnostic,
    /// The clauses that decided it, with the values of all that they are made of.
    pub values: Vec<Step>,
}

/// Runs every prueba of a rule set.
pub fn run(rules: &RuleSet) -> Tested {
    let outcomes = rules.pruebas.par_iter().filter_map(|prueba| run_one(rules, prueba)).collect();
    let tested: BTreeSet<usize> = rules.pruebas.iter().map(|prueba| prueba.rule.0).collect();
    let untested = rules.rules.iter().enumerate().filter(|(at, _)| !tested.contains(at));
    let untested = untested.map(|(_, rule)| rule.name.clone()).collect();
    Tested { outcomes, rules: tested.len(), untested }
}

fn run_one(rules: &RuleSet, prueba: &Prueba) -> Option<Outcome> {
    let (set, rule) = judged_by(rules, prueba)?;
    let stage = Stage::new(set, rule, prueba);
    let mut expecting = Expecting::new(prueba, &stage, true);
    expecting.judge(rule);
    let misread = misread(prueba, &stage).map(|diagnostic| Failure { diagnostic, values: Vec::new() });
    Some(Outcome {
        rule: rule.name.clone(),
        title: prueba.title.clone(),
        span: prueba.span,
        failures: misread.into_iter().chain(expecting.failures(rule)).collect(),
    })
}

/// A cell that cannot be read, in a prueba that expects nothing to be *no evaluable*: nobody meant it.
fn misread(prueba: &Prueba, stage: &Stage<'_>) -> Option<Diagnostic> {
    if prueba.expectations.iter().any(|expected| expected.outcome == ast::Outcome::NotEvaluable) {
        return None;
    }
    let (span, text, column) = stage.misread()?;
    let message =
        format!("«{text}» no se puede leer como pide la columna «{column}», y la prueba no espera nada no evaluable");
    let help = "corrija la celda; si se quiere ilegible, escriba #REF! y «espera no evaluable»";
    Some(failure(message).at(span, "en esta fila").help(help))
}

/// The set and the rule that a prueba is judged by.
fn judged_by<'a>(rules: &'a RuleSet, prueba: &Prueba) -> Option<(&'a RuleSet, &'a Rule)> {
    match prueba.variant {
        None => Some((rules, rules.rules.get(prueba.rule.0)?)),
        Some(variant) => {
            let set = rules.variants.get(variant.set.0)?;
            Some((set, set.rules.get(variant.rule.0)?))
        }
    }
}

fn failure(message: String) -> Diagnostic {
    Diagnostic::new(Code::PruebaFails, message)
}
