//! BIFF8 (MS-XLS): the records of a stream, and texts that run over several of them.

use crate::workbook::bytes::{u16_at, utf_16};

const CONTINUE: u16 = 0x003C;

/// A record and the ones that continue it.
pub(super) struct Record<'a> {
    /// Its kind.
    pub(super) kind: u16,
    /// Its own bytes.
    pub(super) data: &'a [u8],
    more: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    /// Its bytes and those of the records that continue it, from an offset.
    pub(super) fn segments(&self, from: usize) -> Segments<'a> {
        let more: Vec<_> = self.more.iter().rev().copied().collect();
        Segments { now: self.data.get(from..).unwrap_or_default(), more }
    }
}

/// The records of a stream; `None` in place of one that is cut short, which is the last.
pub(super) fn records(stream: &[u8]) -> impl Iterator<Item = Option<Record<'_>>> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let record = take(&mut rest).map(|(kind, data)| {
            let mut more = Vec::new();
            while u16_at(rest, 0) == Some(CONTINUE) {
                match take(&mut rest) {
                    Some((_, data)) => more.push(data),
                    None => rest = &[],
                }
            }
            Record { kind, data, more }
        });
        if record.is_none() {
            rest = &[];
        }
        Some(record)
    })
}

fn take<'a>(rest: &mut &'a [u8]) -> Option<(u16, &'a [u8])> {
    let kind = u16_at(rest, 0)?;
    let end = usize::from(u16_at(rest, 2)?) + 4;
    let data = rest.get(4..end)?;
    *rest = rest.get(end..)?;
    Some((kind, data))
}

/// The bytes of a record and of those that continue it.
pub(super) struct Segments<'a> {
    now: &'a [u8],
    /// The next one last.
    more: Vec<&'a [u8]>,
}

impl<'a> Segments<'a> {
    /// Bytes that never run over the end of a record.
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        if self.now.is_empty() {
            self.now = self.more.pop()?;
        }
        let (taken, rest) = self.now.split_at_checked(count)?;
        self.now = rest;
        Some(taken)
    }

    /// Passes over bytes, through as many records as they take.
    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            if self.now.is_empty() {
                self.now = self.more.pop()?;
            }
            let here = count.min(self.now.len());
            self.now = self.now.get(here..)?;
            count -= here;
        }
        Some(())
    }

    /// A text with its 16-bit length before it (XLUnicodeRichExtendedString): formatting runs and the rest are passed over.
    pub(super) fn text(&mut self) -> Option<String> {
        let count = usize::from(u16_at(self.take(2)?, 0)?);
        self.text_of(count)
    }

    /// A text of so many 16-bit units, from its flags on.
    pub(super) fn text_of(&mut self, count: usize) -> Option<String> {
        let flags = *self.take(1)?.first()?;
        let runs = if flags & 8 != 0 { usize::from(u16_at(self.take(2)?, 0)?) } else { 0 };
        let phonetic = if flags & 4 != 0 { crate::workbook::bytes::usize_at(self.take(4)?, 0)? } else { 0 };
        let text = self.letters(count, flags & 1 != 0)?;
        self.skip(runs.checked_mul(4)?.checked_add(phonetic)?)?;
        Some(text)
    }

    /// Units of one byte (Latin-1) or two; where a text runs over into the next record, that record says anew which.
    fn letters(&mut self, mut count: usize, mut wide: bool) -> Option<String> {
        let mut units = Vec::new();
        while count > 0 {
            if self.now.is_empty() {
                self.now = self.more.pop()?;
                wide = self.take(1)?.first()? & 1 != 0;
            }
            let width = if wide { 2 } else { 1 };
            let here = count.min(self.now.len() / width);
            if here == 0 {
                return None;
            }
            let taken = self.take(here * width)?;
            if wide {
                units.extend_from_slice(taken)
            } else {
                units.extend(taken.iter().flat_map(|byte| [*byte, 0]))
            }
            count -= here;
        }
        Some(utf_16(&units))
    }
}
