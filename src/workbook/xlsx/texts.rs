//! The part of texts that cells share.

use std::borrow::Cow;
use std::sync::Arc;

use memchr::memchr;

use crate::workbook::limits::Limits;
use crate::workbook::package::Package;
use crate::workbook::refusal::{self, Refusal};
use crate::workbook::scanner::Scanner;
use crate::workbook::xml::{self, Tag};

/// The texts in their order, whatever the part says of their number; none where there is no such part.
pub(super) fn read(package: &mut Package<'_>, part: Option<&str>, limits: &Limits) -> Result<Vec<Arc<str>>, Refusal> {
    let Some(part) = part.map(|part| package.stream(part)).transpose()?.flatten() else { return Ok(Vec::new()) };
    let mut scanner = Scanner::new(part);
    let mut texts: Vec<Arc<str>> = Vec::new();
    let mut open: Option<RichText> = None;
    let mut bytes = 0_usize;
    loop {
        if open.is_none() {
            let window = scanner.window();
            let (mut rest, room) = (window, limits.cells.saturating_sub(texts.len()));
            for _ in 0..room {
                let Some((text, left)) = plain_text(rest) else { break };
                bytes += text.len();
                texts.push(text_of(text).into());
                rest = left;
            }
            let read = window.len() - rest.len();
            scanner.advance(read);
        }
        let Some((before, tag)) = scanner.next()? else { break };
        match (tag.name, &mut open) {
            ("si", None) if tag.empty => texts.push("".into()),
            ("si", None) if !tag.closes => open = Some(RichText::default()),
            ("si", Some(text)) if tag.closes => {
                bytes += text.whole.len();
                texts.push(text.whole.as_str().into());
                open = None;
            }
            ("si", _) => return Err(scanner.malformed()),
            (_, Some(text)) => text.take(before, &tag, limits)?,
            _ => {}
        }
        if texts.len() > limits.cells {
            return Err(refusal::too_many(refusal::TEXTS, None, limits.cells));
        }
        if bytes > limits.text_bytes {
            return Err(refusal::too_much_text(limits.text_bytes));
        }
    }
    if open.is_some() { Err(scanner.malformed()) } else { Ok(texts) }
}

/// The text with which the part goes on, if it is written just as Excel writes texts without runs, and what follows it.
fn plain_text(part: &str) -> Option<(&str, &str)> {
    let text = part.strip_prefix("<si><t")?;
    let text = text.strip_prefix('>').or_else(|| text.strip_prefix(" xml:space=\"preserve\">"))?;
    let (text, rest) = text.split_at_checked(memchr(b'<', text.as_bytes())?)?;
    Some((text, rest.strip_prefix("</t></si>")?))
}

/// A text of one or more runs, shared or in its cell.
#[derive(Default)]
pub(super) struct RichText {
    /// The runs so far.
    pub(super) whole: String,
    /// Whether what comes is how to pronounce it.
    phonetic: bool,
}

impl RichText {
    /// Takes the next tag within the text's element, and what stands before it.
    pub(super) fn take(&mut self, before: &str, tag: &Tag<'_>, limits: &Limits) -> Result<(), Refusal> {
        match tag.name {
            "t" if tag.closes && !self.phonetic => self.whole.push_str(&text_of(before)),
            "rPh" => self.phonetic = !tag.closes && !tag.empty,
            _ => {}
        }
        refusal::check_length(&self.whole, limits)
    }
}

/// A text as Excel shows it: `raw` is what stands between its tags. `_x000D_` is the character of that number, which XML
/// itself cannot hold; an underscore that would begin such a word is written as one.
/// (ECMA-376 part 1, 22.9.2.19, `ST_Xstring`.)
pub(super) fn text_of(raw: &str) -> Cow<'_, str> {
    let written = xml::characters(raw);
    if !written.contains("_x") {
        return written;
    }
    let (mut plain, mut rest) = (String::with_capacity(written.len()), &*written);
    while let Some((before, after)) = rest.split_once("_x") {
        plain.push_str(before);
        match escaped(after) {
            Some((letter, left)) => {
                plain.push(letter);
                rest = left;
            }
            None => {
                plain.push_str("_x");
                rest = after;
            }
        }
    }
    Cow::Owned(plain + rest)
}

/// The character of four hexadecimal digits and an underscore, and what follows.
fn escaped(after: &str) -> Option<(char, &str)> {
    let (digits, left) = after.split_at_checked(4)?;
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
    Some((char::from_u32(number)?, left.strip_prefix('_')?))
}

#[cfg(test)]
mod tests;
