//! The numbers written in a text, as people in Colombia write them.

use crate::decimal::Decimal;

const SEPARATORS: [char; 2] = ['.', ','];

/// The numbers in their order. `1.500.000`, `0,5` and `1.234,56` are one number each; so is `1.5`, which can be read in
/// one way only. What cannot be one number gives each of its parts. A number glued to a letter before it (`M1`,
/// `COVID-19`) is part of a name. `%`, `$` and units after it do not count.
pub(super) fn numbers(text: &str) -> Vec<Decimal> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut before = Before::default();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() { token_length(rest) } else { first.len_utf8() };
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if first.is_ascii_digit() && !before.is_name() {
            let negative = before.is_minus();
            found.extend(read(token).into_iter().map(|number| if negative { number.negated() } else { number }));
        }
        before.take(token);
        rest = after;
    }
    found
}

/// The two signs before a number.
#[derive(Default)]
struct Before {
    last: Option<char>,
    one_more: Option<char>,
}

impl Before {
    fn take(&mut self, token: &str) {
        for sign in token.chars() {
            self.one_more = self.last.replace(sign);
        }
    }

    fn is_name(&self) -> bool {
        let letter = |sign: Option<char>| sign.is_some_and(|sign| sign.is_alphabetic() || sign == '_');
        letter(self.last) || self.last == Some('-') && letter(self.one_more)
    }

    /// A hyphen after a blank or at the beginning is a sign; between two numbers it is a dash.
    fn is_minus(&self) -> bool {
        let alone = self.one_more.is_none_or(|sign| sign.is_whitespace() || sign == '(');
        matches!(self.last, Some('-' | '−')) && alone
    }
}

/// How many bytes of a text that begins with a digit are digits, and separators between digits.
fn token_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let separator = |at: usize| matches!(bytes.get(at), Some(b'.' | b','));
    let mut end = 0;
    while digit(end) || separator(end) && digit(end + 1) {
        end += 1;
    }
    end
}

/// One number, or each part of what is none.
fn read(token: &str) -> Vec<Decimal> {
    if let Some(number) = by_mark(token, ',', '.').or_else(|| by_mark(token, '.', ',')) {
        return vec![number];
    }
    token.split(SEPARATORS).filter_map(Decimal::parse).collect()
}

/// The number if one sign stands before the decimals and the other between groups of three digits.
fn by_mark(token: &str, decimal: char, group: char) -> Option<Decimal> {
    let (whole, part) = token.split_once(decimal).unwrap_or((token, ""));
    if part.contains(SEPARATORS) {
        return None;
    }
    let mut groups = whole.split(group);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_grouped = first.len() <= 3 && !first.starts_with('0') && rest.iter().all(|group| group.len() == 3);
    if !rest.is_empty() && !is_grouped {
        return None;
    }
    let whole = format!("{first}{}", rest.concat());
    Decimal::parse(&if part.is_empty() { whole } else { format!("{whole}.{part}") })
}
