//! One cell of an OpenDocument sheet: its attributes, and the paragraphs that it shows.

use super::Pieces;
use crate::workbook::Content;
use crate::workbook::content;
use crate::workbook::refusal::{self, Refusal};
use crate::workbook::stored;
use crate::workbook::xml::{self, Malformed, Tag};

/// Reads a cell up to its end; `None` if it is empty.
pub(super) fn cell<'t>(
    tag: &Tag<'t>,
    pieces: &mut Pieces<'t, impl Iterator<Item = Result<Tag<'t>, Malformed>>>,
) -> Result<Option<Content>, Refusal> {
    let shown = if tag.empty { String::new() } else { paragraphs(tag.name, pieces)? };
    Ok(content_of(tag, shown))
}

fn content_of(tag: &Tag<'_>, shown: String) -> Option<Content> {
    // LibreOffice says `string` of an error, and `error` in an attribute of its own of the same local name.
    if tag.attributes().any(|(name, value)| name == "value-type" && value == "error") {
        return Some(Content::Fault(shown.into()));
    }
    let text = |text: String| if text.is_empty() { None } else { Some(Content::Text(text.into())) };
    match tag.raw("value-type") {
        Some(kind @ ("float" | "currency" | "percentage")) => {
            let double = tag.raw("value").and_then(|value| value.parse().ok()).unwrap_or(f64::NAN);
            Some(content::number(double, kind == "percentage"))
        }
        Some("boolean") => Some(Content::Bool(tag.raw("boolean-value") == Some("true"))),
        Some("date") => content::iso(tag.raw("date-value").unwrap_or(&shown)),
        Some("string") => text(tag.value("string-value").unwrap_or(shown)),
        _ if shown.is_empty() && tag.raw("formula").is_some() => Some(stored::unvalued()),
        _ => text(shown),
    }
}

/// The text of a cell's paragraphs, a line each; notes are left out.
fn paragraphs<'t>(
    cell: &str,
    pieces: &mut Pieces<'t, impl Iterator<Item = Result<Tag<'t>, Malformed>>>,
) -> Result<String, Refusal> {
    let mut shown = Shown::default();
    loop {
        let (before, tag) = pieces.within()?;
        if before.contains('<') {
            return Err(refusal::bad_part(super::PART));
        }
        shown.take(before, &tag)?;
        refusal::check_length(&shown.text, pieces.limits)?;
        if tag.closes && tag.name == cell && shown.notes == 0 {
            return Ok(shown.text);
        }
    }
}

#[derive(Default)]
struct Shown {
    text: String,
    /// How many paragraphs have begun.
    begun: usize,
    /// How deep in paragraphs, and in notes.
    paragraphs: usize,
    notes: usize,
}

impl Shown {
    fn take(&mut self, before: &str, tag: &Tag<'_>) -> Result<(), Refusal> {
        let shows = self.paragraphs > 0 && self.notes == 0;
        if shows {
            self.text.push_str(&xml::unescape(before));
        }
        match (tag.name, tag.closes) {
            ("annotation", false) if !tag.empty => self.notes += 1,
            ("annotation", true) => self.notes = self.notes.saturating_sub(1),
            ("p", false) if self.notes == 0 => self.paragraph(tag.empty),
            ("p", true) if self.notes == 0 => self.paragraphs = self.paragraphs.saturating_sub(1),
            ("s", false) if shows => self.blanks(tag)?,
            ("tab", false) if shows => self.text.push('\t'),
            ("line-break", false) if shows => self.text.push('\n'),
            // A sheet within a cell: no program for plans writes one.
            ("table" | "table-row" | "table-cell", false) => return Err(refusal::bad_part(super::PART)),
            _ => {}
        }
        Ok(())
    }

    fn paragraph(&mut self, empty: bool) {
        if self.begun > 0 {
            self.text.push('\n');
        }
        self.begun += 1;
        self.paragraphs += usize::from(!empty);
    }

    /// A run of blanks is written as its length, which may be anything.
    fn blanks(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        const MOST: usize = 32_767;
        let count = tag.raw("c").map_or(Ok(1), str::parse).unwrap_or(usize::MAX);
        if count > MOST {
            return Err(refusal::bad_part(super::PART));
        }
        self.text.extend(std::iter::repeat_n(' ', count));
        Ok(())
    }
}
