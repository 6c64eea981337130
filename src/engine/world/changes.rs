//! Cells of `plan.cambios`: which cell of the plan, or of the approved version, each of them is.

use crate::engine::gap::{Cause, Cell, Gap, Sought};
use crate::engine::parts::changes::column_of;
use crate::ruleset::model::{ColumnId, PartDecl, PartKind, TableRef};
use crate::table::{Entry, Piece};
use crate::value::{Text, Value};

use super::World;

/// A row of `plan.cambios`.
struct Change<'a> {
    part: &'a PartDecl,
    piece: Piece,
    /// The table that its row is of: the plan, or for a row that was taken out the approved version.
    side: TableRef,
}

/// A column of `plan.cambios` that is not of the key.
#[derive(Clone, Copy)]
enum Own {
    Kind,
    Field,
    Before,
    Now,
}

impl<'a> World<'a> {
    /// The cell of the plan or of the approved version that is a cell of the key.
    pub(super) fn change_key_cell(&self, table: TableRef, row: usize, column: ColumnId) -> Option<Cell> {
        let change = self.change(table, row)?;
        let key = self.rules.plan.key.get(column.0)?;
        Some(Cell { table: change.side, row: Some(change.row()), column: *key })
    }

    /// The cell to look at for a cell: what it tells of in the plan, or in the approved version if it is there no more.
    pub(super) fn change_shown(&self, cell: Cell) -> Option<Cell> {
        let change = self.change(cell.table, cell.row?)?;
        let field = self.own(cell.column).filter(|own| !matches!(own, Own::Kind)).and(column_of(change.piece.at));
        let column = field.or_else(|| change.part.sources.get(cell.column.0).copied())?;
        Some(Cell { table: change.side, row: Some(change.row()), column })
    }

    /// What a cell of `plan.cambios` holds; what changed as the texts that a person sees.
    pub(super) fn change_entry(&self, cell: Cell) -> Option<Entry> {
        let change = self.change(cell.table, cell.row?)?;
        let field = column_of(change.piece.at);
        Some(match (self.own(cell.column)?, field) {
            (Own::Kind, _) => Entry::Present(Value::text(change.kind())),
            (_, None) => Entry::Empty,
            (Own::Field, Some(field)) => Entry::Present(Value::text(&self.column(TableRef::Plan, field)?.name)),
            (Own::Before, Some(field)) => {
                shown(self.entry(self.cell(TableRef::Approved, self.before(&change)?, field)))
            }
            (Own::Now, Some(field)) => shown(self.entry(self.cell(TableRef::Plan, change.row(), field))),
        })
    }

    /// Whether a table is one of changes.
    pub(in crate::engine) fn is_change(&self, table: TableRef) -> bool {
        self.part(table).is_some_and(|part| part.kind == PartKind::Changes)
    }

    /// Why the plan and its approved version cannot be held against each other: a key that is not whole, or that two
    /// rows have.
    pub(in crate::engine) fn incomparable(&self) -> Option<Gap> {
        [TableRef::Plan, TableRef::Approved].into_iter().find_map(|table| self.unclear_key(table))
    }

    fn unclear_key(&self, table: TableRef) -> Option<Gap> {
        let columns = &self.rules.plan.key;
        let index = self.index(table, columns)?;
        let cells = |row: usize| columns.iter().map(move |column| self.cell(table, row, *column));
        for row in 0..self.table(table)?.rows.len() {
            let mut keys = Vec::new();
            for cell in cells(row) {
                match self.entry(cell) {
                    Entry::Present(value) => keys.push(value),
                    Entry::Empty => return Some(Gap::hard(Cause::Empty(cell))),
                    Entry::Unreadable(_) => return Some(Gap::hard(Cause::Unreadable(cell))),
                }
            }
            let same = index.rows(&keys);
            if same.len() > 1 {
                let cells = same.iter().flat_map(|row| cells(*row)).collect();
                return Some(Gap::hard(Cause::Several(Box::new(Sought { table, keys, cells }))));
            }
        }
        None
    }

    fn change(&self, table: TableRef, row: usize) -> Option<Change<'a>> {
        let part = self.part(table).filter(|part| part.kind == PartKind::Changes)?;
        let rows = self.table(table)?;
        let of_plan = (rows.rows.get(row)?.block as usize) < self.table(TableRef::Plan)?.blocks.len();
        let side = if of_plan { TableRef::Plan } else { TableRef::Approved };
        Some(Change { part, piece: *rows.pieces.get(row)?, side })
    }

    /// Which of its own columns a column is; `None`: one of the key.
    fn own(&self, column: ColumnId) -> Option<Own> {
        const OWN: [Own; 4] = [Own::Kind, Own::Field, Own::Before, Own::Now];
        OWN.get(column.0.checked_sub(self.rules.plan.key.len())?).copied()
    }

    /// The row of the approved version that a change is held against.
    fn before(&self, change: &Change<'_>) -> Option<usize> {
        let key = &self.rules.plan.key;
        let value = |column: &ColumnId| match self.entry(self.cell(TableRef::Plan, change.row(), *column)) {
            Entry::Present(value) => Some(value),
            Entry::Empty | Entry::Unreadable(_) => None,
        };
        let values: Vec<Value> = key.iter().map(value).collect::<Option<_>>()?;
        self.index(TableRef::Approved, key)?.rows(&values).first().copied()
    }
}

impl Change<'_> {
    fn row(&self) -> usize {
        self.piece.row as usize
    }

    fn kind(&self) -> &'static str {
        match (column_of(self.piece.at), self.side) {
            (Some(_), _) => "modificada",
            (None, TableRef::Approved) => "retirada",
            (None, _) => "nueva",
        }
    }
}

fn shown(entry: Entry) -> Entry {
    match entry {
        Entry::Present(value) => Entry::Present(Value::Text(Text::new(&value.to_string()))),
        other => other,
    }
}
