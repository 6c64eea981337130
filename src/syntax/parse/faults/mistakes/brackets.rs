//! Brackets and braces that do not pair.

use super::super::{Advice, Fault};
use crate::syntax::parse::tokens::TokenKind;

/// A brace in a message that begins or ends no value.
pub(super) fn lone_brace(fault: &Fault<'_>) -> Option<Advice> {
    let in_message = matches!(fault.scene.clause, Some("si no" | "ayuda"));
    let found = fault.token(0)?;
    if !in_message || found.kind != TokenKind::Text {
        return None;
    }
    if fault.written(found).contains('}') {
        return Advice::told(
            "el mensaje tiene una llave «}» suelta",
            "ponga «{» donde empieza el valor; una llave que no encierra un valor se escribe dos veces: «}}»",
        );
    }
    None
}

pub(super) fn bracket_never_opened(fault: &Fault<'_>) -> Option<Advice> {
    let found = fault.token(0).filter(|token| token.kind == TokenKind::Close)?;
    if !fault.open_brackets().is_empty() {
        return None;
    }
    let sign = fault.written(found);
    let advice =
        Advice::told(format!("sobra «{sign}»"), format!("quite «{sign}», o abra antes el que le corresponde"))?;
    advice.fixed(found.start..found.end, "")
}

fn closing(open: &str) -> &'static str {
    match open {
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}

/// A bracket still open where the clause ends, or where another one closes.
pub(super) fn bracket_left_open(fault: &Fault<'_>) -> Option<Advice> {
    let open = fault.open_brackets().pop()?;
    let close = closing(fault.written(open));
    let found = fault.token(0);
    let wrong_close = found.is_some_and(|token| token.kind == TokenKind::Close && fault.written(token) != close);
    if found.is_some() && !wrong_close {
        return None;
    }
    let message = format!("falta «{close}»: «{}» se abre y no se cierra", fault.written(open));
    let advice = Advice::told_at(Some(open), message, format!("ponga «{close}» donde termina lo que va dentro"))?;
    match fault.token(-1) {
        // Where the clause goes on after it, only its writer knows where it should have ended.
        Some(last) if found.is_none() && fault.open_brackets().len() == 1 => {
            // `techos[programa.valor`: the column is the row's.
            let end = if close == "]" && fault.word(-2) == "." { fault.token(-2)?.start } else { last.end };
            advice.fixed(end..end, close)
        }
        _ => Some(advice),
    }
}
