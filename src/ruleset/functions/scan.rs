//! The names of a function's body, whatever it is given: what it may see, and which functions it uses.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind, From, Funcion, Name};
use crate::text::fold;

use super::super::builtins::AGGREGATES;
use super::super::check::{Argument, Checker, Frame};
use super::super::declare::{Declared, Meaning};
use super::super::names::refuse_built_in;
use super::circles::Calls;

/// What a body came to.
pub(super) struct Scanned {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The functions that it uses.
    pub(super) calls: Calls,
}

/// Faults of the arguments' names.
pub(super) fn params(declared: &Declared, funcion: &Funcion) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (at, param) in funcion.params.iter().enumerate() {
        let earlier = funcion.params.iter().take(at).find(|earlier| earlier.key() == param.key());
        if let Some(earlier) = earlier {
            let fault = Diagnostic::new(Code::DuplicateName, format!("«{}» nombra dos argumentos", param.text));
            let fault = fault.at(param.span, "segunda vez").at(earlier.span, "primera vez");
            faults.push(fault.help("dé otro nombre a uno de los dos"));
        } else if let Some(hidden) = declared.names.defined_at(param) {
            let fault = Diagnostic::new(Code::HiddenName, format!("«{}» ya nombra otra cosa", param.text));
            faults.push(
                fault
                    .at(param.span, "este nombre la taparía")
                    .at(hidden, "lo que ya se llama así")
                    .help("dé otro nombre a este argumento"),
            );
        } else {
            faults.extend(refuse_built_in(param));
        }
    }
    faults
}

/// Looks at every name of a body.
pub(super) fn body(declared: &Declared, funcion: &Funcion) -> Scanned {
    let mut scan = Scan { checker: Checker::new(declared), calls: Vec::new() };
    let arguments = funcion.params.iter().map(Argument::unknown).collect();
    scan.checker.frames = vec![Frame::Body];
    scan.checker.arguments = arguments;
    scan.expr(&funcion.body);
    Scanned { diagnostics: scan.checker.diagnostics, calls: scan.calls }
}

struct Scan<'a> {
    checker: Checker<'a>,
    calls: Calls,
}

impl Scan<'_> {
    fn all<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) {
        for expr in exprs {
            self.expr(expr);
        }
    }

    fn expr(&mut self, written: &Expr) {
        match &written.kind {
            ExprKind::Literal(_) => {}
            ExprKind::Name(name) => self.name(name),
            ExprKind::Field(base, name) => self.field(base, name, written.span),
            ExprKind::Index(base, keys) => {
                self.base(base);
                self.all(keys);
            }
            ExprKind::Slice(base, first, last) => {
                self.base(base);
                self.all([&**first, &**last]);
            }
            ExprKind::Call { name, args, from } => self.call(name, args, from.as_ref(), written.span),
            ExprKind::ExistsRow(from) => self.in_rows(from, |_| {}),
            ExprKind::EveryRow(from, holds) => self.in_rows(from, |scan| scan.expr(holds)),
            ExprKind::In(item, set) => {
                self.expr(item);
                self.several(set);
            }
            _ => self.all(children(&written.kind)),
        }
    }

    /// A bare name, which gives one value.
    fn name(&mut self, name: &Name) {
        if !self.hides_argument(name) && !self.of_plan(name) {
            self.checker.name(name);
        }
    }

    /// Tells of an argument's name that a column of the query takes: nobody could tell which one is meant.
    fn hides_argument(&mut self, name: &Name) -> bool {
        let key = name.key();
        let tables: Vec<_> = self.checker.frames.iter().filter_map(Frame::table).collect();
        let column = tables.iter().find(|table| self.checker.schema(**table).column(&key).is_some());
        let Some(table) = column.filter(|_| self.checker.is_argument(name)) else { return false };
        let message = format!(
            "«{}» es aquí una columna de «{}» y también un argumento",
            name.text,
            self.checker.table_name(*table)
        );
        let fault = Diagnostic::new(Code::HiddenName, message).at(name.span, "¿cuál de los dos?");
        self.checker.diagnostics.push(fault.help("dé otro nombre al argumento"));
        true
    }

    /// Tells of the plan's tables, which a function does not see.
    fn of_plan(&mut self, name: &Name) -> bool {
        let is_plan = ["plan", "planes", "aprobado"].contains(&name.key().as_str());
        if is_plan {
            let fault = Diagnostic::new(Code::UnknownName, format!("una función no ve «{}»", name.text))
                .at(name.span, "no es una tabla de referencia")
                .help("una función lee sus argumentos, los parámetros y las tablas: pase lo que necesita del plan como argumento");
            self.checker.diagnostics.push(fault);
        }
        is_plan
    }

    fn field(&mut self, base: &Expr, name: &Name, span: Span) {
        let ExprKind::Name(owner) = &base.kind else { return self.expr(base) };
        if !self.of_plan(owner) {
            self.checker.field(base, name, span);
        }
    }

    /// What stands before brackets: a table, a family or an argument.
    fn base(&mut self, base: &Expr) {
        if self.is_family(base) {
            return;
        }
        let ExprKind::Name(owner) = &base.kind else { return self.expr(base) };
        if self.checker.is_argument(owner) || self.of_plan(owner) {
            return;
        }
        if self.checker.names_table(owner) {
            self.checker.table_path(&ast::TablePath { base: owner.clone(), part: None });
        } else {
            self.checker.unknown_table::<()>(owner, "la tabla o la familia");
        }
    }

    /// Whether an expression names a family: `techo`, `esta.techo`, `techos[…].techo`. Its faults are told elsewhere.
    fn is_family(&mut self, written: &Expr) -> bool {
        let told = self.checker.diagnostics.len();
        let found = matches!(self.checker.family(written), Some(Some(_)));
        self.checker.diagnostics.truncate(told);
        found
    }

    /// What may stand for several values: a family, a table's key or column.
    fn several(&mut self, written: &Expr) {
        match &written.kind {
            ExprKind::Name(name) if self.checker.names_table(name) => {
                self.of_plan(name);
            }
            ExprKind::Name(_) | ExprKind::Field(..) if self.is_family(written) => {}
            ExprKind::Field(base, column) => match &base.kind {
                ExprKind::Name(owner) if self.checker.names_table(owner) => self.whole_column(owner, column),
                _ => self.expr(written),
            },
            _ => self.expr(written),
        }
    }

    fn whole_column(&mut self, owner: &Name, column: &Name) {
        if self.of_plan(owner) {
            return;
        }
        if let Some(table) = self.checker.table_path(&ast::TablePath { base: owner.clone(), part: None }) {
            self.checker.known_column(table, column);
        }
    }

    fn call(&mut self, name: &Name, args: &[Expr], from: Option<&From>, span: Span) {
        let key = name.key();
        let is_aggregate = AGGREGATES.iter().any(|signature| fold(signature.name) == key);
        if let Some(Meaning::Function(id)) = self.checker.declared.names.get(name) {
            self.calls.push((id, span));
            if let Some(function) = self.checker.declared.functions.get(id) {
                self.checker.refuse_count(function, args.len(), span);
            }
        } else if !self.checker.is_function(name) {
            self.checker.unknown_function(name, args, span);
        }
        let rows = |arg: &&Expr| !matches!(&arg.kind, ExprKind::Name(name) if is_aggregate && name.key() == "filas");
        let args: Vec<&Expr> = args.iter().filter(rows).collect();
        let scan_args = |scan: &mut Self| args.iter().for_each(|arg| scan.several(arg));
        match from {
            Some(from) => self.in_rows(from, scan_args),
            None => scan_args(self),
        }
    }

    /// `T donde …`, and what is evaluated in each of its rows.
    fn in_rows(&mut self, from: &From, inner: impl FnOnce(&mut Self)) {
        if self.of_plan(&from.table.base) {
            return;
        }
        let Some(table) = self.checker.table_path(&from.table) else { return };
        self.checker.frames.push(Frame::Row(table));
        self.all(from.filter.as_deref());
        inner(self);
        self.checker.frames.pop();
    }
}

/// The operands of an operator.
fn children(kind: &ExprKind) -> Vec<&Expr> {
    match kind {
        ExprKind::Negate(inner)
        | ExprKind::Not(inner)
        | ExprKind::IsEmpty(inner)
        | ExprKind::IsFormula(inner)
        | ExprKind::ExistsKey(inner) => vec![inner],
        ExprKind::Binary(_, left, right) | ExprKind::Match(_, left, right) => vec![left, right],
        ExprKind::Compare { left, right, tolerance, .. } => {
            [left, right].into_iter().map(|side| &**side).chain(tolerance.as_deref()).collect()
        }
        ExprKind::Between(first, second, third) | ExprKind::If(first, second, third) => vec![first, second, third],
        ExprKind::List(elements) => elements.iter().collect(),
        _ => Vec::new(),
    }
}
