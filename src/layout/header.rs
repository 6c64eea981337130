//! The captions that a format asks for, found among those of a sheet.

use std::collections::{BTreeMap, BTreeSet};

use crate::cell::CellRef;
use crate::ruleset::model::{CaptionFinder, ColumnFinder};

use super::heading::{Caption, Heading, unblank};

/// What a format asks for, held against one heading.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// The heading's last row: data begin below.
    pub(super) row: u32,
    /// The first row that a caption of the format stands in: the title block is above.
    pub(super) first_row: u32,
    /// For each column of the schema its column in the sheet.
    pub(super) columns: Vec<Option<u32>>,
    /// Columns, by index into the schema, whose caption is not there.
    pub(super) missing: Vec<usize>,
    /// Columns whose caption is there more than once, and the cells.
    pub(super) repeated: Vec<(usize, Vec<CellRef>)>,
}

impl Header {
    /// Whether every caption is there once.
    pub(super) fn fits(&self) -> bool {
        self.misfits() == 0
    }

    /// How many captions are missing or repeated.
    pub(super) fn misfits(&self) -> usize {
        self.missing.len() + self.repeated.len()
    }
}

/// Holds the finders of a schema's columns against each heading and keeps the best: the one with most captions found,
/// of equal ones the first. Also gives that heading's index; `None` where the sheet has no heading at all.
pub(super) fn best_header(headings: &[Heading], finders: &[Option<&ColumnFinder>]) -> Option<(usize, Header)> {
    let mut best: Option<(usize, Header)> = None;
    for (index, heading) in headings.iter().enumerate() {
        let header = locate(heading, finders);
        if best.as_ref().is_none_or(|(_, known)| rank(&header) < rank(known)) {
            best = Some((index, header));
        }
    }
    best
}

/// Missing captions weigh more than repeated ones.
fn rank(header: &Header) -> (usize, usize) {
    (header.missing.len(), header.repeated.len())
}

fn locate(heading: &Heading, finders: &[Option<&ColumnFinder>]) -> Header {
    let search = Search::new(heading, finders);
    let mut header = Header {
        row: heading.row,
        first_row: heading.row,
        columns: vec![None; finders.len()],
        missing: Vec::new(),
        repeated: Vec::new(),
    };
    for (index, finder) in finders.iter().enumerate() {
        let Some(finder) = finder else { continue };
        match search.column(finder) {
            Found::One(at) => {
                header.first_row = header.first_row.min(at.row);
                if let Some(column) = header.columns.get_mut(index) {
                    *column = Some(at.column);
                }
            }
            Found::Several(cells) => header.repeated.push((index, cells)),
            Found::None => header.missing.push(index),
        }
    }
    header
}

/// What a search for a caption comes to.
enum Found {
    None,
    One(CellRef),
    Several(Vec<CellRef>),
}

/// One heading's captions, by their glued text.
struct Search<'a> {
    by_text: BTreeMap<&'a str, Vec<&'a Caption>>,
    /// Cells that a caption with a band, or an ordinal, takes: a plain caption of the same text means another.
    taken: BTreeSet<CellRef>,
}

impl<'a> Search<'a> {
    fn new(heading: &'a Heading, finders: &[Option<&ColumnFinder>]) -> Self {
        let mut by_text: BTreeMap<&str, Vec<&Caption>> = BTreeMap::new();
        for caption in &heading.captions {
            by_text.entry(&caption.glued).or_default().push(caption);
        }
        let mut search = Search { by_text, taken: BTreeSet::new() };
        let captions = finders.iter().flatten().flat_map(|finder| &finder.captions);
        let precise = captions.filter(|caption| caption.band.is_some() || caption.ordinal.is_some());
        let taken = precise.filter_map(|finder| match search.caption(finder) {
            Found::One(cell) => Some(cell),
            _ => None,
        });
        search.taken = taken.collect();
        search
    }

    /// The first of a finder's captions that is there.
    fn column(&self, finder: &ColumnFinder) -> Found {
        let found = finder.captions.iter().map(|caption| self.caption(caption));
        found.into_iter().find(|found| !matches!(found, Found::None)).unwrap_or(Found::None)
    }

    fn caption(&self, finder: &CaptionFinder) -> Found {
        let candidates = self.candidates(finder);
        match (finder.ordinal, candidates.as_slice()) {
            (Some(ordinal), _) => ordinal
                .checked_sub(1)
                .and_then(|at| candidates.get(at))
                .map_or(Found::None, |found| Found::One(found.at)),
            (None, []) => Found::None,
            (None, [only]) => Found::One(only.at),
            (None, several) => self.told_apart(several, finder.band.is_some()),
        }
    }

    /// All captions of the finder's text and band, from left to right.
    fn candidates(&self, finder: &CaptionFinder) -> Vec<&'a Caption> {
        let glued = unblank(finder.caption.folded());
        let Some(band) = &finder.band else { return self.of_text(&glued) };
        let band = unblank(band.folded());
        let is_under = |caption: &&Caption| caption.band.as_ref().is_some_and(|over| over.glued == band);
        let under: Vec<&Caption> = self.of_text(&glued).into_iter().filter(is_under).collect();
        // «Día / Mes / Año» may be a caption with strokes and no band at all.
        if under.is_empty() { self.of_text(&format!("{band}/{glued}")) } else { under }
    }

    fn of_text(&self, glued: &str) -> Vec<&'a Caption> {
        self.by_text.get(glued).cloned().unwrap_or_default()
    }

    /// Of several captions of one text, the plain one: not taken by a finder that says more, or alone without a band.
    fn told_apart(&self, several: &[&Caption], banded: bool) -> Found {
        let free: Vec<&&Caption> = several.iter().filter(|caption| !self.taken.contains(&caption.at)).collect();
        let bare: Vec<&&Caption> = free.iter().copied().filter(|caption| caption.band.is_none()).collect();
        match (free.as_slice(), bare.as_slice()) {
            ([only], _) | (_, [only]) if !banded => Found::One(only.at),
            _ => Found::Several(several.iter().map(|caption| caption.at).collect()),
        }
    }
}

#[cfg(test)]
mod tests;
