//! Bounds on what one clause may hold, checked before it is parsed: trees are walked by recursion later on.

use super::tokens::{Token, TokenKind};
use crate::text::fold;

/// How deep parentheses, `si`, `existe`, `toda` and `donde` may stand within each other.
pub(super) const MAX_NESTING: usize = 60;
/// How many operators one clause may have; the tree is never deeper than that.
pub(super) const MAX_OPERATORS: usize = 150;
/// How many words, texts and signs one clause may have.
pub(super) const MAX_TOKENS: usize = 50_000;

/// How many bytes a name or number may have.
pub(super) const MAX_WORD: usize = 200;

/// A bound that a clause breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excess {
    Nesting,
    Operators,
    Tokens,
    Word,
}

/// The first token at which a bound is broken.
pub(super) fn excess(text: &str, tokens: &[Token]) -> Option<(Token, Excess)> {
    let mut outer: Vec<usize> = Vec::new();
    let (mut depth, mut operators) = (0, 0);
    for (count, token) in tokens.iter().enumerate() {
        let written = text.get(token.start..token.end).unwrap_or("");
        match token.kind {
            TokenKind::Open => outer.push(depth),
            TokenKind::Close => depth = outer.pop().unwrap_or(0),
            _ => {}
        }
        depth += usize::from(nests(*token, written));
        operators += usize::from(operates(*token, written));
        let broken = [
            (depth > MAX_NESTING, Excess::Nesting),
            (operators > MAX_OPERATORS, Excess::Operators),
            (count >= MAX_TOKENS, Excess::Tokens),
            (is_word(*token) && written.len() > MAX_WORD, Excess::Word),
        ];
        if let Some((_, which)) = broken.into_iter().find(|(is_broken, _)| *is_broken) {
            return Some((*token, which));
        }
    }
    None
}

fn is_word(token: Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Number)
}

fn nests(token: Token, written: &str) -> bool {
    match token.kind {
        TokenKind::Open => true,
        TokenKind::Word => matches!(fold(written).as_str(), "si" | "existe" | "toda" | "donde" | "cumple"),
        _ => false,
    }
}

/// Whether a token can make the tree deeper without a parenthesis.
fn operates(token: Token, written: &str) -> bool {
    match token.kind {
        TokenKind::Open => written == "[",
        TokenKind::Sign => !matches!(written, "," | "$" | "%" | ":"),
        TokenKind::Word => matches!(fold(written).as_str(), "y" | "o" | "no"),
        _ => false,
    }
}
