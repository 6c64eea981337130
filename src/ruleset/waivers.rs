//! Excepciones as written to typed waivers.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, Excepcion, ItemKind, LiteralKind};

use super::check::{Checker, Frame};
use super::declare::Declared;
use super::files::Parsed;
use super::model::{Expr, Node, Rule, Waiver, WaiverSource};
use super::rules::{Resolved, citations};

/// Resolves every excepción; faulty ones are told and left out.
pub(super) fn resolve(
    parsed: &Parsed,
    declared: &Declared,
    resolved: &Resolved,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Waiver> {
    let mut waivers = Vec::new();
    for item in parsed.items() {
        let ItemKind::Excepcion(written) = &item.kind else { continue };
        let Some(id) = resolved.find(&written.rule, diagnostics) else { continue };
        let Some(rule) = resolved.rules.get(id.0) else { continue };
        let mut checker = Checker::new(declared);
        checker.frames = vec![Frame::of(&rule.subject)];
        let condition = condition(&mut checker, rule, written);
        let sources = sources(&mut checker, written);
        let until = until(&mut checker, written);
        diagnostics.append(&mut checker.diagnostics);
        declared.note(checker.usage);
        let span = written.rule.span;
        waivers.extend(condition.map(|condition| Waiver { rule: id, condition, until, sources, span }));
    }
    waivers
}

/// `para …`: over the names of the rule's subject, and nothing that the rule itself does not read.
fn condition(checker: &mut Checker<'_>, rule: &Rule, written: &Excepcion) -> Option<Expr> {
    if written.conditions.is_empty() {
        return checker.fault(missing(written, "no dice qué comprobaciones exceptúa", "para", PARA));
    }
    let checked = written.conditions.iter().map(|condition| checker.truth(condition, "lo que sigue a «para»"));
    let mut checked: Vec<Expr> = checked.collect::<Option<_>>()?;
    let beyond = (checker.reads_plan && !rule.per_book)
        || (checker.reads_approved && !rule.reads_approved)
        || (checker.reads_all && !rule.reads_all);
    if beyond {
        let message = format!("«para» lee de un plan, y la regla «{}» no lo hace", rule.name);
        let place = checked.first().map_or(written.rule.span, |condition| condition.span);
        return checker.fault(
            Diagnostic::new(Code::TypeMismatch, message)
                .at(place, "aquí")
                .help("nombre en «para» sólo lo que la regla recorre"),
        );
    }
    if checked.len() == 1 {
        return checked.pop();
    }
    let span = checked.first()?.span.to(checked.last()?.span);
    let kind = checked.first()?.kind.clone();
    Some(Expr { node: Node::And(checked), kind, span })
}

const PARA: &str = "agregue una línea como «para dependencia = \"Salud\"»";
const SEGUN: &str = "agregue una línea como «según \"Oficio SH-114 de 2026\"», o una norma y su artículo";

fn missing(written: &Excepcion, what: &str, clause: &str, help: &str) -> Diagnostic {
    let message = format!("la excepción de «{}» {what}", written.rule.text);
    Diagnostic::new(Code::MissingItem, message).at(written.rule.span, format!("falta «{clause}»")).help(help)
}

/// `según …`: a waiver that rests on nothing is not documented.
fn sources(checker: &mut Checker<'_>, written: &Excepcion) -> Vec<WaiverSource> {
    if written.sources.is_empty() {
        checker.diagnostics.push(missing(written, "no dice en qué se apoya", "según", SEGUN));
    }
    let mut sources = Vec::new();
    for source in &written.sources {
        match source {
            ast::WaiverSource::Text(text) => sources.push(WaiverSource::Text(text.text.clone())),
            ast::WaiverSource::Norm(citation) => {
                sources.extend(citations(checker, [citation]).into_iter().map(WaiverSource::Norm));
            }
        }
    }
    sources
}

/// `hasta …`: the last day.
fn until(checker: &mut Checker<'_>, written: &Excepcion) -> Option<Date> {
    let mut days = written.until.iter().filter_map(|literal| match literal.kind {
        LiteralKind::Date(day) => Some((day, literal.span)),
        _ => None,
    });
    let (day, first) = days.next()?;
    if let Some((_, again)) = days.next() {
        checker.diagnostics.push(repeated(again, first));
    }
    Some(day)
}

fn repeated(again: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::RepeatedClause, "una excepción tiene un solo «hasta»")
        .at(again, "sobra")
        .at(first, "ya lo dice aquí")
        .help("deje el último día en que vale")
}

#[cfg(test)]
mod tests;
