use crate::diagnostic::{Code, Diagnostic};
use crate::layout::tests::{Rules, found, messages, sheet};
use crate::value::Type;

/// The findings of a column of a type with some cells.
fn told(ty: Type, cells: &[String]) -> Vec<Diagnostic> {
    let lines: Vec<&str> = std::iter::once("X").chain(cells.iter().map(String::as_str)).collect();
    Rules::new().column("X", ty).table(vec![sheet("Plan", &lines)]).1
}

/// Dates from the first of January 2026 on, and others after them.
fn dates(own: usize, others: &[&str]) -> Vec<String> {
    let own = (1..=own).map(|day| format!("@2026-01-{day:02}T00:00:00"));
    own.chain(others.iter().map(|other| format!("@{other}T00:00:00"))).collect()
}

#[test]
fn years_that_no_plan_has() {
    let cells =
        ["2/2/0205", "@1905-01-31T00:00:00", "@1999-12-31T00:00:00", "@2000-01-01T00:00:00", "@2046-01-01T00:00:00"];
    let found_in = told(Type::Date, &cells.map(str::to_owned));
    let expected = ["A2", "A3", "A4"].map(|cell| (Code::DoubtfulDate, cell.to_owned()));
    assert_eq!(found(&found_in), expected);
    assert_eq!(found_in[0].message, "A2 dice 2 de febrero de 205, y «X» es de un plan de 2026");
    assert_eq!(told(Type::Date, &["31/12/2047".to_owned()]).len(), 1);
}

#[test]
fn a_year_apart_from_all_others() {
    let one = told(Type::Date, &dates(10, &["2025-01-22"]));
    assert_eq!(messages(&one), "A12 dice 22 de enero de 2025, y casi todas las fechas de «X» son de 2026");
    assert!(told(Type::Date, &dates(9, &["2025-01-22"])).is_empty(), "too few to say");
    assert!(told(Type::Date, &dates(10, &["2025-01-22", "2025-02-01"])).is_empty(), "projects of two years");
}

#[test]
fn beyond_three_the_rest_are_told_together() {
    let all = told(Type::Date, &vec!["2/2/0205".to_owned(); 6]);
    assert_eq!(found(&all).len(), 4);
    assert_eq!(all[3].message, "otras 3 celdas de «X» tienen un año que no parece el suyo, de A5 a A7");
    assert_eq!(all[3].also.len(), 2);
}

/// Amounts of ten million and more, and others after them.
fn amounts(others: &[&str]) -> Vec<String> {
    (1..=20)
        .map(|number| format!("={}", 10_000_000 * number))
        .chain(others.iter().map(|other| format!("={other}")))
        .collect()
}

#[test]
fn amounts_typed_in_thousands_or_millions() {
    let found_in = told(Type::Pesos, &amounts(&["85000", "120", "0"]));
    assert_eq!(
        messages(&found_in),
        "A22 dice $ 85.000 y la mediana de «X» es $ 110.000.000: parece escrito en miles de pesos\n\
         A23 dice $ 120 y la mediana de «X» es $ 110.000.000: parece escrito en millones de pesos"
    );
    assert_eq!(
        found_in[1].help.as_deref(),
        Some("si son millones de pesos, escriba $ 120.000.000; si no, déjelo como está")
    );
}

#[test]
fn an_amount_that_no_slip_explains_is_told_without_one() {
    let found_in = told(Type::Pesos, &amounts(&["0.25"]));
    assert!(found_in[0].message.ends_with(": está muy por debajo de los demás"), "{}", found_in[0].message);
}

#[test]
fn small_amounts_among_middling_ones_are_no_slip() {
    assert!(told(Type::Pesos, &amounts(&["400000"])).is_empty(), "25 times less than the least");
    assert!(told(Type::Pesos, &amounts(&["5000000", "1000000", "200000", "50000"])).is_empty(), "no gap");
    assert!(told(Type::Pesos, &amounts(&["85000", "90000", "95000"])).is_empty(), "too many");
    assert!(told(Type::Decimal, &amounts(&["85000"])).is_empty(), "quantities have no unit to slip");
    assert!(told(Type::Pesos, &["=10000000".to_owned(), "=10000".to_owned()]).is_empty(), "too few to say");
}

#[test]
fn each_sheet_has_its_own_distribution() {
    let large: Vec<String> = std::iter::once("X".to_owned()).chain(amounts(&[])).collect();
    let small = ["X", "=85000", "=90000"];
    let large: Vec<&str> = large.iter().map(String::as_str).collect();
    let (_, findings) = Rules::new().column("X", Type::Pesos).table(vec![sheet("1", &large), sheet("2", &small)]);
    assert!(findings.is_empty(), "{}", messages(&findings));
}
