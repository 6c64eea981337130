//! `docs/vacio-e-ilegible.md`, row by row: what each expression gives with an empty cell and with an unreadable one.

use std::fs;

use cotejo::ruleset::builtins::{AGGREGATES, FUNCTIONS, SPECIAL};

use super::{Set, rule};

const RULES: &str = "tabla techos desde \"techos.csv\"\n  clave clave_de\n  columna clave_de : texto\n  columna valor : decimal\n\
    formato plan \"F\"\n  clave n\n  columna n : entero obligatoria\n  columna x : decimal\n  columna z : decimal\n  columna f : fecha\n  \
    columna l : lógico\n  columna t : uno de \"Alto\", \"Bajo\"\n  columna q : decimal obligatoria\n  columna v[1 a 3] : decimal\n";
const HEAD: &str = "n;x;z;f;l;t;q;v 1;v 2;v 3";
const APPROVED: &str = "1;8;2;2026-01-31;sí;Alto;5;10;20;30";
const FULL: &str = "2;5;2;2026-01-31;sí;Alto;5;10;20;30";

/// A row of a table of the page.
struct Row {
    expression: String,
    /// With an empty cell, and with an unreadable one.
    results: [String; 2],
    is_condition: bool,
}

fn page() -> Vec<Row> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/vacio-e-ilegible.md");
    let mut rows = Vec::new();
    let mut is_condition = false;
    for line in fs::read_to_string(path).unwrap().lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            is_condition = heading == "Condiciones";
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let ["", expression, empty, unreadable, ""] = cells.as_slice()
            && let Some(expression) = expression.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'))
        {
            let results = [(*empty).to_owned(), (*unreadable).to_owned()];
            rows.push(Row { expression: expression.to_owned(), results, is_condition });
        }
    }
    assert!(rows.len() > 80, "{} rows", rows.len());
    rows
}

/// What to demand of an expression so that its result shows, and how the check must then come out.
fn demand(row: &Row, result: &str) -> (String, [u64; 4]) {
    const HOLDS: [u64; 4] = [1, 0, 0, 0];
    let expression = &row.expression;
    match result {
        "no evaluable" if row.is_condition => (expression.clone(), [0, 0, 0, 1]),
        "no evaluable" => (format!("({expression}) = ({expression})"), [0, 0, 0, 1]),
        "sí" => (expression.clone(), HOLDS),
        "no" => (expression.clone(), [0, 1, 0, 0]),
        "vacío" => (format!("({expression}) vacío"), HOLDS),
        value => (format!("({expression}) = {value} ± 0"), HOLDS),
    }
}

#[test]
fn the_page_says_what_comes_out() {
    let rows = page();
    for (which, first) in ["1;;2;;;;;10;;30", "1;abc;2;abc;quizás;Medio;abc;10;abc;30"].iter().enumerate() {
        let demands: Vec<(String, [u64; 4])> = rows.iter().map(|row| demand(row, &row.results[which])).collect();
        let rules = demands.iter().enumerate().map(|(at, (demand, _))| {
            rule("por cada fila de plan donde n = 1", &format!("exige {demand}")).replacen(
                "regla r ",
                &format!("regla r{at} "),
                1,
            )
        });
        let set =
            Set::new(&format!("{RULES}{}", rules.collect::<String>())).file("techos.csv", "clave de;valor\nAlto;1\n");
        let approved = format!("{HEAD}\n{APPROVED}\n");
        let judged = set.plan(&format!("{HEAD}\n{first}\n{FULL}\n")).approved(&approved).run();
        for (at, (demand, expected)) in demands.iter().enumerate() {
            let state = ["empty", "unreadable"][which];
            assert_eq!(judged.counts(&format!("r{at}")), *expected, "«{demand}» with {state} cells");
        }
    }
}

#[test]
fn the_page_has_every_operator_and_function() {
    let written: String = page().iter().map(|row| format!("{}\n", row.expression)).collect();
    let names = AGGREGATES.iter().map(|row| row.name).chain(FUNCTIONS.iter().map(|row| row.name));
    for name in names.chain(SPECIAL.iter().map(|row| row.name)) {
        assert!(written.contains(&format!("{name}(")), "{name}");
    }
    for operator in [
        "-x",
        " + ",
        " - ",
        " * ",
        " / ",
        " & ",
        " o bien ",
        " = ",
        " <> ",
        " < ",
        " <= ",
        " > ",
        " >= ",
        " ± ",
        " entre ",
        " en ",
        " vacío",
        " es fórmula",
        " parece ",
        " empieza con ",
        " termina con ",
        " contiene ",
        "no l",
        " y ",
        " o ",
        "si ",
        "existe techos[",
        "existe fila",
        "toda fila",
        "v[2]",
        "techos[t].valor",
        "(filas de",
    ] {
        assert!(written.contains(operator), "{operator}");
    }
}
