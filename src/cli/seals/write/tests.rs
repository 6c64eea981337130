//! A machine may stop after any step, or in the middle of one: what is there then reads as before, or as after.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::cli::seals;
use crate::seal::{Checked, NewPlan, NewSeal, Provenance, Signed, check, folder_name, hash, seal};

/// Steps that are done until the machine stops; the last one perhaps by half.
struct Stopping {
    left: usize,
    by_half: bool,
    done: usize,
}

impl Stopping {
    fn step(&mut self, whole: impl FnOnce() -> io::Result<()>, half: impl FnOnce()) -> io::Result<()> {
        if self.left == 0 {
            if std::mem::take(&mut self.by_half) {
                half();
            }
            return Err(ErrorKind::Other.into());
        }
        self.left -= 1;
        self.done += 1;
        whole()
    }
}

impl Steps for Stopping {
    fn make_folders(&mut self, path: &Path) -> io::Result<()> {
        self.step(|| OnDisk.make_folders(path), || {})
    }

    fn make_folder(&mut self, path: &Path) -> io::Result<()> {
        self.step(|| OnDisk.make_folder(path), || {})
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.step(|| OnDisk.write(path, bytes), || fs::write(path, &bytes[..bytes.len() / 2]).unwrap())
    }

    fn sync_folder(&mut self, path: &Path) -> io::Result<()> {
        self.step(|| OnDisk.sync_folder(path), || {})
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| OnDisk.rename(from, to), || {})
    }

    /// By half: one file is gone, the others are not.
    fn remove(&mut self, path: &Path) -> io::Result<()> {
        let first = || fs::read_dir(path).unwrap().next().map(|entry| entry.unwrap().path());
        self.step(|| OnDisk.remove(path), || first().into_iter().for_each(|path| fs::remove_file(path).unwrap()))
    }
}

fn plan(file: &str) -> NewPlan {
    let content = crate::seal::Content {
        file: file.to_owned(),
        identifier: "F".to_owned(),
        version: None,
        sheets: Vec::new(),
        identity: Vec::new(),
        parts: Vec::new(),
    };
    NewPlan { content, book: hash(b"") }
}

fn sealed(before: Option<&Signed>, act: &str) -> NewSeal {
    let provenance = Provenance {
        act: act.to_owned(),
        act_date: jiff::civil::date(2026, 1, 28),
        phase: "aprobación".to_owned(),
        date: jiff::civil::date(2026, 1, 30),
        vigencia: 2026,
        entity: "E".to_owned(),
        engine: "0".to_owned(),
        rules: hash(b""),
        files: Vec::new(),
        tables: Vec::new(),
        parameters: Vec::new(),
        waived: Vec::new(),
    };
    seal(before, provenance, vec![plan("salud.xlsx"), plan("cultura.xlsx")], None)
}

fn look(folder: &Path) -> Checked {
    check(seals::read(seals::numbered(folder)), "aprobados", None)
}

/// The acts of the seals that a folder reads as; nothing in it may be at fault.
fn acts(folder: &Path) -> Vec<String> {
    let checked = look(folder);
    assert_eq!(checked.faults().next(), None);
    checked.seals.iter().map(|seal| seal.manifest.provenance.act.clone()).collect()
}

/// Writes a second seal, stopping after so many steps; gives the steps done, and how the writing ended.
fn stopped_after(folder: &Path, left: usize, by_half: bool) -> (usize, io::Result<()>) {
    let before = look(folder);
    let next = sealed(before.newest(), "Acta 009");
    let mut steps = Stopping { left, by_half, done: 0 };
    let ended = write(&mut steps, folder, &folder_name(next.manifest.number), &next.files);
    (steps.done, ended)
}

/// A folder with one seal.
fn with_one() -> (tempfile::TempDir, PathBuf) {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("aprobados");
    let first = sealed(None, "Acta 003");
    write(&mut OnDisk, &folder, "001", &first.files).unwrap();
    assert_eq!(acts(&folder), ["Acta 003"]);
    (temporary, folder)
}

#[test]
fn after_any_step_the_folder_reads_as_before_or_as_after() {
    let (_kept, folder) = with_one();
    let (all, ended) = stopped_after(&folder, usize::MAX, false);
    ended.unwrap();
    assert_eq!(acts(&folder), ["Acta 003", "Acta 009"]);
    assert!(all >= 10, "{all} steps");
    let mut seen = [false; 2];
    for by_half in [false, true] {
        for left in 0..all {
            let (_kept, folder) = with_one();
            let (done, ended) = stopped_after(&folder, left, by_half);
            assert!(done == left && ended.is_err());
            let acts = acts(&folder);
            let is_new = acts == ["Acta 003", "Acta 009"];
            assert!(is_new || acts == ["Acta 003"], "after {left} of {all} steps: {acts:?}");
            seen[usize::from(is_new)] = true;
            // Whatever was left, the next one goes through.
            let (_, again) = stopped_after(&folder, usize::MAX, false);
            assert!(again.is_ok(), "after {left}: {again:?}");
        }
    }
    assert_eq!(seen, [true, true], "before the renaming, and after it");
}

#[test]
fn a_fault_of_the_disk_leaves_nothing_behind() {
    struct Full(Stopping);
    impl Steps for Full {
        fn make_folders(&mut self, path: &Path) -> io::Result<()> {
            self.0.make_folders(path)
        }
        fn make_folder(&mut self, path: &Path) -> io::Result<()> {
            self.0.make_folder(path)
        }
        fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
            self.0.write(path, bytes)
        }
        fn sync_folder(&mut self, path: &Path) -> io::Result<()> {
            self.0.sync_folder(path)
        }
        fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
            self.0.rename(from, to)
        }
        fn remove(&mut self, path: &Path) -> io::Result<()> {
            OnDisk.remove(path)
        }
    }
    let (_kept, folder) = with_one();
    let next = sealed(look(&folder).newest(), "Acta 009");
    let mut steps = Full(Stopping { left: 4, by_half: true, done: 0 });
    assert!(write(&mut steps, &folder, "002", &next.files).is_err());
    let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["001"]);
}

#[test]
fn a_seal_that_is_there_is_never_replaced() {
    let (_kept, folder) = with_one();
    let other = sealed(None, "Acta 999");
    let error = write(&mut OnDisk, &folder, "001", &other.files).unwrap_err();
    assert_eq!((error.kind(), acts(&folder)), (ErrorKind::AlreadyExists, vec!["Acta 003".to_owned()]));
}
