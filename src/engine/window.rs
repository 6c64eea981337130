//! The stretch of a sheet that shows some cells: their rows, what identifies the rows, and marks.

use std::collections::{BTreeMap, BTreeSet};

use crate::cell::SheetPlace;
use crate::decimal::Decimal;
use crate::diagnostic::{Mark, Window, WindowColumn, WindowRow};
use crate::ruleset::model::{ColumnId, TableRef};
use crate::table::{Column, Entry};
use crate::text::shorten;
use crate::value::Value;

use super::gap::Cell;
use super::site::Site;
use super::world::World;

/// How many rows a window draws.
pub(super) const MOST_ROWS: usize = 5;
const MOST_COLUMNS: usize = 6;
/// How many letters of a cell are kept: more than a terminal shows.
const MOST_LETTERS: usize = 300;
const MOST_KEYS: usize = 2;
/// How many sheets are drawn, and how many rows of those after the first.
const MOST_SHEETS: usize = 3;
const ROWS_OF_OTHERS: usize = 2;

/// Windows over cells of one table, one for each sheet that they stand in, the main one's first, with `role` under it.
pub(super) fn of_sheets(site: Site<'_>, cells: &[Cell], context: &[Cell], role: &str, most_rows: usize) -> Vec<Window> {
    let mut sheets: Vec<(SheetPlace, Vec<Cell>)> = Vec::new();
    let mut known: BTreeMap<SheetPlace, usize> = BTreeMap::new();
    for (cell, place) in cells.iter().filter_map(|cell| Some((*cell, site.world.place(*cell)?.sheet))) {
        let at = *known.entry(place).or_insert_with_key(|place| {
            sheets.push((place.clone(), Vec::new()));
            sheets.len() - 1
        });
        if let Some((_, cells)) = sheets.get_mut(at) {
            cells.push(cell);
        }
    }
    let drawn = sheets.iter().take(MOST_SHEETS).enumerate();
    let mut windows: Vec<Window> = drawn
        .filter_map(|(at, (_, cells))| {
            let (role, rows) = if at == 0 { (role, most_rows) } else { ("", most_rows.min(ROWS_OF_OTHERS)) };
            of_cells(site, cells, context, role, rows)
        })
        .collect();
    if let Some(last) = windows.last_mut() {
        let rest = sheets.iter().skip(MOST_SHEETS).flat_map(|(_, cells)| cells);
        last.hidden_rows += rest.map(|cell| cell.row).collect::<BTreeSet<_>>().len();
    }
    windows
}

/// A window over cells of one table, the main one first, with `role` under it; what else was read of the main cell's
/// row (`context`) is shown where there is room. `None` if the cells stand nowhere.
pub(super) fn of_cells(
    site: Site<'_>,
    cells: &[Cell],
    context: &[Cell],
    role: &str,
    most_rows: usize,
) -> Option<Window> {
    let world = site.world;
    let main = *cells.iter().find(|cell| world.place(**cell).is_some())?;
    let apart = world.is_dato(main.table, main.column) || world.is_given(main.table, main.column);
    match main.row.filter(|_| !apart) {
        Some(_) => of_rows(site, cells, context, (main, role), most_rows),
        None => of_dato(world, main, role),
    }
}

/// A dato stands alone, and so does what a level gives, in another row.
fn of_dato(world: &World<'_>, dato: Cell, role: &str) -> Option<Window> {
    let place = world.place(dato)?;
    let caption = world.caption(dato.table, dato.column).to_owned();
    let marks = vec![Mark { column: 0, role: role.to_owned() }];
    let row = WindowRow { row: place.cell.row, cells: vec![world.entry(dato).to_string()], marks };
    let columns = vec![WindowColumn { column: place.cell.column, caption, numeric: false }];
    Some(Window { place: place.sheet, columns, rows: vec![row], hidden_rows: 0 })
}

fn of_rows(
    site: Site<'_>,
    cells: &[Cell],
    context: &[Cell],
    (main, role): (Cell, &str),
    most_rows: usize,
) -> Option<Window> {
    let world = site.world;
    let main_row = main.row?;
    let table = world.table(main.table)?;
    let block = table.rows.get(main_row)?.block;
    let mut rows: Vec<usize> = vec![main_row];
    let mut hidden_rows = 0;
    let mut seen = BTreeSet::from([main_row]);
    for row in cells.iter().filter_map(|cell| cell.row).filter(|row| seen.insert(*row)) {
        if rows.len() < most_rows && table.rows.get(row).is_some_and(|origin| origin.block == block) {
            rows.push(row);
        } else {
            hidden_rows += 1;
        }
    }
    let columns = columns(site, cells, context, main);
    let drawn = rows.iter().filter_map(|row| draw(world, cells, (main, role), *row, &columns)).collect();
    let captions = columns.iter().map(|(at, column)| {
        let caption = world.caption(main.table, *column).to_owned();
        let numeric = table.columns.get(column.0).is_some_and(Column::is_numeric);
        WindowColumn { column: *at, caption, numeric }
    });
    Some(Window { place: world.place(main)?.sheet, columns: captions.collect(), rows: drawn, hidden_rows })
}

/// The columns to draw, from left to right: the main cell's, those that identify the row, those of the other cells, and
/// those of the filled cells of its context.
fn columns(site: Site<'_>, cells: &[Cell], context: &[Cell], main: Cell) -> Vec<(u32, ColumnId)> {
    let world = site.world;
    let beside = |cell: &&Cell| cell.table == main.table && cell.row == main.row && weighs(world, **cell);
    let context = context.iter().filter(beside).map(|cell| cell.column);
    let group = site.group_columns(main.table);
    let keys = world.identifying(main.table).into_iter().take(MOST_KEYS);
    let keys = group.into_iter().chain(keys);
    let others = cells.iter().filter(|cell| cell.row.is_some()).map(|cell| cell.column);
    let mut columns: Vec<(u32, ColumnId)> = Vec::new();
    let wanted = std::iter::once(main.column).chain(keys).chain(others).chain(context);
    // A dato stands in the title block, whatever the row, and what a level gives in the level's row.
    let elsewhere = |column: &ColumnId| world.is_dato(main.table, *column) || world.is_given(main.table, *column);
    for column in wanted.filter(|column| !elsewhere(column)) {
        let place = world.place(Cell { column, ..main });
        let Some(at) = place.map(|place| place.cell.column) else { continue };
        if columns.len() < MOST_COLUMNS && columns.iter().all(|(drawn, _)| *drawn != at) {
            columns.push((at, column));
        }
    }
    columns.sort_unstable();
    columns
}

/// Whether a cell holds more than nothing or a zero.
fn weighs(world: &World<'_>, cell: Cell) -> bool {
    match world.entry(cell) {
        Entry::Present(Value::Number(number, _)) => number != Decimal::ZERO,
        Entry::Present(_) => true,
        Entry::Empty | Entry::Unreadable(_) => false,
    }
}

fn draw(
    world: &World<'_>,
    cells: &[Cell],
    (main, role): (Cell, &str),
    row: usize,
    columns: &[(u32, ColumnId)],
) -> Option<WindowRow> {
    let cell = |column: ColumnId| Cell { column, row: Some(row), table: main.table };
    let texts = columns.iter().map(|(_, column)| text(world, cell(*column))).collect();
    let marked = columns.iter().enumerate().filter(|(_, (_, column))| cells.contains(&cell(*column)));
    let mark = |(at, (_, column)): (usize, &(u32, ColumnId))| {
        let role = if cell(*column) == main { role } else { "" };
        Mark { column: at, role: role.to_owned() }
    };
    let marks = marked.map(mark).collect();
    Some(WindowRow { row: sheet_row(world, main.table, row)?, cells: texts, marks })
}

/// The row of the sheet, from 0, where a row of a table stands.
pub(super) fn sheet_row(world: &World<'_>, table: TableRef, row: usize) -> Option<u32> {
    Some(world.table(table)?.rows.get(row)?.row)
}

/// What a cell shows.
fn text(world: &World<'_>, cell: Cell) -> String {
    match world.entry(cell) {
        Entry::Present(value) => shorten(&value.to_string(), MOST_LETTERS),
        Entry::Empty => String::new(),
        Entry::Unreadable(text) => shorten(&text, MOST_LETTERS),
    }
}
