//! What operations mean: values in, values out, without spans, cells or rules.

mod aggregate;
mod arithmetic;
mod call;
mod compare;
mod logic;
mod numbers;

pub(super) use aggregate::aggregate;
pub(super) use arithmetic::{arithmetic, difference, join, negate};
pub(super) use call::call;
pub(super) use compare::{between, compare, like, matches};
pub(super) use logic::{all, any};

/// Why an operation has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A division by zero.
    ZeroDivision,
    /// The result is beyond what can be held.
    Overflow,
    /// The operands are of kinds that the operation does not take; types rule it out.
    Unlike,
}

#[cfg(test)]
mod tests;
