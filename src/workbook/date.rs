//! Excel's day numbers as dates.

use jiff::civil::{Date, DateTime, date};
use jiff::{SignedDuration, Span};

use crate::decimal::Decimal;

const MILLISECONDS_A_DAY: i64 = 86_400_000;
/// The day that Excel counts in 1900 for the sake of Lotus 1-2-3 and that never was.
const LEAP_DAY_OF_1900: i64 = 60;

/// What a day number stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Serial {
    /// A date, perhaps with an hour.
    Date(DateTime),
    /// A time of day without a date: a number below one.
    TimeOfDay,
    /// A day that Excel shows and no calendar has.
    NoSuchDay(&'static str),
}

/// The date of a day number, to the millisecond; `None` if Excel has no such date.
pub(super) fn from_serial(serial: Decimal, is_1904: bool) -> Option<Serial> {
    let milliseconds = serial.times(Decimal::from(MILLISECONDS_A_DAY))?.rounded(0)?.to_i64()?;
    let (day, time) = (milliseconds.div_euclid(MILLISECONDS_A_DAY), milliseconds.rem_euclid(MILLISECONDS_A_DAY));
    let start = match (is_1904, day) {
        (_, ..0) => return None,
        (true, _) => date(1904, 1, 1),
        (false, 0) => return Some(Serial::TimeOfDay),
        (false, LEAP_DAY_OF_1900) => return Some(Serial::NoSuchDay("29/02/1900")),
        (false, ..LEAP_DAY_OF_1900) => date(1899, 12, 31),
        (false, _) => date(1899, 12, 30),
    };
    at(start, day, time).map(Serial::Date)
}

fn at(start: Date, days: i64, milliseconds: i64) -> Option<DateTime> {
    let day = start.checked_add(Span::new().try_days(days).ok()?).ok()?;
    day.to_datetime(jiff::civil::Time::midnight()).checked_add(SignedDuration::from_millis(milliseconds)).ok()
}

#[cfg(test)]
mod tests;
