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
    Advice::told_at(Some(token), "un nombre es una sola palabra", help)
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
        TokenKind::Word if fault.expects("un nombre") && RESERVED.contains(&fold(word).as_str()) => {
            Advice::help(format!("«{word}» es una palabra del lenguaje y no puede ser un nombre"))
        }
        TokenKind::Number if fault.expects("un nombre") => Advice::help("un nombre empieza con una letra"),
        TokenKind::Sign if glued && fault.scene.clause.is_none() => {
            Advice::help("un nombre lleva sólo letras, cifras y «_»: ley_152")
        }
        _ => None,
    }
}

/// `valor total > 0`
pub(super) fn two_in_a_row(fault: &Fault<'_>) -> Option<Advice> {
    let both = fault.is(-1, TokenKind::Word) && fault.is(0, TokenKind::Word) && fault.expects("«y»");
    let reserved = |distance| RESERVED.contains(&fault.folded(distance).as_str());
    if !both || fault.begins_line() || reserved(-1) || reserved(0) {
        return None;
    }
    let name = joined(&format!("{} {}", fault.word(-1), fault.word(0)));
    Advice::help(format!("si es un solo nombre, una sus palabras con «_»: {name}"))
}
