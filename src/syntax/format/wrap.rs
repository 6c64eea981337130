//! A head or a clause to its lines: broken where a comment asks for it, and where it is too long.

use super::line::{self, gap, width};
use crate::syntax::lexemes::{CommentPlace, Lexeme, LexemeKind};
use crate::syntax::parse::clause_word;

/// Columns of a line; a comment, or a text that cannot be broken, may go beyond.
pub(super) const LIMIT: usize = 100;

/// Blanks before the rows of a table.
const ROW_INDENT: usize = 4;

/// How a part is laid out.
pub(super) struct Shape {
    /// Blanks before its first line.
    pub(super) indent: usize,
    /// Blanks before the lines that continue it.
    pub(super) hang: usize,
    /// A lexeme that begins a line in any case.
    pub(super) breaks_at: Option<usize>,
    /// Whether the part is of a prueba, where a line may not begin with `con`.
    pub(super) in_prueba: bool,
}

/// The lines of a part.
pub(super) fn lines(lexemes: &[Lexeme], pads: &[usize], shape: &Shape) -> Vec<String> {
    let breaks = Breaks::new(lexemes, pads, shape.in_prueba);
    let mut lines = Vec::new();
    let mut start = 0;
    while start < lexemes.len() {
        let end = forced_end(lexemes, start, shape);
        let indent = if start == 0 { shape.indent } else { indent_of(lexemes.get(start), shape) };
        segment(&breaks, (start, end), (indent, shape.hang), &mut lines);
        add_comments(lexemes.get(end.saturating_sub(1)), indent_of(lexemes.get(end), shape), &mut lines);
        start = end;
    }
    lines
}

fn indent_of(lexeme: Option<&Lexeme>, shape: &Shape) -> usize {
    if lexeme.is_some_and(|lexeme| lexeme.kind == LexemeKind::Row) { ROW_INDENT } else { shape.hang }
}

/// Where the lexemes from `start` must break.
fn forced_end(lexemes: &[Lexeme], start: usize, shape: &Shape) -> usize {
    let ends = |at: &usize| {
        let commented = lexemes.get(at - 1).is_some_and(|lexeme| !lexeme.comments.is_empty());
        let is_row = lexemes.get(*at).is_some_and(|lexeme| lexeme.kind == LexemeKind::Row);
        commented || is_row || shape.breaks_at == Some(*at)
    };
    (start + 1..lexemes.len()).find(ends).unwrap_or(lexemes.len())
}

/// Writes the comments behind a lexeme: the first at the end of its line, if it stood there.
fn add_comments(lexeme: Option<&Lexeme>, indent: usize, lines: &mut Vec<String>) {
    for (at, comment) in lexeme.iter().flat_map(|lexeme| &lexeme.comments).enumerate() {
        match lines.last_mut().filter(|_| at == 0 && comment.place == CommentPlace::LineEnd) {
            Some(line) => *line = format!("{line}  {}", comment.text),
            None => lines.push(format!("{}{}", " ".repeat(indent), comment.text)),
        }
    }
}

/// Writes the lexemes of a range, broken where they go beyond the limit.
fn segment(
    breaks: &Breaks<'_>,
    (mut start, end): (usize, usize),
    (mut indent, hang): (usize, usize),
    lines: &mut Vec<String>,
) {
    while start < end {
        let next = breaks.next(start, end, indent);
        lines.push(format!("{}{}", " ".repeat(indent), line::text(breaks.lexemes, breaks.pads, start, next)));
        (start, indent) = (next, hang);
    }
}

/// Where a part may be broken.
struct Breaks<'t> {
    lexemes: &'t [Lexeme],
    pads: &'t [usize],
    /// For each lexeme, how bad a break before it is; none where there may be none.
    costs: Vec<Option<usize>>,
}

impl<'t> Breaks<'t> {
    fn new(lexemes: &'t [Lexeme], pads: &'t [usize], in_prueba: bool) -> Self {
        let mut in_value = false;
        let mut costs = Vec::with_capacity(lexemes.len());
        for (at, lexeme) in lexemes.iter().enumerate() {
            let cost = if in_value { None } else { cost(lexemes, at) };
            costs.push(cost.filter(|_| !begins_clause(lexemes, at, in_prueba)));
            match lexeme.kind {
                LexemeKind::MessageStart => in_value = true,
                LexemeKind::MessageEnd => in_value = false,
                _ => {}
            }
        }
        Breaks { lexemes, pads, costs }
    }

    /// Where the line that begins at `start` ends: at `end` if all fits; else at the least bad break that fits, of
    /// several the last; else at the first break there is.
    fn next(&self, start: usize, end: usize, indent: usize) -> usize {
        let mut columns = indent + self.lexemes.get(start).map_or(0, width);
        let mut best: Option<(usize, usize)> = None;
        for at in start + 1..end {
            let cost = self.costs.get(at).copied().flatten();
            if let Some(cost) = cost {
                if columns > LIMIT {
                    return best.map_or(at, |(_, at)| at);
                }
                if best.is_none_or(|(least, _)| cost <= least) {
                    best = Some((cost, at));
                }
            }
            columns += gap(self.lexemes, self.pads, at) + self.lexemes.get(at).map_or(0, width);
            if columns > LIMIT
                && let Some((_, at)) = best
            {
                return at;
            }
        }
        end
    }
}

/// How bad a break before a lexeme is: the deeper in the tree, the worse.
fn cost(lexemes: &[Lexeme], at: usize) -> Option<usize> {
    use LexemeKind as Kind;
    let (left, lexeme) = (lexemes.get(at.checked_sub(1)?)?, lexemes.get(at)?);
    match (left.kind, lexeme.kind) {
        (Kind::Comma, _) => Some(left.depth + 1),
        (_, Kind::Joint | Kind::Operator) => Some(lexeme.depth),
        (Kind::Text | Kind::MessageEnd, Kind::Text | Kind::MessageStart) if !lexeme.starts_field => Some(lexeme.depth),
        _ => None,
    }
}

/// Whether a line that begins with a lexeme would begin a clause.
fn begins_clause(lexemes: &[Lexeme], at: usize, in_prueba: bool) -> bool {
    // A clause keyword has two words at most, and what follows them on the line is looked at.
    let words = lexemes.iter().skip(at).take(3);
    let width = words.clone().position(|lexeme| !lexeme.comments.is_empty()).map_or(words.len(), |last| last + 1);
    let end = at + width;
    clause_word(&line::text(lexemes, &[], at, end), in_prueba).is_some()
}
