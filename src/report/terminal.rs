//! Findings and faults for people at a terminal: what is wrong, the cells that make it up, the rule's own line, the
//! norm, and what to do.

use std::collections::BTreeMap;

use crate::cell::{CellPlace, CellRef, SheetPlace};
use crate::diagnostic::{Diagnostic, Label, Severity, Window};
use crate::engine::finding::{CitedNorm, Finding, Outcome, Run};
use crate::source::{Sources, Span};

use super::escape::{escape, fit_end, wrap};
use super::snippet::{self, Snippet};
use super::style::{Ink, Pen};
use super::{Style, summary as table, window};

/// Columns that the icon and the bar of a heading take, and those at its right that stay free.
const HEADING: usize = 4;
/// Columns before a line of help.
const INDENT: usize = 2;

/// All findings, a blank line after each, and the summary. Ends in a line break.
pub fn findings(run: &Run, sources: &Sources, style: &Style) -> String {
    let pen = Pen::new(style);
    let mut drawn = BTreeMap::new();
    let mut output = String::new();
    for finding in &run.findings {
        let digits = digits(&finding.windows);
        let snippets = finding.rule_span.map_or(&[][..], |span| rule_snippets(span, digits, sources, &pen, &mut drawn));
        draw_finding(finding, snippets, &pen, &mut output);
        output.push('\n');
    }
    output.push_str(&table::draw(run, &pen));
    output
}

/// A table of all rules with how their checks came out, a sentence that sums up, the phase and the day. Ends in a line
/// break.
pub fn summary(run: &Run, style: &Style) -> String {
    table::draw(run, &Pen::new(style))
}

/// The faults of a rule set and how many there are. Ends in a line break; empty if there are none.
pub fn faults(diagnostics: &[Diagnostic], sources: &Sources, style: &Style) -> String {
    let pen = Pen::new(style);
    let mut output = String::new();
    for diagnostic in diagnostics {
        draw_fault(diagnostic, sources, &pen, &mut output);
        output.push('\n');
    }
    if !diagnostics.is_empty() {
        let severities = diagnostics.iter().map(|diagnostic| diagnostic.severity);
        output.push_str(&format!("{}\n", table::count_severities(severities)));
    }
    output
}

/// A rule's own lines; many findings share them, so each is drawn once for each width of the gutter.
fn rule_snippets<'a>(
    span: Span,
    digits: usize,
    sources: &Sources,
    pen: &Pen,
    drawn: &'a mut BTreeMap<(Span, usize), Vec<Snippet>>,
) -> &'a [Snippet] {
    let label = Label { span, text: String::new() };
    drawn.entry((span, digits)).or_insert_with(|| snippet::draw(&[label], sources, digits, pen))
}

/// Digits of the highest row number of several windows.
fn digits(windows: &[Window]) -> usize {
    windows.iter().map(window::digits).max().unwrap_or(0)
}

fn draw_finding(finding: &Finding, snippets: &[Snippet], pen: &Pen, output: &mut String) {
    let message =
        Message { name: &finding.rule, remark: remark(finding), title: &finding.title, text: &finding.message };
    message.draw(finding.severity, pen, output);
    if finding.windows.is_empty() {
        draw_place(finding.place.as_ref(), &finding.cells, &finding.file, pen, output);
    }
    let main = finding.place.as_ref().zip(finding.cells.first());
    draw_blocks(&finding.windows, main.map(|(sheet, cell)| (sheet, *cell)), snippets, pen, output);
    for norm in &finding.norms {
        draw_line("norma", &cite(norm), pen, output);
    }
    if let Some(help) = &finding.help {
        draw_line("ayuda", help, pen, output);
    }
    for note in &finding.notes {
        draw_line("nota", note, pen, output);
    }
}

/// Draws a diagnostic.
pub(super) fn draw_fault(diagnostic: &Diagnostic, sources: &Sources, pen: &Pen, output: &mut String) {
    let message =
        Message { name: diagnostic.code.info().name, remark: String::new(), title: "", text: &diagnostic.message };
    message.draw(diagnostic.severity, pen, output);
    let main = diagnostic.cell.as_ref().map(|place| (&place.sheet, place.cell));
    if diagnostic.windows.is_empty() {
        let file = diagnostic.file.as_deref().unwrap_or("");
        draw_place(main.map(|(sheet, _)| sheet), &main.map_or(vec![], |(_, cell)| vec![cell]), file, pen, output);
    }
    let snippets = snippet::draw(&diagnostic.labels, sources, digits(&diagnostic.windows), pen);
    draw_blocks(&diagnostic.windows, main, &snippets, pen, output);
    if let Some(help) = &diagnostic.help {
        draw_line("ayuda", help, pen, output);
    }
}

/// `no evaluable (3 comprobaciones)`
fn remark(finding: &Finding) -> String {
    let outcome = match finding.outcome {
        Outcome::NotEvaluable => "no evaluable",
        Outcome::Waived => "exceptuado",
        Outcome::Holds | Outcome::Fails | Outcome::NotApplicable => "",
    };
    match (outcome, finding.checks) {
        (_, 0 | 1) => outcome.to_owned(),
        ("", checks) => format!("{checks} comprobaciones"),
        (_, checks) => format!("{outcome} ({checks} comprobaciones)"),
    }
}

/// What a heading says.
struct Message<'a> {
    name: &'a str,
    remark: String,
    title: &'a str,
    text: &'a str,
}

impl Message<'_> {
    fn draw(&self, severity: Severity, pen: &Pen, output: &mut String) {
        let columns = pen.width.saturating_sub(HEADING);
        let joint = format!(" {} ", pen.dot());
        let join =
            |parts: [&str; 2]| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(&joint);
        let name = join([&escape(self.name), &self.remark]);
        let heading = wrap(&join([&name, &escape(self.title)]), columns);
        let paint = |line: &String| match line.strip_prefix(&name) {
            Some(rest) => format!("{}{}", pen.paint(Ink::Severity(severity), &name), pen.paint(Ink::Faint, rest)),
            None => pen.paint(Ink::Faint, line),
        };
        let mut lines: Vec<String> = heading.iter().map(paint).collect();
        lines.extend(wrap(&escape(self.text), columns));
        output.push_str(&snippet::heading(severity, &lines, pen));
    }
}

/// Draws windows and the rule's lines with gutters of one width. `main`: the cell that the first window is named for.
fn draw_blocks(
    windows: &[Window],
    main: Option<(&SheetPlace, CellRef)>,
    snippets: &[Snippet],
    pen: &Pen,
    output: &mut String,
) {
    let digits = snippets.iter().map(|snippet| snippet.digits).fold(digits(windows), usize::max);
    for (at, window) in windows.iter().enumerate() {
        let main = main.filter(|(sheet, _)| at == 0 && **sheet == window.place).map(|(_, cell)| cell);
        output.push_str(&window::draw(window, main, digits, pen));
    }
    for snippet in snippets {
        output.push_str(&snippet.aligned(digits));
    }
}

/// Says in a line what no window shows.
fn draw_place(sheet: Option<&SheetPlace>, cells: &[CellRef], file: &str, pen: &Pen, output: &mut String) {
    let (heading, text) = match (sheet, cells) {
        (Some(sheet), [first, rest @ ..]) => {
            let place = CellPlace { sheet: sheet.clone(), cell: *first }.to_string();
            match rest.len() {
                0 => ("celda", place),
                more => ("celdas", format!("{place} y {more} más")),
            }
        }
        (Some(sheet), []) if sheet.sheet.is_empty() => ("archivo", sheet.to_string()),
        (Some(sheet), []) => ("hoja", sheet.to_string()),
        (None, _) if !file.is_empty() => ("archivo", file.to_owned()),
        (None, _) => return,
    };
    let text = escape(&text).replace('›', &pen.step().to_string());
    let text = fit_end(&text, pen.width.saturating_sub(INDENT + heading.len() + 2), pen.ellipsis());
    draw_line(heading, &text, pen, output);
}

/// `PE-P-002 versión 04, tarea 1`
pub(super) fn cite(norm: &CitedNorm) -> String {
    match &norm.article {
        Some(article) => format!("{}, {article}", norm.title),
        None => norm.title.clone(),
    }
}

/// `  ayuda: …`, the further lines below the first word.
pub(super) fn draw_line(heading: &str, text: &str, pen: &Pen, output: &mut String) {
    let indent = INDENT + heading.len() + 2;
    let mut lines = wrap(&escape(text), pen.width.saturating_sub(indent)).into_iter();
    let first = lines.next().unwrap_or_default();
    output.push_str(&format!("  {} {first}\n", pen.paint(Ink::Heading, &format!("{heading}:"))));
    for line in lines {
        output.push_str(&format!("{}{line}\n", " ".repeat(indent)));
    }
}
