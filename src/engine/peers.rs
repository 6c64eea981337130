//! The rows that a rule goes over, and which of them have the same values (`única`).

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::ruleset::model::{Expr, Rule, TableRef};
use crate::source::Span;
use crate::value::Value;

use super::eval::{Evaluator, Frame};
use super::gap::Evaluated;
use super::world::World;

type ByValues = HashMap<Vec<Value>, Rc<Vec<usize>>>;

/// The rows of a rule's table, after its `donde`.
#[derive(Debug)]
pub(super) struct Peers {
    /// The table.
    pub(super) table: TableRef,
    /// The rows, in their order.
    pub(super) rows: Vec<usize>,
    known: RefCell<BTreeMap<Span, Rc<ByValues>>>,
}

impl Peers {
    /// The rows of a rule.
    pub(super) fn new(table: TableRef, rows: Vec<usize>) -> Self {
        Peers { table, rows, known: RefCell::default() }
    }

    /// The rows where the parts of the `única` at `span` have these values. Rows without a value have no like.
    pub(super) fn same(
        &self,
        site: (&World<'_>, &Rule),
        span: Span,
        parts: &[Expr],
        values: &[Value],
    ) -> Rc<Vec<usize>> {
        let known = self.known.borrow().get(&span).cloned();
        let rows = known.unwrap_or_else(|| {
            let rows = Rc::new(self.by_values(site, parts));
            self.known.borrow_mut().insert(span, Rc::clone(&rows));
            rows
        });
        rows.get(values).cloned().unwrap_or_default()
    }

    fn by_values(&self, (world, rule): (&World<'_>, &Rule), parts: &[Expr]) -> ByValues {
        let mut rows = ByValues::new();
        for row in &self.rows {
            let mut evaluator = Evaluator::of_rule(world, rule, None, Frame::Row(self.table, *row));
            let values: Evaluated<Vec<Value>> = parts.iter().map(|part| evaluator.value(part)).collect();
            if let Ok(values) = values {
                Rc::make_mut(rows.entry(values).or_default()).push(*row);
            }
        }
        rows
    }
}
