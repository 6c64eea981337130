use crate::diagnostic::{Diagnostic, Severity};
use crate::layout::tests::{Rules, code, found, sheet, values};
use crate::value::Pattern;

use super::*;

fn rules() -> Rules {
    let mut rules = Rules::new()
        .column("Meta", code(&["M0"]))
        .required()
        .column("Actividad", Type::Text)
        .required()
        .column("Responsable", Type::Text)
        .required()
        .column("Total", Type::Pesos)
        .required();
    rules.format().ends = vec![Text::new("TOTAL"), Text::new("TOTALES")];
    rules
}

const HEADER: &str = "Meta|Actividad|Responsable|Total|Notas";

fn told(lines: &[&str]) -> Vec<Diagnostic> {
    let lines: Vec<&str> = [HEADER].iter().chain(lines).copied().collect();
    rules().table(vec![sheet("Plan", &lines)]).1
}

#[test]
fn rows_below_the_end_are_told_once() {
    let data = ["M1|Vacunar|Ana|=5", "~|TOTAL|~|=5"];
    let one = told(&[&data[..], &["~", "~|Comprar|Ana|$ 700"]].concat());
    assert_eq!(found(&one), [(Code::AfterEnd, "B5".to_owned())]);
    assert_eq!(one[0].severity, Severity::Warning);
    assert_eq!(one[0].message, "la fila 5 tiene datos y no se leyó: está debajo de «TOTAL», que está en B3");
    assert_eq!(one[0].help.as_deref(), Some("pásela encima de «TOTAL», o bórrela"));
    let window = &one[0].windows[0];
    assert_eq!(
        (window.rows[0].row, window.rows[0].cells.as_slice()),
        (4, &["Comprar", "Ana", "$ 700"].map(String::from)[..])
    );
    let marked: Vec<usize> = window.rows[0].marks.iter().map(|mark| mark.column).collect();
    assert_eq!(marked, [0, 1, 2]);
    let two = told(&[&data[..], &["M2|Comprar|Ana|=7", "M3|Vender|~|~"]].concat());
    assert_eq!(
        two[0].message,
        "2 filas con datos, la primera la 4, no se leyeron: están debajo de «TOTAL», que está en B3"
    );
    assert_eq!((two.len(), two[0].help.as_deref()), (1, Some("páselas encima de «TOTAL», o bórrelas")));
}

#[test]
fn signatures_notes_and_further_totals_are_no_data() {
    let below = [
        "M1|Vacunar|Ana|=5",
        "TOTAL|~|~|=5",
        "~|Elaborado por:|Ana Ruiz",
        "~|~|~|=5",
        "TOTAL GENERAL|x|~|=5",
        "M2|~|~|NP",
        "~|~|~|~|M4",
    ];
    assert!(told(&below).is_empty(), "{:?}", told(&below));
}

#[test]
fn a_code_without_pattern_takes_any_text() {
    assert!(takes_anything(&Type::Code(Vec::new())));
    assert!(!takes_anything(&Type::Code(vec![Pattern::parse("0*").unwrap()])));
}

#[test]
fn data_without_an_end_are_told_at_their_last_row() {
    let findings = told(&["M1|Vacunar|Ana|=5", "M2|Comprar|Ana|=7", "~|~|~|~|una nota"]);
    assert_eq!(found(&findings), [(Code::NoEnd, "A3".to_owned())]);
    assert_eq!(
        findings[0].message,
        "no se encontró la fila que termina los datos («TOTAL» o «TOTALES»); se leyó hasta la fila 3"
    );
    assert_eq!(
        findings[0].help.as_deref(),
        Some("escriba «TOTAL» en la primera celda de la fila que sigue a los datos")
    );
    assert_eq!(findings[0].windows[0].rows[0].cells, ["M2", "Comprar", "Ana", "7"]);
    let csv = rules().table(vec![sheet("", &[HEADER, "M1|Vacunar|Ana|=5"])]).1;
    assert_eq!(csv[0].cell.as_ref().unwrap().to_string(), "salud.xlsx!A2");
}

#[test]
fn each_sheet_has_an_end_of_its_own() {
    let sheets = [&["M1|a|b|=1", "TOTAL"][..], &["M2|a|b|=1"]];
    let sheets = sheets.map(|lines| sheet("Plan", &[&[HEADER], lines].concat()));
    let (table, findings) = rules().table(sheets.to_vec());
    assert_eq!(values(&table, 0), ["M1", "M2"]);
    assert_eq!(found(&findings), [(Code::NoEnd, "A2".to_owned())]);
}

#[test]
fn a_sheet_without_rows_or_a_format_without_end_says_nothing_of_it() {
    assert_eq!(found(&told(&[])), [(Code::EmptyBook, String::new())]);
    let mut endless = rules();
    endless.format().ends.clear();
    assert!(endless.table(vec![sheet("Plan", &[HEADER, "M1|a|b|=1"])]).1.is_empty());
}

#[test]
fn signatures_after_a_gap_are_not_read_where_no_row_ends_the_data() {
    let data = [HEADER, "M1|Vacunar|Ana|=5", "M2|Comprar|Ana|=7"];
    let read = |below: &[&str]| rules().table(vec![sheet("Plan", &[&data[..], below].concat())]);
    let missing = "no se encontró la fila que termina los datos («TOTAL» o «TOTALES»);";
    let (table, told) = read(&["~", "~", "~|Ana Ruiz", "~|Secretaria", "~", "~|Revisó: Luis"]);
    assert_eq!(values(&table, 0), ["M1", "M2"]);
    assert_eq!(found(&told), [(Code::NoEnd, "B6".to_owned())], "and nothing of their empty cells");
    assert_eq!(told[0].severity, Severity::Error, "if they were data, the plan would be half read");
    assert_eq!(
        told[0].message,
        format!(
            "{missing} las filas 6, 7 y 9, que siguen a un espacio en blanco y parecen firmas o notas, no se leyeron"
        )
    );
    let (_, one) = read(&["~", "~|Ana Ruiz"]);
    let says = "la fila 5, que sigue a un espacio en blanco y parece una firma o una nota, no se leyó";
    assert_eq!(one[0].message, format!("{missing} {says}"));
    assert_eq!(
        one[0].help.as_deref(),
        Some("escriba «TOTAL» en la primera celda de una fila encima de ella; si es de datos, complétela")
    );
}

#[test]
fn what_may_be_data_is_read_where_no_row_ends_them() {
    let data = [HEADER, "M1|Vacunar|Ana|=5"];
    let read = |below: &[&str]| {
        let (table, told) = rules().table(vec![sheet("Plan", &[&data[..], below].concat())]);
        let end = told.iter().find(|told| told.code == Code::NoEnd).unwrap();
        assert_eq!(end.severity, Severity::Warning);
        assert!(end.message.contains("se leyó hasta la fila"), "{}", end.message);
        table.rows.len()
    };
    assert_eq!(read(&["~", "M3|~|~|=1"]), 2, "a row of data after a gap");
    assert_eq!(read(&["~|Ana Ruiz"]), 2, "without a gap it may be a row half filled");
    assert_eq!(read(&["~", "~|~|~|~|Nota", "~"]), 1, "what stands in no column of the format");
}

#[test]
fn sums_below_the_end_are_no_data() {
    let rules = rules().column("Propios", Type::Pesos).required();
    let lines = ["Meta|Actividad|Responsable|Total|Propios", "M1|Vacunar|Ana|=5|=5", "TOTAL", "~|~|~|=5|=5"];
    assert!(rules.table(vec![sheet("Plan", &lines)]).1.is_empty());
    let rules = Rules::new().column("Total", Type::Pesos).required().column("Propios", Type::Pesos).required();
    let mut rules = rules;
    rules.format().ends = vec![Text::new("TOTAL")];
    let (_, told) = rules.table(vec![sheet("Plan", &["Total|Propios", "=5|=5", "TOTAL", "=6|=6"])]);
    assert_eq!(found(&told), [(Code::AfterEnd, "A4".to_owned())], "a format of numbers alone");
}
