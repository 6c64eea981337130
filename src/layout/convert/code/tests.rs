use super::*;

fn patterns(written: &[&str]) -> Vec<Pattern> {
    written.iter().map(|pattern| Pattern::parse(pattern).unwrap()).collect()
}

fn number(plain: &str) -> Decimal {
    Decimal::parse(plain).unwrap()
}

#[test]
fn one_lost_zero_comes_back_where_one_pattern_then_fits() {
    let nine = patterns(&["000000000"]);
    assert_eq!(of_number(number("40102100"), &nine), CodeReading::ZeroRestored("040102100".into()));
    assert_eq!(of_text("40102100", &nine), CodeReading::ZeroRestored("040102100".into()));
    assert_eq!(of_number(number("4010210"), &nine), CodeReading::None, "two zeros are too many");
    assert_eq!(of_text("4010210A", &patterns(&["00000000A"])), CodeReading::None, "a letter: never a number");
    assert_eq!(of_text("12", &patterns(&["000", "0*2"])), CodeReading::Whole("12".into()));
    assert_eq!(of_text("12", &patterns(&["000", "0\\12"])), CodeReading::None, "two patterns would fit");
    let literal = CodeReading::ZeroRestored("012".into());
    assert_eq!(of_text("12", &patterns(&["\\012"])), literal, "Excel drops a literal zero as any other");
    assert_eq!(of_text("12", &patterns(&["000", "\\012"])), CodeReading::None, "two patterns would fit");
    assert_eq!(of_text("12", &patterns(&["*12"])), CodeReading::Whole("12".into()));
}

#[test]
fn a_code_fits_one_of_several_patterns_or_any_where_there_is_none() {
    let bpin = patterns(&["0000000000000", "000000000000000"]);
    assert_eq!(of_number(number("2024004250055"), &bpin), CodeReading::Whole("2024004250055".into()));
    assert_eq!(of_text("202500000037160", &bpin), CodeReading::Whole("202500000037160".into()));
    assert_eq!(of_text("IP 207", &[]), CodeReading::Whole("IP 207".into()));
    assert_eq!(of_text("ip-207", &patterns(&["IP-*"])), CodeReading::None);
}

#[test]
fn numbers_that_are_no_codes() {
    assert_eq!(of_number(number("1.5"), &[]), CodeReading::None);
    assert_eq!(of_number(number("999999999999999"), &[]), CodeReading::Whole("999999999999999".into()));
    assert_eq!(of_number(number("1000000000000000"), &[]), CodeReading::TooLong);
}
