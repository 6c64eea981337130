//! Where outputs go: standard output or a file; and what the terminal can show.

#![expect(clippy::disallowed_methods, reason = "cli is where the environment is asked")]

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::report::{self, Style};
use crate::source::Sources;

use super::args::{Color, Format, Output};
use super::disk::{shown, why};

/// Width of what is not written to a terminal.
const PIPE_WIDTH: usize = 80;

/// What the standard output can show.
fn style(color: Color) -> Style {
    let terminal = io::stdout().is_terminal();
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let color = match color {
        Color::Siempre => true,
        Color::Nunca => false,
        Color::Auto => terminal && !dumb && !refused,
    };
    let width = if terminal { terminal_width() } else { PIPE_WIDTH };
    Style { color, unicode: !(terminal && dumb), width }
}

fn terminal_width() -> usize {
    terminal_size::terminal_size().map_or(PIPE_WIDTH, |(width, _)| usize::from(width.0))
}

/// Writes each output to its place; where all go to files, the terminal's goes to standard output besides. `render`
/// gives the text of a format in a style.
pub(super) fn write_all(
    outputs: &[Output],
    color: Color,
    render: impl Fn(Format, &Style) -> String,
) -> Result<(), String> {
    let style = style(color);
    let default = [Output { format: Format::Terminal, path: None }];
    let to_files_only = outputs.iter().all(|output| output.path.is_some());
    let standard = if to_files_only { &default[..] } else { &[] };
    for output in outputs.iter().chain(standard) {
        match &output.path {
            None => to_standard_output(&render(output.format, &style))?,
            Some(path) => to_file(path, &render(output.format, &style.plain()))?,
        }
    }
    Ok(())
}

/// Writes the faults of a rule set to each output.
pub(super) fn write_faults(
    outputs: &[Output],
    color: Color,
    faults: &[Diagnostic],
    sources: &Sources,
) -> Result<(), String> {
    write_all(outputs, color, |format, style| match format {
        Format::Json => report::json::faults(faults, sources),
        Format::Terminal => report::terminal::faults(faults, sources, style),
    })
}

/// Writes what is for people to standard output.
pub(super) fn show(color: Color, render: impl Fn(&Style) -> String) -> Result<(), String> {
    to_standard_output(&render(&style(color)))
}

/// A reader that has seen enough closes the pipe; that is no fault.
fn to_standard_output(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("no se pudo escribir la salida: {error}")),
        _ => Ok(()),
    }
}

fn to_file(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("no se pudo escribir «{}»: {}", shown(path), why(&error)))
}
