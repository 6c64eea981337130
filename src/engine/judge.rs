//! Rules over tables that have been read: counts and findings, in the rule set's order.

use std::collections::HashMap;

use crate::ruleset::model::{Format, GroupKey, Rule, RuleSet, SubjectKind, TableRef};
use crate::ruleset::walk::columns_read;
use crate::syntax::ast::Phase;
use crate::table::Table;
use crate::value::Value;

use super::eval::{Evaluator, Frame};
use super::finding::{Finding, RuleCounts};
use super::gap::{Evaluated, Gap};
use super::index::Indexes;
use super::peers::Peers;
use super::reader::{self, Reported};
use super::site::Site;
use super::unjudged::Unjudged;
use super::world::{Book, Shared, World};
use super::{explain, kernel};

/// How many failed checks of one rule are told one by one in a workbook; a hostile one could fail a million.
const MOST_FINDINGS: usize = 5_000;

/// What judging gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// One count a rule of the phase, in the rule set's order.
    pub counts: Vec<RuleCounts>,
    /// What the reader met, with notes, and then what the rules found, in their order.
    pub findings: Vec<Finding>,
}

/// How one check came out.
enum Verdict {
    Holds,
    NotApplicable,
    /// Which demands do not hold.
    Fails(Vec<usize>),
    NotEvaluable(Gap),
}

/// Judges the rules of a phase: with a workbook those that run once a workbook, without one those that run once a run.
/// `tables` are parallel to the rule set's; `read` is what the reader met in the workbook.
pub fn judge(rules: &RuleSet, tables: &[Table], book: Option<Book<'_>>, read: Vec<Finding>, phase: Phase) -> Judged {
    let shared = Shared { rules, tables, indexes: &Indexes::default(), all: None, parts: &[] };
    judge_with(&World::new(shared, book), read, phase)
}

/// As [`judge`], in a world.
pub(super) fn judge_with(world: &World<'_>, mut read: Vec<Finding>, phase: Phase) -> Judged {
    let reported = Reported::new(&read);
    let mut told = reader::Told::new();
    let mut counts = Vec::new();
    let mut found = Vec::new();
    let mut unpaired = Vec::new();
    for rule in in_phase(world.rules, phase) {
        let mut tally = Tally::new(rule);
        world.begin_rule();
        if lacks_approved(world, rule) {
            tally.counts.not_evaluable += 1;
            unpaired.push(rule);
        } else if rule.per_book == world.book.is_some() {
            tally.judge(world, rule, &reported);
        }
        for (lack, checks) in tally.unjudged.told {
            told.entry(lack).or_default().push((rule.name.clone(), rule.severity, checks));
        }
        counts.push(tally.counts);
        found.extend(tally.findings);
    }
    reader::annotate(&mut read, told);
    let unpaired = reader::without_approved(&mut read, world, &unpaired);
    read.extend(unpaired);
    read.extend(found);
    Judged { counts, findings: read }
}

/// The rules that are judged in a phase.
pub(super) fn in_phase(rules: &RuleSet, phase: Phase) -> impl Iterator<Item = &Rule> {
    rules.rules.iter().filter(move |rule| rule.phases.is_empty() || rule.phases.contains(&phase))
}

/// Which rows of a plan its format's `omite donde` leaves out; a row that it cannot judge stays.
pub fn omits(rules: &RuleSet, format: &Format, plan: &Table, tables: &[Table]) -> Vec<bool> {
    let shared = Shared { rules, tables, indexes: &Indexes::default(), all: None, parts: &[] };
    let world = World::new(shared, Some(Book::alone(plan, format)));
    let omitted = |row| {
        let mut evaluator = Evaluator::new(&world, Frame::Row(TableRef::Plan, row));
        kernel::any(format.omits.iter().map(|omit| evaluator.truth(omit))) == Ok(true)
    };
    (0..plan.rows.len()).map(omitted).collect()
}

/// The results of one rule.
struct Tally {
    counts: RuleCounts,
    findings: Vec<Finding>,
    unjudged: Unjudged,
    /// Failed checks beyond [`MOST_FINDINGS`], or that would take too long to tell of.
    untold: usize,
}

impl Tally {
    fn new(rule: &Rule) -> Self {
        let counts = RuleCounts { rule: rule.name.clone(), title: rule.title.clone(), ..RuleCounts::default() };
        Tally { counts, findings: Vec::new(), unjudged: Unjudged::default(), untold: 0 }
    }

    fn judge(&mut self, world: &World<'_>, rule: &Rule, reported: &Reported) {
        let nothing = Peers::new(rule.subject.table, Vec::new());
        let means = Site { world, rule, peers: &nothing };
        if let Some(message) = lacks_means(world, rule) {
            self.counts.not_evaluable += 1;
            self.findings.push(means.finding("medios", message));
            return;
        }
        let (rows, open) = select(world, rule);
        let peers = Peers::new(rule.subject.table, rows);
        let site = Site { world, rule, peers: &peers };
        match &rule.subject.kind {
            SubjectKind::Rows => self.rows(site, &open, reported),
            SubjectKind::Groups(keys) => self.groups(site, keys, open, reported),
            SubjectKind::Whole => self.whole(site, open, reported),
        }
        self.findings.extend(explain::rest(site, self.untold));
        self.findings.extend(self.unjudged.findings(site));
    }

    fn rows(&mut self, site: Site<'_>, open: &[(usize, Gap)], reported: &Reported) {
        let table = site.peers.table;
        for row in &site.peers.rows {
            self.check(site, Frame::Row(table, *row), reported);
        }
        for (row, gap) in open {
            self.counts.not_evaluable += 1;
            self.unjudged.add(site, reported, Frame::Row(table, *row), gap);
        }
    }

    fn groups(&mut self, site: Site<'_>, keys: &[GroupKey], mut open: Vec<(usize, Gap)>, reported: &Reported) {
        let (groups, keyless) = group(site, keys);
        for (keys, rows) in &groups {
            self.check(site, Frame::Group(site.peers.table, keys, rows), reported);
        }
        open.extend(keyless);
        self.counts.not_evaluable += usize::from(!open.is_empty());
        for (row, gap) in &open {
            self.unjudged.add_apart(site, reported, *row, gap);
        }
    }

    /// A table whose rows are not all known cannot be judged as a whole.
    fn whole(&mut self, site: Site<'_>, open: Vec<(usize, Gap)>, reported: &Reported) {
        let frame = Frame::Whole(site.peers.table, &site.peers.rows);
        match open.first() {
            None => self.check(site, frame, reported),
            Some((_, gap)) => {
                self.counts.not_evaluable += 1;
                self.unjudged.add(site, reported, frame, gap);
            }
        }
    }

    fn check<'a>(&mut self, site: Site<'a>, frame: Frame<'a>, reported: &Reported) {
        match verdict(&mut site.evaluator(frame), site.rule) {
            Verdict::Holds => self.counts.holds += 1,
            Verdict::NotApplicable => self.counts.not_applicable += 1,
            Verdict::Fails(_) if self.findings.len() >= MOST_FINDINGS || site.world.must_be_brief() => {
                self.counts.fails += 1;
                self.untold += 1;
            }
            Verdict::Fails(demands) => {
                self.counts.fails += 1;
                let failed = demands.iter().filter_map(|number| Some((*number, site.rule.demands.get(*number)?)));
                self.findings.extend(failed.map(|(number, demand)| explain::finding(site, frame, number, demand)));
            }
            Verdict::NotEvaluable(gap) => {
                self.counts.not_evaluable += 1;
                self.unjudged.add(site, reported, frame, &gap);
            }
        }
    }
}

/// `cuando` first; then the demands' three-valued `y`.
fn verdict(evaluator: &mut Evaluator<'_>, rule: &Rule) -> Verdict {
    match kernel::all(rule.conditions.iter().map(|condition| evaluator.truth(condition))) {
        Ok(true) => {}
        Ok(false) => return Verdict::NotApplicable,
        Err(gap) => return Verdict::NotEvaluable(gap),
    }
    let demands: Vec<Evaluated<bool>> = rule.demands.iter().map(|demand| evaluator.truth(&demand.condition)).collect();
    let failed = |(number, verdict): (usize, &Evaluated<bool>)| (*verdict == Ok(false)).then_some(number);
    let fails: Vec<usize> = demands.iter().enumerate().filter_map(failed).collect();
    match kernel::all(demands) {
        Ok(true) => Verdict::Holds,
        Ok(false) => Verdict::Fails(fails),
        Err(gap) => Verdict::NotEvaluable(gap),
    }
}

/// The rows that a rule goes over, and those for which its `donde` cannot be judged.
fn select(world: &World<'_>, rule: &Rule) -> (Vec<usize>, Vec<(usize, Gap)>) {
    let table = rule.subject.table;
    let all = world.table(table).map_or(0, |table| table.rows.len());
    let Some(filter) = &rule.subject.filter else { return ((0..all).collect(), Vec::new()) };
    let (mut rows, mut open) = (Vec::new(), Vec::new());
    for row in 0..all {
        match Evaluator::of_rule(world, rule, None, Frame::Row(table, row)).truth(filter) {
            Ok(true) => rows.push(row),
            Ok(false) => {}
            Err(gap) => open.push((row, gap)),
        }
    }
    (rows, open)
}

type Group = (Vec<Value>, Vec<usize>);

/// The groups in the order in which their keys first appear, and the rows without a key.
fn group(site: Site<'_>, keys: &[GroupKey]) -> (Vec<Group>, Vec<(usize, Gap)>) {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<Vec<Value>, usize> = HashMap::new();
    let mut keyless = Vec::new();
    for row in &site.peers.rows {
        let mut evaluator = site.evaluator(Frame::Row(site.peers.table, *row));
        match keys.iter().map(|key| evaluator.value(&key.expr)).collect::<Evaluated<Vec<Value>>>() {
            Err(gap) => keyless.push((*row, gap)),
            Ok(values) => {
                let at = *known.entry(values.clone()).or_insert_with(|| {
                    groups.push((values, Vec::new()));
                    groups.len() - 1
                });
                if let Some((_, rows)) = groups.get_mut(at) {
                    rows.push(*row);
                }
            }
        }
    }
    (groups, keyless)
}

/// Whether a workbook has no approved version, and the rule reads it.
fn lacks_approved(world: &World<'_>, rule: &Rule) -> bool {
    rule.reads_approved && world.book.is_some_and(|book| book.approved.is_none())
}

/// Why a workbook gives no means to judge a rule at all: its format lacks a column.
fn lacks_means(world: &World<'_>, rule: &Rule) -> Option<String> {
    let name = &rule.name;
    let missing = |(table, column)| {
        let format = world.format(table)?;
        (!format.has(column)).then(|| (format.title(), world.caption(table, column)))
    };
    let (format, caption) = columns_read(world.rules, rule).into_iter().find_map(missing)?;
    Some(format!("«{name}» quedó sin evaluar: el formato {format} no tiene «{caption}»"))
}
