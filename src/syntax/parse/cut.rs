//! Cuts a file into items, and an item into its head and clauses, by what its lines begin with.

use std::ops::Range;

use super::keywords::{CLAUSES, ItemWord};
use super::tokens::is_blank;
use crate::text::fold;

/// A stretch of a file that is parsed by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The `##` lines right above, joined by line breaks.
    pub(super) doc: Option<String>,
    /// Bytes of the file, up to the end of the last line that is no comment.
    pub(super) range: Range<usize>,
    /// Whether it begins in the first column; if not, no item stands above it.
    pub(super) in_first_column: bool,
}

/// Cuts a file at the lines that have something other than a comment or a table row in the first column.
pub(super) fn items(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut docs: Vec<&str> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(is_blank).len();
        let kind = LineKind::of(line);
        match (kind, pieces.last_mut()) {
            (LineKind::Blank, _) => docs.clear(),
            (LineKind::Doc(doc), _) => docs.push(doc),
            (LineKind::Comment, _) => docs.clear(),
            (LineKind::Inner, Some(piece)) => piece.range.end = end,
            (LineKind::Inner, None) | (LineKind::First, _) => {
                let doc = if docs.is_empty() { None } else { Some(docs.join("\n")) };
                pieces.push(Piece { doc, range: start..end, in_first_column: kind == LineKind::First });
            }
        }
        if matches!(kind, LineKind::Inner | LineKind::First) {
            docs.clear();
        }
        start += line.len();
    }
    pieces
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LineKind<'t> {
    Blank,
    Doc(&'t str),
    Comment,
    /// Indented, or a row of a table.
    Inner,
    First,
}

impl LineKind<'_> {
    fn of(line: &str) -> LineKind<'_> {
        let content = line.trim_matches(is_blank);
        match content.chars().next() {
            None => LineKind::Blank,
            Some('#') => match line.strip_prefix("##") {
                Some(doc) => LineKind::Doc(doc.strip_prefix(' ').unwrap_or(doc).trim_end()),
                None => LineKind::Comment,
            },
            Some('|') => LineKind::Inner,
            Some(_) if line.starts_with(is_blank) => LineKind::Inner,
            Some(_) => LineKind::First,
        }
    }
}

/// A head or a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Its keyword; none for the head.
    pub(super) clause: Option<&'static str>,
    /// Bytes of the item.
    pub(super) range: Range<usize>,
}

/// Cuts an item into its head and its clauses, at the lines that begin with a clause keyword.
pub(super) fn parts(item: &str, word: &ItemWord) -> Vec<Part> {
    let mut parts = vec![Part { clause: None, range: 0..item.len() }];
    let mut start = 0;
    for (number, line) in item.split_inclusive('\n').enumerate() {
        let content = line.trim_start_matches(is_blank);
        if number > 0
            && let Some(clause) = clause_word(content, word.word == "prueba")
        {
            let begins = start + line.len() - content.len();
            if let Some(above) = parts.last_mut() {
                above.range.end = begins;
            }
            parts.push(Part { clause: Some(clause), range: begins..item.len() });
        }
        start += line.len();
    }
    parts
}

/// The clause keyword that a line begins with, in a prueba or elsewhere.
pub(in crate::syntax) fn clause_word(line: &str, in_prueba: bool) -> Option<&'static str> {
    let (first, rest) = split_word(line)?;
    let (second, after) = split_word(rest).unwrap_or(("", rest));
    let folded = fold(first);
    let both = format!("{folded} {}", fold(second));
    let (found, _) = CLAUSES.iter().copied().find(|(_, clause)| *clause == folded || *clause == both)?;
    let begins = match found {
        // `si no` may also be the condition of an expression that goes on; `con` and `sobre` have other uses.
        "si no" => after.starts_with(['"', '“', '”']),
        "con" => in_prueba && !rest.starts_with(['"', '“', '”']),
        "sobre" => !rest.starts_with(|letter: char| letter.is_ascii_digit()),
        _ => true,
    };
    begins.then_some(found)
}

/// The first word of a text, and what follows it without blanks.
pub(super) fn split_word(text: &str) -> Option<(&str, &str)> {
    let width = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(width)?;
    if word.is_empty() { None } else { Some((word, rest.trim_start_matches(is_blank))) }
}

#[cfg(test)]
mod tests;
