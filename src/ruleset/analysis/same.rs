//! Rules that go over the same things, and those among them that say the same.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{Expr, Rule, RuleSet, SubjectKind};
use crate::source::Span;

use super::canonical::{Canonical, subject};
use super::parts::{conjuncts, phases};

/// The rules by what they go over: those in one list go over the same rows, the same groups, or the same table as a
/// whole. What is too large to tell is left out.
pub(super) fn subjects(rules: &RuleSet) -> Vec<Vec<&Rule>> {
    let mut found: BTreeMap<String, Vec<&Rule>> = BTreeMap::new();
    for rule in &rules.rules {
        // Of rows each is judged by itself, whichever others there are; a group is another with other rows.
        let with_filter = !matches!(rule.subject.kind, SubjectKind::Rows);
        if let Some(key) = subject(rules, rule, with_filter) {
            found.entry(key).or_default().push(rule);
        }
    }
    found.into_values().collect()
}

/// Which rules say the same: a number for each rule's place, the same for those that do.
pub(super) type Classes = BTreeMap<Span, usize>;

/// Rules that say the same, of those that go over the same: what to tell, and all of them.
pub(super) fn same(rules: &RuleSet, all: &[&Rule]) -> (Vec<Diagnostic>, Classes) {
    let mut known: BTreeMap<[Vec<String>; 2], Vec<&Rule>> = BTreeMap::new();
    for rule in all {
        if let Some(content) = content(rules, rule) {
            known.entry(content).or_default().push(rule);
        }
    }
    let (mut told, mut classes) = (Vec::new(), Classes::new());
    for (number, twins) in known.values().enumerate() {
        classes.extend(twins.iter().map(|rule| (rule.span, number)));
        for (at, later) in twins.iter().enumerate() {
            let shares_phase = |earlier: &&&Rule| phases(earlier).any(|phase| phases(later).any(|own| own == phase));
            let earlier = twins.iter().take(at).find(shares_phase);
            told.extend(earlier.map(|earlier| repeats(earlier, later)));
        }
    }
    (told, classes)
}

/// When a rule applies and what it demands, in one order.
fn content(rules: &RuleSet, rule: &Rule) -> Option<[Vec<String>; 2]> {
    let of_rows = rule.subject.filter.iter().filter(|_| matches!(rule.subject.kind, SubjectKind::Rows));
    let conditions = texts(rules, rule, of_rows.chain(&rule.conditions))?;
    let demands = texts(rules, rule, rule.demands.iter().map(|demand| &demand.condition))?;
    Some([conditions, demands])
}

fn texts<'a>(rules: &RuleSet, rule: &Rule, exprs: impl Iterator<Item = &'a Expr>) -> Option<Vec<String>> {
    let write = |expr: &Expr| Canonical::new(rules, rule).text(expr, &[rule.subject.table]);
    let mut texts: Vec<String> = conjuncts(exprs).into_iter().map(write).collect::<Option<_>>()?;
    texts.sort();
    texts.dedup();
    Some(texts)
}

fn repeats(first: &Rule, second: &Rule) -> Diagnostic {
    let message = format!("las reglas «{}» y «{}» dicen lo mismo", first.name, second.name);
    Diagnostic::new(Code::SameRules, message)
        .at(second.span, "repite lo que exige la otra")
        .at(first.span, "la primera de las dos")
        .help("deje una sola, con las normas y las fases de las dos; si una debía exigir otra cosa, corríjala")
}
