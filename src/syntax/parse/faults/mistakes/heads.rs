//! First lines and declarations without a part: the form they have.

use super::super::{Advice, Fault, shown};
use super::names::joined;
use crate::syntax::parse::tokens::TokenKind;
use crate::text::fold;

pub(super) fn uno_without_de(fault: &Fault<'_>) -> Option<Advice> {
    if fault.folded(-1) == "uno" { Advice::help("escriba «uno de», y los textos separados con comas") } else { None }
}

fn is_type(word: &str) -> bool {
    matches!(
        fold(word).as_str(),
        "texto" | "codigo" | "entero" | "decimal" | "pesos" | "porcentaje" | "fecha" | "logico" | "uno"
    )
}

/// The type that a value as written has.
fn type_of(value: &str) -> &'static str {
    match value {
        _ if value.starts_with('$') => "pesos",
        _ if value.ends_with('%') => "porcentaje",
        _ if value.starts_with(['"', '“']) => "texto",
        _ if value.contains('/') || value.matches('-').count() == 2 || value.contains(" de ") => "fecha",
        _ if matches!(fold(value).as_str(), "si" | "no" | "verdadero" | "falso") => "lógico",
        _ if value.contains(',') => "decimal",
        _ => "entero",
    }
}

/// `parámetro tolerancia = $ 1.000`
pub(super) fn parametro(fault: &Fault<'_>) -> Option<Advice> {
    if fault.scene.item.word != "parámetro" || fault.at < 2 {
        return None;
    }
    let name = fault.scene.tokens.get(1).map_or("", |token| fault.written(*token));
    let value = fault.rest_of_line().trim_start_matches(['=', ' ']);
    let value = if value.contains('/') { "2026-01-31" } else { value };
    let typed =
        || Advice::help(format!("diga de qué tipo es: parámetro {name} : {} = {}", type_of(value), shown(value)));
    let is_value = fault.word(0) == "$" || fault.is(0, TokenKind::Number) || fault.is(0, TokenKind::Text);
    if fault.expects("«=»") && (is_value || value.is_empty()) {
        let ty = fault.word(-1);
        let value = if value.is_empty() { "…" } else { value };
        return Advice::help(format!("el valor va después de «=»: parámetro {name} : {ty} = {}", shown(value)));
    }
    match fault.at {
        2 if !value.is_empty() && (fault.word(0) == "=" || is_value) => typed(),
        2 if is_type(fault.word(0)) => Advice::help("escriba «:» antes del tipo"),
        3 if is_value => typed(),
        _ => None,
    }
}

/// `tabla techos = "datos/techos.csv"`
pub(super) fn tabla(fault: &Fault<'_>) -> Option<Advice> {
    if fault.scene.item.word != "tabla"
        || fault.scene.clause.is_some()
        || fault.at != 2
        || fault.is(0, TokenKind::Word) && fault.folded(0) != "de"
    {
        return None;
    }
    let text = fault.scene.tokens.iter().find(|token| token.kind == TokenKind::Text);
    let file = text.map_or("\"datos/techos.csv\"", |token| fault.written(*token));
    Advice::help(format!("el archivo va después de «desde»: tabla {} desde {}", fault.word(-1), shown(file)))
}

/// `columna "Total" : pesos`, `columna a texto`, `código 0000`
pub(super) fn columna(fault: &Fault<'_>) -> Option<Advice> {
    let clause = fault.scene.clause.filter(|clause| matches!(*clause, "columna" | "dato"))?;
    if fault.is(0, TokenKind::Text) && fault.at == 1 {
        let title = fault.word(0).trim_matches(['"', '“', '”']);
        let word = if clause == "dato" { "junto a" } else { "en" };
        let ty = if fault.word(1) == ":" { fault.word(2) } else { "texto" };
        let help = format!("{clause} {} : {ty} {word} \"{}\"", joined(&fold(title)), shown(title));
        return Advice::told("falta el nombre", format!("escriba un nombre antes de «:» y el título después: {help}"));
    }
    if fault.at == 2 && fault.expects("«:»") && is_type(fault.word(0)) {
        return Advice::help(format!("escriba «:» antes del tipo: {clause} {} : {}", fault.word(-1), fault.word(0)));
    }
    if fault.word(0) == "," && fault.is(1, TokenKind::Word) && fault.word(2) == ":" {
        return Advice::help(format!("ponga «{clause} {}» en otra línea", fault.word(1)));
    }
    if fault.folded(-1) == "codigo" && fault.is(0, TokenKind::Number) {
        return Advice::help(format!("la forma del código va entre comillas: código \"{}\"", fault.word(0)));
    }
    None
}

/// What a column's declaration lacks or has too much of.
pub(super) fn declaration(fault: &Fault<'_>) -> Option<Advice> {
    let clause = fault.scene.clause.filter(|clause| matches!(*clause, "columna" | "dato" | "omite" | "nivel"))?;
    let (found, before) = (fault.word(0), fault.word(-1));
    if clause == "omite" && fault.at == 1 {
        return Advice::help(format!("escriba «omite donde {}»", shown(fault.rest_of_line())));
    }
    if clause == "dato" && fault.is(1, TokenKind::Text) && matches!(fold(found).as_str(), "en" | "de") {
        return Advice::help(format!("escriba «junto a {}», que es el rótulo que está al lado", shown(fault.word(1))));
    }
    if found == "(" && fault.expects("un texto entre comillas") {
        return Advice::help("quite los paréntesis");
    }
    if fault.is(0, TokenKind::Text) && fault.expects("«en»") && is_type(before) {
        return Advice::help(format!("el título de la columna va después de «en»: en {}", shown(found)));
    }
    if fault.expects("«a»") && fault.is(-1, TokenKind::Number) && matches!(found, "-" | "–" | ":" | ".") {
        return Advice::help(format!("escriba «a» entre el primero y el último: [{before} a …]"));
    }
    None
}

/// `regla "…"`, `regla r "…" error`, `regla r (error) "…"`
pub(super) fn regla(fault: &Fault<'_>) -> Option<Advice> {
    if fault.scene.item.word != "regla" || fault.scene.clause.is_some() {
        return None;
    }
    let severity = |distance| matches!(fault.folded(distance).as_str(), "error" | "advertencia" | "nota");
    if fault.at == 1 && fault.is(0, TokenKind::Text) {
        let title = shown(fault.word(0).trim_matches(['"', '“', '”']));
        let help = "escriba antes del título un nombre de una sola palabra";
        let help = format!("{help}: regla total_por_programa error \"{title}\"");
        return Advice::told("a la regla le falta su nombre", help);
    }
    if fault.is(-1, TokenKind::Text) && severity(0) && fault.at == 3 {
        let name = fault.word(-2);
        return Advice::help(format!("la gravedad va antes del título: regla {name} {} \"…\"", fault.word(0)));
    }
    if fault.word(0) == "(" && severity(1) {
        return Advice::help(format!("quite los paréntesis: regla {} {} \"…\"", fault.word(-1), fault.word(1)));
    }
    None
}

/// `por cada fila`, `por cada plan`
pub(super) fn por_cada(fault: &Fault<'_>) -> Option<Advice> {
    if fault.scene.clause != Some("por cada") || fault.token(0).is_some() || !fault.expects("«de»") {
        return None;
    }
    let table = match (fault.word(-1), fault.scene.tokens.len()) {
        (table, 3) if fold(table) != "fila" => table,
        _ if fault.folded(-2) == "en" => fault.word(-1),
        _ => "plan",
    };
    Advice::help(format!("diga de qué tabla: por cada fila de {table}"))
}
