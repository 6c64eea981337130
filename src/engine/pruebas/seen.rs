//! A check of a scene as it came out: whether an expectation names it, and whether it says and shows what is expected.

use crate::ruleset::model::{Expectation, RowPlace, TableRef};
use crate::syntax::ast::Outcome;
use crate::text::fold;

use crate::engine::eval::Frame;
use crate::engine::explain;
use crate::engine::finding::Finding;
use crate::engine::gap::Gap;
use crate::engine::judge::{Check, Verdict};
use crate::engine::reader::Reported;
use crate::engine::site::Site;
use crate::engine::unjudged::Unjudged;

/// A check as it came out.
pub(super) struct Seen<'f> {
    /// What it was judged in; `None` for rows that form no group.
    pub(super) frame: Option<Frame<'f>>,
    /// Its rows that form no group.
    apart: &'f [(usize, Gap)],
    pub(super) outcome: Outcome,
    /// The demands that do not hold.
    pub(super) failing: &'f [usize],
    /// Why it has no verdict.
    pub(super) gap: Option<&'f Gap>,
}

impl<'f> Seen<'f> {
    pub(super) fn of(check: &'f Check<'f>) -> Self {
        let (frame, verdict) = match check {
            Check::Apart(apart) => {
                let gap = apart.first().map(|(_, gap)| gap);
                return Seen { frame: None, apart, outcome: Outcome::NotEvaluable, failing: &[], gap };
            }
            Check::One(frame, verdict) => (Some(*frame), verdict),
        };
        let (outcome, failing, gap) = match verdict {
            Verdict::Holds => (Outcome::Holds, &[][..], None),
            Verdict::NotApplicable => (Outcome::NotApplicable, &[][..], None),
            Verdict::Fails(failing) => (Outcome::Fails, failing.as_slice(), None),
            Verdict::NotEvaluable(gap) => (Outcome::NotEvaluable, &[][..], Some(gap)),
        };
        Seen { frame, apart: &[], outcome, failing, gap }
    }

    /// The table and the rows that it is about.
    pub(super) fn rows(&self, site: Site<'_>) -> (TableRef, Vec<usize>) {
        match self.frame {
            Some(Frame::Row(table, row)) => (table, vec![row]),
            Some(Frame::Group(table, _, rows) | Frame::Whole(table, rows)) => (table, rows.to_vec()),
            None => (site.rule.subject.table, self.apart.iter().map(|(row, _)| *row).collect()),
        }
    }

    /// Whether an expectation is about this check.
    pub(super) fn is_named(&self, site: Site<'_>, expectation: &Expectation) -> bool {
        let which = match (&expectation.which, self.frame) {
            (Some(which), Some(frame)) => site.evaluator(frame).truth(which) == Ok(true),
            (Some(_), None) => false,
            (None, _) => true,
        };
        which && expectation.places.iter().all(|place| self.has_row(site, place))
    }

    fn has_row(&self, site: Site<'_>, place: &RowPlace) -> bool {
        let (table, rows) = self.rows(site);
        let origins = site.world.table(table).map(|table| table.rows.as_slice()).unwrap_or_default();
        rows.iter().filter_map(|row| origins.get(*row)).any(|origin| origin.row == place.row)
    }

    /// What a run would tell of it.
    pub(super) fn findings(&self, site: Site<'_>) -> Vec<Finding> {
        let mut unjudged = Unjudged::default();
        let reported = Reported::default();
        match (self.frame, self.gap) {
            (Some(frame), Some(gap)) => unjudged.add(site, &reported, frame, gap),
            (None, _) => self.apart.iter().for_each(|(row, gap)| unjudged.add_apart(site, &reported, *row, gap)),
            (Some(frame), None) => {
                let demands = self.failing.iter().filter_map(|at| Some((*at, site.rule.demands.get(*at)?)));
                return demands.map(|(at, demand)| explain::finding(site, frame, at, demand)).collect();
            }
        }
        unjudged.findings(site)
    }
}

/// What the findings of a check do not say or show that an expectation asks for.
pub(super) fn lacking(site: Site<'_>, expectation: &Expectation, findings: &[Finding]) -> Option<String> {
    let says = |part: &str| findings.iter().any(|finding| fold(&finding.message).contains(&fold(part)));
    if let Some(part) = expectation.messages.iter().find(|part| !says(part)) {
        let said: Vec<String> = findings.iter().map(|finding| format!("«{}»", finding.message)).collect();
        return Some(format!("el mensaje no dice «{part}»; dice {}", crate::text::enumerate(&said)));
    }
    let place =
        expectation.places.iter().find(|place| !place.columns.is_empty() && !is_shown(site, place, findings))?;
    let name = place.columns.first().and_then(|(table, column)| site.world.column(*table, *column));
    let name = name.map_or("", |column| &column.name);
    Some(format!("no señala la fila {}, columna {name}; señala {}", place.row + 1, shown(site, findings)))
}

/// Whether a finding points at a cell of a row and of one of some columns.
fn is_shown(site: Site<'_>, place: &RowPlace, findings: &[Finding]) -> bool {
    let points = |finding: &Finding| {
        let Some(sheet) = &finding.place else { return false };
        let of_sheet = place.columns.iter().filter(|(table, _)| site.world.schema(*table).name == *sheet.sheet);
        let columns: Vec<usize> = of_sheet.map(|(_, column)| column.0).collect();
        let is_there = |cell: &crate::cell::CellRef| {
            cell.row == place.row && usize::try_from(cell.column).is_ok_and(|column| columns.contains(&column))
        };
        finding.cells.iter().any(is_there)
    };
    findings.iter().any(points)
}

/// The cells that findings point at, in the scene's words.
fn shown(site: Site<'_>, findings: &[Finding]) -> String {
    const MOST: usize = 5;
    let mut cells = Vec::new();
    for finding in findings {
        let table = finding.place.as_ref().and_then(|place| table_of(site, &place.sheet));
        for cell in &finding.cells {
            let column = usize::try_from(cell.column).map(crate::ruleset::model::ColumnId);
            let name = table.zip(column.ok()).and_then(|(table, column)| site.world.column(table, column));
            cells.push(format!("la fila {}, columna {}", cell.row + 1, name.map_or("", |column| &column.name)));
        }
    }
    let rest = cells.len().saturating_sub(MOST);
    cells.truncate(MOST);
    if rest > 0 {
        cells.push(format!("{rest} celdas más"));
    }
    if cells.is_empty() { "ninguna celda".to_owned() } else { crate::text::enumerate(&cells) }
}

/// The table that a sheet of the scene stands for.
fn table_of(site: Site<'_>, sheet: &str) -> Option<TableRef> {
    let references =
        (0..site.world.rules.tables.len()).map(|at| TableRef::Reference(crate::ruleset::model::TableId(at)));
    std::iter::once(TableRef::Plan).chain(references).find(|table| site.world.schema(*table).name == sheet)
}
