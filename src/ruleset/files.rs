//! Which files a rule set is made of: the entries and what they bring in with `usa`.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Source, Sources, Span};
use crate::syntax::ast::{Item, ItemKind, Quoted};
use crate::syntax::{decode, parse};

/// Most files of a rule set, those included that cannot be read.
const MAX_FILES: usize = 1_000;

/// Where rule files and tables come from; paths use `/`.
pub trait Files {
    /// The bytes of a file, or why there are none, in Spanish.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;
}

/// All files of a set, parsed.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) sources: Sources,
    pub(super) files: Vec<ParsedFile>,
    /// For each file, those that it brings in itself, by their place among the files.
    uses: Vec<Vec<usize>>,
}

/// One parsed file.
#[derive(Debug)]
pub(super) struct ParsedFile {
    pub(super) items: Vec<Item>,
    /// Whether `vigencia` and `entidad` count here: no other file brings this one in.
    pub(super) is_entry: bool,
    /// Whether it was named as one of the set, and not only by another file.
    pub(super) is_named: bool,
}

impl Parsed {
    /// Whether a file brings in another, straight or through others; both by their place among the files.
    pub(super) fn uses(&self, file: usize, other: usize) -> bool {
        let mut seen = BTreeSet::new();
        let mut open: Vec<usize> = self.uses.get(file).cloned().unwrap_or_default();
        while let Some(at) = open.pop() {
            if at == other {
                return true;
            }
            if seen.insert(at) {
                open.extend(self.uses.get(at).into_iter().flatten());
            }
        }
        false
    }

    /// All items in the order of the files.
    pub(super) fn items(&self) -> impl Iterator<Item = &Item> {
        self.files.iter().flat_map(|file| &file.items)
    }
}

/// A path named in a rule file, relative to that file's folder, with `.` and `..` resolved.
pub fn beside(file: &str, relative: &str) -> String {
    let relative = relative.replace('\\', "/");
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let rooted = folder.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(relative.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    format!("{}{}", if rooted { "/" } else { "" }, parts.join("/"))
}

/// Parses the entries and everything that they bring in, each file once.
pub(super) fn parse_all(entries: &[String], files: &dyn Files) -> (Parsed, Vec<Diagnostic>) {
    let mut walk = Walk { files, parsed: Parsed::default(), diagnostics: Vec::new(), ids: BTreeMap::new() };
    for entry in entries {
        walk.visit(entry, None);
    }
    let used = walk.close_cycles();
    for (path, at) in &walk.ids {
        if let Some(file) = at.and_then(|at| walk.parsed.files.get_mut(at)) {
            file.is_entry = !used.contains(path);
            // A folder's files are named before it is known that another uses them.
            file.is_named |= entries.contains(path);
        }
    }
    walk.parsed.uses = walk.uses();
    (walk.parsed, walk.diagnostics)
}

struct Walk<'a> {
    files: &'a dyn Files,
    parsed: Parsed,
    diagnostics: Vec<Diagnostic>,
    /// Every path seen, with its index; `None` where it could not be read.
    ids: BTreeMap<String, Option<usize>>,
}

impl Walk<'_> {
    /// Parses a file and those it uses, each before the next that is named, unless it has been seen.
    fn visit(&mut self, path: &str, named_at: Option<Span>) {
        // No recursion: a chain of files may be long.
        let mut open = vec![(path.to_owned(), named_at)];
        while let Some((path, named_at)) = open.pop() {
            if !self.ids.contains_key(&path) {
                open.extend(self.parse(&path, named_at).into_iter().rev().map(|(used, span)| (used, Some(span))));
            }
        }
    }

    /// Parses a file; gives what it uses.
    fn parse(&mut self, path: &str, named_at: Option<Span>) -> Vec<(String, Span)> {
        self.ids.insert(path.to_owned(), None);
        if self.ids.len() > MAX_FILES {
            self.tell_too_many(path, named_at);
            return Vec::new();
        }
        let Some(source) = self.source(path, named_at) else { return Vec::new() };
        let id = self.parsed.sources.add(source);
        let (items, diagnostics) = parse(&self.parsed.sources, id);
        self.diagnostics.extend(diagnostics);
        let uses = uses_of(path, &items);
        self.ids.insert(path.to_owned(), Some(self.parsed.files.len()));
        self.parsed.files.push(ParsedFile { items, is_entry: true, is_named: named_at.is_none() });
        uses
    }

    /// Tells once that the set has too many files.
    fn tell_too_many(&mut self, path: &str, named_at: Option<Span>) {
        if self.ids.len() == MAX_FILES + 1 {
            let fault = Diagnostic::new(Code::TooLarge, format!("el conjunto tiene más de {MAX_FILES} archivos"));
            let fault = fault.help("reúna las reglas en menos archivos");
            self.diagnostics.push(match named_at {
                Some(span) => fault.at(span, "este ya no se lee"),
                None => fault.in_file(path),
            });
        }
    }

    fn source(&mut self, path: &str, named_at: Option<Span>) -> Option<Source> {
        match self.files.read(path) {
            Ok(bytes) => {
                let (source, diagnostics) = decode(path, &bytes);
                self.diagnostics.extend(diagnostics);
                source
            }
            Err(why) => {
                let fault = Diagnostic::new(Code::FileUnreadable, format!("no se puede leer «{path}»: {why}"));
                self.diagnostics.push(match named_at {
                    Some(span) => fault
                        .at(span, "se pide aquí")
                        .help("revise el nombre y la carpeta: la ruta se cuenta desde la de este archivo"),
                    None => fault.in_file(path),
                });
                None
            }
        }
    }

    /// For each file, those that it brings in itself.
    fn uses(&self) -> Vec<Vec<usize>> {
        let mut uses = vec![Vec::new(); self.parsed.files.len()];
        for (path, at) in &self.ids {
            let file = at.and_then(|at| Some((uses.get_mut(at)?, self.parsed.files.get(at)?)));
            let Some((used, file)) = file else { continue };
            let named = uses_of(path, &file.items).into_iter();
            used.extend(named.filter_map(|(target, _)| self.ids.get(&target).copied().flatten()));
        }
        uses
    }

    /// Tells every `usa` that closes a circle; gives all paths that some file uses.
    fn close_cycles(&mut self) -> BTreeSet<String> {
        let mut edges = BTreeMap::new();
        for (path, at) in &self.ids {
            let items = at.and_then(|at| self.parsed.files.get(at)).map_or(&[][..], |file| &file.items);
            edges.insert(path.clone(), uses_of(path, items));
        }
        let mut used = BTreeSet::new();
        for (path, uses) in &edges {
            for (target, span) in uses {
                if reaches(&edges, target, path) {
                    // Of the files in a circle the first one is met first: the `usa` that leads back closes it.
                    if self.ids.get(target) <= self.ids.get(path) {
                        self.diagnostics.push(cycle(path, target, *span));
                    }
                } else {
                    used.insert(target.clone());
                }
            }
        }
        used
    }
}

type Edges = BTreeMap<String, Vec<(String, Span)>>;

/// Whether `usa` leads from one file to another, in any number of steps.
fn reaches(edges: &Edges, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(path) = open.pop() {
        if path == to {
            return true;
        }
        if seen.insert(path) {
            open.extend(edges.get(path).into_iter().flatten().map(|(target, _)| target.as_str()));
        }
    }
    false
}

fn cycle(path: &str, target: &str, span: Span) -> Diagnostic {
    let message = if path == target {
        "el archivo se usa a sí mismo".to_owned()
    } else {
        format!("«{path}» usa «{target}», que a su vez lo usa")
    };
    Diagnostic::new(Code::UseCycle, message)
        .at(span, "cierra el círculo")
        .help("quite uno de los «usa» del círculo, o lleve lo común a un tercer archivo")
}

fn uses_of(path: &str, items: &[Item]) -> Vec<(String, Span)> {
    let named = items.iter().filter_map(|item| match &item.kind {
        ItemKind::Usa(Quoted { text, span }) => Some((beside(path, text), *span)),
        _ => None,
    });
    named.collect()
}

/// A file that is not on disk: what the command line says of a parameter, written as an item.
pub(super) fn add_virtual(parsed: &mut Parsed, path: &str, text: &str) -> FileId {
    parsed.sources.add(Source::new(path, text))
}
