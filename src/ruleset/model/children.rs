//! What an expression is made of, to be changed in place.

use super::expr::{Expr, Node, RowSource, Set};
use super::table::TableRef;

/// In which frames a part of an expression is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frames {
    /// In those of the expression.
    Same,
    /// With a row of a table as a further one.
    Within(TableRef),
    /// Without so many of the innermost ones.
    Without(usize),
}

/// A part of an expression.
pub type Child<'e> = (Frames, &'e mut Expr);

impl Node {
    /// The expressions that this one is made of, in the order in which they are written. `group` is the table that
    /// [`RowSource::Group`] stands for.
    pub fn children_mut(&mut self, group: TableRef) -> Vec<Child<'_>> {
        match self {
            Node::Lookup { keys, .. } | Node::ExistsKey { keys, .. } | Node::Changes { keys, .. } => here(keys),
            Node::Changed { keys, columns } => here(keys.iter_mut().chain(columns)),
            Node::And(operands) | Node::Or(operands) | Node::Call(_, operands) | Node::Unique(operands) => {
                here(operands)
            }
            Node::Field { row: inner, .. }
            | Node::Negate(inner)
            | Node::Not(inner)
            | Node::IsEmpty(inner)
            | Node::IsFormula(inner)
            | Node::Like(inner, _)
            | Node::Nearest(inner, ..)
            | Node::In(inner, Set::Column(..)) => here(std::iter::once(&mut **inner)),
            Node::In(inner, Set::List(items)) => here(std::iter::once(&mut **inner).chain(items)),
            Node::Arithmetic(_, left, right)
            | Node::Join(left, right)
            | Node::Coalesce(left, right)
            | Node::Match(_, left, right) => here([&mut **left, &mut **right]),
            Node::Compare { left, right, tolerance, .. } => {
                here([&mut **left, &mut **right].into_iter().chain(tolerance.as_deref_mut()))
            }
            Node::Between(first, second, third) | Node::If(first, second, third) => {
                here([&mut **first, &mut **second, &mut **third])
            }
            // The arguments stand in the body again.
            Node::Applied { body, .. } => here([&mut **body]),
            Node::Entry { key, entries, .. } => here(std::iter::once(&mut **key).chain(entries)),
            // The bounds are shared by all entries of the stretch.
            Node::Stretched { entry, .. } => here([&mut **entry]),
            Node::Outside { frames, inner } => vec![(Frames::Without(*frames), &mut **inner)],
            Node::Aggregate { rows: RowSource::Here, items, .. } => here(items),
            Node::Aggregate { rows: RowSource::Group, items, .. } => within(group, items),
            Node::Aggregate { rows: RowSource::Query { table, filter }, items, .. } => {
                within(*table, items.iter_mut().chain(filter.as_deref_mut()))
            }
            Node::ExistsRow { table, filter } => within(*table, filter.as_deref_mut()),
            Node::EveryRow { table, filter, holds } => {
                within(*table, filter.as_deref_mut().into_iter().chain([&mut **holds]))
            }
            Node::Constant(_)
            | Node::Vigencia
            | Node::Today
            | Node::Parameter(_)
            | Node::Column { .. }
            | Node::Key { .. }
            | Node::Dato { .. }
            | Node::RowNumber { .. }
            | Node::SheetName { .. }
            | Node::RowFile { .. }
            | Node::FileName(_)
            | Node::Let(_) => Vec::new(),
        }
    }
}

fn here<'e>(exprs: impl IntoIterator<Item = &'e mut Expr>) -> Vec<Child<'e>> {
    exprs.into_iter().map(|expr| (Frames::Same, expr)).collect()
}

fn within<'e>(table: TableRef, exprs: impl IntoIterator<Item = &'e mut Expr>) -> Vec<Child<'e>> {
    exprs.into_iter().map(|expr| (Frames::Within(table), expr)).collect()
}
