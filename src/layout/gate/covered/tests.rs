use crate::diagnostic::Code;
use crate::layout::tests::{Rules, found, merged, sheet, values};
use crate::value::Type;

fn rules() -> Rules {
    Rules::new().column("Meta", Type::Text).column("Total", Type::Pesos)
}

#[test]
fn data_under_a_merged_cell_are_read_and_told() {
    let lines = ["Meta|Total|Notas", "M1|=5|a", "M2|=7|b", "M3|=9|c"];
    let read = |areas: &[&str]| rules().table(vec![merged(sheet("Plan", &lines), areas)]);
    let (table, findings) = read(&["B2:B3", "C2:C4"]);
    assert_eq!(values(&table, 1), ["5", "7", "9"], "as Excel's own sums have it");
    assert_eq!(found(&findings), [(Code::UnderMerge, "B3".to_owned())], "no format asks for the notes");
    assert_eq!(
        findings[0].message,
        "B3 dice «7» y no se ve, porque la celda combinada B2:B3 la tapa; se leyó, y las fórmulas de \
         Excel también la cuentan"
    );
    let (_, findings) = read(&["A2:B4"]);
    assert_eq!(found(&findings), [(Code::UnderMerge, "B2".to_owned())]);
    assert_eq!(
        findings[0].message,
        "5 celdas con datos no se ven, porque otras combinadas las tapan (A3:A4 y B2:B4); se leyeron, y las fórmulas \
         de Excel también las cuentan"
    );
}

#[test]
fn a_caption_that_nobody_sees_is_one_and_told() {
    let (table, findings) = rules().table(vec![merged(sheet("Plan", &["Meta|Total", "M1|=5"]), &["A1:B1"])]);
    assert_eq!(values(&table, 1), ["5"]);
    assert_eq!(found(&findings), [(Code::UnderMerge, "B1".to_owned())]);
    let says = "B1 dice «Total» y no se ve, porque la celda combinada A1:B1 la tapa; se leyó como uno de los títulos";
    assert_eq!(findings[0].message, says);
}
