//! The unknowns of formulas, each for everything that is written the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::decimal::Decimal;
use crate::ruleset::builtins::{Aggregate, Function};
use crate::ruleset::model::{Expr, Kind, Node, RuleSet, TableRef};
use crate::text::{shorten, squeeze};
use crate::value::{Pattern, Type, Value};

use super::formula::{Id, States};

/// Most letters of an expression that messages show.
const LONGEST_SHOWN: usize = 60;

/// Something whose value differs from row to row.
#[derive(Clone, Debug)]
pub(in crate::ruleset::analysis) struct Unknown {
    /// As messages name it.
    pub(in crate::ruleset::analysis) shown: String,
    /// The states it can be in.
    pub(super) states: States,
    /// Its kind.
    pub(in crate::ruleset::analysis) kind: Kind,
    /// Whether it has no decimals; days have none.
    pub(super) whole: bool,
    /// The least and the greatest number it can be, where it has bounds by what it is.
    pub(super) range: [Option<Decimal>; 2],
    /// The texts it can be, if there are few.
    pub(super) choices: Option<BTreeSet<Value>>,
    /// Patterns of which one fits its codes; none: any code.
    pub(super) patterns: Vec<Pattern>,
    /// Its value in this run: `vigencia`, `hoy`, a parameter.
    pub(super) fixed: Option<Value>,
    /// Whether any row may hold any value of it: a cell of the row, a key. What is computed may not.
    pub(in crate::ruleset::analysis) free: bool,
}

impl Unknown {
    /// Something of which only the kind is known.
    pub(super) fn opaque(shown: String, kind: Kind) -> Self {
        Unknown {
            shown,
            states: States::ANY,
            whole: kind == Kind::Date,
            kind,
            range: [None, None],
            choices: None,
            patterns: Vec::new(),
            fixed: None,
            free: false,
        }
    }

    /// Whether bounds are known of such values.
    pub(super) fn is_numeric(&self) -> bool {
        matches!(self.kind, Kind::Number(_) | Kind::Date)
    }

    fn of_type(mut self, ty: &Type) -> Self {
        match ty {
            Type::Integer => self.whole = true,
            Type::Choice(choices) => self.choices = Some(choices.iter().cloned().map(Value::Text).collect()),
            Type::Code(patterns) => self.patterns.clone_from(patterns),
            Type::Text | Type::Decimal | Type::Pesos | Type::Percent { .. } | Type::Date | Type::Bool { .. } => {}
        }
        self
    }

    /// What is known of an expression that is not looked into; `frames` are the tables around it.
    pub(super) fn of(rules: &RuleSet, expr: &Expr, frames: &[TableRef]) -> Self {
        let shown = shorten(&squeeze(rules.sources.text(expr.span)), LONGEST_SHOWN);
        let unknown = Unknown::opaque(shown, expr.kind.clone());
        match &expr.node {
            Node::Column { up, column } => {
                let table = frames.len().checked_sub(up + 1).and_then(|at| frames.get(at));
                let decl = table.and_then(|table| schema(rules, *table)?.columns.get(column.0));
                let unknown = decl.map_or(unknown.clone(), |decl| unknown.of_type(&decl.ty));
                Unknown { states: States::CELL, free: frames.len() == 1, ..unknown }
            }
            Node::Key { .. } => Unknown { states: States::PRESENT, free: true, ..unknown },
            Node::Dato { table, column } => {
                let decl = schema(rules, *table).and_then(|schema| schema.columns.get(column.0));
                let unknown = decl.map_or(unknown.clone(), |decl| unknown.of_type(&decl.ty));
                Unknown { free: true, ..unknown }
            }
            Node::Parameter(id) => {
                let Some(parameter) = rules.parameters.get(id.0) else { return unknown };
                let fixed = Some(parameter.value.clone());
                Unknown { states: States::PRESENT, fixed, free: true, ..unknown.of_type(&parameter.ty) }
            }
            Node::Vigencia => unknown.fixed_at(Value::Number(Decimal::from(rules.vigencia), crate::value::Unit::Plain)),
            Node::Today => unknown.fixed_at(Value::Date(rules.today)),
            node => unknown.within_bounds(node),
        }
    }

    fn fixed_at(self, value: Value) -> Self {
        Unknown { states: States::PRESENT, whole: true, fixed: Some(value), free: true, ..self }
    }

    /// The bounds that some functions keep to.
    fn within_bounds(mut self, node: &Node) -> Self {
        let (low, high, whole) = match node {
            Node::Aggregate { function: Aggregate::Count | Aggregate::Distinct, .. }
            | Node::Call(Function::Length, _) => (Some(0), None, true),
            Node::RowNumber { .. } => (Some(1), None, true),
            Node::Call(Function::Month, _) => (Some(1), Some(12), true),
            Node::Call(Function::Year, _) => (None, None, true),
            Node::Call(Function::Absolute, _) => (Some(0), None, false),
            _ => return self,
        };
        self.range = [low.map(Decimal::from), high.map(Decimal::from)];
        self.whole = whole;
        self
    }
}

fn schema(rules: &RuleSet, table: TableRef) -> Option<&crate::ruleset::model::Schema> {
    match table {
        TableRef::Plan | TableRef::Approved | TableRef::All => Some(&rules.plan),
        TableRef::Reference(id) => rules.tables.get(id.0).map(|table| &table.schema),
        TableRef::Part(id) => rules.parts.get(id.0).map(|part| &part.schema),
    }
}

/// All unknowns of the rules that go over the same things.
#[derive(Debug, Default)]
pub(in crate::ruleset::analysis) struct Unknowns {
    ids: BTreeMap<String, Id>,
    all: Vec<Unknown>,
}

impl Unknowns {
    /// The unknown that is written so, made if it is new.
    pub(super) fn named(&mut self, key: String, make: impl FnOnce() -> Unknown) -> Id {
        let next = self.all.len();
        let id = *self.ids.entry(key).or_insert(next);
        if id == next {
            self.all.push(make());
        }
        id
    }

    /// An unknown.
    pub(in crate::ruleset::analysis) fn get(&self, id: Id) -> Option<&Unknown> {
        self.all.get(id)
    }
}
