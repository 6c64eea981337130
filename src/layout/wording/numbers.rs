//! What to write in place of a text that is no number or no date, where its form shows what was meant.

use crate::decimal::Decimal;
use crate::layout::convert::{number_of, of_serial};
use crate::text::{fold, squeeze};
use crate::value::{Type, Unit, Value, long_date};

/// Words for a number's last digits: how many zeros each stands for. Longer ones come before what they end with.
const WORDS: [(&str, i64); 6] = [
    ("mil millones", 1_000_000_000),
    ("miles de millones", 1_000_000_000),
    ("millones", 1_000_000),
    ("millon", 1_000_000),
    ("miles", 1_000),
    ("mil", 1_000),
];

/// What to write in place of a text where a number or a code is due; `None` where its form shows nothing.
pub(super) fn help(text: &str, ty: &Type) -> Option<String> {
    let text = squeeze(text);
    if is_scientific(&text) {
        return Some("Excel abrevió el número: escriba todas sus cifras".to_owned());
    }
    if text.chars().any(|letter| letter.is_numeric() && !letter.is_ascii() && letter.to_digit(10).is_none()) {
        return Some("escriba las cifras de nuevo con el teclado: no son las corrientes".to_owned());
    }
    if matches!(ty, Type::Code(_)) {
        return None;
    }
    in_words(&text, ty).or_else(|| minus_behind(&text, ty))
}

/// `5 millones`: the digits in full.
fn in_words(text: &str, ty: &Type) -> Option<String> {
    let folded = fold(text);
    let (head, times) = WORDS.iter().find_map(|(word, times)| Some((folded.strip_suffix(word)?, *times)))?;
    let head = head.trim().trim_end_matches(" de").trim();
    let number = number_of(head, ty)?.times(Decimal::from(times))?;
    Some(format!("escriba todas las cifras: {}", Value::Number(number, Unit::Plain)))
}

/// `500-`: below zero, or a line that closes the amount?
fn minus_behind(text: &str, ty: &Type) -> Option<String> {
    let head = text.strip_suffix(['-', '−', '–'])?;
    number_of(head.trim(), ty)?;
    Some("si es negativo, escriba el signo menos delante del número; si no, quítelo".to_owned())
}

/// `12,5E+10`, as Excel shows and saves what does not fit in a cell.
fn is_scientific(text: &str) -> bool {
    let Some((head, exponent)) = text.split_once(['e', 'E']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let head = head.trim_start_matches('-').replace([',', '.'], "");
    digits(&head) && digits(exponent.trim_start_matches(['+', '-']))
}

/// What to write in place of a text where a date is due.
pub(super) fn date_help(text: &str) -> String {
    let serial = number_of(&squeeze(text), &Type::Integer).and_then(of_serial);
    match serial {
        Some(day) => format!("dé a la celda formato de fecha; si el número cuenta días, sería el {}", long_date(day)),
        None => "escriba la fecha como fecha de Excel, o como 31/01/2026".to_owned(),
    }
}
