//! Norms: where they are declared, and how rules cite them.

use super::super::{Advice, Fault, shown};
use super::names::suggested_name;
use crate::syntax::parse::tokens::{Token, TokenKind};

/// `norma ley_152 "Ley 152 de 1994"`
fn declared(title: &str) -> String {
    let title = title.replace(['"', '“', '”'], "");
    let title = title.trim();
    let title = if title.is_empty() { "Ley 152 de 1994" } else { title };
    format!("norma {} \"{}\"", suggested_name(title), shown(title))
}

/// A `norma` inside a rule.
pub(super) fn inside(fault: &Fault<'_>) -> Option<Advice> {
    if !fault.begins_line() || fault.folded(0) != "norma" || fault.scene.item.word != "regla" {
        return None;
    }
    let title = if fault.is(1, TokenKind::Text) { fault.word(1) } else { "" };
    let declared = declared(title);
    let name = declared.split(' ').nth(1).unwrap_or("").to_owned();
    Advice::told(
        "«norma» no es una cláusula de una regla",
        format!("declárela en la primera columna, «{declared}», y cítela en la regla con «según {name}»"),
    )
}

/// A head without its short name, or without its title in quotes.
pub(super) fn norma(fault: &Fault<'_>) -> Option<Advice> {
    if fault.scene.item.word != "norma" || fault.scene.clause.is_some() {
        return None;
    }
    if fault.is(0, TokenKind::Text) && fault.at == 1 {
        let help = format!("escriba antes del título un nombre de una sola palabra: {}", declared(fault.word(0)));
        let at = fault.token(0)?.start;
        let name = suggested_name(fault.word(0));
        return Advice::told("a la norma le falta su nombre", help)?.fixed(at..at, format!("{name} "));
    }
    let has_text = fault.scene.tokens.iter().any(|token| token.kind == TokenKind::Text);
    let title = fault.scene.line_from(1);
    let (first, last) = (title.first()?, title.last()?);
    let names = |word: &str| word.contains(|sign: char| sign == '_' || sign.is_ascii_digit());
    if has_text || fault.is(0, TokenKind::Sign) || fault.is(1, TokenKind::Sign) {
        return None;
    }
    if fault.token(0).is_none() {
        let help = format!("escriba después su título entre comillas: norma {} \"Ley 152 de 1994\"", fault.word(-1));
        return Advice::told("a la norma le falta su título", help);
    }
    if names(fault.written(*first)) {
        return None;
    }
    let declared = declared(fault.scene.written_to(*first, *last));
    let token = Token { end: last.end, ..*first };
    let help = format!("una norma lleva un nombre de una sola palabra y su título entre comillas: {declared}");
    let advice = Advice::told_at(Some(token), "a la norma le faltan su nombre y las comillas de su título", help)?;
    advice.fixed(fault.scene.tokens.first()?.start..last.end, declared)
}

/// What a citation's article begins with.
const ARTICLES: [&str; 12] = [
    "art",
    "arts",
    "articulo",
    "articulos",
    "num",
    "numeral",
    "paragrafo",
    "capitulo",
    "tarea",
    "inciso",
    "literal",
    "anexo",
];

/// `según ley_152 art. 29`, `según ley_152, art 29`, `según Ley 152 de 1994`
pub(super) fn segun(fault: &Fault<'_>) -> Option<Advice> {
    if fault.scene.clause != Some("según") || fault.begins_line() {
        return None;
    }
    let is_article = |distance: isize| ARTICLES.contains(&fault.folded(distance).as_str());
    let declared_name =
        |distance: isize| fault.word(distance).contains(|sign: char| sign.is_ascii_digit() || sign == '_');
    if fault.word(0) == ":" && fault.is(1, TokenKind::Text) {
        let help = format!("quite «:»: según {} {}", fault.word(-1), fault.word(1));
        return Advice::replacing(fault, (0, 0), "sobra «:»", help, "");
    }
    if fault.at >= 2 && matches!(fault.folded(-1).as_str(), "norma" | "la" | "el") && fault.is(0, TokenKind::Word) {
        let word = fault.word(-1);
        let end = fault.token(0)?.start;
        let advice = Advice::told_at(fault.token(-1), format!("sobra «{word}»"), format!("quite «{word}»"))?;
        return advice.fixed(fault.token(-1)?.start..end, "");
    }
    let rest = fault.rest_of_line();
    if is_article(0) {
        return quoted_article(fault, -1, 0, rest);
    }
    if is_article(-1) && fault.word(-2) == "," {
        return quoted_article(fault, -3, -1, &format!("{} {rest}", fault.word(-1)));
    }
    if !fault.is(0, TokenKind::Number) {
        return None;
    }
    if declared_name(-1) {
        return quoted_article(fault, -1, 0, &format!("art. {rest}"));
    }
    if fault.scene.item.word == "excepción" {
        let source = format!("{} {rest}", fault.word(-1));
        let help = format!("escriba «según \"{0}\"»", shown(&source));
        let end = fault.scene.line_from(fault.at).last()?.end;
        let range = fault.token(-1)?.start..end;
        return Advice::told("lo que sustenta una excepción va entre comillas", help)?
            .fixed(range, format!("\"{source}\""));
    }
    let declared = declared(&format!("{} {rest}", fault.word(-1)));
    let name = declared.split(' ').nth(1).unwrap_or("").to_owned();
    let help = format!("escriba «según {name}», si se declaró con «{declared}»");
    Advice::told("una regla cita una norma por su nombre", help)
}

/// The norm's name stands at one distance, the article's first word at another.
fn quoted_article(fault: &Fault<'_>, norm: isize, from: isize, article: &str) -> Option<Advice> {
    let article = format!("\"{}\"", article.replace('"', ""));
    let norm = fault.token(norm)?;
    let last = fault.scene.line_from(fault.at).last()?;
    let token = Token { end: last.end, ..fault.token(from)? };
    let help = format!("escriba «según {} {}»", fault.written(norm), shown(&article));
    let advice = Advice::told_at(Some(token), "el artículo va entre comillas", help)?;
    advice.fixed(norm.end..last.end, format!(" {article}"))
}
