//! Cotejo checks action plans in Excel against rules written in Spanish.
#![forbid(unsafe_code)]

pub mod cell;
pub mod decimal;
pub mod diagnostic;
pub mod engine;
pub mod report;
pub mod ruleset;
pub mod source;
pub mod syntax;
pub mod table;
pub mod text;
pub mod value;
pub mod workbook;
