//! Untrusted files to sheets: every cell with its content exactly as stored, within limits.
//!
//! Readers behind one interface: [`read`] picks one by what the bytes are, not by what the name says. What it refuses
//! is told in a diagnostic; nothing in a file can end the run. What each reader does not tell is listed where it stands.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::cell::{Area, CellRef, SheetPlace};
use crate::decimal::ShortDecimal;
use crate::diagnostic::Diagnostic;

mod baggage;
mod bytes;
mod cfb;
mod content;
mod csv;
mod date;
mod format;
mod hidden;
mod kind;
mod limits;
mod ods;
mod package;
mod refusal;
mod relations;
mod scanner;
mod stored;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

pub use baggage::remarks;
pub use limits::{Limits, RATIO_FROM_BYTES, SETTABLE, Settable, way_out};

use kind::Kind;
use refusal::Refusal;

/// A workbook's sheets, in the workbook's order.
#[derive(Clone, Debug, Default)]
pub struct Workbook {
    /// The sheets that were asked for.
    pub sheets: Vec<Sheet>,
    /// The names of all its sheets.
    pub sheet_names: Vec<String>,
    /// What else the file carries.
    pub baggage: Baggage,
}

/// What a workbook carries beside its sheets, none of which is ever run or followed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baggage {
    /// Whether there are macros.
    pub macros: bool,
    /// The files that its formulas refer to, as written.
    pub external_links: Vec<String>,
    /// The ending that its content asks of its name, where the name has another: `xlsx` for a workbook named `.xls`.
    pub other_ending: Option<&'static str>,
}

/// One sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// File and name.
    pub place: SheetPlace,
    /// The filled cells, by row and then by column, no cell twice.
    pub cells: Vec<Cell>,
    /// The cells with a formula, in order; of an array formula its first cell. CSV tells of none.
    pub formulas: Vec<CellRef>,
    /// Merged areas.
    pub merged: Vec<Area>,
    /// What of it Excel does not show.
    pub hidden: Hidden,
}

/// What is hidden of a sheet. Ranges are of rows or columns from 0, both ends included, in order, none touching another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// The sheet itself.
    pub sheet: bool,
    /// Rows, by hand or by a filter.
    pub rows: Vec<(u32, u32)>,
    /// Columns.
    pub columns: Vec<(u32, u32)>,
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
        value: ShortDecimal,
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

/// What [`Content::Fault`] says of a formula without a stored value: the workbook was never calculated.
pub const UNVALUED: &str = "fórmula sin valor";

/// Says by its name whether a sheet is to be read.
type Wanted<'a> = dyn Fn(&str) -> bool + Sync + 'a;

/// Reads a file's sheets for which `wanted` is true; a CSV file's one sheet has an empty name.
///
/// `file` is the path to show, and its extension decides only whether plain text is taken for CSV. What cannot be read
/// is told in diagnostics that name the file: then there is no workbook. No file ends the run: a panic of a reading
/// library comes back as a damaged workbook.
pub fn read(
    file: &str,
    bytes: &[u8],
    wanted: &(dyn Fn(&str) -> bool + Sync),
    limits: &Limits,
) -> (Option<Workbook>, Vec<Diagnostic>) {
    let read = catch_unwind(AssertUnwindSafe(|| read_kind(file, bytes, wanted, limits)));
    match read.unwrap_or_else(|_| Err(refusal::damaged("su contenido no se puede interpretar"))) {
        Ok(workbook) => (Some(workbook), Vec::new()),
        Err(refusal) => (None, vec![refusal.in_file(file)]),
    }
}

/// Bytes that reading a file may have to go through, as far as its headers tell: what a run may read side by side depends
/// on it. Text in columns takes several times its size once it is cells.
pub fn weight(bytes: &[u8], limits: &Limits) -> usize {
    if kind::is_zip(bytes) {
        package::declared_bytes(bytes, limits.entries).unwrap_or(bytes.len())
    } else {
        bytes.len().saturating_mul(TEXT_WEIGHT)
    }
}

/// A field of two letters and its mark become a cell of 32 bytes and a text.
const TEXT_WEIGHT: usize = 8;

fn read_kind(file: &str, bytes: &[u8], wanted: &Wanted<'_>, limits: &Limits) -> Result<Workbook, Refusal> {
    if bytes.len() > limits.file_bytes {
        let (found, limit) = (refusal::size(bytes.len()), refusal::size(limits.file_bytes));
        return Err(refusal::over_limit(limits::FILE, format!("el archivo pesa {found} y el límite es {limit}")));
    }
    let kind = kind::of(file, bytes, limits)?;
    let endings = kind.endings();
    let mut workbook = match kind {
        Kind::Xlsx(package) => xlsx::read(file, package, wanted, limits)?,
        Kind::Csv => csv::read(file, bytes, limits)?,
        Kind::Xls => xls::read(file, bytes, wanted, limits)?,
        Kind::Ods(package) => ods::read(file, package, wanted, limits)?,
        Kind::Xlsb(package) => xlsb::read(file, package, wanted, limits)?,
    };
    check_filled(&workbook)?;
    for Sheet { hidden, .. } in &mut workbook.sheets {
        hidden.rows = hidden::joined(std::mem::take(&mut hidden.rows));
        hidden.columns = hidden::joined(std::mem::take(&mut hidden.columns));
    }
    workbook.baggage.other_ending = kind::other_ending(file, endings, workbook.baggage.macros);
    Ok(workbook)
}

/// Refuses a workbook without sheets, or all of whose sheets were read and hold nothing.
fn check_filled(workbook: &Workbook) -> Result<(), Refusal> {
    if workbook.sheet_names.is_empty() {
        return Err(refusal::empty("el libro no tiene ninguna hoja"));
    }
    let all_read = workbook.sheets.len() == workbook.sheet_names.len();
    if all_read && workbook.sheets.iter().all(|sheet| sheet.cells.is_empty()) {
        return Err(refusal::empty("el libro no tiene datos en ninguna de sus hojas"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
