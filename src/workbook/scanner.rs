//! The tags of an XML part while it is inflated: no more of it is held than one tag needs.

use super::package::Part;
use super::refusal::{self, Refusal};
use super::xml::{self, Tag};

/// Bytes that one tag with the text before it may take. The longest text of a cell, each of its letters as an entity, is
/// a third of it.
pub(super) const LONGEST: usize = 1024 * 1024;

/// A part that is read from tag to tag.
pub(super) struct Scanner<'p, 'a> {
    part: Part<'p, 'a>,
    /// What was inflated and is not read yet, from `at` on.
    text: String,
    at: usize,
    /// Inflated bytes that do not make a letter yet.
    rest: Vec<u8>,
    ended: bool,
}

impl<'p, 'a> Scanner<'p, 'a> {
    /// Starts at the part's beginning.
    pub(super) fn new(part: Part<'p, 'a>) -> Self {
        Scanner { part, text: String::new(), at: 0, rest: Vec::new(), ended: false }
    }

    /// The next tag and the text before it, as written; `None` at the part's end.
    pub(super) fn next(&mut self) -> Result<Option<(&str, Tag<'_>)>, Refusal> {
        let found = loop {
            match xml::find(&self.text, self.at) {
                Ok(Some(found)) => break found,
                Ok(None) if self.ended => return Ok(None),
                Err(_) if self.ended => return Err(self.malformed()),
                _ => self.fill()?,
            }
        };
        let before = self.at;
        self.at = found.end;
        let piece = found.tag(&self.text).and_then(|tag| Some((self.text.get(before..found.start)?, tag)));
        piece.map(Some).ok_or_else(|| refusal::bad_part(self.part.name()))
    }

    /// What was inflated and is not read yet. It may end anywhere.
    pub(super) fn window(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Passes over some of the [`window`](Self::window).
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Drops what was read and inflates some more.
    fn fill(&mut self) -> Result<(), Refusal> {
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        bytes.drain(..std::mem::take(&mut self.at));
        if bytes.len() > LONGEST {
            return Err(refusal::long_piece(self.part.name(), LONGEST));
        }
        let known = bytes.len();
        bytes.append(&mut self.rest);
        self.ended = self.part.read_more(&mut bytes)? == 0;
        self.rest = bytes.split_off(known + whole_letters(bytes.get(known..).unwrap_or_default()));
        let ends_within_letter = self.ended && !self.rest.is_empty();
        match String::from_utf8(bytes) {
            Ok(text) if !ends_within_letter && !xml::has_forbidden(text.get(known..).unwrap_or_default()) => {
                self.text = text;
                Ok(())
            }
            _ => Err(self.malformed()),
        }
    }

    /// What to answer to a part that makes no sense.
    pub(super) fn malformed(&self) -> Refusal {
        refusal::bad_part(self.part.name())
    }
}

/// Length without the letter that the end cuts in two, if it does.
fn whole_letters(bytes: &[u8]) -> usize {
    // The first byte of a letter says how many there are: 2 from 0xC0, 3 from 0xE0, 4 from 0xF0.
    let last = bytes.iter().rev().take(4).position(|byte| !(0x80..0xC0).contains(byte)).unwrap_or_default();
    let first = bytes.len().saturating_sub(last + 1);
    let needed = match bytes.get(first) {
        Some(0xC0..0xE0) => 2,
        Some(0xE0..0xF0) => 3,
        Some(0xF0..) => 4,
        _ => 1,
    };
    if first + needed > bytes.len() { first } else { bytes.len() }
}

#[cfg(test)]
mod tests;
