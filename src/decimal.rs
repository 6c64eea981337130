//! Exact decimal numbers: what a planner's amounts and quantities are made of.
//!
//! A decimal is a whole number of up to 38 digits and the count of its decimals. Sums, differences and products are
//! exact or `None`; a quotient is rounded to [`QUOTIENT_DECIMALS`]. Nothing here is binary floating point: a double
//! from a workbook is brought to the 15 digits that Excel holds by [`Decimal::from_double`].

use std::cmp::Ordering;
use std::fmt;

mod short;

pub use short::{ShortDecimal, TooManyDigits};

/// Decimals that a quotient keeps, rounded half away from zero.
pub const QUOTIENT_DECIMALS: u8 = 12;
/// Decimals that a number read from a file keeps. A remainder of Excel's own arithmetic (`1,2E-14`) has more; it is
/// rounded here so that a sum of billions with it still fits.
pub const READ_DECIMALS: u8 = 20;

/// An exact decimal number: `digits` × 10^-`decimals`, without trailing zeros, so that equal numbers have equal fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Decimal {
    digits: i128,
    decimals: u8,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal { digits: 0, decimals: 0 };
    /// One.
    pub const ONE: Decimal = Decimal { digits: 1, decimals: 0 };

    /// `digits` × 10^-`decimals`.
    pub fn new(mut digits: i128, mut decimals: u8) -> Self {
        while decimals > 0 && digits % 10 == 0 {
            digits /= 10;
            decimals -= 1;
        }
        Decimal { digits, decimals }
    }

    /// A stored double to the 15 significant digits that Excel holds and shows; `None` for NaN, infinity, or a number
    /// of more than 36 digits before its comma.
    ///
    /// ```
    /// use cotejo::decimal::Decimal;
    /// let read = Decimal::from_double(3493430378.9055996).unwrap();
    /// assert_eq!(read, Decimal::parse("3493430378.90560").unwrap());
    /// ```
    pub fn from_double(double: f64) -> Option<Self> {
        if double.is_finite() { Decimal::parse(&format!("{double:.14e}")) } else { None }
    }

    /// Reads the plain form that files and programs write: `-12`, `0.5`, `1.5e-7`. No blanks, no thousands marks.
    /// `None` if it is not of that form or too large.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, exponent) = match text.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, number) = match number.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, number.strip_prefix('+').unwrap_or(number)),
        };
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() && part.is_empty() || !all_digits(whole) || !all_digits(part) {
            return None;
        }
        let part = part.trim_end_matches('0');
        let digits: i128 = format!("0{whole}{part}").parse().ok()?;
        let decimals = i32::try_from(part.len()).ok()?.checked_sub(exponent)?;
        let read = Decimal::scaled(digits, decimals)?;
        Some(if negative { read.negated() } else { read })
    }

    /// `digits` × 10^-`decimals` for any exponent, kept to [`READ_DECIMALS`].
    fn scaled(digits: i128, decimals: i32) -> Option<Self> {
        if digits == 0 {
            return Some(Decimal::ZERO);
        }
        if decimals <= 0 {
            return Some(Decimal::new(digits.checked_mul(power(decimals.unsigned_abs())?)?, 0));
        }
        let excess = decimals - i32::from(READ_DECIMALS);
        if excess <= 0 {
            return Some(Decimal::new(digits, u8::try_from(decimals).ok()?));
        }
        let rounded = power(excess.unsigned_abs()).map_or(0, |unit| divide_rounding(digits, unit));
        Some(Decimal::new(rounded, READ_DECIMALS))
    }

    /// Both numbers' digits at the larger count of decimals.
    fn aligned(self, other: Self) -> Option<(i128, i128, u8)> {
        let decimals = self.decimals.max(other.decimals);
        Some((self.digits_at(decimals)?, other.digits_at(decimals)?, decimals))
    }

    fn digits_at(self, decimals: u8) -> Option<i128> {
        self.digits.checked_mul(power(u32::from(decimals.checked_sub(self.decimals)?))?)
    }

    /// Sum; `None` if it does not fit.
    pub fn plus(self, other: Self) -> Option<Self> {
        let (left, right, decimals) = self.aligned(other)?;
        Some(Decimal::new(left.checked_add(right)?, decimals))
    }

    /// Difference; `None` if it does not fit.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated())
    }

    /// Product; `None` if it does not fit.
    pub fn times(self, other: Self) -> Option<Self> {
        Some(Decimal::new(self.digits.checked_mul(other.digits)?, self.decimals.checked_add(other.decimals)?))
    }

    /// Quotient to [`QUOTIENT_DECIMALS`], half away from zero; `None` for a division by zero or if it does not fit.
    pub fn over(self, other: Self) -> Option<Self> {
        if other.digits == 0 {
            return None;
        }
        let shift = i32::from(QUOTIENT_DECIMALS) + i32::from(other.decimals) - i32::from(self.decimals);
        let factor = power(shift.unsigned_abs())?;
        let (above, below) = if shift >= 0 {
            (self.digits.checked_mul(factor)?, other.digits)
        } else {
            (self.digits, other.digits.checked_mul(factor)?)
        };
        let (above, below) = if below < 0 { (above.checked_neg()?, below.checked_neg()?) } else { (above, below) };
        Some(Decimal::new(divide_rounding(above, below), QUOTIENT_DECIMALS))
    }

    /// Rounded to `decimals` places, half away from zero; a negative count rounds to tens, hundreds and so on.
    /// `None` if it does not fit.
    pub fn rounded(self, decimals: i32) -> Option<Self> {
        let excess = i32::from(self.decimals) - decimals;
        if excess <= 0 {
            return Some(self);
        }
        let Some(unit) = power(excess.unsigned_abs()) else { return Some(Decimal::ZERO) };
        Decimal::scaled(divide_rounding(self.digits, unit), decimals)
    }

    /// The number with the other sign.
    pub fn negated(self) -> Self {
        Decimal { digits: self.digits.saturating_neg(), decimals: self.decimals }
    }

    /// The number without its sign.
    pub fn absolute(self) -> Self {
        if self.is_negative() { self.negated() } else { self }
    }

    /// Whether the number is below zero.
    pub fn is_negative(self) -> bool {
        self.digits < 0
    }

    /// Whether the number has no decimals.
    pub fn is_whole(self) -> bool {
        self.decimals == 0
    }

    /// How many bits the whole part takes, without its sign: 0 below one, then one more each time that it doubles.
    pub fn whole_bits(self) -> usize {
        let whole = power(u32::from(self.decimals)).map_or(0, |unit| self.digits.unsigned_abs() / unit.unsigned_abs());
        usize::try_from(u128::BITS - whole.leading_zeros()).unwrap_or(0)
    }

    /// The number as an `i64`, if it is whole and fits.
    pub fn to_i64(self) -> Option<i64> {
        if self.is_whole() { i64::try_from(self.digits).ok() } else { None }
    }

    /// Plain form with a point: `-1234.5`, as JSON and other programs read it.
    pub fn plain(self) -> String {
        let (whole, part) = self.parts();
        let sign = if self.is_negative() { "-" } else { "" };
        if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
    }

    /// Digits before and after the comma, without sign.
    fn parts(self) -> (String, String) {
        let width = usize::from(self.decimals);
        let mut whole = format!("{:0>1$}", self.digits.unsigned_abs(), width + 1);
        let part = whole.split_off(whole.len() - width);
        (whole, part)
    }
}

impl From<i64> for Decimal {
    fn from(whole: i64) -> Self {
        Decimal::new(i128::from(whole), 0)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.aligned(*other) {
            Some((left, right, _)) => left.cmp(&right),
            // What does not fit at the other's scale is the larger of the two in size.
            None if self.decimals < other.decimals => self.digits.cmp(&0),
            None => 0.cmp(&other.digits),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// As in Colombia: `1.234.567,5`.
impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = self.parts();
        if self.is_negative() {
            out.write_str("-")?;
        }
        out.write_str(&with_points(&whole))?;
        if part.is_empty() { Ok(()) } else { write!(out, ",{part}") }
    }
}

/// Digits with a point before every three, as in Colombia: `1.234.567`.
pub fn with_points(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

fn power(exponent: u32) -> Option<i128> {
    10i128.checked_pow(exponent)
}

/// Division by a positive unit, half away from zero.
fn divide_rounding(above: i128, below: i128) -> i128 {
    let quotient = above / below;
    let twice_rest = (above % below).unsigned_abs().saturating_mul(2);
    if twice_rest >= below.unsigned_abs() { quotient + above.signum() } else { quotient }
}

#[cfg(test)]
mod tests;
