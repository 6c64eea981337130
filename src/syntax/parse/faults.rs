//! Faults of form in a planner's words: what was found, what could stand there, and the usual mistakes.

use pest::error::{Error, ErrorVariant, InputLocation};

use super::grammar::Rule;
use super::keywords::ItemWord;
use super::tokens::{Token, TokenKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::text::shorten;

mod expected;
mod mistakes;

/// The head or clause that a fault is in.
pub(super) struct Scene<'s> {
    pub(super) text: &'s str,
    pub(super) tokens: &'s [Token],
    pub(super) item: &'static ItemWord,
    /// None: the head.
    pub(super) clause: Option<&'static str>,
}

/// Where in it the parser could not go on.
struct Fault<'s> {
    scene: &'s Scene<'s>,
    /// Index of the token there; the count of tokens at the end.
    at: usize,
    expected: Vec<expected::Ranked>,
}

impl<'s> Fault<'s> {
    /// What is written at a distance from the fault: 0 is what was found, -1 what stands before it.
    fn word(&self, distance: isize) -> &'s str {
        self.token(distance).map_or("", |token| self.written(token))
    }

    fn token(&self, distance: isize) -> Option<Token> {
        self.scene.tokens.get(self.at.checked_add_signed(distance)?).copied()
    }

    fn written(&self, token: Token) -> &'s str {
        self.scene.text.get(token.start..token.end).unwrap_or("")
    }

    fn expects(&self, what: &str) -> bool {
        self.expected.iter().any(|(_, word)| *word == what)
    }

    /// The brackets before the fault that nothing has closed.
    fn open_brackets(&self) -> Vec<Token> {
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
    fn begins_line(&self) -> bool {
        let before = self.token(0).and_then(|token| self.scene.text.get(..token.start)).unwrap_or("");
        let blanks = before.trim_end_matches(super::tokens::is_blank);
        before.get(blanks.len()..).unwrap_or("").contains('\n')
    }

    /// `la cláusula «exige»`, `el comienzo de una regla`
    fn part(&self) -> String {
        match self.scene.clause {
            Some(clause) => format!("la cláusula «{clause}»"),
            None => format!("la primera línea de {}", self.scene.item.named),
        }
    }
}

/// What a common mistake is called, and the way out of it.
struct Advice {
    /// Instead of what was found and expected.
    message: Option<String>,
    /// Where, if not at what was found.
    token: Option<Token>,
    help: String,
}

/// A diagnostic for what the parser could not take; `place` makes a span of a byte range of the scene.
pub(super) fn explain(scene: &Scene<'_>, error: &Error<Rule>, place: impl Fn(usize, usize) -> Span) -> Diagnostic {
    let stopped = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else {
        return Diagnostic::new(Code::TooLarge, "hay demasiadas partes unas dentro de otras")
            .at(place(0, scene.text.len()), "aquí")
            .help("dé nombre a las partes con «sea»");
    };
    let at = scene.tokens.iter().position(|token| token.end > stopped).unwrap_or(scene.tokens.len());
    let fault = Fault { scene, at, expected: expected::words(positives) };
    let advice = mistakes::advice(&fault);
    let token = advice.as_ref().and_then(|advice| advice.token).or(fault.token(0));
    let end = scene.tokens.last().map_or(0, |token| token.end);
    let span = token.map_or_else(|| place(end, end), |token| place(token.start, token.end));
    let (message, help) = match advice {
        Some(Advice { message, help, .. }) => (message, Some(help)),
        None => (None, None),
    };
    let message = message.unwrap_or_else(|| told(&fault));
    Diagnostic::new(Code::Syntax, message).at(span, "aquí").maybe_help(help)
}

fn told(fault: &Fault<'_>) -> String {
    let ends = fault.token(0).is_none();
    let expected = expected::sentence(if ends { expected::needed(&fault.expected) } else { &fault.expected });
    match (fault.token(0), fault.word(-1)) {
        (Some(_), before) if fault.expected.is_empty() => {
            format!("después de «{}» sobra «{}»", shown(before), shown(fault.word(0)))
        }
        (None, "") => format!("a {} le falta {expected}", fault.part()),
        (None, before) => format!("{} termina antes de tiempo: después de «{before}» falta {expected}", fault.part()),
        (Some(_), "") => format!("se encontró «{}» y se esperaba {expected}", shown(fault.word(0))),
        (Some(_), before) => {
            format!("después de «{}» se encontró «{}» y se esperaba {expected}", shown(before), shown(fault.word(0)))
        }
    }
}

/// A token short enough for a message.
fn shown(word: &str) -> String {
    const MOST: usize = 40;
    shorten(word, MOST)
}
