//! Random rules and random rows: no claim of the analysis may be false. The engine is the judge.

use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::cell::SheetPlace;
use crate::decimal::Decimal;
use crate::engine::{Book, judge};
use crate::syntax::ast::Phase;
use crate::table::{Block, Column, Data, Origin, RowOrigin, State, Table};
use crate::value::{Text, Unit};

/// Numbers of rules and of rows alike, so that rows meet the bounds.
const NUMBERS: [&str; 9] = ["-1", "0", "0,5", "1", "2", "2,5", "3", "4", "5"];
const DAYS: [&str; 5] = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-05", "2026-02-01"];
const COLUMNS: usize = 14;

fn number() -> impl Strategy<Value = String> {
    let column = || select(vec!["a", "b", "c", "n", "m", "n", "a", "b"]);
    let constant = || select(NUMBERS.to_vec());
    prop_oneof![
        6 => column().prop_map(str::to_owned),
        4 => constant().prop_map(|number| format!("({number})")),
        2 => (column(), constant()).prop_map(|(x, c)| format!("({x} + ({c}))")),
        3 => (column(), column()).prop_map(|(x, y)| format!("({x} - {y})")),
        1 => (column(), column()).prop_map(|(x, y)| format!("({x} + {y})")),
        1 => column().prop_map(|x| format!("(-{x})")),
        1 => (column(), constant()).prop_map(|(x, c)| format!("({x} * ({c}))")),
        2 => (column(), constant()).prop_map(|(x, c)| format!("({x} o bien ({c}))")),
        1 => column().prop_map(|x| format!("redondea({x}, 0)")),
        1 => column().prop_map(|x| format!("absoluto({x})")),
        1 => Just("p".to_owned()),
        1 => Just("d".to_owned()),
    ]
}

fn day() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec!["f", "g"]).prop_map(str::to_owned),
        select(DAYS.to_vec()).prop_map(str::to_owned),
        (select(vec!["f", "g"]), 0..4i32).prop_map(|(x, days)| format!("({x} + {days})")),
    ]
}

fn atom() -> impl Strategy<Value = String> {
    let op = || select(vec!["=", "<>", "<", "<=", ">", ">="]);
    let same = || select(vec!["=", "<>"]);
    let choice = || select(vec!["\"A\"", "\"B\"", "\"c\""]);
    let text = || select(vec!["\"a\"", "\"B\"", "\"Z\"", "\"abc\""]);
    prop_oneof![
        10 => (number(), op(), number()).prop_map(|(x, op, y)| format!("{x} {op} {y}")),
        2 => (number(), op(), number(), select(vec!["1", "0,5", "0"]))
            .prop_map(|(x, op, y, t)| format!("{x} {op} {y} ± {t}")),
        2 => (number(), number(), number()).prop_map(|(x, y, z)| format!("{x} entre {y} y {z}")),
        2 => (number(), select(NUMBERS.to_vec()), select(NUMBERS.to_vec()))
            .prop_map(|(x, y, z)| format!("{x} en ({y}, {z})")),
        3 => (day(), op(), day()).prop_map(|(x, op, y)| format!("{x} {op} {y}")),
        2 => (op(), -2..3i32).prop_map(|(op, days)| format!("f - g {op} {days}")),
        4 => (same(), choice()).prop_map(|(op, value)| format!("t {op} {value}")),
        2 => (choice(), choice()).prop_map(|(x, y)| format!("t en ({x}, {y})")),
        2 => (same(), text()).prop_map(|(op, value)| format!("u {op} {value}")),
        1 => same().prop_map(|op| format!("u {op} t")),
        2 => (same(), select(vec!["01", "02", "1", "123"])).prop_map(|(op, code)| format!("k {op} \"{code}\"")),
        1 => select(vec!["u empieza con \"a\"", "k parece \"0*\"", "k < \"02\"", "k >= \"02\""]).prop_map(str::to_owned),
        3 => select(vec!["a", "n", "t", "f", "k", "s", "d", "p"]).prop_map(|x| format!("{x} vacío")),
        1 => Just("s".to_owned()),
        1 => Just("s = sí".to_owned()),
        1 => select(vec!["falso", "verdadero"]).prop_map(str::to_owned),
        1 => Just("vigencia > n".to_owned()),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    let atom = atom().prop_map(|atom| format!("({atom})"));
    atom.prop_recursive(3, 10, 3, |inner| {
        prop_oneof![
            4 => (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("({x} y {y})")),
            3 => (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("({x} o {y})")),
            2 => inner.clone().prop_map(|x| format!("(no {x})")),
            1 => (inner.clone(), inner.clone(), inner)
                .prop_map(|(x, y, z)| format!("(si {x} entonces {y} de lo contrario {z})")),
        ]
    })
}

/// The clauses of a rule: which rows it goes over, when, and what it demands.
type Clauses = (Option<String>, Vec<String>, String);

fn clauses() -> impl Strategy<Value = Clauses> {
    (prop::option::weighted(0.2, condition()), prop::collection::vec(condition(), 0..3), condition())
}

/// What follows «donde» sees no local names.
fn without_local(condition: &str) -> String {
    let parts = condition.split_inclusive(|letter: char| !letter.is_alphanumeric());
    parts
        .map(|part| {
            part.strip_prefix('d')
                .filter(|rest| rest.chars().count() < 2)
                .map_or(part.to_owned(), |rest| format!("(a - b){rest}"))
        })
        .collect()
}

fn written(rules: &[Clauses]) -> String {
    let one = |(at, (filter, conditions, demand)): (usize, &Clauses)| {
        let filter = filter.as_ref().map(|filter| format!(" donde {}", without_local(filter))).unwrap_or_default();
        let when: String = conditions.iter().map(|when| format!("cuando {when}\n")).collect();
        let clauses = format!("sea d = a - b\n{when}exige {demand}");
        over(&format!("por cada fila de plan{filter}"), &format!("r{at}"), &clauses)
    };
    rules.iter().enumerate().map(one).collect()
}

/// A cell: a number picks its state and its value.
type Cells = [u8; COLUMNS];

/// A plan of one row.
fn table(rules: &RuleSet, cells: &Cells) -> Table {
    let columns = rules.plan.columns.iter().zip(cells).map(|(decl, cell)| {
        let state = match cell % 16 {
            0 | 1 => State::Empty,
            2 => State::Unreadable,
            _ => State::Present,
        };
        let unreadable = (state == State::Unreadable).then(|| (0, Arc::from("#REF!")));
        Column {
            name: decl.name.clone(),
            caption: decl.caption.clone(),
            data: data(&decl.name, cell / 16 + cell % 16 * 16),
            states: vec![state],
            unreadable: unreadable.into_iter().collect(),
            origin: Origin::Block,
        }
    });
    let columns: Vec<Column> = columns.collect();
    let place = SheetPlace { file: "p.xlsx".into(), sheet: "Plan".into() };
    Table {
        name: "plan".to_owned(),
        blocks: vec![Block {
            place,
            columns: (0..columns.len()).map(|at| Some(at as u32)).collect(),
            formulas: Default::default(),
        }],
        rows: vec![RowOrigin { block: 0, row: 1 }],
        columns,
        constants: Default::default(),
        pieces: Vec::new(),
    }
}

fn data(column: &str, pick: u8) -> Data {
    fn of<T: Copy>(values: &[T], pick: u8) -> T {
        values[usize::from(pick) % values.len()]
    }
    match column {
        "n" | "m" => Data::Number(vec![Decimal::from(of(&[-1, 0, 1, 2, 3, 4, 5, 6], pick))], Unit::Plain),
        "t" => Data::Text(vec![Text::new(of(&["A", "B", "C"], pick))]),
        "u" => Data::Text(vec![Text::new(of(&["a", "B", "Z", "abc", "otro texto"], pick))]),
        "k" => Data::Code(vec![of(&["01", "02", "12"], pick).into()]),
        "f" | "g" => Data::Date(vec![date(2026, 1, of(&[1, 2, 3, 4, 5, 31], pick))]),
        "s" => Data::Bool(vec![of(&[true, false], pick)]),
        // The last two do not fit together in one number: what adds them has no value.
        _ => {
            let numbers = ["-1", "0", "0.5", "1", "2", "2.5", "3", "4", "5", "0.25", "7", "1e30", "1e-19"];
            Data::Number(vec![Decimal::parse(of(&numbers, pick)).unwrap()], Unit::Plain)
        }
    }
}

/// Whether a row has numbers that do not fit together.
fn is_extreme(rules: &RuleSet, cells: &Cells) -> bool {
    let is_extreme = |column: &Column| match &column.data {
        Data::Number(numbers, _) => numbers.iter().any(|number| number.plain().len() > 6),
        _ => false,
    };
    table(rules, cells).columns.iter().any(is_extreme)
}

/// What each rule comes to for a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    Holds,
    Fails,
    NotApplicable,
    Open,
    /// The rule does not go over the row.
    Outside,
}

fn outcomes(rules: &RuleSet, cells: &Cells) -> Vec<Came> {
    let plan = table(rules, cells);
    let book = Book {
        file: "p.xlsx",
        plan: &plan,
        format: rules.formats.first(),
        identity: &[],
        approved: None,
        approved_format: None,
        parts: &[],
        own: &[],
        sheet: None,
    };
    let judged = judge(rules, &[], Some(book), Vec::new(), Phase::Revision);
    let came =
        judged.counts.iter().map(|count| match [count.holds, count.fails, count.not_applicable, count.not_evaluable] {
            [1, 0, 0, 0] => Came::Holds,
            [0, 1, 0, 0] => Came::Fails,
            [0, 0, 1, 0] => Came::NotApplicable,
            [0, 0, 0, 1] => Came::Open,
            [0, 0, 0, 0] => Came::Outside,
            other => panic!("{other:?}"),
        });
    came.collect()
}

/// The rules that a message names, by their numbers: `r0`, `r1`.
fn named(message: &str) -> Vec<usize> {
    let head = message.split(": ").next().unwrap();
    let words = head.split('«').skip(1).filter_map(|rest| rest.split('»').next());
    let mut found: Vec<usize> = words.filter_map(|word| word.strip_prefix('r')?.parse().ok()).collect();
    if let Some(rest) = message.split("tampoco cumple «r").nth(1) {
        found.push(rest.split('»').next().unwrap().parse().unwrap());
    }
    found
}

/// Why a claim is false of a row; `None` if it is not.
fn refuted(claim: &Diagnostic, came: &[Came], came_of_part: Option<Came>, extreme: bool) -> Option<String> {
    let names = named(&claim.message);
    let of = |at: usize| came[names[at]];
    let is_false = match claim.code {
        Code::NeverApplies => matches!(of(0), Came::Holds | Came::Fails),
        Code::NeverFails => of(0) == Came::Fails,
        Code::NeverHolds => of(0) == Came::Holds || claim.message.contains("evaluar nunca") && of(0) == Came::Fails,
        Code::ContraryRules => names.iter().all(|rule| came[*rule] == Came::Holds),
        Code::ImpliedRule => {
            // What numbers that do not fit together leave open is not fulfilled either.
            let is_broken = of(1) == Came::Fails || of(1) == Came::Open && extreme;
            of(0) == Came::Fails && !is_broken
        }
        Code::SameRules => {
            of(0) != of(1)
                && [of(0), of(1)] != [Came::Outside, Came::NotApplicable]
                && [of(1), of(0)] != [Came::Outside, Came::NotApplicable]
        }
        Code::ConstantCondition => {
            let never = if claim.message.contains("dejar de") { Came::Fails } else { Came::Holds };
            came_of_part == Some(never)
        }
        _ => false,
    };
    is_false.then(|| format!("{}: {came:?}", claim.message))
}

fn claims(rules: &RuleSet) -> Vec<Diagnostic> {
    let quiet = [Code::UnusedParameter, Code::UnusedNorm, Code::NoTest];
    analyze(rules).into_iter().filter(|told| !quiet.contains(&told.code)).collect()
}

/// A set that demands just the part that a claim is about.
fn part(rules: &RuleSet, claim: &Diagnostic) -> Option<RuleSet> {
    let text = rules.sources.text(claim.labels.first()?.span).to_owned();
    (claim.code == Code::ConstantCondition).then(|| loaded(&rule("r0", &format!("sea d = a - b\nexige {text}"))).rules)
}

/// Two rules made out of the same conditions, so that one often implies the other.
fn related() -> impl Strategy<Value = Vec<Clauses>> {
    let parts = (condition(), condition(), condition(), condition());
    let forms = (0..6usize, 0..4usize, 0..3usize, 0..4usize);
    (parts, forms).prop_map(|((c, other, d, more), (first, second, strict, loose))| {
        let when = |form: usize| match form {
            0 => vec![],
            1 => vec![c.clone()],
            2 => vec![format!("({c} y {other})")],
            3 => vec![c.clone(), other.clone()],
            4 => vec![format!("({c} o {other})")],
            _ => vec![format!("(no ({c} y {other}))")],
        };
        let demand = [d.clone(), format!("({d} y {more})"), format!("(no (no {d}))")];
        let milder =
            [d.clone(), format!("({d} o {more})"), format!("(no ((no {d}) y {more}))"), format!("(no (no {d}))")];
        vec![(None, when(first), demand[strict].clone()), (None, when(second), milder[loose].clone())]
    })
}

fn refutation(rules: &[Clauses], rows: &[Cells]) -> Result<(), TestCaseError> {
    let text = written(rules);
    let rules = loaded(&text).rules;
    let claims = claims(&rules);
    let parts: Vec<Option<RuleSet>> = claims.iter().map(|claim| part(&rules, claim)).collect();
    let rows = if claims.is_empty() { &[] } else { rows };
    for cells in rows {
        let came = outcomes(&rules, cells);
        for (claim, part) in claims.iter().zip(&parts) {
            let of_part = part.as_ref().map(|part| outcomes(part, cells)[0]);
            if let Some(why) = refuted(claim, &came, of_part, is_extreme(&rules, cells)) {
                return Err(TestCaseError::fail(format!("{why}\n{text}\n{cells:?}")));
            }
        }
    }
    Ok(())
}

fn rows() -> impl Strategy<Value = Vec<Cells>> {
    prop::collection::vec(prop::array::uniform14(any::<u8>()), 60)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

    #[test]
    fn no_claim_is_false(rules in prop::collection::vec(clauses(), 1..4), rows in rows()) {
        refutation(&rules, &rows)?;
    }

    #[test]
    fn no_claim_about_related_rules_is_false(rules in related(), rows in rows()) {
        refutation(&rules, &rows)?;
    }
}
