//! Typed expressions.

use std::sync::Arc;

use crate::decimal::Decimal;
use crate::source::Span;
use crate::syntax::ast::{CompareOp, MatchOp};
use crate::value::{Unit, Value};

use super::super::builtins::{Aggregate, Function};
use super::table::TableRef;
use super::{ColumnId, LetId, ParameterId};

/// What an expression gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A code.
    Code,
    /// A number of a unit.
    Number(Unit),
    /// A day.
    Date,
    /// A truth value.
    Bool,
    /// A row of a table.
    Row(TableRef),
    /// Several values of a kind.
    List(Box<Kind>),
}

/// A typed expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub node: Node,
    /// What it gives.
    pub kind: Kind,
    /// Its place.
    pub span: Span,
}

/// Kinds of typed expression.
///
/// Frames: evaluating a rule begins with one frame, the subject (a row, a group, or the whole table). An aggregate or a
/// quantifier over rows evaluates its inner expressions with a further frame, the row at hand. `up` counts frames
/// outwards from the innermost one.
#[derive(Clone, Debug)]
pub enum Node {
    /// A constant.
    Constant(Value),
    /// `vigencia`: a number that the rule set fixes.
    Vigencia,
    /// `hoy`: a day that the run fixes.
    Today,
    /// A parameter.
    Parameter(ParameterId),
    /// A column of the row in a frame.
    Column {
        /// Which frame: a row.
        up: usize,
        /// The column.
        column: ColumnId,
    },
    /// A key of the group in a frame.
    Key {
        /// Which frame: a group.
        up: usize,
        /// Which of its keys.
        key: usize,
    },
    /// A dato of `plan` or `aprobado`, without regard to rows.
    Dato {
        /// [`TableRef::Plan`] or [`TableRef::Approved`].
        table: TableRef,
        /// The dato.
        column: ColumnId,
    },
    /// The row number, as Excel shows it, of the row in a frame (`plan.fila`).
    RowNumber {
        /// Which frame.
        up: usize,
    },
    /// The sheet's name of the row in a frame (`plan.hoja`).
    SheetName {
        /// Which frame.
        up: usize,
    },
    /// The workbook's file name (`plan.archivo`).
    FileName(TableRef),
    /// The file name of the workbook that the row in a frame comes from (`planes.archivo`).
    RowFile {
        /// Which frame.
        up: usize,
    },
    /// A local name.
    Let(LetId),
    /// The one row with these keys.
    Lookup {
        /// The table, which has a key.
        table: TableRef,
        /// One value for each column of its key.
        keys: Vec<Expr>,
    },
    /// A column of a row that an expression gives.
    Field {
        /// Of kind [`Kind::Row`].
        row: Box<Expr>,
        /// The column.
        column: ColumnId,
    },
    /// `-x`
    Negate(Box<Expr>),
    /// `no x`, three-valued.
    Not(Box<Expr>),
    /// `x y z`, three-valued; two or more operands.
    And(Vec<Expr>),
    /// `x o z`, three-valued; two or more operands.
    Or(Vec<Expr>),
    /// `+ - * /` of numbers, and of dates and days; the kind tells the result's unit.
    Arithmetic(ArithmeticOp, Box<Expr>, Box<Expr>),
    /// `a & b`: texts joined.
    Join(Box<Expr>, Box<Expr>),
    /// `a o bien b`
    Coalesce(Box<Expr>, Box<Expr>),
    /// A comparison.
    Compare {
        /// The operator.
        op: CompareOp,
        /// Left side.
        left: Box<Expr>,
        /// Right side.
        right: Box<Expr>,
        /// `± t`
        tolerance: Option<Box<Expr>>,
    },
    /// `x entre a y b`, both included.
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `x en …`
    In(Box<Expr>, Set),
    /// `x es fórmula`, of a cell.
    IsFormula(Box<Expr>),
    /// `x vacío`
    IsEmpty(Box<Expr>),
    /// `x parece "0000"`
    Like(Box<Expr>, crate::value::Pattern),
    /// `x empieza con y` and its like; [`MatchOp::Like`] does not occur.
    Match(MatchOp, Box<Expr>, Box<Expr>),
    /// `si a entonces b de lo contrario c`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `existe techos[a, b]`
    ExistsKey {
        /// The table.
        table: TableRef,
        /// One value for each column of its key.
        keys: Vec<Expr>,
    },
    /// `existe fila de T donde …`; the condition has the row as its innermost frame.
    ExistsRow {
        /// The table.
        table: TableRef,
        /// None: any row at all.
        filter: Option<Box<Expr>>,
    },
    /// `toda fila de T donde … cumple …`
    EveryRow {
        /// The table.
        table: TableRef,
        /// Which rows.
        filter: Option<Box<Expr>>,
        /// What must hold in each.
        holds: Box<Expr>,
    },
    /// An aggregate.
    Aggregate {
        /// Which.
        function: Aggregate,
        /// Over which rows.
        rows: RowSource,
        /// What to take from each row: one expression, or the entries of a family. None: the row itself (`filas`).
        /// With [`RowSource::Here`] they are evaluated in the present frame, else with the row as innermost frame.
        items: Vec<Expr>,
    },
    /// A built-in function of values.
    Call(Function, Vec<Expr>),
    /// `parecido(x, columna)`: the value of a column most like x; empty if none is near.
    Nearest(Box<Expr>, TableRef, ColumnId),
    /// `programado[año(fecha)]`: the entry of a family that a value names.
    Entry {
        /// The value.
        key: Box<Expr>,
        /// The entries' names.
        names: Vec<Value>,
        /// The entries, parallel to their names.
        entries: Vec<Expr>,
    },
    /// An entry of `programado[a a b]`, whose bounds depend on the row: empty if it is not between them.
    Stretched {
        /// The entry's number.
        number: Decimal,
        /// The first number of the stretch, and the last.
        bounds: Arc<(Expr, Expr)>,
        /// The entry.
        entry: Box<Expr>,
    },
    /// A use of a `función`: its body, with the arguments in the places of their names.
    Applied {
        /// The arguments that are one value each, as the use writes them.
        arguments: Vec<Expr>,
        /// What the function gives for them.
        body: Box<Expr>,
    },
    /// An argument in the body of a function: evaluated without the frames of the body's own queries.
    Outside {
        /// How many frames to leave out, the innermost ones.
        frames: usize,
        /// In the frames that remain.
        inner: Box<Expr>,
    },
    /// `única(a, b)`: no other row of the rule's table, after its `donde`, has the same values.
    Unique(Vec<Expr>),
    /// `cambió(a, b)`: one of some columns of a row of `plan` is not as in the row of `aprobado` with the same key.
    Changed {
        /// The row's values of the key, of kind [`Node::Column`].
        keys: Vec<Expr>,
        /// What is compared, of kind [`Node::Column`].
        columns: Vec<Expr>,
    },
    /// `cambios()`: what changed of [`Rule::compared`](super::Rule::compared), as a text; empty where nothing did.
    Changes {
        /// Which frame: a row of `plan`.
        up: usize,
        /// The row's values of the key, of kind [`Node::Column`].
        keys: Vec<Expr>,
    },
}

/// What `en` looks into.
#[derive(Clone, Debug)]
pub enum Set {
    /// A column of a table; a table named alone means its key.
    Column(TableRef, ColumnId),
    /// A list.
    List(Vec<Expr>),
}

/// Over which rows an aggregate goes.
#[derive(Clone, Debug)]
pub enum RowSource {
    /// Along the present row, or a list: no further frame.
    Here,
    /// The rows of the innermost group or whole table.
    Group,
    /// The rows of a table for which a condition holds.
    Query {
        /// The table.
        table: TableRef,
        /// None: all rows.
        filter: Option<Box<Expr>>,
    },
}

/// Arithmetic between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArithmeticOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}
