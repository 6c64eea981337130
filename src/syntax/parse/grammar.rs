//! The parser that pest makes of `grammar/cotejo.pest`.
#![allow(missing_docs, unreachable_pub, reason = "pest generates the rules; the grammar's comments say what they are")]

/// Parses by the rules of the grammar file.
#[derive(pest_derive::Parser)]
#[grammar = "grammar/cotejo.pest"]
pub(super) struct CotejoParser;
