//! Writing a seal so that its folder is there whole, or not at all, whenever the machine stops.

#![expect(clippy::disallowed_methods, reason = "cli is where files are written")]

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::cli::replace::write_new;

/// How the name of a folder ends that is not yet whole.
pub(in crate::cli) const TEMPORARY: &str = ".tmp";

/// Most folders that are looked past for a free name.
const MOST_LEFTOVERS: u32 = 1_000;

/// The steps that writing a seal is made of. Tests stop after each of them, as a machine may.
pub(in crate::cli) trait Steps {
    /// Makes a folder and those above it, if they are not there.
    fn make_folders(&mut self, path: &Path) -> io::Result<()>;
    /// Makes a folder that is not there yet.
    fn make_folder(&mut self, path: &Path) -> io::Result<()>;
    /// Writes a file that is not there yet, through to the disk.
    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Brings the names in a folder through to the disk.
    fn sync_folder(&mut self, path: &Path) -> io::Result<()>;
    /// Gives a folder the name by which it counts.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    /// Takes away a folder that did not get whole.
    fn remove(&mut self, path: &Path) -> io::Result<()>;
}

/// The steps, done.
pub(in crate::cli) struct OnDisk;

impl Steps for OnDisk {
    fn make_folders(&mut self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn make_folder(&mut self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        write_new(OpenOptions::new(), path, bytes)
    }

    /// On Windows a folder cannot be opened for this, and renaming is written to its journal.
    fn sync_folder(&mut self, path: &Path) -> io::Result<()> {
        if cfg!(windows) { Ok(()) } else { fs::File::open(path)?.sync_all() }
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }
}

/// Writes the files of a seal into a new folder of a folder of seals: beside it first, and under its name once all is on
/// the disk. A folder of that name that is there already is left as it is, and an error.
pub(in crate::cli) fn write(
    steps: &mut impl Steps,
    folder: &Path,
    name: &str,
    files: &BTreeMap<String, Vec<u8>>,
) -> io::Result<()> {
    let target = folder.join(name);
    if target.exists() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let is_new = !folder.exists();
    steps.make_folders(folder)?;
    // What a run that was cut off left may bear the number of this one.
    let named = |time: u32| folder.join(format!(".{name}.{}-{time}{TEMPORARY}", std::process::id()));
    let beside = (1..=MOST_LEFTOVERS).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(0));
    let written = write_beside(steps, &beside, files).and_then(|()| steps.rename(&beside, &target));
    if let Err(error) = written {
        // What is not whole is of no use to anyone; if not even this works, the reason told is the first.
        let _ = steps.remove(&beside);
        return Err(error);
    }
    steps.sync_folder(folder)?;
    match folder.parent() {
        Some(above) if is_new => steps.sync_folder(if above.as_os_str().is_empty() { Path::new(".") } else { above }),
        _ => Ok(()),
    }
}

fn write_beside(steps: &mut impl Steps, beside: &Path, files: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    steps.make_folder(beside)?;
    for (name, bytes) in files {
        steps.write(&beside.join(name), bytes)?;
    }
    steps.sync_folder(beside)
}

#[cfg(test)]
mod tests;
