//! Bounds of numbers and of their differences: whether they leave any values, and such values.
//!
//! The bounds of `x - y` for every two unknowns, zero among them, are closed under addition (Floyd and Warshall): they
//! leave values if and only if nothing has to be less than itself. Whole numbers tighten their bounds, which can only
//! miss a contradiction, never make one.

use std::collections::BTreeMap;

use crate::decimal::Decimal;

use super::formula::{Id, Literal};
use super::unknown::Unknowns;

/// Most unknowns of one system: closing it takes the cube of them.
const MOST_UNKNOWNS: usize = 24;
/// Most times that a value which must not be is cut off a bound.
const MOST_CUTS: usize = 60;

/// `x - y <= most`, or `<` if strict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bound {
    most: Decimal,
    strict: bool,
}

impl Bound {
    fn tighter_than(self, other: Bound) -> bool {
        self.most < other.most || self.most == other.most && self.strict && !other.strict
    }

    fn allows(self, apart: Decimal) -> bool {
        apart < self.most || !self.strict && apart == self.most
    }
}

/// Why a system gives no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It leaves no values.
    Contradiction,
    /// It is too large, or its numbers are.
    TooHard,
}

/// Bounds of numbers; place 0 stands for zero.
pub(super) struct Bounds {
    ids: Vec<Id>,
    whole: Vec<bool>,
    most: Vec<Vec<Option<Bound>>>,
    apart: Vec<(usize, usize, Decimal)>,
}

impl Bounds {
    /// The system of some statements; those about texts and states are passed over.
    pub(super) fn new(literals: &[&Literal], unknowns: &Unknowns) -> Result<Self, Fault> {
        let mut ids: Vec<Id> = literals.iter().flat_map(|literal| numbers(literal)).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() > MOST_UNKNOWNS {
            return Err(Fault::TooHard);
        }
        let size = ids.len() + 1;
        let is_whole = |id: &Id| unknowns.get(*id).is_some_and(|unknown| unknown.whole);
        let whole = std::iter::once(true).chain(ids.iter().map(is_whole)).collect();
        let mut bounds = Bounds { whole, most: vec![vec![None; size]; size], apart: Vec::new(), ids };
        bounds.add_ranges(unknowns)?;
        for literal in literals {
            bounds.add(literal)?;
        }
        bounds.settle()?;
        Ok(bounds)
    }

    /// The range that each unknown has by what it is.
    fn add_ranges(&mut self, unknowns: &Unknowns) -> Result<(), Fault> {
        for (at, id) in self.ids.clone().into_iter().enumerate() {
            let [low, high] = unknowns.get(id).map_or([None, None], |unknown| unknown.range);
            if let Some(high) = high {
                self.limit(at + 1, 0, Bound { most: high, strict: false })?;
            }
            if let Some(low) = low {
                self.limit(0, at + 1, Bound { most: low.negated(), strict: false })?;
            }
        }
        Ok(())
    }

    fn place(&self, id: Option<Id>) -> usize {
        id.and_then(|id| self.ids.binary_search(&id).ok()).map_or(0, |at| at + 1)
    }

    fn add(&mut self, literal: &Literal) -> Result<(), Fault> {
        match literal {
            Literal::Bound { high, low, limit, strict } => {
                let (high, low) = (self.place(*high), self.place(*low));
                self.limit(high, low, Bound { most: *limit, strict: *strict })
            }
            Literal::Apart { left, right, by } => {
                self.apart.push((self.place(*left), self.place(*right), *by));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn get(&self, high: usize, low: usize) -> Option<Bound> {
        *self.most.get(high)?.get(low)?
    }

    /// Adds a bound, if it says more than is known.
    fn limit(&mut self, high: usize, low: usize, bound: Bound) -> Result<(), Fault> {
        let both_whole = self.whole.get(high) == Some(&true) && self.whole.get(low) == Some(&true);
        let bound = if both_whole { whole(bound).ok_or(Fault::TooHard)? } else { bound };
        if high == low {
            return if bound.allows(Decimal::ZERO) { Ok(()) } else { Err(Fault::Contradiction) };
        }
        if let Some(slot) = self.most.get_mut(high).and_then(|row| row.get_mut(low))
            && slot.is_none_or(|known| bound.tighter_than(known))
        {
            *slot = Some(bound);
        }
        Ok(())
    }

    /// Closes the bounds, and cuts off what must not be where it is at their ends.
    fn settle(&mut self) -> Result<(), Fault> {
        for _ in 0..MOST_CUTS {
            self.close()?;
            if !self.cut()? {
                return Ok(());
            }
        }
        Err(Fault::TooHard)
    }

    fn close(&mut self) -> Result<(), Fault> {
        let size = self.whole.len();
        for via in 0..size {
            for high in 0..size {
                let Some(first) = self.get(high, via) else { continue };
                for low in 0..size {
                    let Some(second) = self.get(via, low) else { continue };
                    let most = first.most.plus(second.most).ok_or(Fault::TooHard)?;
                    self.limit(high, low, Bound { most, strict: first.strict || second.strict })?;
                }
            }
        }
        Ok(())
    }

    /// Whether a bound became tighter by a value that must not be.
    fn cut(&mut self) -> Result<bool, Fault> {
        let mut changed = false;
        for (left, right, by) in self.apart.clone() {
            if left == right {
                if by == Decimal::ZERO {
                    return Err(Fault::Contradiction);
                }
                continue;
            }
            for (high, low, by) in [(left, right, by), (right, left, by.negated())] {
                if self.get(high, low) == Some(Bound { most: by, strict: false }) {
                    self.limit(high, low, Bound { most: by, strict: true })?;
                    changed = true;
                }
            }
        }
        Ok(changed)
    }

    /// Values within the bounds; `None` where none were found.
    pub(super) fn values(&self) -> Option<BTreeMap<Id, Decimal>> {
        let mut chosen = vec![Decimal::ZERO];
        for place in 1..self.whole.len() {
            chosen.push(self.choose(place, &chosen)?);
        }
        Some(self.ids.iter().copied().zip(chosen.into_iter().skip(1)).collect())
    }

    /// A value for one unknown, given those of all before it.
    fn choose(&self, place: usize, chosen: &[Decimal]) -> Option<Decimal> {
        let known = || chosen.iter().enumerate();
        let tops = known().filter_map(|(at, value)| value.plus(self.get(place, at)?.most));
        let bottoms = known().filter_map(|(at, value)| value.minus(self.get(at, place)?.most));
        let candidates = candidates(bottoms.max(), tops.min());
        candidates.into_iter().find(|value| self.fits(place, *value, chosen) == Some(true))
    }

    fn fits(&self, place: usize, value: Decimal, chosen: &[Decimal]) -> Option<bool> {
        if self.whole.get(place) == Some(&true) && !value.is_whole() {
            return Some(false);
        }
        for (at, other) in chosen.iter().enumerate() {
            let (above, below) = (value.minus(*other)?, other.minus(value)?);
            let within = |bound: Option<Bound>, apart| bound.is_none_or(|bound| bound.allows(apart));
            let refused = self.apart.iter().any(|(left, right, by)| {
                (*left, *right) == (place, at) && *by == above || (*left, *right) == (at, place) && *by == below
            });
            if refused || !within(self.get(place, at), above) || !within(self.get(at, place), below) {
                return Some(false);
            }
        }
        Some(true)
    }
}

/// The unknowns that a statement holds as numbers.
fn numbers(literal: &Literal) -> Vec<Id> {
    if matches!(literal, Literal::Bound { .. } | Literal::Apart { .. }) { literal.ids() } else { Vec::new() }
}

/// The bound that whole numbers keep to.
fn whole(bound: Bound) -> Option<Bound> {
    let below = floor(bound.most)?;
    let most = if bound.strict && below == bound.most { below.minus(Decimal::ONE)? } else { below };
    Some(Bound { most, strict: false })
}

fn floor(number: Decimal) -> Option<Decimal> {
    let near = number.rounded(0)?;
    if near > number { near.minus(Decimal::ONE) } else { Some(near) }
}

/// Values worth a try between two ends, the plainest first.
fn candidates(low: Option<Decimal>, high: Option<Decimal>) -> Vec<Decimal> {
    let half = |sum: Decimal| sum.times(Decimal::new(5, 1));
    let mut found = Vec::new();
    if let (Some(low), Some(high)) = (low, high) {
        let middle = low.plus(high).and_then(half);
        let quarter = middle.and_then(|middle| half(low.plus(middle)?));
        found.extend(middle.and_then(floor));
        found.extend([middle, quarter].into_iter().flatten());
    }
    for step in 0..12 {
        let step = Decimal::from(step);
        found.extend(low.and_then(floor).and_then(|low| low.plus(step)));
        found.extend(high.and_then(floor).and_then(|high| high.minus(step)));
    }
    found.extend([low, high].into_iter().flatten());
    if low.is_none() && high.is_none() {
        found.extend((0..12).map(|step| Decimal::from(step + 1)));
    }
    // What lies between two ends without a whole number: ever nearer to the lower one.
    if let (Some(low), Some(high)) = (low, high) {
        let mut gap = high.minus(low);
        for _ in 0..8 {
            gap = gap.and_then(half);
            found.extend(gap.and_then(|gap| low.plus(gap)));
        }
    }
    found
}
