use crate::diagnostic::{Code, Diagnostic};
use crate::layout::tests::{Rules, at, found, sheet};
use crate::value::{Text, Type};

fn rules() -> Rules {
    let mut rules = Rules::new()
        .column("Meta", Type::Text)
        .column("Propios", Type::Pesos)
        .column("SGP", Type::Pesos)
        .column("Crédito", Type::Pesos)
        .column("Total", Type::Pesos);
    rules.format().ends = vec![Text::new("TOTAL")];
    rules
}

/// `rows` rows of data and one of totals, with formulas in the column E but for the rows of `typed`, and in the row of
/// totals in the columns of `totals`.
fn told(rows: usize, typed: &[usize], totals: &str) -> Vec<Diagnostic> {
    told_of("M|=1|=2|=3|=6", rows, typed, totals)
}

fn told_of(line: &str, rows: usize, typed: &[usize], totals: &str) -> Vec<Diagnostic> {
    let mut lines = vec!["Meta|Propios|SGP|Crédito|Total"];
    lines.extend(vec![line; rows]);
    lines.push("TOTAL|=10|=20|=30|=60");
    let mut plan = sheet("Plan", &lines);
    let data = (0..rows).filter(|row| !typed.contains(row)).map(|row| at(&format!("E{}", row + 2)));
    let ends = totals.chars().map(|column| at(&format!("{column}{}", rows + 2)));
    plan.formulas = data.chain(ends).collect();
    plan.formulas.sort_unstable();
    rules().table(vec![plan]).1
}

#[test]
fn a_number_among_formulas() {
    let one = told(11, &[3], "BCDE");
    assert_eq!(found(&one), [(Code::TypedOver, "E5".to_owned())]);
    assert_eq!(
        one[0].message,
        "E5 tiene un número escrito, y las otras 10 celdas de «Total» tienen fórmulas: ¿se reemplazó la fórmula?"
    );
    let two = told(30, &[3, 4], "BCDE");
    assert_eq!(
        two[0].message,
        "2 celdas tienen números escritos, y casi todas las demás de su columna tienen fórmulas: E5:E6; ¿se \
         reemplazaron las fórmulas?"
    );
}

#[test]
fn few_formulas_or_many_numbers_say_nothing() {
    assert!(told(10, &[3], "BCDE").is_empty(), "nine formulas are not enough");
    assert!(told(21, &[3, 4], "BCDE").is_empty(), "two numbers want twenty formulas");
    assert!(told_of("M|=1|=2|=3|=0", 11, &[3], "BCDE").is_empty(), "a zero");
    assert!(told(12, &(0..12).collect::<Vec<_>>(), "BCDE").is_empty(), "a column of numbers");
}

#[test]
fn a_typed_total_among_formulas() {
    let one = told(3, &[], "BCE");
    assert_eq!(found(&one), [(Code::TypedOver, "D5".to_owned())]);
    let says = "D5 tiene un número escrito, y los otros 3 totales de su fila son fórmulas: ¿se reemplazó la fórmula?";
    assert_eq!(one[0].message, says);
    assert!(told(3, &[], "BC").is_empty(), "two of four");
    assert!(told(1, &[], "BCE").is_empty(), "a total of one row is what the row says");
    assert!(told(3, &[], "").is_empty());
}

#[test]
fn all_of_a_sheet_is_one_note() {
    let both = told(11, &[3], "BCE");
    assert_eq!(found(&both), [(Code::TypedOver, "E5".to_owned())]);
    assert_eq!(both[0].also, [at("D13")]);
    assert!(both[0].message.contains("tienen fórmulas: D13 y E5; ¿"), "{}", both[0].message);
}
