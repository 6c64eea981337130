//! How the checks of one rule came out at one cell of a workbook: every clause with the values of all that it is made of.

use crate::cell::{CellRef, SheetPlace};
use crate::diagnostic::Severity;
use crate::engine::all::Planes;
use crate::engine::eval::Frame;
use crate::engine::explain::steps::{Step, step};
use crate::engine::finding::{CitedNorm, Outcome};
use crate::engine::index::Indexes;
use crate::engine::judge::{Check, Hurdle, Verdict, go_over, hurdle, incomparable, lacks_means, select};
use crate::engine::parts::{book_parts, shared_parts};
use crate::engine::peers::Peers;
use crate::engine::site::{Site, cited};
use crate::engine::waivers::{self, Cover};
use crate::engine::world::{Book, Shared, World};
use crate::engine::{subject, unjudged};
use crate::ruleset::model::{Rule, RuleId, RuleSet};
use crate::table::Table;
use crate::text::fold;
use crate::workbook::Limits;

use super::Input;
use super::approved::{self, Approved};
use super::pairs::Pairs;
use super::reading::{Reading, read};

/// Most checks that are told for one cell.
const MOST_CHECKS: usize = 20;

/// What is asked: a rule and a cell of a workbook.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// The rule.
    pub rule: RuleId,
    /// The workbook.
    pub book: &'a Input,
    /// The approved versions.
    pub approved: Option<&'a Approved>,
    /// The sheet, where the workbook has several with rows.
    pub sheet: Option<&'a str>,
    /// The cell.
    pub cell: CellRef,
    /// What a workbook may hold.
    pub limits: &'a Limits,
}

/// What a rule says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleHead {
    /// Its name.
    pub name: String,
    /// How grave a failure is.
    pub severity: Severity,
    /// What it demands.
    pub title: String,
    /// The phases in which it is judged; none: all.
    pub phases: Vec<&'static str>,
    /// The norms that it rests on.
    pub norms: Vec<CitedNorm>,
}

/// What a rule says of itself.
pub fn rule_head(rules: &RuleSet, rule: &Rule) -> RuleHead {
    RuleHead {
        name: rule.name.clone(),
        severity: rule.severity,
        title: rule.title.clone(),
        phases: rule.phases.iter().map(|phase| phase.word()).collect(),
        norms: cited(rules, rule),
    }
}

/// How a check came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// What it is about.
    pub subject: Vec<(String, String)>,
    /// How it came out.
    pub outcome: Outcome,
    /// Why it has no verdict, or what its waiver rests on.
    pub why: Option<String>,
    /// Its `cuando` and `exige`, in the order of the rule, each with what it is made of.
    pub clauses: Vec<Clause>,
}

/// A clause of a rule in a check.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// `cuando` or `exige`.
    pub word: &'static str,
    /// Its expression with what it gave.
    pub step: Step,
}

/// The checks of a rule that a cell takes part in: those whose row, or one of whose rows, it stands in, and those that
/// read it. `Err` says why there are none.
pub fn account(rules: &RuleSet, tables: &[Table], question: &Question<'_>) -> Result<Vec<Account>, String> {
    let rule = rules.rules.get(question.rule.0).ok_or("la regla no existe")?;
    let indexes = Indexes::default();
    let shared_parts = shared_parts(rules, tables, None);
    let shared = Shared { rules, tables, indexes: &indexes, planes: &Planes::Partial, parts: &shared_parts };
    let reading = read(shared, question.book, question.limits);
    let approved = approved::readings(shared, question.approved, question.limits);
    let Some(plan) = &reading.plan else { return Err(refused(&reading)) };
    let pairs = Pairs::new(&approved);
    let approved = pairs.of(&reading, plan).one();
    let seen = reading.paired(rules, plan, approved);
    let parts = book_parts(rules, &seen, plan, approved);
    let seen = Book { parts: &parts, ..seen };
    // A rule that runs once a run sees no workbook; it is judged all the same where it reads its tables alone.
    let world = World::new(shared, rule.per_book.then_some(seen));
    in_world(&world, rule, question)
}

fn refused(reading: &Reading) -> String {
    let why = reading.diagnostics.first().map_or("no se puede leer", |told| told.message.as_str());
    format!("«{}» no se pudo leer: {why}", reading.file)
}

fn in_world(world: &World<'_>, rule: &Rule, question: &Question<'_>) -> Result<Vec<Account>, String> {
    match hurdle(world, rule) {
        Hurdle::None => {}
        Hurdle::NoApproved => return Err("el libro no tiene versión aprobada con qué compararlo".to_owned()),
        Hurdle::NotHere | Hurdle::Planes(_) => {
            return Err(format!(
                "«{}» mira todos los planes a la vez, y aquí hay uno solo: «cotejo revisar» sobre la carpeta dice cómo salió",
                rule.name
            ));
        }
    }
    if let Some(message) = lacks_means(world, rule) {
        return Err(message);
    }
    let nothing = Peers::new(rule.subject.table, Vec::new());
    if let Some(gap) = incomparable(world, rule) {
        return Err(unjudged::why(Site { world, rule, peers: &nothing }, &gap));
    }
    let (rows, open) = select(world, rule);
    let peers = Peers::new(rule.subject.table, rows);
    let site = Site { world, rule, peers: &peers };
    let mut accounts = Vec::new();
    go_over(site, open, &mut |check| {
        if let Check::One(frame, verdict) = check
            && accounts.len() < MOST_CHECKS
            && concerns(site, frame, question)
        {
            accounts.push(told(site, frame, &verdict));
        }
    });
    Ok(accounts)
}

/// Whether a check is about a row that the cell stands in, or reads the cell.
fn concerns(site: Site<'_>, frame: Frame<'_>, question: &Question<'_>) -> bool {
    let (table, rows) = match frame {
        Frame::Row(table, row) => (table, vec![row]),
        Frame::Group(table, _, rows) => (table, rows.to_vec()),
        Frame::Whole(..) => return true,
    };
    let stands = |row: &usize| {
        let origin = site.world.table(table).and_then(|rows| {
            let origin = rows.rows.get(*row)?;
            Some((rows.blocks.get(usize::try_from(origin.block).ok()?)?, origin.row))
        });
        origin.is_some_and(|(block, row)| row == question.cell.row && is_asked(&block.place, question))
    };
    rows.iter().any(stands) || clauses(site, frame).iter().any(|clause| reads(&clause.step, question))
}

fn reads(step: &Step, question: &Question<'_>) -> bool {
    let mut places = step.cells.iter().filter_map(|cell| cell.place.as_ref());
    places.any(|place| place.cell == question.cell && is_asked(&place.sheet, question))
        || step.parts.iter().any(|part| reads(part, question))
}

/// Whether a sheet is the one, or one of those, that is asked about.
fn is_asked(place: &SheetPlace, question: &Question<'_>) -> bool {
    *place.file == *question.book.file && question.sheet.is_none_or(|sheet| fold(sheet) == fold(&place.sheet))
}

fn clauses(site: Site<'_>, frame: Frame<'_>) -> Vec<Clause> {
    let conditions = site.rule.conditions.iter().map(|condition| ("cuando", condition));
    let demands = site.rule.demands.iter().map(|demand| ("exige", &demand.condition));
    conditions.chain(demands).map(|(word, expr)| Clause { word, step: step(site, frame, expr) }).collect()
}

fn told(site: Site<'_>, frame: Frame<'_>, verdict: &Verdict) -> Account {
    let (outcome, why) = match verdict {
        Verdict::Holds => (Outcome::Holds, None),
        Verdict::NotApplicable => (Outcome::NotApplicable, None),
        Verdict::NotEvaluable(gap) => (Outcome::NotEvaluable, Some(unjudged::why(site, gap))),
        Verdict::Fails(_) => match waivers::cover(site, frame) {
            Some(cover @ Cover::Covered(_)) => (Outcome::Waived, waivers::note(site.world.rules, cover)),
            Some(cover @ Cover::Expired(_)) => (Outcome::Fails, waivers::note(site.world.rules, cover)),
            None => (Outcome::Fails, None),
        },
    };
    let subject = subject::shown(site.subject(frame));
    let mut clauses = clauses(site, frame);
    // What a rule demands where it does not apply only distracts from why it does not.
    clauses.retain(|clause| outcome != Outcome::NotApplicable || clause.word == "cuando");
    Account { subject, outcome, why, clauses }
}
