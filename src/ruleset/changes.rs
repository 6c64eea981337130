//! `fija` and `quita`: what a using file changes in what it uses, done to the tree before anything is declared.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::syntax::ast::{Fija, Item, ItemKind, Literal, Name, Quita, Quoted};

use super::files::Parsed;
use super::names::unknown;

/// What can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Parameter,
    Table,
    Rule,
}

impl Sort {
    fn words(self) -> &'static str {
        match self {
            Sort::Parameter => "el parámetro",
            Sort::Table => "la tabla",
            Sort::Rule => "la regla",
        }
    }

    /// The name of an item of this sort.
    fn name_of(self, item: &Item) -> Option<&Name> {
        match (self, &item.kind) {
            (Sort::Parameter, ItemKind::Parametro(parametro)) => Some(&parametro.name),
            (Sort::Table, ItemKind::Tabla(tabla)) => Some(&tabla.name),
            (Sort::Rule, ItemKind::Regla(regla)) => Some(&regla.name),
            _ => None,
        }
    }
}

/// A change, and the file that says so.
#[derive(Clone)]
struct Change {
    file: usize,
    sort: Sort,
    name: Name,
    to: To,
}

#[derive(Clone)]
enum To {
    Value(Literal),
    Source(Quoted, Option<Quoted>),
    Severity(Severity),
    Nothing,
}

impl Change {
    fn of(file: usize, item: &Item) -> Option<Self> {
        let (sort, name, to) = match &item.kind {
            ItemKind::Fija(Fija::Parametro { name, value }) => (Sort::Parameter, name, To::Value(value.clone())),
            ItemKind::Fija(Fija::Tabla { name, file, sheet }) => {
                (Sort::Table, name, To::Source(file.clone(), sheet.clone()))
            }
            ItemKind::Fija(Fija::Regla { name, severity }) => (Sort::Rule, name, To::Severity(*severity)),
            ItemKind::Quita(Quita { rule }) => (Sort::Rule, rule, To::Nothing),
            _ => return None,
        };
        Some(Change { file, sort, name: name.clone(), to })
    }

    fn target(&self) -> (Sort, String) {
        (self.sort, self.name.key())
    }
}

/// Does every `fija` and `quita` of a set to what they name, the outermost where several name one thing.
pub(super) fn apply(parsed: &mut Parsed, diagnostics: &mut Vec<Diagnostic>) {
    let files = parsed.files.iter().enumerate();
    let changes = files.flat_map(|(at, file)| file.items.iter().filter_map(move |item| Change::of(at, item)));
    let mut by_target: BTreeMap<(Sort, String), Vec<Change>> = BTreeMap::new();
    for change in changes {
        match misplaced(parsed, &change) {
            Ok(()) => by_target.entry(change.target()).or_default().push(change),
            Err(fault) => diagnostics.extend(fault),
        }
    }
    for changes in by_target.into_values() {
        let mut outermost = changes.iter().filter(|change| {
            !changes.iter().any(|other| other.file != change.file && parsed.uses(other.file, change.file))
        });
        let Some(first) = outermost.next() else { continue };
        diagnostics.extend(outermost.map(|again| contrary(first, again)));
        change(parsed, first);
    }
}

/// Why a change has nothing to change: told with a fault, or silent where its target has one.
fn misplaced(parsed: &Parsed, change: &Change) -> Result<(), Option<Diagnostic>> {
    let key = change.name.key();
    let files = || parsed.files.iter().enumerate();
    let declared: Vec<(usize, &Name)> = files()
        .flat_map(|(at, file)| file.items.iter().filter_map(move |item| Some((at, change.sort.name_of(item)?))))
        .collect();
    let mut same = declared.iter().filter(|(_, name)| name.key() == key).peekable();
    let Some((at, first)) = same.peek().copied() else {
        let is_broken = |item: &Item| matches!(&item.kind, ItemKind::Broken(Some(name)) if name.key() == key);
        let broken = files().any(|(_, file)| file.items.iter().any(is_broken));
        let known = declared.iter().map(|(_, name)| name.text.as_str());
        return Err((!broken).then(|| unknown(&change.name, change.sort.words(), known)));
    };
    if same.any(|(file, _)| parsed.uses(change.file, *file)) {
        return Ok(());
    }
    let words = change.sort.words();
    Err(Some(if *at == change.file {
        Diagnostic::new(Code::WrongChange, format!("{words} «{}» es de este mismo archivo", change.name.text))
            .at(change.name.span, "se cambia aquí")
            .at(first.span, "se define aquí")
            .help("«fija» y «quita» cambian lo que trae otro archivo con «usa»; cámbielo donde se define")
    } else {
        Diagnostic::new(Code::WrongChange, format!("{words} «{}» es de un archivo que este no usa", change.name.text))
            .at(change.name.span, "se cambia aquí")
            .at(first.span, "se define aquí")
            .help("agregue «usa \"…\"» con ese archivo, o haga el cambio en el archivo que lo usa")
    }))
}

/// Two changes of one thing, of which neither file uses the other.
fn contrary(first: &Change, again: &Change) -> Diagnostic {
    let message = format!("{} «{}» se cambia dos veces", again.sort.words(), again.name.text);
    Diagnostic::new(Code::DuplicateName, message)
        .at(again.name.span, "segunda vez")
        .at(first.name.span, "primera vez")
        .help("deje un solo cambio; si un archivo usa al otro, cuenta el de afuera")
}

fn change(parsed: &mut Parsed, change: &Change) {
    let (sort, key) = change.target();
    for file in &mut parsed.files {
        if matches!(change.to, To::Nothing) {
            file.items.retain(|item| !goes_with_rule(item, &key));
            continue;
        }
        for item in &mut file.items {
            if sort.name_of(item).is_some_and(|name| name.key() == key) {
                change_item(item, &change.to);
            }
        }
    }
}

/// Whether an item is a rule, or a prueba or excepción of it.
fn goes_with_rule(item: &Item, key: &str) -> bool {
    let rule = match &item.kind {
        ItemKind::Regla(regla) => &regla.name,
        ItemKind::Prueba(prueba) => &prueba.rule,
        ItemKind::Excepcion(excepcion) => &excepcion.rule,
        _ => return false,
    };
    rule.key() == key
}

fn change_item(item: &mut Item, to: &To) {
    match (&mut item.kind, to) {
        (ItemKind::Parametro(parametro), To::Value(value)) => parametro.value = value.clone(),
        (ItemKind::Tabla(tabla), To::Source(file, sheet)) => {
            tabla.file = file.clone();
            tabla.of_plan = false;
            tabla.sheet.clone_from(sheet);
        }
        (ItemKind::Regla(regla), To::Severity(severity)) => regla.severity = Some(*severity),
        _ => {}
    }
}
