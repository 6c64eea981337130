//! The value of a column nearest to a word: each column is made ready once, and each word looked for once.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use crate::ruleset::model::{ColumnId, TableRef};
use crate::table::Entry;
use crate::text::Spellings;
use crate::value::Value;

/// How many different words a workbook may ask the nearest value for; a hostile one could ask for millions.
const MOST_WORDS: usize = 1_000;

/// What has been asked so far.
#[derive(Debug, Default)]
pub(super) struct NearestValues {
    columns: RefCell<BTreeMap<(TableRef, ColumnId), Known>>,
    words: Cell<usize>,
}

/// A column's values, and what was found among them.
#[derive(Debug)]
struct Known {
    spellings: Spellings<Spelt>,
    found: BTreeMap<String, Option<Value>>,
}

/// A value, and how it is written.
#[derive(Debug)]
struct Spelt {
    written: String,
    value: Value,
}

impl AsRef<str> for Spelt {
    fn as_ref(&self) -> &str {
        &self.written
    }
}

impl NearestValues {
    /// The value of the column that `name` stands for most like another, if one is near; `entries` are what it holds.
    pub(super) fn to(
        &self,
        value: &Value,
        name: (TableRef, ColumnId),
        entries: impl Iterator<Item = Entry>,
    ) -> Option<Value> {
        let word = value.plain();
        let mut columns = self.columns.borrow_mut();
        let known = columns.entry(name).or_insert_with(|| Known::new(entries));
        if let Some(found) = known.found.get(&word) {
            return found.clone();
        }
        let words = self.words.get();
        if words >= MOST_WORDS {
            return None;
        }
        self.words.set(words + 1);
        let found = known.spellings.nearest(&word).map(|near| near.value.clone());
        known.found.insert(word, found.clone());
        found
    }
}

impl Known {
    fn new(entries: impl Iterator<Item = Entry>) -> Self {
        let mut seen = BTreeSet::new();
        let present = entries.filter_map(|entry| match entry {
            Entry::Present(value) => Some(Spelt { written: value.plain(), value }),
            Entry::Empty | Entry::Unreadable(_) => None,
        });
        let different = present.filter(|spelt| seen.insert(spelt.written.clone()));
        Known { spellings: Spellings::new(different), found: BTreeMap::new() }
    }
}
