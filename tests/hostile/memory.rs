//! Several large workbooks in one run, and limits that a user changes.

use super::book::{book, long_sheet, row, rows};
use super::case::{review, review_with};

/// Each is near what one book may have, and reading two of them side by side would take more than there is.
#[test]
fn four_large_books_are_read_in_the_memory_of_one() {
    const CELLS: usize = if cfg!(debug_assertions) { 1_500_000 } else { 7_800_000 };
    let wide = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(26));
    let large = book(vec![long_sheet(&wide, CELLS / 26, true)]);
    let names = ["uno.xlsx", "dos.xlsx", "tres.xlsx", "cuatro.xlsx"];
    let report = review(&names.map(|name| (name, &large[..])), false).unwrap();
    let read =
        report["libros"].as_array().unwrap().iter().filter(|book| book["filas"].as_u64() == Some(CELLS as u64 / 26));
    assert_eq!(read.count(), 4, "{}", report["hallazgos"]);
}

#[test]
fn what_is_over_a_limit_names_it_and_a_higher_one_lets_it_pass() {
    let wide = rows(&(row("a", "1") + &row("b", "2") + &row("c", "3")));
    let refused = review_with(&[("malo.xlsx", &wide)], false, &["--limite", "celdas=7"]).unwrap();
    let finding = &refused["hallazgos"][0];
    assert_eq!(finding["regla"], "lectura/limite");
    assert_eq!(finding["mensaje"], "el libro tiene más de 7 celdas con datos y el límite es 7");
    assert!(finding["ayuda"].as_str().unwrap().contains("«--limite celdas=N»"), "{finding:#}");
    let read = review_with(&[("malo.xlsx", &wide)], false, &["--limite", "celdas=7", "--limite", "celdas=8"]).unwrap();
    assert_eq!(read["hallazgos"].as_array().unwrap().len(), 0, "{read:#}");
    let why = review_with(&[], false, &["--limite", "celda=8"]).unwrap_err();
    assert!(why.contains("«celda» no es un límite; ¿quiso decir «celdas»?"), "{why}");
}
