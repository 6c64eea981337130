use crate::layout::read_reference;
use crate::layout::tests::{Rules, book, code, found, messages, sheet, table_decl};
use crate::ruleset::model::{ColumnId, TableId};
use crate::value::Type;

use super::*;

fn table(decl: &TableDecl, lines: &[&str]) -> Table {
    read_reference(&book(vec![sheet("", lines)]), "datos/t.csv", decl).0.unwrap()
}

/// A plan whose columns refer to `programas`, and to `techos` by dependency and programme.
fn plan() -> Rules {
    let refer = |table, keys: &[usize]| {
        Some(Reference { table: TableId(table), keys: keys.iter().map(|key| ColumnId(*key)).collect() })
    };
    let mut rules = Rules::new()
        .column("Dependencia", Type::Text)
        .inherits()
        .column("Programa", code(&["0000"]))
        .inherits()
        .column("Total", Type::Pesos);
    rules.0.formats[0].schema.columns[1].reference = refer(0, &[1]);
    rules.0.formats[0].schema.columns[0].reference = refer(1, &[0, 1]);
    rules
}

fn references(lines: &[&str]) -> Vec<Diagnostic> {
    let decls = [
        table_decl("programas", &[0], vec![("Código programa", code(&["0000"])), ("Programa", Type::Text)]),
        table_decl(
            "techos",
            &[0, 1],
            vec![("dependencia", Type::Text), ("programa", code(&[])), ("valor", Type::Pesos)],
        ),
    ];
    let tables = [
        table(&decls[0], &["Código programa|Programa", "1905|Salud", "2201|Educación"]),
        table(&decls[1], &["dependencia|programa|valor", "Salud|1905|=5", "Educación|2201|=5"]),
    ];
    let rules = plan();
    let (plan, _) = rules.table(vec![sheet("Plan", lines)]);
    check_references(&plan, &rules.0.formats[0].schema, &tables, &decls, Code::Reference)
}

#[test]
fn values_that_are_no_key_are_told_at_their_cells_with_the_nearest_key() {
    let findings = references(&["Dependencia|Programa|Total", "salud|1905|=1", "EDUCACION|2210|=1", "~|~|=2"]);
    assert_eq!(found(&findings), [(Code::Reference, "A3".to_owned()), (Code::Reference, "B3".to_owned())]);
    assert_eq!(
        messages(&findings),
        "A3 dice «EDUCACION», y «techos» no tiene «EDUCACION» y «2210»\nB3 dice «2210» y no está en «programas»"
    );
    assert_eq!(findings[1].help.as_deref(), Some("¿quiso decir «2201»?"));
}

#[test]
fn empty_and_unreadable_cells_are_not_told_again() {
    assert!(references(&["Dependencia|Programa|Total", "~|!#REF!|=1"]).is_empty());
}

#[test]
fn past_fifty_the_rest_are_counted() {
    let mut lines = vec!["Dependencia|Programa|Total"];
    lines.extend(["~|1999|=1"; 52]);
    let findings = references(&lines);
    assert_eq!(findings.len(), 51);
    assert_eq!(findings[50].message, "otras 2 celdas de «Programa» no están en «programas», de B52 a B53");
}
