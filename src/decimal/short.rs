//! Decimals as workbooks hold them: few digits, little memory.

use super::{Decimal, READ_DECIMALS};

/// The first number of too many digits.
const LIMIT: u128 = 10_u128.pow(18);
/// Digits that a double surely keeps.
const SURE_DIGITS: u32 = 15;

/// A decimal number of at most 18 digits beside the zeros at its end: any number that Excel can hold. It takes half the
/// memory of a [`Decimal`], and there is one for each filled cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct ShortDecimal {
    digits: i64,
    /// None is a zero at the end. Below zero only where the digits alone would be too many; the constructors keep it to
    /// what a [`Decimal`] can hold.
    decimals: i8,
}

impl ShortDecimal {
    /// `digits` × 10^-`decimals`; `None` if that is too large for a [`Decimal`] or has more decimals than it reads.
    pub fn new(digits: i64, decimals: i8) -> Option<Self> {
        let whole = Decimal::scaled(i128::from(digits), i32::from(decimals))?;
        ShortDecimal::try_from(whole).ok()
    }

    /// A number as a file writes a double: `-12`, `0.5`, `3493430378.9055996`, `1.5e-7`; to the 15 digits that Excel
    /// holds. `None` for what is no number, and where [`Decimal::from_double`] has none.
    ///
    /// ```
    /// use cotejo::decimal::{Decimal, ShortDecimal};
    /// let stored = ShortDecimal::of_stored("3493430378.9055996").unwrap();
    /// assert_eq!(stored.decimal(), Decimal::parse("3493430378.90560").unwrap());
    /// ```
    pub fn of_stored(text: &str) -> Option<Self> {
        plain(text).or_else(|| ShortDecimal::from_double(text.parse().ok()?))
    }

    /// A stored double to the 15 digits that Excel holds and shows; `None` where [`Decimal::from_double`] has none.
    pub fn from_double(double: f64) -> Option<Self> {
        ShortDecimal::try_from(Decimal::from_double(double)?).ok()
    }

    /// The number as an `i64`, if it is whole and has no more than 18 digits.
    pub fn to_i64(self) -> Option<i64> {
        (self.decimals == 0).then_some(self.digits)
    }

    /// The number, to be reckoned with.
    pub fn decimal(self) -> Decimal {
        match u8::try_from(self.decimals) {
            // The constructors leave no zeros after the comma.
            Ok(decimals) => Decimal { digits: i128::from(self.digits), decimals },
            Err(_) => Decimal::scaled(i128::from(self.digits), i32::from(self.decimals)).unwrap_or_default(),
        }
    }
}

/// A number without exponent, where its digits alone tell the double's 15.
fn plain(text: &str) -> Option<ShortDecimal> {
    let (negative, unsigned) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mut digits, mut significant, mut decimals, mut in_decimals) = (0_u64, 0_u32, 0_u8, false);
    for byte in unsigned.bytes() {
        match byte {
            b'0'..=b'9' if significant < 18 => digits = digits * 10 + u64::from(byte - b'0'),
            b'.' if !in_decimals => {
                in_decimals = true;
                continue;
            }
            _ => return None,
        }
        significant += u32::from(digits > 0);
        decimals = decimals.checked_add(u8::from(in_decimals)).filter(|decimals| *decimals <= READ_DECIMALS)?;
    }
    if unsigned.is_empty() || unsigned == "." {
        return None;
    }
    if let Some(excess @ 1..) = significant.checked_sub(SURE_DIGITS) {
        digits = without_last(digits, excess)?;
        decimals = decimals.checked_sub(u8::try_from(excess).ok()?)?;
    }
    while decimals > 0 && digits % 10 == 0 {
        digits /= 10;
        decimals -= 1;
    }
    let digits = i64::try_from(digits).ok()?;
    Some(ShortDecimal { digits: if negative { -digits } else { digits }, decimals: i8::try_from(decimals).ok()? })
}

/// Rounded where they are not near the middle: the double that is written may lie a tenth of the last digit that stays
/// to either side, so near the middle it must be looked at itself.
fn without_last(digits: u64, count: u32) -> Option<u64> {
    let unit = 10_u64.checked_pow(count)?;
    let (kept, hundredths) = (digits / unit, digits % unit * 100 / unit);
    match hundredths {
        ..35 => Some(kept),
        66.. => Some(kept + 1),
        _ => None,
    }
}

/// A number has more than 18 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyDigits;

impl TryFrom<Decimal> for ShortDecimal {
    type Error = TooManyDigits;

    fn try_from(number: Decimal) -> Result<Self, TooManyDigits> {
        let (mut digits, mut decimals) = (number.digits, i8::try_from(number.decimals).map_err(|_| TooManyDigits)?);
        while digits.unsigned_abs() >= LIMIT && decimals <= 0 && digits % 10 == 0 {
            digits /= 10;
            decimals -= 1;
        }
        let fits = digits.unsigned_abs() < LIMIT;
        let digits = i64::try_from(digits).ok().filter(|_| fits).ok_or(TooManyDigits)?;
        Ok(ShortDecimal { digits, decimals })
    }
}

#[cfg(test)]
mod tests;
