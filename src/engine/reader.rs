//! What the reader met, as findings, and the checks that it left without a verdict, as notes on them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::cell::{CellPlace, CellRef, SheetPlace};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ruleset::model::{ColumnId, Rule, TableRef};
use crate::source::Span;
use crate::text::{enumerate, first_few};

use super::all::Planes;
use super::finding::{Finding, Outcome};
use super::subject;
use super::world::World;

/// How many files a message names.
const MOST_FILES: usize = 5;

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
        cells: diagnostic.cell.iter().map(|place| place.cell).chain(diagnostic.also).collect(),
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

/// What the reader has told of: cells that are unreadable, or empty against their column's declaration, and datos.
#[derive(Clone, Debug, Default)]
pub(super) struct Reported {
    lacks: BTreeSet<Lack>,
}

/// A value that is lacking; the cells of a column stand together in the order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lack {
    /// A cell's.
    Cell(CellLack),
    /// That of a dato without a cell, as its label is missing: its file, and where the rules declare it.
    Dato(Arc<str>, Span),
    /// Those of all formulas of a file that have no stored value.
    Formulas(Arc<str>),
}

/// A cell that lacks a value, ordered so that the cells of a column stand together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CellLack {
    sheet: SheetPlace,
    unreadable: bool,
    column: u32,
    row: u32,
}

impl Reported {
    /// What findings tell of.
    pub(super) fn new<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        Reported { lacks: findings.into_iter().flat_map(lacks).collect() }
    }

    /// The lack that tells of a cell. The last one that the reader tells of in a column stands for those below it too.
    pub(super) fn of(&self, place: &CellPlace, unreadable: bool) -> Option<Lack> {
        let CellRef { row, column } = place.cell;
        let asked = CellLack { sheet: place.sheet.clone(), unreadable, column, row };
        let told = self.lacks.range(..=Lack::Cell(asked.clone())).next_back()?;
        let same = matches!(told, Lack::Cell(told) if CellLack { row, ..told.clone() } == asked);
        same.then(|| told.clone())
    }

    /// The lack that tells of a file's formulas without a stored value.
    pub(super) fn of_formula(&self, file: &Arc<str>) -> Option<Lack> {
        self.lacks.get(&Lack::Formulas(Arc::clone(file))).cloned()
    }

    /// The lack that tells of a dato without a cell, by its file and where the rules declare it.
    pub(super) fn of_dato(&self, file: &Arc<str>, declared: Span) -> Option<Lack> {
        self.lacks.get(&Lack::Dato(Arc::clone(file), declared)).cloned()
    }
}

/// What a finding tells of: one value that is lacking, or all those of codes that stand in each other's column.
fn lacks(finding: &Finding) -> Vec<Lack> {
    let is = |code: Code| code.info().name == finding.rule;
    if is(Code::Uncalculated) {
        return vec![Lack::Formulas(Arc::clone(&finding.file))];
    }
    let (swapped, unreadable) = (is(Code::Swapped), is(Code::CellUnreadable));
    if !swapped && !unreadable && !is(Code::CellEmpty) && !is(Code::ColumnEmpty) && !is(Code::DatumMissing) {
        return Vec::new();
    }
    let Some(sheet) = &finding.place else {
        let dato = finding.rule_span.map(|span| Lack::Dato(Arc::clone(&finding.file), span));
        return dato.into_iter().collect();
    };
    let unreadable = unreadable || swapped;
    let lack = |CellRef { row, column }: &CellRef| {
        Lack::Cell(CellLack { sheet: sheet.clone(), unreadable, column: *column, row: *row })
    };
    finding.cells.iter().take(if swapped { usize::MAX } else { 1 }).map(lack).collect()
}

/// Rules with their severity, and how many of their checks a lack left without a verdict.
pub(super) type Told = BTreeMap<Lack, Vec<(String, Severity, usize)>>;

/// Adds what some workbook's rules were left without to what others were; a rule is named once for each lack.
pub(super) fn add_told(all: &mut Told, more: Told) {
    for (lack, rules) in more {
        let known = all.entry(lack).or_default();
        for (rule, severity, checks) in rules {
            match known.iter_mut().find(|(name, ..)| *name == rule) {
                Some((.., all)) => *all += checks,
                None => known.push((rule, severity, checks)),
            }
        }
    }
}

/// Tells each finding of a lack which rules it left without a verdict. It is then as grave as the gravest of them: a run
/// in which an error could not be judged must not pass for the mere note that a dato has no label.
pub(super) fn annotate(findings: &mut [Finding], mut told: Told) {
    // The finding for the rest of a column names its first cell, and comes after the one for that cell if there is one.
    for finding in findings.iter_mut().rev() {
        let lacks = lacks(finding);
        let Some(first) = lacks.first() else { continue };
        let mut rules = Told::new();
        for checks in lacks.iter().filter_map(|lack| told.remove(lack)) {
            add_told(&mut rules, Told::from([(first.clone(), checks)]));
        }
        let Some((lack, rules)) = rules.pop_first() else { continue };
        let what = match lack {
            Lack::Dato(..) => "este dato",
            Lack::Cell(_) if finding.rule == Code::ColumnEmpty.info().name => "esta columna",
            Lack::Cell(_) if lacks.len() > 1 => "estas celdas",
            Lack::Cell(_) => "esta celda",
            Lack::Formulas(_) => "estas fórmulas",
        };
        let named: Vec<String> = rules.iter().map(|(rule, _, checks)| format!("{rule} ({checks})")).collect();
        finding.notes.push(format!("sin evaluar por {what}: {}", named.join(", ")));
        let gravest = rules.iter().map(|(_, severity, _)| *severity).min();
        finding.severity = gravest.map_or(finding.severity, |gravest| gravest.min(finding.severity));
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

/// What to tell of the rules over `planes` that have no verdict as files of the set could not be read: one finding, as
/// grave as the gravest of them.
pub(super) fn incomplete(world: &World<'_>, rules: &[&Rule]) -> Option<Finding> {
    let severity = rules.iter().map(|rule| rule.severity).min()?;
    let Planes::Refused(files) = world.planes() else { return None };
    let names: Vec<String> = rules.iter().map(|rule| format!("«{}»", rule.name)).collect();
    let (verb, looks) = if rules.len() == 1 { ("queda", "mira") } else { ("quedan", "miran") };
    let (lead, help) = match files.len() {
        1 => ("no se pudo leer un libro del conjunto", "corrija ese libro; si no es un plan, sáquelo de la carpeta"),
        _ => (
            "no se pudieron leer libros del conjunto",
            "corrija esos libros; el que no sea un plan, sáquelo de la carpeta",
        ),
    };
    let books = first_few(files.iter().map(|file| format!("«{file}»")), MOST_FILES);
    let message = format!(
        "{lead}, {}: {verb} sin evaluar {}, que {looks} todos los planes a la vez",
        enumerate(&books),
        enumerate(&names)
    );
    let told = Diagnostic::new(Code::SetIncomplete, message).help(help);
    let finding = finding(told, &Arc::from(""), "");
    let id = subject::id([Code::SetIncomplete.info().name]);
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
