//! The approved versions that plans are compared with: workbooks, or plans of a seal.

use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::engine::all::Planes;
use crate::engine::finding::Finding;
use crate::engine::index::Indexes;
use crate::engine::parts::shared_parts;
use crate::engine::subject::base_name;
use crate::engine::world::Shared;
use crate::layout;
use crate::ruleset::model::RuleSet;
use crate::seal::{Content, NewPlan, Texts};
use crate::table::Table;
use crate::workbook::Limits;

use super::reading::{Reading, read};
use super::{Input, Settings, side_by_side, sorted, with_threads};

/// The approved versions of plans.
#[derive(Clone, Debug)]
pub enum Approved {
    /// As workbooks.
    Books(Vec<Input>),
    /// As a seal keeps them.
    Sealed(Vec<SealedBook>),
}

/// An approved version that a seal keeps.
#[derive(Clone, Debug)]
pub struct SealedBook {
    /// The path under which its cells are named: the seal's folder and the workbook's name.
    pub file: String,
    /// What it holds; or what is wrong with the seal.
    pub content: Result<Texts, Box<Diagnostic>>,
}

/// Reads approved versions, in the order of their paths.
pub(super) fn readings(shared: Shared<'_>, approved: Option<&Approved>, limits: &Limits) -> Vec<Reading> {
    match approved {
        None => Vec::new(),
        Some(Approved::Books(books)) => side_by_side::map(&sorted(books), limits, |input| read(shared, input, limits)),
        Some(Approved::Sealed(books)) => {
            let mut books: Vec<&SealedBook> = books.iter().collect();
            books.sort_by(|one, other| one.file.cmp(&other.file));
            books.par_iter().map(|book| read_sealed(shared.rules, book)).collect()
        }
    }
}

fn read_sealed(rules: &RuleSet, book: &SealedBook) -> Reading {
    let (plan, diagnostics) = match &book.content {
        Err(fault) => (None, vec![(**fault).clone()]),
        Ok(texts) => match Content::read(texts, &book.file) {
            Ok(content) => layout::plan_of(rules, content, &book.file),
            Err(why) => {
                let message = format!("el plan sellado «{}» no se puede leer: {why}", book.file);
                (None, vec![Diagnostic::new(Code::SealBroken, message).in_file(&book.file)])
            }
        },
    };
    Reading { file: Arc::from(book.file.as_str()), hash: String::new(), plan, diagnostics }
}

/// What is told of approved versions: what keeps one from being compared with, and what a seal has not.
pub(super) fn findings(approved: &[Reading]) -> impl Iterator<Item = Finding> {
    approved.iter().flat_map(|reading| {
        let told = reading.plan.is_none();
        let codes = [Code::SealBroken, Code::SealShape].map(|code| code.info().name);
        reading.findings().into_iter().filter(move |finding| told || codes.contains(&finding.rule.as_str()))
    })
}

/// What a seal is to keep of each workbook; one that cannot be read gives nothing.
pub fn plans_to_seal(rules: &RuleSet, tables: &[Table], plans: &[Input], settings: &Settings) -> Vec<NewPlan> {
    let kept = |reading: Reading| {
        let content = layout::content_of(rules, reading.plan.as_ref()?, base_name(&reading.file))?;
        Some(NewPlan { content, book: format!("blake3:{}", reading.hash) })
    };
    let (indexes, parts) = (Indexes::default(), shared_parts(rules, tables, None));
    let shared = Shared { rules, tables, indexes: &indexes, planes: &Planes::Partial, parts: &parts };
    with_threads(settings.threads, || {
        let kept =
            side_by_side::map(&sorted(plans), &settings.limits, |input| kept(read(shared, input, &settings.limits)));
        kept.into_iter().flatten().collect()
    })
}
