//! What an expression depends on, without evaluating it: the columns that it reads, and the rows around it.

use std::collections::BTreeSet;

use super::model::{
    ColumnId, Expr, Kind, Let, LetId, MessagePart, Node, RowSource, Rule, RuleSet, Set, SubjectKind, TableRef,
};

/// The columns of plans and of their approved versions that a rule's verdict may depend on.
pub(crate) fn columns_read(rules: &RuleSet, rule: &Rule) -> BTreeSet<(TableRef, ColumnId)> {
    let mut walk = Walk::new(rules, rule.subject.table, &rule.lets);
    walk.verdict(rule);
    walk.found.columns.into_iter().filter(|(table, _)| !matches!(table, TableRef::Reference(_))).collect()
}

/// The tables that a rule's verdict may depend on.
pub(crate) fn tables_read(rules: &RuleSet, rule: &Rule) -> BTreeSet<TableRef> {
    let mut walk = Walk::new(rules, rule.subject.table, &rule.lets);
    walk.verdict(rule);
    walk.found.tables
}

/// What expressions read.
#[derive(Debug, Default)]
pub(super) struct Reads {
    /// The tables that they go over or look into.
    pub(super) tables: BTreeSet<TableRef>,
    /// The columns that they name.
    pub(super) columns: BTreeSet<(TableRef, ColumnId)>,
}

/// Everything that the rules read, be it for a message only, the conditions of waivers, and those of the
/// formats.
pub(super) fn all_read(rules: &RuleSet) -> Reads {
    let mut found = Reads::default();
    for rule in &rules.rules {
        found = read_by(rules, rule, found);
    }
    let mut walk = Walk { found, ..Walk::new(rules, TableRef::Plan, &[]) };
    for format in &rules.formats {
        walk.all(format.omits.iter().chain(format.levels.iter().map(|level| &level.filter)), &[TableRef::Plan]);
    }
    walk.found
}

/// Adds everything that a rule and its waivers read.
fn read_by(rules: &RuleSet, rule: &Rule, found: Reads) -> Reads {
    let mut walk = Walk { found, ..Walk::new(rules, rule.subject.table, &rule.lets) };
    walk.verdict(rule);
    walk.told(rule);
    let own =
        rules.waivers.iter().filter(|waiver| rules.rules.get(waiver.rule.0).is_some_and(|of| of.span == rule.span));
    walk.all(own.map(|waiver| &waiver.condition), &[rule.subject.table]);
    walk.found
}

/// The columns of `planes`, and of tables made out of it, that a rule names anywhere, be it in a message.
pub(crate) fn columns_named(rules: &RuleSet, rule: &Rule) -> BTreeSet<ColumnId> {
    let of_all = |table: &TableRef| match table {
        TableRef::Part(id) => rules.parts.get(id.0).is_some_and(|part| part.base == TableRef::All),
        table => *table == TableRef::All,
    };
    let found = read_by(rules, rule, Reads::default()).columns;
    found.into_iter().filter(|(table, _)| of_all(table)).map(|(_, column)| column).collect()
}
/// Whether an aggregate over the rows of a table gives the same in every row of the rule, as `suma(total de plan)` does.
pub(crate) fn stands_alone(aggregate: &Expr) -> bool {
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
    subject: TableRef,
    lets: &'a [Let],
    found: Reads,
    entered: BTreeSet<LetId>,
}

impl<'a> Walk<'a> {
    fn new(rules: &'a RuleSet, subject: TableRef, lets: &'a [Let]) -> Self {
        Walk { rules, subject, lets, found: Reads::default(), entered: BTreeSet::new() }
    }

    /// What a rule's verdict depends on.
    fn verdict(&mut self, rule: &'a Rule) {
        let subject = [rule.subject.table];
        self.note_table(rule.subject.table);
        self.all(rule.subject.filter.iter(), &subject);
        if let SubjectKind::Groups(keys) = &rule.subject.kind {
            self.all(keys.iter().map(|key| &key.expr), &subject);
        }
        self.all(rule.conditions.iter(), &subject);
        self.all(rule.demands.iter().map(|demand| &demand.condition), &subject);
    }

    /// What a rule's findings say and underline.
    fn told(&mut self, rule: &'a Rule) {
        let subject = rule.subject.table;
        for demand in &rule.demands {
            self.found.columns.extend(demand.marks.iter().map(|column| (subject, *column)));
            for part in demand.message.iter().chain(&demand.help).flat_map(|message| &message.parts) {
                if let MessagePart::Value(value) = part {
                    self.expr(value, &[subject]);
                }
            }
        }
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
        if let Some((table, inner)) = rows_of(&expr.node, self.subject) {
            self.note_table(table);
            let frames = [frames, &[table]].concat();
            self.all(inner, &frames);
        }
        if let Node::Let(local) = expr.node
            && self.entered.insert(local)
        {
            let subject = [self.subject];
            self.all(self.lets.get(local.0).map(|local| &local.value), &subject);
        }
    }

    /// A table made out of another is nothing without the columns that it is made out of.
    fn note_table(&mut self, table: TableRef) {
        self.found.tables.insert(table);
        let TableRef::Part(id) = table else { return };
        let last = self.rules.parts.get(id.0).and_then(|part| part.schema.columns.len().checked_sub(1));
        self.found.columns.extend(last.map(|last| (table, ColumnId(last))));
    }

    fn note(&mut self, expr: &Expr, frames: &[TableRef]) {
        let Reads { tables, columns } = &mut self.found;
        match &expr.node {
            Node::Column { up, column } => {
                let table = frames.len().checked_sub(up + 1).and_then(|at| frames.get(at));
                columns.extend(table.map(|table| (*table, *column)));
            }
            Node::Dato { table, column } => {
                columns.insert((*table, *column));
            }
            Node::In(_, Set::Column(table, column)) | Node::Nearest(_, table, column) => {
                tables.insert(*table);
                columns.insert((*table, *column));
            }
            Node::Field { row, column } => {
                if let Kind::Row(table) = row.kind {
                    columns.insert((table, *column));
                }
            }
            Node::Changed { keys, columns: compared } => {
                let compared = keys.iter().chain(compared).filter_map(|compared| match compared.node {
                    Node::Column { column, .. } => Some((TableRef::Approved, column)),
                    _ => None,
                });
                columns.extend(compared);
            }
            Node::Lookup { table, .. } | Node::ExistsKey { table, .. } => {
                tables.insert(*table);
                if is_plan(*table) {
                    columns.extend(self.rules.plan.key.iter().map(|column| (*table, *column)));
                }
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
pub(crate) fn operands(node: &Node) -> Vec<&Expr> {
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
        | Node::Vigencia
        | Node::Today
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
pub(crate) fn rows_of(node: &Node, subject: TableRef) -> Option<(TableRef, Vec<&Expr>)> {
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
