//! The usual mistakes: each a look at what stands around a fault, and the way out of it.

use super::{Advice, Fault};
use crate::syntax::parse::keywords::{CLAUSES, ITEMS};
use crate::syntax::parse::tokens::{Token, TokenKind};
use crate::text::{fold, nearest};

type Check = fn(&Fault<'_>) -> Option<Advice>;

/// In the order in which they are tried: the more certain ones first.
const MISTAKES: &[Check] = &[
    accented_si_no,
    split_si_no,
    compared_with_empty,
    other_words,
    misspelt_clause,
    item_word_inside,
    table_outside,
    chained,
    lone_brace,
    bracket_never_opened,
    bracket_left_open,
    split_number,
    date_with_strokes,
    wrong_separator,
    uno_without_de,
    impossible_name,
    misspelt_inner_word,
    text_without_quotes,
];

/// The first mistake that a fault looks like.
pub(super) fn advice(fault: &Fault<'_>) -> Option<Advice> {
    MISTAKES.iter().find_map(|check| check(fault))
}

fn help(text: impl Into<String>) -> Option<Advice> {
    Some(Advice { message: None, token: None, help: text.into() })
}

/// Signs and words of other languages and of spreadsheets, and what stands for them here.
const OTHERS: &[(&str, &str)] = &[
    ("==", "="),
    ("!=", "<>"),
    ("=>", ">="),
    ("=<", "<="),
    ("&&", "y"),
    ("||", "o"),
    ("+-", "±"),
    ("and", "y"),
    ("or", "o"),
    ("not", "no"),
    ("if", "si"),
    ("then", "entonces"),
    ("else", "de lo contrario"),
    ("sino", "de lo contrario"),
    ("in", "en"),
    ("between", "entre"),
    ("is", "vacío"),
    (";", ","),
    ("!", "no"),
    ("**", "*"),
];

fn other_words(fault: &Fault<'_>) -> Option<Advice> {
    let found = fold(fault.word(0));
    if matches!(found.as_str(), "'" | "«" | "»" | "‘" | "’") {
        return help("los textos van entre comillas dobles: \"Salud\"");
    }
    let (other, ours) = OTHERS.iter().find(|(other, _)| *other == found)?;
    let message = Some(format!("«{}» no se usa en las reglas", fault.word(0)));
    Some(Advice { message, token: None, help: format!("en lugar de «{other}» escriba «{ours}»") })
}

fn accented_si_no(fault: &Fault<'_>) -> Option<Advice> {
    if fault.scene.clause != Some("si no") || fault.at > 1 {
        return None;
    }
    help("escriba «si no» sin tildes: «sí» con tilde es un valor")
}

fn split_si_no(fault: &Fault<'_>) -> Option<Advice> {
    let text_follows = fault.token(1).is_some_and(|token| matches!(token.kind, TokenKind::Text));
    if fold(fault.word(0)) == "sino" && text_follows {
        return help("escriba «si no» en dos palabras");
    }
    let unsaid = fault.begins_line() && fold(fault.word(0)) == "si" && fold(fault.word(1)) == "no";
    if unsaid { help("«si no» lleva su mensaje entre comillas") } else { None }
}

fn compared_with_empty(fault: &Fault<'_>) -> Option<Advice> {
    let empty = |word: &str| matches!(fold(word).as_str(), "vacio" | "vacia");
    if !empty(fault.word(0)) && !empty(fault.word(1)) {
        return None;
    }
    let (before, name) = (fold(fault.word(-1)), fault.word(-2));
    let here = fold(fault.word(0));
    let (form, name) = match (before.as_str(), here.as_str()) {
        ("<>" | "≠", _) => ("no vacío", name),
        ("=", _) => ("vacío", name),
        ("no", "es" | "esta") => ("no vacío", name),
        (_, "es" | "esta") => ("vacío", fault.word(-1)),
        _ => return None,
    };
    help(format!("escriba «{name} {form}»"))
}

/// A line within a clause that begins with what is nearly a clause keyword.
fn misspelt_clause(fault: &Fault<'_>) -> Option<Advice> {
    if !fault.begins_line() {
        return None;
    }
    let (found, second) = (fault.word(0), fault.word(1));
    let both = format!("{found} {second}");
    let own = fault.scene.item.clauses.iter().copied();
    let of_two_words = own.clone().filter(|clause| clause.contains(' '));
    let near = nearest(found, own).or_else(|| nearest(&both, of_two_words));
    let near = near.filter(|near| fold(near) != fold(found) && fold(near) != fold(&both));
    if let Some(near) = near {
        let message = format!("«{found}» no empieza ninguna cláusula");
        return Some(Advice { message: Some(message), token: None, help: format!("¿quiso decir «{near}»?") });
    }
    let folded = fold(found);
    let (foreign, _) = CLAUSES.iter().find(|(_, clause)| *clause == folded)?;
    help(format!("{} no lleva «{foreign}»", fault.scene.item.named))
}

fn item_word_inside(fault: &Fault<'_>) -> Option<Advice> {
    let found = fold(fault.word(0));
    let item = ITEMS.iter().find(|item| item.folded == found)?;
    if !fault.begins_line() {
        return None;
    }
    help(format!("«{}» empieza una definición: va en la primera columna", item.word))
}

/// `suma(total) de plan`
fn table_outside(fault: &Fault<'_>) -> Option<Advice> {
    if fold(fault.word(0)) != "de" || fault.word(-1) != ")" {
        return None;
    }
    let table = fault.word(1);
    help(format!("la tabla va dentro del paréntesis: suma(total de {table})"))
}

fn is_relation(word: &str) -> bool {
    matches!(word, "=" | "<>" | "<" | "<=" | ">" | ">=" | "≠" | "≤" | "≥")
}

/// `0 <= a <= 10`
fn chained(fault: &Fault<'_>) -> Option<Advice> {
    let before = (1..=6isize).map(|distance| fault.word(-distance)).find(|word| is_relation(word))?;
    if !is_relation(fault.word(0)) || is_relation(fault.word(-1)) {
        return None;
    }
    let simple = fault.at >= 3 && is_relation(fault.word(-2));
    let (low, middle, high) = (fault.word(-3), fault.word(-1), fault.word(1));
    let message = Some("dos comparaciones no se encadenan".to_owned());
    let text = match (before, fault.word(0)) {
        ("<=" | "≤", "<=" | "≤") if simple => format!("escriba «{middle} entre {low} y {high}»"),
        (">=" | "≥", ">=" | "≥") if simple => format!("escriba «{middle} entre {high} y {low}»"),
        (first, second) if simple => format!("escriba «{low} {first} {middle} y {middle} {second} {high}»"),
        _ => "escriba «a entre 0 y 10», o dos comparaciones unidas con «y»".to_owned(),
    };
    Some(Advice { message, token: None, help: text })
}

/// A brace in a message that begins or ends no value.
fn lone_brace(fault: &Fault<'_>) -> Option<Advice> {
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

fn bracket_never_opened(fault: &Fault<'_>) -> Option<Advice> {
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
fn bracket_left_open(fault: &Fault<'_>) -> Option<Advice> {
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

fn both_numbers(left: Option<Token>, right: Option<Token>) -> bool {
    [left, right].iter().all(|token| token.is_some_and(|token| token.kind == TokenKind::Number))
}

/// `10 000`
fn split_number(fault: &Fault<'_>) -> Option<Advice> {
    if !both_numbers(fault.token(-1), fault.token(0)) || fault.word(0).len() != 3 {
        return None;
    }
    help(format!("los miles se separan con un punto, sin blancos: {}.{}", fault.word(-1), fault.word(0)))
}

/// `31/01/2026`
fn date_with_strokes(fault: &Fault<'_>) -> Option<Advice> {
    if fault.word(0) != "/" || !both_numbers(fault.token(-1), fault.token(1)) {
        return None;
    }
    help("las fechas se escriben así: 31 de enero de 2026, o así: 2026-01-31")
}

/// Patterns and captions are parted by `o`, choices by commas.
fn wrong_separator(fault: &Fault<'_>) -> Option<Advice> {
    let text_follows = fault.token(1).is_some_and(|token| token.kind == TokenKind::Text);
    match fault.word(0) {
        "," if text_follows && fault.expects("«o»") => help("separe los textos con «o»"),
        "o" | "y" if text_follows && fault.expects("«,»") => help("separe los textos con comas"),
        _ => None,
    }
}

fn uno_without_de(fault: &Fault<'_>) -> Option<Advice> {
    if fold(fault.word(-1)) == "uno" { help("escriba «uno de», y los textos separados con comas") } else { None }
}

/// Words that mean something everywhere.
const RESERVED: [&str; 16] = [
    "y",
    "o",
    "no",
    "en",
    "entre",
    "si",
    "entonces",
    "de",
    "donde",
    "vacio",
    "vacia",
    "existe",
    "toda",
    "cumple",
    "verdadero",
    "falso",
];

fn impossible_name(fault: &Fault<'_>) -> Option<Advice> {
    let found = fault.token(0)?;
    let word = fault.written(found);
    let glued = fault.token(-1).is_some_and(|before| before.end == found.start && before.kind == TokenKind::Word);
    match found.kind {
        TokenKind::Word if fault.expects("un nombre") && RESERVED.contains(&fold(word).as_str()) => {
            help(format!("«{word}» es una palabra del lenguaje y no puede ser un nombre"))
        }
        TokenKind::Number if fault.expects("un nombre") => help("un nombre empieza con una letra"),
        TokenKind::Sign if glued && fault.scene.clause.is_none() => {
            help("un nombre lleva sólo letras, cifras y «_»: ley_152")
        }
        _ => None,
    }
}

/// Words within clauses, which a misspelt one may have meant.
const INNER: [&str; 14] = [
    "donde",
    "entonces",
    "de lo contrario",
    "entre",
    "vacío",
    "contiene",
    "empieza con",
    "parece",
    "cumple",
    "desde",
    "hoja",
    "obligatoria",
    "hereda",
    "identifica",
];

fn misspelt_inner_word(fault: &Fault<'_>) -> Option<Advice> {
    let found = fault.token(0).filter(|token| token.kind == TokenKind::Word)?;
    let near = nearest(fault.written(found), INNER)?;
    if fold(near) == fold(fault.written(found)) {
        return None;
    }
    help(format!("¿quiso decir «{near}»?"))
}

fn text_without_quotes(fault: &Fault<'_>) -> Option<Advice> {
    let found = fault.token(0).filter(|token| token.kind == TokenKind::Word)?;
    if !fault.expects("un texto entre comillas") {
        return None;
    }
    help(format!("si es un texto, póngalo entre comillas: \"{}\"", fault.written(found)))
}
