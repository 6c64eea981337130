//! The engine held against the language's own sentences.

use crate::ruleset::builtins::Aggregate;
use crate::ruleset::model::{ColumnId, Expr, Kind, Let, Node, RowSource, Set, SubjectKind, TableRef};
use crate::syntax::ast::CompareOp;

mod bounds;
mod build;
mod empty;
mod findings;
mod rows;

use build::{Build, TECHOS_REF, cells, counts, demand};

/// `total <op> constante` for each row.
fn total_at_most(build: &Build, most: i64) -> Expr {
    build.compare(build.col("total"), CompareOp::AtMost, build.pesos(most))
}
