//! Files and folders made to do harm, or in the way: the others of the run keep their verdicts.

use std::fs;
use std::path::Path;

use crate::support::{Ended, cotejo, root};

mod archive;
mod book;
mod case;
mod markup;
mod older;
mod ole;
mod packages;
mod sheets;
mod tables;

const RULES: &str = "rules/pasto-2026";

/// A folder with one good plan, and what `add` puts beside it.
fn beside_a_good_plan(add: impl FnOnce(&Path)) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(root().join("fixtures/pasto-2026/planes/salud.xlsx"), folder.path().join("salud.xlsx")).unwrap();
    add(folder.path());
    cotejo(&[
        "revisar",
        folder.path().to_str().unwrap(),
        "--reglas",
        RULES,
        "--fecha",
        "2026-01-20",
        "--salida",
        "json",
    ])
}

fn sees_the_good_plan(ended: &Ended) {
    assert_eq!(ended.code, 1, "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.contains("salud.xlsx") && ended.stdout.contains("PE-F-012"), "{}", ended.stdout);
}

/// It ended the run with 2, without a verdict on any file.
#[test]
fn a_file_that_is_too_large_to_open_costs_no_other_its_verdicts() {
    let ended = beside_a_good_plan(|folder| {
        for name in ["a.xlsx", "b.xlsx", "c.xlsx", "d.xlsx", "e.xlsx"] {
            fs::File::create(folder.join(name)).unwrap().set_len(60 * 1024 * 1024).unwrap();
        }
        fs::File::create(folder.join("f.xlsx")).unwrap().set_len(5_000_000_000).unwrap();
    });
    sees_the_good_plan(&ended);
    assert!(ended.stdout.contains("pesa 4769 MB y el límite es 64 MB"), "{}", ended.stdout);
    assert!(ended.stdout.contains("los libros pasan de 256 MB en total"), "{}", ended.stdout);
    assert_eq!(ended.stdout.matches("\"lectura/archivo\"").count(), 2, "{}", ended.stdout);
}

/// The search went round through links, sixteen folders deep, and opening a device or a pipe never ended.
#[test]
#[cfg(unix)]
fn links_lead_nowhere_and_devices_are_not_read() {
    use std::os::unix::fs::symlink;
    let ended = beside_a_good_plan(|folder| {
        symlink(".", folder.join("a")).unwrap();
        symlink("/", folder.join("b")).unwrap();
        symlink("/dev/zero", folder.join("c.xlsx")).unwrap();
        symlink("no-existe.xlsx", folder.join("d.xlsx")).unwrap();
    });
    sees_the_good_plan(&ended);
    assert!(ended.stdout.contains("el archivo no se puede abrir: no es un archivo corriente"), "{}", ended.stdout);
    assert!(ended.stdout.contains("el archivo no se puede abrir: no existe"), "{}", ended.stdout);
    assert_eq!(ended.stdout.matches("\"filas\"").count(), 3, "{}", ended.stdout);
    assert!(ended.stderr.contains("carpetas que son enlaces"), "{}", ended.stderr);
}
