//! Texts from workbooks, rules and paths made safe to print, measured, cut and wrapped.
//!
//! Every such text goes through [`escape`] before it reaches an output. Widths are columns of a terminal.

use unicode_width::UnicodeWidthChar;

/// Characters of one text that are shown at most; what a message says stands well before.
const LONGEST: usize = 1_500;

/// Makes a text safe for one line of a terminal: every kind of blank is a blank, and what cannot be seen or steers the
/// terminal or the writing direction shows as `<U+001B>`. A text beyond all measure is cut.
pub fn escape(text: &str) -> String {
    let mut shown = String::with_capacity(text.len().min(LONGEST));
    let mut letters = text.chars().peekable();
    for _ in 0..LONGEST {
        let Some(letter) = letters.next() else { return shown };
        if letter == '\r' && letters.peek() == Some(&'\n') {
            continue;
        }
        push_escaped(&mut shown, letter);
    }
    if letters.peek().is_some() {
        shown.push('…');
    }
    shown
}

/// Adds one character, made visible as [`escape`] does.
pub(super) fn push_escaped(shown: &mut String, letter: char) {
    if letter.is_whitespace() {
        shown.push(' ');
    } else if is_hostile(letter) {
        shown.push_str(&format!("<U+{:04X}>", u32::from(letter)));
    } else {
        shown.push(letter);
    }
}

/// Whether a character steers the terminal or the direction of writing, or cannot be seen where it matters.
pub(super) fn is_hostile(letter: char) -> bool {
    letter.is_control()
        || matches!(
            u32::from(letter),
            0xAD | 0x61C | 0x180E | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFEFF | 0xFFF9..=0xFFFB
                | 0xE0000..=0xE007F
        )
}

/// Columns that a character takes.
pub(super) fn letter_width(letter: char) -> usize {
    letter.width().unwrap_or(0)
}

/// Columns that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(letter_width).sum()
}

/// The longest beginning of a text that takes no more than so many columns.
fn head(text: &str, columns: usize) -> &str {
    let mut used = 0;
    for (at, letter) in text.char_indices() {
        used += letter_width(letter);
        if used > columns {
            return text.get(..at).unwrap_or("");
        }
    }
    text
}

/// The text, or as much of its beginning as fits with the ellipsis after it.
pub(super) fn fit(text: &str, columns: usize, ellipsis: &str) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    match columns.checked_sub(width(ellipsis)) {
        Some(room) => format!("{}{ellipsis}", head(text, room).trim_end()),
        None => head(text, columns).to_owned(),
    }
}

/// [`fit`] for a caption, of which a number at its end is kept (`Progr… 2025`): neighbours often differ in it alone.
pub(super) fn fit_caption(text: &str, columns: usize, ellipsis: &str) -> String {
    /// Columns of the caption's beginning without which its end says nothing.
    const LEAST_HEAD: usize = 2;
    let number =
        text.rsplit_once(' ').filter(|(_, last)| !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()));
    let room = number.and_then(|(_, last)| columns.checked_sub(width(last) + 1));
    match (number, room) {
        (Some((start, last)), Some(room)) if width(text) > columns && room >= LEAST_HEAD + width(ellipsis) => {
            format!("{} {last}", fit(start, room, ellipsis))
        }
        _ => fit(text, columns, ellipsis),
    }
}

/// The text, or as much of its end as fits with the ellipsis before it: in a path, the end tells most.
pub(super) fn fit_end(text: &str, columns: usize, ellipsis: &str) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(width(ellipsis));
    let mut used = 0;
    let kept = text.char_indices().rev().take_while(|(_, letter)| {
        used += letter_width(*letter);
        used <= room
    });
    let start = kept.last().map_or(text.len(), |(at, _)| at);
    format!("{ellipsis}{}", text.get(start..).unwrap_or(""))
}

/// Breaks a text at its blanks into lines of at most so many columns; an amount stays with its `$` or `%`, and a word
/// longer than a line is broken anywhere. At least one line.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(8);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        let gap = usize::from(!line.is_empty());
        if width(&line) + gap + width(word) <= columns {
            line.push_str(if gap == 1 { " " } else { "" });
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = break_word(word, columns, &mut lines);
    }
    lines.push(line);
    lines
}

/// Pushes the full lines of a word that may be longer than a line, and gives what is left.
fn break_word(word: &str, columns: usize, lines: &mut Vec<String>) -> String {
    let mut rest = word;
    while width(rest) > columns {
        let full = head(rest, columns);
        lines.push(full.to_owned());
        rest = rest.get(full.len()..).unwrap_or("");
    }
    rest.to_owned()
}

/// The pieces between which a line may break.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(' ') {
        let (before, after) = (text.get(start..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        let sign_first = before.ends_with('$') && after.starts_with(|letter: char| letter.is_ascii_digit());
        let sign_last = after.starts_with('%') && before.ends_with(|letter: char| letter.is_ascii_digit());
        if !(sign_first || sign_last) {
            words.push(before);
            start = at + 1;
        }
    }
    words.push(text.get(start..).unwrap_or(""));
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests;
