//! What prueba would tell a rule and a changed one apart: the words after «falta una prueba».

use crate::ruleset::model::{Expr, RuleSet};
use crate::source::Span;
use crate::syntax::ast::CompareOp;
use crate::text::{either, shorten, squeeze};

/// How many letters of a rule are quoted.
const MOST_LETTERS: usize = 60;

/// A stretch of a rule, on one line.
pub(super) fn text(set: &RuleSet, span: Span) -> String {
    shorten(&squeeze(set.sources.text(span)), MOST_LETTERS)
}

/// A comparison by another operator.
pub(super) fn limit(set: &RuleSet, op: CompareOp, left: &Expr, right: &Expr) -> String {
    let (left, right) = (text(set, left.span), text(set, right.span));
    match op {
        CompareOp::Equal | CompareOp::Unequal => {
            format!("en que «{left}» y «{right}» sean iguales, o una en que no lo sean")
        }
        _ => format!("en el límite: {left} = {right}"),
    }
}

/// Two sides that are near each other.
pub(super) fn differ(set: &RuleSet, left: &Expr, right: &Expr) -> String {
    format!("en que «{}» y «{}» difieran un poco", text(set, left.span), text(set, right.span))
}

/// An `o bien` left out.
pub(super) fn empty(set: &RuleSet, expr: &Expr) -> String {
    format!("con «{}» vacío", text(set, expr.span))
}

/// A condition by its contrary.
pub(super) fn both_ways(set: &RuleSet, condition: &Expr) -> String {
    format!("en que importe si «{}»", text(set, condition.span))
}

/// `y` for `o`.
pub(super) fn only_one(set: &RuleSet, operands: &[Expr]) -> String {
    let operands: Vec<String> = operands.iter().map(|operand| format!("«{}»", text(set, operand.span))).collect();
    format!("en que se cumpla sólo {}", either(&operands))
}

/// An operand left out.
pub(super) fn decides(set: &RuleSet, operand: &Expr) -> String {
    format!("en que todo dependa de «{}»", text(set, operand.span))
}
