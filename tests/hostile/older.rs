//! The other formats: text in columns, OpenDocument, Excel 97, and Excel's binary parts in a zip.

use super::archive::{Entry, zip};
use super::case::{Case, DAMAGED, LOCKED, Must, NO_BOOK, OVER, check, named};
use super::ole;

const SOUND: Must = Must::Read(&["a 1"]);

fn csv(name: &'static str, bytes: impl Into<Vec<u8>>, must: Must) -> Case {
    named(name, "malo.csv", bytes.into(), must)
}

#[test]
fn text_in_columns() {
    let header = "Código;Total\na;1\n";
    let mega = 1_000_000;
    check(vec![
        csv("a line of 100 MB", "x".repeat(100 * mega), Must::Refuse("lectura/archivo")),
        csv("a line of 45 MB", header.to_owned() + &"x".repeat(45 * mega), OVER),
        csv("a quote of 45 MB that nothing closes", header.to_owned() + "\"" + &"x;\n".repeat(15 * mega), OVER),
        csv("45 MB of quotes", header.to_owned() + &"\"".repeat(45 * mega), OVER),
        csv("10 MB of semicolons", header.to_owned() + &";".repeat(10 * mega), SOUND),
        csv("25 MB of semicolons above the captions", ";".repeat(25 * mega) + "\n" + header, SOUND),
        csv("10 MB of blank lines", header.to_owned() + &"\n".repeat(10 * mega), SOUND),
        csv("a row after 2.000.000 blank lines", header.to_owned() + &"\n".repeat(2 * mega) + "b;2\n", OVER),
        csv("1.000.000 columns", header.to_owned() + &"1;".repeat(mega), OVER),
        csv("5.000.000 rows", header.to_owned() + &"b;2\n".repeat(5 * mega), OVER),
        csv("null characters", b"C\0;T\0\na;1\n".to_vec(), NO_BOOK),
        csv(
            "UTF-16 that is cut",
            header.encode_utf16().flat_map(u16::to_be_bytes).fold(vec![0xFE, 0xFF], |mut all, byte| {
                all.push(byte);
                all
            })[..30]
                .to_vec(),
            Must::OneOf(vec![SOUND, Must::Read(&["a (vacío)"])]),
        ),
        csv("formulas", "Código;Total\n=1+1;=B1\n", Must::Read(&["=1+1 (ilegible)", "lectura/celda_ilegible B2"])),
        csv("escape characters", "Código;Total\na\u{1b}[31m;1\n", Must::Rows(1)),
        csv("NaN", "Código;Total\na;NaN\n", Must::Read(&["a (ilegible)", "lectura/celda_ilegible B2"])),
    ]);
}

fn ods(name: &'static str, rows: &str, must: Must) -> Case {
    named(name, "malo.ods", ods_of(&format!("<table:table table:name='Plan'>{ODS_ROWS}{rows}</table:table>")), must)
}

const ODS_ROWS: &str = "<table:table-row><table:table-cell><text:p>Código</text:p></table:table-cell><table:table-cell><text:p>Total</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell office:value-type='float' office:value='1'/></table:table-row>";

fn ods_of(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[
        Entry::stored("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        Entry::deflated("content.xml", content.as_bytes()),
    ])
}

#[test]
fn open_document() {
    let row = |attributes: &str, cell: &str| {
        format!("<table:table-row {attributes}><table:table-cell {cell}</table:table-cell></table:table-row>")
    };
    let locked = zip(&[
        Entry::stored("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        Entry::deflated(
            "META-INF/manifest.xml",
            b"<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>",
        ),
        Entry::deflated("content.xml", b"\x01\x02"),
    ]);
    let spans = format!("><text:p>{}x{}</text:p>", "<text:span>".repeat(500_000), "</text:span>".repeat(500_000));
    let bomb = zip(&[
        Entry::stored("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        Entry::repeated("content.xml", "<x>", " ", 3_000_000_000, "", false),
    ]);
    check(vec![
        ods("2^31 columns of a value", &row("", "table:number-columns-repeated='2147483648'><text:p>x</text:p>"), OVER),
        ods("2^31 columns of nothing", &row("", "table:number-columns-repeated='2147483648'>"), SOUND),
        ods("2^31 rows of a value", &row("table:number-rows-repeated='2147483648'", "><text:p>x</text:p>"), OVER),
        ods("2^31 rows of nothing", &row("table:number-rows-repeated='2147483648'", ">"), SOUND),
        ods("a billion blanks", &row("", "><text:p><text:s text:c='1000000000'/></text:p>"), DAMAGED),
        ods("an area off the grid", &row("", "table:number-columns-spanned='4294967295'><text:p>x</text:p>"), OVER),
        ods("a table in a cell", &row("", "><table:table><table:table-row/></table:table>"), DAMAGED),
        ods("500.000 spans deep", &row("", &spans), Must::OneOf(vec![DAMAGED, Must::Read(&["a 1", "x (vacío)"])])),
        named("a table without end", "malo.ods", ods_of("<table:table table:name='Plan'><table:table-row>"), DAMAGED),
        named("an encrypted content", "malo.ods", locked, LOCKED),
        named("a content of 3 GB", "malo.ods", bomb, OVER),
        named("entities", "malo.ods", ods_of("<!DOCTYPE x [<!ENTITY a 'x'>]>"), DAMAGED),
    ]);
}

const NO_NUMBER: Must = Must::Read(&["a 1", "b (ilegible)", "lectura/celda_ilegible B3"]);

/// A row with a number that is none.
fn no_number(double: f64) -> Vec<u8> {
    [ole::cell(0x0204, 2, 0, &ole::latin("b")), ole::cell(0x0203, 2, 1, &double.to_le_bytes())].concat()
}

fn xls(name: &'static str, stream: &[u8], must: Must) -> Case {
    named(name, "malo.xls", ole::file(&[("Workbook", stream)]), must)
}

/// Changes to the bytes of a sound xls: where, and to what.
fn bent(name: &'static str, changes: &[(usize, &[u8])], must: Must) -> Case {
    let mut file = ole::file(&[("Workbook", &ole::stream(&[], 1, &ole::rows()))]);
    changes.iter().for_each(|(at, bytes)| file[*at..at + bytes.len()].copy_from_slice(bytes));
    named(name, "malo.xls", file, must)
}

#[test]
fn excel_97() {
    let sound = ole::stream(&[], 1, &ole::rows());
    let with = |cells: Vec<u8>| ole::stream(&[], 1, &[ole::rows(), cells].concat());
    let texts = ole::record(0x00FC, &[&u32::MAX.to_le_bytes()[..], &u32::MAX.to_le_bytes(), &ole::latin("x")].concat());
    let area = |numbers: [u16; 5]| ole::record(0x00E5, &numbers.map(u16::to_le_bytes).concat());
    let lying = [&0x0203_u16.to_le_bytes()[..], &u16::MAX.to_le_bytes(), &[0; 40]].concat();
    check(vec![
        xls("a sound book", &sound, SOUND),
        bent("a chain in a circle", &[(ole::SECTOR + 4 * 3, &2_u32.to_le_bytes())], DAMAGED),
        bent("a chain that leaves the file", &[(ole::SECTOR + 4 * 3, &0x00FF_FFFF_u32.to_le_bytes())], DAMAGED),
        bent("a table of chains that is no table", &[(68, &[0; 4])], Must::OneOf(vec![SOUND, DAMAGED])),
        bent("a table of chains in a circle", &[(68, &[0; 4]), (2 * ole::SECTOR - 4, &[0; 4])], DAMAGED),
        bent("sectors of 2^31 bytes", &[(30, &[31, 0])], DAMAGED),
        bent("a directory in a circle", &[(ole::SECTOR + 4, &1_u32.to_le_bytes())], DAMAGED),
        bent("a stream of 4 GB", &[(2 * ole::SECTOR + 128 + 120, &u32::MAX.to_le_bytes())], DAMAGED),
        xls("4.000.000.000 shared texts", &ole::stream(&texts, 1, &ole::rows()), DAMAGED),
        xls("a password", &ole::stream(&ole::record(0x002F, &[0; 6]), 1, &ole::rows()), LOCKED),
        xls("a record longer than the book", &with(lying), DAMAGED),
        xls("a shared text of none", &with(ole::cell(0x00FD, 2, 0, &9_u32.to_le_bytes())), DAMAGED),
        xls("NaN", &with(no_number(f64::NAN)), NO_NUMBER),
        xls("infinity", &with(no_number(f64::INFINITY)), NO_NUMBER),
        xls("an area backwards", &with(area([1, 9, 2, 9, 2])), Must::OneOf(vec![SOUND, DAMAGED])),
        xls(
            "65.535 areas of which one is there",
            &with(area([u16::MAX, 1, 1, 0, 1])),
            Must::OneOf(vec![SOUND, DAMAGED]),
        ),
        xls("no end", &sound[..sound.len() - 4], DAMAGED),
        xls("Excel 5", &[ole::record(0x0809, &[0, 5, 5, 0]), ole::eof()].concat(), NO_BOOK),
        named("five hundred sheets that are one", "malo.xls", five_hundred(), DAMAGED),
    ]);
}

/// Each of the names begins at the one sheet, of forty thousand records that hold nothing.
fn five_hundred() -> Vec<u8> {
    ole::file(&[("Workbook", &ole::stream(&[], 500, &ole::record(0x0201, &[0; 6]).repeat(3_000)))])
}

#[test]
fn excel_s_binary_parts() {
    let sheet = || [row(0), text(0, "Código"), text(1, "Total"), row(1), text(0, "a"), number(1, 1.0)].concat();
    let with = |cells: Vec<u8>| xlsb(&[sheet(), cells].concat(), &[]);
    let area = |numbers: [u32; 4]| record(0x00B0, &numbers.map(u32::to_le_bytes).concat());
    let unit = String::from_utf8(record(0x0013, &[0, 0, 0, 0, 0])).unwrap();
    let bomb = Entry::repeated("xl/sharedStrings.bin", "", &unit, 40_000_000, "", false);
    let file = |name, bytes, must| named(name, "malo.xlsb", bytes, must);
    check(vec![
        file("a sound book", with(Vec::new()), SOUND),
        file("a record longer than the part", with(vec![7, 0xFF, 0xFF, 0xFF, 0x7F, 1]), DAMAGED),
        file("a length of six bytes", with(vec![7, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]), DAMAGED),
        file("a text of 4 GB", with(record(6, &[[0; 8].as_slice(), &u32::MAX.to_le_bytes()].concat())), DAMAGED),
        file("row 4294967295", with([row(u32::MAX), number(0, 1.0)].concat()), OVER),
        file("column 4294967295", with(number(u32::MAX, 1.0)), OVER),
        file("a shared text of none", with(record(7, &[[0; 8].as_slice(), &9_u32.to_le_bytes()].concat())), DAMAGED),
        file("an area backwards", with(area([9, 1, 9, 1])), OVER),
        file("an area off the grid", with(area([0, u32::MAX, 0, 1])), OVER),
        file(
            "a style out of range",
            with([row(2), record(5, &[&[0, 0, 0, 0, 255, 255, 255, 0][..], &2_f64.to_le_bytes()].concat())].concat()),
            Must::Read(&["a 1", "2 (vacío)"]),
        ),
        file("40 million shared texts", xlsb(&sheet(), &[bomb]), OVER),
    ]);
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let low = u8::try_from(kind & 0x7F).unwrap();
    let kind = if kind < 0x80 { vec![low] } else { vec![low | 0x80, u8::try_from(kind >> 7).unwrap()] };
    [kind, vec![u8::try_from(data.len()).unwrap()], data.to_vec()].concat()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [u32::try_from(units.len() / 2).unwrap().to_le_bytes().to_vec(), units].concat()
}

fn row(number: u32) -> Vec<u8> {
    record(0, &number.to_le_bytes())
}

fn text(column: u32, text: &str) -> Vec<u8> {
    record(6, &[&column.to_le_bytes()[..], &[0; 4], &wide(text)].concat())
}

fn number(column: u32, value: f64) -> Vec<u8> {
    record(5, &[&column.to_le_bytes()[..], &[0; 4], &value.to_le_bytes()].concat())
}

fn xlsb(sheet: &[u8], more: &[Entry]) -> Vec<u8> {
    let bundle = record(0x009C, &[&[0; 8][..], &wide("rId1"), &wide("Plan")].concat());
    let relation = |id, kind, target| format!(r#"<Relationship Id="{id}" Type="t/{kind}" Target="{target}"/>"#);
    let relations = [
        relation("rId1", "worksheet", "worksheets/sheet1.bin"),
        relation("rId2", "sharedStrings", "sharedStrings.bin"),
    ];
    let parts = [
        Entry::deflated("xl/workbook.bin", &bundle),
        Entry::deflated("xl/_rels/workbook.bin.rels", relations.concat().as_bytes()),
        Entry::deflated("xl/worksheets/sheet1.bin", sheet),
    ];
    zip(&[&parts[..], more].concat())
}
