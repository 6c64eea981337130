//! What a check is about, in words that stay the same from run to run, and the ids made from them.

use std::collections::BTreeMap;

use crate::ruleset::model::{ColumnId, DatoFinder, Rule, SubjectKind, TableRef};
use crate::table::Entry;
use crate::text::shorten;
use crate::value::Value;

use super::hash::add_part;
use super::world::{Book, World};

/// The name under which a subject that repeats says which one it is.
const ORDINAL: &str = "#";

/// The columns that identify a row, of those that its format has.
fn columns(world: &World<'_>, table: TableRef) -> impl Iterator<Item = ColumnId> {
    world.identifying(table).into_iter().filter(move |column| world.has(table, *column))
}

/// A row's subject; a row like an earlier one of its table gets an ordinal.
pub(super) fn of_row(world: &World<'_>, table: TableRef, row: usize) -> Vec<(String, String)> {
    numbered(world, table, row, plain)
}

/// What identifies a row in ids: as its subject, with texts in the form in which they are compared.
pub(super) fn key_of_row(world: &World<'_>, table: TableRef, row: usize) -> Vec<(String, String)> {
    numbered(world, table, row, folded)
}

fn numbered(world: &World<'_>, table: TableRef, row: usize, shown: Shown) -> Vec<(String, String)> {
    let mut subject = named(world, table, row, shown);
    if let Some(ordinal) = world.ordinals(table).get(row).copied().filter(|ordinal| *ordinal > 1) {
        subject.push((ORDINAL.to_owned(), ordinal.to_string()));
    }
    subject
}

/// Which one each row is among those of its workbook with the same subject, from 1.
pub(super) fn ordinals(world: &World<'_>, table: TableRef) -> Vec<usize> {
    let rows = world.table(table).map_or(0, |table| table.rows.len());
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let count = |row| {
        let identity = world.identity(table, row);
        let named = named(world, table, row, folded);
        let id = id([identity.as_str()].into_iter().chain(named.iter().map(|(_, value)| value.as_str())));
        let times = seen.entry(id).or_default();
        *times += 1;
        *times
    };
    (0..rows).map(count).collect()
}

/// A cell's content as a subject has it.
type Shown = fn(&Entry) -> String;

fn named(world: &World<'_>, table: TableRef, row: usize, shown: Shown) -> Vec<(String, String)> {
    let columns = columns(world, table).filter_map(|column| {
        let name = world.column(table, column)?.name.clone();
        Some((name, shown(&world.entry(world.cell(table, row, column)))))
    });
    columns.collect()
}

/// A group's subject: its keys.
pub(super) fn of_group(rule: &Rule, keys: &[Value]) -> Vec<(String, String)> {
    keyed(rule, keys, Value::plain)
}

/// What identifies a group in ids.
pub(super) fn key_of_group(rule: &Rule, keys: &[Value]) -> Vec<(String, String)> {
    keyed(rule, keys, folded_value)
}

fn keyed(rule: &Rule, keys: &[Value], shown: fn(&Value) -> String) -> Vec<(String, String)> {
    match &rule.subject.kind {
        SubjectKind::Groups(names) => {
            names.iter().zip(keys).map(|(name, key)| (name.name.clone(), shown(key))).collect()
        }
        SubjectKind::Rows | SubjectKind::Whole => Vec::new(),
    }
}

/// A subject as findings carry it: long values are cut, since thousands of findings may share one.
pub(super) fn shown(subject: Vec<(String, String)>) -> Vec<(String, String)> {
    const MOST_LETTERS: usize = 1_000;
    subject.into_iter().map(|(name, value)| (name, shorten(&value, MOST_LETTERS))).collect()
}

/// A workbook's subject: the datos that identify it.
pub(super) fn of_book(world: &World<'_>) -> Vec<(String, String)> {
    let identifying = |finder: &&DatoFinder| finder.identifies;
    let datos = world.book.and_then(|book| book.format).map(|format| format.datos.iter().filter(identifying));
    let named = |finder: &DatoFinder| {
        let name = world.column(TableRef::Plan, finder.column)?.name.clone();
        let cell = super::gap::Cell { table: TableRef::Plan, row: None, column: finder.column };
        Some((name, plain(&world.entry(cell))))
    };
    datos.map(|datos| datos.filter_map(named).collect()).unwrap_or_default()
}

/// An entry for other programs: the value's plain form, the text that could not be read, or nothing.
fn plain(entry: &Entry) -> String {
    match entry {
        Entry::Present(value) => value.plain(),
        Entry::Empty => String::new(),
        Entry::Unreadable(text) => text.to_string(),
    }
}

/// As [`plain`], with a text in the form in which it is compared.
fn folded(entry: &Entry) -> String {
    match entry {
        Entry::Present(value) => folded_value(value),
        other => plain(other),
    }
}

fn folded_value(value: &Value) -> String {
    match value {
        Value::Text(text) => text.folded().to_owned(),
        other => other.plain(),
    }
}

/// What tells a workbook from others from run to run; empty without one.
pub(super) fn identity(book: Option<Book<'_>>) -> String {
    book.map(|book| identity_of(book.file, book.identity)).unwrap_or_default()
}

/// What tells a workbook from others from run to run: its identifying datos, else its file's name.
pub(super) fn identity_of(file: &str, values: &[Value]) -> String {
    match values {
        [] => base_name(file).to_owned(),
        values => values.iter().map(folded_value).collect::<Vec<_>>().join("\u{1f}"),
    }
}

/// The last part of a path.
pub fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// 16 hexadecimal digits that stand for some texts in their order.
pub(super) fn id<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        add_part(&mut hasher, part.as_bytes());
    }
    let mut hex = hasher.finalize().to_hex().to_string();
    hex.truncate(16);
    hex
}
