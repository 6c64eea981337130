//! Tables made out of others: which rows they have. Their values stay where they are.

use crate::layout::Plan;
use crate::ruleset::model::{PartDecl, PartKind, RuleSet, TableId, TableRef};
use crate::table::{Piece, Table};

use super::world::Book;

pub(super) mod changes;

/// Most rows of a table made out of another's rows: enough for 40.000 rows with 100 sources each.
const MOST_ROWS: usize = 4_000_000;

/// Those that all workbooks share: made out of reference tables, and of the plans of all workbooks.
pub(super) fn shared_parts(rules: &RuleSet, tables: &[Table], all: Option<&Table>) -> Vec<Option<Table>> {
    let part = |part: &PartDecl| match part.base {
        TableRef::Reference(id) if of_plan(rules, id) => None,
        TableRef::Reference(id) => pieces_of(part, tables.get(id.0)?),
        TableRef::All => pieces_of(part, all?),
        TableRef::Plan | TableRef::Approved | TableRef::Part(_) => None,
    };
    rules.parts.iter().map(part).collect()
}

/// Those of one workbook: made out of its plan, of its approved version and of the tables in its own sheets.
pub(super) fn book_parts(rules: &RuleSet, book: &Book<'_>, plan: &Plan, approved: Option<&Plan>) -> Vec<Option<Table>> {
    let part = |part: &PartDecl| {
        let plan = match part.base {
            TableRef::Plan => plan,
            TableRef::Approved => approved?,
            TableRef::Reference(id) if of_plan(rules, id) => {
                return pieces_of(part, plan.own.get(id.0)?.as_ref()?);
            }
            TableRef::All | TableRef::Reference(_) | TableRef::Part(_) => return None,
        };
        match part.kind {
            PartKind::Level(id) => {
                let rows = plan.levels.iter().find(|(level, _)| *level == id).map(|(_, rows)| rows);
                rows.map(|rows| columns_of(part, rows))
            }
            PartKind::Totals => Some(columns_of(part, &plan.totals)),
            PartKind::Changes => changes::made(rules, part, book),
            PartKind::Family(_) | PartKind::Values(_) => pieces_of(part, &plan.table),
        }
    };
    rules.parts.iter().map(part).collect()
}

/// Whether a table stands in each workbook.
fn of_plan(rules: &RuleSet, id: TableId) -> bool {
    rules.tables.get(id.0).is_some_and(|decl| decl.of_plan)
}

/// How many rows a table made out of another may have.
pub(super) fn most_rows(kind: PartKind) -> usize {
    if kind == PartKind::Changes { changes::MOST_CHANGES } else { MOST_ROWS }
}

/// Rows of the plan's columns in those of a table made out of it.
fn columns_of(part: &PartDecl, rows: &Table) -> Table {
    let sources: Vec<usize> = part.sources.iter().map(|source| source.0).collect();
    Table { name: part.schema.name.clone(), ..rows.picked(&sources) }
}

/// A table made out of another's rows; `None` where it would have too many.
fn pieces_of(part: &PartDecl, base: &Table) -> Option<Table> {
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
