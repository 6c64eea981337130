//! Rule files to a typed rule set: names, types, units, and the one table of built-in functions.

pub mod builtins;
pub mod model;
