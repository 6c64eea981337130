//! Messages for demands without a `si no`: what was found, what was expected, and how far apart they are.

use crate::ruleset::model::{ColumnId, Expr, Node, Set, TableRef};
use crate::syntax::ast::{CompareOp, MatchOp};
use crate::text::{either, enumerate};
use crate::value::Value;

use crate::engine::eval::Evaluator;
use crate::engine::kernel::difference;
use crate::engine::words::{quoted, source};

/// What a condition that does not hold finds wrong.
pub(super) fn message(evaluator: &mut Evaluator<'_>, culprit: &Expr) -> String {
    let made = match &culprit.node {
        Node::Not(inner) => forbidden(evaluator, inner),
        _ => demanded(evaluator, culprit),
    };
    made.unwrap_or_else(|| format!("no se cumple «{}»", source(evaluator.world, culprit)))
}

/// What to do where the rule does not say: the nearest value of the column that was looked into.
pub(super) fn help(evaluator: &mut Evaluator<'_>, culprit: &Expr) -> Option<String> {
    let Node::In(value, Set::Column(table, column)) = &culprit.node else { return None };
    let value = evaluator.value(value).ok().filter(|value| matches!(value, Value::Text(_) | Value::Code(_)))?;
    let near = evaluator.world.nearest(&value, *table, *column)?;
    Some(format!("¿quiso decir {}?", quoted(&near)))
}

fn demanded(evaluator: &mut Evaluator<'_>, culprit: &Expr) -> Option<String> {
    match &culprit.node {
        Node::Compare { op, left, right, tolerance } => comparison(evaluator, *op, [left, right], tolerance.as_deref()),
        Node::Between(value, low, high) => {
            let found = found(evaluator, value)?;
            let (low, high) = (shown(evaluator, low)?, shown(evaluator, high)?);
            Some(format!("{found} y debe estar entre {low} y {high}"))
        }
        Node::In(value, Set::Column(table, column)) => {
            Some(format!("{} no está en {}", named(evaluator, value)?, set(evaluator, *table, *column)))
        }
        Node::In(value, Set::List(items)) if !is_constant(value) => {
            Some(format!("{} y debe ser {}", found(evaluator, value)?, choices(evaluator, items)?))
        }
        Node::IsEmpty(inner) => Some(format!("{} y debe estar vacío", found(evaluator, inner)?)),
        Node::IsFormula(cell) => Some(format!("{} y no es una fórmula", held(evaluator, cell))),
        Node::Like(value, pattern) => Some(format!("{} y no tiene la forma «{pattern}»", found(evaluator, value)?)),
        Node::Match(op, value, part) => {
            let part = shown(evaluator, part)?;
            Some(format!("{} y no {} {part}", found(evaluator, value)?, verb(*op)))
        }
        Node::Column { .. } | Node::Dato { .. } | Node::Field { .. } => {
            Some(format!("{} y debe ser sí", found(evaluator, culprit)?))
        }
        Node::Applied { arguments, .. } => {
            Some(format!("no se cumple «{}»{}", source(evaluator.world, culprit), given(evaluator, arguments)))
        }
        _ => rows(evaluator, culprit),
    }
}

fn rows(evaluator: &mut Evaluator<'_>, culprit: &Expr) -> Option<String> {
    match &culprit.node {
        Node::ExistsKey { table, keys } => {
            let keys: Option<Vec<String>> = keys.iter().map(|key| shown(evaluator, key)).collect();
            Some(format!("no hay fila en {} para {}", evaluator.world.name(*table), enumerate(&keys?)))
        }
        Node::ExistsRow { table, filter: None } => Some(format!("{} no tiene filas", evaluator.world.name(*table))),
        Node::ExistsRow { table, filter: Some(filter) } => {
            let world = evaluator.world;
            Some(format!("ninguna fila de {} cumple «{}»", world.name(*table), source(world, filter)))
        }
        Node::EveryRow { table, holds, .. } => {
            let world = evaluator.world;
            Some(format!("hay filas de {} que no cumplen «{}»", world.name(*table), source(world, holds)))
        }
        Node::Changed { columns, .. } => {
            let names: Vec<String> = columns.iter().filter_map(|column| compared(evaluator, column)).collect();
            let verb = if names.len() == 1 { "cambió" } else { "cambiaron" };
            Some(format!("no {verb} frente a lo aprobado: {}", enumerate(&names)))
        }
        Node::Unique(parts) => {
            let found: Option<Vec<String>> = parts.iter().map(|part| named(evaluator, part)).collect();
            let repeated = if parts.len() == 1 { "se repite" } else { "se repiten" };
            Some(format!("{} {repeated} en otra fila", enumerate(&found?)))
        }
        _ => None,
    }
}

fn column_id(column: &Expr) -> Option<ColumnId> {
    if let Node::Column { column, .. } = column.node { Some(column) } else { None }
}

/// The name of a column of the plan.
fn compared(evaluator: &Evaluator<'_>, column: &Expr) -> Option<String> {
    Some(evaluator.world.column(TableRef::Plan, column_id(column)?)?.name.clone())
}

/// What must not hold, and does.
fn forbidden(evaluator: &mut Evaluator<'_>, inner: &Expr) -> Option<String> {
    match &inner.node {
        Node::IsEmpty(value) => Some(format!("falta {}", source(evaluator.world, value))),
        Node::Column { .. } | Node::Dato { .. } | Node::Field { .. } => {
            Some(format!("{} y debe ser no", found(evaluator, inner)?))
        }
        Node::Changed { keys, columns } => {
            let ids: Vec<ColumnId> = columns.iter().filter_map(column_id).collect();
            let changes = evaluator.changes_of(0, keys, &ids, inner.span).ok()?;
            Some(format!("cambió frente a lo aprobado: {changes}"))
        }
        Node::In(value, Set::Column(table, column)) => {
            Some(format!("{} está en {}", named(evaluator, value)?, set(evaluator, *table, *column)))
        }
        Node::In(value, Set::List(items)) if !is_constant(value) => {
            Some(format!("{} y no puede ser {}", found(evaluator, value)?, choices(evaluator, items)?))
        }
        Node::Between(value, low, high) => {
            let found = found(evaluator, value)?;
            let (low, high) = (shown(evaluator, low)?, shown(evaluator, high)?);
            Some(format!("{found} y no puede estar entre {low} y {high}"))
        }
        Node::IsFormula(cell) => Some(format!("{} y es una fórmula", held(evaluator, cell))),
        Node::Like(value, pattern) => Some(format!("{} y tiene la forma «{pattern}»", found(evaluator, value)?)),
        Node::Match(op, value, part) => {
            let part = shown(evaluator, part)?;
            Some(format!("{} y {} {part}", found(evaluator, value)?, verb(*op)))
        }
        Node::ExistsRow { table, filter: Some(filter) } => {
            let world = evaluator.world;
            Some(format!("hay filas de {} con «{}»", world.name(*table), source(world, filter)))
        }
        Node::Compare { op: CompareOp::Equal, left, right, tolerance: None } if is_constant(right) => {
            Some(format!("{} y no puede serlo", found(evaluator, left)?))
        }
        Node::Applied { arguments, .. } => {
            let written = source(evaluator.world, inner);
            Some(format!("se cumple «{written}», y no debe{}", given(evaluator, arguments)))
        }
        _ => Some(format!("se cumple «{}», y no debe", source(evaluator.world, inner))),
    }
}

fn comparison(
    evaluator: &mut Evaluator<'_>,
    op: CompareOp,
    [left, right]: [&Expr; 2],
    tolerance: Option<&Expr>,
) -> Option<String> {
    let (found, expected) = (evaluator.value(left).ok()?, evaluator.value(right).ok()?);
    let word = source(evaluator.world, left);
    let sides = match &right.node {
        Node::Constant(_) | Node::Vigencia | Node::Today => {
            format!("{word} es {} y debe ser {}", quoted(&found), bound(op, &expected))
        }
        _ if op == CompareOp::Unequal => {
            format!("{word} y {} son iguales: {}", source(evaluator.world, right), quoted(&found))
        }
        _ => {
            let other = source(evaluator.world, right);
            format!("{word} es {} y {other} es {}", quoted(&found), quoted(&expected))
        }
    };
    let admitted = tolerance.and_then(|tolerance| evaluator.value(tolerance).ok());
    Some(match difference(&found, &expected).filter(|_| found != expected) {
        Some(apart) => format!("{sides}: la diferencia es {}{}", gap(&found, &apart), admits(admitted)),
        None => sides,
    })
}

fn gap(found: &Value, apart: &Value) -> String {
    match found {
        Value::Date(_) if apart.plain() == "1" => "1 día".to_owned(),
        Value::Date(_) => format!("{apart} días"),
        _ => apart.to_string(),
    }
}

fn admits(tolerance: Option<Value>) -> String {
    tolerance.map(|tolerance| format!(", y se admite {tolerance}")).unwrap_or_default()
}

fn bound(op: CompareOp, expected: &Value) -> String {
    let expected = quoted(expected);
    match op {
        CompareOp::Equal => expected,
        CompareOp::Unequal => format!("diferente de {expected}"),
        CompareOp::Less => format!("menor que {expected}"),
        CompareOp::AtMost => format!("como máximo {expected}"),
        CompareOp::Greater => format!("mayor que {expected}"),
        CompareOp::AtLeast => format!("como mínimo {expected}"),
    }
}

fn verb(op: MatchOp) -> &'static str {
    match op {
        MatchOp::StartsWith => "empieza con",
        MatchOp::EndsWith => "termina con",
        MatchOp::Contains => "contiene",
        MatchOp::Like => "parece",
    }
}

/// A table's column as rules name it; the one key of a table goes by the table's name.
fn set(evaluator: &Evaluator<'_>, table: TableRef, column: ColumnId) -> String {
    let world = evaluator.world;
    let name = world.name(table);
    match world.column(table, column) {
        Some(decl) if world.schema(table).key != [column] => format!("{name}.{}", decl.name),
        _ => name.to_owned(),
    }
}

fn choices(evaluator: &mut Evaluator<'_>, items: &[Expr]) -> Option<String> {
    let mut shown = Vec::new();
    for item in items {
        match evaluator.value(item).ok()? {
            Value::List(values) => shown.extend(values.iter().map(quoted)),
            value => shown.push(quoted(&value)),
        }
    }
    (!shown.is_empty()).then(|| either(&shown))
}

/// `total es $ 60`; of a cell without a value, that it has none.
fn held(evaluator: &mut Evaluator<'_>, cell: &Expr) -> String {
    found(evaluator, cell).unwrap_or_else(|| format!("{} no tiene valor", source(evaluator.world, cell)))
}

/// `unidad es «Número»`
fn found(evaluator: &mut Evaluator<'_>, expr: &Expr) -> Option<String> {
    Some(format!("{} es {}", source(evaluator.world, expr), shown(evaluator, expr)?))
}

/// What a function was given: `: total es $ 120 y techo es $ 100`; nothing where no argument has a value to show.
fn given(evaluator: &mut Evaluator<'_>, arguments: &[Expr]) -> String {
    let shown: Vec<String> = arguments.iter().filter_map(|argument| found(evaluator, argument)).collect();
    if shown.is_empty() { String::new() } else { format!(": {}", enumerate(&shown)) }
}

fn is_constant(expr: &Expr) -> bool {
    matches!(expr.node, Node::Constant(_) | Node::Vigencia | Node::Today)
}

/// `meta «M1»`; a constant speaks for itself.
fn named(evaluator: &mut Evaluator<'_>, expr: &Expr) -> Option<String> {
    if is_constant(expr) {
        return shown(evaluator, expr);
    }
    Some(format!("{} {}", source(evaluator.world, expr), shown(evaluator, expr)?))
}

fn shown(evaluator: &mut Evaluator<'_>, expr: &Expr) -> Option<String> {
    evaluator.value(expr).ok().map(|value| quoted(&value))
}
