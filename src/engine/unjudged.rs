//! Checks that could not be judged: gathered by cause, so that one cause is told once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::ruleset::model::{ColumnId, TableRef};
use crate::source::Span;
use crate::table::Entry;
use crate::workbook::UNVALUED;

use super::eval::Frame;
use super::finding::Finding;
use super::gap::{Cause, Cell, Gap, Sought};
use super::reader::{Lack, Reported};
use super::site::Site;
use super::subject;
use super::window;
use super::words::quoted;
use super::world::MOST_CELLS;

mod words;

/// How many rows a window of unjudged checks draws.
const ROWS_DRAWN: usize = 3;
/// How many examples a message gives.
const MOST_EXAMPLES: usize = 3;

/// What makes two causes the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Empty(TableRef, ColumnId),
    Unreadable(TableRef, ColumnId),
    NotFound(TableRef),
    Several(TableRef),
    NoValues(Span),
    NoEntry(Span),
    ZeroDivision(Span),
    Overflow(Span),
    TooMuch,
    Malformed(Span),
}

impl Key {
    fn of(cause: &Cause) -> Self {
        match cause {
            Cause::Empty(cell) => Key::Empty(cell.table, cell.column),
            Cause::Unreadable(cell) => Key::Unreadable(cell.table, cell.column),
            Cause::NotFound(sought) => Key::NotFound(sought.table),
            Cause::Several(sought) => Key::Several(sought.table),
            Cause::NoValues(span) => Key::NoValues(*span),
            Cause::NoEntry(span, ..) => Key::NoEntry(*span),
            Cause::ZeroDivision(span, _) => Key::ZeroDivision(*span),
            Cause::Overflow(span) => Key::Overflow(*span),
            // One cause, wherever in the rule the last step was.
            Cause::TooMuch(_) => Key::TooMuch,
            Cause::Malformed(span) => Key::Malformed(*span),
        }
    }
}

/// The checks that one cause left without a verdict.
#[derive(Debug, Default)]
struct Bundle {
    checks: usize,
    cells: BTreeSet<Cell>,
    examples: BTreeSet<String>,
    subject: Vec<(String, String)>,
}

/// The checks of one rule that could not be judged.
#[derive(Debug, Default)]
pub(super) struct Unjudged {
    bundles: BTreeMap<Key, Bundle>,
    /// Rows that belong to no group.
    apart: BTreeMap<Key, Bundle>,
    /// How many checks each lack that the reader has told of left without a verdict.
    pub(super) told: BTreeMap<Lack, usize>,
}

impl Unjudged {
    /// Adds a check. What the reader has told of (`reported`) is only counted.
    pub(super) fn add(&mut self, site: Site<'_>, reported: &Reported, frame: Frame<'_>, gap: &Gap) {
        if let Some(lack) = told(site, reported, gap) {
            return *self.told.entry(lack).or_default() += 1;
        }
        let bundle = self.bundles.entry(Key::of(&gap.cause)).or_default();
        if bundle.checks == 0 {
            bundle.subject = subject::shown(site.subject(frame));
        }
        bundle.checks += 1;
        bundle.take(site, &gap.cause, || site.cells(frame));
    }

    /// Adds a row that forms no group; all of them together are one check.
    pub(super) fn add_apart(&mut self, site: Site<'_>, reported: &Reported, row: usize, gap: &Gap) {
        if let Some(lack) = told(site, reported, gap) {
            return *self.told.entry(lack).or_default() = 1;
        }
        let bundle = self.apart.entry(Key::of(&gap.cause)).or_default();
        bundle.checks += 1;
        bundle.take(site, &gap.cause, || site.cells(Frame::Row(site.peers.table, row)));
    }

    /// The findings, one a cause; rows that form no group are one finding, whatever keeps them out.
    pub(super) fn findings(&self, site: Site<'_>) -> Vec<Finding> {
        let mut findings: Vec<Finding> = Vec::new();
        for (key, bundle) in &self.bundles {
            let why = words::cause(site.world, *key, bundle);
            let message = words::checks(&site.rule.name, bundle.checks, &why);
            findings.push(finding(site, &words::key(site.world, *key), bundle, message));
        }
        if !self.apart.is_empty() {
            let whys: Vec<String> = self.apart.iter().map(|(key, rows)| words::cause(site.world, *key, rows)).collect();
            let mut rows = Bundle { checks: 1, ..Bundle::default() };
            rows.cells = self.apart.values().flat_map(|bundle| bundle.cells.iter().copied()).collect();
            let many = self.apart.values().map(|bundle| bundle.checks).sum();
            findings.push(finding(site, "apart", &rows, words::apart(&site.rule.name, many, &whys)));
        }
        findings
    }
}

impl Bundle {
    fn take(&mut self, site: Site<'_>, cause: &Cause, otherwise: impl FnOnce() -> Vec<Cell>) {
        let example = match cause {
            Cause::NotFound(sought) | Cause::Several(sought) => Some(words::keys(sought)),
            Cause::NoEntry(_, name, _) => Some(quoted(name)),
            _ => None,
        };
        if self.examples.len() <= MOST_EXAMPLES {
            self.examples.extend(example);
        }
        let cells = cells(cause);
        let world = site.world;
        if cells.iter().any(|cell| world.place(*cell).is_some()) {
            self.cells.extend(cells);
            return;
        }
        // What no level above gives stands nowhere; its row does.
        let row = cells.first().and_then(|cell| Some((cell.table, cell.row?, *world.identifying(cell.table).first()?)));
        match row {
            Some((table, row, column)) => _ = self.cells.insert(world.look(table, row, column)),
            None => self.cells.extend(otherwise()),
        }
    }
}

/// Why a check has no verdict, in words.
pub(super) fn why(site: Site<'_>, gap: &Gap) -> String {
    let mut bundle = Bundle { checks: 1, ..Bundle::default() };
    bundle.take(site, &gap.cause, Vec::new);
    words::cause(site.world, Key::of(&gap.cause), &bundle)
}

/// What the reader has told of a gap, if it has.
fn told(site: Site<'_>, reported: &Reported, gap: &Gap) -> Option<Lack> {
    let (cell, unreadable) = match gap.cause {
        Cause::Unreadable(cell) => (cell, true),
        Cause::Empty(cell) => (cell, false),
        _ => return None,
    };
    // The reader says nothing of the row that ends the data.
    if site.world.is_totals(cell.table) {
        return None;
    }
    match site.world.place(cell) {
        Some(place) if unreadable && is_uncalculated(site, cell) => {
            reported.of_formula(&place.sheet.file).or_else(|| reported.of(&place, unreadable))
        }
        Some(place) if unreadable || site.world.is_required(cell) => reported.of(&place, unreadable),
        Some(_) => None,
        None => reported.of_dato(&dato_file(site, cell)?, site.world.column(cell.table, cell.column)?.span),
    }
}

/// Whether an unreadable cell is a formula without a stored value.
fn is_uncalculated(site: Site<'_>, cell: Cell) -> bool {
    matches!(site.world.entry(cell), Entry::Unreadable(text) if &*text == UNVALUED)
}

/// The file that lacks a dato without a cell. The approved version's are no matter of this workbook's findings.
fn dato_file(site: Site<'_>, cell: Cell) -> Option<Arc<str>> {
    let world = site.world;
    match (world.base(cell.table), cell.row) {
        (TableRef::Plan, None) => Some(world.file()),
        (TableRef::All, Some(row)) => world.origin(cell.table, row).map(|place| Arc::clone(&place.file)),
        _ => None,
    }
}

fn cells(cause: &Cause) -> Vec<Cell> {
    match cause {
        Cause::Empty(cell) | Cause::Unreadable(cell) => vec![*cell],
        Cause::NotFound(sought) | Cause::Several(sought) => plan_first(sought),
        Cause::ZeroDivision(_, cell) | Cause::NoEntry(_, _, cell) => cell.iter().copied().collect(),
        Cause::NoValues(_) | Cause::Overflow(_) | Cause::TooMuch(_) | Cause::Malformed(_) => Vec::new(),
    }
}

/// The cells that keys came from; those of rows, where there are some, rather than datos.
fn plan_first(sought: &Sought) -> Vec<Cell> {
    let rows: Vec<Cell> = sought.cells.iter().copied().filter(|cell| cell.row.is_some()).collect();
    if rows.is_empty() { sought.cells.clone() } else { rows }
}

fn finding(site: Site<'_>, cause: &str, bundle: &Bundle, message: String) -> Finding {
    let world = site.world;
    let cells: Vec<Cell> = bundle.cells.iter().copied().collect();
    let drawn: Vec<Cell> = cells.iter().copied().take(MOST_CELLS).collect();
    let (place, places) = world.places(&drawn);
    Finding {
        subject: if bundle.checks == 1 { bundle.subject.clone() } else { Vec::new() },
        file: world.file_of(&drawn),
        place,
        cells: places,
        windows: window::of_sheets(site, &cells, &[], "", ROWS_DRAWN),
        checks: bundle.checks,
        ..site.finding(cause, message)
    }
}
