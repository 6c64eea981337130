use crate::decimal::Decimal;
use crate::diagnostic::Code;
use crate::layout::tests::{Rules, found, number, places, sheet, text, values, word};
use crate::syntax::ast::Side;
use crate::value::{Type, Unit, Value};

use super::*;

fn rules() -> Rules {
    let version = Value::Number(Decimal::from(4), Unit::Plain);
    Rules::new().column("Meta", Type::Text).mark(version, Side::Right, "VERSIÓN").dato(
        "dependencia",
        Type::Text,
        Side::Right,
        "DEPENDENCIA",
    )
}

#[test]
fn a_dato_is_a_column_with_one_value_and_a_constant() {
    let lines = ["VERSIÓN|04", "Dependencia:|Salud", "Meta", "M1", "M2"];
    let (table, findings) = rules().table(vec![sheet("Plan", &lines)]);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(values(&table, 1), ["Salud", "Salud"]);
    assert_eq!(places(&table, 1), ["B2", "B2"]);
    assert_eq!(word(&table.constants[&1]), "Salud");
    assert_eq!(table.constant_place(1).unwrap().cell.to_string(), "B2");
    let (plan, _) = rules().read(vec![sheet("Plan", &lines)]);
    assert_eq!(plan.unwrap().identity, [Value::text("salud")]);
}

#[test]
fn a_dato_holds_without_rows() {
    let (table, findings) = rules().table(vec![sheet("Plan", &["VERSIÓN|4", "DEPENDENCIA|Salud", "Meta"])]);
    assert_eq!(word(&table.constants[&1]), "Salud");
    assert_eq!(found(&findings), [(Code::EmptyBook, String::new())]);
}

#[test]
fn a_missing_dato_is_one_finding_however_many_rows() {
    let (table, findings) = rules().table(vec![sheet("Plan", &["VERSIÓN|4", "DEPENDENCIA", "Meta", "M1", "M2"])]);
    assert_eq!(found(&findings), [(Code::DatumMissing, "B2".to_owned())]);
    assert_eq!(findings[0].message, "B2 está vacía: falta el valor de «DEPENDENCIA»");
    assert_eq!(findings[0].windows[0].rows[0].cells, ["DEPENDENCIA", ""]);
    assert_eq!(findings[0].windows[0].rows[0].marks[0].column, 1);
    assert_eq!(values(&table, 1), ["–", "–"]);

    let (_, findings) = rules().table(vec![sheet("Plan", &["VERSIÓN|4", "Meta", "M1"])]);
    assert_eq!(found(&findings), [(Code::DatumMissing, String::new())]);
    assert_eq!(findings[0].message, "la hoja «Plan» no tiene, encima de los títulos, el rótulo «DEPENDENCIA»");
}

#[test]
fn a_dato_that_is_not_obligatory_is_a_note_where_its_label_stands_nowhere() {
    let mut rules = rules();
    rules.0.formats[0].schema.columns[1].required = false;
    let without = |name| sheet(name, &["VERSIÓN|4", "Meta", "M1"]);
    let (plan, findings) = rules.read(vec![without("1"), without("2")]);
    assert!(plan.unwrap().identity.is_empty());
    assert_eq!(found(&findings), [(Code::DatumMissing, String::new())], "once, however many sheets");
    assert_eq!(findings[0].severity, Severity::Note);
    assert_eq!(
        findings[0].message,
        "no se encontró el rótulo «DEPENDENCIA», del que sale el dato «dependencia»: queda vacío"
    );
    let with = sheet("2", &["VERSIÓN|4", "DEPENDENCIA", "Meta", "M1"]);
    let (table, findings) = rules.table(vec![without("1"), with]);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(table.constant_place(1).unwrap().to_string(), "salud.xlsx › 2!B2", "where it should stand");
}

#[test]
fn a_constant_stands_where_its_value_is() {
    let mut rules = rules();
    rules.0.formats[0].schema.columns[1].required = false;
    let sheets = ["DEPENDENCIA", "DEPENDENCIA|~|Salud"].map(|label| sheet("Plan", &["VERSIÓN|4", label, "Meta", "M1"]));
    let (table, _) = rules.table(sheets.to_vec());
    assert_eq!(word(&table.constants[&1]), "Salud");
    assert_eq!(table.constant_place(1).unwrap().cell.to_string(), "C2");
}

#[test]
fn an_unreadable_dato_is_one_finding() {
    let rules = Rules::new().column("Meta", Type::Text).dato("vigencia", Type::Integer, Side::Right, "Vigencia");
    let (table, findings) = rules.table(vec![sheet("Plan", &["Vigencia:|dos mil", "Meta", "M1", "M2"])]);
    assert_eq!(found(&findings), [(Code::CellUnreadable, "B1".to_owned())]);
    assert_eq!(findings[0].message, "B1 dice «dos mil» y «Vigencia» espera un número entero");
    assert_eq!(values(&table, 1), ["?dos mil", "?dos mil"]);
    assert_eq!(word(&table.constants[&1]), "?dos mil");
}

#[test]
fn another_version_is_told_and_the_plan_still_read() {
    let (_, findings) = rules().table(vec![sheet("Plan", &["VERSIÓN|3", "DEPENDENCIA|Salud", "Meta", "M1"])]);
    assert_eq!(found(&findings), [(Code::WrongVersion, "B1".to_owned())]);
    assert_eq!(findings[0].message, "B1 dice «3» y «VERSIÓN» debe decir «4»");
    let (_, findings) = rules().table(vec![sheet("Plan", &["DEPENDENCIA|Salud", "Meta", "M1"])]);
    assert_eq!(found(&findings), [(Code::WrongVersion, String::new())]);
}

#[test]
fn a_mark_is_the_same_as_text_or_number() {
    let four = Value::Number(Decimal::from(4), Unit::Plain);
    for content in [text("4"), text(" 04 "), number("4")] {
        assert!(is_same(&content, &four) && is_same(&content, &Value::text("4")), "{content:?}");
    }
    assert!(!is_same(&text("4.1"), &four) && !is_same(&text("40"), &four));
    assert!(is_same(&text("pe-f-012"), &Value::text("PE-F-012")));
}
