//! The changes that a rule is tried with: clauses that are dropped, and expressions that are changed in one thing.

use crate::ruleset::model::{Expr, Frames, LetId, Node, Rule, RuleSet, SubjectKind, TableRef};
use crate::source::Span;
use crate::value::Value;

use super::{Listed, hints, nodes};

/// A change of a rule.
#[derive(Clone, Debug)]
pub(super) struct Change {
    site: Site,
    /// Where the rule has what is changed.
    pub(super) span: Span,
    /// `«<=» por «<»`
    pub(super) what: String,
    /// What prueba would tell the rule and the changed one apart, after «falta una prueba».
    pub(super) hint: Option<String>,
}

impl Change {
    /// Whether a change of the same rule with other inputs is this one.
    pub(super) fn is_like(&self, other: &Change) -> bool {
        self.span == other.span && self.what == other.what
    }
}

/// Which part of a rule is changed, and into what.
#[derive(Clone, Debug)]
enum Site {
    /// The rule goes over all rows.
    NoFilter,
    /// It applies whatever a `cuando` says.
    NoCondition(usize),
    /// A demand always holds.
    NoDemand(usize),
    /// An expression becomes another one.
    Node(Root, usize, Box<Node>),
}

/// A clause's expression.
#[derive(Clone, Copy, Debug)]
enum Root {
    Filter,
    Key(usize),
    Let(usize),
    Condition(usize),
    Demand(usize),
}

/// All changes of a rule, in the order of its clauses.
pub(super) fn changes(set: &RuleSet, rule: &Rule, listed: &Listed) -> Vec<Change> {
    let mut found = dropped(set, rule);
    let mut copy = rule.clone();
    let subject = rule.subject.table;
    for root in roots(rule) {
        let Some(expr) = at_root(&mut copy, root) else { continue };
        let frames = vec![subject];
        let mut walk = Walk { set, subject, listed, root, next: 0, found: Vec::new() };
        walk.expr(expr, &frames);
        found.extend(walk.found);
    }
    found
}

/// The rule with a change.
pub(super) fn apply(rule: &Rule, change: &Change) -> Rule {
    let mut changed = rule.clone();
    match &change.site {
        Site::NoFilter => changed.subject.filter = None,
        Site::NoCondition(at) => drop(changed.conditions.remove(*at)),
        Site::NoDemand(at) => {
            if let Some(demand) = changed.demands.get_mut(*at) {
                demand.condition.node = Node::Constant(Value::Bool(true));
            }
        }
        Site::Node(root, at, node) => {
            let mut left = *at;
            if let Some(expr) = at_root(&mut changed, *root).and_then(|expr| nth(expr, &mut left, rule.subject.table)) {
                expr.node = (**node).clone();
            }
        }
    }
    changed
}

/// The expression that comes so many steps after this one.
fn nth<'e>(expr: &'e mut Expr, left: &mut usize, group: TableRef) -> Option<&'e mut Expr> {
    if *left == 0 {
        return Some(expr);
    }
    *left -= 1;
    expr.node.children_mut(group).into_iter().find_map(|(_, child)| nth(child, left, group))
}

/// Clauses left out.
fn dropped(set: &RuleSet, rule: &Rule) -> Vec<Change> {
    let text = |span: Span| hints::text(set, span);
    let filter = rule.subject.filter.iter().map(|filter| Change {
        site: Site::NoFilter,
        span: filter.span,
        what: "sin «donde»".to_owned(),
        hint: Some(format!("con una fila que «donde {}» deje por fuera y que la regla incumpliría", text(filter.span))),
    });
    let conditions = rule.conditions.iter().enumerate().map(|(at, condition)| Change {
        site: Site::NoCondition(at),
        span: condition.span,
        what: "sin este «cuando»".to_owned(),
        hint: Some(format!("en que no se cumpla «{}» y tampoco lo que se exige", text(condition.span))),
    });
    let demands = rule.demands.iter().enumerate().map(|(at, demand)| Change {
        site: Site::NoDemand(at),
        span: demand.span,
        what: "sin esta exigencia".to_owned(),
        hint: Some(format!("que incumpla «{}»", text(demand.span))),
    });
    filter.chain(conditions).chain(demands).collect()
}

fn roots(rule: &Rule) -> Vec<Root> {
    let keys = match &rule.subject.kind {
        SubjectKind::Groups(keys) => keys.len(),
        SubjectKind::Rows | SubjectKind::Whole => 0,
    };
    let mut roots: Vec<Root> = rule.subject.filter.iter().map(|_| Root::Filter).collect();
    roots.extend((0..keys).map(Root::Key));
    roots.extend(used_lets(rule).into_iter().map(Root::Let));
    roots.extend((0..rule.conditions.len()).map(Root::Condition));
    roots.extend((0..rule.demands.len()).map(Root::Demand));
    roots
}

fn at_root(rule: &mut Rule, root: Root) -> Option<&mut Expr> {
    match root {
        Root::Filter => rule.subject.filter.as_mut(),
        Root::Key(at) => match &mut rule.subject.kind {
            SubjectKind::Groups(keys) => keys.get_mut(at).map(|key| &mut key.expr),
            SubjectKind::Rows | SubjectKind::Whole => None,
        },
        Root::Let(at) => rule.lets.get_mut(at).map(|local| &mut local.value),
        Root::Condition(at) => rule.conditions.get_mut(at),
        Root::Demand(at) => rule.demands.get_mut(at).map(|demand| &mut demand.condition),
    }
}

/// The local names that verdicts depend on: a change of one that only a message shows is no change of the rule.
fn used_lets(rule: &Rule) -> Vec<usize> {
    let mut copy = rule.clone();
    let mut used = vec![false; rule.lets.len()];
    let group = rule.subject.table;
    for condition in &mut copy.conditions {
        mark(condition, group, &mut used);
    }
    for demand in &mut copy.demands {
        mark(&mut demand.condition, group, &mut used);
    }
    // A local name sees only those before it.
    for at in (0..used.len()).rev() {
        if let (Some(true), Some(local)) = (used.get(at).copied(), copy.lets.get_mut(at)) {
            mark(&mut local.value, group, &mut used);
        }
    }
    used.iter().enumerate().filter(|(_, used)| **used).map(|(at, _)| at).collect()
}

fn mark(expr: &mut Expr, group: TableRef, used: &mut [bool]) {
    if let Node::Let(LetId(at)) = expr.node
        && let Some(used) = used.get_mut(at)
    {
        *used = true;
    }
    for (_, child) in expr.node.children_mut(group) {
        mark(child, group, used);
    }
}

struct Walk<'a> {
    set: &'a RuleSet,
    subject: TableRef,
    listed: &'a Listed,
    root: Root,
    /// How many expressions of the root come before the next one.
    next: usize,
    found: Vec<Change>,
}

impl Walk<'_> {
    fn expr(&mut self, expr: &mut Expr, frames: &[TableRef]) {
        let at = self.next;
        self.next += 1;
        let context = nodes::Context { set: self.set, frames, listed: self.listed };
        for nodes::Turned { node, what, hint } in nodes::turned(expr, &context) {
            let site = Site::Node(self.root, at, Box::new(node));
            self.found.push(Change { site, span: expr.span, what, hint });
        }
        let one_family = is_family(&expr.node);
        for (step, child) in expr.node.children_mut(self.subject) {
            let mut inner = frames.to_vec();
            match step {
                Frames::Same => {}
                Frames::Within(table) => inner.push(table),
                Frames::Without(count) => inner.truncate(inner.len().saturating_sub(count)),
            }
            if one_family {
                self.next += count(child, self.subject);
            } else {
                self.expr(child, &inner);
            }
        }
    }
}

/// Whether an expression goes along a family, which the rule names as one.
fn is_family(node: &Node) -> bool {
    let Node::Aggregate { items, .. } = node else { return false };
    items.len() > 1 && items.windows(2).all(|pair| matches!(pair, [one, other] if one.span == other.span))
}

fn count(expr: &mut Expr, group: TableRef) -> usize {
    1 + expr.node.children_mut(group).into_iter().map(|(_, child)| count(child, group)).sum::<usize>()
}
