//! Signs, words and phrases of other languages, of spreadsheets and of everyday speech, and what stands for them here.

use super::super::{Advice, Fault, shown};
use crate::decimal::Decimal;
use crate::syntax::parse::numbers;
use crate::syntax::parse::tokens::TokenKind;
use crate::text::fold;

/// What is written elsewhere, folded, and what stands for it here; of two that begin alike, the longer first.
const PHRASES: &[(&str, &str)] = &[
    ("==", "="),
    ("!=", "<>"),
    ("=>", ">="),
    ("=<", "<="),
    ("&&", "y"),
    ("||", "o"),
    ("+-", "±"),
    ("**", "*"),
    (";", ","),
    ("!", "no"),
    ("¬", "no"),
    ("and", "y"),
    ("or", "o"),
    ("not in", "no en"),
    ("not like", "no parece"),
    ("not between", "no entre"),
    ("not", "no"),
    ("if", "si"),
    ("then", "entonces"),
    ("else", "de lo contrario"),
    ("sino", "de lo contrario"),
    ("where", "donde"),
    ("in", "en"),
    ("esta en", "en"),
    ("between", "entre"),
    ("esta entre", "entre"),
    ("like", "parece"),
    ("contains", "contiene"),
    ("is not null", "no vacío"),
    ("is null", "vacío"),
    ("no es nulo", "no vacío"),
    ("no es nula", "no vacío"),
    ("es nulo", "vacío"),
    ("es nula", "vacío"),
    ("esta en blanco", "vacío"),
    ("is", "="),
    ("mayor o igual que", ">="),
    ("mayor o igual a", ">="),
    ("menor o igual que", "<="),
    ("menor o igual a", "<="),
    ("mayor que", ">"),
    ("mayor a", ">"),
    ("menor que", "<"),
    ("menor a", "<"),
    ("superior a", ">"),
    ("inferior a", "<"),
    ("igual a", "="),
    ("igual que", "="),
    ("igual", "="),
    ("diferente de", "<>"),
    ("diferente a", "<>"),
    ("distinto de", "<>"),
    ("distinta de", "<>"),
    ("empieza por", "empieza con"),
    ("comienza con", "empieza con"),
    ("comienza por", "empieza con"),
    ("empieza", "empieza con"),
    ("termina en", "termina con"),
    ("termina", "termina con"),
    ("mas", "+"),
    ("menos", "-"),
    ("multiplicado por", "*"),
    ("dividido entre", "/"),
    ("dividido por", "/"),
    ("por ciento", "%"),
];

/// What everyday speech puts before a comparison.
const VERBS: [&str; 5] = ["debe ser", "es", "sea", "son", "ser"];

/// `'Salud'`, `«Salud»`
pub(super) fn other_quotes(fault: &Fault<'_>) -> Option<Advice> {
    let is_quote = |word: &str| matches!(word, "'" | "«" | "»" | "‘" | "’");
    if !is_quote(fault.word(0)) {
        return None;
    }
    let line = fault.scene.line_from(fault.at);
    let closing = line.iter().skip(2).position(|token| is_quote(fault.written(*token)));
    let inner = closing.and_then(|at| line.get(1..at + 2));
    let text = inner.and_then(|inner| Some(fault.scene.written_to(*inner.first()?, *inner.last()?)));
    Advice::help(format!("los textos van entre comillas dobles: \"{}\"", shown(text.unwrap_or("Salud"))))
}

pub(super) fn phrases(fault: &Fault<'_>) -> Option<Advice> {
    let verb = VERBS.into_iter().find(|verb| says(fault, 0, verb));
    let skipped = verb.map_or(0, word_count);
    let whole = PHRASES.iter().find(|(other, _)| says(fault, 0, other)).map(|phrase| (0, phrase));
    let found = whole.or_else(|| PHRASES.iter().find(|(other, _)| says(fault, skipped, other)).map(|it| (skipped, it)));
    let (from, words, ours) = match found {
        Some((skipped, (other, ours))) => (0, skipped + word_count(other), *ours),
        None if verb == Some("es") && fault.folded(-1) == "no" && fault.token(1).is_some() => (-1, 2, "<>"),
        None if verb == Some("es") && fault.token(1).is_some() && fault.expects("«y»") => (0, 1, "="),
        None => return None,
    };
    instead(fault, from, words, ours)
}

fn word_count(phrase: &str) -> isize {
    isize::try_from(phrase.split(' ').count()).unwrap_or(1)
}

/// Whether the words from a distance on are those of a phrase.
fn says(fault: &Fault<'_>, from: isize, phrase: &str) -> bool {
    phrase.split(' ').zip(from..).all(|(word, distance)| fault.folded(distance) == word)
}

fn instead(fault: &Fault<'_>, from: isize, words: isize, ours: &str) -> Option<Advice> {
    let token = fault.stretch(from, from + words - 1)?;
    let other = fault.written(token);
    let help = format!("en lugar de «{}» escriba «{ours}»", fold(other));
    Advice::told_at(Some(token), format!("«{other}» no se usa en las reglas"), help)
}

/// Words taken for a name, which then stands before an operand: `not a`, `if a`, `la suma`, `exige que a`.
pub(super) fn prefixes(fault: &Fault<'_>) -> Option<Advice> {
    let operand =
        matches!(fault.token(0)?.kind, TokenKind::Word | TokenKind::Number | TokenKind::Text | TokenKind::Open);
    if !operand || !fault.in_expression() || fault.begins_line() {
        return None;
    }
    let (before, word) = (fault.folded(-1), fault.word(-1));
    let not_ours = |help: &str| {
        let message = format!("«{word}» no se usa en las reglas");
        Advice::told_at(fault.token(-1), message, help)
    };
    match before.as_str() {
        "not" => not_ours("en lugar de «not» escriba «no»"),
        "if" => not_ours("escriba «si … entonces … de lo contrario …»"),
        "que" | "el" | "la" | "los" | "las" | "un" | "una" => not_ours(&format!("quite «{word}»")),
        "todos" | "todas" | "cada" => not_ours("escriba «toda fila de plan cumple …»"),
        _ => None,
    }
}

/// `A1:A5`, `$A$1`, `plan!A1`, `[Total]`, `a^2`, `a % 2`
pub(super) fn cells(fault: &Fault<'_>) -> Option<Advice> {
    const COLUMNS: &str =
        "las reglas nombran columnas y no celdas: escriba el nombre que el formato le da a la columna";
    if !fault.in_expression() && fault.word(-1) != "$" {
        return None;
    }
    let is_name = |distance| fault.is(distance, TokenKind::Word);
    match fault.word(0) {
        ":" if is_name(-1) && is_name(1) && fault.word(-1).ends_with(|sign: char| sign.is_ascii_digit()) => {
            Advice::help(COLUMNS)
        }
        "!" if fault.is_glued() && is_name(-1) => Advice::help(COLUMNS),
        _ if fault.word(-1) == "$" && is_name(0) => Advice::help(COLUMNS),
        "[" if fault.expected.contains(&super::super::expected::VALUE) && is_name(1) => {
            let inner = fault.scene.parts_within(fault.at).join(" ");
            Advice::help(format!("una columna se nombra sin corchetes: {}", super::names::joined(&inner)))
        }
        "^" if is_name(-1) => Advice::help(format!("en lugar de una potencia escriba «{0} * {0}»", fault.word(-1))),
        "%" => Advice::help("«%» va después de un número: 10 %"),
        "=" if fault.at == 1 && fault.scene.clause.is_some() => {
            let clause = fault.scene.clause.unwrap_or("");
            Advice::help(format!(
                "quite el «=» del comienzo: {clause} {}",
                fault.rest_of_line().trim_start_matches('=')
            ))
        }
        _ => None,
    }
}

/// `total x 2`, `1 millón`, `1.000 pesos`
pub(super) fn units(fault: &Fault<'_>) -> Option<Advice> {
    let (found, before) = (fault.folded(0), fault.word(-1));
    let operand_follows =
        fault.is(1, TokenKind::Number) || fault.is(1, TokenKind::Word) || fault.is(1, TokenKind::Open);
    if matches!(found.as_str(), "x" | "por") && operand_follows && fault.expects("«y»") && !fault.begins_line() {
        return Advice::help(format!("para multiplicar escriba «*»: {before} * {}", fault.word(1)));
    }
    if !fault.is(-1, TokenKind::Number) {
        return None;
    }
    if matches!(found.as_str(), "pesos" | "peso" | "cop") {
        return Advice::help(format!("el signo va delante del número: $ {before}"));
    }
    let sign = if fault.word(-2) == "$" { "$ " } else { "" };
    let number = multiplied(before, &[found.as_str(), fault.folded(1).as_str()])?;
    Advice::help(format!("escriba el número con todas sus cifras: {sign}{number}"))
}

/// A number times the words after it: `2` and `mil millones`.
fn multiplied(number: &str, words: &[&str]) -> Option<Decimal> {
    let factor = |word: &&str| match *word {
        "mil" | "miles" => Some(1_000),
        "millon" | "millones" => Some(1_000_000),
        _ => None,
    };
    let factors: Vec<i128> = words.iter().map_while(factor).collect();
    let product = if factors.is_empty() { return None } else { factors.iter().product() };
    numbers::number(number).ok()?.times(Decimal::new(product, 0))
}
