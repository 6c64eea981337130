//! Checks action plans in Excel against rules written in Spanish.
//!
#![doc = include_str!("../docs/architecture.md")]
#![forbid(unsafe_code)]

pub mod cell;
pub mod cli;
pub mod decimal;
pub mod diagnostic;
pub mod engine;
pub mod layout;
pub mod report;
pub mod ruleset;
pub mod seal;
pub mod source;
pub mod syntax;
pub mod table;
pub mod text;
pub mod value;
pub mod workbook;
