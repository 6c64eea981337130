use super::*;
use crate::decimal::{Decimal, ShortDecimal};

#[test]
fn a_cell_says_an_error_a_value_or_nothing() {
    let fault = |text: &str| Some(Content::Fault(text.into()));
    let says = |text: &str| Some(Content::Text(text.into()));
    for error in ["#REF!", "#N/A", "#N/D", "#¡DIV/0!", "#¿NOMBRE?", "#VALUE!"] {
        assert_eq!(content(error), fault(error));
    }
    for text in ["# 3", "#3", "#meta!", "mil", "#"] {
        assert_eq!(content(text), says(text));
    }
    assert_eq!(content("  "), None);
    assert_eq!(content("="), None);
    assert_eq!(content("= 60 "), says("60"));
}

#[test]
fn a_dato_keeps_its_unit() {
    let half = LiteralKind::Number(Decimal::new(5, 1), Unit::Percent);
    assert_eq!(literal(&half), Content::Number { value: ShortDecimal::new(5, 1).unwrap(), percent: true });
    assert_eq!(literal(&LiteralKind::Text("#REF!".to_owned())), Content::Fault("#REF!".into()));
}
