//! `cotejo comprobar`: a rule set alone.

use crate::report;

use super::Ended;
use super::args::{Comprobar, Format};
use super::output::write_all;
use super::rules::{RuleSetOnDisk, Switches};

/// Tells every fault of a rule set, and what is worth a second look in one without faults; no workbook is read. `Err`
/// says why it could not run.
pub(super) fn run(args: &Comprobar, switches: &Switches) -> Result<Ended, String> {
    let mut rules = RuleSetOnDisk::read(&args.rules)?;
    rules.analyze(switches);
    let (diagnostics, sources) = (rules.diagnostics(), &rules.loaded.rules.sources);
    write_all(&args.outputs, args.rules.color, |format, style| match format {
        Format::Json => report::json::faults(&diagnostics, sources),
        Format::Terminal => {
            let told = report::terminal::faults(&diagnostics, sources, style);
            if rules.has_faults() { told } else { format!("{told}{}", fine(&rules)) }
        }
    })?;
    Ok(if rules.has_faults() { Ended::CouldNotRun } else { Ended::Clean })
}

/// What a rule set without faults holds.
fn fine(rules: &RuleSetOnDisk) -> String {
    let set = &rules.loaded.rules;
    let count = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        more => format!("{more} {one}s"),
    };
    let (rules, tables) = (count(set.rules.len(), "regla"), count(set.tables.len(), "tabla"));
    format!(
        "Sin fallas: {rules}, {tables} y {} para la vigencia {}.\n",
        count(set.formats.len(), "formato"),
        set.vigencia
    )
}
