//! What can be named where an expression stands, and constants.

use super::{Here, Local, Writer, columns_of, literals, names_in, parametro};
use crate::oracle::schema::Ty;

impl Writer<'_, '_> {
    /// What can be named of a type, and whether it can be empty.
    pub(super) fn names(&self, ty: Ty) -> Vec<(String, bool)> {
        let mut names = Vec::new();
        let last = self.frames.len() - 1;
        for (at, frame) in self.frames.iter().enumerate() {
            let of_frame = names_in(frame, ty);
            if at == last {
                names.extend(of_frame);
                continue;
            }
            if at + 1 == last && frame.tab().is_some() {
                names.extend(of_frame.iter().map(|(name, empty)| (format!("esta.{name}"), *empty)));
            }
            if at == 0 {
                let hidden = |name: &str| {
                    let base = name.split('[').next().unwrap();
                    let tabs = self.frames[1..].iter().filter_map(Here::tab);
                    tabs.flat_map(|tab| &tab.columns).any(|col| col.name == base)
                };
                names.extend(of_frame.into_iter().filter(|(name, _)| !hidden(name)));
            }
        }
        for local in &self.locals {
            match local {
                Local::Value { name, ty: own, can_be_empty } if *own == ty => names.push((name.clone(), *can_be_empty)),
                Local::Row { name, tab } => {
                    names.extend(
                        columns_of(tab, ty).into_iter().map(|(column, empty)| (format!("{name}.{column}"), empty)),
                    );
                }
                Local::Value { .. } => {}
            }
        }
        names
    }

    /// A name that may be empty.
    pub(super) fn hollow(&mut self, ty: Ty) -> Option<String> {
        let names: Vec<String> = self.names(ty).into_iter().filter(|(_, empty)| *empty).map(|(name, _)| name).collect();
        if names.is_empty() { None } else { Some(self.choices.pick(&names)) }
    }

    /// Something that may come out empty.
    pub(super) fn perhaps_empty(&mut self, ty: Ty, depth: usize) -> Option<String> {
        let is_ordered = matches!(ty, Ty::Number | Ty::Pesos | Ty::Percent | Ty::Day | Ty::Code);
        match self.choices.below(6) {
            0 if is_ordered => {
                Some(format!("{}({})", self.choices.pick(&["mínimo", "máximo"]), self.many(ty, depth - 1)))
            }
            1 => {
                let (lookup, tab) = self.lookup(depth - 1)?;
                let columns: Vec<_> = columns_of(&tab, ty).into_iter().filter(|(_, empty)| *empty).collect();
                if columns.is_empty() { None } else { Some(format!("{lookup}.{}", self.choices.pick(&columns).0)) }
            }
            2 => {
                let (condition, then, other) = (self.truth(depth - 1), self.hollow(ty)?, self.hollow(ty)?);
                Some(format!("(si {condition} entonces {then} de lo contrario {other})"))
            }
            _ => self.hollow(ty),
        }
    }

    pub(super) fn leaf(&mut self, ty: Ty) -> String {
        let names = self.names(ty);
        match self.choices.below(8) {
            0..6 if !names.is_empty() => {
                let name = self.choices.pick(&names).0;
                // Names are compared without regard to case.
                if self.choices.one_in(16) { name.to_uppercase() } else { name }
            }
            6 => parametro(ty),
            // A code in quotes is a text until it meets a code.
            _ if ty == Ty::Code => parametro(ty),
            _ => self.constant(ty),
        }
    }

    /// What stands where a code is met: a code in quotes is one there.
    pub(super) fn beside(&mut self, ty: Ty) -> String {
        if ty == Ty::Code && self.choices.one_in(3) {
            self.choices.pick(literals(ty)).to_owned()
        } else {
            self.leaf(ty)
        }
    }

    pub(super) fn constant(&mut self, ty: Ty) -> String {
        match ty {
            Ty::Number if self.choices.one_in(8) => "vigencia".to_owned(),
            Ty::Number if self.has_plan_row() && self.choices.one_in(4) => "plan.fila".to_owned(),
            // A función does not see the plan.
            _ if self.is_function() => self.choices.pick(literals(ty)).to_owned(),
            Ty::Text if self.choices.one_in(12) => "plan.archivo".to_owned(),
            Ty::Day if self.choices.one_in(4) => "hoy".to_owned(),
            Ty::Text if self.choices.one_in(8) => "plan.secretaría".to_owned(),
            Ty::Pesos if self.choices.one_in(8) => "plan.tope".to_owned(),
            _ => self.choices.pick(literals(ty)).to_owned(),
        }
    }

    pub(super) fn is_function(&self) -> bool {
        matches!(self.frames[0], Here::Args(_))
    }

    pub(super) fn has_plan_row(&self) -> bool {
        self.frames.iter().any(|frame| matches!(frame, Here::Row(tab) if tab.name == "plan"))
    }
}
