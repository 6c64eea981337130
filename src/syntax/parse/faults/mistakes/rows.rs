//! Rows of tables asked for in part: `existe`, `toda fila`, and a `donde` without its table.

use super::super::{Advice, Fault};
use crate::syntax::parse::tokens::TokenKind;

/// `existe techos`, `toda fila de techos donde valor > 0`
pub(super) fn incomplete(fault: &Fault<'_>) -> Option<Advice> {
    if fault.token(0).is_some_and(|token| !fault.scene.begins_line(token) && fault.word(0) != ")") {
        return None;
    }
    if fault.folded(-2) == "existe" && fault.is(-1, TokenKind::Word) {
        let table = fault.word(-1);
        let help = format!("escriba «existe {table}[clave]», o «existe fila de {table} donde …»");
        return Advice::told("«existe» no dice qué fila busca", help);
    }
    if !fault.expects("«cumple»") {
        return None;
    }
    let message = "a «toda fila» le falta «cumple»";
    let before = fault.scene.tokens.get(..fault.at)?;
    let filter = before.iter().rfind(|token| crate::text::fold(fault.written(**token)) == "donde");
    match filter {
        Some(filter) => {
            let help = "escriba lo que cada fila cumple: toda fila de plan cumple total > 0";
            Advice::told_at(Some(*filter), message, help)?.fixed(filter.start..filter.end, "cumple")
        }
        None => Advice::told(message, "escriba al final lo que cada fila cumple: … cumple total > 0"),
    }
}

/// `suma(total donde …)`, `exige total > 0 donde …`
pub(super) fn filter_without_table(fault: &Fault<'_>) -> Option<Advice> {
    if fault.folded(0) != "donde" {
        return None;
    }
    let call = fault.open_brackets().last().is_some_and(|open| fault.written(*open) == "(");
    if call && fault.expects("«de»") {
        let at = fault.token(0)?.start;
        let help = "escriba la tabla antes de «donde»: de plan donde …";
        return Advice::told("«donde» no dice de qué tabla son las filas", help)?.fixed(at..at, "de plan ");
    }
    let whole = matches!(fault.scene.clause, Some("exige" | "cuando" | "sea")) && fault.open_brackets().is_empty();
    let help = "escríbalo en «por cada»: por cada fila de plan donde …; o en otra línea: cuando …";
    if whole { Advice::told(format!("«donde» no va en «{}»", fault.scene.clause?), help) } else { None }
}

/// `VERDADERO()`, `total group by programa`
pub(super) fn foreign_tail(fault: &Fault<'_>) -> Option<Advice> {
    let before = fault.folded(-1);
    if fault.word(0) == "(" && fault.word(1) == ")" && matches!(before.as_str(), "verdadero" | "falso" | "vacio") {
        let word = fault.word(-1);
        let message = format!("«{word}» no lleva paréntesis");
        return Advice::replacing(fault, (0, 1), message, format!("escriba «{word}»"), "");
    }
    let by = fault.folded(1) == "by";
    match fault.folded(0).as_str() {
        "group" if by => {
            let column = fault.word(2);
            let help = format!("quítelo, y escriba «por cada {column} de plan» como lo que la regla recorre");
            Advice::told_at(fault.stretch(0, 1), "«group by» no se usa en las reglas", help)
        }
        "order" if by => {
            Advice::told_at(fault.stretch(0, 1), "las reglas no ordenan filas", "quite «order by» y lo que sigue")
        }
        _ => None,
    }
}
