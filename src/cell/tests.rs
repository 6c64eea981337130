use super::*;

#[test]
fn cells_are_named_as_in_excel() {
    let name = |row, column| CellRef { row, column }.to_string();
    assert_eq!(name(0, 0), "A1");
    assert_eq!(name(22, 10), "K23");
    assert_eq!(name(0, 25), "Z1");
    assert_eq!(name(0, 26), "AA1");
    assert_eq!(name(0, 701), "ZZ1");
    assert_eq!(name(MAX_ROWS - 1, MAX_COLUMNS - 1), "XFD1048576");
}

#[test]
fn a_csv_place_has_no_sheet() {
    let place = |sheet: &str| CellPlace {
        sheet: SheetPlace { file: "techos.csv".into(), sheet: sheet.into() },
        cell: CellRef { row: 6, column: 2 },
    };
    assert_eq!(place("").to_string(), "techos.csv!C7");
    assert_eq!(place("Hoja1").to_string(), "techos.csv › Hoja1!C7");
}
