//! Which row of a sealed plan is not as it was sealed.

use super::cells::line_hash;
use super::lines::lines_of;
use super::rows::ROW;
use crate::text::{enumerate, first_few};

/// How many rows a message names.
const SHOWN: usize = 5;
/// How many letters of a row a message shows.
const LETTERS: usize = 40;

/// Where a plan's two texts, which need not be sound in any way, differ from what was sealed with so many rows: the end of
/// a sentence about the plan.
pub(super) fn where_changed(rows: &[u8], cells: &[u8], sealed: usize) -> String {
    let said: Vec<&[u8]> = lines_of(rows, ROW).collect();
    let places: Vec<&[u8]> = lines_of(cells, ROW).collect();
    if said.len() != sealed || places.len() != sealed {
        let first = said.iter().zip(&places).position(|(said, place)| !holds(said, place));
        let from = first.map(|at| format!("; la primera que no corresponde es {}", row(&said, &places, at)));
        let found = if said.len() == sealed { places.len() } else { said.len() };
        return format!("tiene {found} filas y se selló con {sealed}{}", from.unwrap_or_default());
    }
    let changed: Vec<usize> = said
        .iter()
        .zip(&places)
        .enumerate()
        .filter(|(_, (said, place))| !holds(said, place))
        .map(|(at, _)| at)
        .collect();
    if changed.is_empty() {
        return "cambió fuera de sus filas: el encabezado, las columnas, los datos o las hojas".to_owned();
    }
    let named = first_few(changed.iter().map(|at| row(&said, &places, *at)), SHOWN);
    format!("cambió {}", enumerate(&named))
}

/// Whether what a row says and where it stands give the hash that was sealed.
fn holds(said: &[u8], place: &[u8]) -> bool {
    let Some(at) = place.iter().rposition(|byte| *byte == b'\t') else { return false };
    let (line, hash) = place.split_at_checked(at).unwrap_or((place, &[]));
    hash.strip_prefix(b"\t") == Some(line_hash(said, line).as_bytes())
}

/// A row by its number in the sheet and what its first columns say, which are its key.
fn row(said: &[&[u8]], places: &[&[u8]], at: usize) -> String {
    let field = |line: Option<&&[u8]>, field: usize| {
        let text = line.map(|line| String::from_utf8_lossy(line).into_owned()).unwrap_or_default();
        text.split('\t').nth(field).unwrap_or_default().to_owned()
    };
    let number = field(places.get(at), 2);
    let key = [1, 2].map(|column| crate::text::shorten(&field(said.get(at), column), LETTERS));
    let key: Vec<String> = crate::text::quote_all(key.iter().filter(|part| !part.is_empty()));
    format!("la fila {number} ({})", key.join(", "))
}
