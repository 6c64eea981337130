//! A plan to the content that a seal keeps, and that content to a plan of the rule set at hand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ruleset::model::{ColumnId, Format, LevelId, RuleSet, Schema, TableDecl};
use crate::seal::{Content, Part, Role};
use crate::table::{Column, Data, Entry, Table};
use crate::text::{enumerate, first_few, fold};

use super::Plan;
use super::build::{empty_column, push};

/// What stands in the cells of a column that a seal has not.
const NOT_SEALED: &str = "no está en el sello";
/// How many columns a message names.
const MOST_COLUMNS: usize = 5;

/// What a seal keeps of a workbook's plan.
pub fn content_of(rules: &RuleSet, plan: &Plan, file: &str) -> Option<Content> {
    let format = rules.formats.get(plan.format)?;
    let columns = sealed_columns(&rules.plan, |column| format.has(column));
    let mut parts = vec![Part { role: Role::Plan, table: plan.table.picked(&columns) }];
    for (level, rows) in &plan.levels {
        let name = rules.plan.levels.get(level.0)?.name.clone();
        parts.push(Part { role: Role::Level(name), table: rows.picked(&columns) });
    }
    parts.push(Part { role: Role::Totals, table: plan.totals.picked(&columns) });
    for (decl, own) in rules.tables.iter().zip(&plan.own) {
        let Some(rows) = own else { continue };
        let columns = sealed_columns(&decl.schema, |_| true);
        parts.push(Part { role: Role::Own(decl.schema.name.clone()), table: rows.picked(&columns) });
    }
    Some(Content {
        file: file.to_owned(),
        identifier: format.identifier.clone(),
        version: format.version.clone(),
        sheets: plan.sheets.clone(),
        identity: plan.identity.clone(),
        parts,
    })
}

/// The columns of a schema that there are, those of its key first.
fn sealed_columns(schema: &Schema, has: impl Fn(ColumnId) -> bool) -> Vec<usize> {
    let others = (0..schema.columns.len()).map(ColumnId).filter(|column| !schema.key.contains(column));
    schema.key.iter().copied().chain(others).filter(|column| has(*column)).map(|column| column.0).collect()
}

/// A sealed content as a plan of the rule set, whose cells a content already names as `file`. Without a plan the
/// diagnostics say why; with one they name the columns that the rules have and the seal has not: their cells count as
/// unreadable.
pub fn plan_of(rules: &RuleSet, content: Content, file: &str) -> (Option<Plan>, Vec<Diagnostic>) {
    let fits = |format: &&Format| format.identifier == content.identifier && format.version == content.version;
    let Some(index) = rules.formats.iter().position(|format| fits(&format)) else {
        return (None, vec![no_format(&content, file)]);
    };
    let mut fitting = Fitting { rules, format: rules.formats.get(index), missing: BTreeSet::new() };
    let mut plan = Plan {
        table: Table::default(),
        levels: Vec::new(),
        totals: Table::default(),
        own: vec![None; rules.tables.len()],
        format: index,
        sheets: content.sheets,
        identity: content.identity,
    };
    for part in content.parts {
        fitting.put(part, &mut plan);
    }
    let told = fitting.missing(file);
    (Some(plan), told.into_iter().collect())
}

fn no_format(content: &Content, file: &str) -> Diagnostic {
    let version = content.version.as_deref().map(|version| format!(" v{version}")).unwrap_or_default();
    let message = format!(
        "el plan «{}» se selló con el formato {}{version}, que las reglas no tienen",
        content.file, content.identifier
    );
    Diagnostic::new(Code::SealShape, message)
        .in_file(file)
        .help("deje en las reglas también el formato con que se aprobó el plan, con su identificador y su versión")
}

/// A content on its way into a rule set's tables.
struct Fitting<'a> {
    rules: &'a RuleSet,
    format: Option<&'a Format>,
    /// Columns that the rules have and the seal has not, by their captions.
    missing: BTreeSet<String>,
}

impl Fitting<'_> {
    fn put(&mut self, part: Part, plan: &mut Plan) {
        match part.role {
            Role::Plan => plan.table = self.of_plan(part.table),
            Role::Totals => plan.totals = self.of_plan(part.table),
            Role::Level(name) => {
                let known = self.rules.plan.levels.iter().position(|level| fold(&level.name) == fold(&name));
                let rows = self.of_plan(part.table);
                plan.levels.extend(known.map(|level| (LevelId(level), rows)));
            }
            Role::Own(name) => {
                let named = |decl: &TableDecl| decl.of_plan && fold(&decl.schema.name) == fold(&name);
                let Some(at) = self.rules.tables.iter().position(named) else { return };
                let Some(decl) = self.rules.tables.get(at) else { return };
                let table = self.fitted(&decl.schema, part.table, |_| true);
                if let Some(own) = plan.own.get_mut(at) {
                    *own = Some(table);
                }
            }
        }
    }

    fn of_plan(&mut self, table: Table) -> Table {
        let Some(format) = self.format else { return table };
        self.fitted(&format.schema, table, |column| format.has(column))
    }

    /// A table in the columns of a schema, of which the form has some.
    fn fitted(&mut self, schema: &Schema, mut table: Table, has: impl Fn(ColumnId) -> bool) -> Table {
        let known: BTreeMap<String, usize> =
            table.columns.iter().enumerate().map(|(at, column)| (fold(&column.name), at)).collect();
        let rows = table.rows.len();
        let mut order = Vec::new();
        for (at, decl) in schema.columns.iter().enumerate() {
            let mut column = empty_column(decl, None);
            let sealed = known.get(&fold(&decl.name)).copied();
            let alike = sealed.filter(|sealed| table.columns.get(*sealed).is_some_and(|own| alike(own, &column)));
            if let Some(own) = alike.and_then(|sealed| table.columns.get_mut(sealed)) {
                own.name.clone_from(&decl.name);
                own.caption.clone_from(&decl.caption);
            }
            order.push(alike.unwrap_or_else(|| {
                let absent = has(ColumnId(at));
                fill(&mut column, rows, absent);
                if absent {
                    self.missing.insert(if decl.caption.is_empty() { decl.name.clone() } else { decl.caption.clone() });
                }
                table.columns.push(column);
                table.columns.len() - 1
            }));
        }
        Table { name: schema.name.clone(), ..table.picked(&order) }
    }

    /// What to tell of the columns that are missing.
    fn missing(&self, file: &str) -> Option<Diagnostic> {
        let named = first_few(self.missing.iter().map(|caption| format!("«{caption}»")), MOST_COLUMNS);
        let verb = match named.as_slice() {
            [] => return None,
            [_] => "que hoy está en el formato o hoy se lee de otro modo",
            _ => "que hoy están en el formato o hoy se leen de otro modo",
        };
        let message = format!("lo sellado no tiene {}, {verb}", enumerate(&named));
        let told = Diagnostic::new(Code::SealShape, message)
            .in_file(file)
            .help("las reglas que comparen esas columnas con lo aprobado quedan sin evaluar; selle de nuevo el plan si hace falta");
        Some(Diagnostic { severity: Severity::Warning, ..told })
    }
}

/// Whether two columns hold values of the same kind.
fn alike(one: &Column, other: &Column) -> bool {
    match (&one.data, &other.data) {
        (Data::Number(_, one), Data::Number(_, other)) => one == other,
        (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

/// Fills a column that the seal has not: nothing where the form has it not either, else what cannot be read.
fn fill(column: &mut Column, rows: usize, absent: bool) {
    let text: Arc<str> = NOT_SEALED.into();
    for _ in 0..rows {
        let entry = if absent { Entry::Unreadable(Arc::clone(&text)) } else { Entry::Empty };
        push(column, &mut Vec::new(), (entry, None));
        if let Data::Several(all) = &mut column.data {
            all.push(Arc::default());
        }
    }
}
