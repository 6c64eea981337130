//! Numbers and amounts with words around them.

use super::super::{Advice, Fault};
use crate::decimal::Decimal;
use crate::syntax::parse::numbers;
use crate::syntax::parse::tokens::TokenKind;

/// `total x 2`, `1 millón`, `1.000 pesos`
pub(super) fn units(fault: &Fault<'_>) -> Option<Advice> {
    let (found, before) = (fault.folded(0), fault.word(-1));
    let operand_follows =
        fault.is(1, TokenKind::Number) || fault.is(1, TokenKind::Word) || fault.is(1, TokenKind::Open);
    if matches!(found.as_str(), "x" | "por") && operand_follows && fault.expects("«y»") && !fault.begins_line() {
        let message = format!("«{}» no multiplica", fault.word(0));
        let help = format!("para multiplicar escriba «*»: {before} * {}", fault.word(1));
        return Advice::replacing(fault, (0, 0), message, help, "*");
    }
    if !fault.is(-1, TokenKind::Number) {
        return None;
    }
    if matches!(found.as_str(), "pesos" | "peso" | "cop") {
        let amount = format!("$ {before}");
        let from = if fault.word(-2) == "$" { -2 } else { -1 };
        let message = format!("«{}» no va después del número", fault.word(0));
        return Advice::replacing(fault, (from, 0), message, format!("el signo va delante: {amount}"), amount);
    }
    let sign = if fault.word(-2) == "$" { "$ " } else { "" };
    let (number, words) = multiplied(before, &[found.as_str(), fault.folded(1).as_str()])?;
    let message = "un número no se escribe con palabras";
    let of = isize::from(fault.folded(words) == "de" && fault.folded(words + 1) == "pesos") * 2;
    let help = format!("escríbalo con todas sus cifras: {sign}{number}");
    Advice::replacing(fault, (-1, words - 1 + of), message, help, number.to_string())
}

/// A number times the words after it, `2` and `mil millones`, and how many of these count.
fn multiplied(number: &str, words: &[&str]) -> Option<(Decimal, isize)> {
    let factor = |word: &&str| match *word {
        "mil" | "miles" => Some(1_000),
        "millon" | "millones" => Some(1_000_000),
        _ => None,
    };
    let factors: Vec<i128> = words.iter().map_while(factor).collect();
    let product = if factors.is_empty() { return None } else { factors.iter().product() };
    let product = numbers::number(number).ok()?.times(Decimal::new(product, 0))?;
    Some((product, isize::try_from(factors.len()).ok()?))
}

/// `1e6`
pub(super) fn scientific(fault: &Fault<'_>) -> Option<Advice> {
    let glued = fault.token(0).zip(fault.token(1)).is_some_and(|(number, word)| number.end == word.start);
    let exponent = fault.folded(1);
    let zeros: usize = exponent.strip_prefix('e').filter(|_| glued)?.parse().ok().filter(|zeros| *zeros <= 15)?;
    let number =
        numbers::number(fault.word(0)).ok()?.times(Decimal::new(10_i128.pow(u32::try_from(zeros).ok()?), 0))?;
    let message = format!("«{}{}» no es un número como se escribe aquí", fault.word(0), fault.word(1));
    let help = format!("escríbalo con todas sus cifras: {number}");
    Advice::replacing(fault, (0, 1), message, help, number.to_string())
}

/// `½`
pub(super) fn fraction(fault: &Fault<'_>) -> Option<Advice> {
    let decimal = match fault.word(0) {
        "½" => "0,5",
        "¼" => "0,25",
        "¾" => "0,75",
        _ => return None,
    };
    let message = format!("«{}» no es un número como se escribe aquí", fault.word(0));
    Advice::replacing(fault, (0, 0), message, format!("escriba {decimal}"), decimal)
}
