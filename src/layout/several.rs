//! Cells of several values (`separado por ","`): the text in pieces, each read as the column's type says.

use std::sync::Arc;

use crate::table::Entry;
use crate::value::Value;
use crate::workbook::Content;

use super::convert::{CellReader, Reading, Remark};

/// Most values that one cell may hold; with more it is unreadable.
const MOST_IN_A_CELL: usize = 200;
/// Most values that the cells of one column of a workbook may hold together; those beyond are unreadable.
const MOST_IN_A_COLUMN: usize = 2_000_000;

/// The values of a cell, each present or unreadable.
pub(super) type Pieces = Arc<[Entry]>;

/// Reads the cells of a column of several values.
pub(super) struct Splitter<'a> {
    separator: &'a str,
    left: usize,
}

impl<'a> Splitter<'a> {
    /// Values parted by a text.
    pub(super) fn new(separator: &'a str) -> Self {
        Splitter { separator, left: MOST_IN_A_COLUMN }
    }

    /// A cell as a whole, and its values: empty without any, unreadable with one that is unreadable.
    pub(super) fn read(&mut self, reader: &CellReader<'_>, content: Option<&Content>) -> (Reading, Pieces) {
        let Some(content) = content.filter(|content| !reader.is_empty(content)) else {
            return ((Entry::Empty, None), Pieces::default());
        };
        let Content::Text(text) = content else { return one(reader.read(Some(content))) };
        let most = MOST_IN_A_CELL.min(self.left);
        let pieces: Vec<Content> = pieces(text, self.separator).take(most + 1).collect();
        if pieces.len() > most {
            return ((Entry::Unreadable(Arc::clone(text)), None), Pieces::default());
        }
        self.left -= pieces.len();
        whole(text, pieces.iter().map(|piece| reader.read(Some(piece))).collect())
    }
}

/// The pieces of a text that are more than blanks.
pub(super) fn pieces<'t>(text: &'t str, separator: &'t str) -> impl Iterator<Item = Content> + 't {
    let filled = text.split(separator).map(str::trim).filter(|piece| !piece.is_empty());
    filled.map(|piece| Content::Text(piece.into()))
}

/// A cell of one value, such as a number.
fn one((entry, remark): Reading) -> (Reading, Pieces) {
    let whole = match &entry {
        Entry::Present(value) => Entry::Present(Value::List([value.clone()].into())),
        other => other.clone(),
    };
    ((whole, remark), [entry].into())
}

fn whole(text: &Arc<str>, read: Vec<Reading>) -> (Reading, Pieces) {
    let values = read.iter().map(|(entry, _)| match entry {
        Entry::Present(value) => Some(value.clone()),
        Entry::Empty | Entry::Unreadable(_) => None,
    });
    let unreadable = read.iter().find(|(entry, _)| !matches!(entry, Entry::Present(_)));
    let remark: Option<Remark> = match unreadable {
        Some((_, remark)) => *remark,
        // A cell of several numbers cannot be but a text.
        None => read.iter().find_map(|(_, remark)| *remark).filter(|remark| *remark != Remark::FromText),
    };
    let entry = match values.collect::<Option<Arc<[Value]>>>() {
        Some(values) if values.is_empty() => Entry::Empty,
        Some(values) => Entry::Present(Value::List(values)),
        None => Entry::Unreadable(Arc::clone(text)),
    };
    ((entry, remark), read.into_iter().map(|(entry, _)| entry).collect())
}

#[cfg(test)]
mod tests;
