//! Excel 97–2003 workbooks (BIFF8), read here: calamine's reader takes memory for whatever a file declares.
//!
//! Known gaps: books of Excel 95 and earlier are refused; hidden rows are not told from others.

mod records;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::records::{Record, records};
use super::bytes::{f64_at, u16_at, u32_at, usize_at};
use super::content::{self, Gatherer};
use super::format::{self, Shown};
use super::limits::Limits;
use super::refusal::{self, Refusal};
use super::{Content, Sheet, Wanted, Workbook, cfb};
use crate::cell::{Area, CellRef, SheetPlace};
use crate::decimal::Decimal;

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const BIFF8: u16 = 0x0600;
/// The kind of part that holds cells; others are charts and macros.
const WORKSHEET: u16 = 0x0010;

/// Reads the wanted sheets.
pub(super) fn read(file: &str, bytes: &[u8], wanted: &Wanted<'_>, limits: &Limits) -> Result<Workbook, Refusal> {
    let stream = cfb::stream(bytes, &["Workbook", "Book"]);
    let stream = stream.ok_or_else(|| refusal::damaged("sus sectores no se encadenan"))?;
    let book = Book::read(&stream, limits)?;
    if book.sheets.len() > limits.sheets {
        return Err(refusal::too_many("hojas", Some(book.sheets.len()), limits.sheets));
    }
    let mut gatherer = Gatherer::new(limits, book.is_1904);
    let mut sheets = Vec::new();
    for (name, start) in book.sheets.iter().filter(|(name, _)| wanted(name)) {
        let part = stream.get(*start..).ok_or_else(|| refusal::bad_sheet(name))?;
        let merged = book.read_sheet(name, part, &mut gatherer, limits)?;
        let place = SheetPlace { file: file.into(), sheet: name.as_str().into() };
        sheets.push(Sheet { place, cells: gatherer.take_sheet(), merged });
    }
    Ok(Workbook { sheets, sheet_names: book.sheets.into_iter().map(|(name, _)| name).collect() })
}

/// What the first part of the stream says for all sheets.
#[derive(Default)]
struct Book {
    is_1904: bool,
    texts: Vec<Arc<str>>,
    /// The texts of number formats by their numbers.
    formats: BTreeMap<u16, Shown>,
    /// Of each cell format, the number of its number format.
    cell_formats: Vec<u16>,
    /// Names, and where their parts begin in the stream.
    sheets: Vec<(String, usize)>,
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
                _ => {
                    book.take(&record).ok_or_else(|| refusal::damaged("su tabla de hojas y textos está mal formada"))?
                }
            }
            if book.texts.len() > limits.cells {
                return Err(refusal::too_many("textos distintos", None, limits.cells));
            }
        }
        Err(cut_short())
    }

    fn take(&mut self, record: &Record<'_>) -> Option<()> {
        match record.kind {
            0x0022 => self.is_1904 = u16_at(record.data, 0)? == 1,
            0x041E => {
                let text = record.segments(2).text()?;
                self.formats.insert(u16_at(record.data, 0)?, format::of_text(&text));
            }
            0x00E0 => self.cell_formats.push(u16_at(record.data, 2)?),
            0x0085 => {
                let count = usize::from(*record.data.get(6)?);
                self.sheets.push((record.segments(7).text_of(count)?, usize_at(record.data, 0)?));
            }
            0x00FC => {
                let mut segments = record.segments(8);
                // The count may lie; the bytes end either way.
                for _ in 0..usize_at(record.data, 4)? {
                    self.texts.push(segments.text()?.into());
                }
            }
            _ => {}
        }
        Some(())
    }

    fn shown(&self, cell_format: u16) -> Shown {
        let number = self.cell_formats.get(usize::from(cell_format)).copied().unwrap_or_default();
        self.formats.get(&number).copied().unwrap_or_else(|| format::of_builtin(number))
    }

    /// Gathers a sheet's cells and gives its merged areas. Charts within the sheet have records like cells: they are
    /// passed over.
    fn read_sheet(
        &self,
        name: &str,
        part: &[u8],
        gatherer: &mut Gatherer<'_>,
        limits: &Limits,
    ) -> Result<Vec<Area>, Refusal> {
        let mut merged = Vec::new();
        let mut depth = 0_usize;
        let mut awaiting = None;
        for record in records(part) {
            let record = record.ok_or_else(cut_short)?;
            match record.kind {
                BOF if depth == 0 && u16_at(record.data, 2) != Some(WORKSHEET) => return Ok(merged),
                BOF => depth += 1,
                EOF if depth <= 1 => return Ok(merged),
                EOF => depth -= 1,
                _ if depth != 1 => {}
                0x00E5 => merged.extend(areas(record.data).ok_or_else(|| refusal::bad_sheet(name))?),
                _ => {
                    let cells = self.cells(&record, &mut awaiting).ok_or_else(|| refusal::bad_sheet(name))?;
                    for (at, content) in cells {
                        gatherer.content(name, at, content)?;
                    }
                }
            }
            if merged.len() > limits.merged {
                return Err(refusal::too_many("celdas combinadas en una hoja", None, limits.merged));
            }
        }
        Err(cut_short())
    }

    /// The cells of a record. A formula's text comes in a record of its own: `awaiting` is the cell that it is for.
    fn cells(&self, record: &Record<'_>, awaiting: &mut Option<(u32, u32)>) -> Option<Vec<((u32, u32), Content)>> {
        let data = record.data;
        let content = match record.kind {
            0x0203 => Some(self.number(f64_at(data, 6)?, u16_at(data, 4)?)),
            0x027E => Some(self.compressed(u32_at(data, 6)?, u16_at(data, 4)?)?),
            0x00BD => return self.row_of_compressed(data),
            0x00FD => shared(self.texts.get(usize_at(data, 6)?)?),
            0x0204 | 0x00D6 => text(record.segments(6).text()?),
            0x0205 => Some(bool_or_error(*data.get(6)?, *data.get(7)? != 0)),
            0x0006 => match formula(data)? {
                Stored::Number(double) => Some(self.number(double, u16_at(data, 4)?)),
                Stored::Content(content) => Some(content),
                Stored::TextFollows => {
                    *awaiting = place(data);
                    None
                }
                Stored::Empty => None,
            },
            0x0207 => {
                let content = text(record.segments(0).text()?);
                return Some(awaiting.take().zip(content).into_iter().collect());
            }
            _ => None,
        };
        content.map_or_else(|| Some(Vec::new()), |content| Some(vec![(place(data)?, content)]))
    }

    fn number(&self, double: f64, cell_format: u16) -> Content {
        match self.shown(cell_format) {
            Shown::Date => content::date(double, self.is_1904),
            shown => content::number(double, shown == Shown::Percent),
        }
    }

    /// An RK number: 30 bits of a double or of a whole number, perhaps in hundredths.
    fn compressed(&self, rk: u32, cell_format: u16) -> Option<Content> {
        let value = if rk & 2 != 0 {
            Decimal::from(i64::from(i32::from_le_bytes(rk.to_le_bytes()) >> 2))
        } else {
            let double = f64::from_bits(u64::from(rk & !3) << 32);
            match Decimal::from_double(double) {
                Some(value) => value,
                None => return Some(content::number(double, false)),
            }
        };
        let value = if rk & 1 != 0 { value.times(Decimal::new(1, 2))? } else { value };
        Some(match self.shown(cell_format) {
            Shown::Date => content::date_of(value, self.is_1904),
            shown => Content::Number { value, percent: shown == Shown::Percent },
        })
    }

    fn row_of_compressed(&self, data: &[u8]) -> Option<Vec<((u32, u32), Content)>> {
        let (row, first) = place(data)?;
        let numbers = data.get(4..data.len().checked_sub(2)?)?.chunks_exact(6);
        let cell = |(column, number): (u32, &[u8])| {
            Some(((row, column), self.compressed(u32_at(number, 2)?, u16_at(number, 0)?)?))
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
        1 => Stored::Content(bool_or_error(value, false)),
        2 => Stored::Content(bool_or_error(value, true)),
        _ => Stored::Empty,
    })
}

fn bool_or_error(value: u8, is_error: bool) -> Content {
    if !is_error {
        return Content::Bool(value != 0);
    }
    let text = match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#ERROR!",
    };
    Content::Fault(text.into())
}

/// Row and column, with which every cell's record begins.
fn place(data: &[u8]) -> Option<(u32, u32)> {
    Some((u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?)))
}

fn shared(text: &Arc<str>) -> Option<Content> {
    if text.is_empty() { None } else { Some(Content::Text(Arc::clone(text))) }
}

fn text(text: String) -> Option<Content> {
    if text.is_empty() { None } else { Some(Content::Text(text.into())) }
}

fn areas(data: &[u8]) -> Option<Vec<Area>> {
    let corner = |area: &[u8], row, column| {
        Some(CellRef { row: u32::from(u16_at(area, row)?), column: u32::from(u16_at(area, column)?) })
    };
    let area = |area: &[u8]| Some(Area { first: corner(area, 0, 4)?, last: corner(area, 2, 6)? });
    data.get(2..)?.chunks_exact(8).take(usize::from(u16_at(data, 0)?)).map(area).collect()
}

fn cut_short() -> Refusal {
    refusal::damaged("termina antes de tiempo")
}

#[cfg(test)]
mod tests;
