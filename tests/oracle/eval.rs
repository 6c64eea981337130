//! Expressions over rows of cells: slow, obvious, one operator after the other as the language's page lists them.

use std::cell::Cell as Flag;

use cotejo::syntax::ast::{BinaryOp, CompareOp, Expr, ExprKind, From, Let, LiteralKind, MatchOp};

use super::ratio::Ratio;
use super::table::Table;
use super::trace::Trace;
use super::value::{Cell, Found, Missing, Value, day, fits, fold, same};
use super::world::{Frame, World};

/// Evaluates the expressions of one rule.
pub(super) struct Evaluator<'a> {
    pub(super) world: &'a World,
    pub(super) lets: &'a [Let],
    /// `donde` of the rule, which `única` needs.
    pub(super) filter: Option<&'a Expr>,
    pub(super) trace: Trace,
    /// Some number got too large to compare the engine by.
    pub(super) too_large: Flag<bool>,
}

/// Anything missing leaves what is computed from it without a value.
fn needed(found: Found) -> Found {
    found.map_err(|_| Missing::NoValue)
}

fn truth_of(found: Found) -> Result<bool, Missing> {
    match needed(found)? {
        Value::Truth(truth) => Ok(truth),
        other => panic!("{other:?} is no condition"),
    }
}

fn number_of(found: Found) -> Result<Ratio, Missing> {
    match needed(found)? {
        Value::Number(number) => Ok(number),
        other => panic!("{other:?} is no number"),
    }
}

fn letters_of(value: &Value) -> (&str, bool) {
    match value {
        Value::Text(text) => (text, false),
        Value::Code(code) => (code, true),
        other => panic!("{other:?} has no letters"),
    }
}

pub(super) fn literal(kind: &LiteralKind) -> Value {
    match kind {
        LiteralKind::Number(number, _) => Value::Number(Ratio::read(&number.plain(), '.').unwrap()),
        LiteralKind::Text(text) => Value::Text(text.clone()),
        LiteralKind::Date(date) => Value::Day(day(date.year().into(), date.month().into(), date.day().into()).unwrap()),
        LiteralKind::Bool(truth) => Value::Truth(*truth),
    }
}

impl Evaluator<'_> {
    pub(super) fn table(&self, name: &str) -> &Table {
        self.world.tables.get(name).unwrap_or_else(|| panic!("no table {name}"))
    }

    pub(super) fn is_table(&self, name: &str) -> bool {
        self.world.tables.contains_key(name)
    }

    /// Takes a number, or notes that there is none because it got too large.
    pub(super) fn kept(&self, number: Option<Ratio>) -> Found {
        self.too_large.set(self.too_large.get() || number.is_none());
        number.map(Value::Number).ok_or(Missing::NoValue)
    }

    pub(super) fn cell(&self, table: &str, row: usize, column: usize) -> Found {
        let table = self.table(table);
        self.trace.read(table.place(row, column));
        self.content(&table.rows[row][column], table.columns[column].obligatory)
    }

    pub(super) fn content(&self, cell: &Cell, obligatory: bool) -> Found {
        match cell {
            Cell::Filled(value) => Ok(value.clone()),
            Cell::Empty => Err(Missing::Empty { obligatory }),
            Cell::Unreadable => Err(Missing::Unreadable),
        }
    }

    pub(super) fn truth(&self, expr: &Expr, frames: &[Frame]) -> Result<bool, Missing> {
        truth_of(self.value(expr, frames))
    }

    fn number(&self, expr: &Expr, frames: &[Frame]) -> Result<Ratio, Missing> {
        number_of(self.value(expr, frames))
    }

    pub(super) fn value(&self, expr: &Expr, frames: &[Frame]) -> Found {
        let truth = |result: Result<bool, Missing>| result.map(Value::Truth);
        match &expr.kind {
            ExprKind::Literal(kind) => Ok(literal(kind)),
            ExprKind::Name(name) => self.name(&fold(&name.text), frames),
            ExprKind::Field(base, name) => self.field(base, &fold(&name.text), frames),
            ExprKind::Index(base, keys) => self.index(base, keys, frames),
            ExprKind::Negate(inner) => Ok(Value::Number(self.number(inner, frames)?.negated())),
            ExprKind::Not(inner) => truth(self.truth(inner, frames).map(|truth| !truth)),
            ExprKind::Binary(BinaryOp::And, left, right) => truth(self.junction(left, right, false, frames)),
            ExprKind::Binary(BinaryOp::Or, left, right) => truth(self.junction(left, right, true, frames)),
            ExprKind::Binary(BinaryOp::Coalesce, left, right) => self.coalesce(left, right, frames),
            ExprKind::Binary(BinaryOp::Join, left, right) => self.join(left, right, frames),
            ExprKind::Binary(op, left, right) => self.arithmetic(*op, left, right, frames),
            ExprKind::Compare { op, left, right, tolerance } => {
                truth(self.compare(*op, left, right, tolerance.as_deref(), frames))
            }
            ExprKind::Between(item, low, high) => truth(self.between(item, low, high, frames)),
            ExprKind::In(item, set) => truth(self.within(item, set, frames)),
            ExprKind::IsEmpty(inner) => truth(self.is_empty(inner, frames)),
            ExprKind::Match(op, left, right) => truth(self.matches(*op, left, right, frames)),
            ExprKind::If(condition, then, otherwise) => {
                let condition = self.trace.aside(|| self.truth(condition, frames));
                let taken = if condition.map_err(|_| Missing::NoValue)? { then } else { otherwise };
                self.value(taken, frames)
            }
            ExprKind::Call { name, args, from } => self.call(&fold(&name.text), args, from.as_ref(), frames),
            ExprKind::ExistsKey(lookup) => truth(self.exists_key(lookup, frames)),
            ExprKind::ExistsRow(from) => truth(self.exists_row(from, frames)),
            ExprKind::EveryRow(from, holds) => truth(self.every_row(from, holds, frames)),
            other => panic!("not evaluated: {other:?}"),
        }
    }

    /// `y` (decided by a false side) and `o` (by a true one): three-valued.
    fn junction(&self, left: &Expr, right: &Expr, decides: bool, frames: &[Frame]) -> Result<bool, Missing> {
        let (left, left_reads) = self.trace.apart(|| self.truth(left, frames));
        let (right, right_reads) = self.trace.apart(|| self.truth(right, frames));
        if left == Ok(decides) {
            self.trace.add(left_reads);
            self.trace.add_as_possible(right_reads);
            return Ok(decides);
        }
        self.trace.add(right_reads);
        if right == Ok(decides) {
            self.trace.add_as_possible(left_reads);
            return Ok(decides);
        }
        self.trace.add(left_reads);
        left.and(right)
    }

    /// «`x o bien 0` gives 0 where x is empty, not where it is unreadable.»
    fn coalesce(&self, left: &Expr, right: &Expr, frames: &[Frame]) -> Found {
        let (found, reads) = self.trace.apart(|| self.value(left, frames));
        match found {
            Err(Missing::Empty { .. }) => {
                self.trace.add_as_possible(reads);
                self.value(right, frames)
            }
            found => {
                self.trace.add(reads);
                found
            }
        }
    }

    /// «`x vacío` of an unreadable cell is false.»
    fn is_empty(&self, inner: &Expr, frames: &[Frame]) -> Result<bool, Missing> {
        match self.value(inner, frames) {
            Ok(_) | Err(Missing::Unreadable) => Ok(false),
            Err(Missing::Empty { .. }) => Ok(true),
            Err(Missing::NoValue) => Err(Missing::NoValue),
        }
    }

    fn arithmetic(&self, op: BinaryOp, left: &Expr, right: &Expr, frames: &[Frame]) -> Found {
        let left = needed(self.value(left, frames));
        let right = needed(self.value(right, frames));
        match (left?, right?) {
            (Value::Day(left), Value::Day(right)) => Ok(Value::Number(Ratio::whole(left - right))),
            (Value::Day(from), Value::Number(days)) => {
                let days = days.as_whole().expect("whole days");
                Ok(Value::Day(if op == BinaryOp::Add { from + days } else { from - days }))
            }
            (Value::Number(left), Value::Number(right)) => match op {
                BinaryOp::Add => self.kept(left.plus(right)),
                BinaryOp::Subtract => self.kept(left.minus(right)),
                BinaryOp::Multiply => self.kept(left.times(right)),
                BinaryOp::Divide if right.is_zero() => Err(Missing::NoValue),
                _ => self.kept(left.over(right).and_then(|quotient| quotient.rounded(12))),
            },
            other => panic!("no arithmetic with {other:?}"),
        }
    }

    fn compare(
        &self,
        op: CompareOp,
        left: &Expr,
        right: &Expr,
        tolerance: Option<&Expr>,
        frames: &[Frame],
    ) -> Result<bool, Missing> {
        let left = needed(self.value(left, frames));
        let right = needed(self.value(right, frames));
        let tolerance = tolerance.map(|tolerance| self.number(tolerance, frames));
        let (left, right) = (left?, right?);
        let Some(tolerance) = tolerance else {
            return Ok(match op {
                CompareOp::Equal => same(&left, &right),
                CompareOp::Unequal => !same(&left, &right),
                CompareOp::Less => less(&left, &right),
                CompareOp::AtMost => !less(&right, &left),
                CompareOp::Greater => less(&right, &left),
                CompareOp::AtLeast => !less(&left, &right),
            });
        };
        let tolerance = tolerance?;
        let (left, right) = (number_of(Ok(left))?, number_of(Ok(right))?);
        // How far the left side lies above the right one.
        let above = number_of(self.kept(left.minus(right)))?;
        Ok(match op {
            CompareOp::Equal => above.absolute() <= tolerance,
            CompareOp::Unequal => above.absolute() > tolerance,
            CompareOp::Less => above < tolerance,
            CompareOp::AtMost => above <= tolerance,
            CompareOp::Greater => above.negated() < tolerance,
            CompareOp::AtLeast => above.negated() <= tolerance,
        })
    }

    /// Both ends included.
    fn between(&self, item: &Expr, low: &Expr, high: &Expr, frames: &[Frame]) -> Result<bool, Missing> {
        let item = needed(self.value(item, frames));
        let low = needed(self.value(low, frames));
        let high = needed(self.value(high, frames));
        let (item, low, high) = (item?, low?, high?);
        Ok(!less(&item, &low) && !less(&high, &item))
    }

    /// «True at the first match; without one, an unreadable cell there makes it no evaluable; empty cells there are
    /// ignored.»
    fn within(&self, item: &Expr, set: &Expr, frames: &[Frame]) -> Result<bool, Missing> {
        let item = needed(self.value(item, frames));
        let (elements, reads) = self.trace.apart(|| self.elements(set, frames));
        let (item, elements) = (item?, elements?);
        if elements.iter().flatten().any(|element| same(&item, element)) {
            self.trace.add_as_possible(reads);
            return Ok(true);
        }
        self.trace.add(reads);
        let open = elements.iter().any(|element| matches!(element, Err(Missing::Unreadable | Missing::NoValue)));
        if open { Err(Missing::NoValue) } else { Ok(false) }
    }

    /// A list, a family of the row, a column, or a table's key.
    fn elements(&self, set: &Expr, frames: &[Frame]) -> Result<Vec<Found>, Missing> {
        if let ExprKind::List(elements) = &set.kind {
            return Ok(elements.iter().map(|element| self.value(element, frames)).collect());
        }
        if let Some(cells) = self.several(set, frames) {
            return Ok(cells?.into_iter().map(|at| self.cell_of(set, at)).collect());
        }
        let (table, column) = match &set.kind {
            ExprKind::Name(name) => (fold(&name.text), self.table(&fold(&name.text)).key[0]),
            ExprKind::Field(base, name) => {
                let ExprKind::Name(table) = &base.kind else { panic!("no set: {set:?}") };
                let table = fold(&table.text);
                let column = self.table(&table).column(&fold(&name.text)).unwrap();
                (table, column)
            }
            other => panic!("no set: {other:?}"),
        };
        let rows = 0..self.table(&table).rows.len();
        Ok(self.trace.aside(|| rows.map(|row| self.cell(&table, row, column)).collect()))
    }

    /// `parece`, `empieza con`, `termina con`, `contiene`: folded, but for a código.
    fn matches(&self, op: MatchOp, left: &Expr, right: &Expr, frames: &[Frame]) -> Result<bool, Missing> {
        let left = needed(self.value(left, frames));
        let right = needed(self.value(right, frames));
        let (left, right) = (left?, right?);
        let (text, is_code) = letters_of(&left);
        let other = letters_of(&right).0;
        let (text, other) = match (is_code, op) {
            (true, _) => (text.to_owned(), other.to_owned()),
            // In a pattern the letters 0, A and * stand for others; the generator writes no other capitals.
            (false, MatchOp::Like) => (fold(text), other.to_owned()),
            (false, _) => (fold(text), fold(other)),
        };
        Ok(match op {
            MatchOp::Like => fits(&other.chars().collect::<Vec<_>>(), &text.chars().collect::<Vec<_>>()),
            MatchOp::StartsWith => text.starts_with(&other),
            MatchOp::EndsWith => text.ends_with(&other),
            MatchOp::Contains => text.contains(&other),
        })
    }

    fn join(&self, left: &Expr, right: &Expr, frames: &[Frame]) -> Found {
        let left = needed(self.value(left, frames));
        let right = needed(self.value(right, frames));
        Ok(Value::Text(format!("{}{}", self.shown(&left?)?, self.shown(&right?)?)))
    }

    fn shown(&self, value: &Value) -> Result<String, Missing> {
        Ok(match value {
            Value::Text(text) | Value::Code(text) => text.clone(),
            Value::Number(number) => {
                let shown = number.shown();
                self.too_large.set(self.too_large.get() || shown.is_none());
                shown.ok_or(Missing::NoValue)?
            }
            other => panic!("not joined: {other:?}"),
        })
    }

    /// The rows of `T donde …`: for each row whether the condition holds.
    pub(super) fn chosen(&self, from: &From, frames: &[Frame]) -> Vec<(Frame, Result<bool, Missing>)> {
        assert!(from.table.part.is_none(), "not evaluated: {from:?}");
        let table = fold(&from.table.base.text);
        let rows = 0..self.table(&table).rows.len();
        rows.map(|row| {
            let frame = Frame::Row { table: table.clone(), row };
            let chosen = match &from.filter {
                None => Ok(true),
                Some(filter) => self.trace.aside(|| self.truth(filter, &within(frames, &frame))),
            };
            (frame, chosen)
        })
        .collect()
    }

    /// «One true decides `existe`, else no evaluable» where a row cannot be evaluated; of no row it is false.
    fn exists_row(&self, from: &From, frames: &[Frame]) -> Result<bool, Missing> {
        let rows = self.chosen(from, frames);
        if rows.iter().any(|(_, chosen)| *chosen == Ok(true)) {
            return Ok(true);
        }
        if rows.iter().any(|(_, chosen)| chosen.is_err()) { Err(Missing::NoValue) } else { Ok(false) }
    }

    /// «One false decides `toda`»; of no row it is true.
    fn every_row(&self, from: &From, holds: &Expr, frames: &[Frame]) -> Result<bool, Missing> {
        let mut open = false;
        let mut all = true;
        for (frame, chosen) in self.chosen(from, frames) {
            let (held, reads) = self.trace.apart(|| self.truth(holds, &within(frames, &frame)));
            match (chosen, held) {
                // Not among them, or it holds whether it is or not.
                (Ok(false), _) | (_, Ok(true)) => {}
                (Ok(true), Ok(false)) => {
                    self.trace.add(reads);
                    all = false;
                }
                (Err(_), _) | (_, Err(_)) => open = true,
            }
        }
        if !all {
            return Ok(false);
        }
        if open { Err(Missing::NoValue) } else { Ok(true) }
    }
}

/// The frames with one more inside.
pub(super) fn within(frames: &[Frame], inner: &Frame) -> Vec<Frame> {
    frames.iter().chain([inner]).cloned().collect()
}

/// The order of numbers, days and codes.
pub(super) fn less(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one < other,
        (Value::Day(one), Value::Day(other)) => one < other,
        // The checker lets no text be ordered: both are codes, be it in quotes.
        _ => letters_of(one).0 < letters_of(other).0,
    }
}
