//! A few rows and columns of a sheet, with marks under the cells that matter: what a diagnostic draws.

use crate::cell::SheetPlace;

/// A stretch of a sheet: only the rows and columns that matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// File and sheet.
    pub place: SheetPlace,
    /// The columns, from left to right.
    pub columns: Vec<WindowColumn>,
    /// The rows, in the order in which they are to be drawn.
    pub rows: Vec<WindowRow>,
    /// How many more rows belong here and are not drawn.
    pub hidden_rows: usize,
}

/// A column of a [`Window`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowColumn {
    /// Column of the sheet, from 0.
    pub column: u32,
    /// Its caption; empty where it has none.
    pub caption: String,
    /// Whether numbers stand in it, and so to the right.
    pub numeric: bool,
}

impl WindowColumn {
    /// A column of texts that has no caption to show, as in a title block or in the header itself.
    pub fn bare(column: u32) -> Self {
        WindowColumn { column, caption: String::new(), numeric: false }
    }
}

/// A row of a [`Window`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowRow {
    /// Row of the sheet, from 0.
    pub row: u32,
    /// One text a column of the window, as a person would read it in Excel.
    pub cells: Vec<String>,
    /// Cells of this row to underline, from left to right.
    pub marks: Vec<Mark>,
}

/// An underlined cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Index into the window's columns.
    pub column: usize,
    /// The cell's role (`suma $ 152.500.000`); may be empty.
    pub role: String,
}
