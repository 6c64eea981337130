//! The lines of a rule file that labels cover, escaped and cut to the width, with the labels moved accordingly.

use std::ops::Range;

use miette::LabeledSpan;

use crate::diagnostic::Label;
use crate::source::Source;

use super::super::escape::{escape, push_escaped, width, wrap};
use super::super::line::count_digits;

/// A label that covers more lines is drawn to this many.
const MOST_LINES: usize = 8;
/// Columns that stay of what stands before a label far to the right.
const LEAD: usize = 8;
/// Columns that miette draws left of the text, digits apart, and those that a label over several lines adds.
const GUTTER: usize = 4;
const BRACKET: usize = 4;

/// What there is room for.
pub(super) struct Room {
    /// Columns of a line.
    pub(super) width: usize,
    /// Digits that the gutter has at least.
    pub(super) digits: usize,
    /// What stands for the rest of a line.
    pub(super) ellipsis: &'static str,
}

/// Lines of a rule file, ready to draw.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The lines, each ending in a line break.
    pub(super) text: String,
    /// The number of the first, from 1.
    pub(super) first_line: usize,
    /// The labels, with offsets into `text`.
    pub(super) labels: Vec<LabeledSpan>,
    /// Offsets into the file's text and into `text`, of each character kept, in rising order.
    moved: Vec<(usize, usize)>,
}

impl Excerpt {
    /// Takes the lines from the first label to the last.
    pub(super) fn new(source: &Source, labels: &[&Label], room: &Room) -> Self {
        let text = &source.text;
        let ranges: Vec<Range<usize>> = labels.iter().map(|label| clamp(text, label.span.range())).collect();
        let start = line_start(text, ranges.iter().map(|range| range.start).min().unwrap_or(0));
        let end = line_end(text, ranges.iter().map(|range| range.end).max().unwrap_or(0));
        let first_line = source.line_column(start).0;
        let mut excerpt = Excerpt { text: String::new(), first_line, labels: Vec::new(), moved: Vec::new() };
        let lines = text.get(start..end).unwrap_or("").split('\n');
        let columns = columns(room, first_line + lines.clone().count(), &ranges, text);
        let mut offset = start;
        for line in lines {
            let focus = ranges.iter().find(|range| (offset..=offset + line.len()).contains(&range.start));
            excerpt.push_line(line, offset, focus, columns, room.ellipsis);
            offset += line.len() + 1;
        }
        excerpt.labels =
            labels.iter().zip(&ranges).map(|(label, range)| excerpt.label(label, range, columns)).collect();
        excerpt
    }

    /// The number of the last line.
    pub(super) fn last_line(&self) -> usize {
        self.first_line + self.line_count().saturating_sub(1)
    }

    pub(super) fn line_count(&self) -> usize {
        self.text.matches('\n').count()
    }

    /// Adds a line that begins at an offset of the file, or the stretch of it that shows the focus.
    fn push_line(&mut self, line: &str, offset: usize, focus: Option<&Range<usize>>, columns: usize, ellipsis: &str) {
        let focus = focus.map_or(0..0, |range| range.start - offset..(range.end - offset).min(line.len()));
        let skipped = skipped(line, &focus, columns);
        let mut used = 0;
        if skipped > 0 {
            self.push(offset, ellipsis);
            used = width(ellipsis);
        }
        let rest = line.get(skipped..).unwrap_or("");
        let room = columns.saturating_sub(used);
        let cut = columns_of(rest, room + 1) > room;
        let room = if cut { room.saturating_sub(width(ellipsis)) } else { room };
        used = 0;
        for (at, letter) in rest.char_indices() {
            let shown = escaped(letter);
            used += width(&shown);
            if used > room {
                self.push(offset + skipped + at, ellipsis);
                break;
            }
            self.push(offset + skipped + at, &shown);
        }
        self.push(offset + line.len(), "\n");
    }

    fn push(&mut self, offset: usize, shown: &str) {
        self.moved.push((offset, self.text.len()));
        self.text.push_str(shown);
    }

    /// Where an offset of the file has moved to: to the first character kept from there on.
    fn moved_to(&self, offset: usize) -> usize {
        let at = self.moved.partition_point(|(from, _)| *from < offset);
        self.moved.get(at).map_or(self.text.len(), |(_, to)| *to)
    }

    fn label(&self, label: &Label, range: &Range<usize>, columns: usize) -> LabeledSpan {
        let (start, end) = (self.moved_to(range.start), self.moved_to(range.end));
        let line = self.text.get(..start).and_then(|before| before.rsplit('\n').next()).unwrap_or("");
        let middle = width(line) + width(self.text.get(start..end).unwrap_or("")) / 2;
        let room = columns.saturating_sub(middle + GUTTER).max(columns / 3);
        let text = (!label.text.is_empty()).then(|| wrap(&escape(&label.text), room).join("\n"));
        LabeledSpan::new(text, start, end - start)
    }
}

/// The columns that are left for the text of a line.
fn columns(room: &Room, last_line: usize, ranges: &[Range<usize>], text: &str) -> usize {
    let digits = count_digits(u64::try_from(last_line).unwrap_or(u64::MAX)).max(room.digits);
    let brackets =
        ranges.iter().filter(|range| text.get((*range).clone()).is_some_and(|part| part.contains('\n'))).count();
    room.width.saturating_sub(digits + GUTTER + brackets * BRACKET).max(room.width / 3)
}

/// A span as a range of the text: within it, at characters' borders, without blanks at its end, and not too many lines.
fn clamp(text: &str, range: Range<usize>) -> Range<usize> {
    let border = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = border(range.start);
    let part = text.get(start..border(range.end)).unwrap_or("");
    let part = part.match_indices('\n').nth(MOST_LINES - 1).and_then(|(at, _)| part.get(..at)).unwrap_or(part);
    start..start + part.trim_end().len()
}

fn line_start(text: &str, offset: usize) -> usize {
    text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)
}

fn line_end(text: &str, offset: usize) -> usize {
    text.get(offset..).and_then(|after| after.find('\n')).map_or(text.len(), |at| offset + at)
}

/// How many bytes of a line to leave out before the focus, so that it can be seen; 0 if the line's beginning leaves room.
fn skipped(line: &str, focus: &Range<usize>, columns: usize) -> usize {
    let before = line.get(..focus.start).unwrap_or("");
    let inside = line.get(focus.clone()).unwrap_or("");
    if columns_of(before, columns) + columns_of(inside, columns / 2) < columns {
        return 0;
    }
    before.char_indices().rev().nth(LEAD).map_or(0, |(at, _)| at)
}

/// Columns that a text takes once escaped, counted no further than `most`.
fn columns_of(text: &str, most: usize) -> usize {
    let mut used = 0;
    for letter in text.chars() {
        used += width(&escaped(letter));
        if used >= most {
            break;
        }
    }
    used
}

fn escaped(letter: char) -> String {
    let mut shown = String::new();
    push_escaped(&mut shown, letter);
    shown
}
