//! How checks came out at a cell, and what a rule says, for people at a terminal.

use crate::engine::finding::Outcome;
use crate::engine::{Account, RuleHead, Step, StepCell};
use crate::text::enumerate;

use super::Style;
use super::escape::{escape, wrap};
use super::pruebas::draw_nested;
use super::style::{Ink, Pen};
use super::terminal::{cite, draw_line};

/// Most cells of one value that are named.
const MOST_CELLS: usize = 6;
/// Columns before the values.
const INDENT: usize = 2;

/// A rule: its title, its phases and norms, and its own lines. Ends in a line break.
pub fn rule(rule: &RuleHead, source: &str, style: &Style) -> String {
    let pen = Pen::new(style);
    let mut output = heading(rule, &pen);
    if !rule.phases.is_empty() {
        draw_line("fase", &enumerate(&rule.phases), &pen, &mut output);
    }
    norms(&mut output, rule, &pen);
    output.push('\n');
    for written in source.trim_end().lines() {
        output.push_str(format!("    {}", escape(written)).trim_end());
        output.push('\n');
    }
    output
}

fn norms(output: &mut String, rule: &RuleHead, pen: &Pen) {
    for norm in &rule.norms {
        draw_line("norma", &cite(norm), pen, output);
    }
}

/// How the checks of a rule came out in a workbook, whose cells go without its name. Ends in a line break.
pub fn accounts(rule: &RuleHead, accounts: &[Account], book: &str, style: &Style) -> String {
    let pen = Pen::new(style);
    let mut output = heading(rule, &pen);
    norms(&mut output, rule, &pen);
    for account in accounts {
        output.push('\n');
        draw(account, book, &pen, &mut output);
    }
    output
}

fn heading(rule: &RuleHead, pen: &Pen) -> String {
    let name = pen.paint(Ink::Severity(rule.severity), &escape(&rule.name));
    format!("{name} · {} · {}\n", rule.severity.word(), escape(&rule.title))
}

fn draw(account: &Account, book: &str, pen: &Pen, output: &mut String) {
    let subject: Vec<String> = account.subject.iter().map(|(name, value)| format!("{name} {value}")).collect();
    let about = if subject.is_empty() { "toda la tabla".to_owned() } else { subject.join(", ") };
    let verdict = words(account.outcome);
    for part in wrap(&escape(&format!("{about}: {verdict}")), pen.width) {
        output.push_str(&format!("{}\n", pen.paint(Ink::Place, &part)));
    }
    if let Some(why) = &account.why {
        draw_line("por qué", why, pen, output);
    }
    for clause in &account.clauses {
        let head = format!("{} {}", clause.word, line_of(&clause.step, book));
        draw_nested(INDENT, 0, &head, pen, output);
        for part in &clause.step.parts {
            draw_step(part, 1, book, pen, output);
        }
    }
}

fn words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Holds => "cumple",
        Outcome::Fails => "incumple",
        Outcome::NotApplicable => "no aplica",
        Outcome::Waived => "exceptuado",
        Outcome::NotEvaluable => "no evaluable",
    }
}

/// A step's line, and below it those of what it is made of.
fn draw_step(step: &Step, depth: usize, book: &str, pen: &Pen, output: &mut String) {
    draw_nested(INDENT, depth, &line_of(step, book), pen, output);
    for part in &step.parts {
        draw_step(part, depth + 1, book, pen, output);
    }
}

/// `suma(total) = $ 110 (K23 $ 60, K24 $ 50)`
fn line_of(step: &Step, book: &str) -> String {
    let join = if step.is_condition() { ":" } else { " =" };
    format!("{}{join} {}{}", step.text, step.found.words(), origin(step, book))
}

/// Where a value comes from: its cell, or the cells that make it up with their values.
fn origin(step: &Step, book: &str) -> String {
    let placed = || step.cells.iter().filter(|cell| cell.place.is_some());
    let alone = step.contributors().is_empty();
    let named: Vec<String> = placed().take(MOST_CELLS).map(|cell| cell_words(cell, book, alone)).collect();
    let more = placed().count().saturating_sub(named.len());
    match (named.is_empty(), more) {
        (true, _) => String::new(),
        (false, 0) => format!(" ({})", named.join(", ")),
        (false, more) => format!(" ({}, y {more} más)", named.join(", ")),
    }
}

/// A cell of the workbook that was asked for by its address, another's with the file's name; its value where it is one of several.
fn cell_words(cell: &StepCell, book: &str, alone: bool) -> String {
    let place = cell.place.as_ref().map_or(String::new(), |place| match &*place.sheet.file == book {
        true => place.cell.to_string(),
        false => {
            let whole = place.to_string();
            whole.rsplit_once('/').map_or(whole.clone(), |(_, name)| name.to_owned())
        }
    });
    if alone { place } else { format!("{place} {}", cell.entry) }
}
