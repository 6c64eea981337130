//! Texts, codes and truth values: whether some are left that are among these, not among those, the same or not.

use std::collections::{BTreeMap, BTreeSet};

use crate::ruleset::model::Kind;
use crate::value::{Pattern, Value};

use super::formula::{Id, Literal};
use super::unknown::Unknowns;

/// How many made-up texts or codes are tried.
const MOST_TRIED: usize = 12;

/// What is known of unknowns that must be the same.
#[derive(Clone, Debug, Default)]
struct Class {
    members: Vec<Id>,
    /// None: any.
    allowed: Option<BTreeSet<Value>>,
    refused: BTreeSet<Value>,
}

impl Class {
    fn allow(&mut self, values: &BTreeSet<Value>) {
        self.allowed = Some(match self.allowed.take() {
            Some(known) => known.intersection(values).cloned().collect(),
            None => values.clone(),
        });
    }

    /// Whether a value is left.
    fn is_possible(&self) -> bool {
        self.allowed.as_ref().is_none_or(|allowed| allowed.iter().any(|value| !self.refused.contains(value)))
    }

    /// The one value that is left.
    fn only(&self) -> Option<&Value> {
        let mut left = self.allowed.as_ref()?.iter().filter(|value| !self.refused.contains(*value));
        left.next().filter(|_| left.next().is_none())
    }
}

/// Classes of unknowns, and which must differ.
pub(super) struct Symbols<'a> {
    unknowns: &'a Unknowns,
    classes: Vec<Class>,
    apart: Vec<(usize, usize)>,
}

impl<'a> Symbols<'a> {
    /// What statements say of texts; `None` if they leave none. Others are passed over.
    pub(super) fn new(literals: &[&Literal], unknowns: &'a Unknowns) -> Option<Self> {
        let mut symbols = Symbols { unknowns, classes: Vec::new(), apart: Vec::new() };
        for literal in literals {
            if let Literal::Same(left, right) = literal {
                symbols.unite(*left, *right);
            }
        }
        for literal in literals {
            symbols.add(literal);
        }
        symbols.add_kinds();
        symbols.are_possible().then_some(symbols)
    }

    fn class(&mut self, id: Id) -> usize {
        if let Some(at) = self.classes.iter().position(|class| class.members.contains(&id)) {
            return at;
        }
        self.classes.push(Class { members: vec![id], ..Class::default() });
        self.classes.len() - 1
    }

    fn unite(&mut self, left: Id, right: Id) {
        let (left, right) = (self.class(left), self.class(right));
        if left != right {
            let members = self.classes.get_mut(right).map(|class| std::mem::take(&mut class.members));
            if let (Some(class), Some(members)) = (self.classes.get_mut(left), members) {
                class.members.extend(members);
            }
        }
    }

    fn add(&mut self, literal: &Literal) {
        match literal {
            Literal::Among(id, values) => {
                let at = self.class(*id);
                self.classes.get_mut(at).into_iter().for_each(|class| class.allow(values));
            }
            Literal::NotAmong(id, values) => {
                let at = self.class(*id);
                self.classes.get_mut(at).into_iter().for_each(|class| class.refused.extend(values.iter().cloned()));
            }
            Literal::Differ(left, right) => {
                let pair = (self.class(*left), self.class(*right));
                self.apart.push(pair);
            }
            _ => {}
        }
    }

    /// What each unknown can be by its type.
    fn add_kinds(&mut self) {
        let truths = BTreeSet::from([Value::Bool(false), Value::Bool(true)]);
        for class in &mut self.classes {
            for unknown in class.members.clone().into_iter().filter_map(|id| self.unknowns.get(id)) {
                if unknown.kind == Kind::Bool {
                    class.allow(&truths);
                }
                unknown.choices.iter().for_each(|choices| class.allow(choices));
                if let Some(allowed) = class.allowed.as_mut().filter(|_| !unknown.patterns.is_empty()) {
                    allowed.retain(|value| fits(value, &unknown.patterns));
                }
            }
        }
    }

    fn are_possible(&self) -> bool {
        let parted = |(left, right): &(usize, usize)| {
            let only = |at: &usize| self.classes.get(*at).and_then(Class::only);
            left != right && (only(left).is_none() || only(left) != only(right))
        };
        self.classes.iter().all(Class::is_possible) && self.apart.iter().all(parted)
    }

    /// Values that keep to what was said; `None` where none were found.
    pub(super) fn values(&self) -> Option<BTreeMap<Id, Value>> {
        let mut chosen: Vec<Option<Value>> = Vec::new();
        for (at, class) in self.classes.iter().enumerate() {
            let others = self.apart.iter().filter_map(|(left, right)| match (*left == at, *right == at) {
                (true, _) => chosen.get(*right)?.as_ref(),
                (_, true) => chosen.get(*left)?.as_ref(),
                _ => None,
            });
            let others: BTreeSet<&Value> = others.collect();
            let fresh = |value: &Value| !class.refused.contains(value) && !others.contains(value);
            let value = match (&class.allowed, class.members.first()) {
                (_, None) => None,
                (Some(allowed), _) => Some(allowed.iter().find(|value| fresh(value))?.clone()),
                (None, Some(_)) => Some(self.made_up(class).into_iter().find(fresh)?),
            };
            chosen.push(value);
        }
        let of_class = |(class, value): (&Class, Option<Value>)| {
            class.members.iter().filter_map(|id| Some((*id, value.clone()?))).collect::<Vec<_>>()
        };
        Some(self.classes.iter().zip(chosen).flat_map(of_class).collect())
    }

    /// Texts or codes that the class's members can be.
    fn made_up(&self, class: &Class) -> Vec<Value> {
        let members = || class.members.iter().filter_map(|id| self.unknowns.get(*id));
        let is_code = members().any(|unknown| unknown.kind == Kind::Code);
        let patterns = members().find_map(|unknown| unknown.patterns.first());
        let make = |number: usize| match patterns {
            Some(pattern) => Value::Code(sample(pattern, number).into()),
            None if is_code => Value::Code(number.to_string().into()),
            None if number == 1 => Value::text("otro texto"),
            None => Value::text(&format!("otro texto {number}")),
        };
        let possible =
            |value: &Value| members().all(|member| member.patterns.is_empty() || fits(value, &member.patterns));
        (1..=MOST_TRIED).map(make).filter(possible).collect()
    }
}

fn fits(value: &Value, patterns: &[Pattern]) -> bool {
    let Value::Code(code) = value else { return true };
    patterns.iter().any(|pattern| pattern.fits(code))
}

/// A code that a pattern describes: its digits are those of a number, as far as there are places.
fn sample(pattern: &Pattern, number: usize) -> String {
    let written = pattern.to_string();
    let places = written.matches('0').count() - written.matches("\\0").count();
    let mut digits: Vec<char> = format!("{number:0places$}").chars().rev().take(places).collect();
    let mut code = String::new();
    let mut letters = written.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '0' => code.extend(digits.pop()),
            'A' => code.push('A'),
            '*' => {}
            '\\' => code.extend(letters.next()),
            other => code.push(other),
        }
    }
    code
}
