//! The `#~` lines of a faulty file: what is told of the line above them, and how that line reads when the help is
//! followed.
//!
//! ```text
//!   exije total > 0
//! #~ error 3-7 reglas/sintaxis: «exije» no empieza ninguna cláusula
//! #~ ayuda: ¿quiso decir «exige»?
//! #~ cambio 3-7: «exige»
//! ```
//!
//! Columns count letters from 1, both included; a single one is a place between two letters, before that one. `3-+2:7`
//! ends two lines below. `#~ corrige:` gives the line above anew, or takes it away if nothing follows; several give
//! several lines.

use cotejo::diagnostic::Diagnostic;
use cotejo::source::{Source, Sources, Span};

const MARK: &str = "#~ ";
const CORRECTS: &str = "#~ corrige:";

fn is_note(line: &str) -> bool {
    line.starts_with(MARK.trim_end())
}

/// The file without its `#~` lines.
pub(super) fn stripped(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !is_note(line)).collect()
}

/// The file as its `#~ corrige:` lines make it; none if it has none.
pub(super) fn corrected(text: &str) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut replaced = false;
    for line in text.split_inclusive('\n') {
        match line.strip_prefix(CORRECTS) {
            Some(better) => {
                if !replaced {
                    lines.pop();
                }
                lines.extend(better.strip_prefix(' ').map(str::to_owned));
                replaced = true;
            }
            None if is_note(line) => {}
            None => {
                lines.push(line.to_owned());
                replaced = false;
            }
        }
    }
    text.contains(CORRECTS).then(|| lines.concat())
}

/// The file with what is told of it, in place of what it says.
pub(super) fn annotated(text: &str, faults: &[Diagnostic], source: &Source, sources: &Sources) -> String {
    let mut notes: Vec<(usize, String)> = faults.iter().map(|fault| note(fault, source, sources)).collect();
    notes.sort_by_key(|(line, _)| *line);
    let told = |line: usize| notes.iter().filter(move |(at, _)| *at == line).map(|(_, note)| note.as_str());
    let mut annotated: String = told(0).collect();
    let mut number = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with(CORRECTS) {
            annotated.push_str(line);
        } else if !is_note(line) {
            number += 1;
            annotated.push_str(line);
            annotated.extend(told(number));
        }
    }
    annotated
}

/// What is told of a line, and which line; 0 for what has no place in the file.
fn note(fault: &Diagnostic, source: &Source, sources: &Sources) -> (usize, String) {
    let severity = fault.severity.word();
    let (code, message) = (fault.code.info().name, &fault.message);
    let label = fault.labels.first().map(|label| label.span);
    let here = |span: &Span| sources.get(span.file).is_some_and(|file| file.path == source.path);
    let (line, place) = match label {
        Some(span) if here(&span) => columns(span, source),
        Some(span) => (0, format!("en {}", sources.get(span.file).map_or("", |file| &file.path))),
        None => (0, "sin lugar".to_owned()),
    };
    let mut note = format!("{MARK}{severity} {place} {code}: {message}\n");
    if let Some(help) = &fault.help {
        note.push_str(&format!("{MARK}ayuda: {help}\n"));
    }
    if let Some(fix) = &fault.fix {
        let (at, mut place) = columns(fix.span, source);
        if at != line {
            place = format!("{place} de {at}");
        }
        note.push_str(&format!("{MARK}cambio {place}: «{}»\n", fix.text.replace('\n', "⏎")));
    }
    (line, note)
}

/// A span's line and, as these files write them, its columns.
fn columns(span: Span, source: &Source) -> (usize, String) {
    let (line, first) = source.line_column(span.start as usize);
    let (last_line, after) = source.line_column(span.end as usize);
    let place = match last_line - line {
        0 if after == first => first.to_string(),
        0 => format!("{first}-{}", after - 1),
        below => format!("{first}-+{below}:{}", after - 1),
    };
    (line, place)
}
