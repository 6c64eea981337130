//! Comparisons, lists, numbers and dates written as elsewhere.

use super::super::{Advice, Fault, shown};
use crate::syntax::parse::tokens::{Token, TokenKind};
use crate::text::fold;

pub(super) fn compared_with_empty(fault: &Fault<'_>) -> Option<Advice> {
    let empty = |word: &str| matches!(fold(word).as_str(), "vacio" | "vacia");
    if !empty(fault.word(0)) && !empty(fault.word(1)) {
        return None;
    }
    let here = fault.folded(0);
    let (form, from, to) = match (fault.folded(-1).as_str(), here.as_str()) {
        ("<>" | "≠", _) => ("no vacío", -1, 0),
        ("=", _) => ("vacío", -1, 0),
        ("no", "es" | "esta") => ("no vacío", -1, 1),
        (_, "es" | "esta") => ("vacío", 0, 1),
        _ => return None,
    };
    let wrong = fault.stretch(from, to).map_or("", |token| fault.written(token));
    let message = match fault.word(-1) {
        sign @ ("=" | "<>" | "≠") => format!("a una celda vacía no se le pregunta con «{sign}»"),
        _ => format!("«{wrong}» se dice aquí de otra manera"),
    };
    let owner = fault.token(from - 1).filter(|token| token.kind == TokenKind::Word);
    let name = owner.map_or(String::new(), |token| format!("{} ", fault.written(token)));
    Advice::replacing(fault, (from, to), message, format!("escriba «{name}{form}»"), form)
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
    let edge = |distance: isize| {
        let word = fault.folded(distance);
        fault.token(distance).is_none_or(|token| fault.scene.begins_line(token))
            || matches!(word.as_str(), "y" | "o" | "(" | ")" | "exige" | "cuando" | "donde")
    };
    let simple = fault.at >= 3 && is_relation(fault.word(-2)) && edge(-4) && edge(2);
    let message = "dos comparaciones no se encadenan";
    if !simple {
        return Advice::told(message, "escriba «a entre 0 y 10», o dos comparaciones unidas con «y»");
    }
    let (low, middle, high) = (fault.word(-3), fault.word(-1), fault.word(1));
    let text = match (before, fault.word(0)) {
        ("<=" | "≤", "<=" | "≤") => format!("{middle} entre {low} y {high}"),
        (">=" | "≥", ">=" | "≥") => format!("{middle} entre {high} y {low}"),
        (first, second) => format!("{low} {first} {middle} y {middle} {second} {high}"),
    };
    let range = fault.stretch(-3, 1).map(|all| all.start..all.end)?;
    Advice::told(message, format!("escriba «{text}»"))?.fixed(range, text)
}

/// `en "A", "B"` and `en ["A", "B"]`: a list stands in parentheses.
pub(super) fn bare_list(fault: &Fault<'_>) -> Option<Advice> {
    if !fault.in_expression() {
        return None;
    }
    const MESSAGE: &str = "una lista va entre paréntesis";
    if fault.folded(-1) == "en" && matches!(fault.word(0), "[" | "{") {
        let inner = fault.scene.parts_within(fault.at).join(", ");
        let help = format!("escriba «{}»", list(fault, fault.at + 1));
        let close = fault.closing(fault.at)?;
        let open = fault.token(0)?;
        return Advice::told(MESSAGE, help)?.fixed(open.start..close.end, format!("({inner})"));
    }
    let tokens = fault.scene.tokens;
    let values = tokens.iter().take(fault.at).rev().take_while(|token| is_constant(**token)).count();
    let first = fault.at.checked_sub(values).filter(|_| values == 1)?;
    let after_en =
        first.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|en| fold(fault.written(*en)) == "en");
    if !after_en || !matches!(fault.word(0), "," | ";") {
        return None;
    }
    let values = tokens.iter().skip(first);
    let values = values.take_while(|token| is_constant(**token) || matches!(fault.written(**token), "," | ";"));
    let last = values.filter(|token| is_constant(**token)).last()?;
    let start = tokens.get(first)?.start;
    let inner = fault.scene.text.get(start..last.end)?.replace(';', ",");
    let token = Token { kind: TokenKind::Text, start, end: last.end };
    Advice::told_at(Some(token), MESSAGE, format!("escriba «{}»", list(fault, first)))?
        .fixed(start..last.end, format!("({inner})"))
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
    let groups = (0..).take_while(|at| fault.is(*at, TokenKind::Number) && fault.word(*at).len() == 3).count();
    let last = isize::try_from(groups).ok()? - 1;
    let number = (-1..=last).map(|at| fault.word(at)).collect::<Vec<_>>().join(".");
    let message = "un número no lleva blancos";
    let help = format!("los miles se separan con un punto: {number}");
    Advice::replacing(fault, (-1, last), message, help, number.clone())
}

/// A full stop or semicolon at the end, two conditions with a comma, and `.5`.
pub(super) fn final_sign(fault: &Fault<'_>) -> Option<Advice> {
    if fault.token(0).is_none() && fault.word(-1) == "." {
        return Advice::replacing(fault, (-1, -1), "sobra el punto final", "quite el punto", "");
    }
    if fault.word(0) == "." && fault.is(1, TokenKind::Number) && fault.expected.contains(&super::super::expected::VALUE)
    {
        let number = format!("0,{}", fault.word(1));
        let message = format!("«.{}» no es un número", fault.word(1));
        let help = format!("los decimales llevan coma, con una cifra delante: {number}");
        return Advice::replacing(fault, (0, 1), message, help, number);
    }
    let message = if matches!(fault.word(0), "," | ";") { 1 } else { 0 };
    if fault.scene.clause == Some("exige") && fault.expects("«y»") && fault.is(message, TokenKind::Text) {
        let (before, text) = (fault.token(-1)?, fault.token(message)?);
        let help = format!("el mensaje va en otra línea: si no {}", shown(fault.written(text)));
        let line = format!("\n{}si no {}", fault.indent(before), fault.written(text));
        return Advice::told("el mensaje no va en la línea de «exige»", help)?.fixed(before.end..text.end, line);
    }
    let is_last = fault.token(0).is_some() && fault.token(1).is_none() && fault.open_brackets().is_empty();
    let parts_conditions = fault.expects("«y»") && fault.open_brackets().is_empty();
    match fault.word(0) {
        sign @ ("," | ";" | ":" | "{") if is_last => {
            Advice::replacing(fault, (0, 0), format!("sobra «{sign}»"), format!("quite «{sign}»"), "")
        }
        "," | ";" if parts_conditions && matches!(fault.scene.clause, Some("exige" | "cuando")) => {
            let message = format!("«{}» no une dos condiciones", fault.word(0));
            let before = fault.token(-1)?;
            let end = fault.token(0)?.end;
            Advice::told(message, "únalas con «y», u «o» si basta una de ellas")?.fixed(before.end..end, " y")
        }
        _ => None,
    }
}

fn commas(fault: &Fault<'_>, word: &str, what: &str) -> Option<Advice> {
    let (before, end) = (fault.token(-1)?, fault.token(0)?.end);
    Advice::told(format!("aquí {what} no se separan con «{word}»"), format!("separe {what} con comas"))?
        .fixed(before.end..end, ",")
}

/// Patterns and captions are parted by `o`, choices and names by commas.
pub(super) fn wrong_separator(fault: &Fault<'_>) -> Option<Advice> {
    let text_follows = fault.is(1, TokenKind::Text);
    let names = matches!(fault.scene.clause, Some("clave" | "señala" | "fase"));
    match fault.folded(0).as_str() {
        "," if text_follows && fault.expects("«o»") && !fault.expects("«y»") => {
            Advice::replacing(fault, (0, 0), "aquí los textos no se separan con «,»", "separe los textos con «o»", " o")
        }
        word @ ("o" | "y") if text_follows && fault.expects("«,»") => commas(fault, word, "los textos"),
        word @ ("o" | "y") if names && fault.expects("«,»") => commas(fault, word, "los nombres"),
        _ => None,
    }
}
