//! What a cell holds, and the gathering of a sheet's cells under limits.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::date::{self, Serial};
use super::limits::Limits;
use super::refusal::{self, Refusal};
use super::{Cell, Content};
use crate::cell::{CellRef, MAX_COLUMNS, MAX_ROWS};
use crate::decimal::ShortDecimal;

const NUMBER_OUT_OF_RANGE: &str = "número fuera de rango";

/// Gathers the cells of one workbook, sheet by sheet.
pub(super) struct Gatherer<'a> {
    limits: &'a Limits,
    /// Cells of the sheets gathered so far and of this one.
    total: usize,
    /// Bytes of their texts.
    text_bytes: usize,
    cells: Vec<Cell>,
    /// Whether each of them comes after the one before it.
    in_order: bool,
    formulas: Vec<CellRef>,
}

impl<'a> Gatherer<'a> {
    /// Nothing gathered yet.
    pub(super) fn new(limits: &'a Limits) -> Self {
        Gatherer { limits, total: 0, text_bytes: 0, cells: Vec::new(), in_order: true, formulas: Vec::new() }
    }

    /// Adds a cell. `at` is row and column from 0, of any size.
    pub(super) fn content(&mut self, sheet: &str, at: (u32, u32), content: Content) -> Result<(), Refusal> {
        let at = CellRef { row: at.0, column: at.1 };
        if let Content::Text(text) | Content::Fault(text) = &content {
            self.check_text(sheet, at, text)?;
        }
        self.make_room(sheet, at)?;
        self.cells.push(Cell { at, content });
        Ok(())
    }

    /// Adds a cell with a text that others may have too.
    pub(super) fn shared(&mut self, sheet: &str, at: CellRef, text: &Arc<str>) -> Result<(), Refusal> {
        if text.is_empty() {
            return Ok(());
        }
        self.check_text(sheet, at, text)?;
        self.make_room(sheet, at)?;
        self.cells.push(Cell { at, content: Content::Text(Arc::clone(text)) });
        Ok(())
    }

    /// Adds a cell with a number.
    pub(super) fn number(
        &mut self,
        sheet: &str,
        at: CellRef,
        value: ShortDecimal,
        percent: bool,
    ) -> Result<(), Refusal> {
        self.make_room(sheet, at)?;
        self.cells.push(Cell { at, content: Content::Number { value, percent } });
        Ok(())
    }

    /// Checks that a cell more may come, at this place.
    fn make_room(&mut self, sheet: &str, at: CellRef) -> Result<(), Refusal> {
        if at.row >= MAX_ROWS || at.column >= MAX_COLUMNS {
            return Err(refusal::outside_grid(sheet, &at.to_string()));
        }
        self.total += 1;
        if self.total > self.limits.cells {
            return Err(refusal::too_many(refusal::CELLS, None, self.limits.cells));
        }
        self.in_order &= self.cells.last().is_none_or(|last| last.at < at);
        Ok(())
    }

    fn check_text(&mut self, sheet: &str, at: CellRef, text: &str) -> Result<(), Refusal> {
        self.text_bytes += text.len();
        if self.text_bytes > self.limits.text_bytes {
            return Err(refusal::too_much_text(self.limits.text_bytes));
        }
        let limit = self.limits.text_chars;
        if text.len() > limit && text.chars().count() > limit {
            return Err(refusal::long_text(sheet, at, text.chars().count(), limit));
        }
        Ok(())
    }

    /// Notes that a cell has a formula.
    pub(super) fn formula(&mut self, (row, column): (u32, u32)) {
        self.formulas.push(CellRef { row, column });
    }

    /// The sheet's cells with a formula, in order.
    pub(super) fn take_formulas(&mut self) -> Vec<CellRef> {
        let mut formulas = std::mem::take(&mut self.formulas);
        formulas.sort_unstable();
        formulas.dedup();
        formulas
    }

    /// The sheet's cells by row and column. Two at one place with different contents are one that cannot be read.
    pub(super) fn take_sheet(&mut self) -> Vec<Cell> {
        let mut cells = std::mem::take(&mut self.cells);
        if !std::mem::replace(&mut self.in_order, true) {
            cells.sort_by_key(|cell| cell.at);
            cells.dedup_by(|later, first| later.at == first.at && merge(first, later));
        }
        cells
    }
}

/// Leaves in the first of two cells at one place what is to be said of both.
fn merge(first: &mut Cell, later: &Cell) -> bool {
    if first.content != later.content {
        first.content = Content::Fault("está dos veces en el archivo, con valores distintos".into());
    }
    true
}

/// A stored double to the digits that Excel holds.
pub(super) fn number(double: f64, percent: bool) -> Content {
    match ShortDecimal::from_double(double) {
        Some(value) => Content::Number { value, percent },
        None => Content::Fault(NUMBER_OUT_OF_RANGE.into()),
    }
}

/// A stored number that is none: too large, `NaN`, or no number at all.
pub(super) fn no_number(text: &str) -> Content {
    let is_double = text.parse::<f64>().is_ok();
    Content::Fault(if is_double { NUMBER_OUT_OF_RANGE.into() } else { refusal::short(text).into() })
}

fn text_content(text: &str) -> Option<Content> {
    if text.is_empty() { None } else { Some(Content::Text(text.into())) }
}

/// A day number under a date format.
pub(super) fn date(double: f64, is_1904: bool) -> Content {
    ShortDecimal::from_double(double).map_or_else(no_date, |serial| date_of(serial, is_1904))
}

/// A day number under a date format; a time of day without a date stays a number.
pub(super) fn date_of(serial: ShortDecimal, is_1904: bool) -> Content {
    match date::from_serial(serial, is_1904) {
        Some(Serial::Date(date)) => Content::Date(date),
        Some(Serial::TimeOfDay) => Content::Number { value: serial, percent: false },
        Some(Serial::NoSuchDay(text)) => Content::Fault(text.into()),
        None => no_date(),
    }
}

fn no_date() -> Content {
    Content::Fault("fecha fuera de rango".into())
}

/// An ISO date; a text that is none stays a text.
pub(super) fn iso(text: &str) -> Option<Content> {
    match text.strip_suffix('Z').unwrap_or(text).parse::<DateTime>() {
        Ok(date) => Some(Content::Date(date)),
        Err(_) => text_content(text),
    }
}
