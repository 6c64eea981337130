//! `cambió(…)` and `cambios()`: the plan against its approved version.

use super::{Judged, Set, rule};

const FORM: &str = "formato plan \"F\"\n  clave meta, act\n  columna meta : texto obligatoria\n  columna act : texto\n  columna nota : texto\n  columna cantidad : decimal\n  columna fuentes[\"Propios\", \"SGP\"] : pesos en \"{n}\"\n";

const APPROVED: &str = "meta;act;nota;cantidad;Propios;SGP\nM1;a;uno;1;10;\nM2;a;dos;2;20;5\nM3;a;tres;3;30;5\nM4;a;cuatro;4;40;5\nM4;a;cuatro;4;40;5\nM6;a;seis;6;NP;5\n";
/// M1: what was empty is filled; M2: nothing but how texts are written; M3: two columns; M4 stands twice in the
/// approved version; M5 is new; of M6 one side is unreadable.
const PLAN: &str = "meta;act;nota;cantidad;Propios;SGP\nM1;a;uno;1;10;5\nm2;A;DÓS;2,0;20;5\nM3;a;tres;4;31;5\nM4;a;cuatro;9;40;5\nM5;a;cinco;5;50;5\nM6;a;seis;6;60;5\n";

fn judged(subject: &str, clauses: &str) -> Judged {
    Set::new(&format!("{FORM}{}", rule(subject, clauses))).plan(PLAN).approved(APPROVED).run()
}

/// The rows of the plan, M1 to M6, one letter each: `c`umple, `i`ncumple, `n`o evaluable.
fn rows(demand: &str) -> String {
    let outcome = |meta: usize| {
        let judged = judged(&format!("por cada fila de plan donde meta = \"M{meta}\""), &format!("exige {demand}"));
        match judged.counts("r") {
            [1, 0, 0, 0] => "c",
            [0, 1, 0, 0] => "i",
            [0, 0, 0, 1] => "n",
            other => panic!("M{meta}: {other:?}"),
        }
    };
    (1..=6).map(outcome).collect()
}

#[test]
fn a_row_is_held_against_its_counterpart_by_key() {
    assert_eq!(rows("cambió(cantidad)"), "iicnni");
    assert_eq!(
        rows("cambió(fuentes)"),
        "cicnnn",
        "an empty cell that was filled is a change, an unreadable one is unknown"
    );
    assert_eq!(rows("cambió(fuentes[\"SGP\"])"), "ciinni");
    assert_eq!(rows("cambió(nota, cantidad, fuentes)"), "cicnnn");
    assert_eq!(rows("no cambió(cantidad, fuentes)"), "icinnn");
}

#[test]
fn a_change_that_is_certain_decides_whatever_cannot_be_read() {
    let plan = PLAN.replace("M6;a;seis;6;60;5", "M6;a;seis;7;60;5");
    let rules = rule("por cada fila de plan donde meta = \"M6\"", "exige no cambió(fuentes, cantidad)");
    let judged = Set::new(&format!("{FORM}{rules}")).plan(&plan).approved(APPROVED).run();
    assert_eq!(judged.counts("r"), [0, 1, 0, 0]);
}

#[test]
fn changes_are_told_of_the_columns_that_the_rule_names() {
    let m3 = "por cada fila de plan donde meta = \"M3\"";
    let told = |clauses: &str| judged(m3, clauses).told();
    assert_eq!(
        told("cuando cambió(cantidad, fuentes)\n  exige 1 = 2\n  si no \"{meta}: {cambios()}\""),
        ["r C4: M3: cantidad: 3 → 4; fuentes[\"Propios\"]: $ 30 → $ 31"].map(|told| told.replace("C4", "A4"))
    );
    assert_eq!(
        told("cuando cambió(cantidad)\n  exige 1 = 2\n  si no \"{meta}: {cambios()}\""),
        ["r A4: M3: cantidad: 3 → 4"]
    );
    assert_eq!(
        told("exige 1 = 2\n  si no \"{meta}: {cambios()}\""),
        ["r A4: M3: cantidad: 3 → 4; fuentes[\"Propios\"]: $ 30 → $ 31"],
        "of all columns, where the rule names none"
    );
    let filled =
        judged("por cada fila de plan donde meta = \"M1\"", "exige no cambió(fuentes)\n  si no \"{cambios()}\"");
    assert_eq!(filled.told(), ["r F2: fuentes[\"SGP\"]: (vacío) → $ 5"]);
}

#[test]
fn a_change_points_at_both_versions() {
    let judged = judged("por cada fila de plan donde meta = \"M3\"", "exige no cambió(cantidad, nota, fuentes)");
    assert_eq!(
        judged.told(),
        ["r D4 E4: cambió frente a lo aprobado: cantidad: 3 → 4; fuentes[\"Propios\"]: $ 30 → $ 31"]
    );
    let reference = &judged.findings()[0]["referencias"];
    assert_eq!((&reference[0]["archivo"], &reference[0]["celda"]), (&"aprobados/p.csv".into(), &"D4".into()));
}

#[test]
fn rows_of_the_plan_can_be_counted_by_what_changed() {
    let counted = |plan: &str, approved: &str| {
        let rules = rule("sobre plan", "exige cuenta(filas de plan donde cambió(cantidad)) = 1");
        Set::new(&format!("{FORM}{rules}")).plan(plan).approved(approved).run().counts("r")
    };
    let head = "meta;act;nota;cantidad;Propios;SGP\n";
    let both = |rows: &str| format!("{head}{rows}");
    assert_eq!(counted(&both("M1;a;;1;;\nM2;a;;2;;\n"), &both("M1;a;;1;;\nM2;a;;3;;\n")), [1, 0, 0, 0]);
    assert_eq!(counted(&both("M1;a;;1;;\nM2;a;;2;;\n"), &both("M1;a;;1;;\n")), [0, 0, 0, 1]);
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let faults =
        |form: &str, subject: &str, clauses: &str| Set::new(&format!("{form}{}", rule(subject, clauses))).faults();
    let keyless = FORM.replace("  clave meta, act\n", "");
    for (form, subject, clauses, fault) in [
        (
            FORM,
            "por cada meta de plan",
            "exige cambió(cantidad)",
            "reglas/argumentos: «cambió» compara una fila del plan con la suya en «aprobado», y aquí no hay fila",
        ),
        (
            FORM,
            "sobre plan",
            "exige 1 = 2\n  si no \"{cambios()}\"",
            "reglas/argumentos: «cambios» compara una fila del plan con la suya en «aprobado», y aquí no hay fila",
        ),
        (
            FORM,
            "por cada fila de plan",
            "exige cambió()",
            "reglas/argumentos: «cambió» recibe al menos una columna del plan",
        ),
        (
            FORM,
            "por cada fila de plan",
            "exige cambió(cantidad + 1)",
            "reglas/argumentos: «cambió» recibe columnas del plan, por su nombre",
        ),
        (
            FORM,
            "por cada fila de plan",
            "exige cambió(act)",
            "reglas/argumentos: «act» es de la clave: por ella se busca la fila aprobada, y nunca cambia",
        ),
        (
            FORM,
            "por cada fila de plan",
            "exige no cambió(cantidad)\n  si no \"{cambios(cantidad)}\"",
            "reglas/argumentos: «cambios» no recibe nada entre los paréntesis",
        ),
        (FORM, "por cada fila de plan", "exige cambió(otra)", "reglas/nombre_desconocido: no existe el nombre «otra»"),
        (
            &keyless,
            "por cada fila de plan",
            "exige cambió(cantidad)",
            "reglas/claves: «cambió» busca la fila aprobada por la clave, y el formato no tiene clave",
        ),
    ] {
        assert_eq!(faults(form, subject, clauses), [fault], "{clauses}");
    }
}

#[test]
fn without_an_approved_version_there_is_one_finding() {
    let rules = rule("por cada fila de plan", "exige no cambió(cantidad)");
    let judged = Set::new(&format!("{FORM}{rules}")).plan(PLAN).run();
    assert_eq!((judged.counts("r"), judged.findings().len()), ([0, 0, 0, 1], 1));
    assert_eq!(judged.findings()[0]["regla"], "lectura/sin_aprobado");
}

#[test]
fn a_cell_of_several_values_is_one_value() {
    let form = "formato plan \"F\"\n  clave meta\n  columna meta : texto obligatoria\n  columna bpin : código separado por \",\"\n";
    let rules = rule("por cada fila de plan", "exige no cambió(bpin)");
    let set = Set::new(&format!("{form}{rules}"));
    let judged = set.plan("meta;bpin\nM1;11, 22\nM2;11,33\n").approved("meta;bpin\nM1;11,22\nM2;11,22\n").run();
    assert_eq!(judged.counts("r"), [1, 1, 0, 0]);
    assert_eq!(judged.told(), ["r B3: cambió frente a lo aprobado: bpin: 11 y 22 → 11 y 33"]);
}
