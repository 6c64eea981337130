use super::super::tests::{told, with_rule};

/// A rule over rows, one over groups, and an excepción of one of them.
fn set(waiver: &str) -> String {
    format!(
        "regla fila \"t\"\n  por cada fila de plan\n  exige total > 0\n\
         regla grupo \"t\"\n  por cada programa de plan\n  exige suma(total) > 0\n\
         regla techo \"t\"\n  por cada fila de techos\n  exige valor > 0\n{waiver}"
    )
}

/// What is told of an excepción, with its help.
fn faults(waiver: &str) -> Vec<String> {
    told(&with_rule(&set(waiver)))
}

#[test]
fn a_waiver_names_what_its_rule_goes_over() {
    let waiver = |rule: &str, condition: &str| {
        format!("excepción {rule}\n  para {condition}\n  hasta 2026-06-30\n  según \"Oficio 1\", acuerdo \"art. 2\"\n")
    };
    assert_eq!(faults(&waiver("fila", "meta = \"M1\" y dependencia = \"Salud\"")), Vec::<String>::new());
    assert_eq!(faults(&waiver("grupo", "programa = \"1905\" y dependencia = \"Salud\"")), Vec::<String>::new());
    assert_eq!(faults(&waiver("techo", "programa = \"1905\"")), Vec::<String>::new());
    let told = faults(&waiver("grupo", "meta = \"M1\""));
    assert!(told[0].contains("«meta» puede tener varios valores en el grupo"), "{told:?}");
    let told = faults(&waiver("techo", "plan.dependencia = \"Salud\""));
    assert!(told[0].contains("«para» lee de un plan, y la regla «techo» no lo hace"), "{told:?}");
    let told = faults(&waiver("fila", "meta"));
    assert!(told[0].contains("lo que sigue a «para» no es una condición"), "{told:?}");
}

#[test]
fn a_waiver_says_of_what_until_when_and_why() {
    let told = faults("excepción fila\n");
    assert!(told[0].contains("la excepción de «fila» no dice qué comprobaciones exceptúa"), "{told:?}");
    assert!(told[1].contains("la excepción de «fila» no dice en qué se apoya"), "{told:?}");
    let told = faults("excepción fla\n  para meta = \"M1\"\n  según \"Oficio 1\"\n");
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("no existe la regla «fla»") && told[0].contains("¿quiso decir «fila»?"), "{told:?}");
    let told = faults("excepción fila\n  para meta = \"M1\"\n  según acuerd\n  hasta 2026-06-30\n  hasta 2026-07-31\n");
    assert!(told[0].contains("no existe la norma «acuerd»"), "{told:?}");
    assert!(told[1].contains("una excepción tiene un solo «hasta»"), "{told:?}");
    assert_eq!(told.len(), 2);
}

#[test]
fn a_waiver_of_a_faulty_rule_is_not_blamed() {
    let told = told(&with_rule(
        "regla r \"t\"\n  por cada fila de plan\n  exige ttal > 0\nexcepción r\n  para meta = \"M1\"\n  según \"O\"\n",
    ));
    assert_eq!(told.len(), 1, "{told:?}");
}
