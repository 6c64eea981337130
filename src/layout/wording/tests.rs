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
fn a_day_that_its_month_has_not() {
    let at = CellRef { row: 9, column: 20 };
    let told = |text, remark| unreadable(at, text, "Fecha", &Type::Date, Some(remark));
    let head = "U10 dice «31/06/2026» y «Fecha» espera una fecha";
    assert_eq!(told("31/06/2026", Remark::NoSuchDay(30)), format!("{head}, pero ese mes tiene 30 días"));
    let head = "U10 dice «01/31/2026» y «Fecha» espera una fecha";
    assert_eq!(told("01/31/2026", Remark::NoSuchMonth(31)), format!("{head}, pero no hay mes 31"));
    let help = unreadable_help("31/06/2026", &Type::Date, Some(Remark::NoSuchDay(30)), true);
    assert_eq!(help, "escriba un día que el mes tenga");
}
