//! How wide each column of a window is drawn, and which find no room.

use crate::cell::column_letters;
use crate::diagnostic::{Window, WindowColumn};

use super::super::escape::{escape, fit, width};

/// Columns between two columns of the sheet.
const GAP: usize = 2;
/// What a text keeps at least when room is scarce; more if it is underlined, and amounts more still.
const LEAST_TEXT: usize = 8;
const LEAST_MARKED: usize = 16;
const LEAST_AMOUNT: usize = 26;

/// A window laid out.
pub(super) struct Grid {
    /// The columns that are drawn, from left to right.
    pub(super) slots: Vec<Slot>,
    /// The cells' texts, safe to print, by row and then by column of the window.
    pub(super) rows: Vec<Vec<String>>,
    /// The columns of the sheet, from 0, that find no room.
    pub(super) dropped: Vec<u32>,
}

/// A column laid out.
pub(super) struct Slot {
    /// Index into the window's columns.
    pub(super) index: usize,
    /// Its letters.
    pub(super) letters: String,
    /// Its caption, safe to print.
    pub(super) caption: String,
    /// Whether numbers stand in it, and so to the right.
    pub(super) numeric: bool,
    /// Where it begins.
    pub(super) start: usize,
    /// How wide it is.
    pub(super) width: usize,
    /// Whether any of its cells is underlined.
    pub(super) marked: bool,
    /// Whether any of its cells has a role.
    cast: bool,
    column: u32,
    least: usize,
    natural: usize,
}

impl Slot {
    fn new(index: usize, column: &WindowColumn, window: &Window, rows: &[Vec<String>]) -> Self {
        let (letters, caption) = (column_letters(column.column), escape(&column.caption));
        let cells: Vec<&String> =
            rows.iter().filter_map(|row| row.get(index)).filter(|cell| !cell.is_empty()).collect();
        let numeric = column.numeric;
        let marks = || window.rows.iter().flat_map(|row| &row.marks).filter(|mark| mark.column == index);
        let (marked, cast) = (marks().next().is_some(), marks().any(|mark| !mark.role.is_empty()));
        let heading = width(&letters) + 1 + width(&caption);
        let widest = cells.iter().map(|cell| width(cell)).max().unwrap_or(0);
        let most = match (numeric, marked) {
            (true, _) => LEAST_AMOUNT,
            (false, true) => LEAST_MARKED,
            (false, false) => LEAST_TEXT,
        };
        let least = if numeric { widest.min(most) } else { heading.max(widest).min(most) }.max(width(&letters));
        let natural = heading.max(widest);
        Slot {
            index,
            letters,
            caption,
            numeric,
            start: 0,
            width: natural,
            column: column.column,
            marked,
            cast,
            least,
            natural,
        }
    }

    /// Where a text of such a width begins.
    pub(super) fn place(&self, columns: usize, to_the_right: bool) -> usize {
        if to_the_right { self.start + self.width.saturating_sub(columns) } else { self.start }
    }

    /// Where this column's cell begins in a row, and what of it is shown. As in Excel, a text in a column of numbers
    /// stays left.
    pub(super) fn shown(&self, cells: &[String], ellipsis: &str) -> (usize, String) {
        let cell = cells.get(self.index).map_or("", String::as_str);
        let shown = fit(cell, self.width, ellipsis);
        (self.place(width(&shown), self.numeric && is_number(cell)), shown)
    }
}

impl Grid {
    /// Lays a window out in so many columns of the terminal.
    pub(super) fn new(window: &Window, room: usize, ellipsis: &str) -> Self {
        let rows: Vec<Vec<String>> =
            window.rows.iter().map(|row| row.cells.iter().map(|cell| tidy(cell)).collect()).collect();
        let columns = window.columns.iter().enumerate();
        let mut slots: Vec<Slot> = columns.map(|(index, column)| Slot::new(index, column, window, &rows)).collect();
        let dropped = drop_columns(&mut slots, room);
        set_widths(&mut slots, room.max(width(ellipsis) + 1));
        let mut start = 0;
        for slot in &mut slots {
            slot.start = start;
            start += slot.width + GAP;
        }
        Grid { slots, rows, dropped }
    }
}

/// A cell's text as it is drawn: blanks at its ends would look like nothing.
fn tidy(cell: &str) -> String {
    escape(cell).trim_end().to_owned()
}

/// Takes out columns until the others fit at their least: the last one without a mark, else the last one without a
/// role, else the first, as totals stand at the end.
fn drop_columns(slots: &mut Vec<Slot>, room: usize) -> Vec<u32> {
    let mut dropped = Vec::new();
    let mut needed: usize = slots.iter().map(|slot| slot.least + GAP).sum();
    while slots.len() > 1 && needed > room + GAP {
        let unmarked = slots.iter().rposition(|slot| !slot.marked);
        let at = unmarked.or_else(|| slots.iter().rposition(|slot| !slot.cast)).unwrap_or(0);
        let slot = slots.remove(at);
        needed -= slot.least + GAP;
        dropped.push(slot.column);
    }
    dropped.sort_unstable();
    dropped
}

/// Gives each column its natural width if all fit; else cuts the widest down to one measure, none below its least.
fn set_widths(slots: &mut [Slot], room: usize) {
    let gaps = GAP * slots.len().saturating_sub(1);
    let width_at = |slot: &Slot, measure: usize| slot.natural.min(measure.max(slot.least));
    let fits = |measure: &usize| slots.iter().map(|slot| width_at(slot, *measure)).sum::<usize>() + gaps <= room;
    let measure = (0..=room).rev().find(fits).unwrap_or(0);
    for slot in slots {
        slot.width = width_at(slot, measure).min(room);
    }
}

/// Whether a text in a column of numbers is one (`$ 1.234,5`, `12 %`, `-3`), not what could not be read as one.
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let text = text.strip_prefix("$ ").unwrap_or(text);
    let text = text.strip_suffix(" %").unwrap_or(text);
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
}
