//! `cotejo formatear`: rule files in their canonical layout.

use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::report::{self, Style, escape};
use crate::ruleset::builtins::{AGGREGATES, FUNCTIONS};
use crate::ruleset::{Files, beside};
use crate::source::Sources;
use crate::syntax::ast::ItemKind;
use crate::syntax::{decode, format, parse};

use super::Ended;
use super::args::Formatear;
use super::disk::{Disk, rule_files};
use super::output::write_all;
use super::replace::{lies_in, replace};
use super::rules::needed;

mod changes;

/// What is called as a function is and stands in no table of them.
const FORMS: &[&str] = &["única", "cuántas", "cambió", "cambios", "parecido", "números"];

/// Lays out every file that the arguments name, or says which would change. `Err` says why it could not run.
pub(super) fn run(args: &Formatear) -> Result<Ended, String> {
    let mut work = Work::default();
    work.read(needed(args.reglas.as_deref())?)?;
    if !args.verificar {
        for file in &work.files {
            if let State::Changes { text } = &file.state {
                replace(Path::new(&file.path), text)?;
            }
        }
    }
    write_all(&[], args.color, |_, style| work.told(args.verificar, style))?;
    let any = |is: fn(&State) -> bool| work.files.iter().any(|file| is(&file.state));
    Ok(match () {
        () if any(|state| matches!(state, State::Faulty)) => Ended::CouldNotRun,
        () if args.verificar && any(|state| matches!(state, State::Changes { .. })) => Ended::WithErrors,
        () => Ended::Clean,
    })
}

/// The files, and what came of each.
#[derive(Default)]
struct Work {
    sources: Sources,
    files: Vec<Worked>,
    diagnostics: Vec<Diagnostic>,
}

struct Worked {
    path: String,
    /// What it holds, as text; empty if it is none.
    original: String,
    state: State,
}

enum State {
    /// It has the layout already.
    Fine,
    /// It gets this text.
    Changes { text: String },
    /// Its faults are told, and it stays as it is.
    Faulty,
}

impl Work {
    /// Lays out a file, or the files of a folder and those that they use, as far as they lie in it.
    fn read(&mut self, rules: &Path) -> Result<(), String> {
        let mut open = rule_files(rules)?;
        let mut seen: BTreeSet<String> = open.iter().cloned().collect();
        while let Some(path) = open.pop() {
            for used in self.file(&path) {
                if lies_in(rules, Path::new(&used)) && seen.insert(used.clone()) {
                    open.push(used);
                }
            }
        }
        self.files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(())
    }

    /// Lays out one file; gives the paths of those that it uses.
    fn file(&mut self, path: &str) -> Vec<String> {
        let (text, uses, original) = match Disk.read(path) {
            Ok(bytes) => self.laid_out(path, &bytes),
            Err(why) => {
                self.diagnostics.push(unreadable(path, &why));
                (None, Vec::new(), String::new())
            }
        };
        let state = match text {
            None => State::Faulty,
            Some(text) if text == original => State::Fine,
            Some(text) => State::Changes { text },
        };
        self.files.push(Worked { path: path.to_owned(), original, state });
        uses
    }

    fn laid_out(&mut self, path: &str, bytes: &[u8]) -> (Option<String>, Vec<String>, String) {
        let original = String::from_utf8_lossy(bytes).into_owned();
        let (source, faults) = decode(path, bytes);
        self.diagnostics.extend(faults);
        let Some(source) = source else { return (None, Vec::new(), original) };
        let file = self.sources.add(source);
        let (text, faults) = format(&self.sources, file, &functions());
        self.diagnostics.extend(faults);
        let (items, _) = parse(&self.sources, file);
        let uses = items.iter().filter_map(|item| match &item.kind {
            ItemKind::Usa(used) => Some(beside(path, &used.text)),
            _ => None,
        });
        (text, uses.collect(), original)
    }

    /// What to say: the faults, what came of each file that is not fine, and how many there are.
    fn told(&self, only_checks: bool, style: &Style) -> String {
        let mut told = report::terminal::faults(&self.diagnostics, &self.sources, style);
        if !told.is_empty() {
            told.push('\n');
        }
        for file in &self.files {
            let path = escape(&file.path);
            match &file.state {
                State::Fine => {}
                State::Faulty => told.push_str(&format!("{path}: queda como estaba; arriba se dice por qué\n")),
                State::Changes { text } if only_checks => {
                    told.push_str(&format!("{path}: cambiaría\n{}", changes::first(&file.original, text)));
                }
                State::Changes { .. } => told.push_str(&format!("{path}: cambiado\n")),
            }
        }
        told.push_str(&self.summary(only_checks));
        told
    }

    fn summary(&self, only_checks: bool) -> String {
        let count = |is: fn(&State) -> bool| self.files.iter().filter(|file| is(&file.state)).count();
        let fine = count(|state| matches!(state, State::Fine));
        let changes = count(|state| matches!(state, State::Changes { .. }));
        let faulty = count(|state| matches!(state, State::Faulty));
        let files = |count: usize| if count == 1 { "1 archivo".to_owned() } else { format!("{count} archivos") };
        let mut parts = Vec::new();
        if changes > 0 || fine == 0 && faulty == 0 {
            let verb = match (only_checks, changes) {
                (true, 1) => "cambiaría",
                (true, _) => "cambiarían",
                (false, 1) => "cambiado",
                (false, _) => "cambiados",
            };
            parts.push(format!("{} {verb}", files(changes)));
        }
        if fine > 0 {
            parts.push(format!("{} sin nada que cambiar", files(fine)));
        }
        if faulty > 0 {
            parts.push(format!("{} con fallas", files(faulty)));
        }
        format!("{}.\n", parts.join(", "))
    }
}

/// The names of all functions, with their accents.
fn functions() -> Vec<&'static str> {
    let listed = AGGREGATES.iter().map(|it| it.name).chain(FUNCTIONS.iter().map(|it| it.name));
    listed.chain(FORMS.iter().copied()).collect()
}

fn unreadable(path: &str, why: &str) -> Diagnostic {
    let message = format!("no se puede leer «{path}»: {why}");
    Diagnostic::new(crate::diagnostic::Code::FileUnreadable, message).in_file(path)
}
