//! Items: their heads, and the small ones whole.

use pest::iterators::Pair;

use super::build::{Build, Parsed};
use super::grammar::Rule;
use super::{changes, excepciones, literals, pruebas, rules, tables};
use crate::syntax::ast::{ItemKind, Norma, Parametro, Quita};

/// An item from its parsed head and clauses. None after telling a fault.
pub(super) fn item<'t>(build: &mut Build<'t>, head: Parsed<'t>, clauses: Vec<Parsed<'t>>) -> Option<ItemKind> {
    let rule = head.pair.as_rule();
    match rule {
        Rule::tabla => build.checked(head, tables::tabla).map(|tabla| tables::tabla_with(build, tabla, clauses)),
        Rule::formato => {
            build.checked(head, tables::formato).map(|formato| tables::formato_with(build, formato, clauses))
        }
        Rule::regla => build.checked(head, rules::regla).map(|regla| rules::regla_with(build, regla, clauses)),
        Rule::prueba => build.checked(head, pruebas::prueba).map(|prueba| pruebas::prueba_with(build, prueba, clauses)),
        Rule::excepcion => build
            .checked(head, excepciones::excepcion)
            .map(|waiver| excepciones::excepcion_with(build, waiver, clauses)),
        _ => build.checked(head, small),
    }
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
        Rule::fija => ItemKind::Fija(changes::fija(build, pair)?),
        Rule::quita => ItemKind::Quita(Quita { rule: build.next_name(&mut inner)? }),
        Rule::funcion => ItemKind::Funcion(changes::funcion(build, pair)?),
        _ => return None,
    })
}
