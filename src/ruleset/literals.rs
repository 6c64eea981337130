//! Types and constants as written to types and values; parameters given on the command line.

use crate::decimal::Decimal;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{ItemKind, Literal, LiteralKind, Parametro, Quoted, TypeExpr, TypeKind};
use crate::syntax::parse;
use crate::text::{enumerate, nearest, quote_all};
use crate::value::{Pattern, PatternError, Text, Type, Unit, Value};

use super::files::{Parsed, add_virtual};
use super::names::unknown;

/// The type that a type expression names.
pub(super) fn resolve_type(ty: &TypeExpr, diagnostics: &mut Vec<Diagnostic>) -> Option<Type> {
    Some(match &ty.kind {
        TypeKind::Text => Type::Text,
        TypeKind::Code(patterns) => Type::Code(all_patterns(patterns, diagnostics)?),
        TypeKind::Integer => Type::Integer,
        TypeKind::Decimal => Type::Decimal,
        TypeKind::Pesos => Type::Pesos,
        TypeKind::Percent { hundredths } => Type::Percent { hundredths: *hundredths },
        TypeKind::Date => Type::Date,
        TypeKind::Bool { marks } => Type::Bool { marks: *marks },
        TypeKind::Choice(choices) => Type::Choice(choices.iter().map(|choice| Text::new(&choice.text)).collect()),
    })
}

fn all_patterns(patterns: &[Quoted], diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Pattern>> {
    let read: Vec<Option<Pattern>> = patterns.iter().map(|pattern| one_pattern(pattern, diagnostics)).collect();
    read.into_iter().collect()
}

/// A code's pattern, or why it is none.
pub(super) fn one_pattern(pattern: &Quoted, diagnostics: &mut Vec<Diagnostic>) -> Option<Pattern> {
    let why = match Pattern::parse(&pattern.text) {
        Ok(read) => return Some(read),
        Err(PatternError::Empty) => "el patrón de un código no puede estar vacío",
        Err(PatternError::DanglingEscape) => "después de «\\» falta la letra que se toma tal cual",
    };
    diagnostics.push(
        Diagnostic::new(Code::BadLiteral, why)
            .at(pattern.span, "patrón")
            .help("en un patrón, 0 es una cifra, A una letra y * cualquier resto: «0000», «IP-*»"),
    );
    None
}

/// A constant as a value of a type, or the fault.
pub(super) fn typed_literal(literal: &Literal, ty: &Type) -> Result<Value, Diagnostic> {
    let value = match (&literal.kind, ty) {
        (LiteralKind::Number(number, Unit::Plain), Type::Integer) if number.is_whole() => {
            Value::Number(*number, Unit::Plain)
        }
        (LiteralKind::Number(number, Unit::Plain), Type::Percent { hundredths: true }) => {
            let share = number.times(Decimal::new(1, 2)).ok_or_else(|| mismatch(literal.span, ty))?;
            Value::Number(share, Unit::Percent)
        }
        (LiteralKind::Number(number, unit), Type::Decimal | Type::Pesos | Type::Percent { .. })
            if *unit == Unit::Plain || *unit == ty.unit() =>
        {
            Value::Number(*number, ty.unit())
        }
        (LiteralKind::Text(text), Type::Text) => Value::text(text),
        (LiteralKind::Text(text), Type::Code(patterns)) if fits(text, patterns) => Value::Code(text.as_str().into()),
        (LiteralKind::Text(text), Type::Choice(choices)) => return choice(text, choices, literal.span),
        (LiteralKind::Date(date), Type::Date) => Value::Date(*date),
        (LiteralKind::Bool(truth), Type::Bool { .. }) => Value::Bool(*truth),
        _ => return Err(mismatch(literal.span, ty)),
    };
    Ok(value)
}

fn fits(text: &str, patterns: &[Pattern]) -> bool {
    patterns.is_empty() || patterns.iter().any(|pattern| pattern.fits(text))
}

fn choice(text: &str, choices: &[Text], span: Span) -> Result<Value, Diagnostic> {
    let wanted = Text::new(text);
    if choices.contains(&wanted) {
        return Ok(Value::Text(wanted));
    }
    if let Some(near) = nearest(text, choices.iter().map(Text::shown)) {
        let fault = Diagnostic::new(Code::TypeMismatch, format!("«{text}» no es una de las opciones"));
        let fault = fault.at(span, "no está entre las opciones").help(format!("¿quiso decir «{near}»?"));
        return Err(fault.fix(span, format!("\"{near}\"")));
    }
    Err(Diagnostic::new(Code::TypeMismatch, format!("«{text}» no es una de las opciones"))
        .at(span, "no está entre las opciones")
        .help(format!("las opciones son {}", enumerate(&quote_all(choices.iter().map(Text::shown))))))
}

fn mismatch(span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::new(Code::TypeMismatch, format!("el valor no es de tipo «{ty}»"))
        .at(span, format!("se espera {ty}"))
        .help(format!("por ejemplo {}", example(ty)))
}

fn example(ty: &Type) -> String {
    let fixed = match ty {
        Type::Text => "\"Alcaldía de Pasto\"",
        Type::Integer => "2024",
        Type::Decimal => "0,5",
        Type::Pesos => "$ 1.500.000",
        Type::Percent { .. } => "10 %",
        Type::Date => "31 de enero de 2026",
        Type::Bool { .. } => "sí",
        Type::Choice(choices) => return format!("\"{}\"", choices.first().map_or("", Text::shown)),
        Type::Code(patterns) => return format!("\"{}\"", patterns.first().map_or("19".to_owned(), Pattern::example)),
    };
    fixed.to_owned()
}

/// A value for a parameter from the command line.
pub(super) struct Override {
    pub(super) key: String,
    pub(super) value: Literal,
}

/// What `--parametro nombre=valor` gives, read as the rule file would read it after `=`; texts may go without quotes.
pub(super) fn parameter_overrides(
    given: &[(String, String)],
    parsed: &mut Parsed,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Override> {
    let declared: Vec<Parametro> = parsed.items().filter_map(|item| as_parameter(&item.kind)).collect();
    let mut overrides = Vec::new();
    for (name, value) in given {
        let sought = crate::text::fold(name);
        let Some(parameter) = declared.iter().find(|parameter| parameter.name.key() == sought) else {
            diagnostics.push(unknown_parameter(name, &declared));
            continue;
        };
        match read_override(parameter, value, parsed) {
            Ok(value) => overrides.push(Override { key: sought, value }),
            Err(faults) => diagnostics.extend(faults),
        }
    }
    overrides
}

fn as_parameter(item: &ItemKind) -> Option<Parametro> {
    match item {
        ItemKind::Parametro(parameter) => Some(parameter.clone()),
        _ => None,
    }
}

fn unknown_parameter(name: &str, declared: &[Parametro]) -> Diagnostic {
    let span = Span::new(crate::source::FileId(u32::MAX), 0, 0);
    let name = crate::syntax::ast::Name { text: name.to_owned(), span };
    let mut fault = unknown(&name, "el parámetro", declared.iter().map(|parameter| parameter.name.text.as_str()));
    fault.labels.clear();
    fault.code = Code::BadParameter;
    fault.in_file("--parametro")
}

fn read_override(parameter: &Parametro, value: &str, parsed: &mut Parsed) -> Result<Literal, Vec<Diagnostic>> {
    let quotes = matches!(parameter.ty.kind, TypeKind::Text | TypeKind::Code(_) | TypeKind::Choice(_));
    let written = if quotes && !value.starts_with('"') {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    };
    let ty = parsed.sources.text(parameter.ty.span).to_owned();
    let text = format!("parámetro {} : {ty} = {}", parameter.name.text, written.replace(['\n', '\r'], " "));
    let file = add_virtual(parsed, "--parametro", &text);
    let (items, faults) = parse(&parsed.sources, file);
    match items.into_iter().find_map(|item| as_parameter(&item.kind)) {
        Some(read) if faults.is_empty() => Ok(read.value),
        _ => Err(faults),
    }
}
