//! The nearest of several words: what a misspelt one may have meant.

use super::fold;

/// Letters beyond which a text is no word that anyone misspelt: to compare two texts takes the product of their lengths.
const LONGEST: usize = 300;
/// Sorts of letter that are counted apart; a power of two.
const SORTS: usize = 32;

/// The candidate most like `word`, if one is near enough to be meant: at most a third of the letters differ.
/// Of equally near ones, the first. A text of more than 300 letters is near none.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Spellings::new(candidates).nearest(word).copied()
}

/// How many letters are to be added, taken away, changed or swapped to make one word of the other; `None` if they are too
/// far apart for one to be meant for the other.
pub fn distance(word: &str, other: &str) -> Option<usize> {
    let (word, other) = (Spelling::new(word), Spelling::new(other));
    let beyond = word.beyond();
    if word.length > LONGEST || word.least_distance(&other) >= beyond {
        return None;
    }
    Some(strsim::osa_distance(&word.folded, &other.folded)).filter(|distance| *distance < beyond)
}

/// `¿quiso decir «…»?` with the nearest candidate, if there is one.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, candidates).map(|near| format!("¿quiso decir «{near}»?"))
}

/// Candidates made ready for many searches: each is folded once.
#[derive(Clone, Debug)]
pub struct Spellings<S> {
    candidates: Vec<(S, Spelling)>,
}

impl<S: AsRef<str>> Spellings<S> {
    /// Folds the candidates.
    pub fn new(candidates: impl IntoIterator<Item = S>) -> Self {
        let spelt = |candidate: S| {
            let spelling = Spelling::new(candidate.as_ref());
            (candidate, spelling)
        };
        Spellings { candidates: candidates.into_iter().map(spelt).collect() }
    }

    /// As [`nearest`] among these candidates.
    pub fn nearest(&self, word: &str) -> Option<&S> {
        let word = Spelling::new(word);
        if word.length > LONGEST {
            return None;
        }
        let mut best = None;
        let mut beyond = word.beyond();
        for (candidate, spelling) in &self.candidates {
            // Most candidates are too far by their letters alone, and need no closer look.
            if word.least_distance(spelling) < beyond {
                let distance = strsim::osa_distance(&word.folded, &spelling.folded);
                if distance < beyond {
                    (best, beyond) = (Some(candidate), distance);
                }
            }
        }
        best
    }
}

/// A folded word, and how many it has of each sort of letter.
#[derive(Clone, Debug)]
struct Spelling {
    folded: String,
    length: usize,
    counts: [u16; SORTS],
}

impl Spelling {
    fn new(word: &str) -> Self {
        let folded = fold(word);
        let mut counts = [0u16; SORTS];
        let mut length = 0;
        for letter in folded.chars() {
            length += 1;
            if let Some(count) = counts.get_mut(letter as usize % SORTS) {
                *count = count.saturating_add(1);
            }
        }
        Spelling { folded, length, counts }
    }

    /// The least distance of what is too far away.
    fn beyond(&self) -> usize {
        self.length.max(3) / 3 + 1
    }

    /// A distance that the true one cannot be below: each step adds, takes away or changes one letter.
    fn least_distance(&self, other: &Spelling) -> usize {
        let pairs = self.counts.iter().zip(&other.counts);
        let (more, fewer) = pairs.fold((0, 0), |(more, fewer), (own, theirs)| {
            (more + usize::from(own.saturating_sub(*theirs)), fewer + usize::from(theirs.saturating_sub(*own)))
        });
        more.max(fewer)
    }
}

#[cfg(test)]
mod tests;
