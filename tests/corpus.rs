//! The faulty rule files of `fixtures/errores`. Each says in `#~` lines what is told of it, where, and what helps;
//! the replacements that are offered, and the lines that follow the help, must compile.
//!
//! With `COTEJO_ANOTA=1` the files are annotated anew: read every message before they are kept.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cotejo::diagnostic::Diagnostic;
use cotejo::ruleset::{Files, Inputs, Loaded, load};
use cotejo::source::Source;

use crate::support::root;

mod annotation;

use annotation::{annotated, corrected, stripped};

/// What the files have in common, unless they begin with a `vigencia` of their own.
const COMMON: &str = "comun/comun.cotejo";

/// One faulty file: its path below `fixtures/errores`, and its text.
struct Case {
    path: String,
    text: String,
}

fn folder() -> PathBuf {
    root().join("fixtures/errores")
}

/// Every faulty file, in the order of their paths.
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
    found.into_iter().map(|(path, text)| Case { path, text }).collect()
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
    let count = cases().len();
    assert!(count >= 140, "{count}");
}

#[test]
fn every_fault_is_told_as_its_file_says() {
    let writes = std::env::var_os("COTEJO_ANOTA").is_some();
    let mut differ = Vec::new();
    for case in cases() {
        let loaded = compiled(&case.path, &stripped(&case.text));
        let told = annotated(&case.text, &loaded.diagnostics, source(&loaded, &case.path), &loaded.rules.sources);
        if told == case.text {
            continue;
        }
        if writes {
            fs::write(folder().join(&case.path), &told).unwrap();
        }
        differ.push(format!("── {} ──\n{told}", case.path));
    }
    assert!(differ.is_empty(), "{} files say something else; now it is:\n{}", differ.len(), differ.join("\n"));
}

#[test]
fn every_fault_has_a_help_and_both_are_in_the_style_of_messages() {
    for case in cases() {
        let loaded = compiled(&case.path, &stripped(&case.text));
        assert!(!loaded.diagnostics.is_empty(), "{} has no fault", case.path);
        for fault in &loaded.diagnostics {
            let help =
                fault.help.as_deref().unwrap_or_else(|| panic!("{}: «{}» has no help", case.path, fault.message));
            for text in [&fault.message, help] {
                let first = text.chars().next().unwrap();
                assert!(!first.is_uppercase(), "{}: «{text}» begins with a capital", case.path);
                assert!(!text.ends_with('.'), "{}: «{text}» ends with a full stop", case.path);
                assert!(!text.contains('\n'), "{}: «{text}» has several lines", case.path);
            }
        }
    }
}

#[test]
fn one_cause_is_one_fault() {
    for case in cases() {
        let loaded = compiled(&case.path, &stripped(&case.text));
        let several = case.path.starts_with("varias/");
        assert!(several || loaded.diagnostics.len() == 1, "{}: {:?}", case.path, named(&loaded.diagnostics));
    }
}

#[test]
fn what_is_offered_as_a_replacement_compiles() {
    for case in cases() {
        let text = stripped(&case.text);
        let before = compiled(&case.path, &text).diagnostics;
        // From the last to the first, so that places stay true.
        let mut all = text.clone();
        let mut fixable: Vec<&Diagnostic> = before.iter().filter(|fault| fault.fix.is_some()).collect();
        fixable.sort_by_key(|fault| std::cmp::Reverse(fault.fix.as_ref().map(|fix| fix.span)));
        for fault in &fixable {
            all = mended(&all, fault);
            let after = compiled(&case.path, &mended(&text, fault)).diagnostics;
            let left: Vec<_> =
                named(&before).into_iter().filter(|other| *other != named(std::slice::from_ref(fault))[0]).collect();
            for fault in named(&after) {
                assert!(
                    left.contains(&fault),
                    "{}: after the replacement\n{}\n{fault:?}",
                    case.path,
                    mended(&text, fixable[0])
                );
            }
        }
        if fixable.len() == before.len() {
            let after = compiled(&case.path, &all).diagnostics;
            assert_eq!(named(&after), [], "{}:\n{all}", case.path);
        }
    }
}

#[test]
fn what_follows_the_help_compiles() {
    for case in cases() {
        let text = stripped(&case.text);
        let before = compiled(&case.path, &text).diagnostics;
        match corrected(&case.text) {
            Some(corrected) => {
                let after = compiled(&case.path, &corrected).diagnostics;
                assert_eq!(named(&after), [], "{}:\n{corrected}", case.path);
            }
            None => assert!(
                before.iter().all(|fault| fault.fix.is_some()),
                "{} has neither a replacement for each fault nor corrected lines",
                case.path
            ),
        }
    }
}
