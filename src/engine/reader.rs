//! What the reader met, as findings, and the checks that it left without a verdict, as notes on them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::cell::{CellPlace, CellRef, SheetPlace};
use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{ColumnId, Rule, TableRef};
use crate::text::enumerate;

use super::finding::{Finding, Outcome};
use super::subject;
use super::world::World;

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

/// The cells that the reader has told of as unreadable, or as empty against their column's declaration.
#[derive(Clone, Debug, Default)]
pub(super) struct Reported {
    cells: BTreeSet<Lack>,
    /// A dato's label is missing, so that the dato has no cell.
    dato: bool,
}

/// A cell that lacks a value, ordered so that the cells of a column stand together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Lack {
    sheet: SheetPlace,
    unreadable: bool,
    column: u32,
    row: u32,
}

impl Reported {
    /// What findings tell of.
    pub(super) fn new(findings: &[Finding]) -> Self {
        let missing = |finding: &Finding| finding.rule == Code::DatumMissing.info().name && finding.place.is_none();
        Reported { cells: findings.iter().filter_map(lack).collect(), dato: findings.iter().any(missing) }
    }

    /// The lack that tells of a cell. The last one that the reader tells of in a column stands for those below it too.
    pub(super) fn of(&self, place: &CellPlace, unreadable: bool) -> Option<Lack> {
        let CellRef { row, column } = place.cell;
        let lack = Lack { sheet: place.sheet.clone(), unreadable, column, row };
        let told = self.cells.range(..=&lack).next_back()?;
        let same = told.sheet == lack.sheet && told.unreadable == unreadable && told.column == column;
        same.then(|| told.clone())
    }

    /// Whether the reader has told of a dato without a cell.
    pub(super) fn misses_dato(&self) -> bool {
        self.dato
    }
}

fn lack(finding: &Finding) -> Option<Lack> {
    let is = |code: Code| code.info().name == finding.rule;
    let unreadable = is(Code::CellUnreadable);
    if !unreadable && !is(Code::CellEmpty) && !is(Code::DatumMissing) {
        return None;
    }
    let CellRef { row, column } = *finding.cells.first()?;
    Some(Lack { sheet: finding.place.clone()?, unreadable, column, row })
}

/// Rules and how many of their checks a cell left without a verdict.
pub(super) type Told = BTreeMap<Lack, Vec<(String, usize)>>;

/// Tells each finding of a cell which rules it left without a verdict.
pub(super) fn annotate(findings: &mut [Finding], mut told: Told) {
    // The finding for the rest of a column names its first cell, and comes after the one for that cell if there is one.
    for finding in findings.iter_mut().rev() {
        if let Some(rules) = lack(finding).and_then(|lack| told.remove(&lack)) {
            let rules: Vec<String> = rules.iter().map(|(rule, checks)| format!("{rule} ({checks})")).collect();
            finding.notes.push(format!("sin evaluar por esta celda: {}", rules.join(", ")));
        }
    }
}

/// What to tell of the rules that a workbook leaves without a verdict as it has no approved version: one finding, as
/// grave as the gravest of them. Where the reader has told of several versions, only a note there.
pub(super) fn without_approved(findings: &mut [Finding], world: &World<'_>, rules: &[&Rule]) -> Option<Finding> {
    let severity = rules.iter().map(|rule| rule.severity).min()?;
    let names: Vec<String> = rules.iter().map(|rule| format!("«{}»", rule.name)).collect();
    if let Some(told) = findings.iter_mut().find(|finding| finding.rule == Code::PairAmbiguous.info().name) {
        told.notes.push(format!("sin evaluar por esto: {}", enumerate(&names)));
        return None;
    }
    let verb = if rules.len() == 1 { "queda" } else { "quedan" };
    let message =
        format!("el libro no tiene versión aprobada con qué compararlo: {verb} sin evaluar {}", enumerate(&names));
    let help = "ponga su versión aprobada en la carpeta que se da con --aprobados";
    let book = world.book?;
    let file: Arc<str> = book.file.into();
    let told = Diagnostic::new(Code::NoApproved, message).in_file(book.file).help(help);
    let finding = finding(told, &file, &subject::identity(world.book));
    let id = subject::id([Code::NoApproved.info().name, &subject::identity(world.book)]);
    Some(Finding { id, severity, outcome: Outcome::NotEvaluable, checks: rules.len(), ..finding })
}

/// Says which row each finding of a cell is about; its id then follows the row, wherever the sheet has it.
pub(super) fn name_rows(findings: &mut [Finding], world: &World<'_>) {
    let identity = subject::identity(world.book);
    for finding in findings {
        let Some((row, column)) = row_and_column(finding, world) else { continue };
        let key = subject::key_of_row(world, TableRef::Plan, row);
        let key = key.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]);
        finding.id = subject::id([finding.rule.as_str(), &identity, column].into_iter().chain(key));
        finding.subject = subject::of_row(world, TableRef::Plan, row);
    }
}

/// The plan's row and the name of the column that a finding's first cell belongs to.
fn row_and_column<'a>(finding: &Finding, world: &World<'a>) -> Option<(usize, &'a str)> {
    let plan = world.table(TableRef::Plan)?;
    let (place, cell) = (finding.place.as_ref()?, finding.cells.first()?);
    let at = plan.blocks.iter().position(|block| block.place == *place)?;
    let block = u32::try_from(at).ok()?;
    let row = plan.rows.binary_search_by_key(&(block, cell.row), |origin| (origin.block, origin.row)).ok()?;
    let column = plan.blocks.get(at)?.columns.iter().position(|column| *column == Some(cell.column))?;
    Some((row, &world.column(TableRef::Plan, ColumnId(column))?.name))
}
