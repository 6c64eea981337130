//! Texts as people compare them and as messages write them.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

mod letters;
mod nearest;
mod sentence;

pub use letters::{Stray, alphabet, code_point, has_unseen, is_latin, is_unseen, stray, twin};
pub use nearest::{Spellings, did_you_mean, distance, nearest};
pub use sentence::{either, enumerate, first_few, quote_all, shorten};

const TILDE: char = '\u{303}';

/// Folds blanks: NBSP, tabs, line breaks and Excel's `_x000D_` count as one blank; none at the ends; NFC. What cannot be
/// seen is left out: two texts that look alike to the last stroke must not differ by it.
///
/// ```
/// assert_eq!(cotejo::text::squeeze("Agricultura_x000D_\n  y\u{a0}desarrollo "), "Agricultura y desarrollo");
/// ```
pub fn squeeze(text: &str) -> String {
    let plain = if text.contains("_x000D_") { Cow::Owned(text.replace("_x000D_", " ")) } else { Cow::Borrowed(text) };
    let plain = if has_unseen(&plain) { Cow::Owned(plain.replace(is_unseen, "")) } else { plain };
    let words: Vec<&str> = plain.split_whitespace().collect();
    composed(words.join(" "))
}

/// The form in which texts and names are compared: blanks folded, lower case, no accents; `ñ` stays apart from `n`.
///
/// ```
/// use cotejo::text::fold;
/// assert_eq!(fold("  CÓDIGO\nMeta"), "codigo meta");
/// assert_ne!(fold("año"), fold("ano"));
/// ```
pub fn fold(text: &str) -> String {
    fold_squeezed(&squeeze(text))
}

/// [`fold`] of what [`squeeze`] gave.
pub fn fold_squeezed(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfd().flat_map(char::to_lowercase) {
        let keeps_tilde = letter == TILDE && folded.ends_with('n');
        if keeps_tilde || !is_combining_mark(letter) {
            folded.push(letter);
        }
    }
    composed(folded)
}

/// The text in NFC; most texts are so already, and to find out costs far less than to compose them anew.
fn composed(text: String) -> String {
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

#[cfg(test)]
mod tests;
