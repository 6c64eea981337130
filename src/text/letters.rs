//! Characters that are not what they seem: those that cannot be seen, and letters of other alphabets that look like ours.

use unicode_normalization::UnicodeNormalization;

/// A character of a text that is not what it seems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stray {
    /// The character.
    pub letter: char,
    /// How many characters that can be seen stand before it, blanks folded.
    pub after: u32,
}

/// Whether a character takes no room in a line: of no width, a mark of direction, a soft hyphen, a control character.
/// Blanks and line breaks are not among them.
pub fn is_unseen(letter: char) -> bool {
    match letter {
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' => true,
        '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' => true,
        '\u{e0000}'..='\u{e0fff}' => true,
        other => other.is_control() && !other.is_whitespace(),
    }
}

/// Whether a text has a character that cannot be seen; a look at its bytes settles it for nearly all.
pub fn has_unseen(text: &str) -> bool {
    let may_begin = |byte: u8| match byte {
        0x09..=0x0d => false,
        ..0x20 | 0x7f => true,
        0xc2 | 0xcd | 0xd8 | 0xe1..=0xe3 | 0xef | 0xf3 => true,
        _ => false,
    };
    text.bytes().any(may_begin) && text.chars().any(is_unseen)
}

/// The first character of a text that cannot be seen, or else the first letter of another alphabet that looks like one of
/// ours, unless letters without a likeness show that the text is written in that alphabet.
pub fn stray(text: &str) -> Option<Stray> {
    if text.bytes().all(|byte| matches!(byte, 0x20..=0x7e | 0x80..=0xbf | 0xc3)) {
        return None;
    }
    let at = |is: &dyn Fn(char) -> bool| {
        let (place, letter) = text.char_indices().find(|(_, letter)| is(*letter))?;
        let seen = super::squeeze(text.get(..place)?).chars().count();
        Some(Stray { letter, after: u32::try_from(seen).unwrap_or(u32::MAX) })
    };
    if let Some(unseen) = at(&is_unseen) {
        return Some(unseen);
    }
    let is_foreign = |letter: char| letter.is_alphabetic() && !is_latin(letter);
    let passes = |letter: char| twin(letter).is_some();
    let mut letters = text.chars().filter(|letter| letter.is_alphabetic());
    let mixed = text.chars().any(|letter| letter.is_alphanumeric() && is_latin(letter));
    if mixed || letters.all(passes) { at(&|letter| is_foreign(letter) && passes(letter)) } else { None }
}

/// Whether a letter is of the alphabet that Spanish and its neighbours are written in.
pub fn is_latin(letter: char) -> bool {
    letter.is_ascii() || matches!(letter, 'ª' | 'º' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// A character's number as it is looked up: `U+200B`.
pub fn code_point(letter: char) -> String {
    format!("U+{:04X}", u32::from(letter))
}

/// The alphabet of a letter that is not Latin, as an adjective of «letra».
pub fn alphabet(letter: char) -> &'static str {
    match letter {
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => "griega",
        '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{2de0}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}' => {
            "cirílica"
        }
        '\u{530}'..='\u{58f}' => "armenia",
        '\u{590}'..='\u{5ff}' => "hebrea",
        '\u{600}'..='\u{77f}' => "árabe",
        '\u{2e80}'..='\u{9fff}' => "de Asia oriental",
        _ if twin(letter).is_some() => "de adorno",
        _ => "de otro alfabeto",
    }
}

/// Letters that look like ours, each before the one of ours.
const TWINS: &str = "аaеeоoрpсcуyхxіiјjѕsԁdһhԛqԝwАAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅS\
                     αaοoνvρpυuιiκkΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX";

/// The letter of ours that another looks like.
pub fn twin(letter: char) -> Option<char> {
    let mut pairs = TWINS.chars();
    while let (Some(theirs), Some(ours)) = (pairs.next(), pairs.next()) {
        if theirs == letter {
            return Some(ours);
        }
    }
    // `𝐭` and `ｔ` are a `t` drawn otherwise.
    let mut plain = std::iter::once(letter).nfkc();
    plain.next().filter(|plain| plain.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests;
