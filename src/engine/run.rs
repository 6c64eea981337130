//! The whole run: workbooks are read and judged side by side, and what they give is put in a fixed order.

use std::sync::Arc;

use jiff::civil::Date;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::layout::{self, Plan};
use crate::ruleset::model::{Expr, Format, RuleSet};
use crate::syntax::ast::Phase;
use crate::table::Table;
use crate::workbook::{self, Limits};

use super::finding::{BookSummary, Finding, RuleCounts, Run};
use super::index::Indexes;
use super::judge::{Judged, first_holding, in_phase, judge_with};
use super::parts::{book_parts, shared_parts};
use super::world::{Book, Shared, World};
use super::{reader, subject, waivers};

mod order;
mod pairs;

use pairs::{Counterpart, Pairs};

/// A file as it was given.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its path as the user gave it, with `/` between its parts.
    pub file: String,
    /// What it holds; or why it could not be read, in Spanish.
    pub bytes: Result<Vec<u8>, String>,
}

/// What a run depends on apart from rules and files.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The phase.
    pub phase: Phase,
    /// The day of the run.
    pub date: Date,
    /// BLAKE3 of the rule set, in hexadecimal.
    pub ruleset_hash: String,
    /// What a workbook may hold.
    pub limits: Limits,
    /// How many threads to use; `None`: as many as the machine has processors.
    pub threads: Option<usize>,
}

/// A workbook once it is read.
struct Reading {
    file: Arc<str>,
    hash: String,
    /// `None`: it was refused.
    plan: Option<Plan>,
    diagnostics: Vec<Diagnostic>,
}

/// What every workbook is judged by.
#[derive(Clone, Copy)]
struct Basis<'a> {
    shared: Shared<'a>,
    phase: Phase,
}

/// Reads the workbooks and judges them by the rules of a phase. `tables` are parallel to the rule set's. `approved` are
/// the approved versions; a plan is paired with the one of the same identity, or else of the same file name. The result
/// depends neither on the order of the inputs nor on the number of threads.
pub fn run(rules: &RuleSet, tables: &[Table], plans: &[Input], approved: Option<&[Input]>, settings: &Settings) -> Run {
    let judge = || judge_all(rules, tables, plans, approved, settings);
    match ThreadPoolBuilder::new().num_threads(settings.threads.unwrap_or(0)).build() {
        Ok(threads) => threads.install(judge),
        // Without threads of its own the run uses rayon's, or none at all; the result is the same.
        Err(_) => judge(),
    }
}

fn judge_all(
    rules: &RuleSet,
    tables: &[Table],
    plans: &[Input],
    approved: Option<&[Input]>,
    settings: &Settings,
) -> Run {
    let indexes = Indexes::default();
    let parts = shared_parts(rules, tables, None);
    let shared = Shared { rules, tables, indexes: &indexes, all: None, parts: &parts };
    let basis = Basis { shared, phase: settings.phase };
    let approved = sorted(approved.unwrap_or_default());
    let approved: Vec<Reading> = approved.par_iter().map(|input| read(basis, input, &settings.limits)).collect();
    let pairs = Pairs::new(&approved);
    // A workbook's rows are let go as soon as it is judged: a folder may hold many large ones.
    let judged = |input: &&Input| {
        let reading = read(basis, input, &settings.limits);
        (judge_book(basis, &reading, &pairs), summarize(rules, &reading))
    };
    let (results, books): (Vec<Judged>, Vec<BookSummary>) = sorted(plans).par_iter().map(judged).unzip();
    let once = judge_with(&World::new(shared, None), Vec::new(), settings.phase);
    let refused = approved.iter().filter(|reading| reading.plan.is_none()).flat_map(read_findings);
    let mut summary = once.counts;
    let mut findings: Vec<Finding> = once.findings.into_iter().chain(refused).collect();
    let mut used = once.waivers;
    for result in results {
        add_counts(&mut summary, &result.counts);
        findings.extend(result.findings);
        used.extend(result.waivers);
    }
    findings.extend(waivers::remarks(rules, settings.phase, &used));
    order::arrange(&mut findings, &books, in_phase(rules, settings.phase).map(|rule| rule.name.as_str()));
    Run {
        vigencia: rules.vigencia,
        entity: rules.entity.clone(),
        ruleset_hash: settings.ruleset_hash.clone(),
        phase: settings.phase,
        date: settings.date,
        books,
        summary,
        findings,
    }
}

fn sorted(inputs: &[Input]) -> Vec<&Input> {
    let mut inputs: Vec<&Input> = inputs.iter().collect();
    inputs.sort_by(|a, b| a.file.cmp(&b.file));
    inputs
}

fn read(basis: Basis<'_>, input: &Input, limits: &Limits) -> Reading {
    let file: Arc<str> = input.file.as_str().into();
    match &input.bytes {
        Ok(bytes) => read_bytes(basis, file, bytes, limits),
        Err(why) => {
            let hash = blake3::hash(&[]).to_hex().to_string();
            Reading { hash, plan: None, diagnostics: vec![unreadable(&file, why)], file }
        }
    }
}

/// A file that cannot be opened costs the others nothing: it is a finding like that of a refused workbook.
fn unreadable(file: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::BookUnreadable, format!("el archivo no se puede abrir: {why}"))
        .in_file(file)
        .help("revise que el archivo no esté abierto en otro programa y que usted tenga permiso para leerlo")
}

fn read_bytes(basis: Basis<'_>, file: Arc<str>, bytes: &[u8], limits: &Limits) -> Reading {
    let Shared { rules, tables, .. } = basis.shared;
    let wanted = |sheet: &str| layout::wanted_sheet(rules, sheet);
    let holding =
        |format: &Format, conditions: &[&Expr], plan: &Table| first_holding(rules, (format, plan), conditions, tables);
    let (book, mut diagnostics) = workbook::read(&file, bytes, &wanted, limits);
    let mut plan = None;
    if let Some(book) = book {
        let (read, told) = layout::read_plan(&book, &file, rules, &holding);
        diagnostics.extend(told);
        plan = read;
    }
    if let Some(plan) = &plan {
        let schema = rules.formats.get(plan.format).map_or(&rules.plan, |format| &format.schema);
        let strays = layout::check_references(&plan.table, schema, tables, &rules.tables, Code::Reference);
        diagnostics.extend(strays);
    }
    let hash = blake3::hash(bytes).to_hex().to_string();
    Reading { file, hash, plan, diagnostics }
}

fn judge_book(basis: Basis<'_>, reading: &Reading, pairs: &Pairs<'_>) -> Judged {
    let mut findings = read_findings(reading);
    let Some(plan) = &reading.plan else { return Judged { findings, ..Judged::default() } };
    let counterpart = pairs.of(reading, plan);
    if let Counterpart::Ambiguous(diagnostic) = &counterpart {
        findings.push(reader::finding(diagnostic.clone(), &reading.file, &identity(reading)));
    }
    let approved = match counterpart {
        Counterpart::One(approved) => Some(approved),
        Counterpart::None | Counterpart::Ambiguous(_) => None,
    };
    let parts = book_parts(basis.shared.rules, plan, approved);
    let book = Book {
        parts: &parts,
        approved: approved.map(|approved| &approved.table),
        approved_format: approved.and_then(|approved| basis.shared.rules.formats.get(approved.format)),
        ..book(basis.shared.rules, reading, plan)
    };
    let world = World::new(basis.shared, Some(book));
    reader::name_rows(&mut findings, &world);
    judge_with(&world, findings, basis.phase)
}

fn book<'a>(rules: &'a RuleSet, reading: &'a Reading, plan: &'a Plan) -> Book<'a> {
    Book {
        file: &reading.file,
        plan: &plan.table,
        format: rules.formats.get(plan.format),
        identity: &plan.identity,
        approved: None,
        approved_format: None,
        parts: &[],
    }
}

fn read_findings(reading: &Reading) -> Vec<Finding> {
    let identity = identity(reading);
    let found = reading.diagnostics.iter().cloned();
    found.map(|diagnostic| reader::finding(diagnostic, &reading.file, &identity)).collect()
}

/// What tells the workbook from others from run to run.
fn identity(reading: &Reading) -> String {
    let values = reading.plan.as_ref().map_or(&[][..], |plan| &plan.identity);
    subject::identity_of(&reading.file, values)
}

/// Adds one workbook's counts to those of the run, which stand in the same order.
fn add_counts(summary: &mut [RuleCounts], counts: &[RuleCounts]) {
    for (total, more) in summary.iter_mut().zip(counts) {
        total.holds += more.holds;
        total.fails += more.fails;
        total.not_applicable += more.not_applicable;
        total.waived += more.waived;
        total.not_evaluable += more.not_evaluable;
    }
}

fn summarize(rules: &RuleSet, reading: &Reading) -> BookSummary {
    let plan = reading.plan.as_ref();
    BookSummary {
        file: Arc::clone(&reading.file),
        format: plan.and_then(|plan| rules.formats.get(plan.format)).map(Format::title),
        sheets: plan.map(|plan| plan.sheets.clone()).unwrap_or_default(),
        rows: plan.map_or(0, |plan| plan.table.rows.len()),
        hash: reading.hash.clone(),
    }
}

#[cfg(test)]
mod tests;
