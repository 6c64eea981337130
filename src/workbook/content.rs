//! What a cell holds, from calamine's value to ours, and the gathering of a sheet's cells under limits.

use std::collections::HashMap;
use std::sync::Arc;

use calamine::{DataRef, ExcelDateTime};
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
    /// Whether the workbook counts its days from 1904.
    is_1904: bool,
    /// Cells of the sheets gathered so far and of this one.
    total: usize,
    /// Bytes of their texts.
    text_bytes: usize,
    cells: Vec<Cell>,
    formulas: Vec<CellRef>,
    /// Shared texts by their address, so that a text that a thousand cells share is held once.
    shared: HashMap<usize, Arc<str>>,
}

impl<'a> Gatherer<'a> {
    /// Nothing gathered yet.
    pub(super) fn new(limits: &'a Limits, is_1904: bool) -> Self {
        Gatherer {
            limits,
            is_1904,
            total: 0,
            text_bytes: 0,
            cells: Vec::new(),
            formulas: Vec::new(),
            shared: HashMap::new(),
        }
    }

    /// Adds a cell; empty ones and empty texts are dropped. `at` is row and column from 0, of any size.
    pub(super) fn value(
        &mut self,
        sheet: &str,
        at: (u32, u32),
        value: DataRef<'_>,
        percent: bool,
    ) -> Result<(), Refusal> {
        let content = match value {
            DataRef::SharedString(text) => self.shared_text(text),
            DataRef::DateTime(stored) => Some(stored_date(stored, self.is_1904)),
            other => content(other, percent),
        };
        content.map_or(Ok(()), |content| self.content(sheet, at, content))
    }

    /// Adds a cell whose content is known.
    pub(super) fn content(&mut self, sheet: &str, at: (u32, u32), content: Content) -> Result<(), Refusal> {
        let at = CellRef { row: at.0, column: at.1 };
        if at.row >= MAX_ROWS || at.column >= MAX_COLUMNS {
            return Err(refusal::outside_grid(sheet, &at.to_string()));
        }
        self.check_text(sheet, at, &content)?;
        self.total += 1;
        if self.total > self.limits.cells {
            return Err(refusal::too_many("celdas con datos", None, self.limits.cells));
        }
        self.cells.push(Cell { at, content });
        Ok(())
    }

    fn check_text(&mut self, sheet: &str, at: CellRef, content: &Content) -> Result<(), Refusal> {
        let limit = self.limits.text_chars;
        if let Content::Text(text) = content {
            self.text_bytes += text.len();
        }
        if self.text_bytes > self.limits.text_bytes {
            let limit = refusal::size(self.limits.text_bytes);
            return Err(refusal::over_limit(format!(
                "los textos de sus celdas suman más de {limit} y el límite es {limit}"
            )));
        }
        match content {
            Content::Text(text) | Content::Fault(text) if text.len() > limit && text.chars().count() > limit => {
                Err(refusal::long_text(sheet, at, text.chars().count(), limit))
            }
            _ => Ok(()),
        }
    }

    fn shared_text(&mut self, text: &str) -> Option<Content> {
        if text.is_empty() {
            return None;
        }
        let held = self.shared.entry(text.as_ptr().addr()).or_insert_with(|| Arc::from(text));
        Some(Content::Text(Arc::clone(held)))
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

    /// The sheet's cells by row and column; of two at one place, the first.
    pub(super) fn take_sheet(&mut self) -> Vec<Cell> {
        let mut cells = std::mem::take(&mut self.cells);
        cells.sort_by_key(|cell| cell.at);
        cells.dedup_by_key(|cell| cell.at);
        cells
    }
}

/// A cell's content; `None` for an empty one. Serial dates are for [`stored_date`], which is told the first day.
fn content(value: DataRef<'_>, percent: bool) -> Option<Content> {
    match value {
        DataRef::Empty => None,
        DataRef::Int(whole) => Some(whole_number(whole, percent)),
        DataRef::Float(double) => Some(number(double, percent)),
        DataRef::String(text) => text_content(&text),
        DataRef::SharedString(text) => text_content(text),
        DataRef::Bool(truth) => Some(Content::Bool(truth)),
        DataRef::DateTime(stored) => Some(number(stored.as_f64(), percent)),
        DataRef::DateTimeIso(text) => iso(&text),
        DataRef::DurationIso(text) => text_content(&text),
        DataRef::Error(error) => Some(Content::Fault(error.to_string().into())),
    }
}

/// A stored double to the digits that Excel holds.
pub(super) fn number(double: f64, percent: bool) -> Content {
    match ShortDecimal::from_double(double) {
        Some(value) => Content::Number { value, percent },
        None => Content::Fault(NUMBER_OUT_OF_RANGE.into()),
    }
}

fn whole_number(whole: i64, percent: bool) -> Content {
    match ShortDecimal::new(whole, 0) {
        Some(value) => Content::Number { value, percent },
        None => Content::Fault(NUMBER_OUT_OF_RANGE.into()),
    }
}

fn text_content(text: &str) -> Option<Content> {
    if text.is_empty() { None } else { Some(Content::Text(text.into())) }
}

fn stored_date(stored: ExcelDateTime, is_1904: bool) -> Content {
    if stored.is_duration() { number(stored.as_f64(), false) } else { date(stored.as_f64(), is_1904) }
}

/// A day number under a date format.
pub(super) fn date(double: f64, is_1904: bool) -> Content {
    ShortDecimal::from_double(double).map_or_else(no_date, |serial| date_of(serial, is_1904))
}

/// A day number under a date format; a time of day without a date stays a number.
pub(super) fn date_of(serial: ShortDecimal, is_1904: bool) -> Content {
    match date::from_serial(serial.decimal(), is_1904) {
        Some(Serial::Date(date)) => Content::Date(date),
        Some(Serial::TimeOfDay) => Content::Number { value: serial, percent: false },
        Some(Serial::NoSuchDay(text)) => Content::Fault(text.into()),
        None => no_date(),
    }
}

fn no_date() -> Content {
    Content::Fault("fecha fuera de rango".into())
}

/// An ISO date; a text that is none stays a text, and an error's text, which the guard of xlsx passes this way, a fault.
pub(super) fn iso(text: &str) -> Option<Content> {
    if text.starts_with('#') {
        return Some(Content::Fault(text.into()));
    }
    match text.strip_suffix('Z').unwrap_or(text).parse::<DateTime>() {
        Ok(date) => Some(Content::Date(date)),
        Err(_) => text_content(text),
    }
}
