use super::*;
use crate::layout::tests::{code, day, number, percent, text, word};

fn read(ty: &Type, content: &Content) -> (String, Option<Remark>) {
    let (entry, remark) = CellReader::single(ty, &[Text::new("NP")]).read(Some(content));
    (word(&entry), remark)
}

fn plain(ty: &Type, content: &Content) -> String {
    read(ty, content).0
}

const SHARE: Type = Type::Percent { hundredths: false };
const HUNDREDTHS: Type = Type::Percent { hundredths: true };

#[test]
fn percentages() {
    assert_eq!(plain(&SHARE, &number("0.125")), "0.125");
    assert_eq!(plain(&SHARE, &percent("0.125")), "0.125");
    assert_eq!(plain(&SHARE, &text("2.00%")), "0.02");
    assert_eq!(plain(&SHARE, &text("12,5 %")), "0.125");
    assert_eq!(plain(&SHARE, &text("0,5")), "0.5");
    assert_eq!(plain(&HUNDREDTHS, &number("12.5")), "0.125");
    assert_eq!(plain(&HUNDREDTHS, &percent("0.125")), "0.125");
    assert_eq!(plain(&HUNDREDTHS, &text("12,5%")), "0.125");
    assert_eq!(plain(&HUNDREDTHS, &text("12,5")), "0.125");
    assert_eq!(plain(&SHARE, &text("%")), "?%");
    assert_eq!(plain(&Type::Decimal, &text("5 %")), "?5 %");
}

#[test]
fn whole_numbers() {
    assert_eq!(read(&Type::Integer, &number("3")), ("3".into(), None));
    assert_eq!(read(&Type::Integer, &number("3.5")), ("?3,5".into(), Some(Remark::NotWhole)));
    assert_eq!(read(&Type::Integer, &text("3,5")), ("?3,5".into(), Some(Remark::NotWhole)));
    assert_eq!(read(&Type::Integer, &text("tres")), ("?tres".into(), None));
}

#[test]
fn a_number_with_two_readings_is_unreadable_until_the_column_tells() {
    let two = text("1.234");
    assert_eq!(read(&Type::Pesos, &two), ("?1.234".into(), Some(Remark::TwoReadings)));
    let column = |cells: &[Content], point| {
        let reader = CellReader::for_column(&Type::Pesos, &[], point, cells.iter());
        word(&reader.read(Some(&two)).0)
    };
    assert_eq!(column(&[text("1.234"), text("$ 2.339.400.000")], false), "1234");
    assert_eq!(column(&[text("1.234"), text("55.7"), text("NP")], false), "1.234");
    assert_eq!(column(&[text("1,5"), text("55.7")], false), "?1.234");
    assert_eq!(column(&[text("1,5")], true), "1.234");
    assert_eq!(column(&[number("55.7")], false), "?1.234", "a stored number has no marks");
}

#[test]
fn empty_is_not_unreadable() {
    for blank in ["", "  ", "\u{a0}\n", "_x000D_\n", "np", " NP "] {
        assert_eq!(plain(&Type::Pesos, &text(blank)), "–", "{blank:?}");
    }
    for filler in ["N/A", ".", "-", "ND"] {
        assert_eq!(plain(&Type::Pesos, &text(filler)), format!("?{filler}"));
    }
    assert_eq!(read(&Type::Text, &Content::Fault("#REF!".into())), ("?#REF!".into(), Some(Remark::Fault)));
    let reader = CellReader::single(&Type::Bool { marks: true }, &[]);
    assert_eq!(reader.read(None).0, Entry::Present(Value::Bool(false)));
    assert_eq!(CellReader::single(&Type::Bool { marks: false }, &[]).read(None).0, Entry::Empty);
}

#[test]
fn truths() {
    let plain_bool = Type::Bool { marks: false };
    for (word, expected) in
        [("sí", "sí"), ("SI", "sí"), ("Verdadero", "sí"), ("NO", "no"), ("falso", "no"), ("x", "?x")]
    {
        assert_eq!(plain(&plain_bool, &text(word)), expected, "{word}");
    }
    assert_eq!(plain(&Type::Bool { marks: true }, &text(" X ")), "sí");
    assert_eq!(plain(&plain_bool, &Content::Bool(true)), "sí");
    assert_eq!(plain(&plain_bool, &number("1")), "?1");
}

#[test]
fn texts_take_what_a_cell_shows() {
    assert_eq!(plain(&Type::Text, &text(" Metros_x000D_\n cuadrados ")), "Metros cuadrados");
    assert_eq!(plain(&Type::Text, &number("2026")), "2026");
    assert_eq!(plain(&Type::Text, &number("55.7")), "55,7");
    assert_eq!(plain(&Type::Text, &day("2026-06-30T00:00:00")), "30/06/2026");
    assert_eq!(plain(&Type::Text, &Content::Bool(false)), "FALSO");
}

#[test]
fn choices_are_compared_folded() {
    let choice = Type::Choice(vec![Text::new("Acumulativo"), Text::new("No acumulativo"), Text::new("2026")]);
    assert_eq!(plain(&choice, &text("ACUMULATIVO ")), "ACUMULATIVO");
    assert_eq!(plain(&choice, &number("2026")), "2026");
    assert_eq!(plain(&choice, &text("acumulado")), "?acumulado");
}

#[test]
fn dates() {
    assert_eq!(read(&Type::Date, &day("2026-06-30T00:00:00")), ("2026-06-30".into(), None));
    assert_eq!(read(&Type::Date, &day("2026-06-30T08:00:00")), ("2026-06-30".into(), Some(Remark::TimeDropped)));
    assert_eq!(read(&Type::Date, &text("30/6/26")), ("?30/6/26".into(), Some(Remark::ShortYear)));
    for (written, remark) in [
        ("2026-11-31", Remark::NoSuchDay(30)),
        ("31/06/2026", Remark::NoSuchDay(30)),
        ("29/2/2026", Remark::NoSuchDay(28)),
        ("30/02/2028", Remark::NoSuchDay(29)),
        ("00/06/2026", Remark::NoSuchDay(30)),
        ("01/31/2026", Remark::MonthFirst),
        ("31/31/2026", Remark::NoSuchMonth(31)),
        ("2026-13-01", Remark::NoSuchMonth(13)),
    ] {
        assert_eq!(read(&Type::Date, &text(written)), (format!("?{written}"), Some(remark)), "{written}");
    }
    assert_eq!(plain(&code(&["00"]), &number("12345")), "?12345");
    assert_eq!(plain(&Type::Date, &number("46203")), "?46203");
}

#[test]
fn a_date_or_truth_where_a_number_is_due_is_unreadable() {
    assert_eq!(plain(&Type::Pesos, &day("1900-01-05T00:00:00")), "?05/01/1900");
    assert_eq!(plain(&Type::Decimal, &Content::Bool(true)), "?VERDADERO");
}

#[test]
fn a_text_too_long_to_be_a_number_is_not_looked_at_whole() {
    let long = text(&"1.000 ".repeat(1_000));
    assert_eq!(read(&Type::Pesos, &long).1, None);
    assert!(matches!(CellReader::single(&Type::Date, &[]).read(Some(&long)).0, Entry::Unreadable(_)));
    assert!(matches!(CellReader::single(&Type::Text, &[]).read(Some(&long)).0, Entry::Present(_)));
    assert!(is_blank(&text(&"_x000D_ ".repeat(1_000)), &[]));
}
