//! What a good rule has and this one lacks: a norm, a prueba, a message that names what it found.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::{enumerate, first_few, fold};

use crate::ruleset::model::{Demand, MessagePart, Rule, RuleSet, SubjectKind};

/// Most rules that one note names.
const MOST_NAMED: usize = 12;

/// What rules lack; one note for all that lack the same.
pub(super) fn habits(rules: &RuleSet) -> Vec<Diagnostic> {
    let mute = rules.rules.iter().flat_map(|rule| rule.demands.iter().filter_map(move |demand| mute(rule, demand)));
    let mut told: Vec<Diagnostic> = mute.collect();
    told.extend(without(rules, &NORM, |rule| rule.citations.is_empty()));
    told.extend(without(rules, &TEST, |rule| !rules.usage.tested.contains(&fold(&rule.name))));
    told
}

/// A message without a value says the same of every row. A rule over a whole table has one check, and so one message.
fn mute(rule: &Rule, demand: &Demand) -> Option<Diagnostic> {
    let message = demand.message.as_ref().filter(|_| !matches!(rule.subject.kind, SubjectKind::Whole))?;
    let values = message.parts.iter().filter(|part| matches!(part, MessagePart::Value(_)));
    (values.count() == 0).then(|| {
        let text = format!("el mensaje de «{}» no nombra ningún valor y dice lo mismo en todos los casos", rule.name);
        Diagnostic::new(Code::MuteMessage, text)
            .at(demand.span, "su «si no» no tiene ningún valor")
            .help("ponga entre llaves lo que se encontró y lo que se esperaba: \"La meta {meta} tiene {total}\"")
    })
}

/// What rules may lack.
struct Lack {
    code: Code,
    one: &'static str,
    some: &'static str,
    all: &'static str,
    help: &'static str,
}

const NORM: Lack = Lack {
    code: Code::NoNorm,
    one: "no cita ninguna norma",
    some: "no citan ninguna norma",
    all: "ninguna regla cita una norma",
    help: "diga en cada una de dónde sale lo que exige: según NORMA \"artículo\"",
};

const TEST: Lack = Lack {
    code: Code::NoTest,
    one: "no tiene pruebas",
    some: "no tienen pruebas",
    all: "ninguna regla tiene pruebas",
    help: "escriba para cada una una «prueba» con un caso que cumple y uno que incumple",
};

fn without(rules: &RuleSet, lack: &Lack, lacks: impl Fn(&Rule) -> bool) -> Option<Diagnostic> {
    let found: Vec<&Rule> = rules.rules.iter().filter(|rule| lacks(rule)).collect();
    let first = found.first()?;
    let names = first_few(found.iter().map(|rule| format!("«{}»", rule.name)), MOST_NAMED);
    let message = match (found.len(), rules.rules.len()) {
        (1, _) => format!("la regla {} {}", enumerate(&names), lack.one),
        (some, all) if some == all => lack.all.to_owned(),
        (some, all) => format!("{some} de las {all} reglas {}: {}", lack.some, enumerate(&names)),
    };
    let place = if found.len() == 1 { "esta" } else { "la primera de ellas" };
    Some(Diagnostic::new(lack.code, message).at(first.span, place).help(lack.help))
}
