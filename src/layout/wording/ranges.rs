//! Many cells or rows in few words: `K6:K40 y M12`, `12 a 14 y 20`.

use crate::cell::CellRef;
use crate::text::enumerate;

/// Ranges that a message names.
pub(in crate::layout) const MOST_RANGES: usize = 5;

/// Cells as ranges within columns: the first few, and how many cells are left.
pub(in crate::layout) fn cells(cells: &[CellRef]) -> String {
    let mut sorted = cells.to_vec();
    sorted.sort_unstable_by_key(|cell| (cell.column, cell.row));
    let runs = sorted.chunk_by(|one, next| one.column == next.column && next.row <= one.row.saturating_add(1));
    in_words(runs.map(|run| match run {
        [only] => (1, only.to_string()),
        [first, .., last] => (run.len(), format!("{first}:{last}")),
        [] => (0, String::new()),
    }))
}

/// Rows from 0, in order, as Excel numbers them.
pub(in crate::layout) fn rows(rows: &[u32]) -> String {
    let number = |row: &u32| u64::from(*row) + 1;
    let runs = rows.chunk_by(|one, next| *next <= one.saturating_add(1));
    in_words(runs.map(|run| match run {
        [only] => (1, number(only).to_string()),
        [first, second] => (2, format!("{}, {}", number(first), number(second))),
        [first, .., last] => (run.len(), format!("{} a {}", number(first), number(last))),
        [] => (0, String::new()),
    }))
}

/// Runs, each with how many it stands for: the first few in words, and how many the others stand for.
fn in_words(runs: impl Iterator<Item = (usize, String)>) -> String {
    let runs: Vec<(usize, String)> = runs.collect();
    let named = runs.iter().take(MOST_RANGES).map(|(_, word)| word);
    let named: Vec<String> = named.flat_map(|word| word.split(", ")).map(str::to_owned).collect();
    let left: usize = runs.iter().skip(MOST_RANGES).map(|(count, _)| count).sum();
    if left == 0 { enumerate(&named) } else { format!("{} y {left} más", named.join(", ")) }
}

#[cfg(test)]
mod tests;
