use std::collections::BTreeMap;

use super::*;
use crate::diagnostic::Code;
use crate::ruleset::{Files, Inputs, Loaded, load};

mod claims;
mod conditions;
mod rules;

struct Memory(BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).cloned().ok_or_else(|| "no existe".to_owned())
    }
}

const BASE: &str = r#"vigencia 2026
entidad "Alcaldía de Pasto"
norma acuerdo "Acuerdo 010 de 2024"
parámetro p : decimal = 2
formato plan "F-1"
  columna a : decimal
  columna b : decimal
  columna c : decimal
  columna n : entero
  columna m : entero
  columna t : uno de "A", "B", "C"
  columna u : texto
  columna k : código "00"
  columna f : fecha
  columna g : fecha
  columna s : lógico
  columna x[2025 a 2027] : decimal en "Año {n}"
"#;

/// A set of [`BASE`] and what is given.
fn loaded(rules: &str) -> Loaded {
    let memory = Memory(BTreeMap::from([("r.cotejo".to_owned(), format!("{BASE}{rules}").into_bytes())]));
    let inputs = Inputs { parameters: Vec::new(), today: jiff::civil::date(2026, 1, 20) };
    let loaded = load(&["r.cotejo".to_owned()], &memory, &inputs);
    assert!(!loaded.has_faults(), "{rules}\n{:#?}", loaded.diagnostics);
    loaded
}

/// A rule over the rows of the plan that lacks nothing but what its clauses lack.
fn rule(name: &str, clauses: &str) -> String {
    over("por cada fila de plan", name, clauses)
}

fn over(subject: &str, name: &str, clauses: &str) -> String {
    let clauses: String = clauses.lines().map(|line| format!("  {}\n", line.trim())).collect();
    format!("regla {name}\n  \"título\"\n  según acuerdo\n  {subject}\n{clauses}")
}

/// What the analysis tells of a set, apart from unused names and rules without pruebas: codes and messages.
fn told(rules: &str) -> Vec<String> {
    let quiet = [Code::UnusedParameter, Code::UnusedNorm, Code::NoTest];
    let told = analyze(&loaded(rules).rules).into_iter().filter(|told| !quiet.contains(&told.code));
    told.map(|told| format!("{}: {}", told.code.info().name.trim_start_matches(PREFIX), told.message)).collect()
}

/// The codes of [`told`].
fn codes(rules: &str) -> Vec<String> {
    told(rules).iter().map(|line| line.split(':').next().unwrap().to_owned()).collect()
}

/// The codes that one rule with these clauses brings.
fn of(clauses: &str) -> Vec<String> {
    codes(&rule("r", clauses))
}
