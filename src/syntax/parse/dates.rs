//! Dates as they are written elsewhere, to the form that rule files take.

use jiff::civil::Date;

use crate::value::long_date;

/// `31/01/2026`, `31-1-2026`, `2026/1/31` or `31.01.2026` as `31 de enero de 2026`; none if there is no such day.
pub(super) fn spelled(written: &str) -> Option<String> {
    let parts: Vec<&str> = written.split(['/', '-', '.']).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let of_date = day.len() <= 2 && month.len() <= 2 && year.len() == 4;
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    date.filter(|_| of_date).map(long_date)
}

/// What to do about one: as [`spelled`] gives it, else how dates are written.
pub(super) fn help(spelled: Option<&str>) -> String {
    match spelled {
        Some(date) => format!("escríbala así: {date}"),
        None => "las fechas se escriben así: 31 de enero de 2026, o así: 2026-01-31".to_owned(),
    }
}

#[cfg(test)]
mod tests;
