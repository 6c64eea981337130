//! Tables made out of others: which rows they have. Their values stay where they are.

use crate::ruleset::model::{PartDecl, PartKind, RuleSet, TableRef};
use crate::table::{Piece, Table};

use super::world::Book;

pub(super) mod changes;

/// Most rows of a table made out of another's rows: enough for 40.000 rows with 100 sources each.
const MOST_ROWS: usize = 4_000_000;

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
pub(super) fn book_parts(rules: &RuleSet, book: &Book<'_>) -> Vec<Option<Table>> {
    let base = |base: TableRef| match base {
        TableRef::Plan => Some(book.plan),
        TableRef::Approved => book.approved,
        TableRef::All | TableRef::Reference(_) | TableRef::Part(_) => None,
    };
    let table = |part: &PartDecl| match part.kind {
        PartKind::Changes => changes::made(rules, part, book),
        _ => made(part, base(part.base)?),
    };
    rules.parts.iter().map(table).collect()
}

/// How many rows a table made out of another may have.
pub(super) fn most_rows(kind: PartKind) -> usize {
    if kind == PartKind::Changes { changes::MOST_CHANGES } else { MOST_ROWS }
}

/// One of them; `None` where it has too many rows, or none of its own.
fn made(part: &PartDecl, base: &Table) -> Option<Table> {
    match part.kind {
        PartKind::Family(id) => {
            let entries = part.schema.families.get(id.0)?.columns.len();
            pieces(part, base, |_| entries)
        }
        PartKind::Values(id) => {
            let column = base.columns.get(id.0)?;
            pieces(part, base, |row| column.pieces(row).len())
        }
        PartKind::Level(_) | PartKind::Totals | PartKind::Changes => None,
    }
}

/// The rows of a table, each as many times as `many` says.
fn pieces(part: &PartDecl, base: &Table, many: impl Fn(usize) -> usize) -> Option<Table> {
    let total = (0..base.rows.len()).try_fold(0usize, |total, row| total.checked_add(many(row)))?;
    if total > MOST_ROWS {
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
