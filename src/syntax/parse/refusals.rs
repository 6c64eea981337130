//! Parts that are not given to the parser at all: what breaks a bound, what has no end, comments of other languages,
//! and clauses of other items.

use super::build::quoted;
use super::cut::split_word;
use super::faults::{Scene, shown};
use super::limits::{self, Excess, MAX_NESTING, MAX_OPERATORS, MAX_TOKENS, MAX_WORD};
use super::tokens::{Token, TokenKind};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::fold;

/// What begins comments elsewhere.
pub(super) const COMMENTS: [&str; 3] = ["--", "//", "/*"];

/// How comments are written here, for helps.
pub(super) const COMMENT_HELP: &str = "un comentario empieza con «#»";

/// Why a part is refused; `place` makes a span of a byte range of the scene.
pub(super) fn refusal(scene: &Scene<'_>, place: impl Fn(usize, usize) -> Span) -> Option<Diagnostic> {
    if let Some((token, excess)) = limits::excess(scene.text, scene.tokens) {
        return Some(too_much(excess).at(place(token.start, token.end), "desde aquí"));
    }
    for (at, token) in scene.tokens.iter().enumerate() {
        if COMMENTS.contains(&scene.written(*token)) && !in_address(scene, at) {
            let message = format!("«{}» no empieza un comentario", scene.written(*token));
            let fault = Diagnostic::new(Code::Syntax, message).at(place(token.start, token.end), "aquí");
            return Some(fault.help(COMMENT_HELP).fix(place(token.start, token.end), "#"));
        }
        if token.kind == TokenKind::OpenText {
            return Some(open_text(scene, at, place));
        }
    }
    let clause = scene.clause?;
    let fits = scene.item.clauses.iter().any(|own| *own == clause || clause == "hojas" && *own == "hoja");
    if fits { None } else { Some(foreign(clause, scene, place)) }
}

/// `https://…`
fn in_address(scene: &Scene<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| scene.tokens.get(at));
    before.zip(scene.tokens.get(at)).is_some_and(|(colon, found)| {
        scene.written(*colon) == ":" && colon.end == found.start && scene.written(*found) == "//"
    })
}

fn too_much(excess: Excess) -> Diagnostic {
    let (message, help) = match excess {
        Excess::Nesting => (
            format!("hay más de {MAX_NESTING} paréntesis o condiciones unos dentro de otros"),
            "dé nombre a las partes con «sea»",
        ),
        Excess::Operators => {
            (format!("hay más de {MAX_OPERATORS} operaciones en una sola cláusula"), "dé nombre a las partes con «sea»")
        }
        Excess::Tokens => (
            format!("hay más de {MAX_TOKENS} palabras y signos en una sola cláusula"),
            "los datos van en una tabla aparte",
        ),
        Excess::Word => {
            (format!("un nombre o un número tiene más de {MAX_WORD} letras o cifras"), "escriba uno más corto")
        }
    };
    Diagnostic::new(Code::TooLarge, message).help(help)
}

/// The token at an index is a text that nothing closes; in a message, a value left open may have hidden the quote.
fn open_text(scene: &Scene<'_>, at: usize, place: impl Fn(usize, usize) -> Span) -> Diagnostic {
    let before = scene.tokens.get(..at).unwrap_or(&[]);
    let brace = |token: &&Token| matches!(scene.written(**token), "{" | "}");
    if let Some(open) = before.iter().rfind(brace).filter(|token| token.kind == TokenKind::Open) {
        return Diagnostic::new(Code::Syntax, "falta «}»: «{» se abre y no se cierra")
            .at(place(open.start, open.end), "aquí")
            .help("ponga «}» donde termina el valor; una llave que no encierra un valor se escribe «{{»");
    }
    if let Some((first, last)) = unopened(scene, at) {
        let text = scene.text.get(first.start..last.end).unwrap_or("");
        return Diagnostic::new(Code::BadLiteral, "a un texto le falta la comilla que lo abre")
            .at(place(first.start, last.end), "el texto empieza aquí")
            .help(format!("ponga la comilla antes de «{}»: \"{}\"", scene.written(first), shown(text)))
            .fix(place(first.start, first.start), "\"");
    }
    let (start, end) = scene.tokens.get(at).map_or((0, 0), |token| (token.start, token.end));
    let written = scene.text.get(start..end).unwrap_or("").trim_end();
    if let Some(text) = of_two_sorts(written) {
        let text = format!("\"{text}\"");
        return Diagnostic::new(Code::BadLiteral, "las comillas de un texto no son de la misma clase")
            .at(place(start, end), "aquí")
            .help(format!("escríbalas las dos iguales: {}", shown(&text)))
            .fix(place(start, end), text);
    }
    let closed = start + written.len();
    Diagnostic::new(Code::BadLiteral, "a un texto le falta la comilla que lo cierra")
        .at(place(start, end), "empieza aquí")
        .help("póngala donde termina el texto, en la misma línea; una comilla dentro de él se escribe dos veces")
        .fix(place(closed, closed), "\"")
}

/// What stands between a quote of Word's and a plain one.
fn of_two_sorts(written: &str) -> Option<&str> {
    let inner = written.strip_prefix(['“', '”']).and_then(|rest| rest.strip_suffix('"'));
    let inner = inner.or_else(|| written.strip_prefix('"').and_then(|rest| rest.strip_suffix(['“', '”'])));
    inner.filter(|inner| !inner.contains(['"', '“', '”']))
}

/// The first and last words of a text whose closing quote alone is there: the first quote right behind a word.
fn unopened(scene: &Scene<'_>, open: usize) -> Option<(Token, Token)> {
    let is_word =
        |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Number) || scene.written(*token) == "}";
    let glued = |pair: &[Token]| match pair {
        [word, text] => {
            word.end == text.start && is_word(word) && matches!(text.kind, TokenKind::Text | TokenKind::OpenText)
        }
        _ => false,
    };
    let last = scene.tokens.get(..=open)?.windows(2).position(glued)?;
    let line = (0..=last).rev().find(|at| scene.tokens.get(*at).is_some_and(|token| scene.begins_line(*token)));
    let message = matches!(scene.clause, Some("si no" | "ayuda"));
    let title = scene.clause.is_none() && scene.item.word != "tabla";
    let (from, in_text) = match line {
        Some(line) if says_si_no(scene, line) => (line + 2, true),
        Some(line) => (line, message || title),
        None => (fixed_words(scene), message || title),
    };
    let boundary = (from..last).rev().find(|at| !in_text && scene.tokens.get(*at).is_some_and(|it| parts(scene, *it)));
    let first = boundary.map_or(from, |at| at + 1);
    Some((*scene.tokens.get(first).filter(|_| first <= last)?, *scene.tokens.get(last)?))
}

fn says_si_no(scene: &Scene<'_>, at: usize) -> bool {
    let word = |at: usize| scene.tokens.get(at).map_or(String::new(), |token| fold(scene.written(*token)));
    word(at) == "si" && word(at + 1) == "no"
}

/// How many words the scene begins with before a text may come.
fn fixed_words(scene: &Scene<'_>) -> usize {
    let severity = |token: &Token| {
        [Severity::Error, Severity::Warning, Severity::Note]
            .iter()
            .any(|it| fold(it.word()) == fold(scene.written(*token)))
    };
    match (scene.clause, scene.item.word) {
        (Some(clause), _) => clause.split(' ').count(),
        (None, "regla") => 2 + usize::from(scene.tokens.get(2).is_some_and(severity)),
        (None, "norma" | "formato" | "prueba" | "tabla") => 2,
        (None, _) => 1,
    }
}

/// Whether a text may begin right after a token.
fn parts(scene: &Scene<'_>, token: Token) -> bool {
    let word = fold(scene.written(token));
    token.kind == TokenKind::Open
        || token.kind == TokenKind::Text
        || token.kind == TokenKind::Sign && !matches!(word.as_str(), "." | "/" | "-")
        || matches!(word.as_str(), "en" | "desde" | "hoja" | "con" | "o" | "a" | "de" | "parece" | "contiene")
}

fn foreign(clause: &str, scene: &Scene<'_>, place: impl Fn(usize, usize) -> Span) -> Diagnostic {
    let item = scene.item;
    let end = scene.tokens.first().map_or(0, |token| token.end);
    let message = format!("«{clause}» no es una cláusula de {}", item.named);
    let fault = Diagnostic::new(Code::Syntax, message).at(place(0, end), "no va aquí");
    let second = split_word(scene.text).and_then(|(_, rest)| split_word(rest)).map(|(word, _)| fold(word));
    if item.word == "regla" && clause == "para" && second.as_deref() == Some("cada") {
        return fault.help("¿quiso decir «por cada»?").fix(place(0, end), "por");
    }
    if item.word == "excepción" && matches!(clause, "exige" | "cuando") {
        return fault.help("¿quiso decir «para»?").fix(place(0, end), "para");
    }
    fault.help(match item.clauses {
        [] => format!("{} no lleva cláusulas", item.named),
        clauses => format!("quítela de aquí: {} lleva {}", item.named, crate::text::enumerate(&quoted(clauses))),
    })
}
