//! Missing captions paired with those of the sheet that nobody claims: one to one, the likeliest pairs first.

use std::collections::{BTreeMap, BTreeSet};

use crate::layout::header::Header;
use crate::layout::heading::Caption;
use crate::ruleset::model::{CaptionFinder, ColumnDecl, ColumnFinder};
use crate::text::{distance, fold};

use super::{Asker, MOST_NAMED};

/// Words of a caption that are looked at.
const MOST_WORDS: usize = 30;
/// Captions of the sheet that are weighed for a missing one: the likeliest.
const MOST_WEIGHED: usize = 10;
/// Letters that two words must begin with to be one word and its abbreviation.
const ABBREVIATION: usize = 3;

/// A column whose caption is missing, and the caption of the sheet that could be meant.
pub(super) struct Missing<'a> {
    pub(super) decl: &'a ColumnDecl,
    pub(super) near: Option<Near<'a>>,
}

/// A caption that could be the one asked for.
#[derive(Clone)]
pub(super) struct Near<'a> {
    pub(super) caption: &'a Caption,
    /// How messages name it.
    pub(super) name: String,
    /// What speaks for it.
    pub(super) by: Likeness,
}

/// What speaks for a pair, the strongest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// Nearly all letters are the same.
    Letters,
    /// All words of one are in the other: then the rules may be wrong as well as the sheet.
    Words,
    /// They stand between the same neighbours.
    Place,
}

impl Missing<'_> {
    pub(super) fn caption(&self) -> &str {
        &self.decl.caption
    }
}

/// The missing captions of a header, each with its pair among the unused ones where there is one.
pub(super) fn paired<'a>(header: &Header, asker: Asker<'a>, unused: &[&'a Caption]) -> Vec<Missing<'a>> {
    let finder = |index: usize| asker.finders.get(index).copied().flatten();
    let named = header.missing.iter().take(MOST_NAMED).filter_map(|index| Some((*index, finder(*index)?)));
    let mut pairs = Pairs::default();
    pairs.by_likeness(&candidates(named, unused));
    // One column and one caption alone are told of as what they are, without a guess.
    if header.missing.len() > 1 {
        pairs.by_place(header, asker, unused);
    }
    let missing = |index: &usize| {
        let near = pairs.taken.get(index).and_then(|(caption, by)| {
            let caption: &'a Caption = unused.get(*caption)?;
            let banded = finder(*index)?.captions.iter().any(|asked| asked.band.is_some());
            let name = if banded { caption.full() } else { caption.text.clone() };
            Some(Near { caption, name, by: *by })
        });
        Some(Missing { decl: asker.schema.columns.get(*index)?, near })
    };
    header.missing.iter().filter_map(missing).collect()
}

/// A pair that could be: the missing column, the unused caption, what speaks for it and how little.
struct Candidate {
    index: usize,
    caption: usize,
    by: Likeness,
    cost: usize,
}

fn candidates<'f>(missing: impl Iterator<Item = (usize, &'f ColumnFinder)>, unused: &[&Caption]) -> Vec<Candidate> {
    let mut all = Vec::new();
    for (index, finder) in missing {
        let likeness = |(at, caption): (usize, &&Caption)| {
            let (by, cost) = finder.captions.iter().filter_map(|asked| likeness(asked, caption)).min()?;
            Some(Candidate { index, caption: at, by, cost })
        };
        let mut own: Vec<Candidate> = unused.iter().enumerate().filter_map(likeness).collect();
        own.sort_by_key(|pair| (pair.by, pair.cost, pair.caption));
        all.extend(own.into_iter().take(MOST_WEIGHED));
    }
    all.sort_by_key(|pair| (pair.by, pair.cost, pair.index, pair.caption));
    all
}

fn likeness(asked: &CaptionFinder, caption: &Caption) -> Option<(Likeness, usize)> {
    let by_letters = distance(asked.caption.shown(), &caption.text).map(|cost| (Likeness::Letters, cost));
    by_letters.or_else(|| Some((Likeness::Words, words_apart(asked.caption.folded(), &fold(&caption.text))?)))
}

/// How many words one text has more than the other, where it has all of the other's, whole or abbreviated.
fn words_apart(one: &str, other: &str) -> Option<usize> {
    let (one, other) = (words(one), words(other));
    let (fewer, more) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let is_there = |word: &&str| more.iter().any(|known| is_word(word, known));
    (!fewer.is_empty() && fewer.iter().all(is_there)).then(|| more.len() - fewer.len())
}

fn words(folded: &str) -> Vec<&str> {
    folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).take(MOST_WORDS).collect()
}

/// Whether two words are the same, or one is the other's beginning.
fn is_word(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short == long || short.chars().count() >= ABBREVIATION && long.starts_with(short)
}

/// The pairs so far: by missing column, the unused caption; none of them twice.
#[derive(Default)]
struct Pairs {
    taken: BTreeMap<usize, (usize, Likeness)>,
    captions: BTreeSet<usize>,
}

impl Pairs {
    fn by_likeness(&mut self, candidates: &[Candidate]) {
        for pair in candidates {
            let doubtful = pair.by == Likeness::Words && candidates.iter().any(|other| self.rivals(pair, other));
            if self.is_open(pair) && !doubtful {
                self.take(pair.index, pair.caption, pair.by);
            }
        }
    }

    fn is_open(&self, pair: &Candidate) -> bool {
        !self.taken.contains_key(&pair.index) && !self.captions.contains(&pair.caption)
    }

    /// Whether another pair speaks as much for one of the two with somebody else.
    fn rivals(&self, pair: &Candidate, other: &Candidate) -> bool {
        let shares = (pair.index == other.index) != (pair.caption == other.caption);
        shares && self.is_open(other) && (other.by, other.cost) == (pair.by, pair.cost)
    }

    fn take(&mut self, index: usize, caption: usize, by: Likeness) {
        self.taken.insert(index, (caption, by));
        self.captions.insert(caption);
    }

    /// Pairs what is left between two columns that are there, or beyond them all, where the sheet has as many captions
    /// that nobody claims.
    fn by_place(&mut self, header: &Header, asker: Asker<'_>, unused: &[&Caption]) {
        let asked = asker.finders.iter().enumerate().filter(|(_, finder)| finder.is_some());
        let places: Vec<(usize, Option<u32>)> =
            asked.map(|(index, _)| (index, self.place(header, unused, index))).collect();
        let mut before = None;
        for run in places.chunk_by(|one, next| one.1.is_none() == next.1.is_none()) {
            let [(first, None), ..] = run else {
                before = run.last().and_then(|(_, place)| *place);
                continue;
            };
            let after = places.iter().find(|(index, place)| index > first && place.is_some());
            let after = after.and_then(|(_, place)| *place);
            let is_free = |at: &usize| {
                let column = unused.get(*at).map(|caption| caption.at.column);
                let is_between =
                    |column| before.is_none_or(|before| before < column) && after.is_none_or(|after| column < after);
                !self.captions.contains(at) && column.is_some_and(is_between)
            };
            let free: Vec<usize> = (0..unused.len()).filter(is_free).collect();
            if free.len() == run.len() && (before, after) != (None, None) {
                run.iter().zip(free).for_each(|((index, _), caption)| self.take(*index, caption, Likeness::Place));
            }
        }
    }

    /// Where a column stands in the sheet, or its pair does.
    fn place(&self, header: &Header, unused: &[&Caption], index: usize) -> Option<u32> {
        let own = header.columns.get(index).copied().flatten();
        own.or_else(|| Some(unused.get(self.taken.get(&index)?.0)?.at.column))
    }
}

#[cfg(test)]
mod tests;
