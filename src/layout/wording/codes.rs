//! Patterns of codes in words: `0000` is «cuatro cifras, por ejemplo 1905».

use crate::value::Pattern;

/// The digits that examples are made of, over and over.
const EXAMPLE: &str = "1905123467";
/// A longer code, made up, would help nobody.
const LONGEST_EXAMPLE: usize = 12;
const NUMBERS: [&str; 16] = [
    "", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece",
    "catorce", "quince",
];

/// What a code of one of some patterns is, as the object of «escriba».
pub(in crate::layout) fn in_words(patterns: &[Pattern]) -> String {
    let words: Option<Vec<(String, String)>> = patterns.iter().map(|pattern| words(&pattern.to_string())).collect();
    match words.as_deref() {
        None => format!("un código de la forma {}", either(patterns.iter().map(|pattern| format!("«{pattern}»")))),
        Some([]) => "el código".to_owned(),
        Some([(_, example), ..]) => {
            let all = either(words.iter().flatten().map(|(words, _)| words.clone()));
            // «trece o quince cifras», where there is nothing but cifras.
            let all = if all.contains('«') { all } else { all.replace(" cifras o ", " o ") };
            if example.len() > LONGEST_EXAMPLE { all } else { format!("{all}, por ejemplo {example}") }
        }
    }
}

fn either(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(" o ")
}

/// A fixed text and then digits, in words, with an example; `None` for patterns of another kind.
fn words(pattern: &str) -> Option<(String, String)> {
    let head = pattern.trim_end_matches('0');
    let digits = pattern.len() - head.len();
    if head.contains(['0', 'A', '*', '\\']) || digits == 0 {
        return None;
    }
    let count = NUMBERS.get(digits).map_or_else(|| digits.to_string(), |word| (*word).to_owned());
    let noun = if digits == 1 { "cifra" } else { "cifras" };
    let words = if head.is_empty() { format!("{count} {noun}") } else { format!("«{head}» y {count} {noun}") };
    let example: String = EXAMPLE.chars().cycle().take(digits).collect();
    Some((words, format!("{head}{example}")))
}
