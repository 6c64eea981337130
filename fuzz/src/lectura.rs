//! A file through the reader and into a plan, and what must hold of both.

use std::sync::LazyLock;

use cotejo::cell::{MAX_COLUMNS, MAX_ROWS};
use cotejo::layout;
use cotejo::ruleset::model::{Expr, Format, RuleSet};
use cotejo::ruleset::{Inputs, load};
use cotejo::table::Table;
use cotejo::workbook::{Limits, Sheet, Workbook, read};

use crate::reglas::OneFile;

/// A format with a column of each type, all of which are captions of the seeds.
const FORMAT: &str = r#"vigencia 2026
entidad "Pasto"
formato plan "F"
  dato dependencia : texto junto a "DEPENDENCIA"
  columna codigo   : código "0000" o "AA*" en "Código" hereda
  columna texto    : texto en "Texto" separado por ","
  columna entero   : entero en "Entero"
  columna decimal  : decimal en "Banda / Decimal" o "Decimal"
  columna pesos    : pesos en "Pesos"
  columna parte    : porcentaje en "Parte"
  columna fecha    : fecha en "Fecha"
  columna marca    : lógico con x en "Marca"
  columna clase    : uno de "A", "B" en "Clase"
  termina en "TOTAL"
"#;

static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    let inputs = Inputs { parameters: Vec::new(), today: jiff::civil::date(2026, 1, 20) };
    let loaded = load(&["f.cotejo".to_owned()], &OneFile(FORMAT.as_bytes()), &inputs);
    assert!(!loaded.has_faults(), "{:?}", loaded.diagnostics);
    loaded.rules
});

/// Limits that keep one run within a few hundredths of a second.
fn limits() -> Limits {
    Limits { part_bytes: 1 << 20, total_bytes: 4 << 20, cells: 20_000, text_bytes: 1 << 20, ..Limits::default() }
}

/// Reads a file, and its plan where it is read.
pub fn review(file: &str, bytes: &[u8]) {
    let (book, told) = read(file, bytes, &|_| true, &limits());
    assert_eq!(book.is_some(), told.is_empty(), "a file is read, or refused in one finding");
    if let Some(book) = book {
        book.sheets.iter().for_each(check);
        plan(&book);
    }
}

/// The plan of a workbook: every column has a value or a mark for each row.
pub(crate) fn plan(book: &Workbook) -> Option<Table> {
    let none = |_: &Format, _: &[&Expr], table: &Table| vec![None; table.rows.len()];
    let (plan, _) = layout::read_plan(book, "libro", &RULES, &none);
    let plan = plan?;
    for column in &plan.table.columns {
        assert_eq!(column.states.len(), plan.table.rows.len());
    }
    Some(plan.table)
}

fn check(sheet: &Sheet) {
    let in_grid = |at: cotejo::cell::CellRef| at.row < MAX_ROWS && at.column < MAX_COLUMNS;
    assert!(sheet.cells.iter().all(|cell| in_grid(cell.at)), "a cell outside of the grid");
    assert!(sheet.cells.windows(2).all(|two| matches!(two, [one, next] if one.at < next.at)), "cells out of order");
    assert!(sheet.formulas.windows(2).all(|two| matches!(two, [one, next] if one < next)), "formulas out of order");
    for area in &sheet.merged {
        let upright = area.first.row <= area.last.row && area.first.column <= area.last.column;
        assert!(upright && in_grid(area.last), "a merged area that is none: {area:?}");
    }
    for ranges in [&sheet.hidden.rows, &sheet.hidden.columns] {
        assert!(ranges.iter().all(|(first, last)| first <= last), "a range that is none");
        assert!(ranges.windows(2).all(|two| matches!(two, [one, next] if one.1 + 1 < next.0)), "ranges that touch");
    }
}
