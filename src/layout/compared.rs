//! The columns whose texts are compared with other texts: there a letter that only looks like another makes a difference.

use std::collections::BTreeSet;

use crate::ruleset::model::{ColumnId, RuleSet, Schema, TableRef};
use crate::ruleset::walk::columns_read;
use crate::value::Type;

/// Those of a plan, by index: codes, choices, the key, what must stand in a table, and what the verdicts of rules read.
pub(super) fn of_plan(schema: &Schema, rules: &RuleSet) -> BTreeSet<usize> {
    let read = rules.rules.iter().flat_map(|rule| columns_read(rules, rule));
    let of_plan = read.filter(|(table, _)| matches!(table, TableRef::Plan | TableRef::All));
    own(schema).chain(of_plan.map(|(_, column)| column.0)).collect()
}

/// Those of a reference table, by index: codes, choices, the key, and what must stand in another table.
pub(super) fn of_table(schema: &Schema) -> BTreeSet<usize> {
    own(schema).collect()
}

fn own(schema: &Schema) -> impl Iterator<Item = usize> {
    let columns = schema.columns.iter().enumerate();
    let closed = columns.clone().filter(|(_, decl)| matches!(decl.ty, Type::Code(_) | Type::Choice(_)));
    let keys = schema.columns.iter().filter_map(|decl| decl.reference.as_ref()).flat_map(|reference| &reference.keys);
    let known = schema.key.iter().chain(keys).map(|ColumnId(index)| *index);
    closed.map(|(index, _)| index).chain(known)
}

#[cfg(test)]
mod tests;
