//! Expressions, and the messages that hold them.

use crate::source::Span;

use super::{From, LiteralKind, Name};

/// A text with expressions in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Texts and expressions in turn.
    pub parts: Vec<MessagePart>,
    /// Its place.
    pub span: Span,
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum MessagePart {
    /// A text, with braces and quotes undone.
    Text(String),
    /// `{expresión}`
    Value(Expr),
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its place.
    pub span: Span,
}

/// Operators between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `&`
    Join,
    /// `y`
    And,
    /// `o`
    Or,
    /// `o bien`
    Coalesce,
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareOp {
    /// `=`
    Equal,
    /// `<>`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl CompareOp {
    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            CompareOp::Equal => "=",
            CompareOp::Unequal => "<>",
            CompareOp::Less => "<",
            CompareOp::AtMost => "<=",
            CompareOp::Greater => ">",
            CompareOp::AtLeast => ">=",
        }
    }
}

/// Tests of a text against a pattern or another text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchOp {
    /// `parece "0000"`
    Like,
    /// `empieza con`
    StartsWith,
    /// `termina con`
    EndsWith,
    /// `contiene`
    Contains,
}

/// Kinds of expression. `no` before `en`, `entre`, `vacío`, `parece`… is a [`ExprKind::Not`] around them.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A constant.
    Literal(LiteralKind),
    /// A bare name: `meta`, `vigencia`, `hoy`, `esta`.
    Name(Name),
    /// `plan.dependencia`, `m.cuatrienio`, `techos[…].valor`
    Field(Box<Expr>, Name),
    /// `techos[dependencia, programa]`, `fuentes["SGR"]`
    Index(Box<Expr>, Vec<Expr>),
    /// `programado[2024 a vigencia]`
    Slice(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `-x`
    Negate(Box<Expr>),
    /// `no x`
    Not(Box<Expr>),
    /// `a + b`, `a y b`
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `a <= b ± t`
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
    /// `x entre a y b`
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `x en lista`
    In(Box<Expr>, Box<Expr>),
    /// `x vacío`
    IsEmpty(Box<Expr>),
    /// `x es fórmula`
    IsFormula(Box<Expr>),
    /// `x parece "0000"`, `x empieza con y`
    Match(MatchOp, Box<Expr>, Box<Expr>),
    /// `("x", "y")`
    List(Vec<Expr>),
    /// `si a entonces b de lo contrario c`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `suma(total)`, `suma(valor de techos donde …)`, `redondea(x, 0)`
    Call {
        /// The function.
        name: Name,
        /// Its arguments.
        args: Vec<Expr>,
        /// `de T donde …` inside the parentheses.
        from: Option<From>,
    },
    /// `existe techos[a, b]`: the operand is an [`ExprKind::Index`].
    ExistsKey(Box<Expr>),
    /// `existe fila de T donde …`
    ExistsRow(From),
    /// `toda fila de T donde … cumple …`
    EveryRow(From, Box<Expr>),
}
