//! The page of a code for the terminal, and the list of all codes.

use crate::diagnostic::Code;

use super::Style;
use super::escape::{width, wrap};
use super::style::{Ink, Pen};

/// Columns before a line of an example.
const INDENT: &str = "    ";
/// Columns between a code and its title.
const GAP: usize = 2;

/// A code's page: headings in colour, paragraphs wrapped, examples set in. Ends in a line break.
pub fn draw(code: Code, style: &Style) -> String {
    let pen = Pen::new(style);
    let info = code.info();
    let heading = format!("{} · {} · {}", info.name, info.severity.word(), info.title);
    let mut output = String::new();
    for line in wrap(&heading, pen.width) {
        output.push_str(&format!("{}\n", pen.paint(Ink::Severity(info.severity), &line)));
    }
    // The page's own first line is the code's name.
    let mut in_example = false;
    for line in info.page.lines().skip(1) {
        if line.starts_with("```") {
            in_example = !in_example;
        } else if in_example {
            output.push_str(format!("{INDENT}{line}").trim_end());
            output.push('\n');
        } else {
            draw_text(line, &pen, &mut output);
        }
    }
    output
}

fn draw_text(line: &str, pen: &Pen, output: &mut String) {
    if let Some(heading) = line.strip_prefix("## ") {
        return output.push_str(&format!("{}\n", pen.paint(Ink::Heading, heading)));
    }
    if line.is_empty() {
        return output.push('\n');
    }
    for line in wrap(line, pen.width) {
        output.push_str(&format!("{line}\n"));
    }
}

/// All codes, one a line, with their titles. Ends in a line break.
pub fn list(style: &Style) -> String {
    let pen = Pen::new(style);
    let longest = Code::ALL.iter().map(|code| width(code.info().name)).max().unwrap_or(0);
    let mut output = String::new();
    for code in Code::ALL {
        let info = code.info();
        let room = pen.width.saturating_sub(longest + GAP);
        for (at, line) in wrap(info.title, room).iter().enumerate() {
            let name = if at == 0 { info.name } else { "" };
            let blank = " ".repeat(longest + GAP - width(name));
            output.push_str(&format!("{}{blank}{line}\n", pen.paint(Ink::Severity(info.severity), name)));
        }
    }
    output
}
