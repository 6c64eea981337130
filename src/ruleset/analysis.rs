//! What a rule set without faults may still have wrong: names that nothing uses, rules that can never apply or never
//! fail, rules that say the same or the contrary.
//!
//! No claim is ever false: what a check cannot decide it does not tell. `vigencia`, `hoy` and parameters count as
//! unknown, for another run gives them other values.

mod canonical;
mod example;
mod habits;
mod logic;
mod pairs;
mod parts;
mod same;
mod single;
mod usage;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};

use super::model::{Rule, RuleSet};
use logic::{Search, Unknowns};
use parts::Parts;
use same::Classes;
use single::Single;

/// What the codes of this analysis begin with.
const PREFIX: &str = "analisis/";

/// Everything worth a second look in a rule set without faults, in the order of the files.
pub fn analyze(rules: &RuleSet) -> Vec<Diagnostic> {
    if rules.rules.is_empty() {
        return Vec::new();
    }
    let mut told = usage::unused(rules);
    told.extend(habits::habits(rules));
    told.extend(logical(rules));
    told.sort_by_key(|diagnostic| diagnostic.labels.first().map(|label| label.span));
    told
}

/// What follows from the rules' conditions and demands.
fn logical(rules: &RuleSet) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    let mut search = Search::default();
    for over_same in same::subjects(rules) {
        let (twins, classes) = same::same(rules, &over_same);
        told.extend(twins);
        told.extend(held(rules, &over_same, &classes, &mut search));
    }
    told
}

/// Rules over the same things: each by itself, and then against the others.
fn held(rules: &RuleSet, over_same: &[&Rule], same: &Classes, search: &mut Search) -> Vec<Diagnostic> {
    let mut unknowns = Unknowns::default();
    let (mut told, mut all) = (Vec::new(), Vec::new());
    for rule in over_same {
        let Some(parts) = Parts::new(rules, rule, &mut unknowns) else { continue };
        let (faults, sound) = Single { rules, unknowns: &mut unknowns, search }.check(&parts);
        told.extend(faults);
        all.push((parts, sound));
    }
    told.extend(pairs::pairs(rules, &all, same, &unknowns, search));
    told
}

/// Gives each check the severity that `switches` has for its code; those with `None` are left out. What is no check of
/// this analysis stays as it is.
pub fn apply(switches: &BTreeMap<String, Option<Severity>>, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let switched = |mut diagnostic: Diagnostic| {
        let name = diagnostic.code.info().name;
        if let Some(severity) = switches.get(name).filter(|_| name.starts_with(PREFIX)) {
            diagnostic.severity = (*severity)?;
        }
        Some(diagnostic)
    };
    diagnostics.into_iter().filter_map(switched).collect()
}

#[cfg(test)]
mod tests;
