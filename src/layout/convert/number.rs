//! Numbers kept as text: `$ 1.234.567,00`, `55.7`, `(500)`, and what to do with `1.234`, which has two readings.
//! What each form comes to stands in `docs/numeros-y-fechas.md`, which a test reads.

use crate::decimal::Decimal;

mod groups;
mod signs;

use groups::ungroup;
pub(super) use signs::Signs;
use signs::strip;

/// Which sign stands before the decimals; the other one groups thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DecimalMark {
    /// `1,234.5`
    Point,
    /// `1.234,5`
    Comma,
}

/// What a text can mean as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Readings {
    /// Nothing.
    None,
    /// One number; with the mark that its form shows, if it shows one.
    One(Decimal, Option<DecimalMark>),
    /// One number or another, by the decimal mark.
    Two {
        /// Where the comma stands before decimals.
        by_comma: Decimal,
        /// Where the point does.
        by_point: Decimal,
    },
}

impl Readings {
    /// The number, if the text has one reading, or has one under the given mark.
    pub(super) fn settled(self, mark: Option<DecimalMark>) -> Option<Decimal> {
        match (self, mark) {
            (Readings::One(number, _), _) => Some(number),
            (Readings::Two { by_comma, .. }, Some(DecimalMark::Comma)) => Some(by_comma),
            (Readings::Two { by_point, .. }, Some(DecimalMark::Point)) => Some(by_point),
            _ => None,
        }
    }

    fn of(by_comma: Option<Decimal>, by_point: Option<Decimal>) -> Self {
        match (by_comma, by_point) {
            (Some(one), Some(other)) if one == other => Readings::One(one, None),
            (Some(by_comma), Some(by_point)) => Readings::Two { by_comma, by_point },
            (Some(number), None) => Readings::One(number, Some(DecimalMark::Comma)),
            (None, Some(number)) => Readings::One(number, Some(DecimalMark::Point)),
            (None, None) => Readings::None,
        }
    }
}

/// The readings of a text whose blanks are folded, with the signs that its column takes; with `whole`, a reading with
/// decimals is none.
pub(super) fn readings(text: &str, signs: Signs, whole: bool) -> Readings {
    let Some(bare) = strip(text, signs) else { return Readings::None };
    let read = |mark| {
        let number = by_mark(bare.digits, mark, bare.closed)?;
        let number = if bare.negative { number.negated() } else { number };
        (!whole || number.is_whole()).then_some(number)
    };
    Readings::of(read(DecimalMark::Comma), read(DecimalMark::Point))
}

/// The decimal mark that all texts with one reading agree on.
pub(super) fn convention(all: impl Iterator<Item = Readings>) -> Option<DecimalMark> {
    let mut marks = all.filter_map(|readings| match readings {
        Readings::One(_, mark) => mark,
        _ => None,
    });
    let first = marks.next()?;
    marks.all(|mark| mark == first).then_some(first)
}

/// The number if `mark` stands before the decimals and the other sign groups thousands; `None` if it cannot be so. What
/// is `closed` has said its decimals, and has no more of them.
fn by_mark(digits: &str, mark: DecimalMark, closed: bool) -> Option<Decimal> {
    let (decimal, thousands) = match mark {
        DecimalMark::Comma => (',', '.'),
        DecimalMark::Point => ('.', ','),
    };
    let (whole, part) = match digits.split_once(decimal) {
        Some((_, "")) => return None,
        Some(_) if closed => return None,
        Some((whole, part)) => (whole, part),
        None => (digits, ""),
    };
    // `1 234.567` may well be a million in two ways of writing it.
    if part.len() == 3 && whole.contains(' ') {
        return None;
    }
    let whole = ungroup(whole, thousands)?;
    // `Decimal::parse` refuses what is not digits; a second decimal mark or an exponent must not get there.
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits(&whole) && all_digits(part) { Decimal::parse(&format!("{whole}.{part}")) } else { None }
}

#[cfg(test)]
mod tests;
