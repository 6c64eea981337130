//! `cambió(…)` and `cambios()`: a row of the plan against the one of the same key in `aprobado`.

use crate::ruleset::model::{ColumnId, Expr, Node, TableRef};
use crate::source::Span;
use crate::table::Entry;
use crate::value::{Text, Value};

use super::{Evaluator, Frame};
use crate::engine::changes::{differ, told};
use crate::engine::gap::{Cause, Cell, Evaluated, Gap};
use crate::engine::kernel;
use crate::engine::trace::Role;

impl Evaluator<'_> {
    /// Whether one of some columns changed; *no evaluable* without exactly one counterpart.
    pub(super) fn changed(&mut self, keys: &[Expr], columns: &[Expr], span: Span) -> Evaluated<bool> {
        let approved = self.lookup(TableRef::Approved, keys, span)?;
        if self.trace.is_some() {
            // A record has all that changed, not only the first.
            let verdicts: Vec<Evaluated<bool>> = columns.iter().map(|column| self.differs(column, approved)).collect();
            return kernel::any(verdicts);
        }
        kernel::any(columns.iter().map(|column| self.differs(column, approved)))
    }

    /// Whether a column changed; recorded only if it did.
    fn differs(&mut self, column: &Expr, approved: usize) -> Evaluated<bool> {
        let Node::Column { up, column: id } = column.node else { return Err(Gap::malformed(column.span)) };
        let (depth, Frame::Row(table, row)) = self.frame(up, column.span)? else {
            return Err(Gap::malformed(column.span));
        };
        let (now, before) = self.both(table, row, approved, id);
        let differs = differ(&self.world.entry(before), &self.world.entry(now));
        if let (Some(trace), true) = (&mut self.trace, differs != Some(false)) {
            trace.read(now, Role::Main, depth);
            trace.read(before, Role::Found, depth);
        }
        let unreadable = [now, before].into_iter().find(|cell| matches!(self.world.entry(*cell), Entry::Unreadable(_)));
        differs.ok_or_else(|| Gap::hard(unreadable.map_or(Cause::Malformed(column.span), Cause::Unreadable)))
    }

    /// `total: $ 100 → $ 120; cantidad: 1 → 2`; empty where nothing changed.
    pub(super) fn changes(&mut self, up: usize, keys: &[Expr], span: Span) -> Evaluated<Value> {
        let compared = self.rule.map(|rule| rule.compared.as_slice()).unwrap_or_default();
        let all = self.world.comparable();
        self.changes_of(up, keys, if compared.is_empty() { &all } else { compared }, span)
    }

    /// What changed in some columns, as a text.
    pub(in crate::engine) fn changes_of(
        &mut self,
        up: usize,
        keys: &[Expr],
        columns: &[ColumnId],
        span: Span,
    ) -> Evaluated<Value> {
        let approved = self.lookup(TableRef::Approved, keys, span)?;
        let (_, Frame::Row(table, row)) = self.frame(up, span)? else { return Err(Gap::malformed(span)) };
        let changes = columns.iter().filter_map(|column| {
            let (now, before) = self.both(table, row, approved, *column);
            let name = &self.world.column(table, *column)?.name;
            told(name, &self.world.entry(before), &self.world.entry(now))
        });
        let changes: Vec<String> = changes.collect();
        if changes.is_empty() {
            return Err(Gap::direct(Cause::NoValues(span)));
        }
        Ok(Value::Text(Text::verbatim(&changes.join("; "))))
    }

    /// A cell of the plan and that of its counterpart.
    fn both(&self, table: TableRef, row: usize, approved: usize, column: ColumnId) -> (Cell, Cell) {
        (self.world.cell(table, row, column), self.world.cell(TableRef::Approved, approved, column))
    }
}
