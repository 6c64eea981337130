//! OpenDocument sheets. A repetition that a file declares is not spread out beyond the cells that hold something.
//!
//! Known gaps: macros and links to other files are not told; a time of day is a text.

mod cell;

use std::collections::BTreeSet;

use self::cell::cell;
use super::content::Gatherer;
use super::limits::Limits;
use super::package::Package;
use super::refusal::{self, Refusal};
use super::scanner::LONGEST;
use super::xml::{self, Malformed, Tag};
use super::{Content, Hidden, Sheet, Wanted, Workbook, hidden};
use crate::cell::{Area, CellRef, MAX_COLUMNS, MAX_ROWS, SheetPlace};

const PART: &str = "content.xml";

/// Reads the wanted sheets.
pub(super) fn read(
    file: &str,
    mut package: Package<'_>,
    wanted: &Wanted<'_>,
    limits: &Limits,
) -> Result<Workbook, Refusal> {
    check_password(&mut package)?;
    let bytes = package.needed(PART)?;
    let text = xml::text(&bytes).map_err(|_| refusal::bad_part(PART))?;
    let mut pieces = Pieces { text, tags: xml::tags(text), end: 0, limits };
    let mut gatherer = Gatherer::new(limits);
    let mut workbook = Workbook::default();
    let mut styles = HiddenStyles::default();
    while let Some((_, tag)) = pieces.next()? {
        styles.take(&tag);
        if !tag.opens("table") {
            continue;
        }
        let name = tag.value("name").unwrap_or_default();
        let hidden = Hidden { sheet: styles.hide(&tag), ..Hidden::default() };
        let mut rows =
            Rows { sheet: &name, wanted: wanted(&name), row: 0, column: 0, merged: Vec::new(), hidden, limits };
        if !tag.empty {
            rows.read(&mut pieces, &mut gatherer)?;
        }
        let Rows { merged, hidden, .. } = rows;
        if wanted(&name) {
            let place = SheetPlace { file: file.into(), sheet: name.as_str().into() };
            workbook.sheets.push(Sheet {
                place,
                cells: gatherer.take_sheet(),
                formulas: gatherer.take_formulas(),
                merged,
                hidden,
            });
        }
        workbook.sheet_names.push(name);
        if workbook.sheet_names.len() > limits.sheets {
            return Err(refusal::too_many(refusal::SHEETS, None, limits.sheets));
        }
    }
    Ok(workbook)
}

fn check_password(package: &mut Package<'_>) -> Result<(), Refusal> {
    const MANIFEST: &str = "META-INF/manifest.xml";
    let malformed = |_: Malformed| refusal::bad_part(MANIFEST);
    let bytes = package.part(MANIFEST)?.unwrap_or_default();
    for tag in xml::tags(xml::text(&bytes).map_err(malformed)?) {
        if tag.map_err(malformed)?.opens("encryption-data") {
            return Err(refusal::encrypted());
        }
    }
    Ok(())
}

/// Tags, each with the text before it.
struct Pieces<'a, I> {
    text: &'a str,
    tags: I,
    end: usize,
    limits: &'a Limits,
}

impl<'a, I: Iterator<Item = Result<Tag<'a>, Malformed>>> Pieces<'a, I> {
    fn next(&mut self) -> Result<Option<(&'a str, Tag<'a>)>, Refusal> {
        let Some(tag) = self.tags.next() else { return Ok(None) };
        let tag = tag.map_err(|_| refusal::bad_part(PART))?;
        let before = self.text.get(self.end..tag.range.start).unwrap_or_default();
        if before.len() + tag.range.len() > LONGEST {
            return Err(refusal::long_piece(PART, LONGEST));
        }
        self.end = tag.range.end;
        Ok(Some((before, tag)))
    }

    /// The next piece, of something that has not ended yet.
    fn within(&mut self) -> Result<(&'a str, Tag<'a>), Refusal> {
        self.next()?.ok_or_else(|| refusal::bad_part(PART))
    }
}

/// A filled cell, repeated to its right.
struct Stretch {
    first: u32,
    count: u32,
    content: Content,
    formula: bool,
}

/// The rows of a sheet, from its opening tag on.
struct Rows<'a> {
    sheet: &'a str,
    wanted: bool,
    row: u32,
    /// The next column that a declaration of columns is for.
    column: u32,
    merged: Vec<Area>,
    hidden: Hidden,
    limits: &'a Limits,
}

impl Rows<'_> {
    /// Gathers the cells up to the sheet's end, with merged areas and what is hidden.
    fn read<'t>(
        &mut self,
        pieces: &mut Pieces<'t, impl Iterator<Item = Result<Tag<'t>, Malformed>>>,
        gatherer: &mut Gatherer<'_>,
    ) -> Result<(), Refusal> {
        loop {
            let (_, tag) = pieces.within()?;
            if tag.closes && tag.name == "table" {
                return Ok(());
            }
            if tag.opens("table-column") {
                let end = self.column.saturating_add(repeated(&tag, "number-columns-repeated")).min(MAX_COLUMNS);
                if is_hidden(&tag) {
                    hidden::push(&mut self.hidden.columns, (self.column, end.saturating_sub(1)));
                }
                self.column = end;
            }
            if tag.opens("table-row") {
                let repeated = repeated(&tag, "number-rows-repeated");
                let cells = if tag.empty { Vec::new() } else { self.row(pieces)? };
                if self.wanted {
                    self.gather(&cells, repeated, gatherer)?;
                }
                let end = self.row.saturating_add(repeated).min(MAX_ROWS);
                if is_hidden(&tag) {
                    hidden::push(&mut self.hidden.rows, (self.row, end.saturating_sub(1)));
                }
                self.row = end;
            }
        }
    }

    /// The filled cells of a row.
    fn row<'t>(
        &mut self,
        pieces: &mut Pieces<'t, impl Iterator<Item = Result<Tag<'t>, Malformed>>>,
    ) -> Result<Vec<Stretch>, Refusal> {
        let mut cells = Vec::new();
        let mut column = 0_u32;
        loop {
            let (_, tag) = pieces.within()?;
            if tag.closes && tag.name == "table-row" {
                return Ok(cells);
            }
            if tag.opens("table-cell") || tag.opens("covered-table-cell") {
                let count = repeated(&tag, "number-columns-repeated");
                self.merge(&tag, column)?;
                if let Some(content) = cell(&tag, pieces)? {
                    let formula = tag.raw("formula").is_some();
                    cells.push(Stretch { first: column, count, content, formula });
                }
                column = column.saturating_add(count).min(MAX_COLUMNS);
            }
        }
    }

    fn merge(&mut self, tag: &Tag<'_>, column: u32) -> Result<(), Refusal> {
        let (rows, columns) = (repeated(tag, "number-rows-spanned"), repeated(tag, "number-columns-spanned"));
        if rows == 1 && columns == 1 || !self.wanted {
            return Ok(());
        }
        let first = CellRef { row: self.row, column };
        let last = CellRef { row: self.row.saturating_add(rows - 1), column: column.saturating_add(columns - 1) };
        if last.row >= MAX_ROWS || last.column >= MAX_COLUMNS {
            return Err(refusal::outside_grid(self.sheet, &last.to_string()));
        }
        self.merged.push(Area { first, last });
        let limit = self.limits.merged;
        if self.merged.len() > limit { Err(refusal::too_many(refusal::MERGED, None, limit)) } else { Ok(()) }
    }

    /// Spreads a row's cells out over its repetitions; the limit of cells ends what would not.
    fn gather(&self, cells: &[Stretch], rows: u32, gatherer: &mut Gatherer<'_>) -> Result<(), Refusal> {
        if cells.is_empty() {
            return Ok(());
        }
        for row in (self.row..).take(rows as usize) {
            for cell in cells {
                for column in (cell.first..).take(cell.count as usize) {
                    gatherer.content(self.sheet, (row, column), cell.content.clone())?;
                    if cell.formula {
                        gatherer.formula((row, column));
                    }
                }
            }
        }
        Ok(())
    }
}

/// The styles of sheets that are not shown; they stand before the sheets.
#[derive(Default)]
struct HiddenStyles {
    /// The style being read.
    style: Option<String>,
    names: BTreeSet<String>,
}

impl HiddenStyles {
    fn take(&mut self, tag: &Tag<'_>) {
        if tag.opens("style") {
            self.style = tag.value("name").filter(|_| tag.raw("family") == Some("table"));
        } else if tag.opens("table-properties") && tag.raw("display") == Some("false") {
            self.names.extend(self.style.take());
        }
    }

    fn hide(&self, sheet: &Tag<'_>) -> bool {
        sheet.value("style-name").is_some_and(|style| self.names.contains(&style))
    }
}

/// Whether rows or columns are hidden, by hand or by a filter.
fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.raw("visibility").is_some_and(|visibility| matches!(visibility, "collapse" | "filter"))
}

/// How often something repeats or how far it spans: one unless a larger number is given.
fn repeated(tag: &Tag<'_>, name: &str) -> u32 {
    tag.raw(name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests;
