//! Names that stand where they cannot: whole tables, columns and families in the place of a value, cells, and words
//! of other languages.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Name};
use crate::text::fold;
use crate::value::Value;

use super::super::model::{Family, Kind, Schema, TableRef};
use super::frames::Frame;
use super::{Checker, column_kind};

impl Checker<'_> {
    /// `fuentes.Propios` for `fuentes["Propios"]`.
    pub(super) fn entry_as_field(&self, base: &ast::Expr, name: &Name, span: Span) -> Option<Diagnostic> {
        let ExprKind::Name(owner) = &base.kind else { return None };
        let schema = self.schema(self.frames.last()?.table()?);
        let family = schema.family(&owner.key()).and_then(|id| schema.families.get(id.0))?;
        let entry = family.entries.iter().map(Value::plain).find(|entry| fold(entry) == name.key())?;
        let form = format!("{}[\"{entry}\"]", owner.text);
        let message = format!("«{}» es una familia de columnas, y sus entradas van entre corchetes", owner.text);
        let fault = Diagnostic::new(Code::TypeMismatch, message).at(span, "una entrada");
        Some(fault.help(format!("escriba {form}")).fix(span, form))
    }

    /// A table's name where a value belongs.
    pub(super) fn table_alone(&self, name: &Name, table: Option<TableRef>) -> Diagnostic {
        let keys = table.map_or(Vec::new(), |table| self.key_names(table));
        let row = if keys.is_empty() { "clave".to_owned() } else { keys.join(", ") };
        Diagnostic::new(Code::TypeMismatch, format!("«{}» es una tabla, no un valor", name.text))
            .at(name.span, "una tabla entera")
            .help(format!("busque una fila y pida una de sus columnas: {}[{row}].columna", name.text))
    }

    /// A whole column in the place of one value.
    pub(super) fn column_alone(&mut self, owner: &str, table: TableRef, name: &Name, span: Span) -> Diagnostic {
        let column = format!("{owner}.{}", name.text);
        let message = format!("«{column}» es una columna entera, no un solo valor");
        let fault = Diagnostic::new(Code::TypeMismatch, message).at(span, "varios valores");
        if matches!(self.frames.last(), Some(Frame::Row(own)) if *own == table) {
            let help = format!("para el valor de la fila escriba «{}»; para todos, suma({column})", name.text);
            return fault.help(help).fix(span, name.text.clone());
        }
        let together = format!("pida los valores juntos, como suma({column})");
        let keys = self.key_names(table);
        if keys.is_empty() || !matches!(table, TableRef::Reference(_)) {
            return fault.help(together);
        }
        let row = format!("{owner}[{}].{}", keys.join(", "), name.text);
        let here = keys.iter().all(|key| self.is_value(key, span));
        let fault = fault.help(format!("busque la fila por su clave, {row}, o {together}"));
        if here { fault.fix(span, row) } else { fault }
    }
}

/// What constants are called in other languages, and numbers in words, folded; and how they are written here.
const ELSEWHERE: [(&str, &str); 16] = [
    ("true", "sí"),
    ("false", "no"),
    ("cero", "0"),
    ("uno", "1"),
    ("dos", "2"),
    ("tres", "3"),
    ("cuatro", "4"),
    ("cinco", "5"),
    ("seis", "6"),
    ("siete", "7"),
    ("ocho", "8"),
    ("nueve", "9"),
    ("diez", "10"),
    ("cien", "100"),
    ("mil", "1.000"),
    ("today", "hoy"),
];

pub(super) fn elsewhere(name: &Name) -> Option<Diagnostic> {
    let key = name.key();
    let (_, ours) = ELSEWHERE.iter().find(|(other, _)| *other == key)?;
    let fault = Diagnostic::new(Code::UnknownName, format!("no existe el nombre «{}»", name.text));
    Some(fault.at(name.span, "no existe").help(format!("escriba «{ours}»")).fix(name.span, *ours))
}

pub(super) fn this_alone(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::UnknownName, "«esta» solo tiene sentido dentro de «de … donde», «existe fila» o «toda fila»")
        .at(name.span, "aquí no hay una fila de afuera")
        .help("escriba el nombre de la columna sin «esta»")
}

pub(super) fn this_row(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::TypeMismatch, "«esta» es la fila de afuera, no un valor")
        .at(name.span, "una fila entera")
        .help("escriba una de sus columnas: esta.programa")
}

pub(super) fn family_alone(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::TypeMismatch, format!("«{}» es una familia de columnas, no un solo valor", name.text))
        .at(name.span, "varias columnas")
        .help(format!("escriba suma({0}) para todas, o {0}[…] para una de ellas", name.text))
}

/// Whether a name is that of a cell, as in an Excel formula: `B2`, `AA10`.
pub(super) fn is_cell(name: &str) -> bool {
    let row = name.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
    let columns = name.len() - row.len();
    (1..=3).contains(&columns) && !row.is_empty() && row.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn cell_named(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::UnknownName, format!("«{}» es una celda, y las reglas no citan celdas", name.text))
        .at(name.span, "celda")
        .help("escriba el nombre de la columna: la regla vale para todas sus filas")
}

pub(super) fn function_alone(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::TypeMismatch, format!("«{}» es una función, y se usa con sus argumentos", name.text))
        .at(name.span, "sin paréntesis")
        .help(format!("escriba {}(…)", name.text))
}

pub(super) fn plan_unseen(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::UnknownName, format!("una función no ve la columna «{}» del plan", name.text))
        .at(name.span, "no es un argumento")
        .help("pásela como argumento: agregue un nombre entre los paréntesis, y al usar la función dé ahí la columna")
}

pub(super) fn this_in_body(owner: &Name, name: &Name) -> Diagnostic {
    Diagnostic::new(Code::UnknownName, "una función no ve la fila desde la que se usa")
        .at(owner.span, "fuera de la función")
        .help(format!("pase «{}» como argumento", name.text))
}

/// A family in the place of one value; its sum is at hand where it has one.
pub(super) fn summed(name: &Name, schema: &Schema, family: &Family) -> Diagnostic {
    let first = family.columns.first().and_then(|column| schema.columns.get(column.0));
    let numeric = first.is_some_and(|column| matches!(column_kind(column), Kind::Number(_)));
    let fault = family_alone(name);
    if numeric { fault.fix(name.span, format!("suma({})", name.text)) } else { fault }
}

/// A table made out of another, where one value is meant.
pub(super) fn part_alone(table: &str, name: &Name) -> Diagnostic {
    Diagnostic::new(Code::TypeMismatch, format!("«{table}.{}» es una tabla, no un valor", name.text))
        .at(name.span, "una tabla entera")
        .help(format!("recórrala con «por cada fila de {table}.{0}», o pida suma(COLUMNA de {table}.{0})", name.text))
}

/// A dato of `planes`, where one value is meant.
pub(super) fn dato_of_all(name: &Name, span: Span) -> Diagnostic {
    let message = format!("«planes.{}» tiene un valor por cada libro, no uno solo", name.text);
    let help = format!(
        "para el de la fila escriba «{0}»; para el del libro que se revisa, «plan.{0}»; para todos, lista(…) o «en»",
        name.text
    );
    Diagnostic::new(Code::TypeMismatch, message).at(span, "varios valores").help(help)
}
