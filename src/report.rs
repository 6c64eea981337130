//! Findings to outputs: pure functions from the same value, one file an output.
//!
//! Nothing here prints, and nothing asks the environment: whether there is colour, and how wide a line may be, comes in
//! as a [`Style`].

pub mod account;
mod escape;
pub mod json;
mod line;
mod marks;
pub mod page;
pub mod pruebas;
pub mod seals;
mod snippet;
mod style;
mod summary;
pub mod terminal;
mod window;

pub use escape::escape;
pub use style::Style;

#[cfg(test)]
mod tests;
