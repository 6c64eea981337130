//! What operations mean, held against what a planner would work out by hand.

use jiff::civil::date;

use super::*;
use crate::decimal::Decimal;
use crate::ruleset::builtins::{Aggregate, Function};
use crate::ruleset::model::{ArithmeticOp, Kind};
use crate::syntax::ast::{CompareOp, MatchOp};
use crate::value::{Pattern, Unit, Value};

fn number(text: &str) -> Value {
    Value::Number(Decimal::parse(text).unwrap(), Unit::Plain)
}

fn pesos(whole: i64) -> Value {
    Value::Number(Decimal::from(whole), Unit::Pesos)
}

fn code(text: &str) -> Value {
    Value::Code(text.into())
}

const VERDICTS: [Result<bool, ()>; 3] = [Ok(true), Ok(false), Err(())];

#[test]
fn and_and_or_are_three_valued() {
    let (yes, no, open) = (Ok(true), Ok(false), Err(()));
    let and = [[yes, no, open], [no, no, no], [open, no, open]];
    let or = [[yes, yes, yes], [yes, no, open], [yes, open, open]];
    for (i, left) in VERDICTS.into_iter().enumerate() {
        for (j, right) in VERDICTS.into_iter().enumerate() {
            assert_eq!(all([left, right]), and[i][j], "{left:?} y {right:?}");
            assert_eq!(any([left, right]), or[i][j], "{left:?} o {right:?}");
        }
    }
    assert_eq!((all::<()>([]), any::<()>([])), (Ok(true), Ok(false)));
}

#[test]
fn a_missing_verdict_keeps_the_first_reason() {
    assert_eq!(all([Err("a"), Ok(true), Err("b")]), Err("a"));
    assert_eq!(any([Ok(false), Err("b"), Err("c")]), Err("b"));
}

#[test]
fn numbers_are_exact_and_quotients_rounded() {
    for (left, op, right, expected) in [
        ("0.1", ArithmeticOp::Add, "0.2", Ok("0.3")),
        ("1", ArithmeticOp::Subtract, "1.25", Ok("-0.25")),
        ("1.5", ArithmeticOp::Multiply, "-4", Ok("-6")),
        ("2", ArithmeticOp::Divide, "3", Ok("0.666666666667")),
        ("2", ArithmeticOp::Divide, "0", Err(Fault::ZeroDivision)),
        ("0", ArithmeticOp::Divide, "0", Err(Fault::ZeroDivision)),
        ("1e36", ArithmeticOp::Multiply, "1000", Err(Fault::Overflow)),
    ] {
        let expected = expected.map(number);
        assert_eq!(arithmetic(op, &number(left), &number(right), Unit::Plain), expected, "{left} {op:?} {right}");
    }
}

#[test]
fn the_unit_is_the_one_asked_for() {
    let share = Value::Number(Decimal::parse("0.1").unwrap(), Unit::Percent);
    let tenth = arithmetic(ArithmeticOp::Multiply, &pesos(500), &share, Unit::Pesos).unwrap();
    assert_eq!(tenth.to_string(), "$ 50");
}

#[test]
fn days_between_dates_and_dates_moved_by_days() {
    let (start, end) = (Value::Date(date(2026, 1, 31)), Value::Date(date(2026, 3, 1)));
    assert_eq!(arithmetic(ArithmeticOp::Subtract, &end, &start, Unit::Plain), Ok(number("29")));
    assert_eq!(arithmetic(ArithmeticOp::Add, &start, &number("29"), Unit::Plain), Ok(end.clone()));
    assert_eq!(arithmetic(ArithmeticOp::Subtract, &end, &number("29"), Unit::Plain), Ok(start.clone()));
    assert_eq!(arithmetic(ArithmeticOp::Add, &start, &number("1e9"), Unit::Plain), Err(Fault::Overflow));
    assert_eq!(arithmetic(ArithmeticOp::Add, &start, &number("0.5"), Unit::Plain), Err(Fault::Overflow));
    assert_eq!(arithmetic(ArithmeticOp::Add, &start, &end, Unit::Plain), Err(Fault::Unlike));
}

#[test]
fn comparisons_with_and_without_tolerance() {
    use CompareOp::{AtLeast, AtMost, Equal, Greater, Less, Unequal};
    for (left, op, right, tolerance, expected) in [
        (100, Equal, 100, None, true),
        (100, Equal, 101, None, false),
        (100, Equal, 101, Some(1), true),
        (100, Equal, 102, Some(1), false),
        (102, Equal, 100, Some(1), false),
        (100, Unequal, 101, None, true),
        (100, Unequal, 101, Some(1), false),
        (100, Less, 100, None, false),
        (100, Less, 100, Some(1), true),
        (101, AtMost, 100, None, false),
        (101, AtMost, 100, Some(1), true),
        (102, AtMost, 100, Some(1), false),
        (100, Greater, 100, Some(1), true),
        (99, AtLeast, 100, Some(1), true),
        (98, AtLeast, 100, Some(1), false),
    ] {
        let tolerance = tolerance.map(pesos);
        let found = compare(op, &pesos(left), &pesos(right), tolerance.as_ref());
        assert_eq!(found, Ok(expected), "{left} {op:?} {right} ± {tolerance:?}");
    }
}

#[test]
fn texts_compare_without_case_and_accents_codes_exactly() {
    assert_eq!(compare(CompareOp::Equal, &Value::text("Educación"), &Value::text("EDUCACION"), None), Ok(true));
    assert_eq!(compare(CompareOp::Equal, &Value::text("año"), &Value::text("ano"), None), Ok(false));
    assert_eq!(compare(CompareOp::Equal, &code("IP-1"), &code("ip-1"), None), Ok(false));
    assert_eq!(matches(MatchOp::StartsWith, &Value::text("Árbol grande"), &Value::text("arbol")), Ok(true));
    assert_eq!(matches(MatchOp::StartsWith, &code("ip-1"), &code("IP")), Ok(false));
    assert_eq!(matches(MatchOp::Contains, &code("19050"), &Value::text("905")), Ok(true));
    assert_eq!(matches(MatchOp::EndsWith, &Value::text("Vía ñoña"), &Value::text("ÑOÑA")), Ok(true));
}

#[test]
fn patterns_fold_on_texts_only() {
    let pattern = Pattern::parse("ÁREA 00*").unwrap();
    // `A` stands for a letter, so that the pattern reads: Á, R, E, a letter, blank, two digits, any rest.
    assert!(like(&Value::text("area 12 b"), &pattern));
    assert!(!like(&code("area 12 b"), &pattern));
    assert!(like(&code("ÁREA 12 b"), &pattern));
    assert!(like(&number("1905"), &Pattern::parse("0000").unwrap()));
}

#[test]
fn aggregates_of_nothing() {
    let of = |function| aggregate(function, &[], Unit::Pesos).unwrap();
    assert_eq!(of(Aggregate::Sum), Some(pesos(0)));
    assert_eq!(of(Aggregate::Count), Some(number("0")));
    assert_eq!(of(Aggregate::Distinct), Some(number("0")));
    for function in [Aggregate::Min, Aggregate::Max, Aggregate::Mean] {
        assert_eq!(of(function), None, "{function:?}");
    }
}

#[test]
fn aggregates_of_some() {
    let values = [pesos(3), pesos(1), pesos(3)];
    let of = |function| aggregate(function, &values, Unit::Pesos).unwrap().unwrap().to_string();
    assert_eq!(of(Aggregate::Sum), "$ 7");
    assert_eq!(of(Aggregate::Min), "$ 1");
    assert_eq!(of(Aggregate::Max), "$ 3");
    assert_eq!(of(Aggregate::Mean), "$ 2,333333333333");
    assert_eq!(of(Aggregate::List), "$ 3 y $ 1");
    let distinct = aggregate(Aggregate::Distinct, &[Value::text("Sí"), Value::text("SI")], Unit::Plain);
    assert_eq!(distinct, Ok(Some(number("1"))));
}

#[test]
fn a_sum_that_does_not_fit_is_an_overflow() {
    let huge = number("1e37");
    let many = vec![huge; 20];
    assert_eq!(aggregate(Aggregate::Sum, &many, Unit::Plain), Err(Fault::Overflow));
}

#[test]
fn functions_of_values() {
    let of = |function, values: &[Value], kind: &Kind| call(function, values, kind);
    assert_eq!(of(Function::Left, &[code("190502"), number("2")], &Kind::Code), Ok(code("19")));
    assert_eq!(of(Function::Right, &[Value::text("año 2026"), number("4")], &Kind::Text), Ok(Value::text("2026")));
    assert_eq!(of(Function::Left, &[code("19"), number("-3")], &Kind::Code), Ok(code("")));
    assert_eq!(of(Function::Length, &[Value::text("ñandú")], &Kind::Number(Unit::Plain)), Ok(number("5")));
    assert_eq!(of(Function::Identical, &[Value::text("Sí"), Value::text("SÍ")], &Kind::Bool), Ok(Value::Bool(false)));
    assert_eq!(of(Function::Round, &[pesos(1250), number("-2")], &Kind::Number(Unit::Pesos)), Ok(pesos(1300)));
    assert_eq!(of(Function::Round, &[pesos(1), number("-9e17")], &Kind::Number(Unit::Pesos)), Ok(pesos(0)));
    assert_eq!(of(Function::Absolute, &[pesos(-5)], &Kind::Number(Unit::Pesos)), Ok(pesos(5)));
    let day = |year, month, day| of(Function::Date, &[number(year), number(month), number(day)], &Kind::Date);
    assert_eq!(day("2026", "2", "28"), Ok(Value::Date(date(2026, 2, 28))));
    assert_eq!(day("2026", "2", "29"), Err(Fault::Overflow));
    assert_eq!(day("99999", "1", "1"), Err(Fault::Overflow));
}
