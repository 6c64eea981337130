//! The checks of a scene held against what a prueba expects of them.

use crate::ruleset::model::{Expectation, Prueba, Rule};
use crate::syntax::ast::Outcome;

use super::seen::Seen;
use super::stage::Stage;
use super::words::{self, Against};
use super::{Failure, seen};
use crate::engine::finding::Finding;
use crate::engine::judge::{go_over, incomparable, lacks_approved, lacks_means, select};
use crate::engine::peers::Peers;
use crate::engine::site::Site;

/// How many subjects are named where an expectation meets none.
const MOST_SUBJECTS: usize = 6;

/// What a prueba expects, and what has come of it so far.
pub(super) struct Expecting<'a> {
    prueba: &'a Prueba,
    stage: &'a Stage<'a>,
    /// Whether failures are to be told, or only whether there are some.
    told: bool,
    /// How many checks each expectation names.
    named: Vec<usize>,
    /// The first check that goes against each expectation, and how many do; last those that none names and that fail.
    against: Vec<(Option<Against>, usize)>,
    /// What was judged, for an expectation that names nothing of it.
    subjects: Vec<String>,
}

impl<'a> Expecting<'a> {
    /// Nothing judged yet.
    pub(super) fn new(prueba: &'a Prueba, stage: &'a Stage<'a>, told: bool) -> Self {
        let count = prueba.expectations.len();
        let against = std::iter::repeat_with(|| (None, 0)).take(count + 1).collect();
        Expecting { prueba, stage, told, named: vec![0; count], against, subjects: Vec::new() }
    }

    /// Judges the scene by a rule.
    pub(super) fn judge(&mut self, rule: &Rule) {
        let phases = &self.prueba.phases;
        if !phases.is_empty() && !rule.phases.is_empty() && !phases.iter().any(|phase| rule.phases.contains(phase)) {
            return self.whole(Outcome::NotApplicable, "la regla no se juzga en esa fase");
        }
        for (world, book) in self.stage.worlds(rule) {
            world.begin_rule();
            if lacks_approved(&world, rule) {
                self.whole(Outcome::NotEvaluable, "la escena no da «aprobado»");
            } else if let Some(why) = lacks_means(&world, rule) {
                self.whole(Outcome::NotEvaluable, &why);
            } else if incomparable(&world, rule).is_some() {
                self.whole(Outcome::NotEvaluable, "hay una clave repetida o incompleta en «plan» o en «aprobado»");
            } else {
                let (rows, open) = select(&world, rule);
                let peers = Peers::new(rule.subject.table, rows);
                let site = Site { world: &world, rule, peers: &peers };
                go_over(site, open, &mut |check| self.take(site, book, &Seen::of(&check)));
            }
        }
    }

    /// Whether everything came out as expected.
    pub(super) fn passes(&self) -> bool {
        let unmet = |at: usize| self.is_unmet(at);
        self.against.iter().all(|(_, count)| *count == 0) && !(0..self.named.len()).any(unmet)
    }

    /// What did not come out as expected, in the order of the expectations.
    pub(super) fn failures(self, rule: &Rule) -> Vec<Failure> {
        let unmet: Vec<bool> = (0..self.named.len()).map(|at| self.is_unmet(at)).collect();
        let mut failures = Vec::new();
        for (at, (against, count)) in self.against.into_iter().enumerate() {
            let expectation = self.prueba.expectations.get(at);
            match (against, expectation) {
                (Some(against), Some(expectation)) => failures.push(against.failure(expectation, count)),
                (Some(against), None) => failures.push(against.unnamed(self.prueba.span, count)),
                (None, Some(expectation)) if unmet.get(at) == Some(&true) => {
                    failures.push(words::nothing(expectation, rule, &self.subjects));
                }
                _ => {}
            }
        }
        failures
    }

    /// Whether an expectation names nothing. That a rule does not apply holds even where it has nothing to go over.
    fn is_unmet(&self, at: usize) -> bool {
        let expects_nothing =
            |expectation: &Expectation| expectation.outcome == Outcome::NotApplicable && !is_selective(expectation);
        self.named.get(at) == Some(&0) && !self.prueba.expectations.get(at).is_some_and(expects_nothing)
    }

    /// The rule as a whole came out so.
    fn whole(&mut self, outcome: Outcome, why: &str) {
        let rest = self.rest();
        for at in rest {
            self.count(at);
            let Some(expectation) = self.prueba.expectations.get(at).filter(|expected| expected.outcome != outcome)
            else {
                continue;
            };
            self.put(at, || Against::whole(expectation, outcome, why));
        }
    }

    fn take(&mut self, site: Site<'_>, book: usize, seen: &Seen<'_>) {
        if self.told && self.subjects.len() <= MOST_SUBJECTS {
            self.subjects.push(words::subject(site, seen));
        }
        let all = self.prueba.expectations.iter().enumerate();
        let chosen = all.filter(|(_, expectation)| is_selective(expectation) && seen.is_named(site, expectation));
        let mut names: Vec<usize> = chosen.map(|(at, _)| at).collect();
        if names.is_empty() {
            names = self.rest();
        }
        if names.is_empty() && seen.outcome == Outcome::Fails {
            let (unnamed, stage) = (self.named.len(), self.stage);
            self.put(unnamed, || Against::unexpected(site, stage, book, seen));
        }
        for at in names {
            self.count(at);
            self.hold(site, book, seen, at);
        }
    }

    /// Holds a check against an expectation that names it.
    fn hold(&mut self, site: Site<'_>, book: usize, seen: &Seen<'_>, at: usize) {
        let Some(expectation) = self.prueba.expectations.get(at) else { return };
        let stage = self.stage;
        if expectation.outcome != seen.outcome {
            return self.put(at, || Against::other(expectation, site, stage, book, seen));
        }
        let points = expectation.places.iter().any(|place| !place.columns.is_empty());
        if expectation.messages.is_empty() && !points {
            return;
        }
        let findings: Vec<Finding> = seen.findings(site);
        if let Some(lacking) = seen::lacking(site, expectation, &findings) {
            self.put(at, || Against::lacking(lacking, site, stage, book, seen));
        }
    }

    /// The expectations of all checks that no other one names.
    fn rest(&self) -> Vec<usize> {
        let all = self.prueba.expectations.iter().enumerate();
        all.filter(|(_, expectation)| !is_selective(expectation)).map(|(at, _)| at).collect()
    }

    fn count(&mut self, at: usize) {
        if let Some(count) = self.named.get_mut(at) {
            *count += 1;
        }
    }

    fn put(&mut self, at: usize, against: impl FnOnce() -> Against) {
        let told = self.told;
        if let Some((first, count)) = self.against.get_mut(at) {
            *count += 1;
            if told && first.is_none() {
                *first = Some(against());
            }
        }
    }
}

/// Whether an expectation says which checks it is about.
fn is_selective(expectation: &Expectation) -> bool {
    expectation.which.is_some() || !expectation.places.is_empty()
}
