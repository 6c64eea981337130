//! The title block of a sheet: the marks of the form's version, and the datos.

use crate::cell::{CellPlace, CellRef};
use crate::diagnostic::{Code, Diagnostic, Mark, Severity, Window, WindowColumn, WindowRow};
use crate::ruleset::model::{ColumnDecl, DatoFinder, Format, FormatMark};
use crate::table::Entry;
use crate::text::{fold, squeeze};
use crate::value::{Type, Value};
use crate::workbook::Content;

use super::convert::{CellReader, Remark, plain_text, shown};
use super::grid::Grid;
use super::label::{Labelled, TitleBlock};
use super::uncalculated::is_uncalculated;
use super::wording::{self, quote};

/// A dato as one sheet has it.
#[derive(Clone, Debug)]
pub(super) struct Dato {
    /// Its column in the plan's schema.
    pub(super) column: usize,
    /// What it holds.
    pub(super) entry: Entry,
    /// The cell that it was read from, or that it should stand in; `None` where its label is missing.
    pub(super) cell: Option<CellRef>,
    /// Whether it is a formula without a stored value.
    is_uncalculated: bool,
}

impl Dato {
    /// Its cell, if it is a formula without a stored value.
    pub(super) fn uncalculated(&self, grid: &Grid<'_>) -> Option<CellPlace> {
        Some(place(grid, self.cell.filter(|_| self.is_uncalculated)?))
    }
}

/// The title block of a sheet whose header begins in row `end`.
pub(super) fn title_block<'a>(grid: &'a Grid<'a>, end: u32, format: &Format) -> TitleBlock<'a> {
    let marks = format.marks.iter().map(|mark| mark.label.as_str());
    TitleBlock::new(grid, end, marks.chain(format.datos.iter().map(|dato| dato.label.as_str())))
}

/// What is wrong with the marks of the form's version.
pub(super) fn check_marks(grid: &Grid<'_>, block: &TitleBlock<'_>, format: &Format) -> Vec<Diagnostic> {
    let wrong = |mark: &FormatMark| {
        let found = block.find(&mark.label, mark.side);
        let help = format!("use el formato vigente, {}", format.title());
        let (label, at, content) = match found {
            Labelled::NoLabel => return Some(no_mark(grid, mark).help(help)),
            Labelled::NoValue { label, expected } => (label, expected, None),
            Labelled::Value { label, at, content } => (label, at, Some(content)),
        };
        if content.as_ref().is_some_and(|content| is_same(content, &mark.value)) {
            return None;
        }
        let says =
            content.map_or_else(|| "está vacía".to_owned(), |content| format!("dice {}", quote(&shown(&content))));
        let message = format!("{at} {says} y «{}» debe decir «{}»", mark.label, bare(&mark.value));
        let diagnostic = Diagnostic::new(Code::WrongVersion, message).in_cell(place(grid, at));
        let role = format!("se espera «{}»", bare(&mark.value));
        Some(diagnostic.drawing(window(grid, label, at, role)).help(help))
    };
    format.marks.iter().filter_map(wrong).collect()
}

fn no_mark(grid: &Grid<'_>, mark: &FormatMark) -> Diagnostic {
    let sheet = wording::sheet(&grid.sheet.place);
    let message = format!(
        "{sheet} no tiene, encima de los títulos, el rótulo «{}», que debe decir «{}»",
        mark.label,
        bare(&mark.value)
    );
    Diagnostic::new(Code::WrongVersion, message).in_file(&*grid.sheet.place.file)
}

/// A mark's value as a form shows it: years and versions have no thousands point.
fn bare(value: &Value) -> String {
    match value {
        Value::Number(number, _) => number.plain().replace('.', ","),
        other => other.to_string(),
    }
}

/// Whether a cell says what a mark wants; `04` is version 4, and a day may be written in any way that a date may.
fn is_same(content: &Content, expected: &Value) -> bool {
    if let Value::Date(_) = expected {
        let (entry, _) = CellReader::single(&Type::Date, &[]).read(Some(content));
        return entry == Entry::Present(expected.clone());
    }
    let found = plain_text(content);
    let number = |text: &str| match CellReader::single(&Type::Decimal, &[]).read(Some(&Content::Text(text.into()))) {
        (Entry::Present(value), _) => Some(value),
        _ => None,
    };
    fold(&found) == fold(&bare(expected)) || number(&found).is_some_and(|found| Some(found) == number(&bare(expected)))
}

/// Reads the datos of a sheet and tells which are missing or unreadable.
pub(super) fn read_datos(grid: &Grid<'_>, block: &TitleBlock<'_>, format: &Format) -> (Vec<Dato>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut datos = Vec::new();
    for finder in &format.datos {
        let Some(decl) = format.schema.columns.get(finder.column.0) else { continue };
        let found = block.find(&finder.label, finder.side);
        let (cell, content) = match &found {
            Labelled::NoLabel => (None, None),
            Labelled::NoValue { expected, .. } => (Some(*expected), None),
            Labelled::Value { at, content, .. } => (Some(*at), Some(content)),
        };
        let (entry, remark) = CellReader::single(&decl.ty, &format.blanks).read(content);
        let is_uncalculated = is_uncalculated(&entry, remark);
        if !is_uncalculated {
            diagnostics.extend(dato_finding(grid, finder, decl, &found, &entry, remark));
        }
        datos.push(Dato { column: finder.column.0, entry, cell, is_uncalculated });
    }
    (datos, diagnostics)
}

fn dato_finding(
    grid: &Grid<'_>,
    finder: &DatoFinder,
    decl: &ColumnDecl,
    found: &Labelled,
    entry: &Entry,
    remark: Option<Remark>,
) -> Option<Diagnostic> {
    let ty = &decl.ty;
    match (entry, found) {
        (Entry::Unreadable(text), Labelled::Value { label, at, .. }) => {
            let message = wording::unreadable(*at, text, &finder.label, ty, remark);
            let diagnostic = Diagnostic::new(Code::CellUnreadable, message).in_cell(place(grid, *at));
            let help = wording::unreadable_help(text, ty, remark, decl.required);
            Some(diagnostic.drawing(window(grid, *label, *at, wording::expected(ty))).help(help))
        }
        (Entry::Empty, _) if decl.required => Some(missing_dato(grid, finder, decl, found)),
        _ => None,
    }
}

/// A note for each dato that may be empty and whose label stands in no sheet: `datos` are those of all sheets. A
/// misspelt label would else leave it empty in silence, and what needs it without a verdict.
pub(super) fn unlabelled(format: &Format, datos: &[Dato], file: &str) -> Vec<Diagnostic> {
    let has_label = |column: usize| datos.iter().any(|dato| dato.column == column && dato.cell.is_some());
    let note = |finder: &DatoFinder| {
        let decl = format.schema.columns.get(finder.column.0)?;
        let message =
            format!("no se encontró el rótulo «{}», del que sale el dato «{}»: queda vacío", finder.label, decl.name);
        let note = Diagnostic { severity: Severity::Note, ..Diagnostic::new(Code::DatumMissing, message) };
        let note = note.in_file(file).at(decl.span, "").help(label_help(finder));
        (!decl.required && !has_label(finder.column.0)).then_some(note)
    };
    format.datos.iter().filter_map(note).collect()
}

fn label_help(finder: &DatoFinder) -> String {
    format!(
        "escriba el rótulo «{}» y su valor como están en el formato; si el libro está bien, corrija el rótulo en las reglas",
        finder.label
    )
}

fn missing_dato(grid: &Grid<'_>, finder: &DatoFinder, decl: &ColumnDecl, found: &Labelled) -> Diagnostic {
    let (label, at) = match found {
        Labelled::NoLabel => {
            let sheet = wording::sheet(&grid.sheet.place);
            let message = format!("{sheet} no tiene, encima de los títulos, el rótulo «{}»", finder.label);
            let finding = Diagnostic::new(Code::DatumMissing, message).in_file(&*grid.sheet.place.file);
            return finding.at(decl.span, "").help(label_help(finder));
        }
        Labelled::NoValue { label, expected } => (*label, *expected),
        Labelled::Value { label, at, .. } => (*label, *at),
    };
    let message = format!("{at} está vacía: falta el valor de «{}»", finder.label);
    let diagnostic = Diagnostic::new(Code::DatumMissing, message).in_cell(place(grid, at));
    diagnostic.drawing(window(grid, label, at, "falta el valor".to_owned())).help(format!("escriba el valor en {at}"))
}

fn place(grid: &Grid<'_>, cell: CellRef) -> CellPlace {
    CellPlace { sheet: grid.sheet.place.clone(), cell }
}

/// A label and its value.
fn window(grid: &Grid<'_>, label: CellRef, value: CellRef, role: String) -> Window {
    let mut columns = vec![label.column, value.column];
    columns.sort_unstable();
    columns.dedup();
    let mut rows = vec![label.row, value.row];
    rows.dedup();
    let text =
        |row, column| grid.get(CellRef { row, column }).map(|content| wording::shorten(&squeeze(&shown(content))));
    let marked = columns.iter().position(|column| *column == value.column).unwrap_or(0);
    let row = |row: u32| WindowRow {
        row,
        cells: columns.iter().map(|column| text(row, *column).unwrap_or_default()).collect(),
        marks: if row == value.row { vec![Mark { column: marked, role: role.clone() }] } else { Vec::new() },
    };
    Window {
        place: grid.sheet.place.clone(),
        rows: rows.into_iter().map(row).collect(),
        columns: columns.iter().copied().map(WindowColumn::bare).collect(),
        hidden_rows: 0,
    }
}

#[cfg(test)]
mod tests;
