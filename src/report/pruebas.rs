//! How pruebas came out, for people at a terminal.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::engine::Step;
use crate::engine::pruebas::{Coverage, Failure, Mutants, Outcome, Tested};
use crate::source::Sources;
use crate::text::{enumerate, first_few};

use super::Style;
use super::escape::{escape, wrap};
use super::style::{Ink, Pen};
use super::summary::plural;
use super::terminal::draw_fault;

/// Most rules without pruebas that are named.
const MOST_NAMED: usize = 8;
/// Most values of one failure that are told.
const MOST_VALUES: usize = 24;
/// Most cells of one value that are told.
const MOST_CELLS: usize = 4;
/// Columns before the values.
const INDENT: usize = 4;

/// What was found out about the pruebas of a rule set.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// How they came out.
    pub tested: &'a Tested,
    /// How far they reach, where it was asked for.
    pub coverage: Option<&'a Coverage>,
    /// Which changes they notice, where it was asked for.
    pub mutants: Option<&'a Mutants>,
}

impl<'a> Report<'a> {
    /// What is not covered, and then what is not noticed, in the order of the rules.
    pub(super) fn remarks(&self) -> impl Iterator<Item = &'a Diagnostic> {
        let uncovered = self.coverage.into_iter().flat_map(|coverage| &coverage.rules);
        let unnoticed = self.mutants.into_iter().flat_map(|mutants| &mutants.rules);
        let uncovered = uncovered.filter_map(|rule| rule.diagnostic.as_ref());
        uncovered.chain(unnoticed.filter_map(|rule| rule.diagnostic.as_ref()))
    }
}

/// The failures, what is not covered and not noticed, and a sentence that sums up. Ends in a line break.
pub fn tested(report: &Report<'_>, sources: &Sources, style: &Style) -> String {
    let pen = Pen::new(style);
    let mut output = String::new();
    for outcome in &report.tested.outcomes {
        for failure in &outcome.failures {
            draw_failure(outcome, failure, sources, &pen, &mut output);
            output.push('\n');
        }
    }
    for remark in report.remarks() {
        draw_fault(remark, sources, &pen, &mut output);
        output.push('\n');
    }
    for line in sum_up(report).iter().flat_map(|line| wrap(line, pen.width)) {
        output.push_str(&format!("{line}\n"));
    }
    output
}

fn draw_failure(outcome: &Outcome, failure: &Failure, sources: &Sources, pen: &Pen, output: &mut String) {
    let mut diagnostic = failure.diagnostic.clone();
    diagnostic.message = format!("{} «{}»: {}", outcome.rule, outcome.title, diagnostic.message);
    draw_fault(&diagnostic, sources, pen, output);
    let mut lines = Vec::new();
    for step in &failure.values {
        flatten(step, 0, &mut BTreeSet::new(), &mut lines);
    }
    if lines.is_empty() {
        return;
    }
    output.push_str(&format!("  {}\n", pen.paint(Ink::Heading, "valores:")));
    for (depth, line) in lines.iter().take(MOST_VALUES) {
        draw_nested(INDENT, *depth, line, pen, output);
    }
    if lines.len() > MOST_VALUES {
        draw_nested(INDENT, 0, &format!("y {} más", lines.len() - MOST_VALUES), pen, output);
    }
}

/// A line that stands so deep within others, which begin at a column.
pub(super) fn draw_nested(begin: usize, depth: usize, line: &str, pen: &Pen, output: &mut String) {
    let indent = begin + 2 * depth.min(8);
    for (at, part) in wrap(&escape(line), pen.width.saturating_sub(indent + 2)).iter().enumerate() {
        let further = if at == 0 { 0 } else { 2 };
        output.push_str(&format!("{}{part}\n", " ".repeat(indent + further)));
    }
}

/// A step's line and those of its parts, each text once.
fn flatten<'a>(step: &'a Step, depth: usize, told: &mut BTreeSet<&'a str>, lines: &mut Vec<(usize, String)>) {
    if !told.insert(&step.text) {
        return;
    }
    lines.push((depth, value(step)));
    for part in &step.parts {
        flatten(part, depth + 1, told, lines);
    }
}

/// `suma(total) = $ 110 (de $ 60, $ 50)`
fn value(step: &Step) -> String {
    let join = if step.is_condition() { ": " } else { " = " };
    let cells = step.contributors();
    let more = if cells.len() > MOST_CELLS { ", …" } else { "" };
    let first: Vec<&str> = cells.iter().take(MOST_CELLS).map(String::as_str).collect();
    let cells = if first.is_empty() { String::new() } else { format!(" (de {}{more})", first.join(", ")) };
    format!("{}{join}{}{cells}", step.text, step.found.words())
}

/// `58 pruebas de 37 reglas: 57 pasan, 1 falla`, the rules without pruebas, and shares.
fn sum_up(report: &Report<'_>) -> Vec<String> {
    let tested = report.tested;
    let all = tested.outcomes.len();
    if all == 0 {
        return vec!["el conjunto de reglas no tiene pruebas".to_owned()];
    }
    let failed = tested.outcomes.iter().filter(|outcome| !outcome.failures.is_empty()).count();
    let passed = (all > failed).then(|| plural(all - failed, "pasa", "pasan"));
    let failed = (failed > 0).then(|| plural(failed, "falla", "fallan"));
    let counts: Vec<String> = passed.into_iter().chain(failed).collect();
    let rules = plural(tested.rules, "regla", "reglas");
    let mut lines = vec![format!("{} de {rules}: {}", plural(all, "prueba", "pruebas"), counts.join(", "))];
    lines.extend(untested(&tested.untested));
    lines.extend(report.coverage.map(|coverage| {
        let (reached, all) = coverage.total();
        format!("cobertura: {}, {reached} de {all} sentidos de las reglas con pruebas", share(reached, all))
    }));
    lines.extend(report.mutants.filter(|mutants| mutants.total().1 > 0).map(|mutants| {
        let (noticed, made) = mutants.total();
        format!("cambios notados: {}, {noticed} de {made}", share(noticed, made))
    }));
    lines
}

/// `75 %`, rounded down, so that only all of it is 100 %.
fn share(part: usize, all: usize) -> String {
    format!("{} %", (part * 100).checked_div(all).unwrap_or(100))
}

fn untested(rules: &[String]) -> Option<String> {
    let names = first_few(rules.iter().map(|name| escape(name)), MOST_NAMED);
    let many = plural(rules.len(), "regla sin pruebas", "reglas sin pruebas");
    (!rules.is_empty()).then(|| format!("{many}: {}", enumerate(&names)))
}
