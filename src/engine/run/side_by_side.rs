//! Which workbooks are read at the same time: as many as fit into a bounded memory, whatever they hold.

use rayon::prelude::*;

use super::Input;
use crate::workbook;

/// Bytes, once inflated, of the workbooks that are read side by side. One that is larger is read by itself.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// What `each` gives for the inputs, in their order.
pub(super) fn map<T: Send>(inputs: &[&Input], each: impl Fn(&Input) -> T + Sync) -> Vec<T> {
    map_keeping(inputs, each, |given| given)
}

/// The same where much is kept of each: `keep` is asked in the inputs' order, and soon, what is to stay of it.
pub(super) fn map_keeping<T: Send>(
    inputs: &[&Input],
    each: impl Fn(&Input) -> T + Sync,
    mut keep: impl FnMut(T) -> T,
) -> Vec<T> {
    let mut kept = Vec::with_capacity(inputs.len());
    for group in groups(inputs) {
        let given: Vec<T> = group.par_iter().map(|input| each(input)).collect();
        kept.extend(given.into_iter().map(&mut keep));
    }
    kept
}

/// The inputs in their order, parted where they become too large together.
fn groups<'a, 'i>(inputs: &'a [&'i Input]) -> Vec<&'a [&'i Input]> {
    let (mut groups, mut rest) = (Vec::new(), inputs);
    while !rest.is_empty() {
        let mut weight = 0_usize;
        let fits = |input: &&&Input| {
            weight = weight.saturating_add(weight_of(input));
            weight <= MOST_BYTES
        };
        let count = rest.iter().take_while(fits).count().max(1);
        let (group, left) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        groups.push(group);
        rest = left;
    }
    groups
}

fn weight_of(input: &Input) -> usize {
    input.bytes.as_ref().map_or(0, |bytes| workbook::weight(bytes))
}

#[cfg(test)]
mod tests;
