//! Cells of tables made out of another's rows: which cell of the other each of them is.

use crate::ruleset::model::{ColumnId, Given, PartDecl, PartKind, TableRef};
use crate::table::{Entry, Piece};
use crate::value::{Type, Value};

use super::World;
use crate::engine::gap::Cell;

/// A row of a table made out of another's rows.
struct Source<'a> {
    part: &'a PartDecl,
    piece: Piece,
}

impl<'a> World<'a> {
    /// The declaration of a table made out of another.
    pub(in crate::engine) fn part(&self, table: TableRef) -> Option<&'a PartDecl> {
        let TableRef::Part(id) = table else { return None };
        self.rules.parts.get(id.0)
    }

    /// Whether a table is that of the rows which end the data.
    pub(in crate::engine) fn is_totals(&self, table: TableRef) -> bool {
        self.part(table).is_some_and(|part| part.kind == PartKind::Totals)
    }

    /// The column of the base that a column of a table is read from; its own, unless the table is made out of another.
    pub(in crate::engine) fn source_column(&self, table: TableRef, column: ColumnId) -> (TableRef, ColumnId) {
        let source = |part: &PartDecl| Some((part.base, *part.sources.get(column.0)?));
        self.part(table).and_then(source).unwrap_or((table, column))
    }

    /// Whether the workbook's format has a column; a reference table has all of its own.
    pub(in crate::engine) fn has(&self, table: TableRef, column: ColumnId) -> bool {
        let Some(format) = self.format(table) else { return true };
        let (_, source) = self.source_column(table, column);
        match self.part(table).map(|part| part.kind) {
            Some(PartKind::Level(id)) => {
                let is_own = self.rules.plan.levels.get(id.0).is_some_and(|level| gives(&level.gives, source));
                let mut own = format.levels.iter().filter(|own| own.level == id);
                own.any(|own| if is_own { gives(&own.gives, source) } else { format.has(source) })
            }
            Some(PartKind::Totals) => !format.ends.is_empty() && format.has(source),
            _ => format.has(source),
        }
    }

    /// What the workbook's format lacks, if it has not a column.
    pub(in crate::engine) fn lack(&self, table: TableRef, column: ColumnId) -> Option<String> {
        let format = self.format(table).filter(|_| !self.has(table, column))?;
        let (base, source) = self.source_column(table, column);
        let title = format.title();
        Some(match self.part(table).map(|part| part.kind) {
            Some(PartKind::Level(id)) if format.levels.iter().all(|own| own.level != id) => {
                let name = self.rules.plan.levels.get(id.0).map_or("", |level| level.name.as_str());
                format!("el formato {title} no tiene el nivel «{name}»")
            }
            Some(PartKind::Totals) if format.ends.is_empty() => {
                format!("el formato {title} no dice qué fila termina los datos")
            }
            _ => format!("el formato {title} no tiene «{}»", self.caption(base, source)),
        })
    }

    fn source(&self, table: TableRef, row: Option<usize>) -> Option<Source<'a>> {
        let part = self.part(table).filter(|part| part.kind != PartKind::Changes)?;
        let piece = *self.table(table)?.pieces.get(row?)?;
        Some(Source { part, piece })
    }

    /// The cell of the base that has the very value of a cell of a table made out of its rows.
    pub(super) fn same_cell(&self, table: TableRef, row: usize, column: ColumnId) -> Option<Cell> {
        if let Some(key) = self.change_key_cell(table, row, column) {
            return Some(key);
        }
        let source = self.source(table, Some(row))?;
        let row = source.piece.row as usize;
        match (source.part.kind, own(source.part, column)) {
            (_, None) => Some(self.cell(source.part.base, row, column)),
            (PartKind::Family(_), Some(1)) => Some(self.cell(source.part.base, row, source.entry_column()?)),
            _ => None,
        }
    }

    /// The cell to look at for a cell: that of the base where a table is made out of its rows.
    pub(in crate::engine) fn shown_cell(&self, cell: Cell) -> Cell {
        let Some(row) = cell.row else { return cell };
        if let Some(same) = self.same_cell(cell.table, row, cell.column).or_else(|| self.change_shown(cell)) {
            return same;
        }
        let shown = |source: Source<'_>| {
            let column = match source.part.kind {
                PartKind::Family(_) => source.entry_column()?,
                _ => *source.part.sources.get(cell.column.0)?,
            };
            Some(self.cell(source.part.base, source.piece.row as usize, column))
        };
        self.source(cell.table, cell.row).and_then(shown).unwrap_or(cell)
    }

    /// The cell to look at for a row and a column.
    pub(in crate::engine) fn look(&self, table: TableRef, row: usize, column: ColumnId) -> Cell {
        self.shown_cell(self.cell(table, row, column))
    }

    /// The table whose cells are looked at for those of a table.
    pub(in crate::engine) fn shown_table(&self, table: TableRef) -> TableRef {
        match self.part(table).map(|part| (part.kind, part.base)) {
            Some((PartKind::Family(_) | PartKind::Values(_), base)) => base,
            _ => table,
        }
    }

    /// The row that is looked at for a row.
    pub(in crate::engine) fn shown_row(&self, table: TableRef, row: usize) -> (TableRef, usize) {
        let source = self.source(table, Some(row));
        source.map_or((table, row), |source| (source.part.base, source.piece.row as usize))
    }

    /// The column that is looked at for a column, if it is the same in every row.
    pub(in crate::engine) fn shown_column(&self, table: TableRef, column: ColumnId) -> Option<ColumnId> {
        match self.part(table) {
            Some(part) if matches!(part.kind, PartKind::Family(_)) && own(part, column).is_some() => None,
            Some(part) if self.shown_table(table) != table => part.sources.get(column.0).copied(),
            _ => Some(column),
        }
    }

    /// The columns that tell one row of a table from another. One made out of another's rows has theirs, and the name
    /// of the entry or the value.
    pub(in crate::engine) fn identifying(&self, table: TableRef) -> Vec<ColumnId> {
        match self.part(table) {
            Some(part) if self.shown_table(table) != table => {
                let shared = shared(part);
                let base = self.identifying(part.base).into_iter().filter(|column| column.0 < shared);
                base.chain([ColumnId(shared)]).collect()
            }
            Some(part) => own_identifying(part),
            None => self.schema(table).identifying(),
        }
    }

    /// What a cell of a table made out of another's rows holds.
    pub(super) fn piece_entry(&self, cell: Cell) -> Option<Entry> {
        if let Some(same) = self.same_cell(cell.table, cell.row?, cell.column) {
            return Some(self.entry(same));
        }
        if let Some(entry) = self.change_entry(cell) {
            return Some(entry);
        }
        let source = self.source(cell.table, cell.row)?;
        match source.part.kind {
            PartKind::Values(column) => {
                let values = self.table(source.part.base)?.columns.get(column.0)?;
                values.pieces(source.piece.row as usize).get(source.piece.at as usize).cloned()
            }
            _ => source.name(cell.column).map(Entry::Present),
        }
    }
}

/// Whether a level's rows give a column of theirs.
fn gives(given: &[Given], column: ColumnId) -> bool {
    given.iter().any(|given| given.from == column)
}

/// What identifies a row of a level: its codes and names rather than its amounts. The row that ends the data is the only
/// one of its sheet.
fn own_identifying(part: &PartDecl) -> Vec<ColumnId> {
    if part.kind == PartKind::Totals {
        return Vec::new();
    }
    let own = part.schema.columns.iter().enumerate().filter(|(_, column)| !column.dato);
    let (amounts, mut names): (Vec<_>, Vec<_>) = own.partition(|(_, column)| column.ty.is_numeric());
    // Its own before those of the levels above.
    names.sort_by_key(|(_, column)| column.level.is_some());
    let chosen = if names.is_empty() { amounts } else { names };
    chosen.into_iter().map(|(at, _)| ColumnId(at)).collect()
}

/// How many columns a table made out of another's rows has in common with it.
fn shared(part: &PartDecl) -> usize {
    let own = match part.kind {
        PartKind::Family(_) => 2,
        PartKind::Values(_) => 1,
        PartKind::Level(_) | PartKind::Totals | PartKind::Changes => 0,
    };
    part.schema.columns.len().saturating_sub(own)
}

/// Which of its own columns a column is.
fn own(part: &PartDecl, column: ColumnId) -> Option<usize> {
    column.0.checked_sub(shared(part))
}

impl Source<'_> {
    /// The column of its entry of a family.
    fn entry_column(&self) -> Option<ColumnId> {
        let PartKind::Family(id) = self.part.kind else { return None };
        self.part.schema.families.get(id.0)?.columns.get(self.piece.at as usize).copied()
    }

    /// The name of its entry of a family.
    fn name(&self, column: ColumnId) -> Option<Value> {
        let PartKind::Family(id) = self.part.kind else { return None };
        let name = self.part.schema.families.get(id.0)?.entries.get(self.piece.at as usize)?;
        match (name, &self.part.schema.columns.get(column.0)?.ty) {
            (Value::Number(..), Type::Text) => Some(Value::text(&name.plain())),
            _ => Some(name.clone()),
        }
    }
}
