//! `función`: what it is given, what it sees, and what is told of a faulty one.

use super::{Set, form, rule};

const COLUMNS: &str = "t : texto | n : decimal | p : pesos | c : código \"0000\" | f[1 a 3] : pesos";
const ROW: &str = "Hola;3;100;1905;10;20;";

/// What a demand comes to in one row, with functions before the rule.
fn demand(functions: &str, condition: &str) -> [u64; 4] {
    let rules =
        format!("{functions}\n{}{}", form(COLUMNS), rule("por cada fila de plan", &format!("exige {condition}")));
    Set::new(&rules).plan(&format!("t;n;p;c;f 1;f 2;f 3\n{ROW}\n")).run().counts("r")
}

fn faults(functions: &str, condition: &str) -> Vec<String> {
    let rules =
        format!("{functions}\n{}{}", form(COLUMNS), rule("por cada fila de plan", &format!("exige {condition}")));
    Set::new(&rules).faults()
}

#[test]
fn a_function_gives_what_its_expression_gives() {
    for (functions, condition) in [
        ("función doble(x) = x + x", "doble(n) = 6 y doble(p) = 200 y doble(doble(p)) = 400"),
        ("función dentro(x, tope) = x >= 0 y x <= tope", "dentro(p, 100) y dentro(n, 3) y no dentro(p, 99)"),
        ("función saludo() = \"hola\"", "t = saludo()"),
        ("función sector(código_de) = izquierda(código_de, 2)", "sector(c) = \"19\""),
        ("función reparto(x) = suma(x) + 0", "reparto(f) = 30 y reparto(f[1 a 2]) = 30"),
        ("función entre_ellos(x, l) = x en l", "entre_ellos(t, (\"adiós\", \"hola\")) y no entre_ellos(p, f)"),
        ("parámetro tope : pesos = 100\nfunción cabe(x) = x <= tope", "cabe(p) y no cabe(p + 1)"),
        ("función triple(x) = doble(x) + x\nfunción doble(x) = x + x", "triple(n) = 9"),
        ("función este(x) = x = vigencia", "este(n + 2023)"),
    ] {
        assert_eq!(
            demand(functions, condition),
            [1, 0, 0, 0],
            "{functions}: {condition}: {:?}",
            faults(functions, condition)
        );
    }
}

#[test]
fn a_literal_takes_the_unit_of_what_it_meets_in_the_body() {
    let functions = "función cabe(x, tope) = x <= tope";
    assert_eq!(demand(functions, "cabe(p, 100)"), [1, 0, 0, 0]);
    assert_eq!(faults(functions, "cabe(p, n)").len(), 1, "a column keeps its own unit");
    assert_eq!(demand("función es_de(x, z) = x = z", "es_de(c, \"1905\")"), [1, 0, 0, 0], "and a text that of a code");
}

#[test]
fn arguments_are_read_outside_the_queries_of_the_body() {
    let tables =
        "tabla techos desde \"techos.csv\"\n  clave programa\n  columna programa : texto\n  columna valor : pesos\n";
    let functions = "función techo_de(x) = suma(valor de techos donde programa = x)\n\
        función hay(x) = existe fila de techos donde existe fila de techos donde programa = x y valor > esta.valor\n";
    let rules = format!(
        "{tables}{functions}{}{}",
        form("programa : texto | valor : pesos"),
        rule(
            "por cada fila de plan",
            "exige techo_de(programa) = valor\n  exige techo_de(\"a\") + techo_de(\"b\") = 30\n  exige hay(programa) = (valor = 20)"
        )
    );
    let judged = Set::new(&rules)
        .file("techos.csv", "programa;valor\na;10\nb;20\n")
        .plan("programa;valor\na;10\nb;20\nc;0\n")
        .run();
    assert_eq!(judged.counts("r"), [3, 0, 0, 0], "{:?}", judged.told());
}

#[test]
fn a_query_within_a_query_reads_a_family_of_the_row_just_outside() {
    let tables = "tabla t desde \"t.csv\"\n  clave k\n  columna k : texto\n  columna v[1 a 2] : decimal\n";
    let functions = "función mayor(x) = máximo(máximo(esta.v[2] + x de t donde k = \"a\") de t)\n\
        función todos(x) = suma(suma(esta.v de t donde k = \"a\") de t) + x\n";
    let condition = "exige mayor(n) = 5 y todos(n) = 11";
    let rules = format!("{tables}{functions}{}{}", form("n : decimal"), rule("por cada fila de plan", condition));
    let judged = Set::new(&rules).file("t.csv", "k;v 1;v 2\na;1;2\nb;3;4\n").plan("n\n1\n").run();
    assert_eq!(judged.counts("r"), [1, 0, 0, 0], "{:?}", judged.told());
}

#[test]
fn a_row_and_a_group_may_be_given() {
    let tables = "tabla metas desde \"metas.csv\"\n  clave meta\n  columna meta : texto\n  columna total : decimal\n  columna hecho[1 a 2] : decimal\n";
    let rules = format!(
        "{tables}función falta(m) = m.total - suma(m.hecho)\n{}{}",
        form("meta : texto | n : decimal"),
        rule("por cada meta de plan", "sea m = metas[meta]\n  exige suma(n) = falta(m) y suma(n) = falta(metas[meta])")
    );
    let judged = Set::new(&rules)
        .file("metas.csv", "meta;total;hecho 1;hecho 2\na;10;3;4\nb;5;;5\n")
        .plan("meta;n\na;1\na;2\nb;1\n")
        .run();
    assert_eq!(judged.counts("r"), [1, 1, 0, 0], "{:?}", judged.told());
}

#[test]
fn what_is_empty_stays_so_and_the_branch_not_taken_is_not_read() {
    let rows = ["5;", ";", ";7"];
    let verdicts = |functions: &str, condition: &str| {
        let rules = format!("{functions}\n{}{}", form("k : texto obligatoria | a : decimal | b : decimal"), {
            rule("por cada fila de plan", &format!("exige {condition}"))
        });
        let plan: Vec<String> = rows.iter().map(|row| format!("k;{row}")).collect();
        Set::new(&rules).plan(&format!("k;a;b\n{}", plan.join("\n"))).run().counts("r")
    };
    assert_eq!(verdicts("función mismo(x) = x", "mismo(a) vacío"), [2, 1, 0, 0]);
    assert_eq!(verdicts("función o_cero(x) = x o bien 0", "o_cero(a) = 0"), [2, 1, 0, 0]);
    assert_eq!(verdicts("función más_uno(x) = x + 1", "más_uno(a) > 0"), [1, 0, 0, 2]);
    // Row 1: 5 and an empty b, so that b + 1 has no value where it is asked for; row 2 and 3: x is empty, z not read.
    let lazy = "función elige(x, z) = si x vacío entonces 0 de lo contrario x + z";
    assert_eq!(verdicts(lazy, "elige(a, b + 1) = 0"), [2, 0, 0, 1]);
}

#[test]
fn messages_show_the_use_and_cells_are_those_read_in_the_arguments() {
    let functions = "función doble(x) = x + x\nfunción cabe(x, tope) = x <= tope";
    let told = |condition: &str| {
        let rules =
            format!("{functions}\n{}{}", form(COLUMNS), rule("por cada fila de plan", &format!("exige {condition}")));
        Set::new(&rules).plan(&format!("t;n;p;c;f 1;f 2;f 3\n{ROW}\n")).run().told()
    };
    assert_eq!(told("doble(n) = 7"), ["r B2: doble(n) es 6 y debe ser 7: la diferencia es 1"]);
    assert_eq!(told("doble(p) = suma(f)"), ["r C2 F2 E2: doble(p) es $ 200 y suma(f) es $ 30: la diferencia es $ 170"]);
    assert_eq!(told("cabe(p, 90)"), ["r C2: no se cumple «cabe(p, 90)»: p es $ 100"]);
    assert_eq!(told("no cabe(p, 200)"), ["r C2: se cumple «cabe(p, 200)», y no debe: p es $ 100"]);
}

#[test]
fn faults_of_a_use_show_the_use_and_the_definition() {
    let functions = "función suma_de(x, z) = x + z";
    let rules = format!("{functions}\n{}{}", form(COLUMNS), rule("por cada fila de plan", "exige suma_de(p, n) > 0"));
    let shown = Set::new(&rules).run_as(&["comprobar"]).stdout;
    assert!(shown.contains("no se puede sumar una cantidad de pesos y un número"), "{shown}");
    assert!(shown.contains("función suma_de(x, z) = x + z") && shown.contains("exige suma_de(p, n) > 0"), "{shown}");
    assert!(shown.contains("se usa aquí, con x: una cantidad de pesos y z: un número"), "{shown}");
}

#[test]
fn what_is_told_of_a_faulty_function() {
    for (functions, condition, fault) in [
        ("función g(x) = x + p", "n > 0", "reglas/nombre_desconocido: una función no ve la columna «p» del plan"),
        ("función g(x) = x + nada", "g(n) > 0", "reglas/nombre_desconocido: no existe el nombre «nada»"),
        ("función g(x) = suma(p de plan)", "g(n) > 0", "reglas/nombre_desconocido: una función no ve «plan»"),
        ("función g(x) = x en planes.c", "g(n)", "reglas/nombre_desconocido: una función no ve «planes»"),
        (
            "función g(x) = suma(v de techo donde v = x)",
            "n > 0",
            "reglas/nombre_desconocido: no existe la tabla «techo»",
        ),
        ("función g(x) = h(x)", "n > 0", "reglas/nombre_desconocido: no existe la función «h»"),
        ("función g(x) = g(x) + 1", "g(n) > 0", "reglas/funcion_ciclo: la función «g» se usa a sí misma"),
        (
            "función g(x) = h(x)\nfunción h(x) = k(x)\nfunción k(x) = g(x)",
            "h(n) > 0",
            "reglas/funcion_ciclo: las funciones se usan en círculo: «g» → «h» → «k» → «g»",
        ),
        ("función g(x) = x", "g(n, n) > 0", "reglas/argumentos: «g» recibe un argumento y aquí hay 2"),
        ("función g() = 1", "g(n) > 0", "reglas/argumentos: «g» recibe ningún argumento y aquí hay 1"),
        ("función suma(x) = x", "n > 0", "reglas/nombre_repetido: «suma» ya es una función del lenguaje"),
        ("función g(x, X) = x", "n > 0", "reglas/nombre_repetido: «X» nombra dos argumentos"),
        ("función g(g) = g", "n > 0", "reglas/nombre_tapado: «g» ya nombra otra cosa"),
        (
            "función g(vigencia) = 1",
            "n > 0",
            "reglas/nombre_repetido: «vigencia» ya tiene un significado en las reglas",
        ),
        ("función g(x) = x\nparámetro g : entero = 1", "n > 0", "reglas/nombre_repetido: «g» se define dos veces"),
        ("función g(x) = x", "g > 0", "reglas/tipo: «g» es una función, y se usa con sus argumentos"),
        (
            "tabla techos desde \"techos.csv\"\n  clave x\n  columna x : texto\nfunción g(x) = existe fila de techos donde x = x",
            "g(t)",
            "reglas/nombre_tapado: «x» es aquí una columna de «techos» y también un argumento",
        ),
        (
            "tabla techos desde \"techos.csv\"\n  clave x\n  columna x : texto\nfunción g(z) = existe fila de techos donde x = esta.t",
            "g(t)",
            "reglas/nombre_desconocido: una función no ve la fila desde la que se usa",
        ),
        ("función g(x) = x + 1", "g(f) > 0", "reglas/tipo: «x» recibe aquí varios valores, no uno solo"),
        ("función g(x) = x", "h(n) > 0", "reglas/nombre_desconocido: no existe la función «h»"),
    ] {
        let set = Set::new(&format!(
            "{functions}\n{}{}",
            form(COLUMNS),
            rule("por cada fila de plan", &format!("exige {condition}"))
        ));
        let found = set.file("techos.csv", "x\na\n").faults();
        assert!(found.first().is_some_and(|found| found.starts_with(fault)), "{functions}: {condition}: {found:?}");
        let most = if functions.contains("x = x") { 2 } else { 1 };
        assert!(found.len() <= most, "one fault, one message: {found:?}");
    }
}

#[test]
fn functions_of_functions_do_not_grow_without_end() {
    let mut functions = "función f0(x) = x + x\n".to_owned();
    for at in 1..14 {
        functions.push_str(&format!("función f{at}(x) = f{}(x) + f{}(x)\n", at - 1, at - 1));
    }
    let found = faults(&functions, "f13(n) > 0");
    assert_eq!(found, ["reglas/tamano: con sus funciones desarrolladas, la regla pasa de 5000 operaciones"]);
    let mut functions = "función f0(x) = x\n".to_owned();
    for at in 1..40 {
        functions.push_str(&format!("función f{at}(x) = f{}(x)\n", at - 1));
    }
    let found = faults(&functions, "f39(n) > 0");
    assert_eq!(found, ["reglas/tamano: hay más de 16 funciones que se usan unas dentro de otras"]);
    let nested = format!("{}n{} > 0", "f(".repeat(40), ")".repeat(40));
    let found = faults("función f(x) = x + x", &nested);
    assert_eq!(found, ["reglas/tamano: con sus funciones desarrolladas, la regla pasa de 5000 operaciones"]);
}

#[test]
fn a_function_serves_over_the_whole_plan_too() {
    let functions = "función tope(x) = x <= 3\n";
    let rules = format!("{functions}{}{}", form("t : texto | n : decimal"), rule("sobre plan", "exige tope(suma(n))"));
    assert_eq!(Set::new(&rules).plan("t;n\na;1\nb;2\n").run().counts("r"), [1, 0, 0, 0]);
}
