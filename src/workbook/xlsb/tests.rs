use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;
use crate::decimal::Decimal;
use crate::diagnostic::{Code, Diagnostic};

/// A record with its kind in one byte or two, and its length.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let kind = if kind < 0x80 {
        vec![u8::try_from(kind).unwrap()]
    } else {
        vec![u8::try_from(kind & 0x7F).unwrap() | 0x80, u8::try_from(kind >> 7).unwrap()]
    };
    [kind, vec![u8::try_from(data.len()).unwrap()], data.to_vec()].concat()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [u32::try_from(units.len() / 2).unwrap().to_le_bytes().to_vec(), units].concat()
}

fn row(number: u32) -> Vec<u8> {
    record(0, &number.to_le_bytes())
}

fn cell(kind: u16, column: u32, format: u32, value: &[u8]) -> Vec<u8> {
    record(kind, &[&column.to_le_bytes(), &format.to_le_bytes(), value].concat())
}

fn read_sheet(sheet: &[Vec<u8>]) -> (Option<Workbook>, Vec<Diagnostic>) {
    let styles = [
        record(0x002C, &[&[0xA4, 0][..], &wide("dd/mm/yyyy")].concat()),
        record(0x002F, &[0, 0, 9, 0]),
        record(0x0269, &[0; 4]),
        record(0x002F, &[0, 0, 0, 0]),
        record(0x002F, &[0, 0, 0xA4, 0]),
        record(0x002F, &[0, 0, 10, 0]),
        record(0x026A, &[]),
    ];
    let bundle = record(0x009C, &[&[0; 8][..], &wide("rId1"), &wide("Plan año")].concat());
    let relation = |id, kind, target| format!(r#"<Relationship Id="{id}" Type="t/{kind}" Target="{target}"/>"#);
    let relations = [
        relation("rId1", "worksheet", "worksheets/sheet1.bin"),
        relation("rId2", "styles", "styles.bin"),
        relation("rId3", "sharedStrings", "sharedStrings.bin"),
    ];
    let parts = [
        ("xl/workbook.bin", [record(0x0083, &[]), bundle].concat()),
        ("xl/_rels/workbook.bin.rels", relations.concat().into_bytes()),
        ("xl/styles.bin", styles.concat()),
        ("xl/sharedStrings.bin", record(0x0013, &[vec![0], wide("Código")].concat())),
        ("xl/worksheets/sheet1.bin", sheet.concat()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&content).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    crate::workbook::read("plan.xlsb", &bytes, &|_| true, &Limits::default())
}

#[test]
fn every_kind_of_cell_is_read() {
    let double = |value: f64| value.to_le_bytes();
    let sheet = [
        record(0x0091, &[]),
        row(0),
        cell(7, 0, 0, &0_u32.to_le_bytes()),
        cell(6, 1, 0, &wide("suelto")),
        cell(1, 2, 0, &[]),
        row(4),
        cell(5, 0, 0, &double(3_493_430_378.905_599_6)),
        cell(5, 1, 1, &double(46_042.0)),
        cell(9, 2, 2, &double(0.125)),
        cell(2, 3, 0, &(12_345_u32 << 2 | 3).to_le_bytes()),
        cell(3, 4, 0, &[0x17]),
        cell(4, 5, 0, &[1]),
        cell(8, 6, 0, &wide("de fórmula")),
        record(0x0092, &[]),
        record(0x00B0, &[0_u32, 1, 2, 3].map(u32::to_le_bytes).concat()),
    ];
    let (workbook, diagnostics) = read_sheet(&sheet);
    assert_eq!(diagnostics, []);
    let workbook = workbook.unwrap();
    assert_eq!(workbook.sheet_names, ["Plan año"]);
    let number =
        |plain: &str, percent| Content::Number { value: Decimal::parse(plain).unwrap().try_into().unwrap(), percent };
    let expected = [
        ("A1", Content::Text("Código".into())),
        ("B1", Content::Text("suelto".into())),
        ("A5", number("3493430378.9056", false)),
        ("B5", Content::Date(jiff::civil::date(2026, 1, 20).at(0, 0, 0, 0))),
        ("C5", number("0.125", true)),
        ("D5", number("123.45", false)),
        ("E5", Content::Fault("#REF!".into())),
        ("F5", Content::Bool(true)),
        ("G5", Content::Text("de fórmula".into())),
    ];
    let sheet = &workbook.sheets[0];
    let cells: Vec<_> = sheet.cells.iter().map(|cell| (cell.at.to_string(), cell.content.clone())).collect();
    assert_eq!(cells, expected.map(|(at, content)| (at.to_owned(), content)));
    assert_eq!(sheet.formulas.iter().map(ToString::to_string).collect::<Vec<_>>(), ["C5", "G5"]);
    let corner = |row, column| CellRef { row, column };
    assert_eq!(sheet.merged, [Area { first: corner(0, 2), last: corner(1, 3) }]);
}

#[test]
fn what_is_out_of_the_grid_or_broken_is_refused() {
    let code = |sheet: &[Vec<u8>]| read_sheet(sheet).1[0].code;
    let one = 1.0_f64.to_le_bytes();
    assert_eq!(code(&[row(u32::MAX), cell(5, 0, 0, &one)]), Code::OverLimit);
    assert_eq!(code(&[row(0), cell(5, 16_384, 0, &one)]), Code::OverLimit);
    assert_eq!(code(&[record(0x00B0, &[5_u32, 1, 2, 3].map(u32::to_le_bytes).concat())]), Code::OverLimit);
    assert_eq!(code(&[row(0), cell(7, 0, 0, &9_u32.to_le_bytes())]), Code::Damaged);
    assert_eq!(code(&[row(0), cell(6, 0, 0, &[0xFF; 4])]), Code::Damaged);
    assert_eq!(code(&[row(0), vec![5, 0xFF, 0xFF, 0xFF, 0x7F]]), Code::Damaged);
    assert_eq!(code(&[]), Code::EmptyBook);
}

#[test]
fn three_thousand_broken_versions_are_read_or_refused() {
    let sheet = [
        row(0),
        cell(0x0007, 0, 0, &[0; 4]),
        cell(0x0005, 1, 1, &1.5_f64.to_le_bytes()),
        row(1),
        cell(0x0002, 0, 2, &[6, 0, 0, 0]),
        cell(0x0006, 1, 0, &wide("salud")),
        cell(0x0003, 2, 0, &[0x17]),
        record(0x00B0, &[0; 16]),
    ];
    assert!(read_sheet(&[sheet.concat()]).0.is_some());
    for broken in crate::workbook::tests::broken(&sheet.concat(), 3_000) {
        crate::workbook::tests::came_through(read_sheet(&[broken]));
    }
}

#[test]
fn what_is_hidden_is_told() {
    let row = |row: u32, flags: u8| {
        record(0, &[&row.to_le_bytes()[..], &[0, 0, 0, 0, 0x2C, 0x01, 0, flags, 0], &[0; 4]].concat())
    };
    let columns = |first: u32, last: u32, flags: u8| {
        record(0x003C, &[&first.to_le_bytes()[..], &last.to_le_bytes(), &[0; 8], &[flags, 0]].concat())
    };
    let sheet = [columns(0, 0, 4), columns(1, 2, 1), row(0, 0), cell(0x0004, 0, 0, &[1]), row(2, 0x10), row(3, 0x30)];
    let (workbook, diagnostics) = read_sheet(&sheet);
    assert_eq!(diagnostics, []);
    let hidden = &workbook.unwrap().sheets[0].hidden;
    assert_eq!(*hidden, Hidden { sheet: false, rows: vec![(2, 3)], columns: vec![(1, 2)] });
}
