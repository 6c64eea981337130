//! Untrusted files to sheets: every cell with its content exactly as stored, within limits.
//!
//! Readers behind one interface: [`read`] picks one by what the bytes are, not by what the name says. What it refuses
//! is told in a diagnostic; nothing in a file can end the run.

use std::sync::Arc;

use jiff::civil::DateTime;

use crate::cell::{Area, CellRef, SheetPlace};
use crate::decimal::Decimal;

/// A workbook's sheets, in the workbook's order.
#[derive(Clone, Debug, Default)]
pub struct Workbook {
    /// The sheets that were asked for.
    pub sheets: Vec<Sheet>,
    /// The names of all its sheets.
    pub sheet_names: Vec<String>,
}

/// One sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// File and name.
    pub place: SheetPlace,
    /// The filled cells, by row and then by column, no cell twice.
    pub cells: Vec<Cell>,
    /// Merged areas.
    pub merged: Vec<Area>,
}

/// A filled cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Where it stands.
    pub at: CellRef,
    /// What it holds.
    pub content: Content,
}

/// What a filled cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A text as written.
    Text(Arc<str>),
    /// A number, to the 15 digits that Excel holds.
    Number {
        /// The number.
        value: Decimal,
        /// Whether the cell's format shows it in hundredths with `%`.
        percent: bool,
    },
    /// A date, by the cell's format.
    Date(DateTime),
    /// A truth value.
    Bool(bool),
    /// An Excel error (`#REF!`), a formula without a stored value, a number out of range: the text to show.
    Fault(Arc<str>),
}
