//! Funciones, `fija`, `quita` and excepciones without a part of theirs.

use super::super::{Advice, Fault, shown};
use crate::syntax::parse::tokens::TokenKind;
use crate::text::fold;

/// `función f a = …`, `función f(a) …`, `función f(a : pesos) = …`
pub(super) fn funcion(fault: &Fault<'_>) -> Option<Advice> {
    if fault.scene.item.word != "función" {
        return None;
    }
    let found = fault.token(0)?;
    if fault.word(0) == ":" && fault.open_brackets().len() == 1 && fault.is(1, TokenKind::Word) {
        let token = fault.stretch(0, 1)?;
        let advice = Advice::told_at(
            Some(token),
            "los argumentos de una función no llevan tipo",
            format!("quite «{}»: el tipo se sabe donde se usa", fault.written(token)),
        )?;
        return advice.fixed(fault.token(-1)?.end..token.end, "");
    }
    if fault.expects("«=»") && fault.word(-1) == ")" && !matches!(fault.word(0), ":" | "{") {
        let help = format!("escriba «=» antes de «{}»", shown(fault.rest_of_line()));
        return Advice::told("a la función le falta «=»", help)?.fixed(found.start..found.start, "= ");
    }
    let one_word = fault.at == 2 && found.kind == TokenKind::Word && fault.word(1) == "=";
    let name = fault.word(-1);
    let help = format!("escríbalos entre paréntesis: {name}({})", fault.word(0));
    let range = fault.token(-1)?.end..found.end;
    let told =
        one_word.then(|| Advice::told("a la función le faltan los paréntesis de sus argumentos", help)).flatten()?;
    told.fixed(range, format!("({})", fault.word(0)))
}

/// `fija tolerancia $ 1.000`, `quita c43`
pub(super) fn fija_quita(fault: &Fault<'_>) -> Option<Advice> {
    let at = fault.token(0)?.start;
    match fault.scene.item.word {
        "fija" if fault.at == 2 && fault.expects("«=»") && !matches!(fault.word(0), ":" | "=") => {
            let help = format!("escriba «fija {} = {}»", fault.word(-1), shown(fault.rest_of_line()));
            Advice::told("a «fija» le falta «=» antes del valor", help)?.fixed(at..at, "= ")
        }
        "quita" if fault.at == 1 && fault.is(0, TokenKind::Word) => {
            let help = format!("escriba «quita regla {}»", fault.word(0));
            Advice::told("«quita» no dice que es una regla", help)?.fixed(at..at, "regla ")
        }
        _ => None,
    }
}

/// `nivel programa clase = "P"`
pub(super) fn nivel(fault: &Fault<'_>) -> Option<Advice> {
    let second = *fault.scene.tokens.get(2)?;
    if fault.scene.clause != Some("nivel") || fold(fault.written(second)) == "donde" || fault.at != 2 {
        return None;
    }
    let help = "escriba cuáles filas son: nivel programa donde clase = \"P\"";
    Advice::told("a «nivel» le falta «donde»", help)?.fixed(second.start..second.start, "donde ")
}

/// `separado por ,`
pub(super) fn separado(fault: &Fault<'_>) -> Option<Advice> {
    let sign = fault.word(0);
    if fault.folded(-1) != "por" || !fault.folded(-2).starts_with("separad") || !matches!(sign, "," | ";" | "/" | "-") {
        return None;
    }
    let quoted = format!("\"{sign}\"");
    let help = format!("escriba «separado por {quoted}»");
    Advice::replacing(fault, (0, 0), "lo que separa los valores va entre comillas", help, quoted)
}
