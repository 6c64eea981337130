//! House rules that a machine can check: which module imports which, who uses which library, and the size of files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Longest file, in lines.
const MAX_LINES: usize = 600;

/// Each top module and the modules that it may name, as `docs/architecture.md` draws them.
const IMPORTS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("cell", &[]),
    ("decimal", &[]),
    ("text", &[]),
    ("value", &["decimal", "text"]),
    ("diagnostic", &["source", "cell"]),
    ("table", &["cell", "decimal", "value"]),
    ("syntax", &["source", "diagnostic", "decimal", "text", "value"]),
    ("ruleset", &["syntax", "source", "diagnostic", "decimal", "text", "value"]),
    ("workbook", &["cell", "diagnostic", "decimal", "text"]),
    ("seal", &["table", "cell", "diagnostic", "decimal", "text", "value"]),
    ("layout", &["workbook", "seal", "table", "ruleset", "syntax", "cell", "diagnostic", "decimal", "text", "value"]),
    (
        "engine",
        &[
            "layout",
            "workbook",
            "seal",
            "table",
            "ruleset",
            "syntax",
            "source",
            "cell",
            "diagnostic",
            "decimal",
            "text",
            "value",
        ],
    ),
    ("report", &["engine", "seal", "syntax", "source", "cell", "diagnostic", "decimal", "text", "value"]),
];

/// Libraries that only one place may use, by the path's beginning.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("pest", &["src/syntax/parse"]),
    ("rayon", &["src/engine/run", "src/engine/pruebas"]),
    ("clap", &["src/cli"]),
    ("miette", &["src/report"]),
    ("zip", &["src/workbook"]),
    ("csv", &["src/workbook"]),
    ("ed25519_dalek", &["src/seal/signature"]),
    ("getrandom", &["src/cli"]),
    ("serde", &["src/report"]),
    ("serde_json", &["src/report"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder: its path from the root, with `/`, and its text.
fn sources(folder: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![root().join(folder)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    assert!(!found.is_empty(), "no Rust file in {folder}");
    found
}

/// The top module that a file belongs to: `engine` for `src/engine/run.rs`.
fn module(path: &str) -> &str {
    path.trim_start_matches("src/").split('/').next().unwrap().trim_end_matches(".rs")
}

/// The top modules that a text names after `crate::`.
fn named_modules(text: &str) -> Vec<&str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let after = code.flat_map(|line| line.split("crate::").skip(1));
    after.map(|rest| rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap()).collect()
}

#[test]
fn imports_run_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = IMPORTS.iter().copied().collect();
    for (path, text) in sources("src") {
        let own = module(&path);
        if matches!(own, "lib" | "main" | "cli") || path.contains("tests") {
            continue;
        }
        let known = allowed.get(own).unwrap_or_else(|| panic!("{path}: module {own} is not in the table of imports"));
        for named in named_modules(&text) {
            assert!(named == own || known.contains(&named), "{path} names crate::{named}, which {own} may not import");
        }
    }
}

#[test]
fn the_table_of_imports_has_no_circle() {
    for (at, (own, imports)) in IMPORTS.iter().enumerate() {
        for import in *imports {
            let position = IMPORTS.iter().position(|(name, _)| name == import);
            assert!(position.is_some_and(|position| position < at), "{own} imports {import}, which is not above it");
        }
    }
}

#[test]
fn libraries_stay_where_they_belong() {
    for (path, text) in sources("src") {
        if path.contains("tests") {
            continue;
        }
        for (library, places) in LIBRARIES {
            let uses = text.lines().any(|line| {
                let line = line.trim_start();
                !line.starts_with("//")
                    && (line.starts_with(&format!("use {library}::")) || line.contains(&format!(" {library}::")))
            });
            assert!(!uses || places.iter().any(|place| path.starts_with(place)), "{path} uses {library}");
        }
    }
}

#[test]
fn every_file_says_what_lives_in_it() {
    for folder in ["src", "tests", "fixtures"] {
        for (path, text) in sources(folder) {
            let is_unit_test = path.starts_with("src") && path.contains("tests");
            assert!(is_unit_test || text.starts_with("//! "), "{path} does not begin with a //! line");
        }
    }
}

#[test]
fn no_file_is_too_long() {
    for folder in ["src", "tests", "fixtures"] {
        for (path, text) in sources(folder) {
            let lines = text.lines().count();
            assert!(lines <= MAX_LINES, "{path} has {lines} lines; split it by what it does");
        }
    }
}

#[test]
fn no_module_file_is_called_mod() {
    assert!(sources("src").keys().all(|path| !Path::new(path).ends_with("mod.rs")));
}
