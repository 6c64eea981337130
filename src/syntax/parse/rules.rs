//! Reglas: their head and clauses.

use pest::iterators::Pair;

use super::build::{Build, Parsed, all, next};
use super::grammar::Rule;
use super::{exprs, messages};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::syntax::ast::{
    Citation, Demand, GroupKey, ItemKind, Let, Message, Phase, Regla, Subject, SubjectKind, TablePath,
};
use crate::text::fold;

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// A rule's head.
pub(super) fn regla(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Regla> {
    let mut inner = pair.into_inner().peekable();
    let name = build.next_name(&mut inner)?;
    let severity = match inner.next_if(|pair| pair.as_rule() == Rule::word) {
        Some(word) => Some(severity(build, &word)?),
        None => None,
    };
    Some(Regla {
        name,
        severity,
        title: build.next_text(&mut inner)?,
        norms: Vec::new(),
        phases: Vec::new(),
        subjects: Vec::new(),
        conditions: Vec::new(),
        lets: Vec::new(),
        demands: Vec::new(),
    })
}

fn severity(build: &mut Build<'_>, word: &Pair<'_, Rule>) -> Option<Severity> {
    let found = SEVERITIES.into_iter().find(|severity| fold(severity.word()) == fold(word.as_str()));
    if found.is_none() {
        build.unknown_word(word, "una gravedad", &SEVERITIES.map(Severity::word));
    }
    found
}

/// Adds a rule's clauses.
pub(super) fn regla_with<'t>(build: &mut Build<'t>, mut regla: Regla, clauses: Vec<Parsed<'t>>) -> ItemKind {
    for clause in clauses {
        build.checked(clause, |build, pair| self::clause(build, &mut regla, pair));
    }
    ItemKind::Regla(Box::new(regla))
}

fn clause(build: &mut Build<'_>, regla: &mut Regla, pair: Pair<'_, Rule>) -> Option<()> {
    match pair.as_rule() {
        Rule::segun => regla.norms.extend(citations(build, pair)?),
        Rule::fase => regla.phases.extend(phases(build, pair)?),
        Rule::por | Rule::sobre => regla.subjects.push(subject(build, pair)?),
        Rule::cuando => regla.conditions.push(exprs::next_expr(build, &mut pair.into_inner())?),
        Rule::sea => regla.lets.push(local(build, pair)?),
        Rule::exige => regla.demands.push(demand(build, pair)?),
        _ => follow(build, regla, pair)?,
    }
    Some(())
}

fn citations(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Vec<Citation>> {
    let mut found = Vec::new();
    for citation in all(pair, Rule::citation) {
        let span = build.span(&citation);
        let mut inner = citation.into_inner();
        let first = inner.next()?;
        if first.as_rule() == Rule::text {
            let fault = Diagnostic::new(Code::Syntax, "una regla cita una norma por su nombre").at(span, "aquí");
            build.fault(fault.help("declare la norma («norma decreto_612 \"Decreto 612 de 2018\"») y cite ese nombre"));
            return None;
        }
        found.push(Citation { norm: build.name(&first), article: build.next_text(&mut inner) });
    }
    Some(found)
}

fn phases(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Vec<Phase>> {
    let mut found = Vec::new();
    for word in all(pair, Rule::word) {
        let Some(phase) = Phase::parse(word.as_str()) else {
            build.unknown_word(&word, "una fase", &Phase::ALL.map(Phase::word));
            return None;
        };
        found.push(phase);
    }
    Some(found)
}

fn subject(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Subject> {
    let span = build.span(&pair);
    let whole = pair.as_rule() == Rule::sobre;
    let mut keys = Vec::new();
    for key in all(pair.clone(), Rule::group_key) {
        keys.push(group_key(build, key)?);
    }
    let from = exprs::rows_of(build, next(&mut pair.into_inner(), Rule::rows_of)?)?;
    let kind = match keys.is_empty() {
        _ if whole => SubjectKind::Whole,
        true => SubjectKind::Rows,
        false => SubjectKind::Groups(keys),
    };
    Some(Subject { kind, from, span })
}

fn group_key(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<GroupKey> {
    let mut inner = pair.into_inner();
    let expr = exprs::next_expr(build, &mut inner)?;
    Some(GroupKey { expr, alias: build.next_name(&mut inner) })
}

fn local(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Let> {
    let mut inner = pair.into_inner();
    Some(Let { name: build.next_name(&mut inner)?, value: exprs::next_expr(build, &mut inner)? })
}

fn demand(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Demand> {
    let span = build.span(&pair);
    let condition = exprs::next_expr(build, &mut pair.into_inner())?;
    Some(Demand { condition, message: None, marks: Vec::new(), help: None, span })
}

/// `si no`, `señala` and `ayuda` belong to the nearest `exige` above.
fn follow(build: &mut Build<'_>, regla: &mut Regla, pair: Pair<'_, Rule>) -> Option<()> {
    let Some(demand) = regla.demands.last_mut() else {
        // An `exige` with a fault of its own is not there; that has been told.
        if !build.has_errors() {
            let help = "póngalo debajo del «exige» al que pertenece";
            misplaced(build, &pair, "no tiene un «exige» encima", help);
        }
        return None;
    };
    let is_there = match pair.as_rule() {
        Rule::sino => demand.message.is_some(),
        Rule::senala => !demand.marks.is_empty(),
        _ => demand.help.is_some(),
    };
    if is_there {
        let help = "deje uno solo, o ponga cada uno debajo de su «exige»";
        misplaced(build, &pair, "está dos veces para el mismo «exige»", help);
        return None;
    }
    match pair.as_rule() {
        Rule::sino => demand.message = Some(next_message(build, pair)?),
        Rule::senala => demand.marks = tables(build, pair)?,
        _ => demand.help = Some(next_message(build, pair)?),
    }
    Some(())
}

fn next_message(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Message> {
    messages::message(build, next(&mut pair.into_inner(), Rule::message)?)
}

fn tables(build: &Build<'_>, pair: Pair<'_, Rule>) -> Option<Vec<TablePath>> {
    all(pair, Rule::table).map(|table| build.table(table)).collect()
}

/// Tells what is wrong with the place of a clause that follows an `exige`.
fn misplaced(build: &mut Build<'_>, pair: &Pair<'_, Rule>, what: &str, help: &str) {
    let word = match pair.as_rule() {
        Rule::sino => "si no",
        Rule::senala => "señala",
        _ => "ayuda",
    };
    let fault = Diagnostic::new(Code::RepeatedClause, format!("«{word}» {what}"));
    build.fault(fault.at(build.span(pair), "aquí").help(help));
}
