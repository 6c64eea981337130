use super::*;

fn found(text: &str) -> Option<(char, u32)> {
    stray(text).map(|stray| (stray.letter, stray.after))
}

#[test]
fn what_cannot_be_seen_is_found_with_its_place() {
    assert_eq!(found("19\u{200b}05"), Some(('\u{200b}', 2)));
    assert_eq!(found("\u{feff}1905"), Some(('\u{feff}', 0)));
    assert_eq!(found(" Salud\n pú\u{ad}blica"), Some(('\u{ad}', 8)));
    assert_eq!(found("a\u{1}"), Some(('\u{1}', 1)));
    for plain in ["Secretaría de Educación", "", "a\tb\r\n", "uno\u{a0}dos", "«María» “x” – º ª ½ m²", "😀"]
    {
        assert_eq!(found(plain), None, "{plain}");
        assert!(!has_unseen(plain), "{plain}");
    }
}

#[test]
fn letters_of_other_alphabets_that_look_like_ours_are_found() {
    assert_eq!(found("SАLUD"), Some(('А', 1)), "a Cyrillic A");
    assert_eq!(found("Α-01"), Some(('Α', 0)), "a Greek Alpha before digits");
    assert_eq!(found("СОР"), Some(('С', 0)), "Cyrillic letters only, each of which looks like one of ours");
    assert_eq!(found("ﬁnanciero"), Some(('ﬁ', 0)));
}

#[test]
fn letters_that_are_meant_are_not() {
    for meant in ["5 µg/m³", "5 μg/m³", "ΔP", "Ω", "СЛАВА", "Łódź", "1.º"] {
        assert_eq!(found(meant), None, "{meant}");
    }
}
