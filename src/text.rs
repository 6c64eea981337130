//! Texts as people compare them: blanks folded, without regard to case and accents, and the nearest of several.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

const TILDE: char = '\u{303}';

/// Folds blanks: NBSP, tabs, line breaks and Excel's `_x000D_` count as one blank; none at the ends; NFC.
///
/// ```
/// assert_eq!(cotejo::text::squeeze("Agricultura_x000D_\n  y\u{a0}desarrollo "), "Agricultura y desarrollo");
/// ```
pub fn squeeze(text: &str) -> String {
    let plain = if text.contains("_x000D_") { Cow::Owned(text.replace("_x000D_", " ")) } else { Cow::Borrowed(text) };
    let words: Vec<&str> = plain.split_whitespace().collect();
    let words = words.join(" ");
    // Names and numbers, of which there are most, need no tables of letters, and other texts no second copy.
    if words.is_ascii() || is_nfc(&words) { words } else { words.nfc().collect() }
}

/// The form in which texts and names are compared: blanks folded, lower case, no accents; `ñ` stays apart from `n`.
///
/// ```
/// use cotejo::text::fold;
/// assert_eq!(fold("  CÓDIGO\nMeta"), "codigo meta");
/// assert_ne!(fold("año"), fold("ano"));
/// ```
pub fn fold(text: &str) -> String {
    let squeezed = squeeze(text);
    if squeezed.is_ascii() {
        return squeezed.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for letter in squeezed.nfd().flat_map(char::to_lowercase) {
        let keeps_tilde = letter == TILDE && folded.ends_with('n');
        if keeps_tilde || !is_combining_mark(letter) {
            folded.push(letter);
        }
    }
    folded.nfc().collect()
}

/// The candidate most like `word`, if one is near enough to be meant: at most a third of the letters differ.
/// Of equally near ones, the first.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = fold(word);
    let limit = (word.chars().count().max(3)) / 3;
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = strsim::osa_distance(&word, &fold(candidate));
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A text of at most `most` letters: of a longer one the end is left out.
///
/// ```
/// assert_eq!(cotejo::text::cut("adecuación", 6), "adecu…");
/// ```
pub fn cut(text: &str, most: usize) -> String {
    if text.len() <= most || text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{head}…")
}

/// Joins words as a sentence does: «a», «a y b», «a, b y c».
pub fn enumerate<S: AsRef<str>>(words: &[S]) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            format!("{} {} {}", head.join(", "), and_before(last.as_ref()), last.as_ref())
        }
    }
}

/// `e` before a word that sounds like i, else `y`.
fn and_before(word: &str) -> &'static str {
    let folded = fold(word);
    let word = folded.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let word = word.strip_prefix('h').unwrap_or(word);
    if word.starts_with('i') && !word.starts_with("ia") && !word.starts_with("ie") { "e" } else { "y" }
}

#[cfg(test)]
mod tests;
