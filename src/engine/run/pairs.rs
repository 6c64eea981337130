//! Which approved version belongs to a workbook.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::layout::Plan;
use crate::text::{enumerate, quote_all};
use crate::value::Value;

use super::Reading;
use crate::engine::subject::base_name;

/// The approved versions by what identifies them.
pub(super) struct Pairs<'a> {
    by_identity: BTreeMap<&'a [Value], Vec<&'a Reading>>,
    by_name: BTreeMap<&'a str, Vec<&'a Reading>>,
}

/// The approved version of a workbook.
pub(super) enum Counterpart<'a> {
    /// There is none.
    None,
    /// There is one.
    One(&'a Plan),
    /// There are several, as this tells.
    Ambiguous(Box<Diagnostic>),
}

impl<'a> Counterpart<'a> {
    /// The one there is.
    pub(super) fn one(&self) -> Option<&'a Plan> {
        match self {
            Counterpart::One(approved) => Some(approved),
            Counterpart::None | Counterpart::Ambiguous(_) => None,
        }
    }
}

impl<'a> Pairs<'a> {
    /// The approved versions that could be read.
    pub(super) fn new(approved: &'a [Reading]) -> Self {
        let mut pairs = Pairs { by_identity: BTreeMap::new(), by_name: BTreeMap::new() };
        for reading in approved {
            let Some(plan) = &reading.plan else { continue };
            pairs.by_name.entry(base_name(&reading.file)).or_default().push(reading);
            if !plan.identity.is_empty() {
                pairs.by_identity.entry(&plan.identity).or_default().push(reading);
            }
        }
        pairs
    }

    /// The approved version with the same identity; where one of the two has none, with the same file name.
    pub(super) fn of(&self, reading: &Reading, plan: &Plan) -> Counterpart<'a> {
        let same = self.by_identity.get(plan.identity.as_slice()).cloned();
        match same.unwrap_or_else(|| self.named(reading, plan)).as_slice() {
            [] => Counterpart::None,
            [only] => only.plan.as_ref().map_or(Counterpart::None, Counterpart::One),
            several => Counterpart::Ambiguous(Box::new(ambiguous(reading, plan, several))),
        }
    }

    /// Those of the same file name, without those that say themselves to be of another.
    fn named(&self, reading: &Reading, plan: &Plan) -> Vec<&'a Reading> {
        let of_another = |other: &&Reading| {
            let identity = other.plan.as_ref().map_or(&[][..], |plan| &plan.identity);
            !plan.identity.is_empty() && !identity.is_empty()
        };
        let named = self.by_name.get(base_name(&reading.file)).into_iter().flatten();
        named.copied().filter(|other| !of_another(other)).collect()
    }
}

fn ambiguous(reading: &Reading, plan: &Plan, several: &[&Reading]) -> Diagnostic {
    let files = quote_all(several.iter().map(|reading| &reading.file));
    let identity = quote_all(&plan.identity);
    let of = if identity.is_empty() { "de este libro".to_owned() } else { format!("de {}", enumerate(&identity)) };
    let message = format!("hay {} versiones aprobadas {of}: {}", several.len(), enumerate(&files));
    Diagnostic::new(Code::PairAmbiguous, message)
        .in_file(&*reading.file)
        .help("deje en la carpeta de aprobados una sola versión de cada plan")
}
