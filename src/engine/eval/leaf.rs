//! Expressions without operands: constants, cells, keys, datos, and where a row comes from.

use crate::decimal::Decimal;
use crate::ruleset::model::{ColumnId, Expr, Node, TableRef};
use crate::source::Span;
use crate::value::{Unit, Value};

use super::{Evaluator, Frame};
use crate::engine::gap::{Cell, Evaluated, Gap};
use crate::engine::subject::base_name;
use crate::engine::trace::Role;

/// How many rows of a group are recorded as the source of its key.
const MOST_KEY_CELLS: usize = 50;

impl Evaluator<'_> {
    pub(super) fn leaf(&mut self, expr: &Expr) -> Evaluated<Value> {
        let span = expr.span;
        match &expr.node {
            Node::Constant(value) => Ok(value.clone()),
            Node::Vigencia => Ok(Value::Number(Decimal::from(self.world.rules.vigencia), Unit::Plain)),
            Node::Today => Ok(Value::Date(self.world.rules.today)),
            Node::Parameter(id) => {
                let parameter = self.world.rules.parameters.get(id.0);
                parameter.map(|parameter| parameter.value.clone()).ok_or_else(|| Gap::malformed(span))
            }
            Node::Column { up, column } => self.column(*up, *column, span),
            Node::Key { up, key } => self.key(*up, *key, span),
            Node::Dato { table, column } => {
                self.read(Cell { table: *table, row: None, column: *column }, Role::Main, 0)
            }
            Node::RowNumber { up } => {
                let (table, row) = self.row(*up, span)?;
                let origin = self.world.table(table).and_then(|table| table.rows.get(row));
                let number = origin.map(|origin| i64::from(origin.row) + 1).ok_or_else(|| Gap::malformed(span))?;
                Ok(Value::Number(Decimal::from(number), Unit::Plain))
            }
            Node::SheetName { up } => {
                let (table, row) = self.row(*up, span)?;
                self.sheet(table, row).ok_or_else(|| Gap::malformed(span))
            }
            Node::RowFile { up } => {
                let (table, row) = self.row(*up, span)?;
                let origin = self.world.origin(table, row).ok_or_else(|| Gap::malformed(span))?;
                Ok(Value::text(base_name(&origin.file)))
            }
            Node::FileName(table) => self.file_name(*table).ok_or_else(|| Gap::malformed(span)),
            _ => Err(Gap::malformed(span)),
        }
    }

    fn row(&self, up: usize, span: Span) -> Evaluated<(TableRef, usize)> {
        match self.frame(up, span)? {
            (_, Frame::Row(table, row)) => Ok((table, row)),
            _ => Err(Gap::malformed(span)),
        }
    }

    fn column(&mut self, up: usize, column: ColumnId, span: Span) -> Evaluated<Value> {
        match self.frame(up, span)? {
            (depth, Frame::Row(table, row)) => self.read(self.world.cell(table, row, column), Role::Main, depth),
            _ => Err(Gap::malformed(span)),
        }
    }

    fn key(&mut self, up: usize, key: usize, span: Span) -> Evaluated<Value> {
        let (depth, Frame::Group(table, keys, rows)) = self.frame(up, span)? else {
            return Err(Gap::malformed(span));
        };
        let source = self.group_keys().get(key).map(|key| &key.expr.node);
        if let (Some(trace), Some(Node::Column { column, .. })) = (&mut self.trace, source) {
            for row in rows.iter().take(MOST_KEY_CELLS) {
                trace.read(self.world.look(table, *row, *column), Role::Main, depth);
            }
        }
        keys.get(key).cloned().ok_or_else(|| Gap::malformed(span))
    }

    fn sheet(&self, table: TableRef, row: usize) -> Option<Value> {
        let named = self.world.book.and_then(|book| book.sheet).filter(|_| self.world.base(table) == TableRef::Plan);
        let read = &*self.world.origin(table, row)?.sheet;
        Some(Value::text(named.unwrap_or(read)))
    }

    fn file_name(&self, table: TableRef) -> Option<Value> {
        let path = match table {
            TableRef::Plan => self.world.book?.file,
            other => &*self.world.table(other)?.blocks.first()?.place.file,
        };
        Some(Value::text(base_name(path)))
    }
}
