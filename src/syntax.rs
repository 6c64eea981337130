//! Text to tree, one item at a time, so that one bad item hides no other; and text to text in its canonical layout.

pub mod ast;
mod decode;
mod format;
mod lexemes;
mod parse;

pub use decode::{MAX_FILE, decode};
pub use format::format;
pub use parse::parse;
