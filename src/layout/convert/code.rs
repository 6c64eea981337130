//! Codes: texts or whole numbers that fit a pattern, with at most one lost zero put back.

use crate::decimal::Decimal;
use crate::value::Pattern;

/// Digits that Excel holds of a number; of a longer one the last digits are lost.
const EXCEL_DIGITS: usize = 15;

/// What a cell can mean as a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CodeReading {
    /// Nothing.
    None,
    /// A code as it stands.
    Whole(String),
    /// A code that lost its leading zero, with the zero.
    ZeroRestored(String),
    /// A number so long that Excel lost its last digits.
    TooLong,
}

/// A number as a code.
pub(super) fn of_number(number: Decimal, patterns: &[Pattern]) -> CodeReading {
    if !number.is_whole() {
        return CodeReading::None;
    }
    let digits = number.plain();
    if digits.trim_start_matches('-').len() > EXCEL_DIGITS {
        return CodeReading::TooLong;
    }
    of_text(&digits, patterns)
}

/// A text, its blanks folded, as a code.
pub(super) fn of_text(code: &str, patterns: &[Pattern]) -> CodeReading {
    if patterns.is_empty() || patterns.iter().any(|pattern| pattern.fits(code)) {
        return CodeReading::Whole(code.to_owned());
    }
    // Excel drops zeros of numbers only: what holds a letter or a sign never lost one.
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return CodeReading::None;
    }
    let restored = format!("0{code}");
    let fitting = patterns.iter().filter(|pattern| pattern.begins_with_digit() && pattern.fits(&restored));
    if fitting.count() == 1 { CodeReading::ZeroRestored(restored) } else { CodeReading::None }
}

#[cfg(test)]
mod tests;
