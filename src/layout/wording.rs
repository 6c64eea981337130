//! The words in which cells, columns and types are spoken of.

use crate::cell::{CellRef, SheetPlace};
use crate::text;
use crate::text::{did_you_mean, either, quote_all, squeeze};
use crate::value::{Text, Type};

use super::convert::Remark;

mod codes;
mod numbers;
pub(super) mod ranges;
pub(super) mod strays;

/// Longest text of a cell, in letters, that a message repeats whole.
const LONGEST_QUOTE: usize = 60;

/// A cell's text for a message or a drawing: blanks folded, the end of a long one left out.
pub(super) fn shorten(text: &str) -> String {
    // Folding costs time for the whole text; no more of it than can be shown is looked at.
    let head: String = text.chars().take(LONGEST_QUOTE * 4).collect();
    text::shorten(&squeeze(&head), LONGEST_QUOTE)
}

/// A cell's text in quotes.
pub(super) fn quote(text: &str) -> String {
    format!("«{}»", shorten(text))
}

/// `la hoja «Plan de acción»`, or `el archivo` for CSV.
pub(super) fn sheet(place: &SheetPlace) -> String {
    if place.sheet.is_empty() { "el archivo".to_owned() } else { format!("la hoja «{}»", place.sheet) }
}

/// `del formato`, `de la tabla`.
pub(super) fn of(name: &str) -> String {
    match name.strip_prefix("el ") {
        Some(rest) => format!("del {rest}"),
        None => format!("de {name}"),
    }
}

/// What a column of a type holds, as the object of «espera».
pub(super) fn expected(ty: &Type) -> String {
    match ty {
        Type::Text => "un texto".to_owned(),
        Type::Code(patterns) if patterns.is_empty() => "un código".to_owned(),
        Type::Code(patterns) => {
            format!("un código de la forma {}", some_of(&quote_all(patterns)))
        }
        Type::Integer => "un número entero".to_owned(),
        Type::Decimal => "un número".to_owned(),
        Type::Pesos => "pesos".to_owned(),
        Type::Percent { .. } => "un porcentaje".to_owned(),
        Type::Date => "una fecha".to_owned(),
        Type::Bool { marks: false } => "sí o no".to_owned(),
        Type::Bool { marks: true } => "una x o nada".to_owned(),
        Type::Choice(choices) => some_of(&quote_all(choices.iter().map(Text::shown))),
    }
}

/// `a, b o c`; of many only the first ones.
fn some_of(words: &[String]) -> String {
    match words {
        [a, b, c, d, e, _, rest @ ..] if !rest.is_empty() => {
            format!("{} u otros {}", [a, b, c, d, e].map(String::as_str).join(", "), words.len() - 5)
        }
        _ => either(words),
    }
}

/// What is wrong with a cell that cannot be read.
pub(super) fn unreadable(at: CellRef, text: &str, caption: &str, ty: &Type, remark: Option<Remark>) -> String {
    let head = format!("{at} dice {} y «{caption}» espera {}", quote(text), expected(ty));
    match remark {
        Some(Remark::TwoReadings) => format!("{head}: no se sabe si el signo separa miles o decimales"),
        Some(Remark::TooLong) => format!("{head}: como número de más de 15 dígitos, Excel ya perdió los últimos"),
        Some(Remark::ShortYear) => format!("{head}: el año tiene dos dígitos"),
        Some(Remark::NoSuchDay(days)) => format!("{head}, pero ese mes tiene {days} días"),
        Some(Remark::NoSuchMonth(month)) => format!("{head}, pero no hay mes {month}"),
        Some(Remark::NotWhole) => format!("{head}: el número tiene decimales"),
        Some(Remark::MonthFirst) => format!("{head}: pone el mes antes del día"),
        Some(Remark::EitherOrder) => {
            format!("{head}: no se sabe si el mes va antes del día, como en otras fechas de la columna")
        }
        Some(remark @ Remark::Stray(_)) => format!("{head}: tiene {}", strays::described(remark, &squeeze(text))),
        _ => head,
    }
}

/// What to do with a cell that cannot be read.
pub(super) fn unreadable_help(text: &str, ty: &Type, remark: Option<Remark>, required: bool) -> String {
    let help = match (remark, ty) {
        (Some(Remark::TwoReadings), _) => "escriba el número como número, no como texto",
        (Some(Remark::TooLong), _) => "dé a la celda formato de texto y escriba el código completo",
        (Some(Remark::ShortYear), _) => "escriba el año con cuatro dígitos",
        (Some(Remark::MonthFirst), _) => "escriba el día antes del mes, y revise así las demás fechas de la columna",
        (Some(Remark::EitherOrder), _) => "escriba la fecha como fecha de Excel, con el día antes del mes",
        (Some(Remark::Stray(_)), _) => return strays::help(&squeeze(text)),
        (Some(Remark::NoSuchDay(_)), _) => "escriba un día que el mes tenga",
        (Some(Remark::NoSuchMonth(_)), _) => "escriba el día, el mes y el año en ese orden, por ejemplo 31/01/2026",
        (Some(Remark::Fault), _) => "corrija la fórmula, o escriba el valor",
        _ if is_filler(text) && !required => "si no hay valor, deje la celda vacía",
        (None, Type::Date) => return numbers::date_help(text),
        (None, Type::Decimal | Type::Pesos | Type::Percent { .. } | Type::Integer | Type::Code(_))
            if numbers::help(text, ty).is_some() =>
        {
            return numbers::help(text, ty).unwrap_or_default();
        }
        (_, Type::Choice(choices)) => {
            let near = did_you_mean(&shorten(text), choices.iter().map(Text::shown));
            return near.unwrap_or_else(|| empty_help(ty));
        }
        (_, Type::Date) => "escriba la fecha como fecha de Excel, o como 31/01/2026",
        (_, Type::Integer) => "escriba un número sin decimales",
        (_, Type::Decimal | Type::Pesos | Type::Percent { .. }) => "escriba solo el número",
        (_, Type::Text | Type::Code(_) | Type::Bool { .. }) => return empty_help(ty),
    };
    help.to_owned()
}

/// What people write where there is no value.
fn is_filler(text: &str) -> bool {
    let bare: String = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
    matches!(bare.to_uppercase().as_str(), "" | "NP" | "NA" | "ND")
}

/// What to do with an empty cell of an obligatory column.
pub(super) fn empty_help(ty: &Type) -> String {
    match ty {
        Type::Text => "escriba el texto".to_owned(),
        Type::Code(patterns) => format!("escriba {}", codes::in_words(patterns)),
        Type::Integer | Type::Decimal | Type::Pesos | Type::Percent { .. } => {
            "escriba el valor; si es cero, escriba 0".to_owned()
        }
        Type::Date => "escriba la fecha, por ejemplo 31/01/2026".to_owned(),
        Type::Bool { .. } | Type::Choice(_) => format!("escriba {}", expected(ty)),
    }
}

/// What is wrong with an empty cell that is merged into another one, and what to do.
pub(super) fn merged(at: CellRef, source: CellRef, caption: &str) -> (String, Option<String>) {
    let message = format!("{at} está combinada con {source} y «{caption}» es obligatoria en cada fila");
    (message, Some("sepárelas y escriba el valor en cada una".to_owned()))
}

#[cfg(test)]
mod tests;
