//! A file's lexemes: the leaves of pest's pairs, and the comments and blank lines in the gaps between them.

use pest::Parser;

use super::cut;
use super::grammar::{CotejoParser, Rule};
use super::strays::item_word;
use crate::syntax::lexemes::{Comment, CommentPlace, FileLexemes, ItemLexemes, PartLexemes, Trivia};

mod leaves;
mod trivia;

use leaves::Leaf;
use trivia::trivia;

/// The lexemes of a text in NFC. None if any part of it has not the form of the language.
pub(in crate::syntax) fn written(text: &str) -> Option<FileLexemes> {
    let (mut items, mut end) = (Vec::new(), 0);
    for piece in cut::items(text) {
        let before = trivia(text.get(end..piece.range.start)?, end == 0);
        end = piece.range.end;
        items.push(item(text.get(piece.range)?, before)?);
    }
    Some(FileLexemes { items, after: trivia(text.get(end..)?, end == 0) })
}

fn item(text: &str, before: Vec<Trivia>) -> Option<ItemLexemes> {
    let word = item_word(text)?;
    let mut parts: Vec<PartLexemes> = Vec::new();
    let mut between = Vec::new();
    for part in cut::parts(text, word) {
        let entry = if part.clause.is_some() { word.entry } else { Rule::head };
        let leaves = leaves::leaves(CotejoParser::parse(entry, text.get(part.range.clone())?).ok()?);
        let (read, after) = with_gaps(text.get(part.range)?, leaves, part.clause, std::mem::take(&mut between))?;
        parts.push(read);
        between = after;
    }
    Some(ItemLexemes { word: word.word, before, parts })
}

/// Gives each leaf the comments of the gap behind it; what stands after the line of the last leaf is for the next part.
fn with_gaps(
    text: &str,
    leaves: Vec<Leaf>,
    clause: Option<&'static str>,
    before: Vec<Trivia>,
) -> Option<(PartLexemes, Vec<Trivia>)> {
    let mut part = PartLexemes { clause, before, lexemes: Vec::new() };
    let mut starts = leaves.iter().skip(1).map(|leaf| leaf.start).collect::<Vec<_>>().into_iter();
    let mut after = Vec::new();
    for leaf in leaves {
        let mut lexeme = leaf.lexeme;
        add_inner(&mut part, leaf.comments);
        let next = starts.next();
        let gap = trivia(text.get(leaf.end..next.unwrap_or(text.len()))?, false);
        for piece in gap {
            match piece {
                Trivia::Comment(comment) if next.is_some() || comment.place == CommentPlace::LineEnd => {
                    lexeme.comments.push(comment);
                }
                Trivia::Blank if next.is_some() => {}
                other => after.push(other),
            }
        }
        part.lexemes.push(lexeme);
    }
    if part.lexemes.is_empty() { None } else { Some((part, after)) }
}

/// Comments between the words of one keyword go above it: behind it they would move the next word to a line's beginning.
fn add_inner(part: &mut PartLexemes, comments: Vec<Comment>) {
    match part.lexemes.last_mut() {
        Some(above) => above.comments.extend(comments),
        None => part.before.extend(
            comments.into_iter().map(|comment| Trivia::Comment(Comment { place: CommentPlace::Indented, ..comment })),
        ),
    }
}
