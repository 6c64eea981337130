//! Pruebas: each is judged in its own scene, without a workbook, and held against what it expects.

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{Prueba, Rule, RuleSet};
use crate::source::Span;

use super::explain::steps::Step;

mod expect;
mod seen;
mod stage;
mod words;

use expect::Expecting;
use stage::Stage;

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

/// Runs every prueba of a rule set, in their order.
pub fn run(rules: &RuleSet) -> Vec<Outcome> {
    rules.pruebas.par_iter().filter_map(|prueba| run_one(rules, prueba)).collect()
}

fn run_one(rules: &RuleSet, prueba: &Prueba) -> Option<Outcome> {
    let (set, rule) = judged_by(rules, prueba)?;
    let stage = Stage::new(set, rule, prueba);
    let mut expecting = Expecting::new(prueba, &stage, true);
    expecting.judge(rule);
    Some(Outcome {
        rule: rule.name.clone(),
        title: prueba.title.clone(),
        span: prueba.span,
        failures: expecting.failures(rule),
    })
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
