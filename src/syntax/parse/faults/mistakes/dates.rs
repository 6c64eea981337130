//! Dates written as elsewhere, where the parser stops at them.

use jiff::civil::Date;

use super::super::{Advice, Fault};
use crate::syntax::parse::dates;
use crate::syntax::parse::tokens::TokenKind;
use crate::value::{MONTHS, long_date};

/// `31/01/2026`, `31 enero 2026`, `enero 31 de 2026`, `31 de enero de 26`
pub(super) fn date(fault: &Fault<'_>) -> Option<Advice> {
    let number = |distance| fault.is(distance, TokenKind::Number);
    let is_month = |distance: isize| MONTHS.contains(&fault.folded(distance).as_str());
    if fault.word(0) == "/" && number(-1) && number(1) {
        return with_strokes(fault, -1);
    }
    if number(0) && fault.word(1) == "/" && number(2) && fault.expects("una fecha") {
        return with_strokes(fault, 0);
    }
    if is_month(0) && number(-1) {
        return in_words(fault, (-1, 0));
    }
    if is_month(-1) && number(0) {
        return in_words(fault, (0, -1));
    }
    if number(0) && fault.word(0).len() == 2 && fault.expects("una fecha") && is_month(-2) {
        let year = format!("20{}", fault.word(0));
        let help = format!("escriba el año completo: {year}");
        return Advice::replacing(fault, (0, 0), "el año de una fecha lleva cuatro cifras", help, year);
    }
    None
}

/// The day stands at a distance.
fn with_strokes(fault: &Fault<'_>, first: isize) -> Option<Advice> {
    let last = if fault.word(first + 3) == "/" { first + 4 } else { first + 2 };
    let token = fault.stretch(first, last)?;
    let spelled = dates::spelled(fault.written(token));
    let message = "las fechas no se escriben con «/»";
    let help = dates::help(spelled.as_deref());
    match spelled {
        Some(date) => Advice::replacing(fault, (first, last), message, help, date),
        None => Advice::told_at(Some(token), message, help),
    }
}

/// A day and a month at two distances, in either order, and perhaps a year after them.
fn in_words(fault: &Fault<'_>, (day, month): (isize, isize)) -> Option<Advice> {
    let (first, second) = (day.min(month), day.max(month));
    let year = (second + 1..second + 3).find(|at| fault.is(*at, TokenKind::Number) && fault.word(*at).len() == 4);
    let token = fault.stretch(first, year.unwrap_or(second))?;
    let message = format!("«{}» no es una fecha como se escribe aquí", fault.written(token));
    let spelled = year.and_then(|year| spelled(fault.word(day), &fault.folded(month), fault.word(year)));
    let help = dates::help(spelled.as_deref());
    let advice = Advice::told_at(Some(token), message, help)?;
    match spelled {
        Some(date) => advice.fixed(token.start..token.end, date),
        None => Some(advice),
    }
}

fn spelled(day: &str, month: &str, year: &str) -> Option<String> {
    let month = MONTHS.iter().position(|name| *name == month).and_then(|at| i8::try_from(at + 1).ok())?;
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok().map(long_date)
}
