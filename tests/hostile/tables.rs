//! Tables of sheets, relations, styles and shared texts that lead astray.

use super::book::{self, RELATIONS, STRINGS, STYLES, TABLE, book, part, row, sheet};
use super::case::{Case, DAMAGED, Must, OVER, case, check, review};

const SOUND: Must = Must::Read(&["a 1"]);

/// A book whose one sheet has this for its target.
fn target(name: &'static str, target: &str, must: Must) -> Case {
    case(name, book(vec![part(RELATIONS, relations(&[("rId1", "worksheet", target)]))]), must)
}

fn relations(lines: &[(&str, &str, &str)]) -> String {
    let line = |(id, kind, target): &(&str, &str, &str)| {
        format!(r#"<Relationship Id="{id}" Type="t/{kind}" Target="{target}"/>"#)
    };
    format!("<Relationships>{}</Relationships>", lines.iter().map(line).collect::<String>())
}

#[test]
fn relations_stay_in_the_book_and_end_somewhere() {
    let many: Vec<(String, &str)> = (0..400).map(|index| (format!("Plan {index}"), "rId1")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, id)| (name.as_str(), *id)).collect();
    let swelling = vec![part(TABLE, book::table(&many)), book::long_sheet("<row/>", 1_000_000, true)];
    check(vec![
        target("a sheet that is the table of sheets", "workbook.xml", DAMAGED),
        target("a sheet that is its own relations", "_rels/workbook.xml.rels", DAMAGED),
        target("a path out of the book", "../../../../../../etc/passwd", DAMAGED),
        target("a path from the root", "/etc/passwd", DAMAGED),
        target("an address", "http://127.0.0.1:1/x.xml", DAMAGED),
        target("a share of the network", "\\\\servidor\\x\\sheet1.xml", DAMAGED),
        target("round about", "../xl/./worksheets/../worksheets/sheet1.xml", SOUND),
        target("nothing", "", DAMAGED),
        case("no such relation", book(vec![part(TABLE, book::table(&[("Plan", "rId9")]))]), DAMAGED),
        case("relations in a circle", book(circle()), SOUND),
        case("400 names for one sheet of 8 MB", book(swelling), OVER),
    ]);
}

fn circle() -> Vec<super::archive::Entry> {
    let of_sheet = relations(&[("rId1", "worksheet", "../workbook.xml"), ("rId2", "drawing", "sheet1.xml")]);
    vec![part("xl/worksheets/_rels/sheet1.xml.rels", of_sheet), part("xl/_rels/_rels/workbook.xml.rels.rels", "<x/>")]
}

#[test]
fn tables_without_end_are_refused() {
    let names: Vec<String> = (0..20_000).map(|index| format!("Hoja {index}")).collect();
    let sheets: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "rId1")).collect();
    let formats =
        |count: usize| format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", r#"<xf numFmtId="0"/>"#.repeat(count));
    let long = format!(r#"<numFmt numFmtId="164" formatCode="{}"/>"#, "0;".repeat(300_000));
    let relation = r#"<Relationship Id="r" Type="t" Target="x"/>"#;
    check(vec![
        case("20.000 sheets", book(vec![part(TABLE, book::table(&sheets))]), OVER),
        case("no sheets", book(vec![part(TABLE, book::table(&[]))]), Must::Refuse("lectura/vacio")),
        case("65.000 styles", book(vec![part(STYLES, formats(65_000))]), SOUND),
        case(
            "a format of 600 KB",
            book(vec![part(STYLES, formats(1).replace("<cellXfs>", &format!("<numFmts>{long}</numFmts><cellXfs>")))]),
            SOUND,
        ),
        case(
            "100.000 relations of one name",
            book(vec![part(
                RELATIONS,
                relations(&[("rId1", "worksheet", "worksheets/sheet1.xml")])
                    .replace("</", &(relation.repeat(100_000) + "</")),
            )]),
            SOUND,
        ),
        case("styles that are none", book(vec![part(STYLES, "<html>")]), Must::OneOf(vec![SOUND, DAMAGED])),
        case(
            "shared texts within one another",
            book(vec![part(STRINGS, "<sst><si><si><t>x</t></si></si></sst>")]),
            DAMAGED,
        ),
        case("shared texts without end", book(vec![part(STRINGS, "<sst><si><t>x")]), DAMAGED),
    ]);
}

/// Names come out as they are, as text; a path in one leads nowhere.
#[test]
fn a_sheet_may_be_called_anything() {
    for name in ["../../../etc/passwd", "&lt;script&gt;alert(1)&lt;/script&gt;", "C:\\x", "=cmd|'/c calc'!A1", "%s%n"] {
        let table = book::table(&[(name, "rId1")]);
        let bytes = book(vec![part(TABLE, table), sheet(&row("a", "1"))]);
        let report = review(&[("malo.xlsx", &bytes)], true).unwrap();
        let of_book = report["libros"].as_array().unwrap().iter().find(|book| book["archivo"] != "sano.xlsx").unwrap();
        let shown = name.replace("&lt;", "<").replace("&gt;", ">");
        assert_eq!(of_book["hojas"][0], shown.as_str(), "{report:#}");
    }
}
