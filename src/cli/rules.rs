//! A rule set from disk: its files, its reference tables, and all its faults.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::{Reference, read_references};
use crate::ruleset::analysis::{analyze, apply};
use crate::ruleset::{Inputs, Loaded, load};

use super::args::RuleArgs;
use super::disk::{Disk, rule_files};

/// Codes of the static analysis with the severity that they are to have; `None`: not to be told.
pub(super) type Switches = BTreeMap<String, Option<Severity>>;

/// A rule set with its tables, and the day of the run.
pub(super) struct RuleSetOnDisk {
    pub(super) loaded: Loaded,
    pub(super) reference: Reference,
    pub(super) today: Date,
    /// What its static analysis tells, once it was asked for.
    analysis: Vec<Diagnostic>,
}

impl RuleSetOnDisk {
    /// Reads the rule set that the arguments name; `Err` says why there is none.
    pub(super) fn read(args: &RuleArgs) -> Result<Self, String> {
        let (loaded, today) = load_rules(args)?;
        let reference = read_references(&loaded.rules, &Disk, &args.limits());
        Ok(RuleSetOnDisk { loaded, reference, today, analysis: Vec::new() })
    }

    /// Looks for what may be wrong in a set without faults.
    pub(super) fn analyze(&mut self, switches: &Switches) {
        if !self.has_faults() {
            self.analysis = apply(switches, analyze(&self.loaded.rules));
        }
    }

    /// Looks for what the settings call an error: it keeps workbooks from being judged. The rest is not for a review.
    pub(super) fn analyze_errors(&mut self, switches: &Switches) {
        if switches.values().any(|severity| *severity == Some(Severity::Error)) {
            self.analyze(switches);
            self.analysis.retain(|diagnostic| diagnostic.severity == Severity::Error);
        }
    }

    /// Everything to tell of the set, its tables included.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        self.loaded.diagnostics.iter().chain(&self.reference.diagnostics).chain(&self.analysis).cloned().collect()
    }

    /// Whether a fault keeps workbooks from being judged.
    pub(super) fn has_faults(&self) -> bool {
        let is_error = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
        self.loaded.has_faults() || self.reference.has_faults() || self.analysis.iter().any(is_error)
    }
}

/// Reads the rule files that the arguments name, and no table; with the day of the run. `Err` says why there are none.
pub(super) fn load_rules(args: &RuleArgs) -> Result<(Loaded, Date), String> {
    let entries = rule_files(needed(args.reglas.as_deref())?)?;
    let today = args.fecha.unwrap_or_else(today);
    let inputs = Inputs { parameters: args.parameters.clone(), today };
    Ok((load(&entries, &Disk, &inputs), today))
}

/// The rules that a command was given; `Err` says how to give them.
pub(super) fn needed(path: Option<&Path>) -> Result<&Path, String> {
    let missing = "faltan las reglas: indíquelas con --reglas RUTA, o con «reglas = \"RUTA\"» en cotejo.toml";
    path.ok_or_else(|| missing.to_owned())
}

/// The day on which the command runs, where the machine is.
#[expect(clippy::disallowed_methods, reason = "cli is where the clock is asked")]
fn today() -> Date {
    jiff::ZonedDateTime::now().date()
}
