//! Files that are no workbook, are broken, or are made to do harm.

use super::*;

fn message(bytes: &[u8], limits: &Limits) -> String {
    let diagnostic = refused("plan.xlsx", bytes, limits);
    assert_eq!(diagnostic.code, Code::OverLimit, "{}", diagnostic.message);
    diagnostic.message
}

fn with_sheet(sheet: &[u8]) -> Vec<u8> {
    zipped(&[
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", TABLE.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

#[test]
fn what_is_no_workbook_is_told_apart() {
    let ole = |name: &str| {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        bytes.resize(512, 0);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(1024, 0);
        bytes
    };
    let told = |bytes: &[u8]| {
        let diagnostic = refused("plan.xls", bytes, &Limits::default());
        assert_eq!(diagnostic.code, Code::NotAWorkbook);
        diagnostic.message.strip_prefix("el archivo no es un libro de Excel: ").unwrap().to_owned()
    };
    assert_eq!(told(b""), "está vacío, no tiene ni un byte");
    assert_eq!(told(b"%PDF-1.7 \n"), "es un PDF");
    assert_eq!(told(b"\n <html><table></table></html>"), "es una página web (HTML) con nombre de libro");
    assert_eq!(told(b"\x89PNG\r\n\x1a\n"), "es una imagen");
    assert_eq!(told(b"a;b\n1\n"), "su contenido no se reconoce");
    assert_eq!(told(&zipped(&[("word/document.xml", b"<w/>")])), "es un documento de Word");
    assert_eq!(told(&zipped(&[("fotos/1.jpg", b"x")])), "es un archivo comprimido sin un libro adentro");
    assert_eq!(told(&ole("WordDocument")), "es un documento de Word");
    assert_eq!(code(&ole("EncryptedPackage")), Code::Encrypted);
    assert_eq!(refused("plan.csv", b"\x00\x01\x02", &Limits::default()).code, Code::NotAWorkbook);
}

#[test]
fn a_truncated_workbook_is_damaged_wherever_it_is_cut() {
    let bytes = book(|sheet| {
        for row in 0..20 {
            sheet.write(row, 0, format!("meta {row}")).unwrap();
        }
    });
    for end in (4..bytes.len()).step_by(97).chain([bytes.len() - 1]) {
        assert_eq!(code(&bytes[..end]), Code::Damaged, "cut at {end}");
    }
}

#[test]
fn a_flipped_byte_never_ends_the_run() {
    let bytes = book(|sheet| _ = sheet.write(0, 0, "meta").unwrap());
    for at in (0..bytes.len()).step_by(31) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x55;
        let (workbook, diagnostics) = read_all("plan.xlsx", &flipped);
        assert_eq!(workbook.is_some(), diagnostics.is_empty());
    }
}

#[test]
fn a_part_that_inflates_without_end_is_refused() {
    // 8 MiB of blanks between rows shrink to a thousandth: the ratio stops them under the default limits.
    let rows = format!("{}<row/>", " ".repeat(500_000)).repeat(17);
    let bomb = with_sheet(format!("<worksheet><sheetData>{rows}").as_bytes());
    assert!(bomb.len() < 20_000);
    let expected = "la parte interna «xl/worksheets/sheet1.xml» crece a más de 4 MB al descomprimirse, \
                    más de 400 veces su tamaño, y el límite es 400 veces";
    assert_eq!(message(&bomb, &Limits::default()), expected);
    let limits = Limits { part_bytes: 1000, ..Limits::default() };
    let expected = "la parte interna «xl/worksheets/sheet1.xml» ocupa más de 1.000 bytes al descomprimirse \
                    y el límite por parte es 1.000 bytes";
    assert_eq!(message(&bomb, &limits), expected);
    let limits = Limits { total_bytes: 2000, ..Limits::default() };
    let expected = "las partes internas ocupan más de 2.000 bytes al descomprimirse y el límite es 2.000 bytes";
    assert_eq!(message(&bomb, &limits), expected);
}

#[test]
fn a_text_without_end_is_refused() {
    let blanks = with_sheet(&vec![b' '; 2 * 1024 * 1024]);
    let expected = "la parte interna «xl/worksheets/sheet1.xml» tiene un texto o una marca de más de 1 MB";
    assert_eq!(message(&blanks, &Limits::default()), expected);
    let attributes = with_sheet(format!("<worksheet {}><sheetData/></worksheet>", "a='1' ".repeat(300_000)).as_bytes());
    assert_eq!(message(&attributes, &Limits::default()), expected);
}

#[test]
fn a_declared_size_is_not_believed() {
    let honest = with_sheet(&vec![b' '; 100_000]);
    let mut lying = honest.clone();
    // The size after inflation stands in the local header and in the central directory; both are made to say 5.
    for at in 0..lying.len() - 4 {
        if lying[at..at + 4] == 100_000_u32.to_le_bytes() {
            lying[at..at + 4].copy_from_slice(&5_u32.to_le_bytes());
        }
    }
    assert_ne!(honest, lying);
    let limits = Limits { part_bytes: 50_000, ..Limits::default() };
    let diagnostic = refused("plan.xlsx", &lying, &limits);
    assert!(matches!(diagnostic.code, Code::OverLimit | Code::Damaged), "{diagnostic:?}");
}

#[test]
fn counts_over_the_limits_are_refused() {
    let bytes = by_hand(r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>"#, "", "<sst/>");
    let limits = Limits { entries: 4, ..Limits::default() };
    assert_eq!(message(&bytes, &limits), "el libro tiene 5 partes internas y el límite es 4");
    let limits = Limits { cells: 1, ..Limits::default() };
    assert_eq!(message(&bytes, &limits), "el libro tiene más de 1 celdas con datos y el límite es 1");
    let limits = Limits { sheets: 0, ..Limits::default() };
    assert_eq!(message(&bytes, &limits), "el libro tiene más de 0 hojas y el límite es 0");
    let limits = Limits { file_bytes: 100, ..Limits::default() };
    let expected = format!("el archivo pesa {} bytes y el límite es 100 bytes", refusal::count(bytes.len()));
    assert_eq!(message(&bytes, &limits), expected);
    let merges = r#"<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C1:D1"/></mergeCells>"#;
    let limits = Limits { merged: 1, ..Limits::default() };
    let expected = "el libro tiene más de 1 celdas combinadas en una hoja y el límite es 1";
    assert_eq!(message(&by_hand("", merges, "<sst/>"), &limits), expected);
}

#[test]
fn a_text_over_the_limit_names_its_cell() {
    let rows = format!(r#"<row r="2"><c r="B2" t="inlineStr"><is><t>{}</t></is></c></row>"#, "ñ".repeat(40_001));
    let expected = "la celda B2 de la hoja «Plan & metas» tiene un texto de 40.001 caracteres y el límite es 40.000";
    assert_eq!(message(&by_hand(&rows, "", "<sst/>"), &Limits::default()), expected);
    let strings = format!("<sst><si><t>{}</t></si></sst>", "ñ".repeat(40_001));
    let rows = r#"<row r="2"><c r="B2" t="s"><v>0</v></c></row>"#;
    assert_eq!(message(&by_hand(rows, "", &strings), &Limits::default()), expected);
}

#[test]
fn cells_outside_of_the_grid_are_refused() {
    let limits = Limits::default();
    for address in ["A4294967295", "A4294967297", "ZZZZZZZZ1", "XFE1", "A1048577", "A0", "A", "7", "", "Á1", "A1B"] {
        let rows = format!(r#"<row><c r="{address}"><v>1</v></c></row>"#);
        let expected = format!(
            "la hoja «Plan & metas» tiene la celda «{address}», fuera de la cuadrícula de Excel, que llega hasta XFD1048576"
        );
        assert_eq!(message(&by_hand(&rows, "", "<sst/>"), &limits), expected);
    }
    for row in ["0", "1048577", "4294967295", "99999999999999"] {
        let rows = format!(r#"<row r="{row}"><c><v>1</v></c></row>"#);
        message(&by_hand(&rows, "", "<sst/>"), &limits);
    }
    message(&by_hand("", r#"<mergeCells><mergeCell ref="A1:A4294967297"/></mergeCells>"#, "<sst/>"), &limits);
    // The last row has a number; the next one has none and follows it.
    message(&by_hand(r#"<row r="1048576"><c><v>1</v></c></row><row><c><v>1</v></c></row>"#, "", "<sst/>"), &limits);
}

#[test]
fn the_grid_s_corners_are_two_cells() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
    let sheet = readable("plan.xlsx", &by_hand(rows, "", "<sst/>")).sheets.remove(0);
    assert_eq!(drawn(&sheet), "A1 1\nXFD1048576 2\n");
    assert_eq!(sheet.cells[1].at, CellRef { row: MAX_ROWS - 1, column: MAX_COLUMNS - 1 });
}

#[test]
fn a_declared_extent_is_not_believed() {
    for extent in ["B2:A1", "A1:ZZZZZZZZ4294967297", "", "A1:B2:C3"] {
        let sheet = format!(
            r#"<worksheet><dimension ref="{extent}"/><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"#
        );
        assert_eq!(drawn(&readable("plan.xlsx", &with_sheet(sheet.as_bytes())).sheets[0]), "A1 1\n");
    }
}

#[test]
fn bad_xml_is_damaged() {
    let damaged = |sheet: &str| assert_eq!(code(&with_sheet(sheet.as_bytes())), Code::Damaged, "{sheet}");
    damaged("");
    damaged("<worksheet>");
    damaged("<worksheet><sheetData><row><c><v>1");
    damaged("<worksheet><sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData></worksheet>");
    damaged("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet><sheetData/></worksheet>");
    damaged("<worksheet a=\"<\"><sheetData/></worksheet>");
    damaged("<worksheet a=\"><sheetData/></worksheet>");
    assert_eq!(code(&with_sheet(b"<worksheet>\xFF<sheetData/></worksheet>")), Code::Damaged);
    assert_eq!(code(&with_sheet(b"\xFF\xFE<\0w\0>\0")), Code::Damaged);
    assert_eq!(code(&by_hand("", "", "<sst><si><t>a</sst>")), Code::Damaged);
}

#[test]
fn a_missing_part_is_named() {
    let bytes = zipped(&[("_rels/.rels", ROOT.as_bytes()), ("xl/workbook.xml", TABLE.as_bytes())]);
    assert_eq!(code(&bytes), Code::Damaged);
    let bytes = zipped(&[
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", TABLE.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
    ]);
    let diagnostic = refused("plan.xlsx", &bytes, &Limits::default());
    assert_eq!(diagnostic.code, Code::Damaged);
    assert!(diagnostic.message.contains("«xl/worksheets/sheet1.xml»"), "{}", diagnostic.message);
}

#[test]
fn parts_that_differ_by_case_only_are_refused() {
    let bytes = zipped(&[("xl/workbook.xml", b"<a/>"), ("XL/Workbook.xml", b"<b/>")]);
    assert_eq!(code(&bytes), Code::Damaged);
}

#[test]
fn a_book_without_sheets_is_empty() {
    let bytes = zipped(&[
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", b"<workbook><sheets/></workbook>"),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
    ]);
    assert_eq!(code(&bytes), Code::EmptyBook);
}

/// Forty thousand letters shared by two hundred thousand cells were folded for each of them.
#[test]
fn a_text_counts_in_every_cell_that_shares_it() {
    let cells: String =
        (1..=3).map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#)).collect();
    let bytes = by_hand(&cells, "", "<sst><si><t>abcd</t></si></sst>");
    assert!(read_all("plan.xlsx", &bytes).0.is_some());
    let limits = Limits { text_bytes: 11, ..Limits::default() };
    let expected = "los textos de sus celdas suman más de 11 bytes y el límite es 11 bytes";
    assert_eq!(message(&bytes, &limits), expected);
}

#[test]
fn a_csv_too_wide_is_told_without_the_name_of_a_sheet() {
    let wide = ";".repeat(20_000) + "x";
    let diagnostic = refused("plan.csv", format!("a;b\n{wide}\n").as_bytes(), &Limits::default());
    let expected = "el archivo tiene la celda «ACOG2», fuera de la cuadrícula de Excel, que llega hasta XFD1048576";
    assert_eq!(diagnostic.message, expected);
}

#[test]
fn three_thousand_broken_versions_of_a_csv_are_read_or_refused() {
    let whole = "Código;Total;\"dos\nlíneas\"\r\n1905;\"1.000,5\";x\n";
    for broken in broken(whole.as_bytes(), 3_000) {
        came_through(read_all("plan.csv", &broken));
    }
}

#[test]
fn broken_parts_of_a_sound_zip_are_read_or_refused() {
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row>
                  <row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="e"><v>#REF!</v></c></row>"#;
    let merges = r#"<mergeCells><mergeCell ref="A1:B1"/></mergeCells>"#;
    for broken in broken(rows.as_bytes(), 2_000) {
        let (Ok(rows), strings) = (String::from_utf8(broken), "<sst><si><t>a</t></si></sst>") else { continue };
        came_through(read_all("plan.xlsx", &by_hand(&rows, merges, strings)));
    }
}
