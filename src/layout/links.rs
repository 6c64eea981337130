//! Values that must stand in a reference table: `-> programas`.

use std::collections::{BTreeMap, BTreeSet};

use crate::cell::CellPlace;
use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{Reference, Schema, TableDecl};
use crate::table::Table;
use crate::text::{enumerate, nearest};
use crate::value::Value;

use super::drawing::{rows_window, shown};
use super::findings::{MOST_A_COLUMN, by_block};
use super::reference::key_of;
use super::wording::quote;

/// Each cell whose value is not a key of the table that its column refers to. Empty and unreadable cells are passed
/// over: the reader tells of those. `tables` and `decls` are those of the rule set, in its order.
pub fn check_references(
    table: &Table,
    schema: &Schema,
    tables: &[Table],
    decls: &[TableDecl],
    code: Code,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (column, decl) in schema.columns.iter().enumerate() {
        let Some(reference) = &decl.reference else { continue };
        let target = tables.get(reference.table.0).zip(decls.get(reference.table.0));
        let Some((target, target_decl)) = target else { continue };
        let check = ReferenceCheck { table, schema, column, reference, target, key: &target_decl.schema };
        findings.extend(check.findings(code));
    }
    findings
}

/// One column that refers to a table.
struct ReferenceCheck<'a> {
    table: &'a Table,
    schema: &'a Schema,
    column: usize,
    reference: &'a Reference,
    target: &'a Table,
    key: &'a Schema,
}

impl ReferenceCheck<'_> {
    fn findings(&self, code: Code) -> Vec<Diagnostic> {
        let keys = (0..self.target.rows.len()).filter_map(|row| key_of(self.target, row, &self.key.key).ok().flatten());
        let known: BTreeSet<Vec<Value>> = keys.collect();
        let mut nearest = NearestKeys::new(&known);
        let mut findings = Vec::new();
        for (_, cells) in by_block(self.unknown(&known).into_iter()) {
            for (row, place) in cells.iter().take(MOST_A_COLUMN) {
                findings.push(self.finding(*row, place, &mut nearest, code));
            }
            if let (Some((_, first)), Some((_, last))) = (cells.get(MOST_A_COLUMN), cells.last()) {
                let more = cells.len() - MOST_A_COLUMN;
                let message = self.rest(more, first, last);
                findings.push(Diagnostic::new(code, message).in_cell(first.clone()));
            }
        }
        findings
    }

    /// Block, row and place of each cell whose key is not known.
    fn unknown(&self, known: &BTreeSet<Vec<Value>>) -> Vec<(usize, usize, CellPlace)> {
        let unknown = |row: &usize| match key_of(self.table, *row, &self.reference.keys) {
            Ok(Some(key)) => !known.contains(&key),
            _ => false,
        };
        let rows = (0..self.table.rows.len()).filter(unknown);
        let placed = rows.filter_map(|row| {
            let block = self.table.rows.get(row)?.block as usize;
            Some((block, row, self.table.place(row, self.column)?))
        });
        placed.collect()
    }

    fn caption(&self) -> &str {
        self.schema.columns.get(self.column).map_or("", |decl| decl.caption.as_str())
    }

    fn rest(&self, more: usize, first: &CellPlace, last: &CellPlace) -> String {
        let (caption, name) = (self.caption(), &self.key.name);
        match more {
            1 => format!("otra celda de «{caption}» no está en «{name}»: {}", last.cell),
            _ => format!("otras {more} celdas de «{caption}» no están en «{name}», de {} a {}", first.cell, last.cell),
        }
    }

    fn finding(&self, row: usize, place: &CellPlace, nearest: &mut NearestKeys, code: Code) -> Diagnostic {
        let value = shown(&self.table.get(row, self.column));
        let (at, name) = (place.cell, &self.key.name);
        let message = match self.reference.keys.as_slice() {
            [_] => format!("{at} dice {} y no está en «{name}»", quote(&value)),
            keys => {
                let parts: Vec<String> = keys.iter().map(|key| quote(&shown(&self.table.get(row, key.0)))).collect();
                format!("{at} dice {}, y «{name}» no tiene {}", quote(&value), enumerate(&parts))
            }
        };
        let mut finding = Diagnostic::new(code, message).in_cell(place.clone());
        finding.windows.extend(rows_window(self.table, self.schema, &[row], self.column, ""));
        finding.maybe_help(nearest.to(&value).map(|near| format!("¿quiso decir «{near}»?")))
    }
}

/// How many keys may be held against values in search of the nearest, for one column.
const MOST_COMPARED: usize = 1_000_000;

/// The known keys most like some values, where the key is of one column; each value is looked up once.
struct NearestKeys {
    names: Vec<String>,
    found: BTreeMap<String, Option<String>>,
}

impl NearestKeys {
    fn new(known: &BTreeSet<Vec<Value>>) -> Self {
        let name = |key: &Vec<Value>| if let [only] = key.as_slice() { Some(only.to_string()) } else { None };
        NearestKeys { names: known.iter().filter_map(name).collect(), found: BTreeMap::new() }
    }

    fn to(&mut self, value: &str) -> Option<&str> {
        let affordable = (self.found.len() + 1).saturating_mul(self.names.len()) <= MOST_COMPARED;
        let names = self.names.iter().map(String::as_str);
        let find = || affordable.then(|| nearest(value, names)).flatten().map(str::to_owned);
        self.found.entry(value.to_owned()).or_insert_with(find).as_deref()
    }
}

#[cfg(test)]
mod tests;
