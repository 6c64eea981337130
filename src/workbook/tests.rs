use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use rust_xlsxwriter as writer;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;
use crate::cell::{MAX_COLUMNS, MAX_ROWS};
use crate::diagnostic::Code;

mod hostile;
mod real;

/// Reads all sheets under the default limits.
pub(super) fn read_all(file: &str, bytes: &[u8]) -> (Option<Workbook>, Vec<Diagnostic>) {
    read(file, bytes, &|_| true, &Limits::default())
}

/// The workbook, which must be read without a word.
fn readable(file: &str, bytes: &[u8]) -> Workbook {
    let (workbook, diagnostics) = read_all(file, bytes);
    assert_eq!(diagnostics, []);
    workbook.unwrap()
}

/// The one diagnostic of a refused file.
fn refused(file: &str, bytes: &[u8], limits: &Limits) -> Diagnostic {
    let (workbook, diagnostics) = read(file, bytes, &|_| true, limits);
    assert!(workbook.is_none());
    let [diagnostic] = diagnostics.try_into().unwrap();
    assert_eq!(diagnostic.file.as_deref(), Some(file));
    assert!(diagnostic.help.is_some());
    diagnostic
}

/// Bytes with a few of them changed, cut out or doubled: as many versions, the same from run to run.
pub(super) fn broken(bytes: &[u8], versions: usize) -> impl Iterator<Item = Vec<u8>> {
    let mut seed = 1_u64;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below.max(1)
    };
    (0..versions).map(move |_| {
        let mut broken = bytes.to_vec();
        for _ in 0..=random(5) {
            let at = random(broken.len());
            match random(6) {
                0 => drop(broken.drain(at..(at + 3).min(broken.len()))),
                1 => broken.insert(at, 0xFF),
                2 => broken[at] = 0,
                3 => broken[at] = 0xFF,
                _ => broken[at] = u8::try_from(random(256)).unwrap(),
            }
        }
        broken
    })
}

/// That a file was read or refused, and that no reader panicked over it.
pub(super) fn came_through((workbook, diagnostics): (Option<Workbook>, Vec<Diagnostic>)) {
    assert_eq!(workbook.is_some(), diagnostics.is_empty());
    let panicked = |diagnostic: &Diagnostic| diagnostic.message.contains("no se puede interpretar");
    assert!(!diagnostics.iter().any(panicked), "{diagnostics:?}");
}

fn code(bytes: &[u8]) -> Code {
    refused("plan.xlsx", bytes, &Limits::default()).code
}

/// A workbook of one sheet that `fill` writes.
fn book(fill: impl FnOnce(&mut writer::Worksheet)) -> Vec<u8> {
    let mut workbook = writer::Workbook::new();
    fill(workbook.add_worksheet().set_name("Plan").unwrap());
    workbook.save_to_buffer().unwrap()
}

/// A zip of the given parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const ROOT: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const TABLE: &str = r#"<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="Plan &amp; metas" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>"#;

/// A workbook by hand: the XML of the rows, what follows them, and the shared texts.
pub(super) fn by_hand(rows: &str, after: &str, strings: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>");
    zipped(&[
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", TABLE.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ])
}

/// A sheet's cells as `A1 content`, one a line.
pub(super) fn drawn(sheet: &Sheet) -> String {
    sheet.cells.iter().fold(String::new(), |mut lines, cell| {
        let content = match &cell.content {
            Content::Text(text) => format!("«{text}»"),
            Content::Number { value, percent } => {
                format!("{}{}", value.decimal().plain(), if *percent { " %" } else { "" })
            }
            Content::Date(date) => date.to_string(),
            Content::Bool(truth) => truth.to_string(),
            Content::Fault(text) => format!("!{text}"),
        };
        writeln!(lines, "{} {content}", cell.at).unwrap();
        lines
    })
}

fn rows_drawn(rows: &str) -> String {
    drawn(&readable("plan.xlsx", &by_hand(rows, "", "<sst/>")).sheets[0])
}

#[test]
fn a_workbook_as_excel_writes_it_is_read() {
    let bytes = book(|sheet| {
        let percent = writer::Format::new().set_num_format("0.00%");
        let day = writer::Format::new().set_num_format("dd/mm/yyyy");
        sheet.write(0, 0, "Código DANE").unwrap();
        sheet.write(1, 1, 3_493_430_378.905_599_6).unwrap();
        sheet.write(2, 0, "Código DANE").unwrap();
        sheet.write(2, 1, true).unwrap();
        sheet.write_with_format(2, 2, 0.125, &percent).unwrap();
        sheet.write_with_format(3, 0, writer::ExcelDateTime::from_ymd(2026, 1, 20).unwrap(), &day).unwrap();
        sheet.write_string(3, 1, "  dos\nlíneas ").unwrap();
        sheet.write_blank(4, 0, &day).unwrap();
        sheet.merge_range(5, 1, 6, 3, "Sector salud", &writer::Format::new()).unwrap();
    });
    let workbook = readable("plan.xlsx", &bytes);
    assert_eq!(workbook.sheet_names, ["Plan"]);
    let sheet = &workbook.sheets[0];
    assert_eq!(sheet.place.to_string(), "plan.xlsx › Plan");
    let expected = "A1 «Código DANE»\nB2 3493430378.9056\nA3 «Código DANE»\nB3 true\nC3 0.125 %\n\
                    A4 2026-01-20T00:00:00\nB4 «  dos\nlíneas »\nB6 «Sector salud»\n";
    assert_eq!(drawn(sheet), expected);
    assert_eq!(sheet.merged, [Area { first: CellRef { row: 5, column: 1 }, last: CellRef { row: 6, column: 3 } }]);
}

#[test]
fn only_wanted_sheets_are_read_and_all_are_named() {
    let mut workbook = writer::Workbook::new();
    for name in ["Instrucciones", "Año 2026", "Listas"] {
        workbook.add_worksheet().set_name(name).unwrap().write(0, 0, name).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let (read, diagnostics) = read("plan.xlsx", &bytes, &|name| name == "Año 2026", &Limits::default());
    let read = read.unwrap();
    assert_eq!(diagnostics, []);
    assert_eq!(read.sheet_names, ["Instrucciones", "Año 2026", "Listas"]);
    assert_eq!(read.sheets.len(), 1);
    assert_eq!(drawn(&read.sheets[0]), "A1 «Año 2026»\n");
}

#[test]
fn a_wanted_sheet_without_cells_is_not_an_empty_book() {
    let mut workbook = writer::Workbook::new();
    workbook.add_worksheet().set_name("Vacía").unwrap();
    workbook.add_worksheet().set_name("Datos").unwrap().write(0, 0, 1).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let (read, diagnostics) = read("plan.xlsx", &bytes, &|name| name == "Vacía", &Limits::default());
    assert_eq!(diagnostics, []);
    assert_eq!(read.unwrap().sheets[0].cells, []);
    assert_eq!(code(&book(|_| ())), Code::EmptyBook);
}

#[test]
fn texts_come_shared_inline_and_rich() {
    let strings = r#"<sst uniqueCount="99999999999"><si><t>uno</t></si><si><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space="preserve">co </t></r></si></sst>"#;
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
        <c r="C1" t="inlineStr"><is><t>Pro &lt;1905&gt;</t></is></c><c r="D1" t="str"><f>A1&amp;""</f><v>1905</v></c>
        <c r="E1" t="str"><v></v></c><c r="F1"/></row>"#;
    let workbook = readable("plan.xlsx", &by_hand(rows, "", strings));
    assert_eq!(drawn(&workbook.sheets[0]), "A1 «uno»\nB1 «rico »\nC1 «Pro <1905>»\nD1 «1905»\n");
    assert_eq!(workbook.sheet_names, ["Plan & metas"]);
}

#[test]
fn errors_and_numbers_out_of_range_are_faults() {
    let rows = r##"<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1" s="0" t='e'><f>X()</f><v>#SPILL!</v></c>
        <c r="C1"><v>1e300</v></c><c r="D1"><v>1E-3</v></c><c r="E1" t="b"><v>0</v></c><c r="F1" t="n"><v>-7</v></c>
        <c r="G1"><v>1e999</v></c></row>"##;
    let expected =
        "A1 !#REF!\nB1 !#SPILL!\nC1 !número fuera de rango\nD1 0.001\nE1 false\nF1 -7\nG1 !número fuera de rango\n";
    assert_eq!(rows_drawn(rows), expected);
}

#[test]
fn a_formula_that_was_never_calculated_is_a_fault() {
    let rows = r#"<row r="1"><c r="A1"><f>B1*2</f></c><c r="B1"><f>1</f><v>1</v></c><c r="C1" t="str"><f>""</f><v></v></c>
        <c r="D1" s="0"/><c r="E1"><f/></c><c r="F1"><f>B1</f><v /></c><c r="G1"><f>B1</f><v></v></c>
        <c r="H1" t="str"><f>""</f><v/></c></row>"#;
    let expected =
        ["A1 !fórmula sin valor", "B1 1", "E1 !fórmula sin valor", "F1 !fórmula sin valor", "G1 !fórmula sin valor"];
    assert_eq!(rows_drawn(rows).lines().collect::<Vec<_>>(), expected);
}

#[test]
fn iso_dates_are_dates() {
    let rows = r#"<row r="1"><c r="A1" t="d"><v>2026-01-20</v></c><c r="B1" t="d"><v>2026-01-20T14:30:00Z</v></c>
        <c r="C1" t="d"><v>ayer</v></c></row>"#;
    assert_eq!(rows_drawn(rows), "A1 2026-01-20T00:00:00\nB1 2026-01-20T14:30:00\nC1 «ayer»\n");
}

#[test]
fn cells_are_sorted_and_one_that_stands_twice_is_read_if_both_say_the_same() {
    let rows = r#"<row r="3"><c r="B3"><v>1</v></c><c r="A3"><v>2</v></c><c r="B3"><v>3</v></c></row>
        <row r="1"><c r="C1"><v>4</v></c><c r="C1"><v>4.0</v></c></row>"#;
    assert_eq!(rows_drawn(rows), "C1 4\nA3 2\nB3 !está dos veces en el archivo, con valores distintos\n");
}

#[test]
fn cells_without_address_follow_one_another() {
    assert_eq!(rows_drawn("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"), "A1 1\nB1 2\nA2 3\n");
}

#[test]
fn dates_are_of_the_book_s_first_day() {
    let dated = |is_1904: bool| {
        let bytes = book(|sheet| {
            let day = writer::Format::new().set_num_format("yyyy-mm-dd hh:mm");
            let hours = writer::Format::new().set_num_format("[h]:mm");
            for (row, serial) in (0..).zip([45_000.25, 0.5, 60.0, -1.0, 3_000_000.0]) {
                sheet.write_with_format(row, 0, serial, &day).unwrap();
            }
            sheet.write_with_format(5, 0, 1.5, &hours).unwrap();
        });
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = Vec::new();
        for name in ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"]
            .into_iter()
            .chain(["xl/worksheets/sheet1.xml"])
        {
            let mut text = std::io::read_to_string(zip.by_name(name).unwrap()).unwrap();
            if is_1904 {
                text = text.replace("<workbookPr ", r#"<workbookPr date1904="1" "#);
            }
            parts.push((name, text));
        }
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        drawn(&readable("plan.xlsx", &zipped(&parts)).sheets[0])
    };
    // 45.000 days after 30 December 1899 is 15 March 2023; 1904 begins 1.462 days later.
    let of_1900 = "A1 2023-03-15T06:00:00\nA2 0.5\nA3 !29/02/1900\nA4 !fecha fuera de rango\n\
                   A5 !fecha fuera de rango\nA6 1.5\n";
    let of_1904 = "A1 2027-03-16T06:00:00\nA2 1904-01-01T12:00:00\nA3 1904-03-01T00:00:00\n\
                   A4 !fecha fuera de rango\nA5 !fecha fuera de rango\nA6 1.5\n";
    assert_eq!(dated(false), of_1900);
    assert_eq!(dated(true), of_1904);
}

#[test]
fn csv_by_its_delimiter_and_encoding() {
    let csv = |bytes: &[u8]| drawn(&readable("techos.csv", bytes).sheets[0]);
    let expected = "A1 «programa»\nB1 «valor»\nA2 «1905»\nB2 «140000000»\n";
    assert_eq!(csv(b"programa;valor\r\n1905;140000000\r\n"), expected);
    assert_eq!(csv(b"\xEF\xBB\xBFprograma,valor\n1905,140000000"), expected);
    assert_eq!(csv(b"programa\tvalor\n1905\t140000000\n"), expected);
    assert_eq!(csv(b"a\xF1o;\xC1rea\n"), "A1 «año»\nB1 «Área»\n");
    assert_eq!(csv("\u{feff}año;Área\n".as_bytes()), "A1 «año»\nB1 «Área»\n");
    let utf_16: Vec<u8> = "\u{feff}año\tÁrea\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(csv(&utf_16), "A1 «año»\nB1 «Área»\n");
    assert_eq!(readable("techos.csv", b"a;b").sheets[0].place.to_string(), "techos.csv");
}

#[test]
fn the_errors_of_formulas_are_faults_in_csv_too() {
    let csv = "#REF!;#¡REF!;#N/D\n #¡DIV/0! ;#1;N/A\n";
    let expected = "A1 !#REF!\nB1 !#¡REF!\nC1 !#N/D\nA2 !#¡DIV/0!\nB2 «#1»\nC2 «N/A»\n";
    assert_eq!(drawn(&readable("techos.csv", csv.as_bytes()).sheets[0]), expected);
}

#[test]
fn csv_rows_are_excel_s_rows() {
    let csv = |bytes: &[u8]| drawn(&readable("techos.csv", bytes).sheets[0]);
    assert_eq!(csv(b"\r\na;b\r\n\r\n\r\n;\"x;\r\ny\"\r\n\r\nz"), "A2 «a»\nB2 «b»\nB5 «x;\ny»\nA7 «z»\n");
    // The commas are within quotes.
    assert_eq!(csv(b"\"a,b,c\";d\n"), "A1 «a,b,c»\nB1 «d»\n");
    assert_eq!(refused("t.csv", b"\n;;\n", &Limits::default()).code, Code::EmptyBook);
}

#[test]
fn a_workbook_is_read_under_any_name_and_a_wrong_one_is_known() {
    let bytes = book(|sheet| _ = sheet.write(0, 0, 1).unwrap());
    for (name, ending) in [
        ("plan.xlsx", None),
        ("PLAN.XLSX", None),
        ("plan.xlsm", None),
        ("plan.xls", Some("xlsx")),
        ("plan.csv", Some("xlsx")),
        ("plan", Some("xlsx")),
    ] {
        let read = readable(name, &bytes);
        assert_eq!(drawn(&read.sheets[0]), "A1 1\n");
        assert_eq!(read.baggage.other_ending, ending, "{name}");
    }
}

#[test]
fn text_in_columns_under_the_name_of_a_workbook() {
    let read = |bytes: &[u8]| readable("plan.xls", bytes);
    let tabs = read(b"\r\nmeta\ttotal\r\nM1\t5\r\n");
    assert_eq!(
        drawn(&tabs.sheets[0]),
        "A2 \u{ab}meta\u{bb}\nB2 \u{ab}total\u{bb}\nA3 \u{ab}M1\u{bb}\nB3 \u{ab}5\u{bb}\n"
    );
    assert_eq!(tabs.baggage.other_ending, Some("csv"));
    assert_eq!(readable("plan.tsv", b"meta\ttotal\n").baggage.other_ending, None);
    for other in ["Notas, de la reuni\u{f3}n\nsin columnas", "una sola l\u{ed}nea; nada m\u{e1}s"] {
        assert_eq!(refused("plan.xls", other.as_bytes(), &Limits::default()).code, Code::NotAWorkbook);
    }
}
