//! Lines that belong to no item: an unknown word in the first column, a clause without its indent, an indented start.

use super::cut::{Piece, clause_word, split_word};
use super::keywords::{CLAUSES, ITEMS, ItemWord};
use super::letters;
use super::refusals::{COMMENT_HELP, COMMENTS};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};
use crate::syntax::ast::Name;
use crate::text::{enumerate, fold, nearest, quote_all};

/// First words of other languages, folded, and the item that they mean.
const OTHERS: &[(&[&str], &str)] = &[
    (&["import", "include", "incluye", "incluir", "importa", "importar"], "usa"),
    (&["param", "parametros", "const", "constante", "variable"], "parámetro"),
    (&["rule", "check", "chequeo", "control"], "regla"),
    (&["table"], "tabla"),
    (&["function", "def"], "función"),
    (&["ley", "decreto", "acuerdo", "resolucion", "ordenanza"], "norma"),
    (&["year", "año"], "vigencia"),
    (&["elimina", "eliminar", "borra", "borrar", "quitar", "remove", "delete"], "quita"),
    (&["cambia", "cambiar", "ajusta", "fijar", "override"], "fija"),
];

/// The item keyword that a piece begins with.
pub(super) fn item_word(text: &str) -> Option<&'static ItemWord> {
    let (word, _) = split_word(text)?;
    let folded = fold(word);
    ITEMS.iter().find(|item| item.folded == folded)
}

/// The name that an item defines: the word after its keyword.
pub(super) fn name_after(text: &str, start: usize, file: FileId) -> Option<Name> {
    let (_, rest) = split_word(text)?;
    let rest = rest.trim_start_matches(super::tokens::is_blank);
    let (word, _) = split_word(rest)?;
    let at = start + text.len() - rest.len();
    Some(Name { text: word.to_owned(), span: Span::new(file, at, at + word.len()) })
}

/// Tells stray pieces; a run of clauses that all lack their indent is one fault, and so is a run of comments.
#[derive(Default)]
pub(super) struct Strays {
    run: Option<Run>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    Clauses,
    Comments,
}

impl Strays {
    /// An item ends the run.
    pub(super) fn end(&mut self) {
        self.run = None;
    }

    /// The diagnostic of a stray piece, unless the run above has told it.
    pub(super) fn tell(&mut self, text: &str, piece: &Piece, file: FileId) -> Option<Diagnostic> {
        let is_clause = clause_word(text, true);
        let run = match is_clause {
            Some(_) => Some(Run::Clauses),
            None => begins_comment(text).then_some(Run::Comments),
        };
        let above = std::mem::replace(&mut self.run, run);
        if run.is_some() && above == run {
            return None;
        }
        let indent = text.len() - text.trim_start_matches(super::tokens::is_blank).len();
        let found = text.get(indent..).unwrap_or("");
        let word = first_word(found);
        let span = Span::new(file, piece.range.start + indent, piece.range.start + indent + word.len());
        Some(
            match is_clause {
                _ if !piece.in_first_column => {
                    without_item(word, found, Span::new(file, piece.range.start, piece.range.start + indent))
                }
                Some(clause) => unindented(clause),
                None if letters::is_foreign(word) => return Some(letters::foreign_word(word, span)),
                None => unknown(word, span),
            }
            .at(span, "aquí"),
        )
        .map(|fault| if word == "```" { fault.fix(first_line(found, span), "") } else { fault })
    }
}

/// The line that a span begins, whose text is given from there on.
fn first_line(text: &str, span: Span) -> Span {
    let width = text.lines().next().map_or(0, str::len);
    Span::new(span.file, span.range().start, span.range().start + width)
}

fn first_word(text: &str) -> &str {
    if let Some(mark) = COMMENTS.into_iter().chain(["```"]).find(|mark| text.starts_with(mark)) {
        return mark;
    }
    match split_word(text) {
        // Longer than any keyword, it is no near miss of one.
        Some((word, _)) => word.char_indices().nth(40).and_then(|(end, _)| word.get(..end)).unwrap_or(word),
        None => text.get(..text.chars().next().map_or(0, char::len_utf8)).unwrap_or(""),
    }
}

/// What other languages begin a comment with; the apostrophe is Visual Basic's.
fn begins_comment(text: &str) -> bool {
    text.starts_with('\'') || COMMENTS.iter().any(|comment| text.starts_with(comment))
}

fn without_item(word: &str, text: &str, indent: Span) -> Diagnostic {
    let fault =
        Diagnostic::new(Code::UnknownItem, format!("«{word}» tiene sangría y no hay ninguna definición encima"));
    match item_word(text) {
        Some(item) => {
            fault.help(format!("«{}» empieza una definición: va en la primera columna", item.word)).fix(indent, "")
        }
        None => fault.help(format!("empiece por una definición en la primera columna: {}", item_words())),
    }
}

fn unindented(clause: &str) -> Diagnostic {
    let message = format!("«{clause}» está en la primera columna, donde sólo empiezan definiciones");
    Diagnostic::new(Code::UnknownItem, message)
        .help(format!("«{clause}» es una cláusula: va con sangría, debajo de la definición a la que pertenece"))
}

/// The pieces right below an item that are its own but lack their indent: its clauses, or a rule's title.
pub(super) fn unindented_part<'p>(text: &str, word: &ItemWord, below: &'p [Piece]) -> &'p [Piece] {
    let own = |piece: &&Piece| {
        let text = text.get(piece.range.clone()).unwrap_or("");
        let of_item = |clause: &str| word.clauses.contains(&clause);
        let title = word.word == "regla" && text.starts_with(['"', '“', '”']);
        piece.in_first_column && item_word(text).is_none() && (title || clause_word(text, true).is_some_and(of_item))
    };
    let count = below.iter().take_while(own).count();
    below.get(..count).unwrap_or(&[])
}

/// The diagnostic of such pieces: one for all.
pub(super) fn tell_unindented(text: &str, pieces: &[Piece], file: FileId) -> Option<Diagnostic> {
    let (first, last) = (pieces.first()?, pieces.last()?);
    let written = text.get(first.range.start..last.range.end)?;
    let fault = match clause_word(written, true) {
        Some(clause) => unindented(clause),
        None => {
            Diagnostic::new(Code::UnknownItem, "el título está en la primera columna, donde sólo empiezan definiciones")
                .help("va con sangría, debajo de la regla")
        }
    };
    let indented = written.split_inclusive('\n').map(|line| match line.chars().next() {
        Some(letter) if super::tokens::is_blank(letter) || matches!(letter, '#' | '|') => line.to_owned(),
        _ => format!("  {line}"),
    });
    let span = Span::new(file, first.range.start, first.range.start + first_word(written).len());
    let whole = Span::new(file, first.range.start, last.range.end);
    Some(fault.at(span, "aquí").fix(whole, indented.collect::<String>()))
}

/// Makes the change of a run of foreign comments reach the next of them.
pub(super) fn add_to_run(text: &str, piece: &Piece, told: Option<&mut Diagnostic>) {
    let Some(fix) = told.and_then(|told| told.fix.as_mut()) else { return };
    let written = text.get(piece.range.clone()).unwrap_or("");
    let between = text.get(fix.span.range().end..piece.range.start).unwrap_or("");
    let end = piece.range.start + first_word(written).len();
    if begins_comment(written) {
        fix.text.push_str(between);
        fix.text.push('#');
        fix.span = Span::new(fix.span.file, fix.span.range().start, end);
    }
}

/// What a first word that opens no item may have meant.
fn unknown(word: &str, span: Span) -> Diagnostic {
    let fault = Diagnostic::new(Code::UnknownItem, format!("«{word}» no empieza ninguna definición"));
    if begins_comment(word) {
        let message = format!("«{word}» no empieza un comentario");
        return Diagnostic::new(Code::UnknownItem, message).help(COMMENT_HELP).fix(span, "#");
    }
    let folded = fold(word);
    if matches!(folded.as_str(), "fin" | "end" | "}") {
        return fault.help(format!("quite «{word}»: una definición termina donde empieza la siguiente")).fix(span, "");
    }
    if word == "```" {
        return fault.help("quite esa línea: las comillas invertidas son de Markdown");
    }
    if folded == "select" {
        return fault
            .help("una consulta se escribe como regla: «regla nombre», su título, «por cada fila de plan» y «exige»");
    }
    if let Some((_, ours)) = OTHERS.iter().find(|(others, _)| others.contains(&folded.as_str())) {
        return fault.help(format!("¿quiso decir «{ours}»?")).fix(span, *ours);
    }
    if !word.starts_with(char::is_alphanumeric) {
        return fault.help("si es una nota, empiece la línea con «#»").fix(span, "#");
    }
    unknown_word(fault, word, span)
}

fn unknown_word(fault: Diagnostic, word: &str, span: Span) -> Diagnostic {
    let near = nearest(word, ITEMS.iter().map(|item| item.word));
    let near_clause = nearest(word, CLAUSES.iter().map(|(clause, _)| *clause));
    match (near, near_clause) {
        (Some(near), _) => fault.help(format!("¿quiso decir «{near}»?")).fix(span, near),
        (None, Some(clause)) => fault.help(format!("¿quiso decir «{clause}»? Las cláusulas van con sangría")),
        (None, None) => {
            let words = item_words();
            fault.help(format!("una definición empieza con {words}; lo que sigue de la línea anterior va con sangría"))
        }
    }
}

fn item_words() -> String {
    enumerate(&quote_all(ITEMS.iter().map(|item| item.word)))
}
