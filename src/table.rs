//! Typed columns with empty and unreadable marks; every value knows the cell it came from.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::cell::{CellPlace, CellRef, SheetPlace};
use crate::decimal::Decimal;
use crate::value::{Text, Unit, Value};

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A value of the column's type.
    Present,
    /// Nothing, or only blanks.
    Empty,
    /// Something that is not of the column's type, or an Excel error.
    Unreadable,
}

/// A cell's content read from a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A value.
    Present(Value),
    /// Nothing.
    Empty,
    /// The text that could not be read.
    Unreadable(Arc<str>),
}

/// As a person reads it in the sheet; nothing where it is empty.
impl fmt::Display for Entry {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Entry::Present(value) => value.fmt(out),
            Entry::Empty => Ok(()),
            Entry::Unreadable(text) => out.write_str(text),
        }
    }
}

/// The values of one column; a row without a value holds a placeholder that is never read.
#[derive(Clone, Debug)]
pub enum Data {
    /// Texts.
    Text(Vec<Text>),
    /// Codes.
    Code(Vec<Arc<str>>),
    /// Numbers of one unit.
    Number(Vec<Decimal>, Unit),
    /// Days.
    Date(Vec<Date>),
    /// Truth values.
    Bool(Vec<bool>),
    /// Several values a row, each present or unreadable; those of an unreadable cell are kept.
    Several(Vec<Arc<[Entry]>>),
}

/// Where a column's values stand.
#[derive(Clone, Debug)]
pub enum Origin {
    /// Each in its own row, in the column that the row's [`Block`] gives.
    Block,
    /// All in one cell of the block's sheet, one for each block (a dato).
    Fixed(Vec<Option<CellRef>>),
    /// In a cell of its own for each row (inherited values, families as tables).
    PerRow(Vec<CellRef>),
    /// As [`Origin::PerRow`], of rows of which some may have no such cell.
    Each(Vec<Option<CellRef>>),
}

/// One typed column.
#[derive(Clone, Debug)]
pub struct Column {
    /// The name that rules use.
    pub name: String,
    /// The caption as the format declares it.
    pub caption: String,
    /// The values, one a row.
    pub data: Data,
    /// One mark a row.
    pub states: Vec<State>,
    /// The texts of unreadable cells, by row.
    pub unreadable: BTreeMap<usize, Arc<str>>,
    /// Where the values stand.
    pub origin: Origin,
}

impl Column {
    /// The content at a row; a row that does not exist is empty.
    pub fn get(&self, row: usize) -> Entry {
        match self.states.get(row) {
            Some(State::Present) => self.data.get(row).map_or(Entry::Empty, Entry::Present),
            Some(State::Unreadable) => Entry::Unreadable(self.unreadable.get(&row).cloned().unwrap_or_default()),
            Some(State::Empty) | None => Entry::Empty,
        }
    }

    /// Adds a row. Cells of several values are added to the data by who reads them: even an unreadable one has some.
    pub fn push(&mut self, entry: Entry) {
        let (state, value) = match entry {
            Entry::Present(value) => (State::Present, Some(value)),
            Entry::Empty => (State::Empty, None),
            Entry::Unreadable(text) => {
                self.unreadable.insert(self.states.len(), text);
                (State::Unreadable, None)
            }
        };
        self.states.push(state);
        self.data.push(value);
    }

    /// Whether the column holds numbers.
    pub fn is_numeric(&self) -> bool {
        matches!(self.data, Data::Number(..))
    }

    /// The values of a row's cell that holds several; none of a column of single values.
    pub fn pieces(&self, row: usize) -> &[Entry] {
        match &self.data {
            Data::Several(cells) => cells.get(row).map_or(&[], |pieces| pieces),
            _ => &[],
        }
    }

    /// Whether a row's cell is present, empty or unreadable.
    pub fn state(&self, row: usize) -> State {
        self.states.get(row).copied().unwrap_or(State::Empty)
    }
}

impl Data {
    /// Adds a value, or a placeholder that is never read. A text's placeholder shares the one before it, to save memory.
    fn push(&mut self, value: Option<Value>) {
        match self {
            Data::Text(texts) => {
                let text = if let Some(Value::Text(text)) = value { Some(text) } else { texts.last().cloned() };
                texts.push(text.unwrap_or_else(|| Text::new("")));
            }
            Data::Code(codes) => {
                let code = if let Some(Value::Code(code)) = value { Some(code) } else { codes.last().map(Arc::clone) };
                codes.push(code.unwrap_or_default());
            }
            Data::Number(numbers, _) => {
                numbers.push(if let Some(Value::Number(number, _)) = value { number } else { Decimal::ZERO });
            }
            Data::Date(days) => days.push(if let Some(Value::Date(day)) = value { day } else { Date::ZERO }),
            Data::Bool(truths) => truths.push(matches!(value, Some(Value::Bool(true)))),
            Data::Several(_) => {}
        }
    }

    fn get(&self, row: usize) -> Option<Value> {
        match self {
            Data::Text(texts) => texts.get(row).cloned().map(Value::Text),
            Data::Code(codes) => codes.get(row).cloned().map(Value::Code),
            Data::Number(numbers, unit) => numbers.get(row).map(|number| Value::Number(*number, *unit)),
            Data::Date(dates) => dates.get(row).copied().map(Value::Date),
            Data::Bool(truths) => truths.get(row).copied().map(Value::Bool),
            Data::Several(cells) => cells.get(row).map(|pieces| {
                let present = pieces.iter().filter_map(|piece| match piece {
                    Entry::Present(value) => Some(value.clone()),
                    Entry::Empty | Entry::Unreadable(_) => None,
                });
                Value::List(present.collect())
            }),
        }
    }
}

/// The rows that one sheet gave, and in which of its columns each column of the table stands.
#[derive(Clone, Debug)]
pub struct Block {
    /// File and sheet.
    pub place: SheetPlace,
    /// For each column of the table, its column in the sheet; `None` where the sheet has none.
    pub columns: Vec<Option<u32>>,
    /// The sheet's cells with a formula, in order.
    pub formulas: Arc<[CellRef]>,
}

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowOrigin {
    /// Index into [`Table::blocks`].
    pub block: u32,
    /// Row of the sheet, from 0.
    pub row: u32,
}

/// What a row of a table is that is made out of another's rows: one of several values of one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The other's row.
    pub row: u32,
    /// Which of its values: entry of a family, or place in a cell of several values.
    pub at: u32,
}

/// Rows of typed columns. Columns stand in the order of the schema that the table was read by.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The name that rules use.
    pub name: String,
    /// Where rows come from.
    pub blocks: Vec<Block>,
    /// One origin a row.
    pub rows: Vec<RowOrigin>,
    /// The columns.
    pub columns: Vec<Column>,
    /// Contents that hold even without rows (datos), by column.
    pub constants: BTreeMap<usize, Entry>,
    /// For a table made out of another's rows, what each of its rows is; it has no columns of its own then, and its
    /// values are the other's.
    pub pieces: Vec<Piece>,
}

impl Table {
    /// The content of a cell; of a column that does not exist, empty.
    pub fn get(&self, row: usize, column: usize) -> Entry {
        self.columns.get(column).map_or(Entry::Empty, |column| column.get(row))
    }

    /// The rows that a block gave; blocks follow one another.
    pub fn rows_of(&self, block: usize) -> Range<usize> {
        let start = self.rows.partition_point(|origin| (origin.block as usize) < block);
        start..self.rows.partition_point(|origin| (origin.block as usize) <= block)
    }

    /// Where a cell stands in its workbook; `None` if the row's sheet has no such column.
    pub fn place(&self, row: usize, column: usize) -> Option<CellPlace> {
        let origin = self.rows.get(row)?;
        let block = self.blocks.get(origin.block as usize)?;
        let cell = match &self.columns.get(column)?.origin {
            Origin::Block => CellRef { row: origin.row, column: (*block.columns.get(column)?)? },
            Origin::Fixed(cells) => (*cells.get(origin.block as usize)?)?,
            Origin::PerRow(cells) => *cells.get(row)?,
            Origin::Each(cells) => (*cells.get(row)?)?,
        };
        Some(CellPlace { sheet: block.place.clone(), cell })
    }

    /// The same rows in some of the columns, in the order given; a column that does not exist is left out.
    pub fn picked(&self, columns: &[usize]) -> Table {
        let block = |block: &Block| Block {
            place: block.place.clone(),
            formulas: Arc::clone(&block.formulas),
            columns: columns.iter().map(|at| block.columns.get(*at).copied().flatten()).collect(),
        };
        let constant = |(at, source): (usize, &usize)| Some((at, self.constants.get(source)?.clone()));
        Table {
            name: self.name.clone(),
            blocks: self.blocks.iter().map(block).collect(),
            rows: self.rows.clone(),
            columns: columns.iter().filter_map(|at| self.columns.get(*at).cloned()).collect(),
            constants: columns.iter().enumerate().filter_map(constant).collect(),
            ..Table::default()
        }
    }

    /// Whether a row's cell has a formula; without a row, that of a dato.
    pub fn is_formula(&self, row: Option<usize>, column: usize) -> bool {
        let place = match row {
            Some(row) => self.place(row, column),
            None => self.constant_place(column),
        };
        let Some(CellPlace { sheet, cell }) = place else { return false };
        let own = row.and_then(|row| self.blocks.get(self.rows.get(row)?.block as usize));
        let block = own.or_else(|| self.blocks.iter().find(|block| block.place == sheet));
        block.is_some_and(|block| block.formulas.binary_search(&cell).is_ok())
    }

    /// Where a dato stands: in the first block that has it.
    pub fn constant_place(&self, column: usize) -> Option<CellPlace> {
        let Origin::Fixed(cells) = &self.columns.get(column)?.origin else { return None };
        let (block, cell) = self.blocks.iter().zip(cells).find_map(|(block, cell)| Some((block, (*cell)?)))?;
        Some(CellPlace { sheet: block.place.clone(), cell })
    }
}
