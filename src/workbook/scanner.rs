//! The tags of an XML part while it is inflated: no more of it is held than one tag needs.

use super::package::Part;
use super::refusal::{self, Refusal};
use super::xml::{self, Tag};

/// Bytes that one tag with the text before it may take. The longest text of a cell, each of its letters as an entity, is
/// a third of it.
const LONGEST: usize = 1024 * 1024;

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

    /// Drops what was read and inflates some more.
    fn fill(&mut self) -> Result<(), Refusal> {
        self.text.drain(..self.at);
        self.at = 0;
        if self.text.len() > LONGEST {
            return Err(refusal::over_limit(format!(
                "la parte interna «{}» tiene un texto o una marca de más de {}",
                refusal::short(self.part.name()),
                refusal::size(LONGEST)
            )));
        }
        self.ended = self.part.read_more(&mut self.rest)? == 0;
        let whole = match std::str::from_utf8(&self.rest) {
            Ok(text) => text.len(),
            // A letter that is cut in two: the next piece has the rest of it.
            Err(error) if error.error_len().is_none() && !self.ended => error.valid_up_to(),
            Err(_) => return Err(self.malformed()),
        };
        let left = self.rest.split_off(whole);
        let text = xml::text(&self.rest).map_err(|_| refusal::bad_part(self.part.name()))?;
        self.text.push_str(text);
        self.rest = left;
        Ok(())
    }

    /// What to answer to a part that makes no sense.
    pub(super) fn malformed(&self) -> Refusal {
        refusal::bad_part(self.part.name())
    }
}
