//! Tables of the same columns, one below the other.

use std::collections::BTreeSet;

use crate::cell::CellRef;
use crate::ruleset::model::ColumnId;
use crate::table::{Block, Column, Data, Origin, RowOrigin, Table};

/// The rows of all tables, in their order. Columns that are not `kept` stay without contents.
pub(super) fn tables(tables: &[&Table], kept: &BTreeSet<ColumnId>) -> Table {
    let Some(first) = tables.first() else { return Table { name: "planes".to_owned(), ..Table::default() } };
    let mut joined = Table { name: "planes".to_owned(), ..Table::default() };
    for table in tables {
        let before = u32::try_from(joined.blocks.len()).unwrap_or(u32::MAX);
        let moved = |origin: &RowOrigin| RowOrigin { block: origin.block.saturating_add(before), ..*origin };
        joined.rows.extend(table.rows.iter().map(moved));
        joined.blocks.extend(table.blocks.iter().map(Block::clone));
    }
    let column = |(at, like): (usize, &Column)| match kept.contains(&ColumnId(at)) {
        true => column(tables, at, like),
        false => without_contents(like),
    };
    joined.columns = first.columns.iter().enumerate().map(column).collect();
    joined
}

fn without_contents(like: &Column) -> Column {
    Column {
        name: like.name.clone(),
        caption: like.caption.clone(),
        data: none_of(&like.data),
        states: Vec::new(),
        unreadable: Default::default(),
        origin: Origin::Block,
    }
}

fn none_of(data: &Data) -> Data {
    match data {
        Data::Text(_) => Data::Text(Vec::new()),
        Data::Code(_) => Data::Code(Vec::new()),
        Data::Number(_, unit) => Data::Number(Vec::new(), *unit),
        Data::Date(_) => Data::Date(Vec::new()),
        Data::Bool(_) => Data::Bool(Vec::new()),
        Data::Several(_) => Data::Several(Vec::new()),
    }
}

fn column(tables: &[&Table], at: usize, like: &Column) -> Column {
    let mut joined = Column { origin: origin(tables, at), ..without_contents(like) };
    for own in tables.iter().filter_map(|table| table.columns.get(at)) {
        let before = joined.states.len();
        joined.unreadable.extend(own.unreadable.iter().map(|(row, text)| (row + before, text.clone())));
        joined.states.extend(&own.states);
        append(&mut joined.data, &own.data);
    }
    joined
}

/// A column is of one type in all formats, so that the kinds of data are always the same.
fn append(joined: &mut Data, own: &Data) {
    match (joined, own) {
        (Data::Text(joined), Data::Text(own)) => joined.extend_from_slice(own),
        (Data::Code(joined), Data::Code(own)) => joined.extend_from_slice(own),
        (Data::Number(joined, _), Data::Number(own, _)) => joined.extend_from_slice(own),
        (Data::Date(joined), Data::Date(own)) => joined.extend_from_slice(own),
        (Data::Bool(joined), Data::Bool(own)) => joined.extend_from_slice(own),
        (Data::Several(joined), Data::Several(own)) => joined.extend_from_slice(own),
        _ => {}
    }
}

/// Where the values stand; formats may differ in it, and then each row says it for itself.
fn origin(tables: &[&Table], at: usize) -> Origin {
    let own = |table: &&Table| table.columns.get(at).map(|column| (column.origin.clone(), table.blocks.len()));
    let origins: Vec<(Origin, usize)> = tables.iter().filter_map(own).collect();
    if origins.iter().all(|(origin, _)| matches!(origin, Origin::Block)) {
        return Origin::Block;
    }
    let fixed = |(origin, blocks): &(Origin, usize)| match origin {
        Origin::Fixed(cells) => {
            let mut cells = cells.clone();
            cells.resize(*blocks, None);
            Some(cells)
        }
        _ => None,
    };
    let fixed: Option<Vec<Vec<Option<CellRef>>>> = origins.iter().map(fixed).collect();
    fixed.map_or_else(|| Origin::Each(each(tables, at)), |cells| Origin::Fixed(cells.concat()))
}

fn each(tables: &[&Table], at: usize) -> Vec<Option<CellRef>> {
    let cells = |table: &&Table| {
        let place = |row| table.place(row, at).map(|place| place.cell);
        (0..table.rows.len()).map(place).collect::<Vec<_>>()
    };
    tables.iter().flat_map(cells).collect()
}

#[cfg(test)]
mod tests;
