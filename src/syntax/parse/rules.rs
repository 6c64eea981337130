//! Reglas: their head and clauses.

use pest::iterators::Pair;

use super::build::{Build, Parsed, all, next, quoted};
use super::faults::{shown, suggested_name};
use super::grammar::Rule;
use super::{exprs, messages};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::syntax::ast::{Citation, Demand, GroupKey, ItemKind, Let, Name, Phase, Regla, Subject, SubjectKind};
use crate::text::{enumerate, fold, nearest};

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// What severities are called elsewhere, folded, and what they are here.
const OTHER_SEVERITIES: [(&str, &str); 9] = [
    ("warning", "advertencia"),
    ("warn", "advertencia"),
    ("alerta", "advertencia"),
    ("aviso", "advertencia"),
    ("info", "nota"),
    ("note", "nota"),
    ("critico", "error"),
    ("fatal", "error"),
    ("bloqueante", "error"),
];

/// A rule's head.
pub(super) fn regla(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Regla> {
    let mut inner = pair.into_inner().peekable();
    let name = build.next_name(&mut inner)?;
    let severity = match inner.next_if(|pair| pair.as_rule() == Rule::word) {
        Some(word) => Some(severity(build, &word, &name)?),
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

/// The severity of a word; `name` is what stands before it.
pub(super) fn severity(build: &mut Build<'_>, word: &Pair<'_, Rule>, name: &Name) -> Option<Severity> {
    let found = SEVERITIES.into_iter().find(|severity| fold(severity.word()) == fold(word.as_str()));
    if found.is_none() {
        unknown_severity(build, word, name);
    }
    found
}

/// A misspelt severity, or the second word of a name.
fn unknown_severity(build: &mut Build<'_>, word: &Pair<'_, Rule>, name: &Name) {
    let words = SEVERITIES.map(Severity::word);
    if nearest(word.as_str(), words).is_some() {
        return unknown(build, word, "una gravedad", &words);
    }
    let span = build.span(word);
    let message = format!("«{}» no es una gravedad", word.as_str());
    let folded = fold(word.as_str());
    if let Some((_, ours)) = OTHER_SEVERITIES.iter().find(|(other, _)| *other == folded) {
        let fault = Diagnostic::new(Code::Syntax, message).at(span, "aquí");
        return build.fault(fault.help(format!("¿quiso decir «{ours}»?")).fix(span, *ours));
    }
    let either = enumerate(&quoted(&words)).replace(" y ", " o ");
    let joined = format!("{}_{}", name.text, word.as_str());
    let help = format!("escriba {either}; si es parte del nombre, únalo con «_»: {joined}");
    build.fault(Diagnostic::new(Code::Syntax, message).at(span, "aquí").help(help));
}

/// Tells a word that is none of a short list.
fn unknown(build: &mut Build<'_>, word: &Pair<'_, Rule>, what: &str, words: &[&str]) {
    let span = build.span(word);
    let fault = Diagnostic::new(Code::Syntax, format!("«{}» no es {what}", word.as_str())).at(span, "aquí");
    build.fault(match nearest(word.as_str(), words.iter().copied()) {
        Some(near) => fault.help(format!("¿quiso decir «{near}»?")).fix(span, near),
        None => fault.help(format!("escriba {}", enumerate(&quoted(words)).replace(" y ", " o "))),
    });
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
            let text = build.quoted(&first).text;
            let fault = cited_by_text(&text, found.last()).at(span, "aquí");
            build.fault(match found.last() {
                Some(Citation { norm, article: None }) => {
                    fault.fix(Span { start: norm.span.end, end: span.start, ..span }, " ")
                }
                _ => fault,
            });
            return None;
        }
        found.push(Citation { norm: build.name(&first), article: build.next_text(&mut inner) });
    }
    Some(found)
}

/// A text where a norm's name should be: an article after a comma, or a title.
fn cited_by_text(text: &str, above: Option<&Citation>) -> Diagnostic {
    let fault = Diagnostic::new(Code::Syntax, "una regla cita una norma por su nombre");
    match above {
        Some(Citation { norm, article: None }) => {
            fault.help(format!("entre la norma y su artículo no va coma: según {} \"{}\"", norm.text, shown(text)))
        }
        _ => {
            let name = suggested_name(text);
            fault.help(format!("declare la norma («norma {name} \"{}\"») y cite ese nombre: según {name}", shown(text)))
        }
    }
}

/// The phases of a `fase` clause.
pub(super) fn phases(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Vec<Phase>> {
    let mut found = Vec::new();
    for word in all(pair, Rule::word) {
        let Some(phase) = Phase::parse(word.as_str()) else {
            unknown(build, &word, "una fase", &Phase::ALL.map(Phase::word));
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
    let word = match pair.as_rule() {
        Rule::sino => "si no",
        Rule::senala => "señala",
        _ => "ayuda",
    };
    let Some(demand) = regla.demands.last_mut() else {
        // An `exige` with a fault of its own is not there; that has been told.
        if !build.has_errors() {
            without_demand(build, &pair, word);
        }
        return None;
    };
    let repeated = match pair.as_rule() {
        Rule::sino => demand.message.is_some(),
        Rule::senala => !demand.marks.is_empty(),
        _ => demand.help.is_some(),
    };
    if repeated {
        misplaced(
            build,
            &pair,
            format!("«{word}» está dos veces para el mismo «exige»"),
            "deje uno solo, o ponga cada uno debajo de su «exige»",
        );
        return None;
    }
    match pair.as_rule() {
        Rule::senala => {
            for table in all(pair, Rule::table) {
                demand.marks.push(build.table(table)?);
            }
        }
        Rule::sino => demand.message = Some(messages::message(build, next(&mut pair.into_inner(), Rule::message)?)?),
        _ => demand.help = Some(messages::message(build, next(&mut pair.into_inner(), Rule::message)?)?),
    }
    Some(())
}

/// The `exige` that should stand above was forgotten, or stands below.
fn without_demand(build: &mut Build<'_>, pair: &Pair<'_, Rule>, word: &str) {
    let span = build.span(pair);
    let message = format!("falta «exige condición» antes de este «{word}»");
    let help = format!("escriba encima lo que se exige: exige total > 0; si ya está más abajo, ponga «{word}» debajo");
    build.fault(Diagnostic::new(Code::MissingItem, message).at(span, "aquí").help(help));
}

fn misplaced(build: &mut Build<'_>, pair: &Pair<'_, Rule>, message: String, help: &str) {
    let span = build.span(pair);
    build.fault(Diagnostic::new(Code::RepeatedClause, message).at(span, "aquí").help(help));
}
