//! The tables of a scene: which table, its datos, its columns and rows.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, Datum, LiteralKind, SceneKind, SceneRows};
use crate::text::fold;

use super::super::check::Checker;
use super::super::declare::Declared;
use super::super::model::{ColumnId, PartKind, Scene, SceneRow, Schema, TableRef};
use super::super::names::unknown;
use super::{columns, inputs};

/// What `archivo "salud.xlsx"` is called, and how it is explained.
const FILE: Whereabouts = Whereabouts {
    word: "archivo",
    example: "archivo \"salud.xlsx\"",
    tables: &[TableRef::Plan, TableRef::Approved],
    alone: "sólo «plan» y «aprobado» tienen archivo",
};
/// What `hoja "4112 Gobierno"` is called, and how it is explained.
const SHEET: Whereabouts = Whereabouts {
    word: "hoja",
    example: "hoja \"4112 Gobierno\"",
    tables: &[TableRef::Plan],
    alone: "la hoja se da en «con plan»; sus niveles y totales son de la misma",
};

/// A word that says where a plan comes from.
struct Whereabouts {
    word: &'static str,
    example: &'static str,
    /// The tables that have it.
    tables: &'static [TableRef],
    /// What is wrong where another table is given one.
    alone: &'static str,
}

/// The tables that a prueba gives; `None` where one is faulty.
pub(super) fn resolve(
    declared: &Declared,
    written: &ast::Prueba,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<Scene>> {
    let mut checker = Checker::new(declared);
    let mut scenes: Vec<Option<Scene>> = Vec::new();
    for scene in &written.scenes {
        if let SceneKind::Table { table, datos, rows } = &scene.kind {
            scenes.push(self::scene(&mut checker, table, datos, rows.as_ref(), scene.span));
        }
    }
    let resolved: Option<Vec<Scene>> = scenes.into_iter().collect();
    if let Some(scenes) = &resolved {
        refuse_repeated(&mut checker, scenes);
    }
    diagnostics.append(&mut checker.diagnostics);
    resolved
}

fn scene(
    checker: &mut Checker<'_>,
    path: &ast::TablePath,
    datos: &[Datum],
    rows: Option<&SceneRows>,
    span: Span,
) -> Option<Scene> {
    let table = checker.table_path(path)?;
    if let Some(base) = derived_from(checker, table) {
        let name = checker.table_name(table);
        let fault = Diagnostic::new(Code::BadPrueba, format!("«{name}» sale de «{base}», y no se da aparte"));
        let fault = fault.at(path.part.as_ref().map_or(path.base.span, |part| part.span), "sale de otra tabla");
        return checker.fault(fault.help(format!("dé sus valores en las filas de «con {base}»")));
    }
    let schema = checker.schema(table);
    let file = whereabouts(checker, table, datos, &FILE);
    let sheet = whereabouts(checker, table, datos, &SHEET);
    let datos = self::datos(checker, table, datos);
    let (columns, rows) = match rows {
        Some(rows) => (columns::header(checker, table, schema, &rows.header), self::rows(checker, rows)),
        None => (Some(Vec::new()), Some(Vec::new())),
    };
    Some(Scene { table, file: file?, sheet: sheet?, datos: datos?, columns: columns?, rows: rows?, span })
}

/// The table whose rows a part repeats; `None` for a table with rows of its own.
fn derived_from(checker: &Checker<'_>, table: TableRef) -> Option<String> {
    let TableRef::Part(id) = table else { return None };
    let part = checker.declared.parts.get(id)?;
    let own = matches!(part.kind, PartKind::Level(_) | PartKind::Totals);
    (!own).then(|| checker.table_name(part.base).to_owned())
}

/// A table is given once; several `con plan` are several workbooks, and what follows each is its own.
fn refuse_repeated(checker: &mut Checker<'_>, scenes: &[Scene]) {
    let mut seen: BTreeMap<TableRef, Span> = BTreeMap::new();
    let mut files: Vec<Option<String>> = Vec::new();
    for scene in scenes {
        let file = scene.file.as_deref().map(fold);
        if scene.table == TableRef::Plan && seen.contains_key(&TableRef::Plan) && !files.contains(&file) {
            seen.retain(|table, _| matches!(table, TableRef::Reference(_)));
        }
        if scene.table == TableRef::Plan {
            files.push(file);
        }
        let Some(first) = seen.insert(scene.table, scene.span) else { continue };
        let what = format!("«{}»", checker.table_name(scene.table));
        let fault = inputs::twice(&what, scene.span, first);
        let fault = match scene.table {
            TableRef::Plan => fault.help("reúna las filas, o distinga los libros: con plan archivo \"otro.xlsx\""),
            _ => fault.help("reúna todas las filas en una sola tabla"),
        };
        checker.diagnostics.push(fault);
    }
}

/// The name of the workbook, or of the sheet, where the scene gives it.
fn whereabouts(
    checker: &mut Checker<'_>,
    table: TableRef,
    datos: &[Datum],
    Whereabouts { word, example, tables, alone }: &Whereabouts,
) -> Option<Option<String>> {
    let given = datos.iter().find(|datum| datum.name.key() == *word && !is_dato(checker, table, datum));
    let Some(datum) = given else { return Some(None) };
    match &datum.value.kind {
        _ if !tables.contains(&table) => {
            checker.fault(Diagnostic::new(Code::BadPrueba, *alone).at(datum.name.span, "sobra"))
        }
        LiteralKind::Text(name) => Some(Some(name.clone())),
        _ => {
            let fault = format!("«{word}» se da con su nombre, entre comillas");
            let fault = Diagnostic::new(Code::TypeMismatch, fault).at(datum.value.span, "se espera texto");
            checker.fault(fault.help(format!("por ejemplo: {example}")))
        }
    }
}

/// Whether the word is the name of a dato of the plan's own.
fn is_dato(checker: &Checker<'_>, table: TableRef, datum: &Datum) -> bool {
    let schema = checker.schema(table);
    schema.column(&datum.name.key()).and_then(|id| schema.columns.get(id.0)).is_some_and(|column| column.dato)
}

fn datos(checker: &mut Checker<'_>, table: TableRef, written: &[Datum]) -> Option<Vec<(ColumnId, LiteralKind)>> {
    let mut datos: Vec<(ColumnId, Span)> = Vec::new();
    let mut values = Vec::new();
    let told = checker.diagnostics.len();
    let says_where = |datum: &Datum| [FILE.word, SHEET.word].contains(&datum.name.key().as_str());
    for datum in written {
        if says_where(datum) && !is_dato(checker, table, datum) {
            continue;
        }
        let Some(column) = dato(checker, table, datum) else { continue };
        if let Some((_, first)) = datos.iter().find(|(earlier, _)| *earlier == column) {
            let fault = inputs::twice(&format!("«{}»", datum.name.text), datum.name.span, *first);
            checker.diagnostics.push(fault);
        }
        datos.push((column, datum.name.span));
        values.push((column, datum.value.kind.clone()));
    }
    (checker.diagnostics.len() == told).then_some(values)
}

/// The dato of a name, or what is wrong with it.
fn dato(checker: &mut Checker<'_>, table: TableRef, datum: &Datum) -> Option<ColumnId> {
    let schema = checker.schema(table);
    let column = schema.column(&datum.name.key());
    if column.and_then(|id| schema.columns.get(id.0)).is_some_and(|column| column.dato) {
        return column;
    }
    if column.is_none() && !checker.is_whole(table) {
        return None;
    }
    let name = &datum.name;
    let fault = if column.is_some() {
        Diagnostic::new(Code::BadPrueba, format!("«{}» es una columna, no un dato del encabezado", name.text))
            .at(name.span, "columna")
            .help("póngala en las filas, entre barras: | meta | total |")
    } else if is_form(table) {
        unknown(name, "en el encabezado del formato el dato", dato_words(schema))
    } else {
        Diagnostic::new(Code::BadPrueba, format!("«{}» no tiene encabezado, sólo filas", checker.table_name(table)))
            .at(name.span, "sobra")
            .help("los valores de una tabla van en sus filas, entre barras")
    };
    checker.fault(fault)
}

fn is_form(table: TableRef) -> bool {
    matches!(table, TableRef::Plan | TableRef::Approved)
}

fn dato_words(schema: &Schema) -> impl Iterator<Item = &str> {
    let datos = schema.columns.iter().filter(|column| column.dato).map(|column| column.name.as_str());
    datos.chain([FILE.word, SHEET.word])
}

/// The rows; each has a cell for each column.
fn rows(checker: &mut Checker<'_>, written: &SceneRows) -> Option<Vec<SceneRow>> {
    let told = checker.diagnostics.len();
    let mut rows = Vec::new();
    for cells in &written.rows {
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else { continue };
        let span = first.span.to(last.span);
        if cells.len() != written.header.len() {
            let count = |count: usize| if count == 1 { "una celda".to_owned() } else { format!("{count} celdas") };
            let message =
                format!("la fila tiene {} y el encabezado tiene {}", count(cells.len()), count(written.header.len()));
            let more = cells.len() > written.header.len();
            let what = if more { "sobran celdas" } else { "faltan celdas" };
            let help =
                "una celda vacía también se escribe, entre sus dos barras; una barra dentro de un texto es «\\|»";
            checker.diagnostics.push(Diagnostic::new(Code::BadPrueba, message).at(span, what).help(help));
        }
        rows.push(SceneRow { cells: cells.iter().map(|cell| cell.text.clone()).collect(), span });
    }
    (checker.diagnostics.len() == told).then_some(rows)
}
