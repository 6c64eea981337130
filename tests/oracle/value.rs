//! Values, cells, and how the texts of cells and of rules are compared; written from the language's page alone.

use super::ratio::Ratio;

/// What an expression gives.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Code(String),
    Number(Ratio),
    /// Days since the first of January of 1900.
    Day(i64),
    Truth(bool),
    /// A row of a table, as `sea m = metas[meta]` names it.
    Row(String, usize),
}

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// The cell is empty; of an obligatory column or not.
    Empty { obligatory: bool },
    /// The cell cannot be read.
    Unreadable,
    /// It cannot be worked out: what it needs is missing, or there is no such row, or a division by zero.
    NoValue,
}

/// What an expression comes to.
pub(super) type Found = Result<Value, Missing>;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Filled(Value),
    Empty,
    Unreadable,
}

/// «Without regard to case and accents (`ñ` counts)», blanks folded.
pub(super) fn fold(text: &str) -> String {
    let words: Vec<&str> = text.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    words.join(" ").to_lowercase().chars().map(plain_letter).collect()
}

fn plain_letter(letter: char) -> char {
    match letter {
        'á' | 'à' | 'ä' => 'a',
        'é' | 'è' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        other => other,
    }
}

/// «=»: texts folded, codes exactly; a quoted literal against a code is taken as a code.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => fold(one) == fold(other),
        (Value::Code(one), Value::Code(other) | Value::Text(other)) | (Value::Text(one), Value::Code(other)) => {
            one == other
        }
        (one, other) => one == other,
    }
}

/// The pattern of a código: `0` digit, `A` letter, `*` rest, `\` before a literal `0 A *`.
pub(super) fn fits(pattern: &[char], text: &[char]) -> bool {
    match (pattern, text) {
        ([], []) => true,
        (['*', rest @ ..], _) => (0..=text.len()).any(|skipped| fits(rest, &text[skipped..])),
        (['\\', literal, rest @ ..], [letter, more @ ..]) => literal == letter && fits(rest, more),
        (['0', rest @ ..], [letter, more @ ..]) => letter.is_ascii_digit() && fits(rest, more),
        (['A', rest @ ..], [letter, more @ ..]) => letter.is_alphabetic() && fits(rest, more),
        ([literal, rest @ ..], [letter, more @ ..]) => literal == letter && fits(rest, more),
        _ => false,
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

fn year_length(year: i64) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

/// `None` where there is no such day; years from 1900 on.
pub(super) fn day(year: i64, month: i64, of_month: i64) -> Option<i64> {
    if year < 1900 || !(1..=12).contains(&month) || !(1..=days_in(year, month)).contains(&of_month) {
        return None;
    }
    let years: i64 = (1900..year).map(year_length).sum();
    let months: i64 = (1..month).map(|month| days_in(year, month)).sum();
    Some(years + months + of_month - 1)
}

/// The year and the month of a day.
pub(super) fn year_and_month(mut day: i64) -> (i64, i64) {
    let (mut year, mut month) = (1900, 1);
    while day >= year_length(year) {
        day -= year_length(year);
        year += 1;
    }
    while day >= days_in(year, month) {
        day -= days_in(year, month);
        month += 1;
    }
    (year, month)
}

/// `2026-01-31`
pub(super) fn iso(text: &str) -> Option<i64> {
    let parts: Vec<i64> = text.split('-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match parts[..] {
        [year, month, of_month] => day(year, month, of_month),
        _ => None,
    }
}

#[test]
fn days_are_counted_as_in_the_calendar() {
    assert_eq!(iso("2026-03-01").unwrap() - iso("2026-02-28").unwrap(), 1);
    assert_eq!(iso("2028-03-01").unwrap() - iso("2028-02-28").unwrap(), 2);
    assert_eq!(year_and_month(iso("2027-12-31").unwrap()), (2027, 12));
    assert_eq!((iso("2026-02-30"), iso("1900-01-01")), (None, Some(0)));
}
