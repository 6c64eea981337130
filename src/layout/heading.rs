//! The rows of a sheet that could be its header, each with its captions and the bands over them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cell::{Area, CellRef};
use crate::text::{fold, squeeze};

use super::convert::{is_blank, plain_text};
use super::grid::Grid;

/// Rows of a sheet in which a header may stand.
pub(super) const HEADER_ROWS: u32 = 40;
/// Longest text, in bytes, that is taken for a caption.
const LONGEST_CAPTION: usize = 1000;

/// A row that may be the header.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// The row; of a header in two rows the lower one.
    pub(super) row: u32,
    /// Its captions, from left to right.
    pub(super) captions: Vec<Caption>,
}

/// A caption.
#[derive(Clone, Debug)]
pub(super) struct Caption {
    /// Its cell; of a merged area the first.
    pub(super) at: CellRef,
    /// As it stands there, blanks folded.
    pub(super) text: String,
    /// As captions are compared.
    pub(super) glued: String,
    /// The band over it; the captions under one band share it.
    pub(super) band: Option<Arc<BandText>>,
}

/// A band's text.
#[derive(Clone, Debug)]
pub(super) struct BandText {
    /// As it stands there, blanks folded.
    pub(super) text: String,
    /// As captions are compared.
    pub(super) glued: String,
}

impl Caption {
    /// As messages name it: `Fuentes / SGP`.
    pub(super) fn full(&self) -> String {
        match &self.band {
            Some(band) => format!("{} / {}", band.text, self.text),
            None => self.text.clone(),
        }
    }
}

/// The form in which captions are compared: folded, without any blank; `_` counts as one.
pub(super) fn glue(text: &str) -> String {
    unblank(&fold(text))
}

/// What [`glue`] gives for a text that is folded already.
pub(super) fn unblank(folded: &str) -> String {
    folded.chars().filter(|letter| !letter.is_whitespace() && *letter != '_').collect()
}

/// A filled cell near the top of a sheet.
struct TopCell {
    area: Area,
    text: String,
}

/// Every row near the top of a sheet in which captions end.
pub(super) fn headings(grid: &Grid<'_>) -> Vec<Heading> {
    let mut by_last_row: BTreeMap<u32, Vec<TopCell>> = BTreeMap::new();
    for cell in top_cells(grid) {
        by_last_row.entry(cell.area.last.row).or_default().push(cell);
    }
    for cells in by_last_row.values_mut() {
        cells.sort_by_key(|cell| cell.area.first.column);
    }
    let heading = |(row, cells): (&u32, &Vec<TopCell>)| {
        let above = row.checked_sub(1).and_then(|above| by_last_row.get(&above));
        let bands = above.map(|cells| bands(cells, by_last_row.get(row))).unwrap_or_default();
        let captions = cells.iter().map(|cell| caption(cell, &bands)).collect();
        Heading { row: *row, captions }
    };
    by_last_row.iter().filter(|(row, _)| **row < HEADER_ROWS).map(heading).collect()
}

fn top_cells<'a>(grid: &'a Grid<'_>) -> impl Iterator<Item = TopCell> + 'a {
    let cells = grid.between(0, HEADER_ROWS).iter().filter(|cell| !is_blank(&cell.content, &[]));
    cells.filter_map(|cell| {
        let text = plain_text(&cell.content);
        let short = text.len() <= LONGEST_CAPTION;
        short.then(|| TopCell { area: grid.area_from(cell.at), text: squeeze(&text) })
    })
}

/// A band, and the columns that it covers.
struct Band {
    first: u32,
    last: u32,
    text: Arc<BandText>,
}

/// The bands that the cells of a row are to the row below: a merged one covers its area, another one all up to the
/// next filled cell, be that a band or a caption that comes down into the header row.
fn bands(cells: &[TopCell], below: Option<&Vec<TopCell>>) -> Vec<Band> {
    let Some(row) = cells.first().map(|cell| cell.area.last.row) else { return Vec::new() };
    let tall = below.into_iter().flatten().filter(|cell| cell.area.first.row <= row);
    let mut stops: Vec<u32> = cells.iter().chain(tall).map(|cell| cell.area.first.column).collect();
    stops.sort_unstable();
    let band = |cell: &TopCell| {
        let (first, last) = (cell.area.first.column, cell.area.last.column);
        let next = stops.get(stops.partition_point(|stop| *stop <= first));
        let text = Arc::new(BandText { text: cell.text.clone(), glued: glue(&cell.text) });
        let open = next.map_or(u32::MAX, |next| next.saturating_sub(1));
        Band { first, last: if last > first { last } else { open }, text }
    };
    cells.iter().map(band).collect()
}

fn caption(cell: &TopCell, bands: &[Band]) -> Caption {
    let first = cell.area.first;
    let covering = || {
        let before = bands.partition_point(|band| band.first <= first.column).checked_sub(1)?;
        bands.get(before).filter(|band| band.last >= first.column)
    };
    let band = covering().map(|band| Arc::clone(&band.text));
    Caption { at: first, text: cell.text.clone(), glued: glue(&cell.text), band }
}

#[cfg(test)]
mod tests;
