//! What rules are evaluated in: tables, parameters, the year and the day; and where a bare name looks.

use std::collections::{BTreeMap, BTreeSet};

use cotejo::syntax::ast::Expr;

use super::table::{Place, Table};
use super::value::Value;

/// All that a rule can name. Names are folded.
#[derive(Clone, Debug, Default)]
pub(super) struct World {
    pub(super) tables: BTreeMap<String, Table>,
    pub(super) parametros: BTreeMap<String, Value>,
    /// The names of the arguments, and the expression.
    pub(super) funciones: BTreeMap<String, (Vec<String>, Expr)>,
    pub(super) vigencia: i64,
    pub(super) hoy: i64,
}

/// What an expression stands in, the innermost last: the rule's own subject, then the rows of queries within.
#[derive(Clone, Debug)]
pub(super) enum Frame {
    Row {
        table: String,
        row: usize,
    },
    /// A group with its keys, or without any a whole table.
    Rows {
        table: String,
        keys: Vec<Key>,
        rows: Vec<usize>,
    },
    /// The body of a función: what it was given, each with what that stands in.
    Call {
        args: Vec<(String, Expr, Vec<Frame>)>,
    },
}

/// A group's key.
#[derive(Clone, Debug)]
pub(super) struct Key {
    /// Folded.
    pub(super) name: String,
    pub(super) value: Value,
    /// The cells of the group's rows that it comes from.
    pub(super) cells: BTreeSet<Place>,
}

impl Frame {
    /// The table that a rule goes over.
    pub(super) fn table(&self) -> &str {
        match self {
            Frame::Row { table, .. } | Frame::Rows { table, .. } => table,
            Frame::Call { .. } => panic!("no rule goes over a función"),
        }
    }
}
