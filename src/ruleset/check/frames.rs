//! Frames: which row, group or table a bare name belongs to.

use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{self, Name, TablePath};
use crate::text::fold;

use super::super::declare::Meaning;
use super::super::model::{Expr, Kind, Schema, Subject, SubjectKind, TableRef};
use super::super::names::unknown;
use super::Checker;

/// What an expression is evaluated in.
#[derive(Clone, Debug)]
pub(in crate::ruleset) enum Frame {
    /// A row of a table.
    Row(TableRef),
    /// A group of rows with its keys.
    Group { table: TableRef, keys: Vec<(String, Kind)> },
    /// A table with all its rows.
    Whole(TableRef),
    /// The body of a function, which sees nothing of where it is used but its arguments.
    Body,
}

impl Frame {
    /// The frame of a rule's subject.
    pub(in crate::ruleset) fn of(subject: &Subject) -> Self {
        match &subject.kind {
            SubjectKind::Rows => Frame::Row(subject.table),
            SubjectKind::Whole => Frame::Whole(subject.table),
            SubjectKind::Groups(keys) => {
                let named = keys.iter().map(|key| (fold(&key.name), key.expr.kind.clone()));
                Frame::Group { table: subject.table, keys: named.collect() }
            }
        }
    }

    /// The table of the frame, if it has one.
    pub(in crate::ruleset) fn table(&self) -> Option<TableRef> {
        match self {
            Frame::Row(table) | Frame::Whole(table) | Frame::Group { table, .. } => Some(*table),
            Frame::Body => None,
        }
    }
}

/// Whether a table has the columns of the formats.
pub(super) fn is_plan(table: TableRef) -> bool {
    matches!(table, TableRef::Plan | TableRef::Approved | TableRef::All)
}

/// The names of a schema's columns and families, for «¿quiso decir…?».
pub(super) fn words(schema: &Schema) -> impl Iterator<Item = &str> {
    let single = schema.columns.iter().filter(|column| column.family.is_none()).map(|column| column.name.as_str());
    single.chain(schema.families.iter().map(|family| family.name.as_str()))
}

impl Checker<'_> {
    /// The frame that is `up` levels out.
    pub(super) fn frame(&self, up: usize) -> Option<&Frame> {
        self.frames.len().checked_sub(up + 1).and_then(|at| self.frames.get(at))
    }

    /// Whether the innermost frame is a row of a query within the rule, not the rule's own subject.
    pub(super) fn in_query(&self) -> bool {
        self.frames.len() > 1
    }

    /// The table of the outermost frame.
    pub(in crate::ruleset) fn subject_table(&self) -> Option<TableRef> {
        self.frames.first().and_then(Frame::table)
    }

    /// Evaluates `inner` with a further frame, a row of `table`.
    pub(super) fn in_row<T>(&mut self, table: TableRef, inner: impl FnOnce(&mut Self) -> T) -> T {
        self.frames.push(Frame::Row(table));
        let result = inner(self);
        self.frames.pop();
        result
    }

    /// The table that a name stands for, if it stands for one.
    pub(super) fn table_named(&mut self, name: &Name) -> Option<TableRef> {
        let table = match name.key().as_str() {
            "plan" => TableRef::Plan,
            "aprobado" => TableRef::Approved,
            "planes" => TableRef::All,
            _ => match self.declared.names.get(name)? {
                Meaning::Table(id) => TableRef::Reference(id),
                Meaning::Parameter(_) | Meaning::Function(_) => return None,
            },
        };
        if self.is_reading && self.stands_in_plan(table) {
            self.refuse_unread(name);
        }
        self.note_read(table);
        Some(table)
    }

    /// Whether a name stands for a table.
    pub(in crate::ruleset) fn names_table(&self, name: &Name) -> bool {
        let built_in = ["plan", "aprobado", "planes"].contains(&name.key().as_str());
        built_in || matches!(self.declared.names.get(name), Some(Meaning::Table(_)))
    }

    /// Says which table, or family of the rows at hand, may have been meant.
    pub(in crate::ruleset) fn unknown_table<T>(&mut self, name: &Name, what: &str) -> Option<T> {
        if self.declared.names.is_broken(name) {
            return None;
        }
        let tables = self.declared.tables.iter().map(|table| table.schema.name.as_str());
        let families = self.frames.iter().filter_map(Frame::table).flat_map(|table| &self.schema(table).families);
        let known = tables.chain(families.map(|family| family.name.as_str())).chain(["plan", "planes", "aprobado"]);
        let fault = unknown(name, what, known);
        self.fault(fault)
    }

    /// Remembers that the rule reads a table, which decides how often it runs.
    fn note_read(&mut self, table: TableRef) {
        self.reads_plan |= table == TableRef::Plan || self.stands_in_plan(table);
        self.reads_approved |= table == TableRef::Approved;
        self.reads_all |= table == TableRef::All;
    }

    /// A table in the workbook's own sheets is read after the rows of the plan. One name is looked at more than once, and
    /// told once.
    fn refuse_unread(&mut self, name: &Name) {
        let message = format!("«{}» se lee después de las filas del plan, y aquí se decide cuáles son", name.text);
        if self.diagnostics.iter().all(|told| told.message != message) {
            let fault = Diagnostic::new(Code::TypeMismatch, message).at(name.span, "todavía no se ha leído");
            self.diagnostics.push(fault.help("en el formato, «donde» sólo mira las columnas de la fila"));
        }
    }

    /// Whether a table stands in each workbook (`tabla … desde plan`).
    fn stands_in_plan(&self, table: TableRef) -> bool {
        let TableRef::Reference(id) = table else { return false };
        self.declared.tables.get(id.0).is_some_and(|decl| decl.of_plan)
    }

    /// The table that a path names, or a fault.
    pub(in crate::ruleset) fn table_path(&mut self, path: &TablePath) -> Option<TableRef> {
        let Some(table) = self.table_named(&path.base) else {
            return self.unknown_table(&path.base, "la tabla");
        };
        if (is_plan(table) || self.stands_in_plan(table)) && !self.has_plan(&path.base) {
            return None;
        }
        match &path.part {
            None => Some(table),
            Some(part) => self.part(table, part),
        }
    }

    /// Whether all columns of a table are known: an unknown one is then a fault of the rule.
    pub(in crate::ruleset) fn is_whole(&self, table: TableRef) -> bool {
        match table {
            TableRef::Plan | TableRef::Approved | TableRef::All => self.declared.plan_is_whole,
            TableRef::Part(id) => self.declared.parts.get(id).is_none_or(|part| self.is_whole(part.base)),
            TableRef::Reference(_) => !self.declared.names.is_broken_key(&fold(self.table_name(table))),
        }
    }

    /// Whether `plan` has columns; tells if no format gives them.
    pub(super) fn has_plan(&mut self, name: &Name) -> bool {
        if self.declared.has_plan {
            return true;
        }
        if self.declared.plan_is_whole {
            let fault = Diagnostic::new(Code::MissingItem, "el conjunto de reglas no tiene ningún «formato plan»");
            let fault =
                fault.at(name.span, "no se sabe cómo leerlo").help("escriba «formato plan \"…\"» con sus columnas");
            self.diagnostics.push(fault);
        }
        false
    }

    /// The table and the condition of `T donde …`, the condition with the row as a further frame.
    pub(super) fn from(&mut self, from: &ast::From) -> Option<(TableRef, Option<Box<Expr>>)> {
        let table = self.table_path(&from.table)?;
        let filter = match &from.filter {
            None => None,
            Some(filter) => Some(Box::new(self.in_row(table, |inner| inner.truth(filter, "lo que sigue a «donde»"))?)),
        };
        Some((table, filter))
    }
}
