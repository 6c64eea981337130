//! A small sound xlsx of which any part can be replaced.

use super::archive::{Entry, zip};

pub(super) const SHEET: &str = "xl/worksheets/sheet1.xml";
pub(super) const STRINGS: &str = "xl/sharedStrings.xml";
pub(super) const STYLES: &str = "xl/styles.xml";
pub(super) const TABLE: &str = "xl/workbook.xml";
pub(super) const RELATIONS: &str = "xl/_rels/workbook.xml.rels";

const ROOT: &str = r#"<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;

/// The captions that the rules of these tests look for, as the sheet's first row.
pub(super) const CAPTIONS: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Código</t></is></c><c r="B1" t="inlineStr"><is><t>Total</t></is></c></row>"#;

/// A part that stands for another.
pub(super) fn part(name: &str, content: impl AsRef<[u8]>) -> Entry {
    Entry::deflated(name, content.as_ref())
}

/// The sheet's part: the captions, and rows below them.
pub(super) fn sheet(rows: &str) -> Entry {
    sheet_and(rows, "")
}

/// The same, with what follows the rows.
pub(super) fn sheet_and(rows: &str, after: &str) -> Entry {
    let content = format!("{}{CAPTIONS}{rows}</sheetData>{after}</worksheet>", opening());
    part(SHEET, content)
}

/// What a sheet's part begins with.
pub(super) fn opening() -> String {
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#.to_owned()
}

/// A sheet whose rows below the captions are one, many times over.
pub(super) fn long_sheet(unit: &str, times: usize, summed: bool) -> Entry {
    let head = opening() + CAPTIONS;
    Entry::repeated(SHEET, &head, unit, times, "</sheetData></worksheet>", summed)
}

/// A row without addresses: a code and a number.
pub(super) fn row(code: &str, total: &str) -> String {
    format!(r#"<row><c t="inlineStr"><is><t>{code}</t></is></c><c><v>{total}</v></c></row>"#)
}

/// The entries of a sound book, some of them replaced and others added.
pub(super) fn entries(with: Vec<Entry>) -> Vec<Entry> {
    let relation = |id: u32, kind: &str, target: &str| {
        format!(
            r#"<Relationship Id="rId{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
        )
    };
    let relations = [
        relation(1, "worksheet", "worksheets/sheet1.xml"),
        relation(2, "sharedStrings", "sharedStrings.xml"),
        relation(3, "styles", "styles.xml"),
    ];
    let sound = vec![
        part("[Content_Types].xml", TYPES),
        part("_rels/.rels", ROOT),
        part(TABLE, table(&[("Plan", "rId1")])),
        part(RELATIONS, format!("<Relationships>{}</Relationships>", relations.concat())),
        part(STRINGS, "<sst><si><t>cero</t></si><si><t>uno</t></si></sst>"),
        part(STYLES, r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs></styleSheet>"#),
        sheet(&row("a", "1")),
    ];
    let (instead, more): (Vec<Entry>, Vec<Entry>) =
        with.into_iter().partition(|entry| sound.iter().any(|known| known.name == entry.name));
    let replaced = |known: Entry| instead.iter().find(|entry| entry.name == known.name).cloned().unwrap_or(known);
    sound.into_iter().map(replaced).chain(more).collect()
}

/// The table of sheets: names and relations.
pub(super) fn table(sheets: &[(&str, &str)]) -> String {
    let line = |(index, (name, id)): (usize, &(&str, &str))| {
        format!(r#"<sheet name="{name}" sheetId="{}" r:id="{id}"/>"#, index + 1)
    };
    let lines: String = sheets.iter().enumerate().map(line).collect();
    format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{lines}</sheets></workbook>"#
    )
}

/// A sound book, some of its parts replaced and others added.
pub(super) fn book(with: Vec<Entry>) -> Vec<u8> {
    zip(&entries(with))
}

/// A sound book with these rows below its captions.
pub(super) fn rows(rows: &str) -> Vec<u8> {
    book(vec![sheet(rows)])
}
