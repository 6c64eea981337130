use super::*;

fn read(serial: f64) -> Option<Serial> {
    from_serial(ShortDecimal::from_double(serial).unwrap(), false)
}

fn date_of(serial: f64) -> String {
    match read(serial) {
        Some(Serial::Date(date)) => date.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn days_around_the_one_that_never_was() {
    assert_eq!(date_of(1.0), "1900-01-01T00:00:00");
    assert_eq!(date_of(59.0), "1900-02-28T00:00:00");
    assert_eq!(read(60.5), Some(Serial::NoSuchDay("29/02/1900")));
    assert_eq!(date_of(61.0), "1900-03-01T00:00:00");
}

#[test]
fn hours_are_exact_to_the_millisecond() {
    // A third of a day is 8 hours, though no double is a third.
    assert_eq!(date_of(46_042.0 + 1.0 / 3.0), "2026-01-20T08:00:00");
    assert_eq!(date_of(46_042.999_999_999), "2026-01-21T00:00:00");
    assert_eq!(date_of(46_042.000_011_574), "2026-01-20T00:00:01");
}

#[test]
fn the_last_day_is_of_9999() {
    assert_eq!(date_of(2_958_465.0), "9999-12-31T00:00:00");
    for serial in [2_958_466.0, -0.5, 1e35] {
        assert_eq!(read(serial), None, "{serial}");
    }
    assert_eq!(read(0.25), Some(Serial::TimeOfDay));
}
