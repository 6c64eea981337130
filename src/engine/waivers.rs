//! Waivers of rules: which failed checks they cover, and what to tell of those that are over or not needed.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{Citation, Rule, RuleSet, Waiver, WaiverSource};
use crate::syntax::ast::Phase;
use crate::text::enumerate;
use crate::value::long_date;

use super::eval::Frame;
use super::finding::{Finding, Outcome};
use super::reader;
use super::site::Site;
use super::subject;

/// What a waiver does for a failed check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cover {
    /// It covers it; index into the rule set's waivers.
    Covered(usize),
    /// It would, but its last day is past.
    Expired(usize),
}

/// The waiver of a failed check: the first that covers it, else one that did until its last day.
pub(super) fn cover<'a>(site: Site<'a>, frame: Frame<'a>) -> Option<Cover> {
    let rules = site.world.rules;
    let mut expired = None;
    for (at, waiver) in waivers_of(rules, site.rule) {
        // A waiver that cannot be judged covers nothing.
        if site.evaluator(frame).truth(&waiver.condition) != Ok(true) {
            continue;
        }
        if !is_expired(rules, waiver) {
            return Some(Cover::Covered(at));
        }
        expired = expired.or(Some(Cover::Expired(at)));
    }
    expired
}

fn waivers_of<'a>(rules: &'a RuleSet, rule: &Rule) -> impl Iterator<Item = (usize, &'a Waiver)> {
    let of = move |waiver: &Waiver| rules.rules.get(waiver.rule.0).is_some_and(|waived| waived.span == rule.span);
    rules.waivers.iter().enumerate().filter(move |(_, waiver)| of(waiver))
}

fn is_expired(rules: &RuleSet, waiver: &Waiver) -> bool {
    waiver.until.is_some_and(|until| until < rules.today)
}

/// Marks a finding with what a waiver does for it.
pub(super) fn mark(rules: &RuleSet, cover: Cover, finding: &mut Finding) {
    finding.notes.extend(note(rules, cover));
    if matches!(cover, Cover::Covered(_)) {
        finding.outcome = Outcome::Waived;
    }
}

/// What a waiver does for a check, in words.
pub(super) fn note(rules: &RuleSet, cover: Cover) -> Option<String> {
    let (Cover::Covered(at) | Cover::Expired(at)) = cover;
    let waiver = rules.waivers.get(at)?;
    let sources = sources(rules, waiver);
    let until = waiver.until.map(long_date);
    Some(match (cover, until) {
        (Cover::Covered(_), Some(until)) => format!("exceptuado hasta el {until}, según {sources}"),
        (Cover::Covered(_), None) => format!("exceptuado según {sources}"),
        (Cover::Expired(_), until) => {
            format!("estuvo exceptuado hasta el {}, según {sources}", until.unwrap_or_default())
        }
    })
}

fn sources(rules: &RuleSet, waiver: &Waiver) -> String {
    let named: Vec<String> = waiver.sources.iter().filter_map(|source| source_words(rules, source)).collect();
    enumerate(&named)
}

fn source_words(rules: &RuleSet, source: &WaiverSource) -> Option<String> {
    match source {
        WaiverSource::Text(text) => Some(text.clone()),
        WaiverSource::Norm(Citation { norm, article }) => {
            let title = &rules.norms.get(norm.0)?.title;
            Some(article.as_ref().map_or_else(|| title.clone(), |article| format!("{title}, {article}")))
        }
    }
}

/// What to tell of the waivers of a phase's rules: those whose last day is past, and those that no failed check needed.
/// Unless the plans are whole, and all could be read, nobody knows whether those of rules over plans are needed.
pub(super) fn remarks(rules: &RuleSet, phase: Phase, used: &BTreeSet<usize>, is_whole: bool) -> Vec<Finding> {
    let judged = |rule: &Rule| rule.phases.is_empty() || rule.phases.contains(&phase);
    let remark = |(at, waiver): (usize, &Waiver)| {
        let rule = rules.rules.get(waiver.rule.0).filter(|rule| judged(rule))?;
        match waiver.until {
            Some(until) if until < rules.today => Some(expired(rule, waiver, &long_date(until))),
            _ if used.contains(&at) || !is_whole && (rule.per_book || rule.reads_all) => None,
            _ => Some(unused(rule, waiver)),
        }
    };
    let told = rules.waivers.iter().enumerate().filter_map(|(at, waiver)| Some((at, remark((at, waiver))?)));
    told.map(|(at, diagnostic)| finding(diagnostic, at)).collect()
}

fn expired(rule: &Rule, waiver: &Waiver, until: &str) -> Diagnostic {
    let message = format!("la excepción de «{}» venció el {until} y ya no cubre nada", rule.name);
    Diagnostic::new(Code::WaiverExpired, message)
        .at(waiver.span, "")
        .help("quítela, o cambie «hasta» si hay un acto que la prorrogue")
}

fn unused(rule: &Rule, waiver: &Waiver) -> Diagnostic {
    let message = format!("la excepción de «{}» no hizo falta: nada de lo que nombra incumple", rule.name);
    Diagnostic::new(Code::WaiverUnused, message)
        .at(waiver.span, "")
        .help("revise que «para» nombre lo que se quiso exceptuar; si ya no hace falta, quítela")
}

/// As a finding of the run; its id goes by the waiver's place among the rule set's.
fn finding(diagnostic: Diagnostic, at: usize) -> Finding {
    let id = subject::id([diagnostic.code.info().name, &at.to_string()]);
    Finding { id, checks: 0, ..reader::finding(diagnostic, &"".into(), "") }
}
