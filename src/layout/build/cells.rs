//! Single cells of a column that is being built: adding one, and taking some of them.

use std::collections::BTreeMap;

use crate::layout::convert::{Reading, Remark};
use crate::ruleset::model::{ColumnDecl, ColumnFinder};
use crate::table::{Column, Data, Entry, Origin};
use crate::value::Type;

/// A dato of several sheets: what one says, if none says another thing.
pub(super) fn agreed(known: Entry, own: Entry) -> Entry {
    match (known, own) {
        (Entry::Empty, own) => own,
        (known, Entry::Empty) => known,
        (Entry::Present(known), Entry::Present(own)) if known != own => {
            Entry::Unreadable(format!("{known}; {own}").into())
        }
        (known, _) => known,
    }
}

/// A column without rows, as a declaration has it.
pub(in crate::layout) fn empty_column(decl: &ColumnDecl, finder: Option<&ColumnFinder>) -> Column {
    let origin = match finder {
        _ if decl.dato => Origin::Fixed(Vec::new()),
        Some(finder) if finder.inherits => Origin::PerRow(Vec::new()),
        _ => Origin::Block,
    };
    let data = match &decl.ty {
        _ if decl.several => Data::Several(Vec::new()),
        Type::Text | Type::Choice(_) => Data::Text(Vec::new()),
        Type::Code(_) => Data::Code(Vec::new()),
        Type::Integer | Type::Decimal | Type::Pesos | Type::Percent { .. } => Data::Number(Vec::new(), decl.ty.unit()),
        Type::Date => Data::Date(Vec::new()),
        Type::Bool { .. } => Data::Bool(Vec::new()),
    };
    let (name, caption) = (decl.name.clone(), decl.caption.clone());
    Column { name, caption, data, states: Vec::new(), unreadable: BTreeMap::new(), origin }
}

/// Adds a row's reading to a column.
pub(in crate::layout) fn push(column: &mut Column, remarks: &mut Vec<(usize, Remark)>, (entry, remark): Reading) {
    remarks.extend(remark.map(|remark| (column.states.len(), remark)));
    column.push(entry);
}

pub(super) fn chosen<T: Clone>(all: &[T], kept: &[usize]) -> Vec<T> {
    kept.iter().filter_map(|row| all.get(*row).cloned()).collect()
}

/// The remarks on some rows, which get new numbers.
pub(super) fn chosen_remarks(remarks: &[(usize, Remark)], kept: &[usize]) -> Vec<(usize, Remark)> {
    remarks.iter().filter_map(|(row, remark)| Some((kept.binary_search(row).ok()?, *remark))).collect()
}

/// A column's cells in some rows, which ascend.
pub(super) fn chosen_cells(column: &Column, kept: &[usize]) -> Column {
    let data = match &column.data {
        Data::Text(texts) => Data::Text(chosen(texts, kept)),
        Data::Code(codes) => Data::Code(chosen(codes, kept)),
        Data::Number(numbers, unit) => Data::Number(chosen(numbers, kept), *unit),
        Data::Date(days) => Data::Date(chosen(days, kept)),
        Data::Bool(truths) => Data::Bool(chosen(truths, kept)),
        Data::Several(cells) => Data::Several(chosen(cells, kept)),
    };
    let origin = match &column.origin {
        Origin::PerRow(cells) => Origin::PerRow(chosen(cells, kept)),
        Origin::Each(cells) => Origin::Each(chosen(cells, kept)),
        other => other.clone(),
    };
    let moved = column.unreadable.iter().filter_map(|(row, text)| Some((kept.binary_search(row).ok()?, text.clone())));
    Column {
        name: column.name.clone(),
        caption: column.caption.clone(),
        data,
        states: chosen(&column.states, kept),
        unreadable: moved.collect(),
        origin,
    }
}

/// A column's data of the same kind as another's, without values.
pub(super) fn no_data(like: &Data) -> Data {
    match like {
        Data::Text(_) => Data::Text(Vec::new()),
        Data::Code(_) => Data::Code(Vec::new()),
        Data::Number(_, unit) => Data::Number(Vec::new(), *unit),
        Data::Date(_) => Data::Date(Vec::new()),
        Data::Bool(_) => Data::Bool(Vec::new()),
        Data::Several(_) => Data::Several(Vec::new()),
    }
}
