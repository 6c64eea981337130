//! What can be known of a typed expression without evaluating it: whether it can be empty, whether it is rounded.

use crate::ruleset::builtins::Aggregate;
use crate::value::Type;

use super::super::model::{ArithmeticOp, ColumnId, Expr, Kind, LetId, Node, TableRef};
use super::{Checker, Frame};

impl Checker<'_> {
    /// Whether an expression can come out empty, so that `o bien` after it means something.
    pub(super) fn can_be_empty(&self, checked: &Expr) -> bool {
        match &checked.node {
            Node::Column { up, column } => match self.frame(*up) {
                Some(Frame::Row(table)) => self.column_can_be_empty(*table, *column),
                _ => true,
            },
            Node::Dato { table, column } => self.column_can_be_empty(*table, *column),
            Node::Field { row, column } => match row.kind {
                Kind::Row(table) => self.column_can_be_empty(table, *column),
                _ => true,
            },
            Node::Aggregate { function, .. } => {
                matches!(function, Aggregate::Min | Aggregate::Max | Aggregate::Mean)
            }
            Node::Entry { entries, .. } => entries.iter().any(|entry| self.can_be_empty(entry)),
            Node::If(_, then, otherwise) => self.can_be_empty(then) || self.can_be_empty(otherwise),
            Node::Coalesce(_, second) => self.can_be_empty(second),
            Node::Let(LetId(at)) => self.lets.get(*at).is_none_or(|local| local.can_be_empty),
            Node::Applied { body: inner, .. } | Node::Outside { frames: 0, inner } => self.can_be_empty(inner),
            Node::Nearest(..) | Node::Changes { .. } | Node::Outside { .. } => true,
            _ => false,
        }
    }

    fn column_can_be_empty(&self, table: TableRef, column: ColumnId) -> bool {
        let decl = self.schema(table).columns.get(column.0);
        decl.is_none_or(|decl| !decl.required && decl.ty != Type::Bool { marks: true })
    }

    /// Whether an expression carries a quotient, which is rounded, to where it is compared.
    pub(super) fn is_quotient(&self, checked: &Expr) -> bool {
        match &checked.node {
            Node::Arithmetic(ArithmeticOp::Divide, ..) | Node::Aggregate { function: Aggregate::Mean, .. } => true,
            Node::Arithmetic(_, left, right) | Node::Coalesce(left, right) | Node::If(_, left, right) => {
                self.is_quotient(left) || self.is_quotient(right)
            }
            Node::Negate(inner) | Node::Applied { body: inner, .. } | Node::Outside { inner, .. } => {
                self.is_quotient(inner)
            }
            Node::Let(LetId(at)) => self.lets.get(*at).is_some_and(|local| local.is_quotient),
            _ => false,
        }
    }
}
