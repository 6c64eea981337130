//! The tags of an XML part, read strictly: a part with anything that two readers could take in two ways is refused.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2};

/// The part is not the plain XML that spreadsheet programs write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// A start, end or empty tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Name without its prefix.
    pub(super) name: &'a str,
    /// Whether it is an end tag.
    pub(super) closes: bool,
    /// Whether it is an empty element (`<c/>`).
    pub(super) empty: bool,
    /// Its bytes in the part, from `<` to `>`.
    pub(super) range: Range<usize>,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// Whether it opens (or is, when empty) an element of this name.
    pub(super) fn opens(&self, name: &str) -> bool {
        !self.closes && self.name == name
    }

    /// The attributes as written, names without their prefixes; it stops at the first that is malformed.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            let (name, after) = rest.split_at_checked(memchr(b'=', rest.as_bytes())?)?;
            let after = after.get(1..)?.trim_ascii_start();
            let quote = *after.as_bytes().first().filter(|first| matches!(first, b'"' | b'\''))?;
            let after = after.get(1..)?;
            let (value, left) = after.split_at_checked(memchr(quote, after.as_bytes())?)?;
            rest = left.get(1..)?;
            Some((local(name.trim_ascii()), value))
        })
    }

    /// An attribute's value as written.
    pub(super) fn raw(&self, name: &str) -> Option<&'a str> {
        self.attributes().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// An attribute's value, entities resolved.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        self.raw(name).map(unescape)
    }
}

/// The text of a part: UTF-8 without the characters that XML forbids and that other encodings live on.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Malformed> {
    let text = std::str::from_utf8(bytes).map_err(|_| Malformed)?;
    if has_forbidden(text) { Err(Malformed) } else { Ok(text) }
}

/// Whether a text has the characters that XML forbids and that other encodings live on.
pub(super) fn has_forbidden(text: &str) -> bool {
    memchr2(b'\0', 0x1b, text.as_bytes()).is_some()
}

/// The tags of a part, in order; comments, declarations and CDATA are passed over, a DOCTYPE is refused.
pub(super) fn tags(text: &str) -> impl Iterator<Item = Result<Tag<'_>, Malformed>> {
    let mut at = 0;
    std::iter::from_fn(move || match next_tag(text, at) {
        Ok(found) => {
            let tag = found?;
            at = tag.range.end;
            Some(Ok(tag))
        }
        Err(malformed) if at < text.len() => {
            at = text.len();
            Some(Err(malformed))
        }
        Err(_) => None,
    })
}

fn next_tag(text: &str, at: usize) -> Result<Option<Tag<'_>>, Malformed> {
    find(text, at)?.map(|found| found.tag(text).ok_or(Malformed)).transpose()
}

/// Where a tag stands in its text.
#[derive(Clone, Copy)]
pub(super) struct Found {
    /// Its `<`.
    pub(super) start: usize,
    /// After its `>`.
    pub(super) end: usize,
    name_end: usize,
    closes: bool,
    empty: bool,
}

impl Found {
    /// The tag; `text` is what it was found in.
    pub(super) fn tag<'a>(&self, text: &'a str) -> Option<Tag<'a>> {
        let name = text.get(self.start + 1 + usize::from(self.closes)..self.name_end)?;
        let attributes = text.get(self.name_end..self.end - 1 - usize::from(self.empty))?;
        Some(Tag { name: local(name), closes: self.closes, empty: self.empty, range: self.start..self.end, attributes })
    }
}

/// Finds the next tag from a place on; what stands between tags is passed over. A text that ends within a tag is
/// malformed.
pub(super) fn find(text: &str, mut at: usize) -> Result<Option<Found>, Malformed> {
    loop {
        let rest = text.as_bytes().get(at..).ok_or(Malformed)?;
        let Some(open) = memchr(b'<', rest) else { return Ok(None) };
        let start = at + open;
        match rest.get(open + 1) {
            Some(b'!' | b'?') => at = start + 1 + passed_over(text.get(start + 1..).ok_or(Malformed)?)?,
            Some(_) => return found(text.as_bytes(), start).map(Some),
            None => return Err(Malformed),
        }
    }
}

/// Length of a comment, a CDATA section or a declaration, from after its `<`.
fn passed_over(body: &str) -> Result<usize, Malformed> {
    let kinds = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")];
    for (opening, closing) in kinds {
        if let Some(inside) = body.strip_prefix(opening) {
            // `<!-->` and `<?>`: readers differ on where these end.
            let ambiguous = opening != "![CDATA[" && (inside.starts_with('>') || inside.starts_with("->"));
            let end = inside.find(closing).filter(|_| !ambiguous).ok_or(Malformed)?;
            return Ok(opening.len() + end + closing.len());
        }
    }
    Err(Malformed)
}

/// The tag whose `<` stands at `start`. Another `<` within it is an error, in quotes too.
fn found(text: &[u8], start: usize) -> Result<Found, Malformed> {
    let closes = text.get(start + 1) == Some(&b'/');
    let name_start = start + 1 + usize::from(closes);
    let (mut name_end, mut quote, mut before) = (None, None, b'<');
    for (at, byte) in (name_start..).zip(text.get(name_start..).unwrap_or_default()) {
        match (byte, quote) {
            (b'>', None) => {
                let empty = before == b'/' && at > name_start;
                let name_end = name_end.unwrap_or(at - usize::from(empty));
                let sound = name_end > name_start && !(closes && empty);
                return if sound { Ok(Found { start, end: at + 1, name_end, closes, empty }) } else { Err(Malformed) };
            }
            (b'<', _) => return Err(Malformed),
            (byte, Some(open)) if *byte == open => quote = None,
            (b'"' | b'\'', None) if name_end.is_none() || closes => return Err(Malformed),
            (b'"' | b'\'', None) => quote = Some(*byte),
            (b'=', None) if name_end.is_none() => return Err(Malformed),
            (byte, None) if name_end.is_none() && byte.is_ascii_whitespace() => name_end = Some(at),
            _ if name_end.is_none() && before == b'/' && at > name_start => return Err(Malformed),
            _ => {}
        }
        before = *byte;
    }
    Err(Malformed)
}

/// A name without its namespace prefix.
fn local(name: &str) -> &str {
    let prefix = name.bytes().rposition(|byte| byte == b':');
    prefix.and_then(|colon| name.get(colon + 1..)).unwrap_or(name)
}

/// The characters of an element: entities resolved, comments and instructions left out, CDATA as it stands. `raw` is
/// what stands between two tags.
pub(super) fn characters(raw: &str) -> Cow<'_, str> {
    if memchr2(b'&', b'<', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let (mut plain, mut rest) = (String::with_capacity(raw.len()), raw);
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(&unescape(before));
        let length = passed_over(after).unwrap_or(after.len());
        let (inside, left) = after.split_at_checked(length).unwrap_or((after, ""));
        let cdata = inside.strip_prefix("![CDATA[").and_then(|inside| inside.strip_suffix("]]>"));
        plain.push_str(cdata.unwrap_or_default());
        rest = left;
    }
    Cow::Owned(plain + &unescape(rest))
}

/// Resolves the five named entities and character numbers; what is neither stays as it is.
pub(super) fn unescape(raw: &str) -> String {
    let mut plain = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        match entity_name(after).and_then(|(name, left)| Some((entity(name)?, left))) {
            Some((letter, left)) => {
                plain.push(letter);
                rest = left;
            }
            None => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain + rest
}

/// The name after an `&`, and what follows its `;`. No further than a name can be: a text of `&` alone would be searched
/// to its end once for each of them.
fn entity_name(after: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 12;
    let end = after.bytes().take(LONGEST).position(|byte| byte == b';')?;
    Some((after.get(..end)?, after.get(end + 1..)?))
}

fn entity(name: &str) -> Option<char> {
    let number = |digits, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match name.strip_prefix('#')? {
            digits if digits.starts_with('x') => number(digits.get(1..)?, 16),
            digits => number(digits, 10),
        },
    }
}

#[cfg(test)]
mod tests;
