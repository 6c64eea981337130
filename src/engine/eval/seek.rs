//! Lookups: the row with some keys, whether there is one, and whether a column has a value.

use crate::decimal::Decimal;
use crate::ruleset::model::{ColumnId, Expr, Node, TableRef};
use crate::source::Span;
use crate::value::{Unit, Value};

use super::{Datum, Evaluator, Frame};
use crate::engine::gap::{Cause, Cell, Evaluated, Gap, Sought};
use crate::engine::index::Index;
use crate::engine::kernel;
use crate::engine::trace::Role;
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

    /// The entry of a family that a value names.
    pub(super) fn entry<'e>(
        &mut self,
        key: &Expr,
        names: &[Value],
        entries: &'e [Expr],
        span: Span,
    ) -> Evaluated<&'e Expr> {
        let value = self.seeking(|this| this.operand(key))?;
        let at = names.iter().position(|name| *name == value);
        let missing = || Gap::hard(Cause::NoEntry(span, Box::new(value.clone()), self.source(key)));
        at.and_then(|at| entries.get(at)).ok_or_else(missing)
    }

    /// Refuses, as empty, an entry of a family that does not stand between two bounds.
    pub(super) fn refuse_beyond(&mut self, number: Decimal, bounds: &(Expr, Expr), span: Span) -> Evaluated<()> {
        let (first, last) = self.seeking(|this| Ok((this.operand(&bounds.0)?, this.operand(&bounds.1)?)))?;
        let number = Value::Number(number, Unit::Plain);
        if kernel::between(&number, &first, &last) { Ok(()) } else { Err(Gap::direct(Cause::NoValues(span))) }
    }

    /// Whether the cell that an expression names has a formula, whatever it holds.
    pub(super) fn is_formula(&mut self, named: &Expr) -> Evaluated<bool> {
        let (cell, depth) = self.named_cell(named)?;
        if let Some(trace) = &mut self.trace {
            trace.read(cell, Role::Main, depth);
        }
        Ok(self.world.is_formula(cell))
    }

    /// The cell that an expression names, and the depth of its frame.
    fn named_cell(&mut self, named: &Expr) -> Evaluated<(Cell, usize)> {
        let depth = self.frames.len().saturating_sub(1);
        match &named.node {
            Node::Field { row, column } => match self.datum(row).map_err(Gap::hardened)? {
                Datum::Row(table, row) => Ok((self.world.cell(table, row, *column), depth)),
                Datum::Value(_) => Err(Gap::malformed(named.span)),
            },
            Node::Entry { key, names, entries } => {
                let entry = self.entry(key, names, entries, named.span)?;
                self.named_cell(entry)
            }
            Node::Applied { body, .. } => self.named_cell(body),
            Node::Outside { frames, inner } => self.without_frames(*frames, |this| this.named_cell(inner)),
            Node::Column { up, .. } => {
                let (depth, _) = self.frame(*up, named.span)?;
                self.source(named).map(|cell| (cell, depth)).ok_or_else(|| Gap::malformed(named.span))
            }
            _ => self.source(named).map(|cell| (cell, 0)).ok_or_else(|| Gap::malformed(named.span)),
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
