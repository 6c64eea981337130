//! `suma`, `cuenta` and their like, and `existe fila` / `toda fila`.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Name};
use crate::value::Unit;

use super::super::builtins::{Aggregate, Signature};
use super::super::model::{Expr, Kind, Node, RowSource, TableRef};
use super::Checker;
use super::frames::Frame;
use super::names::ROW_WORDS;

/// What an aggregate takes from each row, and of what kind it is; nothing for `filas`.
struct Items {
    exprs: Vec<Expr>,
    kind: Option<Kind>,
    /// Whether one of them is a list.
    has_list: bool,
}

impl Checker<'_> {
    /// A function over many values.
    pub(super) fn aggregate(
        &mut self,
        signature: &Signature<Aggregate>,
        args: &[ast::Expr],
        from: Option<&ast::From>,
        span: Span,
    ) -> Option<Expr> {
        if args.is_empty() {
            return self.fault(nothing_to_take(signature, span));
        }
        let (rows, Items { exprs: items, kind, .. }) = match from {
            Some(from) => self.over_query(signature, args, from)?,
            None => self.over_here(signature, args, span)?,
        };
        let kind = self.aggregate_kind(signature, kind, span)?;
        Some(Expr { node: Node::Aggregate { function: signature.function, rows, items }, kind, span })
    }

    /// `suma(valor de techos donde …)`
    fn over_query(
        &mut self,
        signature: &Signature<Aggregate>,
        args: &[ast::Expr],
        from: &ast::From,
    ) -> Option<(RowSource, Items)> {
        let (table, filter) = self.from(from)?;
        let items = self.in_row(table, |inner| inner.items(signature, args))?;
        Some((RowSource::Query { table, filter }, items))
    }

    /// Over the group, along the row, or over the column of a named table.
    fn over_here(
        &mut self,
        signature: &Signature<Aggregate>,
        args: &[ast::Expr],
        span: Span,
    ) -> Option<(RowSource, Items)> {
        if let [only] = args
            && let Some((table, column)) = self.whole_column(only)
        {
            let items = self.in_row(table, |inner| inner.items(signature, std::slice::from_ref(&column)))?;
            return Some((RowSource::Query { table, filter: None }, items));
        }
        match self.frames.last() {
            Some(Frame::Group { table, .. } | Frame::Whole(table)) => {
                let table = *table;
                if self.of_one_row(args) {
                    return Some((RowSource::Here, self.items(signature, args)?));
                }
                let items = self.in_row(table, |inner| inner.items(signature, args))?;
                Some((RowSource::Group, items))
            }
            _ => self.along_row(signature, args, span).map(|items| (RowSource::Here, items)),
        }
    }

    /// `techos.valor` as the argument of an aggregate: the table and the bare column.
    fn whole_column(&mut self, written: &ast::Expr) -> Option<(TableRef, ast::Expr)> {
        let ExprKind::Field(base, name) = &written.kind else { return None };
        let path = self.path(base)?;
        let table = self.table_path(&path)?;
        let found = self.schema(table).column(&name.key());
        match (found, name.key().as_str()) {
            (Some(column), _) if self.is_single(table, column) => None,
            // Of a row, but no column: in a group over the table it is that of the group's rows.
            (None, word) if ROW_WORDS.contains(&word) && self.in_group_of(table) => None,
            (None, "archivo") if self.base(table) != TableRef::All => None,
            // The name alone would mean nothing in it.
            (None, word) if ROW_WORDS.contains(&word) => Some((table, written.clone())),
            _ => Some((table, ast::Expr { kind: ExprKind::Name(name.clone()), span: written.span })),
        }
    }

    /// Whether the rows at hand are a group of a table's, or all of them.
    fn in_group_of(&self, table: TableRef) -> bool {
        matches!(self.frames.last(), Some(Frame::Group { table: own, .. } | Frame::Whole(own)) if self.base(*own) == table)
    }

    /// Whether the arguments are families of a row that the whole group shares (`metas[meta].ejecutado`): they are
    /// taken once, not once for each row of the group.
    fn of_one_row(&mut self, args: &[ast::Expr]) -> bool {
        let told = self.diagnostics.len();
        let one_row = args.iter().all(|arg| matches!(self.several(arg), Some(Some(_))));
        self.diagnostics.truncate(told);
        one_row
    }

    /// Several values of the row at hand; one alone is a sign that a group was meant.
    fn along_row(&mut self, signature: &Signature<Aggregate>, args: &[ast::Expr], span: Span) -> Option<Items> {
        if args.iter().any(is_rows) {
            let fault = Diagnostic::new(Code::WrongArguments, "aquí no hay un grupo de filas que contar");
            return self.fault(
                fault.at(span, "una sola fila").help("escriba cuenta(filas de plan), o «por cada programa de plan»"),
            );
        }
        let items = self.items(signature, args)?;
        let several = args.len() > 1
            || items.has_list
            || args.iter().any(|arg| self.several(arg).is_some_and(|found| found.is_some()));
        if several {
            return Some(items);
        }
        let text = args.first().map_or("x", |arg| name_text(arg));
        let message = format!("{}({text}) toma aquí un solo valor, el de la fila", signature.name);
        let help = format!(
            "escriba {}({text} de plan) para todas las filas, o agrupe con «por cada COLUMNA de plan»",
            signature.name
        );
        self.fault(Diagnostic::new(Code::WrongArguments, message).at(span, "una sola fila").help(help))
    }

    /// What an aggregate takes from each row: nothing for `filas`.
    fn items(&mut self, signature: &Signature<Aggregate>, args: &[ast::Expr]) -> Option<Items> {
        let mut items = Items { exprs: Vec::new(), kind: None, has_list: false };
        if matches!(args, [only] if is_rows(only)) {
            return Some(items);
        }
        // Numbers written in the rule come last, for they take the unit of the others.
        let mut args: Vec<&ast::Expr> = args.iter().collect();
        args.sort_by_key(|arg| matches!(arg.kind, ExprKind::Literal(_)));
        for arg in args {
            let (exprs, kind) = match self.several(arg)? {
                Some(several) => several,
                None => {
                    let one = self.expr(arg)?;
                    let one = match &items.kind {
                        Some(first) => self.adapt(arg, one, first)?,
                        None => one,
                    };
                    let kind = match &one.kind {
                        Kind::List(inner) => {
                            items.has_list = true;
                            (**inner).clone()
                        }
                        kind => kind.clone(),
                    };
                    (vec![one], kind)
                }
            };
            if items.kind.as_ref().is_some_and(|first| *first != kind) {
                let message = format!("los valores de {} no son todos de la misma clase", signature.name);
                let words = self.kind_words(&kind);
                let first = items.kind.as_ref().map_or_else(String::new, |first| self.kind_words(first));
                let help = format!("los demás son {first}: quite «{}», o póngalo aparte", self.written(arg.span));
                return self.fault(Diagnostic::new(Code::UnitMismatch, message).at(arg.span, words).help(help));
            }
            items.kind = Some(kind);
            items.exprs.extend(exprs);
        }
        Some(items)
    }

    /// What an aggregate gives, by what it takes.
    fn aggregate_kind(&mut self, signature: &Signature<Aggregate>, taken: Option<Kind>, span: Span) -> Option<Kind> {
        let number = Kind::Number(Unit::Plain);
        match (signature.function, taken) {
            (Aggregate::Count, _) => Some(number),
            (Aggregate::Distinct, Some(_)) => Some(number),
            (Aggregate::List, Some(kind)) => Some(Kind::List(Box::new(kind))),
            (Aggregate::Sum | Aggregate::Mean, Some(Kind::Number(unit))) => Some(Kind::Number(unit)),
            (Aggregate::Min | Aggregate::Max, Some(kind @ (Kind::Number(_) | Kind::Date | Kind::Code))) => Some(kind),
            (_, None) => self.fault(nothing_to_take(signature, span)),
            (_, Some(kind)) => {
                let found = self.kind_words(&kind);
                let message = format!("{} no se puede calcular sobre {found}", signature.name);
                let others = match kind {
                    Kind::Date => "de fechas se pueden pedir mínimo(x), máximo(x), cuenta(x) o distintos(x)",
                    Kind::Bool => "cuente las filas que lo cumplen: cuenta(filas de plan donde …)",
                    Kind::Row(_) => "pida una columna de la fila",
                    _ => "de textos y códigos se pueden pedir cuenta(x), distintos(x) o lista(x)",
                };
                self.fault(Diagnostic::new(Code::TypeMismatch, message).at(span, found).help(others))
            }
        }
    }

    /// `existe fila de T donde …`
    pub(super) fn exists_row(&mut self, from: &ast::From, span: Span) -> Option<Expr> {
        let (table, filter) = self.from(from)?;
        Some(Expr { node: Node::ExistsRow { table, filter }, kind: Kind::Bool, span })
    }

    /// `toda fila de T donde … cumple …`
    pub(super) fn every_row(&mut self, from: &ast::From, holds: &ast::Expr, span: Span) -> Option<Expr> {
        let (table, filter) = self.from(from)?;
        let holds = self.in_row(table, |inner| inner.truth(holds, "lo que sigue a «cumple»"))?;
        Some(Expr { node: Node::EveryRow { table, filter, holds: Box::new(holds) }, kind: Kind::Bool, span })
    }
}

/// `suma()`, `suma(filas)`
fn nothing_to_take(signature: &Signature<Aggregate>, span: Span) -> Diagnostic {
    let message = format!("a {} le falta de qué columna", signature.name);
    let help = format!("escríbala entre los paréntesis: {}(total)", signature.name);
    Diagnostic::new(Code::WrongArguments, message).at(span, "sin columna").help(help)
}

/// `filas`, which stands for the rows themselves.
fn is_rows(written: &ast::Expr) -> bool {
    matches!(&written.kind, ExprKind::Name(Name { text, .. }) if crate::text::fold(text) == "filas")
}

fn name_text(written: &ast::Expr) -> &str {
    match &written.kind {
        ExprKind::Name(name) => &name.text,
        _ => "x",
    }
}
