//! Excel 2007 workbooks: the package is checked here, and calamine streams the cells out of a clean copy of it.
//!
//! Known gaps, as calamine's stream does not give them: of two cells at one place
//! only the first is kept; the blanks at the ends of a text that does not ask for them (`xml:space`) are dropped; a
//! number has the digits of its double, not those that are written; one cell of a kind that calamine does not know
//! refuses the whole book.

mod book;
mod sheet;
mod styles;

use std::io::Cursor;

use calamine::{Reader, Xlsx, XlsxError};

use self::book::Book;
use super::content::Gatherer;
use super::limits::Limits;
use super::package::{Package, Packed};
use super::refusal::{self, Refusal};
use super::{Content, Hidden, Sheet, Wanted, Workbook};
use crate::cell::SheetPlace;

/// Reads the wanted sheets.
pub(super) fn read(
    file: &str,
    mut package: Package<'_>,
    wanted: &Wanted<'_>,
    limits: &Limits,
) -> Result<Workbook, Refusal> {
    let book = Book::read(&mut package, limits)?;
    let mut packed = Packed::new();
    book.pack_common(&mut package, &mut packed, limits)?;
    let mut chosen = Vec::new();
    for (index, entry) in book.sheets.iter().enumerate().filter(|(_, entry)| wanted(&entry.name)) {
        let place = SheetPlace { file: file.into(), sheet: entry.name.as_str().into() };
        let mut sheet = Sheet { place, ..Sheet::default() };
        let mut unvalued = None;
        if let Some(path) = &entry.path {
            let checked = sheet::check(package.needed(path)?, &entry.name, limits)?;
            packed.add(&book::sheet_path(index), &checked.bytes)?;
            sheet.merged = checked.merged;
            sheet.formulas = checked.formulas;
            sheet.hidden = Hidden { sheet: entry.hidden, ..checked.hidden };
            unvalued = Some(checked.unvalued);
        }
        chosen.push((index, unvalued, sheet));
    }
    let mut reader = open(packed)?;
    let mut gatherer = Gatherer::new(limits, book.is_1904);
    for (index, unvalued, sheet) in &mut chosen {
        let Some(unvalued) = unvalued else { continue };
        stream(&mut reader, *index, &sheet.place.sheet, &mut gatherer)?;
        for at in unvalued {
            let content = Content::Fault("fórmula sin valor".into());
            gatherer.content(&sheet.place.sheet, (at.row, at.column), content)?;
        }
        sheet.cells = gatherer.take_sheet();
    }
    let sheets = chosen.into_iter().map(|(_, _, sheet)| sheet).collect();
    let sheet_names = book.sheets.into_iter().map(|entry| entry.name).collect();
    Ok(Workbook { sheets, sheet_names, baggage: book.baggage })
}

fn open(packed: Packed) -> Result<Xlsx<Cursor<Vec<u8>>>, Refusal> {
    Xlsx::new(packed.finish()?).map_err(|_: XlsxError| refusal::damaged("sus textos o sus estilos no se pueden leer"))
}

fn stream(
    reader: &mut Xlsx<Cursor<Vec<u8>>>,
    index: usize,
    name: &str,
    gatherer: &mut Gatherer<'_>,
) -> Result<(), Refusal> {
    let bad = |_: XlsxError| refusal::bad_sheet(name);
    let mut cells = reader.worksheet_cells_reader(&book::sheet_name(index)).map_err(bad)?;
    let percents: Vec<bool> = cells.styles().iter().map(styles::is_percent).collect();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(bad)? {
        let percent = percents.get(style).copied().unwrap_or(false);
        gatherer.value(name, cell.get_position(), cell.get_value().clone(), percent)?;
    }
    Ok(())
}
