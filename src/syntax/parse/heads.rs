//! Items: their heads, and the small ones whole.

use pest::iterators::Pair;

use super::build::{Build, Parsed};
use super::grammar::Rule;
use super::{exprs, literals, rules, tables};
use crate::syntax::ast::{ItemKind, Norma, Parametro};

/// An item from its parsed head and clauses. None after telling a fault.
pub(super) fn item<'t>(build: &mut Build<'t>, head: Parsed<'t>, clauses: Vec<Parsed<'t>>) -> Option<ItemKind> {
    let rule = head.pair.as_rule();
    match rule {
        Rule::tabla => build.checked(head, tables::tabla).map(|tabla| tables::tabla_with(build, tabla, clauses)),
        Rule::formato => {
            build.checked(head, tables::formato).map(|formato| tables::formato_with(build, formato, clauses))
        }
        Rule::regla => build.checked(head, rules::regla).map(|regla| rules::regla_with(build, regla, clauses)),
        _ => {
            let kind = build.checked(head, small);
            for clause in clauses {
                build.checked(clause, constants);
            }
            kind
        }
    }
}

/// Judges the constants and expressions of what this version does not build yet.
fn constants(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<()> {
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::expr => drop(exprs::expr(build, inner)?),
            Rule::literal => drop(literals::literal(build, inner)?),
            Rule::date => drop(literals::date(build, inner)?),
            _ => constants(build, inner)?,
        }
    }
    Some(())
}

fn later(build: &mut Build<'_>, pair: Pair<'_, Rule>, word: &'static str) -> Option<ItemKind> {
    constants(build, pair)?;
    Some(ItemKind::Later(word))
}

fn small(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<ItemKind> {
    let rule = pair.as_rule();
    let mut inner = pair.clone().into_inner();
    Some(match rule {
        Rule::vigencia => ItemKind::Vigencia(literals::plain_number(build, inner.next_back()?)?),
        Rule::entidad => ItemKind::Entidad(build.next_text(&mut inner)?),
        Rule::usa => ItemKind::Usa(build.next_text(&mut inner)?),
        Rule::norma => ItemKind::Norma(Norma {
            name: build.next_name(&mut inner)?,
            title: build.next_text(&mut inner)?,
            subject: build.next_text(&mut inner),
        }),
        Rule::parametro => ItemKind::Parametro(Parametro {
            name: build.next_name(&mut inner)?,
            ty: tables::next_type(build, &mut inner)?,
            value: literals::next_literal(build, &mut inner)?,
        }),
        Rule::fija => later(build, pair, "fija")?,
        Rule::quita => later(build, pair, "quita")?,
        Rule::funcion => later(build, pair, "función")?,
        Rule::prueba => later(build, pair, "prueba")?,
        Rule::excepcion => later(build, pair, "excepción")?,
        _ => return None,
    })
}
