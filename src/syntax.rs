//! Text to tree: one item at a time, so that one bad item hides no other.

pub mod ast;
mod decode;
mod parse;

pub use decode::{MAX_FILE, decode};
pub use parse::parse;
