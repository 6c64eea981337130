use super::*;
use crate::layout::tests::code;
use crate::value::Text;

#[test]
fn every_type_has_something_to_write() {
    let choice = Type::Choice(vec![Text::new("Alta"), Text::new("Baja")]);
    for (ty, help) in [
        (Type::Text, "escriba el texto"),
        (Type::Pesos, "escriba el valor; si es cero, escriba 0"),
        (Type::Date, "escriba la fecha, por ejemplo 31/01/2026"),
        (Type::Bool { marks: false }, "escriba sí o no"),
        (choice, "escriba «Alta» o «Baja»"),
        (code(&[]), "escriba el código"),
        (code(&["0000"]), "escriba cuatro cifras, por ejemplo 1905"),
        (code(&["MP-000"]), "escriba «MP-» y tres cifras, por ejemplo MP-190"),
        (code(&["0"]), "escriba una cifra, por ejemplo 1"),
        (code(&["0000000000000", "000000000000000"]), "escriba trece o quince cifras"),
        (code(&["00-A*"]), "escriba un código de la forma «00-A*»"),
    ] {
        assert_eq!(empty_help(&ty), help);
    }
}

#[test]
fn examples_are_of_their_pattern() {
    for pattern in ["0", "0000", "IP-00", "000000000"] {
        let help = empty_help(&code(&[pattern]));
        let example = help.rsplit(' ').next().unwrap();
        assert!(crate::value::Pattern::parse(pattern).unwrap().fits(example), "{help}");
    }
}

#[test]
fn a_formula_that_was_never_calculated_is_named_as_such() {
    let at = CellRef { row: 9, column: 20 };
    let told = unreadable(at, UNVALUED, "Total", &Type::Pesos, Some(Remark::Fault));
    assert_eq!(told, "U10 tiene una fórmula sin resultado guardado");
    let help = unreadable_help(UNVALUED, &Type::Pesos, Some(Remark::Fault), true);
    assert_eq!(help, "abra el libro en Excel, guárdelo y vuelva a entregarlo");
    let typed = unreadable(at, UNVALUED, "Total", &Type::Pesos, None);
    assert!(typed.starts_with("U10 dice «fórmula sin valor»"), "a text that says so is no formula");
}
