//! A small decision procedure: whether some row can make conditions come out as wanted.
//!
//! Conditions become formulas over unknowns: columns, and whatever else the procedure does not look into. It knows
//! bounds of numbers and days, and of differences of two of them; sets of texts and codes; and what is empty or
//! unreadable. «No» is certain; «yes» comes with values that were tried.
//!
//! A result that cannot be held (an overflow, a query that takes too long) is passed over: it leaves a condition without
//! a value, which no claim that something holds or fails is about.

mod bounds;
mod build;
mod formula;
mod linear;
mod operand;
mod search;
mod symbols;
mod unknown;
mod values;

pub(super) use build::{Builder, Want};
pub(super) use formula::{Formula, Id, States};
pub(super) use search::{Answer, Search};
pub(super) use unknown::{Unknown, Unknowns};
pub(super) use values::Model;
