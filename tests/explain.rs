//! `explicar REGLA`: how a rule came out at a cell, with every value and its cell. Values are those of the fixtures, summed
//! by hand.

use crate::support::{cotejo, root};

const RULES: &str = "fixtures/revision-58/reglas.cotejo";
const BOOK: &str = "fixtures/revision-58/planes/educacion.csv";

fn explained(rule: &str, cell: &str) -> String {
    let ended =
        cotejo(&["explicar", rule, "--reglas", RULES, "--libro", BOOK, "--celda", cell, "--fecha", "2026-01-20"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    ended.stdout
}

fn refused(args: &[&str], says: &str) {
    let ended = cotejo(&[&["explicar"], args, &["--reglas", RULES]].concat());
    assert_eq!(ended.code, 2, "{}", ended.stdout);
    assert!(ended.stderr.contains(says), "no «{says}» in {}", ended.stderr);
}

#[test]
fn a_group_shows_what_makes_up_its_sum() {
    let expected = "c35_techo · error · Cada programa cabe en su techo presupuestal
  norma: PE-P-002 versión 04, tarea 1

programa 2201: incumple
  exige suma(total) <= techo + tolerancia: no se cumple
    suma(total) = $ 145.000.000 (AC11 $ 90.000.000, AC12 $ 30.000.000, AC13
      $ 20.000.000, AC16 $ 5.000.000, AC15 $ 0)
    techo + tolerancia = $ 100.000.000
      techo = $ 100.000.000
        plan.dependencia = «Educación» (B4)
        programa = «2201» (E11, E12, E13, E15, E16)
      tolerancia = $ 0
";
    assert_eq!(explained("c35_techo", "AC11"), expected);
    assert_eq!(explained("C35_TECHO", "ac16"), expected, "any row of the group; names without regard to case");
}

#[test]
fn a_row_shows_its_conditions_and_the_cells_of_other_files() {
    let told = explained("c20_rezago", "L16");
    for line in [
        "meta IP-6, actividad Aulas: incumple",
        "  cuando m.acumulación = \"Acumulativo\" y rezago > 0: se cumple",
        "  exige cantidad >= m.programado[vigencia] + rezago: no se cumple",
        "    cantidad = 4 (L16)",
        "    m.programado[vigencia] + rezago = 7",
        "        m.ejecutado[vigencia - 1] = 1 (metas.csv!M7)",
    ] {
        assert!(told.lines().any(|shown| shown == line), "no «{line}» in\n{told}");
    }
}

#[test]
fn what_has_no_verdict_says_why() {
    let told = explained("c12_meta_del_programa", "E14");
    assert!(told.contains("meta IP-9, actividad Otra: no evaluable\n  por qué: "), "{told}");
    assert!(told.contains("«IP-9»"), "{told}");
}

#[test]
fn without_a_workbook_the_rule_is_shown_as_it_is_written() {
    let ended = cotejo(&["explicar", "c52_acta", "--reglas", RULES]);
    let written = std::fs::read_to_string(root().join(RULES)).unwrap();
    let own = written.split_once("regla c52_acta").unwrap().1.split_once("\n\n").unwrap().0;
    let indented = format!("regla c52_acta{own}").lines().map(|line| format!("    {line}\n")).collect::<String>();
    assert!(ended.stdout.ends_with(&indented), "{}", ended.stdout);
    assert!(ended.stdout.contains("  fase: aprobación\n  norma: PE-P-002 versión 04, tarea 5\n"), "{}", ended.stdout);
}

#[test]
fn what_cannot_be_explained_says_why() {
    refused(&["c35_tech"], "no hay ninguna regla ni ningún código «c35_tech»; ¿quiso decir «c35_techo»?");
    refused(&["c35_techo", "--libro", BOOK, "--celda", "23"], "no es una celda; escriba letras y número, como K23");
    refused(&["c35_techo", "--libro", BOOK, "--celda", "A1"], "«c35_techo» no juzga nada en la celda A1");
    refused(&["c53_sin_metas_nuevas", "--libro", BOOK, "--celda", "A11"], "no tiene versión aprobada");
    refused(&["c14_metas_sin_plan", "--libro", BOOK, "--celda", "A11"], "mira todos los planes a la vez");
    refused(&["c35_techo", "--libro", "no/existe.xlsx", "--celda", "A1"], "«no/existe.xlsx»: no existe");
    refused(&["c35_techo", "--celda", "A1"], "falta");
}

#[test]
fn where_a_rule_does_not_apply_only_its_conditions_are_told() {
    // E5: «Acumulativo», and nothing was left of 2025: 2 - 2.
    let told = explained("c20_rezago", "L15");
    assert!(told.contains("meta IP-5, actividad Aulas: no aplica\n  cuando "), "{told}");
    assert!(told.contains("rezago = 0") && !told.contains("exige"), "{told}");
}
