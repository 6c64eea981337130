//! Words that are nearly the right one, or lack their quotes.

use super::super::{Advice, Fault, shown};
use crate::syntax::parse::tokens::{Token, TokenKind};
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
    if fault.folded(-1) == "de" && fault.folded(0) == "lo" {
        return meant(fault, (-1, 1), "de lo contrario");
    }
    if fault.folded(0) == "en" && matches!(fault.folded(1).as_str(), "caso" | "otro") {
        let last = if fault.folded(2).starts_with("contrar") { 2 } else { 1 };
        return meant(fault, (0, last), "de lo contrario");
    }
    let found = fault.token(0).filter(|token| token.kind == TokenKind::Word)?;
    let near = nearest(fault.written(found), INNER)?;
    if fold(near) == fold(fault.written(found)) { None } else { meant(fault, (0, 0), near) }
}

fn meant(fault: &Fault<'_>, (from, to): (isize, isize), near: &str) -> Option<Advice> {
    let written = fault.stretch(from, to).map_or("", |token| fault.written(token));
    Advice::replacing(fault, (from, to), format!("no se entiende «{written}»"), format!("¿quiso decir «{near}»?"), near)
}

pub(super) fn text_without_quotes(fault: &Fault<'_>) -> Option<Advice> {
    const MESSAGE: &str = "a un texto le faltan las comillas";
    let is_message = fault.expects("el mensaje entre comillas");
    // `../otro.cotejo`
    let begins = fault.is(0, TokenKind::Word) || fault.word(0) == "." && fault.scene.clause.is_none();
    if !begins || !is_message && !fault.expects("un texto entre comillas") {
        return None;
    }
    if fault.folded(-1) == "parece" {
        let help = "por ejemplo «parece \"MP-*\"»; para comparar dos columnas escriba «=»";
        return Advice::told("después de «parece» va una forma entre comillas", help);
    }
    if fault.folded(-1) == "de" && fault.folded(-2) == "uno" || fault.word(-1) == "," {
        return choices(fault);
    }
    // Within a column's declaration other words may follow.
    let whole = is_message || !matches!(fault.scene.clause, Some("columna" | "dato"));
    let line = fault.scene.line_from(fault.at);
    // The first word of a rule's title passes for its severity.
    let first = fault.token(-1).filter(|token| fault.scene.item.word == "regla" && fault.scene.begins_line(*token));
    let first = first.or(fault.token(0))?;
    let last = if whole { *line.last()? } else { fault.token(0)? };
    let text = fault.scene.written_to(first, last).replace('"', "");
    let token = Token { end: last.end, ..first };
    Advice::told_at(Some(token), MESSAGE, format!("escríbalo así: \"{}\"", shown(&text)))?
        .fixed(first.start..last.end, format!("\"{text}\""))
}

/// `uno de Activo, Inactivo`
fn choices(fault: &Fault<'_>) -> Option<Advice> {
    let line = fault.scene.line_from(fault.at);
    let width = line.iter().take_while(|token| token.kind == TokenKind::Word || fault.written(**token) == ",").count();
    let (first, last) = (line.first()?, line.get(..width)?.last()?);
    let words = fault.scene.written_to(*first, *last).split(',').map(|word| format!("\"{}\"", word.trim()));
    let quoted = words.collect::<Vec<_>>().join(", ");
    let token = Token { end: last.end, ..*first };
    Advice::told_at(
        Some(token),
        "a las opciones les faltan las comillas",
        format!("escríbalas así: {}", shown(&quoted)),
    )?
    .fixed(first.start..last.end, quoted)
}

/// `"El "total" es positivo"`: a text ended by a quote that was meant to be in it.
pub(super) fn quotes_within(fault: &Fault<'_>) -> Option<Advice> {
    if !fault.is(-1, TokenKind::Text) || !fault.is_glued() || !fault.is(0, TokenKind::Word) {
        return None;
    }
    let line = fault.scene.line_from(fault.at);
    let last = line.iter().rfind(|token| token.kind == TokenKind::Text)?;
    let first = fault.token(-1)?;
    let whole = fault.scene.written_to(first, *last);
    let inner = whole.strip_prefix('"')?.strip_suffix('"')?.replace('"', "\"\"");
    let text = format!("\"{inner}\"");
    let message = format!("el texto termina en «{}»", fault.written(first));
    Advice::told_at(fault.token(0), message, format!("una comilla dentro de un texto se escribe dos veces: {text}"))?
        .fixed(first.start..last.end, text)
}
