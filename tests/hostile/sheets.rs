//! Sheets with cells, rows, areas and numbers that are none.

use super::book::{self, book, long_sheet, row, rows, sheet_and};
use super::case::{Case, DAMAGED, Must, OVER, case, check};

fn one(name: &'static str, below: &str, must: Must) -> Case {
    case(name, rows(below), must)
}

/// A cell of the totals, as it is written after `<c r="B2"`, beside the code `a`.
fn total(name: &'static str, cell: &str, must: Must) -> Case {
    let row = format!(r#"<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c><c r="B2"{cell}</c></row>"#);
    case(name, rows(&row), must)
}

const UNREADABLE: Must = Must::Read(&["a (ilegible)", "lectura/celda_ilegible B2"]);

#[test]
fn cells_stand_where_they_say_or_the_book_is_refused() {
    let far = r#"<row r="1048576"><c r="XFD1048576"><v>9</v></c></row>"#;
    check(vec![
        one("A1 and XFD1048576", &(row("a", "1") + far), Must::Read(&["a 1"])),
        one("row 4294967295", r#"<row r="4294967295"><c><v>1</v></c></row>"#, OVER),
        one("row 4294967297", r#"<row><c r="A4294967297"><v>1</v></c></row>"#, OVER),
        one("row 1048577", r#"<row r="1048577"><c><v>1</v></c></row>"#, OVER),
        one("row -1", r#"<row r="-1"><c><v>1</v></c></row>"#, OVER),
        one("row 0", r#"<row r="0"><c><v>1</v></c></row>"#, OVER),
        one("row 2e0", r#"<row r="2e0"><c><v>1</v></c></row>"#, OVER),
        one("column ZZZZZZZZ", r#"<row><c r="ZZZZZZZZ2"><v>1</v></c></row>"#, OVER),
        one("column XFE", r#"<row><c r="XFE2"><v>1</v></c></row>"#, OVER),
        one("no column", r#"<row><c r="2"><v>1</v></c></row>"#, OVER),
        one("cells without addresses", &(row("a", "1") + &row("b", "2")), Must::Read(&["a 1", "b 2"])),
        one("rows out of order", &(ordered(3, "c") + &ordered(2, "b")), Must::Read(&["b 2", "c 3"])),
        one("columns out of order", &backwards(), Must::Read(&["a 1"])),
        one("the same cell twice, the same value", &doubled("1", "1"), Must::Read(&["a 1"])),
        one("the same cell twice, two values", &doubled("1", "2"), UNREADABLE),
        one("a cell of another row", r#"<row r="2"><c r="A9"><v>5</v></c></row>"#, Must::Read(&["5 (vacío)"])),
        one("spans that lie", &spanning(), Must::Read(&["a 1"])),
    ]);
}

fn ordered(number: u32, code: &str) -> String {
    format!(
        r#"<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{code}</t></is></c><c r="B{number}"><v>{number}</v></c></row>"#
    )
}

fn backwards() -> String {
    r#"<row r="2"><c r="B2"><v>1</v></c><c r="A2" t="inlineStr"><is><t>a</t></is></c></row>"#.to_owned()
}

fn doubled(one: &str, two: &str) -> String {
    format!(
        r#"<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c><c r="B2"><v>{one}</v></c></row><row r="2"><c r="B2"><v>{two}</v></c></row>"#
    )
}

fn spanning() -> String {
    row("a", "1").replace("<row>", r#"<row r="2" spans="1:4294967295" ht="1e999">"#)
}

#[test]
fn declared_extents_and_counts_are_not_believed() {
    let extent = |reference: &str| {
        let sheet = format!(
            r#"<worksheet><dimension ref="{reference}"/><cols><col min="0" max="4294967295" hidden="1"/></cols><sheetData>{}{}</sheetData></worksheet>"#,
            book::CAPTIONS,
            row("a", "1")
        );
        book(vec![book::part(book::SHEET, sheet)])
    };
    let strings = |count: &str| {
        let texts = format!(r#"<sst count="{count}" uniqueCount="{count}"><si><t>cero</t></si></sst>"#);
        let below = r#"<row><c t="s"><v>0</v></c><c><v>1</v></c></row>"#;
        book(vec![book::part(book::STRINGS, texts), book::sheet(below)])
    };
    check(vec![
        case("an extent of the whole grid", extent("A1:XFD1048576"), Must::Read(&["a 1"])),
        case("an extent off the grid", extent("A1:ZZZZZZZZ4294967297"), Must::Read(&["a 1"])),
        case("an extent backwards", extent("B9:A1"), Must::Read(&["a 1"])),
        case("4.000.000.000 shared texts", strings("4000000000"), Must::Read(&["cero 1"])),
        case("10^18 shared texts", strings("1000000000000000000"), Must::Read(&["cero 1"])),
        case("-1 shared texts", strings("-1"), Must::Read(&["cero 1"])),
    ]);
}

#[test]
fn values_that_are_none_are_told_at_their_cell() {
    check(vec![
        total("NaN", "><v>NaN</v>", UNREADABLE),
        total("infinity", "><v>INF</v>", UNREADABLE),
        total("-inf", "><v>-inf</v>", UNREADABLE),
        total("1e999", "><v>1e999</v>", UNREADABLE),
        total("1e-400", "><v>1e-400</v>", Must::Read(&["a 0"])),
        total("-0", "><v>-0</v>", Must::Read(&["a 0"])),
        total("hexadecimal", "><v>0x10</v>", UNREADABLE),
        total("a decimal comma", "><v>1,5</v>", UNREADABLE),
        total("two numbers", "><v>1 2</v>", UNREADABLE),
        total("a million digits", &format!("><v>{}</v>", "9".repeat(1_000_000)), Must::OneOf(vec![UNREADABLE, OVER])),
        total("an unknown kind", r#" t="zz"><v>1</v>"#, UNREADABLE),
        total("a truth of 7", r#" t="b"><v>7</v>"#, UNREADABLE),
        total("an error of no version", r#" t="e"><v>#NUEVO!</v>"#, UNREADABLE),
        total("a formula without value", "><f>1+1</f>", Must::Read(&["a (ilegible)", "lectura/sin_calcular B2"])),
        total(
            "a formula that is all formulas",
            r#"><f t="shared" si="4294967295" ref="A1:XFD1048576">B2</f><v>3</v>"#,
            Must::Read(&["a 3"]),
        ),
        total("a shared formula of none", r#"><f t="shared" si="-1"/><v>3</v>"#, Must::Read(&["a 3"])),
        total("a style out of range", r#" s="4294967295"><v>3</v>"#, Must::Read(&["a 3"])),
        total("a style of -1", r#" s="-1"><v>3</v>"#, Must::Read(&["a 3"])),
        total("a shared text out of range", r#" t="s"><v>2</v>"#, DAMAGED),
        total("a shared text of -1", r#" t="s"><v>-1</v>"#, DAMAGED),
        total("a shared text of 1.5", r#" t="s"><v>1.5</v>"#, DAMAGED),
        total("a date that is none", r#" t="d"><v>2026-02-30T00:00:00</v>"#, UNREADABLE),
    ]);
}

#[test]
fn areas_are_areas() {
    let merged = |name, areas: &str, must| {
        let after = format!("<mergeCells>{areas}</mergeCells>");
        case(name, book(vec![sheet_and(&(row("a", "1") + &row("b", "2")), &after)]), must)
    };
    let many = |count: usize| -> String {
        (0..count).map(|index| format!(r#"<mergeCell ref="D{0}:E{0}"/>"#, index + 2)).collect()
    };
    let all = Must::Read(&["a 1", "b 2"]);
    check(vec![
        merged("areas one over the other", r#"<mergeCell ref="A2:B5"/><mergeCell ref="B3:C6"/>"#, all.clone()),
        merged(
            "an area over the whole grid",
            r#"<mergeCell ref="A1:XFD1048576"/>"#,
            Must::Refuse("lectura/columna_faltante"),
        ),
        merged("the same area a thousand times", &r#"<mergeCell ref="A2:XFD9"/>"#.repeat(1000), all.clone()),
        merged("an area backwards", r#"<mergeCell ref="D9:C8"/>"#, all.clone()),
        merged("an area off the grid", r#"<mergeCell ref="A1:A4294967297"/>"#, OVER),
        merged("100.000 areas", &many(100_000), all),
        merged("100.001 areas", &many(100_001), OVER),
    ]);
}

#[test]
fn what_is_long_is_refused_before_it_is_held() {
    let shared_by = |text: &str, times: usize| {
        let texts = format!("<sst><si><t>{text}</t></si></sst>");
        let unit = r#"<row><c t="s"><v>0</v></c><c><v>1</v></c></row>"#;
        book(vec![book::part(book::STRINGS, texts), long_sheet(unit, times, true)])
    };
    let run = format!("<r><t>{}</t></r>", "x".repeat(20_000));
    let runs = |head: &str, tail: &str, part: &str| {
        book(vec![super::archive::Entry::repeated(part, head, &run, 50_000, tail, false)])
    };
    let inline = book::opening() + r#"<row><c t="inlineStr"><is>"#;
    check(vec![
        one("a text of 40.001 letters", &row(&"ñ".repeat(40_001), "1"), OVER),
        case("a text of 1 GB", book(vec![long("<t>", "x", 1_000_000_000)]), OVER),
        case("a megabyte in 20.000 cells", shared_by(&"x".repeat(1_000_000), 20_000), OVER),
        case("30 KB in 20.000 cells", shared_by(&"x".repeat(30_000), 20_000), OVER),
        case("a shared text of 1 GB in runs", runs("<sst><si>", "</si></sst>", book::STRINGS), OVER),
        case("a text of its own of 1 GB in runs", runs(&inline, "", book::SHEET), OVER),
        case("a tag of 500 MB", book(vec![long("<f a='", "x", 500_000_000)]), OVER),
        case("a comment of 500 MB", book(vec![long("<!--", " ", 500_000_000)]), OVER),
    ]);
}

/// A sheet whose first cell holds something long.
fn long(opening: &str, unit: &str, times: usize) -> super::archive::Entry {
    let head = format!(r#"{}<row><c t="inlineStr"><is>{opening}"#, book::opening());
    super::archive::Entry::repeated(book::SHEET, &head, unit, times, "", false)
}
