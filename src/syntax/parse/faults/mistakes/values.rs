//! Comparisons, lists, numbers and dates written as elsewhere.

use super::super::{Advice, Fault, shown};
use crate::syntax::parse::tokens::{Token, TokenKind};
use crate::text::fold;
use crate::value::MONTHS;

const DATES: &str = "las fechas se escriben así: 31 de enero de 2026, o así: 2026-01-31";

pub(super) fn compared_with_empty(fault: &Fault<'_>) -> Option<Advice> {
    let empty = |word: &str| matches!(fold(word).as_str(), "vacio" | "vacia");
    if !empty(fault.word(0)) && !empty(fault.word(1)) {
        return None;
    }
    let (before, name) = (fault.folded(-1), fault.word(-2));
    let here = fault.folded(0);
    let (form, name) = match (before.as_str(), here.as_str()) {
        ("<>" | "≠", _) => ("no vacío", name),
        ("=", _) => ("vacío", name),
        ("no", "es" | "esta") => ("no vacío", name),
        (_, "es" | "esta") => ("vacío", fault.word(-1)),
        _ => return None,
    };
    Advice::help(format!("escriba «{name} {form}»"))
}

pub(super) fn is_relation(word: &str) -> bool {
    matches!(word, "=" | "<>" | "<" | "<=" | ">" | ">=" | "≠" | "≤" | "≥")
}

/// `0 <= a <= 10`
pub(super) fn chained(fault: &Fault<'_>) -> Option<Advice> {
    let before = (1..=6isize).map(|distance| fault.word(-distance)).find(|word| is_relation(word))?;
    if !is_relation(fault.word(0)) || is_relation(fault.word(-1)) {
        return None;
    }
    let simple = fault.at >= 3 && is_relation(fault.word(-2));
    let (low, middle, high) = (fault.word(-3), fault.word(-1), fault.word(1));
    let text = match (before, fault.word(0)) {
        ("<=" | "≤", "<=" | "≤") if simple => format!("escriba «{middle} entre {low} y {high}»"),
        (">=" | "≥", ">=" | "≥") if simple => format!("escriba «{middle} entre {high} y {low}»"),
        (first, second) if simple => format!("escriba «{low} {first} {middle} y {middle} {second} {high}»"),
        _ => "escriba «a entre 0 y 10», o dos comparaciones unidas con «y»".to_owned(),
    };
    Advice::told("dos comparaciones no se encadenan", text)
}

/// `en "A", "B"` and `en ["A", "B"]`: a list stands in parentheses.
pub(super) fn bare_list(fault: &Fault<'_>) -> Option<Advice> {
    if !fault.in_expression() {
        return None;
    }
    if fault.folded(-1) == "en" && matches!(fault.word(0), "[" | "{") {
        return Advice::help(format!("una lista va entre paréntesis: {}", list(fault, fault.at + 1)));
    }
    let tokens = fault.scene.tokens;
    let values = tokens.iter().take(fault.at).rev().take_while(|token| is_constant(**token)).count();
    let first = fault.at.checked_sub(values).filter(|_| values == 1)?;
    let after_en =
        first.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|en| fold(fault.written(*en)) == "en");
    if !after_en || !matches!(fault.word(0), "," | ";") {
        return None;
    }
    Advice::help(format!("una lista va entre paréntesis: {}", list(fault, first)))
}

fn is_constant(token: Token) -> bool {
    matches!(token.kind, TokenKind::Text | TokenKind::Number)
}

/// `en ("A", "B")`, of the constants from an index on.
fn list(fault: &Fault<'_>, first: usize) -> String {
    const MOST: usize = 4;
    let from = fault.scene.tokens.iter().skip(first);
    let all: Vec<&str> = from
        .take_while(|token| is_constant(**token) || matches!(fault.written(**token), "," | ";"))
        .filter(|token| is_constant(**token))
        .map(|token| fault.written(*token))
        .collect();
    let more = if all.len() > MOST { ", …" } else { "" };
    let shown: Vec<&str> = all.iter().take(MOST).copied().collect();
    if shown.is_empty() { "en (\"A\", \"B\")".to_owned() } else { format!("en ({}{more})", shown.join(", ")) }
}

fn both_numbers(left: Option<Token>, right: Option<Token>) -> bool {
    [left, right].iter().all(|token| token.is_some_and(|token| token.kind == TokenKind::Number))
}

/// `10 000`
pub(super) fn split_number(fault: &Fault<'_>) -> Option<Advice> {
    if !both_numbers(fault.token(-1), fault.token(0)) || fault.word(0).len() != 3 {
        return None;
    }
    Advice::help(format!("los miles se separan con un punto, sin blancos: {}.{}", fault.word(-1), fault.word(0)))
}

/// A full stop or semicolon at the end, two conditions with a comma, and `.5`.
pub(super) fn final_sign(fault: &Fault<'_>) -> Option<Advice> {
    if fault.token(0).is_none() && fault.word(-1) == "." {
        return Advice::told_at(fault.token(-1), "sobra el punto final", "quite el punto");
    }
    if fault.word(0) == "." && fault.is(1, TokenKind::Number) && fault.expected.contains(&super::super::expected::VALUE)
    {
        return Advice::help(format!("los decimales llevan coma, con una cifra delante: 0,{}", fault.word(1)));
    }
    let message = if matches!(fault.word(0), "," | ";") { 1 } else { 0 };
    if fault.scene.clause == Some("exige") && fault.expects("«y»") && fault.is(message, TokenKind::Text) {
        return Advice::help(format!("el mensaje va en otra línea: si no {}", shown(fault.word(message))));
    }
    let is_last = fault.token(0).is_some() && fault.token(1).is_none() && fault.open_brackets().is_empty();
    let parts_conditions = fault.expects("«y»") && fault.open_brackets().is_empty();
    match fault.word(0) {
        sign @ ("," | ";" | ":" | "{") if is_last => Advice::told(format!("sobra «{sign}»"), format!("quite «{sign}»")),
        "," | ";" if parts_conditions && matches!(fault.scene.clause, Some("exige" | "cuando")) => {
            Advice::help("una las dos condiciones con «y», u «o» si basta una de ellas")
        }
        _ => None,
    }
}

/// `31/01/2026`, `31 enero 2026`, `enero 31 de 2026`
pub(super) fn date(fault: &Fault<'_>) -> Option<Advice> {
    let strokes = fault.word(0) == "/" && both_numbers(fault.token(-1), fault.token(1));
    let is_month = |distance: isize| MONTHS.contains(&fault.folded(distance).as_str());
    let month_after = is_month(0) && fault.is(-1, TokenKind::Number);
    let month_before = is_month(-1) && fault.is(0, TokenKind::Number);
    if strokes || month_after || month_before { Advice::help(DATES) } else { None }
}

/// Patterns and captions are parted by `o`, choices and names by commas.
pub(super) fn wrong_separator(fault: &Fault<'_>) -> Option<Advice> {
    let text_follows = fault.is(1, TokenKind::Text);
    let names = matches!(fault.scene.clause, Some("clave" | "señala" | "fase"));
    match fault.folded(0).as_str() {
        "," if text_follows && fault.expects("«o»") && !fault.expects("«y»") => {
            Advice::help("separe los textos con «o»")
        }
        "o" | "y" if text_follows && fault.expects("«,»") => Advice::help("separe los textos con comas"),
        "o" | "y" if names && fault.expects("«,»") => Advice::help("separe los nombres con comas"),
        _ => None,
    }
}
