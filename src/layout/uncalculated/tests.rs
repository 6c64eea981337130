use crate::diagnostic::Code;
use crate::layout::tests::{Rules, found, sheet, values};
use crate::syntax::ast::Side;
use crate::value::Type;

fn rules() -> Rules {
    Rules::new().column("Meta", Type::Text).column("Propios", Type::Pesos).column("Total", Type::Pesos).required().dato(
        "año",
        Type::Integer,
        Side::Right,
        "Año",
    )
}

const TOP: [&str; 2] = ["Año:|!fórmula sin valor", "Meta|Propios|Total"];

#[test]
fn formulas_without_a_value_are_one_finding_and_unreadable_all_the_same() {
    let rows = ["M1|cien|!fórmula sin valor", "M2|=1|!fórmula sin valor", "M3|=1|!#REF!"];
    let (table, findings) = rules().table(vec![sheet("Plan", &[&TOP[..], &rows].concat())]);
    assert_eq!(values(&table, 2), ["?fórmula sin valor", "?fórmula sin valor", "?#REF!"]);
    let cells = [(Code::CellUnreadable, "B3"), (Code::CellUnreadable, "C5"), (Code::Uncalculated, "B1")];
    assert_eq!(found(&findings), cells.map(|(code, cell)| (code, cell.to_owned())));
    assert_eq!(findings[2].message, "3 celdas tienen fórmulas sin resultado guardado: B1 y C3:C4");
}

#[test]
fn one_formula_is_named_and_several_sheets_are() {
    let plan = |name| sheet(name, &["Año:|=2026", TOP[1], "M1|=1|!fórmula sin valor"]);
    let (_, findings) = rules().table(vec![plan("Plan")]);
    assert_eq!(findings[0].message, "C3 tiene una fórmula sin resultado guardado");
    let (_, findings) = rules().table(vec![plan("4112"), plan("4131")]);
    assert_eq!(findings[0].message, "2 celdas de las hojas «4112» y «4131» tienen fórmulas sin resultado guardado");
}

#[test]
fn a_text_that_says_so_is_no_formula() {
    let (_, findings) = rules().table(vec![sheet("Plan", &["Año:|=2026", TOP[1], "M1|=1|fórmula sin valor"])]);
    assert_eq!(found(&findings), [(Code::CellUnreadable, "C3".to_owned())]);
}
