//! What is asked of texts, lists and formulas: `números`, `cuántas`, `es fórmula`, `parece`, `termina con`, `lista`.

use rust_xlsxwriter::{Formula, Workbook};

use super::{Set, form, rule, verdicts, whole};

/// What a demand about a text `t` comes to.
fn of_text(text: &str, condition: &str) -> String {
    verdicts("t : texto", &[text], &format!("exige {condition}"))
}

#[test]
fn numbers_of_a_text() {
    for (text, list) in [
        ("Entregar 1.500 kits a 12 colegios", "1500 y 12"),
        ("Cubrir el 80,5 % de la población", "80,5"),
        ("Invertir $ 1.234.567,50 en 2026.", "1.234.567,5 y 2026"),
        ("De 2024 a 2027, y 2024-2027", "2024 y 2027"),
        ("Bajar -3 puntos (2,5 por año)", "-3 y 2,5"),
        ("La meta M1, el IP-023 y el COVID-19", ""),
        ("5km, 20m2 y 3.5 litros", "5, 20 y 3,5"),
        ("1,2,3 y 31/01/2026", "1, 2, 3, 31 y 2026"),
        ("ninguno", ""),
    ] {
        let rules = format!("{}{}", form("t : texto | n : decimal"), {
            rule("por cada fila de plan", "exige n = 0\n  si no \"[{lista(números(t))}]\"")
        });
        let told = Set::new(&rules).plan(&format!("t|n\n\"{text}\"|1\n").replace('|', ";")).run().told();
        assert_eq!(told, [format!("r B2: [{list}]")], "{text}");
    }
}

#[test]
fn lists_are_counted_added_and_looked_into() {
    let text = "Entregar 1.500 kits a 12 colegios";
    for condition in [
        "cuenta(números(t)) = 2 y suma(números(t)) = 1512",
        "máximo(números(t)) = 1500 y mínimo(números(t)) = 12 y promedio(números(t)) = 756 ± 0",
        "12 en números(t) y 13 no en números(t)",
        "distintos(números(t), 12) = 2",
    ] {
        assert_eq!(of_text(text, condition), "c", "{condition}");
    }
    assert_eq!(of_text("nada", "cuenta(números(t)) > 0"), "i");
    assert_eq!(of_text("nada", "máximo(números(t)) vacío"), "c");
    assert_eq!(verdicts("t : texto", &[""], "exige cuenta(números(t)) = 0"), "n", "of an empty text there is no list");
    assert_eq!(
        verdicts(
            "t : texto | n : decimal",
            &["a 12;12", "a 12;13", "12 a 20;20", "a 12;"],
            "sea l = números(t)\n  exige n en l"
        ),
        "c i c n"
    );
    let rules =
        format!("{}{}", form("t : texto | n : decimal"), rule("por cada fila de plan", "exige n en números(t)"));
    let told = Set::new(&rules).plan("t;n\nde 12 a 20;13\n").run().told();
    assert_eq!(told, ["r B2 A2: n es 13 y debe ser 12 o 20"]);
    assert_eq!(
        whole("t : texto", &["a 1 y 2", "a 3"], "exige suma(números(t)) = 6 y cuenta(números(t)) = 3"),
        [1, 0, 0, 0]
    );
}

#[test]
fn how_many_conditions_hold() {
    let of =
        |condition: &str| verdicts("a : decimal | b : decimal", &["1;2", "1;", "0;5"], &format!("exige {condition}"));
    assert_eq!(of("cuántas(a > 0, b > 0) = 2"), "c n i");
    assert_eq!(of("cuántas(a > 0, b vacío) = 1"), "c i i");
    assert_eq!(of("cuántas(a > 0, a > 0, no (a > 0)) entre 1 y 2"), "c c c");
    let fault = |condition: &str| {
        let rules = format!("{}{}", form("a : decimal"), rule("por cada fila de plan", &format!("exige {condition}")));
        Set::new(&rules).faults().join("; ")
    };
    assert_eq!(fault("cuántas(a) > 0"), "reglas/argumentos: «cuántas» no recibe un número");
    assert_eq!(fault("cuántas() > 0"), "reglas/argumentos: «cuántas» no recibe nada");
}

#[test]
fn a_total_keeps_its_formula() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, caption) in ["k", "total", "cantidad"].into_iter().enumerate() {
        sheet.write(0, column as u16, caption).unwrap();
    }
    for (row, key) in [(1, "a"), (2, "b"), (3, "c"), (4, "d")] {
        sheet.write(row, 0, key).unwrap();
    }
    sheet.write_formula(1, 1, Formula::new("=2+3").set_result("5")).unwrap();
    sheet.write(2, 1, 5).unwrap();
    sheet.write_formula(3, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let rules = format!(
        "{}{}",
        form("k : texto | total : pesos | cantidad : decimal"),
        rule("por cada fila de plan", "exige total es fórmula")
    );
    let judged = Set::new(&rules).file("planes/p.xlsx", bytes).run();
    let told: Vec<String> = judged.told().into_iter().filter(|told| told.starts_with("r ")).collect();
    assert_eq!(judged.counts("r"), [2, 2, 0, 0], "of an unreadable or empty cell it can be told too");
    assert_eq!(told, ["r B3: total es $ 5 y no es una fórmula", "r B5: total no tiene valor y no es una fórmula"]);
    assert_eq!(verdicts("total : pesos", &["5"], "exige total no es fórmula"), "c", "a CSV file has none");
    let rules =
        format!("{}{}", form("k : texto | total : pesos"), rule("por cada fila de plan", "exige total + 1 es fórmula"));
    assert_eq!(Set::new(&rules).faults(), ["reglas/tipo: «es fórmula» se pregunta de una celda, no de un cálculo"]);
}

#[test]
fn formulas_of_rows_found_given_and_omitted() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, caption) in ["k", "f 1", "f 2"].into_iter().enumerate() {
        sheet.write(0, column as u16, caption).unwrap();
    }
    sheet.write(1, 0, "fuera").unwrap();
    sheet.write_formula(1, 1, Formula::new("=1").set_result("1")).unwrap();
    sheet.write(2, 0, "a").unwrap();
    sheet.write(2, 1, 1).unwrap();
    sheet.write_formula(2, 2, Formula::new("=2").set_result("2")).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let rules = "tabla t desde \"t.xlsx\"\n  clave k\n  columna k : texto\n  columna f[1 a 2] : decimal\n\
        función viva(x) = x es fórmula\n\
        formato plan \"F\"\n  columna k : texto\n  columna f[1 a 2] : decimal\n  omite donde k = \"fuera\"\n";
    let clauses = "sea m = t[k]\n  exige m.f[2] es fórmula y no m.f[1] es fórmula\n  \
        exige viva(f[2]) y no viva(f[1]) y f[plan.fila - 1] es fórmula";
    let set = Set::new(&format!("{rules}{}", rule("por cada fila de plan", clauses)));
    let judged = set.file("t.xlsx", &bytes).file("planes/p.xlsx", &bytes).run();
    assert_eq!(judged.counts("r"), [1, 0, 0, 0], "{:?}", judged.told());
}

#[test]
fn texts_are_matched_folded_and_codes_exactly() {
    for (text, condition, expected) in [
        ("Educación", "t parece \"educ*\"", "c"),
        ("Educación", "t parece \"educ\"", "i"),
        ("A-12", "t parece \"A-00\" y t no parece \"A-0\"", "c"),
        ("Educación", "t termina con \"CION\" y t no termina con \"educ\"", "c"),
        ("Educación", "t empieza con \"edu\" y t contiene \"ucaci\"", "c"),
        ("año", "t contiene \"ano\"", "i"),
        ("Educación", "mayúsculas(t) = \"educación\" y idéntico(mayúsculas(t), \"EDUCACIÓN\")", "c"),
        ("Educación", "idéntico(t, \"educación\")", "i"),
        ("", "t parece \"*\"", "n"),
        ("", "t termina con \"a\"", "n"),
        ("", "mayúsculas(t) = \"A\"", "n"),
    ] {
        assert_eq!(of_text(text, condition), expected, "{text}: {condition}");
    }
    let code = |condition: &str| verdicts("c : código \"A*\"", &["Ab1"], &format!("exige {condition}"));
    assert_eq!(code("c termina con \"b1\" y c no termina con \"B1\" y c no empieza con \"AB\""), "c");
    assert_eq!(code("c parece \"AA0\" y c no parece \"A0\""), "c");
    assert_eq!(verdicts("f : fecha", &["2026-03-09", ""], "exige mes(f) = 3 y año(f) = 2026"), "c n");
}

#[test]
fn lists_and_how_many_differ() {
    let rows = ["a;1", "B;2", "b;", "A;1"];
    let columns = "t : texto | n : decimal";
    assert_eq!(whole(columns, &rows, "exige distintos(t) = 2 y distintos(n) = 2 y cuenta(t) = 4"), [1, 0, 0, 0]);
    let rules =
        format!("{}{}", form(columns), rule("sobre plan", "exige suma(n) = 0\n  si no \"{lista(t)}: {lista(n)}\""));
    let judged = Set::new(&rules).plan(&format!("t;n\n{}\n", rows.join("\n"))).run();
    assert!(judged.told()[0].ends_with(": a y B: 1 y 2"), "{:?}", judged.told());
}

#[test]
fn the_example_of_every_function_compiles_and_uses_it() {
    use cotejo::ruleset::builtins::{AGGREGATES, FUNCTIONS, SPECIAL};

    let columns = "meta : texto | título : texto | programa : código \"0000\" | cantidad : decimal | total : pesos \
        | fuentes[\"Propios\", \"SGP\"] : pesos | inicio : fecha";
    let aggregates = AGGREGATES.iter().map(|row| (row.name, row.example));
    let functions = FUNCTIONS.iter().map(|row| (row.name, row.example));
    for (name, example) in aggregates.chain(functions).chain(SPECIAL.iter().map(|row| (row.name, row.example))) {
        assert!(example.contains(&format!("{name}(")), "{name}: {example}");
        let rules =
            format!("{}  clave meta\n{}", form(columns), rule("por cada fila de plan", &format!("exige {example}")));
        let faults = Set::new(&rules).faults();
        let told = faults.iter().filter(|fault| !fault.starts_with("analisis/"));
        assert_eq!(told.collect::<Vec<_>>(), Vec::<&String>::new(), "{name}: {example}");
    }
}
