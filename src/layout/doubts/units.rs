//! Amounts typed in thousands or millions among pesos, by the column's own distribution: a few values that stand apart,
//! far below all others. Sizes are counted in bits of the whole part, so that one pass over the column finds them.

use std::ops::Range;

use crate::cell::CellPlace;
use crate::decimal::Decimal;
use crate::diagnostic::{Code, Diagnostic};
use crate::table::State;
use crate::value::{Unit, Value};

use super::{Looked, by_sheet};

/// How many values a column must have for its distribution to say anything.
const ENOUGH: usize = 10;
/// One value in so many may stand apart; where there are more, the column is just of large and small ones.
const FEW: usize = 10;
/// How many sizes, each the double of the one before, must lie empty above what stands apart.
const GAP: usize = 4;
/// How many times smaller than the smallest of the others a value must be.
const TIMES: i64 = 30;
/// What a slip divides by, and what the amount is then in.
const SLIPS: [(i64, &str); 2] = [(1_000, "miles"), (1_000_000, "millones")];
/// Sizes of whole parts, in bits.
const SIZES: usize = 129;

/// The values of a column of a sheet that do not stand apart.
struct Body {
    least: Decimal,
    most: Decimal,
    median: Decimal,
}

/// The doubtful amounts of a column.
pub(super) fn doubts(looked: Looked<'_>, states: &[State], numbers: &[Decimal]) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for rows in by_sheet(looked.table) {
        let amounts = || amounts(states, numbers, rows.clone());
        let Some((size, most)) = gap(amounts()) else { continue };
        let Some(body) = Body::of(amounts(), size) else { continue };
        let is_apart = |amount: Decimal| {
            amount.whole_bits() <= most && amount.times(Decimal::from(TIMES)).is_some_and(|times| times <= body.least)
        };
        let apart = amounts().filter(|(_, amount)| is_apart(*amount)).map(|(row, _)| row);
        let message = |row: usize, at: &CellPlace| {
            let amount = numbers.get(row).copied().unwrap_or_default();
            body.words(at, amount, &looked.decl.caption)
        };
        let words = ("está muy por debajo de las demás", "están muy por debajo de las demás");
        told.extend(looked.notes(apart, Code::DoubtfulUnit, words, message));
    }
    told
}

/// The amounts that are not nothing, without their signs.
fn amounts<'a>(
    states: &'a [State],
    numbers: &'a [Decimal],
    rows: Range<usize>,
) -> impl Iterator<Item = (usize, Decimal)> + 'a {
    let start = rows.start;
    let states = states.get(rows.clone()).unwrap_or_default();
    let cells = states.iter().zip(numbers.get(rows).unwrap_or_default()).zip(start..);
    let filled = cells.filter(|((state, number), _)| **state == State::Present && **number != Decimal::ZERO);
    filled.map(|((_, number), row)| (row, number.absolute()))
}

/// The least size of the many, and the greatest of the few that stand apart below them.
fn gap(amounts: impl Iterator<Item = (usize, Decimal)>) -> Option<(usize, usize)> {
    let mut sizes = [0usize; SIZES];
    for (_, amount) in amounts {
        *sizes.get_mut(amount.whole_bits())? += 1;
    }
    let all: usize = sizes.iter().sum();
    let (mut below, mut last, mut found) = (0, 0, None);
    for (size, count) in sizes.iter().enumerate().filter(|(_, count)| **count > 0) {
        if below > 0 && size - last > GAP && below * FEW <= all && all >= ENOUGH {
            found = Some((size, last));
        }
        (below, last) = (below + count, size);
    }
    found
}

impl Body {
    /// The amounts from a size on.
    fn of(amounts: impl Iterator<Item = (usize, Decimal)>, size: usize) -> Option<Self> {
        let of_body = amounts.map(|(_, amount)| amount).filter(|amount| amount.whole_bits() >= size);
        let mut all: Vec<Decimal> = of_body.collect();
        let middle = all.len() / 2;
        let (least, most) = (*all.iter().min()?, *all.iter().max()?);
        (middle < all.len()).then(|| Body { least, most, median: *all.select_nth_unstable(middle).1 })
    }

    /// What is to be said of an amount, and what to do.
    fn words(&self, at: &CellPlace, amount: Decimal, caption: &str) -> (String, String) {
        let pesos = |number: Decimal| Value::Number(number, Unit::Pesos).to_string();
        let head = format!("{} dice {} y la mediana de «{caption}» es {}", at.cell, pesos(amount), pesos(self.median));
        let slip = SLIPS.iter().find_map(|(times, unit)| {
            let whole = amount.absolute().times(Decimal::from(*times))?;
            (whole >= self.least && whole <= self.most).then_some((amount.times(Decimal::from(*times))?, unit))
        });
        match slip {
            Some((whole, unit)) => {
                let help = format!("si son {unit} de pesos, escriba {}; si no, déjelo como está", pesos(whole));
                (format!("{head}: parece escrito en {unit} de pesos"), help)
            }
            None => (
                format!("{head}: está muy por debajo de los demás"),
                "revise el valor; si está bien, déjelo así".to_owned(),
            ),
        }
    }
}
