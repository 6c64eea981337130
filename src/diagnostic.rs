//! The one error value: what is wrong, where, and what to do; in rule files and in workbooks alike.

use crate::cell::{CellPlace, CellRef};
use crate::source::Span;

mod codes;
mod window;

pub use codes::{Code, Info};
pub use window::{Mark, Window, WindowColumn, WindowRow};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Sends the plan back.
    Error,
    /// Should be looked at.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// As rule files, JSON and the terminal write it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "advertencia",
            Severity::Note => "nota",
        }
    }
}

/// A stretch of a rule file and what it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The stretch.
    pub span: Span,
    /// What it is, in a few words; may be empty.
    pub text: String,
}

/// New text for a stretch of a rule file: what the help says, done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced; empty where the text is put in.
    pub span: Span,
    /// What stands there instead.
    pub text: String,
}

/// Something to tell a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What kind of thing it is.
    pub code: Code,
    /// How grave; the code's own unless something lowers it.
    pub severity: Severity,
    /// What is wrong, with the value found and the one expected; lower case, no final full stop.
    pub message: String,
    /// Places in rule files, the main one first.
    pub labels: Vec<Label>,
    /// The cell that the message is about, if it is about one.
    pub cell: Option<CellPlace>,
    /// Further cells of the same sheet that it is about.
    pub also: Vec<CellRef>,
    /// The file that the message is about where no cell and no span is (a file that cannot be opened).
    pub file: Option<String>,
    /// Stretches of sheets to draw, the main one first.
    pub windows: Vec<Window>,
    /// What to do.
    pub help: Option<String>,
    /// The same as a change of the rule file, where it is one that leaves no doubt.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A diagnostic of a code's own severity, without places.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: code.info().severity,
            message: message.into(),
            labels: Vec::new(),
            cell: None,
            also: Vec::new(),
            file: None,
            windows: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Adds a place in a rule file.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Names the cell that it is about.
    #[must_use]
    pub fn in_cell(mut self, cell: CellPlace) -> Self {
        self.cell = Some(cell);
        self
    }

    /// Names the file that it is about.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// Adds a stretch of a sheet to draw.
    #[must_use]
    pub fn drawing(mut self, window: Window) -> Self {
        self.windows.push(window);
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Says what to do, where there is something to say.
    #[must_use]
    pub fn maybe_help(mut self, text: Option<String>) -> Self {
        self.help = text.or(self.help);
        self
    }

    /// Gives the new text for a stretch, which does what the help says.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, text: text.into() });
        self
    }
}
