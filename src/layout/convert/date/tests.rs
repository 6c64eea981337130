use super::*;
use jiff::civil::date;

#[test]
fn iso_and_day_first() {
    for text in ["2026-01-31", "31/01/2026", "31-1-2026", "31/1/2026"] {
        assert_eq!(reading(text), DateReading::Day(date(2026, 1, 31), false), "{text}");
    }
    assert_eq!(reading("2026-01-31T10:30:00"), DateReading::Day(date(2026, 1, 31), true));
    assert_eq!(reading("31/01/2026 10:30"), DateReading::Day(date(2026, 1, 31), true));
    assert_eq!(reading("2/2/0205"), DateReading::Day(date(205, 2, 2), false));
}

#[test]
fn what_is_no_date() {
    assert_eq!(reading("31/01/26"), DateReading::ShortYear);
    for text in [
        "",
        "N/A",
        "2026",
        "31-01/2026",
        "2026/01/31",
        "31.01.2026",
        "1/1/2026 a. m.",
        "-1-1-2026",
        "99999-01-01",
        "1/1/20266",
        "٣/1/2026",
    ] {
        assert_eq!(reading(text), DateReading::None, "{text}");
    }
}

#[test]
fn days_and_months_that_there_are_not() {
    assert_eq!(reading("31/02/2026"), DateReading::NoSuchDay(28));
    assert_eq!(reading("29/02/2028"), DateReading::Day(jiff::civil::date(2028, 2, 29), false));
    assert_eq!(reading("2026-11-31"), DateReading::NoSuchDay(30));
    assert_eq!(reading("01/31/2026"), DateReading::NoSuchMonth(31));
}
