//! The fenced blocks of a page.

use std::fs;

use crate::support::root;

/// A fenced block.
pub(super) struct Block {
    /// The line of its fence, from 1.
    pub(super) line: usize,
    /// The first word of its fence.
    pub(super) language: String,
    /// The other words.
    pub(super) words: Vec<String>,
    /// What stands between the fences, with its last line end.
    pub(super) text: String,
}

/// The text of a page under `docs`.
pub(super) fn text(page: &str) -> String {
    let path = root().join("docs").join(page);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("docs/{page}: {error}"))
}

/// The blocks of a page, in their order.
pub(super) fn blocks(page: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut open = false;
    for (index, line) in text(page).lines().enumerate() {
        match (line.strip_prefix("```"), open) {
            (Some(_), true) => open = false,
            (Some(fence), false) => {
                let mut words = fence.split_whitespace().map(str::to_owned);
                let language = words.next().unwrap_or_default();
                found.push(Block { line: index + 1, language, words: words.collect(), text: String::new() });
                open = true;
            }
            (None, true) => found.last_mut().unwrap().text.extend([line, "\n"]),
            (None, false) => {}
        }
    }
    assert!(!open, "docs/{page}: a block is not closed");
    found
}
