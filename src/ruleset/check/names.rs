//! Bare names, and names after a point.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Name, TablePath};
use crate::text::enumerate;
use crate::value::Unit;

use super::super::declare::{Meaning, not_built};
use super::super::model::{ColumnId, Expr, Kind, LetId, Node, PartKind, Schema, TableRef};
use super::super::names::unknown_of;
use super::frames::{Frame, words};
use super::{Checker, column_kind, type_kind};

impl Checker<'_> {
    /// A bare name: a column of the query's table, a local name, a column of the rule's table, a parameter.
    pub(in crate::ruleset) fn name(&mut self, name: &Name) -> Option<Expr> {
        let outermost = self.frames.len().saturating_sub(1);
        for up in 0..outermost {
            if let Some(found) = self.in_frame(up, name) {
                return Some(found);
            }
        }
        if let Some(found) = self.local(name).or_else(|| self.argument(name)) {
            return found;
        }
        if let Some(found) = self.in_frame(outermost, name) {
            self.refuse_hidden_parameter(name);
            return Some(found);
        }
        match self.declared.names.get(name) {
            Some(Meaning::Parameter(id)) => {
                let parameter = self.declared.parameters.get(id.0)?;
                self.usage.parameters.insert(id);
                Some(Expr { node: Node::Parameter(id), kind: type_kind(&parameter.ty), span: name.span })
            }
            Some(Meaning::Table(_)) => self.fault(table_alone(name)),
            Some(Meaning::Function(_)) => self.fault(function_alone(name)),
            None => self.fixed_name(name),
        }
    }

    /// A name that is a column and a parameter at once: nobody could tell which one a rule means.
    fn refuse_hidden_parameter(&mut self, name: &Name) {
        let Some(Meaning::Parameter(_)) = self.declared.names.get(name) else { return };
        let Some(hidden) = self.declared.names.defined_at(name) else { return };
        let message = format!("«{}» es aquí una columna y también un parámetro", name.text);
        let fault = Diagnostic::new(Code::HiddenName, message)
            .at(name.span, "¿cuál de los dos?")
            .at(hidden, "el parámetro")
            .help("dé otro nombre al parámetro");
        self.diagnostics.push(fault);
    }

    /// `vigencia`, `hoy`, or a name that means nothing here.
    fn fixed_name(&mut self, name: &Name) -> Option<Expr> {
        match name.key().as_str() {
            "vigencia" => Some(Expr { node: Node::Vigencia, kind: Kind::Number(Unit::Plain), span: name.span }),
            "hoy" => Some(Expr { node: Node::Today, kind: Kind::Date, span: name.span }),
            "plan" | "aprobado" | "planes" => self.fault(table_alone(name)),
            "esta" => self.fault(this_alone(name)),
            _ => self.unknown_name(name),
        }
    }

    /// A column, key or dato of a frame.
    pub(super) fn in_frame(&mut self, up: usize, name: &Name) -> Option<Expr> {
        let frame = self.frame(up)?.clone();
        let column = self.schema(frame.table()?).column(&name.key());
        match frame {
            Frame::Row(table) => Some(self.column(table, column?, Node::Column { up, column: column? }, name.span)),
            Frame::Group { table, keys } => {
                let key = name.key();
                match keys.iter().position(|(known, _)| *known == key) {
                    Some(at) => {
                        Some(Expr { node: Node::Key { up, key: at }, kind: keys.get(at)?.1.clone(), span: name.span })
                    }
                    None => self.dato(table, column?, name.span),
                }
            }
            Frame::Whole(table) => self.dato(table, column?, name.span),
            Frame::Body => None,
        }
    }

    fn column(&self, table: TableRef, column: ColumnId, node: Node, span: Span) -> Expr {
        let kind = self.schema(table).columns.get(column.0).map_or(Kind::Text, column_kind);
        Expr { node, kind, span }
    }

    /// A dato of the title block, if the column is one.
    fn dato(&self, table: TableRef, column: ColumnId, span: Span) -> Option<Expr> {
        let decl = self.schema(table).columns.get(column.0)?;
        let (table, column) = self.source_column(table, column);
        decl.dato.then(|| Expr { node: Node::Dato { table, column }, kind: column_kind(decl), span })
    }

    /// A local name; the inner `None` stands for a faulty one.
    fn local(&mut self, name: &Name) -> Option<Option<Expr>> {
        let at = self.lets.iter().position(|local| local.name.key() == name.key())?;
        let kind = self.lets.get(at)?.kind.clone();
        Some(kind.map(|kind| Expr { node: Node::Let(LetId(at)), kind, span: name.span }))
    }

    /// Says what a name that gives no value here is, or which name may have been meant.
    fn unknown_name(&mut self, name: &Name) -> Option<Expr> {
        if self.declared.names.is_broken(name) {
            return None;
        }
        let frame = self.frames.last()?.clone();
        if let Some(schema) = frame.table().map(|table| self.schema(table)) {
            if schema.family(&name.key()).is_some() {
                return self.fault(family_alone(name));
            }
            if schema.column(&name.key()).is_some() {
                return self.fault(self.not_in_group(name, schema, &frame));
            }
        }
        if self.in_body() && self.is_of_plan(name) {
            return self.fault(plan_unseen(name));
        }
        if is_cell(&name.text) {
            return self.fault(cell_named(name));
        }
        if self.frames.iter().filter_map(Frame::table).any(|table| !self.is_whole(table)) {
            return None;
        }
        let lets = self.lets.iter().map(|local| local.name.text.clone());
        let locals: Vec<String> = lets.chain(self.argument_words()).collect();
        let columns = self.frames.iter().rev().filter_map(Frame::table).flat_map(|table| {
            let of = self.owner(table);
            words(self.schema(table)).map(move |word| (word, of.clone()))
        });
        let others = self.declared.names.words().chain(["vigencia", "hoy"]);
        let plain = |word| (word, String::new());
        let known = locals.iter().map(String::as_str).map(plain).chain(columns).chain(others.map(plain));
        let fault = unknown_of(name, "el nombre", known);
        self.fault(fault)
    }

    /// A name after a point: `plan.dependencia`, `esta.programa`, `m.cuatrienio`, `techos[…].valor`.
    pub(in crate::ruleset) fn field(&mut self, base: &ast::Expr, name: &Name, span: Span) -> Option<Expr> {
        if let ExprKind::Name(owner) = &base.kind {
            if owner.key() == "esta" {
                return self.outer_field(owner, name, span);
            }
            if owner.key() == "planes" {
                return self.fault(not_built("«planes»", owner.span));
            }
            if !self.is_local(owner)
                && let Some(level) = self.level(owner)
            {
                return self.level_field(level, name, span);
            }
            if !self.is_local(owner)
                && let Some(table) = self.table_named(owner)
            {
                return self.table_field(owner, table, name, span);
            }
        }
        if let Some((level, owner)) = self.level_of_outer(base) {
            let reached = Name { text: format!("{}.{}", level.name, name.text), span: name.span };
            return self.outer_field(owner, &reached, span);
        }
        if let ExprKind::Field(..) = &base.kind
            && let Some(path) = self.path(base)
        {
            return self.part_field(&path, name, span);
        }
        let row = self.expr(base)?;
        let Kind::Row(table) = row.kind else {
            let words = self.kind_words(&row.kind);
            let fault = Diagnostic::new(
                Code::TypeMismatch,
                format!("«{}» se pide a {words}, que no tiene columnas", name.text),
            );
            return self.fault(fault.at(row.span, words).at(name.span, "columna"));
        };
        let column = self.known_column(table, name)?;
        let node = Node::Field { row: Box::new(row), column };
        Some(self.column(table, column, node, span))
    }

    /// A column that must exist in a table.
    pub(in crate::ruleset) fn known_column(&mut self, table: TableRef, name: &Name) -> Option<ColumnId> {
        let schema = self.schema(table);
        if let Some(column) = schema.column(&name.key()) {
            return Some(column);
        }
        if schema.family(&name.key()).is_some() {
            return self.fault(family_alone(name));
        }
        if !self.is_whole(table) {
            return None;
        }
        let what = format!("en «{}» la columna", self.table_name(table));
        let of = self.owner(table);
        let fault = unknown_of(name, &what, words(schema).map(|word| (word, of.clone())));
        self.fault(fault)
    }

    /// What to say of a column in a place where only one value can stand for many rows.
    pub(super) fn not_in_group(&self, name: &Name, schema: &Schema, frame: &Frame) -> Diagnostic {
        let column = schema.column(&name.key()).and_then(|column| schema.columns.get(column.0));
        let numeric = column.is_some_and(|column| matches!(column_kind(column), Kind::Number(_)));
        let function = if numeric { "suma" } else { "lista" };
        let (place, help) = match frame {
            Frame::Whole(_) => ("la tabla", format!("escriba {function}({}) u otra función", name.text)),
            _ => (
                "el grupo",
                format!("escriba {function}({0}) u otra función, o agregue {0} después de «por cada»", name.text),
            ),
        };
        Diagnostic::new(Code::NotInGroup, format!("«{}» puede tener varios valores en {place}", name.text))
            .at(name.span, "¿cuál de ellos?")
            .help(help)
    }

    /// What a column belongs to, for «¿quiso decir…?».
    fn owner(&self, table: TableRef) -> String {
        let formats = || self.declared.formats.iter().map(|format| format.identifier.as_str());
        match table {
            TableRef::Plan | TableRef::Approved | TableRef::All => {
                let word = if self.declared.formats.len() > 1 { "de los formatos" } else { "del formato" };
                format!(", {word} {}", enumerate(&formats().collect::<Vec<_>>()))
            }
            TableRef::Reference(_) | TableRef::Part(_) => format!(", de la tabla «{}»", self.table_name(table)),
        }
    }

    /// `esta.programa`: what is just outside the query.
    fn outer_field(&mut self, owner: &Name, name: &Name, span: Span) -> Option<Expr> {
        if !self.in_query() {
            return self.fault(this_alone(owner));
        }
        if let Some(found) = self.in_frame(1, name) {
            return Some(Expr { span, ..found });
        }
        let frame = self.frame(1)?.clone();
        let Some(table) = frame.table() else { return self.fault(this_in_body(owner, name)) };
        let schema = self.schema(table);
        if schema.column(&name.key()).is_some() {
            return self.fault(self.not_in_group(name, schema, &frame));
        }
        self.known_column(table, name).and(None)
    }

    /// `plan.dependencia`, `plan.fila`, `plan.archivo`.
    fn table_field(&mut self, owner: &Name, table: TableRef, name: &Name, span: Span) -> Option<Expr> {
        if matches!(table, TableRef::Plan | TableRef::Approved) && !self.has_plan(owner) {
            return None;
        }
        if let Some(found) = self.about_row(table, name, span) {
            return Some(found);
        }
        match self.part_kind(table, name) {
            Some(PartKind::Totals) => return self.totals(table, name, span),
            Some(_) => return self.fault(part_alone(self.table_name(table), name)),
            None => {}
        }
        let column = self.known_column(table, name)?;
        if let Some(dato) = self.dato(table, column, span) {
            return Some(dato);
        }
        self.fault(whole_column(&owner.text, name, span))
    }

    /// `plan.fuentes.valor`
    fn part_field(&mut self, path: &TablePath, name: &Name, span: Span) -> Option<Expr> {
        let table = self.table_path(path)?;
        let column = self.known_column(table, name)?;
        if let (Some(part), true) = (&path.part, self.is_totals(table)) {
            let row = self.totals(self.base(table), part, path.base.span.to(part.span))?;
            return Some(self.column(table, column, Node::Field { row: Box::new(row), column }, span));
        }
        self.fault(whole_column(self.table_name(table), name, span))
    }

    /// `fila`, `hoja` and `archivo` of the plan.
    fn about_row(&self, table: TableRef, name: &Name, span: Span) -> Option<Expr> {
        let up = (0..self.frames.len())
            .find(|up| matches!(self.frame(*up), Some(Frame::Row(own)) if self.base(*own) == table));
        let (node, kind) = match (name.key().as_str(), table) {
            ("archivo", TableRef::Plan | TableRef::Approved) => (Node::FileName(table), Kind::Text),
            ("fila", _) => (Node::RowNumber { up: up? }, Kind::Number(Unit::Plain)),
            ("hoja", _) => (Node::SheetName { up: up? }, Kind::Text),
            _ => return None,
        };
        Some(Expr { node, kind, span })
    }
}

fn table_alone(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::TypeMismatch, format!("«{}» es una tabla, no un valor", name.text))
        .at(name.span, "una tabla entera")
        .help(format!("escriba {0}[clave].columna para un valor suyo, o «x en {0}» para saber si está", name.text))
}

fn function_alone(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::TypeMismatch, format!("«{}» es una función, y se usa con sus argumentos", name.text))
        .at(name.span, "sin paréntesis")
        .help(format!("escriba {}(…)", name.text))
}

fn plan_unseen(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::UnknownName, format!("una función no ve la columna «{}» del plan", name.text))
        .at(name.span, "no es un argumento")
        .help("pásela como argumento: agregue un nombre entre los paréntesis, y al usar la función dé ahí la columna")
}

fn this_in_body(owner: &Name, name: &Name) -> Diagnostic {
    Diagnostic::new(Code::UnknownName, "una función no ve la fila desde la que se usa")
        .at(owner.span, "fuera de la función")
        .help(format!("pase «{}» como argumento", name.text))
}

/// A table made out of another, where one value is meant.
fn part_alone(table: &str, name: &Name) -> Diagnostic {
    Diagnostic::new(Code::TypeMismatch, format!("«{table}.{}» es una tabla, no un valor", name.text))
        .at(name.span, "una tabla entera")
        .help(format!("recórrala con «por cada fila de {table}.{0}», o pida suma(COLUMNA de {table}.{0})", name.text))
}

fn whole_column(table: &str, name: &Name, span: Span) -> Diagnostic {
    let help = format!("para el valor de la fila escriba «{}»; para todos, suma(…), lista(…) o «en»", name.text);
    let message = format!("«{table}.{}» es una columna entera, no un solo valor", name.text);
    Diagnostic::new(Code::TypeMismatch, message).at(span, "varios valores").help(help)
}

fn this_alone(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::UnknownName, "«esta» solo tiene sentido dentro de «de … donde», «existe fila» o «toda fila»")
        .at(name.span, "aquí no hay una fila de afuera")
        .help("escriba el nombre de la columna sin «esta»")
}

fn family_alone(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::TypeMismatch, format!("«{}» es una familia de columnas, no un solo valor", name.text))
        .at(name.span, "varias columnas")
        .help(format!("escriba {0}[…] para una de ellas, o suma({0}) para todas", name.text))
}

/// Whether a name is that of a cell, as in an Excel formula: `B2`, `AA10`.
fn is_cell(name: &str) -> bool {
    let row = name.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
    let columns = name.len() - row.len();
    (1..=3).contains(&columns) && !row.is_empty() && row.bytes().all(|byte| byte.is_ascii_digit())
}

fn cell_named(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::UnknownName, format!("«{}» es una celda, y las reglas no citan celdas", name.text))
        .at(name.span, "celda")
        .help("escriba el nombre de la columna: la regla vale para todas sus filas")
}
