use super::*;
use crate::decimal::Decimal;

/// A record.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

/// A cell's record: row, column and cell format before its value.
fn cell(kind: u16, row: u16, column: u16, format: u16, value: &[u8]) -> Vec<u8> {
    let place: Vec<u8> = [row, column, format].into_iter().flat_map(u16::to_le_bytes).collect();
    record(kind, &[&place, value].concat())
}

fn bof(kind: u16) -> Vec<u8> {
    record(BOF, &[BIFF8.to_le_bytes(), kind.to_le_bytes()].concat())
}

/// A file of one sheet: the records before its table, and its own.
fn book(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
    let name = "Plan año".encode_utf16().flat_map(u16::to_le_bytes);
    let head = [bof(5), globals.concat()].concat();
    let start = u32::try_from(head.len() + 4 + 8 + 16 + 4).unwrap();
    let table: Vec<u8> = start.to_le_bytes().into_iter().chain([0, 0, 8, 1]).chain(name).collect();
    let parts = [head, record(0x0085, &table), record(EOF, &[]), bof(WORKSHEET), sheet.concat(), record(EOF, &[])];
    compound(&parts.concat())
}

/// An OLE file of one stream, padded so that it lies in sectors of its own.
fn compound(stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4096), 0);
    let sectors = stream.len().div_ceil(512);
    let mut file = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    file.resize(512, 0);
    file[30] = 9;
    file[32] = 6;
    file[48..52].copy_from_slice(&1_u32.to_le_bytes());
    file[60..64].fill(0xFF);
    file[68..72].fill(0xFF);
    file[76..512].fill(0xFF);
    file[76..80].fill(0);
    // The table of chains: itself, the directory, and the stream from sector 2 on.
    let mut table = vec![0xFFFF_FFFD_u32, 0xFFFF_FFFE];
    table.extend((3..).take(sectors - 1));
    table.push(0xFFFF_FFFE);
    table.resize(128, 0xFFFF_FFFF);
    file.extend(table.into_iter().flat_map(u32::to_le_bytes));
    file.extend(entry("Root Entry", 5, 0xFFFF_FFFE, 0));
    file.extend(entry("Workbook", 2, 2, u32::try_from(stream.len()).unwrap()));
    file.resize(1536, 0);
    file.extend(stream);
    file.resize(1536 + sectors * 512, 0);
    file
}

fn entry(name: &str, kind: u8, start: u32, size: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    entry.resize(128, 0);
    entry[64] = u8::try_from(name.len() * 2 + 2).unwrap();
    entry[66] = kind;
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&size.to_le_bytes());
    entry
}

fn read_book(bytes: &[u8]) -> (Option<Workbook>, Vec<crate::diagnostic::Diagnostic>) {
    super::super::read("plan.xls", bytes, &|_| true, &Limits::default())
}

fn cells(bytes: &[u8]) -> Vec<(String, Content)> {
    let (workbook, diagnostics) = read_book(bytes);
    assert_eq!(diagnostics, []);
    let workbook = workbook.unwrap();
    assert_eq!(workbook.sheet_names, ["Plan año"]);
    workbook.sheets[0].cells.iter().map(|cell| (cell.at.to_string(), cell.content.clone())).collect()
}

fn number(plain: &str) -> Content {
    Content::Number { value: Decimal::parse(plain).unwrap().try_into().unwrap(), percent: false }
}

/// The shared texts «uno» and «Código»; the second runs over into a record that goes on in two bytes a letter.
fn texts() -> Vec<Vec<u8>> {
    let first = b"\x02\0\0\0\x02\0\0\0\x03\0\0uno\x06\0\0C\xF3";
    vec![record(0x00FC, first), record(0x003C, b"\x01d\0i\0g\0o\0")]
}

#[test]
fn every_kind_of_cell_is_read() {
    let formats = [
        record(0x041E, b"\xA4\0\x0A\0\0dd/mm/yyyy"),
        record(0x00E0, b"\0\0\0\0"),
        record(0x00E0, b"\0\0\xA4\0"),
        record(0x00E0, b"\0\0\x0A\0"),
    ];
    let double = |value: f64| value.to_le_bytes();
    let sheet = [
        cell(0x00FD, 0, 0, 0, &0_u32.to_le_bytes()),
        cell(0x00FD, 0, 1, 0, &1_u32.to_le_bytes()),
        cell(0x0203, 1, 0, 0, &double(3_493_430_378.905_599_6)),
        cell(0x0203, 1, 1, 1, &double(46_042.0)),
        cell(0x0203, 1, 2, 2, &double(0.125)),
        // 12.345 as a whole number in hundredths; −1 as a whole number; 2,5 as a double.
        cell(0x027E, 2, 0, 0, &(12_345_u32 << 2 | 3).to_le_bytes()),
        record(0x00BD, &[&[2_u8, 0, 1, 0][..], b"\0\0\xFE\xFF\xFF\xFF", b"\0\0\0\0\x04\x40", b"\x02\0"].concat()),
        cell(0x0205, 3, 0, 0, &[1, 0]),
        cell(0x0205, 3, 1, 0, &[0x17, 1]),
        cell(0x0006, 4, 0, 0, b"\0\0\0\0\0\0\xFF\xFF\0\0\0\0\0\0"),
        record(0x0207, b"\x02\0\0ok"),
        cell(0x0006, 4, 1, 0, b"\x01\0\x01\0\0\0\xFF\xFF\0\0\0\0\0\0"),
        cell(0x0006, 4, 2, 0, b"\x02\0\x07\0\0\0\xFF\xFF\0\0\0\0\0\0"),
        cell(0x0006, 4, 3, 0, &[&double(7.0)[..], &[0; 6]].concat()),
        cell(0x0204, 5, 0, 0, b"\x03\0\0fin"),
        // A chart within the sheet; its records are no cells.
        bof(0x0020),
        cell(0x0203, 9, 9, 0, &double(9.0)),
        record(EOF, &[]),
        record(0x00E5, b"\x01\0\0\0\x01\0\x02\0\x03\0"),
    ];
    let bytes = book(&[formats.concat(), texts().concat()], &sheet);
    let formulas = read_book(&bytes).0.unwrap().sheets[0].formulas.clone();
    assert_eq!(formulas.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A5", "B5", "C5", "D5"]);
    let text = |text: &str| Content::Text(text.into());
    let expected = [
        ("A1", text("uno")),
        ("B1", text("Código")),
        ("A2", number("3493430378.9056")),
        ("B2", Content::Date(jiff::civil::date(2026, 1, 20).at(0, 0, 0, 0))),
        ("C2", Content::Number { value: Decimal::parse("0.125").unwrap().try_into().unwrap(), percent: true }),
        ("A3", number("123.45")),
        ("B3", number("-1")),
        ("C3", number("2.5")),
        ("A4", Content::Bool(true)),
        ("B4", Content::Fault("#REF!".into())),
        ("A5", text("ok")),
        ("B5", Content::Bool(true)),
        ("C5", Content::Fault("#DIV/0!".into())),
        ("D5", number("7")),
        ("A6", text("fin")),
    ];
    assert_eq!(cells(&bytes), expected.map(|(at, content)| (at.to_owned(), content)));
    let merged = &read_book(&bytes).0.unwrap().sheets[0].merged;
    let corner = |row, column| CellRef { row, column };
    assert_eq!(merged[..], [Area { first: corner(0, 2), last: corner(1, 3) }]);
}

#[test]
fn days_are_counted_from_1904_where_the_book_says_so() {
    let globals = [record(0x0022, &[1, 0]), record(0x00E0, b"\0\0\x0E\0")];
    let bytes = book(&globals, &[cell(0x027E, 0, 0, 0, &(1_u32 << 2 | 2).to_le_bytes())]);
    assert_eq!(cells(&bytes), [("A1".to_owned(), Content::Date(jiff::civil::date(1904, 1, 2).at(0, 0, 0, 0)))]);
}

#[test]
fn far_corners_take_no_memory() {
    let extent = record(0x0200, &[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0xFF, 0xFF, 0, 0]);
    let one = 1.0_f64.to_le_bytes();
    let bytes = book(&[], &[extent, cell(0x0203, 0, 0, 0, &one), cell(0x0203, 65_535, 255, 0, &one)]);
    assert_eq!(cells(&bytes), [("A1".to_owned(), number("1")), ("IV65536".to_owned(), number("1"))]);
    let (_, diagnostics) = read_book(&book(&[], &[cell(0x0203, 0, 65_535, 0, &one)]));
    assert_eq!(diagnostics[0].code, crate::diagnostic::Code::OverLimit);
}

#[test]
fn a_password_is_told() {
    let (_, diagnostics) = read_book(&book(&[record(0x002F, &[1, 0])], &[]));
    assert_eq!(diagnostics[0].code, crate::diagnostic::Code::Encrypted);
}

#[test]
fn broken_files_are_refused_and_never_end_the_run() {
    let bytes = book(&texts(), &[cell(0x00FD, 0, 0, 0, &1_u32.to_le_bytes())]);
    assert_eq!(cells(&bytes), [("A1".to_owned(), Content::Text("Código".into()))]);
    for end in (8..bytes.len()).step_by(61) {
        let (workbook, diagnostics) = read_book(&bytes[..end]);
        assert_eq!(workbook.is_some(), diagnostics.is_empty());
    }
    for at in 8..2000 {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0xFF;
        let (workbook, diagnostics) = read_book(&flipped);
        assert_eq!(workbook.is_some(), diagnostics.is_empty());
    }
    // A chain that runs in a circle: the stream's second sector points to itself.
    let mut circle = bytes.clone();
    circle[512 + 12..512 + 16].copy_from_slice(&3_u32.to_le_bytes());
    circle[1024 + 128 + 120..1024 + 128 + 124].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(read_book(&circle).1[0].code, crate::diagnostic::Code::Damaged);
    let missing = book(&texts(), &[cell(0x00FD, 0, 0, 0, &9_u32.to_le_bytes())]);
    assert_eq!(read_book(&missing).1[0].code, crate::diagnostic::Code::Damaged);
}

#[test]
fn three_thousand_broken_versions_are_read_or_refused() {
    let text = |text: &str| [&u16::try_from(text.len()).unwrap().to_le_bytes()[..], &[0], text.as_bytes()].concat();
    let shared = [&[2, 0, 0, 0, 2, 0, 0, 0][..], &text("meta"), &text("total")].concat();
    let globals = [record(0x0022, &[0, 0]), record(0x00E0, &[0; 20]), record(0x00FC, &shared)];
    let formula = [&[0; 6][..], &[0xFF, 0xFF], &[0; 8]].concat();
    let sheet = [
        cell(0x00FD, 0, 0, 0, &[0; 4]),
        cell(0x0203, 1, 0, 0, &1.5_f64.to_le_bytes()),
        cell(0x027E, 1, 1, 0, &[6, 0, 0, 0]),
        record(0x00BD, &[2, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0]),
        cell(0x0006, 3, 0, 0, &formula),
        record(0x0207, &text("salud")),
        record(0x00E5, &[1, 0, 0, 0, 1, 0, 0, 0, 1, 0]),
    ];
    let whole = book(&globals, &sheet);
    assert!(read_book(&whole).0.is_some());
    // The tail is padding.
    let (head, tail) = whole.split_at(2048);
    for broken in crate::workbook::tests::broken(head, 3_000) {
        crate::workbook::tests::came_through(read_book(&[&broken, tail].concat()));
    }
}

#[test]
fn what_is_hidden_is_told() {
    let row = |row: u16, flags: u16| {
        let fields = [row, 0, 3, 255, 0, 0, flags, 0];
        record(0x0208, &fields.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())
    };
    let columns = |first: u16, last: u16, flags: u16| {
        let fields = [first, last, 2560, 0, flags, 0];
        record(0x007D, &fields.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())
    };
    let sheet = [
        columns(0, 1, 0),
        columns(2, 4, 1),
        row(0, 0x0100),
        row(4, 0x0120),
        row(3, 0x0120),
        record(0x0208, &[9, 0]),
        cell(0x0205, 0, 0, 0, &[1, 0]),
    ];
    let (workbook, diagnostics) = read_book(&book(&[], &sheet));
    assert_eq!(diagnostics, []);
    let workbook = workbook.unwrap();
    assert_eq!(workbook.sheets[0].hidden, Hidden { sheet: false, rows: vec![(3, 4)], columns: vec![(2, 4)] });
    assert!(!workbook.baggage.macros);
}
