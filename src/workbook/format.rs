//! Number formats: which make of a number a date, and which show it in hundredths.

/// How a cell's format shows a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// As a number, or as a duration, which stays a number.
    #[default]
    Number,
    /// In hundredths, with `%`.
    Percent,
    /// As a date or an hour.
    Date,
}

/// What a format's text shows: its part for positive numbers decides.
pub(super) fn of_text(format: &str) -> Shown {
    let mut letters = format.chars();
    let mut shown = Shown::Number;
    while let Some(letter) = letters.next() {
        match letter {
            '"' => _ = letters.find(|letter| *letter == '"'),
            // The next one is shown as it is, or only its width or its repetition is.
            '\\' | '_' | '*' => _ = letters.next(),
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                if is_elapsed(&inside) {
                    return Shown::Number;
                }
            }
            ';' => break,
            '%' => return Shown::Percent,
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => shown = Shown::Date,
            // `General` is a word, not made of the letters for days and seconds.
            'G' | 'g' if shown == Shown::Number => return Shown::Number,
            _ => {}
        }
    }
    shown
}

/// What a built-in format shows, by its number.
pub(super) fn of_builtin(number: u16) -> Shown {
    match number {
        9 | 10 => Shown::Percent,
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shown::Date,
        _ => Shown::Number,
    }
}

/// `[h]`, `[mm]`: time that passes, not an hour of the day.
fn is_elapsed(inside: &str) -> bool {
    ['h', 'm', 's']
        .iter()
        .any(|unit| !inside.is_empty() && inside.chars().all(|letter| letter.eq_ignore_ascii_case(unit)))
}

#[cfg(test)]
mod tests;
