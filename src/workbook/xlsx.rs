//! Excel 2007 workbooks, with macros or without: each part that is needed is inflated and read in one pass.
//!
//! Not read: what a cell looks like, beyond whether its format shows a date or a percentage; comments, drawings and
//! validations; the readings of Japanese texts. A formula is never calculated: its stored value is what counts.

mod areas;
mod book;
mod cells;
mod plain;
mod styles;
mod texts;
mod value;

use self::book::Book;
use self::cells::CellReader;
use self::value::Values;
use super::content::Gatherer;
use super::limits::Limits;
use super::package::Package;
use super::refusal::Refusal;
use super::{Sheet, Wanted, Workbook};
use crate::cell::SheetPlace;

/// Reads the wanted sheets.
pub(super) fn read(
    file: &str,
    mut package: Package<'_>,
    wanted: &Wanted<'_>,
    limits: &Limits,
) -> Result<Workbook, Refusal> {
    let book = Book::read(&mut package, limits)?;
    let formats = styles::read(&mut package, book.styles.as_deref(), book.is_1904)?;
    let texts = texts::read(&mut package, book.strings.as_deref(), limits)?;
    let mut gatherer = Gatherer::new(limits);
    let mut sheets = Vec::new();
    for entry in book.sheets.iter().filter(|entry| wanted(&entry.name)) {
        let place = SheetPlace { file: file.into(), sheet: entry.name.as_str().into() };
        let mut sheet = Sheet { place, ..Sheet::default() };
        if let Some(path) = &entry.path {
            let values = Values { sheet: &entry.name, formats: &formats, texts: &texts };
            CellReader::new(values, limits).read(package.needed_stream(path)?, &mut sheet, &mut gatherer)?;
        }
        sheet.hidden.sheet = entry.hidden;
        sheets.push(sheet);
    }
    let sheet_names = book.sheets.into_iter().map(|entry| entry.name).collect();
    Ok(Workbook { sheets, sheet_names, baggage: book.baggage })
}
