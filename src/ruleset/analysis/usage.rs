//! Norms, parameters, tables and columns that nothing uses.
//!
//! Columns of a formato are not looked at: a form has what its norm says, and the reader itself checks types, references
//! and obligatory cells. In a tabla a column that nothing reads is a line to keep up for nothing.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::text::{enumerate, first_few};

use crate::ruleset::model::{
    ColumnDecl, ColumnId, NormId, ParameterId, PartKind, Reference, RuleSet, Schema, TableDecl, TableId, TableRef,
    WaiverSource,
};
use crate::ruleset::walk::{Reads, all_read};

/// Most columns of a table that are named.
const MOST_NAMED: usize = 8;

/// What is declared and not used.
pub(super) fn unused(rules: &RuleSet) -> Vec<Diagnostic> {
    let mut told = norms(rules);
    told.extend(parameters(rules));
    told.extend(functions(rules));
    told.extend(tables(rules));
    told
}

fn norms(rules: &RuleSet) -> Vec<Diagnostic> {
    let of_rules = rules.rules.iter().flat_map(|rule| &rule.citations).map(|citation| citation.norm);
    let of_waivers = rules.waivers.iter().flat_map(|waiver| &waiver.sources).filter_map(|source| match source {
        WaiverSource::Norm(citation) => Some(citation.norm),
        WaiverSource::Text(_) => None,
    });
    let cited: BTreeSet<NormId> = of_rules.chain(of_waivers).collect();
    let unused = rules.norms.iter().enumerate().filter(|(at, _)| !cited.contains(&NormId(*at)));
    let tell = |(_, norm): (usize, &crate::ruleset::model::Norm)| {
        Diagnostic::new(Code::UnusedNorm, format!("ninguna regla cita la norma «{}»", norm.name))
            .at(norm.span, "sin uso")
            .help(format!("cítela en la regla que la hace cumplir, «según {}», o quítela", norm.name))
    };
    unused.map(tell).collect()
}

fn parameters(rules: &RuleSet) -> Vec<Diagnostic> {
    let unused = rules.parameters.iter().enumerate();
    let unused = unused.filter(|(at, _)| !rules.usage.parameters.contains(&ParameterId(*at)));
    let tell = |(_, parameter): (usize, &crate::ruleset::model::Parameter)| {
        Diagnostic::new(Code::UnusedParameter, format!("ninguna regla lee el parámetro «{}»", parameter.name))
            .at(parameter.span, "sin uso")
            .help("cambiarlo no cambia ningún resultado: quítelo, o úselo en la regla que lo necesita")
    };
    unused.map(tell).collect()
}

fn functions(rules: &RuleSet) -> Vec<Diagnostic> {
    let unused = rules.usage.functions.iter().filter(|(_, place)| !rules.usage.called.contains(place));
    let tell = |(name, place): &(String, Span)| {
        Diagnostic::new(Code::UnusedFunction, format!("ninguna regla usa la función «{name}»"))
            .at(*place, "sin uso")
            .help("quítela, o úsela en la regla que la necesita")
    };
    unused.map(tell).collect()
}

fn tables(rules: &RuleSet) -> Vec<Diagnostic> {
    let reads = settled(rules, all_read(rules));
    let tell = |(at, decl): (usize, &TableDecl)| {
        let table = TableRef::Reference(TableId(at));
        if reads.tables.contains(&table) { columns(decl, table, &reads) } else { Some(unused_table(decl)) }
    };
    rules.tables.iter().enumerate().filter_map(tell).collect()
}

/// What is read, with tables made out of others counted for those, and with what references read.
fn settled(rules: &RuleSet, mut reads: Reads) -> Reads {
    let parts: Vec<_> = reads.tables.iter().filter_map(|table| part(rules, *table)).collect();
    for (base, kind) in parts {
        reads.tables.insert(base);
        reads.columns.extend(made_of(rules, base, kind).into_iter().map(|column| (base, column)));
    }
    let columns: Vec<_> =
        reads.columns.iter().filter_map(|(table, column)| Some((part(rules, *table)?.0, *column))).collect();
    reads.columns.extend(columns);
    let plan = rules.plan.columns.iter().chain(rules.formats.iter().flat_map(|format| &format.schema.columns));
    let all = plan.chain(rules.tables.iter().flat_map(|table| &table.schema.columns));
    reads.tables.extend(all.filter_map(|column| column.reference.as_ref()).map(|to| TableRef::Reference(to.table)));
    reads
}

fn part(rules: &RuleSet, table: TableRef) -> Option<(TableRef, PartKind)> {
    let TableRef::Part(id) = table else { return None };
    rules.parts.get(id.0).map(|part| (part.base, part.kind))
}

/// The columns that a table made out of another is made of.
fn made_of(rules: &RuleSet, base: TableRef, kind: PartKind) -> Vec<ColumnId> {
    let TableRef::Reference(id) = base else { return Vec::new() };
    match kind {
        PartKind::Family(family) => {
            let schema = rules.tables.get(id.0).map(|table| &table.schema);
            schema.and_then(|schema| schema.families.get(family.0)).map_or(Vec::new(), |family| family.columns.clone())
        }
        PartKind::Values(column) => vec![column],
        _ => Vec::new(),
    }
}

fn unused_table(decl: &TableDecl) -> Diagnostic {
    Diagnostic::new(Code::UnusedTable, format!("ninguna regla lee la tabla «{}»", decl.schema.name))
        .at(decl.span, "sin uso")
        .help("quítela, o escriba la regla que la necesita: se lee en cada revisión")
}

/// One note a table, whatever the number of its columns.
fn columns(decl: &TableDecl, table: TableRef, reads: &Reads) -> Option<Diagnostic> {
    let unused: Vec<&ColumnDecl> = unused_columns(&decl.schema, table, reads);
    let first = unused.first()?;
    let quoted = unused.iter().map(|column| format!("«{}»", base_name(&decl.schema, column)));
    let names = first_few(quoted, MOST_NAMED);
    let table = &decl.schema.name;
    let (message, help) = match unused.len() {
        1 => (format!("ninguna regla lee la columna {} de «{table}»", enumerate(&names)), "quítela"),
        many => (format!("ninguna regla lee {many} columnas de «{table}»: {}", enumerate(&names)), "quítelas"),
    };
    let told = Diagnostic::new(Code::UnusedColumn, message).at(first.span, "sin uso");
    let told = unused.iter().skip(1).take(MOST_NAMED - 1).fold(told, |told, column| told.at(column.span, "sin uso"));
    Some(told.help(format!("{help} de la tabla; de donde sale puede seguir trayendo lo que quiera")))
}

/// The columns that are neither read, nor part of a key, nor held against another table, nor checked by the reader; a
/// family stands as its first column, and one entry of it is enough.
fn unused_columns<'a>(schema: &'a Schema, table: TableRef, reads: &Reads) -> Vec<&'a ColumnDecl> {
    let mut used: BTreeSet<ColumnId> = schema.identifying().into_iter().collect();
    used.extend(reads.columns.iter().filter(|(of, _)| *of == table).map(|(_, column)| *column));
    used.extend(schema.columns.iter().filter_map(|column| column.reference.as_ref()).flat_map(reference_keys));
    let is_used = |at: usize, column: &ColumnDecl| match column.family.and_then(|(id, _)| schema.families.get(id.0)) {
        Some(family) => {
            family.columns.first() != Some(&ColumnId(at)) || family.columns.iter().any(|of| used.contains(of))
        }
        None => used.contains(&ColumnId(at)),
    };
    let columns = schema.columns.iter().enumerate();
    let unused = columns.filter(|(at, column)| !column.required && column.reference.is_none() && !is_used(*at, column));
    unused.map(|(_, column)| column).collect()
}

fn reference_keys(reference: &Reference) -> impl Iterator<Item = ColumnId> {
    reference.keys.iter().copied()
}

/// The name that the rule file writes: a family's own for its entries.
fn base_name<'a>(schema: &'a Schema, column: &'a ColumnDecl) -> &'a str {
    let family = column.family.and_then(|(id, _)| schema.families.get(id.0));
    family.map_or(&column.name, |family| &family.name)
}
