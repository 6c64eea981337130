//! Rule files to a typed rule set: names, types, units, and the one table of built-in functions.
//!
//! [`load`] follows `usa`, parses every file, and resolves what it finds; it tells every fault of the set in one go.

pub mod analysis;
pub mod builtins;
mod changes;
mod check;
mod declare;
mod files;
mod functions;
mod levels;
mod literals;
pub mod model;
mod names;
mod parts;
mod plan;
mod pruebas;
mod rules;
mod schema;
mod waivers;
pub(crate) mod walk;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Severity};

pub use files::{Files, beside};
use model::RuleSet;

/// What a run fixes before rules are read.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// `--parametro nombre=valor`, as given.
    pub parameters: Vec<(String, String)>,
    /// What `hoy` means.
    pub today: Date,
}

/// A rule set as far as it could be understood.
#[derive(Debug)]
pub struct Loaded {
    /// The typed rule set; what has faults is left out of it.
    pub rules: RuleSet,
    /// Everything to tell, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// Whether a fault keeps workbooks from being judged.
    pub fn has_faults(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Reads, parses and resolves a rule set: `entries` are the paths of its rule files, which may bring in others.
pub fn load(entries: &[String], files: &dyn Files, inputs: &Inputs) -> Loaded {
    let (mut parsed, mut diagnostics) = files::parse_all(entries, files);
    changes::apply(&mut parsed, &mut diagnostics);
    let parameters = literals::parameter_overrides(&inputs.parameters, &mut parsed, &mut diagnostics);
    let mut declared = declare::declare(&parsed, &parameters, inputs.today, &mut diagnostics);
    let resolved = rules::resolve(&parsed, &mut declared, &mut diagnostics);
    let waivers = waivers::resolve(&parsed, &declared, &resolved, &mut diagnostics);
    let examples = pruebas::resolve(&parsed, &declared, &resolved, &mut diagnostics);
    diagnostics.sort_by_key(|diagnostic| diagnostic.labels.first().map(|label| label.span));
    let rules = declared.into_ruleset(parsed.sources, resolved.rules, waivers);
    let rules = RuleSet { pruebas: examples.pruebas, variants: examples.variants, ..rules };
    Loaded { rules, diagnostics }
}

#[cfg(test)]
mod tests;
