//! Real plans, from the folder that the environment names; they are not part of the project.

use std::io::Write;

use super::*;

const SHEET: &str = "Plan indicativo - Productos";

#[test]
#[expect(clippy::disallowed_methods, reason = "the real workbooks lie outside of the project")]
fn published_plans_are_read_in_full() {
    let Some(folder) = std::env::var_os("COTEJO_DATOS") else {
        // Past the test runner's capture, which would keep a passing test's words to itself.
        let _ = writeln!(std::io::stderr(), "published_plans_are_read_in_full: skipped, COTEJO_DATOS names no folder");
        return;
    };
    for (code, rows) in [("25", 385), ("25126", 339), ("25175", 276), ("25758", 421), ("25899", 397)] {
        let name = format!("{code}.xlsx");
        let bytes = std::fs::read(std::path::Path::new(&folder).join("sispt").join(&name)).unwrap();
        let (workbook, diagnostics) = read(&name, &bytes, &|sheet| sheet == SHEET, &Limits::default());
        assert_eq!(diagnostics, []);
        let workbook = workbook.unwrap();
        assert_eq!(workbook.sheet_names.len(), 5);
        let [sheet] = workbook.sheets.try_into().unwrap();
        // Two rows of captions stand above the plan's.
        assert_eq!(sheet.cells.last().unwrap().at.row + 1, rows + 2, "{name}");
        let caption = sheet.cells.iter().find(|cell| cell.at == CellRef { row: 1, column: 0 }).unwrap();
        assert_eq!(caption.content, Content::Text("Código DANE".into()));
    }
}
