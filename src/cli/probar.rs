//! `cotejo probar`: the pruebas of a rule set.

use crate::engine::pruebas::{self, Tested};
use crate::report;
use crate::report::pruebas::Report;

use super::Ended;
use super::args::{Format, Probar};
use super::output::{write_all, write_faults};
use super::rules::load_rules;

/// Runs the pruebas of a rule set; no workbook and no table is read. `Err` says why it could not run.
pub(super) fn run(args: &Probar) -> Result<Ended, String> {
    let (loaded, _) = load_rules(&args.rules)?;
    let sources = &loaded.rules.sources;
    if loaded.has_faults() {
        write_faults(&args.outputs, args.rules.color, &loaded.diagnostics, sources)?;
        return Ok(Ended::CouldNotRun);
    }
    let tested = pruebas::run(&loaded.rules);
    let coverage = args.cobertura.then(|| pruebas::coverage(&loaded.rules));
    let mutants = args.mutantes.then(|| pruebas::mutants(&loaded.rules));
    let all = Report { tested: &tested, coverage: coverage.as_ref(), mutants: mutants.as_ref() };
    write_all(&args.outputs, args.rules.color, |format, style| match format {
        Format::Json => report::json::tested(&all, sources),
        Format::Terminal => report::pruebas::tested(&all, sources, style),
    })?;
    Ok(ended(&tested))
}

fn ended(tested: &Tested) -> Ended {
    let fails = tested.outcomes.iter().any(|outcome| !outcome.failures.is_empty());
    if fails { Ended::WithErrors } else { Ended::Clean }
}
