//! Names as they are declared.

use std::collections::BTreeMap;

use crate::syntax::lexemes::{FileLexemes, LexemeKind};
use crate::text::fold;

/// The names that a file declares, and the built-in functions.
pub(super) struct Declared<'t> {
    /// By the form in which names are compared; none where two declarations differ, since only the whole rule set tells
    /// which of them a reference means.
    names: BTreeMap<String, Option<String>>,
    functions: &'t [&'t str],
}

impl<'t> Declared<'t> {
    /// The names of a file's declarations.
    pub(super) fn of(file: &FileLexemes, functions: &'t [&'t str]) -> Self {
        let mut names: BTreeMap<String, Option<String>> = BTreeMap::new();
        let parts = file.items.iter().flat_map(|item| &item.parts);
        for lexeme in parts.flat_map(|part| &part.lexemes) {
            if lexeme.kind == LexemeKind::DeclaredName {
                let known = names.entry(fold(&lexeme.text)).or_insert_with(|| Some(lexeme.text.clone()));
                if known.as_ref().is_some_and(|known| *known != lexeme.text) {
                    *known = None;
                }
            }
        }
        Declared { names, functions }
    }

    /// How a reference is written; none as the author did. `called` tells a function from a column of its name.
    pub(super) fn spelling(&self, written: &str, called: bool) -> Option<&str> {
        let folded = fold(written);
        match self.names.get(&folded) {
            Some(known) => known.as_deref(),
            None if called => self.functions.iter().copied().find(|name| fold(name) == folded),
            None => None,
        }
    }
}
