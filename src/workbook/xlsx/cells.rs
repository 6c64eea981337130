//! A sheet's part: its cells, merged areas, and what is hidden.

use super::areas;
use super::plain::{self, PlainCell};
use super::texts::RichText;
use super::value::{Kind, Values};
use crate::cell::{Area, CellRef};
use crate::decimal::ShortDecimal;
use crate::workbook::content::Gatherer;
use crate::workbook::format::Shown;
use crate::workbook::hidden;
use crate::workbook::limits::Limits;
use crate::workbook::package::Part;
use crate::workbook::refusal::{self, Refusal};
use crate::workbook::scanner::Scanner;
use crate::workbook::stored;
use crate::workbook::xml::Tag;
use crate::workbook::{Content, Hidden, Sheet};

/// Reads one sheet's part.
pub(super) struct CellReader<'b> {
    values: Values<'b>,
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

impl<'b> CellReader<'b> {
    /// A reader for a sheet with these values.
    pub(super) fn new(values: Values<'b>, limits: &'b Limits) -> Self {
        CellReader {
            values,
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
            return Err(refusal::bad_sheet(self.values.sheet));
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
            | (Place::Done, ..) => return Err(refusal::bad_sheet(self.values.sheet)),
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
            "col" if areas::is_hidden(tag) => {
                areas::columns(tag).into_iter().for_each(|range| hidden::push(&mut self.hidden.columns, range));
            }
            "mergeCell" if !tag.closes => self.merged.extend(areas::merged_area(tag, self.values.sheet)?),
            _ => {}
        }
        let limit = self.limits.merged;
        if self.merged.len() > limit { Err(refusal::too_many(refusal::MERGED, None, limit)) } else { Ok(()) }
    }

    fn open_row(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        if let Some(written) = tag.raw("r") {
            self.next.row = areas::row_of(written).ok_or_else(|| refusal::outside_grid(self.values.sheet, written))?;
        }
        self.next.column = 0;
        if areas::is_hidden(tag) {
            hidden::push(&mut self.hidden.rows, (self.next.row, self.next.row));
        }
        self.next.row = self.next.row.saturating_add(1);
        Ok(())
    }

    fn open_cell(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let mut cell = Open { at: CellRef { row: self.next.row.saturating_sub(1), ..self.next }, ..Open::default() };
        for (name, value) in tag.attributes() {
            match name {
                "r" => {
                    cell.at = CellRef::parse(value).ok_or_else(|| refusal::outside_grid(self.values.sheet, value))?
                }
                "s" => cell.format = value.parse().unwrap_or_default(),
                "t" => cell.kind = Kind::named(value),
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
        if cell.kind == Kind::Shared
            && !cell.has_formula
            && let Some(text) = raw.parse().ok().and_then(|index: usize| self.values.texts.get(index))
        {
            return gatherer.shared(self.values.sheet, cell.at, text);
        }
        let shown = self.values.formats.shown(cell.format);
        if cell.kind == Kind::Number
            && shown != Shown::Date
            && let Some(value) = ShortDecimal::of_stored(raw)
        {
            if cell.has_formula {
                gatherer.formula((cell.at.row, cell.at.column));
            }
            return gatherer.number(self.values.sheet, cell.at, value, shown == Shown::Percent);
        }
        let content = self.values.content(cell.at, cell.kind, cell.format, raw)?;
        self.gather(cell.at, cell.has_formula, content, gatherer)
    }

    fn value(&self, raw: &str) -> Result<Option<Content>, Refusal> {
        self.values.content(self.cell.at, self.cell.kind, self.cell.format, raw)
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
            Some(content) => gatherer.content(self.values.sheet, (at.row, at.column), content),
            None => Ok(()),
        }
    }
}
