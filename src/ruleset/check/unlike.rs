//! What to do about two sides that cannot be compared or reckoned with, and about a value where a condition belongs.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, LiteralKind, Name};
use crate::text::{enumerate, fold, nearest, quote_all};
use crate::value::{Type, Unit, Value};

use super::super::model::{ArithmeticOp, ColumnDecl, Expr, Family, Kind, Node, TableRef};
use super::{Checker, column_kind};

/// A way out, and the change of the file that takes it.
type WayOut = (String, Option<(Span, String)>);

/// One side: as written and as understood.
type Side<'e> = (&'e ast::Expr, &'e Expr);

fn with(fault: Diagnostic, (help, change): WayOut) -> Diagnostic {
    match change {
        Some((span, text)) => fault.help(help).fix(span, text),
        None => fault.help(help),
    }
}

impl Checker<'_> {
    /// What is written at a place.
    pub(in crate::ruleset) fn written(&self, span: Span) -> &str {
        self.declared.sources.text(span)
    }

    /// Adds the way out where two sides are of unlike kinds.
    pub(super) fn advise_unlike(&mut self, fault: Diagnostic, left: Side<'_>, right: Side<'_>) -> Diagnostic {
        let way_out = self.unlike(left, right).or_else(|| self.unlike(right, left));
        with(fault, way_out.unwrap_or_else(|| (self.same_kind(&left.1.kind, &right.1.kind), None)))
    }

    /// The way out that the first of two sides shows.
    fn unlike(&mut self, one: Side<'_>, other: Side<'_>) -> Option<WayOut> {
        match (&one.0.kind, &one.1.kind, &other.1.kind) {
            (ExprKind::Literal(LiteralKind::Text(text)), _, kind) => self.quoted_value(one.0.span, text, kind),
            (_, Kind::Row(table), kind) => Some(self.row_alone(one.0.span, *table, Some(kind))),
            (_, Kind::Date, Kind::Number(Unit::Plain)) => self.year_of(one.0.span, other.1),
            _ => None,
        }
    }

    /// `"0"`, `"total"`, `"2026-01-31"`, `"sí"` where something other than a text is met.
    fn quoted_value(&mut self, span: Span, text: &str, kind: &Kind) -> Option<WayOut> {
        let bare =
            |what: &str, value: String| Some((format!("{what} se escribe sin comillas: {value}"), Some((span, value))));
        let digits = text.starts_with(|first: char| first.is_ascii_digit())
            && text.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | ','));
        let dashes = text.len() == 10 && text.chars().filter(|sign| *sign == '-').count() == 2;
        match kind {
            Kind::Number(_) if digits => bare("un número", text.to_owned()),
            Kind::Date if dashes => bare("una fecha", text.to_owned()),
            Kind::Date => {
                Some(("una fecha se escribe sin comillas: 31 de enero de 2026, o 2026-01-31".to_owned(), None))
            }
            Kind::Bool => match fold(text).as_str() {
                "si" | "verdadero" | "x" => bare("este valor", "sí".to_owned()),
                "no" | "falso" => bare("este valor", "no".to_owned()),
                _ => None,
            },
            _ if self.is_value(text, span) => bare("una columna", text.to_owned()),
            _ => None,
        }
    }

    /// Whether a text is the name of something that has a value here.
    pub(super) fn is_value(&mut self, text: &str, span: Span) -> bool {
        let told = self.diagnostics.len();
        let found = self.name(&Name { text: text.to_owned(), span }).is_some();
        self.diagnostics.truncate(told);
        found
    }

    /// A whole row where one of its columns was meant.
    pub(super) fn row_alone(&self, span: Span, table: TableRef, kind: Option<&Kind>) -> WayOut {
        let schema = self.schema(table);
        let fits =
            |column: &&ColumnDecl| column.family.is_none() && kind.is_none_or(|kind| column_kind(column) == *kind);
        let columns: Vec<&str> = schema.columns.iter().filter(fits).map(|column| column.name.as_str()).collect();
        let row = self.written(span).to_owned();
        match columns.as_slice() {
            [only] => (format!("pida su columna: {row}.{only}"), Some((span, format!("{row}.{only}")))),
            [first, ..] => (format!("pida una de sus columnas: {row}.{first}"), None),
            [] => ("pida una de sus columnas".to_owned(), None),
        }
    }

    /// `inicio = 2026`
    fn year_of(&self, date: Span, year: &Expr) -> Option<WayOut> {
        let is_year = match self.known_value(year) {
            Some(Value::Number(number, _)) => number.to_i64().is_some_and(|year| (1900..=2200).contains(&year)),
            _ => false,
        };
        let of = format!("año({})", self.written(date));
        is_year.then(|| (format!("compare el año de la fecha: {of}"), Some((date, of))))
    }

    /// What to do about a row that a message should show.
    pub(in crate::ruleset) fn columns_of_row(&self, row: &Expr) -> String {
        match row.kind {
            Kind::Row(table) => self.row_alone(row.span, table, None).0,
            _ => "pida un solo valor".to_owned(),
        }
    }

    fn same_kind(&self, left: &Kind, right: &Kind) -> String {
        use Kind::{Code, Number, Text};
        use Unit::{Percent, Pesos, Plain};
        match (left, right) {
            (Number(Pesos), Number(Percent)) | (Number(Percent), Number(Pesos)) => {
                "un porcentaje se compara con otro, o se toma de una cantidad: total * 10 %".to_owned()
            }
            (Number(Pesos), Number(Plain)) | (Number(Plain), Number(Pesos)) => {
                "si las dos son cantidades de pesos, declare la columna de tipo «pesos», o quite «$» del número"
                    .to_owned()
            }
            (Code, Text) | (Text, Code) => {
                "un código sólo es igual a otro: declare las dos columnas del mismo tipo".to_owned()
            }
            _ => "escriba a los dos lados valores de la misma clase".to_owned(),
        }
    }

    /// Adds the way out where a value stands in the place of a condition.
    pub(super) fn advise_condition(&self, fault: Diagnostic, found: &Expr) -> Diagnostic {
        let written = self.written(found.span);
        fault.help(match &found.kind {
            Kind::Number(_) => format!("compárelo con algo: {written} > 0"),
            Kind::Text | Kind::Code => {
                format!("compárelo con algo, {written} = \"…\", o pregunte si está: {written} no vacío")
            }
            Kind::Date => format!("compárela con algo, {written} <= hoy, o pregunte si está: {written} no vacío"),
            Kind::Row(table) => self.row_alone(found.span, *table, None).0,
            _ => "escriba una condición, con «=», «>», «en» o «vacío»".to_owned(),
        })
    }

    /// Adds the way out where two kinds cannot be reckoned with.
    pub(super) fn advise_arithmetic(
        &self,
        fault: Diagnostic,
        op: ArithmeticOp,
        left: &Expr,
        right: &Expr,
    ) -> Diagnostic {
        let (first, second) = (self.written(left.span), self.written(right.span));
        let whole = left.span.to(right.span);
        let sum = matches!(op, ArithmeticOp::Add | ArithmeticOp::Subtract);
        match (&left.kind, &right.kind) {
            (Kind::Text | Kind::Code, _) | (_, Kind::Text | Kind::Code) if op == ArithmeticOp::Add => {
                let joined = format!("{first} & {second}");
                fault.help(format!("los textos se unen con «&»: {joined}")).fix(whole, joined)
            }
            (Kind::Date, Kind::Date) => {
                fault.help(format!("dos fechas se restan, y dan los días que hay entre ellas: {second} - {first}"))
            }
            (Kind::Number(Unit::Pesos), Kind::Number(Unit::Pesos)) => {
                fault.help("una cantidad de pesos se multiplica por un número o por un porcentaje")
            }
            (Kind::Number(_), Kind::Number(_)) if sum => fault
                .help("sólo se suman y restan cantidades de la misma unidad: cambie una, o su tipo donde se declara"),
            (Kind::Row(table), _) => fault.help(self.row_alone(left.span, *table, None).0),
            (_, Kind::Row(table)) => fault.help(self.row_alone(right.span, *table, None).0),
            _ => fault.help("para calcular use números, pesos o porcentajes; a una fecha se le suman días"),
        }
    }

    /// Turns «no existe el nombre» into what a bare word most likely is beside a value of a kind: a text without its
    /// quotes, or an empty cell of another language.
    pub(super) fn advise_bare_word(&mut self, word: &ast::Expr, other: Side<'_>, whole: Option<Span>, unequal: bool) {
        let ExprKind::Name(name) = &word.kind else { return };
        let beside = self.written(other.0.span).to_owned();
        let choices = self.choices_of(other.1);
        let Some(told) = self.diagnostics.last_mut() else { return };
        let unknown = told.code == Code::UnknownName;
        if !unknown || told.labels.first().map(|label| label.span) != Some(name.span) {
            return;
        }
        if let (Some(whole), true) = (whole, EMPTY.contains(&name.key().as_str())) {
            let form = format!("{beside} {}", if unequal { "no vacío" } else { "vacío" });
            *told = told.clone().help(format!("escriba «{form}»")).fix(whole, form);
            return;
        }
        let chosen = choices.iter().any(|choice| fold(choice) == name.key());
        if chosen || told.fix.is_none() && matches!(other.1.kind, Kind::Text | Kind::Code) {
            let text = format!("\"{}\"", name.text);
            *told = told.clone().help(format!("si es un texto, póngalo entre comillas: {text}")).fix(name.span, text);
        }
    }

    /// Turns «no existe el nombre» into a family's entry without its quotes: `fuentes[Propios]`.
    pub(super) fn advise_bare_entry(&mut self, family: &Family, key: &ast::Expr) {
        let ExprKind::Name(name) = &key.kind else { return };
        let entry = family.entries.iter().map(Value::plain).find(|entry| fold(entry) == name.key());
        let Some((told, entry)) = self.diagnostics.last_mut().zip(entry) else { return };
        if told.code == Code::UnknownName {
            let text = format!("\"{entry}\"");
            *told =
                told.clone().help(format!("una entrada de la familia va entre comillas: {text}")).fix(key.span, text);
        }
    }

    /// The column whose value an expression is, if it is one.
    fn column_of(&self, expr: &Expr) -> Option<&ColumnDecl> {
        let (table, column) = match &expr.node {
            Node::Column { up, column } => (self.frame(*up)?.table()?, column),
            Node::Dato { table, column } => (*table, column),
            Node::Field { row, column } => match row.kind {
                Kind::Row(table) => (table, column),
                _ => return None,
            },
            _ => return None,
        };
        self.schema(table).columns.get(column.0)
    }

    /// The texts that an expression can give, where its column lists them.
    pub(super) fn choices_of(&self, expr: &Expr) -> Vec<String> {
        let column = self.column_of(expr);
        let Some(Type::Choice(choices)) = column.map(|column| &column.ty) else { return Vec::new() };
        choices.iter().map(|choice| choice.shown().to_owned()).collect()
    }

    /// Tells a text that the column beside it never holds.
    pub(super) fn refuse_foreign_choice(&mut self, written: &ast::Expr, other: &Expr) {
        let ExprKind::Literal(LiteralKind::Text(text)) = &written.kind else { return };
        let choices = self.choices_of(other);
        if choices.is_empty() || choices.iter().any(|choice| fold(choice) == fold(text)) {
            return;
        }
        let column = self.column_of(other).map_or_else(String::new, |column| column.name.clone());
        let message = format!("«{text}» no es una de las opciones de «{column}»");
        let fault = Diagnostic::new(Code::TypeMismatch, message).at(written.span, "no es una opción");
        let options = enumerate(&quote_all(choices.iter().map(String::as_str)));
        self.diagnostics.push(match nearest(text, choices.iter().map(String::as_str)) {
            Some(near) => fault.help(format!("¿quiso decir «{near}»?")).fix(written.span, format!("\"{near}\"")),
            None => fault.help(format!("las opciones son {options}")),
        });
    }
}

/// What other languages call an empty cell, folded.
const EMPTY: [&str; 6] = ["null", "nulo", "nula", "none", "nil", "na"];
