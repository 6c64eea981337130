//! Which parts of the rules the pruebas reach, and whether in both ways.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{Expr, Node, Rule, RuleSet, SubjectKind};
use crate::source::Span;

use super::judged_by;
use super::stage::Stage;
use crate::engine::judge::{go_over, incomparable, lacks_approved, lacks_means, select};
use crate::engine::peers::Peers;
use crate::engine::site::Site;
use crate::engine::watch::{Watch, Ways};
use crate::ruleset::walk::{operands, rows_of};

/// How far the pruebas of a rule set reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// The rules with pruebas, in the order of the files.
    pub rules: Vec<RuleCoverage>,
}

/// How far the pruebas of one rule reach.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleCoverage {
    /// The rule's name.
    pub rule: String,
    /// How many ways of its parts are reached: each part can come out in two.
    pub reached: usize,
    /// How many there are.
    pub all: usize,
    /// What is not reached, drawn at its place; `None`: everything is.
    pub diagnostic: Option<Diagnostic>,
}

impl Coverage {
    /// How many ways are reached in all rules, and how many there are.
    pub fn total(&self) -> (usize, usize) {
        self.rules.iter().fold((0, 0), |(reached, all), rule| (reached + rule.reached, all + rule.all))
    }
}

/// What a part of a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// A condition on rows: `donde`.
    Filter,
    /// `cuando`
    Condition,
    /// `exige`
    Demand,
    /// Of a `y` or an `o`, of a `si`, of what each row must hold.
    Operand,
}

type Reached = BTreeMap<(Span, Part), Ways>;

/// How far the pruebas of a rule set reach into its rules. Rules without pruebas are left out.
pub fn coverage(rules: &RuleSet) -> Coverage {
    let reached: Vec<(usize, Reached)> = rules
        .pruebas
        .par_iter()
        .filter_map(|prueba| {
            let (set, rule) = judged_by(rules, prueba)?;
            let watch = Watch::default();
            watch_rule(&Stage::new(set, rule, prueba), rule, &watch);
            let ways = parts(rule).into_iter().map(|(span, part, expr)| ((span, part), watch.ways(expr)));
            Some((prueba.rule.0, merge(ways)))
        })
        .collect();
    let mut by_rule: BTreeMap<usize, Reached> = BTreeMap::new();
    for (rule, reached) in reached {
        let known = by_rule.entry(rule).or_default();
        for (place, ways) in reached {
            let merged = known.entry(place).or_default();
            *merged = merged.or(ways);
        }
    }
    let of_rule = |(at, reached): (&usize, &Reached)| Some(rule_coverage(rules.rules.get(*at)?, reached));
    Coverage { rules: by_rule.iter().filter_map(of_rule).collect() }
}

/// A part may stand at one place several times, as a function's does.
fn merge(ways: impl Iterator<Item = ((Span, Part), Ways)>) -> Reached {
    let mut merged = Reached::new();
    for (place, ways) in ways {
        let known = merged.entry(place).or_default();
        *known = known.or(ways);
    }
    merged
}

fn watch_rule(stage: &Stage<'_>, rule: &Rule, watch: &Watch) {
    for (world, _) in stage.worlds(rule) {
        let world = world.watched(watch);
        world.begin_rule();
        let is_open = lacks_approved(&world, rule) || lacks_means(&world, rule).is_some();
        if is_open || incomparable(&world, rule).is_some() {
            continue;
        }
        let (rows, open) = select(&world, rule);
        let peers = Peers::new(rule.subject.table, rows);
        go_over(Site { world: &world, rule, peers: &peers }, open, &mut |_| {});
    }
}

/// The parts of a rule that can come out in two ways, clauses before what they are made of.
fn parts(rule: &Rule) -> Vec<(Span, Part, &Expr)> {
    let mut parts = Vec::new();
    if let Some(filter) = &rule.subject.filter {
        add(filter, Part::Filter, &mut parts);
    }
    if let SubjectKind::Groups(keys) = &rule.subject.kind {
        keys.iter().for_each(|key| look_into(&key.expr, &mut parts));
    }
    rule.lets.iter().for_each(|local| look_into(&local.value, &mut parts));
    rule.conditions.iter().for_each(|condition| add(condition, Part::Condition, &mut parts));
    for demand in &rule.demands {
        parts.push((demand.span, Part::Demand, &demand.condition));
        look_into(&demand.condition, &mut parts);
    }
    parts
}

fn add<'r>(expr: &'r Expr, part: Part, parts: &mut Vec<(Span, Part, &'r Expr)>) {
    parts.push((expr.span, part, expr));
    look_into(expr, parts);
}

/// Adds the conditions that an expression is made of.
fn look_into<'r>(expr: &'r Expr, parts: &mut Vec<(Span, Part, &'r Expr)>) {
    let inner = rows_of(&expr.node, crate::ruleset::model::TableRef::Plan).map(|(_, inner)| inner).unwrap_or_default();
    for operand in operands(&expr.node).into_iter().chain(inner) {
        match part_of(&expr.node, operand) {
            Some(part) => add(operand, part, parts),
            None => look_into(operand, parts),
        }
    }
}

/// What an operand of an expression is, if it decides something by coming out one way or the other.
fn part_of(node: &Node, operand: &Expr) -> Option<Part> {
    let is = |expr: &Expr| std::ptr::eq(expr, operand);
    match node {
        Node::And(_) | Node::Or(_) => Some(Part::Operand),
        Node::If(condition, ..) if is(condition) => Some(Part::Operand),
        Node::EveryRow { holds, .. } if is(holds) => Some(Part::Operand),
        Node::Aggregate { rows: crate::ruleset::model::RowSource::Query { filter: Some(filter), .. }, .. }
        | Node::ExistsRow { filter: Some(filter), .. }
        | Node::EveryRow { filter: Some(filter), .. }
            if is(filter) =>
        {
            Some(Part::Filter)
        }
        _ => None,
    }
}

fn rule_coverage(rule: &Rule, reached: &Reached) -> RuleCoverage {
    let parts = merge(parts(rule).into_iter().map(|(span, part, _)| ((span, part), Ways::default())));
    let ways = |place: &(Span, Part)| reached.get(place).copied().unwrap_or_default();
    let count = parts.keys().map(|place| ways(place).count()).sum();
    let all = 2 * parts.len();
    let message = format!("las pruebas de «{}» llegan a {count} de {all} sentidos de sus partes", rule.name);
    let mut diagnostic = Diagnostic::new(Code::NotCovered, message);
    for place in parts.keys().filter(|place| ways(place).count() < 2) {
        diagnostic = diagnostic.at(place.0, lack(place.1, ways(place)));
    }
    RuleCoverage { rule: rule.name.clone(), reached: count, all, diagnostic: (count < all).then_some(diagnostic) }
}

/// What no prueba shows of a part.
fn lack(part: Part, ways: Ways) -> &'static str {
    match (part, ways.holds, ways.fails) {
        (_, false, false) => "ninguna prueba llega aquí",
        (Part::Demand, true, _) => "ninguna prueba la incumple",
        (Part::Demand, false, _) => "ninguna prueba la cumple",
        (Part::Filter, true, _) => "ninguna prueba tiene una fila que no cumpla esto",
        (Part::Filter, false, _) => "ninguna prueba tiene una fila que cumpla esto",
        (_, true, _) => "en las pruebas siempre se cumple",
        (_, false, _) => "en las pruebas nunca se cumple",
    }
}
