//! What an expression depends on, without evaluating it: the columns that it reads, and the rows around it.

use std::collections::BTreeSet;

use crate::ruleset::model::{
    ColumnId, Expr, Kind, LetId, MessagePart, Node, RowSource, Rule, RuleSet, Set, SubjectKind, TableRef,
};

/// The columns of plans and of their approved versions that a rule's verdict may depend on.
pub(super) fn columns_read(rules: &RuleSet, rule: &Rule) -> BTreeSet<(TableRef, ColumnId)> {
    let subject = rule.subject.table;
    let mut walk = Walk { rules, rule, found: BTreeSet::new(), entered: BTreeSet::new() };
    walk.verdict(&[subject]);
    walk.found.into_iter().filter(|(table, _)| !matches!(table, TableRef::Reference(_))).collect()
}

/// The columns of `planes`, and of tables made out of it, that a rule names anywhere, be it in a message.
pub(super) fn columns_named(rules: &RuleSet, rule: &Rule) -> BTreeSet<ColumnId> {
    let subject = rule.subject.table;
    let mut walk = Walk { rules, rule, found: BTreeSet::new(), entered: BTreeSet::new() };
    walk.verdict(&[subject]);
    for demand in &rule.demands {
        let texts = demand.message.iter().chain(&demand.help).flat_map(|message| &message.parts);
        let values = texts.filter_map(|part| match part {
            MessagePart::Value(value) => Some(value),
            MessagePart::Text(_) => None,
        });
        walk.all(values, &[subject]);
        walk.found.extend(demand.marks.iter().map(|column| (subject, *column)));
    }
    let waivers =
        rules.waivers.iter().filter(|waiver| rules.rules.get(waiver.rule.0).is_some_and(|of| of.span == rule.span));
    walk.all(waivers.map(|waiver| &waiver.condition), &[subject]);
    let of_all = |table: &TableRef| match table {
        TableRef::Part(id) => rules.parts.get(id.0).is_some_and(|part| part.base == TableRef::All),
        table => *table == TableRef::All,
    };
    walk.found.iter().filter(|(table, _)| of_all(table)).map(|(_, column)| *column).collect()
}

/// Whether an aggregate over the rows of a table gives the same in every row of the rule, as `suma(total de plan)` does.
pub(super) fn stands_alone(aggregate: &Expr) -> bool {
    depends_only_within(aggregate, 0)
}

/// Whether an expression that `depth` queries enclose looks at no row outside of them.
fn depends_only_within(expr: &Expr, depth: usize) -> bool {
    if let Node::Outside { frames, inner } = &expr.node {
        return depends_only_within(inner, depth.saturating_sub(*frames));
    }
    let own = match &expr.node {
        Node::Column { up, .. }
        | Node::Key { up, .. }
        | Node::RowNumber { up }
        | Node::SheetName { up }
        | Node::RowFile { up } => *up < depth,
        Node::Let(_) | Node::Unique(_) | Node::Aggregate { rows: RowSource::Group, .. } => false,
        _ => true,
    };
    let inner = rows_of(&expr.node, TableRef::Plan).map(|(_, inner)| inner).unwrap_or_default();
    own && operands(&expr.node).into_iter().all(|operand| depends_only_within(operand, depth))
        && inner.into_iter().all(|inner| depends_only_within(inner, depth + 1))
}

struct Walk<'a> {
    rules: &'a RuleSet,
    rule: &'a Rule,
    found: BTreeSet<(TableRef, ColumnId)>,
    entered: BTreeSet<LetId>,
}

impl<'a> Walk<'a> {
    /// All that a verdict may depend on.
    fn verdict(&mut self, subject: &[TableRef]) {
        let rule = self.rule;
        self.note_table(rule.subject.table);
        self.all(rule.subject.filter.iter(), subject);
        if let SubjectKind::Groups(keys) = &rule.subject.kind {
            self.all(keys.iter().map(|key| &key.expr), subject);
        }
        self.all(rule.conditions.iter(), subject);
        self.all(rule.demands.iter().map(|demand| &demand.condition), subject);
    }

    fn all(&mut self, exprs: impl IntoIterator<Item = &'a Expr>, frames: &[TableRef]) {
        for expr in exprs {
            self.expr(expr, frames);
        }
    }

    fn expr(&mut self, expr: &'a Expr, frames: &[TableRef]) {
        if let Node::Outside { frames: without, inner } = &expr.node {
            let outer = frames.len().saturating_sub(*without);
            return self.expr(inner, frames.get(..outer).unwrap_or_default());
        }
        self.note(expr, frames);
        self.all(operands(&expr.node), frames);
        if let Some((table, inner)) = rows_of(&expr.node, self.rule.subject.table) {
            self.note_table(table);
            let frames = [frames, &[table]].concat();
            self.all(inner, &frames);
        }
        if let Node::Let(local) = expr.node
            && self.entered.insert(local)
        {
            let subject = [self.rule.subject.table];
            self.all(self.rule.lets.get(local.0).map(|local| &local.value), &subject);
        }
    }

    /// A table made out of another is nothing without the columns that it is made out of.
    fn note_table(&mut self, table: TableRef) {
        let TableRef::Part(id) = table else { return };
        let last = self.rules.parts.get(id.0).and_then(|part| part.schema.columns.len().checked_sub(1));
        self.found.extend(last.map(|last| (table, ColumnId(last))));
    }

    fn note(&mut self, expr: &Expr, frames: &[TableRef]) {
        match &expr.node {
            Node::Column { up, column } => {
                let table = frames.len().checked_sub(up + 1).and_then(|at| frames.get(at));
                self.found.extend(table.map(|table| (*table, *column)));
            }
            Node::Dato { table, column }
            | Node::In(_, Set::Column(table, column))
            | Node::Nearest(_, table, column) => {
                self.found.insert((*table, *column));
            }
            Node::Field { row, column } => {
                if let Kind::Row(table) = row.kind {
                    self.found.insert((table, *column));
                }
            }
            Node::Changed { keys, columns } => {
                let compared = keys.iter().chain(columns).filter_map(|compared| match compared.node {
                    Node::Column { column, .. } => Some((TableRef::Approved, column)),
                    _ => None,
                });
                self.found.extend(compared);
            }
            Node::Lookup { table, .. } | Node::ExistsKey { table, .. } if is_plan(*table) => {
                self.found.extend(self.rules.plan.key.iter().map(|column| (*table, *column)));
            }
            _ => {}
        }
    }
}

/// Whether a table has the columns of the formats.
fn is_plan(table: TableRef) -> bool {
    matches!(table, TableRef::Plan | TableRef::Approved | TableRef::All)
}

/// The expressions that are evaluated in the same frame.
pub(super) fn operands(node: &Node) -> Vec<&Expr> {
    match node {
        Node::Lookup { keys, .. } | Node::ExistsKey { keys, .. } | Node::Changes { keys, .. } => keys.iter().collect(),
        Node::Changed { keys, columns } => keys.iter().chain(columns).collect(),
        Node::Field { row: inner, .. }
        | Node::Applied { body: inner, .. }
        | Node::Outside { inner, .. }
        | Node::Negate(inner)
        | Node::Not(inner)
        | Node::IsEmpty(inner)
        | Node::IsFormula(inner)
        | Node::Like(inner, _)
        | Node::Nearest(inner, ..)
        | Node::In(inner, Set::Column(..)) => vec![inner],
        Node::Entry { key: inner, entries: items, .. } | Node::In(inner, Set::List(items)) => {
            std::iter::once(&**inner).chain(items).collect()
        }
        Node::And(operands) | Node::Or(operands) | Node::Call(_, operands) | Node::Unique(operands) => {
            operands.iter().collect()
        }
        Node::Arithmetic(_, left, right)
        | Node::Join(left, right)
        | Node::Coalesce(left, right)
        | Node::Match(_, left, right) => vec![left, right],
        Node::Compare { left, right, tolerance, .. } => {
            [left, right].into_iter().map(|side| &**side).chain(tolerance.as_deref()).collect()
        }
        Node::Between(first, second, third) | Node::If(first, second, third) => vec![first, second, third],
        Node::Stretched { bounds, entry, .. } => vec![&bounds.0, &bounds.1, entry],
        Node::Aggregate { rows: RowSource::Here, items, .. } => items.iter().collect(),
        Node::Aggregate { .. }
        | Node::ExistsRow { .. }
        | Node::EveryRow { .. }
        | Node::Constant(_)
        | Node::Parameter(_)
        | Node::Column { .. }
        | Node::Key { .. }
        | Node::Dato { .. }
        | Node::RowNumber { .. }
        | Node::SheetName { .. }
        | Node::RowFile { .. }
        | Node::FileName(_)
        | Node::Let(_) => Vec::new(),
    }
}

/// The expressions that are evaluated in each row of a table, and that table.
pub(super) fn rows_of(node: &Node, subject: TableRef) -> Option<(TableRef, Vec<&Expr>)> {
    match node {
        Node::Aggregate { rows: RowSource::Group, items, .. } => Some((subject, items.iter().collect())),
        Node::Aggregate { rows: RowSource::Query { table, filter }, items, .. } => {
            Some((*table, filter.as_deref().into_iter().chain(items).collect()))
        }
        Node::ExistsRow { table, filter } => Some((*table, filter.as_deref().into_iter().collect())),
        Node::EveryRow { table, filter, holds } => {
            Some((*table, filter.as_deref().into_iter().chain([&**holds]).collect()))
        }
        _ => None,
    }
}
