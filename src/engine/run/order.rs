//! The order of findings: by workbook, then sheet, then cell, then rule; and ids that no two findings share.

use std::collections::BTreeMap;

use crate::cell::CellRef;
use crate::engine::finding::{BookSummary, Finding};
use crate::engine::subject;

/// Where a finding stands: file, sheet, cell, rule. What has no sheet comes first, and so does the reader's.
type Rank = (String, Option<(usize, String)>, Option<CellRef>, usize);

/// Puts findings in order. `rules` are the names of the rules in theirs.
pub(super) fn arrange<'r>(findings: &mut [Finding], books: &[BookSummary], rules: impl Iterator<Item = &'r str>) {
    let rules: BTreeMap<&str, usize> = rules.zip(1..).collect();
    let sheets: BTreeMap<(&str, &str), usize> = books
        .iter()
        .flat_map(|book| book.sheets.iter().enumerate().map(|(at, sheet)| ((&*book.file, sheet.as_str()), at)))
        .collect();
    findings.sort_by_cached_key(|finding| rank(finding, &sheets, &rules));
    tell_apart(findings);
}

fn rank(finding: &Finding, sheets: &BTreeMap<(&str, &str), usize>, rules: &BTreeMap<&str, usize>) -> Rank {
    let sheet = finding.place.as_ref().map(|place| {
        let at = sheets.get(&(&*place.file, &*place.sheet)).copied().unwrap_or(usize::MAX);
        (at, format!("{place}"))
    });
    let rule = rules.get(finding.rule.as_str()).copied().unwrap_or(0);
    (finding.file.to_string(), sheet, finding.cells.first().copied(), rule)
}

/// Two workbooks with one identity, or one subject told of twice, would share an id: the later ones count on.
fn tell_apart(findings: &mut [Finding]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let times = seen.entry(finding.id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            finding.id = subject::id([finding.id.as_str(), &times.to_string()]);
        }
    }
}
