//! An expression changed in one thing: an operator, a constant, a column, a function, an operand left out.

use crate::decimal::Decimal;
use crate::ruleset::builtins::{AGGREGATES, Aggregate};
use crate::ruleset::model::{ArithmeticOp, ColumnId, Expr, Kind, Node, RowSource, RuleSet, Schema, TableRef};
use crate::syntax::ast::CompareOp;
use crate::value::{Unit, Value};

use super::{Listed, hints};

/// What an expression stands in.
pub(super) struct Context<'a> {
    pub(super) set: &'a RuleSet,
    /// The tables of its frames, outermost first.
    pub(super) frames: &'a [TableRef],
    /// The columns that scenes give.
    pub(super) listed: &'a Listed,
}

/// An expression changed.
pub(super) struct Turned {
    pub(super) node: Node,
    /// What was changed.
    pub(super) what: String,
    /// What prueba would notice.
    pub(super) hint: Option<String>,
}

/// An operator and what it is changed into.
const COMPARISONS: [(CompareOp, CompareOp); 6] = [
    (CompareOp::Equal, CompareOp::Unequal),
    (CompareOp::Unequal, CompareOp::Equal),
    (CompareOp::Less, CompareOp::AtMost),
    (CompareOp::AtMost, CompareOp::Less),
    (CompareOp::Greater, CompareOp::AtLeast),
    (CompareOp::AtLeast, CompareOp::Greater),
];

const ARITHMETIC: [(ArithmeticOp, &str, ArithmeticOp, &str); 4] = [
    (ArithmeticOp::Add, "+", ArithmeticOp::Subtract, "-"),
    (ArithmeticOp::Subtract, "-", ArithmeticOp::Add, "+"),
    (ArithmeticOp::Multiply, "*", ArithmeticOp::Divide, "/"),
    (ArithmeticOp::Divide, "/", ArithmeticOp::Multiply, "*"),
];

/// A function over many values and one of the same kind.
const TOTALS: [(Aggregate, Aggregate); 6] = [
    (Aggregate::Sum, Aggregate::Max),
    (Aggregate::Max, Aggregate::Min),
    (Aggregate::Min, Aggregate::Max),
    (Aggregate::Mean, Aggregate::Max),
    (Aggregate::Count, Aggregate::Distinct),
    (Aggregate::Distinct, Aggregate::Count),
];

/// The ways to change an expression in itself; what it is made of is changed apart.
pub(super) fn turned(expr: &Expr, context: &Context<'_>) -> Vec<Turned> {
    match &expr.node {
        Node::Compare { op, left, right, tolerance } => comparison(*op, left, right, tolerance.as_deref(), context),
        Node::Between(value, low, high) => between(value, low, high, context),
        Node::And(operands) => logic(operands, Node::Or(operands.clone()), "«y» por «o»", Node::And, context),
        Node::Or(operands) => logic(operands, Node::And(operands.clone()), "«o» por «y»", Node::Or, context),
        Node::Arithmetic(op, left, right) => arithmetic(*op, left, right).into_iter().collect(),
        Node::Not(inner) => vec![turn(inner.node.clone(), "sin «no»", None)],
        Node::Coalesce(first, _) => {
            vec![turn(first.node.clone(), "sin «o bien»", Some(hints::empty(context.set, first)))]
        }
        Node::If(condition, then, otherwise) => {
            let swapped = Node::If(condition.clone(), otherwise.clone(), then.clone());
            vec![turn(swapped, "los dos casos al revés", Some(hints::both_ways(context.set, condition)))]
        }
        Node::Aggregate { function, rows, items } => aggregate(*function, rows, items, expr),
        Node::ExistsRow { table, filter: Some(_) } => {
            vec![turn(Node::ExistsRow { table: *table, filter: None }, "sin «donde»", None)]
        }
        Node::EveryRow { table, filter: Some(_), holds } => {
            let all = Node::EveryRow { table: *table, filter: None, holds: holds.clone() };
            vec![turn(all, "sin «donde»", None)]
        }
        Node::In(..)
        | Node::IsFormula(_)
        | Node::IsEmpty(_)
        | Node::Like(..)
        | Node::Match(..)
        | Node::ExistsKey { .. }
        | Node::ExistsRow { .. }
        | Node::Unique(_) => {
            let hint = hints::both_ways(context.set, expr);
            vec![turn(Node::Not(Box::new(expr.clone())), "lo contrario", Some(hint))]
        }
        node => leaf(node, expr, context),
    }
}

fn turn(node: Node, what: impl Into<String>, hint: Option<String>) -> Turned {
    Turned { node, what: what.into(), hint }
}

fn comparison(
    op: CompareOp,
    left: &Expr,
    right: &Expr,
    tolerance: Option<&Expr>,
    context: &Context<'_>,
) -> Vec<Turned> {
    let sides = || (Box::new(left.clone()), Box::new(right.clone()));
    let mut found = Vec::new();
    if let Some((_, other)) = COMPARISONS.into_iter().find(|(from, _)| *from == op) {
        let (left, right) = sides();
        let hint = hints::limit(context.set, op, &left, &right);
        let node = Node::Compare { op: other, left, right, tolerance: tolerance.cloned().map(Box::new) };
        found.push(turn(node, format!("«{}» por «{}»", op.symbol(), other.symbol()), Some(hint)));
    }
    if tolerance.is_some() {
        let (left, right) = sides();
        let hint = hints::differ(context.set, &left, &right);
        let node = Node::Compare { op, left, right, tolerance: None };
        found.push(turn(node, "sin «±»", Some(hint)));
    }
    found
}

/// Each of the two limits left out of the stretch.
fn between(value: &Expr, low: &Expr, high: &Expr, context: &Context<'_>) -> Vec<Turned> {
    let side = |op: CompareOp, limit: &Expr| {
        let node = Node::Compare { op, left: Box::new(value.clone()), right: Box::new(limit.clone()), tolerance: None };
        Expr { node, kind: Kind::Bool, span: value.span }
    };
    let without = |low_op, high_op| Node::And(vec![side(low_op, low), side(high_op, high)]);
    let hint = |limit: &Expr| Some(hints::limit(context.set, CompareOp::AtMost, value, limit));
    vec![
        turn(without(CompareOp::Greater, CompareOp::AtMost), "sin el límite de abajo", hint(low)),
        turn(without(CompareOp::AtLeast, CompareOp::Less), "sin el límite de arriba", hint(high)),
    ]
}

/// `y` for `o`, and each operand left out.
fn logic(
    operands: &[Expr],
    other: Node,
    what: &str,
    same: fn(Vec<Expr>) -> Node,
    context: &Context<'_>,
) -> Vec<Turned> {
    let mut found = vec![turn(other, what, Some(hints::only_one(context.set, operands)))];
    for (at, operand) in operands.iter().enumerate() {
        let rest: Vec<Expr> =
            operands.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, rest)| rest.clone()).collect();
        let node = match rest.as_slice() {
            [one] => one.node.clone(),
            _ => same(rest),
        };
        let hint = hints::decides(context.set, operand);
        found.push(turn(node, format!("sin «{}»", hints::text(context.set, operand.span)), Some(hint)));
    }
    found
}

fn arithmetic(op: ArithmeticOp, left: &Expr, right: &Expr) -> Option<Turned> {
    // A day and a number of days can only be added or taken away.
    let (_, from, other, to) = ARITHMETIC.into_iter().find(|(from, ..)| *from == op)?;
    let dates = left.kind == Kind::Date && right.kind == Kind::Date;
    let node = Node::Arithmetic(other, Box::new(left.clone()), Box::new(right.clone()));
    (!dates).then(|| turn(node, format!("«{from}» por «{to}»"), None))
}

fn aggregate(function: Aggregate, rows: &RowSource, items: &[Expr], expr: &Expr) -> Vec<Turned> {
    let mut found = Vec::new();
    let name = |function| AGGREGATES.iter().find(|known| known.function == function).map_or("", |known| known.name);
    let other = TOTALS.into_iter().find(|(from, _)| *from == function && !items.is_empty());
    if let Some((_, other)) = other {
        let node = Node::Aggregate { function: other, rows: rows.clone(), items: items.to_vec() };
        found.push(turn(node, format!("«{}» por «{}»", name(function), name(other)), None));
    }
    if let (RowSource::Query { table, filter: Some(_) }, Node::Aggregate { .. }) = (rows, &expr.node) {
        let rows = RowSource::Query { table: *table, filter: None };
        found.push(turn(Node::Aggregate { function, rows, items: items.to_vec() }, "sin «donde»", None));
    }
    found
}

/// A constant by one, or a column by another of its kind.
fn leaf(node: &Node, expr: &Expr, context: &Context<'_>) -> Vec<Turned> {
    match node {
        Node::Constant(value) => constant(value).into_iter().collect(),
        Node::Column { up, column } => {
            let table = context.frames.len().checked_sub(up + 1).and_then(|at| context.frames.get(at));
            let other = table.and_then(|table| other_column(context, *table, *column, false));
            let node = |column| Node::Column { up: *up, column };
            other.map(|other| swapped(context, expr, other, &node)).into_iter().collect()
        }
        Node::Dato { table, column } => {
            let other = other_column(context, *table, *column, true);
            let node = |column| Node::Dato { table: *table, column };
            other.map(|other| swapped(context, expr, other, &node)).into_iter().collect()
        }
        Node::Field { row, column } => {
            let Kind::Row(table) = row.kind else { return Vec::new() };
            let other = other_column(context, table, *column, false);
            let node = |column| Node::Field { row: row.clone(), column };
            other.map(|other| swapped(context, expr, other, &node)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn constant(value: &Value) -> Option<Turned> {
    let other = match value {
        Value::Number(number, unit) => {
            let step = if *unit == Unit::Percent { Decimal::new(1, 2) } else { Decimal::ONE };
            Value::Number(number.plus(step)?, *unit)
        }
        Value::Date(day) => Value::Date(day.tomorrow().ok()?),
        Value::Bool(truth) => Value::Bool(!truth),
        Value::Text(text) => Value::text(&format!("{}x", text.shown())),
        Value::Code(code) => Value::Code(format!("{code}x").into()),
        Value::List(_) => return None,
    };
    let what = format!("«{value}» por «{other}»");
    Some(turn(Node::Constant(other), what, Some(format!("en que importe que el valor sea {value}"))))
}

fn swapped(
    context: &Context<'_>,
    expr: &Expr,
    (column, name): (ColumnId, String),
    node: &dyn Fn(ColumnId) -> Node,
) -> Turned {
    let text = hints::text(context.set, expr.span);
    let hint = format!("en que «{text}» y «{name}» sean diferentes");
    turn(node(column), format!("«{name}» en su lugar"), Some(hint))
}

/// Another column of a table and of the same kind: rather one that the pruebas give, else the next one.
fn other_column(context: &Context<'_>, table: TableRef, column: ColumnId, dato: bool) -> Option<(ColumnId, String)> {
    let schema = schema(context.set, table)?;
    let own = schema.columns.get(column.0)?;
    let alike = |at: &usize| {
        let other = schema.columns.get(*at);
        *at != column.0 && other.is_some_and(|other| other.dato == dato && kind(other) == kind(own))
    };
    let count = schema.columns.len();
    let after = (1..count).map(|step| (column.0 + step) % count).filter(alike);
    let mut others: Vec<usize> = after.collect();
    others.sort_by_key(|at| !context.listed.contains(&(table, ColumnId(*at))));
    let first = *others.first()?;
    Some((ColumnId(first), schema.columns.get(first)?.name.clone()))
}

fn kind(column: &crate::ruleset::model::ColumnDecl) -> (u8, Unit) {
    use crate::value::Type;
    let sort = match &column.ty {
        Type::Text | Type::Choice(_) => 0,
        Type::Code(_) => 1,
        Type::Integer | Type::Decimal | Type::Pesos | Type::Percent { .. } => 2,
        Type::Date => 3,
        Type::Bool { .. } => 4,
    };
    (sort, column.ty.unit())
}

fn schema(set: &RuleSet, table: TableRef) -> Option<&Schema> {
    match table {
        TableRef::Plan | TableRef::Approved | TableRef::All => Some(&set.plan),
        TableRef::Reference(id) => set.tables.get(id.0).map(|table| &table.schema),
        TableRef::Part(id) => set.parts.get(id.0).map(|part| &part.schema),
    }
}
