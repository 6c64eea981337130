//! Which sheets a format or a reference table wants, by name.

use crate::ruleset::model::{Format, TableDecl};
use crate::text::fold;

/// Whether a format wants a sheet of this name; one without a name (CSV) fits any.
pub(super) fn sheet_fits(format: &Format, name: &str) -> bool {
    name.is_empty() || format.sheets.is_empty() || format.sheets.iter().any(|pattern| name_fits(pattern, name))
}

/// Whether a reference table comes from a sheet of this name; one that names none may come from any.
pub(super) fn table_sheet_fits(decl: &TableDecl, name: &str) -> bool {
    name.is_empty() || decl.sheet.as_deref().is_none_or(|pattern| name_fits(pattern, name))
}

/// Whether a name is of a pattern, where `*` stands for anything; both are compared folded.
fn name_fits(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (fold(pattern), fold(name));
    let Some((head, tail)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut rest) = name.strip_prefix(head) else { return false };
    let mut pieces: Vec<&str> = tail.split('*').collect();
    let last = pieces.pop().unwrap_or_default();
    // The leftmost place of each piece leaves most room for the next.
    for piece in pieces {
        let Some((_, after)) = rest.split_once(piece) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests;
