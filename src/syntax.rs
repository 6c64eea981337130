//! Text to tree: one item at a time, so that one bad item hides no other.

pub mod ast;
