//! How each word and sign is written: keywords in lower case with their accents, signs that a keyboard has, points in
//! large quantities.

use super::names::Declared;
use super::rows;
use crate::decimal::with_points;
use crate::diagnostic::Severity;
use crate::syntax::ast::Phase;
use crate::syntax::lexemes::{FileLexemes, Lexeme, LexemeKind};
use crate::text::fold;

/// Words of the language that bear an accent.
const ACCENTED: &[&str] = &[
    "parámetro",
    "función",
    "excepción",
    "versión",
    "vacíos",
    "según",
    "código",
    "lógico",
    "fórmula",
    "vacío",
    "vacía",
];

const TYPES: &[&str] = &["texto", "entero", "decimal", "pesos", "fecha"];

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// What Word or a habit puts in the place of a sign, and the sign.
const SIGNS: &[(&str, &str)] =
    &[("≠", "<>"), ("≤", "<="), ("≥", ">="), ("×", "*"), ("÷", "/"), ("–", "-"), ("−", "-"), ("→", "->")];

/// Digits from which a quantity has points: 2026 may be a year.
const POINTED: usize = 5;
/// The same for pesos, which are no year.
const POINTED_PESOS: usize = 4;

/// A file with every lexeme written as it is to be.
pub(super) fn spell(mut file: FileLexemes, functions: &[&str]) -> FileLexemes {
    let declared = Declared::of(&file, functions);
    for part in file.items.iter_mut().flat_map(|item| &mut item.parts) {
        for at in 0..part.lexemes.len() {
            let called =
                part.lexemes.get(at + 1).is_some_and(|next| next.kind == LexemeKind::GluedOpen && next.text == "(");
            if let Some(lexeme) = part.lexemes.get_mut(at)
                && let Some(text) = spelled(lexeme, called, &declared)
            {
                lexeme.text = text;
            }
        }
        rows::align(&mut part.lexemes);
    }
    file
}

/// How a lexeme is written, where that is not as it stands.
fn spelled(lexeme: &Lexeme, called: bool, declared: &Declared<'_>) -> Option<String> {
    use LexemeKind as Kind;
    let text = lexeme.text.as_str();
    match lexeme.kind {
        Kind::Keyword | Kind::Joint => Some(text.split(' ').map(keyword).collect::<Vec<_>>().join(" ")),
        Kind::Word => word(text).map(str::to_owned),
        Kind::Yes => Some(if fold(text) == "si" { "sí" } else { "verdadero" }.to_owned()),
        Kind::Name => declared.spelling(text, called).map(str::to_owned),
        Kind::Number => pointed(text, POINTED),
        Kind::Pesos => pointed(text, POINTED_PESOS),
        Kind::Operator | Kind::Prefix | Kind::Date => Some(signs(text, lexeme.kind != Kind::Date)),
        _ => None,
    }
}

fn keyword(word: &str) -> String {
    let folded = fold(word);
    ACCENTED.iter().find(|accented| fold(accented) == folded).map_or(folded, |accented| (*accented).to_owned())
}

/// A severity, a phase or a type; none if it is another word.
fn word(written: &str) -> Option<&'static str> {
    let phases = Phase::ALL.iter().map(|phase| phase.word());
    let severities = SEVERITIES.iter().map(|severity| severity.word());
    let folded = fold(written);
    phases.chain(severities).chain(TYPES.iter().copied()).find(|word| fold(word) == folded)
}

/// A number with points every three digits, if it has none and is long enough; one that begins with a zero counts
/// nothing.
fn pointed(written: &str, from: usize) -> Option<String> {
    let (whole, decimals) = written.split_once(',').map_or((written, None), |(whole, rest)| (whole, Some(rest)));
    if whole.len() < from || whole.contains('.') || whole.starts_with('0') {
        return None;
    }
    let whole = with_points(whole);
    Some(decimals.map_or(whole.clone(), |decimals| format!("{whole},{decimals}")))
}

fn signs(written: &str, is_sign: bool) -> String {
    let written = if is_sign { written.replace(' ', "") } else { written.to_owned() };
    SIGNS.iter().fold(written, |text, (found, sign)| text.replace(found, sign))
}
