use super::*;

use crate::decimal::{Decimal, ShortDecimal};
use crate::layout::convert::CellReader;
use crate::value::{Pattern, Type, Unit};

fn text(text: &str) -> Content {
    Content::Text(text.into())
}

fn read(ty: &Type, content: &Content) -> (Reading, Pieces) {
    Splitter::new(",").read(&CellReader::single(ty, &[]), Some(content))
}

fn code(code: &str) -> Value {
    Value::Code(code.into())
}

#[test]
fn pieces_are_trimmed_and_empty_ones_dropped() {
    let ty = Type::Code(vec![Pattern::parse("000").unwrap()]);
    let ((entry, remark), pieces) = read(&ty, &text(" 001 ,,\n002, "));
    assert_eq!(entry, Entry::Present(Value::List([code("001"), code("002")].into())));
    assert_eq!((remark, &*pieces), (None, &[Entry::Present(code("001")), Entry::Present(code("002"))][..]));
    let ((entry, _), pieces) = read(&ty, &text(" , ,"));
    assert_eq!((entry, pieces.len()), (Entry::Empty, 0), "nothing but separators is an empty cell");
}

#[test]
fn an_unreadable_piece_makes_the_cell_unreadable_and_leaves_the_others() {
    let ty = Type::Code(vec![Pattern::parse("000").unwrap()]);
    let ((entry, _), pieces) = read(&ty, &text("001, x"));
    assert_eq!(entry, Entry::Unreadable("001, x".into()));
    assert_eq!(&*pieces, [Entry::Present(code("001")), Entry::Unreadable("x".into())]);
}

#[test]
fn a_number_is_one_value() {
    let ty = Type::Code(vec![Pattern::parse("000").unwrap()]);
    let number = Content::Number { value: ShortDecimal::new(123, 0).unwrap(), percent: false };
    let ((entry, _), pieces) = read(&ty, &number);
    assert_eq!((entry, pieces.len()), (Entry::Present(Value::List([code("123")].into())), 1));
    let ((entry, _), _) = read(&Type::Integer, &text("1, 20"));
    let whole = |number: i64| Value::Number(Decimal::from(number), Unit::Plain);
    assert_eq!(entry, Entry::Present(Value::List([whole(1), whole(20)].into())));
}

#[test]
fn too_many_values_are_unreadable() {
    let many = "a,".repeat(MOST_IN_A_CELL);
    assert!(matches!(read(&Type::Text, &text(&many)).0.0, Entry::Present(_)));
    let ((entry, _), pieces) = read(&Type::Text, &text(&format!("{many}a")));
    assert_eq!((entry, pieces.len()), (Entry::Unreadable(format!("{many}a").into()), 0));
    let mut splitter = Splitter { separator: ",", left: 3 };
    let reader = CellReader::single(&Type::Text, &[]);
    let mut present = || matches!(splitter.read(&reader, Some(&text("a,b"))).0.0, Entry::Present(_));
    assert_eq!((present(), present()), (true, false), "a column has its bound, too");
}
