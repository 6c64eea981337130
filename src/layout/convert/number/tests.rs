use super::*;

const BARE: Signs = Signs { pesos: false, percent: false };
const PESOS: Signs = Signs { pesos: true, percent: false };

fn d(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

#[test]
fn one_reading() {
    for (text, expected) in [
        ("1234", "1234"),
        ("2.339.400.000", "2339400000"),
        ("1.234,5", "1234.5"),
        ("1,234.56", "1234.56"),
        ("1,234,567", "1234567"),
        ("55.7", "55.7"),
        ("0,5", "0.5"),
        (",5", "0.5"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("(500)", "-500"),
        ("-1.234,50", "-1234.5"),
        ("−3", "-3"),
        ("007", "7"),
        ("1 234 567", "1234567"),
        ("1 234 567,5", "1234567.5"),
        ("12 345 678.90", "12345678.9"),
        ("1'234.567", "1234567"),
        ("12’345.678,50", "12345678.5"),
        ("1'234,567.50", "1234567.5"),
        ("1.234'567.890", "1234567890"),
        ("1'000'000", "1000000"),
    ] {
        assert_eq!(readings(text, BARE, false).settled(None), Some(d(expected)), "{text}");
    }
}

#[test]
fn pesos_with_their_signs() {
    for (text, expected) in [
        ("$ 1.234.567,00", "1234567"),
        ("$230.000.000,00", "230000000"),
        ("COP 1.000,5", "1000.5"),
        ("COP $ 5", "5"),
        ("12 cop", "12"),
        ("-$ 5", "-5"),
        ("$ -5", "-5"),
        ("($ 5)", "-5"),
        ("$ (5)", "-5"),
        ("$ 5.000.000.-", "5000000"),
        ("$ 5.000.-", "5000"),
        ("5,--", "5"),
        ("$ 1.234.567,oo", "1234567"),
        ("1,234,567.OO", "1234567"),
        ("(5.000.-)", "-5000"),
        ("5.000.000 Pesos", "5000000"),
        ("$ 1.500.000 m/cte.", "1500000"),
    ] {
        assert_eq!(readings(text, PESOS, false).settled(None), Some(d(expected)), "{text}");
        if !text.starts_with('(') || text.contains('$') {
            assert_eq!(readings(text, BARE, false), Readings::None, "{text} is no bare number");
        }
    }
}

#[test]
fn no_reading() {
    let long = "1".repeat(100_000);
    let texts = [
        "",
        ".",
        ",",
        "-",
        "NP",
        "N/A",
        "1.2.3",
        "1,2,3",
        "12.34.567",
        "1.234.56",
        "5.",
        "5,",
        "1 000",
        "1 000\n000",
        "1 234.567 890",
        "1 234 567.891",
        "12 34 567",
        "--5",
        "-(5)",
        "(5",
        "5)",
        "$$$5",
        "1e5",
        "0.125.000",
        "1.234,567.8",
        "NaN",
        "٣",
        "1'000",
        "1'234.56",
        "1'234'56",
        "1.234'567",
        "1'234.567'890",
        "500-",
        "500.-.-",
        ".-",
        "1.oo.oo",
        "0 000 000",
        "()",
        "$",
        "COP",
        &long,
    ];
    for text in texts {
        assert_eq!(readings(text, PESOS, false), Readings::None, "{text:.20}");
    }
}

#[test]
fn a_group_of_three_has_two_readings_until_a_mark_settles_it() {
    let two = readings("-1.234", BARE, false);
    assert_eq!(two, Readings::Two { by_comma: d("-1234"), by_point: d("-1.234") });
    assert_eq!(two.settled(None), None);
    assert_eq!(two.settled(Some(DecimalMark::Comma)), Some(d("-1234")));
    assert_eq!(two.settled(Some(DecimalMark::Point)), Some(d("-1.234")));
    assert_eq!(readings("1,234", BARE, false).settled(Some(DecimalMark::Point)), Some(d("1234")));
}

#[test]
fn a_whole_number_cannot_be_read_with_decimals() {
    assert_eq!(readings("1.500", BARE, true).settled(None), Some(d("1500")));
    assert_eq!(readings("1.000", BARE, true), Readings::Two { by_comma: d("1000"), by_point: d("1") });
    assert_eq!(readings("1,5", BARE, true), Readings::None);
}

#[test]
fn the_convention_is_what_all_clear_cells_agree_on() {
    let of = |texts: &[&str]| convention(texts.iter().map(|text| readings(text, BARE, false)));
    assert_eq!(of(&["1.234", "12", "2.339.400.000", "NP"]), Some(DecimalMark::Comma));
    assert_eq!(of(&["1.234", "55.7"]), Some(DecimalMark::Point));
    assert_eq!(of(&["1.234", "12"]), None);
    assert_eq!(of(&["1,5", "1.5"]), None);
}
