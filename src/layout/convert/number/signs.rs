//! What stands around the digits of a number kept as text: sign, parentheses, currency, per cent, and how amounts are
//! closed so that nothing can be added to them (`$ 5.000.000.-`, `$ 5.000.000,oo`).

/// What a column takes around the digits of its numbers, besides their sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::layout::convert) struct Signs {
    /// `$`, `COP` and the like.
    pub(in crate::layout::convert) pesos: bool,
    /// `%`
    pub(in crate::layout::convert) percent: bool,
}

/// A number without what stands around it.
pub(super) struct Bare<'t> {
    /// Whether it is below zero.
    pub(super) negative: bool,
    /// Digits, and the signs between them.
    pub(super) digits: &'t str,
    /// Whether it ends in what stands for cents that are none.
    pub(super) closed: bool,
}

/// What names pesos before an amount or behind it, in small letters; longer ones before what they begin with.
const CURRENCIES: [&str; 6] = ["$", "cop", "pesos", "m/cte.", "m/cte", "mcte"];
/// What closes an amount, in small letters.
const CLOSINGS: [&str; 6] = [".--", ",--", ".-", ",-", ".oo", ",oo"];
const MINUS: [char; 5] = ['-', '−', '–', '‐', '‑'];

/// Takes off what stands around the digits, in whatever order, each once (`COP $` counts as two); `None` where a sign
/// stands twice, or a parenthesis alone.
pub(super) fn strip(text: &str, signs: Signs) -> Option<Bare<'_>> {
    let mut bare = Bare { negative: false, digits: text.trim(), closed: false };
    let (mut signed, mut currencies, mut percent) = (false, 0, false);
    loop {
        if let Some((negative, inner)) = take_sign(bare.digits) {
            if std::mem::replace(&mut signed, true) {
                return None;
            }
            (bare.negative, bare.digits) = (negative, inner?);
        } else if let Some(inner) = take_currency(bare.digits).filter(|_| signs.pesos && currencies < 2) {
            currencies += 1;
            bare.digits = inner;
        } else if let Some(inner) = bare.digits.strip_suffix('%').filter(|_| signs.percent && !percent) {
            percent = true;
            bare.digits = inner;
        } else if let Some(inner) = take_closing(bare.digits).filter(|_| signs.pesos && !bare.closed) {
            bare.closed = true;
            bare.digits = inner;
        } else {
            return Some(bare);
        }
        bare.digits = bare.digits.trim();
    }
}

/// The sign before a text, and the rest; that of a parenthesis that is not closed is none.
fn take_sign(text: &str) -> Option<(bool, Option<&str>)> {
    if let Some(inner) = text.strip_prefix('(') {
        return Some((true, inner.strip_suffix(')')));
    }
    if let Some(inner) = text.strip_prefix(MINUS) {
        return Some((true, Some(inner)));
    }
    text.strip_prefix('+').map(|inner| (false, Some(inner)))
}

fn take_currency(text: &str) -> Option<&str> {
    CURRENCIES.iter().find_map(|word| before(text, word).or_else(|| behind(text, word)))
}

/// What comes before the sign that closes an amount; there must be a digit.
fn take_closing(text: &str) -> Option<&str> {
    let inner = CLOSINGS.iter().find_map(|word| behind(text, word))?;
    inner.ends_with(|last: char| last.is_ascii_digit()).then_some(inner)
}

fn before<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)).then(|| text.get(word.len()..))?
}

fn behind<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let end = text.len().checked_sub(word.len())?;
    text.get(end..).is_some_and(|tail| tail.eq_ignore_ascii_case(word)).then(|| text.get(..end))?
}
