//! How an expression came out: the values of all that it is made of, for whoever asks why.

use std::collections::BTreeSet;

use crate::cell::CellPlace;
use crate::ruleset::model::{Expr, LetId, Node, Set};
use crate::source::Span;
use crate::table::Entry;
use crate::value::Value;

use crate::engine::eval::{Datum, Evaluator, Frame};
use crate::engine::gap::{Cell, Gap};
use crate::engine::site::Site;
use crate::engine::trace::Role;
use crate::engine::{unjudged, words};
use crate::ruleset::walk::operands;

/// How many cells of one sub-expression are kept.
const MOST_CELLS: usize = 50;
/// How many sub-expressions of one expression are looked into.
const MOST_STEPS: usize = 200;

/// A sub-expression with what it gave in one check.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Where the rule has it.
    pub span: Span,
    /// As the rule writes it, on one line; a local name by its name.
    pub text: String,
    /// What it gave.
    pub found: Found,
    /// The cells that it comes from, where it is a cell or a function of many: those that weigh most first.
    pub cells: Vec<StepCell>,
    /// What it is made of; constants, and the branch that was not taken, are left out.
    pub parts: Vec<Step>,
}

/// What an expression gave.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// A value.
    Value(Value),
    /// A row of a table, by the table's name and the row's number in its sheet.
    Row(String, u64),
    /// Nothing, and why.
    Nothing(String),
}

/// A cell that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct StepCell {
    /// Where it stands; `None` for a dato without a cell.
    pub place: Option<CellPlace>,
    /// Its column, as the form names it.
    pub caption: String,
    /// What it holds.
    pub entry: Entry,
}

/// How an expression of a rule came out in a check.
pub(in crate::engine) fn step(site: Site<'_>, frame: Frame<'_>, expr: &Expr) -> Step {
    let mut walk = Walk { site, evaluator: site.evaluator(frame), entered: BTreeSet::new(), left: MOST_STEPS };
    walk.step(expr)
}

struct Walk<'a> {
    site: Site<'a>,
    evaluator: Evaluator<'a>,
    /// Local names whose parts have been told: each is told once.
    entered: BTreeSet<LetId>,
    left: usize,
}

impl Walk<'_> {
    fn step(&mut self, expr: &Expr) -> Step {
        self.left = self.left.saturating_sub(1);
        let found = self.evaluator.datum(expr);
        let cells = if has_cells(&expr.node) { self.cells(expr) } else { Vec::new() };
        Step {
            span: expr.span,
            text: words::source(self.site.world, expr),
            found: self.found(expr, found),
            cells,
            parts: self.parts(expr),
        }
    }

    fn found(&self, expr: &Expr, found: Result<Datum, Gap>) -> Found {
        match found {
            Ok(Datum::Value(value)) => Found::Value(value),
            Ok(Datum::Row(table, row)) => {
                let origin = self.site.world.table(table).and_then(|table| table.rows.get(row));
                let number = origin.map_or(0, |origin| u64::from(origin.row) + 1);
                Found::Row(self.site.world.name(table).to_owned(), number)
            }
            Err(gap) if gap.is_empty() && has_cells(&expr.node) => Found::Nothing("vacío".to_owned()),
            Err(gap) => Found::Nothing(unjudged::why(self.site, &gap)),
        }
    }

    fn parts(&mut self, expr: &Expr) -> Vec<Step> {
        let inner: Vec<&Expr> = match &expr.node {
            Node::Let(local) => return self.definition(*local),
            Node::If(condition, then, otherwise) => {
                let taken = self.evaluator.truth(condition).ok().map(|truth| if truth { then } else { otherwise });
                std::iter::once(condition).chain(taken).map(|part| &**part).collect()
            }
            Node::Field { row, .. } => match &row.node {
                Node::Lookup { keys, .. } => keys.iter().collect(),
                _ => Vec::new(),
            },
            Node::In(item, Set::Column(..)) => vec![item],
            Node::Aggregate { .. } => Vec::new(),
            node => operands(node),
        };
        let telling = inner.into_iter().filter(|part| !matches!(part.node, Node::Constant(_)));
        let mut parts = Vec::new();
        for part in telling {
            if self.left == 0 {
                break;
            }
            parts.push(self.step(part));
        }
        parts
    }

    /// What a local name stands for: itself, unless it is but a value looked up, which has the same value.
    fn definition(&mut self, local: LetId) -> Vec<Step> {
        if !self.entered.insert(local) {
            return Vec::new();
        }
        let definition = self.site.rule.lets.get(local.0);
        definition.map(|definition| self.parts(&definition.value)).unwrap_or_default()
    }

    fn cells(&mut self, expr: &Expr) -> Vec<StepCell> {
        self.evaluator.record();
        // What it gives is known: it is evaluated again for its record.
        let _ = self.evaluator.datum(expr);
        let (reads, _) = self.evaluator.recorded().into_reads();
        let told = reads.iter().filter(|read| read.role != Role::Key).take(MOST_CELLS);
        told.map(|read| self.cell(read.cell)).collect()
    }

    fn cell(&self, cell: Cell) -> StepCell {
        let world = self.site.world;
        StepCell {
            place: world.place(cell),
            caption: world.caption(cell.table, cell.column).to_owned(),
            entry: world.entry(cell),
        }
    }
}

/// Whether an expression comes straight from cells.
fn has_cells(node: &Node) -> bool {
    matches!(
        node,
        Node::Column { .. }
            | Node::Key { .. }
            | Node::Dato { .. }
            | Node::Field { .. }
            | Node::Aggregate { .. }
            | Node::ExistsRow { .. }
            | Node::EveryRow { .. }
            | Node::Unique(_)
    )
}

impl Found {
    /// In words: `$ 110`, `«1905»`, `se cumple`.
    pub fn words(&self) -> String {
        match self {
            Found::Value(Value::Bool(true)) => "se cumple".to_owned(),
            Found::Value(Value::Bool(false)) => "no se cumple".to_owned(),
            Found::Value(value) => words::quoted(value),
            Found::Row(table, row) => format!("la fila {row} de «{table}»"),
            Found::Nothing(why) => format!("sin valor: {why}"),
        }
    }
}

impl Step {
    /// What the cells hold that it comes from, where they are several and tell more than it does itself.
    pub fn contributors(&self) -> Vec<String> {
        let same = |cell: &StepCell| match (&cell.entry, &self.found) {
            (Entry::Present(one), Found::Value(all)) => one == all,
            _ => false,
        };
        if self.cells.len() < 2 || self.cells.iter().all(same) {
            return Vec::new();
        }
        self.cells.iter().map(|cell| cell.entry.to_string()).collect()
    }

    /// Whether it is true or false.
    pub fn is_condition(&self) -> bool {
        matches!(self.found, Found::Value(Value::Bool(_)))
    }
}
