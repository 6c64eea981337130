//! `planes`: rules over all workbooks of the run.

use super::{Judged, Set, form, rule};

const FORM: &str = "formato plan \"F\"\n  clave meta\n  dato dep : texto junto a \"DEP\" obligatorio identifica\n  columna meta : texto obligatoria\n  columna programa : código \"0000\"\n  columna total : pesos\n";

fn plan(dependency: &str, rows: &[&str]) -> String {
    format!("DEP;{dependency};\nmeta;programa;total\n{}\n", rows.join("\n"))
}

/// Three plans: M1 stands in two of them.
fn set(rules: &str) -> Set {
    Set::new(&format!("{FORM}{rules}"))
        .file("planes/a.csv", plan("Salud", &["M1;1905;10", "M2;1905;20"]))
        .file("planes/b.csv", plan("Cultura", &["M3;3301;5"]))
        .file("planes/c.csv", plan("Gobierno", &["M1;4501;7", "M4;1905;2"]))
}

fn judged(subject: &str, clauses: &str) -> Judged {
    set(&rule(subject, clauses)).run()
}

#[test]
fn a_rule_over_planes_is_judged_once() {
    assert_eq!(judged("por cada fila de planes", "exige total > 6").counts("r"), [3, 2, 0, 0]);
    assert_eq!(judged("por cada meta de planes", "exige cuenta(filas) = 1").counts("r"), [3, 1, 0, 0]);
    assert_eq!(judged("por cada programa de planes", "exige suma(total) = 32").counts("r"), [1, 2, 0, 0]);
    assert_eq!(judged("sobre planes", "exige suma(total) = 44").counts("r"), [1, 0, 0, 0]);
    assert_eq!(judged("sobre planes donde programa = \"1905\"", "exige suma(total) = 32").counts("r"), [1, 0, 0, 0]);
}

#[test]
fn a_rule_that_also_names_plan_is_judged_once_a_workbook() {
    let clauses = "exige no existe fila de planes donde meta = esta.meta y dep <> esta.dep";
    assert_eq!(judged("por cada fila de plan", clauses).counts("r"), [3, 2, 0, 0]);
    assert_eq!(judged("sobre plan", "exige suma(total de planes) = 44").counts("r"), [3, 0, 0, 0]);
    assert_eq!(judged("sobre planes", "exige suma(total) > suma(total de plan)").counts("r"), [3, 0, 0, 0]);
}

#[test]
fn tables_are_held_against_all_plans() {
    let table = "tabla metas desde \"m.csv\"\n  clave meta\n  columna meta : texto\n  columna valor : pesos\n";
    let of = |clauses: &str| {
        let rules = format!("{table}{}", rule("por cada fila de metas", clauses));
        set(&rules).file("m.csv", "meta;valor\nm1;17\nM2;20\nM5;1\n").run()
    };
    assert_eq!(of("exige meta en planes.meta").counts("r"), [2, 1, 0, 0]);
    assert_eq!(of("exige meta en planes").counts("r"), [2, 1, 0, 0], "the key stands for the table");
    assert_eq!(of("exige valor = suma(total de planes donde meta = esta.meta)").counts("r"), [2, 1, 0, 0]);
    assert_eq!(of("exige toda fila de planes donde meta = esta.meta cumple total > 9").counts("r"), [2, 1, 0, 0]);
    let of_key = of("exige planes[meta].total = valor");
    assert_eq!(of_key.counts("r"), [1, 0, 0, 2], "M1 is there twice, M5 is not");
}

#[test]
fn in_planes_a_dato_is_a_column() {
    assert_eq!(judged("por cada dep de planes", "exige suma(total) > 6").counts("r"), [2, 1, 0, 0]);
    assert_eq!(judged("por cada fila de planes", "exige dep en (\"Salud\", \"Cultura\")").counts("r"), [3, 2, 0, 0]);
    let twice = judged(
        "por cada meta de planes",
        "exige distintos(dep) = 1\n  si no \"La meta {meta} está en {lista(dep)}, en {lista(planes.archivo)}\"",
    );
    assert_eq!(twice.counts("r"), [3, 1, 0, 0]);
    assert_eq!(twice.told(), ["r B1: La meta M1 está en Salud y Gobierno, en a.csv y c.csv"]);
    assert_eq!(twice.findings()[0]["archivo"], "planes/a.csv");
    assert_eq!(twice.findings()[0]["referencias"][0]["archivo"], "planes/c.csv");
}

#[test]
fn a_row_says_where_it_comes_from() {
    let clauses = "exige total > 5\n  si no \"{planes.archivo}, fila {planes.fila}: {total}\"";
    let judged = judged("por cada fila de planes", clauses);
    assert_eq!(judged.told(), ["r C3: b.csv, fila 3: $ 5", "r C4: c.csv, fila 4: $ 2"]);
}

#[test]
fn what_has_many_values_in_planes_is_refused() {
    let faults = |subject: &str, clauses: &str| set(&rule(subject, clauses)).faults();
    for (subject, clauses, fault) in [
        (
            "sobre plan",
            "exige planes.dep = \"Salud\"",
            "reglas/tipo: «planes.dep» tiene un valor por cada libro, no uno solo",
        ),
        (
            "sobre planes",
            "exige dep = \"Salud\"",
            "reglas/fuera_del_grupo: «dep» puede tener varios valores en la tabla",
        ),
        (
            "por cada meta de planes",
            "exige dep = \"Salud\"",
            "reglas/fuera_del_grupo: «dep» puede tener varios valores en el grupo",
        ),
        ("sobre plan", "exige planes.total = 1", "reglas/tipo: «planes.total» es una columna entera, no un solo valor"),
        ("sobre plan", "exige planes = 1", "reglas/tipo: «planes» es una tabla, no un valor"),
    ] {
        assert_eq!(faults(subject, clauses), [fault], "{clauses}");
    }
}

#[test]
fn only_a_folder_is_the_whole_set() {
    let set = set(&rule("por cada fila de planes", "exige total > 6"));
    let partial = set.run_as(&["revisar", "planes/a.csv", "planes/b.csv", "planes/c.csv"]);
    assert_eq!(partial.code, 0);
    assert!(
        partial.stdout.contains("revisión parcial: no se aplicó r, que mira todos los planes a la vez"),
        "{}",
        partial.stdout
    );
    assert!(!partial.stdout.contains("no se aplicó a nada"), "{}", partial.stdout);
    let ended = set.run_as(&["revisar", "planes/a.csv", "--salida", "json"]);
    let judged = Judged { json: crate::support::json(&ended), code: ended.code };
    assert_eq!((judged.counts("r"), judged.findings().len()), ([0, 0, 1, 0], 0));
    assert_eq!(judged.json["revision_parcial"], serde_json::json!(["r"]));
    assert_eq!(set.run_as(&["revisar", "planes", "planes/a.csv"]).code, 0, "a folder and a file are not a whole set");
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_set_incomplete() {
    let rules = [
        rule("por cada fila de planes", "exige total > 6"),
        rule("sobre plan", "exige suma(total de planes) > 0").replace("regla r ", "regla s "),
        rule("por cada fila de plan", "exige total > 6").replace("regla r ", "regla t "),
    ];
    let judged = set(&rules.concat()).file("planes/d.xlsx", "no es un libro").run();
    assert_eq!(
        [judged.counts("r"), judged.counts("s"), judged.counts("t")],
        [[0, 0, 0, 1], [0, 0, 0, 1], [3, 2, 0, 0]]
    );
    let of_set: Vec<String> = judged.told().into_iter().filter(|told| told.starts_with("lectura/conjunto")).collect();
    assert_eq!(
        of_set,
        [
            "lectura/conjunto : no se pudo leer un libro del conjunto, «planes/d.xlsx»: quedan sin evaluar «r» y «s», que \
          miran todos los planes a la vez"
        ]
    );
}

#[test]
fn a_lack_that_the_reader_tells_of_is_no_second_finding() {
    let rules = rule("por cada programa de planes", "exige suma(total) > 0");
    let judged = set(&rules).file("planes/d.csv", plan("Deporte", &["M9;4301;NP"])).run();
    assert_eq!(judged.counts("r"), [3, 0, 0, 1]);
    assert_eq!(judged.findings().len(), 1, "{:?}", judged.told());
    assert_eq!(judged.findings()[0]["notas"], serde_json::json!(["sin evaluar por esta celda: r (1)"]));
}

#[test]
fn each_workbook_counts_its_own_repeats() {
    let rules = rule("por cada fila de planes", "exige total > 100");
    let judged = set(&rules).file("planes/d.csv", plan("Deporte", &["M1;4301;1", "M1;4301;2"])).run();
    let of = |file: &str| -> Vec<String> {
        let own = judged.findings().iter().filter(|found| found["archivo"] == file);
        own.map(|found| found["sujeto"].to_string()).collect()
    };
    assert_eq!(of("planes/d.csv"), ["{\"meta\":\"M1\"}", "{\"#\":\"2\",\"meta\":\"M1\"}"]);
    assert_eq!(of("planes/c.csv"), ["{\"meta\":\"M1\"}", "{\"meta\":\"M4\"}"]);
    let ids: std::collections::BTreeSet<String> =
        judged.findings().iter().map(|found| found["id"].to_string()).collect();
    assert_eq!(ids.len(), 7);
    let alone = set(&rules).run();
    assert!(alone.findings().iter().all(|found| ids.contains(&found["id"].to_string())), "ids hang on no other file");
}

#[test]
fn a_format_without_the_column_leaves_the_rule_without_a_verdict() {
    let other = "formato plan \"G\"\n  clave meta\n  dato dep : texto junto a \"DEP\" obligatorio identifica\n  columna meta : texto en \"Código\" obligatoria\n";
    let rules = [
        rule("sobre planes", "exige suma(total) > 0"),
        rule("por cada meta de planes", "exige cuenta(filas) = 1").replace("regla r ", "regla s "),
    ];
    let set = set(&format!("{other}{}", rules.concat())).file("planes/d.csv", "DEP;Deporte\nCódigo;\nM9;\n");
    let judged = set.run();
    assert_eq!([judged.counts("r"), judged.counts("s")], [[0, 0, 0, 1], [4, 1, 0, 0]]);
    assert_eq!(
        judged.told()[0],
        "r : «r» quedó sin evaluar: mira todos los planes, y el formato G, que es el de «planes/d.csv», no tiene «total»"
    );
}

#[test]
fn the_same_whatever_the_number_of_threads() {
    let rules = [
        rule("por cada meta de planes", "exige cuenta(filas) = 1"),
        rule("por cada fila de plan", "exige total < suma(total de planes) / 3").replace("regla r ", "regla s "),
    ];
    let run = |threads: &str| set(&rules.concat()).with(&["--hilos", threads]).run_as(&["revisar", "planes"]).stdout;
    assert_eq!(run("1"), run("8"));
}

#[test]
fn planes_needs_a_format() {
    let faults = Set::new(&rule("por cada fila de planes", "exige total > 6")).faults();
    assert_eq!(faults, ["reglas/falta: el conjunto de reglas no tiene ningún «formato plan»"]);
    let keyless = Set::new(&format!("{}{}", form("m : texto"), rule("sobre plan", "exige existe planes[\"a\"]")));
    assert_eq!(keyless.faults(), ["reglas/claves: «planes» no tiene clave, y no se puede buscar en ella"]);
}

const PARTED: &str = "formato plan \"F\"\n  clave meta\n  dato dep : texto junto a \"DEP\" obligatorio identifica\n  columna meta : texto obligatoria\n  columna proyecto : texto\n  columna bpin : código separado por \",\"\n  columna fuentes[\"Propios\", \"SGP\"] : pesos en \"{n}\"\n";

fn parted(dependency: &str, rows: &[&str]) -> String {
    format!("DEP;{dependency};\nmeta;proyecto;bpin;Propios;SGP\n{}\n", rows.join("\n"))
}

#[test]
fn tables_made_out_of_all_plans() {
    let judged = |subject: &str, clauses: &str| {
        Set::new(&format!("{PARTED}{}", rule(subject, clauses)))
            .file("planes/a.csv", parted("Salud", &["M1;Vacunas;11,22;10;1", "M2;Camas;33;20;2"]))
            .file("planes/b.csv", parted("Cultura", &["M3;Becas;22;5;"]))
            .run()
    };
    let one_name = judged(
        "por cada valor de planes.bpin",
        "exige distintos(proyecto) <= 1\n  si no \"El BPIN {valor} tiene los nombres {lista(proyecto)}, en {lista(planes.archivo)}\"",
    );
    assert_eq!(one_name.counts("r"), [2, 1, 0, 0]);
    assert_eq!(one_name.told(), ["r B3: El BPIN 22 tiene los nombres Vacunas y Becas, en a.csv y b.csv"]);
    assert_eq!(one_name.findings()[0]["archivo"], "planes/a.csv");
    assert_eq!(one_name.findings()[0]["referencias"][0]["archivo"], "planes/b.csv");
    assert_eq!(judged("por cada proyecto de planes.bpin", "exige distintos(valor) <= 1").counts("r"), [2, 1, 0, 0]);
    assert_eq!(judged("por cada nombre de planes.fuentes", "exige suma(valor) = 35").counts("r"), [1, 1, 0, 0]);
    assert_eq!(judged("por cada dep de planes.fuentes", "exige suma(valor) = 33").counts("r"), [1, 1, 0, 0]);
    assert_eq!(judged("sobre plan", "exige \"22\" en planes.bpin.valor").counts("r"), [2, 0, 0, 0]);
    assert_eq!(judged("por cada fila de plan.bpin", "exige valor en planes.bpin.valor").counts("r"), [4, 0, 0, 0]);
}

#[test]
fn a_waiver_names_what_a_rule_over_planes_goes_over() {
    let rules = [
        &rule("por cada fila de planes", "exige total > 6"),
        "excepción r\n  para dep = \"Gobierno\" y programa = \"1905\"\n  según \"Oficio 1\"\n",
    ];
    let set = set(&rules.concat());
    let whole = set.run();
    assert_eq!(whole.counts("r"), [3, 1, 0, 0]);
    assert_eq!(whole.findings().iter().filter(|found| found["resultado"] == "exceptuado").count(), 1);
    let partial = set.run_as(&["revisar", "planes/a.csv", "--salida", "json"]);
    assert_eq!(crate::support::json(&partial)["hallazgos"], serde_json::json!([]), "nobody knows whether it is needed");
}

#[test]
fn in_a_prueba_the_plans_of_the_scene_are_all() {
    let rules = [
        rule("por cada meta de planes", "exige distintos(dep) = 1\n  si no \"{meta} está en {lista(dep)}\""),
        "prueba r \"dos planes\"\n  con plan archivo \"a.xlsx\", dep \"Salud\"\n    | meta |\n    | M1   |\n    | M2   |\n  con plan archivo \"b.xlsx\", dep \"Cultura\"\n    | meta |\n    | M1   |\n  espera incumple meta = \"M1\" con \"Salud y Cultura\"\n  espera cumple meta = \"M2\"\n".to_owned(),
    ];
    let ended = set(&rules.concat()).run_as(&["probar"]);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
}
