//! One line of a drawing, put together from pieces at given columns.

use super::escape::width;
use super::style::{Ink, Pen};

/// A line under construction; pieces come from left to right.
pub(super) struct Line {
    text: String,
    column: usize,
}

impl Line {
    /// A line that begins with something already drawn; columns count from its end.
    pub(super) fn after(start: String) -> Self {
        Line { text: start, column: 0 }
    }

    /// Adds a piece at a column, or right after the last piece if that reaches further.
    pub(super) fn put(&mut self, column: usize, piece: &str) {
        self.pad(column);
        self.text.push_str(piece);
        self.column += width(piece);
    }

    /// As [`Line::put`], in colour.
    pub(super) fn paint(&mut self, column: usize, piece: &str, ink: Ink, pen: &Pen) {
        self.pad(column);
        self.text.push_str(&pen.paint(ink, piece));
        self.column += width(piece);
    }

    /// Adds the line to a drawing, without blanks at its end.
    pub(super) fn finish(self, drawing: &mut String) {
        drawing.push_str(self.text.trim_end());
        drawing.push('\n');
    }

    fn pad(&mut self, column: usize) {
        let blanks = column.saturating_sub(self.column);
        self.text.extend(std::iter::repeat_n(' ', blanks));
        self.column += blanks;
    }
}

/// The gutter of a line of a sheet or of a rule file: `  23 │ `.
pub(super) fn numbered_gutter(number: u64, digits: usize, pen: &Pen) -> String {
    let blanks = " ".repeat(digits.saturating_sub(count_digits(number)) + 1);
    format!("{blanks}{} {} ", pen.paint(Ink::Faint, &number.to_string()), pen.characters().vbar)
}

/// The gutter of a line without a number, with the bar that it calls for.
pub(super) fn bare_gutter(digits: usize, bar: char) -> String {
    format!("{} {bar} ", " ".repeat(digits + 1))
}

/// How many digits a number is written with.
pub(super) fn count_digits(number: u64) -> usize {
    number.to_string().len()
}
