//! Rows by the values of some columns, built once for each table and choice of columns.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use crate::ruleset::model::{ColumnId, TableRef};
use crate::table::Entry;
use crate::value::Value;

/// The rows of a table by the values of some of its columns.
#[derive(Debug, Default)]
pub(super) struct Index {
    rows: HashMap<Box<[Value]>, Vec<usize>>,
    /// Rows where one of the columns is empty or unreadable, in their order.
    loose: Vec<usize>,
    /// The first unreadable cell: row, and which of the columns.
    unreadable: Option<(usize, usize)>,
}

impl Index {
    fn new(rows: usize, columns: &[ColumnId], entry: EntryOf<'_>) -> Self {
        let mut index = Index::default();
        for row in 0..rows {
            index.add(columns, row, entry);
        }
        index
    }

    fn add(&mut self, columns: &[ColumnId], row: usize, entry: EntryOf<'_>) {
        let entries: Vec<Entry> = columns.iter().map(|column| entry(row, *column)).collect();
        if self.unreadable.is_none() {
            let at = entries.iter().position(|entry| matches!(entry, Entry::Unreadable(_)));
            self.unreadable = at.map(|at| (row, at));
        }
        match entries.into_iter().map(present).collect::<Option<Vec<Value>>>() {
            Some(values) => self.rows.entry(values.into()).or_default().push(row),
            None => self.loose.push(row),
        }
    }

    /// The rows with these values, in their order.
    pub(super) fn rows(&self, values: &[Value]) -> &[usize] {
        self.rows.get(values).map_or(&[], Vec::as_slice)
    }

    /// Rows where one of the columns has no value, in their order.
    pub(super) fn loose(&self) -> &[usize] {
        &self.loose
    }

    /// The first unreadable cell: row, and which of the index's columns.
    pub(super) fn unreadable(&self) -> Option<(usize, usize)> {
        self.unreadable
    }
}

/// What a table holds at a row and a column.
type EntryOf<'a> = &'a dyn Fn(usize, ColumnId) -> Entry;

fn present(entry: Entry) -> Option<Value> {
    match entry {
        Entry::Present(value) => Some(value),
        Entry::Empty | Entry::Unreadable(_) => None,
    }
}

type ByColumns = BTreeMap<Vec<ColumnId>, Arc<Index>>;

/// The indexes of some tables, each built when first asked for; threads may share them.
#[derive(Debug, Default)]
pub(super) struct Indexes(Mutex<BTreeMap<TableRef, ByColumns>>);

impl Indexes {
    /// The index of the `rows` rows of the table that `name` stands for, by `columns`.
    pub(super) fn get(&self, name: TableRef, rows: usize, columns: &[ColumnId], entry: EntryOf<'_>) -> Arc<Index> {
        let mut built = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let built = built.entry(name).or_default();
        if let Some(index) = built.get(columns) {
            return Arc::clone(index);
        }
        let index = Arc::new(Index::new(rows, columns, entry));
        built.insert(columns.to_vec(), Arc::clone(&index));
        index
    }
}
