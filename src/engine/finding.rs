//! What a run gives: findings, the summary, and which workbooks were read.

use std::sync::Arc;

use jiff::civil::Date;

use crate::cell::{CellRef, SheetPlace};
use crate::diagnostic::{Severity, Window};
use crate::source::Span;
use crate::syntax::ast::Phase;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// Its `cuando` does not hold.
    NotApplicable,
    /// It does not hold, and an excepción covers it.
    Waived,
    /// A value it needs is missing or unreadable.
    NotEvaluable,
}

impl Outcome {
    /// As JSON writes it.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Holds => "cumple",
            Outcome::Fails => "incumple",
            Outcome::NotApplicable => "no_aplica",
            Outcome::Waived => "exceptuado",
            Outcome::NotEvaluable => "no_evaluable",
        }
    }
}

/// A norm that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedNorm {
    /// Its name in the rule set.
    pub name: String,
    /// What reports print.
    pub title: String,
    /// The article.
    pub article: Option<String>,
}

/// One thing to tell of a workbook: a failed check, checks that could not be judged, or something the reader met.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Stays the same from run to run as long as subject and rule do: 16 hexadecimal digits.
    pub id: String,
    /// The rule's name, or the reader's code (`lectura/celda_ilegible`).
    pub rule: String,
    /// The rule's title; empty for the reader's.
    pub title: String,
    /// How grave.
    pub severity: Severity,
    /// `Fails`, `NotEvaluable` or `Waived`.
    pub outcome: Outcome,
    /// The workbook's path as the user gave it; empty where a rule over tables alone failed.
    pub file: Arc<str>,
    /// The sheet of the cells.
    pub place: Option<SheetPlace>,
    /// The cells to look at, the main one first; all of `place`.
    pub cells: Vec<CellRef>,
    /// What the check was about: column names with plain values.
    pub subject: Vec<(String, String)>,
    /// What is wrong.
    pub message: String,
    /// Stretches of sheets to draw, the main one first.
    pub windows: Vec<Window>,
    /// The rule's own line.
    pub rule_span: Option<Span>,
    /// The norms it rests on.
    pub norms: Vec<CitedNorm>,
    /// What to do.
    pub help: Option<String>,
    /// How many checks this finding stands for: 1, or more where one cause left many without a verdict.
    pub checks: usize,
    /// Further remarks (checks that this cell left without a verdict).
    pub notes: Vec<String>,
}

/// How a rule's checks came out.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct RuleCounts {
    /// The rule's name.
    pub rule: String,
    /// The rule's title.
    pub title: String,
    /// cumple
    pub holds: usize,
    /// incumple
    pub fails: usize,
    /// no aplica
    pub not_applicable: usize,
    /// exceptuado
    pub waived: usize,
    /// no evaluable
    pub not_evaluable: usize,
}

/// A workbook of the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookSummary {
    /// Its path as the user gave it.
    pub file: Arc<str>,
    /// The format that it fits (`PE-F-012 v4`); `None` if it was refused.
    pub format: Option<String>,
    /// The sheets that gave rows.
    pub sheets: Vec<String>,
    /// How many rows were read.
    pub rows: usize,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub hash: String,
}

/// All that a run gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The fiscal year.
    pub vigencia: i64,
    /// The public body.
    pub entity: String,
    /// BLAKE3 of the rule set: files and reference tables, in hexadecimal.
    pub ruleset_hash: String,
    /// The phase.
    pub phase: Phase,
    /// The day of the run.
    pub date: Date,
    /// The workbooks, by path.
    pub books: Vec<BookSummary>,
    /// One count a rule of the phase, in the rule set's order.
    pub summary: Vec<RuleCounts>,
    /// The rules over `planes` that did not apply, as not the whole set of plans was given: a «revisión parcial».
    pub partial: Vec<String>,
    /// By workbook, then sheet, then cell, then rule.
    pub findings: Vec<Finding>,
}
