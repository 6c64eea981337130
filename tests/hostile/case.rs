//! A hostile file, what must come of it, and the run that shows it: the real binary with a gigabyte of memory and a few
//! seconds of the processor, over a folder in which the file lies beside a sound plan.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

use super::book;

const RULES: &str = r#"vigencia 2026
entidad "Pasto"
formato plan "F"
  columna codigo : texto en "Código"
  columna total : decimal en "Total"
regla fila nota "cada fila se ve"
  fase aprobación
  por cada fila de plan
  exige codigo = "ninguno"
  si no "{codigo} {total}"
"#;

/// Kilobytes of address space.
const MEMORY: u32 = 1_000_000;
/// Seconds of the processor; a build without optimisation gets more.
const SECONDS: u32 = if cfg!(debug_assertions) { 25 } else { 5 };
const SOUND: &str = "sano.xlsx";

/// What must come of a file.
#[derive(Clone, Debug)]
pub(super) enum Must {
    /// It is refused with this code.
    Refuse(&'static str),
    /// It is read, and what is seen of it is this: a line for each row, and the code and the cell of each error.
    Read(&'static [&'static str]),
    /// It is read, and has so many rows.
    Rows(u64),
    /// One of these.
    OneOf(Vec<Must>),
}

/// A hostile file.
pub(super) struct Case {
    pub(super) name: &'static str,
    pub(super) file: &'static str,
    pub(super) bytes: Vec<u8>,
    pub(super) must: Must,
}

/// A case of an xlsx.
pub(super) fn case(name: &'static str, bytes: Vec<u8>, must: Must) -> Case {
    Case { name, file: "malo.xlsx", bytes, must }
}

/// A case of a file of another name.
pub(super) fn named(name: &'static str, file: &'static str, bytes: Vec<u8>, must: Must) -> Case {
    Case { name, file, bytes, must }
}

pub(super) const DAMAGED: Must = Must::Refuse("lectura/danado");
pub(super) const OVER: Must = Must::Refuse("lectura/limite");
pub(super) const NO_BOOK: Must = Must::Refuse("lectura/no_es_libro");
pub(super) const LOCKED: Must = Must::Refuse("lectura/cifrado");

/// Runs the cases one after another; tells all that came out otherwise.
pub(super) fn check(cases: Vec<Case>) {
    let wrong: Vec<String> = cases.into_iter().filter_map(|case| outcome(&case).err()).collect();
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

fn outcome(case: &Case) -> Result<(), String> {
    let shows_rows = !matches!(case.must, Must::Rows(_));
    let told = |why: String| format!("«{}»: {why}", case.name);
    let report = review(&[(case.file, &case.bytes)], shows_rows).map_err(told)?;
    let sound = if shows_rows { &SOUND_ROWS } else { &SOUND_QUIET };
    if of_file(&report, SOUND) != **sound {
        return Err(told(format!("the sound plan came out otherwise: {report:#}")));
    }
    let seen = Seen::new(&report, case.file);
    if seen.meets(&case.must) { Ok(()) } else { Err(told(format!("must {:?}, came {seen:?}", case.must))) }
}

/// What the report says of the sound plan when it is alone.
static SOUND_ROWS: LazyLock<Vec<Value>> = LazyLock::new(|| of_file(&review(&[], true).unwrap(), SOUND));
static SOUND_QUIET: LazyLock<Vec<Value>> = LazyLock::new(|| of_file(&review(&[], false).unwrap(), SOUND));

/// The report of a run over a folder of the given files and the sound plan.
pub(super) fn review(files: &[(&str, &[u8])], shows_rows: bool) -> Result<Value, String> {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("r.cotejo", RULES.as_bytes());
    write(SOUND, &book::rows(&[book::row("sano", "7"), book::row("bueno", "8")].concat()));
    files.iter().for_each(|(name, bytes)| write(name, bytes));
    let phase = if shows_rows { "aprobación" } else { "revisión" };
    let args = ["revisar", ".", "--reglas", "r.cotejo", "--fecha", "2026-01-20", "--salida", "json", "--fase", phase];
    let output = limited(folder.path(), &args).output().unwrap();
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if !matches!(output.status.code(), Some(0 | 1)) {
        return Err(format!("the run ended with {}: {stderr}", output.status));
    }
    if stdout.contains('\u{1b}') || stderr.contains('\u{1b}') {
        return Err("an escape character came out".to_owned());
    }
    serde_json::from_str(&stdout).map_err(|error| format!("{error}: {stdout:.200}"))
}

/// The binary under limits of memory and of time.
#[cfg(unix)]
pub(super) fn limited(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!(r#"ulimit -v {MEMORY} && ulimit -t {SECONDS} && exec "$@""#)).arg("sh");
    command.arg(env!("CARGO_BIN_EXE_cotejo")).args(args).current_dir(folder);
    command
}

/// The binary: only on Unix is there a portable way to limit it.
#[cfg(not(unix))]
pub(super) fn limited(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cotejo"));
    command.args(args).current_dir(folder);
    command
}

fn of_file(report: &Value, file: &str) -> Vec<Value> {
    let of = |list: &str| report[list].as_array().cloned().unwrap_or_default();
    let own = |one: &Value| one["archivo"].as_str().is_some_and(|path| path.ends_with(file));
    of("libros").into_iter().chain(of("hallazgos")).filter(own).collect()
}

/// What a report says of a file.
#[derive(Debug)]
struct Seen {
    /// Rows read; `None` if it was refused.
    rows: Option<u64>,
    lines: Vec<String>,
}

impl Seen {
    fn new(report: &Value, file: &str) -> Self {
        let mut seen = Seen { rows: None, lines: Vec::new() };
        for one in of_file(report, file) {
            if one.get("filas").is_some() {
                seen.rows = one["filas"].as_u64().filter(|_| !one["formato"].is_null());
            } else if one["regla"] == "fila" {
                seen.lines.push(one["mensaje"].as_str().unwrap_or_default().to_owned());
            } else if one["gravedad"] == "error" {
                let cells: Vec<&str> =
                    one["celdas"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                let line = format!("{} {}", one["regla"].as_str().unwrap_or_default(), cells.join(" "));
                seen.lines.push(line.trim_end().to_owned());
            }
        }
        seen
    }

    fn meets(&self, must: &Must) -> bool {
        match must {
            Must::Refuse(code) => {
                self.rows.is_none() && matches!(&self.lines[..], [line] if line.split(' ').next() == Some(code))
            }
            Must::Read(lines) => self.rows.is_some() && self.lines == *lines,
            Must::Rows(rows) => self.rows == Some(*rows),
            Must::OneOf(several) => several.iter().any(|must| self.meets(must)),
        }
    }
}
