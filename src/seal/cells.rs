//! In which cells of the workbook a sealed plan stands, as text beside it: what rows say stays free of row numbers, so
//! that a difference shows what changed and not what moved.
//!
//! Every line ends in a short hash: a row's is of it and of what the plan says in that row, so that a changed one is found.

use std::sync::Arc;

use crate::cell::{CellRef, SheetPlace, column_letters};
use crate::table::{Block, Column, Origin, RowOrigin, Table};

use super::content::{Content, Part};
use super::field::{escaped, unescaped};
use super::lines::{Reader, TAB, Writer, joined, lines_of};
use super::rows::ROW;

/// The first line.
const HEAD: &str = "cotejo celdas selladas 1";
/// In place of a cell or a column that is not there.
const NONE: &str = "-";
/// Letters of a line's hash: enough to find a change, which the whole file's hash has told of before.
const SHORT: usize = 16;

/// The short hash of a line; of a row's with what the plan says in it.
pub(super) fn line_hash(said: &[u8], line: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(said).update(b"\n").update(line);
    let mut hash = hasher.finalize().to_hex().to_string();
    hash.truncate(SHORT);
    hash
}

/// The text of a content's places, beside the text of its rows.
pub(super) fn text(content: &Content, rows: &str) -> String {
    let mut said = lines_of(rows.as_bytes(), ROW);
    let mut out = Writer::default();
    add(&mut out, b"", HEAD);
    for part in &content.parts {
        let (word, name) = part.role.words();
        add(&mut out, b"", &joined("tabla", [word, &escaped(name)]));
        write_places(&part.table, &mut out);
        for row in 0..part.table.rows.len() {
            add(&mut out, said.next().unwrap_or_default(), &row_line(&part.table, row));
        }
    }
    out.text()
}

fn add(out: &mut Writer, said: &[u8], line: &str) {
    out.raw(&format!("{line}{TAB}{}", line_hash(said, line.as_bytes())));
}

fn write_places(table: &Table, out: &mut Writer) {
    for block in &table.blocks {
        let columns = joined_by_blanks(block.columns.iter().map(|column| column.map(column_letters)));
        add(out, b"", &joined("hoja", [escaped(&block.place.sheet).as_str(), &columns]));
        if !block.formulas.is_empty() {
            let cells = joined_by_blanks(block.formulas.iter().map(|cell| Some(cell.to_string())));
            add(out, b"", &joined("fórmulas", [cells.as_str()]));
        }
    }
    for column in &table.columns {
        let (word, cells) = match &column.origin {
            Origin::Block => continue,
            Origin::Fixed(cells) => {
                ("dato", joined_by_blanks(cells.iter().map(|cell| cell.map(|cell| cell.to_string()))))
            }
            Origin::PerRow(_) => ("hereda", String::new()),
            Origin::Each(_) => ("de otra fila", String::new()),
        };
        add(out, b"", &joined("celdas", [escaped(&column.name).as_str(), word, &cells]));
    }
}

fn row_line(table: &Table, row: usize) -> String {
    let origin = table.rows.get(row).copied().unwrap_or(RowOrigin { block: 0, row: 0 });
    let own = table.columns.iter().filter_map(|column| match &column.origin {
        Origin::PerRow(cells) => Some(cells.get(row).copied()),
        Origin::Each(cells) => Some(cells.get(row).copied().flatten()),
        Origin::Block | Origin::Fixed(_) => None,
    });
    let own = joined_by_blanks(own.map(|cell| cell.map(|cell| cell.to_string())));
    let (block, row) = (u64::from(origin.block) + 1, u64::from(origin.row) + 1);
    joined(ROW, [block.to_string().as_str(), &row.to_string(), &own])
}

fn joined_by_blanks(words: impl Iterator<Item = Option<String>>) -> String {
    let words: Vec<String> = words.map(|word| word.unwrap_or_else(|| NONE.to_owned())).collect();
    words.join(" ")
}

/// Gives tables the places of a text; `file` is the path under which their cells are to be named. `Err` says in Spanish
/// which line is not as it should be.
pub(super) fn read(text: &str, file: &str, parts: &mut [Part]) -> Result<(), String> {
    let mut lines = Reader::new(text);
    read_all(&mut lines, &Arc::from(file), parts)
        .ok_or_else(|| format!("en sus celdas, la línea {} no tiene la forma de un plan sellado", lines.number))
}

fn read_all(lines: &mut Reader<'_>, file: &Arc<str>, parts: &mut [Part]) -> Option<()> {
    let [_] = lines.exactly(HEAD)?;
    for part in parts {
        let [word, name, _] = lines.exactly("tabla")?;
        if part.role.words() != (word, unescaped(name)?.as_str()) {
            return None;
        }
        read_places(lines, file, &mut part.table)?;
        read_rows(lines, &mut part.table)?;
    }
    lines.is_done().then_some(())
}

fn read_places(lines: &mut Reader<'_>, file: &Arc<str>, table: &mut Table) -> Option<()> {
    while let Some([sheet, columns, _]) = lines.exactly("hoja") {
        let place = SheetPlace { file: Arc::clone(file), sheet: unescaped(sheet)?.into() };
        let column = |letters: &str| if letters == NONE { Some(None) } else { read_column(letters).map(Some) };
        let columns: Vec<Option<u32>> = words(columns).map(column).collect::<Option<_>>()?;
        let formulas: Vec<CellRef> = match lines.exactly("fórmulas") {
            Some([cells, _]) => words(cells).map(read_cell).collect::<Option<_>>()?,
            None => Vec::new(),
        };
        if columns.len() != table.columns.len() {
            return None;
        }
        table.blocks.push(Block { place, columns, formulas: formulas.into() });
    }
    while let Some([name, word, cells, _]) = lines.exactly("celdas") {
        let name = unescaped(name)?;
        let origin = match word {
            "dato" => Origin::Fixed(words(cells).map(read_place).collect::<Option<_>>()?),
            "hereda" => Origin::PerRow(Vec::new()),
            "de otra fila" => Origin::Each(Vec::new()),
            _ => return None,
        };
        table.columns.iter_mut().find(|column| column.name == name)?.origin = origin;
    }
    Some(())
}

/// The places of as many rows as the table's columns have.
fn read_rows(lines: &mut Reader<'_>, table: &mut Table) -> Option<()> {
    let known = table.columns.first().map(|column| column.states.len());
    while let Some([block, row, cells, _]) = lines.exactly(ROW) {
        let block: u32 = block.parse().ok()?;
        let row: u64 = row.parse().ok()?;
        let origin = RowOrigin { block: block.checked_sub(1)?, row: u32::try_from(row.checked_sub(1)?).ok()? };
        table.blocks.get(usize::try_from(origin.block).ok()?)?;
        table.rows.push(origin);
        let mut cells = words(cells);
        for Column { origin, .. } in &mut table.columns {
            match origin {
                Origin::PerRow(all) => all.push(read_cell(cells.next()?)?),
                Origin::Each(all) => all.push(read_place(cells.next()?)?),
                Origin::Block | Origin::Fixed(_) => {}
            }
        }
        if cells.next().is_some() {
            return None;
        }
    }
    known.is_none_or(|known| known == table.rows.len()).then_some(())
}

/// What stands between blanks; nothing in a text without letters.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|word| !word.is_empty())
}

fn read_place(word: &str) -> Option<Option<CellRef>> {
    if word == NONE { Some(None) } else { read_cell(word).map(Some) }
}

fn read_column(letters: &str) -> Option<u32> {
    CellRef::parse(&format!("{letters}1")).map(|cell| cell.column)
}

/// A cell; a CSV file may have more rows than Excel has.
fn read_cell(word: &str) -> Option<CellRef> {
    let (letters, row) = word.split_at_checked(word.find(|letter: char| letter.is_ascii_digit())?)?;
    let row: u64 = row.parse().ok()?;
    Some(CellRef { row: u32::try_from(row.checked_sub(1)?).ok()?, column: read_column(letters)? })
}
