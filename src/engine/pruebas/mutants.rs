//! Rules changed in one thing at a time, and which changes their pruebas do not notice.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{ColumnId, Prueba, Rule, RuleId, RuleSet, TableRef};

use super::expect::Expecting;
use super::judged_by;
use super::stage::Stage;

mod changes;
mod hints;
mod nodes;

use changes::{Change, apply, changes};

/// Most changes of one rule.
const MOST_CHANGES: usize = 400;
/// How much work may go into the changes of one rule: rows of its pruebas' scenes for each change, and a fixed share.
const MOST_WORK: usize = 400_000;
/// What a prueba costs besides its rows.
const FIXED_WORK: usize = 20;
/// Most proposals that are told for one rule.
const MOST_HINTS: usize = 5;

/// How the pruebas of a rule set notice changes of its rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Mutants {
    /// The rules with pruebas, in the order of the files.
    pub rules: Vec<RuleMutants>,
}

/// How the pruebas of one rule notice changes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleMutants {
    /// The rule's name.
    pub rule: String,
    /// How many changes were tried; none where its pruebas fail as it is.
    pub made: usize,
    /// How many of them some prueba notices.
    pub noticed: usize,
    /// The changes that none notices, at their places; `None`: there is none.
    pub diagnostic: Option<Diagnostic>,
}

impl Mutants {
    /// How many changes are noticed in all rules, and how many were tried.
    pub fn total(&self) -> (usize, usize) {
        self.rules.iter().fold((0, 0), |(noticed, made), rule| (noticed + rule.noticed, made + rule.made))
    }
}

/// Tries the changes of every rule that has pruebas.
pub fn mutants(rules: &RuleSet) -> Mutants {
    let tested: BTreeSet<RuleId> = rules.pruebas.iter().map(|prueba| prueba.rule).collect();
    let tested: Vec<RuleId> = tested.into_iter().collect();
    Mutants { rules: tested.par_iter().filter_map(|id| of_rule(rules, *id)).collect() }
}

/// A prueba made ready to be judged by changed rules.
struct Ready<'a> {
    prueba: &'a Prueba,
    stage: Stage<'a>,
    rule: &'a Rule,
    /// The changes of its own rule, where it is judged with other inputs.
    own: Option<Vec<Change>>,
}

impl Ready<'_> {
    fn passes(&self, rule: &Rule) -> bool {
        let mut expecting = Expecting::new(self.prueba, &self.stage, false);
        expecting.judge(rule);
        expecting.passes()
    }

    /// Whether the prueba fails with a change. One that means nothing with its inputs is not noticed.
    fn notices(&self, change: &Change, changed: &Rule) -> bool {
        let Some(own) = &self.own else { return !self.passes(changed) };
        let same = own.iter().find(|own| own.is_like(change));
        same.is_some_and(|change| !self.passes(&apply(self.rule, change)))
    }
}

/// The columns that scenes give.
type Listed = BTreeSet<(TableRef, ColumnId)>;

fn of_rule(rules: &RuleSet, id: RuleId) -> Option<RuleMutants> {
    let rule = rules.rules.get(id.0)?;
    let pruebas: Vec<&Prueba> = rules.pruebas.iter().filter(|prueba| prueba.rule == id).collect();
    let listed: Listed = pruebas.iter().flat_map(|prueba| listed(prueba)).collect();
    let ready: Vec<Ready<'_>> = pruebas.iter().filter_map(|prueba| make_ready(rules, prueba, &listed)).collect();
    if !ready.iter().all(|ready| ready.passes(ready.rule)) {
        let message = format!("las pruebas de «{}» fallan, así que no se sabe qué cambios notarían", rule.name);
        let diagnostic = Diagnostic::new(Code::MutantSurvives, message).at(rule.span, "");
        return Some(RuleMutants { rule: rule.name.clone(), made: 0, noticed: 0, diagnostic: Some(diagnostic) });
    }
    let work: usize = ready.iter().map(|ready| FIXED_WORK + rows(ready.prueba)).sum();
    let most = MOST_CHANGES.min(MOST_WORK / work.max(1));
    let tried: Vec<Change> = changes(rules, rule, &listed).into_iter().take(most).collect();
    let made = tried.len();
    let is_noticed = |change: &Change| {
        let changed = apply(rule, change);
        ready.iter().any(|ready| ready.notices(change, &changed))
    };
    let missed: Vec<Change> = tried.into_iter().filter(|change| !is_noticed(change)).collect();
    let diagnostic = (!missed.is_empty()).then(|| missed_changes(rule, made, &missed));
    Some(RuleMutants { rule: rule.name.clone(), made, noticed: made - missed.len(), diagnostic })
}

fn make_ready<'a>(rules: &'a RuleSet, prueba: &'a Prueba, listed: &Listed) -> Option<Ready<'a>> {
    let (set, rule) = judged_by(rules, prueba)?;
    let own = prueba.variant.map(|_| changes(set, rule, listed));
    Some(Ready { prueba, stage: Stage::new(set, rule, prueba), rule, own })
}

fn listed(prueba: &Prueba) -> impl Iterator<Item = (TableRef, ColumnId)> {
    prueba.scenes.iter().flat_map(|scene| scene.columns.iter().map(|column| (scene.table, *column)))
}

fn rows(prueba: &Prueba) -> usize {
    prueba.scenes.iter().map(|scene| scene.rows.len()).sum()
}

fn missed_changes(rule: &Rule, made: usize, missed: &[Change]) -> Diagnostic {
    let many = match missed.len() {
        1 => format!("1 cambio de los {made} que se hicieron a «{}»", rule.name),
        many => format!("{many} cambios de los {made} que se hicieron a «{}»", rule.name),
    };
    let mut diagnostic = Diagnostic::new(Code::MutantSurvives, format!("ninguna prueba nota {many}"));
    let mut places: Vec<crate::source::Span> = missed.iter().map(|change| change.span).collect();
    places.sort_unstable();
    places.dedup();
    for place in places {
        let here = missed.iter().filter(|change| change.span == place).map(|change| change.what.as_str());
        diagnostic = diagnostic.at(place, here.collect::<Vec<_>>().join("; "));
    }
    let mut hints: Vec<&str> = Vec::new();
    for hint in missed.iter().filter_map(|change| change.hint.as_deref()) {
        if hints.len() < MOST_HINTS && !hints.contains(&hint) {
            hints.push(hint);
        }
    }
    let help = (!hints.is_empty()).then(|| format!("falta una prueba {}", hints.join("; otra ")));
    diagnostic.maybe_help(help)
}
