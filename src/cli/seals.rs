//! Folders of seals on disk: which there are, and their files.

use std::path::{Path, PathBuf};

use crate::engine::{Approved, SealedBook};
use crate::seal::{Checked, Folder, MANIFEST, folder_name};

use super::disk::{bytes, entries, shown, workbooks};
use super::revisar::tell_skipped;

pub(super) mod write;

/// Most bytes of all files of the seals of a folder together.
const MAX_TOTAL: u64 = 256 * 1024 * 1024;
/// How the file of a plan's rows ends.
const ROWS: &str = ".plan.txt";

/// The approved versions in a folder: those of its newest seal, or its workbooks.
pub(super) fn approved(folder: &Path) -> Result<Approved, String> {
    let seals = numbered(folder);
    if seals.is_empty() {
        let found = workbooks(&[folder.to_path_buf()])?;
        tell_skipped(&found);
        return Ok(Approved::Books(found.books));
    }
    let checked = crate::seal::check(read(seals), &shown(folder), None);
    Ok(Approved::Sealed(sealed_books(checked, folder)))
}

/// The plans of the newest seal, and all that is wrong in the folder. Nothing of a broken chain is to be relied upon.
fn sealed_books(checked: Checked, folder: &Path) -> Vec<SealedBook> {
    let faulty = |fault: &crate::diagnostic::Diagnostic| SealedBook {
        file: fault.file.clone().unwrap_or_default(),
        content: Err(Box::new(fault.clone())),
    };
    let mut books: Vec<SealedBook> = checked.faults().map(faulty).collect();
    let newest = checked.newest().map(|seal| (folder_name(seal.manifest.number), seal.plans.as_slice()));
    for (seal, plan) in newest.iter().flat_map(|(name, plans)| plans.iter().map(move |plan| (name, plan))) {
        let file = format!("{}/{seal}/{}", shown(folder), plan.entry.file);
        books.push(SealedBook { file, content: Ok(plan.texts.clone()) });
    }
    books
}

/// The folders in a folder that hold seals, with their numbers. A folder of another name, or without what a seal has, is
/// none: approved workbooks may stand in a folder called `2026`.
pub(super) fn numbered(folder: &Path) -> Vec<(u32, PathBuf)> {
    let found = entries(folder).unwrap_or_default().into_iter().filter_map(|path| {
        let name = path.file_name()?.to_str()?;
        let number: u32 = name.parse().ok()?;
        (path.is_dir() && folder_name(number) == name && is_seal(&path)).then_some((number, path))
    });
    found.collect()
}

fn is_seal(folder: &Path) -> bool {
    let of_seal = |name: &str| name == MANIFEST || name.ends_with(ROWS);
    entries(folder).unwrap_or_default().iter().any(|path| file_name(path).is_some_and(|name| of_seal(&name)))
}

/// The files of seals.
pub(super) fn read(folders: Vec<(u32, PathBuf)>) -> Vec<Folder> {
    let mut left = MAX_TOTAL;
    let mut read = |path: PathBuf| {
        let bytes = bytes(&path, left);
        let length = bytes.as_ref().map_or(0, Vec::len);
        left = left.saturating_sub(u64::try_from(length).unwrap_or(u64::MAX));
        Some((file_name(&path)?, bytes))
    };
    let mut folder = |(number, path): (u32, PathBuf)| Folder {
        number,
        path: shown(&path),
        files: entries(&path).unwrap_or_default().into_iter().filter_map(&mut read).collect(),
    };
    folders.into_iter().map(&mut folder).collect()
}

/// What a run that was cut off left in a folder of seals.
pub(super) fn leftovers(folder: &Path) -> Vec<String> {
    let names = entries(folder).unwrap_or_default().into_iter().filter_map(|path| file_name(&path));
    names.filter(|name| name.starts_with('.') && name.ends_with(write::TEMPORARY)).collect()
}

fn file_name(path: &Path) -> Option<String> {
    path.file_name().map(|name| name.to_string_lossy().into_owned())
}
