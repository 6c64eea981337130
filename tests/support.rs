//! What the tests share: running the binary, and folders to run it on.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The package's folder.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// How a run of the binary ended.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the binary in the package's folder, as a new user would: no terminal, no settings of the tester's own.
pub(crate) fn cotejo(args: &[&str]) -> Ended {
    cotejo_in(&root(), args)
}

/// Runs the binary in a folder.
pub(crate) fn cotejo_in(folder: &Path, args: &[&str]) -> Ended {
    let output = Command::new(env!("CARGO_BIN_EXE_cotejo"))
        .args(args)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("COLUMNS")
        .output()
        .unwrap();
    Ended {
        code: output.status.code().expect("the command was killed by a signal"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The output of `--salida json`, parsed.
pub(crate) fn json(ended: &Ended) -> serde_json::Value {
    serde_json::from_str(&ended.stdout).unwrap_or_else(|error| panic!("{error}\n{}\n{}", ended.stdout, ended.stderr))
}

/// The folder of real workbooks that `COTEJO_DATOS` names; says so where it is not set.
pub(crate) fn real_workbooks(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("COTEJO_DATOS").map(PathBuf::from);
    if folder.is_none() {
        // Written past the test runner's capture, which would keep a passing test's words to itself.
        let _ = writeln!(std::io::stderr(), "{test}: skipped, COTEJO_DATOS names no folder of real workbooks");
    }
    folder
}

/// Copies a file, or a folder with all that it holds.
pub(crate) fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        std::fs::copy(from, to).unwrap();
        return;
    }
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        copy(&path, &to.join(path.file_name().unwrap()));
    }
}
