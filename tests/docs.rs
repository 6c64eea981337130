//! The docs in Spanish: every block of every page is run, every page is in the index, no link is dead, and the pages that
//! are made out of tables say what the tables say.

mod blocks;
mod complete;
mod generated;
mod links;
mod run;
mod values;

use std::path::Path;

use crate::support::root;
use blocks::{Block, blocks};
use run::Workplace;

/// Text drawn by hand, for developers; nothing in it can be run.
const DRAWN: &str = "architecture.md";

/// The pages of a folder under `docs`, by name; of the guide, in the order of its chapters.
fn pages(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root().join("docs").join(folder)).unwrap();
    let mut found: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "md"))
        .map(|name| if folder.is_empty() { name } else { format!("{folder}/{name}") })
        .collect();
    found.sort();
    found
}

/// Runs the blocks of pages one after the other, and tells those that do not do what their page says.
fn failures(pages: &[String], mut workplace: impl FnMut() -> Workplace, kept: bool) -> Vec<String> {
    let mut place = workplace();
    let mut told = Vec::new();
    for page in pages {
        if !kept {
            place = workplace();
        }
        for block in blocks(page) {
            if let Err(why) = place.run(&block) {
                told.push(format!("docs/{page}:{}: {why}\n", block.line));
            }
        }
    }
    told
}

#[test]
fn the_guide_runs_from_its_first_page_to_its_last() {
    let chapters = pages("guia");
    assert!(chapters.len() > 8, "{chapters:?}");
    let told = failures(&chapters, Workplace::of_the_project, true);
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn every_block_of_the_language_runs() {
    let told = failures(&pages("lenguaje"), Workplace::of_the_example, false);
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn every_block_of_the_other_pages_runs() {
    let others: Vec<String> = pages("").into_iter().filter(|page| page != DRAWN).collect();
    let told = failures(&others, Workplace::of_the_project, false);
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn a_block_that_does_not_do_what_it_says_is_told() {
    let faulty = [
        ("cotejo", "regla r error\n  \"t\"\n  por cada fila de plan\n  exige cantidad = \"uno\"\n"),
        (
            "cotejo falla reglas/unidades",
            "regla r error\n  \"t\"\n  por cada fila de plan\n  exige cantidad = \"uno\"\n",
        ),
        ("exige", "cantidad = \"uno\"\n"),
        ("exige", "cantidad < 0\n"),
        ("exige", "cantidad < 0    # cumple\n"),
        ("exige", "cantidad > 0    # incumple\n"),
        ("exige", "cantidad > 0    # no evaluable\n"),
        ("exige falla reglas/tipo", "cantidad > 0\n"),
        ("console", "$ cotejo comprobar no-hay.cotejo\n"),
        ("console", "$ cotejo explicar reglas/tipo\nlo que no dice\n"),
        ("rust", "fn main() {}\n"),
        ("csv", "a;b\n"),
    ];
    for (fence, text) in faulty {
        let mut words = fence.split(' ').map(str::to_owned);
        let language = words.next().unwrap();
        let block = Block { line: 1, language, words: words.collect(), text: text.to_owned() };
        assert!(Workplace::of_the_example().run(&block).is_err(), "```{fence}\n{text}");
    }
}
