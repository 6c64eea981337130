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
        let message = Some("el mensaje tiene una llave «}» suelta".to_owned());
        return Some(Advice {
            message,
            token: None,
            help: "una llave que no encierra un valor se escribe dos veces: «}}»".to_owned(),
        });
    }
    None
}

pub(super) fn bracket_never_opened(fault: &Fault<'_>) -> Option<Advice> {
    let found = fault.token(0).filter(|token| token.kind == TokenKind::Close)?;
    if !fault.open_brackets().is_empty() {
        return None;
    }
    let sign = fault.written(found);
    let message = Some(format!("sobra «{sign}»"));
    Some(Advice { message, token: None, help: format!("borre «{sign}», o abra antes el que le corresponde") })
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
    let message = Some(format!("falta «{close}»: «{}» se abre y no se cierra", fault.written(open)));
    Some(Advice { message, token: Some(open), help: format!("ponga «{close}» donde termina lo que va dentro") })
}
