//! `cotejo revisar`: workbooks against a rule set.

use std::path::PathBuf;

use crate::diagnostic::Severity;
use crate::engine::finding::{Outcome, Run};
use crate::engine::{Approved, Input, Settings};
use crate::report;
use crate::syntax::ast::Phase;
use crate::text::{enumerate, first_few};

use super::args::{Format, Revisar};
use super::disk::{Found, is_folder, workbooks};
use super::output::{write_all, write_faults};
use super::rules::{RuleSetOnDisk, Switches};
use super::seals::approved;
use super::{Ended, complain};

/// Most names of skipped files that are told.
const SKIPPED_SHOWN: usize = 5;

/// Reviews the workbooks and writes the outputs. `Err` says why it could not run.
pub(super) fn run(args: &Revisar, switches: &Switches) -> Result<Ended, String> {
    let mut rules = RuleSetOnDisk::read(&args.rules)?;
    rules.analyze_errors(switches);
    let sources = &rules.loaded.rules.sources;
    let faults = rules.diagnostics();
    if rules.has_faults() {
        write_faults(&args.outputs, args.rules.color, &faults, sources)?;
        return Ok(Ended::CouldNotRun);
    }
    let plans = plans(&args.planes)?;
    let approved = args.aprobados.as_deref().map(approved).transpose()?;
    if approved.is_some() && !reads_approved(&rules, phase(args)) {
        complain(&format!(
            "ninguna regla de la fase {} compara con lo aprobado, así que «--aprobados» no cambia nada; ¿faltó «--fase modificación»?",
            phase(args).word()
        ));
    }
    let run = judge(args, &rules, &plans, approved.as_ref());
    write_all(&args.outputs, args.rules.color, |format, style| match format {
        Format::Json => report::json::run(&run, sources),
        Format::Terminal => report::terminal::findings(&run, sources, style),
    })?;
    Ok(ended(&run))
}

/// The phase of the run; a review unless another is named.
fn phase(args: &Revisar) -> Phase {
    args.fase.unwrap_or(Phase::Revision)
}

/// Whether a rule of a phase compares plans with their approved versions.
fn reads_approved(rules: &RuleSetOnDisk, phase: Phase) -> bool {
    let in_phase = |phases: &[Phase]| phases.is_empty() || phases.contains(&phase);
    rules.loaded.rules.rules.iter().any(|rule| rule.reads_approved && in_phase(&rule.phases))
}

/// The workbooks that were named; `Err` where there are none.
pub(super) fn plans(paths: &[PathBuf]) -> Result<Vec<Input>, String> {
    if paths.is_empty() {
        return Err(
            "faltan los planes: indique libros o carpetas, o «planes = [\"CARPETA\"]» en cotejo.toml".to_owned()
        );
    }
    let found = workbooks(paths)?;
    tell_skipped(&found);
    if found.books.is_empty() {
        return Err("no hay ningún libro que revisar en lo que se indicó".to_owned());
    }
    Ok(found.books)
}

/// Nothing in a folder is passed over in silence.
pub(super) fn tell_skipped(found: &Found) {
    if found.skipped.is_empty() {
        return;
    }
    let names = first_few(found.skipped.iter().map(|name| format!("«{name}»")), SKIPPED_SHOWN);
    complain(&format!(
        "no se leyó lo que no es un libro por su extensión, ni las carpetas que son enlaces: {}",
        enumerate(&names)
    ));
}

fn judge(args: &Revisar, rules: &RuleSetOnDisk, plans: &[Input], approved: Option<&Approved>) -> Run {
    let settings = Settings {
        phase: phase(args),
        date: rules.today,
        ruleset_hash: rules.reference.hash.clone(),
        limits: args.rules.limits(),
        is_whole: args.is_whole || args.planes.iter().all(|path| is_folder(path)),
        threads: args.hilos,
    };
    crate::engine::run(&rules.loaded.rules, &rules.reference.tables, plans, approved, &settings)
}

/// An error that fails or cannot be judged fails the run; what an excepción covers does not.
fn ended(run: &Run) -> Ended {
    let fails = run.findings.iter().any(|finding| {
        finding.severity == Severity::Error && matches!(finding.outcome, Outcome::Fails | Outcome::NotEvaluable)
    });
    if fails { Ended::WithErrors } else { Ended::Clean }
}
