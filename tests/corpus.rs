//! The faulty rule files of `fixtures/errores`. Each says in `#~` lines what is told of it, where, and what helps;
//! the replacements that are offered, and the lines that follow the help, must compile.
//!
//! With `COTEJO_ANOTA=1` the files are annotated anew: read every message before they are kept.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use cotejo::diagnostic::Diagnostic;
use cotejo::ruleset::{Files, Inputs, Loaded, load};
use cotejo::source::Source;

use crate::support::root;

mod annotation;
mod growth;
mod mutations;

use annotation::{annotated, corrected, stripped};

/// What the files have in common, unless they begin with a `vigencia` of their own.
const COMMON: &str = "comun/comun.cotejo";

/// One faulty file.
struct Case {
    /// Its path below `fixtures/errores`.
    path: String,
    /// With its `#~` lines.
    annotated: String,
    /// Without them: what is compiled.
    text: String,
    loaded: Loaded,
}

fn folder() -> PathBuf {
    root().join("fixtures/errores")
}

/// Every faulty file, compiled, in the order of their paths.
static CASES: LazyLock<Vec<Case>> = LazyLock::new(cases);

fn cases() -> Vec<Case> {
    let mut found = BTreeMap::new();
    let topics = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    for topic in topics.filter(|path| path.is_dir() && !path.ends_with("comun")) {
        for file in fs::read_dir(&topic).unwrap().map(|entry| entry.unwrap().path()) {
            let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
            let path = format!("{}/{}", name(&topic), name(&file));
            found.insert(path, fs::read_to_string(&file).unwrap());
        }
    }
    let compile = |(path, annotated): (String, String)| {
        let text = stripped(&annotated);
        let loaded = compiled(&path, &text);
        Case { path, annotated, text, loaded }
    };
    found.into_iter().map(compile).collect()
}

/// A case's own text under its path; everything else from the folder.
struct Beside<'c> {
    path: &'c str,
    text: &'c str,
}

impl Files for Beside<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if path == self.path {
            return Ok(self.text.as_bytes().to_vec());
        }
        fs::read(folder().join(path)).map_err(|_| "no existe".to_owned())
    }
}

/// What a text under a case's path comes to.
fn compiled(path: &str, text: &str) -> Loaded {
    let code = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or("");
    let alone = code.trim_start_matches('\u{feff}').starts_with("vigencia");
    let entries: Vec<String> =
        [COMMON, path].iter().skip(usize::from(alone)).map(|entry| (*entry).to_owned()).collect();
    let inputs = Inputs { parameters: Vec::new(), today: jiff::civil::date(2026, 1, 20) };
    load(&entries, &Beside { path, text }, &inputs)
}

fn source<'l>(loaded: &'l Loaded, path: &str) -> &'l Source {
    loaded.rules.sources.iter().map(|(_, source)| source).find(|source| source.path == path).unwrap()
}

/// The text with a diagnostic's replacement made.
fn mended(text: &str, fault: &Diagnostic) -> String {
    let fix = fault.fix.as_ref().unwrap();
    let mut text = text.to_owned();
    text.replace_range(fix.span.range(), &fix.text);
    text
}

/// What tells two faults apart, wherever they stand.
fn named(faults: &[Diagnostic]) -> Vec<(&str, &str)> {
    faults.iter().map(|fault| (fault.code.info().name, fault.message.as_str())).collect()
}

#[test]
fn the_common_part_has_no_fault() {
    assert_eq!(named(&compiled(COMMON, &fs::read_to_string(folder().join(COMMON)).unwrap()).diagnostics), []);
}

#[test]
fn there_are_many_faulty_files() {
    let count = CASES.len();
    assert!(count >= 140, "{count}");
}

#[test]
fn every_fault_is_told_as_its_file_says() {
    let writes = std::env::var_os("COTEJO_ANOTA").is_some();
    let mut differ = Vec::new();
    for case in CASES.iter() {
        let Loaded { rules, diagnostics } = &case.loaded;
        let told = annotated(&case.annotated, diagnostics, source(&case.loaded, &case.path), &rules.sources);
        if told == case.annotated {
            continue;
        }
        if writes {
            fs::write(folder().join(&case.path), &told).unwrap();
        }
        differ.push(format!("── {} ──\n{told}", case.path));
    }
    assert!(differ.is_empty(), "{} files say something else; now it is:\n{}", differ.len(), differ.join("\n"));
}

/// Fails with all that is wrong, and not only with the first of it.
fn none_of(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn against_style(text: &str) -> Option<&'static str> {
    match text {
        _ if text.starts_with(char::is_uppercase) => Some("begins with a capital"),
        _ if text.ends_with('.') => Some("ends with a full stop"),
        _ if text.contains('\n') => Some("has several lines"),
        _ if text.contains("  ") => Some("has two blanks in a row"),
        _ => None,
    }
}

#[test]
fn every_fault_has_a_help_and_both_are_in_the_style_of_messages() {
    let mut wrong = Vec::new();
    for case in CASES.iter() {
        let loaded = &case.loaded;
        if loaded.diagnostics.is_empty() {
            wrong.push(format!("{} has no fault", case.path));
        }
        for fault in &loaded.diagnostics {
            let Some(help) = &fault.help else {
                wrong.push(format!("{}: «{}» has no help", case.path, fault.message));
                continue;
            };
            let texts = [&fault.message, help];
            wrong.extend(
                texts.iter().filter_map(|text| Some(format!("{}: «{text}» {}", case.path, against_style(text)?))),
            );
        }
    }
    none_of(&wrong);
}

#[test]
fn one_cause_is_one_fault() {
    let mut wrong = Vec::new();
    for case in CASES.iter().filter(|case| !case.path.starts_with("varias/")) {
        let told = &case.loaded.diagnostics;
        if told.len() != 1 {
            wrong.push(format!("{}: {:?}", case.path, named(told)));
        }
    }
    none_of(&wrong);
}

/// What is told after one replacement, and was not told before it or is the fault itself.
fn left_by(case: &Case, fault: &Diagnostic) -> Vec<String> {
    let text = mended(&case.text, fault);
    let after = compiled(&case.path, &text).diagnostics;
    let mut others = named(&case.loaded.diagnostics);
    if let Some(own) = others.iter().position(|other| *other == named(std::slice::from_ref(fault))[0]) {
        others.remove(own);
    }
    let left = named(&after).into_iter().filter(|told| !others.contains(told));
    left.map(|told| format!("{}: {told:?} after\n{text}", case.path)).collect()
}

#[test]
fn what_is_offered_as_a_replacement_compiles() {
    let mut wrong = Vec::new();
    for case in CASES.iter() {
        let mut text = case.text.clone();
        let before = &case.loaded.diagnostics;
        let mut fixable: Vec<&Diagnostic> = before.iter().filter(|fault| fault.fix.is_some()).collect();
        wrong.extend(fixable.iter().flat_map(|fault| left_by(case, fault)));
        // One replacement alone is the whole, and has been made.
        if fixable.len() < before.len() || fixable.len() == 1 {
            continue;
        }
        // From the last to the first, so that places stay true.
        fixable.sort_by_key(|fault| std::cmp::Reverse(fault.fix.as_ref().map(|fix| fix.span)));
        for fault in &fixable {
            text = mended(&text, fault);
        }
        let after = compiled(&case.path, &text).diagnostics;
        wrong.extend((!after.is_empty()).then(|| format!("{}: {:?} after\n{text}", case.path, named(&after))));
    }
    none_of(&wrong);
}

#[test]
fn what_follows_the_help_compiles() {
    let mut wrong = Vec::new();
    for case in CASES.iter() {
        let Some(text) = corrected(&case.annotated) else {
            if case.loaded.diagnostics.iter().any(|fault| fault.fix.is_none()) {
                wrong.push(format!("{} has neither replacements nor corrected lines", case.path));
            }
            continue;
        };
        let after = compiled(&case.path, &text).diagnostics;
        wrong.extend((!after.is_empty()).then(|| format!("{}: {:?} in\n{text}", case.path, named(&after))));
    }
    none_of(&wrong);
}
