//! Rules over the same things held against each other: those that cannot all hold, and those that another implies.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{ColumnId, Format, Rule, RuleSet, TableRef};
use crate::text::enumerate;

use super::canonical::Canonical;
use super::example;
use super::logic::{Answer, Formula, Id, Search, Unknowns};
use super::parts::{Goal, Parts, core, phases};
use super::same::Classes;

/// Most demands over the same things that are held against each other.
const MOST_GOALS: usize = 400;

/// A demand of a rule.
#[derive(Clone, Copy)]
struct Demanded<'p, 'a> {
    parts: &'p Parts<'a>,
    goal: &'p Goal<'a>,
}

impl<'p> Demanded<'p, '_> {
    fn is_of_same_rule(&self, other: &Demanded<'_, '_>) -> bool {
        self.parts.rule.span == other.parts.rule.span
    }

    fn repeats(&self, other: &Demanded<'_, '_>, same: &Classes) -> bool {
        let class = |goal: &Demanded<'_, '_>| same.get(&goal.parts.rule.span).copied();
        !self.is_of_same_rule(other) && class(self).is_some() && class(self) == class(other)
    }

    fn shares_unknown(&self, other: &Demanded<'_, '_>) -> bool {
        !self.goal.ids.is_disjoint(&other.goal.ids)
    }

    fn name(&self) -> String {
        format!("«{}»", self.parts.rule.name)
    }

    /// The conditions that another does not have anyhow.
    fn applies(&self) -> impl Iterator<Item = &'p Formula> {
        let parts = self.parts;
        parts.applies()
    }
}

/// Holds the demands of rules over the same things against each other: of each rule those at the given places. `same`
/// tells the rules that say the same, of which enough has been told.
pub(super) fn pairs(
    rules: &RuleSet,
    all: &[(Parts<'_>, Vec<usize>)],
    same: &Classes,
    unknowns: &Unknowns,
    search: &mut Search,
) -> Vec<Diagnostic> {
    let mut goals = Vec::new();
    for (parts, sound) in all {
        let of_rule = sound.iter().filter_map(|at| parts.goals.get(*at));
        goals.extend(of_rule.map(|goal| Demanded { parts, goal }));
    }
    if goals.len() > MOST_GOALS {
        return Vec::new();
    }
    let mut pairs =
        Pairs { rules, unknowns, search, told: Vec::new(), contrary: BTreeSet::new(), spare: BTreeSet::new() };
    for (second, later) in goals.iter().enumerate() {
        for (first, earlier) in goals.iter().enumerate().take(second) {
            if earlier.shares_unknown(later) && !earlier.repeats(later, same) {
                pairs.hold([first, second], [earlier, later]);
            }
        }
    }
    pairs.several(&goals);
    pairs.told
}

struct Pairs<'a> {
    rules: &'a RuleSet,
    unknowns: &'a Unknowns,
    search: &'a mut Search,
    told: Vec<Diagnostic>,
    /// Demands that stand in a contradiction already told.
    contrary: BTreeSet<usize>,
    /// Demands that another implies, already told.
    spare: BTreeSet<usize>,
}

impl Pairs<'_> {
    fn hold(&mut self, [first, second]: [usize; 2], [earlier, later]: [&Demanded<'_, '_>; 2]) {
        if self.spare.contains(&first) || self.spare.contains(&second) {
            return;
        }
        if let Some(told) = self.contrary(&[*earlier, *later]) {
            self.contrary.extend([first, second]);
            self.told.push(told);
        } else if self.implies(earlier, later) {
            self.spare.insert(second);
            self.told.push(self.implied(earlier, later));
        } else if self.implies(later, earlier) {
            self.spare.insert(first);
            self.told.push(self.implied(later, earlier));
        }
    }

    /// Demands that cannot all hold where all apply, with values that show it.
    fn contrary(&mut self, goals: &[Demanded<'_, '_>]) -> Option<Diagnostic> {
        let meet = Phases::of(goals).is_some() && goals.iter().all(|goal| self.is_grounded(goal, goals));
        let applies: Vec<&Formula> = goals.iter().flat_map(Demanded::applies).collect();
        let holds = goals.iter().map(|goal| &goal.goal.holds);
        let all: Vec<&Formula> = applies.iter().copied().chain(holds).collect();
        if !meet || !self.search.excludes(self.unknowns, &all) {
            return None;
        }
        let (broken, example) = (0..goals.len()).rev().find_map(|at| Some((at, self.shown(&applies, goals, at)?)))?;
        Some(contrary(goals, broken, &example))
    }

    /// Values with which all apply, all but one hold, and that one fails.
    fn shown(&mut self, applies: &[&Formula], goals: &[Demanded<'_, '_>], broken: usize) -> Option<String> {
        let mut all: Vec<&Formula> = applies.to_vec();
        for (at, goal) in goals.iter().enumerate() {
            all.push(if at == broken { &goal.goal.fails } else { &goal.goal.holds });
        }
        match self.search.ask_now(self.unknowns, &all) {
            Answer::Yes(model) => example::words(&model, self.unknowns).filter(|words| !words.is_empty()),
            Answer::No | Answer::Unknown => None,
        }
    }

    /// Whether there are rows to which a rule applies together with others, as far as that can be known: its conditions
    /// are about the row alone, or another has them too.
    fn is_grounded(&self, goal: &Demanded<'_, '_>, goals: &[Demanded<'_, '_>]) -> bool {
        let opaque = self.opaque(goal);
        goals.iter().all(|other| {
            let others = self.opaque(other);
            opaque.is_subset(&others) || others.is_subset(&opaque)
        })
    }

    /// What a rule's conditions ask that a row alone does not tell.
    fn opaque(&self, goal: &Demanded<'_, '_>) -> BTreeSet<Id> {
        let ids = goal.parts.conditions.iter().flat_map(|condition| &condition.ids).copied();
        ids.filter(|id| self.unknowns.get(*id).is_some_and(|unknown| !unknown.free)).collect()
    }

    /// Whether every row that breaks `later` breaks `earlier` too, and as gravely; or leaves it without a value, where
    /// its numbers cannot be held.
    fn implies(&mut self, earlier: &Demanded<'_, '_>, later: &Demanded<'_, '_>) -> bool {
        if !self.judged_alike(earlier, later) {
            return false;
        }
        let escapes = Formula::Any(vec![earlier.parts.does_not_apply.clone(), earlier.goal.not_fails.clone()]);
        let all: Vec<&Formula> = later.applies().chain([&later.goal.fails, &escapes]).collect();
        self.search.excludes(self.unknowns, &all)
    }

    /// Whether `earlier` is judged, and as gravely, wherever `later` is: in every phase and with every format.
    fn judged_alike(&self, earlier: &Demanded<'_, '_>, later: &Demanded<'_, '_>) -> bool {
        let (first, second) = (earlier.parts.rule, later.parts.rule);
        first.severity <= second.severity
            && first.per_book == second.per_book
            && first.reads_approved <= second.reads_approved
            && earlier.parts.covers_phases(later.parts)
            && self.has_means_wherever(earlier.parts, later.parts)
            && !self.is_waived(first)
    }

    /// Whether some of a rule's failures are waived: they do not stand for those of another.
    fn is_waived(&self, rule: &Rule) -> bool {
        let waived = self.rules.waivers.iter().filter_map(|waiver| self.rules.rules.get(waiver.rule.0));
        waived.into_iter().any(|waived| waived.span == rule.span)
    }

    /// Whether every format that has the columns of a second rule has those of the first too.
    fn has_means_wherever(&self, first: &Parts<'_>, second: &Parts<'_>) -> bool {
        let (first, second) = (&first.columns, &second.columns);
        let is_form = |table: &TableRef| matches!(table, TableRef::Plan | TableRef::Approved);
        let has = |format: &Format, table: TableRef, columns: &BTreeSet<(TableRef, ColumnId)>| {
            columns.iter().all(|(of, column)| *of != table || format.has(*column))
        };
        let alike =
            |table| self.rules.formats.iter().all(|format| !has(format, table, second) || has(format, table, first));
        let others = first.iter().filter(|(table, _)| !is_form(table));
        alike(TableRef::Plan) && alike(TableRef::Approved) && others.into_iter().all(|read| second.contains(read))
    }

    fn implied(&self, earlier: &Demanded<'_, '_>, later: &Demanded<'_, '_>) -> Diagnostic {
        let (first, second) = (earlier.name(), later.name());
        let message = match (earlier.is_of_same_rule(later), later.parts.rule.demands.len()) {
            (true, _) => format!("en la regla {second} sobra una exigencia: lo que la incumple tampoco cumple otra"),
            (false, 1) => format!("la regla {second} sobra: lo que la incumple tampoco cumple {first}"),
            (false, _) => format!("una exigencia de {second} sobra: lo que la incumple tampoco cumple {first}"),
        };
        Diagnostic::new(Code::ImpliedRule, message)
            .at(later.goal.demand.span, "sobra")
            .at(earlier.goal.demand.span, "esto ya lo exige")
            .help("quite la que sobra; si debía exigir más que la otra, revise su límite o su condición")
    }

    /// Three or more demands, each two of which can hold together, but not all.
    fn several(&mut self, goals: &[Demanded<'_, '_>]) {
        let free = |at: &usize| !self.contrary.contains(at) && !self.spare.contains(at);
        let left: Vec<usize> = (0..goals.len()).filter(free).collect();
        let mut kinds: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
        for at in left {
            if let Some(key) = goals.get(at).and_then(|goal| self.conditions(goal)) {
                kinds.entry(key).or_default().push(at);
            }
        }
        let unconditional = kinds.get(&None).cloned().unwrap_or_default();
        let mut known: BTreeSet<Vec<usize>> = BTreeSet::new();
        for (key, own) in kinds {
            let mut places = own;
            if key.is_some() {
                places.extend(&unconditional);
            }
            for cluster in clusters(goals, &places) {
                if let Some(core) = self.core(goals, &cluster).filter(|core| known.insert(core.clone())) {
                    let chosen: Vec<Demanded<'_, '_>> = core.iter().filter_map(|at| goals.get(*at).copied()).collect();
                    let told = self.contrary(&chosen);
                    self.told.extend(told);
                }
            }
        }
    }

    /// A rule's conditions as a text; none: it always applies. The outer `None`: they are too large.
    fn conditions(&self, goal: &Demanded<'_, '_>) -> Option<Option<String>> {
        let rule = goal.parts.rule;
        let write = |expr| Canonical::new(self.rules, rule).text(expr, &[rule.subject.table]);
        let texts = goal.parts.conditions.iter().map(|condition| write(condition.expr));
        let texts: BTreeSet<String> = texts.collect::<Option<_>>()?;
        Some((!texts.is_empty()).then(|| texts.into_iter().collect::<Vec<_>>().join(" y ")))
    }

    /// The fewest of some demands that cannot hold together, if they cannot; three at least.
    fn core(&mut self, goals: &[Demanded<'_, '_>], places: &[usize]) -> Option<Vec<usize>> {
        let chosen: Vec<&Demanded<'_, '_>> = places.iter().filter_map(|at| goals.get(*at)).collect();
        let holds: Vec<&Formula> = chosen.iter().map(|goal| &goal.goal.holds).collect();
        let applies: Vec<&Formula> = chosen.iter().flat_map(|goal| goal.applies()).collect();
        let all: Vec<&Formula> = holds.iter().chain(&applies).copied().collect();
        if places.len() < 3 || !self.search.excludes(self.unknowns, &all) {
            return None;
        }
        let kept = core(self.search, self.unknowns, &holds, &applies);
        let kept: Vec<usize> = kept.into_iter().filter_map(|at| places.get(at).copied()).collect();
        (kept.len() >= 3).then_some(kept)
    }
}

/// Whether rules are all judged in one phase.
struct Phases;

impl Phases {
    fn of(goals: &[Demanded<'_, '_>]) -> Option<Self> {
        let [first, rest @ ..] = goals else { return None };
        let shared = phases(first.parts.rule)
            .any(|phase| rest.iter().all(|goal| phases(goal.parts.rule).any(|own| own == phase)));
        shared.then_some(Phases)
    }
}

/// Demands that are about the same unknowns, straight or through others, together.
fn clusters(goals: &[Demanded<'_, '_>], places: &[usize]) -> Vec<Vec<usize>> {
    let mut clusters: Vec<(BTreeSet<Id>, Vec<usize>)> = Vec::new();
    for at in places {
        let Some(goal) = goals.get(*at) else { continue };
        let (mut ids, mut members) = (goal.goal.ids.clone(), vec![*at]);
        let (joined, apart): (Vec<_>, Vec<_>) = clusters.into_iter().partition(|(known, _)| !known.is_disjoint(&ids));
        for (more, others) in joined {
            ids.extend(more);
            members.extend(others);
        }
        members.sort_unstable();
        clusters = apart;
        clusters.push((ids, members));
    }
    clusters.into_iter().map(|(_, members)| members).collect()
}

fn contrary(goals: &[Demanded<'_, '_>], broken: usize, example: &str) -> Diagnostic {
    let mut names: Vec<String> = goals.iter().map(Demanded::name).collect();
    names.dedup();
    let fails = goals.get(broken).map(Demanded::name).unwrap_or_default();
    let others: Vec<String> = names.iter().filter(|name| **name != fails).cloned().collect();
    let message = match names.as_slice() {
        [only] => {
            format!("las exigencias de {only} no se pueden cumplir a la vez: con {example} una se cumple y otra no")
        }
        [_, _] => format!(
            "las reglas {} no se pueden cumplir a la vez: con {example} se cumple {} y se incumple {fails}",
            enumerate(&names),
            enumerate(&others)
        ),
        _ => format!(
            "las reglas {} no se pueden cumplir todas a la vez: con {example} se cumplen {} y se incumple {fails}",
            enumerate(&names),
            enumerate(&others)
        ),
    };
    let fault = Diagnostic::new(Code::ContraryRules, message);
    let fault = goals
        .iter()
        .fold(fault, |fault, goal| fault.at(goal.goal.demand.span, format!("lo que exige {}", goal.name())));
    fault.help("corrija una de ellas, o diga con «cuando» a qué filas se aplica cada una")
}
