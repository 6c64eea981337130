//! Expressions of each type.

use super::{Writer, columns_of};
use crate::oracle::schema::Ty;

impl Writer<'_, '_> {
    /// An expression of a type; in parentheses where it is more than a name.
    pub(super) fn value(&mut self, ty: Ty, depth: usize) -> String {
        if depth == 0 || self.choices.one_in(3) {
            return self.leaf(ty);
        }
        if ty == Ty::Truth {
            return format!("({})", self.truth(depth));
        }
        match self.choices.below(7) {
            0 => self.leaf(ty),
            1 => match self.perhaps_empty(ty, depth) {
                Some(hollow) => format!("({hollow} o bien {})", self.beside(ty)),
                None => self.leaf(ty),
            },
            2 => {
                let (condition, then, other) =
                    (self.truth(depth - 1), self.value(ty, depth - 1), self.value(ty, depth - 1));
                format!("(si {condition} entonces {then} de lo contrario {other})")
            }
            3 => self.field(ty, depth).unwrap_or_else(|| self.leaf(ty)),
            4 => match self.use_of_function(ty, depth) {
                Some(call) => call,
                None => self.computed(ty, depth),
            },
            _ => self.computed(ty, depth),
        }
    }

    pub(super) fn use_of_function(&mut self, ty: Ty, depth: usize) -> Option<String> {
        let fitting: Vec<_> = self.functions.iter().filter(|(.., gives)| *gives == ty).cloned().collect();
        if fitting.is_empty() {
            return None;
        }
        let (name, args, _) = self.choices.pick(&fitting);
        let args: Vec<String> = args.iter().map(|ty| self.value(*ty, depth - 1)).collect();
        Some(format!("{name}({})", args.join(", ")))
    }

    /// `techos[programa].valor`
    pub(super) fn field(&mut self, ty: Ty, depth: usize) -> Option<String> {
        let (lookup, tab) = self.lookup(depth - 1)?;
        let columns = columns_of(&tab, ty);
        if columns.is_empty() {
            return None;
        }
        Some(format!("{lookup}.{}", self.choices.pick(&columns).0))
    }

    pub(super) fn computed(&mut self, ty: Ty, depth: usize) -> String {
        match ty {
            Ty::Number => self.number(depth),
            Ty::Pesos => match self.choices.below(3) {
                0 => {
                    let (sign, factor) = (self.choices.pick(&["*", "/"]), self.value(Ty::Number, depth - 1));
                    format!("({} {sign} {factor})", self.value(Ty::Pesos, depth - 1))
                }
                1 => format!("({} * {})", self.leaf(Ty::Percent), self.leaf(Ty::Pesos)),
                _ => self.of_any_unit(ty, depth),
            },
            Ty::Percent => self.of_any_unit(ty, depth),
            Ty::Day => match self.choices.below(4) {
                0 => format!("({} {} {})", self.leaf(ty), self.choices.pick(&["+", "-"]), self.whole()),
                1 => format!(
                    "fecha({}, {}, {})",
                    self.choices.pick(&["vigencia", "2025", "2028"]),
                    self.choices.pick(&["1", "2", "12", "13"]),
                    self.choices.pick(&["1", "28", "29", "31"])
                ),
                _ => format!("{}({})", self.choices.pick(&["mínimo", "máximo"]), self.many(ty, depth)),
            },
            Ty::Text => match self.choices.below(3) {
                0 => {
                    let other = self.choices.pick(&[Ty::Code, Ty::Text, Ty::Number]);
                    format!("({} & {})", self.value(ty, depth - 1), self.leaf(other))
                }
                _ => self.letters(ty, depth),
            },
            Ty::Code if self.choices.one_in(2) => {
                format!("{}({})", self.choices.pick(&["mínimo", "máximo"]), self.many(ty, depth))
            }
            Ty::Code => self.letters(ty, depth),
            Ty::Truth => self.truth(depth),
        }
    }

    pub(super) fn letters(&mut self, ty: Ty, depth: usize) -> String {
        let text = self.value(ty, depth - 1);
        match self.choices.below(3) {
            0 => format!("mayúsculas({text})"),
            1 => format!("izquierda({text}, {})", self.choices.pick(&["1", "2", "4", "20"])),
            _ => format!("derecha({text}, {})", self.choices.pick(&["1", "2", "4", "20"])),
        }
    }

    pub(super) fn whole(&mut self) -> String {
        match self.choices.below(3) {
            0 => self.choices.pick(&["1", "30", "365"]).to_owned(),
            1 => self.count(1),
            _ => format!("largo({})", self.leaf(Ty::Text)),
        }
    }

    pub(super) fn number(&mut self, depth: usize) -> String {
        match self.choices.below(8) {
            0 => {
                let sign = self.choices.pick(&["*", "/", "+", "-"]);
                format!("({} {sign} {})", self.value(Ty::Number, depth - 1), self.value(Ty::Number, depth - 1))
            }
            1 => format!("({} / {})", self.leaf(Ty::Pesos), self.value(Ty::Pesos, depth - 1)),
            2 => format!("({} - {})", self.value(Ty::Day, depth - 1), self.leaf(Ty::Day)),
            3 => self.whole(),
            4 => format!("{}({})", self.choices.pick(&["año", "mes"]), self.value(Ty::Day, depth - 1)),
            5 => {
                let ty = self.choices.pick(&Ty::ALL);
                format!("{}({})", self.choices.pick(&["cuenta", "distintos"]), self.many(ty, depth - 1))
            }
            _ => self.of_any_unit(Ty::Number, depth),
        }
    }

    pub(super) fn of_any_unit(&mut self, ty: Ty, depth: usize) -> String {
        match self.choices.below(5) {
            0 => format!(
                "({} {} {})",
                self.value(ty, depth - 1),
                self.choices.pick(&["+", "-"]),
                self.value(ty, depth - 1)
            ),
            1 => format!("(-{})", self.value(ty, depth - 1)),
            2 => format!("redondea({}, {})", self.value(ty, depth - 1), self.choices.pick(&["0", "1", "2", "-1"])),
            3 => format!("absoluto({})", self.value(ty, depth - 1)),
            _ => {
                let function = self.choices.pick(&["suma", "máximo", "mínimo", "promedio"]);
                format!("{function}({})", self.many(ty, depth - 1))
            }
        }
    }
}
