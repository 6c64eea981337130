//! `cotejo formatear`: what it changes on disk, what it leaves alone, and how it ends.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::support::{cotejo, cotejo_in};

/// A rule that is not laid out, and its layout.
const LOOSE: &str = "Regla r\n \"t\"\n sobre plan\n   exige  suma(total)<=1500000   # techo\n";
const LAID_OUT: &str = "regla r\n  \"t\"\n  sobre plan\n  exige suma(total) <= 1.500.000  # techo\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_folder_is_laid_out_and_the_rest_of_it_left_alone() {
    let folder = folder(&[("a.cotejo", LOOSE), ("b.cotejo", LAID_OUT), ("nota.txt", LOOSE)]);
    let before = fs::metadata(folder.path().join("b.cotejo")).unwrap().modified().unwrap();
    let ended = cotejo_in(folder.path(), &["formatear", "."]);
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
    assert_eq!(ended.stdout, "a.cotejo: cambiado\n1 archivo cambiado, 1 archivo sin nada que cambiar.\n");
    assert_eq!((read(&folder, "a.cotejo"), read(&folder, "nota.txt")), (LAID_OUT.to_owned(), LOOSE.to_owned()));
    assert_eq!(fs::metadata(folder.path().join("b.cotejo")).unwrap().modified().unwrap(), before);
    assert_eq!(names(folder.path()), ["a.cotejo", "b.cotejo", "nota.txt"], "nothing is left beside");
    let again = cotejo_in(folder.path(), &["formatear", "."]);
    assert_eq!((again.code, again.stdout.as_str()), (0, "2 archivos sin nada que cambiar.\n"));
}

#[test]
fn verificar_names_what_would_change_and_changes_nothing() {
    let folder = folder(&[("a.cotejo", LOOSE)]);
    let ended = cotejo_in(folder.path(), &["formatear", "--verificar", "a.cotejo"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    let expected = "a.cotejo: cambiaría
  línea 1
  - Regla r
  -  \"t\"
  -  sobre plan
  -    exige  suma(total)<=1500000   # techo
  + regla r
  +   \"t\"
  +   sobre plan
  +   exige suma(total) <= 1.500.000  # techo
1 archivo cambiaría.
";
    assert_eq!(ended.stdout, expected);
    assert_eq!(read(&folder, "a.cotejo"), LOOSE);
    assert_eq!(cotejo_in(folder.path(), &["formatear", "a.cotejo"]).code, 0);
    let ended = cotejo_in(folder.path(), &["formatear", "--verificar", "--reglas", "a.cotejo"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (0, "1 archivo sin nada que cambiar.\n"));
}

#[test]
fn a_faulty_file_is_left_alone_and_costs_no_other_its_layout() {
    let faulty = "regla r error\n  exige\n";
    let folder = folder(&[("a.cotejo", faulty), ("b.cotejo", LOOSE), ("c.cotejo", "regla \u{1}")]);
    fs::write(folder.path().join("d.cotejo"), b"norma n \"\xf3\"\n").unwrap();
    let ended = cotejo_in(folder.path(), &["formatear", "."]);
    assert_eq!(ended.code, 2, "{}", ended.stdout);
    assert!(ended.stdout.contains("a.cotejo:") && ended.stdout.contains("UTF-8"), "{}", ended.stdout);
    assert!(ended.stdout.contains("a.cotejo: queda como estaba"), "{}", ended.stdout);
    assert!(ended.stdout.ends_with("1 archivo cambiado, 3 archivos con fallas.\n"), "{}", ended.stdout);
    assert_eq!((read(&folder, "a.cotejo"), read(&folder, "b.cotejo")), (faulty.to_owned(), LAID_OUT.to_owned()));
}

#[test]
fn windows_line_ends_and_the_mark_at_the_beginning_go() {
    let folder = folder(&[("a.cotejo", &format!("\u{feff}{}", LAID_OUT.replace('\n', "\r\n")))]);
    let checked = cotejo_in(folder.path(), &["formatear", "a.cotejo", "--verificar"]);
    assert_eq!(checked.code, 1);
    assert!(checked.stdout.contains("sólo los finales de línea"), "{}", checked.stdout);
    assert_eq!(cotejo_in(folder.path(), &["formatear", "a.cotejo"]).code, 0);
    assert_eq!(read(&folder, "a.cotejo"), LAID_OUT);
}

#[test]
fn what_is_used_is_laid_out_within_the_folder_only() {
    let folder = folder(&[
        ("r/a.cotejo", "usa  \"otros/b.cotejo\"\nusa \"../fuera.cotejo\"\nusa \"no_existe.cotejo\"\n"),
        ("r/otros/b.cotejo", "usa \"../a.cotejo\"\nusa  \"c.cotejo\"\n"),
        ("r/otros/c.cotejo", LOOSE),
        ("r/otros/d.cotejo", LOOSE),
        ("fuera.cotejo", LOOSE),
    ]);
    let ended = cotejo_in(folder.path(), &["formatear", "r"]);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    let expected =
        "r/a.cotejo: cambiado\nr/otros/b.cotejo: cambiado\nr/otros/c.cotejo: cambiado\n3 archivos cambiados.\n";
    assert_eq!(ended.stdout, expected);
    assert_eq!(
        (read(&folder, "fuera.cotejo"), read(&folder, "r/otros/d.cotejo")),
        (LOOSE.to_owned(), LOOSE.to_owned())
    );
    let alone = cotejo_in(folder.path(), &["formatear", "r/otros/b.cotejo"]);
    assert_eq!((alone.code, alone.stdout.as_str()), (0, "1 archivo sin nada que cambiar.\n"), "a file is only itself");
}

#[cfg(unix)]
#[test]
fn a_link_goes_on_pointing_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder(&[("de_verdad.txt", LOOSE)]);
    let (target, link) = (folder.path().join("de_verdad.txt"), folder.path().join("a.cotejo"));
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("de_verdad.txt", &link).unwrap();
    assert_eq!(cotejo_in(folder.path(), &["formatear", "a.cotejo"]).code, 0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(read(&folder, "de_verdad.txt"), LAID_OUT);
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    fs::write(&target, LOOSE).unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o440)).unwrap();
    let ended = cotejo_in(folder.path(), &["formatear", "a.cotejo"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("«a.cotejo»: es de sólo lectura"), "{}", ended.stderr);
    assert_eq!(read(&folder, "de_verdad.txt"), LOOSE);
}

#[test]
fn usage() {
    let folder = folder(&[("r/a.cotejo", LOOSE)]);
    let none = cotejo_in(folder.path(), &["formatear"]);
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("faltan las reglas: indíquelas con --reglas RUTA"), "{}", none.stderr);
    fs::write(folder.path().join("cotejo.toml"), "reglas = \"r\"\n").unwrap();
    assert_eq!(cotejo_in(folder.path(), &["formatear", "--verificar"]).code, 1);
    let both = cotejo_in(folder.path(), &["formatear", "r", "--reglas", "r"]);
    assert_eq!(both.code, 2);
    let missing = cotejo(&["formatear", "no_existe"]);
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.contains("«no_existe»: no existe"), "{}", missing.stderr);
}

/// The rules that come with the program are an example of the layout.
#[test]
fn the_rules_of_the_package_are_laid_out() {
    for set in ["rules/pasto-2026", "rules/sispt-2024", "rules/cali-2024", "rules/cali-2025"] {
        let ended = cotejo(&["formatear", "--verificar", set]);
        assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    }
}
