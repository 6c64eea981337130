//! Stretches of rule files, drawn by miette over an excerpt that is already safe to print and narrow enough.

use std::fmt;

use miette::{Diagnostic, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::diagnostic::{Label, Severity};
use crate::source::{FileId, Source, Sources};

use super::escape::{escape, fit_end};
use super::line::count_digits;
use super::style::Pen;

mod excerpt;
use excerpt::{Excerpt, Room};

/// Labels of one file that lie no more than so many lines apart share an excerpt.
const NEAR: usize = 4;

/// A drawn stretch of a rule file.
#[derive(Clone, Debug)]
pub(super) struct Snippet {
    /// Digits of its highest line number.
    pub(super) digits: usize,
    /// The drawing, each line ending in a line break.
    drawing: String,
}

impl Snippet {
    /// The drawing with its gutter widened to so many digits, so that it stands in line with others.
    pub(super) fn aligned(&self, digits: usize) -> String {
        let blanks = " ".repeat(digits.saturating_sub(self.digits));
        self.drawing.lines().map(|line| format!("{blanks}{}\n", line.trim_end())).collect()
    }
}

/// Draws labels, the main one first, one snippet for those that lie near each other. `digits`: how wide other drawings
/// will make the gutter.
pub(super) fn draw(labels: &[Label], sources: &Sources, digits: usize, pen: &Pen) -> Vec<Snippet> {
    let groups = group(labels, sources);
    groups.iter().filter_map(|group| draw_group(group, sources, digits, pen)).collect()
}

/// Labels of one file, near each other.
struct Group<'a> {
    file: FileId,
    lines: std::ops::RangeInclusive<usize>,
    labels: Vec<&'a Label>,
}

fn group<'a>(labels: &'a [Label], sources: &Sources) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for label in labels {
        let Some(source) = sources.get(label.span.file) else { continue };
        let line = source.line_column(label.span.start as usize).0;
        let near = |group: &&mut Group<'a>| {
            group.file == label.span.file
                && (group.lines.start().saturating_sub(NEAR)..=group.lines.end() + NEAR).contains(&line)
        };
        match groups.iter_mut().find(near) {
            Some(group) => {
                group.lines = line.min(*group.lines.start())..=line.max(*group.lines.end());
                group.labels.push(label);
            }
            None => groups.push(Group { file: label.span.file, lines: line..=line, labels: vec![label] }),
        }
    }
    groups
}

fn draw_group(group: &Group<'_>, sources: &Sources, digits: usize, pen: &Pen) -> Option<Snippet> {
    let source = sources.get(group.file)?;
    let first = group.labels.first()?;
    let room = Room { width: pen.width, digits, ellipsis: pen.ellipsis() };
    let excerpt = Excerpt::new(source, &group.labels, &room);
    let digits = count_digits(u64::try_from(excerpt.last_line()).unwrap_or(u64::MAX));
    let name = place(source, first.span.start as usize, pen.width.saturating_sub(digits.max(room.digits) + 6), pen);
    let mut drawn = String::new();
    pen.handler().render_report(&mut drawn, &Proxy::over(excerpt, name)).ok()?;
    // The first line is the heading of a diagnostic, and empty here.
    let drawing = drawn.split_once('\n')?.1.to_owned();
    Some(Snippet { digits, drawing })
}

/// `rules/techos.cotejo:12:3`
fn place(source: &Source, offset: usize, columns: usize, pen: &Pen) -> String {
    let (line, column) = source.line_column(offset);
    fit_end(&format!("{}:{line}:{column}", escape(&source.path)), columns, pen.ellipsis())
}

/// The icon of a severity and the lines of a heading, as miette draws them.
pub(super) fn heading(severity: Severity, lines: &[String], pen: &Pen) -> String {
    let proxy = Proxy { message: lines.join("\n"), severity, excerpt: None };
    let mut drawn = String::new();
    // Writing to a string cannot fail.
    let _ = pen.handler().render_report(&mut drawn, &proxy);
    drawn
}

/// What miette is shown of a diagnostic: it has no help and nothing related, as miette words those in English.
#[derive(Debug)]
struct Proxy {
    message: String,
    severity: Severity,
    excerpt: Option<(Excerpt, String)>,
}

impl Proxy {
    fn over(excerpt: Excerpt, name: String) -> Self {
        Proxy { message: String::new(), severity: Severity::Error, excerpt: Some((excerpt, name)) }
    }
}

impl fmt::Display for Proxy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Proxy {}

impl Diagnostic for Proxy {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|_| self as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (excerpt, _) = self.excerpt.as_ref()?;
        Some(Box::new(excerpt.labels.iter().cloned()))
    }
}

/// Whatever is asked for, the whole excerpt is what there is to draw.
impl SourceCode for Proxy {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (excerpt, name) = self.excerpt.as_ref().ok_or(MietteError::OutOfBounds)?;
        let whole = SourceSpan::from((0, excerpt.text.len()));
        let data = excerpt.text.as_bytes();
        let (line, lines) = (excerpt.first_line.saturating_sub(1), excerpt.line_count());
        Ok(Box::new(MietteSpanContents::new_named(name.clone(), data, whole, line, 0, lines)))
    }
}
