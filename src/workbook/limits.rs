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

/// A limit that a user may change.
#[derive(Clone, Copy, Debug)]
pub struct Settable {
    /// The name by which it is given: `celdas`.
    pub name: &'static str,
    /// What it bounds, in Spanish.
    pub what: &'static str,
    /// The largest value that it takes, in its own unit: with more, the limit would be none.
    pub most: usize,
    /// How many of the field one is: bytes of a megabyte, or 1.
    unit: usize,
    field: fn(&mut Limits) -> &mut usize,
}

/// The limits that a user may change, in the order of the docs.
pub const SETTABLE: [Settable; 11] = [
    Settable {
        name: CELLS,
        what: "celdas con datos de un libro, y textos distintos",
        most: 50_000_000,
        unit: 1,
        field: |it| &mut it.cells,
    },
    Settable {
        name: KEPT_CELLS,
        what: "celdas de los libros que se revisan juntos, si hay reglas sobre `planes`",
        most: 100_000_000,
        unit: 1,
        field: |it| &mut it.kept_cells,
    },
    Settable { name: SHEETS, what: "hojas de un libro", most: 10_000, unit: 1, field: |it| &mut it.sheets },
    Settable {
        name: MERGED,
        what: "celdas combinadas de una hoja",
        most: 1_000_000,
        unit: 1,
        field: |it| &mut it.merged,
    },
    Settable {
        name: LETTERS,
        what: "letras del texto de una celda",
        most: 100_000,
        unit: 1,
        field: |it| &mut it.text_chars,
    },
    Settable {
        name: TEXTS,
        what: "megabytes de los textos de un libro",
        most: 2_000,
        unit: MIB,
        field: |it| &mut it.text_bytes,
    },
    Settable { name: FILE, what: "megabytes de un libro", most: 64, unit: MIB, field: |it| &mut it.file_bytes },
    Settable {
        name: PART,
        what: "megabytes de una parte interna, ya descomprimida",
        most: 2_000,
        unit: MIB,
        field: |it| &mut it.part_bytes,
    },
    Settable {
        name: ALL_PARTS,
        what: "megabytes de todas las partes que se leen, ya descomprimidas",
        most: 3_000,
        unit: MIB,
        field: |it| &mut it.total_bytes,
    },
    Settable {
        name: RATIO,
        what: "veces que una parte de más de 4 MB crece al descomprimirse",
        most: 2_000,
        unit: 1,
        field: |it| &mut it.ratio,
    },
    Settable { name: ENTRIES, what: "partes internas de un libro", most: 60_000, unit: 1, field: |it| &mut it.entries },
];

pub(super) const CELLS: &str = "celdas";
pub(super) const KEPT_CELLS: &str = "celdas_juntas";
pub(super) const SHEETS: &str = "hojas";
pub(super) const MERGED: &str = "combinadas";
pub(super) const LETTERS: &str = "letras";
pub(super) const TEXTS: &str = "mb_textos";
pub(super) const FILE: &str = "mb_archivo";
pub(super) const PART: &str = "mb_parte";
pub(super) const ALL_PARTS: &str = "mb_partes";
pub(super) const RATIO: &str = "veces";
pub(super) const ENTRIES: &str = "partes";

impl Settable {
    /// The limit of a name.
    pub fn named(name: &str) -> Option<&'static Settable> {
        SETTABLE.iter().find(|limit| limit.name == name)
    }

    /// Its value where nobody changes it, in its own unit.
    pub fn usual(&self) -> usize {
        (self.field)(&mut Limits::default()).checked_div(self.unit).unwrap_or_default()
    }

    /// Gives it a value, of which no more than [`Settable::most`] counts.
    pub fn set(&self, limits: &mut Limits, value: usize) {
        *(self.field)(limits) = value.min(self.most).saturating_mul(self.unit);
    }
}

/// What to do where a limit is in the way of a sound workbook.
pub fn way_out(name: &str) -> String {
    format!("; si debe ser así, suba el límite con «--limite {name}=N» o en cotejo.toml")
}
