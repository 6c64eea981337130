//! `cotejo comprobar`: a rule set alone.

use crate::report;

use super::args::{Comprobar, Format};
use super::output::{style, write_all};
use super::rules::RuleSetOnDisk;
use super::{Ended, complain};

/// Tells every fault of a rule set; no workbook is read.
pub(super) fn run(args: &Comprobar) -> Ended {
    match checked(args) {
        Ok(ended) => ended,
        Err(why) => {
            complain(&why);
            Ended::CouldNotRun
        }
    }
}

fn checked(args: &Comprobar) -> Result<Ended, String> {
    let rules = RuleSetOnDisk::read(&args.rules)?;
    let (diagnostics, sources) = (rules.diagnostics(), &rules.loaded.rules.sources);
    let style = style(args.rules.color);
    write_all(&args.outputs, |format, on_terminal| match format {
        Format::Json => report::json::faults(&diagnostics, sources),
        Format::Terminal => {
            let style = if on_terminal { style } else { style.plain() };
            let told = report::terminal::faults(&diagnostics, sources, &style);
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
