//! JSON.

use serde_json::Value;

use super::*;

#[test]
fn a_run() {
    let output = json::run(&run(vec![finding()]), &sources(RULES));
    insta::assert_snapshot!(output);
}

/// The keys of an object in the order in which they are written.
fn keys_in_order(output: &str, keys: &[&str]) {
    let mut rest = output;
    for key in keys {
        let found = rest.split_once(&format!("\"{key}\":"));
        rest = found.unwrap_or_else(|| panic!("{key} is missing or out of order")).1;
    }
}

#[test]
fn the_schema_and_its_order() {
    let output = json::run(&run(vec![finding()]), &sources(RULES));
    keys_in_order(
        &output,
        &["cotejo", "esquema", "reglas", "vigencia", "entidad", "huella", "fase", "fecha", "libros"],
    );
    keys_in_order(&output, &["libros", "archivo", "formato", "hojas", "filas", "huella", "resumen", "regla", "cumple"]);
    keys_in_order(&output, &["resumen", "cumple", "incumple", "no_aplica", "exceptuado", "no_evaluable", "hallazgos"]);
    let finding = ["id", "regla", "gravedad", "resultado", "archivo", "hoja", "celdas", "sujeto", "mensaje", "ayuda"];
    keys_in_order(&output, &finding);
    keys_in_order(&output, &["ayuda", "normas", "norma", "cita", "regla_en", "archivo", "linea", "columna"]);
    let value: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(value["hallazgos"][0]["celdas"], serde_json::json!(["K123", "K31"]));
    assert_eq!(value["hallazgos"][0]["regla_en"]["linea"], 5);
    assert_eq!(value["hallazgos"][0]["regla_en"]["columna"], 3);
    assert_eq!(value["fecha"], "2026-01-20");
}

#[test]
fn a_rule_over_tables_alone_names_the_table() {
    let place = Some(sheet("datos/techos.csv", ""));
    let finding = Finding { file: Arc::from(""), place, cells: vec![cell(7, 2)], ..finding() };
    let value: Value = serde_json::from_str(&json::run(&run(vec![finding]), &sources(RULES))).unwrap();
    let found = &value["hallazgos"][0];
    assert_eq!(found["archivo"], "datos/techos.csv");
    assert_eq!(found["hoja"], Value::Null);
    assert_eq!(found["celdas"], serde_json::json!(["C7"]));
}

#[test]
fn hostile_texts_come_back_whole_and_steer_no_terminal() {
    let evil = "\u{1b}[31m\u{9b}2J\u{202e}\u{e0041}\n«ñ»\"\\";
    let finding = Finding { message: evil.into(), subject: vec![(evil.into(), evil.into())], ..finding() };
    let output = json::run(&run(vec![finding]), &sources(RULES));
    assert!(!output.chars().any(|letter| letter != '\n' && super::super::escape::is_hostile(letter)));
    let value: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(value["hallazgos"][0]["mensaje"], evil);
    assert_eq!(value["hallazgos"][0]["sujeto"][evil], evil);
}
