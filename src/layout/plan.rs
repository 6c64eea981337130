//! A workbook to the plan's table, by the format that fits it.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{ColumnFinder, Expr, Format, RuleSet};
use crate::table::{Entry, Table};
use crate::value::Value;
use crate::workbook::Workbook;

use super::Plan;
use super::build::{Recipe, Typed};
use super::compared;
use super::datos::{check_marks, read_datos, title_block, unlabelled};
use super::doubts::doubts;
use super::ends::end_findings;
use super::findings::{CellCodes, cell_findings};
use super::gate;
use super::grid::Grid;
use super::header::{Header, best_header};
use super::heading::{HEADER_ROWS, Heading, headings};
use super::levels;
use super::names;
use super::reference::read_own;
use super::refusal::{Asker, caption_finding, sheet_missing};
use super::uncalculated;
use super::wording;

/// Tells for each row of a freshly typed table the first of some conditions that holds.
pub type Holding<'a> = &'a (dyn Fn(&Format, &[&Expr], &Table) -> Vec<Option<usize>> + Sync);

/// A sheet with the rows that may be its header.
struct Candidate<'a> {
    grid: Grid<'a>,
    headings: Vec<Heading>,
}

/// A sheet held against a format; the header that fits best, with the index of its heading.
struct SheetFit<'a> {
    candidate: &'a Candidate<'a>,
    header: Option<(usize, Header)>,
}

/// A format held against a workbook.
struct FormatFit<'a> {
    index: usize,
    format: &'a Format,
    finders: Vec<Option<&'a ColumnFinder>>,
    sheets: Vec<SheetFit<'a>>,
}

/// Reads a workbook's plan. Without a table the workbook is refused, for the reasons given; with one, the diagnostics
/// tell what in it is missing or unreadable. Rows of
/// levels and rows to leave out, which `holding` finds, are taken out before their cells are looked at.
pub fn read_plan(
    book: &Workbook,
    file: &str,
    rules: &RuleSet,
    holding: Holding<'_>,
) -> (Option<Plan>, Vec<Diagnostic>) {
    let candidates: Vec<Candidate<'_>> = book.sheets.iter().map(candidate).collect();
    let fits = rules.formats.iter().enumerate().map(|(index, format)| fit_format(index, format, &candidates));
    let Some(fit) = fits.min_by_key(FormatFit::rank) else { return (None, Vec::new()) };
    if !fit.is_whole() {
        return (None, fit.refusal(book, file));
    }
    let (mut plan, mut diagnostics) = read_fitting(&fit, file, rules, holding);
    let (own, of_own) = read_own(book, file, rules);
    plan.own = own;
    diagnostics.extend(of_own);
    (Some(plan), diagnostics)
}

fn candidate(sheet: &crate::workbook::Sheet) -> Candidate<'_> {
    let grid = Grid::new(sheet);
    let headings = headings(&grid);
    Candidate { grid, headings }
}

fn fit_format<'a>(index: usize, format: &'a Format, candidates: &'a [Candidate<'a>]) -> FormatFit<'a> {
    let finders: Vec<Option<&ColumnFinder>> = format.columns.iter().map(Option::as_ref).collect();
    let named = candidates.iter().filter(|candidate| names::sheet_fits(format, &candidate.grid.sheet.place.sheet));
    let fit = |candidate| SheetFit { candidate, header: best_header(&candidate.headings, &finders) };
    let mut sheets: Vec<SheetFit<'_>> = named.map(fit).collect();
    if format.sheets.is_empty() {
        keep_fitting(&mut sheets);
    } else if sheets.iter().any(|sheet| !sheet.candidate.grid.is_empty()) {
        // An empty sheet among the named ones gives nothing, and says nothing of the others.
        sheets.retain(|sheet| !sheet.candidate.grid.is_empty());
    }
    FormatFit { index, format, finders, sheets }
}

/// Of sheets that no name picks: those whose captions fit, else the nearest alone.
fn keep_fitting(sheets: &mut Vec<SheetFit<'_>>) {
    if sheets.iter().any(SheetFit::fits) {
        sheets.retain(SheetFit::fits);
        return;
    }
    let nearest = sheets.iter().enumerate().min_by_key(|(_, sheet)| sheet.misfits()).map(|(index, _)| index);
    let mut index = 0;
    sheets.retain(|_| {
        index += 1;
        Some(index - 1) == nearest
    });
}

impl SheetFit<'_> {
    fn fits(&self) -> bool {
        self.header.as_ref().is_some_and(|(_, header)| header.fits())
    }

    fn misfits(&self) -> usize {
        self.header.as_ref().map_or(usize::MAX, |(_, header)| header.misfits())
    }
}

impl FormatFit<'_> {
    fn is_whole(&self) -> bool {
        !self.sheets.is_empty() && self.sheets.iter().all(SheetFit::fits)
    }

    /// The lower, the better: missing captions, then marks of another version.
    fn rank(&self) -> (bool, usize, usize) {
        let misfits = self.sheets.iter().fold(0usize, |sum, sheet| sum.saturating_add(sheet.misfits()));
        let wrong = if self.is_whole() { self.wrong_marks() } else { 0 };
        (self.sheets.is_empty(), misfits, wrong)
    }

    fn wrong_marks(&self) -> usize {
        let wrong = |sheet: &SheetFit<'_>| {
            let Some((_, header)) = &sheet.header else { return 0 };
            let block = title_block(&sheet.candidate.grid, header.first_row, self.format);
            check_marks(&sheet.candidate.grid, &block, self.format).len()
        };
        self.sheets.iter().map(wrong).sum()
    }

    /// What a sheet that does not fit says of its version, if that is another one.
    fn other_version(&self, sheet: &SheetFit<'_>) -> Option<Diagnostic> {
        let grid = &sheet.candidate.grid;
        let header = sheet.header.as_ref().map(|(_, header)| header);
        let found = header.filter(|header| header.columns.iter().any(Option::is_some));
        let block = title_block(grid, found.map_or(HEADER_ROWS, |header| header.first_row), self.format);
        let says = |mark: &Diagnostic| mark.cell.as_ref().is_some_and(|place| grid.get(place.cell).is_some());
        check_marks(grid, &block, self.format).into_iter().find(says)
    }

    /// Why the workbook is refused.
    fn refusal(&self, book: &Workbook, file: &str) -> Vec<Diagnostic> {
        let title = format!("el formato {}", self.format.title());
        if self.sheets.is_empty() && self.format.sheets.is_empty() {
            return vec![Diagnostic::new(Code::EmptyBook, "el libro no tiene hojas").in_file(file)];
        }
        if self.sheets.is_empty() {
            let missing = sheet_missing(Code::SheetMissing, file, &self.format.sheets, &book.sheet_names, &title);
            return vec![missing.at(self.format.span, "")];
        }
        let asker = Asker { name: &title, is_table: false, schema: &self.format.schema, finders: &self.finders };
        let finding = |sheet: &SheetFit<'_>| {
            let Candidate { grid, headings } = sheet.candidate;
            let finding = caption_finding(&grid.sheet.place, headings, sheet.header.as_ref(), asker);
            match self.other_version(sheet) {
                Some(version) => of_version(version, finding),
                None => finding,
            }
        };
        let findings = self.sheets.iter().filter(|sheet| !sheet.fits()).map(finding);
        findings
            .map(|finding| if finding.labels.is_empty() { finding.at(self.format.span, "") } else { finding })
            .collect()
    }
}

/// Missing captions of a sheet that says to be of another version: that is their cause.
fn of_version(version: Diagnostic, captions: Diagnostic) -> Diagnostic {
    let message = format!("{}; por eso, {}", version.message, captions.message);
    let windows = version.windows.into_iter().chain(captions.windows).collect();
    Diagnostic { message, windows, labels: captions.labels, ..version }
}

fn read_fitting(fit: &FormatFit<'_>, file: &str, rules: &RuleSet, holding: Holding<'_>) -> (Plan, Vec<Diagnostic>) {
    let recipe = Recipe {
        schema: &fit.format.schema,
        finders: fit.finders.clone(),
        ends: &fit.format.ends,
        blanks: &fit.format.blanks,
        compared: compared::of_plan(&fit.format.schema, rules),
    };
    let mut typed = Typed::new(&recipe);
    let mut diagnostics = Vec::new();
    let mut all_datos = Vec::new();
    let mut without_value = BTreeSet::new();
    for sheet in &fit.sheets {
        let Some((_, header)) = &sheet.header else { continue };
        let grid = &sheet.candidate.grid;
        let block = title_block(grid, header.first_row, fit.format);
        diagnostics.extend(check_marks(grid, &block, fit.format));
        let (datos, of_datos) = read_datos(grid, &block, fit.format);
        diagnostics.extend(of_datos);
        let extent = typed.add_sheet(&recipe, grid, header, &datos);
        diagnostics.extend(end_findings(grid, header, &recipe, &extent));
        diagnostics.extend(gate::sheet_findings(&gate::Read::last_of(&typed, grid, header)));
        without_value.extend(datos.iter().filter_map(|dato| dato.uncalculated(grid)));
        all_datos.extend(datos);
    }
    diagnostics.extend(unlabelled(fit.format, &all_datos, file));
    if typed.table.rows.is_empty() {
        diagnostics.push(no_rows(&typed.table, file));
    }
    let levels = levels::take_out(&mut typed, fit.format, holding);
    for rows in &levels {
        let schema = levels::schema(fit.format);
        diagnostics.extend(cell_findings(rows, &schema, CellCodes::OF_PLANS));
        diagnostics.extend(doubts(&rows.table, &schema, rules.vigencia));
        without_value.extend(rows.uncalculated());
    }
    if !fit.format.omits.is_empty() {
        let omits: Vec<&Expr> = fit.format.omits.iter().collect();
        let keep: Vec<bool> = holding(fit.format, &omits, &typed.table).iter().map(Option::is_none).collect();
        typed.retain(&keep);
    }
    typed.join_empty();
    diagnostics.extend(cell_findings(&typed, &fit.format.schema, CellCodes::OF_PLANS));
    diagnostics.extend(doubts(&typed.table, &fit.format.schema, rules.vigencia));
    without_value.extend(typed.uncalculated());
    diagnostics.extend(uncalculated::finding(&without_value, CellCodes::OF_PLANS.uncalculated));
    let identity = identity(&typed.table, fit.format);
    let sheets = typed.table.blocks.iter().map(|block| block.place.sheet.to_string()).collect();
    let totals = typed.take_totals();
    let tables: Vec<&Table> = std::iter::once(&typed.table).chain(levels.iter().map(|rows| &rows.table)).collect();
    diagnostics.extend(gate::typed_over(&tables, &totals));
    let levels = fit.format.levels.iter().zip(levels).map(|(level, rows)| (level.level, rows.table)).collect();
    let own = Vec::new();
    (Plan { table: typed.table, levels, totals, own, format: fit.index, sheets, identity }, diagnostics)
}

fn no_rows(table: &Table, file: &str) -> Diagnostic {
    let sheets: Vec<String> = table.blocks.iter().map(|block| wording::sheet(&block.place)).collect();
    let verb = if sheets.len() == 1 { "no tiene" } else { "no tienen" };
    let message = format!("{} {verb} filas debajo de los títulos", crate::text::enumerate(&sheets));
    Diagnostic::new(Code::EmptyBook, message).in_file(file)
}

/// The values of the datos that pair a workbook with its approved version.
fn identity(table: &Table, format: &Format) -> Vec<Value> {
    let identifying = format.datos.iter().filter(|dato| dato.identifies);
    let value = |dato: &crate::ruleset::model::DatoFinder| match table.constants.get(&dato.column.0) {
        Some(Entry::Present(value)) => Some(value.clone()),
        _ => None,
    };
    identifying.filter_map(value).collect()
}

#[cfg(test)]
mod tests;
