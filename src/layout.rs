//! A sheet and a `formato`, or a `tabla`, to a typed table whose values know their cells.
//!
//! Captions are found, not counted; what does not fit is told in one finding, and never guessed.

mod build;
mod compared;
mod convert;
mod datos;
mod doubts;
mod ends;
mod findings;
mod gate;
mod grid;
mod header;
mod heading;
mod label;
mod levels;
mod links;
mod names;
mod plan;
mod reference;
mod refusal;
mod rows;
mod scene;
mod sealed;
mod several;
mod swaps;
mod uncalculated;
mod window;
mod wording;

use crate::ruleset::model::{LevelId, RuleSet, TableDecl};
use crate::table::Table;
use crate::value::Value;

pub use links::check_references;
pub use plan::{Holding, read_plan};
pub use reference::read_reference;
pub use scene::{SceneForm, read_scene};
pub use sealed::{content_of, plan_of};

/// A workbook's plan.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its rows. Columns stand in the order of the rule set's `plan`; datos are columns too, and constants.
    pub table: Table,
    /// The rows of each level that its format has, in columns like the table's; only what the level gives, the datos and
    /// what outer levels give have contents.
    pub levels: Vec<(LevelId, Table)>,
    /// The rows that end the data, one a sheet that has one, in columns like the table's.
    pub totals: Table,
    /// The tables of the rule set that stand in its own sheets, parallel to the rule set's; `None`: it has it not.
    pub own: Vec<Option<Table>>,
    /// The format that it fits: index into [`RuleSet::formats`].
    pub format: usize,
    /// The sheets that were read, by name.
    pub sheets: Vec<String>,
    /// The values of the datos that pair it with its approved version; those that are present.
    pub identity: Vec<Value>,
}

/// Whether a sheet of this name is worth reading for any format of the rule set, or for a table that stands in each
/// workbook.
pub fn wanted_sheet(rules: &RuleSet, name: &str) -> bool {
    let own = || rules.tables.iter().filter(|decl| decl.of_plan);
    rules.formats.iter().any(|format| names::sheet_fits(format, name))
        || own().any(|decl| names::table_sheet_fits(decl, name))
}

/// Whether a sheet of this name is worth reading for a reference table.
pub fn wanted_table_sheet(decl: &TableDecl, name: &str) -> bool {
    names::table_sheet_fits(decl, name)
}

#[cfg(test)]
mod tests;
