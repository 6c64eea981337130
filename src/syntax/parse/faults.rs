//! Faults of form in a planner's words: what was found, what could stand there, and the usual mistakes.

use std::ops::Range;

use pest::error::{Error, ErrorVariant, InputLocation};

use super::grammar::Rule;
use super::tokens::Token;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

mod expected;
mod mistakes;
mod scene;

pub(super) use mistakes::{other_call, suggested_name};
use scene::Fault;
pub(super) use scene::{Scene, shown};

/// What a common mistake is called, and the way out of it.
#[derive(Clone)]
struct Advice {
    /// Instead of what was found and expected.
    message: Option<String>,
    /// Where, if not at what was found.
    token: Option<Token>,
    help: String,
    /// Bytes of the scene and their new text, where the way out is to replace them.
    fix: Option<(Range<usize>, String)>,
}

impl Advice {
    fn help(text: impl Into<String>) -> Option<Advice> {
        Some(Advice { message: None, token: None, help: text.into(), fix: None })
    }

    /// With its own message at what was found.
    fn told(message: impl Into<String>, help: impl Into<String>) -> Option<Advice> {
        Some(Advice { message: Some(message.into()), token: None, help: help.into(), fix: None })
    }

    /// With its own message elsewhere.
    fn told_at(token: Option<Token>, message: impl Into<String>, help: impl Into<String>) -> Option<Advice> {
        Some(Advice { message: Some(message.into()), token, help: help.into(), fix: None })
    }

    /// Told at the words from one distance to another, which the text replaces.
    fn replacing(
        fault: &Fault<'_>,
        (from, to): (isize, isize),
        message: impl Into<String>,
        help: impl Into<String>,
        text: impl Into<String>,
    ) -> Option<Advice> {
        let token = fault.stretch(from, to)?;
        Advice::told_at(Some(token), message, help)?.fixed(token.start..token.end, text)
    }

    /// The same with a replacement that does what the help says.
    fn fixed(self, range: Range<usize>, text: impl Into<String>) -> Option<Advice> {
        Some(Advice { fix: Some((range, text.into())), ..self })
    }
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
    let (message, help, fix) = match advice {
        Some(Advice { message, help, fix, .. }) => (message, Some(help), fix),
        None => (None, None, None),
    };
    let message = message.unwrap_or_else(|| told(&fault));
    let told = Diagnostic::new(Code::Syntax, message).at(span, "aquí").maybe_help(help);
    match fix {
        Some((range, text)) => told.fix(place(range.start, range.end), text),
        None => told,
    }
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
