//! How much of a file is read before it is refused.

/// Bounds on what a workbook may hold. All are far above what a real plan needs, and low enough that reading a file made
/// to do harm takes neither the machine's memory nor minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: usize,
    /// Bytes of one part of a zip (a sheet, the shared texts) once inflated.
    pub part_bytes: usize,
    /// Bytes of all parts that are read, once inflated.
    pub total_bytes: usize,
    /// How many times its compressed size a part may inflate to. Parts below [`RATIO_FROM_BYTES`] are exempt.
    pub ratio: usize,
    /// Entries of a zip, read or not.
    pub entries: usize,
    /// Sheets of a workbook, read or not.
    pub sheets: usize,
    /// Filled cells of all sheets that are read.
    pub cells: usize,
    /// Characters of one cell's text. Excel's own bound is 32.767.
    pub text_chars: usize,
    /// Bytes of the texts of all cells that are read; one that cells share counts in each of them.
    pub text_bytes: usize,
    /// Cells of all plans of a run that are kept at a time, where rules look at them together.
    pub kept_cells: usize,
    /// Merged areas of one sheet.
    pub merged: usize,
}

/// Inflated bytes up to which [`Limits::ratio`] is not looked at: small repetitive parts compress well in any workbook.
pub const RATIO_FROM_BYTES: usize = 4 * MIB;

const MIB: usize = 1024 * 1024;

impl Default for Limits {
    fn default() -> Self {
        Limits {
            file_bytes: 50 * MIB,
            part_bytes: 500 * MIB,
            total_bytes: 800 * MIB,
            ratio: 400,
            entries: 5_000,
            sheets: 500,
            cells: 8_000_000,
            text_chars: 40_000,
            text_bytes: 400 * MIB,
            kept_cells: 12_000_000,
            merged: 100_000,
        }
    }
}
