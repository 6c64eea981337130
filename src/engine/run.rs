//! The whole run: workbooks are read and judged side by side, and what they give is put in a fixed order.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use crate::ruleset::model::{Rule, RuleSet};
use crate::syntax::ast::Phase;
use crate::table::Table;
use crate::workbook::Limits;

use super::all::{All, Planes, Source, columns_needed};
use super::finding::{BookSummary, Finding, RuleCounts, Run};
use super::index::Indexes;
use super::judge::{Verdicts, in_phase, judge_with};
use super::parts::{book_parts, shared_parts};
use super::reader::{self, Reported};
use super::waivers;
use super::world::{Book, Shared, World};

mod account;
mod approved;
mod doubts;
mod order;
mod pairs;
mod reading;
mod side_by_side;

pub use account::{Account, Clause, Question, RuleHead, account, rule_head};
pub use approved::{Approved, SealedBook, plans_to_seal};
use pairs::{Counterpart, Pairs};
use reading::{Reading, read};

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
    /// Whether the plans are the whole set, and not some of its files: rules over `planes` need all.
    pub is_whole: bool,
    /// How many threads to use; `None`: as many as the machine has processors.
    pub threads: Option<usize>,
}

/// What one workbook gives.
struct BookResult {
    verdicts: Verdicts,
    /// What the reader met, without notes yet.
    read: Vec<Finding>,
    book: BookSummary,
}

/// What every workbook is judged by.
#[derive(Clone, Copy)]
struct Basis<'a> {
    shared: Shared<'a>,
    pairs: &'a Pairs<'a>,
    phase: Phase,
}

/// Reads the workbooks and judges them by the rules of a phase. `tables` are parallel to the rule set's. `approved` are
/// the approved versions; a plan is paired with the one of the same identity, or else of the same file name. The result
/// depends neither on the order of the inputs nor on the number of threads.
pub fn run(
    rules: &RuleSet,
    tables: &[Table],
    plans: &[Input],
    approved: Option<&Approved>,
    settings: &Settings,
) -> Run {
    with_threads(settings.threads, || judge_all(rules, tables, plans, approved, settings))
}

/// Works with so many threads; `None`: with as many as the machine has processors.
fn with_threads<T: Send>(threads: Option<usize>, work: impl Fn() -> T + Send) -> T {
    match ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).build() {
        Ok(threads) => threads.install(work),
        // Without threads of its own the run uses rayon's, or none at all; the result is the same.
        Err(_) => work(),
    }
}

fn judge_all(
    rules: &RuleSet,
    tables: &[Table],
    plans: &[Input],
    approved: Option<&Approved>,
    settings: &Settings,
) -> Run {
    let indexes = Indexes::default();
    let parts = shared_parts(rules, tables, None);
    let shared = Shared { rules, tables, indexes: &indexes, planes: &Planes::Partial, parts: &parts };
    let approved = approved::readings(shared, approved, &settings.limits);
    let basis = Basis { shared, pairs: &Pairs::new(&approved), phase: settings.phase };
    let readers: Vec<&Rule> = in_phase(rules, settings.phase).filter(|rule| rule.reads_all).collect();
    let together = settings.is_whole && !readers.is_empty();
    let judge = if together { judge_together } else { judge_apart };
    let mut judged = judge(basis, &sorted(plans), settings);
    // A waiver may be for a workbook that is not here, or that could not be read.
    let is_whole = settings.is_whole && judged.books.iter().all(|book| book.format.is_some());
    judged.findings.extend(waivers::remarks(rules, settings.phase, &judged.waivers, is_whole));
    judged.findings.extend(approved::findings(&approved));
    doubts::give_way(&mut judged.findings);
    let names = in_phase(rules, settings.phase).map(|rule| rule.name.as_str());
    order::arrange(&mut judged.findings, &judged.books, names);
    Run {
        vigencia: rules.vigencia,
        entity: rules.entity.clone(),
        ruleset_hash: settings.ruleset_hash.clone(),
        phase: settings.phase,
        date: settings.date,
        books: judged.books,
        summary: judged.counts,
        partial: readers.iter().filter(|_| !settings.is_whole).map(|rule| rule.name.clone()).collect(),
        findings: judged.findings,
    }
}

/// What all workbooks give.
struct Results {
    books: Vec<BookSummary>,
    counts: Vec<RuleCounts>,
    findings: Vec<Finding>,
    /// The waivers that covered a failed check; indices into the rule set's.
    waivers: BTreeSet<usize>,
}

/// A workbook's rows are let go as soon as it is judged: a folder may hold many large ones.
fn judge_apart(basis: Basis<'_>, plans: &[&Input], settings: &Settings) -> Results {
    let judged = |input: &Input| {
        let reading = read(basis.shared, input, &settings.limits);
        let findings = read_findings(basis, &reading);
        let reported = Reported::new(&findings);
        let mut result = judge_book(basis, &reading, findings, &reported);
        reader::annotate(&mut result.read, std::mem::take(&mut result.verdicts.told));
        result
    };
    let results = side_by_side::map(plans, &settings.limits, judged);
    let once = judge_with(&World::new(basis.shared, None), &mut [], &Reported::default(), basis.phase);
    collected(once, results)
}

/// All workbooks are read before the first is judged, as there are rules that see them all.
fn judge_together(basis: Basis<'_>, plans: &[&Input], settings: &Settings) -> Results {
    let limits = &settings.limits;
    let mut cells = 0;
    let keep = |reading: Reading| reading.kept(&mut cells, limits.kept_cells);
    let readings = side_by_side::map_keeping(plans, limits, |input| read(basis.shared, input, limits), keep);
    let planes = planes(basis, &readings);
    let parts = shared_parts(basis.shared.rules, basis.shared.tables, planes.table());
    let basis = Basis { shared: Shared { planes: &planes, parts: &parts, ..basis.shared }, ..basis };
    let findings: Vec<Vec<Finding>> = readings.par_iter().map(|reading| read_findings(basis, reading)).collect();
    let reported = Reported::new(findings.iter().flatten());
    let judged = |(reading, findings)| judge_book(basis, reading, findings, &reported);
    let results: Vec<BookResult> = readings.par_iter().zip(findings).map(judged).collect();
    let once = judge_with(&World::new(basis.shared, None), &mut [], &reported, basis.phase);
    collected(once, results)
}

/// The plans of all workbooks, or the files that keep them from being all.
fn planes<'a>(basis: Basis<'a>, readings: &'a [Reading]) -> Planes<'a> {
    let rules = basis.shared.rules;
    let refused: Vec<Arc<str>> =
        readings.iter().filter(|reading| reading.plan.is_none()).map(|reading| Arc::clone(&reading.file)).collect();
    if !refused.is_empty() {
        return Planes::Refused(refused);
    }
    let readers = in_phase(rules, basis.phase).filter(|rule| rule.reads_all);
    let plan = |reading: &'a Reading| {
        let plan = reading.plan.as_ref()?;
        let format = rules.formats.get(plan.format)?;
        Some((Source { identity: reading.identity().into(), format }, &plan.table))
    };
    let plans: Vec<(Source<'a>, &Table)> = readings.iter().filter_map(plan).collect();
    Planes::Whole(All::new(&plans, &columns_needed(rules, readers)))
}

/// Puts together what the rules that run once found and what each workbook gave.
fn collected(once: Verdicts, results: Vec<BookResult>) -> Results {
    let Verdicts { counts, waivers, mut told, findings: mut found } = once;
    let mut all = Results { books: Vec::new(), counts, findings: Vec::new(), waivers };
    for BookResult { verdicts, read, book } in results {
        add_counts(&mut all.counts, &verdicts.counts);
        reader::add_told(&mut told, verdicts.told);
        all.findings.extend(read);
        all.books.push(book);
        all.waivers.extend(verdicts.waivers);
        found.extend(verdicts.findings);
    }
    reader::annotate(&mut all.findings, told);
    all.findings.extend(found);
    all
}

fn sorted(inputs: &[Input]) -> Vec<&Input> {
    let mut inputs: Vec<&Input> = inputs.iter().collect();
    inputs.sort_by(|a, b| a.file.cmp(&b.file));
    inputs
}

/// What the reader met in a workbook, each finding with the row that it is about.
fn read_findings(basis: Basis<'_>, reading: &Reading) -> Vec<Finding> {
    let mut findings = reading.findings();
    if let Some(plan) = &reading.plan {
        let book = reading.book(basis.shared.rules, plan);
        reader::name_rows(&mut findings, &World::new(basis.shared, Some(book)));
    }
    findings
}

fn judge_book(basis: Basis<'_>, reading: &Reading, mut read: Vec<Finding>, reported: &Reported) -> BookResult {
    let rules = basis.shared.rules;
    let book = reading.summary(rules);
    let Some(plan) = &reading.plan else { return BookResult { verdicts: Verdicts::default(), read, book } };
    let counterpart = basis.pairs.of(reading, plan);
    if let Counterpart::Ambiguous(diagnostic) = &counterpart {
        read.push(reader::finding((**diagnostic).clone(), &reading.file, &reading.identity()));
    }
    let approved = counterpart.one();
    let seen = reading.paired(rules, plan, approved);
    let parts = book_parts(rules, &seen, plan, approved);
    let seen = Book { parts: &parts, ..seen };
    let verdicts = judge_with(&World::new(basis.shared, Some(seen)), &mut read, reported, basis.phase);
    BookResult { verdicts, read, book }
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

#[cfg(test)]
mod tests;
