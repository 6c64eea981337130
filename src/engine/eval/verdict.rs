//! Expressions that are true or false, three-valued.

use crate::ruleset::model::{Expr, Node, Set};
use crate::syntax::ast::{CompareOp, MatchOp};
use crate::value::Value;

use super::{Evaluator, at};
use crate::engine::gap::{Evaluated, Gap};
use crate::engine::kernel;
use crate::engine::trace::Role;

/// How many rows with the same values are recorded.
const MOST_PEERS: usize = 50;

impl Evaluator<'_> {
    /// A verdict; or a cell or constant that holds a truth value, which may itself be empty.
    pub(super) fn verdict_or_leaf(&mut self, expr: &Expr) -> Evaluated<Value> {
        match self.verdict(expr) {
            Some(verdict) => verdict.map(Value::Bool).map_err(Gap::hardened),
            None => self.leaf(expr),
        }
    }

    fn verdict(&mut self, expr: &Expr) -> Option<Evaluated<bool>> {
        Some(match &expr.node {
            Node::Not(inner) => self.truth(inner).map(|truth| !truth),
            Node::And(operands) => kernel::all(operands.iter().map(|operand| self.truth(operand))),
            Node::Or(operands) => kernel::any(operands.iter().map(|operand| self.truth(operand))),
            Node::In(value, set) => self.member(value, set, expr),
            Node::IsEmpty(inner) => self.is_empty(inner),
            Node::IsFormula(inner) => self.is_formula(inner),
            Node::ExistsKey { table, keys } => self.exists_key(*table, keys, expr.span),
            Node::ExistsRow { table, filter } => self.exists_row(*table, filter.as_deref(), expr.span),
            Node::EveryRow { table, filter, holds } => self.every_row(*table, filter.as_deref(), holds, expr.span),
            Node::Unique(parts) => self.unique(parts, expr),
            Node::Changed { keys, columns } => self.changed(keys, columns, expr.span),
            _ => return self.comparison(expr),
        })
    }

    fn comparison(&mut self, expr: &Expr) -> Option<Evaluated<bool>> {
        Some(match &expr.node {
            Node::Compare { op, left, right, tolerance } => {
                self.compare(*op, [left, right], tolerance.as_deref(), expr)
            }
            Node::Between(value, low, high) => self.between(value, low, high),
            Node::Like(value, pattern) => self.operand(value).map(|value| kernel::like(&value, pattern)),
            Node::Match(op, value, part) => self.matches(*op, value, part, expr),
            _ => return None,
        })
    }

    fn compare(
        &mut self,
        op: CompareOp,
        [left, right]: [&Expr; 2],
        tolerance: Option<&Expr>,
        expr: &Expr,
    ) -> Evaluated<bool> {
        let (left, right) = (self.operand(left)?, self.operand(right)?);
        let tolerance = tolerance.map(|tolerance| self.operand(tolerance)).transpose()?;
        at(kernel::compare(op, &left, &right, tolerance.as_ref()), expr.span)
    }

    fn between(&mut self, value: &Expr, low: &Expr, high: &Expr) -> Evaluated<bool> {
        let (value, low, high) = (self.operand(value)?, self.operand(low)?, self.operand(high)?);
        Ok(kernel::between(&value, &low, &high))
    }

    fn matches(&mut self, op: MatchOp, value: &Expr, part: &Expr, expr: &Expr) -> Evaluated<bool> {
        let (value, part) = (self.operand(value)?, self.operand(part)?);
        at(kernel::matches(op, &value, &part), expr.span)
    }

    fn is_empty(&mut self, inner: &Expr) -> Evaluated<bool> {
        match self.datum(inner) {
            Ok(_) => Ok(false),
            Err(gap) if gap.is_empty() => Ok(true),
            // An unreadable cell is not empty: there is something in it.
            Err(gap) if gap.is_unreadable() => Ok(false),
            Err(gap) => Err(gap),
        }
    }

    fn member(&mut self, value: &Expr, set: &Set, expr: &Expr) -> Evaluated<bool> {
        let value = self.operand(value)?;
        match set {
            Set::Column(table, column) => self.in_column(&value, *table, *column, expr.span),
            Set::List(items) => self.in_list(&value, items),
        }
    }

    /// True at the first match; empty ones are ignored; else what has no value leaves it open.
    fn in_list(&mut self, value: &Value, items: &[Expr]) -> Evaluated<bool> {
        kernel::any(items.iter().map(|item| match self.value(item) {
            Ok(Value::List(values)) => Ok(values.contains(value)),
            Ok(item) => Ok(item == *value),
            Err(gap) if gap.is_empty() => Ok(false),
            Err(gap) => Err(gap),
        }))
    }

    /// Whether no other row of the rule has the same values.
    fn unique(&mut self, parts: &[Expr], expr: &Expr) -> Evaluated<bool> {
        let values: Vec<Value> = parts.iter().map(|part| self.operand(part)).collect::<Evaluated<_>>()?;
        let (Some(peers), Some(rule)) = (self.peers, self.rule) else { return Err(Gap::malformed(expr.span)) };
        let same = peers.same((self.world, rule), expr.span, parts, &values);
        self.record_peers(parts, &same);
        Ok(same.len() < 2)
    }

    fn record_peers(&mut self, parts: &[Expr], same: &[usize]) {
        let (Some(trace), Some(super::Frame::Row(table, _))) = (&mut self.trace, self.frames.last()) else { return };
        for row in same.iter().take(MOST_PEERS) {
            for part in parts {
                if let Node::Column { up: 0, column } = part.node {
                    trace.read(self.world.look(*table, *row, column), Role::Main, 0);
                }
            }
        }
    }
}
