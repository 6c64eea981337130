//! What a rule set without faults may still have wrong: names that nothing uses, rules that can never apply or never
//! fail, rules that say the same or the contrary.
//!
//! No claim is ever false: what a check cannot decide it does not tell. `vigencia`, `hoy` and parameters count as
//! unknown, for another run gives them other values.

mod habits;
mod usage;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Severity};

use super::model::RuleSet;

/// What the codes of this analysis begin with.
const PREFIX: &str = "analisis/";

/// Everything worth a second look in a rule set without faults, in the order of the files.
pub fn analyze(rules: &RuleSet) -> Vec<Diagnostic> {
    if rules.rules.is_empty() {
        return Vec::new();
    }
    let mut told = usage::unused(rules);
    told.extend(habits::habits(rules));
    told.sort_by_key(|diagnostic| diagnostic.labels.first().map(|label| label.span));
    told
}

/// The names of the checks as `cotejo.toml` writes them: `norma_sin_uso`.
pub fn checks() -> impl Iterator<Item = &'static str> {
    Code::ALL.iter().filter_map(|code| check(*code))
}

/// Gives each check the severity that `switches` names for it; those with `None` are left out. What is no check of this
/// analysis stays as it is.
pub fn apply(switches: &BTreeMap<String, Option<Severity>>, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let switched = |mut diagnostic: Diagnostic| {
        if let Some(severity) = check(diagnostic.code).and_then(|name| switches.get(name)) {
            diagnostic.severity = (*severity)?;
        }
        Some(diagnostic)
    };
    diagnostics.into_iter().filter_map(switched).collect()
}

fn check(code: Code) -> Option<&'static str> {
    code.info().name.strip_prefix(PREFIX)
}

#[cfg(test)]
mod tests;
