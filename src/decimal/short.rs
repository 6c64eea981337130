//! Decimals as workbooks hold them: few digits, little memory.

use super::Decimal;

/// A decimal number of at most 18 digits beside the zeros at its end: any number that Excel can hold. It takes half the
/// memory of a [`Decimal`], and there is one for each filled cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct ShortDecimal {
    digits: i64,
    /// Below zero for zeros at the end; the constructors keep it to what a [`Decimal`] can hold.
    decimals: i8,
}

impl ShortDecimal {
    /// `digits` × 10^-`decimals`; `None` if that is too large for a [`Decimal`] or has more decimals than it reads.
    pub fn new(digits: i64, decimals: i8) -> Option<Self> {
        let whole = Decimal::scaled(i128::from(digits), i32::from(decimals))?;
        ShortDecimal::try_from(whole).ok()
    }

    /// A stored double to the 15 digits that Excel holds and shows; `None` where [`Decimal::from_double`] has none.
    pub fn from_double(double: f64) -> Option<Self> {
        ShortDecimal::try_from(Decimal::from_double(double)?).ok()
    }

    /// The number, to be reckoned with.
    pub fn decimal(self) -> Decimal {
        Decimal::scaled(i128::from(self.digits), i32::from(self.decimals)).unwrap_or_default()
    }
}

/// A number has more than 18 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyDigits;

impl TryFrom<Decimal> for ShortDecimal {
    type Error = TooManyDigits;

    fn try_from(number: Decimal) -> Result<Self, TooManyDigits> {
        let (mut digits, mut decimals) = (number.digits, i8::try_from(number.decimals).map_err(|_| TooManyDigits)?);
        while decimals <= 0 && digits != 0 && digits % 10 == 0 {
            digits /= 10;
            decimals -= 1;
        }
        Ok(ShortDecimal { digits: i64::try_from(digits).map_err(|_| TooManyDigits)?, decimals })
    }
}

#[cfg(test)]
mod tests;
