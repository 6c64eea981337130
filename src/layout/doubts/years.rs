//! Dates of a year that does not seem theirs: `2/2/0205`, or 2024 where all others are of 2025.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::table::State;
use crate::value::long_date;

use super::{Looked, by_sheet};

/// No plan in force has dates before this year.
const FIRST_YEAR: i64 = 2000;
/// Nor dates so many years after its vigencia.
const YEARS_AHEAD: i64 = 20;
/// How many dates of the vigencia a column must have before one of another year is worth a look.
const ENOUGH: usize = 10;
/// One date in so many may be of another year; where there are more, the column is not of one year.
const FEW: usize = 10;

/// The doubtful dates of a column.
pub(super) fn doubts(looked: Looked<'_>, states: &[State], days: &[Date], vigencia: i64) -> Vec<Diagnostic> {
    let present = |row: usize| (states.get(row) == Some(&State::Present)).then(|| days.get(row).copied()).flatten();
    let mut doubtful = Vec::new();
    for rows in by_sheet(looked.table) {
        let dates = || rows.clone().filter_map(|row| Some((row, i64::from(present(row)?.year()))));
        let (mut own, mut others) = (0, 0);
        for (_, year) in dates().filter(|(_, year)| !is_impossible(*year, vigencia)) {
            *(if year == vigencia { &mut own } else { &mut others }) += 1;
        }
        let is_of_one_year = own >= ENOUGH && others * FEW <= own + others;
        let is_doubtful = |year: i64| is_impossible(year, vigencia) || is_of_one_year && year != vigencia;
        doubtful.extend(dates().filter(|(_, year)| is_doubtful(*year)).map(|(row, _)| row));
    }
    let caption = &looked.decl.caption;
    let message = |row: usize, at: &crate::cell::CellPlace| {
        let day = present(row).unwrap_or(Date::ZERO);
        let says = format!("{} dice {}", at.cell, long_date(day));
        if is_impossible(i64::from(day.year()), vigencia) {
            (
                format!("{says}, y «{caption}» es de un plan de {vigencia}"),
                "revise el año: parece mal escrito".to_owned(),
            )
        } else {
            let help = "revise el año; si está bien, deje la fecha como está".to_owned();
            (format!("{says}, y casi todas las fechas de «{caption}» son de {vigencia}"), help)
        }
    };
    let words = ("tiene un año que no parece el suyo", "tienen un año que no parece el suyo");
    looked.notes(doubtful.into_iter(), Code::DoubtfulDate, words, message)
}

fn is_impossible(year: i64, vigencia: i64) -> bool {
    year < FIRST_YEAR || year > vigencia + YEARS_AHEAD
}
