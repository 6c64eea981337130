//! Calls: aggregates, functions of values, and the few forms that need a column's name.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Name};
use crate::text::{enumerate, fold};
use crate::value::Unit;

use super::super::builtins::{self, AGGREGATES, FUNCTIONS, Function, Signature};
use super::super::declare::Meaning;
use super::super::model::{Expr, Kind, Node, TableRef};
use super::super::names::unknown;
use super::Checker;

/// What functions of Excel and of other languages are called here, by their names folded.
const ELSEWHERE: [(&str, &str); 24] = [
    ("abs", "absoluto(x)"),
    ("extrae", "izquierda(texto, n) o derecha(texto, n)"),
    ("mid", "izquierda(texto, n) o derecha(texto, n)"),
    ("average", "promedio(x)"),
    ("buscarh", "tabla[clave].columna"),
    ("buscarv", "tabla[clave].columna"),
    ("buscarx", "tabla[clave].columna"),
    ("vlookup", "tabla[clave].columna"),
    ("xlookup", "tabla[clave].columna"),
    ("coalesce", "x o bien 0"),
    ("concatenar", "a & b"),
    ("contar", "cuenta(x)"),
    ("contara", "cuenta(x)"),
    ("count", "cuenta(x)"),
    ("esblanco", "x vacío"),
    ("isnull", "x vacío"),
    ("left", "izquierda(texto, n)"),
    ("len", "largo(texto)"),
    ("max", "máximo(x)"),
    ("min", "mínimo(x)"),
    ("redondear", "redondea(x, n)"),
    ("right", "derecha(texto, n)"),
    ("round", "redondea(x, n)"),
    ("sum", "suma(x)"),
];

impl Checker<'_> {
    /// `nombre(…)`
    pub(super) fn call(
        &mut self,
        name: &Name,
        args: &[ast::Expr],
        from: Option<&ast::From>,
        span: Span,
    ) -> Option<Expr> {
        let key = name.key();
        if let Some(signature) = AGGREGATES.iter().find(|signature| fold(signature.name) == key) {
            return self.aggregate(signature, args, from, span);
        }
        if let Some(from) = from {
            let message = format!("«{}» no recorre filas, y no lleva «de»", name.text);
            let place = from.table.base.span;
            let fault = Diagnostic::new(Code::WrongArguments, message).at(place, "sobra");
            let fault = fault.help(format!("quite «de {}»", from.table.base.text));
            let last = args.last().filter(|_| from.filter.is_none());
            return self.fault(match last {
                Some(last) => fault.fix(Span { start: last.span.end, ..place }, ""),
                None => fault,
            });
        }
        if let Some(Meaning::Function(id)) = self.declared.names.get(name) {
            return self.use_function(id, args, span);
        }
        if let Some(signature) = FUNCTIONS.iter().find(|signature| fold(signature.name) == key) {
            return self.function(signature, args, span);
        }
        match key.as_str() {
            "parecido" => self.nearest(args, span),
            "unica" => self.unique(args, span),
            "cambio" => self.changed(args, span),
            "cambios" => self.changes(args, span),
            _ => self.unknown_function(name, args, span),
        }
    }

    /// Whether a name is that of a function of the language.
    pub(in crate::ruleset) fn is_function(&self, name: &Name) -> bool {
        builtins::words().any(|word| fold(word) == name.key())
    }

    /// Says which function may have been meant.
    pub(in crate::ruleset) fn unknown_function(&mut self, name: &Name, args: &[ast::Expr], span: Span) -> Option<Expr> {
        if self.declared.names.is_broken(name) {
            return None;
        }
        let key = name.key();
        let words = || builtins::words().filter(|word| *word != "cambios");
        let names = &self.declared.names;
        let own = names.words().filter(|word| matches!(names.get_key(&fold(word)), Some(Meaning::Function(_))));
        let mut known: Vec<&str> = words().collect();
        known.extend(own);
        let fault = unknown(name, "la función", known);
        if self.names_table(name) {
            let written: Vec<&str> = args.iter().map(|arg| self.written(arg.span)).collect();
            let form = format!("{}[{}]", name.text, written.join(", "));
            let fault = Diagnostic::new(Code::UnknownName, format!("«{}» es una tabla, no una función", name.text));
            let fault =
                fault.at(name.span, "una tabla").help(format!("se busca en ella con corchetes: {form}.columna"));
            return self.fault(fault.fix(span, form));
        }
        let instead = ELSEWHERE.iter().find(|(word, _)| *word == key).map(|(_, form)| *form);
        self.fault(match instead {
            Some("tabla[clave].columna") => Diagnostic { fix: None, ..fault.help(self.lookup_instead(args)) },
            Some(form) => called_here(fault, name, form),
            None if fault.fix.is_some() => fault,
            None => fault.help(format!("las funciones son {}", enumerate(&words().collect::<Vec<_>>()))),
        })
    }

    /// `BUSCARV(programa, techos, 3)`
    fn lookup_instead(&self, args: &[ast::Expr]) -> String {
        let tables = args.iter().filter_map(|arg| match &arg.kind {
            ExprKind::Name(name) => self.declared.names.get(name),
            _ => None,
        });
        let table = tables.into_iter().find_map(|meaning| match meaning {
            Meaning::Table(id) => Some(TableRef::Reference(id)),
            Meaning::Parameter(_) | Meaning::Function(_) => None,
        });
        match table.map(|table| (self.table_name(table), self.key_names(table))) {
            Some((name, keys)) if !keys.is_empty() => {
                format!("consulte la tabla por su clave, {name}[{}], y pida una de sus columnas", keys.join(", "))
            }
            _ => "consulte la tabla por su clave, tabla[clave], y pida una de sus columnas".to_owned(),
        }
    }

    /// A function of a few values: as many as it takes, each of its kind.
    fn function(&mut self, signature: &Signature<Function>, args: &[ast::Expr], span: Span) -> Option<Expr> {
        let mut typed = Vec::new();
        for arg in args {
            typed.push(self.expr(arg)?);
        }
        let kinds: Vec<&Kind> = typed.iter().map(|arg| &arg.kind).collect();
        let Some(kind) = function_kind(signature.function, &kinds) else {
            let found: Vec<String> = kinds.iter().map(|kind| self.kind_words(kind)).collect();
            let found = if found.is_empty() { "nada".to_owned() } else { found.join(", ") };
            let wanted = signature.form.matches(',').count() + usize::from(!signature.form.ends_with("()"));
            let message = match kinds.len() {
                // «cuántas(condición, …)» takes as many as there are.
                given if given > 0 && given != wanted && !signature.form.contains('…') => {
                    let values = if wanted == 1 { "un valor".to_owned() } else { format!("{wanted} valores") };
                    format!("«{}» recibe {values}, y aquí hay {given}", signature.name)
                }
                _ => format!("«{}» no recibe {found}", signature.name),
            };
            let help = format!("se escribe {}: {}", signature.form, signature.gives);
            return self.fault(Diagnostic::new(Code::WrongArguments, message).at(span, "argumentos").help(help));
        };
        Some(Expr { node: Node::Call(signature.function, typed), kind, span })
    }

    /// `parecido(x, tabla.columna)`
    fn nearest(&mut self, args: &[ast::Expr], span: Span) -> Option<Expr> {
        let column = match args {
            [_, ast::Expr { kind: ExprKind::Field(base, column), .. }] => {
                let path = match &base.kind {
                    ExprKind::Name(owner) => Some(ast::TablePath { base: owner.clone(), part: None }),
                    _ => self.path(base),
                };
                path.map(|path| (path, column))
            }
            _ => None,
        };
        let (Some((path, column)), Some(sought)) = (column, args.first()) else {
            let fault = Diagnostic::new(Code::WrongArguments, "«parecido» recibe un valor y la columna de una tabla");
            return self.fault(fault.at(span, "argumentos").help("por ejemplo parecido(programa, programas.codigo)"));
        };
        let table = self.table_path(&path)?;
        let column = self.known_column(table, column)?;
        let sought = self.expr(sought)?;
        let kind = self.schema(table).columns.get(column.0).map_or(Kind::Text, super::column_kind);
        Some(Expr { node: Node::Nearest(Box::new(sought), table, column), kind, span })
    }

    /// `única(a, b)`, in a rule over rows.
    fn unique(&mut self, args: &[ast::Expr], span: Span) -> Option<Expr> {
        if self.in_query() || !matches!(self.frames.last(), Some(super::Frame::Row(_))) || args.is_empty() {
            let fault = Diagnostic::new(Code::WrongArguments, "«única» compara la fila con las demás de la tabla");
            let help = "úsela en una regla «por cada fila», con al menos una columna: única(meta, actividad)";
            return self.fault(fault.at(span, "aquí no hay fila").help(help));
        }
        let mut typed = Vec::new();
        for arg in args {
            typed.push(self.expr(arg)?);
        }
        Some(Expr { node: Node::Unique(typed), kind: Kind::Bool, span })
    }
}

/// A function that has another name here, with the arguments that it has there.
fn called_here(fault: Diagnostic, name: &Name, form: &str) -> Diagnostic {
    let fault = fault.help(format!("escriba {form}"));
    let called = form.split_once('(').map(|(ours, _)| ours);
    match called.filter(|ours| ours.chars().all(char::is_alphabetic) && !form.contains(" o ")) {
        Some(ours) => fault.fix(name.span, ours),
        None => Diagnostic { fix: None, ..fault },
    }
}

/// What a function gives for arguments of these kinds; `None` if it does not take them.
fn function_kind(function: Function, args: &[&Kind]) -> Option<Kind> {
    let plain = Kind::Number(Unit::Plain);
    match (function, args) {
        (Function::Length, [Kind::Text | Kind::Code]) => Some(plain),
        (Function::Left | Function::Right, [kind @ (Kind::Text | Kind::Code), Kind::Number(Unit::Plain)]) => {
            Some((*kind).clone())
        }
        (Function::Upper, [kind @ (Kind::Text | Kind::Code)]) => Some((*kind).clone()),
        (Function::Identical, [Kind::Text, Kind::Text] | [Kind::Code, Kind::Code]) => Some(Kind::Bool),
        (Function::Date, [Kind::Number(Unit::Plain), Kind::Number(Unit::Plain), Kind::Number(Unit::Plain)]) => {
            Some(Kind::Date)
        }
        (Function::Year | Function::Month, [Kind::Date]) => Some(plain),
        (Function::Round, [kind @ Kind::Number(_), Kind::Number(Unit::Plain)]) => Some((*kind).clone()),
        (Function::Numbers, [Kind::Text | Kind::Code]) => Some(Kind::List(Box::new(plain))),
        (Function::HowMany, [_, ..]) if args.iter().all(|kind| **kind == Kind::Bool) => Some(plain),
        (Function::Absolute, [kind @ Kind::Number(_)]) => Some((*kind).clone()),
        _ => None,
    }
}
