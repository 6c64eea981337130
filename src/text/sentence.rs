//! Words put together as a sentence has them: quoted, listed, shortened.

use std::fmt::Display;

use super::fold;

/// Joins words as a sentence does: «a», «a y b», «a, b y c»; `e` before a word that sounds like i.
pub fn enumerate<S: AsRef<str>>(words: &[S]) -> String {
    join(words, |last| if sounds_like_i(last) { "e" } else { "y" })
}

/// Joins alternatives as a sentence does: «a», «a o b», «a, b o c»; `u` before a word that sounds like o.
pub fn either<S: AsRef<str>>(words: &[S]) -> String {
    join(words, |last| if sounds_like_o(last) { "u" } else { "o" })
}

fn join<S: AsRef<str>>(words: &[S], before_last: fn(&str) -> &'static str) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [head @ .., last] => {
            let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
            let last = last.as_ref();
            format!("{} {} {last}", head.join(", "), before_last(last))
        }
    }
}

fn sounds_like_i(word: &str) -> bool {
    let sound = sound(word);
    sound.starts_with('i') && !sound.starts_with("ia") && !sound.starts_with("ie")
}

fn sounds_like_o(word: &str) -> bool {
    sound(word).starts_with(['o', '8'])
}

/// A word from its first sound on: without signs before it and without a silent h.
fn sound(word: &str) -> String {
    let folded = fold(word);
    let word = folded.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    word.strip_prefix('h').unwrap_or(word).to_owned()
}

/// Each word in «».
pub fn quote_all<S: Display>(words: impl IntoIterator<Item = S>) -> Vec<String> {
    words.into_iter().map(|word| format!("«{word}»")).collect()
}

/// The first of some words, and how many more there are: `a`, `b`, `3 más`.
pub fn first_few(words: impl ExactSizeIterator<Item = String>, most: usize) -> Vec<String> {
    let rest = words.len().saturating_sub(most);
    words.take(most).chain((rest > 0).then(|| format!("{rest} más"))).collect()
}

/// A text of at most so many letters: the end of a longer one gives way to `…`.
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    let head: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", head.trim_end())
}

#[cfg(test)]
mod tests;
