//! Functions that come back to themselves, straight or through others.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

use super::{Function, FunctionId};

/// Functions each of which uses the next, and the last the first.
pub(super) struct Circle {
    pub(super) members: Vec<usize>,
    pub(super) fault: Diagnostic,
}

/// Which functions a body uses, and where.
pub(super) type Calls = Vec<(FunctionId, Span)>;

/// The circles among functions; `calls` are parallel to them. A function is told of in one circle only.
pub(super) fn circles(functions: &[Function], calls: &[Calls]) -> Vec<Circle> {
    let mut told: BTreeSet<usize> = BTreeSet::new();
    let mut circles = Vec::new();
    for start in 0..functions.len() {
        if told.contains(&start) {
            continue;
        }
        if let Some(way) = way_back(calls, start) {
            let members: Vec<usize> = way.iter().map(|(member, _)| *member).collect();
            told.extend(&members);
            circles.push(Circle { fault: fault(functions, &way), members });
        }
    }
    circles
}

/// The shortest way from a function back to itself: each function on it, with the place where it uses the next.
fn way_back(calls: &[Calls], start: usize) -> Option<Vec<(usize, Span)>> {
    let mut ways: Vec<Vec<(usize, Span)>> = vec![Vec::new()];
    let mut at = vec![start];
    let mut seen = BTreeSet::new();
    while !at.is_empty() {
        let (mut next_ways, mut next_at) = (Vec::new(), Vec::new());
        for (member, way) in at.iter().zip(&ways) {
            for (called, span) in calls.get(*member).into_iter().flatten() {
                let way: Vec<(usize, Span)> = way.iter().copied().chain([(*member, *span)]).collect();
                if called.0 == start {
                    return Some(way);
                }
                if seen.insert(called.0) {
                    next_at.push(called.0);
                    next_ways.push(way);
                }
            }
        }
        (at, ways) = (next_at, next_ways);
    }
    None
}

fn fault(functions: &[Function], way: &[(usize, Span)]) -> Diagnostic {
    let name = |member: usize| functions.get(member).map_or("", |function| function.written.name.text.as_str());
    let names: Vec<String> = way.iter().map(|(member, _)| format!("«{}»", name(*member))).collect();
    let first = names.first().cloned().unwrap_or_default();
    let message = match names.as_slice() {
        [only] => format!("la función {only} se usa a sí misma"),
        _ => format!("las funciones se usan en círculo: {}", [names.as_slice(), &[first]].concat().join(" → ")),
    };
    let mut fault = Diagnostic::new(Code::FunctionCycle, message);
    for (_, span) in way.iter().take(MOST_SHOWN) {
        fault = fault.at(*span, "sigue el círculo");
    }
    fault.help("una función no puede volver a sí misma: escriba el cálculo en una de ellas")
}

/// How many places of a circle are shown.
const MOST_SHOWN: usize = 8;
