//! Why an expression has no value, and which cells that comes from.

use crate::ruleset::model::{ColumnId, TableRef};
use crate::source::Span;
use crate::value::Value;

use super::kernel::Fault;

/// What evaluating an expression gives.
pub(super) type Evaluated<T> = Result<T, Gap>;

/// A cell of a table, by row and column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Cell {
    /// The table.
    pub(super) table: TableRef,
    /// The row; `None` for a dato, which stands apart from the rows.
    pub(super) row: Option<usize>,
    /// The column.
    pub(super) column: ColumnId,
}

/// Keys that were looked for in a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sought {
    /// The table.
    pub(super) table: TableRef,
    /// The values, one a column of its key.
    pub(super) keys: Vec<Value>,
    /// The cells that they came from, where they came straight from cells.
    pub(super) cells: Vec<Cell>,
}

/// Why there is no value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cause {
    /// A cell is empty.
    Empty(Cell),
    /// A cell cannot be read.
    Unreadable(Cell),
    /// A `mínimo`, `máximo` or `promedio` of nothing, or a `parecido` without a near value.
    NoValues(Span),
    /// A lookup found no row.
    NotFound(Box<Sought>),
    /// A lookup found several rows.
    Several(Box<Sought>),
    /// A family has no entry of the name that was asked for, and the cell that gave it, where it is a cell.
    NoEntry(Span, Box<Value>, Option<Cell>),
    /// A division by zero, and the cell of the divisor, where it is a cell.
    ZeroDivision(Span, Option<Cell>),
    /// A number or a day beyond what can be held.
    Overflow(Span),
    /// The rule has gone over more rows than it may in one workbook.
    TooMuch(Span),
    /// What the resolver promises not to build.
    Malformed(Span),
}

/// The lack of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Gap {
    /// Why.
    pub(super) cause: Cause,
    /// Whether the expression is itself the cell or the empty aggregate, rather than computed from one: `vacío`,
    /// `o bien` and the aggregates look at this.
    direct: bool,
}

impl Gap {
    /// The expression is itself empty or unreadable.
    pub(super) fn direct(cause: Cause) -> Self {
        Gap { cause, direct: true }
    }

    /// The expression has no value.
    pub(super) fn hard(cause: Cause) -> Self {
        Gap { cause, direct: false }
    }

    /// The gap of an expression computed from this one.
    pub(super) fn hardened(self) -> Self {
        Gap { direct: false, ..self }
    }

    /// Whether the expression itself is empty.
    pub(super) fn is_empty(&self) -> bool {
        self.direct && matches!(self.cause, Cause::Empty(_) | Cause::NoValues(_))
    }

    /// Whether the expression itself is an unreadable cell.
    pub(super) fn is_unreadable(&self) -> bool {
        self.direct && matches!(self.cause, Cause::Unreadable(_))
    }

    /// What a kernel could not compute, at its place.
    pub(super) fn of(fault: Fault, span: Span) -> Self {
        Gap::hard(match fault {
            Fault::ZeroDivision => Cause::ZeroDivision(span, None),
            Fault::Overflow => Cause::Overflow(span),
            Fault::Unlike => Cause::Malformed(span),
        })
    }

    /// What no resolved rule should contain.
    pub(super) fn malformed(span: Span) -> Self {
        Gap::hard(Cause::Malformed(span))
    }
}
