//! `cotejo probar`: pruebas come out as their scenes say, their faults are found at their places, and what is missing in
//! them is told.

use std::fs;

use crate::support::{Ended, cotejo, cotejo_in, json};

const SET: &str = r#"vigencia 2026
entidad "Alcaldía de Pasto"

parámetro tolerancia : pesos = 0

tabla techos desde "no_hace_falta.csv"
  clave dependencia, programa
  columna dependencia : texto
  columna programa    : código "0000"
  columna valor       : pesos

formato plan "PE-F-012"
  clave   meta
  dato    dependencia : texto junto a "DEPENDENCIA" obligatorio identifica
  columna meta        : código        en "Código meta" obligatoria
  columna programa    : código "0000" en "Programa"    obligatoria hereda
  columna fuentes["Propios", "SGP"]  : pesos   en "Fuentes / {n}"
  columna previsto[2026 a 2027]      : decimal en "Previsto {n}"
  columna total       : pesos         en "Total"       obligatoria
  columna parte       : porcentaje    en "Parte"
  columna inicio      : fecha         en "Inicio"
  columna hecha       : lógico con x  en "Hecha"

regla techo_por_programa
  "Lo programado por programa no supera el techo presupuestal"
  por cada programa de plan
  cuando suma(total) > 0
  sea techo = techos[plan.dependencia, programa].valor
  exige suma(total) <= techo + tolerancia
  si no "El programa {programa} suma {suma(total)} y su techo es {techo}"
  señala total

regla total_positivo
  "Ningún total es negativo"
  por cada fila de plan
  exige total >= 0

regla previsto_de_la_vigencia
  "Lo previsto para la vigencia es más que cero"
  por cada fila de plan
  exige previsto[vigencia] > 0

regla a_tiempo
  "Se presenta antes de que empiece"
  por cada fila de plan
  exige inicio >= hoy

regla parte_posible
  "La parte es menos que todo"
  por cada fila de plan
  exige parte < 100 % o hecha

regla solo_modificación
  "Nada nuevo"
  fase modificación
  por cada fila de plan
  exige meta en aprobado.meta
"#;

fn probar(pruebas: &str, options: &[&str]) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("r.cotejo"), format!("{SET}\n{pruebas}")).unwrap();
    let args: Vec<&str> = ["probar", "r.cotejo", "--fecha", "2026-03-01"].iter().chain(options).copied().collect();
    cotejo_in(folder.path(), &args)
}

/// The codes and messages of what is told, and the exit code.
fn told(pruebas: &str, options: &[&str]) -> (i32, Vec<(String, String)>) {
    let options: Vec<&str> = options.iter().chain(&["--salida", "json"]).copied().collect();
    let ended = probar(pruebas, &options);
    let report = json(&ended);
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let found = report["hallazgos"].as_array().unwrap().iter();
    (ended.code, found.map(|found| (text(&found["codigo"]), text(&found["mensaje"]))).collect())
}

/// The messages of pruebas that fail; none: they pass, and the run says so by its exit code.
fn failures(pruebas: &str) -> Vec<String> {
    let (code, found) = told(pruebas, &[]);
    assert!(found.iter().all(|(name, _)| name == "pruebas/falla"), "{found:?}");
    assert_eq!(code, i32::from(!found.is_empty()), "{found:?}");
    found.into_iter().map(|(_, message)| message).collect()
}

fn passes(pruebas: &str) {
    assert_eq!(failures(pruebas), Vec::<String>::new(), "{pruebas}");
}

/// A prueba of `techo_por_programa` over two rows of programme 1905, 60 and 50, and one of 1906, 100; each ceiling 100.
fn ceiling(expected: &str) -> String {
    format!(
        "prueba techo_por_programa \"techo\"\n  con techos\n    | dependencia | programa | valor |\n    \
         | Salud | 1905 | 100 |\n    | Salud | 1906 | 100 |\n  con plan dependencia \"Salud\"\n    \
         | meta | programa | total |\n    | M1 | 1905 | 60 |\n    | M2 | 1905 | 50 |\n    | M3 | 1906 | 100 |\n{expected}"
    )
}

#[test]
fn each_check_ends_as_its_expectation_says() {
    passes(&ceiling("  espera incumple programa = \"1905\"\n  espera cumple programa = \"1906\"\n"));
    // What no other expectation names is for the one that names nothing.
    passes(&ceiling("  espera incumple programa = \"1905\"\n  espera cumple\n"));
    // A condition over a group may use what the rule itself may use there.
    passes(&ceiling("  espera incumple suma(total) > techo y dependencia = \"Salud\"\n"));
    let told = failures(&ceiling("  espera cumple programa = \"1905\"\n"));
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("se esperaba «cumple» y el grupo con programa «1905» incumple: «El programa 1905"));
    let told = failures(&ceiling("  espera no aplica programa = \"1906\"\n  espera incumple programa = \"1905\"\n"));
    assert!(told[0].contains("se esperaba «no aplica» y el grupo con programa «1906» cumple"), "{told:?}");
}

#[test]
fn what_is_not_named_must_not_fail() {
    let told = failures(&ceiling("  espera cumple programa = \"1906\"\n"));
    assert!(told[0].starts_with("ningún «espera» nombra el grupo con programa «1905», que incumple"), "{told:?}");
    // One that cannot be judged, and is not named, is no failure of the prueba.
    passes(
        "prueba total_positivo \"x\"\n  con plan\n    | total |\n    | 1 |\n    | #REF! |\n  espera cumple en fila 1\n",
    );
}

#[test]
fn an_expectation_that_names_nothing_fails() {
    let told = failures(&ceiling("  espera cumple programa = \"1999\"\n  espera incumple programa = \"1905\"\n"));
    assert!(told[0].contains("de una comprobación que no hay"), "{told:?}");
    assert!(told[0].contains("juzga el grupo con programa «1905» y el grupo con programa «1906»"), "{told:?}");
    let told = failures("prueba total_positivo \"x\"\n  con plan dependencia \"Salud\"\n  espera cumple\n");
    assert!(told[0].contains("«total_positivo» no juzga nada en esta escena"), "{told:?}");
    // A rule that goes over nothing does not apply to anything.
    passes("prueba total_positivo \"x\"\n  espera no aplica\n");
}

#[test]
fn messages_and_places_are_held_against_the_finding() {
    passes(&ceiling("  espera incumple en fila 2 columna total con \"suma $ 110 y su techo es $ 100\"\n"));
    let said = failures(&ceiling("  espera incumple programa = \"1905\" con \"sobran\"\n"));
    assert!(said[0].contains("el mensaje no dice «sobran»; dice «El programa 1905 suma $ 110"), "{said:?}");
    let shown = failures(&ceiling("  espera incumple programa = \"1905\" en fila 2 columna programa\n"));
    assert!(shown[0].contains("no señala la fila 2, columna programa; señala la fila 1, columna total y"), "{shown:?}");
    // A row that the check does not have names no check.
    let none = failures(&ceiling("  espera incumple programa = \"1905\" en fila 3\n  espera cumple\n"));
    assert_eq!(none.len(), 2, "{none:?}");
}

#[test]
fn cells_are_read_as_those_of_a_workbook() {
    let rows = "prueba total_positivo \"x\"\n  con plan\n    | total | meta |\n    | $ 1.000 | A |\n    | 1.500 | B |\n    \
        | 1,5 | C |\n    | (500) | D |\n    | =60 | E |\n    | #¡REF! | F |\n    |  | G |\n    | mil | H |\n    | -1 | I |\n";
    let expected = "  espera cumple meta en (\"A\", \"C\", \"E\") y total > 0\n  espera cumple total = 1500\n  \
        espera incumple total = -500\n  espera incumple total = -1\n  espera no evaluable en fila 6\n  \
        espera no evaluable en fila 7 con \"está vacía\"\n  espera no evaluable en fila 8 con \"no se puede leer\"\n";
    passes(&format!("{rows}{expected}"));
    passes(
        "prueba parte_posible \"x\"\n  con plan\n    | parte | hecha |\n    | 99 % | |\n    | 0,99 | no |\n    | 1 | |\n    | 1 | x |\n  \
         espera cumple en fila 1\n  espera cumple en fila 2\n  espera incumple en fila 3\n  espera cumple en fila 4\n",
    );
    passes(
        "prueba a_tiempo \"x\"\n  con plan\n    | inicio |\n    | 2026-03-01 |\n    | 28/02/2026 |\n  \
         espera cumple en fila 1\n  espera incumple en fila 2\n",
    );
}

#[test]
fn columns_go_by_name_by_entry_or_by_caption() {
    let scene = |header: &str| {
        format!("prueba previsto_de_la_vigencia \"x\"\n  con plan\n    | {header} |\n    | 1 |\n  espera cumple\n")
    };
    for header in ["previsto[2026]", "2026", "Previsto 2026", "PREVISTO 2026"] {
        passes(&scene(header));
    }
    passes(
        "prueba total_positivo \"x\"\n  con plan\n    | fuentes[\"SGP\"] | propios | total |\n    | 1 | 2 | 3 |\n  espera cumple\n",
    );
}

#[test]
fn a_prueba_sets_its_own_inputs() {
    let previsto = |inputs: &str, outcome: &str| {
        format!(
            "prueba previsto_de_la_vigencia \"x\"\n{inputs}  con plan\n    | 2026 | 2027 |\n    | 0 | 1 |\n  espera {outcome}\n"
        )
    };
    passes(&previsto("", "incumple"));
    passes(&previsto("  con vigencia = 2027\n", "cumple"));
    let day = |inputs: &str, outcome: &str| {
        format!("prueba a_tiempo \"x\"\n{inputs}  con plan\n    | inicio |\n    | 2026-02-01 |\n  espera {outcome}\n")
    };
    passes(&day("", "incumple"));
    passes(&day("  con hoy = 2026-02-01\n", "cumple"));
    passes(&ceiling("  con parámetro tolerancia = $ 10\n  espera cumple\n"));
    passes(&ceiling("  con parámetro tolerancia = $ 9\n  espera incumple programa = \"1905\"\n"));
    let (code, found) = told(&previsto("  con vigencia = 2030\n", "cumple"), &[]);
    assert_eq!((code, found[0].0.as_str()), (2, "reglas/prueba"), "{found:?}");
    assert!(found[0].1.contains("con lo que la prueba cambia, la regla «previsto_de_la_vigencia» no se entiende"));
}

#[test]
fn a_phase_and_an_approved_version_are_part_of_the_scene() {
    let scene = "  con plan\n    | meta |\n    | M1 |\n";
    let approved = "  con aprobado\n    | meta |\n    | M2 |\n";
    let prueba = |rest: &str| format!("prueba solo_modificación \"x\"\n{rest}");
    passes(&prueba(&format!("{scene}{approved}  espera incumple\n")));
    passes(&prueba(&format!("  fase modificación\n{scene}{approved}  espera incumple\n")));
    passes(&prueba(&format!("  fase revisión\n{scene}{approved}  espera no aplica\n")));
    passes(&prueba(&format!("{scene}  espera no evaluable\n")));
    passes(&prueba(&format!("{scene}  con aprobado\n  espera incumple\n")));
}

#[test]
fn several_plans_are_several_workbooks() {
    passes(
        "prueba total_positivo \"x\"\n  con plan archivo \"a.xlsx\"\n    | total |\n    | 1 |\n  \
         con plan archivo \"b.xlsx\"\n    | total |\n    | -1 |\n  espera cumple total = 1\n  espera incumple total = -1\n",
    );
}

#[test]
fn faults_of_pruebas_are_told_at_their_places() {
    let row = "  con plan\n    | total |\n    | 1 |\n";
    let cases: &[(&str, &str, &str)] = &[
        ("prueba total_positvo \"x\"\n", "reglas/nombre_desconocido", "total_positivo"),
        ("prueba total_positivo \"x\"\n  con planta\n    | a |\n    | 1 |\n", "reglas/nombre_desconocido", "plan"),
        ("prueba total_positivo \"x\"\n  con plan\n    | totl |\n    | 1 |\n", "reglas/nombre_desconocido", "total"),
        (
            "prueba total_positivo \"x\"\n  con plan\n    | total | total |\n    | 1 | 2 |\n",
            "reglas/clausula_repetida",
            "deje una sola",
        ),
        (
            "prueba total_positivo \"x\"\n  con plan\n    | total | meta |\n    | 1 |\n",
            "reglas/prueba",
            "entre sus dos barras",
        ),
        (
            "prueba total_positivo \"x\"\n  con plan\n    | fuentes |\n    | 1 |\n",
            "reglas/prueba",
            "fuentes[\"Propios\"]",
        ),
        (
            "prueba total_positivo \"x\"\n  con plan\n    | dependencia |\n    | a |\n",
            "reglas/prueba",
            "con plan dependencia",
        ),
        ("prueba total_positivo \"x\"\n  con plan total 1\n", "reglas/prueba", "entre barras"),
        ("prueba total_positivo \"x\"\n  con plan dependencai \"a\"\n", "reglas/nombre_desconocido", "dependencia"),
        ("prueba total_positivo \"x\"\n  con techos entidad 1\n", "reglas/prueba", "en sus filas"),
        ("prueba total_positivo \"x\"\n  con plan archivo 1\n", "reglas/tipo", "salud.xlsx"),
        ("prueba total_positivo \"x\"\n  con parámetro tolerancia = \"a\"\n", "reglas/tipo", "por ejemplo"),
        ("prueba total_positivo \"x\"\n  con parámetro tolerncia = 1\n", "reglas/nombre_desconocido", "tolerancia"),
        ("prueba total_positivo \"x\"\n  con vigencia = 26\n", "reglas/literal", ""),
        ("prueba total_positivo \"x\"\n  con hoy = 2026\n", "reglas/tipo", ""),
        (
            "prueba total_positivo \"x\"\n  con hoy = 2026-01-01\n  con hoy = 2026-01-02\n",
            "reglas/clausula_repetida",
            "otra prueba",
        ),
    ];
    for (prueba, code, help) in cases {
        faulty(prueba, code, help);
    }
    let expectations: &[(&str, &str, &str)] = &[
        ("espera cumple totl = 1", "reglas/nombre_desconocido", "total"),
        ("espera cumple total = \"a\"", "reglas/tipo", ""),
        ("espera cumple total", "reglas/tipo", ""),
        ("espera cumple en fila 2", "reglas/prueba", "se cuentan desde 1"),
        ("espera cumple en fila 0", "reglas/prueba", "se cuentan desde 1"),
        ("espera incumple en fila 1 columna totl", "reglas/nombre_desconocido", "total"),
        ("espera cumple en fila 1 columna total", "reglas/prueba", "deje sólo la fila"),
        ("espera cumple con \"algo\"", "reglas/prueba", "quite «con»"),
    ];
    for (expectation, code, help) in expectations {
        faulty(&format!("prueba total_positivo \"x\"\n{row}  {expectation}\n"), code, help);
    }
    faulty(&format!("prueba total_positivo \"x\"\n{row}{row}"), "reglas/clausula_repetida", "distinga los libros");
    faulty(
        "prueba techo_por_programa \"x\"\n  con plan\n    | total |\n    | 1 |\n  espera cumple meta = \"M1\"\n",
        "reglas/fuera_del_grupo",
        "",
    );
}

/// One fault with a code and, in its help, some words; told by `comprobar` alike.
fn faulty(prueba: &str, code: &str, help: &str) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("r.cotejo"), format!("{SET}\n{prueba}")).unwrap();
    for command in ["probar", "comprobar"] {
        let ended = cotejo_in(folder.path(), &[command, "r.cotejo", "--salida", "json"]);
        let report = json(&ended);
        let found: Vec<&serde_json::Value> =
            report["hallazgos"].as_array().unwrap().iter().filter(|found| found["codigo"] != "reglas/tabla").collect();
        assert_eq!((ended.code, found.len()), (2, 1), "{command} {prueba}\n{}", ended.stdout);
        assert_eq!(found[0]["codigo"], code, "{command} {prueba}\n{}", ended.stdout);
        assert!(found[0]["ayuda"].as_str().unwrap_or_default().contains(help), "{prueba}\n{}", ended.stdout);
        assert!(found[0]["linea"].as_u64().unwrap() > SET.lines().count() as u64, "{prueba}\n{}", ended.stdout);
    }
}

#[test]
fn a_failure_shows_the_values_of_what_mattered() {
    let shown =
        probar(&ceiling("  con parámetro tolerancia = 20\n  espera incumple programa = \"1905\"\n"), &[]).stdout;
    insta::assert_snapshot!(shown);
}

#[test]
fn a_set_without_pruebas_says_so() {
    let ended = probar("", &["--cobertura", "--mutantes"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (0, "el conjunto de reglas no tiene pruebas\n"));
}

#[test]
fn coverage_tells_what_is_never_true_or_never_false() {
    let pruebas = "prueba parte_posible \"x\"\n  con plan\n    | parte | hecha |\n    | 50 % | |\n  espera cumple\n";
    let report = json(&probar(pruebas, &["--cobertura", "--salida", "json"]));
    // The demand held and never failed; its first half was true, so that the second was not reached.
    assert_eq!(report["resumen"]["cobertura"]["alcanzados"], 2, "{report}");
    assert_eq!(report["resumen"]["cobertura"]["todos"], 6, "{report}");
    let shown = probar(pruebas, &["--cobertura"]).stdout;
    for words in ["ninguna prueba la incumple", "siempre se cumple", "ninguna prueba llega aquí", "cobertura: 33 %"] {
        assert!(shown.contains(words), "{words}\n{shown}");
    }
    let both = "    | 100 % | |\n    | 100 % | x |\n  espera incumple en fila 2\n  espera cumple en fila 3\n";
    let pruebas = pruebas.replace("  espera cumple\n", &format!("{both}  espera cumple en fila 1\n"));
    let report = json(&probar(&pruebas, &["--cobertura", "--salida", "json"]));
    assert_eq!(report["resumen"]["cobertura"]["alcanzados"], 6, "{report}");
    assert_eq!(report["hallazgos"].as_array().unwrap().len(), 0, "{report}");
}

#[test]
fn mutants_tell_which_changes_go_unnoticed() {
    let loose = ceiling("  espera incumple programa = \"1905\"\n");
    let loose = loose.replace("| 1906 | 100 |\n  con plan", "| 1906 | 500 |\n  con plan");
    let (code, found) = told(&loose, &["--mutantes"]);
    assert_eq!((code, found.len(), found[0].0.as_str()), (0, 1, "pruebas/cambio_inadvertido"), "{found:?}");
    let shown = probar(&loose, &["--mutantes"]).stdout;
    assert!(shown.contains("«<=» por «<»"), "{shown}");
    assert!(shown.contains("en el límite: suma(total) ="), "{shown}");
    assert!(!shown.contains("sin esta exigencia"), "a dropped demand would be noticed\n{shown}");
    // With a prueba in the limit, and one in which nothing is asked for, the change is noticed.
    let tight = ceiling("  espera incumple programa = \"1905\"\n  espera cumple\n");
    assert!(!probar(&tight, &["--mutantes"]).stdout.contains("«<=» por «<»"));
}

#[test]
fn the_same_is_told_however_often_it_is_asked() {
    let pruebas = ceiling("  espera incumple programa = \"1905\"\n");
    let once = probar(&pruebas, &["--cobertura", "--mutantes"]).stdout;
    for _ in 0..3 {
        assert_eq!(probar(&pruebas, &["--cobertura", "--mutantes"]).stdout, once);
    }
}

#[test]
fn pruebas_take_no_part_in_a_review() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "vigencia 2026\nentidad \"Pasto\"\nformato plan \"F\"\n  columna total : pesos\n\
        regla bajo \"t\"\n  por cada fila de plan\n  exige total <= 5\n\
        prueba bajo \"falla\"\n  con plan\n    | total |\n    | 1 |\n  espera incumple\n";
    fs::write(folder.path().join("r.cotejo"), rules).unwrap();
    fs::write(folder.path().join("p.csv"), "total\n1\n").unwrap();
    assert_eq!(cotejo_in(folder.path(), &["probar", "r.cotejo"]).code, 1);
    let review = cotejo_in(folder.path(), &["revisar", "p.csv", "--reglas", "r.cotejo"]);
    assert_eq!(review.code, 0, "{}{}", review.stdout, review.stderr);
}

#[test]
fn rows_of_levels_and_totals_are_given_and_those_of_families_follow() {
    let set = r#"vigencia 2026
entidad "Pasto"
formato plan "F"
  dato dependencia : texto junto a "DEPENDENCIA"
  columna clase  : texto en "Clase"
  columna codigo : texto en "Código"
  columna total  : pesos en "Total"
  columna fuentes["Propios", "SGP"] : pesos en "Fuentes / {n}"
  columna ods    : entero en "ODS" separado por ","
  nivel programa donde clase = "P" da codigo, total
  termina en "TOTAL"
regla subtotal "t"
  por cada fila de plan.programa
  exige total = suma(total de plan donde programa.codigo = esta.codigo) y dependencia = "Salud"
regla totales "t"
  por cada fila de plan.totales
  exige total = suma(total de plan)
regla fuente "t"
  por cada nombre de plan.fuentes
  exige suma(valor) <= 100
regla ods_posible "t"
  por cada fila de plan.ods
  exige valor entre 1 y 17
prueba subtotal "cada programa suma sus filas"
  con plan dependencia "Salud"
    | programa.codigo | total |
    | 1905            | 10    |
    | 1905            | 20    |
    | 1906            | 20    |
  con plan.programa
    | codigo | total |
    | 1905   | 30    |
    | 1906   | 30    |
  espera cumple codigo = "1905"
  espera incumple codigo = "1906" en fila 2 columna total
prueba totales "el total es la suma"
  con plan
    | total |
    | 10    |
    | 20    |
  con plan.totales
    | total |
    | 31    |
  espera incumple en fila 1
prueba fuente "cada fuente aparte"
  con plan
    | Propios | SGP |
    | 50      | 60  |
    | 50      | 60  |
  espera cumple nombre = "Propios"
  espera incumple nombre = "SGP"
prueba ods_posible "varios en una celda"
  con plan
    | ods    |
    | 1,2,18 |
    | 17     |
  espera incumple valor = 18
  espera cumple
"#;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("r.cotejo"), set).unwrap();
    let ended = cotejo_in(folder.path(), &["probar", "r.cotejo"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (0, "4 pruebas de 4 reglas: 4 pasan\n"), "{}", ended.stderr);
    let apart = format!("{set}prueba fuente \"no\"\n  con plan.fuentes\n    | valor |\n    | 1     |\n");
    fs::write(folder.path().join("r.cotejo"), apart).unwrap();
    let ended = cotejo_in(folder.path(), &["probar", "r.cotejo"]);
    assert_eq!(ended.code, 2);
    assert!(ended.stdout.contains("«plan.fuentes» sale de «plan», y no se da aparte"), "{}", ended.stdout);
}

#[test]
fn a_cell_that_begins_with_an_equals_sign_is_a_formula() {
    let set = "vigencia 2026\nentidad \"Pasto\"\nformato plan \"F\"\n  columna total : pesos\n\
        regla con_fórmula \"t\"\n  por cada fila de plan\n  exige total es fórmula y total = 60\n\
        prueba con_fórmula \"=60\"\n  con plan\n    | total |\n    | =60   |\n    | 60    |\n  \
        espera cumple en fila 1\n  espera incumple en fila 2\n";
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("r.cotejo"), set).unwrap();
    let ended = cotejo_in(folder.path(), &["probar", "r.cotejo"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (0, "1 prueba de 1 regla: 1 pasa\n"), "{}", ended.stderr);
}

/// The rules of Pasto: every part reached in both ways, and every change noticed but one that changes nothing (whatever
/// is not negative may stand for a source that is not there).
#[test]
fn the_pruebas_of_pasto_notice_what_matters() {
    let ended = cotejo(&["probar", "rules/pasto-2026", "--cobertura", "--mutantes", "--salida", "json"]);
    let report = json(&ended);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    let summary = &report["resumen"];
    assert_eq!(summary["reglas_sin_pruebas"], serde_json::json!([]));
    assert_eq!(summary["cobertura"]["alcanzados"], summary["cobertura"]["todos"]);
    let missed: Vec<&serde_json::Value> = report["hallazgos"].as_array().unwrap().iter().collect();
    let message = |found: &serde_json::Value| found["mensaje"].as_str().unwrap().to_owned();
    assert!(missed.len() == 1 && message(missed[0]).contains("«valores_no_negativos»"), "{}", ended.stdout);
}

/// A cell mistyped would leave its check without a verdict, and the prueba would say nothing of it.
#[test]
fn a_mistyped_cell_fails_its_prueba_unless_that_is_expected() {
    let rules = "vigencia 2026\nentidad \"P\"\nformato plan \"F\"\n  columna meta : texto\n  columna total : pesos\n\
        regla r \"t\"\n  por cada fila de plan\n  exige total >= 0\n";
    let run = |cell: &str, expected: &str| {
        let prueba = format!(
            "prueba r \"x\"\n  con plan\n    | meta | total |\n    | M1 | 5 |\n    | M2 | {cell} |\n{expected}"
        );
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("r.cotejo"), format!("{rules}{prueba}")).unwrap();
        crate::support::cotejo_in(folder.path(), &["probar", "r.cotejo"])
    };
    let mistyped = run("1O0", "  espera cumple meta = \"M1\"\n");
    assert_eq!(mistyped.code, 1, "{}", mistyped.stdout);
    assert!(mistyped.stdout.contains("«1O0» no se puede leer como pide la columna «total»"), "{}", mistyped.stdout);
    for (cell, expected) in [("100", ""), ("#REF!", ""), ("1O0", "  espera no evaluable meta = \"M2\"\n")] {
        let ended = run(cell, &format!("  espera cumple meta = \"M1\"\n{expected}"));
        assert_eq!(ended.code, 0, "{cell}: {}", ended.stdout);
    }
}
