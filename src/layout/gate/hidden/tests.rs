use crate::diagnostic::Code;
use crate::layout::tests::{Rules, found, sheet, values};
use crate::value::Type;
use crate::workbook::{Hidden, Sheet};

fn rules() -> Rules {
    Rules::new().column("Meta", Type::Text).column("Total", Type::Pesos).column("Avance", Type::Decimal)
}

const LINES: [&str; 7] = ["Plan", "Meta|Total|Notas|Avance", "M1|=1|x", "M2|=2", "~|~|nota", "M3|=3", "M4|=4"];

fn plan(hidden: Hidden) -> Sheet {
    Sheet { hidden, ..sheet("Plan", &LINES) }
}

/// The messages about a sheet of which something is hidden.
fn told(hidden: Hidden) -> Vec<String> {
    let (table, findings) = rules().table(vec![plan(hidden)]);
    assert_eq!(values(&table, 0), ["M1", "M2", "M3", "M4"], "hidden rows are read like others");
    assert!(findings.iter().all(|finding| finding.code == Code::HiddenData));
    findings.into_iter().map(|finding| finding.message).collect()
}

#[test]
fn hidden_rows_that_were_read() {
    let of = |rows: &[(u32, u32)]| told(Hidden { rows: rows.to_vec(), ..Hidden::default() });
    assert_eq!(of(&[(3, 3)]), ["está oculta la fila 4; se leyó y cuenta en las sumas como si se viera"]);
    assert_eq!(
        of(&[(2, 5)]),
        ["están ocultas 3 filas con datos (3, 4 y 6); se leyeron y cuentan en las sumas como las demás"]
    );
    assert!(of(&[(0, 1), (4, 4), (7, 900)]).is_empty(), "titles, notes and what is below the data");
}

#[test]
fn hidden_columns_of_the_format_with_data() {
    let of = |columns: &[(u32, u32)]| told(Hidden { columns: columns.to_vec(), ..Hidden::default() });
    assert_eq!(of(&[(1, 2)]), ["está oculta la columna B («Total»); se leyó y cuenta en las sumas como si se viera"]);
    assert_eq!(
        of(&[(0, 1)]),
        ["están ocultas las columnas A («Meta») y B («Total»); se leyeron y cuentan en las sumas como las demás"]
    );
    assert!(of(&[(2, 3)]).is_empty(), "a column that no format asks for, and one without data");
}

#[test]
fn all_that_is_hidden_of_a_sheet_is_one_finding() {
    let sheet_alone = told(Hidden { sheet: true, ..Hidden::default() });
    assert_eq!(sheet_alone, ["está oculta la hoja; se leyó y cuenta en las sumas como si se viera"]);
    let hidden = Hidden { sheet: true, rows: vec![(2, 2)], columns: vec![(1, 1)] };
    let (_, findings) = rules().table(vec![plan(hidden)]);
    assert_eq!(found(&findings), [(Code::HiddenData, "A3".to_owned())]);
    assert_eq!(
        findings[0].message,
        "están ocultas la hoja, la fila 3 y la columna B («Total»); se leyeron y cuentan en las sumas \
         como las demás"
    );
}
