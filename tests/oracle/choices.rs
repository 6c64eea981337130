//! A row of numbers that every random decision is read from, so that a failing program shrinks with them.

/// Reads decisions; where the numbers end, every decision is the first, which is the simplest.
pub(super) struct Choices<'a> {
    left: std::slice::Iter<'a, u16>,
}

impl<'a> Choices<'a> {
    pub(super) fn new(numbers: &'a [u16]) -> Self {
        Choices { left: numbers.iter() }
    }

    /// A number below `bound`.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let number = usize::from(self.left.next().copied().unwrap_or(0));
        (number * bound) >> 16
    }

    pub(super) fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == bound - 1
    }

    pub(super) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}
