//! Lines and clauses: misspelt, misplaced, or without their keyword.

use super::super::{Advice, Fault, shown};
use crate::syntax::parse::build::quoted;
use crate::syntax::parse::keywords::{CLAUSES, ITEMS};
use crate::syntax::parse::tokens::{Token, TokenKind};
use crate::text::{enumerate, fold, nearest};

pub(super) fn accented_si_no(fault: &Fault<'_>) -> Option<Advice> {
    if fault.scene.clause != Some("si no") || fault.at > 1 {
        return None;
    }
    let help = "escriba «si no» sin tildes";
    let start = fault.scene.tokens.first()?.start;
    let end = fault.scene.tokens.get(1).map(|no| no.end)?;
    let token = Token { kind: TokenKind::Word, start, end };
    let message = "«sí» con tilde es un valor, y el mensaje empieza con «si no»";
    Advice::told_at(Some(token), message, help)?.fixed(start..end, "si no")
}

pub(super) fn split_si_no(fault: &Fault<'_>) -> Option<Advice> {
    if fault.folded(0) == "sino" && fault.is(1, TokenKind::Text) {
        let message = "«sino» no empieza ninguna cláusula";
        return Advice::replacing(fault, (0, 0), message, "escriba «si no» en dos palabras", "si no");
    }
    if !fault.begins_line() || fault.folded(0) != "si" || fault.folded(1) != "no" {
        return None;
    }
    match fault.word(2) {
        sign @ (":" | ",") => {
            Advice::replacing(fault, (2, 2), format!("sobra «{sign}»"), format!("quite «{sign}»: si no \"…\""), "")
        }
        _ => message_without_quotes(fault),
    }
}

/// `si no El total es negativo`
fn message_without_quotes(fault: &Fault<'_>) -> Option<Advice> {
    let message = "el mensaje de «si no» va entre comillas";
    let words = fault.scene.line_from(fault.at + 2);
    let Some((first, last)) = words.first().zip(words.last()) else {
        return Advice::told(message, "escriba en la misma línea el mensaje: si no \"El total es {total}\"");
    };
    let text = fault.scene.written_to(*first, *last);
    let quoted = format!("\"{}\"", text.replace('"', ""));
    let help = format!("ponga el mensaje entre comillas: si no {}", shown(&quoted));
    Advice::told_at(Some(Token { end: last.end, ..*first }), message, help)?.fixed(first.start..last.end, quoted)
}

/// First words of a line, folded, and the clause of a regla that they mean.
const OPENINGS: &[(&[&str], &str)] = &[
    (
        &["debe", "valida", "validar", "verifica", "verificar", "comprueba", "assert", "check", "require", "must"],
        "exige",
    ),
    (&["mensaje", "message", "otherwise", "else", "error", "advertencia"], "si no"),
    (&["let", "var", "set", "define", "defina", "calcula"], "sea"),
    (&["cada", "por", "foreach", "for"], "por cada"),
    (&["when"], "cuando"),
];

/// A line of a regla that begins as in another language.
pub(super) fn foreign_opening(fault: &Fault<'_>) -> Option<Advice> {
    if !fault.begins_line() || fault.scene.item.word != "regla" {
        return None;
    }
    let (found, second) = (fault.folded(0), fault.folded(1));
    let (_, ours) = OPENINGS.iter().find(|(words, _)| words.contains(&found.as_str()))?;
    // `por cda` is a misspelt `por cada`.
    if found == "por" && !matches!(second.as_str(), "fila" | "filas" | "todas") || matches!(fault.word(1), "=" | ".") {
        return None;
    }
    let message = format!("«{}» no empieza ninguna cláusula", fault.word(0));
    if matches!(found.as_str(), "for" | "foreach") {
        return Advice::told(message, "escriba «por cada fila de plan»");
    }
    Advice::replacing(fault, (0, 0), message, format!("¿quiso decir «{ours}»?"), *ours)
}

/// A line within a clause that begins with what is nearly a clause keyword.
pub(super) fn misspelt_clause(fault: &Fault<'_>) -> Option<Advice> {
    if !fault.begins_line() {
        return None;
    }
    let (found, second) = (fault.word(0), fault.word(1));
    let both = format!("{found} {second}");
    let own = fault.scene.item.clauses.iter().copied();
    let of_two_words = own.clone().filter(|clause| clause.contains(' '));
    let unlike = |near: &&str| fold(near) != fold(found) && fold(near) != fold(&both);
    let near = nearest(found, own).filter(unlike).map(|near| (0, near));
    if let Some((last, near)) = near.or_else(|| nearest(&both, of_two_words).filter(unlike).map(|near| (1, near))) {
        let token = fault.stretch(0, last);
        let message = format!("«{}» no empieza ninguna cláusula", token.map_or("", |token| fault.written(token)));
        return Advice::replacing(fault, (0, last), message, format!("¿quiso decir «{near}»?"), near);
    }
    let folded = fold(found);
    let (foreign, _) = CLAUSES.iter().find(|(_, clause)| *clause == folded)?;
    let message = format!("{} no lleva «{foreign}»", fault.scene.item.named);
    Advice::told(message, clauses_of(fault))
}

pub(super) fn item_word_inside(fault: &Fault<'_>) -> Option<Advice> {
    let found = fault.folded(0);
    let item = ITEMS.iter().find(|item| item.folded == found)?;
    if !fault.begins_line() {
        return None;
    }
    let token = fault.token(0)?;
    let help = format!("«{}» empieza una definición: va en la primera columna", item.word);
    let line = token.start - fault.indent(token).len();
    Advice::told(format!("«{}» no empieza ninguna cláusula", fault.word(0)), help)?.fixed(line..token.start, "")
}

/// `por cada fila de plan cuando a > 0`, `exige cuando a > 0`
pub(super) fn clause_on_the_same_line(fault: &Fault<'_>) -> Option<Advice> {
    let own_line = |distance: isize| {
        let found = fault.folded(distance);
        let own = fault.scene.item.clauses.iter().find(|clause| fold(clause) == found)?;
        let token = fault.token(distance).filter(|token| !fault.scene.begins_line(*token))?;
        let message = format!("«{own}» empieza una cláusula");
        let before = fault.token(distance - 1)?;
        let broken = format!("\n{}", fault.indent(token));
        let advice = Advice::told_at(Some(token), message, format!("ponga «{own}» en su propia línea"))?;
        advice.fixed(before.end..token.start, broken)
    };
    if fault.folded(0) == "si" && fault.folded(1) == "no" && fault.is(2, TokenKind::Text) {
        let (before, token) = (fault.token(-1)?, fault.stretch(0, 1)?);
        let advice = Advice::told_at(Some(token), "«si no» empieza una cláusula", "ponga «si no» en su propia línea")?;
        return advice.fixed(before.end..token.start, format!("\n{}", fault.indent(token)));
    }
    let operand = matches!(fault.token(0)?.kind, TokenKind::Word | TokenKind::Number | TokenKind::Text);
    own_line(0).or_else(|| own_line(-1).filter(|_| operand && fault.at >= 2 && fault.in_expression()))
}

/// `exige: a > 0`, `norma n = "t"`, `regla r "t" {`
pub(super) fn needless_sign(fault: &Fault<'_>) -> Option<Advice> {
    let sign = fault.word(0);
    if !matches!(sign, ":" | "=" | "{" | ",") || fault.scene.clause.is_some() && fault.at > 2 {
        return None;
    }
    let swapped = match sign {
        "=" if fault.expects("«:»") => ":",
        ":" if fault.expects("«=»") => return in_place_of_colon(fault),
        _ => "",
    };
    if !swapped.is_empty() {
        return None;
    }
    let begins = fault.at == 1 && (fault.scene.clause.is_some() || !fault.expects("un nombre"));
    let after_name =
        fault.at >= 2 && fault.scene.clause.is_none() && !fault.expects("«desde»") && !fault.in_expression();
    if begins && fault.in_expression() && sign == "=" || !begins && !after_name {
        return None;
    }
    Advice::replacing(fault, (0, 0), format!("sobra «{sign}»"), format!("quite «{sign}»"), "")
}

fn in_place_of_colon(fault: &Fault<'_>) -> Option<Advice> {
    let twice = fault.word(1) == "=";
    let sign = if twice { ":=" } else { ":" };
    let message = format!("«{sign}» no va aquí");
    Advice::replacing(fault, (0, isize::from(twice)), message, format!("en lugar de «{sign}» escriba «=»"), "=")
}

/// A line that goes on with nothing and begins no clause: its `exige` or `columna` was forgotten.
pub(super) fn line_without_keyword(fault: &Fault<'_>) -> Option<Advice> {
    let title = fault.scene.clause.is_none() && fault.expects("un texto entre comillas");
    if !fault.begins_line() || title || !fault.open_brackets().is_empty() {
        return None;
    }
    let found = fault.token(0).filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))?;
    let message = format!("«{}» no empieza ninguna cláusula", fault.written(found));
    let forgotten = match fault.scene.item.word {
        "regla" if looks_like_condition(fault) => "exige",
        "tabla" | "formato" if fault.word(1) == ":" => "columna",
        "regla" | "tabla" | "formato" => return Advice::told(message, clauses_of(fault)),
        _ => return None,
    };
    Advice::told(message, format!("¿falta «{forgotten}»?"))?.fixed(found.start..found.start, format!("{forgotten} "))
}

fn clauses_of(fault: &Fault<'_>) -> String {
    let item = fault.scene.item;
    format!("cada línea de {} empieza con una cláusula: {}", item.named, enumerate(&quoted(item.clauses)))
}

/// Whether the line of the fault compares something, or asks it.
fn looks_like_condition(fault: &Fault<'_>) -> bool {
    let compares = |token: &Token| {
        let word = fold(fault.written(*token));
        super::values::is_relation(&word)
            || matches!(
                word.as_str(),
                "en" | "entre" | "vacio" | "vacia" | "es" | "parece" | "contiene" | "(" | "empieza"
            )
    };
    fault.scene.line_from(fault.at).iter().skip(1).any(compares)
}
