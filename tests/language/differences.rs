//! `plan.cambios`: what differs from the approved version, as a table.

use super::{Judged, Set, rule};

const FORM: &str = "formato plan \"F\"\n  clave meta, act\n  columna meta : texto obligatoria\n  columna act : texto\n  columna nota : texto\n  columna cantidad : decimal\n  columna fuentes[\"Propios\", \"SGP\"] : pesos en \"{n}\"\n";
const HEAD: &str = "meta;act;nota;cantidad;Propios;SGP\n";
const APPROVED: &str = "m1;A;uno;1;10;\nM2;b;dos;2;20;5\nM3;c;tres;3;30;5\nM5;e;cinco;5;;\n";
/// M1 is as it was, M2 differs in two columns, M4 is new, M3 is gone, M5 lost a text and gained an amount.
const PLAN: &str = "M1;a;UNO;1,0;10;\nM2;b;dos;2,5;21;5\nM4;d;cuatro;4;;\nM5;e;;5;7;\n";

fn judge(plan: &str, approved: &str, rules: &str) -> Judged {
    Set::new(&format!("{FORM}{rules}")).plan(&format!("{HEAD}{plan}")).approved(&format!("{HEAD}{approved}")).run()
}

fn judged(subject: &str, clauses: &str) -> Judged {
    judge(PLAN, APPROVED, &rule(subject, clauses))
}

#[test]
fn each_difference_is_a_row() {
    let clauses = "exige 1 = 2\n  si no \"{meta} {act} {tipo} {campo}: {antes} -> {ahora}\"\n  señala ahora";
    let told = judged("por cada fila de plan.cambios", clauses).told();
    assert_eq!(
        told,
        [
            "r D3: M2 b modificada cantidad: 2 -> 2,5",
            "r E3: M2 b modificada fuentes[\"Propios\"]: $ 20 -> $ 21",
            "r A4: M4 d nueva (vacío): (vacío) -> (vacío)",
            "r C5: M5 e modificada nota: cinco -> (vacío)",
            "r E5: M5 e modificada fuentes[\"Propios\"]: (vacío) -> $ 7",
            "r A4: M3 c retirada (vacío): (vacío) -> (vacío)",
        ]
    );
}

#[test]
fn differences_are_counted_grouped_and_looked_for() {
    let counts = |subject: &str, clauses: &str| judged(subject, clauses).counts("r");
    assert_eq!(counts("sobre plan.cambios", "exige cuenta(filas) = 6"), [1, 0, 0, 0]);
    assert_eq!(counts("sobre plan", "exige cuenta(filas de plan.cambios donde tipo = \"nueva\") = 1"), [1, 0, 0, 0]);
    assert_eq!(counts("por cada tipo de plan.cambios", "exige cuenta(filas) = 1"), [2, 1, 0, 0]);
    assert_eq!(counts("por cada fila de plan", "exige no meta en plan.cambios.meta"), [1, 3, 0, 0]);
    let of_nota =
        "exige no existe fila de plan.cambios donde meta = esta.meta y tipo = \"modificada\" y campo = \"nota\"";
    assert_eq!(counts("por cada fila de plan", of_nota), [3, 1, 0, 0]);
    let of_quantity = "por cada fila de plan.cambios donde tipo = \"modificada\" y campo = \"cantidad\"";
    assert_eq!(counts(of_quantity, "exige ahora = \"2,5\""), [1, 0, 0, 0]);
    assert_eq!(
        counts("por cada fila de plan.cambios donde campo = \"cantidad\"", "exige ahora = \"2,5\""),
        [1, 0, 0, 2],
        "a row that came or went has no campo"
    );
}

#[test]
fn an_empty_side_leaves_a_check_without_a_verdict() {
    let judged =
        judged("por cada fila de plan.cambios donde tipo = \"modificada\" y campo = \"nota\"", "exige ahora = \"x\"");
    assert_eq!(judged.counts("r"), [0, 0, 0, 1]);
    assert_eq!(
        judged.told(),
        ["r C5: una comprobación de «r» quedó sin evaluar: «ahora» de «plan.cambios» está vacía en la fila 5"]
    );
}

#[test]
fn a_cell_that_cannot_be_read_may_have_changed() {
    let rules = rule("por cada fila de plan.cambios", "exige antes = ahora");
    let judged = judge("M1;a;x;NP;;\n", "M1;a;x;1;;\n", &rules);
    assert_eq!((judged.counts("r"), judged.findings().len()), ([0, 0, 0, 1], 1), "{:?}", judged.told());
    assert_eq!(judged.findings()[0]["regla"], "lectura/celda_ilegible");
}

#[test]
fn a_key_that_stands_twice_leaves_the_rule_without_a_verdict_once() {
    let rules = rule("por cada fila de plan.cambios", "exige tipo <> \"nueva\"");
    let of_plan = judge("M1;a;x;1;;\nM2;b;y;2;;\nM1;A;z;3;;\n", "M1;a;x;1;;\n", &rules);
    assert_eq!(of_plan.counts("r"), [0, 0, 0, 1]);
    assert_eq!(
        of_plan.told(),
        ["r A2 B2 A4 B4: una comprobación de «r» quedó sin evaluar: hay varias filas en «plan» para «M1» y «a»"]
    );
    let of_approved = judge("M1;a;x;1;;\n", "M1;a;x;1;;\nM1;a;x;1;;\n", &rules);
    assert_eq!(of_approved.counts("r"), [0, 0, 0, 1]);
    let without = judge("M1;;x;1;;\n", "M1;a;x;1;;\n", &rules);
    assert_eq!(without.told(), ["r B2: una comprobación de «r» quedó sin evaluar: «act» está vacía en la fila 2"]);
}

#[test]
fn without_an_approved_version_there_is_one_finding() {
    let rules = rule("por cada fila de plan.cambios", "exige tipo <> \"nueva\"");
    let judged = Set::new(&format!("{FORM}{rules}")).plan(&format!("{HEAD}{PLAN}")).run();
    assert_eq!((judged.counts("r"), judged.findings().len()), ([0, 0, 0, 1], 1));
    assert_eq!(judged.findings()[0]["regla"], "lectura/sin_aprobado");
}

#[test]
fn what_gives_no_table_of_differences_is_refused() {
    let faults = |form: &str, subject: &str| Set::new(&format!("{form}{}", rule(subject, "exige 1 = 1"))).faults();
    let keyless = FORM.replace("  clave meta, act\n", "");
    assert_eq!(
        faults(&keyless, "por cada fila de plan.cambios"),
        ["reglas/claves: «plan.cambios» busca la fila aprobada por la clave, y el formato no tiene clave"]
    );
    let taken = FORM.replace("clave meta, act", "clave meta, tipo").replace("columna act", "columna tipo");
    assert_eq!(
        faults(&taken, "por cada fila de plan.cambios"),
        ["reglas/nombre_tapado: «plan.cambios» tendría dos columnas «tipo»: la suya y la de «plan»"]
    );
    let free = FORM.replace("columna nota", "columna tipo");
    assert_eq!(faults(&free, "por cada fila de plan.cambios").len(), 0, "the table has no other columns of the plan");
    assert_eq!(faults(FORM, "por cada fila de aprobado.cambios").len(), 1);
    assert_eq!(faults(FORM, "por cada fila de planes.cambios").len(), 1);
}

#[test]
fn in_a_prueba_the_scene_gives_both_versions() {
    let prueba = "prueba r \"una fila nueva\"\n  con plan\n    | meta | act | cantidad |\n    | M1   | a   | 2        |\n    | M2   | b   | 1        |\n  con aprobado\n    | meta | act | cantidad |\n    | M1   | a   | 1        |\n  espera incumple meta = \"M2\"\n  espera cumple meta = \"M1\" \n";
    let rules = format!("{}{prueba}", rule("por cada fila de plan.cambios", "exige tipo <> \"nueva\""));
    let ended = Set::new(&format!("{FORM}{rules}")).run_as(&["probar"]);
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
}
