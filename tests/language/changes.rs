//! `fija` and `quita`: next year's set as a few lines over this year's.

use super::{Judged, Set, form, rule};

const TABLE: &str = "tabla techos desde \"techos.csv\"\n  clave c\n  columna c : texto\n  columna v : pesos\n";

/// This year's set, in a file of its own; the rule `r` holds each `v` under the ceiling of its `c`.
fn base() -> String {
    format!(
        "vigencia 2025\nentidad \"Otra\"\nparámetro tolerancia : pesos = 0\n{TABLE}{}{}{}",
        form("c : texto | v : pesos"),
        rule("por cada fila de plan", "exige v <= techos[c].v + tolerancia\n  si no \"{c} {vigencia}\""),
        "excepción r\n  para c = \"z\"\n  hasta 31 de diciembre de 2026\n  según \"Oficio 1\"\n"
    )
}

/// Next year's set: what it says over the base.
fn over(lines: &str) -> Set {
    Set::new(&format!("usa \"base/base.cotejo\"\n{lines}"))
        .file("base/base.cotejo", base())
        .file("base/techos.csv", "c;v\na;10\nb;10\n")
        .file("2027/techos.csv", "c;v\na;30\nb;30\n")
        .file("nuevo.csv", "c;v\na;30\nb;30\n")
        .plan("c;v\na;10\nb;20\n")
}

fn judged(lines: &str) -> Judged {
    over(lines).run()
}

#[test]
fn a_using_file_changes_what_it_uses() {
    assert_eq!(judged("").counts("r"), [1, 1, 0, 0]);
    assert!(judged("").told().contains(&"r B3: b 2026".to_owned()), "the entry's vigencia counts, not the base's");
    assert_eq!(judged("fija tolerancia = $ 10\n").counts("r"), [2, 0, 0, 0]);
    assert_eq!(judged("fija tabla techos desde \"2027/techos.csv\"\n").counts("r"), [2, 0, 0, 0]);
    assert_eq!(judged("fija tabla TECHOS desde \"nuevo.csv\"\n").counts("r"), [2, 0, 0, 0]);
    let note = judged("fija regla r nota\n");
    assert_eq!((note.counts("r"), note.code), ([1, 1, 0, 0], 0), "a note keeps the run from failing");
    let more = format!("quita regla r\n{}", rule("sobre plan", "exige suma(v) = 30").replace("regla r", "regla s"));
    let without = judged(&more);
    assert_eq!(without.counts("s"), [1, 0, 0, 0]);
    assert!(without.json["resumen"].as_array().unwrap().iter().all(|row| row["regla"] != "r"), "no r, no fault");
}

#[test]
fn the_command_line_wins_over_fija() {
    let set = over("fija tolerancia = $ 10\n").with(&["--parametro", "tolerancia=5"]);
    assert_eq!(set.run().counts("r"), [1, 1, 0, 0]);
}

#[test]
fn the_outer_file_counts() {
    let middle = "usa \"base/base.cotejo\"\nfija tolerancia = $ 10\nquita regla r\n";
    let outer = |lines: &str| {
        Set::new(&format!("usa \"medio.cotejo\"\n{lines}"))
            .file("medio.cotejo", middle)
            .file("base/base.cotejo", base())
            .file("base/techos.csv", "c;v\na;10\nb;10\n")
            .plan("c;v\na;10\nb;20\n")
    };
    let set = outer("fija regla r advertencia\nfija tolerancia = 0\n");
    assert_eq!(set.faults(), Vec::<String>::new());
    assert_eq!(set.run().counts("r"), [1, 1, 0, 0], "the outer one keeps the rule, and its own tolerance");
    assert_eq!(outer("fija regla r advertencia\n").run().counts("r"), [2, 0, 0, 0], "the middle's tolerance");
}

#[test]
fn what_is_told_of_a_change_without_a_place() {
    for (lines, fault) in [
        ("fija tolerncia = 1\n", "reglas/nombre_desconocido: no existe el parámetro «tolerncia»"),
        ("fija tabla techo desde \"x.csv\"\n", "reglas/nombre_desconocido: no existe la tabla «techo»"),
        ("fija regla q nota\n", "reglas/nombre_desconocido: no existe la regla «q»"),
        ("quita regla q\n", "reglas/nombre_desconocido: no existe la regla «q»"),
        ("fija tolerancia = \"x\"\n", "reglas/tipo: el valor no es de tipo «pesos»"),
        (
            "fija tolerancia = 1\nfija tolerancia = 2\n",
            "reglas/nombre_repetido: el parámetro «tolerancia» se cambia dos veces",
        ),
        ("fija regla r nota\nquita regla r\n", "reglas/nombre_repetido: la regla «r» se cambia dos veces"),
        ("parámetro x : entero = 1\nfija x = 2\n", "reglas/cambio: el parámetro «x» es de este mismo archivo"),
    ] {
        assert_eq!(over(lines).faults(), [fault], "{lines}");
    }
    let shown = over("fija tolerncia = 1\n").run_as(&["comprobar"]).stdout;
    assert!(shown.contains("¿quiso decir «tolerancia»?"), "{shown}");
}

#[test]
fn two_files_that_do_not_use_each_other_may_not_both_change_a_thing() {
    let set = |more: &str| {
        Set::new(&format!("usa \"uno.cotejo\"\nusa \"dos.cotejo\"\n{more}"))
            .file("uno.cotejo", "usa \"base/base.cotejo\"\nfija tolerancia = 1\n")
            .file("dos.cotejo", "usa \"base/base.cotejo\"\nfija tolerancia = 2\n")
            .file("base/base.cotejo", base())
            .file("base/techos.csv", "c;v\na;10\nb;10\n")
    };
    assert_eq!(set("").faults(), ["reglas/nombre_repetido: el parámetro «tolerancia» se cambia dos veces"]);
    assert_eq!(set("fija tolerancia = 3\n").faults(), Vec::<String>::new(), "the outermost settles it");
    let beside = Set::new("usa \"uno.cotejo\"\nusa \"otro.cotejo\"\n")
        .file("uno.cotejo", base().replace("techos.csv", "base/techos.csv"))
        .file("otro.cotejo", "fija tolerancia = 1\n")
        .file("base/techos.csv", "c;v\na;10\nb;10\n");
    assert_eq!(beside.faults(), ["reglas/cambio: el parámetro «tolerancia» es de un archivo que este no usa"]);
}
