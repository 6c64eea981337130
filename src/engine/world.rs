//! What the rules of one workbook can see: the rule set, the reference tables, the plan and its approved version.

use std::cell::{Cell as StdCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use crate::cell::{CellPlace, CellRef, SheetPlace};
use crate::ruleset::model::{ColumnDecl, ColumnId, Expr, Format, RuleSet, Schema, TableRef};
use crate::ruleset::walk::stands_alone;
use crate::source::Span;
use crate::table::{Entry, Table};
use crate::value::Value;

use super::all::{All, Planes, Source};
use super::gap::{Cause, Cell, Evaluated, Gap};
use super::index::{Index, Indexes};
use super::nearest::NearestValues;
use super::subject;
use super::watch::Watch;

mod changes;
mod pieces;

/// How many cells a finding lists.
pub(super) const MOST_CELLS: usize = 50;
/// How many expressions a rule may evaluate in rows other than its own, in one workbook. A rule that looks through
/// every row for every row takes the square of a plan's rows; this is some seconds, whatever the plan.
const MOST_STEPS: u64 = 100_000_000;

/// A workbook that has been read.
#[derive(Clone, Copy, Debug)]
pub struct Book<'a> {
    /// Its path as the user gave it.
    pub file: &'a str,
    /// Its rows.
    pub plan: &'a Table,
    /// The format that it fits.
    pub format: Option<&'a Format>,
    /// The values of the datos that identify it; none: its file's name does.
    pub identity: &'a [Value],
    /// The rows of its approved version.
    pub approved: Option<&'a Table>,
    /// The format of its approved version.
    pub approved_format: Option<&'a Format>,
    /// The tables made out of the plan and of its approved version, parallel to the rule set's parts.
    pub parts: &'a [Option<Table>],
    /// The tables of the rule set that stand in its own sheets, parallel to the rule set's.
    pub own: &'a [Option<Table>],
    /// The sheet that its rows come from, where a prueba says so.
    pub sheet: Option<&'a str>,
}

impl<'a> Book<'a> {
    /// The columns in which a row and its counterpart in the approved version can differ: those that both formats
    /// have, apart from the key, from datos and from what levels give.
    pub(super) fn comparable(&self, plan: &Schema) -> Vec<ColumnId> {
        let formats = [self.format, self.approved_format];
        let both = |column: ColumnId| formats.iter().all(|format| format.is_none_or(|format| format.has(column)));
        let of_row =
            |column: ColumnId| plan.columns.get(column.0).is_some_and(|decl| !decl.dato && decl.level.is_none());
        let all = (0..plan.columns.len()).map(ColumnId).filter(|column| !plan.key.contains(column));
        all.filter(|column| both(*column) && of_row(*column)).collect()
    }

    /// A plan of which nothing is known but its rows and its format.
    pub(super) fn alone(plan: &'a Table, format: &'a Format) -> Self {
        Book {
            file: "",
            plan,
            format: Some(format),
            identity: &[],
            approved: None,
            approved_format: None,
            parts: &[],
            own: &[],
            sheet: None,
        }
    }
}

/// What the rules of every workbook see alike.
#[derive(Clone, Copy)]
pub(super) struct Shared<'a> {
    pub(super) rules: &'a RuleSet,
    /// The reference tables, parallel to the rule set's.
    pub(super) tables: &'a [Table],
    /// Indexes of the tables that all workbooks share.
    pub(super) indexes: &'a Indexes,
    /// The plans of all workbooks, where rules ask for them.
    pub(super) planes: &'a Planes<'a>,
    /// The tables made out of reference tables and of `planes`, parallel to the rule set's parts.
    pub(super) parts: &'a [Option<Table>],
}

/// An expression of the rules by its place, and by the uses of the functions in whose bodies it stands.
type Use = (Vec<Span>, Span);

/// What rules see.
pub(super) struct World<'a> {
    pub(super) rules: &'a RuleSet,
    shared: Shared<'a>,
    /// The workbook; `None` for rules over reference tables alone.
    pub(super) book: Option<Book<'a>>,
    own: Indexes,
    nearest: NearestValues,
    /// Aggregates that give the same in every row; `None`: this one does not.
    alone: RefCell<BTreeMap<Use, Option<Evaluated<Value>>>>,
    /// Steps of the rule that is being judged.
    steps: StdCell<u64>,
    ordinals: RefCell<BTreeMap<TableRef, Rc<[usize]>>>,
    /// Who wants to know how conditions come out.
    pub(super) watch: Option<&'a Watch>,
}

impl<'a> World<'a> {
    /// A workbook's world; without a workbook that of rules which run once a run.
    pub(super) fn new(shared: Shared<'a>, book: Option<Book<'a>>) -> Self {
        World {
            rules: shared.rules,
            shared,
            book,
            own: Indexes::default(),
            nearest: NearestValues::default(),
            alone: RefCell::default(),
            steps: StdCell::default(),
            ordinals: RefCell::default(),
            watch: None,
        }
    }

    /// The world under a watch.
    pub(super) fn watched(self, watch: &'a Watch) -> Self {
        World { watch: Some(watch), ..self }
    }

    /// The path of the workbook; empty where there is none.
    pub(super) fn file(&self) -> Arc<str> {
        self.book.map_or("", |book| book.file).into()
    }

    /// Begins to count the steps of a rule.
    pub(super) fn begin_rule(&self) {
        self.steps.set(0);
    }

    /// Counts steps in rows other than the rule's own; false once there have been too many.
    pub(super) fn may_go_on(&self, steps: usize) -> bool {
        let spent = self.steps.get().saturating_add(u64::try_from(steps).unwrap_or(u64::MAX));
        self.steps.set(spent);
        spent <= MOST_STEPS
    }

    /// Whether the rule has taken so many steps that the rest are needed for verdicts, and not for telling of them.
    pub(super) fn must_be_brief(&self) -> bool {
        self.steps.get() > MOST_STEPS / 4
    }

    /// The value of an aggregate within some uses of functions: taken once, if it gives the same in every row.
    pub(super) fn once(
        &self,
        (uses, aggregate): (Vec<Span>, &Expr),
        evaluate: impl FnOnce() -> Evaluated<Value>,
    ) -> Evaluated<Value> {
        let at = (uses, aggregate.span);
        let known = self.alone.borrow().get(&at).cloned();
        match known {
            Some(Some(value)) => value,
            Some(None) => evaluate(),
            None => {
                let alone = stands_alone(aggregate);
                let value = evaluate();
                // What a rule had no steps left for may still be had by the next.
                if !matches!(value, Err(Gap { cause: Cause::TooMuch(_), .. })) {
                    self.alone.borrow_mut().insert(at, alone.then(|| value.clone()));
                }
                value
            }
        }
    }

    /// A table's rows; `None` if this world has it not.
    pub(super) fn table(&self, table: TableRef) -> Option<&'a Table> {
        match table {
            TableRef::Plan => self.book.map(|book| book.plan),
            TableRef::Approved => self.book.and_then(|book| book.approved),
            TableRef::All => self.all().map(|all| &all.table),
            TableRef::Reference(id) if self.is_own(table) => self.book?.own.get(id.0)?.as_ref(),
            TableRef::Reference(id) => self.shared.tables.get(id.0),
            TableRef::Part(id) => {
                let parts = if self.is_shared(table) { self.shared.parts } else { self.book?.parts };
                parts.get(id.0)?.as_ref()
            }
        }
    }

    /// Whether all workbooks see the same of a table.
    fn is_shared(&self, table: TableRef) -> bool {
        matches!(self.base(table), TableRef::All | TableRef::Reference(_)) && !self.is_own(table)
    }

    /// Whether a table stands in a sheet of each workbook, or is made out of one that does.
    pub(super) fn is_own(&self, table: TableRef) -> bool {
        let TableRef::Reference(id) = self.base(table) else { return false };
        self.rules.tables.get(id.0).is_some_and(|decl| decl.of_plan)
    }

    /// What a table is made out of: itself, unless it is a part of another.
    pub(super) fn base(&self, table: TableRef) -> TableRef {
        self.part(table).map_or(table, |part| part.base)
    }

    /// What is known of `planes`.
    pub(super) fn planes(&self) -> &'a Planes<'a> {
        self.shared.planes
    }

    fn all(&self) -> Option<&'a All<'a>> {
        match self.shared.planes {
            Planes::Whole(all) => Some(all),
            Planes::Partial | Planes::Refused(_) => None,
        }
    }

    /// The file and the sheet that a row comes from.
    pub(super) fn origin(&self, table: TableRef, row: usize) -> Option<&'a SheetPlace> {
        let table = self.table(table)?;
        let block = table.rows.get(row)?.block as usize;
        table.blocks.get(block).map(|block| &block.place)
    }

    /// The workbook that a row of `planes` comes from, or one of a table made out of it.
    fn workbook(&self, table: TableRef, row: usize) -> Option<&'a Source<'a>> {
        let rows = self.table(table).filter(|_| self.base(table) == TableRef::All)?;
        self.all()?.sources.get(rows.rows.get(row)?.block as usize)
    }

    /// What tells the workbook of a row from others from run to run.
    pub(super) fn identity(&self, table: TableRef, row: usize) -> String {
        self.workbook(table, row).map_or_else(|| subject::identity(self.book), |source| source.identity.to_string())
    }

    /// The file to look at for some cells: that of the first one where they are of `planes`, else the workbook's.
    pub(super) fn file_of(&self, cells: &[Cell]) -> Arc<str> {
        let first = cells.iter().find_map(|cell| Some((cell.table, self.place(*cell)?)));
        match first {
            Some((table, place)) if self.base(table) == TableRef::All => place.sheet.file,
            _ => self.file(),
        }
    }

    /// A table's columns.
    pub(super) fn schema(&self, table: TableRef) -> &'a Schema {
        match table {
            TableRef::Plan | TableRef::Approved => self.format(table).map_or(&self.rules.plan, |format| &format.schema),
            TableRef::All => &self.rules.plan,
            TableRef::Reference(id) => self.rules.tables.get(id.0).map_or(&self.rules.plan, |decl| &decl.schema),
            TableRef::Part(id) => self.rules.parts.get(id.0).map_or(&self.rules.plan, |decl| &decl.schema),
        }
    }

    /// The format that the rows of a table were read by, where it is one.
    pub(super) fn format(&self, table: TableRef) -> Option<&'a Format> {
        match self.base(table) {
            TableRef::Plan => self.book?.format,
            TableRef::Approved => self.book?.approved_format,
            TableRef::All | TableRef::Reference(_) | TableRef::Part(_) => None,
        }
    }

    /// The columns in which a row of the plan and its counterpart in the approved version can differ.
    pub(super) fn comparable(&self) -> Vec<ColumnId> {
        self.book.map(|book| book.comparable(&self.rules.plan)).unwrap_or_default()
    }

    /// The name that rules use for a table.
    pub(super) fn name(&self, table: TableRef) -> &'a str {
        match table {
            TableRef::Plan => "plan",
            TableRef::Approved => "aprobado",
            TableRef::All => "planes",
            TableRef::Reference(_) | TableRef::Part(_) => &self.schema(table).name,
        }
    }

    /// A column's declaration.
    pub(super) fn column(&self, table: TableRef, column: ColumnId) -> Option<&'a ColumnDecl> {
        self.schema(table).columns.get(column.0)
    }

    /// A column's caption, or its name where it has none.
    pub(super) fn caption(&self, table: TableRef, column: ColumnId) -> &'a str {
        match self.column(table, column) {
            Some(decl) if decl.caption.is_empty() => &decl.name,
            Some(decl) => &decl.caption,
            None => "",
        }
    }

    /// The cell of a row and a column. A dato's stands apart from the rows; where several sheets have their own, in the
    /// first row of its sheet.
    pub(super) fn cell(&self, table: TableRef, row: usize, column: ColumnId) -> Cell {
        if let Some(same) = self.same_cell(table, row, column) {
            return same;
        }
        let row = if self.is_single(table, column) { self.first_of_sheet(table, row) } else { Some(row) };
        Cell { table, row, column }
    }

    /// Whether a column is a dato of the title block.
    pub(super) fn is_dato(&self, table: TableRef, column: ColumnId) -> bool {
        self.column(table, column).is_some_and(|decl| decl.dato)
    }

    /// Whether a column is a dato with one value in the whole table; in `planes` each workbook has its own.
    fn is_single(&self, table: TableRef, column: ColumnId) -> bool {
        self.is_dato(table, column) && self.base(table) != TableRef::All
    }

    /// Whether a column is one that a level above gives.
    pub(super) fn is_given(&self, table: TableRef, column: ColumnId) -> bool {
        self.column(table, column).is_some_and(|decl| decl.level.is_some())
    }

    /// The first row of the sheet that a row comes from; `None` where all come from one sheet.
    fn first_of_sheet(&self, table: TableRef, row: usize) -> Option<usize> {
        let table = self.table(table).filter(|table| table.blocks.len() > 1)?;
        let block = table.rows.get(row)?.block;
        Some(table.rows.partition_point(|origin| origin.block < block))
    }

    /// Whether a cell must not be empty.
    pub(super) fn is_required(&self, cell: Cell) -> bool {
        let source = cell.row.and_then(|row| self.workbook(cell.table, row));
        let own = source.and_then(|source| source.format.schema.columns.get(cell.column.0));
        own.or_else(|| self.column(cell.table, cell.column)).is_some_and(|column| column.required)
    }

    /// What a cell holds.
    pub(super) fn entry(&self, cell: Cell) -> Entry {
        let Some(table) = self.table(cell.table) else { return Entry::Empty };
        if !table.pieces.is_empty() {
            return self.piece_entry(cell).unwrap_or(Entry::Empty);
        }
        match cell.row {
            Some(row) => table.get(row, cell.column.0),
            None => match table.constants.get(&cell.column.0) {
                Some(entry) => entry.clone(),
                None => table.get(0, cell.column.0),
            },
        }
    }

    /// Whether a cell has a formula.
    pub(super) fn is_formula(&self, cell: Cell) -> bool {
        self.table(cell.table).is_some_and(|table| table.is_formula(cell.row, cell.column.0))
    }

    /// Where a cell stands in its file.
    pub(super) fn place(&self, cell: Cell) -> Option<CellPlace> {
        let cell = self.shown_cell(cell);
        let table = self.table(cell.table)?;
        match cell.row {
            Some(row) => table.place(row, cell.column.0),
            None => table.constant_place(cell.column.0),
        }
    }

    /// The sheet of the first cell that has a place, and the first cells of that sheet.
    pub(super) fn places(&self, cells: &[Cell]) -> (Option<SheetPlace>, Vec<CellRef>) {
        let mut found = cells.iter().filter_map(|cell| self.place(*cell));
        let Some(CellPlace { sheet, cell }) = found.next() else { return (None, Vec::new()) };
        let mut seen = BTreeSet::from([cell]);
        let others = found.filter(|place| place.sheet == sheet && seen.insert(place.cell)).map(|place| place.cell);
        let cells = std::iter::once(cell).chain(others.take(MOST_CELLS - 1)).collect();
        (Some(sheet), cells)
    }

    /// The rows of a table by the values of some columns.
    pub(super) fn index(&self, table: TableRef, columns: &[ColumnId]) -> Option<Arc<Index>> {
        let rows = self.table(table)?;
        let indexes = if self.is_shared(table) { self.shared.indexes } else { &self.own };
        let entry = |row, column| self.entry(self.cell(table, row, column));
        Some(indexes.get(table, rows.rows.len(), columns, &entry))
    }

    /// Which one each row of a table is among those with the same subject, from 1.
    pub(super) fn ordinals(&self, table: TableRef) -> Rc<[usize]> {
        let known = self.ordinals.borrow().get(&table).cloned();
        known.unwrap_or_else(|| {
            let counted: Rc<[usize]> = subject::ordinals(self, table).into();
            self.ordinals.borrow_mut().insert(table, Rc::clone(&counted));
            counted
        })
    }

    /// The value of a column most like another, if one is near.
    pub(super) fn nearest(&self, value: &Value, table: TableRef, column: ColumnId) -> Option<Value> {
        let rows = self.table(table)?.rows.len();
        let entries = (0..rows).map(|row| self.entry(self.cell(table, row, column)));
        self.nearest.to(value, (table, column), entries)
    }
}
