//! Values as Excel's two binary formats store them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::content;
use super::format::{self, Shown};
use super::{Content, UNVALUED};
use crate::decimal::{Decimal, ShortDecimal};

/// A workbook's cell formats, as far as they change what a number is.
#[derive(Default)]
pub(super) struct CellFormats {
    /// Whether days are counted from 1904.
    pub(super) is_1904: bool,
    /// Number formats of the workbook's own, by number.
    named: BTreeMap<u16, Shown>,
    /// Of each cell format, the number of its number format.
    cells: Vec<u16>,
    /// Of each cell format, what it shows, once all are known.
    settled: Vec<Shown>,
}

impl CellFormats {
    /// Adds a number format of the workbook's own.
    pub(super) fn name(&mut self, number: u16, text: &str) {
        self.named.insert(number, format::of_text(text));
    }

    /// Adds the next cell format.
    pub(super) fn push(&mut self, number: u16) {
        self.cells.push(number);
    }

    /// To be called when all names and cell formats are in.
    pub(super) fn settle(&mut self) {
        self.settled = (0..self.cells.len()).map(|cell_format| self.looked_up(cell_format)).collect();
    }

    /// What a cell format shows.
    pub(super) fn shown(&self, cell_format: usize) -> Shown {
        self.settled.get(cell_format).copied().unwrap_or_else(|| self.looked_up(cell_format))
    }

    fn looked_up(&self, cell_format: usize) -> Shown {
        let number = self.cells.get(cell_format).copied().unwrap_or_default();
        self.named.get(&number).copied().unwrap_or_else(|| format::of_builtin(number))
    }

    /// A double in a cell of this format.
    pub(super) fn number(&self, double: f64, cell_format: usize) -> Content {
        match self.shown(cell_format) {
            Shown::Date => content::date(double, self.is_1904),
            shown => content::number(double, shown == Shown::Percent),
        }
    }

    /// A number in a cell of this format.
    pub(super) fn stored(&self, value: ShortDecimal, cell_format: usize) -> Content {
        match self.shown(cell_format) {
            Shown::Date => content::date_of(value, self.is_1904),
            shown => Content::Number { value, percent: shown == Shown::Percent },
        }
    }

    /// An RK number: 30 bits of a double or of a whole number, perhaps in hundredths.
    pub(super) fn compressed(&self, rk: u32, cell_format: usize) -> Option<Content> {
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
        let value = ShortDecimal::try_from(value).ok()?;
        Some(self.stored(value, cell_format))
    }
}

/// The content of a cell with a formula that was never calculated.
pub(super) fn unvalued() -> Content {
    Content::Fault(UNVALUED.into())
}

/// A truth value or an error by its number.
pub(super) fn bool_or_error(value: u8, is_error: bool) -> Content {
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

/// A text; `None` for an empty one.
pub(super) fn text(text: String) -> Option<Content> {
    if text.is_empty() { None } else { Some(Content::Text(text.into())) }
}

/// A text that several cells share; `None` for an empty one.
pub(super) fn shared(text: &Arc<str>) -> Option<Content> {
    if text.is_empty() { None } else { Some(Content::Text(Arc::clone(text))) }
}
