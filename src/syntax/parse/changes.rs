//! `fija`, and `función`.

use pest::iterators::Pair;

use super::build::{Build, next};
use super::grammar::Rule;
use super::{exprs, literals, rules};
use crate::syntax::ast::{Fija, Funcion};

/// `fija …`: of a parameter, a tabla or a rule.
pub(super) fn fija(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Fija> {
    let mut inner = pair.into_inner();
    let name = build.next_name(&mut inner)?;
    let what = inner.find(|pair| matches!(pair.as_rule(), Rule::word | Rule::source | Rule::literal))?;
    Some(match what.as_rule() {
        Rule::word => {
            let severity = rules::severity(build, &what, &name)?;
            Fija::Regla { name, severity }
        }
        Rule::source => {
            let mut texts = what.into_inner();
            Fija::Tabla { name, file: build.next_text(&mut texts)?, sheet: build.next_text(&mut texts) }
        }
        _ => Fija::Parametro { name, value: literals::literal(build, what)? },
    })
}

/// `función nombre(a, b) = …`
pub(super) fn funcion(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Funcion> {
    let mut inner = pair.into_inner();
    let name = build.next_name(&mut inner)?;
    let params = next(&mut inner.clone(), Rule::names).map(|names| build.names(names)).unwrap_or_default();
    Some(Funcion { name, params, body: exprs::next_expr(build, &mut inner)? })
}
