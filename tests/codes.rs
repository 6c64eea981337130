//! The pages of the codes: each has its parts, and its examples do what they say.

use std::fs;

use cotejo::diagnostic::Code;

use crate::support::{cotejo, cotejo_in, json};

/// A rule set, and the plan that goes with it where the code is one of a run.
struct Example {
    rules: String,
    plan: Option<String>,
}

/// The examples of a page, in their order.
fn examples(page: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut parts = page.split("```");
    parts.next();
    while let Some(block) = parts.next() {
        let (language, text) = block.split_once('\n').unwrap();
        match language {
            "cotejo" => found.push(Example { rules: text.to_owned(), plan: None }),
            "csv" => found.last_mut().expect("a plan without rules").plan = Some(text.to_owned()),
            other => panic!("a block in «{other}»"),
        }
        parts.next();
    }
    found
}

/// The codes that an example of a code's page gives.
fn codes(name: &str, example: &Example) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("reglas.cotejo"), &example.rules).unwrap();
    let mut args = vec!["comprobar", "--reglas", "reglas.cotejo", "--salida", "json", "--fecha", "2026-01-20"];
    if let Some(plan) = &example.plan {
        fs::create_dir(folder.path().join("planes")).unwrap();
        fs::write(folder.path().join("planes/p.csv"), plan).unwrap();
        args.splice(0..1, ["revisar", "planes"]);
    }
    if name.starts_with("pruebas/") {
        args.splice(0..1, ["probar", "--cobertura", "--mutantes"]);
    }
    let report = json(&cotejo_in(folder.path(), &args));
    let code = |found: &serde_json::Value| {
        let told = if found["codigo"].is_string() { &found["codigo"] } else { &found["regla"] };
        told.as_str().unwrap().to_owned()
    };
    report["hallazgos"].as_array().unwrap().iter().map(code).collect()
}

#[test]
fn every_page_has_its_parts() {
    for code in Code::ALL {
        let info = code.info();
        assert!(info.page.starts_with(&format!("# {}\n\n", info.name)), "{}", info.name);
        for part in ["\n## Por qué importa\n", "\n## Cómo se corrige\n"] {
            assert_eq!(info.page.matches(part).count(), 1, "{}: {part}", info.name);
        }
    }
}

#[test]
fn the_first_example_of_a_page_gives_its_code_and_the_second_does_not() {
    for code in Code::ALL {
        let name = code.info().name;
        let examples = examples(code.info().page);
        let [faulty, mended] = examples.as_slice() else {
            assert!(examples.is_empty(), "{name}: {} examples", examples.len());
            continue;
        };
        let told = codes(name, faulty);
        assert!(told.iter().any(|code| code == name), "{name}: {told:?}");
        let told = codes(name, mended);
        // An example may name a table that only its reader has.
        let faults = told.iter().filter(|code| code.starts_with("reglas/") && *code != "reglas/tabla");
        assert_eq!(faults.count() + told.iter().filter(|code| *code == name).count(), 0, "{name}: {told:?}");
    }
}

#[test]
fn explicar_prints_pages_and_the_list() {
    let page = cotejo(&["explicar", "reglas/tipo"]);
    assert_eq!(page.code, 0, "{}", page.stderr);
    assert!(page.stdout.starts_with("reglas/tipo · error · los tipos no corresponden\n"), "{}", page.stdout);
    assert!(
        page.stdout.contains("\n    regla total_positivo error\n") && !page.stdout.contains("```"),
        "{}",
        page.stdout
    );
    assert_eq!(cotejo(&["explicar", "tipo"]).stdout, page.stdout, "the first part may be left out");
    let list = cotejo(&["explicar"]).stdout;
    for code in Code::ALL {
        assert!(list.contains(code.info().name), "{}", code.info().name);
    }
}

#[test]
fn an_unknown_code_is_told_with_the_nearest() {
    let ended = cotejo(&["explicar", "reglas/tipos"]);
    assert_eq!(
        (ended.code, ended.stderr.as_str()),
        (2, "cotejo: no hay ningún código «reglas/tipos»; ¿quiso decir «reglas/tipo»?\n")
    );
    let several = cotejo(&["explicar", "archivo"]).stderr;
    assert_eq!(several, "cotejo: hay varios códigos «archivo»: reglas/archivo, lectura/archivo\n");
}
