//! Words that are nearly the right one, or lack their quotes.

use super::super::{Advice, Fault, shown};
use crate::syntax::parse::tokens::TokenKind;
use crate::text::{fold, nearest};

/// Words within clauses, which a misspelt one may have meant.
const INNER: [&str; 14] = [
    "donde",
    "entonces",
    "de lo contrario",
    "entre",
    "vacío",
    "contiene",
    "empieza con",
    "parece",
    "cumple",
    "desde",
    "hoja",
    "obligatoria",
    "hereda",
    "identifica",
];

pub(super) fn misspelt_inner_word(fault: &Fault<'_>) -> Option<Advice> {
    let found = fault.token(0).filter(|token| token.kind == TokenKind::Word)?;
    let near = nearest(fault.written(found), INNER)?;
    if fold(near) == fold(fault.written(found)) {
        return None;
    }
    Advice::help(format!("¿quiso decir «{near}»?"))
}

pub(super) fn text_without_quotes(fault: &Fault<'_>) -> Option<Advice> {
    let is_message = fault.expects("el mensaje entre comillas");
    if !fault.is(0, TokenKind::Word) || !is_message && !fault.expects("un texto entre comillas") {
        return None;
    }
    // Within a column's declaration other words may follow.
    let whole = is_message || !matches!(fault.scene.clause, Some("columna" | "dato"));
    let text = if whole { fault.rest_of_line() } else { fault.word(0) };
    Advice::help(format!("si es un texto, póngalo entre comillas: \"{}\"", shown(&text.replace('"', ""))))
}
