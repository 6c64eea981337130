//! The reader's guesses give way to rules: what a rule reports needs no note that it looks odd.

use std::collections::BTreeSet;

use crate::cell::{CellPlace, CellRef};
use crate::diagnostic::Code;
use crate::engine::finding::{Finding, Outcome};

/// The codes of what the reader only guesses.
const GUESSES: [Code; 2] = [Code::DoubtfulDate, Code::DoubtfulUnit];

/// Leaves out the guesses all of whose cells a rule reports as *incumple*, be it that an excepción covers it.
pub(super) fn give_way(findings: &mut Vec<Finding>) {
    let doubtful: BTreeSet<CellPlace> = findings.iter().filter(|finding| is_guess(finding)).flat_map(places).collect();
    if doubtful.is_empty() {
        return;
    }
    let reported = findings.iter().filter(|finding| is_of_rule(finding)).flat_map(places);
    let reported: BTreeSet<CellPlace> = reported.filter(|place| doubtful.contains(place)).collect();
    findings.retain(|finding| !is_guess(finding) || places(finding).any(|place| !reported.contains(&place)));
}

fn is_guess(finding: &Finding) -> bool {
    GUESSES.iter().any(|code| code.info().name == finding.rule)
}

/// The reader's findings have no title.
fn is_of_rule(finding: &Finding) -> bool {
    !finding.title.is_empty() && matches!(finding.outcome, Outcome::Fails | Outcome::Waived)
}

fn places(finding: &Finding) -> impl Iterator<Item = CellPlace> + '_ {
    let sheet = finding.place.iter();
    sheet.flat_map(|sheet| finding.cells.iter().map(|cell: &CellRef| CellPlace { sheet: sheet.clone(), cell: *cell }))
}

#[cfg(test)]
mod tests;
