use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::cell::{Area, CellRef};
use crate::decimal::Decimal;
use crate::diagnostic::{Code, Diagnostic};
use crate::workbook::{Content, Limits, Workbook, read};

fn file(content: &str, manifest: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mimetype = "application/vnd.oasis.opendocument.spreadsheet";
    for (name, content) in [("mimetype", mimetype), ("content.xml", content), ("META-INF/manifest.xml", manifest)] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read_rows(rows: &str) -> (Option<Workbook>, Vec<Diagnostic>) {
    let content = format!("<o:spreadsheet><t:table t:name=\"Plan &amp; año\">{rows}</t:table></o:spreadsheet>");
    let limits = Limits { cells: 20_000, ..Limits::default() };
    read("plan.ods", &file(&content, "<m/>"), &|_| true, &limits)
}

fn cells(rows: &str) -> Vec<(String, Content)> {
    let (workbook, diagnostics) = read_rows(rows);
    assert_eq!(diagnostics, []);
    workbook.unwrap().sheets[0].cells.iter().map(|cell| (cell.at.to_string(), cell.content.clone())).collect()
}

fn refused(rows: &str) -> Code {
    let (workbook, diagnostics) = read_rows(rows);
    assert!(workbook.is_none());
    diagnostics[0].code
}

#[test]
fn every_kind_of_cell_is_read() {
    let rows = r#"<t:table-row>
        <t:table-cell o:value-type="string"><x:p>Meta <x:span>1</x:span><x:s x:c="2"/>&lt;a&gt;</x:p><x:p>dos</x:p><o:annotation><x:p>nota</x:p></o:annotation></t:table-cell>
        <t:table-cell t:number-columns-repeated="2"/>
        <t:table-cell o:value-type="float" o:value="3493430378.9055996"><x:p>3.493</x:p></t:table-cell>
        <t:table-cell o:value-type="percentage" o:value="0.5"/>
        <t:table-cell o:value-type="date" o:date-value="2026-01-20"/>
        <t:table-cell o:value-type="boolean" o:boolean-value="true"/>
        <t:table-cell o:value-type="string" o:string-value="" c:value-type="error"><x:p>#REF!</x:p></t:table-cell>
        <t:table-cell t:formula="of:=1"/>
        </t:table-row>"#;
    let number =
        |plain: &str, percent| Content::Number { value: Decimal::parse(plain).unwrap().try_into().unwrap(), percent };
    let expected = [
        ("A1", Content::Text("Meta 1  <a>\ndos".into())),
        ("D1", number("3493430378.9056", false)),
        ("E1", number("0.5", true)),
        ("F1", Content::Date(jiff::civil::date(2026, 1, 20).at(0, 0, 0, 0))),
        ("G1", Content::Bool(true)),
        ("H1", Content::Fault("#REF!".into())),
        ("I1", Content::Fault("fórmula sin valor".into())),
    ];
    assert_eq!(cells(rows), expected.map(|(at, content)| (at.to_owned(), content)));
}

#[test]
fn cells_with_a_formula_are_told() {
    let rows = r#"<t:table-row t:number-rows-repeated="2"><t:table-cell o:value-type="float" o:value="1"/>
        <t:table-cell t:number-columns-repeated="2" t:formula="of:=1" o:value-type="float" o:value="1"/></t:table-row>"#;
    let workbook = read_rows(rows).0.unwrap();
    let formulas: Vec<String> = workbook.sheets[0].formulas.iter().map(ToString::to_string).collect();
    assert_eq!(formulas, ["B1", "C1", "B2", "C2"]);
}

#[test]
fn repetitions_are_spread_out_where_there_is_something() {
    let x = r#"<t:table-cell o:value-type="string"><x:p>x</x:p></t:table-cell>"#;
    let rows = format!(
        r#"<t:table-row t:number-rows-repeated="3"><t:table-cell t:number-columns-repeated="16384"/></t:table-row>
        <t:table-row t:number-rows-repeated="2"><t:table-cell/>{}</t:table-row>
        <t:table-row t:number-rows-repeated="1048571"><t:table-cell t:number-columns-repeated="4294967296"/></t:table-row>"#,
        x.replace("o:value-type", r#"t:number-columns-repeated="2" o:value-type"#)
    );
    let places: Vec<String> = cells(&rows).into_iter().map(|(at, _)| at).collect();
    assert_eq!(places, ["B4", "C4", "B5", "C5"]);
}

#[test]
fn merged_areas_are_given() {
    let rows = r#"<t:table-row><t:table-cell/><t:table-cell t:number-columns-spanned="2" t:number-rows-spanned="3" o:value-type="string"><x:p>x</x:p></t:table-cell><t:covered-table-cell/></t:table-row>"#;
    let merged = read_rows(rows).0.unwrap().sheets[0].merged.clone();
    let corner = |row, column| CellRef { row, column };
    assert_eq!(merged, [Area { first: corner(0, 1), last: corner(2, 2) }]);
}

#[test]
fn a_file_cannot_spread_itself_out_without_end() {
    let x = r#"o:value-type="float" o:value="1"/>"#;
    let cell = format!(r#"<t:table-cell t:number-columns-repeated="16000" {x}"#);
    let many = format!(r#"<t:table-row t:number-rows-repeated="1000000">{cell}</t:table-row>"#);
    assert_eq!(refused(&many), Code::OverLimit);
    let wide = format!(r#"<t:table-row><t:table-cell t:number-columns-repeated="16385" {x}</t:table-row>"#);
    assert_eq!(refused(&wide), Code::OverLimit);
    let low =
        format!(r#"<t:table-row t:number-rows-repeated="4294967295"/><t:table-row><t:table-cell {x}</t:table-row>"#);
    assert_eq!(refused(&low), Code::OverLimit);
    let blanks = r#"<t:table-row><t:table-cell><x:p><x:s x:c="99999999999"/></x:p></t:table-cell></t:table-row>"#;
    assert_eq!(refused(blanks), Code::Damaged);
}

#[test]
fn what_never_ends_is_damaged() {
    let read = |content: &str| read("plan.ods", &file(content, "<m/>"), &|_| true, &Limits::default()).1[0].code;
    assert_eq!(read("<t:table t:name=\"a\">"), Code::Damaged);
    assert_eq!(read("<t:table t:name=\"a\"><t:table-row>"), Code::Damaged);
    assert_eq!(read("<t:table t:name=\"a\"><t:table-row><t:table-cell><o:annotation>"), Code::Damaged);
    assert_eq!(read("<o:spreadsheet/>"), Code::EmptyBook);
}

#[test]
fn a_password_is_told() {
    let bytes = file("x", "<m:manifest><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>");
    assert_eq!(read("plan.ods", &bytes, &|_| true, &Limits::default()).1[0].code, Code::Encrypted);
}

#[test]
fn three_thousand_broken_versions_are_read_or_refused() {
    let rows = "<t:table-row t:number-rows-repeated=\"2\"><t:table-cell o:value-type=\"float\" o:value=\"1.5\">\
                <x:p>1,5</x:p></t:table-cell><t:table-cell t:number-columns-repeated=\"3\" t:number-rows-spanned=\"2\" \
                o:value-type=\"string\"><x:p>a<x:s x:c=\"4\"/>b &amp; c</x:p></t:table-cell></t:table-row>";
    assert!(read_rows(rows).0.is_some());
    for broken in crate::workbook::tests::broken(rows.as_bytes(), 3_000) {
        crate::workbook::tests::came_through(read_rows(&String::from_utf8_lossy(&broken)));
    }
}

#[test]
fn what_is_hidden_is_told() {
    let rows = r#"<t:table-column t:number-columns-repeated="2"/><t:table-column t:visibility="collapse"/>
        <t:table-row t:visibility="filter" t:number-rows-repeated="2"><t:table-cell o:value-type="float" o:value="1"/></t:table-row>
        <t:table-row t:visibility="collapse"/><t:table-row t:visibility="visible"/>"#;
    let hidden = |style: &str| {
        let content = format!(
            r#"<s:style s:name="ta1" s:family="table"><s:table-properties t:display="false"/></s:style>
               <s:style s:name="ta2" s:family="table"><s:table-properties t:display="true"/></s:style>
               <t:table t:name="Plan" t:style-name="{style}">{rows}</t:table>"#
        );
        let (workbook, _) = read("plan.ods", &file(&content, "<m/>"), &|_| true, &Limits::default());
        workbook.unwrap().sheets[0].hidden.clone()
    };
    assert_eq!(hidden("ta1"), crate::workbook::Hidden { sheet: true, rows: vec![(0, 2)], columns: vec![(2, 2)] });
    assert!(!hidden("ta2").sheet && !hidden("ta3").sheet);
}
