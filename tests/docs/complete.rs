//! Whatever the grammar takes is shown in a block of the language's pages.

use std::collections::BTreeSet;
use std::fs;

use cotejo::syntax::ast::Phase;
use cotejo::text::fold;

use crate::support::root;

use super::blocks::blocks;
use super::pages;

/// Words that are a whole part of a declaration; in the grammar they are called by what they mean.
const PARTS: [&str; 9] = [
    "junto a",
    "debajo de",
    "dentro de",
    "obligatoria",
    "hereda",
    "identifica",
    "con punto decimal",
    "sobre 100",
    "con x",
];

/// The types that are one word.
const TYPES: [&str; 5] = ["texto", "entero", "decimal", "pesos", "fecha"];

/// The grammar's keywords, from the names of their rules: `k_uno_de` is `uno de`.
fn keywords() -> Vec<String> {
    let grammar = fs::read_to_string(root().join("grammar/cotejo.pest")).unwrap();
    let rules = grammar.lines().filter_map(|line| line.strip_prefix("k_"));
    let named = rules.filter_map(|rule| Some(rule.split_once(" =")?.0.trim().replace('_', " ")));
    // The grammar's rules are called without accents; `ñ` is no accent.
    named.map(|word| if word == "senala" { "señala".to_owned() } else { word }).collect()
}

#[test]
fn every_word_of_the_grammar_is_shown() {
    let shown: String = pages("lenguaje").iter().flat_map(|page| blocks(page)).map(|block| block.text).collect();
    let folded = fold(&shown);
    let words: Vec<&str> = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let text = format!(" {} ", words.join(" "));
    let said: BTreeSet<String> = keywords()
        .into_iter()
        .chain(PARTS.iter().chain(&TYPES).map(|word| (*word).to_owned()))
        .chain(Phase::ALL.iter().map(|phase| phase.word().to_owned()))
        .collect();
    assert!(said.len() > 70, "{said:?}");
    let lacking: Vec<&String> = said.iter().filter(|word| !text.contains(&format!(" {} ", fold(word)))).collect();
    assert!(lacking.is_empty(), "no block of docs/lenguaje shows {lacking:?}");
}
