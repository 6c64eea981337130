//! Reference tables: a file's sheet to the typed table of a `tabla`, its key whole and each once.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{ColumnFinder, ColumnId, RuleSet, Schema, TableDecl};
use crate::table::{Entry, Table};
use crate::value::Value;
use crate::workbook::Workbook;

use super::build::{Recipe, Typed};
use super::compared;
use super::ends::end_findings;
use super::findings::{CellCodes, MOST_A_COLUMN, cell_findings};
use super::grid::Grid;
use super::header::{Header, best_header};
use super::heading::{Heading, headings};
use super::names::table_sheet_fits;
use super::refusal::{Asker, caption_finding, sheet_missing};
use super::uncalculated;
use super::window::rows_window;
use super::wording::quote;

/// Reads a reference table. Without a table it could not be read, for the reasons given; with one, the diagnostics tell
/// of cells and keys that are faulty.
pub fn read_reference(book: &Workbook, file: &str, decl: &TableDecl) -> (Option<Table>, Vec<Diagnostic>) {
    let (table, mut findings) = read_table(book, file, decl, (Code::TableUnreadable, CellCodes::OF_TABLES));
    if let Some(table) = &table {
        let of_keys = key_findings(table, &decl.schema);
        findings.extend(of_keys.into_iter().map(|finding| finding.at(decl.span, "")));
    }
    (table, findings)
}

/// Reads the tables of a rule set that stand in a workbook's own sheets, parallel to the rule set's; what is amiss with
/// them is the workbook's fault. A key twice is none: a lookup that finds two rows has no value.
pub(super) fn read_own(book: &Workbook, file: &str, rules: &RuleSet) -> (Vec<Option<Table>>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let mut read = |decl: &TableDecl| {
        let (table, told) = read_table(book, file, decl, (Code::SheetMissing, CellCodes::OF_PLANS));
        findings.extend(told);
        table
    };
    let tables = rules.tables.iter().map(|decl| if decl.of_plan { read(decl) } else { None }).collect();
    (tables, findings)
}

/// Reads a table from the sheet that has it. The codes are for a missing sheet, and for cells.
fn read_table(
    book: &Workbook,
    file: &str,
    decl: &TableDecl,
    (missing, codes): (Code, CellCodes),
) -> (Option<Table>, Vec<Diagnostic>) {
    let finders: Vec<Option<&ColumnFinder>> = decl.columns.iter().map(Some).collect();
    let (grid, headings, header) = match best_sheet(book, (file, missing), decl, &finders) {
        Ok(found) => found,
        Err(finding) => return (None, vec![*finding]),
    };
    let fitting = header.as_ref().map(|(_, header)| header).filter(|header| header.fits());
    let Some(fitting) = fitting else {
        let name = format!("la tabla «{}»", decl.schema.name);
        let asker = Asker { name: &name, is_table: true, schema: &decl.schema, finders: &finders };
        let finding = caption_finding(&grid.sheet.place, &headings, header.as_ref(), asker);
        return (None, vec![if finding.labels.is_empty() { finding.at(decl.span, "") } else { finding }]);
    };
    let compared = compared::of_table(&decl.schema);
    let recipe = Recipe { schema: &decl.schema, finders, ends: &decl.ends, blanks: &[], compared };
    let mut typed = Typed::new(&recipe);
    let extent = typed.add_sheet(&recipe, &grid, fitting, &[]);
    typed.join_empty();
    let mut findings = cell_findings(&typed, &without_key_duty(&decl.schema), codes);
    findings.extend(uncalculated::finding(&typed.uncalculated().collect(), codes.uncalculated));
    // Who writes a reference table knows where it ends.
    findings.extend(end_findings(&grid, fitting, &recipe, &extent).filter(|_| decl.of_plan));
    (Some(typed.table), findings.into_iter().map(|finding| finding.at(decl.span, "")).collect())
}

type SheetHeader<'a> = (Grid<'a>, Vec<Heading>, Option<(usize, Header)>);

/// The sheet that is named, or the one whose captions fit best.
fn best_sheet<'a>(
    book: &'a Workbook,
    (file, code): (&str, Code),
    decl: &TableDecl,
    finders: &[Option<&ColumnFinder>],
) -> Result<SheetHeader<'a>, Box<Diagnostic>> {
    let mut best: Option<(usize, SheetHeader<'a>)> = None;
    for sheet in book.sheets.iter().filter(|sheet| table_sheet_fits(decl, &sheet.place.sheet)) {
        let grid = Grid::new(sheet);
        let headings = headings(&grid);
        let header = best_header(&headings, finders);
        let misfits = header.as_ref().map_or(usize::MAX, |(_, header)| header.misfits());
        if best.as_ref().is_none_or(|(least, _)| misfits < *least) {
            best = Some((misfits, (grid, headings, header)));
        }
    }
    let missing = || {
        let wanted: Vec<String> = decl.sheet.iter().cloned().collect();
        let asker = format!("la tabla «{}»", decl.schema.name);
        let finding = match wanted.as_slice() {
            [] => Diagnostic::new(code, format!("«{file}» no tiene hojas")).in_file(file),
            _ => sheet_missing(code, file, &wanted, &book.sheet_names, &asker),
        };
        Box::new(finding.at(decl.file_span, ""))
    };
    best.map(|(_, found)| found).ok_or_else(missing)
}

/// The schema with no duty on key columns: an empty one is told of as a fault of the key.
fn without_key_duty(schema: &Schema) -> Schema {
    let mut schema = schema.clone();
    for id in schema.key.clone() {
        if let Some(column) = schema.columns.get_mut(id.0) {
            column.required = false;
        }
    }
    schema
}

/// A row's values in some columns; `Err` with the first empty one, `None` inside where a cell is unreadable.
pub(super) fn key_of(table: &Table, row: usize, columns: &[ColumnId]) -> Result<Option<Vec<Value>>, ColumnId> {
    let mut key = Some(Vec::with_capacity(columns.len()));
    for column in columns {
        match table.get(row, column.0) {
            Entry::Present(value) => key.as_mut().into_iter().for_each(|key| key.push(value.clone())),
            Entry::Unreadable(_) => key = None,
            Entry::Empty => return Err(*column),
        }
    }
    Ok(key)
}

/// Keys that stand twice, and keys with an empty part: the first ones, and how many rows there are beyond.
fn key_findings(table: &Table, schema: &Schema) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut beyond: Vec<usize> = Vec::new();
    let mut tell = |row: usize, finding: &dyn Fn() -> Diagnostic| {
        if findings.len() < MOST_A_COLUMN { findings.push(finding()) } else { beyond.push(row) }
    };
    let mut seen: BTreeMap<Vec<Value>, usize> = BTreeMap::new();
    let rows = if schema.key.is_empty() { 0 } else { table.rows.len() };
    for row in 0..rows {
        match key_of(table, row, &schema.key) {
            Err(empty) => tell(row, &|| half_empty(table, schema, row, empty)),
            Ok(None) => {}
            Ok(Some(key)) => match seen.get(&key) {
                Some(first) => tell(row, &|| twice(table, schema, &key, *first, row)),
                None => {
                    seen.insert(key, row);
                }
            },
        }
    }
    findings.extend(rest(table, schema, &beyond));
    findings
}

fn rest(table: &Table, schema: &Schema, beyond: &[usize]) -> Option<Diagnostic> {
    let cell = table.place(*beyond.first()?, schema.key.first()?.0)?;
    let rows = if beyond.len() == 1 { "otra fila".to_owned() } else { format!("otras {} filas", beyond.len()) };
    let message = format!("{rows} de «{}» con la clave repetida o incompleta", schema.name);
    Some(Diagnostic::new(Code::TableKey, message).in_cell(cell))
}

fn row_number(table: &Table, row: usize) -> u64 {
    table.rows.get(row).map_or(0, |origin| u64::from(origin.row) + 1)
}

fn caption(schema: &Schema, column: ColumnId) -> &str {
    schema.columns.get(column.0).map_or("", |decl| decl.caption.as_str())
}

fn half_empty(table: &Table, schema: &Schema, row: usize, empty: ColumnId) -> Diagnostic {
    let number = row_number(table, row);
    let message = format!("la clave de la fila {number} está incompleta: falta «{}»", caption(schema, empty));
    let mut finding = Diagnostic::new(Code::TableKey, message);
    finding.cell = table.place(row, empty.0);
    finding.windows.extend(rows_window(table, schema, &[row], empty.0, "vacía"));
    finding.help("complete la clave, o quite la fila")
}

fn twice(table: &Table, schema: &Schema, key: &[Value], first: usize, second: usize) -> Diagnostic {
    let (one, other) = (row_number(table, first), row_number(table, second));
    let message = format!("la clave {} está dos veces: en las filas {one} y {other}", quote_key(key));
    let mut finding = Diagnostic::new(Code::TableKey, message);
    if let Some(column) = schema.key.first() {
        finding.cell = table.place(second, column.0);
        finding.windows.extend(rows_window(table, schema, &[first, second], column.0, ""));
    }
    finding.help("deje una sola fila con esa clave")
}

fn quote_key(key: &[Value]) -> String {
    let words: Vec<String> = key.iter().map(|value| quote(&value.to_string())).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests;
