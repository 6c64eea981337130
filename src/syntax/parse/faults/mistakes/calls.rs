//! Functions of spreadsheets and of SQL, and functions without their parentheses.

use super::super::{Advice, Fault, shown};
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

/// The form here of what is a function elsewhere and none here: `IF(a, b, c)`, `AND(a, b)`.
pub(in crate::syntax::parse) fn other_call(name: &str, parts: &[&str]) -> Option<String> {
    match fold(name).as_str() {
        "if" => Some(super::conditions::written_out(parts)),
        "and" => Some(joined(parts, "y")),
        "or" => Some(joined(parts, "o")),
        "not" => Some(format!("escriba «no ({})»", shown(&parts.join(", ")))),
        _ => None,
    }
}

fn joined(parts: &[&str], word: &str) -> String {
    let text = parts.join(&format!(" {word} "));
    let text = if parts.len() < 2 || text.chars().count() > 60 { format!("a {word} b") } else { text };
    format!("escriba «{text}»")
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
            return Advice::told_at(token, format!("«{name}» no se usa en las reglas"), *form);
        }
    }
    None
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
    let help = joined(&parts, &word);
    Advice::told(format!("«{word}» va entre las dos condiciones"), help)
}

/// `suma de total`, `suma total`
pub(super) fn without_parentheses(fault: &Fault<'_>) -> Option<Advice> {
    let name = fault.word(-1);
    if !AGGREGATES.contains(&fold(name).as_str()) || !fault.is(0, TokenKind::Word) || fault.begins_line() {
        return None;
    }
    let column = if fault.folded(0) == "de" { fault.word(1) } else { fault.word(0) };
    Advice::help(format!("lo que «{name}» recorre va entre paréntesis: {name}({column})"))
}

/// `suma(total) de plan`
pub(super) fn table_outside(fault: &Fault<'_>) -> Option<Advice> {
    if fault.folded(0) != "de" || fault.word(-1) != ")" {
        return None;
    }
    let table = fault.word(1);
    Advice::help(format!("la tabla va dentro del paréntesis: suma(total de {table})"))
}
