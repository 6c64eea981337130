//! Evaluates a typed expression for one check: a value, or the reason why there is none.

use crate::ruleset::model::{ColumnId, Expr, GroupKey, Kind, LetId, Node, Rule, SubjectKind, TableRef};
use crate::source::Span;
use crate::table::Entry;
use crate::value::{Unit, Value};

use super::gap::{Cause, Cell, Evaluated, Gap};
use super::kernel;
use super::peers::Peers;
use super::trace::{Read, Role, Trace};
use super::world::World;

mod changes;
mod leaf;
mod rows;
mod seek;
mod verdict;

/// What an expression gives: a value, or a row of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Datum {
    /// A value.
    Value(Value),
    /// A row, by its place in the table.
    Row(TableRef, usize),
}

/// What expressions are evaluated in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Frame<'a> {
    /// A row.
    Row(TableRef, usize),
    /// A group: the values of its keys and its rows.
    Group(TableRef, &'a [Value], &'a [usize]),
    /// A whole table: its rows.
    Whole(TableRef, &'a [usize]),
}

/// A local name's value.
#[derive(Clone, Debug)]
enum Slot {
    Unknown,
    Busy,
    /// Its value, and the cells that it came from while a record is kept.
    Known(Evaluated<Datum>, Vec<Read>),
}

/// The evaluation of one check.
pub(super) struct Evaluator<'a> {
    pub(super) world: &'a World<'a>,
    rule: Option<&'a Rule>,
    peers: Option<&'a Peers>,
    frames: Vec<Frame<'a>>,
    locals: Vec<Slot>,
    /// The uses of functions that enclose what is being evaluated.
    uses: Vec<Span>,
    trace: Option<Trace>,
}

impl<'a> Evaluator<'a> {
    /// An evaluation with `subject` as its only frame, without a rule's local names.
    pub(super) fn new(world: &'a World<'a>, subject: Frame<'a>) -> Self {
        Evaluator {
            world,
            rule: None,
            peers: None,
            frames: vec![subject],
            locals: Vec::new(),
            uses: Vec::new(),
            trace: None,
        }
    }

    /// The evaluation of a check of `rule`; without `peers`, `única` has no value.
    pub(super) fn of_rule(world: &'a World<'a>, rule: &'a Rule, peers: Option<&'a Peers>, subject: Frame<'a>) -> Self {
        let locals = vec![Slot::Unknown; rule.lets.len()];
        Evaluator { rule: Some(rule), peers, locals, ..Evaluator::new(world, subject) }
    }

    /// Begins to record what is read; local names are evaluated anew, so that their cells are recorded too.
    pub(super) fn record(&mut self) {
        self.locals.fill(Slot::Unknown);
        self.trace = Some(Trace::default());
    }

    /// Ends the record.
    pub(super) fn recorded(&mut self) -> Trace {
        self.trace.take().unwrap_or_default()
    }

    /// Whether an expression of kind [`Kind::Bool`] holds.
    pub(super) fn truth(&mut self, expr: &Expr) -> Evaluated<bool> {
        let Value::Bool(truth) = self.value(expr)? else { return Err(Gap::malformed(expr.span)) };
        if let Some(watch) = self.world.watch {
            watch.note(expr, truth);
        }
        Ok(truth)
    }

    /// The value of an expression.
    pub(super) fn value(&mut self, expr: &Expr) -> Evaluated<Value> {
        match self.datum(expr)? {
            Datum::Value(value) => Ok(value),
            Datum::Row(..) => Err(Gap::malformed(expr.span)),
        }
    }

    /// Counts steps in rows other than the subject's.
    fn spend(&self, steps: usize, span: Span) -> Evaluated<()> {
        if self.world.may_go_on(steps) { Ok(()) } else { Err(Gap::hard(Cause::TooMuch(span))) }
    }

    /// The value of an operand: what is computed from something empty is not itself empty, it has no value.
    fn operand(&mut self, expr: &Expr) -> Evaluated<Value> {
        self.value(expr).map_err(Gap::hardened)
    }

    /// The value or row that an expression gives.
    pub(super) fn datum(&mut self, expr: &Expr) -> Evaluated<Datum> {
        if self.frames.len() > 1 {
            // A record takes longer than the evaluation itself.
            self.spend(if self.trace.is_some() { 4 } else { 1 }, expr.span)?;
        }
        match &expr.node {
            Node::Lookup { table, keys } => self.lookup(*table, keys, expr.span).map(|row| Datum::Row(*table, row)),
            Node::Let(local) => self.local(*local, expr.span),
            Node::Applied { body, .. } => {
                self.uses.push(expr.span);
                let given = self.datum(body);
                self.uses.pop();
                given
            }
            Node::Outside { frames, inner } => self.without_frames(*frames, |this| this.datum(inner)),
            Node::Entry { key, names, entries } => {
                let entry = self.entry(key, names, entries, expr.span)?;
                self.datum(entry)
            }
            Node::Stretched { number, bounds, entry } => {
                self.refuse_beyond(*number, bounds, expr.span)?;
                self.datum(entry)
            }
            Node::If(condition, then, otherwise) => {
                let chosen = if self.truth(condition).map_err(Gap::hardened)? { then } else { otherwise };
                self.datum(chosen)
            }
            Node::Coalesce(first, second) => match self.datum(first) {
                Err(gap) if gap.is_empty() => self.datum(second),
                found => found,
            },
            _ => self.plain(expr).map(Datum::Value),
        }
    }

    fn plain(&mut self, expr: &Expr) -> Evaluated<Value> {
        match &expr.node {
            Node::Field { row, column } => self.field(row, *column),
            Node::Negate(inner) => self.operand(inner).and_then(|value| at(kernel::negate(&value), expr.span)),
            Node::Arithmetic(op, left, right) => {
                let values = (self.operand(left)?, self.operand(right)?);
                kernel::arithmetic(*op, &values.0, &values.1, unit(expr)).map_err(|fault| match fault {
                    kernel::Fault::ZeroDivision => Gap::hard(Cause::ZeroDivision(expr.span, self.source(right))),
                    fault => Gap::of(fault, expr.span),
                })
            }
            Node::Join(left, right) => Ok(kernel::join(&self.operand(left)?, &self.operand(right)?)),
            Node::Call(function, inputs) => {
                let inputs: Vec<Value> = inputs.iter().map(|input| self.operand(input)).collect::<Evaluated<_>>()?;
                at(kernel::call(*function, &inputs, &expr.kind), expr.span)
            }
            Node::Aggregate { function, rows, items } if self.trace.is_some() => {
                self.aggregate(*function, rows, items, expr)
            }
            Node::Aggregate { function, rows, items } => {
                let uses = self.uses.clone();
                self.world.once((uses, expr), || self.aggregate(*function, rows, items, expr))
            }
            Node::Changes { up, keys } => self.changes(*up, keys, expr.span),
            Node::Nearest(word, table, column) => {
                let word = self.operand(word)?;
                let near = self.world.nearest(&word, *table, *column);
                near.ok_or_else(|| Gap::direct(Cause::NoValues(expr.span)))
            }
            _ if expr.kind == Kind::Bool => self.verdict_or_leaf(expr),
            _ => self.leaf(expr),
        }
    }

    /// A local name, with the subject as the only frame, evaluated once a check.
    fn local(&mut self, local: LetId, span: Span) -> Evaluated<Datum> {
        match self.locals.get_mut(local.0) {
            Some(Slot::Known(known, reads)) => {
                if let Some(trace) = &mut self.trace {
                    trace.repeat(reads.iter().cloned());
                }
                return known.clone();
            }
            Some(slot @ Slot::Unknown) => *slot = Slot::Busy,
            Some(Slot::Busy) | None => return Err(Gap::malformed(span)),
        }
        let Some(definition) = self.rule.and_then(|rule| rule.lets.get(local.0)) else {
            return Err(Gap::malformed(span));
        };
        let begun = self.trace.as_mut().map(Trace::begin_local);
        let inner = self.frames.split_off(1.min(self.frames.len()));
        let value = self.datum(&definition.value);
        self.frames.extend(inner);
        if let (Node::Field { .. }, Some(trace)) = (&definition.value.node, &mut self.trace) {
            trace.label(&definition.name);
        }
        let reads = self.trace.as_mut().zip(begun).map(|(trace, begun)| trace.end_local(begun));
        if let Some(slot) = self.locals.get_mut(local.0) {
            *slot = Slot::Known(value.clone(), reads.unwrap_or_default());
        }
        value
    }

    /// Evaluates without the innermost frames: what a function was given, from inside the queries of its body.
    fn without_frames<T>(&mut self, frames: usize, evaluate: impl FnOnce(&mut Self) -> T) -> T {
        let inner = self.frames.split_off(self.frames.len().saturating_sub(frames));
        let value = evaluate(self);
        self.frames.extend(inner);
        value
    }

    /// The frame `up` frames outwards, and its place counted from the subject.
    fn frame(&self, up: usize, span: Span) -> Evaluated<(usize, Frame<'a>)> {
        let depth = self.frames.len().checked_sub(up + 1).ok_or_else(|| Gap::malformed(span))?;
        let frame = self.frames.get(depth).copied().ok_or_else(|| Gap::malformed(span))?;
        Ok((depth, frame))
    }

    /// Evaluates with one frame more.
    fn within<T>(&mut self, frame: Frame<'a>, evaluate: impl FnOnce(&mut Self) -> T) -> T {
        self.frames.push(frame);
        let result = evaluate(self);
        self.frames.pop();
        result
    }

    /// Evaluates what only serves to find rows.
    fn seeking<T>(&mut self, evaluate: impl FnOnce(&mut Self) -> T) -> T {
        if let Some(trace) = &mut self.trace {
            trace.seek();
        }
        let result = evaluate(self);
        if let Some(trace) = &mut self.trace {
            trace.found();
        }
        result
    }

    /// Reads a cell of the frame at `depth`.
    fn read(&mut self, cell: Cell, role: Role, depth: usize) -> Evaluated<Value> {
        let entry = self.world.entry(cell);
        let shown = self.world.shown_cell(cell);
        if let Some(trace) = &mut self.trace {
            trace.read(shown, role, depth);
        }
        // What was or is now of a change is not the cell that it is shown at.
        let lacking = if self.world.is_change(cell.table) { cell } else { shown };
        match entry {
            Entry::Present(value) => Ok(value),
            Entry::Empty => Err(Gap::direct(Cause::Empty(lacking))),
            Entry::Unreadable(_) => Err(Gap::direct(Cause::Unreadable(lacking))),
        }
    }

    fn field(&mut self, row: &Expr, column: ColumnId) -> Evaluated<Value> {
        match self.datum(row).map_err(Gap::hardened)? {
            Datum::Row(table, row) => {
                let depth = self.frames.len().saturating_sub(1);
                // The row that ends the data is not looked up: a condition is as much about it as about any other.
                let role = if self.world.is_totals(table) { Role::Main } else { Role::Found };
                self.read(self.world.cell(table, row, column), role, depth)
            }
            Datum::Value(_) => Err(Gap::malformed(row.span)),
        }
    }

    /// The keys of the rule's groups, where it goes over groups.
    fn group_keys(&self) -> &'a [GroupKey] {
        match self.rule.map(|rule| &rule.subject.kind) {
            Some(SubjectKind::Groups(keys)) => keys,
            _ => &[],
        }
    }
}

/// A kernel's result at its place.
fn at<T>(result: Result<T, kernel::Fault>, span: Span) -> Evaluated<T> {
    result.map_err(|fault| Gap::of(fault, span))
}

/// What the numbers of an expression count.
fn unit(expr: &Expr) -> Unit {
    match expr.kind {
        Kind::Number(unit) => unit,
        _ => Unit::Plain,
    }
}
