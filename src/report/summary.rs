//! The summary: a table of rules with how their checks came out, and a sentence.

use std::collections::BTreeSet;

use crate::diagnostic::Severity;
use crate::engine::finding::{Outcome, RuleCounts, Run};
use crate::text::enumerate;
use crate::value::long_date;

use super::escape::{escape, fit, width, wrap};
use super::line::Line;
use super::style::{Ink, Pen};

/// The headings of the five outcomes, in the order of [`counts`].
const OUTCOMES: [&str; 5] = ["cumple", "incumple", "no aplica", "exceptuado", "no evaluable"];
/// The heading of the rules' names.
const RULE: &str = "regla";
/// Columns between two columns of the table.
const GAP: usize = 2;
/// The least room for a rule's name beside its counts; with less, the name has a line of its own.
const LEAST_NAME: usize = 20;

/// Draws the summary of a run.
pub(super) fn draw(run: &Run, pen: &Pen) -> String {
    let mut output = String::new();
    if !run.summary.is_empty() {
        draw_table(&run.summary, pen, &mut output);
        draw_idle(run, pen, &mut output);
        draw_partial(&run.partial, pen, &mut output);
        output.push('\n');
    }
    for line in wrap(&sentence(run), pen.width) {
        output.push_str(&format!("{line}\n"));
    }
    output.push_str(&format!("fase {}, {}\n", run.phase.word(), long_date(run.date)));
    output
}

fn counts(rule: &RuleCounts) -> [usize; 5] {
    [rule.holds, rule.fails, rule.not_applicable, rule.waived, rule.not_evaluable]
}

/// Where the table's columns stand.
struct Layout {
    /// Columns for the rules' names.
    name: usize,
    /// Whether names stand on lines of their own.
    stacked: bool,
    gap: usize,
}

impl Layout {
    fn new(rules: &[RuleCounts], pen: &Pen) -> Self {
        let longest = rules.iter().map(|rule| width(&escape(&rule.rule))).max().unwrap_or(0).max(RULE.len());
        let numbers: usize = OUTCOMES.iter().map(|heading| heading.len() + GAP).sum();
        match pen.width.checked_sub(numbers) {
            Some(room) if room >= LEAST_NAME.min(longest) => {
                Layout { name: longest.min(room), stacked: false, gap: GAP }
            }
            _ => Layout { name: 0, stacked: true, gap: 1 },
        }
    }

    /// Where each outcome's column ends.
    fn ends(&self) -> [usize; 5] {
        let mut end = self.name;
        OUTCOMES.map(|heading| {
            end += self.gap + heading.len();
            end
        })
    }
}

fn draw_table(rules: &[RuleCounts], pen: &Pen, output: &mut String) {
    let layout = Layout::new(rules, pen);
    let mut headings = Line::after(String::new());
    headings.paint(0, if layout.stacked { "" } else { RULE }, Ink::Faint, pen);
    for (heading, end) in OUTCOMES.iter().zip(layout.ends()) {
        headings.paint(end - heading.len(), heading, Ink::Faint, pen);
    }
    headings.finish(output);
    for rule in rules {
        draw_rule(rule, &layout, pen, output);
    }
}

fn draw_rule(rule: &RuleCounts, layout: &Layout, pen: &Pen, output: &mut String) {
    let mut line = Line::after(String::new());
    if layout.stacked {
        line.put(0, &fit(&escape(&rule.rule), pen.width, pen.ellipsis()));
        line.finish(output);
        line = Line::after(String::new());
    } else {
        line.put(0, &fit(&escape(&rule.rule), layout.name, pen.ellipsis()));
    }
    for (at, (count, end)) in counts(rule).into_iter().zip(layout.ends()).enumerate() {
        let shown = count.to_string();
        let start = end.saturating_sub(shown.len());
        match (count, at) {
            (0, _) => line.paint(start, &shown, Ink::Faint, pen),
            (_, 1) => line.paint(start, &shown, Ink::Severity(Severity::Error), pen),
            (_, 4) => line.paint(start, &shown, Ink::Severity(Severity::Warning), pen),
            _ => line.put(start, &shown),
        }
    }
    line.finish(output);
}

/// Tells of rules that judged nothing: they may be meant for a column that nobody fills.
fn draw_idle(run: &Run, pen: &Pen, output: &mut String) {
    let judged = |rule: &RuleCounts| rule.holds + rule.fails + rule.waived + rule.not_evaluable > 0;
    let idle = run.summary.iter().filter(|rule| !judged(rule) && !run.partial.contains(&rule.rule));
    let names: Vec<String> = idle.map(|rule| escape(&rule.rule)).collect();
    let text = match names.as_slice() {
        [] => return,
        [name] => format!("no se aplicó a nada: {name}"),
        names => format!("no se aplicaron a nada: {}", enumerate(names)),
    };
    for line in wrap(&text, pen.width) {
        output.push_str(&format!("{line}\n"));
    }
}

/// Tells of rules that need the whole set of plans, where only some of its files were given.
fn draw_partial(rules: &[String], pen: &Pen, output: &mut String) {
    let names: Vec<String> = rules.iter().map(|rule| escape(rule)).collect();
    let (verb, looks) = match names.len() {
        0 => return,
        1 => ("no se aplicó", "mira"),
        _ => ("no se aplicaron", "miran"),
    };
    let text = format!(
        "revisión parcial: {verb} {}, que {looks} todos los planes a la vez; para eso indique la carpeta que los reúne",
        enumerate(&names)
    );
    for line in wrap(&text, pen.width) {
        output.push_str(&format!("{line}\n"));
    }
}

/// `12 libros: 9 sin errores, 3 con errores; 14 errores, 2 advertencias, 1 nota`
fn sentence(run: &Run) -> String {
    let failed: BTreeSet<&str> = run
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error && finding.outcome != Outcome::Waived)
        .map(|finding| &*finding.file)
        .collect();
    let with_errors = run.books.iter().filter(|book| failed.contains(&*book.file)).count();
    let judged = run.findings.iter().filter(|finding| finding.outcome != Outcome::Waived);
    let mut counted = count_severities(judged.clone().map(|finding| finding.severity));
    let waived = run.findings.len() - judged.count();
    if waived > 0 {
        counted = format!("{counted}, {}", plural(waived, "exceptuado", "exceptuados"));
    }
    format!("{}; {counted}", books(run.books.len(), with_errors))
}

/// `12 libros: 9 sin errores, 3 con errores`
fn books(all: usize, with_errors: usize) -> String {
    let books = plural(all, "libro", "libros");
    match (all, with_errors) {
        (0, _) => "ningún libro".to_owned(),
        (1, 0) => format!("{books}, sin errores"),
        (1, _) => format!("{books}, con errores"),
        (_, 0) => format!("{books}, todos sin errores"),
        (_, _) if all == with_errors => format!("{books}, todos con errores"),
        _ => format!("{books}: {} sin errores, {with_errors} con errores", all - with_errors),
    }
}

/// `14 errores, 2 advertencias, 1 nota`; without any, `sin hallazgos`.
pub(super) fn count_severities(severities: impl Iterator<Item = Severity>) -> String {
    let (mut errors, mut warnings, mut notes) = (0, 0, 0);
    for severity in severities {
        match severity {
            Severity::Error => errors += 1,
            Severity::Warning => warnings += 1,
            Severity::Note => notes += 1,
        }
    }
    let kinds = [(errors, "error", "errores"), (warnings, "advertencia", "advertencias"), (notes, "nota", "notas")];
    let told = kinds.into_iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| plural(count, one, many));
    let told: Vec<String> = told.collect();
    if told.is_empty() { "sin hallazgos".to_owned() } else { told.join(", ") }
}

/// `1 error`, `2 errores`
pub(super) fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
