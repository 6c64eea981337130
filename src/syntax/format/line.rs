//! Lexemes on a line: the blanks between them, and the width that they take.

use unicode_width::UnicodeWidthStr;

use crate::syntax::lexemes::{Lexeme, LexemeKind};

/// Blanks that alignment adds before the lexemes of a part, one number a lexeme.
pub(super) type Pads = Vec<usize>;

/// Whether a blank stands between two neighbours.
pub(super) fn spaced(left: &Lexeme, right: &Lexeme) -> bool {
    use LexemeKind as Kind;
    let opens =
        matches!(left.kind, Kind::Dot | Kind::GluedOpen | Kind::Open | Kind::MessageStart | Kind::MessageMiddle);
    let closes = matches!(
        right.kind,
        Kind::Comma | Kind::Dot | Kind::GluedOpen | Kind::Close | Kind::MessageMiddle | Kind::MessageEnd
    );
    // `--` would look like the comment of other languages, which is told as a fault.
    let negates = left.kind == Kind::Prefix && right.kind != Kind::Prefix;
    !(opens || closes || negates)
}

/// The blanks before the lexeme at an index, if it is not the first of its line.
pub(super) fn gap(lexemes: &[Lexeme], pads: &[usize], at: usize) -> usize {
    let left = at.checked_sub(1).and_then(|left| lexemes.get(left));
    match (left, lexemes.get(at)) {
        (Some(left), Some(right)) => usize::from(spaced(left, right)) + pads.get(at).copied().unwrap_or(0),
        _ => 0,
    }
}

/// The columns that a lexeme takes.
pub(super) fn width(lexeme: &Lexeme) -> usize {
    lexeme.text.width()
}

/// The lexemes from `start` up to `end` on one line.
pub(super) fn text(lexemes: &[Lexeme], pads: &[usize], start: usize, end: usize) -> String {
    let mut line = String::new();
    for at in start..end {
        let Some(lexeme) = lexemes.get(at) else { break };
        if at > start {
            line.push_str(&" ".repeat(gap(lexemes, pads, at)));
        }
        line.push_str(&lexeme.text);
    }
    line
}

/// The columns that [`text`] takes.
pub(super) fn columns(lexemes: &[Lexeme], pads: &[usize], start: usize, end: usize) -> usize {
    let range = lexemes.iter().enumerate().take(end).skip(start);
    range.map(|(at, lexeme)| width(lexeme) + if at > start { gap(lexemes, pads, at) } else { 0 }).sum()
}
