//! The parts of pages that are made out of the tables of the program. With `COTEJO_REESCRIBE=1` they are written; without it
//! a part that differs is a failure.

use std::collections::BTreeSet;
use std::fs;

use cotejo::diagnostic::{Code, Severity};
use cotejo::ruleset::builtins::{AGGREGATES, FUNCTIONS, SPECIAL, Signature};
use cotejo::workbook::SETTABLE;

use crate::support::{cotejo, cotejo_in, json, root};

use super::blocks::{blocks, text};

/// A fault whose way out is a replacement.
const FAULTY: &str = "vigencia 2026\nentidad \"E\"\nformato plan \"F\"\n  columna a : entero\n\
    regla r \"t\"\n  por cada fila de plan\n  exige a == 1\n";
/// A prueba that does not come out as it says.
const FAILING: &str = "vigencia 2026\nentidad \"E\"\nformato plan \"F\"\n  columna a : entero\n\
    regla r \"t\"\n  por cada fila de plan\n  exige a + 1 = 1\n\
    prueba r \"t\"\n  con plan\n    | a |\n    | 1 |\n  espera cumple\n";
const FUNCTIONS_PAGE: &str = "lenguaje/funciones.md";

/// The rows of functions, each with its form and what it gives.
fn functions<F>(signatures: &[Signature<F>]) -> String {
    let row = |signature: &Signature<F>| {
        format!("| `{}` | {} |\n", signature.form.replace(" o ", "` o `").replace('|', "\\|"), signature.gives)
    };
    ["| función | qué da |\n| --- | --- |\n".to_owned()].into_iter().chain(signatures.iter().map(row)).collect()
}

/// The rows of the limits that a user may change.
fn limits() -> String {
    let points = |number: usize| cotejo::decimal::Decimal::from(i64::try_from(number).unwrap());
    let row = |limit: &cotejo::workbook::Settable| {
        format!("| `{}` | {} | {} | {} |\n", limit.name, limit.what, points(limit.usual()), points(limit.most))
    };
    let head = "| límite | de qué | si no se dice | lo más que admite |\n| --- | --- | --- | --- |\n".to_owned();
    [head].into_iter().chain(SETTABLE.iter().map(row)).collect()
}

fn severity(of: Severity) -> &'static str {
    match of {
        Severity::Error => "error",
        Severity::Warning => "advertencia",
        Severity::Note => "nota",
    }
}

/// The rows of the codes that begin with a word, each with a link to its page.
fn codes(first: &str) -> String {
    let infos = Code::ALL.iter().map(|code| code.info()).filter(|info| info.name.starts_with(first));
    let row = |info: cotejo::diagnostic::Info| {
        format!("| [`{0}`]({0}.md) | {1} | {2} |\n", info.name, severity(info.severity), info.title)
    };
    ["| código | gravedad | qué dice |\n| --- | --- | --- |\n".to_owned()].into_iter().chain(infos.map(row)).collect()
}

/// The codes' first words, in the table's order.
fn families() -> Vec<&'static str> {
    let mut found = Vec::new();
    for code in Code::ALL {
        let first = code.info().name.split_once('/').unwrap().0;
        if !found.contains(&first) {
            found.push(first);
        }
    }
    found
}

/// Puts a made part between the marks of a page that name it; tells whether the page said something else.
fn part(page: &str, name: &str, made: &str) -> Result<(), String> {
    let open = format!("<!-- tabla: {name} -->");
    let written = text(page);
    let lacking = || format!("docs/{page} has no place for «{name}»");
    let (before, rest) = written.split_once(&open).ok_or_else(lacking)?;
    let (said, after) = rest.split_once("<!-- fin -->").ok_or_else(lacking)?;
    let made = format!("\n\n{made}\n");
    if said == made {
        return Ok(());
    }
    if std::env::var_os("COTEJO_REESCRIBE").is_some() {
        fs::write(root().join("docs").join(page), format!("{before}{open}{made}<!-- fin -->{after}")).unwrap();
        return Ok(());
    }
    Err(format!("docs/{page}: «{name}» differs from the program's table; COTEJO_REESCRIBE=1 writes it"))
}

/// The codes' lines in the index, below that of their page.
fn index() -> Result<(), String> {
    let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.info().name).collect();
    names.sort_unstable();
    let made: String = names.iter().map(|name| format!("  - [{name}](codigos/{name}.md)\n")).collect();
    let written = text("SUMMARY.md");
    let above = "- [Los códigos](codigos/README.md)\n";
    let (before, rest) = written.split_once(above).ok_or("docs/SUMMARY.md has no place for the codes")?;
    let after = rest.trim_start_matches('\n').split_once("\n\n").map_or("", |(_, after)| after);
    let whole = format!("{before}{above}{made}\n{after}");
    if written == whole {
        return Ok(());
    }
    if std::env::var_os("COTEJO_REESCRIBE").is_some() {
        fs::write(root().join("docs/SUMMARY.md"), whole).unwrap();
        return Ok(());
    }
    Err("docs/SUMMARY.md lacks codes, or has too many; COTEJO_REESCRIBE=1 writes them".to_owned())
}

#[test]
fn pages_made_out_of_tables_say_what_the_tables_say() {
    let mut told: Vec<String> = [
        part(FUNCTIONS_PAGE, "agregados", &functions(AGGREGATES)),
        part(FUNCTIONS_PAGE, "funciones", &functions(FUNCTIONS)),
        part(FUNCTIONS_PAGE, "formas", &functions(SPECIAL)),
        part("ordenes.md", "limites", &limits()),
    ]
    .into_iter()
    .filter_map(Result::err)
    .collect();
    told.extend(index().err());
    told.extend(families().into_iter().filter_map(|first| part("codigos/README.md", first, &codes(first)).err()));
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn every_function_has_an_example_that_runs() {
    let run: String = blocks(FUNCTIONS_PAGE).into_iter().map(|block| block.text).collect();
    let names = AGGREGATES.iter().map(|it| it.name).chain(FUNCTIONS.iter().map(|it| it.name));
    let lacking: Vec<&str> =
        names.chain(SPECIAL.iter().map(|it| it.name)).filter(|name| !run.contains(&format!("{name}("))).collect();
    assert!(lacking.is_empty(), "{lacking:?}");
}

/// What a command is called by, without what every command has.
fn names(command: &clap::Command) -> Vec<String> {
    let own = command.get_arguments().filter_map(|argument| argument.get_long().map(|long| format!("--{long}")));
    own.collect()
}

#[test]
fn every_command_and_option_is_on_its_page() {
    let page = text("ordenes.md");
    let command = cotejo::cli::command();
    let mut lacking: Vec<String> = Vec::new();
    for order in command.get_subcommands() {
        let heading = format!("\n## `cotejo {}`\n", order.get_name());
        let Some((_, rest)) = page.split_once(&heading) else {
            lacking.push(heading);
            continue;
        };
        let section = rest.split("\n## ").next().unwrap();
        let mentioned = |name: &String| section.contains(&format!("`{name}")) || page_wide(&page, name);
        lacking.extend(names(order).into_iter().filter(|name| !mentioned(name)));
    }
    assert!(lacking.is_empty(), "docs/ordenes.md lacks {lacking:?}");
}

/// Whether an option is told with those that several commands share.
fn page_wide(page: &str, name: &str) -> bool {
    let shared = page.split_once("\n## Opciones que se repiten\n").map(|(_, rest)| rest.split("\n## ").next().unwrap());
    shared.is_some_and(|section| section.contains(&format!("`{name}")))
}

/// The keys of a value, at any depth.
fn keys(value: &serde_json::Value, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(object) => {
            for (key, value) in object {
                found.insert(key.clone());
                // What a subject is called by is the rule set's, not the report's.
                if key != "sujeto" {
                    keys(value, found);
                }
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

#[test]
fn every_key_of_the_reports_is_on_its_page() {
    let page = text("ordenes.md");
    let day = ["--salida", "json", "--fecha", "2026-01-20"];
    let runs: [&[&str]; 2] = [
        &["revisar", "fixtures/pasto-2026/planes", "--reglas", "rules/pasto-2026"],
        &["comprobar", "--reglas", "rules/pasto-2026"],
    ];
    let mut found = BTreeSet::new();
    for run in runs {
        keys(&json(&cotejo(&[run, &day].concat())), &mut found);
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("falla.cotejo", FAULTY), ("prueba.cotejo", FAILING)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    keys(&json(&cotejo_in(folder.path(), &["comprobar", "falla.cotejo", "--salida", "json"])), &mut found);
    let tested = ["probar", "prueba.cotejo", "--cobertura", "--mutantes", "--salida", "json"];
    keys(&json(&cotejo_in(folder.path(), &tested)), &mut found);
    for key in ["cambio", "valores", "cobertura"] {
        assert!(found.contains(key), "no run has «{key}»");
    }
    assert!(found.len() > 20, "{found:?}");
    let lacking: Vec<&String> = found.iter().filter(|key| !page.contains(&format!("`{key}`"))).collect();
    assert!(lacking.is_empty(), "docs/ordenes.md lacks {lacking:?}");
}
