//! `si … entonces … de lo contrario …` written as a spreadsheet does, in part, or in place of a clause.

use super::super::{Advice, Fault};
use crate::syntax::parse::tokens::Token;
use crate::text::fold;

const WHOLE: &str = "escriba «si … entonces … de lo contrario …»";
/// Longest text, in letters, that is repeated in a help.
const SHORT: usize = 60;

/// `SI(a; b; c)` in words, for a help.
pub(super) fn written_out(parts: &[&str]) -> String {
    match in_words(parts) {
        Some(form) if form.chars().count() <= 2 * SHORT => format!("escriba «{form}»"),
        _ => WHOLE.to_owned(),
    }
}

/// `SI(a; b; c)` in words.
pub(super) fn in_words(parts: &[&str]) -> Option<String> {
    match parts {
        [a, b, c] => Some(format!("(si {a} entonces {b} de lo contrario {c})")),
        _ => None,
    }
}

/// `SI(a; b; c)`, wherever the parser stopped.
pub(super) fn with_parentheses(fault: &Fault<'_>) -> Option<Advice> {
    let tokens = fault.scene.tokens;
    let calls = tokens.windows(2).enumerate().take(fault.at + 1);
    let is_si = |pair: &[Token]| match pair {
        [si, open] => fold(fault.written(*si)) == "si" && fault.written(*open) == "(",
        _ => false,
    };
    let dotted =
        |at: usize| at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|it| fault.written(*it) == ".");
    let mut found =
        calls.filter(|(at, pair)| is_si(pair) && !dotted(*at)).map(|(at, _)| (at, fault.scene.parts_within(at + 1)));
    let (at, parts) = found.find(|(_, parts)| parts.len() >= 2)?;
    let si = tokens.get(at).copied();
    let message = "«si» no lleva sus partes entre paréntesis";
    match (parts.as_slice(), in_words(&parts), si.zip(fault.closing(at + 1))) {
        (_, Some(form), Some((si, close))) => {
            Advice::told_at(Some(si), message, written_out(&parts))?.fixed(si.start..close.end, form)
        }
        ([condition, demand], ..) if at == 1 && fault.scene.clause == Some("exige") => {
            let advice = Advice::told_at(si, message, as_cuando(condition, demand))?;
            let (first, last) = (tokens.first()?, fault.closing(at + 1).filter(|close| tokens.last() == Some(close)));
            match last {
                Some(last) => advice.fixed(first.start..last.end, two_clauses(fault, *first, condition, demand)),
                None => Some(advice),
            }
        }
        _ => Advice::told_at(si, message, written_out(&parts)),
    }
}

/// The condition and the consequence after a `si` at an index: `si a entonces b`, up to the end of its line.
fn split(fault: &Fault<'_>, si: usize) -> Option<(String, String, Token)> {
    let line = fault.scene.line_from(si);
    let word = |at: usize| line.get(at).map_or(String::new(), |token| fold(fault.written(*token)));
    let then = (1..line.len()).find(|at| matches!(word(*at).as_str(), "entonces" | "then" | ":" | ","))?;
    let after = if word(then + 1) == "exige" { then + 2 } else { then + 1 };
    let written = |from: usize, to: usize| {
        let words = line.get(from..to)?;
        Some(fault.scene.written_to(*words.first()?, *words.last()?).to_owned())
    };
    let whole = (1..line.len()).all(|at| !matches!(word(at).as_str(), "contrario" | "else" | "sino"));
    let (condition, demand) = (written(1, then)?, written(after, line.len())?);
    let short = condition.chars().count() <= SHORT && demand.chars().count() <= SHORT;
    (whole && short).then_some((condition, demand, *line.last()?))
}

/// The way out where a condition of the rule is written as `si`.
fn as_cuando(condition: &str, demand: &str) -> String {
    format!("si la regla sólo se aplica en ese caso, escriba «cuando {condition}» y, en otra línea, «exige {demand}»")
}

fn two_clauses(fault: &Fault<'_>, first: Token, condition: &str, demand: &str) -> String {
    format!("cuando {condition}\n{}exige {demand}", fault.indent(first))
}

/// A line that begins with `si` in place of a clause.
pub(super) fn as_a_line(fault: &Fault<'_>) -> Option<Advice> {
    let begins = fault.begins_line() && matches!(fault.folded(0).as_str(), "si" | "if");
    if !begins || fault.scene.item.word != "regla" {
        return None;
    }
    let message = format!("«{}» no empieza ninguna cláusula", fault.word(0));
    with_clauses(fault, message, fault.at, fault.at)
        .or_else(|| Advice::told(format!("«{}» no empieza ninguna cláusula", fault.word(0)), as_cuando("…", "…")))
}

/// Told at the token at `first`, from which on `cuando` and `exige` stand instead; the `si` is at its own index.
fn with_clauses(fault: &Fault<'_>, message: String, first: usize, si: usize) -> Option<Advice> {
    let (condition, demand, last) = split(fault, si)?;
    let (first, si) = (*fault.scene.tokens.get(first)?, *fault.scene.tokens.get(si)?);
    let text = two_clauses(fault, first, &condition, &demand);
    Advice::told_at(Some(si), message, as_cuando(&condition, &demand))?.fixed(first.start..last.end, text)
}

/// `si a entonces b`, `si a entonces exige b`
pub(super) fn without_otherwise(fault: &Fault<'_>) -> Option<Advice> {
    let exige = fault.folded(-1) == "exige" && fault.folded(-2) == "entonces";
    let ends = fault.token(0).is_none() && fault.expects("«de lo contrario»");
    if !exige && !ends {
        return None;
    }
    let first = fault.scene.clause == Some("exige")
        && fault.scene.tokens.get(1).is_some_and(|si| fold(fault.written(*si)) == "si");
    let message = if exige {
        "«exige» no va dentro de «si»"
    } else {
        "a «si … entonces …» le falta «de lo contrario …»"
    };
    let told = || Advice::told(message, "escriba qué vale en el otro caso: si … entonces … de lo contrario …");
    if first { with_clauses(fault, message.to_owned(), 0, 1).or_else(told) } else { told() }
}

/// `si a: b`, `a entonces b`, `entre (1, 2)`, `entre 1 a 2`, `existe plan donde`, `fila en plan`
pub(super) fn without_then(fault: &Fault<'_>) -> Option<Advice> {
    let (found, ends) = (fault.folded(0), fault.token(0).is_none());
    if fault.expects("«entonces»") && (ends || matches!(found.as_str(), ":" | "{" | "," | ";")) {
        return Advice::help(WHOLE);
    }
    if found == "entonces" && fault.scene.clause == Some("cuando") {
        let message = "«entonces» no va en «cuando»";
        let (before, token) = (fault.token(-1)?, fault.token(0)?);
        let help = "quite «entonces» y escriba «exige …» en otra línea";
        let clause = format!("\n{}exige", fault.indent(token));
        return Advice::told(message, help)?.fixed(before.end..token.end, clause);
    }
    if found == "entonces" {
        return Advice::told("«entonces» no tiene un «si» antes", WHOLE);
    }
    if found == "donde" && fault.folded(-2) == "existe" {
        let table = fault.word(-1);
        let message = format!("a «existe {table} donde» le falta «fila de»");
        let help = format!("escriba «existe fila de {table} donde …»");
        return Advice::replacing(fault, (-1, -1), message, help, format!("fila de {table}"));
    }
    if fault.expects("«de»") && matches!(found.as_str(), "del" | "en" | "from" | "in") {
        let message = format!("la tabla va después de «de», no de «{}»", fault.word(0));
        return Advice::replacing(
            fault,
            (0, 0),
            message,
            format!("en lugar de «{}» escriba «de»", fault.word(0)),
            "de",
        );
    }
    between(fault)
}

fn between(fault: &Fault<'_>) -> Option<Advice> {
    const MESSAGE: &str = "«entre» lleva sus dos extremos unidos con «y»";
    if matches!(fault.folded(0).as_str(), "a" | "hasta" | "," | "and") && fault.folded(-2) == "entre" {
        let form = format!("entre {} y {}", fault.word(-1), fault.word(1));
        let help = format!("escriba «{} {form}»", fault.word(-3));
        let from = fault.token(-1)?.end;
        return Advice::told(MESSAGE, help)?.fixed(from..fault.token(0)?.end, " y");
    }
    let open = fault.scene.tokens.iter().take(fault.at).rposition(|token| fault.written(*token) == "(")?;
    let before = |back: usize| open.checked_sub(back).and_then(|at| fault.scene.tokens.get(at));
    match (before(2), before(1), fault.scene.parts_within(open).as_slice()) {
        (Some(name), Some(word), [low, high]) if fold(fault.written(*word)) == "entre" => {
            let form = format!("entre {low} y {high}");
            let close = fault.closing(open)?;
            let token = Token { end: close.end, ..*word };
            Advice::told_at(Some(token), MESSAGE, format!("escriba «{} {form}»", fault.written(*name)))?
                .fixed(word.start..close.end, form)
        }
        _ => None,
    }
}
