//! Declarations below each other: the fields of columns, datos, norms and parameters begin in the same column.

use super::line::{Pads, columns};
use crate::syntax::lexemes::{Lexeme, PartLexemes};

/// How declarations of a kind are aligned.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    /// The widest field that others are padded to, for the keyword with the name, the type and the captions; a wider
    /// one, and what follows it, stands out of the alignment.
    pub(super) widest: [usize; 3],
    /// Columns beyond which a line is not aligned.
    pub(super) limit: usize,
}

/// A declaration that takes part.
pub(super) struct Row<'t> {
    lexemes: &'t [Lexeme],
    /// Blanks before its first line.
    indent: usize,
    /// What is added before each lexeme.
    pub(super) pads: Pads,
    takes_part: bool,
}

impl<'t> Row<'t> {
    /// For a part that is not padded yet but for `pads`.
    pub(super) fn new(part: &'t PartLexemes, indent: usize, pads: Pads) -> Self {
        let above_last = part.lexemes.len().saturating_sub(1);
        let takes_part = part.lexemes.iter().take(above_last).all(|lexeme| lexeme.comments.is_empty());
        Row { lexemes: &part.lexemes, indent, pads, takes_part }
    }

    /// Where a field begins; the first is the keyword with the name.
    fn start(&self, field: usize) -> Option<usize> {
        match field {
            0 => Some(0),
            _ => self.lexemes.iter().enumerate().filter(|(_, it)| it.starts_field).nth(field - 1).map(|(at, _)| at),
        }
    }

    /// The width of a field that another follows, and where that begins.
    fn width(&self, field: usize) -> Option<(usize, usize)> {
        let (start, next) = (self.start(field)?, self.start(field + 1)?);
        Some((columns(self.lexemes, &self.pads, start, next), next))
    }

    fn too_long(&self, limit: usize) -> bool {
        self.indent + columns(self.lexemes, &self.pads, 0, self.lexemes.len()) > limit
    }
}

/// Pads rows to each other. Rows that would become too long are left out.
pub(super) fn align(rows: &mut [Row<'_>], bounds: Bounds) {
    let bare: Vec<Pads> = rows.iter().map(|row| row.pads.clone()).collect();
    loop {
        pad(rows, bounds);
        let long: Vec<bool> = rows.iter().map(|row| row.takes_part && row.too_long(bounds.limit)).collect();
        if !long.contains(&true) {
            return;
        }
        for ((row, bare), long) in rows.iter_mut().zip(&bare).zip(long) {
            row.pads.clone_from(bare);
            row.takes_part &= !long;
        }
    }
}

fn pad(rows: &mut [Row<'_>], bounds: Bounds) {
    let mut aligned: Vec<bool> = rows.iter().map(|row| row.takes_part).collect();
    for (field, widest) in bounds.widest.into_iter().enumerate() {
        let fits = |(width, next): &(usize, usize)| *width <= widest && *next > 0;
        let widths: Vec<Option<(usize, usize)>> = rows
            .iter()
            .zip(&aligned)
            .map(|(row, aligned)| row.width(field).filter(|it| *aligned && fits(it)))
            .collect();
        let most = widths.iter().flatten().map(|(width, _)| *width).max().unwrap_or(0);
        for ((row, width), aligned) in rows.iter_mut().zip(widths).zip(&mut aligned) {
            match width.and_then(|(width, next)| Some((width, row.pads.get_mut(next)?))) {
                Some((width, pad)) => *pad = most - width,
                None => *aligned = false,
            }
        }
    }
}
