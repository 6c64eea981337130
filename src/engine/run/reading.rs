//! Files to plans: what a run knows of a workbook before it is judged.

use std::sync::Arc;

use crate::decimal::Decimal;
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::finding::{BookSummary, Finding};
use crate::engine::judge::first_holding;
use crate::engine::world::{Book, Shared};
use crate::engine::{reader, subject};
use crate::layout::{self, Plan};
use crate::ruleset::model::{Expr, Format, RuleSet};
use crate::table::Table;
use crate::workbook::{self, Limits};

use super::Input;

/// A workbook once it is read.
pub(super) struct Reading {
    /// Its path as the user gave it.
    pub(super) file: Arc<str>,
    /// BLAKE3 of its bytes, in hexadecimal; of a sealed plan none.
    pub(super) hash: String,
    /// `None`: it was refused.
    pub(super) plan: Option<Plan>,
    /// What the reader met.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads a workbook.
pub(super) fn read(shared: Shared<'_>, input: &Input, limits: &Limits) -> Reading {
    let file: Arc<str> = input.file.as_str().into();
    match &input.bytes {
        Ok(bytes) => read_bytes(shared, file, bytes, limits),
        Err(why) => {
            let hash = blake3::hash(&[]).to_hex().to_string();
            Reading { hash, plan: None, diagnostics: vec![unreadable(&file, why)], file }
        }
    }
}

/// A file that cannot be opened costs the others nothing: it is a finding like that of a refused workbook.
fn unreadable(file: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::BookUnreadable, format!("el archivo no se puede abrir: {why}"))
        .in_file(file)
        .help("revise que el archivo no esté abierto en otro programa y que usted tenga permiso para leerlo")
}

fn read_bytes(shared: Shared<'_>, file: Arc<str>, bytes: &[u8], limits: &Limits) -> Reading {
    let Shared { rules, tables, .. } = shared;
    let wanted = |sheet: &str| layout::wanted_sheet(rules, sheet);
    let holding =
        |format: &Format, conditions: &[&Expr], plan: &Table| first_holding(rules, (format, plan), conditions, tables);
    let (book, mut diagnostics) = workbook::read(&file, bytes, &wanted, limits);
    let mut plan = None;
    if let Some(book) = book {
        diagnostics.extend(workbook::remarks(&book, &file));
        let (read, told) = layout::read_plan(&book, &file, rules, &holding);
        diagnostics.extend(told);
        plan = read;
    }
    if let Some(plan) = &plan {
        let schema = rules.formats.get(plan.format).map_or(&rules.plan, |format| &format.schema);
        let strays = layout::check_references(&plan.table, schema, tables, &rules.tables, Code::Reference);
        diagnostics.extend(strays);
    }
    let hash = blake3::hash(bytes).to_hex().to_string();
    Reading { file, hash, plan, diagnostics }
}

impl Reading {
    /// The reading, or its refusal if with the `cells` that are kept already it would be too many.
    pub(super) fn kept(self, cells: &mut usize, most: usize) -> Self {
        let own = self.plan.as_ref().map_or(0, |plan| plan.table.rows.len() * plan.table.columns.len());
        if *cells + own <= most {
            *cells += own;
            return self;
        }
        let most = Decimal::from(i64::try_from(most).unwrap_or(i64::MAX));
        let message = format!("los libros que se revisan juntos suman más de {most} celdas, que es el límite");
        let refusal = Diagnostic::new(Code::OverLimit, message).in_file(&*self.file);
        let help = "revise este libro aparte, o reparta los libros en varias carpetas".to_owned();
        Reading { plan: None, diagnostics: vec![refusal.help(help + &workbook::way_out("celdas_juntas"))], ..self }
    }

    /// The workbook as rules see it, without its approved version.
    pub(super) fn book<'a>(&'a self, rules: &'a RuleSet, plan: &'a Plan) -> Book<'a> {
        Book {
            file: &self.file,
            plan: &plan.table,
            format: rules.formats.get(plan.format),
            identity: &plan.identity,
            approved: None,
            approved_format: None,
            parts: &[],
            own: &plan.own,
            sheet: None,
        }
    }

    /// The same beside its approved version.
    pub(super) fn paired<'a>(&'a self, rules: &'a RuleSet, plan: &'a Plan, approved: Option<&'a Plan>) -> Book<'a> {
        Book {
            approved: approved.map(|approved| &approved.table),
            approved_format: approved.and_then(|approved| rules.formats.get(approved.format)),
            ..self.book(rules, plan)
        }
    }

    /// What the reader met, as findings.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let identity = self.identity();
        let found = self.diagnostics.iter().cloned();
        found.map(|diagnostic| reader::finding(diagnostic, &self.file, &identity)).collect()
    }

    /// What tells the workbook from others from run to run.
    pub(super) fn identity(&self) -> String {
        let values = self.plan.as_ref().map_or(&[][..], |plan| &plan.identity);
        subject::identity_of(&self.file, values)
    }

    /// The workbook as reports list it.
    pub(super) fn summary(&self, rules: &RuleSet) -> BookSummary {
        let plan = self.plan.as_ref();
        BookSummary {
            file: Arc::clone(&self.file),
            format: plan.and_then(|plan| rules.formats.get(plan.format)).map(Format::title),
            sheets: plan.map(|plan| plan.sheets.clone()).unwrap_or_default(),
            rows: plan.map_or(0, |plan| plan.table.rows.len()),
            hash: self.hash.clone(),
        }
    }
}
