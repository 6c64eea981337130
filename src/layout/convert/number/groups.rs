//! The digits before the decimals, in groups of three: `1.234.567`, `1 234 567`, `1'234.567`.

/// What stands after the millions in handwriting, and what keyboards make of it.
const APOSTROPHES: [char; 5] = ['\'', '’', '‘', '´', '`'];

/// The digits without what parts them in groups; `None` if the groups are not of three digits, the first begins with
/// zero, or their signs are none that a Colombian would read so.
pub(super) fn ungroup(whole: &str, thousands: char) -> Option<String> {
    let mut parting = whole.chars().filter(|letter| !letter.is_ascii_digit());
    let Some(first) = parting.next() else { return Some(whole.to_owned()) };
    let signs: Vec<char> = std::iter::once(first).chain(parting).collect();
    let groups: Vec<&str> = whole.split(|letter: char| !letter.is_ascii_digit()).collect();
    let (head, rest) = groups.split_first()?;
    let of_three = (1..=3).contains(&head.len()) && !head.starts_with('0') && rest.iter().all(|group| group.len() == 3);
    (of_three && fits(&signs, thousands)).then(|| groups.concat())
}

/// Blanks and apostrophes part groups from a million on only: `150 200` may be two numbers, and `1'234` says too little.
fn fits(signs: &[char], thousands: char) -> bool {
    let all = |wanted: &dyn Fn(char) -> bool| signs.iter().all(|sign| wanted(*sign));
    let is_apostrophe = |sign: char| APOSTROPHES.contains(&sign);
    match signs {
        _ if all(&|sign| sign == thousands) => true,
        [] | [_] => false,
        _ if all(&|sign| sign == ' ') || all(&is_apostrophe) => true,
        // `1.234'567.890`: one apostrophe, after the millions.
        [above @ .., millions, last] => {
            is_apostrophe(*millions) && *last == thousands && above.iter().all(|sign| *sign == thousands)
        }
    }
}
