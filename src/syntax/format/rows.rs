//! The tables of pruebas: cells padded, so that their bars stand below each other.

use unicode_width::UnicodeWidthStr;

use crate::syntax::lexemes::{Lexeme, LexemeKind};
use crate::syntax::parse::is_blank;

/// The widest cell that others are padded to; what is wider stands out. A file can thus not grow without measure.
const WIDEST: usize = 40;

/// Pads the cells of a part's rows.
pub(super) fn align(lexemes: &mut [Lexeme]) {
    let rows: Vec<Vec<String>> =
        lexemes.iter().filter(|it| it.kind == LexemeKind::Row).map(|it| cells(&it.text)).collect();
    let mut widths: Vec<usize> = Vec::new();
    for row in &rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (width, cell) in widths.iter_mut().zip(row) {
            let own = cell.width();
            if own <= WIDEST {
                *width = (*width).max(own);
            }
        }
    }
    for (lexeme, row) in lexemes.iter_mut().filter(|it| it.kind == LexemeKind::Row).zip(rows) {
        let padded = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!(" {cell}{} |", " ".repeat(width.saturating_sub(cell.width()))));
        lexeme.text = format!("|{}", padded.collect::<String>());
    }
}

/// What stands between the bars of a row; `\|` is a bar within a cell.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut letters = row.trim_matches(is_blank).chars().skip(1).peekable();
    while let Some(letter) = letters.next() {
        match (letter, cells.last_mut()) {
            ('\\', Some(cell)) if letters.peek() == Some(&'|') => {
                cell.push_str("\\|");
                letters.next();
            }
            ('|', Some(cell)) => {
                *cell = cell.trim_matches(is_blank).to_owned();
                cells.push(String::new());
            }
            (_, Some(cell)) => cell.push(letter),
            (_, None) => {}
        }
    }
    // Behind the last bar there is no cell.
    cells.pop();
    cells
}
