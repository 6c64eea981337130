//! Goes through the ways in which formulas can hold together.

use std::collections::{BTreeMap, BTreeSet};

use super::bounds::{Bounds, Fault};
use super::formula::{Formula, Id, Literal, States};
use super::symbols::Symbols;
use super::unknown::Unknowns;
use super::values::{Model, as_number};

/// Most systems that one question may take.
const MOST_A_QUESTION: usize = 400;
/// Most systems that a rule set may take: what is then left is not looked into.
const MOST_IN_ALL: usize = 60_000;

/// Whether formulas can hold together.
#[derive(Clone, Debug)]
pub(in crate::ruleset::analysis) enum Answer {
    /// They cannot, whatever the values.
    No,
    /// They do with these values.
    Yes(Model),
    /// It was not found out.
    Unknown,
}

impl Answer {
    fn is_no(&self) -> bool {
        matches!(self, Answer::No)
    }
}

/// Asks whether formulas can hold together, as long as the effort lasts.
#[derive(Debug, Default)]
pub(in crate::ruleset::analysis) struct Search {
    spent: usize,
    left: usize,
}

impl Search {
    /// Whether it is certain that formulas cannot hold together, whatever `vigencia`, `hoy` and parameters are.
    pub(in crate::ruleset::analysis) fn excludes(&mut self, unknowns: &Unknowns, formulas: &[&Formula]) -> bool {
        self.begin(unknowns, formulas, false).is_no()
    }

    /// Whether they can with the values of this run, and with which others.
    pub(in crate::ruleset::analysis) fn ask_now(&mut self, unknowns: &Unknowns, formulas: &[&Formula]) -> Answer {
        self.begin(unknowns, formulas, true)
    }

    fn begin(&mut self, unknowns: &Unknowns, formulas: &[&Formula], now: bool) -> Answer {
        self.left = MOST_A_QUESTION;
        let open = Open { formulas: formulas.to_vec(), ..Open::default() };
        self.go_on(&Question { unknowns, now }, open)
    }

    fn go_on(&mut self, question: &Question<'_>, mut open: Open<'_>) -> Answer {
        if !open.flatten() {
            return Answer::No;
        }
        if self.left == 0 || self.spent >= MOST_IN_ALL {
            return Answer::Unknown;
        }
        self.left -= 1;
        self.spent += 1;
        let found = question.check(&open.literals, open.choices.is_empty());
        if found.is_no() {
            return found;
        }
        open.choices.sort_by_key(|ways| std::cmp::Reverse(ways.len()));
        let Some(ways) = open.choices.pop() else { return found };
        let mut answer = Answer::No;
        for way in ways {
            let open = Open { formulas: vec![way], ..open.clone() };
            match self.go_on(question, open) {
                Answer::No => {}
                Answer::Unknown if question.now => answer = Answer::Unknown,
                // Where only a certain «no» counts, the rest need not be looked at.
                other => return other,
            }
        }
        answer
    }
}

/// What must still hold: all the statements, all the formulas, and one of each list.
#[derive(Clone, Debug, Default)]
struct Open<'f> {
    literals: Vec<&'f Literal>,
    formulas: Vec<&'f Formula>,
    choices: Vec<&'f [Formula]>,
}

impl Open<'_> {
    /// Takes the formulas apart; false if one of them cannot hold.
    fn flatten(&mut self) -> bool {
        while let Some(formula) = self.formulas.pop() {
            match formula {
                Formula::Literal(literal) => self.literals.push(literal),
                Formula::All(parts) => self.formulas.extend(parts),
                Formula::Any(ways) => match ways.as_slice() {
                    [] => return false,
                    [only] => self.formulas.push(only),
                    several => self.choices.push(several),
                },
            }
        }
        true
    }
}

/// What statements are about.
struct Question<'a> {
    unknowns: &'a Unknowns,
    /// Whether `vigencia`, `hoy` and parameters have the values of this run, and values are looked for.
    now: bool,
}

impl Question<'_> {
    /// Whether statements hold together; «yes» is not looked for where more is to come.
    fn check(&self, literals: &[&Literal], complete: bool) -> Answer {
        let fixed = if self.now { self.fixed(literals) } else { Vec::new() };
        let literals: Vec<&Literal> = literals.iter().copied().chain(&fixed).collect();
        let Some(states) = self.states(&literals) else { return Answer::No };
        let Some(symbols) = Symbols::new(&literals, self.unknowns) else { return Answer::No };
        let bounds = match Bounds::new(&literals, self.unknowns) {
            Ok(bounds) => bounds,
            Err(Fault::Contradiction) => return Answer::No,
            Err(Fault::TooHard) => return Answer::Unknown,
        };
        if !complete || !self.now {
            return Answer::Unknown;
        }
        let model = || Some(Model { states, numbers: bounds.values()?, symbols: symbols.values()? });
        let tried = |model: &Model| literals.iter().all(|literal| model.satisfies(literal));
        model().filter(tried).map_or(Answer::Unknown, Answer::Yes)
    }

    /// The state of each unknown that is spoken of, the plainest one; `None` if one has none left.
    fn states(&self, literals: &[&Literal]) -> Option<BTreeMap<Id, States>> {
        let mut states: BTreeMap<Id, States> = BTreeMap::new();
        for literal in literals {
            if let Literal::State(id, wanted) = literal {
                let own = self.unknowns.get(*id).map_or(States::ANY, |unknown| unknown.states);
                let known = states.entry(*id).or_insert(own);
                *known = known.and(*wanted);
            }
        }
        let order = [States::PRESENT, States::EMPTY, States::UNREADABLE, States::GAP];
        let plainest =
            |(id, left): (Id, States)| order.into_iter().find(|state| state.within(left)).map(|state| (id, state));
        states.into_iter().map(plainest).collect()
    }

    /// That what the run fixes has its value.
    fn fixed(&self, literals: &[&Literal]) -> Vec<Literal> {
        let ids: BTreeSet<Id> = literals.iter().flat_map(|literal| literal.ids()).collect();
        ids.into_iter().flat_map(|id| self.is_fixed(id)).collect()
    }

    fn is_fixed(&self, id: Id) -> Vec<Literal> {
        let Some(unknown) = self.unknowns.get(id) else { return Vec::new() };
        let Some(value) = &unknown.fixed else { return Vec::new() };
        match as_number(value).filter(|_| unknown.is_numeric()) {
            Some(number) => vec![
                Literal::Bound { high: Some(id), low: None, limit: number, strict: false },
                Literal::Bound { high: None, low: Some(id), limit: number.negated(), strict: false },
            ],
            None => vec![Literal::Among(id, BTreeSet::from([value.clone()]))],
        }
    }
}
