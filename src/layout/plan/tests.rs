use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use crate::cell::{Area, CellRef};
use crate::decimal::Decimal;
use crate::layout::tests::{Rules, area, at, book, code, found, places, sheet, span, text, values};
use crate::layout::wanted_sheet;
use crate::syntax::ast::Side;
use crate::value::{Type, Unit};
use crate::workbook::{Cell, Sheet};

use super::*;

fn rules() -> Rules {
    Rules::new().column("Meta", code(&[])).key().column("Total", Type::Pesos)
}

#[test]
fn every_sheet_of_the_name_gives_its_rows_to_one_table() {
    let rules = rules().on_sheet("41*").dato("organismo", Type::Text, Side::Right, "ORGANISMO");
    let sheets = || {
        vec![
            sheet("Marzo", &["Meta|Total", "X|=9"]),
            sheet("4112 Gobierno", &["ORGANISMO|Gobierno", "Meta|Total", "M1|=1", "M2|1.234"]),
            sheet("4199", &["~"]),
            sheet("4131 Hacienda", &["ORGANISMO:|Hacienda", "Total|Meta", "2.339.400|M3", "1.234|M4"]),
        ]
    };
    let (plan, findings) = rules.read(sheets());
    let plan = plan.unwrap();
    assert_eq!(plan.sheets, ["4112 Gobierno", "4131 Hacienda"]);
    assert_eq!(values(&plan.table, 0), ["M1", "M2", "M3", "M4"]);
    assert_eq!(values(&plan.table, 1), ["1", "?1.234", "2339400", "1234"], "a convention holds within its sheet");
    assert_eq!(places(&plan.table, 1), ["B3", "B4", "A3", "A4"]);
    assert_eq!(values(&plan.table, 2), ["Gobierno", "Gobierno", "Hacienda", "Hacienda"]);
    assert_eq!(plan.table.constants[&2], Entry::Unreadable("Gobierno; Hacienda".into()), "the sheets disagree");
    assert!(plan.identity.is_empty());
    assert_eq!(plan.table.place(3, 0).unwrap().to_string(), "salud.xlsx › 4131 Hacienda!B4");
    assert_eq!(found(&findings), [(Code::CellUnreadable, "B4".to_owned()), (Code::NumberAsText, "A3".to_owned())]);
}

#[test]
fn one_named_sheet_that_does_not_fit_refuses_the_book() {
    let sheets = vec![sheet("4112", &["Meta|Total", "M1|=1"]), sheet("4131", &["Meta|Totl", "M2|=2"])];
    let findings = rules().on_sheet("41*").refused(sheets);
    assert_eq!(found(&findings), [(Code::ColumnMissing, "B1".to_owned())]);
    assert_eq!(findings[0].cell.as_ref().map(|place| &*place.sheet.sheet), Some("4131"));
}

#[test]
fn without_a_name_the_sheet_whose_captions_fit_is_read() {
    let sheets = vec![sheet("Instrucciones", &["Meta|Cómo se llena"]), sheet("Hoja1", &["Meta|Total", "M1|=1"])];
    let (plan, findings) = rules().read(sheets);
    assert_eq!(plan.unwrap().sheets, ["Hoja1"]);
    assert!(findings.is_empty());
    let near = rules().refused(vec![sheet("Notas", &["x"]), sheet("Hoja1", &["Meta|Totl", "M1|=1"])]);
    assert_eq!(messages_of(&near), ["falta «Total»; hay «Totl» en B1"]);
}

fn messages_of(findings: &[Diagnostic]) -> Vec<&str> {
    findings.iter().map(|finding| finding.message.as_str()).collect()
}

#[test]
fn csv_has_one_sheet_without_a_name() {
    let (table, _) = rules().on_sheet("Plan").table(vec![sheet("", &["Meta|Total", "M1|$ 1.000,5"])]);
    assert_eq!(values(&table, 1), ["1000.5"]);
    assert_eq!(table.place(0, 1).unwrap().to_string(), "salud.xlsx!B2");
}

/// Formats 3 and 4 of the same form; 4 has a further column.
fn two_versions() -> Rules {
    let mut rules = rules().column("Avance", Type::Decimal);
    let mut old = rules.0.formats[0].clone();
    old.version = Some("3".to_owned());
    old.columns[2] = None;
    rules.0.formats.insert(0, old);
    rules
}

#[test]
fn of_several_formats_the_one_that_fits_is_taken() {
    let rules = two_versions();
    let (plan, findings) = rules.read(vec![sheet("Plan", &["Meta|Total", "M1|=1"])]);
    let plan = plan.unwrap();
    assert_eq!((plan.format, values(&plan.table, 2)), (0, vec!["–".to_owned()]));
    assert_eq!(plan.table.place(0, 2), None, "this format has no such column");
    assert!(findings.is_empty());
    let only_new = vec![sheet("Plan", &["Meta|Avance", "M1|=1"])];
    assert_eq!(messages_of(&rules.refused(only_new)), ["falta la columna «Total»"]);
}

#[test]
fn formats_with_the_same_captions_are_told_apart_by_their_marks() {
    let mut rules = rules();
    let mark = |version: i64| crate::ruleset::model::FormatMark {
        value: Value::Number(Decimal::from(version), Unit::Plain),
        side: Side::Right,
        label: "VERSIÓN".to_owned(),
        span: span(),
    };
    let mut new = rules.0.formats[0].clone();
    new.marks = vec![mark(4)];
    rules.format().marks = vec![mark(3)];
    rules.0.formats.push(new);
    let (plan, findings) = rules.read(vec![sheet("Plan", &["VERSIÓN|04", "Meta|Total", "M1|=1"])]);
    assert_eq!((plan.unwrap().format, findings.len()), (1, 0));
    let (plan, findings) = rules.read(vec![sheet("Plan", &["VERSIÓN|2", "Meta|Total", "M1|=1"])]);
    assert_eq!((plan.unwrap().format, found(&findings)), (0, vec![(Code::WrongVersion, "B1".to_owned())]));
}

#[test]
fn only_named_sheets_are_worth_reading() {
    let named = rules().on_sheet("41*").on_sheet("Plan");
    assert!(wanted_sheet(&named.0, "4112 Gobierno") && wanted_sheet(&named.0, "PLAN") && wanted_sheet(&named.0, ""));
    assert!(!wanted_sheet(&named.0, "Marzo"));
    assert!(wanted_sheet(&rules().0, "Marzo"));
}

#[test]
fn a_long_and_wide_sheet_is_read_without_regard_to_its_declared_size() {
    let wide = (0..30).fold(rules(), |rules, at| rules.column(&format!("Fuente {at}"), Type::Pesos));
    let header: Vec<String> = (0..30).map(|at| format!("Fuente {at}")).collect();
    let mut lines = vec![format!("Meta|Total|{}", header.join("|"))];
    lines.extend((0..2_000).map(|row| format!("M{row}|={row}|{}", vec!["=1"; 30].join("|"))));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut long = sheet("Plan", &lines);
    let far = at("XFD1048576");
    long.cells.push(Cell { at: far, content: text("fin") });
    long.merged = (0..2_000).map(|_| area("A5:XFD1048576")).collect();
    let (plan, findings) = read_plan(&book(vec![long]), "salud.xlsx", &wide.0, &|_, _, _| Vec::new());
    assert_eq!(plan.unwrap().table.rows.len(), 2_000);
    assert_eq!(found(&findings), [(Code::UnderMerge, "B5".to_owned())]);
}

/// Any few cells near the top, among them captions, labels and blanks; and any merged areas, nonsense ones too.
fn hostile_sheet() -> impl Strategy<Value = Sheet> {
    let words =
        ["Meta", "Total", "TOTAL", "ORGANISMO:", "ORGANISMO: x", " ", "1.234", "(5", "$", "_x000D_", "0", "Fuentes"];
    let cell = (0u32..8, 0u32..5, prop::sample::select(words.to_vec()));
    let area = (0u32..9, 0u32..6, 0u32..9, 0u32..6);
    (prop::collection::vec(cell, 0..30), prop::collection::vec(area, 0..6)).prop_map(|(cells, areas)| {
        let mut drawn = sheet("4112", &[]);
        let cells: BTreeMap<CellRef, &str> =
            cells.into_iter().map(|(row, column, word)| (CellRef { row, column }, word)).collect();
        drawn.cells = cells.into_iter().map(|(at, word)| Cell { at, content: text(word) }).collect();
        let area = |(top, left, bottom, right)| Area {
            first: CellRef { row: top, column: left },
            last: CellRef { row: bottom, column: right },
        };
        drawn.merged = areas.into_iter().map(area).collect();
        drawn
    })
}

proptest! {
    #[test]
    fn whatever_a_sheet_holds_it_is_read_or_refused_with_a_reason(drawn in hostile_sheet()) {
        let rules = rules().with(|_, finder| finder.inherits = true).required();
        let rules = rules.dato("organismo", Type::Text, Side::Right, "ORGANISMO");
        let rows: BTreeSet<u32> = drawn.cells.iter().map(|cell| cell.at.row).collect();
        let (plan, findings) = rules.read(vec![drawn.clone()]);
        let Some(plan) = plan else {
            prop_assert!(!findings.is_empty());
            return Ok(());
        };
        for row in 0..plan.table.rows.len() {
            prop_assert!(rows.contains(&plan.table.rows[row].row));
            for column in 0..3 {
                // What is present or unreadable stands in a filled cell, and says what that cell says.
                let entry = plan.table.get(row, column);
                let place = plan.table.place(row, column);
                let source = place.and_then(|place| drawn.cells.iter().find(|cell| cell.at == place.cell));
                prop_assert!(entry == Entry::Empty || source.is_some(), "{entry:?}");
            }
        }
    }
}
