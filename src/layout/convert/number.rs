//! Numbers kept as text: `$ 1.234.567,00`, `55.7`, `(500)`, and what to do with `1.234`, which has two readings.

use crate::decimal::Decimal;

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

/// The readings of a text whose blanks are folded. `$` and `COP` are taken with `pesos`; with `whole`, a reading with
/// decimals is none.
pub(super) fn readings(text: &str, pesos: bool, whole: bool) -> Readings {
    let Some((negative, digits)) = strip(text, pesos) else { return Readings::None };
    let read = |mark| {
        let number = by_mark(digits, mark)?;
        let number = if negative { number.negated() } else { number };
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

/// Takes off sign, parentheses and currency, in whatever order they stand, each once (`COP $` counts as two).
fn strip(text: &str, pesos: bool) -> Option<(bool, &str)> {
    let mut rest = text;
    let mut signed = None;
    let mut currencies = 0;
    loop {
        rest = rest.trim();
        let sign = take_sign(rest);
        if let Some((negative, inner)) = sign {
            if signed.replace(negative).is_some() {
                return None;
            }
            rest = inner;
        } else if let Some(inner) = take_currency(rest).filter(|_| pesos && currencies < 2) {
            currencies += 1;
            rest = inner;
        } else {
            return Some((signed.unwrap_or(false), rest));
        }
    }
}

fn take_sign(text: &str) -> Option<(bool, &str)> {
    if let Some(inner) = text.strip_prefix('(') {
        return Some((true, inner.strip_suffix(')')?));
    }
    if let Some(inner) = text.strip_prefix(['-', '−', '–']) {
        return Some((true, inner));
    }
    Some((false, text.strip_prefix('+')?))
}

fn take_currency(text: &str) -> Option<&str> {
    if let Some(inner) = text.strip_prefix('$').or_else(|| text.strip_suffix('$')) {
        return Some(inner);
    }
    let is_cop = |part: &str| part.eq_ignore_ascii_case("cop");
    if text.get(..3).is_some_and(is_cop) {
        return text.get(3..);
    }
    let end = text.len().checked_sub(3)?;
    if text.get(end..).is_some_and(is_cop) { text.get(..end) } else { None }
}

/// The number if `mark` stands before the decimals and the other sign groups thousands; `None` if it cannot be so.
fn by_mark(digits: &str, mark: DecimalMark) -> Option<Decimal> {
    let (decimal, thousands) = match mark {
        DecimalMark::Comma => (',', '.'),
        DecimalMark::Point => ('.', ','),
    };
    let (whole, part) = match digits.split_once(decimal) {
        Some((_, "")) => return None,
        Some((whole, part)) => (whole, part),
        None => (digits, ""),
    };
    let whole = ungroup(whole, thousands)?;
    // `Decimal::parse` refuses what is not digits; a second decimal mark or an exponent must not get there.
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits(&whole) && all_digits(part) { Decimal::parse(&format!("{whole}.{part}")) } else { None }
}

/// `1.234.567` without its points; `None` if the groups are not of three digits, or the first begins with zero.
fn ungroup(whole: &str, thousands: char) -> Option<String> {
    let mut groups = whole.split(thousands);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let head_fits = rest.is_empty() || (1..=3).contains(&first.len()) && !first.starts_with('0');
    let fits = head_fits && rest.iter().all(|group| group.len() == 3);
    fits.then(|| format!("{first}{}", rest.concat()))
}

#[cfg(test)]
mod tests;
