//! Letters and signs that are not what they seem: those that turn the reading order, those that cannot be seen, and
//! letters of other alphabets in names.

use super::faults::Scene;
use super::tokens::{Token, TokenKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};
use crate::text::{alphabet, code_point, is_latin, twin};

/// Whether a character changes the order in which a line is shown: what is read is then not what the file says.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// Whether a character takes no room, apart from the blanks of no width that pasted text brings along.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{180e}')
}

/// Tells every line, be it a comment's, that has characters which turn its order.
pub(super) fn turned_lines(text: &str, file: FileId) -> Vec<Diagnostic> {
    let mut start = 0;
    let mut told = Vec::new();
    for line in text.split_inclusive('\n') {
        told.extend(turned(line, start, file));
        start += line.len();
    }
    told
}

fn turned(line: &str, start: usize, file: FileId) -> Option<Diagnostic> {
    let (first, letter) = line.char_indices().find(|(_, letter)| turns(*letter))?;
    let (last, end) = line.char_indices().rfind(|(_, letter)| turns(*letter))?;
    let place = Span::new(file, start + first, start + first + letter.len_utf8());
    let whole = Span::new(file, start + first, start + last + end.len_utf8());
    let plain: String = line.get(first..last)?.chars().filter(|letter| !turns(*letter)).collect();
    let message = format!("un signo invisible ({}) cambia el orden en que se lee esta línea", code_point(letter));
    let fault = Diagnostic::new(Code::ForeignLetters, message).at(place, "aquí");
    Some(fault.help("quítelo: con él se ve otra cosa que la que el archivo dice").fix(whole, plain))
}

/// Whether a text has a character that turns the order, which has been told.
pub(super) fn has_turned(text: &str) -> bool {
    text.contains(turns)
}

/// The first word or sign of a scene, outside its texts, that is not what it seems.
pub(super) fn refusal(scene: &Scene<'_>, place: impl Fn(usize, usize) -> Span) -> Option<Diagnostic> {
    for (at, token) in scene.tokens.iter().enumerate() {
        let span = |token: Token| place(token.start, token.end);
        let written = scene.written(*token);
        match token.kind {
            TokenKind::Word if foreign(written).is_some() => return Some(foreign_word(written, span(*token))),
            TokenKind::Sign if written.contains(is_invisible) => return Some(invisible(written, span(*token))),
            _ => {}
        }
        let next = scene.tokens.get(at + 1);
        let gap = next.and_then(|next| scene.text.get(token.end..next.start)).unwrap_or("");
        let parts_word = token.kind == TokenKind::Word && next.is_some_and(|next| next.kind == TokenKind::Word);
        if parts_word && !gap.is_empty() && gap.chars().all(|letter| matches!(letter, '\u{200b}' | '\u{feff}')) {
            return Some(invisible(gap, place(token.end, token.end + gap.len())));
        }
    }
    None
}

fn invisible(written: &str, span: Span) -> Diagnostic {
    let sign = written.chars().next().map_or_else(String::new, code_point);
    Diagnostic::new(Code::ForeignLetters, format!("aquí hay un signo invisible ({sign})"))
        .at(span, "aquí")
        .help("quítelo: suele venir con un texto que se copió de otro programa")
        .fix(span, "")
}

/// The first letter of a word that is of another alphabet than Spanish is written in.
fn foreign(word: &str) -> Option<char> {
    word.chars().find(|letter| letter.is_alphabetic() && !is_latin(*letter))
}

/// What to say of a word with letters of another alphabet.
pub(super) fn foreign_word(word: &str, span: Span) -> Diagnostic {
    let letter = foreign(word).unwrap_or(' ');
    let (alphabet, code) = (alphabet(letter), code_point(letter));
    let plain: Option<String> =
        word.chars().map(|letter| if is_latin(letter) { Some(letter) } else { twin(letter) }).collect();
    let mixed = word.chars().any(|letter| letter.is_alphabetic() && is_latin(letter));
    let message = match twin(letter) {
        Some(twin) if mixed => {
            format!("«{word}» tiene una «{letter}» {alphabet} ({code}), que parece «{twin}» y no lo es")
        }
        _ if mixed => format!("«{word}» mezcla letras de dos alfabetos: «{letter}» ({code}) es {alphabet}"),
        _ => format!("«{word}» está escrito con letras de otro alfabeto: «{letter}» ({code}) es {alphabet}"),
    };
    let fault = Diagnostic::new(Code::ForeignLetters, message).at(span, "aquí");
    match plain {
        Some(plain) => fault.help(format!("escríbalo de nuevo con letras nuestras: {plain}")).fix(span, plain),
        None => fault.help("los nombres y las palabras de las reglas se escriben con letras del español"),
    }
}

/// Whether a word has letters of another alphabet.
pub(super) fn is_foreign(word: &str) -> bool {
    foreign(word).is_some()
}

#[cfg(test)]
mod tests;
