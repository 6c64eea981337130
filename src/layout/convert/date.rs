//! Dates kept as text: ISO and `dd/mm/aaaa`.

use jiff::civil::{Date, Time};

/// What a text can mean as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateReading {
    /// Nothing.
    None,
    /// A day, and whether a time of day came with it.
    Day(Date, bool),
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
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    if time.is_some_and(|time| time.parse::<Time>().is_err()) {
        return DateReading::None;
    }
    let parts: Vec<&str> = day.split(['-', '/']).collect();
    let [first, second, third] = parts.as_slice() else { return DateReading::None };
    let same_sign = day.contains('-') != day.contains('/');
    if !same_sign || !parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return DateReading::None;
    }
    let has_time = time.is_some();
    match (first.len(), second.len(), third.len()) {
        (4, 2, 2) if day.contains('-') => make(first, second, third, has_time),
        (1..=2, 1..=2, 4) => make(third, second, first, has_time),
        (1..=2, 1..=2, 2) => DateReading::ShortYear,
        _ => DateReading::None,
    }
}

fn make(year: &str, month: &str, day: &str, has_time: bool) -> DateReading {
    let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else { return DateReading::None };
    let Ok(first) = Date::new(year, month, 1) else { return DateReading::NoSuchMonth(month) };
    Date::new(year, month, day)
        .map_or(DateReading::NoSuchDay(first.days_in_month()), |date| DateReading::Day(date, has_time))
}

#[cfg(test)]
mod tests;
