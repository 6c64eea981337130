//! Excepciones: their head and clauses.

use pest::iterators::Pair;

use super::build::{Build, Parsed, all, next};
use super::grammar::Rule;
use super::{exprs, literals};
use crate::syntax::ast::{Citation, Excepcion, ItemKind, Literal, LiteralKind, WaiverSource};

/// An excepción's head.
pub(super) fn excepcion(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Excepcion> {
    let rule = build.next_name(&mut pair.into_inner())?;
    Some(Excepcion { rule, conditions: Vec::new(), until: Vec::new(), sources: Vec::new() })
}

/// Adds an excepción's clauses.
pub(super) fn excepcion_with<'t>(build: &mut Build<'t>, mut waiver: Excepcion, clauses: Vec<Parsed<'t>>) -> ItemKind {
    for clause in clauses {
        build.checked(clause, |build, pair| self::clause(build, &mut waiver, pair));
    }
    ItemKind::Excepcion(Box::new(waiver))
}

fn clause(build: &mut Build<'_>, waiver: &mut Excepcion, pair: Pair<'_, Rule>) -> Option<()> {
    match pair.as_rule() {
        Rule::para => waiver.conditions.push(exprs::next_expr(build, &mut pair.into_inner())?),
        Rule::hasta => waiver.until.push(day(build, pair)?),
        Rule::segun => waiver.sources.extend(all(pair, Rule::citation).filter_map(|citation| source(build, citation))),
        _ => return None,
    }
    Some(())
}

fn day(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Literal> {
    let date = next(&mut pair.into_inner(), Rule::date)?;
    let span = build.span(&date);
    Some(Literal { kind: LiteralKind::Date(literals::date(build, date)?), span })
}

fn source(build: &mut Build<'_>, citation: Pair<'_, Rule>) -> Option<WaiverSource> {
    let mut inner = citation.into_inner();
    let first = inner.next()?;
    Some(match first.as_rule() {
        Rule::text => WaiverSource::Text(build.quoted(&first)),
        _ => WaiverSource::Norm(Citation { norm: build.name(&first), article: build.next_text(&mut inner) }),
    })
}
