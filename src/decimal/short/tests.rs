use proptest::prelude::*;

use super::*;

#[test]
fn what_excel_holds_fits() {
    for text in ["0", "-12.5", "999999999999999", "1e22", "123456789012345e21", "0.00000000000000000001"] {
        let number = Decimal::parse(text).unwrap();
        assert_eq!(ShortDecimal::try_from(number).unwrap().decimal(), number, "{text}");
    }
}

#[test]
fn more_than_its_digits_do_not() {
    let number = Decimal::parse("12345678901234567890.5").unwrap();
    assert_eq!(ShortDecimal::try_from(number), Err(TooManyDigits));
    assert_eq!(ShortDecimal::new(1, -39), None);
    assert_eq!(ShortDecimal::from_double(f64::NAN), None);
    assert_eq!(ShortDecimal::from_double(1e300), None);
}

#[test]
fn a_workbook_of_millions_of_cells_stays_small() {
    assert_eq!(size_of::<ShortDecimal>(), 16);
    assert_eq!(size_of::<crate::workbook::Cell>(), 32);
}

proptest! {
    #[test]
    fn equal_numbers_have_equal_fields(digits in -1_000_000_i64..1_000_000, decimals in -10_i8..10, zeros in 0_u32..6) {
        let longer = digits * 10_i64.pow(zeros);
        let shifted = decimals + i8::try_from(zeros).unwrap();
        prop_assert_eq!(ShortDecimal::new(digits, decimals), ShortDecimal::new(longer, shifted));
    }

    #[test]
    fn a_written_double_is_read_as_the_double(double in prop_oneof![
        any::<f64>(),
        (any::<i64>(), 0_u8..25).prop_map(|(digits, decimals)| format!("{digits}e-{decimals}").parse().unwrap()),
        (0_i64..10_i64.pow(16), 0_u8..6).prop_map(|(digits, decimals)| format!("{digits}e-{decimals}").parse().unwrap()),
    ]) {
        for written in [format!("{double}"), format!("{double:e}"), format!("{double:.16e}"), format!("{double:.3}")] {
            prop_assert_eq!(
                ShortDecimal::of_stored(&written),
                ShortDecimal::from_double(written.parse().unwrap()),
                "{}", written
            );
        }
    }

    #[test]
    fn a_double_has_the_same_value_in_both(bits: u64) {
        let double = f64::from_bits(bits);
        prop_assert_eq!(ShortDecimal::from_double(double).map(ShortDecimal::decimal), Decimal::from_double(double));
    }
}

#[test]
fn what_a_file_writes_for_a_number() {
    for (written, plain) in [
        ("0", "0"),
        ("-0", "0"),
        ("007", "7"),
        ("12.50", "12.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("+5", "5"),
        ("1500000", "1500000"),
        ("1.5E-7", "0.00000015"),
        // 17 digits: those of the double that Excel shows as 0,3.
        ("0.30000000000000004", "0.3"),
        ("1234567890123456789", "1234567890123460000"),
        ("123456789012345678901234567890", "123456789012346000000000000000"),
    ] {
        assert_eq!(ShortDecimal::of_stored(written).unwrap().decimal(), Decimal::parse(plain).unwrap(), "{written}");
    }
    for none in ["", "-", ".", "-.", "1.2.3", "1,5", "NaN", "inf", "0x10", "1e400", "1 000", "١"] {
        assert_eq!(ShortDecimal::of_stored(none), None, "{none}");
    }
}
