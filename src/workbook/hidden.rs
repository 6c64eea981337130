//! Ranges of hidden rows and columns, as readers meet them.

use crate::cell::MAX_ROWS;

/// Adds a range; one that follows or meets the last is joined to it. There are never more of them than rows of a sheet,
/// whatever a file says.
pub(super) fn push(ranges: &mut Vec<(u32, u32)>, (first, last): (u32, u32)) {
    let has_room = ranges.len() < MAX_ROWS as usize;
    match ranges.last_mut() {
        _ if first > last => {}
        Some((start, end)) if *start <= first && first <= end.saturating_add(1) => *end = last.max(*end),
        _ if has_room => ranges.push((first, last)),
        _ => {}
    }
}

/// The ranges in order, none touching another.
pub(super) fn joined(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    let mut joined = Vec::new();
    ranges.into_iter().for_each(|range| push(&mut joined, range));
    joined
}

#[cfg(test)]
mod tests;
