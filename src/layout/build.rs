//! Builds a typed table from the rows of one sheet after another.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::cell::CellRef;
use crate::ruleset::model::{ColumnDecl, ColumnFinder, Schema};
use crate::table::{Block, Column, Data, Entry, Origin, RowOrigin, State, Table};
use crate::value::Text;
use crate::workbook::Content;

use super::convert::{CellReader, Reading, Remark, Watch};
use super::datos::Dato;
use super::ends::strays;
use super::grid::Grid;
use super::header::Header;
use super::rows::{self, Cover, DataRow, Picked};
use super::several::{Pieces, Splitter, pieces};

mod cells;

use cells::{agreed, chosen, chosen_cells, chosen_remarks, no_data};
pub(super) use cells::{empty_column, push};

/// A table, and what is worth telling of its cells: for each column remarks by row, rows ascending.
pub(super) struct Typed {
    /// The table.
    pub(super) table: Table,
    /// One list a column.
    pub(super) remarks: Vec<Vec<(usize, Remark)>>,
    /// The rows that end the data, in columns like the table's.
    totals: Table,
}

/// How far the data of a sheet go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    /// The last row that was read, if any was.
    pub(super) last: Option<u32>,
    /// The cell that ends the data, where the format names one and it is there.
    pub(super) end: Option<CellRef>,
    /// Rows below the last one that were not read, as they look like signatures, where no cell ends the data.
    pub(super) strays: Vec<u32>,
}

/// A column of the data of a sheet.
struct Stretch<'a> {
    grid: &'a Grid<'a>,
    /// The first row below the header.
    first: u32,
    rows: &'a [DataRow],
    end: Option<CellRef>,
    column: u32,
}

/// What all sheets of a table have in common.
pub(super) struct Recipe<'a> {
    /// The table's columns.
    pub(super) schema: &'a Schema,
    /// Where each column is found; `None` for datos and for columns that the format has not.
    pub(super) finders: Vec<Option<&'a ColumnFinder>>,
    /// First-cell texts that end the data.
    pub(super) ends: &'a [Text],
    /// Texts that count as empty.
    pub(super) blanks: &'a [Text],
    /// The columns whose texts are compared with others, by index: what only seems to be a letter of ours is told of.
    pub(super) compared: BTreeSet<usize>,
}

impl Typed {
    /// A table without rows.
    pub(super) fn new(recipe: &Recipe<'_>) -> Self {
        let finders = recipe.finders.iter();
        let columns = recipe.schema.columns.iter().zip(finders).map(|(decl, finder)| empty_column(decl, *finder));
        let columns: Vec<Column> = columns.collect();
        let remarks = vec![Vec::new(); columns.len()];
        let table = Table { name: recipe.schema.name.clone(), columns, ..Table::default() };
        Typed { totals: table.clone(), table, remarks }
    }

    /// Adds the rows of a sheet, and tells how far they go.
    pub(super) fn add_sheet(
        &mut self,
        recipe: &Recipe<'_>,
        grid: &Grid<'_>,
        header: &Header,
        datos: &[Dato],
    ) -> Extent {
        let block = u32::try_from(self.table.blocks.len()).unwrap_or(u32::MAX);
        let first = header.row.saturating_add(1);
        let (mut rows, end) = rows::data_rows(grid, first, &header.columns, recipe.ends, recipe.blanks);
        let last = rows.last().map(|row| row.row).filter(|_| end.is_none());
        let strays = last.map(|last| strays(grid, header, recipe, last)).unwrap_or_default();
        rows.retain(|row| strays.first().is_none_or(|first| row.row < *first));
        self.table.blocks.push(Block {
            place: grid.sheet.place.clone(),
            columns: header.columns.clone(),
            formulas: grid.sheet.formulas.as_slice().into(),
        });
        self.table.rows.extend(rows.iter().map(|row| RowOrigin { block, row: row.row }));
        self.totals.rows.extend(end.map(|end| RowOrigin { block, row: end.row }));
        for (index, decl) in recipe.schema.columns.iter().enumerate() {
            let finder = recipe.finders.get(index).copied().flatten();
            let column = header.columns.get(index).copied().flatten();
            match (finder, column) {
                (Some(finder), Some(column)) => {
                    let stretch = Stretch { grid, first, rows: &rows, end, column };
                    self.add_column((index, decl, finder), recipe, stretch);
                }
                _ => self.add_dato(index, datos.iter().find(|dato| dato.column == index), rows.len(), end),
            }
        }
        Extent { last: rows.last().map(|row| row.row), end, strays }
    }

    /// Adds the cells of one column of a sheet.
    fn add_column(
        &mut self,
        (index, decl, finder): (usize, &ColumnDecl, &ColumnFinder),
        recipe: &Recipe<'_>,
        stretch: Stretch<'_>,
    ) {
        let Stretch { grid, first, rows, end, column } = stretch;
        let mut cells = rows::pick(grid, rows, column);
        let own = cells.iter().filter_map(|cell| cell.content);
        // In CSV every number is a text; such a file has no sheet, and so no name of one.
        let numbers = !grid.sheet.place.sheet.is_empty();
        let watch = Watch { numbers, letters: recipe.compared.contains(&index) };
        let reader = column_reader(decl, finder, recipe.blanks, own).watching(watch);
        if finder.inherits {
            rows::inherit(grid, first, column, &reader, &mut cells);
        }
        let splitter = finder.separator.as_deref().map(Splitter::new);
        let mut shared = SharedTexts { reader: &reader, splitter, known: HashMap::new() };
        if let Some(end) = end {
            let at = CellRef { column, ..end };
            self.push_total(index, &mut shared, Picked { content: grid.get(at), at });
        }
        self.push_cells(index, &mut shared, &cells, Cover::new(grid, first, column));
    }

    /// Adds a dato, or a column that the format has not, for the rows of a sheet and the one that ends them.
    fn add_dato(&mut self, index: usize, dato: Option<&Dato>, rows: usize, end: Option<CellRef>) {
        self.push_dato(index, dato, rows);
        if let (Some(_), Some(column)) = (end, self.totals.columns.get_mut(index)) {
            let entry = dato.map_or(Entry::Empty, |dato| dato.entry.clone());
            push(column, &mut Vec::new(), (entry, None));
        }
    }

    /// The cell of the row that ends the data of a sheet.
    fn push_total(&mut self, index: usize, shared: &mut SharedTexts<'_>, cell: Picked<'_>) {
        let Some(column) = self.totals.columns.get_mut(index) else { return };
        let (reading, pieces) = shared.read(cell.content);
        if let Data::Several(all) = &mut column.data {
            all.push(pieces);
        }
        push(column, &mut Vec::new(), reading);
        if let Origin::PerRow(origins) = &mut column.origin {
            origins.push(cell.at);
        }
    }

    /// The rows that end the data.
    pub(super) fn take_totals(&mut self) -> Table {
        let mut totals = std::mem::take(&mut self.totals);
        totals.blocks.clone_from(&self.table.blocks);
        totals.constants.clone_from(&self.table.constants);
        for (total, column) in totals.columns.iter_mut().zip(&self.table.columns) {
            if matches!(column.origin, Origin::Fixed(_)) {
                total.origin = column.origin.clone();
            }
        }
        totals
    }

    fn push_cells(&mut self, index: usize, shared: &mut SharedTexts<'_>, cells: &[Picked<'_>], mut cover: Cover) {
        let (Some(column), Some(remarks)) = (self.table.columns.get_mut(index), self.remarks.get_mut(index)) else {
            return;
        };
        for cell in cells {
            let ((entry, mut remark), pieces) = shared.read(cell.content);
            if entry == Entry::Empty && matches!(column.origin, Origin::Block) {
                let source = cover.over(cell.at).map(|area| area.first);
                remark = source.filter(|source| *source != cell.at).map(Remark::MergedInto);
            }
            if let Data::Several(all) = &mut column.data {
                all.push(pieces);
            }
            push(column, remarks, (entry, remark));
            if let Origin::PerRow(origins) = &mut column.origin {
                origins.push(cell.at);
            }
        }
    }

    /// The same value in each row of a sheet; nothing where the format has no such column.
    fn push_dato(&mut self, index: usize, dato: Option<&Dato>, rows: usize) {
        let (Some(column), Some(remarks)) = (self.table.columns.get_mut(index), self.remarks.get_mut(index)) else {
            return;
        };
        let entry = dato.map_or(Entry::Empty, |dato| dato.entry.clone());
        for _ in 0..rows {
            push(column, remarks, (entry.clone(), None));
        }
        if let Origin::Fixed(cells) = &mut column.origin {
            let known = self.table.constants.entry(index).or_insert(Entry::Empty);
            if *known == Entry::Empty && entry != Entry::Empty {
                // The constant is this one: earlier sheets have but an empty place for it.
                cells.fill(None);
            }
            *known = agreed(std::mem::replace(known, Entry::Empty), entry);
            cells.push(dato.and_then(|dato| dato.cell));
        }
    }

    /// Gives the empty cells that follow one another in a column whose rows inherit the place of the first: only rows
    /// above the first filled one are left empty, and what is missing there is one value.
    pub(super) fn join_empty(&mut self) {
        let blocks: Vec<u32> = self.table.rows.iter().map(|row| row.block).collect();
        for Column { states, origin, .. } in &mut self.table.columns {
            let Origin::PerRow(cells) = origin else { continue };
            let mut open: Option<(u32, CellRef)> = None;
            for ((cell, state), block) in cells.iter_mut().zip(states.iter()).zip(&blocks) {
                if *state != State::Empty {
                    open = None;
                    continue;
                }
                match open {
                    Some((known, first)) if known == *block => *cell = first,
                    _ => open = Some((*block, *cell)),
                }
            }
        }
    }

    /// Puts into the column `to`, for each row, what the column `from` holds in the row that `sources` names.
    pub(super) fn give(&mut self, from: usize, to: usize, sources: &[Option<usize>]) {
        let Some(source) = self.table.columns.get(from) else { return };
        let Some(target) = self.table.columns.get(to) else { return };
        let cells = sources.iter().map(|row| Some(self.table.place((*row)?, from)?.cell)).collect();
        let (name, caption) = (target.name.clone(), target.caption.clone());
        let data = no_data(&source.data);
        let states = Vec::with_capacity(sources.len());
        let mut given =
            Column { name, caption, data, states, unreadable: BTreeMap::new(), origin: Origin::Each(cells) };
        for row in sources {
            if let Data::Several(all) = &mut given.data {
                all.push(row.map_or_else(Pieces::default, |row| source.pieces(row).into()));
            }
            push(&mut given, &mut Vec::new(), (row.map_or(Entry::Empty, |row| source.get(row)), None));
        }
        if let Some(target) = self.table.columns.get_mut(to) {
            *target = given;
        }
    }

    /// What is worth telling of a cell.
    pub(super) fn remark(&self, row: usize, column: usize) -> Option<Remark> {
        let remarks = self.remarks.get(column)?;
        let at = remarks.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        remarks.get(at).map(|(_, remark)| *remark)
    }

    /// Some of the rows by themselves.
    pub(super) fn only(&self, rows: &[usize]) -> Typed {
        let table = Table {
            name: self.table.name.clone(),
            blocks: self.table.blocks.clone(),
            rows: chosen(&self.table.rows, rows),
            columns: self.table.columns.iter().map(|column| chosen_cells(column, rows)).collect(),
            constants: self.table.constants.clone(),
            ..Table::default()
        };
        let remarks = self.remarks.iter().map(|remarks| chosen_remarks(remarks, rows)).collect();
        Typed { table, remarks, totals: Table::default() }
    }

    /// Leaves out the rows for which `keep` is false; a row beyond its end stays.
    pub(super) fn retain(&mut self, keep: &[bool]) {
        let kept: Vec<usize> =
            (0..self.table.rows.len()).filter(|row| keep.get(*row).copied().unwrap_or(true)).collect();
        if kept.len() == self.table.rows.len() {
            return;
        }
        self.table.rows = chosen(&self.table.rows, &kept);
        for (column, remarks) in self.table.columns.iter_mut().zip(&mut self.remarks) {
            *column = chosen_cells(column, &kept);
            *remarks = chosen_remarks(remarks, &kept);
        }
    }
}

/// Texts from so many bytes on are worth remembering even if they stand in one cell: many rows may inherit it.
const LONG: usize = 200;

/// Readings of texts that several cells of a column share: each is taken once, however many cells there are.
struct SharedTexts<'a> {
    reader: &'a CellReader<'a>,
    /// For cells of several values.
    splitter: Option<Splitter<'a>>,
    /// By the text's address.
    known: HashMap<usize, (Reading, Pieces)>,
}

impl SharedTexts<'_> {
    fn read(&mut self, content: Option<&Content>) -> (Reading, Pieces) {
        let Some(Content::Text(text)) = content else { return self.read_anew(content) };
        if Arc::strong_count(text) < 2 && text.len() < LONG {
            return self.read_anew(content);
        }
        if let Some(known) = self.known.get(&text.as_ptr().addr()) {
            return known.clone();
        }
        let read = self.read_anew(content);
        self.known.insert(text.as_ptr().addr(), read.clone());
        read
    }

    fn read_anew(&mut self, content: Option<&Content>) -> (Reading, Pieces) {
        match &mut self.splitter {
            Some(splitter) => splitter.read(self.reader, content),
            None => (self.reader.read(content), Pieces::default()),
        }
    }
}

/// How the cells of a column are read; where they hold several values, each counts for the column's convention.
fn column_reader<'a, 'c>(
    decl: &'a ColumnDecl,
    finder: &ColumnFinder,
    blanks: &'a [Text],
    cells: impl Iterator<Item = &'c Content>,
) -> CellReader<'a> {
    let Some(separator) = finder.separator.as_deref().filter(|_| decl.ty.is_numeric()) else {
        return CellReader::for_column(&decl.ty, blanks, finder.decimal_point, cells);
    };
    let split = cells.flat_map(|cell| match cell {
        Content::Text(text) => pieces(text, separator).collect(),
        other => vec![other.clone()],
    });
    let split: Vec<Content> = split.collect();
    CellReader::for_column(&decl.ty, blanks, finder.decimal_point, split.iter())
}
