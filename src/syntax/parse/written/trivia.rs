//! What stands between lexemes: comments and blank lines.

use super::super::tokens::is_blank;
use crate::syntax::lexemes::{Comment, CommentPlace, Trivia};

/// The comments and blank lines of a gap, which begins at a line's start or somewhere within a line.
pub(super) fn trivia(gap: &str, at_line_start: bool) -> Vec<Trivia> {
    let unified = gap.replace("\r\n", "\n").replace('\r', "\n");
    let mut found: Vec<Trivia> = Vec::new();
    let mut lines = unified.split('\n').enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        let whole = at_line_start || number > 0;
        let content = line.trim_matches(is_blank);
        if content.starts_with('#') {
            let place = match whole {
                false => CommentPlace::LineEnd,
                true if line.starts_with('#') => CommentPlace::FirstColumn,
                true => CommentPlace::Indented,
            };
            found.push(Trivia::Comment(Comment { text: content.to_owned(), place }));
        } else if whole && lines.peek().is_some() && found.last() != Some(&Trivia::Blank) {
            found.push(Trivia::Blank);
        }
    }
    found
}

/// Takes the comments out of what is written within one lexeme, and folds its blanks.
pub(super) fn without_comments(written: &str) -> (String, Vec<Comment>) {
    let (mut words, mut comments) = (Vec::new(), Vec::new());
    for (number, line) in written.split(['\n', '\r']).enumerate() {
        let (text, comment) = line.split_once('#').map_or((line, None), |(text, comment)| (text, Some(comment)));
        let place = if number == 0 || !text.trim_matches(is_blank).is_empty() {
            CommentPlace::LineEnd
        } else {
            CommentPlace::Indented
        };
        words.extend(text.split(is_blank).filter(|word| !word.is_empty()));
        let text = |comment: &str| format!("#{}", comment.trim_end_matches(is_blank));
        comments.extend(comment.map(|comment| Comment { text: text(comment), place }));
    }
    (words.join(" "), comments)
}
