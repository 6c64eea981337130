//! Texts as the cells of a plan.

use cotejo::cell::{CellRef, SheetPlace};
use cotejo::workbook::{Cell, Content, Sheet, Workbook};

const CAPTIONS: [&str; 9] = ["Código", "Texto", "Entero", "Decimal", "Pesos", "Parte", "Fecha", "Marca", "Clase"];
/// Most lines that are taken.
const LINES: usize = 40;

/// Reads each line as a value of every type.
pub fn values(text: &str) {
    let cell = |row: usize, column: usize, text: &str| Cell {
        at: CellRef { row: u32::try_from(row).unwrap_or(0), column: u32::try_from(column).unwrap_or(0) },
        content: Content::Text(text.into()),
    };
    let mut cells: Vec<Cell> = CAPTIONS.iter().enumerate().map(|(column, caption)| cell(0, column, caption)).collect();
    for (row, line) in text.lines().filter(|line| !line.is_empty()).take(LINES).enumerate() {
        cells.extend((0..CAPTIONS.len()).map(|column| cell(row + 1, column, line)));
    }
    let place = SheetPlace { file: "libro".into(), sheet: "Plan".into() };
    let sheet = Sheet { place, cells, ..Sheet::default() };
    let book = Workbook { sheets: vec![sheet], sheet_names: vec!["Plan".to_owned()], ..Workbook::default() };
    crate::lectura::plan(&book);
}
