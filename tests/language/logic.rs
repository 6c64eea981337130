//! Three-valued logic; what is empty and what is unreadable.

use super::{Set, form, rule, verdicts, whole};

const COLUMNS: &str = "a : decimal | b : decimal | c : texto";
/// `NP` is unreadable.
const ROWS: [&str; 4] = ["1;2;x", ";2;y", "NP;2;z", "3;;"];

fn demand(condition: &str) -> String {
    verdicts(COLUMNS, &ROWS, &format!("exige {condition}"))
}

#[test]
fn y_o_no_are_three_valued() {
    assert_eq!(demand("a = 1 y b = 2"), "c n n i");
    assert_eq!(demand("a = 9 y b = 9"), "i i i i", "a false side decides");
    assert_eq!(demand("a = 1 o b = 2"), "c c c n");
    assert_eq!(demand("no (a = 1)"), "i n n c");
}

#[test]
fn only_the_branch_taken_is_evaluated() {
    assert_eq!(demand(r#"si c = "y" entonces b = 2 de lo contrario a > 0"#), "c c n n");
    let lazy = "sea siempre_falla = 1 / (b - b)\n  exige si b = 2 entonces b > 0 de lo contrario siempre_falla > 0";
    assert_eq!(verdicts(COLUMNS, &ROWS, lazy), "c c c n");
}

#[test]
fn o_bien_stands_for_empty_cells_only() {
    assert_eq!(demand("(a o bien 0) >= 0"), "c c n c");
    assert_eq!(demand("(a o bien b) = 2"), "i c n i");
    assert_eq!(demand("((a + 1) > 0) o (b o bien 7) = 7"), "c n n c", "a sum from an empty cell has no value");
}

#[test]
fn an_unreadable_cell_is_not_empty() {
    assert_eq!(demand("a vacío"), "i c i i");
    assert_eq!(demand("no a vacío"), "c i c c");
}

#[test]
fn a_cuando_or_a_donde_without_a_verdict_is_never_no_aplica() {
    assert_eq!(verdicts(COLUMNS, &ROWS, "cuando a > 2\n  exige b > 0"), "- n n n");
    let rules = format!("{}{}", form(COLUMNS), rule("por cada fila de plan donde a > 2", "exige b vacío"));
    let judged = Set::new(&rules).plan(&format!("a;b;c\n{}", ROWS.join("\n"))).run();
    assert_eq!(judged.counts("r"), [1, 0, 0, 2], "row 1 is not among them, rows 2 and 3 cannot tell");
}

fn total(condition: &str) -> [u64; 4] {
    whole(COLUMNS, &ROWS, &format!("exige {condition}"))
}

const HOLDS: [u64; 4] = [1, 0, 0, 0];
const FAILS: [u64; 4] = [0, 1, 0, 0];
const OPEN: [u64; 4] = [0, 0, 0, 1];

#[test]
fn aggregates_skip_empty_cells_and_stop_at_unreadable_ones() {
    for holds in ["suma(b) = 6", "cuenta(b) = 3", "cuenta(filas) = 4", "promedio(b) = 2 ± 0", "mínimo(b) = 2"] {
        assert_eq!(total(holds), HOLDS, "{holds}");
    }
    for open in ["suma(a) = 4", "cuenta(a) = 2", "máximo(a) = 3", "distintos(a) = 2", "promedio(a) > 0"] {
        assert_eq!(total(open), OPEN, "{open}");
    }
    assert_eq!(total("suma(b + 1) = 9"), OPEN, "a term computed from an empty cell has no value");
}

#[test]
fn an_empty_cell_of_an_obligatory_column_is_not_skipped() {
    let rules = format!("{}{}", form("a : decimal obligatoria | b : decimal"), rule("sobre plan", "exige suma(a) = 1"));
    let judged = Set::new(&rules).plan("a;b\n1;1\n;1\n").run();
    assert_eq!(judged.counts("r"), OPEN);
    assert_eq!(judged.told(), ["lectura/celda_vacia A3: A3 está vacía y «a» es obligatoria"], "told once");
}

#[test]
fn of_nothing_sums_are_zero_and_extremes_empty() {
    let none = r#"exige suma(x) = 0 y cuenta(x) = 0 y (mínimo(x) o bien 7) = 7 y máximo(x) vacío y promedio(x) vacío"#;
    assert_eq!(whole("x : decimal | t : texto", &[";a"], none), HOLDS);
    assert_eq!(whole("x : decimal | t : texto", &[";a"], "exige máximo(x) = 0"), OPEN);
}

#[test]
fn en_is_true_at_the_first_match_and_open_by_an_unreadable_cell() {
    assert_eq!(demand("1 en plan.a"), "c c c c");
    assert_eq!(demand("5 en plan.a"), "n n n n");
    assert_eq!(demand("5 en plan.b"), "i i i i", "empty cells are ignored");
    assert_eq!(demand("2 en (a, b)"), "c c c i");
    assert_eq!(demand("8 en (a, b)"), "i i n i");
}

#[test]
fn one_row_decides_toda_and_existe() {
    assert_eq!(total("toda fila de plan cumple a > 2"), FAILS);
    assert_eq!(total("toda fila de plan cumple a > 0"), OPEN);
    assert_eq!(total("existe fila de plan donde a = 3"), HOLDS);
    assert_eq!(total("existe fila de plan donde a = 4"), OPEN);
    assert_eq!(total("toda fila de plan donde b = 77 cumple a > 9"), OPEN, "row 4 may be one of them");
    assert_eq!(whole("x : decimal | t : texto", &["1;a"], "exige toda fila de plan donde x = 2 cumple x > 9"), HOLDS);
    assert_eq!(whole("x : decimal | t : texto", &["1;a"], "exige existe fila de plan donde x = 2"), FAILS);
}

#[test]
fn rows_without_a_key_form_no_group_and_count_once() {
    let rules = format!("{}{}", form(COLUMNS), rule("por cada a de plan donde b > 0", "exige suma(b) = 2"));
    let judged = Set::new(&rules).plan(&format!("a;b;c\n{}\n;2;w", ROWS.join("\n"))).run();
    assert_eq!(judged.counts("r"), [1, 0, 0, 1]);
    let apart: Vec<String> = judged.told().into_iter().filter(|line| line.starts_with("r ")).collect();
    assert_eq!(apart.len(), 1, "{apart:?}");
    assert!(apart[0].starts_with("r A3 B5 A6: 3 filas quedaron fuera de los grupos"), "{apart:?}");
}

#[test]
fn group_keys_are_compared_folded() {
    let rules = format!("{}{}", form("d : texto | n : decimal"), rule("por cada d de plan", "exige suma(n) <= 2"));
    let judged = Set::new(&rules).plan("d;n\nSalud;1\nSALÚD ;1\nsalud;1\nAño;1\nAno;1\n").run();
    assert_eq!(judged.counts("r"), [2, 1, 0, 0], "año and ano are two");
    assert_eq!(judged.findings()[0]["sujeto"]["d"], "Salud");
}

#[test]
fn lookups_division_and_overflow_have_no_verdict_with_a_cause() {
    assert_eq!(demand("1 / (b - 2) > 0"), "n n n n");
    let wide = "b > 1000000000000 * 1000000000000 * 1000000000000 * 1000000000000";
    assert_eq!(demand(wide), "n n n n");
    let table = "tabla t desde \"t.csv\"\n  clave k\n  columna k : texto\n  columna v : decimal\n";
    let rules = format!("{table}{}{}", form(COLUMNS), rule("por cada fila de plan", "exige b <= t[c].v"));
    let plan = "a;b;c\n1;1;X\n1;1;sin\n1;1;hueco\n";
    let judged = Set::new(&rules).file("t.csv", "k;v\nx;1\nhueco;\n").plan(plan).run();
    assert_eq!(judged.counts("r"), [1, 0, 0, 2]);
    let told = judged.told();
    assert!(told.iter().any(|line| line.contains("no hay fila en «t» para «sin»")), "{told:?}");
    assert!(told.iter().any(|line| line.contains("«v» de «t» está vacía en la fila 3")), "{told:?}");
}

#[test]
fn unica_needs_its_values() {
    let rows = ["1;x", "1;X", "2;x", ";x", "NP;x"];
    assert_eq!(
        verdicts("a : decimal | c : texto", &rows, "exige única(a, c)"),
        "c c c n n",
        "one row a rule is unique"
    );
    let rules = format!("{}{}", form("a : decimal | c : texto"), rule("por cada fila de plan", "exige única(a, c)"));
    let judged = Set::new(&rules).plan(&format!("a;c\n{}", rows.join("\n"))).run();
    assert_eq!(judged.counts("r"), [1, 2, 0, 2]);
}

#[test]
fn what_the_reader_told_is_not_repeated() {
    let rules = format!("{}{}", form("a : decimal | b : decimal"), rule("por cada fila de plan", "exige a > 0"));
    let judged = Set::new(&rules).plan("a;b\nNP;1\n").run();
    assert_eq!((judged.counts("r"), judged.findings().len()), (OPEN, 1));
    assert_eq!(judged.findings()[0]["notas"][0], "sin evaluar por esta celda: r (1)");
    let form = "formato plan \"F\"\n  dato dep : texto junto a \"DEP\" obligatorio\n  columna a : decimal\n";
    let rules = format!("{form}{}", rule("por cada fila de plan", "exige dep = \"x\""));
    for (head, cells) in [("DEP;", vec!["B1"]), ("OTRO;x", vec![])] {
        let judged = Set::new(&rules).plan(&format!("{head}\na;b\n1;\n2;\n")).run();
        assert_eq!((judged.counts("r"), judged.cells("dato_faltante")), ([0, 0, 0, 2], cells));
        assert_eq!(judged.findings().len(), 1, "{:?}", judged.told());
    }
}
