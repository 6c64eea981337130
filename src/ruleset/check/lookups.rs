//! Brackets: a row by its keys, an entry of a family; and families as several values.

use std::sync::Arc;

use crate::decimal::Decimal;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind};
use crate::text::{enumerate, fold, nearest, quote_all};
use crate::value::{Unit, Value};

use super::super::model::{ArithmeticOp, ColumnId, Expr, Family, Kind, Node, TableRef};
use super::frames::{Frame, is_plan};
use super::{Checker, column_kind, constant};

/// A family of columns, and how its columns are reached.
pub(in crate::ruleset) struct FamilyAccess<'a> {
    family: &'a Family,
    table: TableRef,
    reach: Reach,
}

enum Reach {
    Frame(usize),
    Row(Box<Expr>),
}

impl FamilyAccess<'_> {
    fn column(&self, checker: &Checker<'_>, column: ColumnId, span: Span) -> Expr {
        let node = match &self.reach {
            Reach::Frame(up) => Node::Column { up: *up, column },
            Reach::Row(row) => Node::Field { row: row.clone(), column },
        };
        let kind = checker.schema(self.table).columns.get(column.0).map_or(Kind::Text, column_kind);
        Expr { node, kind, span }
    }
}

impl<'a> Checker<'a> {
    /// `techos[dependencia, programa]` or `fuentes["SGR"]`.
    pub(super) fn index(&mut self, base: &ast::Expr, keys: &[ast::Expr], span: Span) -> Option<Expr> {
        if let Some(access) = self.family(base)? {
            return self.entry(&access, keys, span);
        }
        let (table, keys) = self.lookup(base, keys)?;
        Some(Expr { node: Node::Lookup { table, keys }, kind: Kind::Row(table), span })
    }

    /// `existe techos[dependencia, programa]`
    pub(super) fn exists_key(&mut self, lookup: &ast::Expr, span: Span) -> Option<Expr> {
        let ExprKind::Index(base, keys) = &lookup.kind else {
            let fault = Diagnostic::new(Code::Syntax, "después de «existe» va una tabla con sus claves, o «fila de»");
            return self.fault(fault.at(lookup.span, "se esperaba tabla[clave]"));
        };
        let (table, keys) = self.lookup(base, keys)?;
        Some(Expr { node: Node::ExistsKey { table, keys }, kind: Kind::Bool, span })
    }

    /// The table and the keys of a lookup, each of the kind of its key column.
    fn lookup(&mut self, base: &ast::Expr, keys: &[ast::Expr]) -> Option<(TableRef, Vec<Expr>)> {
        let ExprKind::Name(name) = &base.kind else {
            self.expr(base)?;
            let fault = Diagnostic::new(Code::TypeMismatch, "antes de «[» va el nombre de una tabla o de una familia");
            return self.fault(fault.at(base.span, "no es una tabla"));
        };
        if !self.names_table(name) {
            return self.unknown_table(name, "la tabla o la familia");
        }
        let path = ast::TablePath { base: name.clone(), part: None };
        let table = self.table_path(&path)?;
        let columns = &self.schema(table).key;
        if columns.len() != keys.len() {
            if !self.is_whole(table) {
                return None;
            }
            let fault = self.wrong_keys(table, keys.len(), base.span);
            let fault = self.with_own_keys(fault, table, keys);
            return self.fault(fault);
        }
        let told = self.diagnostics.len();
        let typed = keys.iter().zip(columns).map(|(key, column)| self.key_value(table, key, *column));
        let typed: Option<Vec<Expr>> = typed.collect();
        if typed.is_none() && self.out_of_order(table, keys) {
            self.diagnostics.truncate(told);
            let message = format!("las claves de «{}» van en otro orden", self.table_name(table));
            let fault = Diagnostic::new(Code::WrongKeys, message).at(base.span, "claves");
            let fault = fault.help(self.key_help(table));
            let fault = self.with_own_keys(fault, table, keys);
            return self.fault(fault);
        }
        Some((table, typed?))
    }

    /// The names of the columns of a table's key.
    pub(super) fn key_names(&self, table: TableRef) -> Vec<&'a str> {
        let schema = self.schema(table);
        schema.key.iter().filter_map(|id| Some(schema.columns.get(id.0)?.name.as_str())).collect()
    }

    fn key_help(&self, table: TableRef) -> String {
        let names = self.key_names(table);
        format!("su clave es {}: {}[{}]", enumerate(&names), self.table_name(table), names.join(", "))
    }

    /// Whether the keys given are the key's own columns by their names, in another order.
    fn out_of_order(&self, table: TableRef, keys: &[ast::Expr]) -> bool {
        let given = keys.iter().filter_map(|key| match &key.kind {
            ExprKind::Name(name) => Some(name.key()),
            _ => None,
        });
        let (mut given, mut own): (Vec<String>, Vec<String>) =
            (given.collect(), self.key_names(table).into_iter().map(fold).collect());
        let differ = given != own;
        given.sort();
        own.sort();
        differ && given == own
    }

    /// Puts the key's own columns in the place of the keys given, where the rule has columns of those names.
    fn with_own_keys(&mut self, fault: Diagnostic, table: TableRef, keys: &[ast::Expr]) -> Diagnostic {
        let names = self.key_names(table);
        let (Some(first), Some(last)) = (keys.first(), keys.last()) else { return fault };
        let span = first.span.to(last.span);
        let all_here = !names.is_empty() && names.iter().all(|name| self.is_value(name, span));
        if all_here { fault.fix(span, names.join(", ")) } else { fault }
    }

    /// What to say where `en` is followed by a table of several keys, or of none.
    pub(super) fn set_of_many_keys(&self, table: TableRef, item: &ast::Expr, span: Span) -> Diagnostic {
        let name = self.table_name(table);
        let names = self.key_names(table);
        let own = names.iter().find(|name| fold(name) == fold(self.written(item.span)));
        let Some(first) = own.or(names.first()) else { return self.wrong_keys(table, 1, span) };
        let message =
            format!("después de «en» va una tabla de una sola clave, y la de «{name}» es {}", enumerate(&names));
        let (column, lookup) = (format!("{name}.{first}"), format!("existe {name}[{}]", names.join(", ")));
        Diagnostic::new(Code::WrongKeys, message)
            .at(span, "claves")
            .help(format!("busque en una de sus columnas, «en {column}», o la fila con todas sus claves, «{lookup}»"))
    }

    fn key_value(&mut self, table: TableRef, written: &ast::Expr, column: ColumnId) -> Option<Expr> {
        let checked = self.expr(written)?;
        let decl = self.schema(table).columns.get(column.0)?;
        let checked = self.adapt(written, checked, &column_kind(decl))?;
        let kind = column_kind(decl);
        if checked.kind == kind {
            return Some(checked);
        }
        let (owner, wanted, found) = (self.table_name(table), self.kind_words(&kind), self.kind_words(&checked.kind));
        let message = format!("la clave «{}» de «{owner}» es {wanted}, y aquí hay {found}", decl.name);
        let help = self.key_help(table);
        self.fault(Diagnostic::new(Code::TypeMismatch, message).at(checked.span, found).help(help))
    }

    /// What to say of a lookup with too few or too many keys.
    pub(in crate::ruleset) fn wrong_keys(&self, table: TableRef, given: usize, span: Span) -> Diagnostic {
        let name = self.table_name(table);
        let names = self.key_names(table);
        if names.is_empty() {
            let owner = if is_plan(table) { "al formato".to_owned() } else { format!("a «{name}»") };
            return Diagnostic::new(Code::WrongKeys, format!("«{name}» no tiene clave, y no se puede buscar en ella"))
                .at(span, "sin clave")
                .help(format!("agregue una cláusula «clave» {owner}"));
        }
        let count = |n: usize| if n == 1 { "una clave".to_owned() } else { format!("{n} claves") };
        let message = format!("«{name}» se busca por {} y aquí hay {}", count(names.len()), count(given));
        Diagnostic::new(Code::WrongKeys, message).at(span, "claves").help(self.key_help(table))
    }

    /// The family that an expression names; `Some(None)` if it names none, `None` if it is faulty.
    pub(in crate::ruleset) fn family(&mut self, written: &ast::Expr) -> Option<Option<FamilyAccess<'a>>> {
        match &written.kind {
            ExprKind::Name(name) if self.is_argument(name) => Some(None),
            ExprKind::Name(name) => {
                let rows = (0..self.frames.len()).filter(|up| matches!(self.frame(*up), Some(Frame::Row(_))));
                let found = rows.into_iter().find_map(|up| {
                    let table = self.frame(up)?.table()?;
                    let schema = self.schema(table);
                    let family = schema.families.get(schema.family(&name.key())?.0)?;
                    Some(FamilyAccess { family, table, reach: Reach::Frame(up) })
                });
                Some(found)
            }
            ExprKind::Field(base, name) => self.family_field(base, name),
            _ => Some(None),
        }
    }

    /// `m.programado`, `esta.fuentes`, `metas[meta].ejecutado`
    fn family_field(&mut self, base: &ast::Expr, name: &ast::Name) -> Option<Option<FamilyAccess<'a>>> {
        let is_name = |word: &str| matches!(&base.kind, ExprKind::Name(owner) if owner.key() == word);
        if is_name("esta") {
            let Some(Frame::Row(table)) = self.frame(1) else { return Some(None) };
            let (table, schema) = (*table, self.schema(*table));
            let family = schema.family(&name.key()).and_then(|id| schema.families.get(id.0));
            return Some(family.map(|family| FamilyAccess { family, table, reach: Reach::Frame(1) }));
        }
        let is_local = matches!(&base.kind, ExprKind::Name(owner)
            if self.is_local(owner));
        if !is_local && !matches!(base.kind, ExprKind::Index(..)) {
            return Some(None);
        }
        let row = self.expr(base)?;
        let Kind::Row(table) = row.kind else { return Some(None) };
        let schema = self.schema(table);
        let family = schema.family(&name.key()).and_then(|id| schema.families.get(id.0));
        Some(family.map(|family| FamilyAccess { family, table, reach: Reach::Row(Box::new(row)) }))
    }

    /// One entry of a family, by a key that is known before any workbook is read.
    fn entry(&mut self, access: &FamilyAccess<'_>, keys: &[ast::Expr], span: Span) -> Option<Expr> {
        let [key] = keys else {
            let name = &access.family.name;
            let message = format!("«{name}» es una familia: se le pide una entrada a la vez");
            let each: Vec<String> = keys.iter().map(|key| format!("{name}[{}]", self.written(key.span))).collect();
            let fault = Diagnostic::new(Code::WrongKeys, message).at(span, "una sola entrada");
            return self.fault(fault.help(format!("para las dos juntas escriba {}", each.join(" + "))));
        };
        let told = self.diagnostics.len();
        let checked = self.expr(key);
        if checked.is_none() && self.diagnostics.len() == told + 1 {
            self.advise_bare_entry(access.family, key);
        }
        let checked = checked?;
        self.note_floating(&checked, span);
        let Some(value) = self.known_value(&checked) else { return self.entry_of_row(access, checked, span) };
        let Some(at) = access.family.entries.iter().position(|entry| *entry == value) else {
            let fault = no_entry(access.family, &value, key.span);
            return self.fault(fault);
        };
        Some(access.column(self, *access.family.columns.get(at)?, span))
    }

    /// One entry of a family, by a key that each row gives.
    fn entry_of_row(&mut self, access: &FamilyAccess<'_>, key: Expr, span: Span) -> Option<Expr> {
        let family = access.family;
        let named = constant(family.entries.first()?.clone(), span).kind;
        if !self.alike(&key.kind, &named) {
            let words = self.kind_words(&key.kind);
            let message = format!("las entradas de «{}» se piden por {}", family.name, self.kind_words(&named));
            let entries: Vec<String> = family.entries.iter().map(Value::plain).collect();
            let fault = Diagnostic::new(Code::TypeMismatch, message).at(key.span, words);
            return self.fault(fault.help(format!("tiene {}", enumerate(&entries))));
        }
        let entries: Vec<Expr> = family.columns.iter().map(|column| access.column(self, *column, span)).collect();
        let kind = entries.first()?.kind.clone();
        self.made += entries.len();
        Some(Expr { node: Node::Entry { key: Box::new(key), names: family.entries.clone(), entries }, kind, span })
    }

    /// The columns of an expression that stands for several values (a family, or a stretch of one) and their kind.
    /// `Some(None)` if it stands for one value only.
    pub(super) fn several(&mut self, written: &ast::Expr) -> Option<Option<(Vec<Expr>, Kind)>> {
        if let ExprKind::Slice(base, first, last) = &written.kind {
            return self.stretch(base, first, last, written.span).map(Some);
        }
        if let Some(given) = self.several_given(written) {
            return Some(Some(given));
        }
        let Some(access) = self.family(written)? else { return Some(None) };
        let columns = access.family.columns.iter();
        let columns: Vec<Expr> = columns.map(|column| access.column(self, *column, written.span)).collect();
        let kind = columns.first()?.kind.clone();
        Some(Some((columns, kind)))
    }

    /// `programado[2024 a vigencia]`: the entries between two years, both included; none if the first is the later.
    fn stretch(
        &mut self,
        base: &ast::Expr,
        first: &ast::Expr,
        last: &ast::Expr,
        span: Span,
    ) -> Option<(Vec<Expr>, Kind)> {
        let Some(access) = self.family(base)? else {
            let fault =
                Diagnostic::new(Code::TypeMismatch, "antes de «[… a …]» va el nombre de una familia de columnas");
            let table = self.frames.last().and_then(Frame::table);
            let families = table.map(|table| &self.schema(table).families);
            let names: Vec<&str> = families.into_iter().flatten().map(|family| family.name.as_str()).collect();
            let help = match names.as_slice() {
                [] => "aquí no hay ninguna".to_owned(),
                names => format!("aquí son familias {}", enumerate(&quote_all(names))),
            };
            return self.fault(fault.at(base.span, "no es una familia").help(help));
        };
        let (from, to) = (self.bound(first, span), self.bound(last, span));
        let (from, to) = (from?, to?);
        let kind = access.column(self, *access.family.columns.first()?, span).kind;
        let numbered = access.family.entries.iter().zip(&access.family.columns).map(|(entry, column)| match entry {
            Value::Number(number, _) => Some((*number, access.column(self, *column, span))),
            _ => None,
        });
        let Some(numbered) = numbered.collect::<Option<Vec<(Decimal, Expr)>>>() else {
            let fault = Diagnostic::new(
                Code::TypeMismatch,
                format!("las entradas de «{}» no son números, y un tramo va de uno a otro", access.family.name),
            );
            return self.fault(fault.at(span, "tramo").help("nombre las entradas una por una"));
        };
        Some((self.between_bounds(numbered, from, to), kind))
    }

    /// The entries of a stretch; where its bounds depend on the row, all of them, each with the bounds.
    fn between_bounds(&mut self, numbered: Vec<(Decimal, Expr)>, from: Expr, to: Expr) -> Vec<Expr> {
        let known = |bound: &Expr| match self.known_value(bound) {
            Some(Value::Number(number, _)) => Some(number),
            _ => None,
        };
        if let (Some(from), Some(to)) = (known(&from), known(&to)) {
            let inside = numbered.into_iter().filter(|(number, _)| (from..=to).contains(number));
            return inside.map(|(_, column)| column).collect();
        }
        let bounds = Arc::new((from, to));
        self.made += numbered.len();
        let stretched = |(number, entry): (Decimal, Expr)| {
            let (kind, span) = (entry.kind.clone(), entry.span);
            let node = Node::Stretched { number, bounds: Arc::clone(&bounds), entry: Box::new(entry) };
            Expr { node, kind, span }
        };
        numbered.into_iter().map(stretched).collect()
    }

    /// A bound of a stretch: a whole number, where it is known before any workbook is read.
    fn bound(&mut self, written: &ast::Expr, span: Span) -> Option<Expr> {
        let checked = self.expr(written)?;
        self.note_floating(&checked, span);
        let is_whole = match self.known_value(&checked) {
            Some(Value::Number(number, _)) => number.is_whole(),
            Some(_) => false,
            None => checked.kind == Kind::Number(Unit::Plain),
        };
        if is_whole {
            return Some(checked);
        }
        let fault = Diagnostic::new(Code::TypeMismatch, "los extremos de un tramo son números enteros");
        self.fault(fault.at(written.span, "no es un número entero"))
    }

    /// Remembers that what stands at `span` is another column where the run fixes another value.
    fn note_floating(&mut self, key: &Expr, span: Span) {
        let fixed = |expr: &Expr| matches!(expr.node, Node::Constant(_));
        let settled = match &key.node {
            Node::Arithmetic(_, left, right) => fixed(left) && fixed(right),
            _ => fixed(key),
        };
        if !settled {
            self.usage.floating.insert(span);
        }
    }

    /// The value of an expression that is known before any workbook is read.
    pub(super) fn known_value(&self, expr: &Expr) -> Option<Value> {
        match &expr.node {
            Node::Constant(value) => Some(value.clone()),
            Node::Vigencia => Some(Value::Number(Decimal::from(self.declared.vigencia), Unit::Plain)),
            Node::Today => Some(Value::Date(self.declared.today)),
            Node::Parameter(id) => self.declared.parameters.get(id.0).map(|parameter| parameter.value.clone()),
            Node::Arithmetic(op, left, right) => {
                let (Value::Number(left, _), Value::Number(right, _)) =
                    (self.known_value(left)?, self.known_value(right)?)
                else {
                    return None;
                };
                let number = match op {
                    ArithmeticOp::Add => left.plus(right),
                    ArithmeticOp::Subtract => left.minus(right),
                    ArithmeticOp::Multiply => left.times(right),
                    ArithmeticOp::Divide => left.over(right),
                };
                number.map(|number| Value::Number(number, Unit::Plain))
            }
            _ => None,
        }
    }
}

fn no_entry(family: &Family, value: &Value, span: Span) -> Diagnostic {
    let entries: Vec<String> = family.entries.iter().map(Value::plain).collect();
    let wanted = value.plain();
    let fault = Diagnostic::new(Code::UnknownName, format!("la familia «{}» no tiene «{wanted}»", family.name));
    let help = match nearest(&wanted, entries.iter().map(String::as_str)) {
        Some(near) if matches!(value, Value::Text(_)) => {
            let fault = fault.at(span, "no está").help(format!("¿quiso decir «{near}»?"));
            return fault.fix(span, format!("\"{near}\""));
        }
        _ => format!("tiene {}", enumerate(&entries)),
    };
    fault.at(span, "no está").help(help)
}
