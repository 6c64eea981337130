//! Data that merged cells cover: nobody sees them, and Excel's formulas count them.

use crate::cell::{Area, CellRef};
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::convert::shown;
use crate::layout::wording::{quote, ranges};

use super::Read;

/// What becomes of covered cells, in the words for one and for several.
struct Fate(&'static str, &'static str);

const OF_DATA: Fate = Fate(
    "se leyó, y las fórmulas de Excel también la cuentan",
    "se leyeron, y las fórmulas de Excel también las cuentan",
);
const OF_CAPTIONS: Fate = Fate("se leyó como uno de los títulos", "se leyeron como títulos");

/// One finding for the covered cells of the data, one for those of the header.
pub(super) fn findings(read: &Read<'_>) -> [Option<Diagnostic>; 2] {
    let header = read.header.first_row..=read.header.row;
    let all = &read.grid.covered;
    let data: Vec<(CellRef, Area)> = all.iter().filter(|(at, _)| read.has(*at)).copied().collect();
    let captions: Vec<(CellRef, Area)> = all.iter().filter(|(at, _)| header.contains(&at.row)).copied().collect();
    [finding(read, &data, &OF_DATA), finding(read, &captions, &OF_CAPTIONS)]
}

fn finding(read: &Read<'_>, cells: &[(CellRef, Area)], fate: &Fate) -> Option<Diagnostic> {
    let (first, area) = *cells.first()?;
    let area = format!("{}:{}", area.first, area.last);
    let message = if let [_] = cells {
        let says = read.grid.get(first).map(|content| quote(&shown(content))).unwrap_or_default();
        format!("{first} dice {says} y no se ve, porque la celda combinada {area} la tapa; {}", fate.0)
    } else {
        let all: Vec<CellRef> = cells.iter().map(|(at, _)| *at).collect();
        let (count, named) = (cells.len(), ranges::cells(&all));
        format!("{count} celdas con datos no se ven, porque otras combinadas las tapan ({named}); {}", fate.1)
    };
    let help = format!("separe la celda combinada {area} para ver lo que tapa, y bórrelo si sobra");
    Some(read.finding(Code::UnderMerge, first, message).help(help))
}

#[cfg(test)]
mod tests;
