//! Signs that rules have no use for, bullets and Markdown, and values that are not there.

use super::super::{Advice, Fault, expected};
use crate::syntax::parse::keywords::CLAUSES;
use crate::syntax::parse::tokens::TokenKind;
use crate::text::fold;

fn is_clause_word(word: &str) -> bool {
    let folded = fold(word);
    CLAUSES.iter().any(|(_, clause)| clause.split(' ').next() == Some(folded.as_str()))
}

/// `• exige total > 0`, `**exige** total > 0`
pub(super) fn bullet(fault: &Fault<'_>) -> Option<Advice> {
    if !fault.begins_line() || !is_clause_word(fault.word(1)) {
        return None;
    }
    let range = fault.token(0)?.start..fault.token(1)?.start;
    match fault.word(0) {
        sign @ ("•" | "·" | "-" | "–" | "*" | "▪" | "○" | "►" | "✓") => {
            Advice::told("las cláusulas no llevan viñeta", format!("quite «{sign}»"))?.fixed(range, "")
        }
        "**" | "__" if fault.word(2) == fault.word(0) => {
            let word = fault.word(1);
            let message = format!("«{0}» es negrita de Markdown, y aquí no va", fault.word(0));
            Advice::replacing(fault, (0, 2), message, format!("deje sólo la palabra: {word}"), word)
        }
        _ => None,
    }
}

/// `exige total > 0 ✅`
pub(super) fn unknown_sign(fault: &Fault<'_>) -> Option<Advice> {
    let found = fault.token(0).filter(|token| token.kind == TokenKind::Sign)?;
    let sign = fault.written(found);
    let known = sign.is_ascii() && !matches!(sign, "@" | "\\" | "~" | "`" | "?") || "±×÷≠≤≥–−→«»‘’º°¬".contains(sign);
    if known {
        return None;
    }
    let before = fault.token(-1).map_or(found.start, |token| token.end);
    let message = format!("«{sign}» no es un signo de las reglas");
    Advice::told(message, format!("quite «{sign}»"))?.fixed(before..found.end, "")
}

/// `exige total > #N/A`, `exige total >`, `total > * 2`
pub(super) fn missing_value(fault: &Fault<'_>) -> Option<Advice> {
    if !fault.expected.contains(&expected::VALUE) || fault.word(-1).is_empty() {
        return None;
    }
    let before = fault.word(-1);
    let operator =
        |word: &str| matches!(word, "+" | "*" | "/" | "&" | ")" | "," | "]") || super::values::is_relation(word);
    match fault.token(0) {
        None if commented(fault) => Advice::told(
            format!("después de «{before}» falta un valor: desde «#» la línea es un comentario"),
            "un error de Excel no se compara, la lectura ya lo dice; una celda sin dato se pregunta con «vacío»",
        ),
        None if fault.at > 1 || fault.scene.clause.is_some() => {
            let help = "escriba allí una columna, un número, un texto entre comillas u otro valor";
            Advice::told(format!("después de «{before}» falta un valor"), help)
        }
        Some(_) if operator(fault.word(0)) && fault.at > 1 => {
            let message = format!("entre «{before}» y «{}» falta un valor", fault.word(0));
            Advice::told(message, "escriba allí una columna, un número u otro valor, o quite el signo que sobra")
        }
        _ => None,
    }
}

/// Whether a comment follows on the line of the last word.
fn commented(fault: &Fault<'_>) -> bool {
    let end = fault.token(-1).map_or(0, |token| token.end);
    let rest = fault.scene.text.get(end..).unwrap_or("").lines().next().unwrap_or("");
    rest.trim_start().starts_with('#')
}

/// `"El total es {}"`, `"El total es {total:,.2f}"`
pub(super) fn in_message(fault: &Fault<'_>) -> Option<Advice> {
    if !matches!(fault.scene.clause, Some("si no" | "ayuda")) {
        return None;
    }
    if fault.word(-1) == "{" && fault.word(0) == "}" {
        return Advice::told("entre «{» y «}» falta el valor que se muestra", "escriba, por ejemplo, «{total}»");
    }
    let open = fault.open_brackets().last().is_some_and(|open| fault.written(*open) == "{");
    if !open || !matches!(fault.word(0), ":" | "!" | "%") {
        return None;
    }
    let close = (0..20).find(|at| fault.word(*at) == "}")?;
    let format = fault.stretch(0, close - 1)?;
    let help = format!("quite «{}»: las cantidades salen como se escriben en Colombia", fault.written(format));
    Advice::replacing(fault, (0, close - 1), "el valor de un mensaje no lleva formato", help, "")
}
