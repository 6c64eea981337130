use super::*;
use jiff::civil::date;

fn day(text: &str) -> (Date, bool) {
    match reading(text) {
        DateReading::Day(day, time) | DateReading::DayFirst(day, time) | DateReading::Either(day, time) => (day, time),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn iso_and_day_first() {
    for text in ["2026-01-31", "2026/01/31", "31/01/2026", "31-1-2026", "31/1/2026"] {
        assert_eq!(day(text), (date(2026, 1, 31), false), "{text}");
    }
    assert_eq!(reading("2026-01-31T10:30:00"), DateReading::Day(date(2026, 1, 31), true));
    assert_eq!(reading("31/01/2026 10:30"), DateReading::DayFirst(date(2026, 1, 31), true));
    assert_eq!(reading("2/2/0205"), DateReading::Day(date(205, 2, 2), false));
    assert_eq!(reading("3/4/2026"), DateReading::Either(date(2026, 4, 3), false));
}

#[test]
fn with_the_month_s_name() {
    for text in [
        "31 de enero de 2026",
        "31 DE ENERO DEL 2026",
        "enero 31 de 2026",
        "31 enero 2026",
        "31-ene-2026",
        "31/Ene./2026",
    ] {
        assert_eq!(day(text), (date(2026, 1, 31), false), "{text}");
    }
    assert_eq!(day("1.º de octubre de 2026").0, date(2026, 10, 1));
    assert_eq!(day("5-sept-2026").0, date(2026, 9, 5));
    assert_eq!(day("OCTUBRE 3 de 2026").0, date(2026, 10, 3));
    assert_eq!(reading("31-ene-26"), DateReading::ShortYear);
    for text in ["31 de enero", "enero de 2026", "31 de brumario de 2026", "en 3 de 2026", "3 de 4 de 2026"] {
        assert_eq!(reading(text), DateReading::None, "{text}");
    }
}

#[test]
fn what_is_no_date() {
    assert_eq!(reading("31/01/26"), DateReading::ShortYear);
    assert_eq!(reading("01/31/2026"), DateReading::MonthFirst);
    for text in [
        "",
        "N/A",
        "2026",
        "31-01/2026",
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
fn a_column_puts_the_month_first_where_nothing_says_otherwise() {
    let of = |texts: &[&str]| month_first(texts.iter().map(|text| reading(text)));
    assert!(of(&["3/4/2026", "01/31/2026", "2026-01-31", "N/A"]));
    assert!(!of(&["3/4/2026", "01/31/2026", "31/01/2026"]));
    assert!(!of(&["3/4/2026"]));
}

#[test]
fn a_bare_number_is_the_day_that_excel_counts() {
    let of = |days: i64| of_serial(Decimal::from(days));
    assert_eq!(of(45_000), Some(date(2023, 3, 15)));
    assert_eq!(of(36_526), Some(date(2000, 1, 1)));
    assert_eq!((of(2026), of(20_260_131)), (None, None));
    assert_eq!(of_serial(Decimal::new(450_005, 1)), None);
}

#[test]
fn days_and_months_that_there_are_not() {
    assert_eq!(reading("31/02/2026"), DateReading::NoSuchDay(28));
    assert_eq!(reading("29/02/2028"), DateReading::DayFirst(date(2028, 2, 29), false));
    assert_eq!(reading("31 de febrero de 2026"), DateReading::NoSuchDay(28));
    assert_eq!(reading("2026-11-31"), DateReading::NoSuchDay(30));
    assert_eq!(reading("31/31/2026"), DateReading::NoSuchMonth(31));
}
