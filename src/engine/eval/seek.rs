//! Lookups: the row with some keys, whether there is one, and whether a column has a value.

use crate::ruleset::model::{ColumnId, Expr, Node, TableRef};
use crate::source::Span;
use crate::value::Value;

use super::{Evaluator, Frame};
use crate::engine::gap::{Cause, Cell, Evaluated, Gap, Sought};
use crate::engine::index::Index;
use crate::engine::world::World;

impl Evaluator<'_> {
    /// The one row with these keys.
    pub(super) fn lookup(&mut self, table: TableRef, keys: &[Expr], span: Span) -> Evaluated<usize> {
        let values = self.keys(keys)?;
        // Without keys it is the only row that is meant.
        let columns = if keys.is_empty() { &[][..] } else { &self.world.schema(table).key };
        let index = self.world.index(table, columns).ok_or_else(|| Gap::malformed(span))?;
        match index.rows(&values) {
            [row] => Ok(*row),
            [] => {
                refuse_unreadable(self.world, &index, table, columns)?;
                Err(Gap::hard(Cause::NotFound(Box::new(self.sought(table, keys, values)))))
            }
            _ => Err(Gap::hard(Cause::Several(Box::new(self.sought(table, keys, values))))),
        }
    }

    /// `existe techos[a, b]`
    pub(super) fn exists_key(&mut self, table: TableRef, keys: &[Expr], span: Span) -> Evaluated<bool> {
        let values = keys.iter().map(|key| self.operand(key)).collect::<Evaluated<Vec<_>>>()?;
        self.indexed(&values, table, &self.world.schema(table).key, span)
    }

    /// `x en tabla.columna`
    pub(super) fn in_column(
        &mut self,
        value: &Value,
        table: TableRef,
        column: ColumnId,
        span: Span,
    ) -> Evaluated<bool> {
        self.indexed(std::slice::from_ref(value), table, &[column], span)
    }

    fn indexed(&self, values: &[Value], table: TableRef, columns: &[ColumnId], span: Span) -> Evaluated<bool> {
        let index = self.world.index(table, columns).ok_or_else(|| Gap::malformed(span))?;
        if !index.rows(values).is_empty() {
            return Ok(true);
        }
        refuse_unreadable(self.world, &index, table, columns).map(|()| false)
    }

    fn keys(&mut self, keys: &[Expr]) -> Evaluated<Vec<Value>> {
        self.seeking(|this| keys.iter().map(|key| this.operand(key)).collect())
    }

    fn sought(&self, table: TableRef, keys: &[Expr], values: Vec<Value>) -> Sought {
        let cells = keys.iter().filter_map(|key| self.source(key)).collect();
        Sought { table, keys: values, cells }
    }

    /// The cell that an expression merely names.
    pub(super) fn source(&self, expr: &Expr) -> Option<Cell> {
        self.source_without(0, expr)
    }

    /// [`Self::source`] of an expression that does not see the innermost frames.
    fn source_without(&self, frames: usize, expr: &Expr) -> Option<Cell> {
        match &expr.node {
            Node::Applied { body, .. } => self.source_without(frames, body),
            Node::Outside { frames: more, inner } => self.source_without(frames + more, inner),
            Node::Dato { table, column } => Some(Cell { table: *table, row: None, column: *column }),
            Node::Column { up, column } => match self.frame(frames + up, expr.span) {
                Ok((_, Frame::Row(table, row))) => Some(self.world.look(table, row, *column)),
                _ => None,
            },
            Node::Key { up, key } => match (self.frame(frames + up, expr.span), self.group_keys().get(*key)) {
                (Ok((_, Frame::Group(table, _, rows))), Some(key)) => match key.expr.node {
                    Node::Column { column, .. } => Some(self.world.look(table, *rows.first()?, column)),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }
}

/// What was sought may stand in a cell that cannot be read.
fn refuse_unreadable(world: &World<'_>, index: &Index, table: TableRef, columns: &[ColumnId]) -> Evaluated<()> {
    let Some((row, at)) = index.unreadable() else { return Ok(()) };
    match columns.get(at) {
        Some(column) => Err(Gap::hard(Cause::Unreadable(world.look(table, row, *column)))),
        None => Ok(()),
    }
}
