//! Rules: what they go over, and what must hold.

use jiff::civil::Date;

use crate::diagnostic::Severity;
use crate::source::Span;
use crate::syntax::ast::Phase;

use super::expr::Expr;
use super::table::TableRef;
use super::{ColumnId, NormId, RuleId};

/// A check.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// How grave a failure is.
    pub severity: Severity,
    /// What it demands.
    pub title: String,
    /// The norms it rests on.
    pub citations: Vec<Citation>,
    /// When it is judged; empty: always.
    pub phases: Vec<Phase>,
    /// What it goes over.
    pub subject: Subject,
    /// When it applies; all must hold.
    pub conditions: Vec<Expr>,
    /// Local names, each evaluated when first used.
    pub lets: Vec<Let>,
    /// What must hold.
    pub demands: Vec<Demand>,
    /// The columns that its `cambió` name, of which `cambios()` tells; none: it tells of all.
    pub compared: Vec<ColumnId>,
    /// Whether it reads `plan` or `aprobado`, and so runs once a workbook; else once a run.
    pub per_book: bool,
    /// Whether it reads `aprobado`.
    pub reads_approved: bool,
    /// Whether it reads `planes`, and so asks for the whole set of workbooks.
    pub reads_all: bool,
    /// Its name's place.
    pub span: Span,
}

/// A norm and its article.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The norm.
    pub norm: NormId,
    /// The article.
    pub article: Option<String>,
}

/// What a rule goes over.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The table.
    pub table: TableRef,
    /// Its rows: those for which this holds. The row is the innermost frame.
    pub filter: Option<Expr>,
    /// How.
    pub kind: SubjectKind,
}

/// How a rule goes over its table.
#[derive(Clone, Debug)]
pub enum SubjectKind {
    /// One check a row; the frame is that row.
    Rows,
    /// One check a group; the frame is the group. Keys are evaluated with a row as the innermost frame.
    Groups(Vec<GroupKey>),
    /// One check; the frame is the table with its rows.
    Whole,
}

/// A key of a group.
#[derive(Clone, Debug)]
pub struct GroupKey {
    /// The name that the rule uses.
    pub name: String,
    /// Its value in a row.
    pub expr: Expr,
}

/// `sea nombre = …`
#[derive(Clone, Debug)]
pub struct Let {
    /// Its name.
    pub name: String,
    /// Its value, with the subject as the only frame.
    pub value: Expr,
}

/// What must hold, and what to say when it does not.
#[derive(Clone, Debug)]
pub struct Demand {
    /// What must hold; of kind [`Kind::Bool`](super::Kind::Bool).
    pub condition: Expr,
    /// `si no "…"`
    pub message: Option<Message>,
    /// Columns to underline (`señala`); empty: the cells that the condition read.
    pub marks: Vec<ColumnId>,
    /// `ayuda "…"`
    pub help: Option<Message>,
    /// The `exige` clause.
    pub span: Span,
}

/// A text with expressions in it.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its parts in turn.
    pub parts: Vec<MessagePart>,
}

/// A part of a message.
#[derive(Clone, Debug)]
pub enum MessagePart {
    /// A text.
    Text(String),
    /// A value to show.
    Value(Expr),
}

/// A documented waiver: failures of a rule that are reported as waived.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// The rule.
    pub rule: RuleId,
    /// Which of its checks; of kind [`Kind::Bool`](super::Kind::Bool), with the rule's subject as the only frame.
    pub condition: Expr,
    /// The last day on which it counts; none: it has no end.
    pub until: Option<Date>,
    /// What it rests on.
    pub sources: Vec<WaiverSource>,
    /// The rule's name in its head.
    pub span: Span,
}

/// What a waiver rests on.
#[derive(Clone, Debug)]
pub enum WaiverSource {
    /// A norm and its article.
    Norm(Citation),
    /// A text: `Oficio SH-114 de 2026`.
    Text(String),
}
