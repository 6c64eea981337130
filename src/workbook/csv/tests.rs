use proptest::prelude::*;

use super::*;

/// The rows as the csv crate reads them, which passes over blank lines.
fn by_the_csv_crate(text: &str) -> Vec<Vec<String>> {
    let plain = one_line_end(text.to_owned());
    let mut reader =
        ::csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(b';').from_reader(plain.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    for (field, ends_row) in (Fields { rest: text, mark: b';' }) {
        rows.last_mut().unwrap().push(field.into_owned());
        if ends_row {
            rows.push(Vec::new());
        }
    }
    // A mark at the very end has an empty field behind it, which no one misses.
    rows.last_mut().unwrap().extend(text.ends_with(';').then(String::new));
    rows.retain(|row| !row.is_empty());
    rows
}

proptest! {
    #[test]
    fn fields_are_those_of_the_csv_crate(
        pieces in proptest::collection::vec(proptest::sample::select(vec!["a", "ñ", "\"", "\"\"", ";", "\n", "\r\n", "\r", " "]), 0..30)
    ) {
        let text = pieces.concat();
        let blank = |row: &Vec<String>| row.len() == 1 && row[0].is_empty();
        let ours: Vec<_> = rows(&text).into_iter().filter(|row| !blank(row)).collect();
        let theirs: Vec<_> = by_the_csv_crate(&text).into_iter().filter(|row| !blank(row)).collect();
        prop_assert_eq!(ours, theirs, "{:?}", text);
    }
}

#[test]
fn blank_lines_are_rows_and_quotes_hold_marks_and_line_ends() {
    let text = "a;\"b;\"\"c\"\"\r\nd\"x\n\n\re";
    let found: Vec<(String, bool)> =
        Fields { rest: text, mark: b';' }.map(|(field, ends)| (field.into_owned(), ends)).collect();
    let expected = [("a", false), ("b;\"c\"\ndx", true), ("", true), ("", true), ("e", true)];
    assert_eq!(found, expected.map(|(field, ends)| (field.to_owned(), ends)));
}
