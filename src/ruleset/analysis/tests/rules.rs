//! Rules held against each other, habits and unused names, by hand.

use super::*;

fn two(first: &str, second: &str) -> Vec<String> {
    told(&format!("{}{}", rule("r1", first), rule("r2", second)))
}

fn two_codes(first: &str, second: &str) -> Vec<String> {
    two(first, second).iter().map(|line| line.split(':').next().unwrap().to_owned()).collect()
}

#[test]
fn rules_with_the_same_content() {
    for (first, second) in [
        ("exige a > 0", "exige a > 0"),
        ("exige a > b", "exige b < a"),
        ("cuando a > 0 y b > 0\nexige t = \"A\"", "cuando b > 0\ncuando a > 0\nexige \"A\" = t"),
        ("exige a > 0 y b > 0", "exige b > 0\nexige a > 0"),
        ("sea d = a - b\nexige d > 0", "exige a - b > 0"),
        ("exige a > 0\nsi no \"La {u}\"", "exige a > 0\nsi no \"Otra {u}\""),
    ] {
        assert_eq!(two_codes(first, second), ["reglas_iguales"], "{first} / {second}");
    }
    assert_eq!(two("exige a > 0", "exige a > 0"), ["reglas_iguales: las reglas «r1» y «r2» dicen lo mismo"]);
    let filtered = over("por cada fila de plan donde a > 0", "r1", "exige b > 0");
    assert_eq!(codes(&format!("{filtered}{}", rule("r2", "cuando a > 0\nexige b > 0"))), ["reglas_iguales"]);
}

#[test]
fn rules_of_other_phases_or_other_subjects_are_not_the_same() {
    assert!(two("fase formulación\nexige a > 0", "fase aprobación\nexige a > 0").is_empty());
    let whole = |subject: &str, name| over(subject, name, "exige suma(a) > 0");
    assert!(told(&format!("{}{}", whole("sobre plan", "r1"), whole("por cada u de plan", "r2"))).is_empty());
    let filtered = format!("{}{}", whole("sobre plan", "r1"), whole("sobre plan donde b > 0", "r2"));
    assert!(told(&filtered).is_empty());
}

#[test]
fn rules_that_cannot_both_hold() {
    for (first, second) in [
        ("exige a > 5", "exige a < 3"),
        ("exige a = 1", "exige a = 2"),
        ("exige a < b", "exige b < a"),
        ("exige a - b >= 3", "exige a <= b"),
        ("exige t = \"A\"", "exige t = \"B\""),
        ("exige t en (\"A\", \"B\")", "exige t = \"C\""),
        ("exige g - f >= 30", "exige g <= f + 10"),
        ("exige n > 5", "exige n < 6"),
        ("cuando b > 0\nexige a > 5", "cuando b > 3\nexige a < 3"),
        ("cuando b en (1, 2)\nexige a > 5", "cuando b = 2 o c > 0\nexige a < 3"),
        ("cuando u empieza con \"x\"\nexige a > 5", "exige a < 3"),
        ("exige a > p", "exige a < p"),
        ("exige a vacío", "exige a no vacío"),
    ] {
        assert_eq!(two_codes(first, second), ["reglas_contrarias"], "{first} / {second}");
    }
}

#[test]
fn the_example_shows_that_they_cannot() {
    let message =
        |second: &str| format!("reglas_contrarias: las reglas «r1» y «r2» no se pueden cumplir a la vez: {second}");
    assert_eq!(
        two("cuando n > 0\nexige a <= 100", "cuando n > 3\nexige a > 100"),
        [message("con n = 4 y a = 100 se cumple «r1» y se incumple «r2»")]
    );
    assert_eq!(two("exige t = \"A\"", "exige t = \"B\""), [message("con t = \"A\" se cumple «r1» y se incumple «r2»")]);
}

#[test]
fn rules_over_groups_are_held_against_each_other_too() {
    let group = |name, demand: &str| over("por cada u de plan", name, demand);
    let contrary = format!("{}{}", group("r1", "exige suma(a) > 100"), group("r2", "exige suma(a) < 50"));
    assert_eq!(codes(&contrary), ["reglas_contrarias"]);
    let implied = format!("{}{}", group("r1", "exige suma(a) > 100"), group("r2", "exige suma(a) > 50"));
    assert_eq!(codes(&implied), ["regla_redundante"]);
}

#[test]
fn three_rules_of_which_two_can_always_hold() {
    let set = format!(
        "{}{}{}{}",
        rule("r1", "exige a <= b"),
        rule("r2", "exige b <= c"),
        rule("r3", "exige c < a"),
        rule("r4", "exige a <= 1000")
    );
    let told = told(&set);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("las reglas «r1», «r2» y «r3» no se pueden cumplir todas a la vez"), "{told:?}");
}

#[test]
fn rules_that_another_implies() {
    for (first, second) in [
        ("exige a <= 100", "exige a <= 200"),
        ("exige a <= 100", "cuando b > 0\nexige a <= 200"),
        ("exige a - b >= 3", "exige a >= b"),
        ("exige a entre 0 y 10", "exige a >= 0"),
        ("exige t = \"A\"", "exige t <> \"B\""),
        ("exige g - f >= 30", "exige g > f"),
        ("exige a >= 10", "exige a >= 10 o b > 0"),
        ("exige a no vacío", "exige a no vacío o b no vacío"),
        ("exige n >= 6", "exige n > 5"),
    ] {
        let found = two(first, second);
        assert_eq!(found.len(), 1, "{first} / {second}: {found:?}");
        assert!(found[0].starts_with("regla_redundante: la regla «r"), "{first} / {second}: {found:?}");
    }
    assert_eq!(
        two("exige a <= 100", "exige a <= 200"),
        ["regla_redundante: la regla «r2» sobra: lo que la incumple tampoco cumple «r1»"]
    );
}

#[test]
fn a_rule_that_a_milder_or_a_rarer_one_implies_is_not_spare() {
    let with = |head: &str, demand: &str, name: &str| {
        format!("regla {name} {head}\n  \"título\"\n  según acuerdo\n  por cada fila de plan\n  exige {demand}\n")
    };
    let set =
        |first: &str, second: &str| format!("{}{}", with(first, "a <= 100", "r1"), with(second, "a <= 200", "r2"));
    assert!(codes(&set("advertencia", "error")).is_empty());
    assert_eq!(codes(&set("error", "advertencia")), ["regla_redundante"]);
    assert!(two("fase aprobación\nexige a <= 100", "exige a <= 200").is_empty());
    assert!(two("cuando b > 0\nexige a <= 100", "exige a <= 200").is_empty());
}

#[test]
fn an_empty_cell_keeps_a_rule_from_implying_another() {
    // Where a is too large the first fails, whatever b is.
    assert!(two("exige a <= 100 y b <= 3", "exige a <= 200").len() == 1);
    // With b empty the first has no value, and the second fails.
    assert!(two("exige a + b <= 100", "exige a <= 200").is_empty());
    assert!(two("cuando b > 0 o b < 9\nexige a <= 100", "exige a <= 200").iter().all(|told| !told.contains("sobra")));
}

#[test]
fn an_unreadable_cell_keeps_a_rule_from_implying_another() {
    for (first, second) in [
        ("cuando a < 3 o a > 2\nexige a vacío", "exige a vacío"),
        ("cuando (a o bien 0) < 3 o (a o bien 0) > 2\nexige b > 0", "exige b > 0"),
    ] {
        let told = two(first, second);
        assert!(told.iter().all(|told| !told.contains("«r2» sobra")), "{first} / {second}: {told:?}");
    }
}

#[test]
fn rules_that_can_both_hold_are_not_told() {
    for (first, second) in [
        ("exige a > 5", "exige b < 3"),
        ("exige a > 5", "exige a < 8"),
        ("cuando t = \"A\"\nexige a > 5", "cuando t = \"B\"\nexige a < 3"),
        ("cuando b > 0\nexige a > 5", "cuando b <= 0\nexige a < 3"),
        ("exige a > vigencia", "exige a < 2026"),
        ("exige x[vigencia] > 5", "exige x[2026] < 3"),
        ("cuando vigencia = 2027\nexige a > 5", "exige a < 3"),
        ("cuando p > 10\nexige a > 5", "exige a < 3"),
        ("fase formulación\nexige a > 5", "fase aprobación\nexige a < 3"),
        ("cuando a = 1\nexige u = \"x\"", "cuando a = 2\nexige u = \"y\""),
    ] {
        assert_eq!(two_codes(first, second), Vec::<String>::new(), "{first} / {second}");
    }
}

#[test]
fn two_demands_of_one_rule() {
    let told = |clauses: &str| super::told(&rule("r", clauses));
    assert!(told("exige a > 5\nexige a < 3")[0].starts_with("reglas_contrarias: las exigencias de «r» no se pueden"));
    assert!(told("exige a > 5\nexige a > 3")[0].starts_with("regla_redundante: en la regla «r» sobra una exigencia"));
}

#[test]
fn a_message_without_values() {
    let row = "exige a > 0\nsi no \"Está mal\"";
    assert_eq!(of(row), ["mensaje_sin_valor"]);
    assert!(of("exige a > 0\nsi no \"Es {a}\"").is_empty());
    assert!(codes(&over("sobre plan", "r", "exige cuenta(filas) > 1\nsi no \"No hay filas\"")).is_empty());
}

#[test]
fn rules_without_norm_and_without_pruebas_are_one_note_each() {
    let bare = |name: &str| {
        rule(name, "exige a > 0 o u = \"{name}\"").replace("  según acuerdo\n", "").replace("{name}", name)
    };
    let set = format!("{}{}{}", bare("r1"), bare("r2"), rule("r3", "exige b > 0"));
    let told: Vec<String> = analyze(&loaded(&set).rules).into_iter().map(|told| told.message).collect();
    assert!(told.contains(&"2 de las 3 reglas no citan ninguna norma: «r1» y «r2»".to_owned()), "{told:?}");
    assert!(told.contains(&"ninguna regla tiene pruebas".to_owned()), "{told:?}");
}

#[test]
fn a_rule_with_a_prueba_is_not_told() {
    let mut rules = loaded(&format!("{}{}", rule("r1", "exige a > 0"), rule("Está", "exige b > 0"))).rules;
    rules.usage.tested.insert("esta".to_owned());
    let told: Vec<String> = analyze(&rules).into_iter().map(|told| told.message).collect();
    assert!(told.contains(&"la regla «r1» no tiene pruebas".to_owned()), "{told:?}");
}

#[test]
fn names_without_use() {
    let set = r#"norma otra "Otra"
parámetro q : entero = 2025
parámetro z : entero = 2025
tabla usada desde "t.csv"
  clave id
  columna id : texto
  columna valor : decimal
  columna nada : texto
  columna obligada : texto obligatoria
  columna de_tercera : texto -> tercera
  columna años[2024 a 2025] : decimal en "A {n}"
  columna otros[2024 a 2025] : decimal en "O {n}"
tabla suelta desde "s.csv"
  clave id
  columna id : texto
tabla tercera desde "u.csv"
  clave id
  columna id : texto
"#;
    let one = rule("r", "exige usada[u].valor > x[q]\nsi no \"{usada[u].años[2024]} {p}\"");
    let found = analyze(&loaded(&format!("{set}{one}")).rules).into_iter();
    let found: Vec<String> = found.map(|told| told.message).filter(|message| !message.contains("pruebas")).collect();
    assert_eq!(
        found,
        [
            "ninguna regla cita la norma «otra»",
            "ninguna regla lee el parámetro «z»",
            "ninguna regla lee 2 columnas de «usada»: «nada» y «otros»",
            "ninguna regla lee la tabla «suelta»",
        ]
    );
}

#[test]
fn a_set_without_rules_has_nothing_to_tell() {
    assert!(analyze(&loaded("").rules).is_empty());
}

#[test]
fn switches_change_severity_and_silence() {
    let told = || analyze(&loaded(&rule("r", "cuando a > 5 y a < 3\nexige b > 0\nsi no \"Mal\"")).rules);
    let count = |told: &[Diagnostic], code| told.iter().filter(|told| told.code == code).count();
    let switches = BTreeMap::from([
        ("analisis/nunca_aplica".to_owned(), Some(Severity::Error)),
        ("analisis/mensaje_sin_valor".to_owned(), None),
        ("reglas/sintaxis".to_owned(), None),
    ]);
    let mut all = told();
    all.push(Diagnostic::new(Code::Syntax, "otra cosa"));
    let applied = apply(&switches, all);
    assert_eq!(count(&applied, Code::MuteMessage), 0);
    assert_eq!(count(&applied, Code::Syntax), 1);
    let never = applied.iter().find(|told| told.code == Code::NeverApplies).unwrap();
    assert_eq!(never.severity, Severity::Error);
    assert_eq!(apply(&BTreeMap::new(), told()), told());
}
