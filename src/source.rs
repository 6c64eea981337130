//! Rule files, spans in them, and the line and column of a place.

use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Index of a file in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A stretch of a rule file: byte offsets into [`Source::text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; offsets past 4 GiB saturate, as no rule file is that large.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { file, start: clamp(start), end: clamp(end) }
    }

    /// The smallest span that covers both; both are of the same file.
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The byte range in the file's text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One rule file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as it was given, with `/` between its parts.
    pub path: String,
    /// The text in NFC, without BOM.
    pub text: Arc<str>,
    /// The text as it is on disk, where it differs from `text` by more than a BOM.
    original: Option<Arc<str>>,
}

impl Source {
    /// Takes a decoded text: drops the BOM and brings the rest to NFC.
    pub fn new(path: impl Into<String>, decoded: &str) -> Self {
        let decoded = decoded.strip_prefix('\u{feff}').unwrap_or(decoded);
        let (text, original) = if is_nfc(decoded) {
            (decoded.into(), None)
        } else {
            (decoded.nfc().collect::<String>().into(), Some(decoded.into()))
        };
        Source { path: path.into(), text, original }
    }

    /// Line and column of a byte offset, both from 1; columns count the characters of the file as it is on disk.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line = before.matches('\n').count();
        let prefix = before.rsplit('\n').next().unwrap_or("");
        (line + 1, self.original_width(line, prefix) + 1)
    }

    /// How many characters of the original line make up the NFC `prefix`.
    fn original_width(&self, line: usize, prefix: &str) -> usize {
        let Some(original) = self.original.as_deref().and_then(|text| text.split('\n').nth(line)) else {
            return prefix.chars().count();
        };
        let ends = original.char_indices().map(|(at, _)| at).chain([original.len()]);
        ends.enumerate()
            .filter(|(_, end)| original.get(..*end).is_some_and(|head| head.nfc().eq(prefix.chars())))
            .map(|(count, _)| count)
            .last()
            .unwrap_or_else(|| prefix.chars().count())
    }
}

/// All files of a rule set; a copy shares their texts.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Arc<Source>>,
}

impl Sources {
    /// Adds a file and gives its index.
    pub fn add(&mut self, source: Source) -> FileId {
        self.files.push(Arc::new(source));
        FileId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// The file of an index; `None` only for an index of another `Sources`.
    pub fn get(&self, file: FileId) -> Option<&Source> {
        self.files.get(file.0 as usize).map(|source| &**source)
    }

    /// All files in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files.iter().enumerate().map(|(at, source)| (FileId(u32::try_from(at).unwrap_or(u32::MAX)), &**source))
    }

    /// The text that a span covers, or an empty one.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file).and_then(|source| source.text.get(span.range())).unwrap_or("")
    }
}

#[cfg(test)]
mod tests;
