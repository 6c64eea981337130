//! What to tell of a prueba that does not come out as it says.

use crate::diagnostic::Diagnostic;
use crate::ruleset::model::{Expectation, Expr, Rule};
use crate::source::Span;
use crate::syntax::ast::Outcome;
use crate::text::enumerate;

use super::seen::Seen;
use super::stage::Stage;
use super::{Failure, failure};
use crate::engine::eval::Frame;
use crate::engine::explain::steps::{Step, step};
use crate::engine::site::Site;
use crate::engine::unjudged;

/// How many rows of a check are drawn.
const MOST_ROWS: usize = 4;

/// A check that does not come out as expected.
pub(super) struct Against {
    message: String,
    /// The check's rows in the prueba.
    rows: Vec<Span>,
    /// The clauses that decided it, and what they came to.
    clauses: Vec<Span>,
    came: &'static str,
    values: Vec<Step>,
}

impl Against {
    /// It ends otherwise than expected.
    pub(super) fn other(
        expectation: &Expectation,
        site: Site<'_>,
        stage: &Stage<'_>,
        book: usize,
        seen: &Seen<'_>,
    ) -> Self {
        let message =
            format!("se esperaba «{}» y {} {}", expectation.outcome.word(), subject(site, seen), came(site, seen));
        Against { message, ..Against::of(site, stage, book, seen) }
    }

    /// It ends as expected, and does not say or show what is expected.
    pub(super) fn lacking(lacking: String, site: Site<'_>, stage: &Stage<'_>, book: usize, seen: &Seen<'_>) -> Self {
        let message = format!("{} {}, pero {lacking}", subject(site, seen), verb(seen.outcome));
        Against { message, ..Against::of(site, stage, book, seen) }
    }

    /// It fails, and no expectation names it.
    pub(super) fn unexpected(site: Site<'_>, stage: &Stage<'_>, book: usize, seen: &Seen<'_>) -> Self {
        let message = format!("ningún «espera» nombra {}, que {}", subject(site, seen), came(site, seen));
        Against { message, ..Against::of(site, stage, book, seen) }
    }

    /// The rule as a whole came out otherwise than expected.
    pub(super) fn whole(expectation: &Expectation, outcome: Outcome, why: &str) -> Self {
        let message = format!("se esperaba «{}» y la regla {}: {why}", expectation.outcome.word(), verb(outcome));
        Against { message, rows: Vec::new(), clauses: Vec::new(), came: "", values: Vec::new() }
    }

    fn of(site: Site<'_>, stage: &Stage<'_>, book: usize, seen: &Seen<'_>) -> Self {
        let (table, rows) = seen.rows(site);
        let origins = site.world.table(table).map(|table| table.rows.as_slice()).unwrap_or_default();
        let spans = rows.iter().filter_map(|row| stage.span(book, table, origins.get(*row)?.row));
        let deciding = deciding(site, seen);
        Against {
            message: String::new(),
            rows: spans.take(MOST_ROWS).collect(),
            clauses: deciding.iter().map(|(span, _)| *span).collect(),
            came: match seen.outcome {
                Outcome::Holds => "se cumple",
                Outcome::Fails | Outcome::NotApplicable => "no se cumple",
                Outcome::NotEvaluable => "no se puede evaluar",
            },
            values: match seen.frame {
                Some(frame) => deciding.iter().map(|(_, clause)| step(site, frame, clause)).collect(),
                None => Vec::new(),
            },
        }
    }

    /// What goes against an expectation; so many checks do.
    pub(super) fn failure(self, expectation: &Expectation, count: usize) -> Failure {
        let expected = format!("se esperaba {}", expectation.outcome.word());
        self.at(expectation.span, &expected, count)
    }

    /// What fails and is expected nowhere.
    pub(super) fn unnamed(self, title: Span, count: usize) -> Failure {
        let failure = self.at(title, "", count);
        let help = "agregue un «espera» que la nombre, o corrija la escena o la regla";
        Failure { diagnostic: failure.diagnostic.help(help), ..failure }
    }

    fn at(self, span: Span, expected: &str, count: usize) -> Failure {
        let others = match count.saturating_sub(1) {
            0 => String::new(),
            1 => "; y otra comprobación más".to_owned(),
            more => format!("; y otras {more} comprobaciones más"),
        };
        let mut diagnostic = failure(format!("{}{others}", self.message)).at(span, expected);
        diagnostic = self.rows.iter().fold(diagnostic, |diagnostic, row| diagnostic.at(*row, ""));
        diagnostic = self.clauses.iter().fold(diagnostic, |diagnostic, clause| diagnostic.at(*clause, self.came));
        Failure { diagnostic, values: self.values }
    }
}

/// An expectation that names no check.
pub(super) fn nothing(expectation: &Expectation, rule: &Rule, subjects: &[String]) -> Failure {
    let message = match subjects {
        [] => format!("se esperaba «{}» y «{}» no juzga nada en esta escena", expectation.outcome.word(), rule.name),
        subjects => format!(
            "se esperaba «{}» de una comprobación que no hay: «{}» juzga {}",
            expectation.outcome.word(),
            rule.name,
            enumerate(subjects)
        ),
    };
    let diagnostic: Diagnostic = failure(message).at(expectation.span, "no nombra ninguna");
    Failure { diagnostic, values: Vec::new() }
}

/// The clauses that decided a check.
fn deciding<'a>(site: Site<'a>, seen: &Seen<'_>) -> Vec<(Span, &'a Expr)> {
    let rule: &'a Rule = site.rule;
    let conditions = || rule.conditions.iter().map(|condition| (condition.span, condition));
    let demands = || rule.demands.iter().map(|demand| (demand.span, &demand.condition));
    let Some(frame) = seen.frame else { return Vec::new() };
    match seen.outcome {
        Outcome::Holds => demands().collect(),
        Outcome::Fails => seen.failing.iter().filter_map(|at| demands().nth(*at)).collect(),
        Outcome::NotApplicable => {
            conditions().filter(|(_, clause)| came_to(site, frame, clause) == Some(false)).collect()
        }
        Outcome::NotEvaluable => {
            conditions().chain(demands()).filter(|(_, clause)| came_to(site, frame, clause).is_none()).collect()
        }
    }
}

fn came_to(site: Site<'_>, frame: Frame<'_>, clause: &Expr) -> Option<bool> {
    site.evaluator(frame).truth(clause).ok()
}

/// `la fila 2 de plan`, `el grupo con programa 1905`
pub(super) fn subject(site: Site<'_>, seen: &Seen<'_>) -> String {
    match seen.frame {
        Some(Frame::Row(table, row)) => {
            let origin = site.world.table(table).and_then(|table| table.rows.get(row));
            let number = origin.map_or(0, |origin| u64::from(origin.row) + 1);
            format!("la fila {number} de {}", site.world.name(table))
        }
        Some(frame @ Frame::Group(..)) => {
            let keys: Vec<String> =
                site.subject(frame).into_iter().map(|(name, value)| format!("{name} «{value}»")).collect();
            format!("el grupo con {}", enumerate(&keys))
        }
        Some(Frame::Whole(table, _)) => site.world.name(table).to_owned(),
        None => "lo que no forma grupo".to_owned(),
    }
}

fn verb(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NotEvaluable => "no se puede evaluar",
        other => other.word(),
    }
}

/// How a check ended, and why.
fn came(site: Site<'_>, seen: &Seen<'_>) -> String {
    let verb = verb(seen.outcome);
    match (seen.outcome, seen.gap) {
        (Outcome::NotEvaluable, Some(gap)) => format!("{verb}: {}", unjudged::why(site, gap)),
        (Outcome::Fails, _) => match seen.findings(site).first() {
            Some(finding) => format!("{verb}: «{}»", finding.message),
            None => verb.to_owned(),
        },
        _ => verb.to_owned(),
    }
}
