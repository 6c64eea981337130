//! Expressions as texts that are equal only where the expressions give the same: without places, with local names
//! written out, `a > b` as `b < a`, and conjuncts in one order.

use std::fmt::Write;

use crate::ruleset::model::{ColumnId, Expr, LetId, Node, RowSource, Rule, RuleSet, Set, SubjectKind, TableRef};
use crate::ruleset::walk::{operands, rows_of};
use crate::syntax::ast::CompareOp;
use crate::text::fold;

/// Most expressions that one text may hold, local names written out: they can double at every step.
const MOST_NODES: usize = 2_000;
/// Deepest nesting, local names included.
const DEEPEST: usize = 300;

/// Writes the expressions of one rule.
pub(super) struct Canonical<'a> {
    rules: &'a RuleSet,
    rule: &'a Rule,
    nodes: usize,
    depth: usize,
    /// How many functions enclose what is being written.
    functions: usize,
}

impl<'a> Canonical<'a> {
    /// For the expressions of a rule.
    pub(super) fn new(rules: &'a RuleSet, rule: &'a Rule) -> Self {
        Canonical { rules, rule, nodes: 0, depth: 0, functions: 0 }
    }

    /// The text of an expression within the tables of its frames, the subject's first; `None` if it is too large.
    pub(super) fn text(mut self, expr: &Expr, frames: &[TableRef]) -> Option<String> {
        self.expr(expr, frames)
    }

    fn expr(&mut self, expr: &Expr, frames: &[TableRef]) -> Option<String> {
        self.nodes += 1;
        self.depth += 1;
        if self.nodes > MOST_NODES || self.depth > DEEPEST {
            return None;
        }
        let text = self.node(expr, frames);
        self.depth -= 1;
        text
    }

    fn node(&mut self, expr: &Expr, frames: &[TableRef]) -> Option<String> {
        match &expr.node {
            Node::Let(LetId(at)) => {
                let value = &self.rule.lets.get(*at)?.value;
                self.expr(value, frames.get(..1)?)
            }
            Node::Applied { body, .. } => {
                self.functions += 1;
                let text = self.expr(body, frames);
                self.functions -= 1;
                text
            }
            Node::Outside { frames: without, inner } => {
                self.expr(inner, frames.get(..frames.len().saturating_sub(*without))?)
            }
            Node::And(operands) => self.sorted("y", operands, frames),
            Node::Or(operands) => self.sorted("o", operands, frames),
            Node::Compare { op, left, right, tolerance: None } => self.comparison(*op, left, right, frames),
            _ => self.plain(expr, frames),
        }
    }

    /// Operands in one order, without repeats, those of the same operator within taken up.
    fn sorted(&mut self, word: &str, operands: &[Expr], frames: &[TableRef]) -> Option<String> {
        let mut parts = Vec::new();
        for operand in operands {
            let text = self.expr(operand, frames)?;
            let inner = text.strip_prefix(word).and_then(|rest| rest.strip_prefix("{\u{1}"));
            match inner.and_then(|inner| inner.strip_suffix("\u{1}}")) {
                Some(inner) => parts.extend(inner.split('\u{1}').map(str::to_owned)),
                None => parts.push(text),
            }
        }
        parts.sort();
        parts.dedup();
        if let [only] = parts.as_slice() {
            return Some(only.clone());
        }
        // A joint within a part would be taken for one between parts.
        let parts: Vec<String> = parts.into_iter().map(|part| part.replace('\u{1}', "\u{2}")).collect();
        Some(format!("{word}{{\u{1}{}\u{1}}}", parts.join("\u{1}")))
    }

    fn comparison(&mut self, op: CompareOp, left: &Expr, right: &Expr, frames: &[TableRef]) -> Option<String> {
        let (left, right) = (self.expr(left, frames)?, self.expr(right, frames)?);
        let turned = match op {
            CompareOp::Greater | CompareOp::AtLeast => true,
            CompareOp::Equal | CompareOp::Unequal => left > right,
            CompareOp::Less | CompareOp::AtMost => false,
        };
        let word = match op {
            CompareOp::Greater => CompareOp::Less,
            CompareOp::AtLeast => CompareOp::AtMost,
            other => other,
        };
        let (first, second) = if turned { (right, left) } else { (left, right) };
        Some(format!("({first}{}{second})", word.symbol()))
    }

    fn plain(&mut self, expr: &Expr, frames: &[TableRef]) -> Option<String> {
        let mut text = self.head(expr, frames)?;
        text.push('(');
        for operand in operands(&expr.node) {
            text.push_str(&self.expr(operand, frames)?);
            text.push(',');
        }
        if let Some((table, inner)) = rows_of(&expr.node, *frames.first()?) {
            let _ = write!(text, "{table:?}:");
            let frames = [frames, &[table]].concat();
            for inner in inner {
                text.push_str(&self.expr(inner, &frames)?);
                text.push(',');
            }
        }
        text.push(')');
        Some(text)
    }

    /// What an expression is apart from its operands. Frames are counted from the subject, so that the same thing is
    /// written the same in a query and out of it.
    fn head(&self, expr: &Expr, frames: &[TableRef]) -> Option<String> {
        let level = |up: &usize| frames.len().checked_sub(up + 1);
        let table = |up: &usize| level(up).and_then(|at| frames.get(at));
        Some(match &expr.node {
            Node::Column { up, column } => {
                format!("columna {:?} {:?} {}", level(up), table(up), self.column(*column, expr)?)
            }
            Node::Field { row, column } => format!("campo {:?} {}", row.kind, self.column(*column, expr)?),
            Node::Key { up, key } => format!("clave {:?} {key}", level(up)),
            Node::RowNumber { up } => format!("fila {:?}", level(up)),
            Node::SheetName { up } => format!("hoja {:?}", level(up)),
            Node::Unique(_) => format!("única {:?}", self.rule.subject.filter.as_ref().map(|filter| filter.span)),
            node => return word(node, expr),
        })
    }

    /// A column; one that another vigencia or another parameter would pick otherwise goes by what the rule writes. What
    /// a function writes may pick one thing in one use and another in the next.
    fn column(&self, column: ColumnId, expr: &Expr) -> Option<String> {
        if !self.rules.usage.floating.contains(&expr.span) {
            return Some(format!("{column:?}"));
        }
        let written: String = fold(self.rules.sources.text(expr.span)).split_whitespace().collect();
        (self.functions == 0).then(|| format!("{column:?} «{written}»"))
    }
}

fn word(node: &Node, expr: &Expr) -> Option<String> {
    Some(match node {
        Node::Constant(value) => format!("{value:?}"),
        Node::Parameter(id) => format!("{id:?}"),
        Node::Dato { table, column } => format!("dato {table:?} {column:?}"),
        Node::FileName(table) => format!("archivo {table:?}"),
        Node::Lookup { table, .. } => format!("busca {table:?}"),
        Node::ExistsKey { table, .. } => format!("existe {table:?}"),
        Node::Arithmetic(op, ..) => format!("{op:?} {:?}", expr.kind),
        Node::Compare { op, .. } => format!("{op:?} ±"),
        Node::In(_, Set::Column(table, column)) => format!("en {table:?} {column:?}"),
        Node::Like(_, pattern) => format!("parece {pattern:?}"),
        Node::Match(op, ..) => format!("{op:?}"),
        // A stretch without years may have some in another vigencia.
        Node::Aggregate { rows: RowSource::Here, items, .. } if items.is_empty() => return None,
        Node::Aggregate { function, rows, items } => {
            let filtered = matches!(rows, RowSource::Query { filter: Some(_), .. });
            let source = match rows {
                RowSource::Here => "aquí",
                RowSource::Group => "grupo",
                RowSource::Query { .. } => "consulta",
            };
            format!("{function:?} {source} {filtered} {} {:?}", items.len(), expr.kind)
        }
        Node::Entry { names, .. } => format!("entrada {names:?}"),
        Node::Stretched { number, .. } => format!("tramo {number:?}"),
        Node::ExistsRow { filter, .. } => format!("existe fila {}", filter.is_some()),
        Node::EveryRow { filter, .. } => format!("toda fila {}", filter.is_some()),
        Node::Call(function, _) => format!("{function:?} {:?}", expr.kind),
        Node::Nearest(_, table, column) => format!("parecido {table:?} {column:?}"),
        other => name(other)?.to_owned(),
    })
}

/// What an expression that holds nothing but its operands is called; `None` for what is not known here, which is then
/// never the same as anything.
fn name(node: &Node) -> Option<&'static str> {
    Some(match node {
        Node::Vigencia => "vigencia",
        Node::Today => "hoy",
        Node::Negate(_) => "-",
        Node::Not(_) => "no",
        Node::Join(..) => "&",
        Node::Coalesce(..) => "o bien",
        Node::Between(..) => "entre",
        Node::In(..) => "en lista",
        Node::IsEmpty(_) => "vacío",
        Node::IsFormula(_) => "es fórmula",
        Node::If(..) => "si",
        _ => return None,
    })
}

/// What a rule goes over, its groups' names apart; `None` if it is too large.
pub(super) fn subject(rules: &RuleSet, rule: &Rule, with_filter: bool) -> Option<String> {
    let frames = [rule.subject.table];
    let mut text = format!("{:?} ", rule.subject.table);
    let write = |expr: &Expr| Canonical::new(rules, rule).text(expr, &frames);
    match &rule.subject.kind {
        SubjectKind::Rows => text.push_str("filas"),
        SubjectKind::Whole => text.push_str("toda"),
        SubjectKind::Groups(keys) => {
            let keys: Option<Vec<String>> = keys.iter().map(|key| write(&key.expr)).collect();
            text.push_str(&keys?.join(";"));
        }
    }
    if let Some(filter) = rule.subject.filter.as_ref().filter(|_| with_filter) {
        text.push_str(" donde ");
        text.push_str(&write(filter)?);
    }
    Some(text)
}
