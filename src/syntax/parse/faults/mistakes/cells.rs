//! Cells and columns as spreadsheet formulas name them.

use super::super::{Advice, Fault};
use crate::syntax::parse::tokens::{Token, TokenKind};

const COLUMNS: &str = "escriba el nombre que el formato le da a la columna: la regla vale para todas sus filas";

/// `A1:A5`, `$A$1`, `plan!A1`, `SUMA(A1;B1)`
pub(super) fn cells(fault: &Fault<'_>) -> Option<Advice> {
    if !fault.in_expression() && fault.word(-1) != "$" {
        return None;
    }
    let cell = |distance: isize| is_cell(fault.word(distance));
    match fault.word(0) {
        ":" if cell(-1) && cell(1) => named(fault.stretch(-1, 1), fault, true),
        ";" if cell(-1) && cell(1) => named(fault.stretch(-1, 1), fault, true),
        "!" if fault.is_glued() && fault.is(-1, TokenKind::Word) => named(fault.stretch(-1, 1), fault, false),
        _ if fault.word(-1) == "$" && fault.is(0, TokenKind::Word) => named(dollars(fault), fault, false),
        _ => None,
    }
}

/// Whether a word is that of a cell: `B2`, `AA10`.
fn is_cell(word: &str) -> bool {
    let row = word.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let columns = word.len() - row.len();
    (1..=3).contains(&columns) && !row.is_empty() && row.bytes().all(|byte| byte.is_ascii_digit())
}

/// `$K$5` from its first sign to its row.
fn dollars(fault: &Fault<'_>) -> Option<Token> {
    let last = if fault.word(1) == "$" && fault.is(2, TokenKind::Number) { 2 } else { 0 };
    fault.stretch(-1, last)
}

fn named(token: Option<Token>, fault: &Fault<'_>, several: bool) -> Option<Advice> {
    let written = fault.written(token?);
    let are = if several { "son celdas" } else { "es una celda" };
    Advice::told_at(token, format!("«{written}» {are}, y las reglas no citan celdas"), COLUMNS)
}

/// `[Total]`, `[@Total]`
pub(super) fn bracketed(fault: &Fault<'_>) -> Option<Advice> {
    let begins = fault.word(0) == "[" && fault.expected.contains(&super::super::expected::VALUE);
    if !begins || !fault.is(1, TokenKind::Word) && fault.word(1) != "@" {
        return None;
    }
    let name = super::names::joined(&fault.scene.parts_within(fault.at).join(" "));
    let advice = Advice::told("una columna se nombra sin corchetes", format!("escriba «{name}»"))?;
    match fault.closing(fault.at) {
        Some(close) => advice.fixed(fault.token(0)?.start..close.end, name),
        None => Some(advice),
    }
}

/// `a^2`, `a % 2`, `exige =a = b`
pub(super) fn formula_signs(fault: &Fault<'_>) -> Option<Advice> {
    if !fault.in_expression() {
        return None;
    }
    match fault.word(0) {
        "^" if fault.is(-1, TokenKind::Word) => {
            let product = format!("{0} * {0}", fault.word(-1));
            let advice = Advice::told("«^» no se usa en las reglas", format!("escriba el producto: {product}"))?;
            let squared = fault.word(1) == "2" && fault.word(-2) != ".";
            let whole = fault.stretch(-1, 1).filter(|_| squared);
            whole.map_or(Some(advice.clone()), |all| advice.fixed(all.start..all.end, product))
        }
        "%" => Advice::told(
            format!("«%» no va después de «{}»", fault.word(-1)),
            "«%» va después de un número, 10 %; una columna ya es un porcentaje por su tipo",
        ),
        "=" if fault.at == 1 && fault.scene.clause.is_some() => {
            let clause = fault.scene.clause.unwrap_or("");
            let rest = fault.rest_of_line().trim_start_matches('=');
            let help = format!("quítelo: {clause} {}", rest.trim_start());
            Advice::replacing(fault, (0, 0), "una condición no empieza con «=»", help, "")
        }
        _ => None,
    }
}
