//! First lines and declarations without a part: the form they have.

use super::super::{Advice, Fault, shown};
use super::names::joined;
use crate::syntax::parse::tokens::TokenKind;
use crate::text::fold;

pub(super) fn uno_without_de(fault: &Fault<'_>) -> Option<Advice> {
    if fault.folded(-1) != "uno" {
        return None;
    }
    let help = "escriba «uno de», y los textos separados con comas";
    Advice::replacing(fault, (-1, -1), "a «uno» le falta «de»", help, "uno de")
}

/// `vigencia "2026"`
pub(super) fn vigencia(fault: &Fault<'_>) -> Option<Advice> {
    let year = fault.word(0).trim_matches(['"', '“', '”']);
    let quoted = fault.scene.item.word == "vigencia" && fault.at == 1 && fault.is(0, TokenKind::Text);
    if !quoted || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Advice::replacing(fault, (0, 0), "la vigencia es un año, y va sin comillas", format!("escriba {year}"), year)
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
    let typed = || {
        let form = format!("parámetro {name} : {} = {}", type_of(value), shown(value));
        let advice = Advice::told("al parámetro le falta su tipo", format!("diga de qué tipo es: {form}"))?;
        let before = fault.scene.tokens.get(1)?.end;
        let colon = if fault.word(-1) == ":" { "" } else { " :" };
        let equals = if fault.word(0) == "=" { "" } else { " =" };
        let from = if colon.is_empty() { fault.token(-1)?.end } else { before };
        advice.fixed(from..from, format!("{colon} {}{equals}", type_of(value)))
    };
    let is_value = fault.word(0) == "$" || fault.is(0, TokenKind::Number) || fault.is(0, TokenKind::Text);
    if fault.expects("«=»") && (is_value || value.is_empty()) {
        let ty = fault.word(-1);
        let message = "al parámetro le falta «=» y su valor";
        if value.is_empty() {
            return Advice::told(message, format!("escriba el valor después de «=»: parámetro {name} : {ty} = …"));
        }
        let help = format!("el valor va después de «=»: parámetro {name} : {ty} = {}", shown(value));
        let at = fault.token(0)?.start;
        return Advice::told("al valor del parámetro le falta «=»", help)?.fixed(at..at, "= ");
    }
    match fault.at {
        2 if !value.is_empty() && (fault.word(0) == "=" || is_value) => typed(),
        2 if is_type(fault.word(0)) => missing_colon(fault, "escriba «:» antes del tipo".to_owned()),
        3 if is_value => typed(),
        _ => None,
    }
}

/// The `:` before a type, at the fault.
fn missing_colon(fault: &Fault<'_>, help: String) -> Option<Advice> {
    let at = fault.token(0)?.start;
    Advice::told(format!("falta «:» antes de «{}»", fault.word(0)), help)?.fixed(at..at, ": ")
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
    let help = format!("el archivo va después de «desde»: tabla {} desde {}", fault.word(-1), shown(file));
    let advice = Advice::told("a la tabla le falta «desde» antes de su archivo", help)?;
    let sign = matches!(fault.word(0), "=" | ":") || fault.folded(0) == "de";
    let file = fault.token(isize::from(sign)).filter(|token| token.kind == TokenKind::Text);
    match fault.token(0).zip(file) {
        Some((first, file)) => advice.fixed(first.start..file.start, "desde "),
        None => Some(advice),
    }
}

/// `columna "Total" : pesos`, `columna a texto`, `código 0000`
pub(super) fn columna(fault: &Fault<'_>) -> Option<Advice> {
    let clause = fault.scene.clause.filter(|clause| matches!(*clause, "columna" | "dato"))?;
    if fault.is(0, TokenKind::Text) && fault.at == 1 {
        let title = fault.word(0).trim_matches(['"', '“', '”']);
        let word = if clause == "dato" { "junto a" } else { "en" };
        let ty = if fault.word(1) == ":" { fault.word(2) } else { "texto" };
        let help = format!("{clause} {} : {ty} {word} \"{}\"", joined(&fold(title)), shown(title));
        let advice = Advice::told(
            format!("a «{clause}» le falta el nombre antes de «:»"),
            format!("escriba un nombre y, después del tipo, el título: {help}"),
        )?;
        let declared = fault.word(1) == ":" && fault.is(2, TokenKind::Word) && fault.token(3).is_none();
        let range = fault.scene.tokens.first()?.start..fault.scene.tokens.last()?.end;
        return if declared { advice.fixed(range, help) } else { Some(advice) };
    }
    if fault.at == 2 && fault.expects("«:»") && is_type(fault.word(0)) {
        let help = format!("escriba «:» antes del tipo: {clause} {} : {}", fault.word(-1), fault.word(0));
        return missing_colon(fault, help);
    }
    if fault.word(0) == "," && fault.is(1, TokenKind::Word) && fault.word(2) == ":" {
        let help = format!("ponga «{clause} {}» en otra línea", fault.word(1));
        let (before, next) = (fault.token(-1)?.end, fault.token(1)?);
        let line = format!("\n{}{clause} ", fault.indent(next));
        return Advice::told("cada columna va en su propia línea", help)?.fixed(before..next.start, line);
    }
    if fault.folded(-1) == "codigo" && fault.is(0, TokenKind::Number) {
        let help = format!("escriba «código \"{}\"»", fault.word(0));
        let form = format!("\"{}\"", fault.word(0));
        return Advice::replacing(fault, (0, 0), "la forma de un código va entre comillas", help, form);
    }
    None
}

/// What a column's declaration lacks or has too much of.
pub(super) fn declaration(fault: &Fault<'_>) -> Option<Advice> {
    let clause = fault.scene.clause.filter(|clause| matches!(*clause, "columna" | "dato" | "omite" | "nivel"))?;
    let (found, before) = (fault.word(0), fault.word(-1));
    if clause == "omite" && fault.at == 1 {
        let at = fault.token(0)?.start;
        let help = format!("escriba «omite donde {}»", shown(fault.rest_of_line()));
        return Advice::told("a «omite» le falta «donde»", help)?.fixed(at..at, "donde ");
    }
    if clause == "dato" && fault.is(1, TokenKind::Text) && matches!(fold(found).as_str(), "en" | "de") {
        let message = "un dato no está en una columna, sino junto a su rótulo";
        let help = format!("escriba «junto a {}»", shown(fault.word(1)));
        return Advice::replacing(fault, (0, 0), message, help, "junto a");
    }
    if found == "(" && fault.expects("un texto entre comillas") {
        return Advice::told("aquí no van paréntesis", "quite los paréntesis");
    }
    if fault.is(0, TokenKind::Text) && fault.expects("«en»") && is_type(before) {
        let at = fault.token(0)?.start;
        let help = format!("escriba «en {}»", shown(found));
        return Advice::told("al título de la columna le falta «en»", help)?.fixed(at..at, "en ");
    }
    if fault.expects("«a»") && fault.is(-1, TokenKind::Number) && matches!(found, "-" | "–" | ":" | ".") {
        let last = fault.word(1);
        let help = format!("escriba «a» entre el primero y el último: [{before} a {last}]");
        let (from, to) = (fault.token(-1)?.end, fault.token(1)?.start);
        return Advice::told(format!("«{found}» no dice hasta dónde va la familia"), help)?.fixed(from..to, " a ");
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
        let name = fault.scene.tokens.first()?.end;
        let made = super::names::suggested_rule(title.as_str());
        let help = help.replace("total_por_programa", &made);
        return Advice::told("a la regla le falta su nombre", help)?.fixed(name..name, format!(" {made}"));
    }
    if fault.is(-1, TokenKind::Text) && severity(0) && fault.at == 3 {
        let name = fault.word(-2);
        let help = format!("escríbala antes: regla {name} {} \"…\"", fault.word(0));
        let text = format!("{} {}", fault.word(0), fault.word(-1));
        let range = fault.stretch(-1, 0).map(|both| both.start..both.end)?;
        return Advice::told("la gravedad va antes del título", help)?.fixed(range, text);
    }
    if fault.word(0) == "(" && severity(1) {
        let help = format!("quítelos: regla {} {} \"…\"", fault.word(-1), fault.word(1));
        let message = "la gravedad no lleva paréntesis";
        let last = if fault.word(2) == ")" { 2 } else { 1 };
        return Advice::replacing(fault, (0, last), message, help, fault.word(1));
    }
    // Nothing but a name, and perhaps a severity.
    if fault.token(0).is_none() && matches!(fault.at, 2 | 3) {
        let message = format!(
            "a la regla «{}» le falta su título",
            fault.scene.tokens.get(1).map_or("", |name| fault.written(*name))
        );
        let help = "escriba debajo, con sangría y entre comillas, lo que la regla pide: \"El total no es negativo\"";
        return Advice::told(message, help);
    }
    None
}

/// `por cada fila`, `por cada plan`, `por cada fila en plan`
pub(super) fn por_cada(fault: &Fault<'_>) -> Option<Advice> {
    if fault.scene.clause != Some("por cada") || fault.token(0).is_some() || !fault.expects("«de»") {
        return None;
    }
    let tokens = fault.scene.tokens;
    let (key, last) = (tokens.get(2)?, tokens.last()?);
    if fault.folded(-2) == "en" {
        let message = "la tabla va después de «de», no de «en»";
        let help = format!("escriba «por cada {} de {}»", fault.written(*key), fault.word(-1));
        return Advice::replacing(fault, (-2, -2), message, help, "de");
    }
    let message = "«por cada» no dice de qué tabla";
    match (fault.folded(-1).as_str(), tokens.len()) {
        ("fila", 3) => Advice::told(message, "escriba «por cada fila de plan»")?.fixed(last.end..last.end, " de plan"),
        (_, 3) => {
            let table = fault.word(-1);
            let help = match fold(table).as_str() {
                "plan" | "aprobado" | "planes" => format!("escriba «por cada fila de {table}»"),
                _ => format!("escriba «por cada fila de {table}», o «por cada {table} de plan» si es una columna"),
            };
            Advice::told(message, help)?.fixed(key.start..key.start, "fila de ")
        }
        _ => {
            Advice::told(message, "escriba al final «de» y la tabla: … de plan")?.fixed(last.end..last.end, " de plan")
        }
    }
}

/// `columna a : codgo "00"`: a misspelt type, which only what follows it shows.
pub(super) fn misspelt_type(fault: &Fault<'_>) -> Option<Advice> {
    const WITH_TEXT: [&str; 2] = ["código", "texto"];
    let word = fault.token(-1).filter(|_| fault.word(-2) == ":" && fault.is(0, TokenKind::Text))?;
    let written = fault.written(word);
    let near = crate::text::nearest(written, WITH_TEXT).filter(|_| !is_type(written))?;
    let message = format!("«{written}» no es un tipo");
    Advice::replacing(fault, (-1, -1), message, format!("¿quiso decir «{near}»?"), near)
}
