//! Bare names, and names after a point.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Name, TablePath};
use crate::text::enumerate;
use crate::value::Unit;

use super::super::declare::Meaning;
use super::super::model::{ColumnId, Expr, Kind, LetId, Node, PartKind, Schema, TableRef};
use super::super::names::unknown_of;
use super::frames::{Frame, is_plan, words};
use super::misnamed::{
    cell_named, dato_of_all, elsewhere, family_alone, function_alone, is_cell, part_alone, plan_unseen, summed,
    this_alone, this_in_body, this_row,
};
use super::{Checker, column_kind, type_kind};

/// What a table of a workbook says of its rows, beside its columns; folded.
pub(super) const ROW_WORDS: [&str; 3] = ["fila", "hoja", "archivo"];

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
            Some(Meaning::Table(id)) => {
                let fault = self.table_alone(name, Some(TableRef::Reference(id)));
                self.fault(fault)
            }
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
            "plan" | "aprobado" | "planes" => {
                let fault = self.table_alone(name, None);
                self.fault(fault)
            }
            "esta" => self.fault(if self.in_query() { this_row(name) } else { this_alone(name) }),
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

    /// A dato of the title block, if the column is one of a single workbook.
    fn dato(&self, table: TableRef, column: ColumnId, span: Span) -> Option<Expr> {
        let decl = self.schema(table).columns.get(column.0)?;
        let single = self.is_single(table, column);
        let (table, column) = self.source_column(table, column);
        single.then(|| Expr { node: Node::Dato { table, column }, kind: column_kind(decl), span })
    }

    /// Whether a column is a dato with one value in the whole table; in `planes` each workbook has its own.
    pub(super) fn is_single(&self, table: TableRef, column: ColumnId) -> bool {
        self.base(table) != TableRef::All && self.schema(table).columns.get(column.0).is_some_and(|decl| decl.dato)
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
            if let Some(family) = schema.family(&name.key()).and_then(|id| schema.families.get(id.0)) {
                return self.fault(summed(name, schema, family));
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
        let fault = elsewhere(name).unwrap_or_else(|| unknown_of(name, "el nombre", known));
        self.fault(fault)
    }

    /// A name after a point: `plan.dependencia`, `esta.programa`, `m.cuatrienio`, `techos[…].valor`.
    pub(in crate::ruleset) fn field(&mut self, base: &ast::Expr, name: &Name, span: Span) -> Option<Expr> {
        if let ExprKind::Name(owner) = &base.kind {
            if owner.key() == "esta" {
                return self.outer_field(owner, name, span);
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
        if let Some(fault) = self.entry_as_field(base, name, span) {
            return self.fault(fault);
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
            let owner = self.written(base.span).to_owned();
            let message = format!("«{owner}» es {words}, y no tiene columnas");
            let fault = Diagnostic::new(Code::TypeMismatch, message).at(row.span, words).at(name.span, "columna");
            let rest = Span { start: base.span.end, ..span };
            return self.fault(fault.help(format!("escriba sólo «{owner}»")).fix(rest, ""));
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
            let point = Span { end: name.span.start, ..span };
            let fault = this_alone(owner).help(format!("escriba «{}» sin «esta»", name.text));
            return self.fault(fault.fix(point, ""));
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
        if is_plan(table) && !self.has_plan(owner) {
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
        let is_dato = self.schema(table).columns.get(column.0).is_some_and(|decl| decl.dato);
        let fault = if is_dato { dato_of_all(name, span) } else { self.column_alone(&owner.text, table, name, span) };
        self.fault(fault)
    }

    /// `plan.fuentes.valor`
    fn part_field(&mut self, path: &TablePath, name: &Name, span: Span) -> Option<Expr> {
        let table = self.table_path(path)?;
        let column = self.known_column(table, name)?;
        if let (Some(part), true) = (&path.part, self.is_totals(table)) {
            let row = self.totals(self.base(table), part, path.base.span.to(part.span))?;
            return Some(self.column(table, column, Node::Field { row: Box::new(row), column }, span));
        }
        let owner = self.table_name(table);
        let fault = self.column_alone(owner, table, name, span);
        self.fault(fault)
    }

    /// `fila`, `hoja` and `archivo` of the plan.
    fn about_row(&self, table: TableRef, name: &Name, span: Span) -> Option<Expr> {
        let up = (0..self.frames.len())
            .find(|up| matches!(self.frame(*up), Some(Frame::Row(own)) if self.base(*own) == table));
        let (node, kind) = match (name.key().as_str(), table) {
            ("archivo", TableRef::Plan | TableRef::Approved) => (Node::FileName(table), Kind::Text),
            ("archivo", _) if self.base(table) == TableRef::All => (Node::RowFile { up: up? }, Kind::Text),
            ("fila", _) => (Node::RowNumber { up: up? }, Kind::Number(Unit::Plain)),
            ("hoja", _) => (Node::SheetName { up: up? }, Kind::Text),
            _ => return None,
        };
        Some(Expr { node, kind, span })
    }
}
