//! Functions of spreadsheets and of SQL, and functions without their parentheses.

use super::super::{Advice, Fault};
use crate::syntax::parse::tokens::{Token, TokenKind};
use crate::text::fold;

const LOOKUP: &str = "consulte la tabla por su clave: techos[dependencia, programa].valor";
const JOIN: &str = "una los textos con «&»: a & \" \" & b";
const OTHERWISE: &str = "escriba «a o bien 0», que da 0 donde «a» está vacío";

/// Names of functions elsewhere, folded, and the form here.
const OTHERS: &[(&[&str], &str)] = &[
    (
        &["sumar.si", "suma.si", "sumar.si.conjunto", "sumif", "sumifs"],
        "escriba «suma(total de plan donde meta = \"1\")»",
    ),
    (&["contar.si", "contar.si.conjunto", "countif", "countifs"], "escriba «cuenta(filas de plan donde meta = \"1\")»"),
    (
        &["promedio.si", "promedio.si.conjunto", "averageif", "averageifs"],
        "escriba «promedio(total de plan donde meta = \"1\")»",
    ),
    (&["si.error", "si.nd", "iferror", "coalesce", "nvl", "ifnull"], OTHERWISE),
    (&["buscarv", "buscarh", "buscarx", "vlookup", "hlookup", "xlookup", "index", "indice", "coincidir"], LOOKUP),
    (&["concatenar", "concat", "unircadenas"], JOIN),
    (&["esblanco", "isblank", "isnull"], "escriba «a vacío»"),
    (&["redondear", "round"], "escriba «redondea(a, 2)»"),
    (&["count", "contar", "contara"], "escriba «cuenta(filas)», o «cuenta(a)» para las celdas llenas"),
];

/// Aggregates, folded.
const AGGREGATES: [&str; 7] = ["suma", "cuenta", "minimo", "maximo", "promedio", "distintos", "lista"];

/// The form here of what is a function elsewhere and none here, `IF(a, b, c)`, `AND(a, b)`: what to do, and the new
/// text of the call.
pub(in crate::syntax::parse) fn other_call(name: &str, parts: &[&str]) -> Option<(String, Option<String>)> {
    let form = match (fold(name).as_str(), parts) {
        ("if", _) => return Some((super::conditions::written_out(parts), super::conditions::in_words(parts))),
        ("and", [_, _, ..]) => conjunction(parts),
        ("or", [_, _, ..]) => parts.join(" o "),
        ("not", [only]) => format!("no ({only})"),
        ("esblanco" | "isblank" | "isnull", [only]) => format!("{} vacío", operand(only)),
        ("coalesce" | "nvl" | "ifnull" | "isnull", [first, otherwise]) => or_else(first, otherwise),
        ("concatenar" | "concat", [_, _, ..]) => parts.iter().map(|part| operand(part)).collect::<Vec<_>>().join(" & "),
        ("hoy" | "today" | "now" | "ahora", []) => "hoy".to_owned(),
        _ => return None,
    };
    Some((format!("escriba «{}»", shown_form(&form)), Some(form)))
}

/// A part in parentheses, unless it binds tighter than any operator anyway.
fn operand(part: &str) -> String {
    let tight = part.chars().all(|letter| letter.is_alphanumeric() || "_.[]\"".contains(letter));
    if tight { part.to_owned() } else { format!("({part})") }
}

fn or_else(first: &str, otherwise: &str) -> String {
    format!("{} o bien {}", operand(first), operand(otherwise))
}

/// Conditions joined by `y`, which binds tighter than an `o` within one of them.
fn conjunction(parts: &[&str]) -> String {
    let has_o = |part: &str| part.split_whitespace().any(|word| matches!(fold(word).as_str(), "o" | "or"));
    let parts = parts.iter().map(|part| if has_o(part) { format!("({part})") } else { (*part).to_owned() });
    parts.collect::<Vec<_>>().join(" y ")
}

/// A form short enough for a help.
fn shown_form(form: &str) -> String {
    const MOST: usize = 80;
    if form.chars().count() <= MOST { form.to_owned() } else { form.chars().take(MOST).chain(['…']).collect() }
}

/// A fault within or at the name of a call that other programs know.
pub(super) fn spreadsheet_call(fault: &Fault<'_>) -> Option<Advice> {
    let tokens = fault.scene.tokens;
    let brackets = fault.open_brackets();
    for open in (1..tokens.len().min(fault.at + 6)).rev() {
        if tokens.get(open).is_none_or(|token| fault.written(*token) != "(") {
            continue;
        }
        let Some((first, name)) = dotted_name(fault, open) else { continue };
        let is_here =
            fault.at >= first && (fault.at <= open || brackets.iter().any(|token| Some(token) == tokens.get(open)));
        let known = OTHERS.iter().find(|(names, _)| names.contains(&fold(&name).as_str()));
        if let Some((_, form)) = known.filter(|_| is_here) {
            let start = tokens.get(first)?.start;
            let token = tokens.get(open - 1).map(|last| Token { start, ..*last });
            let message = format!("«{name}» no se usa en las reglas");
            let parts = fault.scene.parts_within(open);
            let own = rewritten(&fold(&name), &parts).filter(|_| !parts.iter().any(|part| part.is_empty()));
            let help = own.as_ref().map_or((*form).to_owned(), |own| format!("escriba «{}»", shown_form(own)));
            let advice = Advice::told_at(token, message, help)?;
            return match own.zip(fault.closing(open)) {
                Some((own, close)) => advice.fixed(start..close.end, own),
                None => Some(advice),
            };
        }
    }
    None
}

/// `SUMAR.SI(programa; "1905"; total)` as it is written here; none where its parts leave a doubt.
fn rewritten(name: &str, parts: &[&str]) -> Option<String> {
    let (function, taken, column, sought) = match (name, parts) {
        ("sumar.si" | "suma.si" | "sumif", [column, sought, taken]) => ("suma", *taken, *column, *sought),
        ("promedio.si" | "averageif", [column, sought, taken]) => ("promedio", *taken, *column, *sought),
        ("contar.si" | "countif", [column, sought]) => ("cuenta", "filas", *column, *sought),
        ("si.error" | "si.nd" | "iferror" | "coalesce" | "nvl" | "ifnull", [first, otherwise]) => {
            return Some(or_else(first, otherwise));
        }
        ("esblanco" | "isblank" | "isnull", [only]) => return Some(format!("{} vacío", operand(only))),
        ("redondear" | "round", [_, _]) => return Some(format!("redondea({})", parts.join(", "))),
        ("count" | "contar" | "contara", ["*"]) => return Some("cuenta(filas)".to_owned()),
        _ => return None,
    };
    let is_name = |part: &str| part.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    // `">0"` is a condition of its own in a spreadsheet.
    let is_plain = !sought.trim_start_matches('"').starts_with(['<', '>', '=']) && !sought.contains(['*', '?', '&']);
    let plain = is_name(taken) && is_name(column) && is_plain;
    plain.then(|| format!("{function}({taken} de plan donde {column} = {sought})"))
}

/// `SUMAR.SI` before the parenthesis at an index, and the index of its first word.
fn dotted_name(fault: &Fault<'_>, open: usize) -> Option<(usize, String)> {
    let tokens = fault.scene.tokens;
    let mut first = open;
    while let Some([before, after]) =
        first.checked_sub(1).and_then(|at| tokens.get(at..=first)).and_then(|two| two.first_chunk())
        && before.end == after.start
        && (before.kind == TokenKind::Word || fault.written(*before) == ".")
    {
        first -= 1;
    }
    let (start, end) = (tokens.get(first)?, tokens.get(open.checked_sub(1)?)?);
    if first == open { None } else { Some((first, fault.scene.written_to(*start, *end).to_owned())) }
}

/// `Y(a, b)`, `O(a; b)`
pub(super) fn joined_by_call(fault: &Fault<'_>) -> Option<Advice> {
    let word = fault.folded(0);
    if !matches!(word.as_str(), "y" | "o") || fault.word(1) != "(" {
        return None;
    }
    let parts = fault.scene.parts_within(fault.at + 1);
    let message = format!("«{word}» va entre las dos condiciones");
    let (start, close) = (fault.token(0)?.start, fault.closing(fault.at + 1));
    let form = if word == "y" { conjunction(&parts) } else { parts.join(" o ") };
    match close.filter(|_| parts.len() >= 2) {
        Some(close) => Advice::told(message, format!("escriba «{}»", shown_form(&form)))?.fixed(start..close.end, form),
        None => Advice::told(message, format!("escriba «a {word} b»")),
    }
}

/// `suma de total`, `suma total`
pub(super) fn without_parentheses(fault: &Fault<'_>) -> Option<Advice> {
    let name = fault.word(-1);
    if !AGGREGATES.contains(&fold(name).as_str()) || !fault.is(0, TokenKind::Word) || fault.begins_line() {
        return None;
    }
    let last = isize::from(fault.folded(0) == "de");
    let form = format!("{name}({})", fault.word(last));
    let message = format!("a «{name}» le faltan los paréntesis");
    let advice = Advice::told_at(fault.token(-1), message, format!("escriba «{form}»"))?;
    // `suma total.valor`, `suma f(x)`: only its writer knows where it ends.
    if fault.is(last, TokenKind::Word) && !matches!(fault.word(last + 1), "." | "[" | "(") {
        return advice.fixed(fault.stretch(-1, last).map(|all| all.start..all.end)?, form);
    }
    Some(advice)
}

/// `suma(total) de plan`
pub(super) fn table_outside(fault: &Fault<'_>) -> Option<Advice> {
    if fault.folded(0) != "de" || fault.word(-1) != ")" {
        return None;
    }
    let table = fault.word(1);
    let message = format!("«de {table}» va dentro del paréntesis");
    let help = format!("escriba «… de {table})» en lugar de «…) de {table}»");
    Advice::replacing(fault, (-1, 1), message, help, format!(" de {table})"))
}
