//! The columns that a scene's header and an expectation name.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{Name, SceneCell};
use crate::text::fold;

use super::super::check::Checker;
use super::super::model::{ColumnId, Scene, Schema, TableRef};
use super::super::names::unknown;
use super::inputs::twice;

/// The columns of a scene's header; `None` where one is faulty.
pub(super) fn header(
    checker: &mut Checker<'_>,
    table: TableRef,
    schema: &Schema,
    cells: &[SceneCell],
) -> Option<Vec<ColumnId>> {
    let told = checker.diagnostics.len();
    let mut columns: Vec<(ColumnId, Span)> = Vec::new();
    for cell in cells {
        let Some(column) = column(checker, table, schema, cell) else { continue };
        if let Some((_, first)) = columns.iter().find(|(earlier, _)| *earlier == column) {
            let fault = twice(&format!("la columna «{}»", cell.text), cell.span, *first);
            checker.diagnostics.push(fault.help("deje una sola"));
        }
        columns.push((column, cell.span));
    }
    let whole = columns.len() == cells.len() && checker.diagnostics.len() == told;
    whole.then(|| columns.into_iter().map(|(column, _)| column).collect())
}

/// The column that a header's cell names: by its name, an entry of a family as `fuentes["SGP"]` or by itself, or its
/// caption.
fn column(checker: &mut Checker<'_>, table: TableRef, schema: &Schema, cell: &SceneCell) -> Option<ColumnId> {
    if cell.text.is_empty() {
        let fault = Diagnostic::new(Code::BadPrueba, "una columna de la escena no tiene nombre");
        return checker.fault(fault.at(cell.span, "falta el nombre").help("la primera fila lleva los nombres"));
    }
    match found(schema, &cell.text).as_slice() {
        [] if !checker.is_whole(table) => None,
        [] => {
            let fault = nowhere(checker, table, schema, cell);
            checker.fault(fault)
        }
        [column] if schema.columns.get(column.0).is_some_and(|column| column.dato) => {
            let message = format!("«{}» es un dato del encabezado, no una columna", cell.text);
            let fault = Diagnostic::new(Code::BadPrueba, message).at(cell.span, "dato");
            let help = format!("escríbalo antes de las filas: con {} {} \"…\"", checker.table_name(table), cell.text);
            checker.fault(fault.help(help))
        }
        [column] => Some(*column),
        several => {
            let fault = Diagnostic::new(Code::BadPrueba, format!("«{}» puede ser varias columnas", cell.text));
            let names = several.iter().filter_map(|column| Some(format!("«{}»", schema.columns.get(column.0)?.name)));
            let names = crate::text::either(&names.collect::<Vec<_>>());
            checker.fault(fault.at(cell.span, "¿cuál?").help(format!("escriba {names}")))
        }
    }
}

/// The columns that a text may name; those of the best way to name one.
fn found(schema: &Schema, text: &str) -> Vec<ColumnId> {
    let sought = fold(&text.replace(['“', '”'], "\""));
    let by = |names: &dyn Fn(usize) -> Option<String>| {
        let all = 0..schema.columns.len();
        all.filter(|at| names(*at).is_some_and(|name| fold(&name) == sought)).map(ColumnId).collect::<Vec<_>>()
    };
    let name = |at: usize| schema.columns.get(at).map(|column| column.name.clone());
    let entry = |at: usize| {
        let (family, entry) = schema.columns.get(at)?.family?;
        Some(schema.families.get(family.0)?.entries.get(entry)?.to_string())
    };
    let caption = |at: usize| schema.columns.get(at).map(|column| column.caption.clone());
    let ways = [by(&name), by(&entry), by(&caption)];
    ways.into_iter().find(|way| !way.is_empty()).unwrap_or_default()
}

fn nowhere(checker: &Checker<'_>, table: TableRef, schema: &Schema, cell: &SceneCell) -> Diagnostic {
    let name = Name { text: cell.text.clone(), span: cell.span };
    if let Some(family) = schema.family(&name.key()).and_then(|family| schema.families.get(family.0)) {
        let first = family.columns.first().and_then(|column| schema.columns.get(column.0));
        let help = first.map(|column| format!("escriba una de ellas, por ejemplo «{}»", column.name));
        return Diagnostic::new(Code::BadPrueba, format!("«{}» es una familia de columnas", cell.text))
            .at(cell.span, "varias columnas")
            .maybe_help(help);
    }
    let columns = schema.columns.iter().filter(|column| !column.dato).map(|column| column.name.as_str());
    unknown(&name, &format!("en «{}» la columna", checker.table_name(table)), columns)
}

/// The columns of a name in the rule's table and in those of the scene.
pub(super) fn named(checker: &mut Checker<'_>, name: &Name, scenes: &[Scene]) -> Option<Vec<(TableRef, ColumnId)>> {
    let mut tables: Vec<TableRef> = checker.subject_table().into_iter().collect();
    tables.extend(scenes.iter().map(|scene| scene.table));
    tables.sort_unstable();
    tables.dedup();
    let mut columns = Vec::new();
    for table in &tables {
        let schema = checker.schema(*table);
        let family = schema.family(&name.key()).and_then(|family| schema.families.get(family.0));
        let entries = family.map(|family| family.columns.as_slice()).unwrap_or_default();
        columns.extend(schema.column(&name.key()).iter().chain(entries).map(|column| (*table, *column)));
    }
    if columns.is_empty() {
        if tables.iter().any(|table| !checker.is_whole(*table)) {
            return None;
        }
        let words = tables.iter().flat_map(|table| &checker.schema(*table).columns).map(|column| column.name.as_str());
        let fault = unknown(name, "en la escena la columna", words);
        return checker.fault(fault);
    }
    Some(columns)
}
