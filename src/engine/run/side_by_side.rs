//! Which workbooks are read at the same time: as many as fit into a bounded memory, whatever they hold.

use rayon::prelude::*;

use super::Input;
use crate::workbook::{self, Limits};

/// Bytes, once inflated, of the workbooks that are read side by side. One that is larger is read by itself.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// What `each` gives for the inputs, in their order.
pub(super) fn map<T: Send>(inputs: &[&Input], limits: &Limits, each: impl Fn(&Input) -> T + Sync) -> Vec<T> {
    map_keeping(inputs, limits, each, |given| given)
}

/// The same where much is kept of each: `keep` is asked in the inputs' order, and soon, what is to stay of it.
pub(super) fn map_keeping<T: Send>(
    inputs: &[&Input],
    limits: &Limits,
    each: impl Fn(&Input) -> T + Sync,
    mut keep: impl FnMut(T) -> T,
) -> Vec<T> {
    let mut kept = Vec::with_capacity(inputs.len());
    for group in groups(inputs, limits) {
        let given: Vec<T> = group.par_iter().map(|input| each(input)).collect();
        kept.extend(given.into_iter().map(&mut keep));
    }
    kept
}

/// The inputs in their order, parted where they become too large together.
fn groups<'a, 'i>(inputs: &'a [&'i Input], limits: &Limits) -> Vec<&'a [&'i Input]> {
    let (mut groups, mut start, mut weight) = (Vec::new(), 0, 0_usize);
    for (at, input) in inputs.iter().enumerate() {
        let own = weight_of(input, limits);
        weight = weight.saturating_add(own);
        if at > start && weight > MOST_BYTES {
            groups.extend(inputs.get(start..at));
            (start, weight) = (at, own);
        }
    }
    groups.extend(inputs.get(start..).filter(|last| !last.is_empty()));
    groups
}

fn weight_of(input: &Input, limits: &Limits) -> usize {
    input.bytes.as_ref().map_or(0, |bytes| workbook::weight(bytes, limits))
}

#[cfg(test)]
mod tests;
