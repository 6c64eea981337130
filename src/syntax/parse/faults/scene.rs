//! What surrounds a fault: the words before and after it, its line, its brackets.

use super::expected;
use crate::syntax::parse::keywords::ItemWord;
use crate::syntax::parse::tokens::{Token, TokenKind, is_blank};
use crate::text::fold;

/// The head or clause that a fault is in.
pub(in crate::syntax::parse) struct Scene<'s> {
    pub(in crate::syntax::parse) text: &'s str,
    pub(in crate::syntax::parse) tokens: &'s [Token],
    pub(in crate::syntax::parse) item: &'static ItemWord,
    /// None: the head.
    pub(in crate::syntax::parse) clause: Option<&'static str>,
}

impl<'s> Scene<'s> {
    /// What a token says.
    pub(in crate::syntax::parse) fn written(&self, token: Token) -> &'s str {
        self.text.get(token.start..token.end).unwrap_or("")
    }

    /// The text from one token to another.
    pub(super) fn written_to(&self, first: Token, last: Token) -> &'s str {
        self.text.get(first.start..last.end).unwrap_or("")
    }

    /// Whether a token is the first of a line other than the scene's own first.
    pub(in crate::syntax::parse) fn begins_line(&self, token: Token) -> bool {
        let before = self.text.get(..token.start).unwrap_or("");
        let blanks = before.trim_end_matches(is_blank);
        before.get(blanks.len()..).unwrap_or("").contains('\n')
    }

    /// The tokens from an index on that stand on the same line.
    pub(in crate::syntax::parse) fn line_from(&self, at: usize) -> &'s [Token] {
        let rest = self.tokens.get(at..).unwrap_or(&[]);
        let width = rest.iter().skip(1).position(|token| self.begins_line(*token)).map_or(rest.len(), |more| more + 1);
        rest.get(..width).unwrap_or(rest)
    }

    /// What a call's parenthesis at an index holds, cut at its own `,` and `;`.
    pub(super) fn parts_within(&self, open: usize) -> Vec<&'s str> {
        let mut depth = 0_usize;
        let mut from = self.tokens.get(open).map_or(0, |token| token.end);
        let mut parts = Vec::new();
        for token in self.tokens.iter().skip(open) {
            match token.kind {
                TokenKind::Open => depth += 1,
                TokenKind::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 || depth == 1 && matches!(self.written(*token), "," | ";") {
                parts.push(self.text.get(from..token.start).unwrap_or("").trim_matches(is_blank));
                from = token.end;
            }
            if depth == 0 {
                return parts;
            }
        }
        parts.push(self.text.get(from..).unwrap_or("").trim_matches(is_blank));
        parts
    }
}

/// Where in a scene the parser could not go on.
pub(super) struct Fault<'s> {
    pub(super) scene: &'s Scene<'s>,
    /// Index of the token there; the count of tokens at the end.
    pub(super) at: usize,
    pub(super) expected: Vec<expected::Ranked>,
}

impl<'s> Fault<'s> {
    /// What is written at a distance from the fault: 0 is what was found, -1 what stands before it.
    pub(super) fn word(&self, distance: isize) -> &'s str {
        self.token(distance).map_or("", |token| self.written(token))
    }

    /// The same as it is compared.
    pub(super) fn folded(&self, distance: isize) -> String {
        fold(self.word(distance))
    }

    pub(super) fn token(&self, distance: isize) -> Option<Token> {
        self.scene.tokens.get(self.at.checked_add_signed(distance)?).copied()
    }

    pub(super) fn is(&self, distance: isize, kind: TokenKind) -> bool {
        self.token(distance).is_some_and(|token| token.kind == kind)
    }

    pub(super) fn written(&self, token: Token) -> &'s str {
        self.scene.written(token)
    }

    pub(super) fn expects(&self, what: &str) -> bool {
        self.expected.iter().any(|(_, word)| *word == what)
    }

    /// Whether an expression could go on here, or should begin.
    pub(super) fn in_expression(&self) -> bool {
        self.expects("«y»") || self.expected.contains(&expected::VALUE)
    }

    /// Whether no blank stands between the fault's token and the one before.
    pub(super) fn is_glued(&self) -> bool {
        self.token(0).zip(self.token(-1)).is_some_and(|(found, before)| before.end == found.start)
    }

    /// What closes the bracket at an index.
    pub(super) fn closing(&self, open: usize) -> Option<Token> {
        let mut depth = 0_usize;
        for token in self.scene.tokens.iter().skip(open) {
            match token.kind {
                TokenKind::Open => depth += 1,
                TokenKind::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return Some(*token);
            }
        }
        None
    }

    /// The brackets before the fault that nothing has closed.
    pub(super) fn open_brackets(&self) -> Vec<Token> {
        let mut open = Vec::new();
        for token in self.scene.tokens.iter().take(self.at) {
            match token.kind {
                TokenKind::Open => open.push(*token),
                TokenKind::Close => drop(open.pop()),
                _ => {}
            }
        }
        open
    }

    /// Whether what was found is the first word of a line other than the clause's own.
    pub(super) fn begins_line(&self) -> bool {
        self.token(0).is_some_and(|token| self.scene.begins_line(token))
    }

    /// What was found and the rest of its line.
    pub(super) fn rest_of_line(&self) -> &'s str {
        let line = self.scene.line_from(self.at);
        line.first().zip(line.last()).map_or("", |(first, last)| self.scene.written_to(*first, *last))
    }

    /// The tokens from one distance to another as one, to be underlined together.
    pub(super) fn stretch(&self, from: isize, to: isize) -> Option<Token> {
        Some(Token { kind: TokenKind::Word, start: self.token(from)?.start, end: self.token(to)?.end })
    }

    /// The blanks that the line of a token begins with.
    pub(super) fn indent(&self, token: Token) -> &'s str {
        let before = self.scene.text.get(..token.start).unwrap_or("");
        let line = before.rsplit('\n').next().filter(|_| before.contains('\n'));
        // A clause's own text begins behind its indent.
        line.map_or("  ", |line| line.get(..line.len() - line.trim_start_matches(is_blank).len()).unwrap_or("  "))
    }

    /// `la cláusula «exige»`, `la primera línea de una regla`
    pub(super) fn part(&self) -> String {
        match self.scene.clause {
            Some(clause) => format!("la cláusula «{clause}»"),
            None => format!("la primera línea de {}", self.scene.item.named),
        }
    }
}

/// A text short enough for a message.
pub(in crate::syntax::parse) fn shown(word: &str) -> String {
    const MOST: usize = 40;
    if word.chars().count() <= MOST { word.to_owned() } else { word.chars().take(MOST).chain(['…']).collect() }
}
