//! Conditions of one rule, by hand.

use super::*;

#[test]
fn conditions_that_contradict_each_other() {
    for when in [
        "cuando a > 5 y a < 3",
        "cuando a > 5\ncuando a < 3",
        "cuando a >= 5 y a < 5",
        "cuando n > 5 y n < 6",
        "cuando n = 2,5",
        "cuando a = 1 y a = 2",
        "cuando a = 1 y a <> 1",
        "cuando a entre 5 y 3",
        "cuando no (a entre 1 y 3) y a = 2",
        "cuando a en (1, 2) y a > 2",
        "cuando n entre 1 y 2 y n <> 1 y n <> 2",
        "cuando a < b y b < a",
        "cuando a - b >= 3 y a <= b + 2",
        "cuando a < b y b < c y c < a",
        "cuando t = \"A\" y t = \"B\"",
        "cuando t <> \"A\" y t <> \"b\" y t <> \"C\"",
        "cuando t en (\"A\", \"B\") y t en (\"C\", \"B\") y t <> \"B\"",
        "cuando u = t y u = \"zeta\"",
        "cuando k = \"123\"",
        "cuando f > 2026-05-01 y f < 2026-05-02",
        "cuando g - f >= 30 y g < f",
        "cuando a vacío y a > 0",
        "cuando a vacío y a no vacío",
        "cuando s y no s",
        "cuando (a o bien 0) > 3 y a vacío",
        "cuando a = 1 ± 0,5 y a > 2",
        "cuando absoluto(a) < 0",
        "cuando mes(f) = 13",
        "cuando falso",
        "cuando vigencia < vigencia",
        "cuando p > 3 y p < 2",
        "cuando redondea(a, 0) > 3 y redondea(a, 0) < 2",
        "cuando si a > 0 entonces a > 3 de lo contrario falso\ncuando a < 2",
        "sea d = a - b\ncuando d > 3 y d < 2",
    ] {
        assert_eq!(of(&format!("{when}\nexige c > 0")), ["nunca_aplica"], "{when}");
    }
}

#[test]
fn a_filter_that_contradicts_itself() {
    for subject in ["por cada fila de plan donde a > 5 y a < 3", "por cada u de plan donde a > 5 y a < 3"] {
        assert_eq!(codes(&over(subject, "r", "exige 1 < p")), ["nunca_aplica"], "{subject}");
    }
    let both = over("por cada fila de plan donde a > 5", "r", "cuando a < 3\nexige b > 0");
    assert_eq!(codes(&both), ["nunca_aplica"]);
}

#[test]
fn demands_that_cannot_fail() {
    for demand in [
        "exige a >= a",
        "exige a = a",
        "exige a < b o a >= b",
        "exige t en (\"A\", \"B\", \"C\")",
        "exige a > 5 o a <= 5",
        "exige a vacío o a no vacío",
        "exige largo(u) >= 0",
        "exige n <> 2,5",
        "exige mes(f) entre 1 y 12",
        "exige verdadero",
        "cuando a > 0\nexige a > 0",
        "cuando a > 1\nexige a > 0 o b > 0",
        "cuando a < b y b < c\nexige a < c",
        "cuando t = \"A\"\nexige t <> \"B\"",
        "cuando a vacío\nexige a no vacío o a vacío",
        "cuando n > 5\nexige n >= 6",
        "sea d = a - b\ncuando d > 0\nexige a > b",
    ] {
        assert_eq!(of(demand), ["nunca_incumple"], "{demand}");
    }
}

#[test]
fn demands_that_cannot_hold() {
    for demand in [
        "exige a < a",
        "exige a > 5 y a < 3",
        "cuando a > 10\nexige a < 5",
        "cuando t = \"A\"\nexige t = \"B\"",
        "exige k = \"1\"",
    ] {
        assert_eq!(of(demand), ["siempre_incumple"], "{demand}");
    }
}

#[test]
fn a_demand_that_never_has_a_value() {
    let told = told(&rule("r", "cuando a vacío\nexige a > 0"));
    let message = "la exigencia de «r» no se puede evaluar nunca: donde se aplica, a «a > 0» le falta un valor";
    assert_eq!(told, [format!("siempre_incumple: {message}")]);
}

#[test]
fn parts_that_give_always_the_same() {
    for demand in [
        "exige a > 0 o k = \"1\"",
        "exige a > 0 y n <> 0,5",
        "cuando a >= a y b > 0\nexige a > 0",
        "exige si a < a entonces b > 0 de lo contrario c > 0",
        "exige a > suma(b de plan donde b > 3 y b < 2)",
        "exige existe fila de plan donde n > 1 y n < 2",
    ] {
        assert_eq!(of(demand), ["condicion_constante"], "{demand}");
    }
}

#[test]
fn what_can_come_out_both_ways_is_not_told() {
    for demand in [
        "exige a >= b",
        "exige a = vigencia",
        "exige vigencia = 2026",
        "exige f <= hoy",
        "exige p > 1",
        "cuando p > 1\nexige a > 0",
        "exige x[vigencia] >= x[2026]",
        "exige x[vigencia] = 0 o x[2026] = 0 o x[2027] > 0",
        "cuando a vacío\nexige b vacío",
        "cuando a no vacío\nexige a > 0",
        "exige a no vacío",
        "cuando a > 5 y b < 3\nexige c > 0",
        "cuando a > 2 y a < 3\nexige b > 0",
        "cuando n > 2 y n < 4\nexige b > 0",
        "exige u = \"sí\" o u = \"no\"",
        "exige a + b >= c",
        "exige 2 * a <= b",
        "exige a * b > a",
        "exige redondea(a, 0) = a",
        "exige u empieza con \"a\" y u termina con \"z\"",
        "cuando k en (\"01\", \"02\")\nexige a > 0",
        "exige s o a > 0",
        "exige (a o bien 0) >= 0",
        "exige k < \"50\" y k > \"10\"",
        "exige si t = \"A\" entonces a > 0 de lo contrario verdadero",
        "exige b > 0\nexige a = 10 ± 0,5",
        "exige a entre 0 y p",
    ] {
        assert_eq!(of(demand), Vec::<String>::new(), "{demand}");
    }
}

#[test]
fn the_places_are_those_that_contradict_each_other() {
    let rules = loaded(&rule("r", "cuando b > 0 y a > 5 y a < 3\nexige c > 0")).rules;
    let told = analyze(&rules).into_iter().find(|told| told.code == Code::NeverApplies).unwrap();
    let places: Vec<&str> = told.labels.iter().map(|label| rules.sources.text(label.span)).collect();
    assert_eq!(places, ["a > 5", "a < 3"]);
    assert_eq!(told.message, "la regla «r» no se puede aplicar nunca: «a > 5» y «a < 3» se contradicen");
}

#[test]
fn names_that_double_at_every_step_end_the_analysis_and_not_the_machine() {
    let mut clauses = "sea l0 = a + b\n".to_owned();
    for at in 1..200 {
        clauses.push_str(&format!("sea l{at} = l{} + l{}\n", at - 1, at - 1));
    }
    assert!(of(&format!("{clauses}cuando l199 > 3\nexige l199 > 5")).is_empty());
}

#[test]
fn many_choices_end_the_analysis_and_not_the_machine() {
    let columns = ["a", "b", "c", "n", "m"];
    let choice = |at: usize| format!("({0} = {at} o {1} = {at})", columns[at % 5], columns[(at + 1) % 5]);
    let demand: Vec<String> = (0..30).map(choice).collect();
    let rules: String = (0..20).map(|at| rule(&format!("r{at}"), &format!("exige {}", demand.join(" y ")))).collect();
    assert_eq!(codes(&rules).iter().filter(|code| *code == "reglas_iguales").count(), 19);
}
