//! A prueba's scene to a typed table: its cells are read as those of a workbook.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::cell::{CellRef, SheetPlace};
use crate::decimal::{Decimal, ShortDecimal};
use crate::ruleset::model::{ColumnFinder, Scene, Schema};
use crate::syntax::ast::LiteralKind;
use crate::table::{Block, Data, Origin, RowOrigin, Table};
use crate::value::{Text, Unit};
use crate::workbook::Content;

use super::build::{Recipe, Typed, push};
use super::convert::{CellReader, is_blank};
use super::several::{Pieces, Splitter};

/// The row of a scene's datos, far from those of its table.
const DATOS_ROW: u32 = 1_000_000;

/// What a table's columns are, and how its cells are read.
#[derive(Clone, Copy, Debug)]
pub struct SceneForm<'a> {
    /// The table's columns.
    pub schema: &'a Schema,
    /// Where a workbook has each column; `None` for one that its form has not.
    pub finders: &'a [Option<ColumnFinder>],
    /// Texts that count as empty.
    pub blanks: &'a [Text],
}

/// The table of a scene, in a workbook of the given name; without a scene one without rows. A cell's row is its row in
/// the scene, from 0, and its column that of the schema. Blank rows are skipped.
pub fn read_scene(form: SceneForm<'_>, scene: Option<&Scene>, file: &str) -> Table {
    let finders = vec![None; form.schema.columns.len()];
    let recipe = Recipe { schema: form.schema, finders, ends: &[], blanks: &[], compared: BTreeSet::new() };
    let mut typed = Typed::new(&recipe);
    let place = SheetPlace { file: Arc::from(file), sheet: Arc::from(form.schema.name.as_str()) };
    let all = 0..u32::try_from(form.schema.columns.len()).unwrap_or(u32::MAX);
    let formulas = scene.map(formulas).unwrap_or_default();
    typed.table.blocks.push(Block { place, columns: all.map(Some).collect(), formulas });
    let Some(scene) = scene else { return typed.table };
    let rows: Vec<usize> = (0..scene.rows.len()).filter(|row| !is_blank_row(form, scene, *row)).collect();
    let origin = |row: &usize| RowOrigin { block: 0, row: u32::try_from(*row).unwrap_or(u32::MAX) };
    typed.table.rows = rows.iter().map(origin).collect();
    for at in 0..form.schema.columns.len() {
        if form.schema.columns.get(at).is_some_and(|decl| decl.dato) {
            fill_dato(&mut typed, form, scene, at);
        } else {
            fill_column(&mut typed, form, scene, at, &rows);
        }
    }
    typed.table
}

/// The cells that are written as formulas, in order.
fn formulas(scene: &Scene) -> Arc<[CellRef]> {
    let mut found = Vec::new();
    for (row, cells) in (0..).zip(&scene.rows) {
        let written = scene.columns.iter().zip(&cells.cells).filter(|(_, cell)| cell.trim().starts_with('='));
        let at = written.map(|(column, _)| CellRef { row, column: u32::try_from(column.0).unwrap_or(u32::MAX) });
        found.extend(at);
    }
    found.sort_unstable();
    found.into()
}

fn is_blank_row(form: SceneForm<'_>, scene: &Scene, row: usize) -> bool {
    let cells = scene.rows.get(row).map(|row| row.cells.as_slice()).unwrap_or_default();
    cells.iter().filter_map(|cell| content(cell)).all(|content| is_blank(&content, form.blanks))
}

fn fill_column(typed: &mut Typed, form: SceneForm<'_>, scene: &Scene, at: usize, rows: &[usize]) {
    let (Some(decl), Some(column)) = (form.schema.columns.get(at), typed.table.columns.get_mut(at)) else { return };
    let finder = form.finders.get(at).and_then(Option::as_ref);
    let reader = CellReader::for_scene(&decl.ty, form.blanks, finder.is_some_and(|finder| finder.decimal_point));
    let given = scene.columns.iter().position(|column| column.0 == at);
    let mut splitter = finder.and_then(|finder| finder.separator.as_deref()).map(Splitter::new);
    for row in rows {
        let cell = given.and_then(|given| scene.rows.get(*row)?.cells.get(given));
        let content = cell.and_then(|cell| content(cell));
        let (reading, pieces) = match &mut splitter {
            Some(splitter) => splitter.read(&reader, content.as_ref()),
            None => (reader.read(content.as_ref()), Pieces::default()),
        };
        if let Data::Several(all) = &mut column.data {
            all.push(pieces);
        }
        push(column, &mut Vec::new(), reading);
    }
}

fn fill_dato(typed: &mut Typed, form: SceneForm<'_>, scene: &Scene, at: usize) {
    let (Some(decl), Some(column)) = (form.schema.columns.get(at), typed.table.columns.get_mut(at)) else { return };
    let given = scene.datos.iter().find(|(column, _)| column.0 == at);
    let content = given.map(|(_, value)| literal(value));
    let (entry, _) = CellReader::for_scene(&decl.ty, form.blanks, false).read(content.as_ref());
    for _ in &typed.table.rows {
        push(column, &mut Vec::new(), (entry.clone(), None));
    }
    if let Origin::Fixed(cells) = &mut column.origin {
        cells.push(Some(CellRef { row: DATOS_ROW, column: u32::try_from(at).unwrap_or(u32::MAX) }));
    }
    typed.table.constants.insert(at, entry);
}

/// What a cell says: an Excel error, a formula's value, or a text; `None` for a blank one.
fn content(cell: &str) -> Option<Content> {
    let text = cell.trim();
    if text.is_empty() {
        return None;
    }
    if is_excel_error(text) {
        return Some(Content::Fault(text.into()));
    }
    let value = text.strip_prefix('=').map_or(text, str::trim);
    (!value.is_empty()).then(|| Content::Text(value.into()))
}

/// `#REF!`, `#¡VALOR!`, `#N/D`: what Excel shows in place of a value, in any of its languages.
fn is_excel_error(text: &str) -> bool {
    let Some(word) = text.strip_prefix('#') else { return false };
    let shouted = !word.is_empty() && !word.chars().any(|letter| letter.is_lowercase() || letter.is_whitespace());
    shouted && (word.ends_with(['!', '?']) || word.starts_with("N/"))
}

fn literal(kind: &LiteralKind) -> Content {
    match kind {
        LiteralKind::Number(value, unit) => number(*value, *unit == Unit::Percent),
        LiteralKind::Text(text) => content(text).unwrap_or_else(|| Content::Text("".into())),
        LiteralKind::Date(day) => Content::Date(day.to_datetime(jiff::civil::Time::midnight())),
        LiteralKind::Bool(truth) => Content::Bool(*truth),
    }
}

/// A number of more digits than a workbook holds is given as it is written.
fn number(value: Decimal, percent: bool) -> Content {
    match ShortDecimal::try_from(value) {
        Ok(value) => Content::Number { value, percent },
        Err(_) => Content::Text(if percent { format!("{value} %") } else { value.to_string() }.into()),
    }
}

#[cfg(test)]
mod tests;
