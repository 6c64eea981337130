//! Replacing a file's content so that it is never half written.

#![expect(clippy::disallowed_methods, reason = "cli is where files are written")]

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::disk::{shown, why};

/// Whether a path lies in a folder, once links and `..` are followed.
pub(super) fn lies_in(folder: &Path, path: &Path) -> bool {
    matches!((fs::canonicalize(folder), fs::canonicalize(path)), (Ok(folder), Ok(path)) if path.starts_with(&folder))
}

/// Replaces what a file holds: the new text is written beside it, and takes its place once it is whole. The file keeps
/// its permissions, and a link goes on pointing where it did. `Err` says why, and the file is as it was.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), String> {
    let told = |error: &io::Error| format!("no se pudo escribir «{}»: {}", shown(path), why(error));
    let target = fs::canonicalize(path).map_err(|error| told(&error))?;
    let permissions = fs::metadata(&target).map_err(|error| told(&error))?.permissions();
    if permissions.readonly() {
        return Err(format!("no se pudo escribir «{}»: es de sólo lectura", shown(path)));
    }
    let beside = temporary(&target);
    let written = write_new(OpenOptions::new(), &beside, text.as_bytes())
        .and_then(|()| fs::set_permissions(&beside, permissions))
        .and_then(|()| fs::rename(&beside, &target));
    written.map_err(|error| {
        // What could not be written is of no use to anyone; if not even this works, the reason told is the first.
        let _ = fs::remove_file(&beside);
        told(&error)
    })
}

fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

/// Writes a file that must not be there yet, down to the disk; `options` are what it has beyond that.
pub(super) fn write_new(mut options: OpenOptions, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = options.write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
