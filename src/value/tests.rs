use super::*;

fn fits(pattern: &str, code: &str) -> bool {
    Pattern::parse(pattern).unwrap().fits(code)
}

#[test]
fn patterns_fit_whole_codes() {
    assert!(fits("0000", "1905") && !fits("0000", "19055") && !fits("0000", "190"));
    assert!(fits("IP-*", "IP-207") && fits("IP-*", "IP-") && !fits("IP-*", "ip-207"));
    assert!(fits("\\A0", "A7") && !fits("\\A0", "B7") && fits("A0", "ñ7"));
    assert!(fits("*a*b*", "xxaxxbxx") && !fits("*a*b*", "ba"));
    let hostile = format!("{}b", "*a".repeat(200));
    assert!(!fits(&hostile, &"a".repeat(4000)));
}

/// Whether a pattern of `a`, `b` and stars fits, by its definition.
fn fits_by_definition(pattern: &[u8], code: &[u8]) -> bool {
    match pattern {
        [] => code.is_empty(),
        [b'*', rest @ ..] => (0..=code.len()).any(|skipped| fits_by_definition(rest, &code[skipped..])),
        [first, rest @ ..] => code.first() == Some(first) && fits_by_definition(rest, &code[1..]),
    }
}

/// Every word of the letters, up to so many of them.
fn words(letters: &str, most: usize) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut from = 0;
    for _ in 0..most {
        let longer = found[from..].iter().flat_map(|word| letters.chars().map(move |letter| format!("{word}{letter}")));
        let longer: Vec<String> = longer.collect();
        from = found.len();
        found.extend(longer);
    }
    found
}

#[test]
fn stars_fit_whatever_lies_between() {
    for pattern in words("ab*", 5).iter().skip(1) {
        for code in words("ab", 5) {
            let expected = fits_by_definition(pattern.as_bytes(), code.as_bytes());
            assert_eq!(fits(pattern, &code), expected, "{pattern} {code}");
        }
    }
}

#[test]
fn patterns_print_as_written() {
    for text in ["0000", "IP-*", "\\A\\0\\*\\\\x"] {
        assert_eq!(Pattern::parse(text).unwrap().to_string(), text);
    }
    assert_eq!(Pattern::parse(""), Err(PatternError::Empty));
    assert_eq!(Pattern::parse("0\\"), Err(PatternError::DanglingEscape));
}

#[test]
fn values_read_as_in_colombia() {
    let number = |text, unit| Value::Number(Decimal::parse(text).unwrap(), unit).to_string();
    assert_eq!(number("12500000", Unit::Pesos), "$ 12.500.000");
    assert_eq!(number("-5", Unit::Pesos), "-$ 5");
    assert_eq!(number("2026", Unit::Plain), "2026");
    assert_eq!(number("20260", Unit::Plain), "20.260");
    assert_eq!(number("2026.5", Unit::Plain), "2.026,5");
    assert_eq!(number("0.125", Unit::Percent), "12,5 %");
    assert_eq!(Value::Date(jiff::civil::date(2026, 6, 30)).to_string(), "30 de junio de 2026");
    assert_eq!(Value::Date(jiff::civil::date(2026, 6, 30)).plain(), "2026-06-30");
}

#[test]
fn texts_are_equal_without_case_and_accents_codes_are_not() {
    assert_eq!(Value::text("SGP  Educación"), Value::text("sgp educacion"));
    assert_ne!(Value::Code("ip-1".into()), Value::Code("IP-1".into()));
    assert_ne!(Value::text("1905"), Value::Code("1905".into()));
}
