//! Rules as formulas: when they apply, and when each demand holds and fails.

use std::collections::BTreeSet;

use crate::ruleset::model::{ColumnId, Demand, Expr, Node, Rule, RuleSet, SubjectKind, TableRef};
use crate::ruleset::walk::columns_read;
use crate::source::Span;
use crate::syntax::ast::Phase;
use crate::text::{shorten, squeeze};

use super::logic::{Builder, Formula, Id, Search, Unknowns, Want};

/// Most letters of a condition that messages show.
const LONGEST_SHOWN: usize = 70;

/// One of the conditions that must all hold for a rule to apply.
pub(super) struct Condition<'a> {
    /// The condition.
    pub(super) expr: &'a Expr,
    /// That it holds.
    pub(super) holds: Formula,
    /// That it does not hold, or has no value.
    pub(super) not_holds: Formula,
    /// What it reads.
    pub(super) ids: BTreeSet<Id>,
}

/// What a rule demands.
pub(super) struct Goal<'a> {
    /// The demand.
    pub(super) demand: &'a Demand,
    /// That it holds.
    pub(super) holds: Formula,
    /// That it fails.
    pub(super) fails: Formula,
    /// That it does not fail.
    pub(super) not_fails: Formula,
    /// What it reads.
    pub(super) ids: BTreeSet<Id>,
}

/// A rule as formulas.
pub(super) struct Parts<'a> {
    /// The rule.
    pub(super) rule: &'a Rule,
    /// Which rows it goes over, of a row.
    pub(super) filter: Vec<Condition<'a>>,
    /// When it applies; of a row rule the filter is among them.
    pub(super) conditions: Vec<Condition<'a>>,
    /// That it does not apply, or that this has no value.
    pub(super) does_not_apply: Formula,
    /// Its demands.
    pub(super) goals: Vec<Goal<'a>>,
    /// What it reads of plans.
    pub(super) columns: BTreeSet<(TableRef, ColumnId)>,
}

impl<'a> Parts<'a> {
    /// Takes a rule apart; `None` if it is too large.
    pub(super) fn new(rules: &'a RuleSet, rule: &'a Rule, unknowns: &mut Unknowns) -> Option<Self> {
        let mut make = |exprs: Vec<&'a Expr>| -> Option<Vec<Condition<'a>>> {
            exprs.into_iter().map(|expr| condition(rules, rule, unknowns, expr)).collect()
        };
        let filter = make(conjuncts(rule.subject.filter.iter()))?;
        let of_rows = rule.subject.filter.iter().filter(|_| matches!(rule.subject.kind, SubjectKind::Rows));
        let conditions = make(conjuncts(of_rows.chain(&rule.conditions)))?;
        let goals = rule.demands.iter().map(|demand| goal(rules, rule, unknowns, demand));
        let goals = goals.collect::<Option<_>>()?;
        let does_not_apply = conditions.iter().map(|condition| condition.not_holds.clone()).collect();
        let columns = columns_read(rules, rule);
        Some(Parts { rule, filter, conditions, does_not_apply: Formula::Any(does_not_apply), goals, columns })
    }

    /// That the rule applies.
    pub(super) fn applies(&self) -> impl Iterator<Item = &Formula> {
        self.conditions.iter().map(|condition| &condition.holds)
    }

    /// Whether it is judged in every phase in which another is.
    pub(super) fn covers_phases(&self, other: &Parts<'_>) -> bool {
        phases(other.rule).all(|phase| phases(self.rule).any(|own| own == phase))
    }
}

/// The phases in which a rule is judged.
pub(super) fn phases(rule: &Rule) -> impl Iterator<Item = Phase> {
    Phase::ALL.into_iter().filter(|phase| rule.phases.is_empty() || rule.phases.contains(phase))
}

/// Conditions that must all hold, taken apart at `y`.
pub(super) fn conjuncts<'a>(exprs: impl IntoIterator<Item = &'a Expr>) -> Vec<&'a Expr> {
    let mut open: Vec<&Expr> = exprs.into_iter().collect();
    open.reverse();
    let mut found = Vec::new();
    while let Some(expr) = open.pop() {
        match &expr.node {
            Node::And(operands) => open.extend(operands.iter().rev()),
            _ => found.push(expr),
        }
    }
    found
}

fn condition<'a>(rules: &'a RuleSet, rule: &'a Rule, unknowns: &mut Unknowns, expr: &'a Expr) -> Option<Condition<'a>> {
    let holds = wanted(rules, rule, unknowns, expr, Want::True)?;
    let not_holds = wanted(rules, rule, unknowns, expr, Want::NotTrue)?;
    Some(Condition { expr, ids: holds.ids(), holds, not_holds })
}

fn goal<'a>(rules: &'a RuleSet, rule: &'a Rule, unknowns: &mut Unknowns, demand: &'a Demand) -> Option<Goal<'a>> {
    let mut formula = |want| wanted(rules, rule, unknowns, &demand.condition, want);
    let (holds, fails, not_fails) = (formula(Want::True)?, formula(Want::False)?, formula(Want::NotFalse)?);
    Some(Goal { demand, ids: holds.ids(), holds, fails, not_fails })
}

fn wanted(rules: &RuleSet, rule: &Rule, unknowns: &mut Unknowns, expr: &Expr, want: Want) -> Option<Formula> {
    Builder::new(rules, rule, unknowns, vec![rule.subject.table]).formula(expr, want)
}

/// The fewest of some formulas that cannot hold together with what else must hold: their places in the list. They are
/// known not to, all of them.
pub(super) fn core(search: &mut Search, unknowns: &Unknowns, formulas: &[&Formula], also: &[&Formula]) -> Vec<usize> {
    let mut kept: Vec<usize> = (0..formulas.len()).collect();
    for at in (0..formulas.len()).rev() {
        let rest: Vec<usize> = kept.iter().copied().filter(|other| *other != at).collect();
        let held: Vec<&Formula> =
            rest.iter().filter_map(|at| formulas.get(*at).copied()).chain(also.iter().copied()).collect();
        if search.excludes(unknowns, &held) {
            kept = rest;
        }
    }
    kept
}

/// What stands at a place, for a message.
pub(super) fn written(rules: &RuleSet, span: Span) -> String {
    format!("«{}»", shorten(&squeeze(rules.sources.text(span)), LONGEST_SHOWN))
}
