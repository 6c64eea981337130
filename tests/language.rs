//! What the language's page says, sentence by sentence, held against the binary. Expectations are worked out by hand.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Ended, cotejo_in, json};

mod approved;
mod changes;
mod compared;
mod differences;
mod empties;
mod evidence;
mod expressions;
mod families;
mod forms;
mod functions;
mod layouts;
mod logic;
mod oddities;
mod own;
mod parts;
mod planes;
mod sets;
mod texts;
mod types;
mod waivers;

/// A folder with a rule set, its tables, plans and approved versions.
pub(crate) struct Set {
    folder: tempfile::TempDir,
    args: Vec<String>,
}

impl Set {
    /// A rule set; `vigencia` and `entidad` come before what is given.
    pub(crate) fn new(rules: &str) -> Self {
        let set = Set { folder: tempfile::tempdir().unwrap(), args: Vec::new() };
        set.file("reglas.cotejo", format!("vigencia 2026\nentidad \"Alcaldía\"\n{rules}"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Adds a file, by its path within the folder.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    pub(crate) fn plan(self, csv: &str) -> Self {
        self.file("planes/p.csv", csv)
    }

    pub(crate) fn approved(self, csv: &str) -> Self {
        self.file("aprobados/p.csv", csv).with(&["--aprobados", "aprobados"])
    }

    /// Adds arguments.
    pub(crate) fn with(mut self, args: &[&str]) -> Self {
        self.args.extend(args.iter().map(|arg| (*arg).to_owned()));
        self
    }

    pub(crate) fn run_as(&self, command: &[&str]) -> Ended {
        let rest = ["--reglas", "reglas.cotejo", "--fecha", "2026-01-20"];
        let own = self.args.iter().map(String::as_str);
        cotejo_in(self.path(), &command.iter().copied().chain(rest).chain(own).collect::<Vec<_>>())
    }

    pub(crate) fn run(&self) -> Judged {
        let ended = self.run_as(&["revisar", "planes", "--salida", "json"]);
        let code = ended.code;
        assert!(ended.stderr.is_empty(), "{}", ended.stderr);
        Judged { json: json(&ended), code }
    }

    /// The faults of the rule set, as `code: message`.
    pub(crate) fn faults(&self) -> Vec<String> {
        let ended = self.run_as(&["comprobar", "--salida", "json"]);
        let found = json(&ended);
        let line = |fault: &Value| format!("{}: {}", word(&fault["codigo"]), word(&fault["mensaje"]));
        let faults = found["hallazgos"].as_array().unwrap().iter();
        faults.filter(|fault| !word(&fault["codigo"]).starts_with("analisis/")).map(line).collect()
    }
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

/// What a run gave.
pub(crate) struct Judged {
    pub(crate) json: Value,
    pub(crate) code: i32,
}

impl Judged {
    /// cumple, incumple, no aplica, no evaluable.
    pub(crate) fn counts(&self, rule: &str) -> [u64; 4] {
        let summary = self.json["resumen"].as_array().unwrap_or_else(|| panic!("{}", self.json));
        let row = summary.iter().find(|row| row["regla"] == rule).unwrap_or_else(|| panic!("no {rule}"));
        ["cumple", "incumple", "no_aplica", "no_evaluable"].map(|key| row[key].as_u64().unwrap())
    }

    pub(crate) fn findings(&self) -> &[Value] {
        self.json["hallazgos"].as_array().unwrap()
    }

    /// `rule cells: message`, one a finding.
    pub(crate) fn told(&self) -> Vec<String> {
        let line = |found: &Value| {
            let cells: Vec<&str> = found["celdas"].as_array().unwrap().iter().map(word).collect();
            format!("{} {}: {}", word(&found["regla"]), cells.join(" "), word(&found["mensaje"]))
        };
        self.findings().iter().map(line).collect()
    }

    /// The cells of the reader's findings of a kind.
    pub(crate) fn cells(&self, code: &str) -> Vec<&str> {
        let of = self.findings().iter().filter(|found| found["regla"] == format!("lectura/{code}"));
        of.flat_map(|found| found["celdas"].as_array().unwrap().iter().map(word)).collect()
    }
}

/// A format of one line a column, parted by `|`.
pub(crate) fn form(columns: &str) -> String {
    let columns: Vec<String> = columns.split('|').map(|column| format!("  columna {}\n", column.trim())).collect();
    format!("formato plan \"F\"\n{}", columns.concat())
}

/// A rule named `r`: what it goes over, and its clauses.
pub(crate) fn rule(subject: &str, clauses: &str) -> String {
    format!("regla r error\n  \"título\"\n  {subject}\n  {clauses}\n")
}

/// What a demand comes to in each row: `c`umple, `i`ncumple, no aplica (`-`), `n`o evaluable. The columns are named
/// in order; rows are CSV.
pub(crate) fn verdicts(columns: &str, rows: &[&str], clauses: &str) -> String {
    let mut rules = form(&format!("orden_de_prueba : entero obligatoria | {columns}"));
    let mut plan = "orden de prueba".to_owned();
    for column in columns.split('|') {
        plan.push_str(&format!(";{}", column.split(':').next().unwrap().trim().replace('_', " ")));
    }
    for (at, row) in rows.iter().enumerate() {
        plan.push_str(&format!("\n{at};{row}"));
        rules.push_str(&rule(&format!("por cada fila de plan donde orden_de_prueba = {at}"), clauses).replacen(
            "regla r ",
            &format!("regla r{at} "),
            1,
        ));
    }
    let judged = Set::new(&rules).plan(&plan).run();
    let outcome = |at: usize| match judged.counts(&format!("r{at}")) {
        [1, 0, 0, 0] => "c",
        [0, 1, 0, 0] => "i",
        [0, 0, 1, 0] => "-",
        [0, 0, 0, 1] => "n",
        other => panic!("row {at}: {other:?}"),
    };
    (0..rows.len()).map(outcome).collect::<Vec<_>>().join(" ")
}

/// What a demand over the whole plan comes to, as in [`verdicts`].
pub(crate) fn whole(columns: &str, rows: &[&str], clauses: &str) -> [u64; 4] {
    let captions: Vec<&str> = columns.split('|').map(|column| column.split(':').next().unwrap().trim()).collect();
    let plan = format!("{}\n{}", captions.join(";"), rows.join("\n"));
    Set::new(&format!("{}{}", form(columns), rule("sobre plan", clauses))).plan(&plan).run().counts("r")
}
