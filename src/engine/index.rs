//! Rows by the values of some columns, built once for each table and choice of columns.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use crate::ruleset::model::{ColumnId, TableRef};
use crate::table::{Entry, State, Table};
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
    fn new(table: &Table, columns: &[ColumnId]) -> Self {
        let mut index = Index::default();
        for row in 0..table.rows.len() {
            index.add(table, columns, row);
        }
        index
    }

    fn add(&mut self, table: &Table, columns: &[ColumnId], row: usize) {
        let values: Option<Vec<Value>> = columns.iter().map(|column| present(table, row, *column)).collect();
        match values {
            Some(values) => self.rows.entry(values.into()).or_default().push(row),
            None => self.loose.push(row),
        }
        if self.unreadable.is_none() {
            let state = |column: &ColumnId| table.columns.get(column.0).map(|column| column.state(row));
            let at = columns.iter().position(|column| state(column) == Some(State::Unreadable));
            self.unreadable = at.map(|at| (row, at));
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

fn present(table: &Table, row: usize, column: ColumnId) -> Option<Value> {
    match table.get(row, column.0) {
        Entry::Present(value) => Some(value),
        Entry::Empty | Entry::Unreadable(_) => None,
    }
}

type ByColumns = BTreeMap<Vec<ColumnId>, Arc<Index>>;

/// The indexes of some tables, each built when first asked for; threads may share them.
#[derive(Debug, Default)]
pub(super) struct Indexes(Mutex<BTreeMap<TableRef, ByColumns>>);

impl Indexes {
    /// The index of `table`, which `name` stands for, by `columns`.
    pub(super) fn get(&self, name: TableRef, table: &Table, columns: &[ColumnId]) -> Arc<Index> {
        let mut built = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let built = built.entry(name).or_default();
        if let Some(index) = built.get(columns) {
            return Arc::clone(index);
        }
        let index = Arc::new(Index::new(table, columns));
        built.insert(columns.to_vec(), Arc::clone(&index));
        index
    }
}
