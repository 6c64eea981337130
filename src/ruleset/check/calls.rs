//! Calls: aggregates, functions of values, and the few forms that need a column's name.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Name};
use crate::text::{enumerate, fold};
use crate::value::Unit;

use super::super::builtins::{self, AGGREGATES, FUNCTIONS, Function, Signature};
use super::super::declare::{Meaning, not_built};
use super::super::model::{Expr, Kind, Node};
use super::super::names::unknown;
use super::Checker;

/// Forms of the language that later versions build.
const LATER: [&str; 2] = ["cambió", "cambios"];

/// What functions of Excel and of other languages are called here, by their names folded.
const ELSEWHERE: [(&str, &str); 19] = [
    ("abs", "absoluto(x)"),
    ("average", "promedio(x)"),
    ("buscarv", "tabla[clave].columna"),
    ("buscarx", "tabla[clave].columna"),
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
            return self.fault(Diagnostic::new(Code::WrongArguments, message).at(place, "sobra"));
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
            _ if LATER.iter().any(|word| fold(word) == key) => self.fault(not_built(&format!("«{}»", name.text), span)),
            _ => self.unknown_function(name),
        }
    }

    /// Whether a name is that of a function of the language.
    pub(in crate::ruleset) fn is_function(&self, name: &Name) -> bool {
        builtins::words().any(|word| fold(word) == name.key())
    }

    /// Says which function may have been meant.
    pub(in crate::ruleset) fn unknown_function(&mut self, name: &Name) -> Option<Expr> {
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
        let instead = ELSEWHERE.iter().find(|(word, _)| *word == key);
        self.fault(match instead {
            _ if self.names_table(name) => fault
                .help(format!("«{0}» es una tabla, y se busca en ella con corchetes: {0}[clave].columna", name.text)),
            Some((_, form)) => fault.help(format!("escriba {form}")),
            None if fault.help.is_some() => fault,
            None => fault.help(format!("las funciones son {}", enumerate(&words().collect::<Vec<_>>()))),
        })
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
            let message = format!("«{}» no recibe {found}", signature.name);
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
