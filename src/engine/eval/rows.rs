//! Expressions over many rows: aggregates, `existe fila`, `toda fila`.

use crate::ruleset::builtins::Aggregate;
use crate::ruleset::model::{ColumnId, Expr, Node, RowSource, TableRef};
use crate::source::Span;
use crate::syntax::ast::CompareOp;
use crate::value::Value;

use super::{Evaluator, Frame, at, unit};
use crate::engine::gap::{Cause, Evaluated, Gap};
use crate::engine::kernel;
use crate::engine::trace::Contributor;

/// How many failing rows of a `toda fila` are recorded.
const MOST_FAILING: usize = 50;

/// How many rows are listed in the time of one step.
const LISTED_A_STEP: usize = 32;

/// The values that go into an aggregate, and where they came from while a record is kept.
#[derive(Default)]
struct Harvest {
    values: Vec<Value>,
    contributors: Vec<Contributor>,
}

impl<'a> Evaluator<'a> {
    pub(super) fn aggregate(
        &mut self,
        function: Aggregate,
        rows: &RowSource,
        items: &[Expr],
        expr: &Expr,
    ) -> Evaluated<Value> {
        let mut harvest = Harvest::default();
        match rows {
            RowSource::Here => self.harvest(items, &mut harvest)?,
            RowSource::Group => {
                let (table, rows) = self.enclosing_rows().ok_or_else(|| Gap::malformed(expr.span))?;
                for row in rows {
                    self.harvest_row(table, *row, items, &mut harvest)?;
                }
            }
            RowSource::Query { table, filter } => {
                for row in self.candidates(*table, filter.as_deref(), expr.span)? {
                    if self.selects(*table, row, filter.as_deref())? {
                        self.harvest_row(*table, row, items, &mut harvest)?;
                    }
                }
            }
        }
        let result = at(kernel::aggregate(function, &harvest.values, unit(expr)), expr.span)?;
        let value = result.ok_or_else(|| Gap::direct(Cause::NoValues(expr.span)))?;
        if let Some(trace) = &mut self.trace {
            trace.total(function, value.clone(), harvest.contributors);
        }
        Ok(value)
    }

    /// The rows of the innermost group or whole table.
    fn enclosing_rows(&self) -> Option<(TableRef, &'a [usize])> {
        self.frames.iter().rev().find_map(|frame| match *frame {
            Frame::Group(table, _, rows) | Frame::Whole(table, rows) => Some((table, rows)),
            Frame::Row(..) => None,
        })
    }

    fn harvest_row(&mut self, table: TableRef, row: usize, items: &[Expr], harvest: &mut Harvest) -> Evaluated<()> {
        if items.is_empty() {
            // `cuenta(filas)`: the row itself.
            harvest.values.push(Value::Bool(true));
            return Ok(());
        }
        self.within(Frame::Row(table, row), |this| this.harvest(items, harvest))
    }

    /// Takes the items' values; an empty cell of an optional column is left out.
    fn harvest(&mut self, items: &[Expr], harvest: &mut Harvest) -> Evaluated<()> {
        for item in items {
            let mark = self.trace.as_ref().map(|trace| trace.mark());
            let value = match self.value(item) {
                Ok(value) => Some(value),
                Err(gap) if gap.is_empty() && !self.is_required(&gap) => None,
                Err(gap) => return Err(gap.hardened()),
            };
            if let (Some(trace), Some(mark)) = (&mut self.trace, mark) {
                match &value {
                    Some(value) => harvest.contributors.push(trace.contributor(mark, value.clone())),
                    None => trace.forget(mark),
                }
            }
            match value {
                Some(Value::List(values)) => harvest.values.extend(values.iter().cloned()),
                Some(value) => harvest.values.push(value),
                None => {}
            }
        }
        Ok(())
    }

    fn is_required(&self, gap: &Gap) -> bool {
        matches!(gap.cause, Cause::Empty(cell) if self.world.is_required(cell))
    }

    /// Whether a row is one of those that a condition asks for.
    fn selects(&mut self, table: TableRef, row: usize, filter: Option<&Expr>) -> Evaluated<bool> {
        let Some(filter) = filter else { return Ok(true) };
        let depth = self.frames.len();
        let mark = self.trace.as_ref().map(|trace| trace.mark());
        let selected = self.seeking(|this| this.within(Frame::Row(table, row), |this| this.truth(filter)));
        if let (Some(trace), Some(mark)) = (&mut self.trace, mark) {
            trace.forget_inner(mark, depth);
        }
        selected.map_err(Gap::hardened)
    }

    /// True if one row is selected; rows that cannot be judged leave it open.
    pub(super) fn exists_row(&mut self, table: TableRef, filter: Option<&Expr>, span: Span) -> Evaluated<bool> {
        let rows = self.candidates(table, filter, span)?;
        kernel::any(rows.into_iter().map(|row| self.selects(table, row, filter)))
    }

    /// False if one selected row does not hold; rows that cannot be judged leave it open.
    pub(super) fn every_row(
        &mut self,
        table: TableRef,
        filter: Option<&Expr>,
        holds: &Expr,
        span: Span,
    ) -> Evaluated<bool> {
        let rows = self.candidates(table, filter, span)?;
        if self.trace.is_some() {
            return self.record_failing(table, &rows, filter, holds);
        }
        kernel::all(rows.into_iter().map(|row| self.row_holds(table, row, filter, holds)))
    }

    /// As the condition `no filtro o cumple` of one row.
    fn row_holds(&mut self, table: TableRef, row: usize, filter: Option<&Expr>, holds: &Expr) -> Evaluated<bool> {
        let spared = self.selects(table, row, filter).map(|selected| !selected);
        if spared == Ok(true) {
            return spared;
        }
        let holds = self.within(Frame::Row(table, row), |this| this.truth(holds)).map_err(Gap::hardened);
        kernel::any([spared, holds])
    }

    /// Goes on after the first failing row, and keeps only what failing rows read.
    fn record_failing(
        &mut self,
        table: TableRef,
        rows: &[usize],
        filter: Option<&Expr>,
        holds: &Expr,
    ) -> Evaluated<bool> {
        let mut verdicts = Vec::new();
        let mut failing = 0;
        for row in rows {
            let mark = self.trace.as_ref().map(|trace| trace.mark());
            let verdict = self.row_holds(table, *row, filter, holds);
            failing += usize::from(verdict == Ok(false));
            if let (Some(trace), Some(mark), true) = (&mut self.trace, mark, verdict != Ok(false)) {
                trace.forget(mark);
            }
            verdicts.push(verdict);
            if failing == MOST_FAILING {
                break;
            }
        }
        kernel::all(verdicts)
    }

    /// Rows among which are all those for which a condition is not false, in their order. An equality with a value
    /// from outside the row narrows them down by an index.
    fn candidates(&mut self, table: TableRef, filter: Option<&Expr>, span: Span) -> Evaluated<Vec<usize>> {
        let all = self.world.table(table).map_or(0, |table| table.rows.len());
        // Who watches wants to see the condition fail too.
        let narrowing = filter.filter(|_| self.world.watch.is_none());
        let (columns, values) = narrowing.map(|filter| self.equalities(table, filter)).unwrap_or_default();
        let index = if columns.is_empty() { None } else { self.world.index(table, &columns) };
        let found = index.as_ref().map(|index| (index.rows(&values), index.loose()));
        let many = found.map_or(all, |(rows, loose)| rows.len() + loose.len());
        // Listing rows costs little, but a rule may list all of them for each of them.
        self.spend(1 + many / LISTED_A_STEP, span)?;
        let Some((rows, loose)) = found else { return Ok((0..all).collect()) };
        let mut rows = [rows, loose].concat();
        rows.sort_unstable();
        Ok(rows)
    }

    /// The conjuncts of the form `columna = valor` whose value does not depend on the row, and has one.
    fn equalities(&mut self, table: TableRef, filter: &Expr) -> (Vec<ColumnId>, Vec<Value>) {
        let conjuncts = match &filter.node {
            Node::And(conjuncts) => conjuncts.as_slice(),
            _ => std::slice::from_ref(filter),
        };
        // The values come from outside the row, so that what is read is not of the placeholder row.
        self.seeking(|this| {
            this.within(Frame::Row(table, 0), |this| {
                conjuncts.iter().filter_map(|conjunct| this.equality(conjunct)).unzip()
            })
        })
    }

    fn equality(&mut self, conjunct: &Expr) -> Option<(ColumnId, Value)> {
        let Node::Compare { op: CompareOp::Equal, left, right, tolerance: None } = &conjunct.node else { return None };
        let (column, outside) = match (&left.node, &right.node) {
            (Node::Column { up: 0, column }, outside) if comes_from_outside(outside) => (*column, right),
            (outside, Node::Column { up: 0, column }) if comes_from_outside(outside) => (*column, left),
            _ => return None,
        };
        Some((column, self.value(outside).ok()?))
    }
}

/// Whether an expression is plainly the same in every row of the query.
fn comes_from_outside(node: &Node) -> bool {
    match node {
        Node::Column { up, .. } | Node::Key { up, .. } => *up > 0,
        Node::Constant(_) | Node::Vigencia | Node::Today | Node::Parameter(_) | Node::Dato { .. } | Node::Let(_) => {
            true
        }
        Node::Outside { frames, .. } => *frames > 0,
        _ => false,
    }
}
