//! Families of columns: entries and stretches that the row gives, of rows found by lookup too; and `->` on a family.

use super::{Set, form, rule};

const COLUMNS: &str = "k : texto | n : entero | p[2024 a 2027] : decimal | d[\"Propios\", \"SGP\"] : pesos";

/// `c`, `i` or `n` for each row: k; n; p 2024 to p 2027; Propios; SGP.
fn rows(rows: &[&str], condition: &str) -> Vec<u64> {
    let rules = format!("{}{}", form(COLUMNS), rule("por cada fila de plan", &format!("exige {condition}")));
    let plan = format!("k;n;p 2024;p 2025;p 2026;p 2027;d Propios;d SGP\n{}\n", rows.join("\n"));
    Set::new(&rules).plan(&plan).run().counts("r").to_vec()
}

fn faults(condition: &str) -> Vec<String> {
    let rules = format!("{}{}", form(COLUMNS), rule("por cada fila de plan", &format!("exige {condition}")));
    Set::new(&rules).faults()
}

#[test]
fn an_entry_may_depend_on_the_row() {
    assert_eq!(rows(&["a;2025;1;2;3;4;;", "a;2027;1;2;3;4;;"], "p[n] = n - 2023"), [2, 0, 0, 0]);
    assert_eq!(rows(&["sgp;;;;;;10;20", "PROPIOS;;;;;;10;20"], "d[k] entre 10 y 20 y d[k] <> 15"), [2, 0, 0, 0]);
    assert_eq!(rows(&["a;2025;1;;3;4;;", "a;2026;1;;3;4;;"], "p[n] vacío"), [1, 1, 0, 0], "empty as its cell is");
    assert_eq!(rows(&["a;2025;1;;3;4;;"], "(p[n] o bien 7) = 7"), [1, 0, 0, 0]);
    assert_eq!(rows(&["a;2025;1;x;3;4;;", "a;2026;1;x;3;4;;"], "p[n] = 3"), [1, 0, 0, 1], "unreadable as its cell is");
    assert_eq!(rows(&["a;2025;1;2;3;4;;"], "p[vigencia] = 3 y p[vigencia - 1] = 2"), [1, 0, 0, 0]);
}

#[test]
fn an_entry_that_does_not_exist_is_told_with_its_cause() {
    let rules = format!("{}{}", form(COLUMNS), rule("por cada fila de plan", "exige p[n] > 0"));
    let plan = "k;n;p 2024;p 2025;p 2026;p 2027;d Propios;d SGP\na;2030;1;2;3;4;;\nb;;1;2;3;4;;\nc;2031;1;1;1;1;;\n";
    let judged = Set::new(&rules).plan(plan).run();
    assert_eq!(judged.counts("r"), [0, 0, 0, 3]);
    let told = judged.told().join("\n");
    assert!(
        told.contains("r B2 B4: 2 comprobaciones de «r» quedaron sin evaluar: «p[n]» pide una columna que la familia no tiene: 2030; 2031"),
        "{told}"
    );
    assert!(told.contains("«n» está vacía en la fila 3"), "{told}");
}

#[test]
fn what_is_found_wrong_without_a_workbook() {
    assert_eq!(faults("p[2030] > 0"), ["reglas/nombre_desconocido: la familia «p» no tiene «2030»"]);
    assert_eq!(faults("d[\"SGR\"] > 0"), ["reglas/nombre_desconocido: la familia «d» no tiene «SGR»"]);
    assert_eq!(faults("p[k] > 0"), ["reglas/tipo: las entradas de «p» se piden por un número"]);
    assert_eq!(faults("d[n] > 0"), ["reglas/tipo: las entradas de «d» se piden por un texto"]);
    assert_eq!(faults("suma(p[k a n]) > 0"), ["reglas/tipo: los extremos de un tramo son números enteros"]);
    assert_eq!(
        faults("suma(d[1 a 2]) > 0"),
        ["reglas/tipo: las entradas de «d» no son números, y un tramo va de uno a otro"]
    );
}

#[test]
fn a_stretch_may_depend_on_the_row() {
    let row = ["a;2026;1;2;4;8;;"];
    assert_eq!(rows(&row, "suma(p[2024 a n]) = 7 y suma(p[n a 2027]) = 12 y suma(p[n + 1 a 2027]) = 8"), [1, 0, 0, 0]);
    assert_eq!(
        rows(&row, "suma(p[n a 2024]) = 0 y cuenta(p[2024 a n]) = 3"),
        [1, 0, 0, 0],
        "none if the first is later"
    );
    assert_eq!(rows(&row, "8 en p[n a 2027] y no 1 en p[n a 2027]"), [1, 0, 0, 0]);
    assert_eq!(rows(&["a;2025;1;x;4;8;;"], "suma(p[n + 1 a 2027]) = 12"), [1, 0, 0, 0], "what is beyond is not read");
    assert_eq!(rows(&["a;2025;1;x;4;8;;"], "suma(p[n a 2027]) = 12"), [0, 0, 0, 1]);
    assert_eq!(rows(&["a;;1;2;4;8;;"], "suma(p[2024 a n]) = 12"), [0, 0, 0, 1], "a bound without a value");
    let told = |condition: &str| {
        let rules = format!("{}{}", form(COLUMNS), rule("por cada fila de plan", &format!("exige {condition}")));
        let plan = "k;n;p 2024;p 2025;p 2026;p 2027;d Propios;d SGP\na;2025;1;2;4;8;;\n";
        Set::new(&rules).plan(plan).run().told()
    };
    assert_eq!(
        told("suma(p[2024 a n]) = 4"),
        ["r D2 C2: suma(p[2024 a n]) es 3 y debe ser 4: la diferencia es 1"],
        "the cells of the stretch alone, the largest first"
    );
}

#[test]
fn families_of_a_row_found_by_lookup() {
    let table = "parámetro inicio : entero = 2024\ntabla metas desde \"metas.csv\"\n  clave meta\n  columna meta : texto\n  \
                 columna hecho[2024 a 2027] : decimal\n";
    let judge = |clauses: &str| {
        let rules = format!("{table}{}{}", form("meta : texto | n : entero"), rule("por cada fila de plan", clauses));
        let set =
            Set::new(&rules).file("metas.csv", "meta;hecho 2024;hecho 2025;hecho 2026;hecho 2027\na;1;2;4;8\nb;;;;\n");
        set.plan("meta;n\na;2025\n").run().counts("r")
    };
    for clauses in [
        "exige suma(metas[meta].hecho[inicio a vigencia - 1]) = 3",
        "sea m = metas[meta]\n  exige suma(m.hecho[inicio a vigencia - 1]) = 3 y m.hecho[vigencia] = 4",
        "sea m = metas[meta]\n  exige m.hecho[n] = 2 y suma(m.hecho[inicio a n]) = 3 y máximo(m.hecho[n a 2027]) = 8",
        "exige metas[meta].hecho[n + 1] = 4 y suma(metas[meta].hecho) = 15",
        "exige máximo(metas[\"b\"].hecho[inicio a n]) vacío",
    ] {
        assert_eq!(judge(clauses), [1, 0, 0, 0], "{clauses}");
    }
}

#[test]
fn a_family_may_refer_to_a_table() {
    let table = "tabla programas desde \"programas.csv\"\n  clave c\n  columna c : texto\n";
    let columns = "formato plan \"F\"\n  columna k : texto\n  columna apoya[1 a 2] : texto -> programas\n";
    let rules = format!("{table}{columns}{}", rule("por cada fila de plan", "exige k no vacío"));
    let set = Set::new(&rules).file("programas.csv", "c\nx\nz\n");
    let judged = set.plan("k;apoya 1;apoya 2\na;x;z\nb;x;w\nc;v;\n").run();
    assert_eq!(judged.cells("referencia"), ["C3", "B4"], "{:?}", judged.told());
}

#[test]
fn entries_and_stretches_in_groups_and_queries() {
    let rules = format!(
        "{}{}",
        form(COLUMNS),
        rule("sobre plan", "exige suma(p[n]) = 5 y suma(p[2024 a n] de plan donde k = \"a\") = 3 y suma(p[n a n]) = 5")
    );
    let plan = "k;n;p 2024;p 2025;p 2026;p 2027;d Propios;d SGP\na;2025;1;2;4;8;;\nb;2026;1;2;3;8;;\n";
    let judged = Set::new(&rules).plan(plan).run();
    assert_eq!(judged.counts("r"), [1, 0, 0, 0], "{:?}", judged.told());
}
