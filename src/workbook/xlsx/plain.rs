//! Cells written just as Excel writes them, taken at one glance. Whatever is written in any other way, however rightly,
//! is left to be read tag by tag.

use crate::cell::{CellRef, MAX_COLUMNS, MAX_ROWS};

use super::value::Kind;

/// A cell and what stands between the tags of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PlainCell<'a> {
    pub(super) at: CellRef,
    pub(super) format: usize,
    pub(super) kind: Kind,
    pub(super) has_formula: bool,
    pub(super) value: Option<&'a str>,
}

/// The cell with which a text begins, and how long it is; `None` if it is not written so, or does not end there.
pub(super) fn cell(text: &str) -> Option<(PlainCell<'_>, usize)> {
    let rest = text.as_bytes().strip_prefix(b"<c r=\"")?;
    let (column, rest) = letters(rest);
    let (row, rest) = digits(rest);
    let at = CellRef { row: row.checked_sub(1)?, column: column.checked_sub(1)? };
    if at.row >= MAX_ROWS || at.column >= MAX_COLUMNS {
        return None;
    }
    let rest = rest.strip_prefix(b"\"")?;
    let (format, rest) = match rest.strip_prefix(b" s=\"") {
        Some(rest) => {
            let (format, rest) = digits(rest);
            (usize::try_from(format).ok()?, rest.strip_prefix(b"\"")?)
        }
        None => (0, rest),
    };
    let mut cell = PlainCell { at, format, kind: Kind::Number, has_formula: false, value: None };
    let length = |rest: &[u8]| text.len() - rest.len();
    let rest = match rest {
        [b'>', rest @ ..] => rest,
        [b' ', b't', b'=', b'"', rest @ ..] => {
            let (kind, rest) = kind(rest)?;
            cell.kind = kind;
            rest
        }
        [b'/', b'>', rest @ ..] => return Some((cell, length(rest))),
        _ => return None,
    };
    let rest = match rest.strip_prefix(b"<f") {
        Some(rest) => {
            cell.has_formula = true;
            after_formula(rest)?
        }
        None => rest,
    };
    let rest = rest.strip_prefix(b"<v>")?;
    let (start, end) = (length(rest), rest.iter().position(|byte| *byte == b'<')?);
    let rest = rest.get(end..)?.strip_prefix(b"</v></c>")?;
    cell.value = Some(text.get(start..start + end)?);
    Some((cell, length(rest)))
}

/// The letters of a column as a number from 1; 0 for none, or too many.
fn letters(mut rest: &[u8]) -> (u32, &[u8]) {
    let mut column = 0;
    while let [letter @ b'A'..=b'Z', more @ ..] = rest {
        if column > MAX_COLUMNS {
            return (0, rest);
        }
        column = column * 26 + u32::from(letter - b'A') + 1;
        rest = more;
    }
    (column, rest)
}

/// A whole number; one that is larger than anything counts here stays so.
fn digits(mut rest: &[u8]) -> (u32, &[u8]) {
    let mut number = 0_u32;
    while let [digit @ b'0'..=b'9', more @ ..] = rest {
        number = number.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
        rest = more;
    }
    (number, rest)
}

fn kind(rest: &[u8]) -> Option<(Kind, &[u8])> {
    match rest {
        [b's', b'"', b'>', rest @ ..] => Some((Kind::Shared, rest)),
        [b'n', b'"', b'>', rest @ ..] => Some((Kind::Number, rest)),
        [b's', b't', b'r', b'"', b'>', rest @ ..] => Some((Kind::Text, rest)),
        _ => None,
    }
}

/// What follows a formula; `rest` is what follows `<f`.
fn after_formula(rest: &[u8]) -> Option<&[u8]> {
    if !matches!(rest.first(), Some(b'>' | b' ' | b'/')) {
        return None;
    }
    let end = rest.iter().position(|byte| matches!(byte, b'>' | b'<'))?;
    let (tag, rest) = rest.split_at_checked(end)?;
    let rest = rest.strip_prefix(b">")?;
    if tag.ends_with(b"/") {
        return Some(rest);
    }
    let end = memchr::memchr(b'<', rest)?;
    rest.get(end..)?.strip_prefix(b"</f>")
}

#[cfg(test)]
mod tests;
