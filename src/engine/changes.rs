//! What changed from the approved version: one content against another, and how both are told.

use crate::table::Entry;
use crate::text::shorten;

/// How many letters of a content are told.
const MOST_LETTERS: usize = 200;

/// Whether a content is not what it was: what was empty and is filled changed, too. `None` where one cannot be read.
pub(super) fn differ(before: &Entry, now: &Entry) -> Option<bool> {
    match (before, now) {
        (Entry::Unreadable(_), _) | (_, Entry::Unreadable(_)) => None,
        (before, now) => Some(before != now),
    }
}

/// `total: $ 100 → $ 120`; `None` where nothing changed for sure.
pub(super) fn told(name: &str, before: &Entry, now: &Entry) -> Option<String> {
    (differ(before, now) != Some(false)).then(|| format!("{name}: {} → {}", shown(before), shown(now)))
}

fn shown(entry: &Entry) -> String {
    match entry {
        Entry::Present(value) => shorten(&value.to_string(), MOST_LETTERS),
        Entry::Empty => "(vacío)".to_owned(),
        Entry::Unreadable(_) => "(ilegible)".to_owned(),
    }
}
