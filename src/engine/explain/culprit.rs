//! Which part of a condition makes it false.

use crate::ruleset::model::{Expr, Node, Rule};

use crate::engine::eval::Evaluator;

/// How many steps inwards are taken; local names could lead far.
const MOST_STEPS: usize = 64;

/// The innermost part of a false condition that alone makes it false.
pub(super) fn culprit<'r>(evaluator: &mut Evaluator<'_>, rule: &'r Rule, condition: &'r Expr) -> &'r Expr {
    let mut at = condition;
    for _ in 0..MOST_STEPS {
        match step(evaluator, rule, at) {
            Some(inner) => at = inner,
            None => break,
        }
    }
    at
}

fn step<'r>(evaluator: &mut Evaluator<'_>, rule: &'r Rule, at: &'r Expr) -> Option<&'r Expr> {
    match &at.node {
        Node::And(operands) => operands.iter().find(|operand| evaluator.truth(operand) == Ok(false)),
        Node::If(condition, then, otherwise) => {
            evaluator.truth(condition).ok().map(|truth| if truth { &**then } else { &**otherwise })
        }
        Node::Let(local) => rule.lets.get(local.0).map(|local| &local.value),
        _ => None,
    }
}
