use super::*;
use crate::text::fold;

#[test]
fn words_are_folded_as_names_are() {
    for (word, folded) in ITEMS.iter().map(|item| (item.word, item.folded)).chain(CLAUSES.iter().copied()) {
        assert_eq!(fold(word), folded);
    }
}

#[test]
fn every_clause_of_an_item_is_a_clause() {
    for clause in ITEMS.iter().flat_map(|item| item.clauses) {
        assert!(CLAUSES.iter().any(|(word, _)| word == clause), "{clause}");
    }
}
