//! A file to its lines: items and the blank lines and comments between them.

use super::align::{Bounds, Row, align};
use super::line::Pads;
use super::wrap::{self, LIMIT, Shape};
use crate::syntax::lexemes::{
    Comment, CommentPlace, FileLexemes, ItemLexemes, Lexeme, LexemeKind, PartLexemes, Trivia,
};

/// Blanks before a clause.
const INDENT: usize = 2;
/// Blanks before the lines that continue a head.
const HEAD_HANG: usize = 4;

/// Items of one line that may stand together without a blank line, by their kind.
const TOGETHER: &[(&str, u8)] = &[
    ("vigencia", 0),
    ("entidad", 0),
    ("usa", 1),
    ("norma", 2),
    ("parámetro", 3),
    ("fija", 4),
    ("quita", 4),
    ("función", 5),
];

/// Clauses of a formato whose keyword is padded to the width of `columna`.
const PADDED: &[&str] = &["hoja", "clave", "dato", "vacíos"];
const COLUMNA: usize = 7;

const NORMS: Bounds = Bounds { widest: [30, 0, 0], limit: usize::MAX };
const PARAMETERS: Bounds = Bounds { widest: [34, 0, 0], limit: LIMIT };
const COLUMNS: Bounds = Bounds { widest: [24, 22, 32], limit: LIMIT };
const FAMILIES: Bounds = Bounds { widest: [36, 22, 32], limit: LIMIT };

/// The whole text of a file; it ends in a line break, unless it is empty.
pub(super) fn file(file: &FileLexemes) -> String {
    let heads = aligned_heads(&file.items);
    let mut lines = Vec::new();
    let mut above: Option<Option<u8>> = None;
    for (item, pads) in file.items.iter().zip(heads) {
        let own = item_lines(item, &pads);
        let kind =
            TOGETHER.iter().find(|(word, _)| *word == item.word).map(|(_, kind)| *kind).filter(|_| own.len() == 1);
        let apart = above.is_some_and(|above| above.is_none() || above != kind);
        between(&item.before, apart, &mut lines);
        lines.extend(own);
        above = Some(kind);
    }
    between(&file.after, false, &mut lines);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Writes what stands above an item, and a blank line if the item is to stand `apart` from the one above. Indented
/// comments belong to that one.
fn between(trivia: &[Trivia], apart: bool, lines: &mut Vec<String>) {
    let (mut blank, mut apart) = (false, apart);
    let first = lines.is_empty();
    for piece in trivia {
        let Trivia::Comment(comment) = piece else {
            blank = true;
            continue;
        };
        // In the first column `##` would document the first item.
        let has_owner = !first || comment.text.starts_with("##");
        let indented = has_owner && comment.place != CommentPlace::FirstColumn;
        if !indented {
            blank |= std::mem::take(&mut apart);
        }
        push_blank(std::mem::take(&mut blank), lines);
        lines.push(format!("{}{}", if indented { "  " } else { "" }, comment.text));
    }
    push_blank(blank || apart, lines);
}

fn push_blank(wanted: bool, lines: &mut Vec<String>) {
    if wanted && lines.last().is_some_and(|line| !line.is_empty()) {
        lines.push(String::new());
    }
}

/// The pads of the heads: norms and parameters that stand right below each other are aligned.
fn aligned_heads(items: &[ItemLexemes]) -> Vec<Pads> {
    let mut pads: Vec<Pads> = Vec::new();
    let runs = items.chunk_by(|above, item| {
        above.word == item.word && item.before.is_empty() && is_one_line(above) && is_one_line(item)
    });
    for run in runs {
        let heads = run.iter().filter_map(|item| item.parts.first());
        let mut rows: Vec<Row<'_>> = heads.map(|head| Row::new(head, 0, bare(head))).collect();
        match run.first().map(|item| item.word) {
            Some("norma") => align(&mut rows, NORMS),
            Some("parámetro") => align(&mut rows, PARAMETERS),
            _ => {}
        }
        pads.extend(rows.into_iter().map(|row| row.pads));
    }
    pads
}

/// Whether an item takes one line; alignment makes no more of it.
fn is_one_line(item: &ItemLexemes) -> bool {
    match item.parts.as_slice() {
        [head] => wrap::lines(&head.lexemes, &bare(head), &head_shape(item, head)).len() == 1,
        _ => false,
    }
}

fn bare(part: &PartLexemes) -> Pads {
    vec![0; part.lexemes.len()]
}

fn item_lines(item: &ItemLexemes, head_pads: &[usize]) -> Vec<String> {
    let Some((head, clauses)) = item.parts.split_first() else { return Vec::new() };
    let mut lines = wrap::lines(&head.lexemes, head_pads, &head_shape(item, head));
    for (at, (clause, pads)) in clauses.iter().zip(aligned_clauses(item.word, clauses)).enumerate() {
        above_clause(&clause.before, at > 0, &mut lines);
        let keyword = clause.clause.unwrap_or("");
        let hang = INDENT + keyword.chars().count() + pads.get(1).copied().unwrap_or(0) + 1;
        let shape = Shape { indent: INDENT, hang, breaks_at: None, in_prueba: item.word == "prueba" };
        lines.extend(wrap::lines(&clause.lexemes, &pads, &shape));
    }
    lines
}

/// The title of a regla stands on its own line.
fn head_shape(item: &ItemLexemes, head: &PartLexemes) -> Shape {
    let title = |lexeme: &Lexeme| lexeme.kind == LexemeKind::Text;
    let breaks_at = if item.word == "regla" { head.lexemes.iter().position(title) } else { None };
    let hang = if breaks_at.is_some() { INDENT } else { HEAD_HANG };
    Shape { indent: 0, hang, breaks_at, in_prueba: item.word == "prueba" }
}

/// Writes the comments above a clause. A blank line is kept where the author parted clauses with it, but not below the
/// head.
fn above_clause(trivia: &[Trivia], below_clause: bool, lines: &mut Vec<String>) {
    let mut keeps_blank = below_clause;
    for piece in trivia {
        match piece {
            Trivia::Blank => push_blank(keeps_blank, lines),
            Trivia::Comment(Comment { text, .. }) => {
                lines.push(format!("  {text}"));
                keeps_blank = true;
            }
        }
    }
}

/// The pads of an item's clauses: columns and datos between two blank lines are aligned, families of columns for
/// themselves.
fn aligned_clauses(word: &str, clauses: &[PartLexemes]) -> Vec<Pads> {
    let mut pads: Vec<Pads> = clauses.iter().map(|clause| keyword_pads(word, clause)).collect();
    let mut start = 0;
    for section in clauses.chunk_by(|_, clause| !clause.before.contains(&Trivia::Blank)) {
        let end = start + section.len();
        for (kind, bounds) in [(Declares::Column, COLUMNS), (Declares::Family, FAMILIES), (Declares::Dato, COLUMNS)] {
            align_kind((kind, bounds), section, pads.get_mut(start..end).unwrap_or_default());
        }
        start = end;
    }
    pads
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Declares {
    Column,
    Family,
    Dato,
}

fn declares(clause: &PartLexemes) -> Option<Declares> {
    let is_family = clause.lexemes.get(2).is_some_and(|lexeme| lexeme.kind == LexemeKind::GluedOpen);
    match clause.clause {
        Some("columna") if is_family => Some(Declares::Family),
        Some("columna") => Some(Declares::Column),
        Some("dato") => Some(Declares::Dato),
        _ => None,
    }
}

fn align_kind((kind, bounds): (Declares, Bounds), clauses: &[PartLexemes], pads: &mut [Pads]) {
    let of_kind = |clause: &PartLexemes| declares(clause) == Some(kind);
    let chosen = clauses.iter().zip(&*pads).filter(|(clause, _)| of_kind(clause));
    let mut rows: Vec<Row<'_>> = chosen.map(|(clause, pads)| Row::new(clause, INDENT, pads.clone())).collect();
    align(&mut rows, bounds);
    let places = clauses.iter().zip(pads).filter(|(clause, _)| of_kind(clause)).map(|(_, pads)| pads);
    for (place, row) in places.zip(rows) {
        *place = row.pads;
    }
}

/// The names of a formato's clauses begin below each other.
fn keyword_pads(word: &str, clause: &PartLexemes) -> Pads {
    let mut pads = bare(clause);
    let keyword = clause.clause.filter(|keyword| word == "formato" && PADDED.contains(keyword));
    if let (Some(keyword), Some(pad)) = (keyword, pads.get_mut(1)) {
        *pad = COLUMNA - keyword.chars().count();
    }
    pads
}
