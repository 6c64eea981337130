//! Conditions.

use super::{Here, Writer, parametro};
use crate::oracle::schema::Ty;

impl Writer<'_, '_> {
    /// A condition, without parentheses around it.
    pub(super) fn truth(&mut self, depth: usize) -> String {
        let deeper = depth.saturating_sub(1);
        match self.choices.below(if depth > 1 { 16 } else { 9 }) {
            0..3 => self.compared(deeper),
            3 => {
                let ty = self.choices.pick(&Ty::ALL);
                let item = if self.choices.one_in(3) { self.value(ty, deeper) } else { self.leaf(ty) };
                format!("{item} {}vacío", self.perhaps_not())
            }
            4 => self.within(deeper),
            5 => {
                let ty = self.choices.pick(&[Ty::Number, Ty::Pesos, Ty::Day, Ty::Percent, Ty::Code]);
                let (item, low, high) = (self.value(ty, deeper), self.beside(ty), self.beside(ty));
                format!("{item} {}entre {low} y {high}", self.perhaps_not())
            }
            6 => self.spelt(deeper),
            7 => match self.use_of_function(Ty::Truth, deeper.max(1)) {
                Some(call) if self.choices.one_in(2) => call,
                _ => self.leaf(Ty::Truth),
            },
            8 => match self.lookup(deeper) {
                Some((lookup, _)) => format!("(existe {lookup})"),
                None => self.compared(deeper),
            },
            9 => format!("({}) y ({})", self.truth(deeper), self.truth(deeper)),
            10 => format!("({}) o ({})", self.truth(deeper), self.truth(deeper)),
            11 => format!("no ({})", self.truth(deeper)),
            12 => format!("(existe fila de {})", self.over(deeper, |_| ()).0),
            13 => {
                let (from, holds) = self.over(deeper, |inner| inner.truth(deeper));
                format!("(toda fila de {from} cumple {holds})")
            }
            14 if self.over_rows && self.frames.len() == 1 => {
                let many = self.choices.pick(&[1, 2]);
                let args: Vec<String> = (0..many)
                    .map(|_| {
                        let ty = self.choices.pick(&[Ty::Code, Ty::Text, Ty::Number, Ty::Day]);
                        self.leaf(ty)
                    })
                    .collect();
                format!("única({})", args.join(", "))
            }
            _ => {
                let (condition, then, other) = (self.truth(deeper), self.truth(deeper), self.truth(deeper));
                format!("(si {condition} entonces {then} de lo contrario {other})")
            }
        }
    }

    pub(super) fn perhaps_not(&mut self) -> &'static str {
        if self.choices.one_in(4) { "no " } else { "" }
    }

    pub(super) fn compared(&mut self, depth: usize) -> String {
        let ty = self.choices.pick(&[Ty::Number, Ty::Pesos, Ty::Percent, Ty::Day, Ty::Text, Ty::Code, Ty::Truth]);
        let left = self.value(ty, depth);
        let right = self.leaf_or(ty, depth);
        if matches!(ty, Ty::Text | Ty::Truth) {
            return format!("{left} {} {right}", self.choices.pick(&["=", "<>"]));
        }
        let sign = self.choices.pick(&["=", "<>", "<", "<=", ">", ">="]);
        if matches!(ty, Ty::Number | Ty::Pesos | Ty::Percent) && self.choices.one_in(5) {
            return format!("{left} {sign} {right} ± {}", self.leaf(ty));
        }
        format!("{left} {sign} {right}")
    }

    pub(super) fn within(&mut self, depth: usize) -> String {
        let ty = self.choices.pick(&Ty::ALL);
        let item = self.value(ty, depth);
        let not = self.perhaps_not();
        let list = |own: &mut Self| {
            let many = own.choices.pick(&[2, 1, 3]);
            let elements: Vec<String> = (0..many).map(|_| own.beside(ty)).collect();
            format!("({})", elements.join(", "))
        };
        let row = match self.frames.last() {
            Some(Here::Row(tab)) => Some(tab.clone()),
            _ => None,
        };
        let set = match self.choices.below(4) {
            0 => list(self),
            1 => self.whole_column(ty).unwrap_or_else(|| list(self)),
            2 if ty == Ty::Code => "techos".to_owned(),
            _ => row.and_then(|tab| self.a_family(&tab, ty)).unwrap_or_else(|| list(self)),
        };
        format!("{item} {not}en {set}")
    }

    pub(super) fn spelt(&mut self, depth: usize) -> String {
        let ty = self.choices.pick(&[Ty::Text, Ty::Code]);
        let left = self.value(ty, depth);
        let not = self.perhaps_not();
        let pattern: &[&str] =
            if ty == Ty::Code { &["0*", "*1", "00", "A0"] } else { &["s*", "*ñ*", "AAA", "*salud", "*d*"] };
        let part: &[&str] = if ty == Ty::Code { &["0", "1", "01"] } else { &["s", "LU", "ñ", "ción", "N"] };
        match self.choices.below(5) {
            0 => format!("{left} {not}parece \"{}\"", self.choices.pick(pattern)),
            1 => format!("idéntico({left}, {})", self.leaf_name(ty)),
            at => {
                let words = ["empieza con", "contiene", "termina con"][at - 2];
                let other =
                    if self.choices.one_in(3) { self.leaf(ty) } else { format!("\"{}\"", self.choices.pick(part)) };
                format!("{left} {not}{words} {other}")
            }
        }
    }

    /// A leaf that has its type by itself: `idéntico` adapts no literal.
    pub(super) fn leaf_name(&mut self, ty: Ty) -> String {
        let names = self.names(ty);
        if names.is_empty() {
            return parametro(ty);
        }
        self.choices.pick(&names).0
    }
}
