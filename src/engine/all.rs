//! `planes`: the plans of all workbooks as one table, and what keeps rules over it from being judged.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ruleset::model::{ColumnId, Format, PartKind, Rule, RuleSet, TableRef};
use crate::ruleset::walk::{columns_named, columns_read};
use crate::table::Table;

use super::world::World;

mod join;

/// What a run knows of `planes`.
pub(super) enum Planes<'a> {
    /// Single files were given, and not the whole set.
    Partial,
    /// Files of the set that could not be read.
    Refused(Vec<Arc<str>>),
    /// The plans of the whole set.
    Whole(All<'a>),
}

/// The plans of the whole set.
pub(super) struct All<'a> {
    /// Their rows, in the order of the files; only the columns that rules over `planes` name have contents.
    pub(super) table: Table,
    /// Which workbook each of the table's blocks comes from.
    pub(super) sources: Vec<Source<'a>>,
}

/// A workbook of `planes`.
#[derive(Clone)]
pub(super) struct Source<'a> {
    /// What tells it from others from run to run.
    pub(super) identity: Arc<str>,
    /// The format that it fits.
    pub(super) format: &'a Format,
}

/// Why a rule over `planes` has no verdicts.
pub(super) enum Hindrance {
    /// The set is not whole: it does not apply.
    Partial,
    /// A file of the set could not be read.
    Refused,
    /// A format of the set lacks a column that it reads; as a message.
    Lacks(String),
}

impl Planes<'_> {
    /// The plans as one table, where they are the whole set.
    pub(super) fn table(&self) -> Option<&Table> {
        if let Planes::Whole(all) = self { Some(&all.table) } else { None }
    }
}

impl<'a> All<'a> {
    /// One table out of several, of which only some columns keep their contents.
    pub(super) fn new(plans: &[(Source<'a>, &Table)], columns: &BTreeSet<ColumnId>) -> Self {
        let sources = plans.iter().flat_map(|(source, plan)| vec![source.clone(); plan.blocks.len()]);
        let tables: Vec<&Table> = plans.iter().map(|(_, plan)| *plan).collect();
        All { sources: sources.collect(), table: join::tables(&tables, columns) }
    }
}

/// The columns of `planes` that some rules need: those that they name, and those that tell rows apart.
pub(super) fn columns_needed<'r>(rules: &RuleSet, readers: impl Iterator<Item = &'r Rule>) -> BTreeSet<ColumnId> {
    let named = readers.flat_map(|rule| columns_named(rules, rule));
    let mut needed: BTreeSet<ColumnId> = named.chain(rules.plan.identifying()).collect();
    for part in rules.parts.iter().filter(|part| part.base == TableRef::All) {
        match part.kind {
            PartKind::Family(family) => {
                needed.extend(rules.plan.families.get(family.0).into_iter().flat_map(|family| &family.columns));
            }
            PartKind::Values(column) => _ = needed.insert(column),
            PartKind::Level(_) | PartKind::Totals | PartKind::Changes => {}
        }
    }
    needed
}

/// What keeps a rule over `planes` from being judged, if anything does.
pub(super) fn hindrance(world: &World<'_>, rule: &Rule) -> Option<Hindrance> {
    match world.planes() {
        Planes::Partial => Some(Hindrance::Partial),
        Planes::Refused(_) => Some(Hindrance::Refused),
        Planes::Whole(all) => lack(world, rule, all).map(Hindrance::Lacks),
    }
}

fn lack(world: &World<'_>, rule: &Rule, all: &All<'_>) -> Option<String> {
    let read = columns_read(world.rules, rule);
    let of_all = read.into_iter().filter(|(table, _)| world.base(*table) == TableRef::All);
    let mut read = of_all.map(|(table, column)| world.source_column(table, column));
    let lacking = |column: ColumnId| all.sources.iter().position(|source| !source.format.has(column));
    let (column, at) = read.find_map(|(_, column)| Some((column, lacking(column)?)))?;
    let (source, block) = (all.sources.get(at)?, all.table.blocks.get(at)?);
    let caption = world.caption(TableRef::All, column);
    Some(format!(
        "«{}» quedó sin evaluar: mira todos los planes, y el formato {}, que es el de «{}», no tiene «{caption}»",
        rule.name,
        source.format.title(),
        block.place.file
    ))
}
