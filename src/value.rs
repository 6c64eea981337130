//! Values as rules see them, and the types that say how a cell's content becomes one.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use jiff::civil::Date;

use crate::decimal::Decimal;
use crate::text::{enumerate, fold, fold_squeezed, squeeze};

mod pattern;
pub use pattern::{Pattern, PatternError};

/// What a number counts; columns of different units do not mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// A bare number.
    Plain,
    /// Colombian pesos.
    Pesos,
    /// A share; held as a fraction (10 % is 0,1), shown with `%`.
    Percent,
}

/// A text as it is shown and as it is compared.
#[derive(Clone, Debug)]
pub struct Text {
    shown: Arc<str>,
    folded: Arc<str>,
}

impl Text {
    /// Takes a text with its blanks folded.
    pub fn new(text: &str) -> Self {
        let shown: Arc<str> = squeeze(text).into();
        let folded = fold_squeezed(&shown);
        let folded = if folded == *shown { Arc::clone(&shown) } else { folded.into() };
        Text { shown, folded }
    }

    /// Takes a text with its blanks as they are: what a rule writes in quotes, or joins. Compared as any other.
    pub fn verbatim(text: &str) -> Self {
        Text { shown: text.into(), folded: fold(text).into() }
    }

    /// As it stands in the cell, blanks folded; in a rule as it is written.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// As it is compared: without regard to case and accents.
    pub fn folded(&self) -> &str {
        &self.folded
    }
}

/// A present value.
#[derive(Clone, Debug)]
pub enum Value {
    /// A text, compared folded.
    Text(Text),
    /// A code, compared exactly.
    Code(Arc<str>),
    /// An exact number and what it counts; compared by its size alone, as types have settled the units before.
    Number(Decimal, Unit),
    /// A day.
    Date(Date),
    /// A truth value.
    Bool(bool),
    /// Several values, as `lista(…)` gives them.
    List(Arc<[Value]>),
}

impl Value {
    /// A text value.
    pub fn text(text: &str) -> Self {
        Value::Text(Text::new(text))
    }

    /// Plain form for other programs: numbers with a point, ISO dates, texts as in the file.
    pub fn plain(&self) -> String {
        match self {
            Value::Number(number, _) => number.plain(),
            Value::Date(date) => date.to_string(),
            Value::List(values) => values.iter().map(Value::plain).collect::<Vec<_>>().join(", "),
            other => other.to_string(),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Value::Text(_) => 0,
            Value::Code(_) => 1,
            Value::Number(..) => 2,
            Value::Date(_) => 3,
            Value::Bool(_) => 4,
            Value::List(_) => 5,
        }
    }
}

/// Colombian form: `$ 1.234,5`, `10 %`, `30 de junio de 2026`, `sí`.
impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Text(text) => out.write_str(text.shown()),
            Value::Code(code) => out.write_str(code),
            Value::Number(number, unit) => show_number(*number, *unit, out),
            Value::Date(date) => out.write_str(&long_date(*date)),
            Value::Bool(truth) => out.write_str(if *truth { "sí" } else { "no" }),
            Value::List(values) => {
                let shown: Vec<String> = values.iter().map(Value::to_string).collect();
                out.write_str(&enumerate(&shown))
            }
        }
    }
}

fn show_number(number: Decimal, unit: Unit, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    match unit {
        // A year, or any number of four digits, is written without its point.
        Unit::Plain if number.is_whole() && number.absolute() < Decimal::from(10_000) => out.write_str(&number.plain()),
        Unit::Plain => write!(out, "{number}"),
        Unit::Pesos if number.is_negative() => write!(out, "-$ {}", number.absolute()),
        Unit::Pesos => write!(out, "$ {number}"),
        Unit::Percent => match number.times(Decimal::from(100)) {
            Some(hundredths) => write!(out, "{hundredths} %"),
            None => write!(out, "{number}"),
        },
    }
}

/// The months' names, January first.
pub const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// `30 de junio de 2026`.
pub fn long_date(date: Date) -> String {
    let month = usize::try_from(date.month() - 1).ok().and_then(|at| MONTHS.get(at)).unwrap_or(&"");
    format!("{} de {month} de {}", date.day(), date.year())
}

impl Ord for Value {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Value::Text(a), Value::Text(b)) => a.folded.cmp(&b.folded),
            (Value::Code(a), Value::Code(b)) => a.cmp(b),
            (Value::Number(a, _), Value::Number(b, _)) => a.cmp(b),
            (Value::Date(a), Value::Date(b)) => a.cmp(b),
            (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
            (Value::List(a), Value::List(b)) => a.cmp(b),
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Value {}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.rank().hash(state);
        match self {
            Value::Text(text) => text.folded.hash(state),
            Value::Code(code) => code.hash(state),
            Value::Number(number, _) => number.hash(state),
            Value::Date(date) => date.hash(state),
            Value::Bool(truth) => truth.hash(state),
            Value::List(values) => values.hash(state),
        }
    }
}

/// The type that a rule file declares for a column, a dato or a parameter: how a cell's content becomes a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Any text.
    Text,
    /// A code; no pattern takes any.
    Code(Vec<Pattern>),
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// An amount in pesos.
    Pesos,
    /// A share; with `hundredths`, a bare number is in hundredths (`porcentaje sobre 100`), else a fraction.
    Percent {
        /// A bare 12 is 12 %.
        hundredths: bool,
    },
    /// A day.
    Date,
    /// sí or no; with `marks` an x is sí and a blank is no.
    Bool {
        /// `lógico con x`.
        marks: bool,
    },
    /// One of several texts.
    Choice(Vec<Text>),
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

impl Eq for Text {}

impl Type {
    /// Whether its values are numbers.
    pub fn is_numeric(&self) -> bool {
        matches!(self, Type::Integer | Type::Decimal | Type::Pesos | Type::Percent { .. })
    }

    /// The unit of the type's numbers.
    pub fn unit(&self) -> Unit {
        match self {
            Type::Pesos => Unit::Pesos,
            Type::Percent { .. } => Unit::Percent,
            _ => Unit::Plain,
        }
    }
}

/// As a rule file writes it: `código "0000"`.
impl fmt::Display for Type {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Text => out.write_str("texto"),
            Type::Code(patterns) if patterns.is_empty() => out.write_str("código"),
            Type::Code(patterns) => {
                let written: Vec<String> = patterns.iter().map(|pattern| format!("\"{pattern}\"")).collect();
                write!(out, "código {}", written.join(" o "))
            }
            Type::Integer => out.write_str("entero"),
            Type::Decimal => out.write_str("decimal"),
            Type::Pesos => out.write_str("pesos"),
            Type::Percent { hundredths: false } => out.write_str("porcentaje"),
            Type::Percent { hundredths: true } => out.write_str("porcentaje sobre 100"),
            Type::Date => out.write_str("fecha"),
            Type::Bool { marks: false } => out.write_str("lógico"),
            Type::Bool { marks: true } => out.write_str("lógico con x"),
            Type::Choice(choices) => {
                let written: Vec<String> = choices.iter().map(|choice| format!("\"{}\"", choice.shown())).collect();
                write!(out, "uno de {}", written.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests;
