//! The tree of a text without its places, for comparison.

use crate::source::{Source, Sources};
use crate::syntax::parse;
use crate::text::fold;

/// The items of a text as they are drawn for debugging, without spans, and with each name in the form in which names
/// are compared. Fails on a text with faults.
pub(super) fn tree(text: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("a.cotejo", text));
    let (items, diagnostics) = parse(&sources, file);
    assert_eq!(diagnostics, [], "{text}");
    let drawn = format!("{items:?}");
    let mut pieces = drawn.split("Span {");
    let mut bare = pieces.next().unwrap().to_owned();
    for piece in pieces {
        bare.push_str(piece.split_once('}').unwrap().1);
    }
    let mut names = bare.split("Name { text: \"");
    let mut folded = names.next().unwrap().to_owned();
    for piece in names {
        let (name, rest) = piece.split_once('"').unwrap();
        folded.push_str(&format!("Name {}{rest}", fold(name)));
    }
    folded
}

#[test]
fn places_and_spelling_do_not_count_and_all_else_does() {
    assert_eq!(tree("parámetro x : pesos = 1000"), tree("# a\nparametro  X : pesos = 1.000 # b"));
    assert_ne!(tree("parámetro x : pesos = 1000"), tree("parámetro x : pesos = 1.001"));
    assert_ne!(tree("usa \"a\""), tree("usa \"A\""));
    assert_ne!(tree("## a\nusa \"a\""), tree("usa \"a\""));
}
