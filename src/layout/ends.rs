//! What is amiss where the data of a sheet end: rows below the end, or no end at all.

use crate::cell::{CellPlace, CellRef};
use crate::diagnostic::{Code, Diagnostic, Mark, Severity, Window, WindowColumn, WindowRow};
use crate::ruleset::model::ColumnDecl;
use crate::table::Entry;
use crate::value::{Text, Type};
use crate::workbook::Cell;

use super::build::{Extent, Recipe};
use super::convert::{CellReader, is_blank, plain_text, shown};
use super::grid::Grid;
use super::header::Header;
use super::rows::ending_cell;
use super::wording::{quote, ranges, shorten};

/// Readable cells in obligatory columns that make a row one of data.
const ENOUGH: usize = 2;
/// Columns that a window on a row has.
const MOST_DRAWN: usize = 5;

/// At most one finding: data below the row that ends them, or that this row is missing.
pub(super) fn end_findings(
    grid: &Grid<'_>,
    header: &Header,
    recipe: &Recipe<'_>,
    extent: &Extent,
) -> Option<Diagnostic> {
    if recipe.ends.is_empty() {
        return None;
    }
    let duties = duties(header, recipe);
    match (extent.end, extent.last) {
        (Some(end), _) => after_end(grid, &duties, recipe, end),
        (None, Some(last)) => Some(no_end(grid, &duties, recipe.ends, (last, &extent.strays))),
        (None, None) => None,
    }
}

/// An obligatory column, and where it stands in the sheet.
type Duty<'a> = (u32, &'a ColumnDecl);

fn duties<'a>(header: &Header, recipe: &Recipe<'a>) -> Vec<Duty<'a>> {
    let columns = recipe.schema.columns.iter().zip(&header.columns);
    let required = columns.filter(|(decl, _)| decl.required && !decl.dato);
    let mut duties: Vec<Duty<'a>> = required.filter_map(|(decl, column)| Some(((*column)?, decl))).collect();
    duties.sort_by_key(|(column, _)| *column);
    duties
}

fn after_end(grid: &Grid<'_>, duties: &[Duty<'_>], recipe: &Recipe<'_>, end: CellRef) -> Option<Diagnostic> {
    let below = grid.from(end.row.saturating_add(1)).chunk_by(|left, right| left.at.row == right.at.row);
    let mut rows = below.filter(|cells| ending_cell(cells, recipe.ends).is_none()).filter_map(|cells| {
        let told = data_cells(cells, duties, recipe.blanks);
        Some((cells, *told.first()?))
    });
    let (cells, first) = rows.next()?;
    let many = rows.count() + 1;
    let (row, end_text) = (u64::from(first.row) + 1, quote(&grid.get(end).map(plain_text).unwrap_or_default()));
    let (message, help) = match many {
        1 => (
            format!("la fila {row} tiene datos y no se leyó: está debajo de {end_text}, que está en {end}"),
            format!("pásela encima de {end_text}, o bórrela"),
        ),
        _ => (
            format!(
                "{many} filas con datos, la primera la {row}, no se leyeron: están debajo de {end_text}, que está en {end}"
            ),
            format!("páselas encima de {end_text}, o bórrelas"),
        ),
    };
    let place = CellPlace { sheet: grid.sheet.place.clone(), cell: first };
    let window = row_window(grid, duties, first.row, &data_cells(cells, duties, recipe.blanks));
    Some(Diagnostic::new(Code::AfterEnd, message).in_cell(place).drawing(window).help(help))
}

/// The readable cells of a row in obligatory columns, if there are enough of them for a row of data: signatures have
/// texts only.
fn data_cells(cells: &[Cell], duties: &[Duty<'_>], blanks: &[Text]) -> Vec<CellRef> {
    let readable = |cell: &Cell| {
        let at = duties.binary_search_by_key(&cell.at.column, |(column, _)| *column).ok()?;
        let (_, decl) = duties.get(at)?;
        let (entry, _) = CellReader::single(&decl.ty, blanks).read(Some(&cell.content));
        matches!(entry, Entry::Present(_)).then_some((cell.at, takes_anything(&decl.ty)))
    };
    let found: Vec<(CellRef, bool)> = cells.iter().filter_map(readable).collect();
    if found.len() < ENOUGH || found.iter().all(|(_, anything)| *anything) || is_sum(&found, duties) {
        return Vec::new();
    }
    found.into_iter().map(|(at, _)| at).collect()
}

/// Whether there are numbers alone, where a row of data would have a name or a code as well: a sum of something.
fn is_sum(found: &[(CellRef, bool)], duties: &[Duty<'_>]) -> bool {
    let named: Vec<u32> = duties.iter().filter(|(_, decl)| !is_numeric(&decl.ty)).map(|(column, _)| *column).collect();
    !named.is_empty() && !found.iter().any(|(at, _)| named.contains(&at.column))
}

/// Whether any text is a value of the type.
fn takes_anything(ty: &Type) -> bool {
    match ty {
        Type::Text => true,
        Type::Code(patterns) => patterns.is_empty(),
        _ => false,
    }
}

/// Where nothing ends the data of a sheet, its rows at the end that look like no data and that blank rows part from the
/// last one that does: signatures, notes. `last` is the last filled row.
pub(super) fn strays(grid: &Grid<'_>, header: &Header, recipe: &Recipe<'_>, last: u32) -> Vec<u32> {
    if recipe.ends.is_empty() {
        return Vec::new();
    }
    let (duties, blanks) = (duties(header, recipe), recipe.blanks);
    let below = grid.between(header.row.saturating_add(1), last.saturating_add(1));
    let is_read = |cell: &Cell| header.columns.contains(&Some(cell.at.column)) && !is_blank(&cell.content, blanks);
    let mut strays = Vec::new();
    for cells in
        below.chunk_by(|left, right| left.at.row == right.at.row).rev().filter(|cells| cells.iter().any(is_read))
    {
        let Some(row) = cells.first().map(|cell| cell.at.row) else { continue };
        if !data_cells(cells, &duties, blanks).is_empty() {
            let is_apart = strays.last().is_some_and(|first| *first > row.saturating_add(1));
            strays.reverse();
            return if is_apart { strays } else { Vec::new() };
        }
        strays.push(row);
    }
    Vec::new()
}

fn no_end(grid: &Grid<'_>, duties: &[Duty<'_>], ends: &[Text], (last, strays): (u32, &[u32])) -> Diagnostic {
    let (message, help) = no_end_words(ends, last, strays);
    let told = strays.first().copied().unwrap_or(last);
    let cells = grid.between(told, told.saturating_add(1));
    let is_duty = |cell: &&Cell| duties.iter().any(|(column, _)| *column == cell.at.column);
    let first = cells.iter().find(is_duty).or(cells.first());
    let at = first.map_or(CellRef { row: told, column: 0 }, |cell| cell.at);
    let mut finding = Diagnostic::new(Code::NoEnd, message).help(help);
    if !strays.is_empty() {
        // Were they data after all, the plan would pass half read.
        finding.severity = Severity::Error;
    }
    let finding = finding.in_cell(CellPlace { sheet: grid.sheet.place.clone(), cell: at });
    let window = row_window(grid, duties, told, &[at]);
    if window.columns.is_empty() { finding } else { finding.drawing(window) }
}

/// That no row ends the data, and what to do.
fn no_end_words(ends: &[Text], last: u32, strays: &[u32]) -> (String, String) {
    let words: Vec<String> = ends.iter().map(|end| quote(end.shown())).collect();
    let (read, place) = match strays {
        [] => (format!("se leyó hasta la fila {}", u64::from(last) + 1), "la fila que sigue a los datos"),
        [only] => (
            format!(
                "la fila {}, que sigue a un espacio en blanco y parece una firma o una nota, no se leyó",
                u64::from(*only) + 1
            ),
            "una fila encima de ella; si es de datos, complétela",
        ),
        _ => (
            format!(
                "las filas {}, que siguen a un espacio en blanco y parecen firmas o notas, no se leyeron",
                ranges::rows(strays)
            ),
            "una fila encima de ellas; si son de datos, complételas",
        ),
    };
    let message = format!("no se encontró la fila que termina los datos ({}); {read}", words.join(" o "));
    let help = format!("escriba {} en la primera celda de {place}", words.first().map_or("", String::as_str));
    (message, help)
}

/// A row of the sheet: its marked cells, and further filled ones in obligatory columns where there is room.
fn row_window(grid: &Grid<'_>, duties: &[Duty<'_>], row: u32, marked: &[CellRef]) -> Window {
    let is_marked = |duty: &&Duty<'_>| marked.iter().any(|cell| cell.column == duty.0);
    let others = duties.iter().filter(|duty| !is_marked(duty) && grid.get(CellRef { row, column: duty.0 }).is_some());
    let mut drawn: Vec<&Duty<'_>> = duties.iter().filter(is_marked).chain(others).take(MOST_DRAWN).collect();
    drawn.sort_by_key(|(column, _)| *column);
    let text = |column: u32| grid.get(CellRef { row, column }).map(|content| shorten(&shown(content)));
    let marks = drawn.iter().enumerate().filter(|(_, duty)| is_marked(duty));
    Window {
        place: grid.sheet.place.clone(),
        rows: vec![WindowRow {
            row,
            cells: drawn.iter().map(|(column, _)| text(*column).unwrap_or_default()).collect(),
            marks: marks.map(|(column, _)| Mark { column, role: String::new() }).collect(),
        }],
        columns: drawn
            .iter()
            .map(|(column, decl)| WindowColumn {
                column: *column,
                caption: decl.caption.clone(),
                numeric: is_numeric(&decl.ty),
            })
            .collect(),
        hidden_rows: 0,
    }
}

fn is_numeric(ty: &Type) -> bool {
    matches!(ty, Type::Integer | Type::Decimal | Type::Pesos | Type::Percent { .. })
}

#[cfg(test)]
mod tests;
