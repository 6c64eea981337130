//! Expressions as written to typed expressions: every name found, every kind and unit settled.
//!
//! A faulty expression gives `None` and has been told; what contains it stays silent, so that one fault is one message.

mod aggregates;
mod calls;
mod changes;
mod frames;
mod functions;
mod inspect;
mod lookups;
mod membership;
mod misnamed;
mod names;
mod operators;
mod parts;
mod unlike;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind};
use crate::value::{Type, Unit};

use super::declare::Declared;
use super::model::{ColumnDecl, ColumnId, Expr, Kind, Node, PartDecl, PartKind, Schema, TableRef, Usage};
use super::schema::literal_value;
pub(super) use frames::Frame;
pub(super) use functions::Argument;

/// A local name of a rule.
pub(super) struct Local {
    pub(super) name: ast::Name,
    /// What it gives; `None` for a faulty one.
    kind: Option<Kind>,
    can_be_empty: bool,
    is_quotient: bool,
}

/// Checks the expressions of one rule.
pub(super) struct Checker<'a> {
    pub(super) declared: &'a Declared,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The frames of [`Node`], outermost first.
    pub(super) frames: Vec<Frame>,
    /// The local names so far.
    pub(super) lets: Vec<Local>,
    /// Whether it is the condition of a level, whose row does not yet know what stands above it.
    pub(super) is_level: bool,
    /// What the function at hand is given, where a function's body is being checked.
    pub(super) arguments: Vec<Argument>,
    /// How many functions enclose what is being checked.
    pub(super) uses: usize,
    /// How many expressions have been made so far, those counted again that a function repeats.
    pub(super) made: usize,
    /// Whether it has been told that functions come to too much.
    pub(super) is_excessive: bool,
    pub(super) reads_plan: bool,
    /// Whether it is a condition by which the rows are read, before the tables in the workbook's own sheets are.
    pub(super) is_reading: bool,
    pub(super) reads_approved: bool,
    pub(super) reads_all: bool,
    /// The columns that `cambió` names.
    pub(super) compared: Vec<ColumnId>,
    pub(super) usage: Usage,
}

impl<'a> Checker<'a> {
    /// A checker without frames or local names.
    pub(super) fn new(declared: &'a Declared) -> Self {
        Checker {
            declared,
            diagnostics: Vec::new(),
            frames: Vec::new(),
            lets: Vec::new(),
            is_level: false,
            arguments: Vec::new(),
            uses: 0,
            made: 0,
            is_excessive: false,
            reads_plan: false,
            is_reading: false,
            reads_approved: false,
            reads_all: false,
            compared: Vec::new(),
            usage: Usage::default(),
        }
    }

    /// Takes up a local name, which the expressions from here on may use.
    pub(super) fn define(&mut self, name: &ast::Name, value: Option<&Expr>) {
        self.lets.push(Local {
            name: name.clone(),
            kind: value.map(|value| value.kind.clone()),
            can_be_empty: value.is_none_or(|value| self.can_be_empty(value)),
            is_quotient: value.is_some_and(|value| self.is_quotient(value)),
        });
    }

    /// Checks an expression of any kind.
    pub(super) fn expr(&mut self, written: &ast::Expr) -> Option<Expr> {
        self.made += 1;
        match &written.kind {
            ExprKind::Literal(literal) => Some(constant(literal_value(literal), written.span)),
            ExprKind::Name(name) => self.name(name),
            ExprKind::Field(base, name) => self.field(base, name, written.span),
            ExprKind::Index(base, keys) => self.index(base, keys, written.span),
            ExprKind::Slice(..) => {
                let summed = format!("suma({})", self.written(written.span));
                self.fault(slice_alone(written.span, &summed))
            }
            ExprKind::Call { name, args, from } => self.call(name, args, from.as_ref(), written.span),
            ExprKind::ExistsKey(lookup) => self.exists_key(lookup, written.span),
            ExprKind::ExistsRow(from) => self.exists_row(from, written.span),
            ExprKind::EveryRow(from, holds) => self.every_row(from, holds, written.span),
            ExprKind::In(item, set) => self.membership(item, set, written.span),
            ExprKind::IsFormula(cell) => self.is_formula(cell, written.span),
            ExprKind::List(_) => self.fault(list_alone(written.span)),
            _ => self.operator(written),
        }
    }

    /// Checks an expression that must be true or false; `what` names it in the message.
    pub(super) fn truth(&mut self, written: &ast::Expr, what: &str) -> Option<Expr> {
        let checked = self.expr(written)?;
        self.expect_kind(checked, &Kind::Bool, what)
    }

    /// Gives the expression if it is of a kind, else tells.
    pub(super) fn expect_kind(&mut self, checked: Expr, kind: &Kind, what: &str) -> Option<Expr> {
        if checked.kind == *kind {
            return Some(checked);
        }
        let found = self.kind_words(&checked.kind);
        let message = match kind {
            Kind::Bool => format!("{what} no es una condición, sino {found}"),
            _ => format!("{what} tiene que ser {}, y es {found}", self.kind_words(kind)),
        };
        let fault = Diagnostic::new(Code::TypeMismatch, message).at(checked.span, self.kind_words(&checked.kind));
        let fault = match kind {
            Kind::Bool => self.advise_condition(fault, &checked),
            _ => fault.help(format!("escriba {} en lugar de «{}»", self.kind_words(kind), self.written(checked.span))),
        };
        self.fault(fault)
    }

    /// Tells a fault; gives `None`, as what it is about has no meaning.
    pub(super) fn fault<T>(&mut self, fault: Diagnostic) -> Option<T> {
        self.diagnostics.push(fault);
        None
    }

    /// The columns of a table.
    pub(super) fn schema(&self, table: TableRef) -> &'a Schema {
        match table {
            TableRef::Plan | TableRef::Approved | TableRef::All => &self.declared.plan,
            TableRef::Part(id) => self.declared.parts.get(id).map_or(&self.declared.plan, |part| &part.schema),
            TableRef::Reference(id) => {
                self.declared.tables.get(id.0).map_or(&self.declared.plan, |table| &table.schema)
            }
        }
    }

    /// What a table is made out of: itself, unless it is a part of another.
    pub(super) fn base(&self, table: TableRef) -> TableRef {
        let TableRef::Part(id) = table else { return table };
        self.declared.parts.get(id).map_or(table, |part| part.base)
    }

    /// Whether a table is that of the rows which end the data.
    pub(super) fn is_totals(&self, table: TableRef) -> bool {
        let TableRef::Part(id) = table else { return false };
        self.declared.parts.get(id).is_some_and(|part| part.kind == PartKind::Totals)
    }

    /// The column that a column is read from: its own, unless the table is made out of another.
    pub(super) fn source_column(&self, table: TableRef, column: ColumnId) -> (TableRef, ColumnId) {
        let TableRef::Part(id) = table else { return (table, column) };
        let source = |part: &PartDecl| Some((part.base, *part.sources.get(column.0)?));
        self.declared.parts.get(id).and_then(source).unwrap_or((table, column))
    }

    /// The name of a table as rules write it.
    pub(super) fn table_name(&self, table: TableRef) -> &'a str {
        match table {
            TableRef::Plan => "plan",
            TableRef::Approved => "aprobado",
            TableRef::All => "planes",
            TableRef::Reference(_) | TableRef::Part(_) => &self.schema(table).name,
        }
    }

    /// A kind in a planner's words.
    pub(super) fn kind_words(&self, kind: &Kind) -> String {
        match kind {
            Kind::Text => "un texto".to_owned(),
            Kind::Code => "un código".to_owned(),
            Kind::Number(Unit::Plain) => "un número".to_owned(),
            Kind::Number(Unit::Pesos) => "una cantidad de pesos".to_owned(),
            Kind::Number(Unit::Percent) => "un porcentaje".to_owned(),
            Kind::Date => "una fecha".to_owned(),
            Kind::Bool => "algo que se cumple o no".to_owned(),
            Kind::Row(table) => format!("una fila de «{}»", self.table_name(*table)),
            Kind::List(_) => "una lista".to_owned(),
        }
    }
}

/// A typed constant.
pub(super) fn constant(value: crate::value::Value, span: Span) -> Expr {
    use crate::value::Value;
    let kind = match &value {
        Value::Text(_) => Kind::Text,
        Value::Code(_) => Kind::Code,
        Value::Number(_, unit) => Kind::Number(*unit),
        Value::Date(_) => Kind::Date,
        Value::Bool(_) => Kind::Bool,
        Value::List(_) => Kind::List(Box::new(Kind::Text)),
    };
    Expr { node: Node::Constant(value), kind, span }
}

/// What a column gives.
pub(super) fn column_kind(column: &ColumnDecl) -> Kind {
    let each = type_kind(&column.ty);
    if column.several { Kind::List(Box::new(each)) } else { each }
}

/// What a declared type gives.
pub(super) fn type_kind(ty: &Type) -> Kind {
    match ty {
        Type::Text | Type::Choice(_) => Kind::Text,
        Type::Code(_) => Kind::Code,
        Type::Integer | Type::Decimal | Type::Pesos | Type::Percent { .. } => Kind::Number(ty.unit()),
        Type::Date => Kind::Date,
        Type::Bool { .. } => Kind::Bool,
    }
}

fn slice_alone(span: Span, summed: &str) -> Diagnostic {
    Diagnostic::new(Code::TypeMismatch, "un tramo de varias columnas no es un solo valor")
        .at(span, "varios valores")
        .help(format!("sume sus columnas, {summed}, o use otra función de varios valores"))
        .fix(span, summed)
}

fn list_alone(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TypeMismatch, "una lista no es un solo valor")
        .at(span, "varios valores")
        .help("una lista va después de «en»: tipo en (\"Adición\", \"Crédito\")")
}
