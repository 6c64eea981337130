//! Dates kept as text: ISO, `dd/mm/aaaa`, and with the month's name. What each form comes to stands in
//! `docs/numeros-y-fechas.md`, which a test reads.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use crate::decimal::Decimal;
use crate::text::fold;
use crate::value::MONTHS;

/// What a text can mean as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateReading {
    /// Nothing.
    None,
    /// A day, and whether a time of day came with it.
    Day(Date, bool),
    /// A day that can only be read with the day first; with a time of day or without.
    DayFirst(Date, bool),
    /// A day that may have the month first, and then be another; with a time of day or without.
    Either(Date, bool),
    /// A day only if the month stands first, as nobody writes it here.
    MonthFirst,
    /// A year of two digits: of which century?
    ShortYear,
    /// A day that its month has not; how many the month has.
    NoSuchDay(i8),
    /// A month that the year has not.
    NoSuchMonth(i8),
}

/// Reads a text whose blanks are folded.
pub(super) fn reading(text: &str) -> DateReading {
    let (day, time) = match text.split_once(['T', ' ']) {
        Some((day, time)) if day.starts_with(|first: char| first.is_ascii_digit()) => match time.parse::<Time>() {
            Ok(_) => (day, true),
            Err(_) => return named(text),
        },
        _ => (text, false),
    };
    let parts: Vec<&str> = day.split(['-', '/']).collect();
    let [first, second, third] = parts.as_slice() else { return named(text) };
    if day.contains('-') == day.contains('/') {
        return DateReading::None;
    }
    if !parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return named(text);
    }
    match (first.len(), second.len(), third.len()) {
        (4, 2, 2) => make(first, second, third).map_or_else(|why| why, |day| DateReading::Day(day, time)),
        (1..=2, 1..=2, 4) => day_first(first, second, third, time),
        (1..=2, 1..=2, 2) => DateReading::ShortYear,
        _ => DateReading::None,
    }
}

fn day_first(first: &str, second: &str, year: &str, time: bool) -> DateReading {
    match (make(year, second, first), make(year, first, second)) {
        (Ok(day), Ok(other)) if day != other => DateReading::Either(day, time),
        (Ok(day), Ok(_)) => DateReading::Day(day, time),
        (Ok(day), Err(_)) => DateReading::DayFirst(day, time),
        (Err(_), Ok(_)) => DateReading::MonthFirst,
        (Err(why), Err(_)) => why,
    }
}

/// `31 de enero de 2026`, `1.º de enero de 2026`, `enero 31 de 2026`, `31-ene-2026`
fn named(text: &str) -> DateReading {
    let folded = fold(text);
    let words: Vec<&str> = folded.split([' ', '-', '/']).filter(|word| !matches!(*word, "de" | "del" | "")).collect();
    let [first, second, year] = words.as_slice() else { return DateReading::None };
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let (day, month) =
        if first.starts_with(|first: char| first.is_ascii_digit()) { (first, second) } else { (second, first) };
    let day = day.trim_end_matches(['.', 'º', '°']);
    let Some(month) = month_named(month) else { return DateReading::None };
    match (day.len(), year.len()) {
        (1..=2, 4) if is_number(day) && is_number(year) => {
            make(year, &month.to_string(), day).map_or_else(|why| why, |day| DateReading::Day(day, false))
        }
        (1..=2, 2) if is_number(day) && is_number(year) => DateReading::ShortYear,
        _ => DateReading::None,
    }
}

/// A month by its name, or by how Excel shortens it.
fn month_named(word: &str) -> Option<usize> {
    let bare = word.trim_end_matches('.');
    let is_month =
        |name: &&str| *name == bare || name.get(..3) == Some(bare) || *name == "septiembre" && bare == "sept";
    MONTHS.iter().position(is_month).map(|at| at + 1)
}

/// The day; or why there is none.
fn make(year: &str, month: &str, day: &str) -> Result<Date, DateReading> {
    let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else {
        return Err(DateReading::None);
    };
    let Ok(first) = Date::new(year, month, 1) else { return Err(DateReading::NoSuchMonth(month)) };
    Date::new(year, month, day).map_err(|_| DateReading::NoSuchDay(first.days_in_month()))
}

/// Whether the dates of a column put the month first: some can be read only so, and none only with the day first.
pub(super) fn month_first(all: impl Iterator<Item = DateReading>) -> bool {
    let (mut month, mut day) = (false, false);
    for reading in all {
        match reading {
            DateReading::MonthFirst => month = true,
            DateReading::DayFirst(..) => day = true,
            // `2/2/2026` is the same day either way, and ISO says nothing of the others.
            _ => {}
        }
    }
    month && !day
}

/// The first and the last day that a bare number is taken for: in 2000 and in 2099.
const LIKELY_DAYS: std::ops::RangeInclusive<i64> = 36_526..=73_050;

/// The day that a bare number would be, did its cell have a date's format: `46053` is 31 January 2026.
pub(in crate::layout) fn of_serial(number: Decimal) -> Option<Date> {
    let days = number.to_i64().filter(|days| LIKELY_DAYS.contains(days))?;
    Date::new(1899, 12, 30).ok()?.checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests;
