//! Names a place in a workbook and prints it as Excel does.

use std::fmt;
use std::sync::Arc;

/// Rows of a sheet in Excel 2007 and later.
pub const MAX_ROWS: u32 = 1_048_576;
/// Columns of a sheet in Excel 2007 and later.
pub const MAX_COLUMNS: u32 = 16_384;

/// A cell's address within a sheet, from zero; it prints as Excel writes it (`K23`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellRef {
    /// Row from 0: Excel's row 23 is 22.
    pub row: u32,
    /// Column from 0: Excel's column K is 10.
    pub column: u32,
}

impl CellRef {
    /// The cell of an address as Excel writes it, in either case (`K23`); `None` for what is none, or lies beyond the
    /// grid.
    ///
    /// ```
    /// use cotejo::cell::CellRef;
    /// assert_eq!(CellRef::parse("k23"), Some(CellRef { row: 22, column: 10 }));
    /// assert_eq!(CellRef::parse("23"), None);
    /// ```
    pub fn parse(address: &str) -> Option<CellRef> {
        let (mut column, mut row, mut digits) = (0_u32, 0_u32, 0_u32);
        for byte in address.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' if digits == 0 && column < MAX_COLUMNS => {
                    column = column * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                }
                b'0'..=b'9' if row < MAX_ROWS => (row, digits) = (row * 10 + u32::from(byte - b'0'), digits + 1),
                _ => return None,
            }
        }
        let within = (1..=MAX_ROWS).contains(&row) && (1..=MAX_COLUMNS).contains(&column);
        within.then(|| CellRef { row: row - 1, column: column - 1 })
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", column_letters(self.column), u64::from(self.row) + 1)
    }
}

/// The letters of a column from 0: 0 is `A`, 26 is `AA`, 16383 is `XFD`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A rectangle of cells, both corners included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Upper left corner.
    pub first: CellRef,
    /// Lower right corner.
    pub last: CellRef,
}

impl Area {
    /// Whether a cell lies in the area.
    pub fn contains(&self, cell: CellRef) -> bool {
        (self.first.row..=self.last.row).contains(&cell.row)
            && (self.first.column..=self.last.column).contains(&cell.column)
    }
}

/// A sheet of a file. A CSV file is one sheet without a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SheetPlace {
    /// The file's path as the user gave it, with `/` between its parts.
    pub file: Arc<str>,
    /// The sheet's name; empty for CSV.
    pub sheet: Arc<str>,
}

/// A cell of a file: prints as `planes/salud.xlsx › Plan de acción!K23`, or `techos.csv!C7`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellPlace {
    /// File and sheet.
    pub sheet: SheetPlace,
    /// The cell.
    pub cell: CellRef,
}

impl fmt::Display for SheetPlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.file)?;
        if self.sheet.is_empty() { Ok(()) } else { write!(out, " › {}", self.sheet) }
    }
}

impl fmt::Display for CellPlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}!{}", self.sheet, self.cell)
    }
}

#[cfg(test)]
mod tests;
