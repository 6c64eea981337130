//! How the terminal's output looks: what the caller decides, and the characters and colours that follow from it.

use miette::{GraphicalReportHandler, GraphicalTheme, ThemeCharacters};

use crate::diagnostic::Severity;

/// The narrowest line that is drawn for; a narrower terminal wraps by itself.
const LEAST_WIDTH: usize = 40;

/// What the caller knows of the place where the output will be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour with ANSI sequences.
    pub color: bool,
    /// Whether lines may be drawn with characters beyond ASCII.
    pub unicode: bool,
    /// Columns of a line; below 40 counts as 40.
    pub width: usize,
}

impl Style {
    /// For a file: without colours, at the width of a page.
    #[must_use]
    pub fn plain(self) -> Style {
        Style { color: false, unicode: true, width: 80 }
    }
}

/// What a piece of text is, which gives its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Severity(Severity),
    /// The words before a line of help, a norm or a note.
    Heading,
    /// The name of a place.
    Place,
    /// Row numbers, column letters and other scaffolding.
    Faint,
    /// The n-th underlined cell of a window.
    Mark(usize),
}

/// A style made ready to draw with.
pub(super) struct Pen {
    pub(super) width: usize,
    unicode: bool,
    theme: GraphicalTheme,
}

impl Pen {
    pub(super) fn new(style: &Style) -> Self {
        let theme = match (style.unicode, style.color) {
            (true, true) => GraphicalTheme::unicode(),
            (true, false) => GraphicalTheme::unicode_nocolor(),
            (false, true) => GraphicalTheme::ascii(),
            (false, false) => GraphicalTheme::none(),
        };
        Pen { width: style.width.max(LEAST_WIDTH), unicode: style.unicode, theme }
    }

    /// The characters that lines and hooks are drawn with.
    pub(super) fn characters(&self) -> &ThemeCharacters {
        &self.theme.characters
    }

    /// The text in its colour; an empty text stays empty.
    pub(super) fn paint(&self, ink: Ink, text: &str) -> String {
        let styles = &self.theme.styles;
        let style = match ink {
            Ink::Severity(Severity::Error) => Some(styles.error),
            Ink::Severity(Severity::Warning) => Some(styles.warning),
            Ink::Severity(Severity::Note) => Some(styles.advice),
            Ink::Heading => Some(styles.help),
            Ink::Place => Some(styles.link),
            Ink::Faint => Some(styles.linum),
            Ink::Mark(at) => styles.highlights.get(at % styles.highlights.len().max(1)).copied(),
        };
        match style {
            Some(style) if !text.is_empty() => style.style(text).to_string(),
            _ => text.to_owned(),
        }
    }

    /// What stands for the rest of a text that was cut.
    pub(super) fn ellipsis(&self) -> &'static str {
        if self.unicode { "…" } else { "..." }
    }

    /// What stands in the gutter for rows that are not drawn.
    pub(super) fn more(&self) -> char {
        if self.unicode { '⋮' } else { ':' }
    }

    /// What stands between the parts of a heading.
    pub(super) fn dot(&self) -> char {
        if self.unicode { '·' } else { '-' }
    }

    /// What stands between a file and its sheet.
    pub(super) fn step(&self) -> char {
        if self.unicode { '›' } else { '>' }
    }

    /// Miette's handler in this style; it is given lines that already fit.
    pub(super) fn handler(&self) -> GraphicalReportHandler {
        GraphicalReportHandler::new_themed(self.theme.clone())
            .with_width(self.width)
            .with_wrap_lines(false)
            .with_links(false)
            .with_context_lines(0)
            .without_primary_span_start()
            .without_cause_chain()
            .without_syntax_highlighting()
    }
}
