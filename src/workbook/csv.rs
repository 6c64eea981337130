//! Text in columns: one sheet without a name, every field a text.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use memchr::memchr3;

use super::content::Gatherer;
use super::limits::Limits;
use super::refusal::Refusal;
use super::{Content, Sheet, Workbook};
use crate::cell::SheetPlace;

/// What Excel in English and in Spanish writes for the errors of formulas when it saves text in columns.
const FAULTS: [&str; 18] = [
    "#REF!",
    "#¡REF!",
    "#N/A",
    "#N/D",
    "#VALUE!",
    "#¡VALOR!",
    "#DIV/0!",
    "#¡DIV/0!",
    "#NAME?",
    "#¿NOMBRE?",
    "#NUM!",
    "#¡NUM!",
    "#NULL!",
    "#¡NULO!",
    "#SPILL!",
    "#¡DESBORDAMIENTO!",
    "#CALC!",
    "#¡CALC!",
];

/// Reads the one sheet that there is.
pub(super) fn read(file: &str, bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    let text = decoded(bytes);
    let mut gatherer = Gatherer::new(limits);
    let (mut row, mut column) = (0_u32, 0_u32);
    for (field, ends_row) in (Fields { rest: &text, mark: delimiter(&text) }) {
        if !field.is_empty() {
            gatherer.content("", (row, column), content(&field))?;
        }
        (row, column) = if ends_row { (row.saturating_add(1), 0) } else { (row, column.saturating_add(1)) };
    }
    let place = SheetPlace { file: file.into(), sheet: "".into() };
    let sheet = Sheet { place, cells: gatherer.take_sheet(), ..Sheet::default() };
    Ok(Workbook { sheets: vec![sheet], sheet_names: vec![String::new()], ..Workbook::default() })
}

/// The fields of a text, one by one, so that a line of fifty million of them takes no memory; with each whether its row
/// ends with it.
struct Fields<'a> {
    rest: &'a str,
    mark: u8,
}

impl<'a> Iterator for Fields<'a> {
    type Item = (Cow<'a, str>, bool);

    fn next(&mut self) -> Option<(Cow<'a, str>, bool)> {
        let quoted = match self.rest {
            "" => return None,
            rest => rest.strip_prefix('"').map(|inner| self.quoted(inner)),
        };
        // What stands between the closing quote and the field's end belongs to it, as in other programs.
        let end = memchr3(self.mark, b'\n', b'\r', self.rest.as_bytes()).unwrap_or(self.rest.len());
        let (plain, after) = self.rest.split_at_checked(end)?;
        let (ends_row, width) = match after.as_bytes() {
            [b'\r', b'\n', ..] => (true, 2),
            [b'\n' | b'\r', ..] => (true, 1),
            [_, ..] => (false, 1),
            [] => (true, 0),
        };
        self.rest = after.get(width..)?;
        Some((quoted.map_or(plain.into(), |text| (text + plain).into()), ends_row))
    }
}

impl<'a> Fields<'a> {
    /// The text within quotes, from after the first; a quote in it is written twice. The rest begins after the last.
    fn quoted(&mut self, inner: &'a str) -> String {
        let mut text = String::new();
        self.rest = inner;
        while let Some((stretch, after)) = self.rest.split_once('"') {
            text.push_str(stretch);
            self.rest = after;
            let Some(left) = after.strip_prefix('"') else { return one_line_end(text) };
            text.push('"');
            self.rest = left;
        }
        // Nothing closes it.
        text.push_str(std::mem::take(&mut self.rest));
        one_line_end(text)
    }
}

/// A field: the error of a formula, or a text.
fn content(field: &str) -> Content {
    if FAULTS.contains(&field.trim()) { Content::Fault(field.trim().into()) } else { Content::Text(field.into()) }
}

/// UTF-8 or what its first bytes say; otherwise what Excel writes on a Windows in Spanish.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0,
        None => match std::str::from_utf8(bytes) {
            Ok(_) => UTF_8.decode_without_bom_handling(bytes).0,
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        },
    }
}

/// All line ends as `\n`.
fn one_line_end(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// Of `;`, tab and `,` the one that the first line with any of them has most often outside of quotes.
fn delimiter(text: &str) -> u8 {
    let outside_quotes = |line: &str, mark: char| -> usize {
        line.split('"').step_by(2).map(|stretch| stretch.matches(mark).count()).sum()
    };
    for line in text.split(['\n', '\r']) {
        let counts = [';', '\t', ','].map(|mark| (outside_quotes(line, mark), mark));
        let most = counts.iter().rev().max_by_key(|(count, _)| *count);
        if let Some((1.., mark)) = most {
            return u8::try_from(*mark).unwrap_or(b';');
        }
    }
    b';'
}

#[cfg(test)]
mod tests;
