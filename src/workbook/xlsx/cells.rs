//! A sheet's part: its cells, merged areas, and what is hidden.

use std::sync::Arc;

use super::plain::{self, PlainCell};
use super::texts::{self, RichText};
use crate::cell::{Area, CellRef, MAX_COLUMNS, MAX_ROWS};
use crate::decimal::ShortDecimal;
use crate::workbook::content::{self, Gatherer};
use crate::workbook::format::Shown;
use crate::workbook::limits::Limits;
use crate::workbook::package::Part;
use crate::workbook::refusal::{self, Refusal};
use crate::workbook::scanner::Scanner;
use crate::workbook::stored::{self, CellFormats};
use crate::workbook::xml::{self, Tag};
use crate::workbook::{Content, Hidden, Sheet};

/// Reads one sheet's part.
pub(super) struct CellReader<'b> {
    /// Its name, for messages.
    sheet: &'b str,
    formats: &'b CellFormats,
    texts: &'b [Arc<str>],
    limits: &'b Limits,
    /// Where a row without number, and in the row before it a cell without address, would stand.
    next: CellRef,
    place: Place,
    cell: Open,
    merged: Vec<Area>,
    hidden: Hidden,
}

/// Where in the part the reading is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the cells, after them, or in something that tells nothing of them.
    Around,
    Rows,
    Row,
    Cell,
    /// The text that a cell has of its own.
    Inline,
    /// After the end of the whole.
    Done,
}

/// The cell that is being read.
#[derive(Default)]
struct Open {
    at: CellRef,
    format: usize,
    kind: Kind,
    has_formula: bool,
    value: Option<Content>,
    inline: Option<RichText>,
}

/// How a cell's value is to be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Date,
    Unknown,
}

impl<'b> CellReader<'b> {
    /// A reader for the sheet of that name.
    pub(super) fn new(sheet: &'b str, formats: &'b CellFormats, texts: &'b [Arc<str>], limits: &'b Limits) -> Self {
        CellReader {
            sheet,
            formats,
            texts,
            limits,
            next: CellRef::default(),
            place: Place::Around,
            cell: Open::default(),
            merged: Vec::new(),
            hidden: Hidden::default(),
        }
    }

    /// Reads the whole part into the sheet.
    pub(super) fn read(
        mut self,
        part: Part<'_, '_>,
        sheet: &mut Sheet,
        gatherer: &mut Gatherer<'_>,
    ) -> Result<(), Refusal> {
        let mut scanner = Scanner::new(part);
        loop {
            if self.place == Place::Row {
                let read = self.take_plain(scanner.window(), gatherer)?;
                scanner.advance(read);
            }
            let Some((before, tag)) = scanner.next()? else { break };
            self.place = self.take(before, &tag, gatherer)?;
        }
        if self.place != Place::Done {
            return Err(refusal::bad_sheet(self.sheet));
        }
        (sheet.cells, sheet.formulas) = (gatherer.take_sheet(), gatherer.take_formulas());
        (sheet.merged, sheet.hidden) = (self.merged, self.hidden);
        Ok(())
    }

    /// Takes the plain cells with which a text begins, and says how long they are.
    fn take_plain(&mut self, text: &str, gatherer: &mut Gatherer<'_>) -> Result<usize, Refusal> {
        let mut read = 0;
        while let Some((cell, length)) = text.get(read..).and_then(plain::cell) {
            read += length;
            self.next.column = cell.at.column.saturating_add(1);
            self.gather_plain(&cell, gatherer)?;
        }
        Ok(read)
    }

    /// Takes a tag and what stands before it, and says where that leads.
    fn take(&mut self, before: &str, tag: &Tag<'_>, gatherer: &mut Gatherer<'_>) -> Result<Place, Refusal> {
        match (self.place, tag.name, tag.closes) {
            (Place::Cell, "v", true) => self.cell.value = self.value(before)?,
            (Place::Cell, "c", true) => {
                self.close_cell(gatherer)?;
                return Ok(Place::Row);
            }
            (Place::Row, "c", false) => {
                self.open_cell(tag)?;
                return Ok(if tag.empty { Place::Row } else { Place::Cell });
            }
            // A formula may well give an empty text.
            (Place::Cell, "v", false) if tag.empty && self.cell.kind == Kind::Text => {
                self.cell.value = self.value("")?;
            }
            (Place::Cell, "f", false) => self.cell.has_formula = true,
            (Place::Cell, "is", false) if !tag.empty => {
                self.cell.inline = Some(RichText::default());
                return Ok(Place::Inline);
            }
            (Place::Inline, "is", true) => return Ok(Place::Cell),
            (Place::Row, "row", true) => return Ok(Place::Rows),
            (Place::Rows, "row", false) => {
                self.open_row(tag)?;
                return Ok(if tag.empty { Place::Rows } else { Place::Row });
            }
            (Place::Rows, "sheetData", true) => return Ok(Place::Around),
            (Place::Cell | Place::Inline | Place::Row | Place::Rows, "c" | "row" | "sheetData" | "worksheet", _)
            | (Place::Done, ..) => return Err(refusal::bad_sheet(self.sheet)),
            (Place::Inline, ..) => self.cell.inline.iter_mut().for_each(|text| text.take(before, tag)),
            (Place::Around, "sheetData", false) if !tag.empty => return Ok(Place::Rows),
            (Place::Around, "worksheet", true) => return Ok(Place::Done),
            (Place::Around, "worksheet", false) if tag.empty => return Ok(Place::Done),
            (Place::Around, ..) => self.around(tag)?,
            _ => {}
        }
        Ok(self.place)
    }

    fn around(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        match tag.name {
            "col" if is_hidden(tag) => self.hidden.columns.extend(columns(tag)),
            "mergeCell" if !tag.closes => self.merged.extend(merged_area(tag, self.sheet)?),
            _ => {}
        }
        let limit = self.limits.merged;
        if self.merged.len() > limit { Err(refusal::too_many(refusal::MERGED, None, limit)) } else { Ok(()) }
    }

    fn open_row(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        if let Some(written) = tag.raw("r") {
            self.next.row = row_of(written).ok_or_else(|| refusal::outside_grid(self.sheet, written))?;
        }
        self.next.column = 0;
        if is_hidden(tag) {
            push_range(&mut self.hidden.rows, (self.next.row, self.next.row));
        }
        self.next.row = self.next.row.saturating_add(1);
        Ok(())
    }

    fn open_cell(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let mut cell = Open { at: CellRef { row: self.next.row.saturating_sub(1), ..self.next }, ..Open::default() };
        for (name, value) in tag.attributes() {
            match name {
                "r" => cell.at = CellRef::parse(value).ok_or_else(|| refusal::outside_grid(self.sheet, value))?,
                "s" => cell.format = value.parse().unwrap_or_default(),
                "t" => cell.kind = kind(value),
                _ => {}
            }
        }
        self.next.column = cell.at.column.saturating_add(1);
        self.cell = cell;
        Ok(())
    }

    /// Gathers a plain cell; the kinds that nearly all cells are of come first and make no detour.
    fn gather_plain(&self, cell: &PlainCell<'_>, gatherer: &mut Gatherer<'_>) -> Result<(), Refusal> {
        let Some(raw) = cell.value else { return self.gather(cell.at, cell.has_formula, None, gatherer) };
        if cell.kind == Kind::Shared && !cell.has_formula {
            return gatherer.shared(self.sheet, cell.at, self.shared(cell.at, raw)?);
        }
        let shown = self.formats.shown(cell.format);
        if cell.kind == Kind::Number
            && shown != Shown::Date
            && let Some(value) = ShortDecimal::of_stored(raw)
        {
            if cell.has_formula {
                gatherer.formula((cell.at.row, cell.at.column));
            }
            return gatherer.number(self.sheet, cell.at, value, shown == Shown::Percent);
        }
        let content = self.content(cell.at, cell.kind, cell.format, raw)?;
        self.gather(cell.at, cell.has_formula, content, gatherer)
    }

    fn value(&self, raw: &str) -> Result<Option<Content>, Refusal> {
        self.content(self.cell.at, self.cell.kind, self.cell.format, raw)
    }

    /// What the text between the tags of a cell's value stands for.
    fn content(&self, at: CellRef, kind: Kind, format: usize, raw: &str) -> Result<Option<Content>, Refusal> {
        if kind == Kind::Text {
            return Ok(Some(Content::Text(texts::text_of(raw).into())));
        }
        let text = xml::characters(raw);
        Ok(match kind {
            Kind::Number => number(text.trim_ascii(), self.formats, format),
            Kind::Shared => Some(Content::Text(Arc::clone(self.shared(at, text.trim_ascii())?))),
            Kind::Text | Kind::Error => Some(Content::Fault(text.into())),
            Kind::Bool => Some(truth(text.trim_ascii())),
            Kind::Date => content::iso(&text),
            Kind::Unknown => Some(Content::Fault(UNKNOWN_KIND.into())),
        })
    }

    fn shared(&self, at: CellRef, number: &str) -> Result<&'b Arc<str>, Refusal> {
        let text = number.parse().ok().and_then(|index: usize| self.texts.get(index));
        text.ok_or_else(|| refusal::no_such_text(self.sheet, at, number))
    }

    fn close_cell(&mut self, gatherer: &mut Gatherer<'_>) -> Result<(), Refusal> {
        let Open { at, has_formula, value, inline, .. } = std::mem::take(&mut self.cell);
        let own = inline.map(|text| Content::Text(text.whole.into()));
        self.gather(at, has_formula, value.or(own), gatherer)
    }

    fn gather(
        &self,
        at: CellRef,
        has_formula: bool,
        content: Option<Content>,
        gatherer: &mut Gatherer<'_>,
    ) -> Result<(), Refusal> {
        if has_formula {
            gatherer.formula((at.row, at.column));
        }
        match content.or_else(|| has_formula.then(stored::unvalued)) {
            Some(Content::Text(text)) if text.is_empty() => Ok(()),
            Some(content) => gatherer.content(self.sheet, (at.row, at.column), content),
            None => Ok(()),
        }
    }
}

/// What is told of a cell whose kind is of no version of the standard.
const UNKNOWN_KIND: &str = "valor de un tipo desconocido";

fn kind(written: &str) -> Kind {
    match written {
        "n" => Kind::Number,
        "s" => Kind::Shared,
        "str" | "inlineStr" => Kind::Text,
        "b" => Kind::Bool,
        "e" => Kind::Error,
        "d" => Kind::Date,
        _ => Kind::Unknown,
    }
}

fn number(text: &str, formats: &CellFormats, format: usize) -> Option<Content> {
    if text.is_empty() {
        return None;
    }
    Some(match ShortDecimal::of_stored(text) {
        Some(value) => formats.stored(value, format),
        None => content::no_number(text),
    })
}

fn truth(text: &str) -> Content {
    match text {
        "1" | "true" => Content::Bool(true),
        "0" | "false" => Content::Bool(false),
        other => Content::Fault(refusal::short(other).into()),
    }
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.raw("hidden").is_some_and(|hidden| matches!(hidden, "1" | "true"))
}

/// The columns that a `col` speaks of.
fn columns(tag: &Tag<'_>) -> Option<(u32, u32)> {
    let bound = |name| tag.raw(name)?.parse::<u32>().ok()?.checked_sub(1);
    let (first, last) = (bound("min")?, bound("max")?.min(MAX_COLUMNS - 1));
    (first <= last).then_some((first, last))
}

/// Adds a range; one that follows the last is joined to it.
fn push_range(ranges: &mut Vec<(u32, u32)>, (first, last): (u32, u32)) {
    match ranges.last_mut() {
        Some((_, end)) if *end + 1 == first => *end = last,
        _ => ranges.push((first, last)),
    }
}

fn merged_area(tag: &Tag<'_>, sheet: &str) -> Result<Option<Area>, Refusal> {
    let Some(written) = tag.raw("ref") else { return Ok(None) };
    let (first, last) = written.split_once(':').unwrap_or((written, written));
    let corners = CellRef::parse(first).zip(CellRef::parse(last));
    let (first, last) = corners.ok_or_else(|| refusal::outside_grid(sheet, written))?;
    let area = Area {
        first: CellRef { row: first.row.min(last.row), column: first.column.min(last.column) },
        last: CellRef { row: first.row.max(last.row), column: first.column.max(last.column) },
    };
    Ok(Some(area))
}

fn row_of(written: &str) -> Option<u32> {
    let plain = !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit());
    let row: u32 = if plain { written.parse().ok()? } else { return None };
    row.checked_sub(1).filter(|row| *row < MAX_ROWS)
}
