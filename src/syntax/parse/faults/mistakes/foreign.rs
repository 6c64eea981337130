//! Signs, words and phrases of other languages, of spreadsheets and of everyday speech, and what stands for them here.

use super::super::{Advice, Fault, shown};
use crate::syntax::parse::tokens::TokenKind;
use crate::text::fold;

/// What is written elsewhere, folded, and what stands for it here; of two that begin alike, the longer first.
const PHRASES: &[(&str, &str)] = &[
    ("==", "="),
    ("!=", "<>"),
    ("=>", ">="),
    ("=<", "<="),
    ("&&", "y"),
    ("||", "o"),
    ("+-", "±"),
    ("**", "*"),
    (";", ","),
    ("!", "no"),
    ("¬", "no"),
    ("and", "y"),
    ("or", "o"),
    ("not in", "no en"),
    ("not like", "no parece"),
    ("not between", "no entre"),
    ("not", "no"),
    ("if", "si"),
    ("then", "entonces"),
    ("else", "de lo contrario"),
    ("sino", "de lo contrario"),
    ("where", "donde"),
    ("in", "en"),
    ("esta en", "en"),
    ("between", "entre"),
    ("esta entre", "entre"),
    ("like", "parece"),
    ("contains", "contiene"),
    ("is not null", "no vacío"),
    ("is null", "vacío"),
    ("no es nulo", "no vacío"),
    ("no es nula", "no vacío"),
    ("es nulo", "vacío"),
    ("es nula", "vacío"),
    ("esta en blanco", "vacío"),
    ("is not empty", "no vacío"),
    ("is empty", "vacío"),
    ("is", "="),
    ("mayor o igual que", ">="),
    ("mayor o igual a", ">="),
    ("menor o igual que", "<="),
    ("menor o igual a", "<="),
    ("mayor que", ">"),
    ("mayor a", ">"),
    ("menor que", "<"),
    ("menor a", "<"),
    ("superior a", ">"),
    ("inferior a", "<"),
    ("igual a", "="),
    ("igual que", "="),
    ("igual", "="),
    ("diferente de", "<>"),
    ("diferente a", "<>"),
    ("distinto de", "<>"),
    ("distinta de", "<>"),
    ("empieza por", "empieza con"),
    ("comienza con", "empieza con"),
    ("comienza por", "empieza con"),
    ("empieza", "empieza con"),
    ("termina en", "termina con"),
    ("termina", "termina con"),
    ("mas", "+"),
    ("menos", "-"),
    ("multiplicado por", "*"),
    ("dividido entre", "/"),
    ("dividido por", "/"),
    ("por ciento", "%"),
];

/// What everyday speech puts before a comparison.
const VERBS: [&str; 5] = ["debe ser", "es", "sea", "son", "ser"];

/// `'Salud'`, `«Salud»`
pub(super) fn other_quotes(fault: &Fault<'_>) -> Option<Advice> {
    let is_quote = |word: &str| matches!(word, "'" | "«" | "»" | "‘" | "’");
    if !is_quote(fault.word(0)) {
        return None;
    }
    let line = fault.scene.line_from(fault.at);
    let closing = line.iter().skip(2).position(|token| is_quote(fault.written(*token)));
    let inner = closing.and_then(|at| line.get(1..at + 2));
    let text = inner.and_then(|inner| Some(fault.scene.written_to(*inner.first()?, *inner.last()?)));
    let message = match fault.word(0) {
        "«" | "»" => "las comillas angulares no encierran un texto".to_owned(),
        quote => format!("«{quote}» no encierra un texto"),
    };
    let help = format!("los textos van entre comillas dobles: \"{}\"", shown(text.unwrap_or("Salud")));
    let advice = Advice::told(message, help)?;
    match closing.and_then(|at| line.get(at + 2)).zip(text) {
        Some((close, text)) => advice.fixed(fault.token(0)?.start..close.end, format!("\"{text}\"")),
        None => Some(advice),
    }
}

pub(super) fn phrases(fault: &Fault<'_>) -> Option<Advice> {
    if let Some(end) = end_of_data(fault) {
        return Some(end);
    }
    let verb = VERBS.into_iter().find(|verb| says(fault, 0, verb));
    let skipped = verb.map_or(0, word_count);
    let whole = PHRASES.iter().find(|(other, _)| says(fault, 0, other)).map(|phrase| (0, phrase));
    let found = whole.or_else(|| PHRASES.iter().find(|(other, _)| says(fault, skipped, other)).map(|it| (skipped, it)));
    let (from, words, ours) = match found {
        Some((skipped, (other, ours))) => (0, skipped + word_count(other), *ours),
        None if verb == Some("es") && fault.folded(-1) == "no" && fault.token(1).is_some() => (-1, 2, "<>"),
        None if verb == Some("es") && fault.token(1).is_some() && fault.expects("«y»") => (0, 1, "="),
        None => return None,
    };
    instead(fault, from, words, ours)
}

/// `termina "TOTAL"` on a line of its own: the clause of a formato, not the comparison.
fn end_of_data(fault: &Fault<'_>) -> Option<Advice> {
    let at = if fault.folded(-1) == "termina" { -1 } else { 0 };
    let begins = fault.token(at).is_some_and(|token| fault.scene.begins_line(token));
    if fault.folded(at) != "termina" || !begins {
        return None;
    }
    let last = if fault.folded(at + 1) == "con" { at + 1 } else { at };
    let message = format!("«{}» no dice dónde terminan los datos", fault.written(fault.stretch(at, last)?));
    Advice::replacing(fault, (at, last), message, "escriba «termina en»: termina en \"TOTAL\"", "termina en")
}

fn word_count(phrase: &str) -> isize {
    isize::try_from(phrase.split(' ').count()).unwrap_or(1)
}

/// Whether the words from a distance on are those of a phrase.
fn says(fault: &Fault<'_>, from: isize, phrase: &str) -> bool {
    phrase.split(' ').zip(from..).all(|(word, distance)| fault.folded(distance) == word)
}

fn instead(fault: &Fault<'_>, from: isize, words: isize, ours: &str) -> Option<Advice> {
    let token = fault.stretch(from, from + words - 1)?;
    let other = fault.written(token);
    let message = format!("«{other}» no se usa en las reglas");
    let (to, form) = around(fault, from + words, ours);
    let whole = fault.stretch(from, to).map_or(other, |token| fault.written(token));
    let help = format!("en lugar de «{whole}» escriba «{form}»");
    let glued = fault.token(to + 1).is_some_and(|next| Some(next.start) == fault.token(to).map(|last| last.end));
    let blank = if glued && form.ends_with(char::is_alphabetic) { " " } else { "" };
    let range = token.start..fault.token(to)?.end;
    Advice::told_at(Some(token), message, help)?.fixed(range, format!("{form}{blank}"))
}

/// How far a phrase's replacement reaches, and the replacement: `like "%a%"` and `between 1 and 2` take what follows.
fn around(fault: &Fault<'_>, next: isize, ours: &str) -> (isize, String) {
    let text = fault.word(next).trim_matches('"');
    let sought = text.trim_matches('%');
    let test = match (text.starts_with('%'), text.ends_with('%')) {
        _ if !ours.ends_with("parece") || !fault.is(next, TokenKind::Text) || sought.contains(['%', '_']) => None,
        (true, true) => Some("contiene"),
        (false, true) => Some("empieza con"),
        (true, false) => Some("termina con"),
        (false, false) => None,
    };
    if let Some(test) = test {
        return (next, format!("{}{test} \"{sought}\"", if ours.starts_with("no") { "no " } else { "" }));
    }
    let and = (next..next + 4).find(|at| fault.folded(*at) == "and").filter(|_| ours.ends_with("entre"));
    match and.and_then(|and| Some((and, fault.stretch(next, and - 1)?))) {
        Some((and, low)) => (and, format!("{ours} {} y", fault.written(low))),
        None => (next - 1, ours.to_owned()),
    }
}

/// Words taken for a name, which then stands before an operand: `not a`, `if a`, `la suma`, `exige que a`.
pub(super) fn prefixes(fault: &Fault<'_>) -> Option<Advice> {
    let operand =
        matches!(fault.token(0)?.kind, TokenKind::Word | TokenKind::Number | TokenKind::Text | TokenKind::Open);
    if !operand || !fault.in_expression() || fault.begins_line() {
        return None;
    }
    let (before, word) = (fault.folded(-1), fault.word(-1));
    let message = format!("«{word}» no se usa en las reglas");
    match before.as_str() {
        "not" => Advice::replacing(fault, (-1, -1), message, format!("en lugar de «{word}» escriba «no»"), "no"),
        "if" | "case" => if_then_else(fault, message),
        "select" => Advice::told_at(fault.token(-1), "aquí no se consulta con «SELECT»", SELECT),
        "todos" | "todas" | "cada" => every_row(fault, message),
        filler if FILLERS.contains(&filler) => {
            let more = (0..).take_while(|at| FILLERS.contains(&fault.folded(*at).as_str())).count();
            let last = isize::try_from(more).ok()? - 1;
            let end = fault.token(last + 1)?.start;
            let words = fault.stretch(-1, last)?;
            let advice = Advice::told_at(Some(words), message, format!("quite «{}»", fault.written(words)))?;
            advice.fixed(words.start..end, "")
        }
        _ => None,
    }
}

/// What everyday speech puts before a column.
const FILLERS: [&str; 8] = ["que", "el", "la", "los", "las", "un", "una", "su"];

const SELECT: &str =
    "para saber si está en una tabla escriba «x en tabla.columna»; para sumar, «suma(valor de tabla donde …)»";

/// `if a then b else c`, `case when a then b else c end`
fn if_then_else(fault: &Fault<'_>, message: String) -> Option<Advice> {
    const HELP: &str = "escriba «si … entonces … de lo contrario …»";
    let advice = Advice::told_at(fault.token(-1), message, HELP)?;
    let line = fault.scene.line_from(fault.at);
    let find = |word: &str| line.iter().position(|token| fold(fault.written(*token)) == word);
    let between = |from: usize, to: usize| {
        let words = line.get(from..to)?;
        Some(fault.scene.written_to(*words.first()?, *words.last()?))
    };
    let from = usize::from(fault.folded(0) == "when");
    let parts = find("then").zip(find("else")).and_then(|(then, otherwise)| {
        let end = find("end").filter(|_| from == 1);
        let last = end.map_or(Some(""), |end| between(otherwise + 1, end))?;
        Some((between(from, then)?, between(then + 1, otherwise)?, last, line.get(end.unwrap_or(otherwise))?))
    });
    match parts {
        Some((condition, first, second, last)) => {
            let text = format!("si {condition} entonces {first} de lo contrario {second}");
            advice.fixed(fault.token(-1)?.start..last.end, text.trim_end())
        }
        None => Some(advice),
    }
}

/// `todas las filas de plan cumplen …`
fn every_row(fault: &Fault<'_>, message: String) -> Option<Advice> {
    let advice = Advice::told_at(fault.token(-1), message, "escriba «toda fila de plan cumple …»")?;
    let line = fault.scene.line_from(fault.at);
    let of = line.iter().position(|token| matches!(fold(fault.written(*token)).as_str(), "de" | "del"));
    let holds = line.iter().position(|token| matches!(fold(fault.written(*token)).as_str(), "cumplen" | "cumple"));
    let rows = of.zip(holds).filter(|(of, holds)| of + 2 == *holds);
    match rows.and_then(|(of, holds)| Some((line.get(of + 1)?, line.get(holds)?))) {
        Some((table, holds)) => {
            let text = format!("toda fila de {} cumple", fault.written(*table));
            advice.fixed(fault.token(-1)?.start..holds.end, text)
        }
        None => Some(advice),
    }
}
