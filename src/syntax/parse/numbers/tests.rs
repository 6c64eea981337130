use super::*;

fn read(written: &str) -> String {
    number(written).map_or_else(|fault| format!("{} | {}", fault.message, fault.help), Decimal::plain)
}

#[test]
fn colombian_numbers_are_read() {
    for (written, plain) in
        [("1.500.000", "1500000"), ("0,5", "0.5"), ("1.234,56", "1234.56"), ("1500000", "1500000"), ("007", "7")]
    {
        assert_eq!(read(written), plain);
    }
}

#[test]
fn other_forms_offer_what_may_be_meant() {
    for (written, meant) in [
        ("1.5", "1,5"),
        ("0.500", "0,500"),
        ("12.34", "12,34"),
        ("1,000.50", "1.000,50"),
        ("1,000,000", "1.000.000"),
        ("1.50.000", "150.000"),
        ("1234.567.890", "1.234.567.890"),
        ("1,2,3", "1, 2, 3"),
        ("1.000.00", "1.000,00"),
        ("1.000.5", "1.000,5"),
    ] {
        let told = read(written);
        assert!(told.ends_with(&format!("| ¿quiso decir {meant}?")), "{written}: {told}");
    }
}

#[test]
fn a_number_of_forty_digits_is_refused() {
    assert!(number(&"9".repeat(40)).is_err());
}

#[test]
fn a_date_with_points_is_taken_for_one() {
    assert!(read("31.01.2026").ends_with("| si es una fecha, escriba 31 de enero de 2026"));
    assert!(read("31.02.2026").ends_with("| ¿quiso decir 31.022.026?"));
}
