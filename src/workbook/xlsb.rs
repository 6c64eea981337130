//! Excel's binary workbooks in a zip (MS-XLSB), read here like the older ones.
//!
//! Known gaps: links to other files are not told; a row that is hidden only as the sheet's own rule (`zeroHeight`) is not.

use std::sync::Arc;

use super::bytes::{f64_at, u16_at, u32_at, usize_at, utf_16};
use super::content::Gatherer;
use super::limits::Limits;
use super::package::Package;
use super::refusal::{self, Refusal};
use super::relations;
use super::stored::{self, CellFormats};
use super::{Baggage, Content, Hidden, Sheet, Wanted, Workbook, hidden};
use crate::cell::{Area, CellRef, MAX_COLUMNS, MAX_ROWS, SheetPlace};

const BOOK: &str = "xl/workbook.bin";

/// Reads the wanted sheets.
pub(super) fn read(
    file: &str,
    mut package: Package<'_>,
    wanted: &Wanted<'_>,
    limits: &Limits,
) -> Result<Workbook, Refusal> {
    let relations = relations::read(&mut package, "xl/_rels/workbook.bin.rels", "xl", limits)?;
    let mut book = Book::default();
    let table = package.needed(BOOK)?;
    let read = each_record(&table, BOOK, |kind, data| {
        book.take_table(kind, data).filter(|()| book.sheets.len() <= limits.sheets)
    });
    if book.sheets.len() > limits.sheets {
        return Err(refusal::too_many("hojas", None, limits.sheets));
    }
    read?;
    for relation in relations.values() {
        book.take_shared(&mut package, &relation.kind, &relation.path, limits)?;
    }
    let mut gatherer = Gatherer::new(limits);
    let mut sheets = Vec::new();
    for (name, id, hidden) in book.sheets.iter().filter(|(name, ..)| wanted(name)) {
        let relation = relations.get(id).ok_or_else(|| refusal::bad_part(BOOK))?;
        let hidden = Hidden { sheet: *hidden, ..Hidden::default() };
        let mut rows = Rows { book: &book, sheet: name, row: 0, merged: Vec::new(), hidden, limits };
        if relation.kind == "worksheet" {
            let part = package.needed(&relation.path)?;
            rows.read(&part, &mut gatherer)?;
        }
        let place = SheetPlace { file: file.into(), sheet: name.as_str().into() };
        sheets.push(Sheet {
            place,
            cells: gatherer.take_sheet(),
            formulas: gatherer.take_formulas(),
            merged: rows.merged,
            hidden: rows.hidden,
        });
    }
    let sheet_names = book.sheets.into_iter().map(|(name, ..)| name).collect();
    let macros = relations.values().any(|relation| relation.kind == "vbaProject");
    Ok(Workbook { sheets, sheet_names, baggage: Baggage { macros, ..Baggage::default() } })
}

/// Names of sheets with their relations, cell formats and shared texts.
#[derive(Default)]
struct Book {
    /// Names, relations, and whether Excel does not show them.
    sheets: Vec<(String, String, bool)>,
    formats: CellFormats,
    texts: Vec<Arc<str>>,
    in_cell_formats: bool,
}

impl Book {
    fn take_table(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        match kind {
            0x0099 => self.formats.is_1904 = data.first()? & 1 != 0,
            // A sheet without a part of its own: a hidden one of macros.
            0x009C if u32_at(data, 8)? == u32::MAX => {}
            0x009C => {
                let (id, after) = wide_text(data.get(8..)?)?;
                let (name, _) = wide_text(after)?;
                self.sheets.push((name, id, u32_at(data, 0)? != 0));
            }
            _ => {}
        }
        Some(())
    }

    /// Reads the part of a relation, if it is one that all sheets share.
    fn take_shared(
        &mut self,
        package: &mut Package<'_>,
        kind: &str,
        path: &str,
        limits: &Limits,
    ) -> Result<(), Refusal> {
        let take = match kind {
            "styles" => Book::take_style,
            "sharedStrings" => Book::take_text,
            _ => return Ok(()),
        };
        let part = package.part(path)?.unwrap_or_default();
        let read =
            each_record(&part, path, |kind, data| take(self, kind, data).filter(|()| self.texts.len() <= limits.cells));
        if self.texts.len() > limits.cells {
            return Err(refusal::too_many("textos distintos", None, limits.cells));
        }
        read
    }

    fn take_style(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        match kind {
            0x002C => self.formats.name(u16_at(data, 0)?, &wide_text(data.get(2..)?)?.0),
            0x0269 => self.in_cell_formats = true,
            0x026A => self.in_cell_formats = false,
            0x002F if self.in_cell_formats => self.formats.push(u16_at(data, 2)?),
            _ => {}
        }
        Some(())
    }

    fn take_text(&mut self, kind: u16, data: &[u8]) -> Option<()> {
        if kind == 0x0013 {
            self.texts.push(wide_text(data.get(1..)?)?.0.into());
        }
        Some(())
    }
}

/// The rows of a sheet.
struct Rows<'a> {
    book: &'a Book,
    sheet: &'a str,
    row: u32,
    merged: Vec<Area>,
    hidden: Hidden,
    limits: &'a Limits,
}

impl Rows<'_> {
    fn read(&mut self, part: &[u8], gatherer: &mut Gatherer<'_>) -> Result<(), Refusal> {
        let bad = || refusal::bad_sheet(self.sheet);
        for record in records(part) {
            let (kind, data) = record.ok_or_else(bad)?;
            match kind {
                0x0000 => {
                    self.row = u32_at(data, 0).ok_or_else(bad)?;
                    if data.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                        hidden::push(&mut self.hidden.rows, (self.row, self.row));
                    }
                }
                0x003C => _ = self.columns(data),
                0x00B0 => self.merged.push(self.area(data)?),
                _ => {
                    if let Some(content) = self.content(kind, data).ok_or_else(bad)? {
                        let column = u32_at(data, 0).ok_or_else(bad)?;
                        gatherer.content(self.sheet, (self.row, column), content)?;
                        if matches!(kind, 0x0008..=0x000B) {
                            gatherer.formula((self.row, column));
                        }
                    }
                }
            }
            if self.merged.len() > self.limits.merged {
                return Err(refusal::too_many(refusal::MERGED, None, self.limits.merged));
            }
        }
        Ok(())
    }

    /// A cell's content: `Some(None)` for an empty one and for records that are no cells.
    fn content(&self, kind: u16, data: &[u8]) -> Option<Option<Content>> {
        let formats = &self.book.formats;
        let format = || Some(usize_at(data, 4)? & 0x00FF_FFFF);
        Some(match kind {
            0x0002 => Some(formats.compressed(u32_at(data, 8)?, format()?)?),
            0x0003 | 0x000B => Some(stored::bool_or_error(*data.get(8)?, true)),
            0x0004 | 0x000A => Some(stored::bool_or_error(*data.get(8)?, false)),
            0x0005 | 0x0009 => Some(formats.number(f64_at(data, 8)?, format()?)),
            0x0006 | 0x0008 => stored::text(wide_text(data.get(8..)?)?.0),
            0x0007 => stored::shared(self.book.texts.get(usize_at(data, 8)?)?),
            _ => None,
        })
    }

    fn columns(&mut self, data: &[u8]) -> Option<()> {
        if u16_at(data, 16)? & 1 != 0 {
            hidden::push(&mut self.hidden.columns, (u32_at(data, 0)?, u32_at(data, 4)?.min(MAX_COLUMNS - 1)));
        }
        Some(())
    }

    fn area(&self, data: &[u8]) -> Result<Area, Refusal> {
        let corner = |row, column| Some(CellRef { row: u32_at(data, row)?, column: u32_at(data, column)? });
        let corners = corner(0, 8).zip(corner(4, 12)).ok_or_else(|| refusal::bad_sheet(self.sheet))?;
        let (first, last) = corners;
        if last.row >= MAX_ROWS || last.column >= MAX_COLUMNS || first.row > last.row || first.column > last.column {
            return Err(refusal::outside_grid(self.sheet, &format!("{first}:{last}")));
        }
        Ok(Area { first, last })
    }
}

/// Gives each record of a part to `take`, which says with `None` that it cannot be read.
fn each_record(part: &[u8], name: &str, mut take: impl FnMut(u16, &[u8]) -> Option<()>) -> Result<(), Refusal> {
    for record in records(part) {
        record.and_then(|(kind, data)| take(kind, data)).ok_or_else(|| refusal::bad_part(name))?;
    }
    Ok(())
}

/// The records of a part; `None` in place of one that is cut short, which is the last.
fn records(part: &[u8]) -> impl Iterator<Item = Option<(u16, &[u8])>> {
    let mut rest = part;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let record = take_record(rest);
        rest = record.map_or(&[], |(_, _, after)| after);
        Some(record.map(|(kind, data, _)| (kind, data)))
    })
}

fn take_record(rest: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let (kind, rest) = sevens(rest, 2)?;
    let (length, rest) = sevens(rest, 4)?;
    let (data, after) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    Some((u16::try_from(kind).ok()?, data, after))
}

/// A number in bytes of seven bits, the lowest first; the eighth bit says that one more follows, up to `most` bytes.
fn sevens(bytes: &[u8], most: usize) -> Option<(u32, &[u8])> {
    let mut number = 0;
    for index in 0..most {
        let byte = u32::from(*bytes.get(index)?);
        number |= (byte & 0x7F) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(index + 1..)?));
        }
    }
    Some((number, bytes.get(most..)?))
}

/// A text with its length in UTF-16 units before it, and what follows it.
fn wide_text(data: &[u8]) -> Option<(String, &[u8])> {
    let count = usize_at(data, 0)?;
    let (text, after) = data.get(4..)?.split_at_checked(count.checked_mul(2)?)?;
    Some((utf_16(text), after))
}

#[cfg(test)]
mod tests;
