//! How long a rule set of 60 rules and 200 pruebas takes: to check it, to run its pruebas, to say what they cover and
//! which changes they notice. `cargo bench --bench pruebas` prints the middle of several runs of each.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark asks the clock and prints")]

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use cotejo::engine::{pruebas, read_references};
use cotejo::ruleset::{Files, Inputs, Loaded, load};
use cotejo::workbook::Limits;

const RULES: usize = 60;
const PRUEBAS: usize = 200;
const RUNS: usize = 15;

const HEAD: &str = r#"vigencia 2026
entidad "Alcaldía de Pasto"
norma pe "PE-P-002 versión 04"
parámetro tolerancia : pesos = 0
tabla programas desde "programas.csv"
  clave codigo
  columna codigo : código "0000"
  columna nombre : texto
tabla techos desde "techos.csv"
  clave dependencia, programa
  columna dependencia : texto
  columna programa : código "0000" -> programas
  columna valor : pesos
formato plan "PE-F-012" versión 4
  hoja "Plan de acción"
  clave meta, actividad
  dato dependencia : texto junto a "DEPENDENCIA" obligatorio identifica
  columna meta : código "MP-000" en "Código meta" obligatoria hereda
  columna programa : código "0000" en "Programa" obligatoria hereda
  columna actividad : texto en "Actividad" obligatoria
  columna cantidad : decimal en "Meta vigencia" obligatoria
  columna fuentes["Propios", "SGP educación", "SGP salud", "Crédito"] : pesos en "Fuentes / {n}"
  columna total : pesos en "Total" obligatoria
  columna inicio : fecha en "Inicio"
  columna fin : fecha en "Fin"
"#;

/// A rule of one of several shapes.
fn rule(at: usize) -> String {
    let body = match at % 5 {
        0 => {
            "por cada programa de plan\n  cuando programa en programas\n  sea techo = techos[plan.dependencia, programa].valor\n  \
              exige suma(total) <= techo + tolerancia\n  si no \"El programa {programa} suma {suma(total)} y su techo es {techo}\"\n"
        }
        1 => {
            "por cada fila de plan\n  exige total = suma(fuentes)\n  si no \"Las fuentes suman {suma(fuentes)} y no {total}\"\n  señala total\n"
        }
        2 => {
            "por cada fila de plan\n  cuando inicio no vacío y fin no vacío\n  exige inicio <= fin\n  exige año(inicio) = vigencia\n"
        }
        3 => {
            "por cada fila de plan\n  exige programa en programas\n  si no \"El programa {programa} no existe\"\n  ayuda \"¿Es {parecido(programa, programas.codigo)}?\"\n"
        }
        _ => {
            "por cada fila de techos donde dependencia = plan.dependencia y valor > 0\n  \
              sea saldo = valor - suma(total de plan donde programa = esta.programa)\n  exige saldo <= valor * 10 %\n"
        }
    };
    format!("regla r{at} error\n  \"Regla número {at}\"\n  según pe \"art. {at}\"\n  {body}")
}

/// A prueba of a rule, with five rows of which the third breaks what is asked for.
fn prueba(at: usize) -> String {
    let scene = "  con programas\n    | codigo | nombre |\n    | 1905 | Salud |\n    | 1906 | Vida |\n  con techos\n    \
        | dependencia | programa | valor |\n    | Salud | 1905 | 100 |\n    | Salud | 1906 | 1.000 |\n  \
        con plan dependencia \"Salud\"\n    | meta | programa | actividad | cantidad | Propios | total | inicio | fin |\n    \
        | MP-001 | 1905 | Vacunar | 1 | 60 | 60 | 2026-01-01 | 2026-02-01 |\n    \
        | MP-002 | 1905 | Visitar | 1 | 30 | 30 | 2026-01-01 | 2026-02-01 |\n    \
        | MP-003 | 1907 | Fumigar | 2 | 40 | 50 | 2026-03-01 | 2026-02-01 |\n    \
        | MP-004 | 1906 | Reunir | 1,5 | | 0 | | |\n    | MP-005 | 1905 | Pintar | 1 | 5 | 5 | 2026-12-01 | 2026-12-31 |\n";
    let expected = match at % RULES % 5 {
        0 => "  espera cumple programa = \"1905\"\n  espera no aplica programa = \"1907\"\n",
        1 => "  espera incumple en fila 3 columna total con \"Las fuentes suman $ 40\"\n  espera cumple en fila 1\n",
        2 => "  espera incumple meta = \"MP-003\"\n  espera cumple meta = \"MP-005\"\n",
        3 => "  espera incumple programa = \"1907\"\n  espera cumple en fila 2\n",
        _ => "  espera cumple programa = \"1905\"\n  espera incumple programa = \"1906\"\n",
    };
    format!("prueba r{} \"prueba número {at}\"\n{scene}{expected}", at % RULES)
}

struct Memory(String);

impl Files for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        match path {
            "programas.csv" => Ok(b"codigo;nombre\n1905;Salud\n1906;Vida\n".to_vec()),
            "techos.csv" => Ok(b"dependencia;programa;valor\nSalud;1905;100\n".to_vec()),
            _ => Ok(self.0.clone().into_bytes()),
        }
    }
}

fn read(files: &Memory) -> Loaded {
    let inputs = Inputs { parameters: Vec::new(), today: jiff::civil::date(2026, 1, 20) };
    load(&["r.cotejo".to_owned()], files, &inputs)
}

/// The middle of several runs.
fn time(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times.get(RUNS / 2).copied().unwrap_or_default()
}

fn main() {
    let mut text = HEAD.to_owned();
    for at in 0..RULES {
        let _ = writeln!(text, "{}", rule(at));
    }
    for at in 0..PRUEBAS {
        let _ = writeln!(text, "{}", prueba(at));
    }
    let files = Memory(text);
    let set = read(&files);
    let tested = pruebas::run(&set.rules);
    let failed = tested.outcomes.iter().filter(|outcome| !outcome.failures.is_empty()).count();
    let faults = set.has_faults();
    println!("{RULES} reglas, {} pruebas, {failed} fallan, fallas en las reglas: {faults}", tested.outcomes.len());
    let show = |what: &str, took: Duration| println!("{what:<18} {:>9} µs", took.as_micros());
    show(
        "comprobar",
        time(|| {
            let set = read(&files);
            black_box(read_references(&set.rules, &files, &Limits::default()));
        }),
    );
    show("probar", time(|| drop(black_box(pruebas::run(&read(&files).rules)))));
    show("  sólo correrlas", time(|| drop(black_box(pruebas::run(&set.rules)))));
    show("  --cobertura", time(|| drop(black_box(pruebas::coverage(&set.rules)))));
    show("  --mutantes", time(|| drop(black_box(pruebas::mutants(&set.rules)))));
}
