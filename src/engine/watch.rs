//! Which conditions of a rule came out true, and which false.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::ruleset::model::Expr;

/// The ways in which a condition came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// It was true at least once.
    pub holds: bool,
    /// It was false at least once.
    pub fails: bool,
}

impl Ways {
    /// What either has.
    #[must_use]
    pub fn or(self, other: Ways) -> Ways {
        Ways { holds: self.holds || other.holds, fails: self.fails || other.fails }
    }

    /// How many ways, of two.
    pub fn count(self) -> usize {
        usize::from(self.holds) + usize::from(self.fails)
    }
}

/// A record of how conditions came out, by where they lie in memory: a rule is not moved while it is judged.
#[derive(Debug, Default)]
pub(super) struct Watch {
    seen: RefCell<BTreeMap<usize, Ways>>,
}

impl Watch {
    /// Records a verdict.
    pub(super) fn note(&self, expr: &Expr, holds: bool) {
        let now = Ways { holds, fails: !holds };
        let mut seen = self.seen.borrow_mut();
        let ways = seen.entry(std::ptr::from_ref(expr).addr()).or_default();
        *ways = ways.or(now);
    }

    /// How a condition came out.
    pub(super) fn ways(&self, expr: &Expr) -> Ways {
        self.seen.borrow().get(&std::ptr::from_ref(expr).addr()).copied().unwrap_or_default()
    }
}
