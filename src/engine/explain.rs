//! From a failed demand to a finding: the cells it read, the windows, the message and the help.

use std::collections::BTreeSet;

use crate::diagnostic::Window;
use crate::ruleset::model::{Demand, Expr, Node, TableRef};

use super::eval::{Evaluator, Frame};
use super::finding::{Finding, Outcome};
use super::gap::Cell;
use super::site::Site;
use super::subject;
use super::trace::{Read, Role, Total};
use super::{window, words};

mod culprit;
mod made;
mod message;
pub(super) mod steps;

/// How many looked-up rows are drawn.
const MOST_FOUND: usize = 2;

/// What a failing condition read.
struct Evidence {
    reads: Vec<Read>,
    totals: Vec<Total>,
    /// The cells to look at, the main one first, all of one table.
    focus: Vec<Cell>,
}

/// The finding for a demand that does not hold.
pub(super) fn finding<'a>(site: Site<'a>, frame: Frame<'a>, number: usize, demand: &Demand) -> Finding {
    let mut evaluator = site.evaluator(frame);
    let culprit = culprit::culprit(&mut evaluator, site.rule, &demand.condition);
    let evidence = evidence(site, &mut evaluator, culprit, frame, demand);
    let message = match &demand.message {
        Some(message) => message::shown(&mut evaluator, message),
        None => made::message(&mut evaluator, culprit),
    };
    let help = match &demand.help {
        Some(help) => message::whole(&mut evaluator, help),
        None => made::help(&mut evaluator, culprit),
    };
    let subject = site.subject(frame);
    let (place, cells) = site.world.places(&evidence.focus);
    Finding {
        id: id(site, number, frame),
        rule: site.rule.name.clone(),
        title: site.rule.title.clone(),
        severity: site.rule.severity,
        outcome: Outcome::Fails,
        file: site.world.file_of(&evidence.focus),
        place,
        cells,
        subject: subject::shown(subject),
        message,
        windows: windows(site, &mut evaluator, culprit, &evidence),
        rule_span: Some(demand.span),
        norms: site.norms(),
        help,
        checks: 1,
        notes: Vec::new(),
    }
}

/// The finding for the failed checks that are not told one by one.
pub(super) fn rest(site: Site<'_>, outcome: Outcome, checks: usize) -> Finding {
    let message = format!("otras {checks} comprobaciones de «{}» no se cumplen y no se detallan", site.rule.name);
    let whole = site.finding("sin detalle", message);
    Finding { outcome, checks, ..whole }
}

fn id(site: Site<'_>, number: usize, frame: Frame<'_>) -> String {
    let key = site.key(frame);
    let head = [site.rule.name.clone(), number.to_string(), site.identity(frame)];
    let pairs = key.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]);
    subject::id(head.iter().map(String::as_str).chain(pairs))
}

fn evidence<'a>(
    site: Site<'a>,
    evaluator: &mut Evaluator<'a>,
    culprit: &Expr,
    frame: Frame<'_>,
    demand: &Demand,
) -> Evidence {
    evaluator.record();
    // The verdict is known: the evaluation is repeated for its record.
    let _ = evaluator.truth(culprit);
    let (reads, totals) = evaluator.recorded().into_reads();
    let home = home(&reads, site.world.shown_table(site.rule.subject.table));
    let read = own_row_first(site, focus(&reads, home), frame);
    let marked = marked(site, frame, demand, &read);
    let focus = [marked, read, site.cells(frame)].into_iter().find(|cells| !cells.is_empty()).unwrap_or_default();
    Evidence { reads, totals, focus }
}

/// The table whose cells are to be looked at: the rule's if its rows stand in the plan's sheet by themselves, else the
/// plan if it was read, else the rule's, else any that was read.
fn home(reads: &[Read], subject: TableRef) -> TableRef {
    let about = |table| reads.iter().any(|read| read.cell.table == table && read.role != Role::Found);
    match reads.iter().find(|read| read.role == Role::Main) {
        _ if matches!(subject, TableRef::Part(_)) && about(subject) => subject,
        _ if about(TableRef::Plan) => TableRef::Plan,
        Some(first) if !about(subject) => first.cell.table,
        _ => subject,
    }
}

/// The cells of a table that the condition is about, else those that served to look something up.
fn focus(reads: &[Read], home: TableRef) -> Vec<Cell> {
    let of = |role: Role| {
        let cells = reads.iter().filter(|read| read.role == role && read.cell.table == home).map(|read| read.cell);
        cells.collect::<Vec<Cell>>()
    };
    let main = of(Role::Main);
    if main.is_empty() { of(Role::Key) } else { main }
}

/// In a check of one row, that row's cells come before those of others.
fn own_row_first(site: Site<'_>, mut cells: Vec<Cell>, frame: Frame<'_>) -> Vec<Cell> {
    if let Frame::Row(table, row) = frame {
        let (table, row) = site.world.shown_row(table, row);
        cells.sort_by_key(|cell| cell.table == table && cell.row != Some(row));
    }
    cells
}

/// The cells of the columns that the rule underlines, in those of its rows that were read, else in all of them.
fn marked(site: Site<'_>, frame: Frame<'_>, demand: &Demand, read: &[Cell]) -> Vec<Cell> {
    let (table, all) = match frame {
        Frame::Row(table, row) => (table, vec![row]),
        Frame::Group(table, _, rows) | Frame::Whole(table, rows) => (table, rows.to_vec()),
    };
    let own: BTreeSet<usize> = all.iter().copied().collect();
    let of_table = read.iter().filter(|cell| cell.table == table).filter_map(|cell| cell.row);
    let mut rows: Vec<usize> = of_table.filter(|row| own.contains(row)).collect();
    if rows.is_empty() {
        rows = all;
    }
    let cells = rows.iter().flat_map(|row| demand.marks.iter().map(|column| site.world.look(table, *row, *column)));
    distinct(cells)
}

/// Each cell once, in their order.
fn distinct(cells: impl Iterator<Item = Cell>) -> Vec<Cell> {
    let mut seen = BTreeSet::new();
    cells.filter(|cell| seen.insert(*cell)).collect()
}

fn windows<'a>(site: Site<'a>, evaluator: &mut Evaluator<'a>, culprit: &Expr, evidence: &Evidence) -> Vec<Window> {
    let world = site.world;
    let home = evidence.focus.first().map(|cell| cell.table);
    let main = evidence.focus.iter().find(|cell| world.place(**cell).is_some());
    let role = main.map(|main| role(evaluator, culprit, evidence, *main)).unwrap_or_default();
    let read: Vec<Cell> = evidence.reads.iter().map(|read| read.cell).collect();
    let own = window::of_sheets(site, &evidence.focus, &read, &role, window::MOST_ROWS);
    own.into_iter().chain(references(site, evidence, home)).collect()
}

/// The rows that were looked up, each with all that was read of it.
fn references(site: Site<'_>, evidence: &Evidence, home: Option<TableRef>) -> Vec<Window> {
    let elsewhere =
        |read: &&Read| read.role != Role::Key && (Some(read.cell.table) != home || read.role == Role::Found);
    let mut rows: Vec<(&Read, Vec<Cell>)> = Vec::new();
    for read in evidence.reads.iter().filter(elsewhere) {
        let same = |(first, _): &&mut (&Read, Vec<Cell>)| {
            (first.cell.table, first.cell.row) == (read.cell.table, read.cell.row)
        };
        match rows.iter_mut().find(same) {
            Some((_, cells)) => cells.push(read.cell),
            None => rows.push((read, vec![read.cell])),
        }
    }
    let draw = |(first, cells): &(&Read, Vec<Cell>)| {
        window::of_cells(site, cells, &[], &words::reference_role(site.world, first), 1)
    };
    rows.iter().take(MOST_FOUND).filter_map(draw).collect()
}

/// The total that a cell weighs most in.
fn total_of(evidence: &Evidence, main: Cell) -> Option<&Total> {
    evidence.totals.iter().find(|total| total.first == main)
}

/// What the main cell is: a side of a comparison, or a total that it weighs most in.
fn role(evaluator: &mut Evaluator<'_>, culprit: &Expr, evidence: &Evidence, main: Cell) -> String {
    let sides: Vec<&Expr> = match &culprit.node {
        Node::Compare { left, right, .. } => vec![left, right],
        Node::Between(value, ..) => vec![value],
        _ => return String::new(),
    };
    // What a cell of several values holds is not what the condition is about.
    if evaluator.world.column(main.table, main.column).is_some_and(|column| column.several)
        && total_of(evidence, main).is_none()
    {
        return String::new();
    }
    let itself = |side: &&Expr| matches!(side.node, Node::Column { column, .. } if column == main.column);
    match total_of(evidence, main).filter(|_| !sides.iter().any(itself)) {
        Some(total) => format!("{} {}", words::aggregate(total.function), words::quoted(&total.value)),
        None => words::is(evaluator.world.entry(main)),
    }
}
