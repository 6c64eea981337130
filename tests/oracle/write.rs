//! Random rules, in Spanish, that the checker must take: each expression of the type that is asked for.

use super::choices::Choices;
use super::schema::{Col, Tab, Ty};

mod conditions;
mod names;
mod tables;
mod values;

/// What names can be used where an expression stands; the innermost last.
#[derive(Clone)]
pub(super) enum Here {
    Row(Tab),
    /// A group, or without keys a whole table.
    Rows(Tab, Vec<(String, Ty)>),
    /// The arguments of a función.
    Args(Vec<(String, Ty)>),
}

impl Here {
    fn tab(&self) -> Option<&Tab> {
        match self {
            Here::Row(tab) | Here::Rows(tab, _) => Some(tab),
            Here::Args(_) => None,
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
    /// Those declared so far: name, arguments, result.
    functions: Vec<(String, Vec<Ty>, Ty)>,
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
        Writer { choices, tables, frames: Vec::new(), locals: Vec::new(), over_rows: false, functions: Vec::new() }
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
        for _ in 0..self.choices.pick(&[0, 0, 0, 0, 1, 2]) {
            text.push_str(&self.waiver(name));
        }
        text
    }

    /// A función over its arguments, the parámetros and the tablas.
    pub(super) fn function(&mut self) -> String {
        let name = format!("f{}", self.functions.len());
        let args: Vec<Ty> = (0..self.choices.pick(&[1, 2])).map(|_| self.choices.pick(&Ty::ALL)).collect();
        let ty = self.choices.pick(&Ty::ALL);
        let named: Vec<(String, Ty)> = args.iter().enumerate().map(|(at, ty)| (format!("p{at}"), *ty)).collect();
        let words: Vec<String> = named.iter().map(|(name, _)| name.clone()).collect();
        let tables = self.tables.clone();
        self.tables.retain(|tab| tab.name != "plan" && tab.name != "aprobado");
        self.locals.clear();
        self.frames = vec![Here::Args(named)];
        let body = self.value(ty, 2);
        self.tables = tables;
        self.functions.push((name.clone(), args, ty));
        format!("función {name}({}) = {body}\n", words.join(", "))
    }

    /// An excepción of the rule that was written last: over the names of its subject.
    fn waiver(&mut self, rule: &str) -> String {
        let frame = self.frames[0].clone();
        let named: Vec<(String, Ty)> = Ty::ALL
            .iter()
            .flat_map(|ty| names_in(&frame, *ty).into_iter().map(|(name, _)| (name, *ty)))
            .filter(|(_, ty)| *ty != Ty::Truth)
            .collect();
        if named.is_empty() {
            return String::new();
        }
        let (name, ty) = self.choices.pick(&named);
        let until =
            self.choices.pick(&["", "  hasta 20 de enero de 2026\n", "  hasta 2026-01-19\n", "  hasta 2026-12-31\n"]);
        let condition = match self.choices.below(3) {
            0 => format!("{name} = {}", self.choices.pick(literals(ty))),
            1 => format!("no ({name} = {})", self.choices.pick(literals(ty))),
            _ => format!("{name} vacío o {name} = {}", self.choices.pick(literals(ty))),
        };
        format!("excepción {rule}\n  para {condition}\n{until}  según \"Oficio 1\"\n")
    }

    fn a_table(&mut self) -> Tab {
        let at = self.choices.below(self.tables.len() + 3).saturating_sub(3);
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
        Here::Args(args) => args.iter().filter(|(_, own)| *own == ty).map(|(name, _)| (name.clone(), false)).collect(),
        Here::Rows(tab, keys) => {
            let datos = tab.columns.iter().filter(|col| col.is_dato && col.ty == ty);
            let datos = datos.map(|col| (col.name.to_owned(), col.can_be_empty()));
            keys.iter().filter(|(_, own)| *own == ty).map(|(name, _)| (name.clone(), false)).chain(datos).collect()
        }
    }
}
