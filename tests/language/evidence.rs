//! The cells that a failed check points at: what random programs showed to be amiss, each in small.

use super::{Set, form, rule};

const COLUMNS: &str = "n : decimal | k : texto";
const ROWS: &str = "n;k\n1;x\n2;y\n";

fn told(subject: &str, clauses: &str) -> Vec<String> {
    let message = "\n  si no \"{lista(plan.fila)}\"";
    let clauses = clauses.replace('¿', message);
    Set::new(&format!("{}{}", form(COLUMNS), rule(subject, &clauses))).plan(ROWS).run().told()
}

/// `x` is first used to find rows; where it is compared it is read no less.
#[test]
fn a_local_name_used_again_keeps_its_cells() {
    let clauses = "sea x = n\n  exige toda fila de plan donde n > x cumple x > n¿";
    assert_eq!(told("por cada fila de plan", clauses), ["r A2 A3: 2 y 3"]);
}

/// The failing row is not of the group that the check is about.
#[test]
fn a_group_s_señala_stays_in_the_group() {
    let clauses = "exige toda fila de plan cumple n < 2¿\n  señala n";
    assert_eq!(told("por cada k de plan", clauses), ["r A2: 2", "r A3: 3"]);
}

#[test]
fn the_rows_numbers_are_listed_like_a_column() {
    let clauses = "exige máximo(plan.fila) = 2\n  si no \"{máximo(plan.fila)} {suma(plan.fila)} {cuenta(plan.fila)}\"";
    assert_eq!(told("sobre plan", clauses), ["r A2: 3 5 2"], "of the three, no cell: the first row");
    let of_group = told("por cada k de plan", &clauses.replace("= 2", "= 9"));
    assert_eq!(of_group, ["r A2: 2 2 1", "r A3: 3 3 1"], "of the group's rows");
}
