//! Tables made out of others: which rows they have. Their values stay where they are.

use crate::ruleset::model::{PartDecl, PartKind, RuleSet, TableRef};
use crate::table::{Piece, Table};

/// Most rows of a table made out of another's rows: enough for 40.000 rows with 100 sources each.
pub(super) const MOST_ROWS: i64 = 4_000_000;

/// The tables made out of others, parallel to the rule set's parts. `base` gives the table that one is made out of;
/// those for which it gives none are left out.
fn parts<'t>(rules: &RuleSet, base: impl Fn(TableRef) -> Option<&'t Table>) -> Vec<Option<Table>> {
    rules.parts.iter().map(|part| made(part, base(part.base)?)).collect()
}

/// Those that all workbooks share: made out of reference tables, and of the plans of all workbooks.
pub(super) fn shared_parts(rules: &RuleSet, tables: &[Table], all: Option<&Table>) -> Vec<Option<Table>> {
    parts(rules, |base| match base {
        TableRef::Reference(id) => tables.get(id.0),
        TableRef::All => all,
        TableRef::Plan | TableRef::Approved | TableRef::Part(_) => None,
    })
}

/// Those of one workbook: made out of its plan and of its approved version.
pub(super) fn book_parts(rules: &RuleSet, plan: &Table, approved: Option<&Table>) -> Vec<Option<Table>> {
    parts(rules, |base| match base {
        TableRef::Plan => Some(plan),
        TableRef::Approved => approved,
        TableRef::All | TableRef::Reference(_) | TableRef::Part(_) => None,
    })
}

/// One of them; `None` where it has too many rows, or none of its own.
fn made(part: &PartDecl, base: &Table) -> Option<Table> {
    match part.kind {
        PartKind::Family(id) => {
            let entries = part.schema.families.get(id.0)?.columns.len();
            pieces(part, base, |_| entries)
        }
        PartKind::Values(_) | PartKind::Level(_) | PartKind::Totals | PartKind::Changes => None,
    }
}

/// The rows of a table, each as many times as `many` says.
fn pieces(part: &PartDecl, base: &Table, many: impl Fn(usize) -> usize) -> Option<Table> {
    let total = (0..base.rows.len()).try_fold(0usize, |total, row| total.checked_add(many(row)))?;
    if i64::try_from(total).is_ok_and(|total| total > MOST_ROWS) {
        return None;
    }
    let mut table = Table { name: part.schema.name.clone(), blocks: base.blocks.clone(), ..Table::default() };
    table.rows.reserve_exact(total);
    table.pieces.reserve_exact(total);
    for (row, origin) in base.rows.iter().enumerate() {
        for at in 0..many(row) {
            table.rows.push(*origin);
            table.pieces.push(Piece { row: u32::try_from(row).ok()?, at: u32::try_from(at).ok()? });
        }
    }
    Some(table)
}
