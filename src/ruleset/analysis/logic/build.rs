//! Conditions to formulas: when they hold, when they fail, and when they have no value.

use std::collections::BTreeSet;

use crate::ruleset::analysis::canonical::Canonical;
use crate::ruleset::model::{Expr, Kind, LetId, Node, Rule, RuleSet, Set, TableRef};
use crate::ruleset::walk::operands;
use crate::syntax::ast::CompareOp;
use crate::value::Value;

use super::formula::{Formula, Id, Literal, States};
use super::operand::{Operand, Test};
use super::unknown::{Unknown, Unknowns};

/// Most expressions of one condition, local names written out each time they are used.
const MOST_NODES: usize = 3_000;
/// Deepest nesting, local names included.
const DEEPEST: usize = 300;

/// How a condition is to come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ruleset::analysis) enum Want {
    /// It holds.
    True,
    /// It fails.
    False,
    /// It fails or has no value.
    NotTrue,
    /// It holds or has no value.
    NotFalse,
}

impl Want {
    /// What `no x` asks of x.
    fn negated(self) -> Self {
        match self {
            Want::True => Want::False,
            Want::False => Want::True,
            Want::NotTrue => Want::NotFalse,
            Want::NotFalse => Want::NotTrue,
        }
    }
}

/// A condition without parts: when it holds, when it fails, when it has no value.
pub(super) struct Atom {
    holds: Formula,
    fails: Formula,
    gap: Formula,
}

impl Atom {
    fn wanted(self, want: Want) -> Formula {
        match want {
            Want::True => self.holds,
            Want::False => self.fails,
            Want::NotTrue => Formula::Any(vec![self.fails, self.gap]),
            Want::NotFalse => Formula::Any(vec![self.holds, self.gap]),
        }
    }
}

/// Makes formulas of one rule's conditions. Everywhere `None` is: too large.
pub(in crate::ruleset::analysis) struct Builder<'a> {
    pub(super) rules: &'a RuleSet,
    pub(super) rule: &'a Rule,
    pub(super) unknowns: &'a mut Unknowns,
    /// The tables of the frames, the subject's first.
    pub(super) frames: Vec<TableRef>,
    nodes: usize,
    depth: usize,
}

impl<'a> Builder<'a> {
    /// For conditions that are evaluated with the tables of `frames` around them.
    pub(in crate::ruleset::analysis) fn new(
        rules: &'a RuleSet,
        rule: &'a Rule,
        unknowns: &'a mut Unknowns,
        frames: Vec<TableRef>,
    ) -> Self {
        Builder { rules, rule, unknowns, frames, nodes: 0, depth: 0 }
    }

    /// That a condition comes out as wanted.
    pub(in crate::ruleset::analysis) fn formula(&mut self, expr: &Expr, want: Want) -> Option<Formula> {
        self.within(|this| match &expr.node {
            Node::Not(inner) => this.formula(inner, want.negated()),
            Node::And(operands) => this.joined(operands, want, matches!(want, Want::True | Want::NotFalse)),
            Node::Or(operands) => this.joined(operands, want, matches!(want, Want::False | Want::NotTrue)),
            Node::If(condition, then, otherwise) => this.choice(condition, then, otherwise, want),
            Node::Let(LetId(at)) => {
                let value = &this.rule.lets.get(*at)?.value;
                this.outside(1, |this| this.formula(value, want))
            }
            Node::Applied { body, .. } => this.formula(body, want),
            Node::Outside { frames, inner } => {
                let left = this.frames.len().saturating_sub(*frames);
                this.outside(left, |this| this.formula(inner, want))
            }
            _ => Some(this.atom(expr)?.wanted(want)),
        })
    }

    /// Goes one level deeper, if that is not too deep.
    pub(super) fn within<T>(&mut self, inner: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.nodes += 1;
        self.depth += 1;
        let result = if self.nodes > MOST_NODES || self.depth > DEEPEST { None } else { inner(self) };
        self.depth -= 1;
        result
    }

    /// With the outermost frames alone: local names see the subject, arguments what is around their function's use.
    pub(super) fn outside<T>(&mut self, left: usize, inner: impl FnOnce(&mut Self) -> T) -> T {
        let frames = self.frames.split_off(left.min(self.frames.len()));
        let result = inner(self);
        self.frames.extend(frames);
        result
    }

    fn joined(&mut self, operands: &[Expr], want: Want, all: bool) -> Option<Formula> {
        let parts = operands.iter().map(|operand| self.formula(operand, want)).collect::<Option<Vec<_>>>()?;
        Some(if all { Formula::All(parts) } else { Formula::Any(parts) })
    }

    fn choice(&mut self, condition: &Expr, then: &Expr, otherwise: &Expr, want: Want) -> Option<Formula> {
        let taken = Formula::All(vec![self.formula(condition, Want::True)?, self.formula(then, want)?]);
        let other = Formula::All(vec![self.formula(condition, Want::False)?, self.formula(otherwise, want)?]);
        let mut ways = vec![taken, other];
        if matches!(want, Want::NotTrue | Want::NotFalse) {
            let open = [self.formula(condition, Want::NotTrue)?, self.formula(condition, Want::NotFalse)?];
            ways.push(Formula::All(open.into()));
        }
        Some(Formula::Any(ways))
    }

    fn atom(&mut self, expr: &Expr) -> Option<Atom> {
        let known = match &expr.node {
            Node::Constant(Value::Bool(truth)) => {
                let [holds, fails] = [*truth, !*truth].map(Formula::constant);
                Some(Atom { holds, fails, gap: Formula::constant(false) })
            }
            Node::Compare { op, left, right, tolerance } => {
                self.comparison(*op, [left, right], tolerance.as_deref())?
            }
            Node::Between(value, low, high) => self.between([value, low, high])?,
            Node::In(value, Set::List(items)) => self.listed(value, items)?,
            Node::IsEmpty(inner) => self.emptiness(inner)?,
            _ => None,
        };
        match known {
            Some(atom) => Some(atom),
            None => self.opaque(expr),
        }
    }

    /// A condition that is not looked into: it holds, fails or has no value, wherever it is written, alike.
    fn opaque(&mut self, expr: &Expr) -> Option<Atom> {
        let id = self.unknown(expr)?;
        let mut needs = vec![Formula::state(id, States::PRESENT)];
        for operand in strict_operands(&expr.node) {
            needs.extend(self.needs(operand)?);
        }
        let is = |truth| Formula::Literal(Literal::Among(id, BTreeSet::from([Value::Bool(truth)])));
        let with = |truth| Formula::All(needs.iter().cloned().chain([is(truth)]).collect());
        Some(Atom { holds: with(true), fails: with(false), gap: absent(id) })
    }

    /// What an operand needs to have a value, as far as it is plain.
    fn needs(&mut self, operand: &Expr) -> Option<Vec<Formula>> {
        match self.operand(operand)?.cases.as_slice() {
            [only] => Some(only.guard.clone()),
            _ => Some(Vec::new()),
        }
    }

    /// The unknown of an expression that is not looked into.
    pub(super) fn unknown(&mut self, expr: &Expr) -> Option<Id> {
        let key = Canonical::new(self.rules, self.rule).text(expr, &self.frames)?;
        let (rules, frames) = (self.rules, &self.frames);
        Some(self.unknowns.named(key, || Unknown::of(rules, expr, frames)))
    }

    /// `x vacío`: of a cell or of something else that can itself be empty. The inner `None`: of something else.
    fn emptiness(&mut self, inner: &Expr) -> Option<Option<Atom>> {
        if matches!(inner.kind, Kind::Row(_) | Kind::List(_)) {
            return Some(None);
        }
        if let Node::Let(LetId(at)) = &inner.node {
            let value = &self.rule.lets.get(*at)?.value;
            return self.within(|this| this.outside(1, |this| this.emptiness(value)));
        }
        if let Node::Applied { body, .. } = &inner.node {
            return self.within(|this| this.emptiness(body));
        }
        if matches!(inner.node, Node::Constant(_)) {
            let [holds, fails, gap] = [false, true, false].map(Formula::constant);
            return Some(Some(Atom { holds, fails, gap }));
        }
        let id = self.unknown(inner)?;
        Some(Some(Atom {
            holds: Formula::state(id, States::EMPTY),
            fails: Formula::state(id, States::PRESENT.or(States::UNREADABLE)),
            gap: Formula::state(id, States::GAP),
        }))
    }

    fn comparison(
        &mut self,
        op: CompareOp,
        [left, right]: [&Expr; 2],
        tolerance: Option<&Expr>,
    ) -> Option<Option<Atom>> {
        let Some(test) = Test::of(op, tolerance) else { return Some(None) };
        let mut sides = [self.operand(left)?, self.operand(right)?];
        let mut found = test.compared(&sides);
        if found.is_none() {
            sides = [self.shallow(left)?, self.shallow(right)?];
            found = test.compared(&sides);
        }
        let gap = Formula::Any(sides.map(|side| side.gap).to_vec());
        Some(found.map(|[holds, fails]| Atom { holds, fails, gap }))
    }

    fn between(&mut self, [value, low, high]: [&Expr; 3]) -> Option<Option<Atom>> {
        let (value, low, high) = (self.operand(value)?, self.operand(low)?, self.operand(high)?);
        let from = Test::plain(CompareOp::AtLeast).compared(&[value.clone(), low.clone()]);
        let to = Test::plain(CompareOp::AtMost).compared(&[value.clone(), high.clone()]);
        let (Some([from, before]), Some([to, behind])) = (from, to) else { return Some(None) };
        // All three must have a value, also where one end alone already decides.
        let with = |formula: Formula, other: &Operand| Formula::All(vec![formula, other.present()]);
        let fails = Formula::Any(vec![with(before, &high), with(behind, &low)]);
        let gap = Formula::Any(vec![value.gap, low.gap, high.gap]);
        Some(Some(Atom { holds: Formula::All(vec![from, to]), fails, gap }))
    }

    /// `x en ("a", "b")`, of constants.
    fn listed(&mut self, value: &Expr, items: &[Expr]) -> Option<Option<Atom>> {
        let items = items.iter().map(|item| self.operand(item)).collect::<Option<Vec<_>>>()?;
        if !items.iter().all(Operand::is_constant) {
            return Some(None);
        }
        let value = self.operand(value)?;
        if let Some([holds, fails]) = value.among(&items) {
            return Some(Some(Atom { holds, fails, gap: value.gap }));
        }
        let test = Test::plain(CompareOp::Equal);
        let found: Option<Vec<[Formula; 2]>> =
            items.into_iter().map(|item| test.compared(&[value.clone(), item])).collect();
        let Some(found) = found else { return Some(None) };
        let (hits, misses): (Vec<Formula>, Vec<Formula>) = found.into_iter().map(<(Formula, Formula)>::from).unzip();
        let fails = Formula::All(misses.into_iter().chain([value.present()]).collect());
        Some(Some(Atom { holds: Formula::Any(hits), fails, gap: value.gap }))
    }
}

/// That an unknown has no value.
pub(super) fn absent(id: Id) -> Formula {
    Formula::state(id, States::PRESENT.others())
}

/// The operands without which a condition has no value, whatever the others are.
fn strict_operands(node: &Node) -> Vec<&Expr> {
    match node {
        Node::Compare { .. } | Node::Between(..) | Node::Like(..) | Node::Match(..) => operands(node),
        Node::In(value, _) => vec![value],
        _ => Vec::new(),
    }
}
