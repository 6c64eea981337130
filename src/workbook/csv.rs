//! Text in columns: one sheet without a name, every field a text.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::content::Gatherer;
use super::limits::Limits;
use super::refusal::{self, Refusal};
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
    let text = one_line_end(&decoded(bytes)).into_owned();
    let mut gatherer = Gatherer::new(limits);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut row = 0_u32;
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let more =
            reader.read_record(&mut record).map_err(|_| refusal::damaged("su texto en columnas no se puede leer"))?;
        if !more {
            break;
        }
        row = row.saturating_add(blank_lines(text.as_bytes(), start));
        for (column, field) in (0_u32..).zip(record.iter()).filter(|(_, field)| !field.is_empty()) {
            gatherer.content("", (row, column), content(field))?;
        }
        row = row.saturating_add(1);
    }
    let place = SheetPlace { file: file.into(), sheet: "".into() };
    let sheet = Sheet { place, cells: gatherer.take_sheet(), ..Sheet::default() };
    Ok(Workbook { sheets: vec![sheet], sheet_names: vec![String::new()], ..Workbook::default() })
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

/// All line ends as `\n`, so that blank lines can be counted.
fn one_line_end(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// Blank lines before the record read from `start` on: the csv crate passes over them, and Excel counts them as rows.
fn blank_lines(text: &[u8], start: usize) -> u32 {
    let blank = text.get(start..).unwrap_or_default().iter().take_while(|byte| **byte == b'\n').count();
    u32::try_from(blank).unwrap_or(u32::MAX)
}

/// Of `;`, tab and `,` the one that the first line with any of them has most often outside of quotes.
fn delimiter(text: &str) -> u8 {
    let outside_quotes = |line: &str, mark: char| -> usize {
        line.split('"').step_by(2).map(|stretch| stretch.matches(mark).count()).sum()
    };
    for line in text.lines() {
        let counts = [';', '\t', ','].map(|mark| (outside_quotes(line, mark), mark));
        let most = counts.iter().rev().max_by_key(|(count, _)| *count);
        if let Some((1.., mark)) = most {
            return u8::try_from(*mark).unwrap_or(b';');
        }
    }
    b';'
}
