use super::spelled;

#[test]
fn dates_of_other_forms_are_spelled() {
    for (written, expected) in [
        ("31/01/2026", Some("31 de enero de 2026")),
        ("1-2-2026", Some("1 de febrero de 2026")),
        ("2026/12/31", Some("31 de diciembre de 2026")),
        ("29.02.2024", Some("29 de febrero de 2024")),
        ("29.02.2026", None),
        ("13/31/2026", None),
        ("31/01/26", None),
        ("1/2", None),
    ] {
        assert_eq!(spelled(written).as_deref(), expected, "{written}");
    }
}
