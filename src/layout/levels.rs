//! Levels: rows that are no data stand among them, and give some of their contents to the rows below.

use std::collections::BTreeSet;

use crate::ruleset::model::{Expr, Format, FormatLevel, Schema};
use crate::table::{Origin, State};

use super::build::Typed;
use super::plan::Holding;

/// Takes the rows of levels out of a plan, and gives the rows below what they give. One result for each level of the
/// format, of which only what it gives, the datos and what outer levels give keep their contents.
pub(super) fn take_out(typed: &mut Typed, format: &Format, holding: Holding<'_>) -> Vec<Typed> {
    if format.levels.is_empty() {
        return Vec::new();
    }
    let filters: Vec<&Expr> = format.levels.iter().map(|level| &level.filter).collect();
    let levels = holding(format, &filters, &typed.table);
    for (at, level) in format.levels.iter().enumerate() {
        let above = above(typed, &levels, at);
        for given in &level.gives {
            typed.give(given.from.0, given.to.0, &above);
        }
    }
    let taken = format.levels.iter().enumerate().map(|(at, level)| {
        let rows = levels.iter().enumerate().filter(|(_, found)| **found == Some(at)).map(|(row, _)| row);
        let mut own = typed.only(&rows.collect::<Vec<usize>>());
        keep_given(&mut own, format, level);
        own
    });
    let taken = taken.collect();
    typed.retain(&levels.iter().map(Option::is_none).collect::<Vec<bool>>());
    taken
}

/// For each row the row of a level that it stands under: the last one above it in its sheet, unless one of an outer level
/// came in between. A row of the level stands under none of it.
fn above(typed: &Typed, levels: &[Option<usize>], level: usize) -> Vec<Option<usize>> {
    let (mut open, mut block) = (None, None);
    let under = typed.table.rows.iter().zip(levels).enumerate().map(|(row, (origin, found))| {
        if block.replace(origin.block) != Some(origin.block) || found.is_some_and(|found| found <= level) {
            open = None;
        }
        let under = open;
        if *found == Some(level) {
            open = Some(row);
        }
        under
    });
    under.collect()
}

/// The format's columns as a level's rows have them: an empty cell of an obligatory one is no fault there.
pub(super) fn schema(format: &Format) -> Schema {
    let mut schema = format.schema.clone();
    for column in &mut schema.columns {
        column.required = false;
    }
    schema
}

/// Empties the columns that say nothing in rows of a level, so that nothing is told of their cells.
fn keep_given(rows: &mut Typed, format: &Format, level: &FormatLevel) {
    let outer = format.levels.iter().take_while(|outer| outer.level != level.level);
    let given: BTreeSet<usize> = level.gives.iter().map(|given| given.from.0).collect();
    let from_above: BTreeSet<usize> = outer.flat_map(|outer| &outer.gives).map(|given| given.to.0).collect();
    for (at, (column, remarks)) in rows.table.columns.iter_mut().zip(&mut rows.remarks).enumerate() {
        if given.contains(&at) || from_above.contains(&at) || matches!(column.origin, Origin::Fixed(_)) {
            continue;
        }
        column.states.fill(State::Empty);
        column.unreadable.clear();
        remarks.clear();
    }
}

#[cfg(test)]
mod tests;
