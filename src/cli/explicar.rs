//! `cotejo explicar`: the page of a code, a rule, or how a rule came out at a cell.

use crate::diagnostic::Code;
use crate::engine::{Question, RuleHead, account, rule_head};
use crate::report;
use crate::ruleset::model::{Rule, RuleId};
use crate::text::{fold, nearest};

use super::Ended;
use super::args::{Cell, Explicar};
use super::disk::workbooks;
use super::output::show;
use super::rules::RuleSetOnDisk;
use super::seals::approved;

/// Prints what is asked for; without a name, the list of codes. `Err` says why there is nothing to print.
pub(super) fn run(args: &Explicar) -> Result<Ended, String> {
    let color = args.rules.color;
    match &args.what {
        None => show(color, report::page::list)?,
        Some(what) => match codes(what).as_slice() {
            [code] => show(color, |style| report::page::draw(*code, style))?,
            [] if args.rules.reglas.is_some() => return rule(args, what),
            [] => return Err(unknown(what)),
            several => {
                let names: Vec<&str> = several.iter().map(|code| code.info().name).collect();
                return Err(format!("hay varios códigos «{what}»: {}", names.join(", ")));
            }
        },
    }
    Ok(Ended::Clean)
}

/// The code of a name, or those of a name without its first part (`tipo` for `reglas/tipo`).
fn codes(what: &str) -> Vec<Code> {
    let short = |code: &&Code| code.info().name.split_once('/').is_some_and(|(_, short)| short == what);
    match Code::named(what) {
        Some(code) => vec![code],
        None => Code::ALL.iter().filter(short).copied().collect(),
    }
}

fn unknown(what: &str) -> String {
    let names = Code::ALL.iter().map(|code| code.info().name);
    let way_out = match nearest(what, names) {
        Some(near) => format!("¿quiso decir «{near}»?"),
        None => "«cotejo explicar» los muestra todos; para una regla, diga cuáles con --reglas RUTA".to_owned(),
    };
    format!("no hay ningún código «{what}»; {way_out}")
}

fn rule(args: &Explicar, what: &str) -> Result<Ended, String> {
    let set = RuleSetOnDisk::read(&args.rules)?;
    if set.has_faults() {
        return Err("las reglas tienen fallas; «cotejo comprobar» las muestra".to_owned());
    }
    let rules = &set.loaded.rules.rules;
    let Some(at) = rules.iter().position(|rule| fold(&rule.name) == fold(what)) else {
        let near = nearest(what, rules.iter().map(|rule| rule.name.as_str()));
        let way_out = near.map(|near| format!("; ¿quiso decir «{near}»?")).unwrap_or_default();
        return Err(format!("no hay ninguna regla ni ningún código «{what}»{way_out}"));
    };
    let Some(rule) = rules.get(at) else { return Err(unknown(what)) };
    let head = rule_head(&set.loaded.rules, rule);
    match &args.celda {
        Some(cell) => at_cell(args, &set, RuleId(at), &head, cell)?,
        None => show(args.rules.color, |style| report::account::rule(&head, &written(&set, rule), style))?,
    }
    Ok(Ended::Clean)
}

fn at_cell(args: &Explicar, set: &RuleSetOnDisk, id: RuleId, rule: &RuleHead, cell: &Cell) -> Result<(), String> {
    let named =
        |path: &Option<std::path::PathBuf>| path.as_ref().map(std::slice::from_ref).unwrap_or_default().to_vec();
    let books = workbooks(&named(&args.libro))?.books;
    let [book] = books.as_slice() else { return Err("«--libro» es un solo archivo".to_owned()) };
    let approved = args.aprobados.as_deref().map(approved).transpose()?;
    let (sheet, limits) = (cell.sheet.as_deref(), args.rules.limits());
    let question = Question { rule: id, book, approved: approved.as_ref(), sheet, cell: cell.at, limits: &limits };
    let accounts = account(&set.loaded.rules, &set.reference.tables, &question)?;
    if accounts.is_empty() {
        return Err(format!("«{}» no juzga nada en la celda {} de «{}»", rule.name, cell.at, book.file));
    }
    show(args.rules.color, |style| report::account::accounts(rule, &accounts, &book.file, style))
}

/// A rule's own lines: from its name's to the next that begins in the first column.
fn written(set: &RuleSetOnDisk, rule: &Rule) -> String {
    let Some(source) = set.loaded.rules.sources.get(rule.span.file) else { return String::new() };
    let start = source.text.get(..rule.span.range().start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let mut lines = source.text.get(start..).unwrap_or_default().lines();
    let mut taken: Vec<&str> = lines.next().into_iter().collect();
    taken.extend(lines.take_while(|line| line.is_empty() || line.starts_with([' ', '\t', '|'])));
    taken.join("\n")
}
