//! The engine's run of a program, held against what the slow evaluator expects.

use std::collections::{BTreeMap, BTreeSet};

use cotejo::engine::finding::{Finding, Outcome as Verdict, RuleCounts, Run};
use cotejo::engine::{Approved, Input, Settings, read_references, run};
use cotejo::ruleset::model::RuleSet;
use cotejo::ruleset::{Files, Inputs, load};
use cotejo::syntax::ast::Phase;
use cotejo::workbook::Limits;
use jiff::civil::Date;

use super::expect::{Expected, expected};
use super::judge::{Failure, Outcome};
use super::program::{Program, Scene, TODAY};
use super::table::{Place, Sheet};
use super::value::{Value, day, fold};

struct Memory(BTreeMap<String, String>);

impl Files for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).map(|text| text.clone().into_bytes()).ok_or_else(|| "no existe".to_owned())
    }
}

/// How a program's rules came out: cumple, incumple, no aplica, exceptuado, no evaluable.
pub(super) type Tally = [usize; 5];

/// What differs, in words; or how often each outcome was agreed on.
pub(super) fn disagreement(program: &Program) -> Result<Tally, String> {
    let rules = loaded(program)?;
    let mut tally = [0; 5];
    for (scene, expected) in program.scenes.iter().zip(expected(program)) {
        let run = engine(&rules, scene)?;
        for rule in expected.into_iter().filter(|rule| !rule.too_large) {
            let counts = of_rule(&rule, &run).map_err(|what| format!("{}: {what}\n{scene:?}", rule.rule))?;
            for (sum, count) in tally.iter_mut().zip(counts) {
                *sum += count;
            }
        }
    }
    Ok(tally)
}

fn loaded(program: &Program) -> Result<RuleSet, String> {
    let files = Memory([("r.cotejo".to_owned(), program.rules.clone())].into());
    let today = Date::constant(TODAY.0, TODAY.1, TODAY.2);
    let loaded = load(&["r.cotejo".to_owned()], &files, &Inputs { parameters: Vec::new(), today });
    if loaded.has_faults() {
        return Err(format!("the checker refuses the rules: {:#?}", loaded.diagnostics));
    }
    Ok(loaded.rules)
}

fn engine(rules: &RuleSet, scene: &Scene) -> Result<Run, String> {
    let files = Memory(scene.tablas.iter().map(|sheet| (sheet.file.clone(), sheet.csv())).collect());
    let reference = read_references(rules, &files, &Limits::default());
    if reference.has_faults() {
        return Err(format!("the tables have faults: {:#?}", reference.diagnostics));
    }
    let input = |sheet: &Sheet| Input { file: sheet.file.clone(), bytes: Ok(sheet.csv().into_bytes()) };
    let plans: Vec<Input> = scene.plans.iter().map(input).collect();
    let approved: Vec<Input> = scene.approved.iter().map(input).collect();
    let settings = Settings {
        phase: Phase::Revision,
        date: Date::constant(TODAY.0, TODAY.1, TODAY.2),
        ruleset_hash: String::new(),
        limits: Limits::default(),
        is_whole: true,
        threads: Some(1),
    };
    Ok(run(rules, &reference.tables, &plans, Some(&Approved::Books(approved)), &settings))
}

fn of_rule(rule: &Expected, run: &Run) -> Result<Tally, String> {
    let counts = run.summary.iter().find(|counts| counts.rule == rule.rule).ok_or("the engine does not count it")?;
    let counts = tally(counts);
    let of = |outcome| rule.checks.iter().filter(|check| check.outcome == outcome).count();
    let wanted =
        [Outcome::Holds, Outcome::Fails, Outcome::NotApplicable, Outcome::Waived, Outcome::NotEvaluable].map(of);
    if counts != wanted {
        let subjects: Vec<_> = rule.checks.iter().map(|check| (check.outcome, plain(&check.subject))).collect();
        let found: Vec<_> = findings(rule, run).map(|found| (found.outcome, &found.subject, &found.message)).collect();
        return Err(format!(
            "cumple, incumple, no aplica, exceptuado, no evaluable: the engine gives {counts:?}, the page {wanted:?}\n\
            expected {subjects:?}\nfound {found:?}"
        ));
    }
    failures(rule, run, Outcome::Fails, Verdict::Fails)?;
    failures(rule, run, Outcome::Waived, Verdict::Waived)?;
    Ok(counts)
}

fn tally(counts: &RuleCounts) -> Tally {
    [counts.holds, counts.fails, counts.not_applicable, counts.waived, counts.not_evaluable]
}

fn findings<'a>(rule: &'a Expected, run: &'a Run) -> impl Iterator<Item = &'a Finding> {
    run.findings.iter().filter(|found| found.rule == rule.rule)
}

/// A failing demand with the subject of its check.
type Failing<'a> = (Vec<(String, String)>, &'a Failure);

/// Each failing demand has its finding, about the same subject and at the same cells.
fn failures(rule: &Expected, run: &Run, outcome: Outcome, verdict: Verdict) -> Result<(), String> {
    let checks = rule.checks.iter().filter(|check| check.outcome == outcome);
    let wanted: Vec<Failing<'_>> =
        checks.flat_map(|check| check.failures.iter().map(|failure| (plain(&check.subject), failure))).collect();
    let found: Vec<&Finding> = findings(rule, run).filter(|found| found.outcome == verdict).collect();
    let mut taken = vec![None; wanted.len()];
    for at in 0..found.len() {
        if !pair(at, &found, &wanted, &mut taken, &mut vec![false; wanted.len()]) {
            let (found, message) = (found[at], &found[at].message);
            let (cells, references) = (cells(found), references(found));
            return Err(format!(
                "no failing demand expects «{message}» about {:?} at {cells:?}, held against {references:?}; \
                expected {wanted:?}",
                found.subject
            ));
        }
    }
    match taken.iter().position(Option::is_none) {
        Some(at) => Err(format!("no finding for {:?}", wanted[at])),
        None => Ok(()),
    }
}

/// Gives a finding a failing demand that it fits, moving others to further ones that they fit as well: rows with the
/// same subject cannot be told apart but by their cells.
fn pair(at: usize, found: &[&Finding], wanted: &[Failing<'_>], taken: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for place in 0..wanted.len() {
        if seen[place] || !expects(&wanted[place], found[at]) {
            continue;
        }
        seen[place] = true;
        if taken[place].is_none_or(|other| pair(other, found, wanted, taken, seen)) {
            taken[place] = Some(at);
            return true;
        }
    }
    false
}

fn expects((subject, failure): &Failing<'_>, found: &Finding) -> bool {
    let told: Vec<(String, String)> = found.subject.iter().map(|(name, value)| (fold(name), value.clone())).collect();
    let is_same_demand = found.rule_span.is_some_and(|span| span.range().start == failure.at);
    is_same_demand && is_about(&told, subject) && fits(failure, &cells(found), &references(found))
}

/// The cells that must be there are, and no others than may be.
fn fits(failure: &Failure, cells: &BTreeSet<Place>, references: &BTreeSet<Place>) -> bool {
    let Some(file) = cells.first().map(|place| &place.file) else { return true };
    if let Some(marked) = &failure.marked {
        // In a group, the rows that matter are enough.
        return cells.is_subset(marked) && (!failure.is_of_one_row || cells == marked);
    }
    let reads = &failure.reads;
    let all: BTreeSet<Place> = reads.certain.union(&reads.possible).cloned().collect();
    // A demand that is about no cell is told at its subject.
    let at_subject = |place: &Place| failure.rows.contains(&(place.file.clone(), place.row));
    if reads.certain.is_empty() && cells.iter().all(at_subject) {
        return true;
    }
    // What it was held against is drawn beside it.
    if !references.is_subset(&all) {
        return false;
    }
    let certain = reads.certain.iter().filter(|place| place.file == *file).all(|place| cells.contains(place));
    certain && cells.is_subset(&all)
}

fn cells(found: &Finding) -> BTreeSet<Place> {
    let Some(place) = &found.place else { return BTreeSet::new() };
    let cell =
        |cell: &cotejo::cell::CellRef| Place { file: place.file.to_string(), row: cell.row, column: cell.column };
    found.cells.iter().map(cell).collect()
}

/// The cells marked in windows of other sheets.
fn references(found: &Finding) -> BTreeSet<Place> {
    let elsewhere = found.windows.iter().filter(|window| Some(&window.place) != found.place.as_ref());
    let marks = elsewhere.flat_map(|window| {
        let rows = window.rows.iter().flat_map(|row| row.marks.iter().map(|mark| (row.row, mark.column)));
        rows.map(|(row, column)| {
            let column = window.columns[column].column;
            Place { file: window.place.file.to_string(), row, column }
        })
    });
    marks.collect()
}

/// Whether a subject is the wanted one; what has no value, and the ordinal of repeats, is not compared.
fn is_about(subject: &[(String, String)], wanted: &[(String, String)]) -> bool {
    let known: Vec<&(String, String)> =
        subject.iter().filter(|(name, _)| wanted.iter().any(|(own, _)| own == name)).collect();
    known.into_iter().eq(wanted)
}

/// «Texts and codes are as in the file, numbers plain with a point, dates ISO.»
fn plain(subject: &[(String, Value)]) -> Vec<(String, String)> {
    subject.iter().map(|(name, value)| (fold(name), shown(value))).collect()
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Code(text) => text.clone(),
        Value::Number(number) => number.shown().unwrap_or_default().replace('.', "").replace(',', "."),
        Value::Day(number) => {
            let all =
                (2024..2030).flat_map(|year| (1..=12).flat_map(move |month| (1..=31).map(move |of| (year, month, of))));
            let found = all.into_iter().find(|(year, month, of)| day(*year, *month, *of) == Some(*number));
            found.map(|(year, month, of)| format!("{year}-{month:02}-{of:02}")).unwrap_or_default()
        }
        Value::Truth(truth) => if *truth { "sí" } else { "no" }.to_owned(),
        Value::Row(..) => panic!("a row is no key"),
    }
}
