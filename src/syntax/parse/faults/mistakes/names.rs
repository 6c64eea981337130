//! Names that are no name: several words, a reserved one, a number.

use super::super::{Advice, Fault};
use crate::diagnostic::Severity;
use crate::syntax::parse::tokens::{Token, TokenKind};
use crate::text::fold;

/// The words of a text as one name: `actividad_en_pesos`.
pub(super) fn joined(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty());
    words.take(6).collect::<Vec<_>>().join("_")
}

/// A short name for a title: `ley_152` for `Ley 152 de 1994`.
pub(in crate::syntax::parse) fn suggested_name(title: &str) -> String {
    let folded = fold(title);
    let mut words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.find(|word| word.starts_with(char::is_alphabetic)).unwrap_or("ley");
    let number = folded.split(|letter: char| !letter.is_ascii_digit()).find(|digits| !digits.is_empty());
    let second = number.or_else(|| words.next());
    let short = |word: &str| word.chars().take(20).collect::<String>();
    second.map_or_else(|| short(first), |second| format!("{}_{}", short(first), short(second)))
}

/// A short name for a rule, from its title: `el_total_es_positivo`.
pub(super) fn suggested_rule(title: &str) -> String {
    const LONGEST: usize = 40;
    let name = joined(&fold(title));
    let short: String = name.chars().take(LONGEST).collect();
    if short.starts_with(char::is_alphabetic) { short } else { "total_por_programa".to_owned() }
}

/// The words in the place of a name, up to what must follow it on the line.
fn run<'f>(fault: &Fault<'f>) -> Option<&'f [Token]> {
    let named = match fault.scene.clause {
        None => matches!(fault.scene.item.word, "norma" | "parámetro" | "tabla" | "formato" | "función" | "regla"),
        Some(clause) => matches!(clause, "columna" | "dato" | "sea" | "nivel"),
    };
    let line = fault.scene.line_from(1).get(..).filter(|_| named)?;
    let width = line
        .iter()
        .position(|token| {
            !matches!(token.kind, TokenKind::Word | TokenKind::Number)
                || matches!(fold(fault.written(*token)).as_str(), "desde" | "donde")
        })
        .unwrap_or(line.len());
    line.get(..width)
}

/// `regla actividad en pesos "…"`
pub(super) fn several_words(fault: &Fault<'_>) -> Option<Advice> {
    let mut words = run(fault)?;
    let is_rule = fault.scene.item.word == "regla" && fault.scene.clause.is_none();
    let is_severity = |token: &Token| {
        [Severity::Error, Severity::Warning, Severity::Note]
            .map(|it| fold(it.word()))
            .contains(&fold(fault.written(*token)))
    };
    if let Some((last, rest)) = words.split_last()
        && is_rule
        && is_severity(last)
    {
        words = rest;
    }
    // Without a text, the words may as well be the title.
    let titled = fault.scene.clause.is_some()
        || fault.scene.item.word == "parámetro"
        || fault.scene.tokens.iter().any(|token| token.kind == TokenKind::Text);
    let after = fault.scene.tokens.get(1 + words.len()).map(|token| fault.written(*token));
    if fault.scene.clause == Some("sea") && after != Some("=") {
        return None;
    }
    let (first, last) = (words.first()?, words.last()?);
    let severity_between = is_rule && words.iter().skip(1).any(is_severity);
    if words.len() < 2 || !titled || severity_between || first.kind != TokenKind::Word || fault.at > words.len() + 2 {
        return None;
    }
    let written = fault.scene.written_to(*first, *last);
    let token = Token { end: last.end, ..*first };
    let help = format!("una sus palabras con «_»: {}", joined(written));
    let advice = Advice::told_at(Some(token), "un nombre es una sola palabra", help)?;
    advice.fixed(token.start..token.end, joined(written))
}

/// Words that mean something everywhere.
const RESERVED: [&str; 16] = [
    "y",
    "o",
    "no",
    "en",
    "entre",
    "si",
    "entonces",
    "de",
    "donde",
    "vacio",
    "vacia",
    "existe",
    "toda",
    "cumple",
    "verdadero",
    "falso",
];

pub(super) fn impossible_name(fault: &Fault<'_>) -> Option<Advice> {
    let found = fault.token(0)?;
    let word = fault.written(found);
    let glued = fault.is_glued() && fault.is(-1, TokenKind::Word) && !matches!(word, ":" | "=");
    match found.kind {
        TokenKind::Word if fault.expects("un nombre") && RESERVED.contains(&fold(word).as_str()) => Advice::told(
            format!("«{word}» es una palabra del lenguaje y no puede ser un nombre"),
            "escriba otro nombre",
        ),
        TokenKind::Number if fault.expects("un nombre") => number_as_name(fault),
        TokenKind::Sign if glued && fault.scene.clause.is_none() => sign_in_name(fault),
        _ => None,
    }
}

/// `norma 152 "Ley 152 de 1994"`
fn number_as_name(fault: &Fault<'_>) -> Option<Advice> {
    let message = format!("«{}» no puede ser un nombre", fault.word(0));
    if fault.scene.item.word != "norma" || !fault.is(1, TokenKind::Text) {
        return Advice::told(message, "un nombre empieza con una letra");
    }
    let name = suggested_name(fault.word(1));
    Advice::replacing(fault, (0, 0), message, format!("un nombre empieza con una letra: {name}"), name)
}

/// `norma ley-152 "Ley 152 de 1994"`
fn sign_in_name(fault: &Fault<'_>) -> Option<Advice> {
    let tokens = fault.scene.tokens.get(fault.at..)?.windows(2);
    let more = tokens.take_while(|pair| pair.first().map(|it| it.end) == pair.get(1).map(|it| it.start)).count();
    let last = isize::try_from(more).ok()?;
    let written = fault.stretch(-1, last).map_or("", |token| fault.written(token));
    let name = joined(written);
    let message = format!("«{written}» no puede ser un nombre");
    Advice::replacing(fault, (-1, last), message, format!("un nombre lleva sólo letras, cifras y «_»: {name}"), name)
}

/// `norma [ley_152](https://…) "Ley 152 de 1994"`
pub(super) fn markdown_link(fault: &Fault<'_>) -> Option<Advice> {
    let linked = fault.word(0) == "[" && fault.is(1, TokenKind::Word) && fault.word(2) == "]" && fault.word(3) == "(";
    let close = fault.closing(fault.at + 3).filter(|_| linked)?;
    let name = fault.word(1);
    let range = fault.token(0)?.start..close.end;
    Advice::told("aquí no va un enlace de Markdown", format!("deje sólo el nombre: {name}"))?.fixed(range, name)
}

/// `valor total > 0`, `total > 0 cantidad > 0`
pub(super) fn two_in_a_row(fault: &Fault<'_>) -> Option<Advice> {
    let operand = |distance| fault.is(distance, TokenKind::Word) || fault.is(distance, TokenKind::Number);
    let both = operand(-1) && fault.is(0, TokenKind::Word) && fault.expects("«y»");
    let reserved = |distance| RESERVED.contains(&fault.folded(distance).as_str());
    if !both || fault.begins_line() || reserved(-1) || reserved(0) {
        return None;
    }
    let compared = |from: usize, to: usize| {
        let words = fault.scene.tokens.get(from..to).unwrap_or(&[]);
        words.iter().any(|token| super::values::is_relation(fault.written(*token)))
    };
    if compared(0, fault.at) && compared(fault.at, fault.scene.tokens.len()) {
        let message = format!("entre «{}» y «{}» falta con qué se unen", fault.word(-1), fault.word(0));
        return Advice::told(message, "una las dos condiciones con «y», u «o» si basta una de ellas");
    }
    if !fault.is(-1, TokenKind::Word) {
        return None;
    }
    let name = joined(&format!("{} {}", fault.word(-1), fault.word(0)));
    let message = format!("entre «{}» y «{}» falta una operación", fault.word(-1), fault.word(0));
    Advice::told(message, format!("si es un solo nombre, una sus palabras con «_»: {name}"))
}
