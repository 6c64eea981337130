//! Characters that are not what they seem, in words.

use crate::layout::convert::Remark;
use crate::text::{alphabet, code_point, is_latin, is_unseen, twin};

/// Most characters before a stray one that are shown to tell where it stands.
const MOST_BEFORE: usize = 12;

/// `un signo invisible (U+200B) después de «19»`; of a remark that is about no such character, nothing.
pub(in crate::layout) fn described(remark: Remark, text: &str) -> String {
    let Remark::Stray(stray) = remark else { return String::new() };
    let (letter, code) = (stray.letter, code_point(stray.letter));
    let place = place(usize::try_from(stray.after).unwrap_or(usize::MAX), text);
    match twin(letter) {
        _ if is_unseen(letter) => format!("un signo invisible ({code}) {place}"),
        Some(twin) => format!("{place} una «{letter}» {} ({code}), que parece «{twin}» y no lo es", alphabet(letter)),
        None => format!("{place} una «{letter}» {} ({code})", alphabet(letter)),
    }
}

fn place(after: usize, text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    match letters.get(..after) {
        Some([]) => "al comienzo".to_owned(),
        Some(before) if before.len() < letters.len() => {
            let shown: String = before.iter().skip(before.len().saturating_sub(MOST_BEFORE)).collect();
            format!("después de «{}»", shown.trim())
        }
        _ => "al final".to_owned(),
    }
}

/// What to do about letters of another alphabet.
pub(in crate::layout) fn help(text: &str) -> String {
    let ours = |letter: char| if is_latin(letter) { letter } else { twin(letter).unwrap_or(letter) };
    let plain: String = text.chars().map(ours).collect();
    format!("borre la celda y escríbala de nuevo con el teclado: {plain}")
}
