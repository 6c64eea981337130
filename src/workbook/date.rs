//! Excel's day numbers as dates.

use jiff::SignedDuration;
use jiff::civil::{DateTime, Time, date};

use crate::decimal::{Decimal, ShortDecimal};

const MILLISECONDS_A_DAY: i64 = 86_400_000;
/// The day that Excel counts in 1900 for the sake of Lotus 1-2-3 and that never was.
const LEAP_DAY_OF_1900: i64 = 60;
/// 31 December 1899 and 1 January 1904, in days from 1 January 1970.
const DAY_0_OF_1900: i64 = -25_568;
const DAY_0_OF_1904: i64 = -24_107;

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
pub(super) fn from_serial(serial: ShortDecimal, is_1904: bool) -> Option<Serial> {
    let milliseconds = match serial.to_i64() {
        Some(day) => day.checked_mul(MILLISECONDS_A_DAY)?,
        None => serial.decimal().times(Decimal::from(MILLISECONDS_A_DAY))?.rounded(0)?.to_i64()?,
    };
    let first = match (is_1904, milliseconds.div_euclid(MILLISECONDS_A_DAY)) {
        (_, ..0) => return None,
        (true, _) => DAY_0_OF_1904,
        (false, 0) => return Some(Serial::TimeOfDay),
        (false, LEAP_DAY_OF_1900) => return Some(Serial::NoSuchDay("29/02/1900")),
        (false, ..LEAP_DAY_OF_1900) => DAY_0_OF_1900,
        (false, _) => DAY_0_OF_1900 - 1,
    };
    at(first + milliseconds / MILLISECONDS_A_DAY, milliseconds % MILLISECONDS_A_DAY).map(Serial::Date)
}

/// The moment so many days after the first of 1970, and so many milliseconds.
fn at(days: i64, rest: i64) -> Option<DateTime> {
    let day = date(1970, 1, 1).checked_add(SignedDuration::from_hours(days * 24)).ok()?.to_datetime(Time::midnight());
    if rest == 0 { Some(day) } else { day.checked_add(SignedDuration::from_millis(rest)).ok() }
}

#[cfg(test)]
mod tests;
