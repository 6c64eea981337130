//! A rule file in its canonical layout: the same words and comments, laid out in the one way.
//!
//! The layout depends on the lexemes alone, so that what was laid out once stays as it is; where the author broke a
//! clause does not count. What was written is read again and compared before it is given out.

use super::decode::MAX_FILE;
use super::lexemes::{Comment, FileLexemes, Trivia};
use super::parse::{parse, written};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Source, Sources};

mod align;
mod items;
mod line;
mod names;
mod rows;
mod spelling;
mod wrap;

/// A file in its canonical layout. `functions` are the names of built-in functions, as they are to be written. None
/// with what stands in the way: the faults of the file, and the commas of which it is not clear what they mean, since
/// blanks would settle that in silence.
pub fn format(sources: &Sources, file: FileId, functions: &[&str]) -> (Option<String>, Vec<Diagnostic>) {
    let (_, diagnostics) = parse(sources, file);
    let Some(source) = sources.get(file).filter(|_| diagnostics.is_empty()) else { return (None, diagnostics) };
    let spelled = |text: &str| written(text).map(|lexemes| spelling::spell(lexemes, functions));
    let Some(before) = spelled(&source.text) else { return (None, vec![own_fault(source)]) };
    let text = items::file(&before);
    if text.len() > MAX_FILE {
        return (None, vec![too_large(source)]);
    }
    let same = spelled(&text).is_some_and(|after| content(&after) == content(&before));
    if same { (Some(text), diagnostics) } else { (None, vec![own_fault(source)]) }
}

/// What a file says, whatever its layout: its words part by part, and its comments.
fn content(file: &FileLexemes) -> (Vec<Vec<&str>>, Vec<&str>) {
    let (mut words, mut comments) = (Vec::new(), Vec::new());
    for item in &file.items {
        comments.extend(own_lines(&item.before));
        for part in &item.parts {
            comments.extend(own_lines(&part.before));
            comments.extend(part.lexemes.iter().flat_map(|lexeme| lexeme.comments.iter().map(text_of)));
            words.push(part.lexemes.iter().map(|lexeme| lexeme.text.as_str()).collect());
        }
    }
    comments.extend(own_lines(&file.after));
    (words, comments)
}

fn own_lines(trivia: &[Trivia]) -> impl Iterator<Item = &str> {
    trivia.iter().filter_map(|piece| match piece {
        Trivia::Comment(comment) => Some(text_of(comment)),
        Trivia::Blank => None,
    })
}

fn text_of(comment: &Comment) -> &str {
    &comment.text
}

fn too_large(source: &Source) -> Diagnostic {
    Diagnostic::new(Code::TooLarge, "con su formato, el archivo de reglas pasaría de 1 MB, que es el máximo")
        .in_file(&source.path)
        .help("reparta las reglas en varios archivos, y reúnalos con «usa»")
}

fn own_fault(source: &Source) -> Diagnostic {
    let message = "no se pudo dar formato al archivo sin cambiar lo que dice: es un error de Cotejo, no del archivo";
    Diagnostic::new(Code::Syntax, message).in_file(&source.path)
}

#[cfg(test)]
mod tests;
