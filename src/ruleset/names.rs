//! Names that items define, and what to say of one that does not exist or exists twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::Name;
use crate::text::{enumerate, first_few, nearest};

/// Names that mean something in every expression.
pub(super) const BUILT_IN: [&str; 7] = ["plan", "planes", "aprobado", "vigencia", "hoy", "esta", "filas"];

/// Names of one sort, each with what it stands for; compared without regard to case and accents.
#[derive(Clone, Debug)]
pub(super) struct Namespace<T> {
    entries: BTreeMap<String, (Name, T)>,
    /// Names of items that could not be understood: whoever uses them is not blamed.
    broken: BTreeSet<String>,
}

impl<T> Default for Namespace<T> {
    fn default() -> Self {
        Namespace { entries: BTreeMap::new(), broken: BTreeSet::new() }
    }
}

impl<T: Copy> Namespace<T> {
    /// Defines a name; a second definition is told and left out.
    pub(super) fn define(&mut self, name: &Name, meaning: T) -> Result<(), Diagnostic> {
        if let Some((first, _)) = self.entries.get(&name.key()) {
            return Err(twice(name, first.span));
        }
        self.entries.insert(name.key(), (name.clone(), meaning));
        Ok(())
    }

    /// Remembers the name of an item with a fault.
    pub(super) fn define_broken(&mut self, name: &Name) {
        self.broken.insert(name.key());
    }

    /// What a name stands for.
    pub(super) fn get(&self, name: &Name) -> Option<T> {
        self.entries.get(&name.key()).map(|(_, meaning)| *meaning)
    }

    /// What a name stands for, by the form in which names are compared.
    pub(super) fn get_key(&self, key: &str) -> Option<T> {
        self.entries.get(key).map(|(_, meaning)| *meaning)
    }

    /// Where a name is defined.
    pub(super) fn defined_at(&self, name: &Name) -> Option<Span> {
        self.entries.get(&name.key()).map(|(first, _)| first.span)
    }

    /// Whether a name's item has a fault that has been told.
    pub(super) fn is_broken(&self, name: &Name) -> bool {
        self.is_broken_key(&name.key())
    }

    /// [`Namespace::is_broken`] for a name in the form in which names are compared.
    pub(super) fn is_broken_key(&self, key: &str) -> bool {
        self.broken.contains(key)
    }

    /// All names as written.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.entries.values().map(|(name, _)| name.text.as_str())
    }
}

fn twice(name: &Name, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateName, format!("«{}» se define dos veces", name.text))
        .at(name.span, "segunda definición")
        .at(first, "primera definición")
        .help("dé otro nombre a una de las dos, o quite la que sobra")
}

/// A name that means something else everywhere.
pub(super) fn refuse_built_in(name: &Name) -> Option<Diagnostic> {
    let word = BUILT_IN.into_iter().find(|word| crate::text::fold(word) == name.key())?;
    Some(
        Diagnostic::new(Code::DuplicateName, format!("«{word}» ya tiene un significado en las reglas"))
            .at(name.span, "no puede ser un nombre propio")
            .help("dele otro nombre"),
    )
}

/// An unknown name: `what` says what sort of name was expected («la tabla»), `known` which there are.
pub(super) fn unknown<'a>(name: &Name, what: &str, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    unknown_of(name, what, known.into_iter().map(|word| (word, String::new())))
}

/// [`unknown`] where each known name comes with what it belongs to (` del formato PE-F-012`).
pub(super) fn unknown_of<'a>(
    name: &Name,
    what: &str,
    known: impl IntoIterator<Item = (&'a str, String)>,
) -> Diagnostic {
    let known: Vec<(&str, String)> = known.into_iter().collect();
    let words = || known.iter().map(|(word, _)| *word);
    let fault = Diagnostic::new(Code::UnknownName, format!("no existe {what} «{}»", name.text));
    let fault = fault.at(name.span, "no existe");
    match nearest(&name.text, words()).and_then(|near| known.iter().find(|(word, _)| *word == near)) {
        Some((near, of)) => fault.help(format!("¿quiso decir «{near}»{of}?")).fix(name.span, *near),
        None => fault.maybe_help(offer(&words().collect::<Vec<_>>())),
    }
}

/// What there is, or the first of it.
fn offer(known: &[&str]) -> Option<String> {
    const SHORT: usize = 10;
    let shown = first_few(known.iter().map(|name| format!("«{name}»")), SHORT);
    (!known.is_empty()).then(|| format!("hay {}", enumerate(&shown)))
}
