//! Sums of unknowns with factors, and what a comparison of them says of one unknown or of a difference of two.

use std::collections::BTreeMap;

use crate::decimal::Decimal;

use super::formula::{Formula, Id, Literal};

/// How a sum relates to zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// `<= 0`
    AtMost,
    /// `< 0`
    Less,
    /// `>= 0`
    AtLeast,
    /// `> 0`
    Greater,
    /// `= 0`
    Equal,
    /// `<> 0`
    Unequal,
}

impl Relation {
    /// The relation of the sum with the other sign.
    fn turned(self) -> Self {
        match self {
            Relation::AtMost => Relation::AtLeast,
            Relation::Less => Relation::Greater,
            Relation::AtLeast => Relation::AtMost,
            Relation::Greater => Relation::Less,
            same => same,
        }
    }

    /// Whether a number is so related to another.
    fn holds(self, number: Decimal, other: Decimal) -> bool {
        match self {
            Relation::AtMost => number <= other,
            Relation::Less => number < other,
            Relation::AtLeast => number >= other,
            Relation::Greater => number > other,
            Relation::Equal => number == other,
            Relation::Unequal => number != other,
        }
    }
}

/// A sum of unknowns with factors other than zero, and a constant. Exact: what does not fit is `None`.
#[derive(Clone, Debug, Default)]
pub(super) struct Linear {
    terms: BTreeMap<Id, Decimal>,
    constant: Decimal,
}

impl Linear {
    /// A number.
    pub(super) fn constant(constant: Decimal) -> Self {
        Linear { terms: BTreeMap::new(), constant }
    }

    /// An unknown.
    pub(super) fn unknown(id: Id) -> Self {
        Linear { terms: BTreeMap::from([(id, Decimal::ONE)]), constant: Decimal::ZERO }
    }

    /// The number, if it holds no unknown.
    pub(super) fn as_constant(&self) -> Option<Decimal> {
        self.terms.is_empty().then_some(self.constant)
    }

    /// The sum of both.
    pub(super) fn plus(&self, other: &Linear) -> Option<Linear> {
        let mut sum = Linear { terms: self.terms.clone(), constant: self.constant.plus(other.constant)? };
        for (id, factor) in &other.terms {
            let factor = sum.terms.get(id).copied().unwrap_or_default().plus(*factor)?;
            if factor == Decimal::ZERO {
                sum.terms.remove(id)
            } else {
                sum.terms.insert(*id, factor)
            };
        }
        Some(sum)
    }

    /// A multiple.
    pub(super) fn times(&self, factor: Decimal) -> Option<Linear> {
        if factor == Decimal::ZERO {
            return Some(Linear::default());
        }
        let terms = self.terms.iter().map(|(id, own)| Some((*id, own.times(factor)?)));
        Some(Linear { terms: terms.collect::<Option<_>>()?, constant: self.constant.times(factor)? })
    }

    /// The difference.
    pub(super) fn minus(&self, other: &Linear) -> Option<Linear> {
        self.plus(&other.times(Decimal::from(-1))?)
    }

    /// That the sum is so related to `limit`; `None` where that says more than of one unknown or a difference of two.
    pub(super) fn related(&self, relation: Relation, limit: Decimal) -> Option<Formula> {
        let limit = limit.minus(self.constant)?;
        let mut terms = self.terms.iter();
        let (first, second) = (terms.next(), terms.next());
        let Some((id, factor)) = first else { return Some(Formula::constant(relation.holds(Decimal::ZERO, limit))) };
        let other = match second {
            None => None,
            Some((other, own)) if terms.next().is_none() && *own == factor.negated() => Some(*other),
            Some(_) => return None,
        };
        let limit = divided(limit, *factor)?;
        let relation = if factor.is_negative() { relation.turned() } else { relation };
        Some(difference(*id, other, relation, limit))
    }
}

/// A quotient, if it is exact.
fn divided(number: Decimal, by: Decimal) -> Option<Decimal> {
    number.over(by).filter(|quotient| quotient.times(by) == Some(number))
}

/// That `left - right` is so related to `limit`.
fn difference(left: Id, right: Option<Id>, relation: Relation, limit: Decimal) -> Formula {
    let left = Some(left);
    let most = |strict| Formula::Literal(Literal::Bound { high: left, low: right, limit, strict });
    let least = |strict| Formula::Literal(Literal::Bound { high: right, low: left, limit: limit.negated(), strict });
    match relation {
        Relation::AtMost => most(false),
        Relation::Less => most(true),
        Relation::AtLeast => least(false),
        Relation::Greater => least(true),
        Relation::Equal => Formula::All(vec![most(false), least(false)]),
        Relation::Unequal => Formula::Literal(Literal::Apart { left, right, by: limit }),
    }
}
