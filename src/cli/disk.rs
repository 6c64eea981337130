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
/// Most bytes of one file that are brought into memory: more than any reader takes.
const MAX_BYTES: u64 = 64 * MIB;
/// Most bytes of all workbooks of a run together.
const MAX_TOTAL: u64 = 256 * MIB;
const MIB: u64 = 1024 * 1024;
/// How many folders deep a search goes.
const MAX_DEPTH: usize = 16;

/// Rule files and tables on disk.
pub(super) struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        bytes(Path::new(path), MAX_BYTES)
    }
}

/// What a search through folders found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The workbooks, with their bytes or why they cannot be read, by path.
    pub(super) books: Vec<Input>,
    /// Files that are no workbooks by their name, and folders that are links, neither of which were looked into.
    pub(super) skipped: Vec<String>,
}

/// The rule files of a set: the file itself, or those of a folder, by name.
pub(super) fn rule_files(path: &Path) -> Result<Vec<String>, String> {
    let kind = fs::metadata(path).map_err(|error| format!("«{}»: {}", shown(path), why(&error)))?;
    if kind.is_file() {
        return Ok(vec![shown(path)]);
    }
    let mut files = Vec::new();
    for entry in entries(path).map_err(|why| format!("«{}»: {why}", shown(path)))? {
        if has_extension(&entry, &[RULES]) {
            // The folder at hand is `.`; its files are named as others name them.
            let name = shown(&entry);
            files.push(name.strip_prefix("./").map_or(name.clone(), str::to_owned));
        }
    }
    if files.is_empty() { Err(format!("en «{}» no hay ningún archivo .cotejo", shown(path))) } else { Ok(files) }
}

/// Whether a path is a folder: all that is in it, and not one file of several.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The workbooks of files and folders. A file that is named is read whatever it is called. `Err` where a path is not
/// there at all; what is there and cannot be read is told with the others.
pub(super) fn workbooks(paths: &[PathBuf]) -> Result<Found, String> {
    let mut search = Search::default();
    for path in paths {
        let told = |why: String| format!("«{}»: {why}", shown(path));
        let kind = fs::metadata(path).map_err(|error| told(why(&error)))?;
        if kind.is_dir() {
            search.all(entries(path).map_err(told)?, MAX_DEPTH);
        } else {
            search.files.push(path.clone());
        }
    }
    Ok(search.read())
}

/// Folders on the way through.
#[derive(Default)]
struct Search {
    files: Vec<PathBuf>,
    found: Found,
}

impl Search {
    fn all(&mut self, paths: Vec<PathBuf>, depth: usize) {
        for path in paths {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            // `~$plan.xlsx` is Excel's mark that the book is open, not a book.
            if name.starts_with('.') || name.starts_with("~$") {
                continue;
            }
            match depth.checked_sub(1) {
                Some(rest) if path.is_dir() && !path.is_symlink() => self.enter(&path, rest),
                _ if path.is_dir() || !has_extension(&path, &WORKBOOKS) => self.found.skipped.push(shown(&path)),
                _ => self.files.push(path),
            }
        }
    }

    /// A folder within one that was named. One that is a link is not entered: it may lead out of what was handed in, or
    /// back to where it stands.
    fn enter(&mut self, folder: &Path, depth: usize) {
        match entries(folder) {
            Ok(paths) => self.all(paths, depth),
            Err(why) => self.found.books.push(Input { file: shown(folder), bytes: Err(why) }),
        }
    }

    /// Reads the files, the small ones first, so that large ones cost no other its place.
    fn read(mut self) -> Found {
        self.files.sort();
        self.files.dedup();
        self.files.sort_by_cached_key(|path| fs::metadata(path).map_or(0, |kind| kind.len()));
        let mut left = MAX_TOTAL;
        for path in self.files {
            let bytes = bytes(&path, left);
            left = left.saturating_sub(bytes.as_ref().map_or(0, |bytes| length(bytes)));
            self.found.books.push(Input { file: shown(&path), bytes });
        }
        self.found.books.sort_by(|one, other| one.file.cmp(&other.file));
        self.found.books.dedup_by(|one, other| one.file == other.file);
        self.found
    }
}

/// What a folder holds, by name.
pub(super) fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| why(&error))? {
        paths.push(entry.map_err(|error| why(&error))?.path());
    }
    paths.sort();
    Ok(paths)
}

/// A file's bytes, if there are no more than `left` and [`MAX_BYTES`]; else why not.
pub(super) fn bytes(path: &Path, left: u64) -> Result<Vec<u8>, String> {
    let kind = fs::metadata(path).map_err(|error| why(&error))?;
    if kind.is_dir() {
        return Err(why(&ErrorKind::IsADirectory.into()));
    }
    // Opening a pipe would wait for whoever writes to it, and a device has no end.
    if !kind.is_file() {
        return Err("no es un archivo corriente".to_owned());
    }
    let most = left.min(MAX_BYTES);
    let mut bytes = Vec::new();
    if kind.len() <= most {
        let read = fs::File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
        read.map_err(|error| why(&error))?;
    }
    let found = length(&bytes).max(kind.len());
    match found {
        _ if found > MAX_BYTES => Err(format!("pesa {} MB y el límite es {} MB", found.div_ceil(MIB), MAX_BYTES / MIB)),
        _ if found > left => Err(format!("con él los libros pasan de {} MB en total", MAX_TOTAL / MIB)),
        _ => Ok(bytes),
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
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
