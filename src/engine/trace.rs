//! What a failing condition read: cells in the order in which they matter, and the totals they went into.

use std::collections::{BTreeMap, BTreeSet};

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
    /// Where in `reads` some of the cells stand, as long as nothing before was forgotten.
    places: BTreeMap<Cell, usize>,
    /// How many lookups or row conditions enclose what is being read.
    seeking: usize,
}

/// How many cells of a local name are recorded again where it is used once more.
const MOST_REPEATED: usize = 50;

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

    /// Begins to record a local name's own reads, wherever it is used; gives what [`Trace::end_local`] takes.
    pub(super) fn begin_local(&mut self) -> (Mark, usize) {
        (self.mark(), std::mem::take(&mut self.seeking))
    }

    /// Ends what [`Trace::begin_local`] began, and gives the reads to repeat where the name is used again: its first use
    /// may be forgotten, or only have served to find rows.
    pub(super) fn end_local(&mut self, (mark, seeking): (Mark, usize)) -> Vec<Read> {
        let own = self.reads.split_off(mark.0.min(self.reads.len()));
        self.seeking = seeking;
        let kept = own.iter().take(MOST_REPEATED).cloned().collect();
        self.repeat(own);
        kept
    }

    /// Records cells that a local name read before.
    pub(super) fn repeat(&mut self, reads: impl IntoIterator<Item = Read>) {
        let is_seeking = self.seeking > 0;
        let role = |read: &Read| if is_seeking { Role::Key } else { read.role };
        self.reads.extend(reads.into_iter().map(|read| Read { role: role(&read), ..read }));
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
        for read in since.into_iter().filter(|read| read.depth < depth) {
            self.read_once(read);
        }
    }

    /// Records a cell unless it stands there already: each row of a query may read the same ones.
    fn read_once(&mut self, read: Read) {
        let known = self.places.get(&read.cell).and_then(|at| self.reads.get(*at));
        if known.is_none_or(|known| (known.cell, known.role) != (read.cell, read.role)) {
            self.places.insert(read.cell, self.reads.len());
            self.reads.push(read);
        }
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
