use super::*;

#[test]
fn a_letter_that_is_cut_in_two_waits_for_its_rest() {
    for text in ["", "a", "añ", "a€", "a😀", "😀"] {
        for cut in 0..=text.len() {
            let whole = whole_letters(&text.as_bytes()[..cut]);
            let letters = text.char_indices().map(|(at, letter)| at + letter.len_utf8());
            assert_eq!(whole, letters.filter(|end| *end <= cut).max().unwrap_or(0), "{text} cut at {cut}");
        }
    }
}
