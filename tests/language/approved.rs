//! `aprobado`, and ids from run to run.

use std::collections::BTreeMap;

use super::{Judged, Set, form, rule};

const KEYED: &str = "formato plan \"F\"\n  clave meta, act\n  columna meta : texto obligatoria\n  columna act : texto\n  columna total : pesos\n";

fn rules_over_approved() -> String {
    [
        rule("por cada fila de plan", "exige meta en aprobado.meta"),
        rule("por cada fila de plan", "exige total <= aprobado[meta, act].total").replacen("regla r", "regla s", 1),
        rule("por cada fila de plan", "exige existe aprobado[meta, act]").replacen("regla r", "regla e", 1),
        rule("por cada fila de aprobado", "exige existe fila de plan donde meta = esta.meta")
            .replacen("regla r", "regla u", 1),
    ]
    .concat()
}

const PLAN: &str = "meta;act;total\nM1;a;10\nM2;b;20\nM3;;30\nM4;d;40\n";
const APPROVED: &str = "meta;act;total\nm1;A;10\nM2;b;15\nM2;b;16\nM3;;30\nM5;;1\n";

#[test]
fn lookups_by_key_find_none_one_or_two_rows() {
    let judged = Set::new(&format!("{KEYED}{}", rules_over_approved())).plan(PLAN).approved(APPROVED).run();
    assert_eq!(judged.counts("r"), [3, 1, 0, 0]);
    assert_eq!(judged.counts("s"), [1, 0, 0, 3], "M2 twice, M3 without its key, M4 not there");
    assert_eq!(judged.counts("e"), [2, 1, 0, 1]);
    assert_eq!(judged.counts("u"), [4, 1, 0, 0]);
}

#[test]
fn without_an_approved_version_each_rule_counts_once_and_one_finding_tells() {
    let set = || Set::new(&format!("{KEYED}{}", rules_over_approved())).plan(PLAN);
    for judged in [set().run(), set().file("aprobados/otro.csv", APPROVED).with(&["--aprobados", "aprobados"]).run()] {
        for name in ["r", "s", "e", "u"] {
            assert_eq!(judged.counts(name), [0, 0, 0, 1]);
        }
        assert_eq!((judged.code, judged.findings().len()), (1, 1));
        let finding = &judged.findings()[0];
        assert_eq!(
            (&finding["regla"], &finding["resultado"]),
            (&"lectura/sin_aprobado".into(), &"no_evaluable".into())
        );
    }
}

const IDENTIFIED: &str = "formato plan \"F\"\n  dato dep : texto junto a \"DEP\" obligatorio identifica\n  columna meta : texto obligatoria\n";

fn plan_of(dependency: &str, metas: &[&str]) -> String {
    format!("DEP;{dependency}\nmeta;\n{}\n", metas.join(";\n"))
}

#[test]
fn identifica_pairs_whatever_the_files_are_called() {
    let rules = format!("{IDENTIFIED}{}", rule("por cada fila de plan", "exige meta en aprobado.meta"));
    let set = || Set::new(&rules).plan(&plan_of("Sálud", &["M1", "M2"])).with(&["--aprobados", "aprobados"]);
    let one =
        set().file("aprobados/acta.csv", plan_of("SALUD", &["M1"])).file("aprobados/p.csv", plan_of("Otra", &["M9"]));
    assert_eq!(one.run().counts("r"), [1, 1, 0, 0]);
    let two = one.file("aprobados/z.csv", plan_of("salud", &["M2"])).run();
    assert_eq!((two.counts("r"), two.findings().len()), ([0, 0, 0, 1], 1), "{:?}", two.told());
    assert_eq!(two.findings()[0]["regla"], "lectura/pareja");
    let none = set().file("aprobados/p.csv", plan_of("Otra", &["M1", "M2"])).run();
    assert_eq!(none.counts("r"), [0, 0, 0, 1], "a file of the same name is another dependency's");
}

/// Ids by rule and subject.
fn ids(judged: &Judged) -> BTreeMap<String, String> {
    let entry =
        |found: &serde_json::Value| (format!("{} {}", found["regla"], found["sujeto"]), found["id"].to_string());
    judged.findings().iter().map(entry).collect()
}

#[test]
fn ids_stay_when_rows_move_and_others_come() {
    let columns = form("id : texto obligatoria | n : decimal");
    let rules = format!("{columns}{}", rule("por cada fila de plan", "exige n > 5"));
    let before = ids(&Set::new(&rules).plan("id;n\nx;1\ny;NP\nx;3\n").run());
    let after = ids(&Set::new(&rules).plan("id;n\nnew;1\n;\nx;1\n\nz;9\nx;3\ny;NP\n").run());
    assert_eq!(before.len(), 3, "{before:?}");
    assert!(before.iter().all(|(subject, id)| after.get(subject) == Some(id)), "{before:?}\n{after:?}");
    let other_file = ids(&Set::new(&rules).file("planes/q.csv", "id;n\nx;1\n").run());
    assert!(other_file.values().all(|id| !before.values().any(|known| known == id)), "another workbook's");
}

#[test]
fn ids_do_not_hang_on_how_a_text_is_written() {
    let rules = format!("{}{}", form("d : texto | n : decimal"), rule("por cada d de plan", "exige suma(n) > 5"));
    let id = |plan: &str| Set::new(&rules).plan(plan).run().findings()[0]["id"].clone();
    assert_eq!(id("d;n\nSalud;1\nSALÚD;2\n"), id("d;n\nSALÚD;2\nSalud;1\n"));
}
