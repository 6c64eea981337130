//! Files from disk, with reasons in Spanish when there are none.

#![expect(clippy::disallowed_methods, reason = "cli is where files are read")]

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::engine::Input;
use crate::ruleset::Files;

/// Extensions of workbooks that a folder is searched for.
const WORKBOOKS: [&str; 6] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv"];
/// Extension of rule files.
const RULES: &str = "cotejo";
/// Most bytes of one file that are brought into memory; a larger one is read only so far, and then refused as too large.
const MAX_BYTES: u64 = 512 * 1024 * 1024;
/// How many folders deep a search goes.
const MAX_DEPTH: usize = 16;

/// Rule files and tables on disk.
pub(super) struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        bytes(Path::new(path)).map_err(|error| why(&error))
    }
}

/// What a search through folders found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The workbooks, with their bytes, by path.
    pub(super) books: Vec<Input>,
    /// Files that are no workbooks by their name, and were not read.
    pub(super) skipped: Vec<String>,
}

/// The rule files of a set: the file itself, or those of a folder, by name.
pub(super) fn rule_files(path: &Path) -> Result<Vec<String>, String> {
    let kind = fs::metadata(path).map_err(|error| format!("«{}»: {}", shown(path), why(&error)))?;
    if kind.is_file() {
        return Ok(vec![shown(path)]);
    }
    let mut files = Vec::new();
    for entry in entries(path)? {
        if has_extension(&entry, &[RULES]) {
            files.push(shown(&entry));
        }
    }
    if files.is_empty() { Err(format!("en «{}» no hay ningún archivo .cotejo", shown(path))) } else { Ok(files) }
}

/// The workbooks of files and folders. A file that is named is read whatever it is called.
pub(super) fn workbooks(paths: &[PathBuf]) -> Result<Found, String> {
    let mut found = Found::default();
    for path in paths {
        let kind = fs::metadata(path).map_err(|error| format!("«{}»: {}", shown(path), why(&error)))?;
        if kind.is_dir() {
            search(path, &mut found, MAX_DEPTH)?;
        } else {
            found.books.push(input(path)?);
        }
    }
    found.books.sort_by(|one, other| one.file.cmp(&other.file));
    found.books.dedup_by(|one, other| one.file == other.file);
    Ok(found)
}

fn search(folder: &Path, found: &mut Found, depth: usize) -> Result<(), String> {
    for path in entries(folder)? {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // `~$plan.xlsx` is Excel's mark that the book is open, not a book.
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        if path.is_dir() {
            match depth.checked_sub(1) {
                Some(rest) => search(&path, found, rest)?,
                None => found.skipped.push(shown(&path)),
            }
        } else if has_extension(&path, &WORKBOOKS) {
            found.books.push(input(&path)?);
        } else {
            found.skipped.push(shown(&path));
        }
    }
    Ok(())
}

fn input(path: &Path) -> Result<Input, String> {
    let bytes = bytes(path).map_err(|error| format!("«{}»: {}", shown(path), why(&error)))?;
    Ok(Input { file: shown(path), bytes })
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |error: io::Error| format!("«{}»: {}", shown(folder), why(&error));
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.sort();
    Ok(paths)
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn has_extension(path: &Path, known: &[&str]) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    extension.is_some_and(|extension| known.contains(&extension.as_str()))
}

/// A path as messages show it: `/` between its parts on every system. On others than Windows, `\` is a letter of a name.
pub(super) fn shown(path: &Path) -> String {
    let written = path.to_string_lossy();
    if cfg!(windows) { written.replace('\\', "/") } else { written.into_owned() }
}

/// Why a file cannot be read, in Spanish.
pub(super) fn why(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no existe".to_owned(),
        ErrorKind::PermissionDenied => "no hay permiso para leerlo".to_owned(),
        ErrorKind::IsADirectory => "es una carpeta".to_owned(),
        _ => format!("el sistema no deja leerlo ({error})"),
    }
}
