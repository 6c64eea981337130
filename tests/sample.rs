//! The rule set that the language's page begins with, over workbooks made for it; every expectation is worked out by
//! hand from the page.

use std::fs;

use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;

use crate::support::{cotejo_in, json, root};

/// The page's text without its prueba and its excepción, which are not built yet.
fn sample() -> String {
    let text = fs::read_to_string(root().join("src/syntax/parse/tests/sample.cotejo")).unwrap();
    text.split("\nprueba ").next().unwrap().to_owned()
}

/// A workbook of the form: code, programme, its name, activity, quantity, four sources and the total.
fn plan(dependency: &str, rows: &[&str]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Plan de acción").unwrap();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 9, "Plan de acción 2026", &plain).unwrap();
    for (column, text) in [(0, "DEPENDENCIA:"), (1, dependency), (8, "VERSIÓN")] {
        sheet.write(1, column, text).unwrap();
    }
    sheet.write(1, 9, 4).unwrap();
    sheet.merge_range(3, 1, 3, 2, "Programa", &plain).unwrap();
    sheet.merge_range(3, 5, 3, 8, "Fuentes", &plain).unwrap();
    let captions = "Código\nmeta|Código|Nombre|ACTIVIDAD|Meta vigencia|Propios|SGP Educación|SGP salud|Crédito|Total";
    for (row, line) in std::iter::once(&captions).chain(rows).enumerate() {
        for (column, cell) in line.split('|').enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let at = (row as u32 + 4, column as u16);
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(at.0, at.1, number).unwrap(),
                Err(_) => sheet.write(at.0, at.1, cell).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

fn development_plan() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Notas").unwrap().write(0, 0, "Cifras de prueba").unwrap();
    let sheet = book.add_worksheet().set_name("Programas").unwrap();
    let rows = [("Código programa", "Programa"), ("1905", "Salud"), ("1906", "Aseguramiento"), ("2201", "Educación")];
    for (row, (code, name)) in rows.into_iter().enumerate() {
        sheet.write(row as u32, 0, code).unwrap();
        sheet.write(row as u32, 1, name).unwrap();
    }
    book.save_to_buffer().unwrap()
}

const SALUD: [&str; 7] = [
    "M1|1905||Jornadas|1|100000000||||100000000",
    "|||Brigadas|2|20000000||32500000||52500000",
    "M2|1906||Afiliación|10|||50000000||49999999",
    "",
    "M3|1950||Vacunación|NP|5||||5",
    "TOTAL||||||||",
    "Firma|Secretaria||x|1|||||1",
];

fn workplace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["datos", "planes", "aprobados"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    let techos = "dependencia;programa;valor\nSalud;1905;140.000.000\nSalud;1906;50.000.000\nEducación;2201;$ 100\n";
    for (path, bytes) in [
        ("reglas.cotejo", sample().into_bytes()),
        ("datos/plan_de_desarrollo.xlsx", development_plan()),
        ("datos/techos.csv", techos.as_bytes().to_vec()),
        ("planes/salud.xlsx", plan("Salud", &SALUD)),
        ("planes/educacion.xlsx", plan("EDUCACION", &["M9|2201||Dotación|1|80|||20|100", "TOTAL||||||||"])),
        ("aprobados/acta-7.xlsx", plan("SALUD", &["M1|1905||Jornadas|1|1||||1", "M2|1906||Afiliación|1|1||||1"])),
    ] {
        fs::write(folder.path().join(path), bytes).unwrap();
    }
    folder
}

fn review(args: &[&str]) -> Value {
    let folder = workplace();
    let args = [&["revisar", "planes", "--reglas", "reglas.cotejo", "--fecha", "2026-01-20", "--salida", "json"], args];
    let ended = cotejo_in(folder.path(), &args.concat());
    assert_eq!((ended.code, ended.stderr.as_str()), (1, ""), "{}", ended.stdout);
    json(&ended)
}

/// `rule: cumple incumple no_aplica no_evaluable`, one a rule.
fn counts(run: &Value) -> Vec<String> {
    let keys = ["cumple", "incumple", "no_aplica", "no_evaluable"];
    let line = |row: &Value| {
        let counts = keys.map(|key| row[key].to_string()).join(" ");
        format!("{}: {counts}", row["regla"].as_str().unwrap())
    };
    run["resumen"].as_array().unwrap().iter().map(line).collect()
}

/// The finding of a rule in a workbook.
fn finding<'a>(run: &'a Value, file: &str, rule: &str, outcome: &str) -> &'a Value {
    let fits = |found: &&Value| found["archivo"] == file && found["regla"] == rule && found["resultado"] == outcome;
    let found: Vec<&Value> = run["hallazgos"].as_array().unwrap().iter().filter(fits).collect();
    assert_eq!(found.len(), 1, "{rule} {outcome}: {found:#?}");
    found[0]
}

const SALUD_BOOK: &str = "planes/salud.xlsx";

#[test]
fn the_set_is_without_faults() {
    let ended = cotejo_in(workplace().path(), &["comprobar", "--reglas", "reglas.cotejo"]);
    let summary = "\n3 notas\nSin fallas: 4 reglas, 2 tablas y 1 formato para la vigencia 2026.\n";
    assert!(ended.code == 0 && ended.stdout.ends_with(summary), "{}", ended.stdout);
    assert!(ended.stdout.contains("la regla «fuentes_suman» no cita ninguna norma"), "{}", ended.stdout);
    assert!(ended.stdout.contains("ninguna regla lee la columna «nombre» de «programas»"), "{}", ended.stdout);
}

#[test]
fn what_each_rule_comes_to() {
    let run = review(&[]);
    // Salud has four rows in three programmes, Educación one of each, which is right.
    assert_eq!(counts(&run), ["programa_existe: 4 1 0 0", "techo_por_programa: 2 1 0 1", "fuentes_suman: 4 1 0 0"]);
    assert_eq!(run["hallazgos"].as_array().unwrap().len(), 6, "besides: «NP», and a row below the end");
    assert_eq!(finding(&run, SALUD_BOOK, "lectura/celda_ilegible", "incumple")["celdas"][0], "E10");
    finding(&run, SALUD_BOOK, "lectura/despues_del_fin", "incumple");
}

#[test]
fn messages_cells_and_help_of_the_sample() {
    let run = review(&[]);
    let unknown = finding(&run, SALUD_BOOK, "programa_existe", "incumple");
    assert_eq!(unknown["mensaje"], "La meta M3 cita el programa 1950, que no está en el plan de desarrollo");
    assert_eq!((&unknown["ayuda"], &unknown["celdas"][0]), (&"¿Quiso decir 1905?".into(), &"B10".into()));
    assert_eq!(unknown["sujeto"], serde_json::json!({"meta": "M3", "actividad": "Vacunación"}));
    let norm = serde_json::json!({"norma": "acuerdo_010", "cita": "art. 6", "titulo": "Acuerdo 010 de 2024"});
    assert_eq!(unknown["normas"], serde_json::json!([norm]));
    let over = finding(&run, SALUD_BOOK, "techo_por_programa", "incumple");
    let says = "El programa 1905 suma $ 152.500.000 y su techo es $ 140.000.000: sobran $ 12.500.000";
    assert_eq!(over["mensaje"], says);
    let ceiling = serde_json::json!({"archivo": "datos/techos.csv", "hoja": null, "celda": "C2"});
    assert_eq!(over["referencias"], serde_json::json!([ceiling]));
    assert_eq!(over["celdas"], serde_json::json!(["J6", "J7"]), "the largest first");
    assert_eq!(over["sujeto"], serde_json::json!({"programa": "1905"}));
    let without = finding(&run, SALUD_BOOK, "techo_por_programa", "no_evaluable");
    assert!(
        without["mensaje"].as_str().unwrap().contains("no hay fila en «techos» para «Salud» y «1950»"),
        "{without}"
    );
    let sums = finding(&run, SALUD_BOOK, "fuentes_suman", "incumple");
    assert_eq!(sums["mensaje"], "total es $ 49.999.999 y suma(fuentes) es $ 50.000.000: la diferencia es $ 1");
    assert_eq!(sums["celdas"], serde_json::json!(["J8", "H8"]));
}

#[test]
fn after_approval_no_new_metas() {
    let run = review(&["--fase", "modificación", "--aprobados", "aprobados"]);
    assert_eq!(counts(&run)[3], "sin_metas_nuevas: 3 1 0 1");
    let new = finding(&run, SALUD_BOOK, "sin_metas_nuevas", "incumple");
    assert_eq!(new["mensaje"], "La meta M3 no está en el plan aprobado");
    let unpaired = finding(&run, "planes/educacion.xlsx", "lectura/sin_aprobado", "no_evaluable");
    assert!(unpaired["mensaje"].as_str().unwrap().ends_with("queda sin evaluar «sin_metas_nuevas»"), "{unpaired}");
}

#[test]
fn a_parameter_lifts_the_ceiling_for_a_run() {
    let run = review(&["--parametro", "tolerancia=$ 12.500.000"]);
    assert_eq!(counts(&run)[1], "techo_por_programa: 3 0 0 1");
}
