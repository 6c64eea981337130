//! Stretches of sheets, drawn with Excel's row numbers in the gutter and its column letters above.
//!
//! Miette numbers lines in sequence and knows no caption row, so these are drawn here, with its characters and colours.

use crate::cell::{CellRef, column_letters};
use crate::diagnostic::{Window, WindowRow};
use crate::text::enumerate;

use super::escape::{escape, fit, fit_caption, fit_end, width};
use super::line::{Line, bare_gutter, count_digits, numbered_gutter};
use super::marks::{self, Underline};
use super::style::{Ink, Pen};

mod columns;
use columns::{Grid, Slot};

/// Columns that the gutter takes beside its digits.
const GUTTER: usize = 4;

/// Digits of the highest row number.
pub(super) fn digits(window: &Window) -> usize {
    window.rows.iter().map(|row| count_digits(u64::from(row.row) + 1)).max().unwrap_or(1)
}

/// Draws a window; its heading names `main` if it is drawn, else the first underlined cell, one with a role before others. `digits`: how wide the gutter is.
pub(super) fn draw(window: &Window, main: Option<CellRef>, digits: usize, pen: &Pen) -> String {
    let room = pen.width.saturating_sub(digits + GUTTER);
    let grid = Grid::new(window, room, pen.ellipsis());
    let mut drawing = String::new();
    draw_top(&place(window, main, pen), digits, pen, &mut drawing);
    draw_captions(&grid, digits, pen, &mut drawing);
    for (row, cells) in window.rows.iter().zip(&grid.rows) {
        draw_row(row, &grid, cells, digits, pen, &mut drawing);
        drawing.push_str(&marks::draw(&underlines(row, &grid, cells), room, digits, pen));
    }
    draw_rest(window, &grid, digits, pen, &mut drawing);
    draw_bottom(digits, pen, &mut drawing);
    drawing
}

/// `planes/salud.xlsx › Plan de acción!K23`
fn place(window: &Window, main: Option<CellRef>, pen: &Pen) -> String {
    let marked = || {
        let marks = || window.rows.iter().flat_map(|row| row.marks.iter().map(move |mark| (row.row, mark)));
        let (row, mark) = marks().find(|(_, mark)| !mark.role.is_empty()).or_else(|| marks().next())?;
        Some(CellRef { row, column: window.columns.get(mark.column)?.column })
    };
    let drawn = |cell: &CellRef| {
        window.rows.iter().any(|row| row.row == cell.row)
            && window.columns.iter().any(|column| column.column == cell.column)
    };
    let cell = main.filter(drawn).or_else(marked).map_or(String::new(), |cell| format!("!{cell}"));
    let file = escape(&window.place.file);
    match window.place.sheet.is_empty() {
        true => format!("{file}{cell}"),
        false => format!("{file} {} {}{cell}", pen.step(), escape(&window.place.sheet)),
    }
}

/// `╭─[planes/salud.xlsx › Plan de acción!K23]`
fn draw_top(place: &str, digits: usize, pen: &Pen, drawing: &mut String) {
    let characters = pen.characters();
    let name = fit_end(place, pen.width.saturating_sub(digits + GUTTER + 2), pen.ellipsis());
    let corner = format!("{}{}{}[", " ".repeat(digits + 2), characters.ltop, characters.hbar);
    drawing.push_str(&format!("{corner}{}]\n", pen.paint(Ink::Place, &name)));
}

fn draw_bottom(digits: usize, pen: &Pen, drawing: &mut String) {
    let characters = pen.characters();
    let bar: String = std::iter::repeat_n(characters.hbar, 4).collect();
    drawing.push_str(&format!("{}{}{bar}\n", " ".repeat(digits + 2), characters.lbot));
}

fn draw_captions(grid: &Grid, digits: usize, pen: &Pen, drawing: &mut String) {
    let mut line = Line::after(bare_gutter(digits, pen.characters().vbar));
    for slot in &grid.slots {
        let room = slot.width.saturating_sub(width(&slot.letters) + 1);
        let caption = fit_caption(&slot.caption, room, pen.ellipsis());
        // A caption of combining marks alone takes no room, and needs no blank before it.
        let blank = usize::from(width(&caption) > 0);
        let start = slot.place(width(&slot.letters) + blank + width(&caption), slot.numeric);
        line.paint(start, &slot.letters, Ink::Faint, pen);
        line.put(start + width(&slot.letters) + blank, &caption);
    }
    line.finish(drawing);
}

fn draw_row(row: &WindowRow, grid: &Grid, cells: &[String], digits: usize, pen: &Pen, drawing: &mut String) {
    let mut line = Line::after(numbered_gutter(u64::from(row.row) + 1, digits, pen));
    for slot in &grid.slots {
        let (start, shown) = slot.shown(cells, pen.ellipsis());
        line.put(start, &shown);
    }
    line.finish(drawing);
}

/// The underlines of a row from left to right, of one colour a column; an empty cell is underlined in its whole width.
fn underlines(row: &WindowRow, grid: &Grid, cells: &[String]) -> Vec<Underline> {
    let marked = grid.slots.iter().filter(|slot| slot.marked).enumerate();
    let marked_here = marked.filter(|(_, slot)| row.marks.iter().any(|mark| mark.column == slot.index));
    let underline = |(mark, slot): (usize, &Slot)| {
        let (start, shown) = slot.shown(cells, "");
        let (start, length) = if shown.is_empty() { (slot.start, slot.width) } else { (start, width(&shown)) };
        Underline { start, length, role: role(row, slot.index), mark }
    };
    marked_here.map(underline).collect()
}

fn role(row: &WindowRow, column: usize) -> String {
    let roles = row.marks.iter().filter(|mark| mark.column == column && !mark.role.is_empty());
    let roles = roles.map(|mark| escape(&mark.role)).collect::<Vec<_>>().join("; ");
    // Combining marks alone are no text to hang on a hook.
    if width(&roles) > 0 { roles } else { String::new() }
}

/// Tells of rows and columns that are not drawn.
fn draw_rest(window: &Window, grid: &Grid, digits: usize, pen: &Pen, drawing: &mut String) {
    if window.hidden_rows > 0 {
        let rows = if window.hidden_rows == 1 { "fila" } else { "filas" };
        draw_remark(&format!("y {} {rows} más", window.hidden_rows), digits, pen, drawing);
    }
    if !grid.dropped.is_empty() {
        let letters: Vec<String> = grid.dropped.iter().map(|column| column_letters(*column)).collect();
        let columns = if letters.len() == 1 { "la columna" } else { "las columnas" };
        draw_remark(&format!("sin espacio para {columns} {}", enumerate(&letters)), digits, pen, drawing);
    }
}

fn draw_remark(text: &str, digits: usize, pen: &Pen, drawing: &mut String) {
    let text = fit(text, pen.width.saturating_sub(digits + GUTTER), pen.ellipsis());
    let mut line = Line::after(bare_gutter(digits, pen.more()));
    line.paint(0, &text, Ink::Faint, pen);
    line.finish(drawing);
}
