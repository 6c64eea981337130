//! `cotejo.toml`: what a repository of plans says once.

use std::fs;
use std::path::Path;

use crate::support::{cotejo_in, json};

const RULES: &str = "vigencia 2026\nentidad \"Pasto\"\nparámetro tope : pesos = 5\n\
    formato plan \"F\"\n  columna total : pesos\n\
    regla bajo \"t\"\n  fase aprobación\n  por cada fila de plan\n  exige total <= tope\n";

fn repository(settings: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("cotejo.toml", settings);
    write("reglas/r.cotejo", RULES);
    write("planes/p.csv", "total\n10\n");
    write("otros/q.csv", "total\n1\n");
    folder
}

/// The workbooks that were judged, and how often the rule failed.
fn judged(folder: &Path, args: &[&str]) -> (Vec<String>, u64) {
    let args: Vec<&str> = ["revisar"].iter().chain(args).chain(&["--fecha", "2026-01-20"]).copied().collect();
    let ended = cotejo_in(folder, &args);
    let report = json(&ended);
    let books = report["libros"].as_array().unwrap_or_else(|| panic!("{}{}", ended.stdout, ended.stderr));
    let file = |book: &serde_json::Value| book["archivo"].as_str().unwrap().replace('\\', "/");
    (books.iter().map(file).collect(), report["resumen"][0]["incumple"].as_u64().unwrap())
}

#[test]
fn a_repository_says_once_what_every_run_needs() {
    let folder = repository("reglas = \"reglas\"\nplanes = \"planes\"\nfase = \"aprobación\"\nsalida = \"json\"\n");
    assert_eq!(judged(folder.path(), &[]), (vec!["planes/p.csv".to_owned()], 1));
    assert_eq!(judged(folder.path(), &["otros"]), (vec!["otros/q.csv".to_owned()], 0), "the command line counts first");
    assert_eq!(judged(folder.path(), &["--parametro", "tope=10"]).1, 0);
    let (books, fails) = judged(&folder.path().join("otros"), &[]);
    assert!(books[0].ends_with("/planes/p.csv") && fails == 1, "found from a folder below: {books:?}");
    let checked = cotejo_in(folder.path(), &["comprobar"]);
    assert_eq!((checked.code, checked.stderr.as_str()), (0, ""));
}

#[test]
fn a_parameter_of_the_file_gives_way_to_one_that_is_typed() {
    let settings =
        "reglas = \"reglas\"\nplanes = \"planes\"\nfase = \"aprobación\"\nsalida = \"json\"\n[parametros]\ntope = 10\n";
    let folder = repository(settings);
    assert_eq!(judged(folder.path(), &[]).1, 0);
    assert_eq!(judged(folder.path(), &["--parametro", "tope=9"]).1, 1);
}

#[test]
fn a_fault_of_the_file_ends_the_run() {
    let folder = repository("regla = \"reglas\"\n");
    let ended = cotejo_in(folder.path(), &["revisar"]);
    assert_eq!(ended.code, 2);
    assert_eq!(ended.stderr, "cotejo: «cotejo.toml»: no tiene «regla»; ¿quiso decir «reglas»?\n");
}

#[test]
fn the_checks_of_the_analysis_are_switched_by_their_names() {
    let told = |settings: &str, args: &[&str]| {
        let folder = repository(&format!("reglas = \"reglas\"\nplanes = \"planes\"\n{settings}"));
        let ended = cotejo_in(folder.path(), &[args, &["--salida", "json", "--fecha", "2026-01-20"]].concat());
        let found = json(&ended)["hallazgos"].as_array().unwrap().clone();
        let line = |one: &serde_json::Value| format!("{} {}", one["gravedad"].as_str().unwrap(), one["codigo"]);
        (ended.code, found.iter().map(line).collect::<Vec<_>>())
    };
    let note = |code: &str| format!("nota \"analisis/{code}\"");
    let both = (0, vec![note("regla_sin_norma"), note("regla_sin_prueba")]);
    assert_eq!(told("", &["comprobar"]), both);
    assert_eq!(told("", &["revisar"]), (0, Vec::new()), "what is no error is not for a review");
    let one = (0, vec![note("regla_sin_prueba")]);
    assert_eq!(told("[analisis]\nregla_sin_norma = \"no\"\n", &["comprobar"]), one);
    let error = "error \"analisis/regla_sin_norma\"".to_owned();
    let switched = "[analisis]\nregla_sin_norma = \"error\"\n";
    assert_eq!(told(switched, &["comprobar"]), (2, vec![error.clone(), note("regla_sin_prueba")]));
    assert_eq!(told(switched, &["revisar"]), (2, vec![error]));
}

#[test]
fn the_file_s_parameters_are_for_the_rules_that_it_names() {
    let settings = "reglas = \"reglas\"\nplanes = \"planes\"\n[parametros]\ntope = 3\n";
    let folder = repository(settings);
    fs::write(folder.path().join("otra.cotejo"), RULES.replace("tope", "límite")).unwrap();
    let other = cotejo_in(folder.path(), &["comprobar", "otra.cotejo"]);
    assert_eq!(other.code, 0, "{}", other.stdout);
    let prueba = "prueba bajo \"el tope es el declarado\"\n  con plan\n    | total |\n    | 5     |\n  espera cumple\n";
    fs::write(folder.path().join("reglas/p.cotejo"), prueba).unwrap();
    let tested = cotejo_in(folder.path(), &["probar"]);
    assert_eq!(tested.code, 0, "pruebas see the parameters as declared: {}", tested.stdout);
}
