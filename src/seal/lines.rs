//! The lines of a sealed text, each a word and its fields with tabs between them, read one after the other.

/// What stands between the fields of a line.
pub(super) const TAB: char = '\t';

/// Lines that are being written.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
}

impl Writer {
    /// Adds a line; its fields hold neither tabs nor line ends.
    pub(super) fn line<'a>(&mut self, word: &str, fields: impl IntoIterator<Item = &'a str>) {
        self.raw(&joined(word, fields));
    }

    /// Adds a line as it is.
    pub(super) fn raw(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// All that was written.
    pub(super) fn text(self) -> String {
        self.text
    }
}

/// A word and its fields as a line.
pub(super) fn joined<'a>(word: &str, fields: impl IntoIterator<Item = &'a str>) -> String {
    let mut line = word.to_owned();
    for field in fields {
        line.push(TAB);
        line.push_str(field);
    }
    line
}

/// The lines that begin with a word, of a text that may be damaged.
pub(super) fn lines_of<'t>(text: &'t [u8], word: &str) -> impl Iterator<Item = &'t [u8]> {
    let begins = move |line: &&[u8]| {
        let rest = line.strip_prefix(word.as_bytes());
        rest.is_some_and(|rest| rest.first().is_none_or(|byte| *byte == b'\t'))
    };
    text.split(|byte| *byte == b'\n').filter(begins)
}

/// Lines that are being read. Every method gives `None` where the next line is not what is asked for, and stays there.
pub(super) struct Reader<'a> {
    lines: std::iter::Peekable<std::str::Split<'a, char>>,
    /// Number of the line that is read next, from 1.
    pub(super) number: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Reader { lines: text.split('\n').peekable(), number: 1 }
    }

    /// Takes the next line's fields if it begins with a word.
    pub(super) fn take(&mut self, word: &str) -> Option<Vec<&'a str>> {
        let mut fields = self.lines.peek()?.split(TAB);
        if fields.next() != Some(word) {
            return None;
        }
        self.lines.next();
        self.number += 1;
        Some(fields.collect())
    }

    /// Takes the next line if it begins with a word and has so many fields.
    pub(super) fn exactly<const N: usize>(&mut self, word: &str) -> Option<[&'a str; N]> {
        self.take(word)?.try_into().ok()
    }

    /// Takes the lines that begin with a word as long as they follow one another.
    pub(super) fn all(&mut self, word: &str) -> Vec<Vec<&'a str>> {
        std::iter::from_fn(|| self.take(word)).collect()
    }

    /// Whether nothing is left but the end of the last line.
    pub(super) fn is_done(&mut self) -> bool {
        self.lines.next() == Some("") && self.lines.next().is_none()
    }
}
