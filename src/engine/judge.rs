//! Rules over tables that have been read: counts and findings, in the rule set's order.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::decimal::Decimal;
use crate::ruleset::model::{ColumnId, Expr, Format, GroupKey, Rule, RuleSet, SubjectKind, TableRef};
use crate::ruleset::walk::{columns_read, tables_read};
use crate::syntax::ast::Phase;
use crate::table::Table;
use crate::value::Value;

use super::all::{Hindrance, Planes, hindrance};
use super::eval::{Evaluator, Frame};
use super::finding::{Finding, Outcome, RuleCounts};
use super::gap::{Evaluated, Gap};
use super::index::Indexes;
use super::parts::{most_rows, shared_parts};
use super::peers::Peers;
use super::reader::{self, Reported, Told};
use super::site::Site;
use super::unjudged::Unjudged;
use super::waivers::{self, Cover};
use super::world::{Book, Shared, World};
use super::{explain, kernel};

/// How many failed checks of one rule are told one by one in a workbook; a hostile one could fail a million.
const MOST_FINDINGS: usize = 5_000;

/// What judging gives.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Judged {
    /// One count a rule of the phase, in the rule set's order.
    pub counts: Vec<RuleCounts>,
    /// What the reader met, with notes, and then what the rules found, in their order.
    pub findings: Vec<Finding>,
    /// The waivers that covered a failed check; indices into the rule set's.
    pub waivers: BTreeSet<usize>,
}

/// What judging gives before what the reader met has its notes.
#[derive(Default)]
pub(super) struct Verdicts {
    /// One count a rule of the phase, in the rule set's order.
    pub(super) counts: Vec<RuleCounts>,
    /// What the rules found, in their order.
    pub(super) findings: Vec<Finding>,
    /// The checks that lacks which the reader has told of left without a verdict.
    pub(super) told: Told,
    /// The waivers that covered a failed check; indices into the rule set's.
    pub(super) waivers: BTreeSet<usize>,
}

/// How one check came out.
pub(super) enum Verdict {
    /// It holds.
    Holds,
    /// Its `cuando` does not hold.
    NotApplicable,
    /// Which demands do not hold.
    Fails(Vec<usize>),
    /// There is none, for a reason.
    NotEvaluable(Gap),
}

/// Judges the rules of a phase: with a workbook those that run once a workbook, without one those that run once a run.
/// `tables` are parallel to the rule set's; `read` is what the reader met in the workbook.
pub fn judge(rules: &RuleSet, tables: &[Table], book: Option<Book<'_>>, read: Vec<Finding>, phase: Phase) -> Judged {
    let parts = shared_parts(rules, tables, None);
    let shared = Shared { rules, tables, indexes: &Indexes::default(), planes: &Planes::Partial, parts: &parts };
    let mut findings = read;
    let reported = Reported::new(&findings);
    let verdicts = judge_with(&World::new(shared, book), &mut findings, &reported, phase);
    reader::annotate(&mut findings, verdicts.told);
    findings.extend(verdicts.findings);
    Judged { counts: verdicts.counts, findings, waivers: verdicts.waivers }
}

/// Judges in a world; `read` is what the reader met in its workbook, `reported` what it told of in all that rules see.
pub(super) fn judge_with(world: &World<'_>, read: &mut [Finding], reported: &Reported, phase: Phase) -> Verdicts {
    let mut verdicts = Verdicts::default();
    let (mut unpaired, mut incomplete) = (Vec::new(), Vec::new());
    for rule in in_phase(world.rules, phase) {
        let mut tally = Tally::new(rule);
        world.begin_rule();
        match hurdle(world, rule) {
            Hurdle::None => tally.judge(world, rule, reported),
            Hurdle::NotHere => {}
            Hurdle::NoApproved => {
                tally.counts.not_evaluable += 1;
                unpaired.push(rule);
            }
            Hurdle::Planes(Hindrance::Partial) => tally.counts.not_applicable += 1,
            Hurdle::Planes(Hindrance::Refused) => {
                tally.counts.not_evaluable += 1;
                incomplete.push(rule);
            }
            Hurdle::Planes(Hindrance::Lacks(message)) => tally.without_means(world, rule, message),
        }
        for (lack, checks) in tally.unjudged.told {
            verdicts.told.entry(lack).or_default().push((rule.name.clone(), rule.severity, checks));
        }
        verdicts.counts.push(tally.counts);
        verdicts.waivers.extend(tally.waivers);
        verdicts.findings.extend(tally.findings);
    }
    let untold = reader::without_approved(read, world, &unpaired).or_else(|| reader::incomplete(world, &incomplete));
    verdicts.findings.splice(0..0, untold);
    verdicts
}

/// What keeps a world from judging a rule.
pub(super) enum Hurdle {
    None,
    /// It is judged elsewhere: once a run, or once a workbook.
    NotHere,
    NoApproved,
    Planes(Hindrance),
}

/// What hinders a rule over `planes` is told once a run, even if it is judged once a workbook.
pub(super) fn hurdle(world: &World<'_>, rule: &Rule) -> Hurdle {
    let hindrance = if rule.reads_all { hindrance(world, rule) } else { None };
    match (hindrance, &world.book) {
        (Some(hindrance), None) => Hurdle::Planes(hindrance),
        (Some(_), Some(_)) => Hurdle::NotHere,
        _ if lacks_approved(world, rule) => Hurdle::NoApproved,
        (None, book) if rule.per_book == book.is_some() => Hurdle::None,
        (None, _) => Hurdle::NotHere,
    }
}

/// The rules that are judged in a phase.
pub(super) fn in_phase(rules: &RuleSet, phase: Phase) -> impl Iterator<Item = &Rule> {
    rules.rules.iter().filter(move |rule| rule.phases.is_empty() || rule.phases.contains(&phase))
}

/// For each row of a plan that is being read the first of some conditions of its format's that holds; one that cannot be
/// judged does not. A level's rows are found so, and those that `omite donde` leaves out.
pub fn first_holding(
    rules: &RuleSet,
    (format, plan): (&Format, &Table),
    conditions: &[&Expr],
    tables: &[Table],
) -> Vec<Option<usize>> {
    let shared = Shared { rules, tables, indexes: &Indexes::default(), planes: &Planes::Partial, parts: &[] };
    let world = World::new(shared, Some(Book::alone(plan, format)));
    let first = |row| {
        let mut evaluator = Evaluator::new(&world, Frame::Row(TableRef::Plan, row));
        conditions.iter().position(|condition| evaluator.truth(condition) == Ok(true))
    };
    (0..plan.rows.len()).map(first).collect()
}

/// The results of one rule.
struct Tally {
    counts: RuleCounts,
    findings: Vec<Finding>,
    unjudged: Unjudged,
    /// Failed checks beyond [`MOST_FINDINGS`], or that would take too long to tell of.
    untold: BTreeMap<Outcome, usize>,
    /// The waivers that covered a failed check; indices into the rule set's.
    waivers: BTreeSet<usize>,
}

impl Tally {
    fn new(rule: &Rule) -> Self {
        let counts = RuleCounts { rule: rule.name.clone(), title: rule.title.clone(), ..RuleCounts::default() };
        Tally {
            counts,
            findings: Vec::new(),
            unjudged: Unjudged::default(),
            untold: BTreeMap::new(),
            waivers: BTreeSet::new(),
        }
    }

    fn judge(&mut self, world: &World<'_>, rule: &Rule, reported: &Reported) {
        if let Some(message) = lacks_means(world, rule) {
            return self.without_means(world, rule, message);
        }
        if let Some(gap) = incomparable(world, rule) {
            return self.without_changes(world, rule, reported, &gap);
        }
        let (rows, open) = select(world, rule);
        let peers = Peers::new(rule.subject.table, rows);
        let site = Site { world, rule, peers: &peers };
        go_over(site, open, &mut |check| self.check(site, check, reported));
        self.findings.extend(self.untold.iter().map(|(outcome, checks)| explain::rest(site, *outcome, *checks)));
        self.findings.extend(self.unjudged.findings(site));
    }

    /// The rule has no verdict, as plan and approved version cannot be held against each other.
    fn without_changes(&mut self, world: &World<'_>, rule: &Rule, reported: &Reported, gap: &Gap) {
        let table = rule.subject.table;
        let nothing = Peers::new(table, Vec::new());
        let site = Site { world, rule, peers: &nothing };
        self.counts.not_evaluable += 1;
        self.unjudged.add(site, reported, Frame::Whole(table, &[]), gap);
        self.findings.extend(self.unjudged.findings(site));
    }

    /// The rule has no verdict at all, as a message says.
    fn without_means(&mut self, world: &World<'_>, rule: &Rule, message: String) {
        let nothing = Peers::new(rule.subject.table, Vec::new());
        let site = Site { world, rule, peers: &nothing };
        self.counts.not_evaluable += 1;
        self.findings.push(site.finding("medios", message));
    }

    fn check(&mut self, site: Site<'_>, check: Check<'_>, reported: &Reported) {
        let (frame, verdict) = match check {
            Check::One(frame, verdict) => (frame, verdict),
            Check::Apart(rows) => {
                self.counts.not_evaluable += 1;
                return rows.iter().for_each(|(row, gap)| self.unjudged.add_apart(site, reported, *row, gap));
            }
        };
        match verdict {
            Verdict::Holds => self.counts.holds += 1,
            Verdict::NotApplicable => self.counts.not_applicable += 1,
            Verdict::Fails(demands) => self.fails(site, frame, &demands),
            Verdict::NotEvaluable(gap) => {
                self.counts.not_evaluable += 1;
                self.unjudged.add(site, reported, frame, &gap);
            }
        }
    }

    fn fails<'a>(&mut self, site: Site<'a>, frame: Frame<'a>, demands: &[usize]) {
        let cover = waivers::cover(site, frame);
        let outcome = self.count_failed(cover);
        if self.findings.len() >= MOST_FINDINGS || site.world.must_be_brief() {
            *self.untold.entry(outcome).or_default() += 1;
            return;
        }
        let failed = demands.iter().filter_map(|number| Some((*number, site.rule.demands.get(*number)?)));
        self.findings.extend(failed.map(|(number, demand)| {
            let mut finding = explain::finding(site, frame, number, demand);
            if let Some(cover) = cover {
                waivers::mark(site.world.rules, cover, &mut finding);
            }
            finding
        }));
    }

    /// Counts a check that does not hold.
    fn count_failed(&mut self, cover: Option<Cover>) -> Outcome {
        if let Some(Cover::Covered(waiver)) = cover {
            self.counts.waived += 1;
            self.waivers.insert(waiver);
            return Outcome::Waived;
        }
        self.counts.fails += 1;
        Outcome::Fails
    }
}

/// A check of a rule, as it is gone over.
pub(super) enum Check<'f> {
    /// One that was judged.
    One(Frame<'f>, Verdict),
    /// Rows that form no group, with what keeps them out: all of them together are one check.
    Apart(&'f [(usize, Gap)]),
}

/// Goes over the checks of a rule in their order. `open` are the rows for which its `donde` cannot be judged.
pub(super) fn go_over(site: Site<'_>, mut open: Vec<(usize, Gap)>, each: &mut dyn FnMut(Check<'_>)) {
    let (rule, table, rows) = (site.rule, site.peers.table, &site.peers.rows);
    let mut judged = |frame: Frame<'_>| each(Check::One(frame, verdict(&mut site.evaluator(frame), rule)));
    match &rule.subject.kind {
        SubjectKind::Rows => {
            rows.iter().for_each(|row| judged(Frame::Row(table, *row)));
            for (row, gap) in open {
                each(Check::One(Frame::Row(table, row), Verdict::NotEvaluable(gap)));
            }
        }
        SubjectKind::Groups(keys) => {
            let (groups, keyless) = group(site, keys);
            groups.iter().for_each(|(keys, rows)| judged(Frame::Group(table, keys, rows)));
            open.extend(keyless);
            if !open.is_empty() {
                each(Check::Apart(&open));
            }
        }
        // A table whose rows are not all known cannot be judged as a whole.
        SubjectKind::Whole => match open.into_iter().next() {
            None => judged(Frame::Whole(table, rows)),
            Some((_, gap)) => each(Check::One(Frame::Whole(table, rows), Verdict::NotEvaluable(gap))),
        },
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
pub(super) fn select(world: &World<'_>, rule: &Rule) -> (Vec<usize>, Vec<(usize, Gap)>) {
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
pub(super) fn lacks_approved(world: &World<'_>, rule: &Rule) -> bool {
    rule.reads_approved && world.book.is_some_and(|book| book.approved.is_none())
}

/// Why `plan.cambios` cannot be had, where a rule reads it: a key that is not whole, or that two rows have.
pub(super) fn incomparable(world: &World<'_>, rule: &Rule) -> Option<Gap> {
    let read = columns_read(world.rules, rule);
    read.iter().any(|(table, _)| world.is_change(*table)).then(|| world.incomparable()).flatten()
}

/// Why a workbook gives no means to judge a rule at all: its format lacks a column.
/// The table in the workbook's own sheets that a rule reads and the workbook has not, in words.
fn lacks_own(world: &World<'_>, rule: &Rule) -> Option<String> {
    let mut read = tables_read(world.rules, rule).into_iter().filter(|table| world.is_own(*table));
    let table = read.find(|table| world.table(world.base(*table)).is_none())?;
    Some(format!("el libro no tiene la tabla «{}»", world.name(world.base(table))))
}

pub(super) fn lacks_means(world: &World<'_>, rule: &Rule) -> Option<String> {
    let read = columns_read(world.rules, rule);
    let missing = |(table, column): &(TableRef, ColumnId)| world.lack(*table, *column);
    let too_long = |(table, _): &(TableRef, ColumnId)| {
        let part = world.part(*table).filter(|_| world.table(*table).is_none())?;
        let most = i64::try_from(most_rows(part.kind)).ok().map(Decimal::from)?;
        Some(format!("«{}» tendría más de {most} filas", world.name(*table)))
    };
    let why = read.iter().find_map(missing).or_else(|| read.iter().find_map(too_long));
    let why = why.or_else(|| lacks_own(world, rule))?;
    Some(format!("«{}» quedó sin evaluar: {why}", rule.name))
}
