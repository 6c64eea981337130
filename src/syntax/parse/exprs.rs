//! Expressions: pest's one pair a level of precedence to one node an operation.

use pest::iterators::{Pair, Pairs};

use super::build::{Build, all, next};
use super::grammar::Rule;
use super::{dates, faults, literals};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, CompareOp, Expr, ExprKind, From, LiteralKind, MatchOp, Name};

type Built = Option<Expr>;

/// The next expression among pairs.
pub(super) fn next_expr<'p>(build: &mut Build<'_>, pairs: &mut impl Iterator<Item = Pair<'p, Rule>>) -> Built {
    expr(build, next(pairs, Rule::expr)?)
}

/// An expression of any level. None after telling a fault.
pub(super) fn expr(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Built {
    let pair = peel(pair);
    match pair.as_rule() {
        Rule::expr | Rule::conjunction | Rule::sum | Rule::product | Rule::coalesced => chain(build, pair),
        Rule::negation | Rule::unary | Rule::default => prefixed(build, pair),
        Rule::comparison => comparison(build, pair),
        Rule::path => path(build, pair),
        Rule::parens => parens(build, pair),
        Rule::call => call(build, pair),
        Rule::condition => condition(build, pair),
        Rule::exists => exists(build, pair),
        Rule::every => every(build, pair),
        _ => constant(build, pair),
    }
}

/// Goes down through levels at which nothing is written.
fn peel(mut pair: Pair<'_, Rule>) -> Pair<'_, Rule> {
    while is_level(pair.as_rule()) {
        let mut inner = pair.clone().into_inner();
        match (inner.next(), inner.next()) {
            (Some(only), None) => pair = only,
            _ => break,
        }
    }
    pair
}

fn is_level(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::expr
            | Rule::conjunction
            | Rule::negation
            | Rule::comparison
            | Rule::sum
            | Rule::product
            | Rule::unary
            | Rule::coalesced
            | Rule::default
            | Rule::path
            | Rule::atom
    )
}

fn node(kind: ExprKind, span: Span) -> Built {
    Some(Expr { kind, span })
}

fn constant(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Built {
    let span = build.span(&pair);
    node(ExprKind::Literal(literals::constant(build, pair)?), span)
}

/// `a + b - c`: operands and operators in turn, from the left.
fn chain(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Built {
    let mut inner = pair.into_inner();
    let mut left = expr(build, inner.next()?)?;
    while let Some(operator) = inner.next() {
        let op = binary(operator.as_rule())?;
        let right = expr(build, inner.next()?)?;
        let span = left.span.to(right.span);
        left = Expr { kind: ExprKind::Binary(op, Box::new(left), Box::new(right)), span };
    }
    match build.written(left.span) {
        written if looks_like_date(written) => date_with_strokes(build, left.span),
        written @ ("N/A" | "n/a" | "N/a") => not_available(build, left.span, written),
        _ => Some(left),
    }
}

/// `31/01/2026` and `31-01-2026`, which would be divisions and subtractions.
fn looks_like_date(written: &str) -> bool {
    ['/', '-'].into_iter().any(|sign| {
        let parts: Vec<&str> = written.split(sign).collect();
        let digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let widths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        digits && matches!(widths.as_slice(), [1 | 2, 1 | 2, 4] | [4, 1 | 2, 1 | 2])
    })
}

fn date_with_strokes(build: &mut Build<'_>, span: Span) -> Built {
    let written = build.written(span);
    let spelled = dates::spelled(written);
    let fault = Diagnostic::new(Code::BadLiteral, format!("«{written}» no es una fecha, sino una cuenta"));
    let fault = fault.at(span, "aquí").help(dates::help(spelled.as_deref()));
    build.fault(match spelled {
        Some(date) => fault.fix(span, date),
        None => fault,
    });
    None
}

/// `N/A` would be a division of two columns.
fn not_available(build: &mut Build<'_>, span: Span, written: &str) -> Built {
    let fault = Diagnostic::new(Code::BadLiteral, format!("«{written}» no es un valor, sino una división"));
    let help = "si es un texto, póngalo entre comillas; si es una celda sin dato, pregunte por ella con «vacío»";
    build.fault(fault.at(span, "aquí").help(help).fix(span, format!("\"{written}\"")));
    None
}

fn binary(rule: Rule) -> Option<BinaryOp> {
    Some(match rule {
        Rule::k_o => BinaryOp::Or,
        Rule::k_y => BinaryOp::And,
        Rule::plus => BinaryOp::Add,
        Rule::minus => BinaryOp::Subtract,
        Rule::join => BinaryOp::Join,
        Rule::times => BinaryOp::Multiply,
        Rule::over => BinaryOp::Divide,
        Rule::k_o_bien => BinaryOp::Coalesce,
        _ => return None,
    })
}

/// `no no x`, `--x`: the last child is the operand.
fn prefixed(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Built {
    let mut inner = pair.into_inner();
    let mut built = expr(build, inner.next_back()?)?;
    while let Some(sign) = inner.next_back() {
        let span = build.span(&sign).to(built.span);
        let kind: fn(Box<Expr>) -> ExprKind =
            if sign.as_rule() == Rule::minus { ExprKind::Negate } else { ExprKind::Not };
        built = Expr { kind: kind(Box::new(built)), span };
    }
    Some(built)
}

fn comparison(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Built {
    let mut inner = pair.into_inner();
    let left = expr(build, inner.next()?)?;
    let rest = inner.next()?;
    if rest.as_rule() == Rule::compared { compared(build, left, rest) } else { tested(build, left, rest) }
}

fn compared(build: &mut Build<'_>, left: Expr, pair: Pair<'_, Rule>) -> Built {
    let mut inner = pair.into_inner();
    let op = relation(inner.next()?.as_str())?;
    let right = expr(build, inner.next()?)?;
    let tolerance = match next(&mut inner, Rule::sum) {
        Some(sum) => Some(Box::new(expr(build, sum)?)),
        None => None,
    };
    let span = left.span.to(tolerance.as_ref().map_or(right.span, |tolerance| tolerance.span));
    if is_empty_text(&left) || is_empty_text(&right) {
        let other = if is_empty_text(&left) { right.span } else { left.span };
        return compared_with_nothing(build, op, other, span);
    }
    node(ExprKind::Compare { op, left: Box::new(left), right: Box::new(right), tolerance }, span)
}

fn relation(sign: &str) -> Option<CompareOp> {
    Some(match sign {
        "=" => CompareOp::Equal,
        "<>" | "≠" => CompareOp::Unequal,
        "<" => CompareOp::Less,
        "<=" | "≤" => CompareOp::AtMost,
        ">" => CompareOp::Greater,
        ">=" | "≥" => CompareOp::AtLeast,
        _ => return None,
    })
}

fn is_empty_text(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Literal(LiteralKind::Text(text)) if text.trim().is_empty())
}

/// An empty cell equals nothing, not even an empty text: only `vacío` asks for it.
fn compared_with_nothing(build: &mut Build<'_>, op: CompareOp, other: Span, span: Span) -> Built {
    let form = if op == CompareOp::Unequal { "no vacío" } else { "vacío" };
    let name = build.written(other).to_owned();
    let fault = Diagnostic::new(Code::Syntax, "una celda vacía no se compara con un texto sin letras");
    let fault = fault.at(span, "aquí").help(format!("escriba «{name} {form}»"));
    build.fault(fault.fix(span, format!("{name} {form}")));
    None
}

/// `no` before the test is a negation around it.
fn tested(build: &mut Build<'_>, left: Expr, pair: Pair<'_, Rule>) -> Built {
    let span = left.span.to(build.span(&pair));
    let mut inner = pair.into_inner();
    let mut test = inner.next()?;
    let negated = test.as_rule() == Rule::k_no;
    if negated {
        test = inner.next()?;
    }
    let built = Expr { kind: test_kind(build, Box::new(left), test)?, span };
    if negated { node(ExprKind::Not(Box::new(built)), span) } else { Some(built) }
}

fn test_kind(build: &mut Build<'_>, left: Box<Expr>, test: Pair<'_, Rule>) -> Option<ExprKind> {
    let rule = test.as_rule();
    let mut inner = test.into_inner();
    Some(match rule {
        Rule::empty => ExprKind::IsEmpty(left),
        Rule::formula => ExprKind::IsFormula(left),
        Rule::between => ExprKind::Between(left, side(build, &mut inner)?, side(build, &mut inner)?),
        Rule::within => ExprKind::In(left, Box::new(set(build, next(&mut inner, Rule::sum)?)?)),
        Rule::starts => ExprKind::Match(MatchOp::StartsWith, left, side(build, &mut inner)?),
        Rule::ends => ExprKind::Match(MatchOp::EndsWith, left, side(build, &mut inner)?),
        Rule::contains => ExprKind::Match(MatchOp::Contains, left, side(build, &mut inner)?),
        Rule::like => ExprKind::Match(MatchOp::Like, left, Box::new(pattern(build, inner)?)),
        _ => return None,
    })
}

fn pattern(build: &mut Build<'_>, mut inner: Pairs<'_, Rule>) -> Built {
    let text = build.next_text(&mut inner)?;
    node(ExprKind::Literal(LiteralKind::Text(text.text)), text.span)
}

fn side(build: &mut Build<'_>, inner: &mut Pairs<'_, Rule>) -> Option<Box<Expr>> {
    expr(build, next(inner, Rule::sum)?).map(Box::new)
}

/// After `en`, one expression in parentheses is a list too.
fn set(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Built {
    let grouped = peel(pair.clone()).as_rule() == Rule::parens;
    let set = expr(build, pair)?;
    if !grouped || matches!(set.kind, ExprKind::List(_)) {
        return Some(set);
    }
    let span = set.span;
    if is_decimal(build, &set) {
        doubt_comma(build, span);
    }
    node(ExprKind::List(vec![set]), span)
}

fn is_decimal(build: &Build<'_>, expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Literal(LiteralKind::Number(..))) && build.written(expr.span).contains(',')
}

/// `(1,2)` is one number; who meant two leaves a blank.
fn doubt_comma(build: &mut Build<'_>, span: Span) {
    let written = build.written(span).to_owned();
    build.fault(
        Diagnostic::new(Code::DoubtfulComma, format!("en «{written}» la coma es decimal"))
            .at(span, "un solo número")
            .help(format!("si son valores aparte, deje un blanco después de la coma: {}", written.replace(',', ", ")))
            .fix(span, written.replace(',', ", ")),
    );
}

fn path(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Built {
    let mut inner = pair.into_inner();
    let mut built = expr(build, inner.next()?)?;
    for step in inner {
        let span = built.span.to(build.span(&step));
        let kind = if step.as_rule() == Rule::field {
            ExprKind::Field(Box::new(built), build.next_name(&mut step.into_inner())?)
        } else {
            index(build, built, step)?
        };
        built = Expr { kind, span };
    }
    Some(built)
}

fn index(build: &mut Build<'_>, base: Expr, pair: Pair<'_, Rule>) -> Option<ExprKind> {
    let last = all(pair.clone(), Rule::up_to).next();
    let mut keys = exprs(build, pair)?;
    let Some(last) = last else { return Some(ExprKind::Index(Box::new(base), keys)) };
    let last = next_expr(build, &mut last.into_inner())?;
    Some(ExprKind::Slice(Box::new(base), Box::new(keys.pop()?), Box::new(last)))
}

/// The expressions right below a pair. None of its commas having a blank, a decimal among them is doubtful.
fn exprs(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<Vec<Expr>> {
    let commas: Vec<Span> = all(pair.clone(), Rule::comma).map(|comma| build.span(&comma)).collect();
    let tight = commas.iter().all(|comma| !build.written_after(*comma).starts_with(super::tokens::is_blank));
    let mut built = Vec::new();
    for inner in all(pair, Rule::expr) {
        let item = expr(build, inner)?;
        if !commas.is_empty() && tight && is_decimal(build, &item) {
            doubt_comma(build, item.span);
        }
        built.push(item);
    }
    Some(built)
}

/// One expression keeps its node, with the parentheses in its place; several make a list.
fn parens(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Built {
    let span = build.span(&pair);
    let mut items = exprs(build, pair)?;
    match items.len() {
        1 => node(items.pop()?.kind, span),
        _ => node(ExprKind::List(items), span),
    }
}

fn call(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Built {
    let span = build.span(&pair);
    let mut inner = pair.into_inner();
    let name = build.next_name(&mut inner)?;
    let Some(arguments) = inner.next() else { return node(ExprKind::Name(name), span) };
    if let Some(fault) = other_call(build, &name, &arguments, span) {
        build.fault(fault);
        return None;
    }
    let from = match all(arguments.clone(), Rule::from).next() {
        Some(from) => Some(rows_of(build, next(&mut from.into_inner(), Rule::rows_of)?)?),
        None => None,
    };
    node(ExprKind::Call { name, args: exprs(build, arguments)?, from }, span)
}

/// A logical function of spreadsheets, `IF(a, b, c)`, which is no function here.
fn other_call(build: &Build<'_>, name: &Name, arguments: &Pair<'_, Rule>, span: Span) -> Option<Diagnostic> {
    let parts: Vec<&str> = all(arguments.clone(), Rule::expr).map(|part| build.written(build.span(&part))).collect();
    let (help, form) = faults::other_call(&name.text, &parts)?;
    let message = format!("«{}» no se usa en las reglas", name.text);
    let fault = Diagnostic::new(Code::Syntax, message).at(name.span, "aquí").help(help);
    Some(match form {
        Some(form) => fault.fix(span, form),
        None => fault,
    })
}

/// `T donde …`
pub(super) fn rows_of(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Option<From> {
    let mut inner = pair.into_inner();
    let table = build.table(next(&mut inner, Rule::table)?)?;
    let filter = match next(&mut inner, Rule::expr) {
        Some(filter) => Some(Box::new(expr(build, filter)?)),
        None => None,
    };
    Some(From { table, filter })
}

fn condition(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Built {
    let span = build.span(&pair);
    let mut inner = pair.into_inner();
    let mut branch = |build: &mut Build<'_>| next_expr(build, &mut inner).map(Box::new);
    node(ExprKind::If(branch(build)?, branch(build)?, branch(build)?), span)
}

fn exists(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Built {
    let span = build.span(&pair);
    let mut inner = pair.into_inner();
    let what = inner.find(|pair| matches!(pair.as_rule(), Rule::rows_of | Rule::table))?;
    if what.as_rule() == Rule::rows_of {
        return node(ExprKind::ExistsRow(rows_of(build, what)?), span);
    }
    let table = build.table(what)?;
    let base = named(table.base)?;
    let base = match table.part {
        Some(part) => {
            let whole = base.span.to(part.span);
            Expr { kind: ExprKind::Field(Box::new(base), part), span: whole }
        }
        None => base,
    };
    let keys = next(&mut inner, Rule::index)?;
    let looked_up = base.span.to(build.span(&keys));
    let lookup = Expr { kind: index(build, base, keys)?, span: looked_up };
    node(ExprKind::ExistsKey(Box::new(lookup)), span)
}

fn named(name: Name) -> Built {
    let span = name.span;
    node(ExprKind::Name(name), span)
}

fn every(build: &mut Build<'_>, pair: Pair<'_, Rule>) -> Built {
    let span = build.span(&pair);
    let mut inner = pair.into_inner();
    let rows = rows_of(build, next(&mut inner, Rule::rows_of)?)?;
    let holds = next_expr(build, &mut inner)?;
    node(ExprKind::EveryRow(rows, Box::new(holds)), span)
}
