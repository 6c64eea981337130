//! Rule sets of several files, tablas, parameters, phases, approved versions; ids, JSON and exit codes.

use serde_json::json;

use super::{Set, form, rule};

const FORM: &str = "id : texto obligatoria | n : decimal";
const ROWS: &str = "id;n\nx;1\ny;2\n";

fn each_row(condition: &str) -> String {
    rule("por cada fila de plan", &format!("exige {condition}"))
}

fn named(name: &str, rule: &str) -> String {
    rule.replacen("regla r ", &format!("regla {name} "), 1)
}

#[test]
fn usa_brings_in_items_and_paths_are_relative_to_their_file() {
    let rules = format!("usa \"b.cotejo\"\nusa \"sub/c.cotejo\"\n{}", form(FORM));
    let other = format!("vigencia 2020\nentidad \"Otra\"\nusa \"./sub/c.cotejo\"\n{}", each_row("vigencia = 2026"));
    let table = "tabla t desde \"t.csv\"\n  clave k\n  columna k : texto\n";
    let judged = Set::new(&rules)
        .file("b.cotejo", other)
        .file("sub/c.cotejo", format!("{table}{}", named("s", &each_row("id en t"))))
        .file("sub/t.csv", "k\nX\n")
        .plan(ROWS)
        .run();
    assert_eq!((judged.counts("r"), judged.counts("s")), ([2, 0, 0, 0], [1, 1, 0, 0]));
    assert_eq!(judged.json["reglas"]["entidad"], "Alcaldía");
}

#[test]
fn a_cycle_and_a_name_twice_are_told() {
    let set = Set::new(&format!("usa \"b.cotejo\"\n{}", form(FORM))).file("b.cotejo", "usa \"reglas.cotejo\"\n");
    assert!(set.faults()[0].starts_with("reglas/usa_ciclo"));
    let set = Set::new(&format!("usa \"b.cotejo\"\n{}{}", form(FORM), each_row("n > 0")));
    let set = set.file("b.cotejo", each_row("n > 1").replace("regla r", "regla R"));
    let drawn = set.run_as(&["comprobar"]).stdout;
    assert!(drawn.contains("b.cotejo:1:7") && drawn.contains("reglas.cotejo:7:7"), "points at both\n{drawn}");
    let ene = format!("{}{}{}", form(FORM), named("ñ", &each_row("n > 0")), named("n1", &each_row("n > 0")));
    assert!(Set::new(&ene).faults().is_empty());
}

#[test]
fn a_folder_is_one_set() {
    let set = Set::new("").file("r/a.cotejo", format!("vigencia 2026\nentidad \"E\"\n{}", form(FORM)));
    let set = set.file("r/b.cotejo", each_row("n > 1")).plan(ROWS);
    let run = |args: &[&str]| crate::support::cotejo_in(set.path(), args);
    let ended = run(&["revisar", "planes", "--reglas", "r", "--salida", "json"]);
    assert_eq!((ended.code, crate::support::json(&ended)["resumen"][0]["incumple"].as_u64()), (1, Some(1)));
    let set = set.file("r/c.cotejo", "vigencia 2020\n");
    let ended = crate::support::cotejo_in(set.path(), &["comprobar", "--reglas", "r"]);
    assert!(ended.code == 2 && ended.stdout.contains("«vigencia» se dice dos veces"), "{}", ended.stdout);
}

#[test]
fn one_faulty_item_hides_no_other() {
    let rules =
        format!("{}reglas x\n  nada\n{}{}", form(FORM), each_row("nope = 1"), named("s", &each_row("otra = 1")));
    let faults = Set::new(&rules).faults();
    assert_eq!(faults.len(), 3, "{faults:?}");
    assert!(faults[0].contains("«reglas»") && faults[1].contains("«nope»") && faults[2].contains("«otra»"));
}

fn with_table(columns: &str, csv: &str, condition: &str) -> Set {
    let rules = format!("tabla t desde \"t.csv\"\n{columns}{}{}", form(FORM), each_row(condition));
    Set::new(&rules).file("t.csv", csv).plan(ROWS)
}

#[test]
fn tablas_in_their_forms() {
    let columns = "  clave k\n  columna k : texto\n  columna valor_total : decimal con punto decimal\n";
    for csv in
        ["K,Valor  total\n\"x\",1.500\n,\nY,2\n", "valor_total\tk\n1.500\tx\n2\ty\n", "k;valor total\nx;1.500\ny;2\n"]
    {
        let judged = with_table(columns, csv, "t[id].valor_total en (1,5, 2)").run();
        assert_eq!(judged.counts("r"), [2, 0, 0, 0], "{csv}");
    }
    let family = "  clave k\n  columna k : texto\n  columna v[2025 a 2026] : decimal en \"V {n}\"\n";
    let judged =
        with_table(family, "k;V 2025;v 2026\nx;1;2\ny;3;4\n", "suma(t[id].v) = 3 y t[id].v[vigencia] = 2").run();
    assert_eq!(judged.counts("r"), [1, 1, 0, 0]);
    let latin = with_table("  clave año\n  columna año : texto\n", "", "id en t").file("t.csv", b"a\xf1o\nx\ny\n");
    assert_eq!(latin.run().counts("r"), [2, 0, 0, 0]);
}

#[test]
fn faults_of_tablas_end_the_run() {
    let key = "  clave k\n  columna k : texto\n  columna v : pesos\n";
    for (columns, csv, says) in [
        (key, "k;v\nx;1\nX;2\n", "la clave «X» está dos veces: en las filas 2 y 3"),
        (key, "k;v\n;1\n", "la clave de la fila 2 está incompleta"),
        (key, "k;v\nx;abc\n", "B2 dice «abc» y «v» espera pesos"),
        (key, "k\nx\n", "falta la columna «v»"),
        ("  columna k : texto\n", "k\nx\n", "«t» no tiene clave, y no se puede buscar en ella"),
    ] {
        let ended = with_table(columns, csv, "id en t").run_as(&["revisar", "planes"]);
        assert!(ended.code == 2 && ended.stdout.contains(says), "{says}\n{}", ended.stdout);
    }
    assert_eq!(with_table("  columna k : texto\n", "k\nx\nx\n", "id en t.k").run().counts("r"), [1, 1, 0, 0]);
}

#[test]
fn references_among_tablas_and_from_the_plan() {
    let other = "tabla u desde \"u.csv\"\n  clave k, l\n  columna k : texto\n  columna l : texto\n";
    let columns = "  clave a\n  columna a : texto\n  columna b : texto -> u[a, b]\n";
    let set = with_table(columns, "a;b\nx;1\ny;2\n", "id en t");
    let set = set.file("u.csv", "k;l\nX;1\nx;2\n");
    let rules = format!("vigencia 2026\nentidad \"E\"\n{other}tabla t desde \"t.csv\"\n{columns}{}", form(FORM));
    let faults = set.file("reglas.cotejo", rules).faults();
    assert_eq!(faults, ["reglas/tabla_referencia: B3 dice «2», y «u» no tiene «y» y «2»"]);
    let plan = "tabla t desde \"t.csv\"\n  clave k\n  columna k : texto\n";
    let rules = format!("{plan}{}", form("id : texto -> t | n : decimal"));
    let judged = Set::new(&rules).file("t.csv", "k\nX\n").plan(ROWS).run();
    assert_eq!((judged.code, judged.cells("referencia")), (1, vec!["A3"]));
}

#[test]
fn rules_over_tablas_run_once_or_once_a_workbook() {
    let table = "tabla t desde \"t.csv\"\n  clave k\n  columna k : texto\n  columna v : decimal\n";
    let alone = rule("por cada fila de t", "exige v > 1");
    let with_plan = named("s", &rule("por cada fila de t", "exige k en plan.id"));
    let rules = format!("{table}{}{alone}{with_plan}", form(FORM));
    let set = Set::new(&rules).file("t.csv", "k;v\nx;1\nz;\n").plan(ROWS).file("planes/q.csv", ROWS);
    let judged = set.run();
    assert_eq!((judged.counts("r"), judged.counts("s")), ([0, 1, 0, 1], [2, 2, 0, 0]));
    assert!(judged.findings().iter().any(|found| found["regla"] == "r" && found["archivo"] == "t.csv"));
}

#[test]
fn parameters_are_given_on_the_command_line() {
    let rules = format!(
        "parámetro tope : pesos = 10\nparámetro parte : porcentaje sobre 100 = 5\n{}{}",
        form("p : pesos | q : texto"),
        rule("por cada fila de plan", "exige p <= tope\n  si no \"{tope} {parte}\"")
    );
    let with = |args: &[&str]| Set::new(&rules).plan("p;q\n60;a\n").with(args).run().told();
    assert_eq!(with(&[]), ["r A2: $ 10 5 %"]);
    assert_eq!(with(&["--parametro", "TOPE=$ 1.000,5"]), [""; 0]);
    assert_eq!(with(&["--parametro", "tope=20", "--parametro", "parte=7,5 %"]), ["r A2: $ 20 7,5 %"]);
    for wrong in ["tope=x", "nada=1"] {
        let set = Set::new(&rules).plan("p;q\n60;a\n").with(&["--parametro", wrong]);
        assert_eq!(set.run_as(&["revisar", "planes"]).code, 2, "{wrong}");
    }
}

#[test]
fn phases() {
    let of = |phase: &str| rule("por cada fila de plan", &format!("exige n > 1\n  fase {phase}"));
    let rules = format!(
        "{}{}{}{}",
        form(FORM),
        each_row("n > 1"),
        named("m", &of("modificación")),
        named("v", &of("revisión, ejecución"))
    );
    let judged = |args: &[&str]| {
        let judged = Set::new(&rules).plan(ROWS).with(args).run();
        let names =
            judged.json["resumen"].as_array().unwrap().iter().map(|row| row["regla"].as_str().unwrap().to_owned());
        (names.collect::<Vec<_>>().join(" "), judged.json["fase"].as_str().unwrap().to_owned())
    };
    assert_eq!(judged(&[]), ("r v".to_owned(), "revisión".to_owned()));
    assert_eq!(judged(&["--fase", "MODIFICACION"]), ("r m".to_owned(), "modificación".to_owned()));
    assert_eq!(judged(&["--fase", "publicación"]).0, "r");
    assert!(Set::new(&rules).plan(ROWS).run_as(&["revisar", "planes"]).stdout.contains("fase revisión"));
}

#[test]
fn exit_codes_and_rules_that_applied_to_nothing() {
    let code = |severity: &str, condition: &str| {
        let rules = format!("{}{}", form(FORM), each_row(condition)).replace("r error", &format!("r {severity}"));
        Set::new(&rules).plan(ROWS).run().code
    };
    assert_eq!([code("error", "n > 0"), code("error", "n > 1"), code("", "n > 1")], [0, 1, 1]);
    assert_eq!(
        [code("advertencia", "n > 1"), code("nota", "1 / (n - 1) > 0"), code("error", "1 / (n - 1) > 0")],
        [0, 0, 1]
    );
    let rules = format!("{}{}", form(FORM), rule("por cada fila de plan", "cuando n > 9\n  exige n > 0"));
    let set = Set::new(&rules).plan(ROWS);
    assert_eq!((set.run().code, set.run().counts("r")), (0, [0, 0, 2, 0]));
    assert!(set.run_as(&["revisar", "planes"]).stdout.contains("no se aplicó a nada: r"));
}

#[test]
fn json_key_by_key() {
    let head = "norma n1 \"Norma 1\" \"Título\"\n";
    let columns = "meta : texto obligatoria | a_partir : fecha obligatoria | v : pesos";
    let clauses = "según n1 \"art. 1\", n1\n  exige v > 1,5\n  ayuda \"{meta}\"";
    let rules = format!(
        "{head}{}{}",
        form(columns).replace("\"F\"", "\"F\" versión 4"),
        rule("por cada fila de plan", clauses)
    );
    let plan = "meta;a partir;v\nÁ;31/01/2026;1\ná;2026-01-31;$ 1.234,5\nB;2026-02-01;2\nÁ;2026-01-31;-1\n";
    let run = Set::new(&rules).plan(plan).run();
    let mut expected = json!({"regla": "r", "gravedad": "error", "resultado": "incumple", "archivo": "planes/p.csv",
        "hoja": null, "celdas": ["C2"], "sujeto": {"meta": "Á", "a_partir": "2026-01-31"},
        "mensaje": "v es $ 1 y debe ser mayor que $ 1,5: la diferencia es $ 0,5", "ayuda": "Á",
        "normas": [{"norma": "n1", "cita": "art. 1", "titulo": "Norma 1"},
            {"norma": "n1", "cita": null, "titulo": "Norma 1"}],
        "regla_en": {"archivo": "reglas.cotejo", "linea": 12, "columna": 3}, "comprobaciones": 1, "notas": [],
        "titulo": "título", "referencias": []});
    expected["id"] = run.findings()[0]["id"].clone();
    assert_eq!(run.findings()[0], expected);
    assert_eq!(run.findings()[1]["sujeto"], json!({"meta": "Á", "a_partir": "2026-01-31", "#": "3"}));
    let book = &run.json["libros"][0];
    assert_eq!((&book["formato"], &book["filas"], &book["hojas"]), (&json!("F v4"), &json!(4), &json!([])));
    assert_eq!(run.json["reglas"]["vigencia"], 2026);
    assert_eq!((&run.json["fecha"], &run.json["esquema"]), (&json!("2026-01-20"), &json!(1)));
    let zeros = json!({"regla": "r", "cumple": 2, "incumple": 2, "no_aplica": 0, "exceptuado": 0, "no_evaluable": 0});
    assert_eq!(run.json["resumen"], json!([zeros]));
}
