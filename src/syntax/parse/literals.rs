//! Numbers, dates and texts of rule files to values.

use jiff::civil::Date;
use pest::iterators::Pair;

use super::build::{Build, next};
use super::grammar::Rule;
use super::numbers;
use crate::decimal::Decimal;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{Literal, LiteralKind};
use crate::text::{fold, nearest};
use crate::value::{MONTHS, Unit, long_date};

/// A `literal` rule.
pub(super) fn literal(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Literal> {
    let span = build.span(&pair);
    let mut inner = pair.into_inner();
    let first = inner.next()?;
    let negative = first.as_rule() == Rule::minus;
    let kind = constant(build, if negative { inner.next()? } else { first })?;
    let kind = match kind {
        LiteralKind::Number(number, unit) if negative => LiteralKind::Number(number.negated(), unit),
        other => other,
    };
    Some(Literal { kind, span })
}

/// The next literal among pairs.
pub(super) fn next_literal<'p>(
    build: &mut Build<'_>,
    pairs: &mut impl Iterator<Item = Pair<'p, Rule>>,
) -> Option<Literal> {
    literal(build, next(pairs, Rule::literal)?)
}

/// A bare number as a literal.
pub(super) fn plain_number(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Literal> {
    let span = build.span(&pair);
    Some(Literal { kind: LiteralKind::Number(number(build, &pair)?, Unit::Plain), span })
}

/// What stands alone as a constant: an amount, a text, a date, a truth value. None of another rule, or after telling
/// a fault.
pub(super) fn constant(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<LiteralKind> {
    match pair.as_rule() {
        Rule::amount => amount(build, pair),
        Rule::date => date(build, pair).map(LiteralKind::Date),
        Rule::text => Some(LiteralKind::Text(build.quoted(&pair).text)),
        Rule::yes => Some(LiteralKind::Bool(true)),
        Rule::no => Some(LiteralKind::Bool(false)),
        _ => None,
    }
}

fn amount(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<LiteralKind> {
    let span = build.span(&pair);
    let (mut pesos, mut percent, mut read) = (false, false, None);
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::pesos => pesos = true,
            Rule::percent => percent = true,
            _ => read = Some(number(build, &inner)?),
        }
    }
    let read = read?;
    match (pesos, percent) {
        (true, true) => {
            let help = "quite «%» si son pesos, o «$» si es un porcentaje".to_owned();
            bad(build, span, "un valor lleva «$» o «%», pero no los dos".to_owned(), Some(help));
            None
        }
        (true, false) => Some(LiteralKind::Number(read, Unit::Pesos)),
        (false, true) => Some(LiteralKind::Number(read.times(Decimal::new(1, 2))?, Unit::Percent)),
        (false, false) => Some(LiteralKind::Number(read, Unit::Plain)),
    }
}

fn number(build: &mut Build<'_>, pair: &Pair<'_, Rule>) -> Option<Decimal> {
    match numbers::number(pair.as_str()) {
        Ok(number) => Some(number),
        Err(fault) => {
            let span = build.span(pair);
            let told = Diagnostic::new(Code::BadLiteral, format!("«{}»: {}", pair.as_str(), fault.message));
            let told = told.at(span, "aquí").help(fault.help);
            build.fault(match fault.meant {
                Some(meant) => told.fix(span, meant),
                None => told,
            });
            None
        }
    }
}

/// A `date` rule.
pub(super) fn date(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Date> {
    let span = build.span(&pair);
    let written = pair.into_inner().next()?;
    let (year, month, day) = match written.as_rule() {
        Rule::iso_date => iso_parts(written.as_str())?,
        _ => long_parts(build, written, span)?,
    };
    let made = Date::new(year, month, day).ok();
    if made.is_none() {
        no_such_day(build, span, (year, month, day));
    }
    made
}

fn iso_parts(written: &str) -> Option<(i16, i8, i8)> {
    let mut parts = written.split(|sign: char| !sign.is_ascii_digit());
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn long_parts(build: &mut Build<'_>, pair: Pair<'_, Rule>, span: Span) -> Option<(i16, i8, i8)> {
    let (mut day, mut month, mut year) = (None, None, None);
    for inner in pair.into_inner() {
        let written = inner.as_str();
        match inner.as_rule() {
            Rule::day => day = written.trim_end_matches(|sign: char| !sign.is_ascii_digit()).parse().ok(),
            Rule::year => year = written.parse().ok(),
            Rule::word | Rule::month => month = Some((written.to_owned(), build.span(&inner))),
            _ => {}
        }
    }
    let (word, month_span) = month?;
    let Some(year) = year else {
        let message = "a la fecha le falta el año".to_owned();
        bad(build, span, message, Some(format!("escríbala completa: «{} de {word} de 2026»", day?)));
        return None;
    };
    let Some(month) = month_number(&word) else {
        no_such_month(build, month_span, &word);
        return None;
    };
    Some((year, month, day?))
}

fn month_number(word: &str) -> Option<i8> {
    let folded = fold(word);
    let folded = if folded == "setiembre" { "septiembre" } else { &folded };
    let at = MONTHS.iter().position(|month| *month == folded)?;
    i8::try_from(at + 1).ok()
}

fn no_such_month(build: &mut Build<'_>, span: Span, word: &str) {
    let fault = Diagnostic::new(Code::BadLiteral, format!("«{word}» no es un mes")).at(span, "aquí");
    build.fault(match nearest(word, MONTHS) {
        Some(near) => fault.help(format!("¿quiso decir «{near}»?")).fix(span, near),
        None => fault.help("escriba el mes con su nombre: 31 de enero de 2026"),
    });
}

fn no_such_day(build: &mut Build<'_>, span: Span, (year, month, day): (i16, i8, i8)) {
    let name = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at));
    let (message, help) = match (name, Date::new(year, month, 1)) {
        (Some(name), Ok(first)) => {
            let days = first.days_in_month();
            let message = format!("el {day} de {name} de {year} no existe: {name} de {year} tiene {days} días");
            (message, format!("el último día es {}", long_date(first.last_of_month())))
        }
        _ => (format!("el mes {month} no existe"), "los meses van del 01 al 12: 2026-12-31".to_owned()),
    };
    bad(build, span, message, Some(help));
}

fn bad(build: &mut Build<'_>, span: Span, message: String, help: Option<String>) {
    build.fault(Diagnostic::new(Code::BadLiteral, message).at(span, "aquí").maybe_help(help));
}
