//! Pruebas: their head and clauses.

use pest::iterators::Pair;

use super::build::{Build, Parsed, all, next};
use super::grammar::Rule;
use super::tokens::tokens;
use super::{exprs, literals, rules};
use crate::syntax::ast::{
    Datum, Expectation, ItemKind, Outcome, Prueba, RowPlace, Scene, SceneCell, SceneKind, SceneRows, TablePath,
};
use crate::text::fold;

const OUTCOMES: [Outcome; 4] = [Outcome::Holds, Outcome::Fails, Outcome::NotEvaluable, Outcome::NotApplicable];

/// A prueba's head.
pub(super) fn prueba(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Prueba> {
    let mut inner = pair.into_inner();
    Some(Prueba {
        rule: build.next_name(&mut inner)?,
        title: build.next_text(&mut inner)?,
        phases: Vec::new(),
        scenes: Vec::new(),
        expectations: Vec::new(),
    })
}

/// Adds a prueba's clauses.
pub(super) fn prueba_with<'t>(build: &mut Build<'t>, mut prueba: Prueba, clauses: Vec<Parsed<'t>>) -> ItemKind {
    for clause in clauses {
        build.checked(clause, |build, pair| self::clause(build, &mut prueba, pair));
    }
    ItemKind::Prueba(Box::new(prueba))
}

fn clause(build: &mut Build<'_>, prueba: &mut Prueba, pair: Pair<'_, Rule>) -> Option<()> {
    match pair.as_rule() {
        Rule::fase => prueba.phases.extend(rules::phases(build, pair)?),
        Rule::con => prueba.scenes.push(scene(build, pair)?),
        Rule::espera => prueba.expectations.push(expectation(build, pair)?),
        _ => return None,
    }
    Some(())
}

fn scene(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Scene> {
    let span = build.span(&pair);
    let parts: Vec<Pair<'_, Rule>> = pair.into_inner().filter(|pair| pair.as_rule() != Rule::k_con).collect();
    let first = parts.first()?.as_rule();
    let mut inner = parts.into_iter();
    let kind = match first {
        Rule::scene => table(build, inner.next()?, inner.next())?,
        Rule::k_parametro => SceneKind::Parametro {
            name: build.next_name(&mut inner)?,
            value: literals::next_literal(build, &mut inner)?,
        },
        Rule::k_hoy => SceneKind::Today(literals::next_literal(build, &mut inner)?),
        _ => SceneKind::Vigencia(literals::next_literal(build, &mut inner)?),
    };
    Some(Scene { kind, span })
}

fn table(build: &mut Build<'_>, pair: Pair<'_, Rule>, rows: Option<Pair<'_, Rule>>) -> Option<SceneKind> {
    let mut inner = pair.into_inner();
    let table: TablePath = build.table(next(&mut inner, Rule::table)?)?;
    let mut datos = Vec::new();
    for datum in inner.filter(|pair| pair.as_rule() == Rule::datum) {
        let mut parts = datum.into_inner();
        datos.push(Datum { name: build.next_name(&mut parts)?, value: literals::next_literal(build, &mut parts)? });
    }
    let rows = rows.and_then(|rows| scene_rows(build, rows));
    Some(SceneKind::Table { table, datos, rows })
}

fn scene_rows(build: &Build<'_>, pair: Pair<'_, Rule>) -> Option<SceneRows> {
    let cells = |row| all(row, Rule::cell).map(|cell| scene_cell(build, &cell)).collect();
    let mut rows = all(pair, Rule::row).map(cells);
    Some(SceneRows { header: rows.next()?, rows: rows.collect() })
}

fn scene_cell(build: &Build<'_>, pair: &Pair<'_, Rule>) -> SceneCell {
    let written = pair.as_str();
    let text = written.trim();
    let start = pair.as_span().start() + (written.len() - written.trim_start().len());
    SceneCell { text: text.replace("\\|", "|"), span: build.place(start, start + text.len()) }
}

fn expectation(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Expectation> {
    let span = build.span(&pair);
    let mut inner = pair.into_inner().filter(|pair| pair.as_rule() != Rule::k_espera);
    let mut expectation =
        Expectation { outcome: outcome(&inner.next()?)?, which: None, messages: Vec::new(), places: Vec::new(), span };
    for part in inner {
        match part.as_rule() {
            Rule::which => expectation.which = Some(exprs::next_expr(build, &mut part.into_inner())?),
            Rule::with_message => expectation.messages.extend(build.next_text(&mut part.into_inner())),
            Rule::at_cell => expectation.places.push(row_place(build, part)?),
            _ => return None,
        }
    }
    Some(expectation)
}

/// The grammar takes any blanks within `no evaluable`, those of no width and comments among them.
fn outcome(pair: &Pair<'_, Rule>) -> Option<Outcome> {
    let words = tokens(pair.as_str(), false).into_iter().filter_map(|token| pair.as_str().get(token.start..token.end));
    let written = words.map(fold).collect::<Vec<_>>().join(" ");
    OUTCOMES.into_iter().find(|outcome| outcome.word() == written)
}

fn row_place(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<RowPlace> {
    let mut inner = pair.into_inner();
    let number = next(&mut inner, Rule::number)?;
    Some(RowPlace { row: literals::plain_number(build, number)?, column: build.next_name(&mut inner) })
}
