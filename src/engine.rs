//! Rules over columns: the parallel run, and findings in a fixed order.

pub mod finding;
