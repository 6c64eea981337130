use crate::diagnostic::{Code, Diagnostic};
use crate::layout::tests::{Rules, found, merged, messages, sheet};
use crate::source::Span;
use crate::value::Type;

fn rules() -> Rules {
    let columns = ["Código meta", "Meta vigencia", "Fuentes / Propios", "Fuentes / SGP", "Total"];
    columns.into_iter().fold(Rules::new(), |rules, caption| rules.column(caption, Type::Text))
}

/// Each drawn row as `texts` and its marks as `column: role`.
fn drawn(finding: &Diagnostic) -> Vec<String> {
    let row = |row: &crate::diagnostic::WindowRow| {
        let marks: Vec<String> = row.marks.iter().map(|mark| format!("{}: {}", mark.column, mark.role)).collect();
        format!("{} {} [{}]", row.row + 1, row.cells.join(" | "), marks.join(", "))
    };
    finding.windows.iter().flat_map(|window| window.rows.iter().map(row)).collect()
}

#[test]
fn a_renamed_column_is_one_finding_and_no_cell_errors() {
    let lines = ["~|~|Fuentes", "Código meta|Meta vigenca|Propios|SGP|Total|Observaciones", "M1|x|x|x|x", "~|~|~|~|~"];
    let findings = rules().refused(vec![merged(sheet("Plan", &lines), &["C1:D1"])]);
    assert_eq!(found(&findings), [(Code::ColumnMissing, "B2".to_owned())]);
    assert_eq!(findings[0].message, "falta «Meta vigencia»; hay «Meta vigenca» en B2");
    assert_eq!(
        findings[0].help.as_deref(),
        Some("devuelva a B2 el título «Meta vigencia», como está en el formato PE-F-012 v4")
    );
    assert_eq!(drawn(&findings[0]), ["2 Meta vigenca [0: ¿es «Meta vigencia»?]"]);
}

#[test]
fn several_missing_columns_are_one_finding() {
    let lines = ["~|~|Fuente", "Codigo  metas|Meta vigencia|Propio|SGP|Notas"];
    let findings = rules().refused(vec![merged(sheet("Plan", &lines), &["C1:D1"])]);
    assert_eq!(found(&findings), [(Code::ColumnMissing, "A2".to_owned())]);
    assert_eq!(
        findings[0].message,
        "faltan 4 columnas: «Código meta» (hay «Codigo metas» en A2), «Fuentes / Propios» (hay «Fuente / Propio» en C2), \
         «Fuentes / SGP» (hay «Fuente / SGP» en D2) y «Total» (¿es «Notas», en E2?)"
    );
}

#[test]
fn a_missing_column_without_a_near_one_may_be_the_only_caption_that_nobody_wants() {
    let findings = rules().refused(vec![merged(
        sheet("Plan", &["~|~|Fuentes", "Código meta|Meta vigencia|Propios|SGP|Notas"]),
        &["C1:D1"],
    )]);
    assert_eq!(messages(&findings), "falta la columna «Total»");
    assert_eq!(found(&findings), [(Code::ColumnMissing, "E2".to_owned())]);
    assert_eq!(drawn(&findings[0]), ["2 Notas [0: ¿es «Total»?]"]);
    assert_eq!(
        findings[0].help.as_deref(),
        Some("si es «Notas», devuelva su título a E2; si el libro está bien, corrija «en \"Total\"» en las reglas")
    );
}

#[test]
fn several_captions_that_nobody_wants_are_shown_and_none_is_marked() {
    let findings = rules().refused(vec![merged(
        sheet("Plan", &["~|~|Fuentes", "Código meta|Meta vigencia|Propios|SGP|Notas|Jefe"]),
        &["C1:D1"],
    )]);
    assert_eq!(drawn(&findings[0]), ["2 Notas | Jefe []"]);
    assert_eq!(
        findings[0].help.as_deref(),
        Some(
            "use el formato PE-F-012 v4 sin quitar columnas ni cambiar sus títulos; si el libro está bien, \
             corrija «en \"Total\"» en las reglas"
        )
    );
}

#[test]
fn a_caption_of_the_same_words_is_near() {
    let asked = |caption: &str| Rules::new().column("Meta", Type::Text).column(caption, Type::Pesos);
    let lines = ["Meta|Total|Fecha de inicio|Fecha de fin"];
    let told = |caption: &str| messages(&asked(caption).refused(vec![sheet("Plan", &lines)]));
    assert_eq!(told("Valor total"), "falta «Valor total»; hay «Total» en B1");
    assert_eq!(told("inicio"), "falta «inicio»; hay «Fecha de inicio» en C1");
    assert_eq!(told("Fecha"), "falta la columna «Fecha»", "two have it");
    let help = asked("Valor total").refused(vec![sheet("Plan", &lines)])[0].help.clone().unwrap();
    assert!(help.ends_with("v4; si el libro está bien, corrija «en \"Valor total\"» en las reglas"), "{help}");
}

#[test]
fn the_rules_are_pointed_at_too() {
    let mut rules = Rules::new().column("Meta", Type::Text).column("Total", Type::Pesos).on_sheet("Plan");
    let here = |start| Span::new(crate::source::FileId(0), start, start + 5);
    rules.format().schema.columns[1].span = here(20);
    rules.format().span = here(10);
    let pointed = |lines: &[&str], name| rules.refused(vec![sheet(name, lines)])[0].labels[0].span;
    assert_eq!(pointed(&["Meta|Notas"], "Plan"), here(20));
    assert_eq!(pointed(&["Meta|Total|Total"], "Plan"), here(20));
    assert_eq!(pointed(&["Nombre|Cédula"], "Plan"), here(10));
    assert_eq!(pointed(&["Meta|Total"], "Hoja1"), here(10));
    let help = rules.refused(vec![sheet("Hoja1", &["x"])])[0].help.clone().unwrap();
    assert!(help.ends_with("el nombre «Plan»; si el libro está bien, corrija «hoja» en las reglas"), "{help}");
}

#[test]
fn a_family_of_sixty_missing_columns_is_still_one_readable_finding() {
    let wide = (0..60)
        .fold(Rules::new().column("Meta", Type::Text), |rules, at| rules.column(&format!("Fuente {at}"), Type::Text));
    let findings = wide.refused(vec![sheet("Plan", &["Meta|Totales"])]);
    assert_eq!(findings.len(), 1);
    assert!(findings[0].message.starts_with("faltan 60 columnas: «Fuente 0», "), "{}", findings[0].message);
    assert!(findings[0].message.ends_with("«Fuente 14» y 45 más"), "{}", findings[0].message);
}

#[test]
fn no_caption_is_offered_for_two_missing_ones() {
    let rules = Rules::new().column("Meta", Type::Text).column("SGP 2024", Type::Pesos).column("SGP 2025", Type::Pesos);
    let findings = rules.refused(vec![sheet("Plan", &["Meta|SGP 2026"])]);
    assert_eq!(messages(&findings), "faltan 2 columnas: «SGP 2024» (hay «SGP 2026» en B1) y «SGP 2025»");
}

#[test]
fn a_repeated_caption_names_both_cells() {
    let rules = Rules::new().column("Meta", Type::Text).column("Total", Type::Pesos);
    let findings = rules.refused(vec![sheet("Plan", &["Plan", "Meta|Total|Total", "M1|=1|=2"])]);
    assert_eq!(found(&findings), [(Code::ColumnRepeated, "B2".to_owned())]);
    assert_eq!(findings[0].message, "hay títulos repetidos: «Total» está en B2 y C2");
    assert_eq!(drawn(&findings[0]), ["2 Total | Total [0: repetido, 1: repetido]"]);
}

#[test]
fn a_sheet_of_another_kind_is_told_as_such() {
    let findings = rules().refused(vec![sheet("Hoja1", &["Nombre|Cédula", "Ana|123"])]);
    assert_eq!(found(&findings), [(Code::ColumnMissing, String::new())]);
    assert_eq!(findings[0].message, "la hoja «Hoja1» no tiene los títulos del formato PE-F-012 v4");
}

#[test]
fn a_missing_sheet_is_named_with_those_that_are_there() {
    let rules = rules().on_sheet("Plan de acción");
    let findings = rules.refused(vec![sheet("Plan accion", &["x"]), sheet("Instrucciones", &["x"])]);
    assert_eq!(found(&findings), [(Code::SheetMissing, String::new())]);
    assert_eq!(
        findings[0].message,
        "falta la hoja «Plan de acción» que pide el formato PE-F-012 v4; el libro tiene «Plan accion» e «Instrucciones»"
    );
    assert_eq!(findings[0].help.as_deref(), Some("si es la hoja «Plan accion», llámela «Plan de acción»"));
    assert_eq!(findings[0].file.as_deref(), Some("salud.xlsx"));
}

#[test]
fn a_book_without_sheets_is_empty() {
    assert_eq!(found(&rules().refused(vec![])), [(Code::EmptyBook, String::new())]);
    assert_eq!(rules().refused(vec![sheet("Plan", &["~"])])[0].code, Code::ColumnMissing);
}
