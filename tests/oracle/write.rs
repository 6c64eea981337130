//! Random rules, in Spanish, that the checker must take: each expression of the type that is asked for.

use super::choices::Choices;
use super::schema::{Col, Tab, Ty};

/// What names can be used where an expression stands; the innermost last.
#[derive(Clone)]
pub(super) enum Here {
    Row(Tab),
    /// A group, or without keys a whole table.
    Rows(Tab, Vec<(String, Ty)>),
}

impl Here {
    fn tab(&self) -> &Tab {
        match self {
            Here::Row(tab) | Here::Rows(tab, _) => tab,
        }
    }
}

/// A `sea`.
enum Local {
    Value { name: String, ty: Ty, can_be_empty: bool },
    Row { name: String, tab: Tab },
}

/// Writes the rules of one program.
pub(super) struct Writer<'a, 'b> {
    pub(super) choices: &'a mut Choices<'b>,
    /// `plan` first; `aprobado` is it again.
    pub(super) tables: Vec<Tab>,
    frames: Vec<Here>,
    locals: Vec<Local>,
    /// Whether the rule is over rows, where `única` has a meaning.
    over_rows: bool,
}

pub(super) const PARAMETROS: &[(&str, Ty, &str, &str)] = &[
    ("factor", Ty::Number, "decimal", "2"),
    ("monto", Ty::Pesos, "pesos", "$ 20"),
    ("parte", Ty::Percent, "porcentaje", "50 %"),
    ("corte", Ty::Day, "fecha", "2026-02-10"),
    ("lugar", Ty::Text, "texto", "\"salud\""),
    ("clase", Ty::Code, "código \"00\"", "\"01\""),
    ("estricto", Ty::Truth, "lógico", "sí"),
];

fn literals(ty: Ty) -> &'static [&'static str] {
    match ty {
        Ty::Number => &["1", "0", "2", "2,5", "10", "0,5"],
        Ty::Pesos => &["$ 10", "$ 0", "$ 20", "$ 100", "$ 0,5"],
        Ty::Percent => &["10 %", "50 %", "0 %", "100 %"],
        Ty::Day => &["2026-01-20", "2026-02-10", "31 de diciembre de 2025", "2026-02-28"],
        Ty::Text => &["\"Salud\"", "\"año\"", "\"EDUCACION\"", "\"Ano\"", "\"adición\""],
        Ty::Code => &["\"01\"", "\"02\"", "\"99\""],
        Ty::Truth => &["verdadero", "falso"],
    }
}

impl<'a, 'b> Writer<'a, 'b> {
    pub(super) fn new(choices: &'a mut Choices<'b>, tables: Vec<Tab>) -> Self {
        Writer { choices, tables, frames: Vec::new(), locals: Vec::new(), over_rows: false }
    }

    /// A rule with all its clauses.
    pub(super) fn rule(&mut self, name: &str) -> String {
        let tab = self.a_table();
        self.locals.clear();
        self.over_rows = false;
        self.frames = vec![Here::Row(tab.clone())];
        let filter = if self.choices.one_in(3) { format!(" donde {}", self.truth(2)) } else { String::new() };
        let subject = match self.choices.below(8) {
            0..4 => {
                self.over_rows = true;
                format!("por cada fila de {}{filter}", tab.name)
            }
            4..7 => {
                let keys = self.group_keys(&tab);
                let written: Vec<String> = keys.iter().map(|(written, ..)| written.clone()).collect();
                let keys = keys.into_iter().map(|(_, name, ty)| (name, ty)).collect();
                self.frames = vec![Here::Rows(tab.clone(), keys)];
                format!("por cada {} de {}{filter}", written.join(", "), tab.name)
            }
            _ => {
                self.frames = vec![Here::Rows(tab.clone(), Vec::new())];
                format!("sobre {}{filter}", tab.name)
            }
        };
        let mut text = format!("regla {name} error\n  \"título\"\n  {subject}\n");
        for _ in 0..self.choices.below(3) {
            text.push_str(&self.local());
        }
        for _ in 0..self.choices.pick(&[0, 0, 0, 1, 1, 2]) {
            text.push_str(&format!("  cuando {}\n", self.truth(2)));
        }
        for _ in 0..self.choices.pick(&[1, 1, 1, 2]) {
            text.push_str(&self.demand(&tab));
        }
        text
    }

    fn a_table(&mut self) -> Tab {
        let at = self.choices.below(self.tables.len() + 4).saturating_sub(4);
        self.tables[at].clone()
    }

    fn group_keys(&mut self, tab: &Tab) -> Vec<(String, String, Ty)> {
        let many = self.choices.pick(&[1, 1, 2]);
        let single: Vec<Col> = tab
            .columns
            .iter()
            .filter(|col| col.entries.is_empty() && !col.is_dato && col.name != "orden")
            .cloned()
            .collect();
        let mut keys: Vec<(String, String, Ty)> = Vec::new();
        for at in 0..many {
            let col = self.choices.pick(&single);
            let alias = format!("g{at}");
            let key = match (col.ty, self.choices.below(4)) {
                (ty, 0..3) => (col.name.to_owned(), col.name.to_owned(), ty),
                (Ty::Text | Ty::Code, _) => (format!("izquierda({}, 1) como {alias}", col.name), alias, col.ty),
                (Ty::Day, _) => (format!("mes({}) como {alias}", col.name), alias, Ty::Number),
                (ty, _) => {
                    let written = self.value(ty, 1);
                    (format!("{written} como {alias}"), alias, ty)
                }
            };
            if keys.iter().all(|(_, name, _)| *name != key.1) {
                keys.push(key);
            }
        }
        keys
    }

    fn local(&mut self) -> String {
        let name = format!("x{}", self.locals.len());
        if self.choices.one_in(3)
            && let Some((lookup, tab)) = self.lookup(1)
        {
            self.locals.push(Local::Row { name: name.clone(), tab });
            return format!("  sea {name} = {lookup}\n");
        }
        let ty = self.choices.pick(&Ty::ALL);
        let (value, can_be_empty) = match self.hollow(ty) {
            Some(value) if self.choices.one_in(2) => (value, true),
            _ => (self.value(ty, 2), false),
        };
        self.locals.push(Local::Value { name: name.clone(), ty, can_be_empty });
        format!("  sea {name} = {value}\n")
    }

    fn demand(&mut self, tab: &Tab) -> String {
        let mut text = format!("  exige {}\n", self.truth(3));
        if self.choices.one_in(4) {
            let ty = self.choices.pick(&Ty::ALL);
            let shown = match self.choices.below(3) {
                0 => format!("lista({})", self.many(ty, 1)),
                1 => format!("parecido({}, metas.nota)", self.leaf(Ty::Text)),
                _ => self.value(ty, 1),
            };
            text.push_str(&format!("  si no \"vale {{{}}}\"\n", shown));
        }
        if self.choices.one_in(6) {
            let col = self.choices.pick(&tab.columns);
            text.push_str(&format!("  señala {}\n", col.name));
        }
        text
    }

    // ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────

    /// What can be named of a type, and whether it can be empty.
    fn names(&self, ty: Ty) -> Vec<(String, bool)> {
        let mut names = Vec::new();
        let last = self.frames.len() - 1;
        for (at, frame) in self.frames.iter().enumerate() {
            let of_frame = names_in(frame, ty);
            if at == last {
                names.extend(of_frame);
                continue;
            }
            if at + 1 == last {
                names.extend(of_frame.iter().map(|(name, empty)| (format!("esta.{name}"), *empty)));
            }
            if at == 0 {
                let hidden = |name: &str| {
                    let base = name.split('[').next().unwrap();
                    self.frames[1..].iter().any(|inner| inner.tab().columns.iter().any(|col| col.name == base))
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
    fn hollow(&mut self, ty: Ty) -> Option<String> {
        let names: Vec<String> = self.names(ty).into_iter().filter(|(_, empty)| *empty).map(|(name, _)| name).collect();
        if names.is_empty() { None } else { Some(self.choices.pick(&names)) }
    }

    /// Something that may come out empty.
    fn perhaps_empty(&mut self, ty: Ty, depth: usize) -> Option<String> {
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

    fn leaf(&mut self, ty: Ty) -> String {
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
    fn beside(&mut self, ty: Ty) -> String {
        if ty == Ty::Code && self.choices.one_in(3) {
            self.choices.pick(literals(ty)).to_owned()
        } else {
            self.leaf(ty)
        }
    }

    fn constant(&mut self, ty: Ty) -> String {
        match ty {
            Ty::Number if self.choices.one_in(8) => "vigencia".to_owned(),
            Ty::Number if self.has_plan_row() && self.choices.one_in(4) => "plan.fila".to_owned(),
            Ty::Text if self.choices.one_in(12) => "plan.archivo".to_owned(),
            Ty::Day if self.choices.one_in(4) => "hoy".to_owned(),
            Ty::Text if self.choices.one_in(8) => "plan.secretaría".to_owned(),
            Ty::Pesos if self.choices.one_in(8) => "plan.tope".to_owned(),
            _ => self.choices.pick(literals(ty)).to_owned(),
        }
    }

    fn has_plan_row(&self) -> bool {
        self.frames.iter().any(|frame| matches!(frame, Here::Row(tab) if tab.name == "plan"))
    }

    // ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────

    /// `techos[programa]` and the table that it gives a row of.
    fn lookup(&mut self, depth: usize) -> Option<(String, Tab)> {
        let keyed: Vec<Tab> = self.tables.iter().filter(|tab| !tab.key.is_empty()).cloned().collect();
        if keyed.is_empty() {
            return None;
        }
        let tab = self.choices.pick(&keyed);
        let keys: Vec<String> = tab.key.iter().map(|key| self.leaf_or(tab.column(key).ty, depth)).collect();
        Some((format!("{}[{}]", tab.name, keys.join(", ")), tab))
    }

    fn leaf_or(&mut self, ty: Ty, depth: usize) -> String {
        if depth > 0 && self.choices.one_in(4) { self.value(ty, depth - 1) } else { self.beside(ty) }
    }

    /// `T donde …`, and what `inner` writes with a row of T at hand.
    fn over<R>(&mut self, depth: usize, inner: impl FnOnce(&mut Self) -> R) -> (String, R) {
        let tab = self.a_table();
        let name = tab.name;
        let over_rows = std::mem::replace(&mut self.over_rows, false);
        self.frames.push(Here::Row(tab.clone()));
        let condition = self.truth(depth.saturating_sub(1));
        let filter = match self.choices.below(6) {
            0..3 => format!(" donde {condition}"),
            3 => String::new(),
            at => match self.equality(&tab) {
                Some(equality) if at == 4 => format!(" donde {equality} y ({condition})"),
                equality => format!(" donde {}", equality.unwrap_or(condition)),
            },
        };
        let result = inner(self);
        self.frames.pop();
        self.over_rows = over_rows;
        (format!("{name}{filter}"), result)
    }

    /// `programa = esta.programa`, by which rows are found.
    fn equality(&mut self, tab: &Tab) -> Option<String> {
        let single: Vec<Col> =
            tab.columns.iter().filter(|col| col.entries.is_empty() && !col.is_dato).cloned().collect();
        let col = self.choices.pick(&single);
        let inner = self.frames.pop()?;
        let has_outer = !self.frames.is_empty();
        let outer: Vec<String> = match self.frames.last() {
            Some(frame) => names_in(frame, col.ty).into_iter().map(|(name, _)| format!("esta.{name}")).collect(),
            None => Vec::new(),
        };
        self.frames.push(inner);
        let outer = if has_outer && !outer.is_empty() { self.choices.pick(&outer) } else { parametro(col.ty) };
        let swapped = self.choices.one_in(3);
        Some(if swapped { format!("{outer} = {}", col.name) } else { format!("{} = {outer}", col.name) })
    }

    /// What stands in the parentheses of an aggregate over many values.
    fn many(&mut self, ty: Ty, depth: usize) -> String {
        let is_group = matches!(self.frames.last(), Some(Here::Rows(..)));
        match self.choices.below(if is_group { 6 } else { 4 }) {
            0 => {
                let (from, item) = self.over(depth, |inner| inner.item(ty));
                format!("{item} de {from}")
            }
            1 => self.whole_column(ty).unwrap_or_else(|| self.along(ty)),
            2 => {
                let (from, item) = self.over(depth, |inner| inner.value(ty, 1));
                format!("{item} de {from}")
            }
            3 if !is_group => self.along(ty),
            _ => self.of_group(ty),
        }
    }

    /// One column, or a family.
    fn item(&mut self, ty: Ty) -> String {
        let tab = self.frames.last().unwrap().tab().clone();
        match self.a_family(&tab, ty) {
            Some(family) if self.choices.one_in(4) => family,
            _ => self.leaf(ty),
        }
    }

    fn a_family(&mut self, tab: &Tab, ty: Ty) -> Option<String> {
        let found = tab.columns.iter().find(|col| col.ty == ty && !col.entries.is_empty())?;
        let name = found.name;
        let is_years = !found.entries[0].starts_with('"');
        Some(match self.choices.below(3) {
            1 if is_years => format!("{name}[2025 a vigencia]"),
            2 if is_years => format!("{name}[2026 a 2027]"),
            _ => name.to_owned(),
        })
    }

    fn of_group(&mut self, ty: Ty) -> String {
        let tab = self.frames.last().unwrap().tab().clone();
        self.frames.push(Here::Row(tab));
        let text = if self.choices.one_in(4) { self.value(ty, 1) } else { self.item(ty) };
        self.frames.pop();
        text
    }

    /// Several values of the row at hand.
    fn along(&mut self, ty: Ty) -> String {
        if let Some(Here::Row(tab)) = self.frames.last().cloned()
            && self.choices.one_in(2)
            && let Some(family) = self.a_family(&tab, ty)
        {
            return family;
        }
        if matches!(self.frames.last(), Some(Here::Rows(..))) {
            return self.of_group(ty);
        }
        format!("{}, {}", self.value(ty, 1), self.leaf(ty))
    }

    fn whole_column(&mut self, ty: Ty) -> Option<String> {
        let all = self.tables.iter().flat_map(|tab| {
            let single = tab.columns.iter().filter(|col| col.ty == ty && col.entries.is_empty() && !col.is_dato);
            single.map(|col| format!("{}.{}", tab.name, col.name))
        });
        let all: Vec<String> = all.collect();
        if all.is_empty() { None } else { Some(self.choices.pick(&all)) }
    }

    fn count(&mut self, depth: usize) -> String {
        if matches!(self.frames.last(), Some(Here::Rows(..))) && self.choices.one_in(2) {
            return "cuenta(filas)".to_owned();
        }
        let (from, ()) = self.over(depth, |_| ());
        format!("cuenta(filas de {from})")
    }

    // ── Expressions ──────────────────────────────────────────────────────────────────────────────────────────────────

    /// An expression of a type; in parentheses where it is more than a name.
    pub(super) fn value(&mut self, ty: Ty, depth: usize) -> String {
        if depth == 0 || self.choices.one_in(3) {
            return self.leaf(ty);
        }
        if ty == Ty::Truth {
            return format!("({})", self.truth(depth));
        }
        match self.choices.below(6) {
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
            _ => self.computed(ty, depth),
        }
    }

    /// `techos[programa].valor`
    fn field(&mut self, ty: Ty, depth: usize) -> Option<String> {
        let (lookup, tab) = self.lookup(depth - 1)?;
        let columns = columns_of(&tab, ty);
        if columns.is_empty() {
            return None;
        }
        Some(format!("{lookup}.{}", self.choices.pick(&columns).0))
    }

    fn computed(&mut self, ty: Ty, depth: usize) -> String {
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

    fn letters(&mut self, ty: Ty, depth: usize) -> String {
        let text = self.value(ty, depth - 1);
        match self.choices.below(3) {
            0 => format!("mayúsculas({text})"),
            1 => format!("izquierda({text}, {})", self.choices.pick(&["1", "2", "4", "20"])),
            _ => format!("derecha({text}, {})", self.choices.pick(&["1", "2", "4", "20"])),
        }
    }

    fn whole(&mut self) -> String {
        match self.choices.below(3) {
            0 => self.choices.pick(&["1", "30", "365"]).to_owned(),
            1 => self.count(1),
            _ => format!("largo({})", self.leaf(Ty::Text)),
        }
    }

    fn number(&mut self, depth: usize) -> String {
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

    fn of_any_unit(&mut self, ty: Ty, depth: usize) -> String {
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

    // ── Conditions ───────────────────────────────────────────────────────────────────────────────────────────────────

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
            7 => self.leaf(Ty::Truth),
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

    fn perhaps_not(&mut self) -> &'static str {
        if self.choices.one_in(4) { "no " } else { "" }
    }

    fn compared(&mut self, depth: usize) -> String {
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

    fn within(&mut self, depth: usize) -> String {
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

    fn spelt(&mut self, depth: usize) -> String {
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
    fn leaf_name(&mut self, ty: Ty) -> String {
        let names = self.names(ty);
        if names.is_empty() {
            return parametro(ty);
        }
        self.choices.pick(&names).0
    }
}

fn parametro(ty: Ty) -> String {
    PARAMETROS.iter().find(|(_, own, ..)| *own == ty).unwrap().0.to_owned()
}

/// Columns and family entries of a table, as they are named after a point.
fn columns_of(tab: &Tab, ty: Ty) -> Vec<(String, bool)> {
    let of_type = tab.columns.iter().filter(|col| col.ty == ty);
    of_type
        .flat_map(|col| match col.entries {
            [] => vec![(col.name.to_owned(), col.can_be_empty())],
            entries => entries.iter().map(|entry| (format!("{}[{entry}]", col.name), col.can_be_empty())).collect(),
        })
        .collect()
}

fn names_in(frame: &Here, ty: Ty) -> Vec<(String, bool)> {
    match frame {
        Here::Row(tab) => columns_of(tab, ty),
        Here::Rows(tab, keys) => {
            let datos = tab.columns.iter().filter(|col| col.is_dato && col.ty == ty);
            let datos = datos.map(|col| (col.name.to_owned(), col.can_be_empty()));
            keys.iter().filter(|(_, own)| *own == ty).map(|(name, _)| (name.clone(), false)).chain(datos).collect()
        }
    }
}
