use crate::layout::tests::{book, code, found, sheet, table_decl, values};
use crate::value::Type;

use super::*;

fn programas() -> TableDecl {
    table_decl("programas", &[0], vec![("Código programa", code(&["0000"])), ("Programa", Type::Text)])
}

fn techos() -> TableDecl {
    table_decl("techos", &[0, 1], vec![("dependencia", Type::Text), ("programa", code(&[])), ("valor", Type::Pesos)])
}

fn read(decl: &TableDecl, lines: &[&str]) -> (Option<Table>, Vec<Diagnostic>) {
    read_reference(&book(vec![sheet("", lines)]), "datos/t.csv", decl)
}

#[test]
fn rows_with_every_cell_empty_are_skipped() {
    let (table, findings) = read(&programas(), &["Código programa|Programa", "1905|Salud", "~|~", "401|Estadística"]);
    let table = table.unwrap();
    assert_eq!(values(&table, 0), ["1905", "0401"]);
    assert_eq!(values(&table, 1), ["Salud", "Estadística"]);
    assert_eq!(found(&findings), [(Code::ZeroRestored, "A4".to_owned())]);
}

#[test]
fn a_key_twice_names_both_rows_without_regard_to_case_and_accents() {
    let lines = ["dependencia|programa|valor", "Educación|1|=5", "Salud|1|=6", "EDUCACION|1|=7", "Educación|2|=7"];
    let (table, findings) = read(&techos(), &lines);
    assert_eq!(found(&findings), [(Code::TableKey, "A4".to_owned())]);
    assert_eq!(findings[0].message, "la clave «EDUCACION», «1» está dos veces: en las filas 2 y 4");
    let rows: Vec<u32> = findings[0].windows[0].rows.iter().map(|row| row.row).collect();
    assert_eq!(rows, [1, 3]);
    assert_eq!(table.unwrap().rows.len(), 4);
}

#[test]
fn a_half_empty_key_is_told_once_and_an_unreadable_cell_too() {
    let mut decl = techos();
    for column in &mut decl.schema.columns {
        column.required = true;
    }
    let (_, findings) =
        read(&decl, &["dependencia|programa|valor", "Salud|~|=5", "Salud|!#N/A|=5", "Salud|2|mucho", "Salud|3|~"]);
    let expected = [(Code::TableCell, "B3"), (Code::TableCell, "C4"), (Code::TableCell, "C5"), (Code::TableKey, "B2")];
    assert_eq!(found(&findings), expected.map(|(code, cell)| (code, cell.to_owned())));
    assert_eq!(findings[3].message, "la clave de la fila 2 está incompleta: falta «programa»");
    assert!(findings.iter().all(|finding| finding.labels.len() == 1));
}

#[test]
fn many_faulty_keys_are_counted() {
    let mut lines = vec!["Código programa|Programa"];
    lines.extend(["1905|Salud"; 60]);
    let (_, findings) = read(&programas(), &lines);
    assert_eq!(findings.len(), 51);
    assert_eq!(findings[50].message, "otras 9 filas de «programas» con la clave repetida o incompleta");
}

#[test]
fn a_table_without_its_columns_is_no_table() {
    let (table, findings) = read(&programas(), &["Codigo del programa|Programa", "1905|Salud"]);
    assert!(table.is_none());
    assert_eq!(found(&findings), [(Code::ColumnMissing, "A1".to_owned())]);
    assert_eq!(findings[0].message, "falta «Código programa»; hay «Codigo del programa» en A1");
    assert_eq!(
        findings[0].help.as_deref(),
        Some("corrija el título de A1, o dígalo en las reglas: «en \"Codigo del programa\"»")
    );
}

#[test]
fn a_table_s_captions_are_the_rules_to_name() {
    let help = |lines: &[&str]| read(&techos(), lines).1[0].help.clone().unwrap();
    assert_eq!(
        help(&["dependencia|programa|cupo|notas"]),
        "el archivo tiene además «cupo» y «notas»; si el título correcto es otro, dígalo con «en \"…\"»"
    );
    assert_eq!(help(&["dependencia|programa"]), "si el título correcto es otro, dígalo con «en \"…\"»");
    let mut decl = techos();
    decl.schema.columns[2].span = crate::source::Span::new(crate::source::FileId(0), 30, 35);
    let (_, findings) = read(&decl, &["dependencia|programa|cupo"]);
    assert_eq!((findings[0].labels.len(), findings[0].labels[0].span), (1, decl.schema.columns[2].span));
}

#[test]
fn the_sheet_is_the_named_one_or_the_one_that_fits() {
    let sheets = || book(vec![sheet("Notas", &["x"]), sheet("Programas", &["Código programa|Programa", "1905|Salud"])]);
    let mut decl = programas();
    assert_eq!(read_reference(&sheets(), "p.xlsx", &decl).0.unwrap().rows.len(), 1);
    decl.sheet = Some("programas".to_owned());
    assert_eq!(read_reference(&sheets(), "p.xlsx", &decl).0.unwrap().rows.len(), 1);
    decl.sheet = Some("Programs".to_owned());
    let (table, findings) = read_reference(&sheets(), "p.xlsx", &decl);
    assert!(table.is_none());
    assert_eq!(found(&findings), [(Code::TableUnreadable, String::new())]);
    assert_eq!(findings[0].help.as_deref(), Some("si es la hoja «Programas», llámela «Programs»"));
    assert_eq!(read_reference(&book(vec![]), "p.xlsx", &programas()).1[0].code, Code::TableUnreadable);
}
