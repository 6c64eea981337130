//! Formulas over unknowns, without negation.

use std::collections::BTreeSet;

use crate::decimal::Decimal;
use crate::value::Value;

/// Index into [`super::Unknowns`].
pub(in crate::ruleset::analysis) type Id = usize;

/// A set of the states that an unknown can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ruleset::analysis) struct States(u8);

impl States {
    /// It has a value.
    pub(in crate::ruleset::analysis) const PRESENT: States = States(1);
    /// It is itself empty.
    pub(in crate::ruleset::analysis) const EMPTY: States = States(2);
    /// It is itself an unreadable cell.
    pub(in crate::ruleset::analysis) const UNREADABLE: States = States(4);
    /// It has no value for another reason.
    pub(in crate::ruleset::analysis) const GAP: States = States(8);
    /// Any.
    pub(in crate::ruleset::analysis) const ANY: States = States(15);
    /// A cell's.
    pub(in crate::ruleset::analysis) const CELL: States = States(7);

    /// Those of both sets.
    pub(in crate::ruleset::analysis) fn and(self, other: States) -> States {
        States(self.0 & other.0)
    }

    /// Those of either set.
    pub(in crate::ruleset::analysis) fn or(self, other: States) -> States {
        States(self.0 | other.0)
    }

    /// All others.
    pub(in crate::ruleset::analysis) fn others(self) -> States {
        States(!self.0 & States::ANY.0)
    }

    /// Whether they are all in another set.
    pub(in crate::ruleset::analysis) fn within(self, other: States) -> bool {
        self.and(other) == self
    }
}

/// A statement about one or two unknowns.
#[derive(Clone, Debug)]
pub(in crate::ruleset::analysis) enum Literal {
    /// The unknown is in one of these states.
    State(Id, States),
    /// `high - low <= limit`, or `<` if strict; none stands for zero.
    Bound { high: Option<Id>, low: Option<Id>, limit: Decimal, strict: bool },
    /// `left - right <> by`; none stands for zero.
    Apart { left: Option<Id>, right: Option<Id>, by: Decimal },
    /// The text, code or truth value is one of these.
    Among(Id, BTreeSet<Value>),
    /// It is none of these.
    NotAmong(Id, BTreeSet<Value>),
    /// Both are the same.
    Same(Id, Id),
    /// They are not.
    Differ(Id, Id),
}

impl Literal {
    /// What it is about.
    pub(super) fn ids(&self) -> Vec<Id> {
        match self {
            Literal::State(id, _) | Literal::Among(id, _) | Literal::NotAmong(id, _) => vec![*id],
            Literal::Same(left, right) | Literal::Differ(left, right) => vec![*left, *right],
            Literal::Bound { high: first, low: second, .. } | Literal::Apart { left: first, right: second, .. } => {
                first.iter().chain(second).copied().collect()
            }
        }
    }
}

/// A formula; what it says holds or does not, there is no third way: «has no value» is said by states.
#[derive(Clone, Debug)]
pub(in crate::ruleset::analysis) enum Formula {
    /// A statement.
    Literal(Literal),
    /// All hold; of none: true.
    All(Vec<Formula>),
    /// One holds; of none: false.
    Any(Vec<Formula>),
}

impl Formula {
    /// Always or never.
    pub(in crate::ruleset::analysis) fn constant(truth: bool) -> Self {
        if truth { Formula::All(Vec::new()) } else { Formula::Any(Vec::new()) }
    }

    /// What it is about.
    pub(in crate::ruleset::analysis) fn ids(&self) -> BTreeSet<Id> {
        match self {
            Formula::Literal(literal) => literal.ids().into_iter().collect(),
            Formula::All(parts) | Formula::Any(parts) => parts.iter().flat_map(Formula::ids).collect(),
        }
    }

    /// The unknown is in one of these states.
    pub(super) fn state(id: Id, states: States) -> Self {
        Formula::Literal(Literal::State(id, states))
    }
}
