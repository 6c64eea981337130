//! What a failing condition read: cells in the order in which they matter, and the totals they went into.

use std::collections::BTreeSet;

use crate::ruleset::builtins::Aggregate;
use crate::value::Value;

use super::gap::Cell;

/// Why a cell was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// The condition is about it.
    Main,
    /// It came from a row that was looked up.
    Found,
    /// It served to look something up.
    Key,
}

/// A cell that was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Read {
    /// The cell.
    pub(super) cell: Cell,
    /// Why.
    pub(super) role: Role,
    /// The rule's own name for it, where it has one.
    pub(super) label: Option<String>,
    /// The frame of its row, counted from the subject.
    depth: usize,
}

/// An aggregate and the cell that weighed most in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Total {
    /// Which function.
    pub(super) function: Aggregate,
    /// What it gave.
    pub(super) value: Value,
    /// Its first contributor.
    pub(super) first: Cell,
}

/// A record of reads.
#[derive(Clone, Debug, Default)]
pub(super) struct Trace {
    reads: Vec<Read>,
    /// The aggregates, in the order in which they were finished.
    pub(super) totals: Vec<Total>,
    /// How many lookups or row conditions enclose what is being read.
    seeking: usize,
}

/// A point in the record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark(usize);

/// The cells that one value came from, and the value.
#[derive(Clone, Debug)]
pub(super) struct Contributor {
    value: Value,
    reads: Vec<Read>,
}

impl Trace {
    /// Records a cell of the frame at `depth`.
    pub(super) fn read(&mut self, cell: Cell, role: Role, depth: usize) {
        let role = if self.seeking > 0 { Role::Key } else { role };
        self.reads.push(Read { cell, role, label: None, depth });
    }

    /// Gives the last read cell the rule's own name for it.
    pub(super) fn label(&mut self, name: &str) {
        if let Some(Read { role: Role::Found, label, .. }) = self.reads.last_mut() {
            *label = Some(name.to_owned());
        }
    }

    /// What is read from here on only serves to find rows.
    pub(super) fn seek(&mut self) {
        self.seeking += 1;
    }

    /// Ends the innermost [`Trace::seek`].
    pub(super) fn found(&mut self) {
        self.seeking = self.seeking.saturating_sub(1);
    }

    /// This point of the record.
    pub(super) fn mark(&self) -> Mark {
        Mark(self.reads.len())
    }

    /// Forgets everything since a point.
    pub(super) fn forget(&mut self, mark: Mark) {
        self.reads.truncate(mark.0);
    }

    /// Forgets, since a point, the cells of the frame at `depth` and of those within it.
    pub(super) fn forget_inner(&mut self, mark: Mark, depth: usize) {
        let since = self.reads.split_off(mark.0.min(self.reads.len()));
        self.reads.extend(since.into_iter().filter(|read| read.depth < depth));
    }

    /// Takes what was read since a point as the source of one value of an aggregate.
    pub(super) fn contributor(&mut self, mark: Mark, value: Value) -> Contributor {
        Contributor { value, reads: self.reads.split_off(mark.0.min(self.reads.len())) }
    }

    /// Records an aggregate with its contributors, the one that weighs most first.
    pub(super) fn total(&mut self, function: Aggregate, value: Value, mut contributors: Vec<Contributor>) {
        match function {
            Aggregate::Sum | Aggregate::Mean | Aggregate::Max => contributors.sort_by(|a, b| b.value.cmp(&a.value)),
            Aggregate::Min => contributors.sort_by(|a, b| a.value.cmp(&b.value)),
            Aggregate::Count | Aggregate::Distinct | Aggregate::List => {}
        }
        let reads: Vec<Read> = contributors.into_iter().flat_map(|contributor| contributor.reads).collect();
        if let Some(first) = reads.iter().find(|read| read.role == Role::Main) {
            self.totals.push(Total { function, value, first: first.cell });
        }
        self.reads.extend(reads);
    }

    /// The cells read, each once, in the order of the record.
    pub(super) fn into_reads(self) -> (Vec<Read>, Vec<Total>) {
        let mut seen = BTreeSet::new();
        let reads = self.reads.into_iter().filter(|read| seen.insert((read.cell, read.role))).collect();
        (reads, self.totals)
    }
}
