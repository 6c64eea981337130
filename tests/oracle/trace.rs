//! Which cells were read to reach a value: those that the page says a finding must carry, and those that it may.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::table::Place;

/// Cells read.
#[derive(Clone, Debug, Default)]
pub(super) struct Reads {
    /// The value rests on these whatever the order of evaluation.
    pub(super) certain: BTreeSet<Place>,
    /// Looked at on the way: conditions of `donde`, keys of tables, the side of a `y` that need not be asked.
    pub(super) possible: BTreeSet<Place>,
}

/// Collects reads while an expression is evaluated.
#[derive(Debug, Default)]
pub(super) struct Trace(RefCell<Reads>);

impl Trace {
    pub(super) fn read(&self, place: Place) {
        self.0.borrow_mut().certain.insert(place);
    }

    /// What `inner` gives, with its reads apart.
    pub(super) fn apart<T>(&self, inner: impl FnOnce() -> T) -> (T, Reads) {
        let before = self.0.take();
        let result = inner();
        (result, self.0.replace(before))
    }

    pub(super) fn add(&self, reads: Reads) {
        let mut own = self.0.borrow_mut();
        own.certain.extend(reads.certain);
        own.possible.extend(reads.possible);
    }

    pub(super) fn add_as_possible(&self, reads: Reads) {
        let mut own = self.0.borrow_mut();
        own.possible.extend(reads.certain);
        own.possible.extend(reads.possible);
    }

    /// What `inner` gives; all that it reads is read on the way only.
    pub(super) fn aside<T>(&self, inner: impl FnOnce() -> T) -> T {
        let (result, reads) = self.apart(inner);
        self.add_as_possible(reads);
        result
    }
}
