use super::*;
use proptest::prelude::*;

fn d(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

#[test]
fn doubles_are_read_to_fifteen_digits() {
    for (double, expected) in [
        (0.1 + 0.2, "0.3"),
        (3_493_430_378.905_599_6, "3493430378.9056"),
        (1e15, "1000000000000000"),
        (123_456_789_012_345_680.0, "123456789012346000"),
        (-0.5, "-0.5"),
        (2.5e-20, "0.00000000000000000003"),
        (1e-300, "0"),
        (-0.0, "0"),
    ] {
        assert_eq!(Decimal::from_double(double), Some(d(expected)), "{double}");
    }
    assert_eq!(Decimal::from_double(f64::NAN), None);
    assert_eq!(Decimal::from_double(f64::INFINITY), None);
    assert_eq!(Decimal::from_double(1e300), None);
}

#[test]
fn only_the_plain_form_is_parsed() {
    for text in ["", ".", "-", "1.2.3", "1 000", "1,5", "0x10", "1e", "--1", "NaN", "١"] {
        assert_eq!(Decimal::parse(text), None, "{text:?}");
    }
    assert_eq!(d("+1.50"), d("1.5"));
    assert_eq!(d(".5e1"), d("5"));
    assert_eq!(d("0e999999999"), Decimal::ZERO);
    assert_eq!(Decimal::parse("1e999999999"), None);
    assert_eq!(Decimal::parse("1e-2147483648"), None);
}

#[test]
fn arithmetic_is_exact_or_refused() {
    assert_eq!(d("0.1").plus(d("0.2")), Some(d("0.3")));
    assert_eq!(d("100").minus(d("100.01")), Some(d("-0.01")));
    assert_eq!(d("1.5").times(d("-0.2")), Some(d("-0.3")));
    let large = Decimal::new(i128::MAX, 0);
    assert_eq!(large.plus(Decimal::ONE), None);
    assert_eq!(large.times(d("2")), None);
}

#[test]
fn quotients_round_half_away_from_zero() {
    assert_eq!(d("1").over(d("3")), Some(d("0.333333333333")));
    assert_eq!(d("2").over(d("-3")), Some(d("-0.666666666667")));
    assert_eq!(d("1").over(d("0")), None);
    assert_eq!(d("2.5").rounded(0), Some(d("3")));
    assert_eq!(d("-2.5").rounded(0), Some(d("-3")));
    assert_eq!(d("1250").rounded(-2), Some(d("1300")));
    assert_eq!(d("4").rounded(-40), Some(Decimal::ZERO));
}

#[test]
fn shown_as_in_colombia() {
    assert_eq!(d("1234567.5").to_string(), "1.234.567,5");
    assert_eq!(d("-999").to_string(), "-999");
    assert_eq!(d("-1000").to_string(), "-1.000");
    assert_eq!(d("0.05").to_string(), "0,05");
    assert_eq!(d("-1234.5").plain(), "-1234.5");
}

#[test]
fn order_holds_where_scales_cannot_meet() {
    let large = Decimal::new(i128::MAX / 2, 0);
    let small = Decimal::new(7, 30);
    assert!(large > small);
    assert!(large.negated() < small && small > large.negated());
    assert!(small.negated() > large.negated());
}

proptest! {
    #[test]
    fn plain_text_comes_back(digits in any::<i64>(), decimals in 0u8..=20) {
        let number = Decimal::new(i128::from(digits), decimals);
        prop_assert_eq!(Decimal::parse(&number.plain()), Some(number));
    }

    #[test]
    fn sums_go_back_and_order_agrees(a in any::<i64>(), b in any::<i64>(), s in 0u8..10, t in 0u8..10) {
        let (left, right) = (Decimal::new(a.into(), s), Decimal::new(b.into(), t));
        let sum = left.plus(right).unwrap();
        prop_assert_eq!(sum.minus(right), Some(left));
        prop_assert_eq!(left.cmp(&right), left.minus(right).unwrap().cmp(&Decimal::ZERO));
    }
}
