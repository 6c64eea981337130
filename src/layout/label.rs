//! Labels in the title block of a sheet, and the values that stand beside, below or inside them.

use std::sync::Arc;

use crate::cell::{Area, CellRef};
use crate::syntax::ast::Side;
use crate::text::{fold, squeeze};
use crate::workbook::Content;

use super::convert::is_blank;
use super::grid::Grid;

/// Longest text, in bytes, that is searched for a label.
const LONGEST_LABEL_CELL: usize = 4000;

/// How many cells of a title block are searched for labels, and how far from a label its value is looked for. Those of
/// real forms have some dozens.
const MOST_CELLS: usize = 2_000;

/// What a label has beside it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Labelled {
    /// The label is not there.
    NoLabel,
    /// The label is there, its value is not.
    NoValue {
        /// The label's cell.
        label: CellRef,
        /// Where the value should stand.
        expected: CellRef,
    },
    /// Both are there.
    Value {
        /// The label's cell.
        label: CellRef,
        /// The value's cell; the label's own where the value stands in it.
        at: CellRef,
        /// The value.
        content: Content,
    },
}

/// The part of a sheet above its header, and all labels that a format looks for in it.
pub(super) struct TitleBlock<'a> {
    grid: &'a Grid<'a>,
    /// The first row below.
    end: u32,
    /// The cells that may hold a label, with their folded texts.
    texts: Vec<(CellRef, &'a str, String)>,
    labels: Vec<Vec<String>>,
}

impl<'a> TitleBlock<'a> {
    pub(super) fn new<'l>(grid: &'a Grid<'a>, end: u32, labels: impl Iterator<Item = &'l str>) -> Self {
        let texts = grid.between(0, end).iter().filter_map(|cell| match &cell.content {
            Content::Text(text) if text.len() <= LONGEST_LABEL_CELL => Some((cell.at, &**text, fold(text))),
            _ => None,
        });
        let texts = texts.take(MOST_CELLS).collect();
        TitleBlock { grid, end, texts, labels: labels.map(|label| words(&fold(label))).collect() }
    }

    /// Looks for a label and its value. Where the label stands more than once, the first that has a value counts.
    pub(super) fn find(&self, label: &str, side: Side) -> Labelled {
        let label = words(&fold(label));
        let mut found = Labelled::NoLabel;
        let first_word = label.first().map_or("", String::as_str);
        for (at, text, _) in self.texts.iter().filter(|(_, _, folded)| folded.contains(first_word)) {
            let Some(hit) = after_label(text, &label) else { continue };
            match self.value(self.grid.area_from(*at), &hit, side) {
                Some(value @ Labelled::Value { .. }) => return value,
                Some(other) if found == Labelled::NoLabel => found = other,
                _ => {}
            }
        }
        found
    }

    /// What a hit comes to on the given side; `None` where it is no label after all.
    fn value(&self, area: Area, hit: &Hit, side: Side) -> Option<Labelled> {
        let label = area.first;
        let own = || Labelled::Value { label, at: label, content: Content::Text(Arc::from(hit.rest.as_str())) };
        let right = CellRef { row: label.row, column: area.last.column.saturating_add(1) };
        let below = CellRef { row: area.last.row.saturating_add(1), column: label.column };
        let (outside, expected) = match side {
            Side::Inside if hit.rest.is_empty() => (None, label),
            Side::Inside => return Some(own()),
            _ if !hit.starts => return None,
            Side::Right if hit.colon && !hit.rest.is_empty() => return Some(own()),
            _ if !hit.rest.is_empty() => return None,
            Side::Right => (self.first_filled(right, u32::MAX), right),
            Side::Below => (self.first_filled(below, area.last.column), below),
        };
        Some(match outside {
            Some((at, content)) => Labelled::Value { label, at, content: content.clone() },
            None => Labelled::NoValue { label, expected },
        })
    }

    /// The first filled cell of a row from a cell on, unless that is a label of its own. A merged area that begins there
    /// is where the form wants the value: beyond it stands something else.
    fn first_filled(&self, from: CellRef, last_column: u32) -> Option<(CellRef, &'a Content)> {
        if from.row >= self.end {
            return None;
        }
        let area = self.grid.area_from(from);
        let last_column = if area.first == area.last { last_column } else { last_column.min(area.last.column) };
        let row = self.grid.between(from.row, from.row.saturating_add(1));
        let start = row.partition_point(|cell| cell.at.column < from.column);
        let mut cells = row.iter().skip(start).take_while(|cell| cell.at.column <= last_column).take(MOST_CELLS);
        let cell = cells.find(|cell| !is_blank(&cell.content, &[]))?;
        (!self.is_label(&cell.content)).then_some((cell.at, &cell.content))
    }

    fn is_label(&self, content: &Content) -> bool {
        let Content::Text(text) = content else { return false };
        let known = |label: &Vec<String>| {
            after_label(text, label).is_some_and(|hit| hit.starts && (hit.colon || hit.rest.is_empty()))
        };
        text.trim_end().ends_with(':') || self.labels.iter().any(known)
    }
}

/// A label met in a text.
struct Hit {
    /// Whether the text begins with it.
    starts: bool,
    /// Whether a colon follows it.
    colon: bool,
    /// What follows, to the end of the line; blanks folded.
    rest: String,
}

/// Words of a text; a colon parts them too.
fn words(text: &str) -> Vec<String> {
    text.split(is_gap).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn is_gap(letter: char) -> bool {
    letter.is_whitespace() || letter == ':'
}

/// Finds a label's words in a text, one after the other.
fn after_label(text: &str, label: &[String]) -> Option<Hit> {
    if text.len() > LONGEST_LABEL_CELL || label.is_empty() {
        return None;
    }
    let text = text.replace("_x000D_", "\n");
    let ends = word_ends(&text);
    let folded: Vec<&str> = ends.iter().map(|(word, _)| word.as_str()).collect();
    let start = folded.windows(label.len()).position(|window| window == label)?;
    let (_, end) = ends.get(start + label.len() - 1)?;
    let rest = text.get(*end..)?;
    let value = rest.trim_start_matches(is_gap);
    let gap = rest.get(..rest.len() - value.len())?;
    Some(Hit { starts: start == 0, colon: gap.contains(':'), rest: squeeze(value.lines().next().unwrap_or_default()) })
}

/// The words of a text, folded, each with the byte where it ends.
fn word_ends(text: &str) -> Vec<(String, usize)> {
    let mut words = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(is_gap) {
        let word = piece.trim_end_matches(is_gap);
        if !word.is_empty() {
            words.push((fold(word), at + word.len()));
        }
        at += piece.len();
    }
    words
}

#[cfg(test)]
mod tests;
