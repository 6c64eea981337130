//! Runs a block as its fence says:
//!
//! - ```` ```cotejo ```` is a rule set, if it has its `vigencia`; else definitions after the example of
//!   `docs/lenguaje/ejemplo.md`; clauses alone are those of a `formato`. It must be without fault, its pruebas too; with
//!   `falla CODE` it must give that code; with a file's name it is saved under it.
//! - ```` ```exige ```` holds a demand a line, over the rows of the example (with `por programa`, over its groups). It
//!   holds somewhere; with `# cumple` everywhere, with `# incumple` nowhere, with `# no evaluable` it cannot be judged
//!   somewhere; with `falla CODE` each line must give that code.
//! - ```` ```console ```` is commands after `$ ` with what they print, `…` alone on a line for what is left out; with `2`,
//!   the commands end with that code.
//! - ```` ```csv FILE ```` and ```` ```toml FILE ```` are saved; ```` ```json ```` is parsed.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Ended, copy, cotejo_in, json, root};

use super::blocks::{Block, blocks};

const DAY: [&str; 2] = ["--fecha", "2026-01-20"];
/// The page whose blocks are the files of the example.
const EXAMPLE: &str = "lenguaje/ejemplo.md";
const EXAMPLE_RULES: &str = "ejemplo.cotejo";
const FORM: &str = "vigencia 2026\nentidad \"E\"\nformato plan \"F\"\n  columna relleno : texto en \"Relleno\"\n";

/// A folder in which blocks run.
pub(super) struct Workplace {
    folder: tempfile::TempDir,
}

type Outcome = Result<(), String>;

impl Workplace {
    /// With the project's `fixtures` and `rules`, as the guide's reader has them.
    pub(super) fn of_the_project() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["fixtures/pasto-2026", "rules"] {
            copy(&root().join(name), &folder.path().join(name));
        }
        Workplace { folder }
    }

    /// With the files of the example.
    pub(super) fn of_the_example() -> Self {
        let place = Workplace { folder: tempfile::tempdir().unwrap() };
        for block in blocks(EXAMPLE) {
            if let Some(name) = file_name(&block) {
                place.save(name, &block.text);
            }
        }
        place
    }

    /// Runs a block; `Err` says what it did not do.
    pub(super) fn run(&self, block: &Block) -> Outcome {
        if let Some(name) = file_name(block) {
            self.save(name, &block.text);
        }
        match (block.language.as_str(), file_name(block)) {
            ("cotejo", name) => self.rules(block, name),
            ("exige", _) => self.demands(block),
            ("console", _) => self.console(block),
            ("csv" | "toml", Some(_)) => Ok(()),
            ("json", _) => serde_json::from_str::<Value>(&block.text).map(drop).map_err(|error| error.to_string()),
            (other, _) => Err(format!("nobody knows how to run «{other}»")),
        }
    }

    fn save(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn cotejo(&self, args: &[&str]) -> Ended {
        cotejo_in(self.folder.path(), args)
    }

    fn example(&self) -> String {
        fs::read_to_string(self.folder.path().join(EXAMPLE_RULES)).unwrap_or_default()
    }

    fn rules(&self, block: &Block, name: Option<&str>) -> Outcome {
        let entry = name.unwrap_or("bloque.cotejo");
        if name.is_none() {
            let before = match &block.text {
                text if text.lines().any(|line| line.starts_with("vigencia")) => String::new(),
                text if text.starts_with(' ') => FORM.to_owned(),
                _ => self.example() + "\n",
            };
            self.save(entry, &(before + &block.text));
        }
        match wanted(block) {
            Some(code) => self.gives(entry, code),
            None => {
                self.is_clean(entry)?;
                let tested = block.text.lines().any(|line| line.starts_with("prueba"));
                if tested { self.passes(entry) } else { Ok(()) }
            }
        }
    }

    fn gives(&self, entry: &str, code: &str) -> Outcome {
        let told = findings(&self.check(entry));
        if told.iter().any(|(found, ..)| found == code) { Ok(()) } else { Err(format!("gives {told:?}, not {code}")) }
    }

    fn is_clean(&self, entry: &str) -> Outcome {
        let ended = self.check(entry);
        // What a set of one example leaves unused is no fault of the example.
        let is_fault =
            |(code, severity, _): &(String, String, String)| severity != "nota" && !code.starts_with("analisis/");
        let faults: Vec<_> = findings(&ended).into_iter().filter(is_fault).collect();
        if faults.is_empty() && ended.code == 0 { Ok(()) } else { Err(format!("{faults:#?}")) }
    }

    fn passes(&self, entry: &str) -> Outcome {
        let ended = self.cotejo(&["probar", entry]);
        if ended.code == 0 { Ok(()) } else { Err(ended.stdout + &ended.stderr) }
    }

    fn check(&self, entry: &str) -> Ended {
        self.cotejo(&[&["comprobar", entry, "--salida", "json"][..], &DAY].concat())
    }

    fn demands(&self, block: &Block) -> Outcome {
        let scope = match block.words.as_slice() {
            [por, key] if por == "por" => key.as_str(),
            _ => "fila",
        };
        let lines: Vec<&str> = block.text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        let rule = |index: usize, line: &str| {
            format!("\nregla demanda_{index} error\n  \"t\"\n  por cada {scope} de plan\n  exige {line}\n")
        };
        if let Some(code) = wanted(block) {
            for line in lines {
                self.save("bloque.cotejo", &(self.example() + &rule(0, line)));
                self.gives("bloque.cotejo", code).map_err(|why| format!("{line}: {why}"))?;
            }
            return Ok(());
        }
        let rules: String = lines.iter().enumerate().map(|(index, line)| rule(index, line)).collect();
        self.save("bloque.cotejo", &(self.example() + &rules));
        self.is_clean("bloque.cotejo")?;
        let args = ["revisar", "plan.csv", "--reglas", "bloque.cotejo", "--salida", "json"];
        let report = json(&self.cotejo(&[&args[..], &DAY].concat()));
        for (index, line) in lines.iter().enumerate() {
            judged(&report, &format!("demanda_{index}"), line)?;
        }
        Ok(())
    }

    fn console(&self, block: &Block) -> Outcome {
        let ends = usize::from(block.words.iter().any(|word| word == "2")) * 2;
        let shown = block.text.strip_prefix("$ ").ok_or("a console begins with «$ »")?;
        for part in shown.split("\n$ ") {
            let (command, printed) = part.split_once('\n').unwrap_or((part, ""));
            let args = words(command.strip_prefix("cotejo ").ok_or(format!("not a command of cotejo: {command}"))?);
            let ended = self.cotejo(&args.iter().map(String::as_str).collect::<Vec<_>>());
            let all = format!("{}{}", ended.stdout, ended.stderr);
            if (ended.code == 2) != (ends == 2) {
                return Err(format!("{command}: ends with {}\n{all}", ended.code));
            }
            prints(&all, printed).map_err(|chunk| format!("{command}: does not print\n{chunk}\nbut\n{all}"))?;
        }
        Ok(())
    }
}

/// The file under which a block is saved.
fn file_name(block: &Block) -> Option<&str> {
    let is_file = |word: &&String| Path::new(word.as_str()).extension().is_some();
    block.words.first().filter(is_file).map(String::as_str)
}

/// The code that a block is to give.
fn wanted(block: &Block) -> Option<&str> {
    let at = block.words.iter().position(|word| word == "falla")?;
    block.words.get(at + 1).map(String::as_str)
}

/// The code, severity and message of each finding of `comprobar`.
fn findings(ended: &Ended) -> Vec<(String, String, String)> {
    let report = json(ended);
    let found = report["hallazgos"].as_array().unwrap_or_else(|| panic!("{}{}", ended.stdout, ended.stderr));
    let word = |found: &Value, key: &str| found[key].as_str().unwrap_or_default().to_owned();
    found.iter().map(|it| (word(it, "codigo"), word(it, "gravedad"), word(it, "mensaje"))).collect()
}

/// Whether a demand came out as its line says.
fn judged(report: &Value, rule: &str, line: &str) -> Outcome {
    let summary = report["resumen"].as_array().ok_or_else(|| report.to_string())?;
    let counts = summary.iter().find(|it| it["regla"] == rule).ok_or_else(|| format!("{line}: not judged"))?;
    let count = |outcome: &str| counts[outcome].as_u64().unwrap();
    let (holds, fails, open) = (count("cumple"), count("incumple"), count("no_evaluable"));
    let said = line.split_once("  # ").map_or("", |(_, said)| said.trim());
    let as_said = match said {
        "cumple" => holds > 0 && fails + open == 0,
        "incumple" => fails > 0 && holds == 0,
        "no evaluable" => open > 0,
        _ => holds > 0,
    };
    if as_said { Ok(()) } else { Err(format!("{line}: {holds} hold, {fails} fail, {open} cannot be judged")) }
}

/// The words of a command; those in quotes hold their blanks.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    let mut words = Vec::new();
    for (index, part) in parts {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Whether each part of what is shown is printed, in its order; `Err` is the first that is not.
fn prints(all: &str, shown: &str) -> Result<(), String> {
    let mut rest = all;
    for chunk in shown.split("…\n").map(|chunk| chunk.trim_end_matches('\n')).filter(|chunk| !chunk.is_empty()) {
        let at = rest.find(chunk).ok_or_else(|| chunk.to_owned())?;
        rest = rest.get(at + chunk.len()..).unwrap_or_default();
    }
    Ok(())
}
