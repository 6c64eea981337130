//! `si … entonces … de lo contrario …` written as a spreadsheet does, in part, or in place of a clause.

use super::super::{Advice, Fault};
use crate::syntax::parse::tokens::Token;
use crate::text::fold;

const WHOLE: &str = "escriba «si … entonces … de lo contrario …»";
/// Longest text, in letters, that is repeated in a help.
const SHORT: usize = 60;

/// `SI(a; b; c)` in words.
pub(super) fn written_out(parts: &[&str]) -> String {
    match parts {
        [a, b, c] if a.len() + b.len() + c.len() <= SHORT => {
            format!("escriba «si {a} entonces {b} de lo contrario {c}»")
        }
        _ => WHOLE.to_owned(),
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
    Advice::told_at(tokens.get(at).copied(), "«si» no lleva sus partes entre paréntesis", written_out(&parts))
}

/// The condition after a `si` at an index, if it is short.
fn condition_after(fault: &Fault<'_>, si: usize) -> Option<String> {
    let rest = fault.scene.tokens.get(si + 1..)?;
    let line = fault.scene.line_from(si).len().saturating_sub(1);
    let then = rest.iter().position(|token| fold(fault.written(*token)) == "entonces").unwrap_or(line);
    let (first, last) = (rest.first()?, rest.get(..then)?.last()?);
    let text = fault.scene.written_to(*first, *last);
    (text.chars().count() <= SHORT && !text.contains('\n')).then(|| text.to_owned())
}

/// The way out where a condition of the rule is written as `si`.
fn as_cuando(fault: &Fault<'_>, si: usize) -> String {
    let condition = condition_after(fault, si).unwrap_or_else(|| "…".to_owned());
    format!("si la regla sólo se aplica en ese caso, escriba «cuando {condition}» y, en otra línea, «exige …»")
}

/// A line that begins with `si` in place of a clause.
pub(super) fn as_a_line(fault: &Fault<'_>) -> Option<Advice> {
    let begins = fault.begins_line() && matches!(fault.folded(0).as_str(), "si" | "if");
    if !begins || fault.scene.item.word != "regla" {
        return None;
    }
    Advice::told(format!("«{}» no empieza ninguna cláusula", fault.word(0)), as_cuando(fault, fault.at))
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
    let whole = "«si … entonces …» lleva también «de lo contrario …»";
    let help = if first { format!("{whole}; {}", as_cuando(fault, 1)) } else { whole.to_owned() };
    let message = if exige { Some("«exige» no va dentro de «si»".to_owned()) } else { None };
    Some(Advice { message, token: fault.token(-1).filter(|_| exige), help })
}

/// `si a: b`, `a entonces b`, `entre (1, 2)`, `entre 1 a 2`, `existe plan donde`, `fila en plan`
pub(super) fn without_then(fault: &Fault<'_>) -> Option<Advice> {
    let (found, ends) = (fault.folded(0), fault.token(0).is_none());
    if fault.expects("«entonces»") && (ends || matches!(found.as_str(), ":" | "{" | "," | ";")) {
        return Advice::help(WHOLE);
    }
    if found == "entonces" && fault.scene.clause == Some("cuando") {
        return Advice::told("«entonces» no va en «cuando»", "quite «entonces» y escriba «exige …» en otra línea");
    }
    if found == "entonces" {
        return Advice::told("«entonces» no tiene un «si» antes", WHOLE);
    }
    if found == "donde" && fault.folded(-2) == "existe" {
        return Advice::help(format!("escriba «existe fila de {} donde …»", fault.word(-1)));
    }
    if fault.expects("«de»") && matches!(found.as_str(), "del" | "en" | "from" | "in") {
        return Advice::help(format!("en lugar de «{}» escriba «de»", fault.word(0)));
    }
    between(fault)
}

fn between(fault: &Fault<'_>) -> Option<Advice> {
    let form = |name: &str, low: &str, high: &str| Advice::help(format!("escriba «{name} entre {low} y {high}»"));
    if matches!(fault.folded(0).as_str(), "a" | "hasta" | ",") && fault.folded(-2) == "entre" {
        return form(fault.word(-3), fault.word(-1), fault.word(1));
    }
    let open = fault.scene.tokens.iter().take(fault.at).rposition(|token| fault.written(*token) == "(")?;
    let before =
        |back: usize| open.checked_sub(back).and_then(|at| fault.scene.tokens.get(at)).map(|it| fault.written(*it));
    match (before(2), before(1).map(fold).as_deref(), fault.scene.parts_within(open).as_slice()) {
        (Some(name), Some("entre"), [low, high]) => form(name, low, high),
        _ => None,
    }
}
