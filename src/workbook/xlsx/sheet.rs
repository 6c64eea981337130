//! A sheet's part: its addresses are checked, its merged areas taken, and what calamine stumbles over is mended in place.

use std::ops::Range;

use crate::cell::{Area, CellRef, MAX_COLUMNS, MAX_ROWS};
use crate::workbook::Hidden;
use crate::workbook::limits::Limits;
use crate::workbook::refusal::{self, Refusal};
use crate::workbook::xml::{self, Tag};

/// A checked part.
pub(super) struct Checked {
    /// The part, safe for calamine.
    pub(super) bytes: Vec<u8>,
    /// Merged areas, as written.
    pub(super) merged: Vec<Area>,
    /// Cells with a formula, in order; those alone whose address is written.
    pub(super) formulas: Vec<CellRef>,
    /// Cells with a formula and without the value that it had: the book was never calculated. calamine gives them as empty.
    pub(super) unvalued: Vec<CellRef>,
    /// Hidden rows and columns.
    pub(super) hidden: Hidden,
}

/// Bytes to overwrite, found while the part is borrowed.
enum Mend {
    /// The declared extent: nothing needs it, and calamine takes it at its word.
    Blank(Range<usize>),
    /// The `e` of an error cell: calamine refuses the errors that Excel has gained since 2007, while the text of a cell
    /// of type `d` comes through as it is.
    ErrorType(usize),
}

/// Checks a sheet's part. `sheet` is its name, for messages.
pub(super) fn check(mut bytes: Vec<u8>, sheet: &str, limits: &Limits) -> Result<Checked, Refusal> {
    let malformed = |_| refusal::bad_sheet(sheet);
    let mut seen = Seen::new(sheet, limits);
    for tag in xml::tags(xml::text(&bytes).map_err(malformed)?) {
        seen.take(tag.map_err(malformed)?)?;
    }
    let Seen { merged, mends, unvalued, mut formulas, hidden, .. } = seen;
    formulas.sort_unstable();
    formulas.dedup();
    mends.into_iter().for_each(|mend| apply(&mut bytes, mend));
    Ok(Checked { bytes, merged, formulas, unvalued, hidden })
}

/// What has been seen of a part.
struct Seen<'a> {
    sheet: &'a str,
    limits: &'a Limits,
    merged: Vec<Area>,
    mends: Vec<Mend>,
    unvalued: Vec<CellRef>,
    formulas: Vec<CellRef>,
    hidden: Hidden,
    /// The cell being read, and whether it has a formula and no value so far.
    formula: Option<(CellRef, bool)>,
    /// Whether that cell is one of text.
    is_text: bool,
    /// Where its value starts in the part.
    value_starts: usize,
}

impl<'a> Seen<'a> {
    fn new(sheet: &'a str, limits: &'a Limits) -> Self {
        Seen {
            sheet,
            limits,
            merged: Vec::new(),
            mends: Vec::new(),
            unvalued: Vec::new(),
            formulas: Vec::new(),
            hidden: Hidden::default(),
            formula: None,
            is_text: false,
            value_starts: 0,
        }
    }

    fn take(&mut self, tag: Tag<'_>) -> Result<(), Refusal> {
        match tag.name {
            "c" if tag.closes => self.close_cell(),
            "c" => self.open_cell(&tag)?,
            "f" if !tag.closes => {
                self.formulas.extend(self.formula.map(|(at, _)| at));
                self.formula = self.formula.map(|(at, _)| (at, true));
            }
            "v" => self.value(&tag),
            "is" => self.formula = None,
            "row" if !tag.closes => self.row(&tag)?,
            "col" if !tag.closes && is_hidden(&tag) => {
                let bound = |name| tag.raw(name).and_then(|number| number.parse::<u32>().ok()?.checked_sub(1));
                let range = bound("min").zip(bound("max")).map(|(first, last)| (first, last.min(MAX_COLUMNS - 1)));
                range
                    .filter(|(first, last)| first <= last)
                    .into_iter()
                    .for_each(|range| push_range(&mut self.hidden.columns, range));
            }
            "dimension" => self.mends.push(Mend::Blank(tag.range)),
            "mergeCell" if !tag.closes => self.merge(&tag)?,
            _ => {}
        }
        Ok(())
    }

    fn row(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        check_row(tag, self.sheet)?;
        if let Some(row) = tag.raw("r").and_then(row_of).filter(|_| is_hidden(tag)) {
            push_range(&mut self.hidden.rows, (row, row));
        }
        Ok(())
    }

    fn open_cell(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        self.formula = None;
        self.is_text = tag.raw("t") == Some("str");
        if let Some(written) = tag.raw("r") {
            let at = address_of(written).ok_or_else(|| refusal::outside_grid(self.sheet, written))?;
            self.formula = Some((at, false));
        }
        let error = tag.place("t").filter(|(_, value)| *value == "e");
        self.mends.extend(error.map(|(at, _)| Mend::ErrorType(at)));
        Ok(())
    }

    /// A value counts if it holds anything; an empty one only in a cell of text, where a formula may well give "".
    fn value(&mut self, tag: &Tag<'_>) {
        match (tag.closes, tag.empty) {
            (false, false) => self.value_starts = tag.range.end,
            (true, _) if tag.range.start > self.value_starts => self.formula = None,
            _ if self.is_text => self.formula = None,
            _ => {}
        }
    }

    fn close_cell(&mut self) {
        if let Some((at, true)) = self.formula.take() {
            self.unvalued.push(at);
        }
    }

    fn merge(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        self.merged.extend(merged_area(tag, self.sheet)?);
        let limit = self.limits.merged;
        if self.merged.len() > limit { Err(refusal::too_many(refusal::MERGED, None, limit)) } else { Ok(()) }
    }
}

fn apply(bytes: &mut [u8], mend: Mend) {
    match mend {
        Mend::Blank(range) => bytes.get_mut(range).unwrap_or_default().fill(b' '),
        Mend::ErrorType(at) => bytes.get_mut(at..=at).unwrap_or_default().fill(b'd'),
    }
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.raw("hidden").is_some_and(|hidden| matches!(hidden, "1" | "true"))
}

/// Adds a range; one that follows the last is joined to it.
fn push_range(ranges: &mut Vec<(u32, u32)>, (first, last): (u32, u32)) {
    match ranges.last_mut() {
        Some((_, end)) if *end + 1 == first => *end = last,
        _ => ranges.push((first, last)),
    }
}

fn check_row(tag: &Tag<'_>, sheet: &str) -> Result<(), Refusal> {
    match tag.raw("r") {
        Some(row) if row_of(row).is_none() => Err(refusal::outside_grid(sheet, row)),
        _ => Ok(()),
    }
}

fn merged_area(tag: &Tag<'_>, sheet: &str) -> Result<Option<Area>, Refusal> {
    let Some(written) = tag.raw("ref") else { return Ok(None) };
    let (first, last) = written.split_once(':').unwrap_or((written, written));
    let corners = address_of(first).zip(address_of(last));
    let (first, last) = corners.ok_or_else(|| refusal::outside_grid(sheet, written))?;
    let area = Area {
        first: CellRef { row: first.row.min(last.row), column: first.column.min(last.column) },
        last: CellRef { row: first.row.max(last.row), column: first.column.max(last.column) },
    };
    Ok(Some(area))
}

/// `K23` as a cell; `None` if it is not of Excel's grid.
fn address_of(written: &str) -> Option<CellRef> {
    let digits = written.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, row) = written.split_at_checked(digits)?;
    Some(CellRef { row: row_of(row)?, column: column_of(letters)? })
}

fn row_of(written: &str) -> Option<u32> {
    let plain = !written.is_empty() && written.len() <= 7 && written.bytes().all(|byte| byte.is_ascii_digit());
    let row: u32 = if plain { written.parse().ok()? } else { return None };
    row.checked_sub(1).filter(|row| *row < MAX_ROWS)
}

fn column_of(letters: &str) -> Option<u32> {
    let plain = !letters.is_empty() && letters.len() <= 3 && letters.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !plain {
        return None;
    }
    let number = letters.bytes().fold(0, |number, byte| number * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1).filter(|column| *column < MAX_COLUMNS)
}

#[cfg(test)]
mod tests;
