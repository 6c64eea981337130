//! Numbers as they are written in Colombia: points every three digits, one decimal comma.

use super::dates;
use crate::decimal::{Decimal, with_points};

/// What is wrong with a number as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NumberFault {
    /// What is wrong.
    pub(super) message: String,
    /// What to do.
    pub(super) help: String,
    /// How it may have been meant.
    pub(super) meant: Option<String>,
}

/// Reads digits with their points and commas.
pub(super) fn number(written: &str) -> Result<Decimal, NumberFault> {
    let mut parts = written.split(',');
    let (whole, decimals) = (parts.next().unwrap_or(""), parts.next());
    if parts.next().is_some() {
        return Err(commas(written));
    }
    if decimals.is_some_and(|decimals| decimals.contains('.')) {
        return Err(fault("los miles llevan punto y los decimales coma", swapped(written)));
    }
    if !well_grouped(whole) {
        return Err(points(written, whole, decimals));
    }
    let digits = whole.replace('.', "");
    let plain = format!("{digits}.{}", decimals.unwrap_or("0"));
    Decimal::parse(&plain).ok_or_else(|| fault("el número es demasiado grande", None))
}

/// Whether points stand every three digits, or nowhere.
fn well_grouped(whole: &str) -> bool {
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or("");
    let mut rest = groups.peekable();
    rest.peek().is_none() || first.len() <= 3 && first != "0" && rest.all(|group| group.len() == 3)
}

fn commas(written: &str) -> NumberFault {
    match swapped(written) {
        Some(meant) => fault("los miles se separan con punto, no con coma", Some(meant)),
        None => fault("un número lleva una sola coma, la de los decimales", Some(written.replace(',', ", "))),
    }
}

/// `1,000.50` as it would be written here: `1.000,50`.
fn swapped(written: &str) -> Option<String> {
    let other: String = written
        .chars()
        .map(|sign| match sign {
            ',' => '.',
            '.' => ',',
            digit => digit,
        })
        .collect();
    number_fits(&other).then_some(other)
}

fn number_fits(written: &str) -> bool {
    let (whole, decimals) = written.split_once(',').unwrap_or((written, ""));
    well_grouped(whole) && !decimals.contains([',', '.'])
}

fn points(written: &str, whole: &str, decimals: Option<&str>) -> NumberFault {
    let one_point = whole.matches('.').count() == 1 && decimals.is_none();
    let last_group = whole.rsplit('.').next().unwrap_or("").len();
    let message = if last_group == 3 || decimals.is_some() {
        "los puntos separan los miles, de a tres cifras"
    } else {
        "el punto separa los miles, de a tres cifras, y los decimales llevan coma"
    };
    if decimals.is_none()
        && let Some(date) = dates::spelled(whole)
    {
        let message = "no es un número, ni las fechas se escriben con puntos".to_owned();
        return NumberFault { message, help: format!("si es una fecha, escriba {date}"), meant: Some(date) };
    }
    let meant = match whole.rsplit_once('.') {
        _ if one_point => written.replace('.', ","),
        // `1.000.00`: the last point was meant as the comma.
        Some((above, last)) if decimals.is_none() && last_group < 3 && well_grouped(above) => format!("{above},{last}"),
        _ => regrouped(whole, decimals),
    };
    fault(message, Some(meant))
}

/// The same digits with points every three.
fn regrouped(whole: &str, decimals: Option<&str>) -> String {
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let grouped = with_points(&digits);
    decimals.map_or(grouped.clone(), |decimals| format!("{grouped},{decimals}"))
}

fn fault(message: &str, meant: Option<String>) -> NumberFault {
    let help = match &meant {
        Some(meant) => format!("¿quiso decir {meant}?"),
        None => "escríbalo con menos cifras".to_owned(),
    };
    NumberFault { message: message.to_owned(), help, meant }
}

#[cfg(test)]
mod tests;
