//! Patterns of codes: `0` a digit, `A` a letter, `*` any rest, `\` before a literal `0`, `A` or `*`.

use std::fmt;
use std::str::Chars;

use crate::text::fold;

/// One place of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Digit,
    Letter,
    Any,
    Literal(char),
}

/// A code's pattern, such as `"0000"` or `"IP-*"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    pieces: Vec<Piece>,
}

/// Why a pattern cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// It has no place at all.
    Empty,
    /// It ends in a `\` with nothing after it.
    DanglingEscape,
}

impl Pattern {
    /// Reads a pattern as a rule file writes it, without its quotes.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let mut pieces = Vec::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            pieces.push(match letter {
                '0' => Piece::Digit,
                'A' => Piece::Letter,
                '*' => Piece::Any,
                '\\' => Piece::Literal(letters.next().ok_or(PatternError::DanglingEscape)?),
                other => Piece::Literal(other),
            });
        }
        if pieces.is_empty() { Err(PatternError::Empty) } else { Ok(Pattern { pieces }) }
    }

    /// Whether the whole code is of this pattern; time grows with pattern times code, whatever the stars.
    pub fn fits(&self, code: &str) -> bool {
        let (mut at, mut rest) = (0, code.chars());
        // Behind the last star, and the code from there: only that star need ever give way to one letter more.
        let mut retry: Option<(usize, Chars<'_>)> = None;
        loop {
            let before = rest.clone();
            match (self.pieces.get(at), rest.next()) {
                (Some(Piece::Any), _) => {
                    at += 1;
                    rest = before;
                    retry = Some((at, rest.clone()));
                }
                (Some(piece), Some(letter)) if piece.takes(letter) => at += 1,
                (None, None) => return true,
                (_, None) => return false,
                _ => {
                    let Some((behind, from)) = &mut retry else { return false };
                    from.next();
                    (at, rest) = (*behind, from.clone());
                }
            }
        }
    }

    /// A code of this pattern, for messages.
    pub fn example(&self) -> String {
        let letter = |(at, piece): (usize, &Piece)| match piece {
            Piece::Digit => char::from_digit(u32::try_from(at % 9 + 1).ok()?, 10),
            Piece::Letter => Some('A'),
            Piece::Any => None,
            Piece::Literal(letter) => Some(*letter),
        };
        self.pieces.iter().enumerate().filter_map(letter).collect()
    }

    /// Whether a folded text is of this pattern, its literals folded too.
    pub fn fits_folded(&self, folded: &str) -> bool {
        let pieces = self.pieces.iter().flat_map(Piece::folded).collect();
        Pattern { pieces }.fits(folded)
    }

    /// Whether the pattern begins with a digit place or with a zero of its own, so that Excel can have dropped a zero there.
    pub fn begins_with_digit(&self) -> bool {
        matches!(self.pieces.first(), Some(Piece::Digit | Piece::Literal('0')))
    }
}

impl Piece {
    /// The piece for folded texts; a literal may fold to several letters, or, an accent alone, to none.
    fn folded(&self) -> Vec<Piece> {
        match self {
            Piece::Literal(letter) if !letter.is_whitespace() => {
                fold(&letter.to_string()).chars().map(Piece::Literal).collect()
            }
            other => vec![*other],
        }
    }

    fn takes(self, letter: char) -> bool {
        match self {
            Piece::Digit => letter.is_ascii_digit(),
            Piece::Letter => letter.is_alphabetic(),
            Piece::Any => true,
            Piece::Literal(own) => own == letter,
        }
    }
}

/// As a rule file writes it, without quotes.
impl fmt::Display for Pattern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in &self.pieces {
            match piece {
                Piece::Digit => out.write_str("0")?,
                Piece::Letter => out.write_str("A")?,
                Piece::Any => out.write_str("*")?,
                Piece::Literal(letter @ ('0' | 'A' | '*' | '\\')) => write!(out, "\\{letter}")?,
                Piece::Literal(letter) => write!(out, "{letter}")?,
            }
        }
        Ok(())
    }
}
