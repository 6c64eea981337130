//! What the reader met, as findings, and the checks that it left without a verdict, as notes on them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::cell::CellPlace;
use crate::diagnostic::{Code, Diagnostic};

use super::finding::{Finding, Outcome};
use super::subject;

/// A diagnostic of a workbook as a finding; `identity` tells the workbook from others from run to run.
pub(super) fn finding(diagnostic: Diagnostic, file: &Arc<str>, identity: &str) -> Finding {
    let code = diagnostic.code.info();
    let at = match &diagnostic.cell {
        Some(place) => format!("{}!{}", place.sheet.sheet, place.cell),
        None => diagnostic.message.clone(),
    };
    Finding {
        id: subject::id([code.name, identity, &at]),
        rule: code.name.to_owned(),
        title: String::new(),
        severity: diagnostic.severity,
        outcome: Outcome::Fails,
        file: Arc::clone(file),
        place: diagnostic.cell.as_ref().map(|place| place.sheet.clone()),
        cells: diagnostic.cell.iter().map(|place| place.cell).collect(),
        subject: Vec::new(),
        message: diagnostic.message,
        windows: diagnostic.windows,
        rule_span: diagnostic.labels.first().map(|label| label.span),
        norms: Vec::new(),
        help: diagnostic.help,
        checks: 1,
        notes: Vec::new(),
    }
}

/// The cells that findings tell of as unreadable, or as empty against their column's declaration.
pub(super) fn reported(findings: &[Finding]) -> BTreeSet<CellPlace> {
    findings.iter().filter_map(lacking).collect()
}

fn lacking(finding: &Finding) -> Option<CellPlace> {
    let codes = [Code::CellUnreadable, Code::CellEmpty, Code::DatumMissing];
    let lacks = codes.iter().any(|code| code.info().name == finding.rule);
    let (sheet, cell) = (finding.place.clone()?, *finding.cells.first()?);
    lacks.then_some(CellPlace { sheet, cell })
}

/// Tells each finding of a cell which rules it left without a verdict: `told` has rules and counts by cell.
pub(super) fn annotate(findings: &mut [Finding], told: &BTreeMap<CellPlace, Vec<(String, usize)>>) {
    let mut rest = told.clone();
    for finding in findings {
        if let Some(rules) = lacking(finding).and_then(|place| rest.remove(&place)) {
            let rules: Vec<String> = rules.iter().map(|(rule, checks)| format!("{rule} ({checks})")).collect();
            finding.notes.push(format!("sin evaluar por esta celda: {}", rules.join(", ")));
        }
    }
}
