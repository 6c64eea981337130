//! Excel 97–2003 workbooks (BIFF8). What a file declares of its size is not believed: cells are taken as they come.
//!
//! Known gaps: books of Excel 95 and earlier are refused; links to other files are not told; a row that is hidden only as
//! the sheet's own rule (`zeroHeight`) is not.

mod records;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::records::{Record, records};
use super::bytes::{f64_at, u16_at, u32_at, usize_at};
use super::content::Gatherer;
use super::limits::Limits;
use super::refusal::{self, Refusal};
use super::stored::{self, CellFormats};
use super::{Baggage, Content, Hidden, Sheet, Wanted, Workbook, cfb, hidden, kind};
use crate::cell::{Area, CellRef, MAX_COLUMNS, SheetPlace};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FORMULA: u16 = 0x0006;
const BIFF8: u16 = 0x0600;
/// The kind of part that holds cells; others are charts and macros.
const WORKSHEET: u16 = 0x0010;

/// Reads the wanted sheets.
pub(super) fn read(file: &str, bytes: &[u8], wanted: &Wanted<'_>, limits: &Limits) -> Result<Workbook, Refusal> {
    let stream = cfb::stream(bytes, &["Workbook", "Book"]);
    let stream = stream.ok_or_else(|| refusal::damaged("sus sectores no se encadenan"))?;
    let book = Book::read(&stream, limits)?;
    let starts = starts(&book.sheets)?;
    let mut gatherer = Gatherer::new(limits);
    let mut sheets = Vec::new();
    for (name, start, hidden) in book.sheets.iter().filter(|(name, ..)| wanted(name)) {
        let end = starts.range(start + 1..).next().copied().unwrap_or(stream.len());
        let part = stream.get(*start..end).ok_or_else(|| refusal::bad_sheet(name))?;
        let Layout { merged, hidden } = book.read_sheet((name, *hidden), part, &mut gatherer, limits)?;
        let place = SheetPlace { file: file.into(), sheet: name.as_str().into() };
        let (cells, formulas) = (gatherer.take_sheet(), gatherer.take_formulas());
        sheets.push(Sheet { place, cells, formulas, merged, hidden });
    }
    let sheet_names = book.sheets.into_iter().map(|(name, ..)| name).collect();
    let macros = kind::names_stream(bytes, "_VBA_PROJECT_CUR");
    Ok(Workbook { sheets, sheet_names, baggage: Baggage { macros, ..Baggage::default() } })
}

/// Where the sheets begin. Each ends where the next begins, so that no byte is read twice, however many names begin at it.
fn starts(sheets: &[(String, usize, bool)]) -> Result<BTreeSet<usize>, Refusal> {
    let starts: BTreeSet<usize> = sheets.iter().map(|(_, start, _)| *start).collect();
    if starts.len() == sheets.len() { Ok(starts) } else { Err(refusal::damaged("dos de sus hojas son la misma")) }
}

fn bad_table() -> Refusal {
    refusal::damaged("su tabla de hojas y textos está mal formada")
}

/// What the first part of the stream says for all sheets.
#[derive(Default)]
struct Book {
    formats: CellFormats,
    texts: Vec<Arc<str>>,
    /// Names, where their parts begin in the stream, and whether Excel does not show them.
    sheets: Vec<(String, usize, bool)>,
}

/// What a sheet says beside its cells.
#[derive(Default)]
struct Layout {
    merged: Vec<Area>,
    hidden: Hidden,
}

impl Layout {
    /// Takes a record that is no cell's; `None` where it cannot be read.
    fn take(&mut self, record: &Record<'_>) -> Option<()> {
        let data = record.data;
        match record.kind {
            0x00E5 => self.merged.extend(areas(data)?),
            0x0208 if u16_at(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                let row = u32::from(u16_at(data, 0)?);
                hidden::push(&mut self.hidden.rows, (row, row));
            }
            0x007D if u16_at(data, 8).is_some_and(|flags| flags & 1 != 0) => {
                let (first, last) = (u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?));
                hidden::push(&mut self.hidden.columns, (first, last));
            }
            _ => {}
        }
        Some(())
    }
}

impl Book {
    fn read(stream: &[u8], limits: &Limits) -> Result<Self, Refusal> {
        let mut book = Book::default();
        for (index, record) in records(stream).enumerate() {
            let record = record.ok_or_else(cut_short)?;
            match record.kind {
                BOF if index == 0 && u16_at(record.data, 0) != Some(BIFF8) => {
                    return Err(refusal::not_a_workbook("es de una versión de Excel anterior a la de 1997"));
                }
                0x002F => return Err(refusal::encrypted()),
                EOF => return Ok(book),
                0x00FC => book.take_texts(&record, limits)?,
                _ => book.take(&record).ok_or_else(bad_table)?,
            }
            if book.sheets.len() > limits.sheets {
                return Err(refusal::too_many("hojas", None, limits.sheets));
            }
        }
        Err(cut_short())
    }

    fn take(&mut self, record: &Record<'_>) -> Option<()> {
        match record.kind {
            0x0022 => self.formats.is_1904 = u16_at(record.data, 0)? == 1,
            0x041E => {
                let text = record.segments(2).text()?;
                self.formats.name(u16_at(record.data, 0)?, &text);
            }
            0x00E0 => self.formats.push(u16_at(record.data, 2)?),
            0x0085 => {
                let count = usize::from(*record.data.get(6)?);
                let is_hidden = *record.data.get(4)? & 3 != 0;
                self.sheets.push((record.segments(7).text_of(count)?, usize_at(record.data, 0)?, is_hidden));
            }
            _ => {}
        }
        Some(())
    }

    /// Takes the shared texts. Their count may lie; the bytes end either way.
    fn take_texts(&mut self, record: &Record<'_>, limits: &Limits) -> Result<(), Refusal> {
        let mut segments = record.segments(8);
        for _ in 0..usize_at(record.data, 4).ok_or_else(bad_table)? {
            self.texts.push(segments.text().ok_or_else(bad_table)?.into());
            if self.texts.len() > limits.cells {
                return Err(refusal::too_many("textos distintos", None, limits.cells));
            }
        }
        Ok(())
    }

    /// Gathers a sheet's cells and gives what else it says. Charts within the sheet have records like cells: they are
    /// passed over.
    fn read_sheet(
        &self,
        (name, is_hidden): (&str, bool),
        part: &[u8],
        gatherer: &mut Gatherer<'_>,
        limits: &Limits,
    ) -> Result<Layout, Refusal> {
        let mut layout = Layout::default();
        layout.hidden.sheet = is_hidden;
        let mut depth = 0_usize;
        let mut awaiting = None;
        for record in records(part) {
            let record = record.ok_or_else(cut_short)?;
            match record.kind {
                BOF if depth == 0 && u16_at(record.data, 2) != Some(WORKSHEET) => return Ok(layout),
                BOF => depth += 1,
                EOF if depth <= 1 => return Ok(layout),
                EOF => depth -= 1,
                _ if depth != 1 => {}
                0x00E5 | 0x0208 | 0x007D => layout.take(&record).ok_or_else(|| refusal::bad_sheet(name))?,
                _ => {
                    if record.kind == FORMULA {
                        gatherer.formula(place(record.data).ok_or_else(|| refusal::bad_sheet(name))?);
                    }
                    let cells = self.cells(&record, &mut awaiting).ok_or_else(|| refusal::bad_sheet(name))?;
                    for (at, content) in cells {
                        gatherer.content(name, at, content)?;
                    }
                }
            }
            if layout.merged.len() > limits.merged {
                return Err(refusal::too_many(refusal::MERGED, None, limits.merged));
            }
        }
        Err(cut_short())
    }

    /// The cells of a record. A formula's text comes in a record of its own: `awaiting` is the cell that it is for.
    fn cells(&self, record: &Record<'_>, awaiting: &mut Option<(u32, u32)>) -> Option<Vec<((u32, u32), Content)>> {
        let data = record.data;
        let content = match record.kind {
            0x0203 => Some(self.formats.number(f64_at(data, 6)?, format_of(data)?)),
            0x027E => Some(self.formats.compressed(u32_at(data, 6)?, format_of(data)?)?),
            0x00BD => return self.row_of_compressed(data),
            0x00FD => stored::shared(self.texts.get(usize_at(data, 6)?)?),
            0x0204 | 0x00D6 => stored::text(record.segments(6).text()?),
            0x0205 => Some(stored::bool_or_error(*data.get(6)?, *data.get(7)? != 0)),
            FORMULA => match formula(data)? {
                Stored::Number(double) => Some(self.formats.number(double, format_of(data)?)),
                Stored::Content(content) => Some(content),
                Stored::TextFollows => {
                    *awaiting = place(data);
                    None
                }
                Stored::Empty => None,
            },
            0x0207 => {
                let content = stored::text(record.segments(0).text()?);
                return Some(awaiting.take().zip(content).into_iter().collect());
            }
            _ => None,
        };
        content.map_or_else(|| Some(Vec::new()), |content| Some(vec![(place(data)?, content)]))
    }

    fn row_of_compressed(&self, data: &[u8]) -> Option<Vec<((u32, u32), Content)>> {
        let (row, first) = place(data)?;
        let numbers = data.get(4..data.len().checked_sub(2)?)?.chunks_exact(6);
        let cell = |(column, number): (u32, &[u8])| {
            Some(((row, column), self.formats.compressed(u32_at(number, 2)?, usize::from(u16_at(number, 0)?))?))
        };
        (first..).zip(numbers).map(cell).collect()
    }
}

/// A formula's stored value.
enum Stored {
    Number(f64),
    Content(Content),
    TextFollows,
    Empty,
}

fn formula(data: &[u8]) -> Option<Stored> {
    if u16_at(data, 12)? != 0xFFFF {
        return Some(Stored::Number(f64_at(data, 6)?));
    }
    let value = *data.get(8)?;
    Some(match *data.get(6)? {
        0 => Stored::TextFollows,
        1 => Stored::Content(stored::bool_or_error(value, false)),
        2 => Stored::Content(stored::bool_or_error(value, true)),
        _ => Stored::Empty,
    })
}

/// Row and column, with which every cell's record begins.
fn place(data: &[u8]) -> Option<(u32, u32)> {
    Some((u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?)))
}

/// The cell's format, which follows its place.
fn format_of(data: &[u8]) -> Option<usize> {
    u16_at(data, 4).map(usize::from)
}

fn areas(data: &[u8]) -> Option<Vec<Area>> {
    let bounds = |area: &[u8], at| {
        let (one, other) = (u32::from(u16_at(area, at)?), u32::from(u16_at(area, at + 2)?));
        Some((one.min(other), one.max(other)))
    };
    let area = |area: &[u8]| {
        let ((top, bottom), (left, right)) = (bounds(area, 0)?, bounds(area, 4)?);
        let area = Area { first: CellRef { row: top, column: left }, last: CellRef { row: bottom, column: right } };
        (right < MAX_COLUMNS).then_some(area)
    };
    data.get(2..)?.chunks_exact(8).take(usize::from(u16_at(data, 0)?)).map(area).collect()
}

fn cut_short() -> Refusal {
    refusal::damaged("termina antes de tiempo")
}

#[cfg(test)]
mod tests;
