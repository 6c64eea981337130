//! Documented waivers of a rule.

use super::{Citation, Expr, Literal, Name, Quoted};

/// `excepción …`: failures of a rule that are reported as waived.
#[derive(Clone, Debug, PartialEq)]
pub struct Excepcion {
    /// The rule.
    pub rule: Name,
    /// `para …`: which of its checks; the clauses count together. None: all.
    pub conditions: Vec<Expr>,
    /// `hasta …`: the last day on which it counts.
    pub until: Vec<Literal>,
    /// `según …`: what it rests on.
    pub sources: Vec<WaiverSource>,
}

/// What a waiver rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum WaiverSource {
    /// A norm of the rule set.
    Norm(Citation),
    /// A text: `"Oficio SH-114 de 2026"`.
    Text(Quoted),
}
