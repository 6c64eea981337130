//! Values that must stand in a reference table: `-> programas`.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::cell::CellPlace;
use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{Reference, Schema, TableDecl};
use crate::table::Table;
use crate::text::{Spellings, enumerate};
use crate::value::Value;

use super::findings::{by_block, one_by_one, rest_of_column};
use super::reference::key_of;
use super::window::{rows_window, shown};
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
        let unknown = (0..self.table.rows.len()).filter(|row| self.is_unknown(*row, &known));
        for (_, cells) in by_block(self.table, self.column, unknown) {
            let single = |row, place: &CellPlace| self.finding(row, place, &mut nearest, code);
            findings.extend(one_by_one(&cells, single, |rest| self.rest(rest, code)));
        }
        findings
    }

    fn is_unknown(&self, row: usize, known: &BTreeSet<Vec<Value>>) -> bool {
        self.keys_of(row).iter().any(|key| !known.contains(key))
    }

    /// The keys that a row refers to: one, or each of its values where a cell holds several.
    fn keys_of(&self, row: usize) -> Vec<Vec<Value>> {
        match key_of(self.table, row, &self.reference.keys) {
            Ok(Some(key)) => match key.as_slice() {
                [Value::List(values)] => values.iter().map(|value| vec![value.clone()]).collect(),
                _ => vec![key],
            },
            Ok(None) | Err(_) => Vec::new(),
        }
    }

    fn caption(&self) -> &str {
        self.schema.columns.get(self.column).map_or("", |decl| decl.caption.as_str())
    }

    fn rest(&self, rest: &[(usize, CellPlace)], code: Code) -> Option<Diagnostic> {
        let name = &self.key.name;
        let words = (format!("no está en «{name}»"), format!("no están en «{name}»"));
        rest_of_column(self.caption(), rest, (&words.0, &words.1), code)
    }

    fn finding(&self, row: usize, place: &CellPlace, nearest: &mut NearestKeys<'_>, code: Code) -> Diagnostic {
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
const MOST_COMPARED: usize = 100_000_000;

/// The known keys most like some values, where the key is of one column; each value is looked up once.
struct NearestKeys<'a> {
    known: &'a BTreeSet<Vec<Value>>,
    /// Made when first asked for: most columns have no stray value.
    names: OnceCell<Spellings<String>>,
    found: BTreeMap<String, Option<String>>,
}

impl<'a> NearestKeys<'a> {
    fn new(known: &'a BTreeSet<Vec<Value>>) -> Self {
        NearestKeys { known, names: OnceCell::new(), found: BTreeMap::new() }
    }

    fn to(&mut self, value: &str) -> Option<&str> {
        let names = self.names.get_or_init(|| Spellings::new(self.known.iter().filter_map(name)));
        let affordable = (self.found.len() + 1).saturating_mul(self.known.len()) <= MOST_COMPARED;
        let find = || affordable.then(|| names.nearest(value).cloned()).flatten();
        self.found.entry(value.to_owned()).or_insert_with(find).as_deref()
    }
}

fn name(key: &Vec<Value>) -> Option<String> {
    if let [only] = key.as_slice() { Some(only.to_string()) } else { None }
}

#[cfg(test)]
mod tests;
