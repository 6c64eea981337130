//! The tags of an XML part, read strictly: what is looked at here and what calamine sees later must be the same, so a
//! part with anything that two readers could take in two ways is refused.

use std::ops::Range;

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
            let (name, after) = rest.split_once('=')?;
            let after = after.trim_start();
            let quote = after.chars().next().filter(|first| matches!(first, '"' | '\''))?;
            let (value, left) = after.get(1..)?.split_once(quote)?;
            rest = left;
            Some((local(name.trim()), value))
        })
    }

    /// An attribute's value as written.
    pub(super) fn raw(&self, name: &str) -> Option<&'a str> {
        self.attributes().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// An attribute's value as written, and where in the part it begins.
    pub(super) fn place(&self, name: &str) -> Option<(usize, &'a str)> {
        let value = self.raw(name)?;
        // Both are of one text, so the difference of their addresses is the distance.
        let within = value.as_ptr().addr().checked_sub(self.attributes.as_ptr().addr())?;
        let attributes_end = self.range.end - if self.empty { 2 } else { 1 };
        Some((attributes_end - self.attributes.len() + within, value))
    }

    /// An attribute's value, entities resolved.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        self.raw(name).map(unescape)
    }
}

/// The text of a part: UTF-8 without the characters that XML forbids and that other encodings live on.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Malformed> {
    let text = std::str::from_utf8(bytes).map_err(|_| Malformed)?;
    if text.contains(['\0', '\u{1b}']) { Err(Malformed) } else { Ok(text) }
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

fn next_tag(text: &str, mut at: usize) -> Result<Option<Tag<'_>>, Malformed> {
    loop {
        let rest = text.get(at..).ok_or(Malformed)?;
        let Some(open) = rest.find('<') else { return Ok(None) };
        let start = at + open;
        let body = text.get(start + 1..).ok_or(Malformed)?;
        match body.as_bytes().first() {
            Some(b'!' | b'?') => at = start + 1 + passed_over(body)?,
            _ => return tag(body, start).map(Some),
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

fn tag(body: &str, start: usize) -> Result<Tag<'_>, Malformed> {
    let length = tag_length(body)?;
    let inside = body.get(..length).ok_or(Malformed)?;
    let range = start..start + length + 2;
    if let Some(name) = inside.strip_prefix('/') {
        let quoted = name.contains(['"', '\'']);
        let tag = Tag { name: local(name.trim_end()), closes: true, empty: false, range, attributes: "" };
        return if quoted { Err(Malformed) } else { Ok(tag) };
    }
    let (inside, empty) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
    let name_end = inside.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(inside.len());
    let (name, attributes) = inside.split_at_checked(name_end).ok_or(Malformed)?;
    if name.is_empty() || name.contains(['"', '\'', '=', '/']) {
        return Err(Malformed);
    }
    Ok(Tag { name: local(name), closes: false, empty, range, attributes })
}

/// Bytes up to the `>` that ends the tag. A `<` within it is an error, in quotes too.
fn tag_length(body: &str) -> Result<usize, Malformed> {
    let mut quote = None;
    for (at, byte) in body.bytes().enumerate() {
        match (byte, quote) {
            (b'<', _) => return Err(Malformed),
            (b'>', None) => return Ok(at),
            (b'"' | b'\'', None) => quote = Some(byte),
            _ if quote == Some(byte) => quote = None,
            _ => {}
        }
    }
    Err(Malformed)
}

/// A name without its namespace prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
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
