//! The reader of xlsx held against another one: over every workbook at hand, and over random ones, it gives the cells
//! that calamine gives. Where they differ on purpose, the difference has a name here.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use cotejo::cell::CellRef;
use cotejo::decimal::Decimal;
use cotejo::workbook::{Content, Limits, read};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::support::{real_workbooks, root};

/// A sheet's cells as text, by their places.
type Cells = BTreeMap<(u32, u32), String>;

/// How the two readers differ in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Difference {
    /// calamine drops the blanks at a text's ends where the file does not ask for them to be kept; Excel shows them.
    BlanksAtEnds,
    /// calamine gives nothing for a formula without a stored value; here it cannot be read.
    UnvaluedFormula,
    /// calamine gives a text for a serial that is no day; here it cannot be read.
    NoSuchDay,
    Unexplained,
}

/// All differences of a workbook, in words.
fn differences(name: &str, bytes: &[u8]) -> BTreeMap<Difference, Vec<String>> {
    let (book, told) = read(name, bytes, &|_| true, &Limits::default());
    let book = book.unwrap_or_else(|| panic!("{name}: {told:?}"));
    let mut other: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert!(book.sheets.iter().any(|sheet| !sheet.cells.is_empty()), "{name}: there is something to compare");
    let mut found = BTreeMap::new();
    for sheet in &book.sheets {
        let ours: Cells = sheet.cells.iter().map(|cell| (place(cell.at), shown(&cell.content))).collect();
        assert_eq!(ours.len(), sheet.cells.len(), "{name}: no cell stands twice");
        let theirs = theirs(&mut other, &sheet.place.sheet);
        let places = ours.keys().chain(theirs.keys()).collect::<std::collections::BTreeSet<_>>();
        for at in places {
            let (our, their) = (ours.get(at), theirs.get(at));
            if our != their {
                let told = format!("{name} › {} {at:?}: {our:?}, and calamine {their:?}", sheet.place.sheet);
                found.entry(explain(our, their)).or_insert_with(Vec::new).push(told);
            }
        }
    }
    found
}

fn place(at: CellRef) -> (u32, u32) {
    (at.row, at.column)
}

fn explain(our: Option<&String>, their: Option<&String>) -> Difference {
    match (our, their) {
        (Some(our), Some(their)) if our.trim() == their.trim() => Difference::BlanksAtEnds,
        (Some(our), None) if our.starts_with('«') && our.trim_matches(['«', '»']).trim().is_empty() => {
            Difference::BlanksAtEnds
        }
        (Some(our), None) if our == "!fórmula sin valor" => Difference::UnvaluedFormula,
        (Some(our), Some(_)) if our == "!29/02/1900" || our == "!fecha fuera de rango" => Difference::NoSuchDay,
        _ => Difference::Unexplained,
    }
}

fn shown(content: &Content) -> String {
    match content {
        Content::Text(text) => text_shown(text),
        Content::Number { value, .. } => value.decimal().plain(),
        // A day as Excel counts it: both readers must mean the same one.
        Content::Date(moment) => {
            let span = *moment - jiff::civil::date(1899, 12, 30).at(0, 0, 0, 0);
            let days = i64::from(span.get_days());
            let milliseconds = (span.get_hours() as i64 * 3600 + span.get_minutes() * 60 + span.get_seconds()) * 1000
                + span.get_milliseconds();
            format!("día {} ms {milliseconds}", if days <= 60 { days - 1 } else { days })
        }
        Content::Bool(truth) => truth.to_string(),
        Content::Fault(text) => format!("!{text}"),
    }
}

/// A text without the difference in line ends that both readers' XML parsers may make.
fn text_shown(text: &str) -> String {
    format!("«{}»", text.replace("\r\n", "\n"))
}

fn theirs(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Cells {
    // A sheet of charts has no cells.
    let Ok(range) = book.worksheet_range(sheet) else { return Cells::new() };
    let (row, column) = range.start().unwrap_or_default();
    let cells = range.used_cells().map(|(down, right, data)| {
        let at = (row + u32::try_from(down).unwrap(), column + u32::try_from(right).unwrap());
        (at, their_shown(data))
    });
    cells.filter_map(|(at, shown)| Some((at, shown?))).collect()
}

fn their_shown(data: &Data) -> Option<String> {
    let number = |double: f64| match Decimal::from_double(double) {
        Some(number) => number.plain(),
        None => "!número fuera de rango".to_owned(),
    };
    Some(match data {
        Data::Empty => return None,
        Data::String(text) if text.is_empty() => return None,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text_shown(text),
        Data::Float(double) => number(*double),
        Data::Int(whole) => whole.to_string(),
        Data::Bool(truth) => truth.to_string(),
        Data::Error(error) => format!("!{error}"),
        Data::DateTime(stored) if stored.is_duration() || (0.0..1.0).contains(&stored.as_f64()) => {
            number(stored.as_f64())
        }
        Data::DateTime(stored) => {
            let days = Decimal::from_double(stored.as_f64()).unwrap();
            let milliseconds = days.times(Decimal::from(86_400_000)).unwrap().rounded(0).unwrap().to_i64().unwrap();
            format!("día {} ms {}", milliseconds.div_euclid(86_400_000), milliseconds.rem_euclid(86_400_000))
        }
    })
}

fn workbooks(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        match path.extension() {
            _ if path.is_dir() => workbooks(&path, into),
            Some(ending) if ending == "xlsx" => into.push(path),
            _ => {}
        }
    }
}

#[test]
fn the_fixtures_are_read_as_another_reader_reads_them() {
    let mut books = Vec::new();
    workbooks(&root().join("fixtures"), &mut books);
    // What no reader can read stands in a folder of its own.
    books.retain(|path| !path.components().any(|part| part.as_os_str() == "malos"));
    assert!(books.len() > 20);
    for path in books {
        let found = differences(&path.display().to_string(), &fs::read(&path).unwrap());
        assert!(!found.contains_key(&Difference::Unexplained), "{}: {found:?}", path.display());
    }
}

#[test]
fn real_workbooks_are_read_as_another_reader_reads_them() {
    let Some(data) = real_workbooks("real_workbooks_are_read_as_another_reader_reads_them") else { return };
    let mut books = Vec::new();
    workbooks(&data, &mut books);
    assert!(books.len() >= 7);
    for path in books {
        let found = differences(&path.display().to_string(), &fs::read(&path).unwrap());
        assert_eq!(found, BTreeMap::new(), "{}", path.display());
    }
}

/// What a random cell is made of.
#[derive(Clone, Debug)]
enum Random {
    Text(String),
    Number(f64),
    Bool(bool),
    Day(u16, u8, u8),
    Formula(f64),
    TextFormula(String),
}

fn random() -> impl Strategy<Value = Random> {
    let text = "[ -~ñÁ€😀\n]{0,12}|_x000D_|_x005F_x|[ ]{1,3}";
    prop_oneof![
        text.prop_map(Random::Text),
        any::<i32>().prop_map(|whole| Random::Number(format!("{whole}e-2").parse().unwrap())),
        // Beyond these bounds a number has more digits than are read.
        (-1e30..1e30).prop_map(Random::Number),
        (-1.0..1.0).prop_map(Random::Number),
        any::<bool>().prop_map(Random::Bool),
        (1900_u16..9999, 1_u8..=12, 1_u8..=28).prop_map(|(year, month, day)| Random::Day(year, month, day)),
        (-1e6..1e6).prop_map(Random::Formula),
        "[a-z<&>\"]{1,8}".prop_map(Random::TextFormula),
    ]
}

fn written(cells: &[((u32, u16), Random)]) -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = book.add_worksheet();
    for ((row, column), cell) in cells {
        let (row, column) = (*row, *column);
        match cell {
            Random::Text(text) => sheet.write_string(row, column, text),
            Random::Number(number) => sheet.write_number(row, column, *number),
            Random::Bool(truth) => sheet.write_boolean(row, column, *truth),
            Random::Day(year, month, of_month) => {
                let date = ExcelDateTime::from_ymd(*year, *month, *of_month).unwrap();
                sheet.write_with_format(row, column, date, &day)
            }
            Random::Formula(result) => {
                sheet.write_formula(row, column, Formula::new("=A1<B1").set_result(result.to_string()))
            }
            Random::TextFormula(result) => {
                sheet.write_formula(row, column, Formula::new("=A1&\"<\"").set_result(result))
            }
        }
        .unwrap();
    }
    book.save_to_buffer().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn random_workbooks_are_read_as_another_reader_reads_them(
        cells in prop::collection::vec(((0_u32..40, 0_u16..30), random()), 0..60),
    ) {
        let found = differences("azar.xlsx", &written(&{
            let mut cells = cells;
            cells.push(((50, 0), Random::Text("fin".to_owned())));
            cells
        }));
        prop_assert!(!found.contains_key(&Difference::Unexplained), "{:?}", found);
    }
}
