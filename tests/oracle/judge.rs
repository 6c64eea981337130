//! Rules over a world: every check with its outcome, and for each failing demand the cells it rests on.

use std::cell::Cell as Flag;
use std::collections::BTreeSet;

use cotejo::syntax::ast::{Demand, Excepcion, Expr, ExprKind, GroupKey, Regla, SubjectKind};

use super::eval::Evaluator;
use super::table::{Place, Table};
use super::trace::{Reads, Trace};
use super::value::{Cell, Missing, Value, fold, same};
use super::world::{Frame, Key, World};

/// How a check ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Holds,
    Fails,
    Waived,
    NotApplicable,
    NotEvaluable,
}

/// One check.
#[derive(Clone, Debug)]
pub(super) struct Check {
    /// The names and values of its subject, those of empty and unreadable cells left out.
    pub(super) subject: Vec<(String, Value)>,
    pub(super) outcome: Outcome,
    pub(super) failures: Vec<Failure>,
}

/// A demand that does not hold.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    /// Where its `exige` begins in the rule file.
    pub(super) at: usize,
    /// The file and the rows that the check is about, those of the datos among them.
    pub(super) rows: BTreeSet<(String, u32)>,
    pub(super) is_of_one_row: bool,
    pub(super) reads: Reads,
    /// What `señala` names; `None` without one.
    pub(super) marked: Option<BTreeSet<Place>>,
}

/// Every check of a rule; the flag says that a number got too large to compare by.
pub(super) fn judge(regla: &Regla, waivers: &[Excepcion], world: &World) -> (Vec<Check>, bool) {
    let subject = &regla.subjects[0];
    let evaluator = Evaluator {
        world,
        lets: &regla.lets,
        filter: subject.from.filter.as_deref(),
        trace: Trace::default(),
        too_large: Flag::new(false),
    };
    let judge = Judge { regla, waivers, evaluator };
    let table = fold(&subject.from.table.base.text);
    let rows: Vec<(Frame, Result<bool, Missing>)> = judge.evaluator.chosen(&subject.from, &[]);
    let checks = match &subject.kind {
        SubjectKind::Rows => judge.rows(&rows),
        SubjectKind::Groups(keys) => judge.groups(&table, keys, &rows),
        SubjectKind::Whole => judge.whole(&table, &rows),
    };
    (checks, judge.evaluator.too_large.get())
}

/// `omite donde`: whether a row is left out; one that cannot be judged stays.
pub(super) fn is_omitted(omits: &[Expr], world: &World, table: &str, row: usize) -> bool {
    let too_large = Flag::new(false);
    let evaluator = Evaluator { world, lets: &[], filter: None, trace: Trace::default(), too_large };
    let frame = [Frame::Row { table: table.to_owned(), row }];
    omits.iter().any(|omit| evaluator.truth(omit, &frame) == Ok(true))
}

struct Judge<'a> {
    regla: &'a Regla,
    waivers: &'a [Excepcion],
    evaluator: Evaluator<'a>,
}

fn unjudged(subject: Vec<(String, Value)>) -> Check {
    Check { subject, outcome: Outcome::NotEvaluable, failures: Vec::new() }
}

impl Judge<'_> {
    fn table(&self, name: &str) -> &Table {
        self.evaluator.table(name)
    }

    /// A row that `donde` leaves out is no check; one where it cannot be evaluated is no evaluable.
    fn rows(&self, rows: &[(Frame, Result<bool, Missing>)]) -> Vec<Check> {
        let kept = rows.iter().filter(|(_, chosen)| *chosen != Ok(false));
        kept.map(|(frame, chosen)| match chosen {
            Ok(_) => self.check(self.row_subject(frame), frame),
            Err(_) => unjudged(self.row_subject(frame)),
        })
        .collect()
    }

    /// «Rows whose group key is empty or unreadable, or whose `donde` cannot be evaluated, form no group; one no
    /// evaluable (counted once) points at them all; the other groups are judged.»
    fn groups(&self, table: &str, keys: &[GroupKey], rows: &[(Frame, Result<bool, Missing>)]) -> Vec<Check> {
        let mut groups: Vec<(Vec<Value>, Vec<usize>)> = Vec::new();
        let mut apart = false;
        for (frame, chosen) in rows.iter().filter(|(_, chosen)| *chosen != Ok(false)) {
            let Frame::Row { row, .. } = frame else { panic!("no row: {frame:?}") };
            let own: Result<Vec<Value>, Missing> =
                keys.iter().map(|key| self.evaluator.value(&key.expr, std::slice::from_ref(frame))).collect();
            let (Ok(own), Ok(_)) = (own, chosen) else {
                apart = true;
                continue;
            };
            let equal = |keys: &[Value]| keys.iter().zip(&own).all(|(one, other)| same(one, other));
            match groups.iter_mut().find(|(keys, _)| equal(keys)) {
                Some((_, rows)) => rows.push(*row),
                None => groups.push((own, vec![*row])),
            }
        }
        let mut checks: Vec<Check> =
            groups.into_iter().map(|(values, rows)| self.group(table, keys, values, rows)).collect();
        checks.extend(apart.then(|| unjudged(Vec::new())));
        checks
    }

    fn group(&self, table: &str, keys: &[GroupKey], values: Vec<Value>, rows: Vec<usize>) -> Check {
        let key = |(key, value): (&GroupKey, Value)| {
            let bare = match &key.expr.kind {
                ExprKind::Name(name) => Some(name),
                _ => None,
            };
            let name = key.alias.as_ref().or(bare).expect("a key has a name");
            let of_row = |row: &usize| {
                let frame = [Frame::Row { table: table.to_owned(), row: *row }];
                self.evaluator.trace.apart(|| self.evaluator.value(&key.expr, &frame)).1
            };
            let reads = rows.iter().map(of_row);
            let cells = reads.flat_map(|reads| reads.certain.into_iter().chain(reads.possible)).collect();
            Key { name: fold(&name.text), value, cells }
        };
        let keys: Vec<Key> = keys.iter().zip(values).map(key).collect();
        let subject = keys.iter().map(|key| (key.name.clone(), key.value.clone())).collect();
        self.check(subject, &Frame::Rows { table: table.to_owned(), keys, rows })
    }

    /// All rows as one group without keys; if it is not known which they are, there is nothing to judge.
    fn whole(&self, table: &str, rows: &[(Frame, Result<bool, Missing>)]) -> Vec<Check> {
        if rows.iter().any(|(_, chosen)| chosen.is_err()) {
            return vec![unjudged(Vec::new())];
        }
        let chosen =
            rows.iter().enumerate().filter(|(_, (_, chosen))| *chosen == Ok(true)).map(|(row, _)| row).collect();
        let frame = Frame::Rows { table: table.to_owned(), keys: Vec::new(), rows: chosen };
        vec![self.check(Vec::new(), &frame)]
    }

    /// «A row rule's subject is its `clave`, else its obligatory columns.»
    fn row_subject(&self, frame: &Frame) -> Vec<(String, Value)> {
        let Frame::Row { table, row } = frame else { panic!("no row: {frame:?}") };
        let table = self.table(table);
        let obligatory = (0..table.columns.len()).filter(|at| table.columns[*at].obligatory);
        let columns: Vec<usize> = if table.key.is_empty() { obligatory.collect() } else { table.key.clone() };
        let value = |column: usize| match &table.rows[*row][column] {
            Cell::Filled(value) => Some((table.columns[column].name.clone(), value.clone())),
            _ => None,
        };
        columns.into_iter().filter_map(value).collect()
    }

    /// `cuando`, then every `exige`: «the check ends as their `y`, each false one is a finding».
    fn check(&self, subject: Vec<(String, Value)>, frame: &Frame) -> Check {
        let frames = std::slice::from_ref(frame);
        let truth = |expr: &Expr| self.evaluator.truth(expr, frames);
        let applies: Vec<Result<bool, Missing>> = self.regla.conditions.iter().map(truth).collect();
        if applies.contains(&Ok(false)) {
            return Check { subject, outcome: Outcome::NotApplicable, failures: Vec::new() };
        }
        if applies.iter().any(Result::is_err) {
            return unjudged(subject);
        }
        let (mut failures, mut open) = (Vec::new(), false);
        for demand in &self.regla.demands {
            let (held, reads) = self.evaluator.trace.apart(|| truth(&demand.condition));
            match held {
                Ok(true) => {}
                Ok(false) => failures.push(self.failure(demand, frame, reads)),
                Err(_) => open = true,
            }
        }
        let outcome = match (failures.is_empty(), open) {
            // «An excepción covers *incumple* only.»
            (false, _)
                if self.waivers.iter().any(|waiver| waiver.conditions.iter().all(|para| truth(para) == Ok(true))) =>
            {
                Outcome::Waived
            }
            (false, _) => Outcome::Fails,
            (true, true) => Outcome::NotEvaluable,
            (true, false) => Outcome::Holds,
        };
        Check { subject, outcome, failures }
    }

    fn failure(&self, demand: &Demand, frame: &Frame, reads: Reads) -> Failure {
        let table = self.table(frame.table());
        let row = |row: &usize| (table.file.clone(), table.numbers[*row] as u32);
        let datos = table.datos.iter().map(|(column, _)| (table.file.clone(), table.place(0, *column).row));
        let rows = own_rows(frame).iter().map(row).chain(datos).collect();
        let is_of_one_row = matches!(frame, Frame::Row { .. });
        let at = demand.span.range().start;
        Failure { at, rows, is_of_one_row, reads, marked: self.marked(demand, frame) }
    }

    fn marked(&self, demand: &Demand, frame: &Frame) -> Option<BTreeSet<Place>> {
        let table = self.table(frame.table());
        let column = |name: &str| match table.family(name) {
            Some(entries) => entries.iter().map(|(_, column)| *column).collect(),
            None => vec![table.column(name).unwrap()],
        };
        let names = demand.marks.iter().map(|mark| fold(&mark.part.as_ref().unwrap_or(&mark.base).text));
        let columns: Vec<usize> = names.flat_map(|name| column(&name)).collect();
        let places = own_rows(frame).iter().flat_map(|row| columns.iter().map(|column| table.place(*row, *column)));
        Some(places.collect()).filter(|places: &BTreeSet<Place>| !places.is_empty())
    }
}

fn own_rows(frame: &Frame) -> &[usize] {
    match frame {
        Frame::Row { row, .. } => std::slice::from_ref(row),
        Frame::Rows { rows, .. } => rows,
        Frame::Call { .. } => &[],
    }
}
