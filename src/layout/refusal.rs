//! Why a sheet does not fit: missing, renamed and repeated captions, and missing sheets.

use std::collections::BTreeSet;

use crate::cell::{CellPlace, CellRef, SheetPlace};
use crate::diagnostic::{Code, Diagnostic, Mark, Window, WindowColumn, WindowRow};
use crate::ruleset::model::{ColumnFinder, Schema};
use crate::text::{enumerate, nearest};

use super::header::Header;
use super::heading::{Caption, Heading};
use super::wording::{self, quote, shorten};

/// Missing captions that a message names.
const MOST_NAMED: usize = 15;
/// Captions of the sheet among which a missing one is looked for.
const MOST_CANDIDATES: usize = 400;
/// Columns that a window on the header has.
const MOST_DRAWN: usize = 5;

/// Who asks for captions: a format or a reference table.
#[derive(Clone, Copy)]
pub(super) struct Asker<'a> {
    /// `el formato PE-F-012 v4`, `la tabla «techos»`.
    pub(super) name: &'a str,
    /// Its columns.
    pub(super) schema: &'a Schema,
    /// Where each is found.
    pub(super) finders: &'a [Option<&'a ColumnFinder>],
}

/// A missing caption, and the one in the sheet that could be meant.
struct Missing<'a> {
    name: &'a str,
    near: Option<(&'a Caption, String)>,
}

/// What is wrong with the captions of a sheet, in one finding; `heading` is the one that fits best.
pub(super) fn caption_finding(
    place: &SheetPlace,
    heading: Option<&Heading>,
    header: Option<&Header>,
    asker: Asker<'_>,
) -> Diagnostic {
    let (Some(heading), Some(header)) = (heading, header) else { return no_captions(place, asker) };
    let asked = asker.finders.iter().flatten().count();
    if header.missing.len() == asked && header.repeated.is_empty() && asked > 1 {
        return no_captions(place, asker);
    }
    match (header.missing.is_empty(), header.repeated.is_empty()) {
        (_, true) => missing_captions(place, heading, header, asker),
        (true, false) => repeated_captions(place, heading, header, asker),
        (false, false) => {
            let repeated = repeated_captions(place, heading, header, asker);
            let mut finding = missing_captions(place, heading, header, asker);
            finding.message = format!("{}; además, {}", finding.message, repeated.message);
            finding.windows.extend(repeated.windows);
            finding
        }
    }
}

fn no_captions(place: &SheetPlace, asker: Asker<'_>) -> Diagnostic {
    let named = asker.schema.columns.iter().zip(asker.finders).filter(|(_, finder)| finder.is_some());
    let some: Vec<String> = named.take(3).map(|(decl, _)| format!("«{}»", decl.caption)).collect();
    let message = format!("{} no tiene los títulos {}", wording::sheet(place), wording::of(asker.name));
    let help = format!("los títulos deben estar entre las primeras 40 filas: {} y los demás", some.join(", "));
    Diagnostic::new(Code::ColumnMissing, message).in_file(&*place.file).help(help)
}

fn missing_captions(place: &SheetPlace, heading: &Heading, header: &Header, asker: Asker<'_>) -> Diagnostic {
    let unused = unused_captions(heading, header);
    let missing = with_nearest(header, asker, &unused);
    let near: Vec<(&Caption, String)> = missing
        .iter()
        .filter_map(|missing| Some((missing.near.as_ref()?.0, format!("¿es «{}»?", missing.name))))
        .collect();
    let at = near.first().map_or(CellRef { row: heading.row, column: 0 }, |(caption, _)| caption.at);
    let help = match missing.iter().find_map(|missing| Some((missing.name, missing.near.as_ref()?.0.at))) {
        Some((name, at)) => format!("devuelva a {at} el título «{name}», como está en {}", asker.name),
        None => format!("use {} sin quitar columnas ni cambiar sus títulos", asker.name),
    };
    let finding = Diagnostic::new(Code::ColumnMissing, missing_message(&missing));
    let finding = finding.in_cell(CellPlace { sheet: place.clone(), cell: at }).help(help);
    let drawn = if near.is_empty() { unused.iter().map(|caption| (*caption, String::new())).collect() } else { near };
    if drawn.is_empty() { finding } else { finding.drawing(header_window(place, &drawn)) }
}

fn unused_captions<'a>(heading: &'a Heading, header: &Header) -> Vec<&'a Caption> {
    let repeated: BTreeSet<CellRef> = header.repeated.iter().flat_map(|(_, cells)| cells.iter().copied()).collect();
    let used = |caption: &&Caption| header.columns.contains(&Some(caption.at.column)) || repeated.contains(&caption.at);
    heading.captions.iter().filter(|caption| !used(caption)).take(MOST_CANDIDATES).collect()
}

/// Pairs missing captions with unused ones; none is offered twice.
fn with_nearest<'a>(header: &Header, asker: Asker<'a>, unused: &[&'a Caption]) -> Vec<Missing<'a>> {
    let mut free: Vec<&Caption> = unused.to_vec();
    let mut missing = Vec::new();
    for (at, index) in header.missing.iter().enumerate() {
        let Some(decl) = asker.schema.columns.get(*index) else { continue };
        let finder = asker.finders.get(*index).copied().flatten().filter(|_| at < MOST_NAMED);
        let near = finder.and_then(|finder| nearest_caption(finder, &free));
        if let Some((taken, _)) = &near {
            free.retain(|caption| caption.at != taken.at);
        }
        missing.push(Missing { name: &decl.caption, near });
    }
    missing
}

/// The free caption most like one of a finder's, and how messages name it.
fn nearest_caption<'a>(finder: &ColumnFinder, free: &[&'a Caption]) -> Option<(&'a Caption, String)> {
    finder.captions.iter().find_map(|asked| {
        let text = nearest(asked.caption.shown(), free.iter().map(|caption| caption.text.as_str()))?;
        let caption = free.iter().find(|caption| caption.text == text)?;
        let name = if asked.band.is_some() { caption.full() } else { caption.text.clone() };
        Some((*caption, name))
    })
}

fn missing_message(missing: &[Missing<'_>]) -> String {
    if let [only] = missing {
        return match &only.near {
            Some((caption, name)) => format!("falta «{}»; hay {} en {}", only.name, quote(name), caption.at),
            None => format!("falta la columna «{}»", only.name),
        };
    }
    let name = |missing: &Missing<'_>| match &missing.near {
        Some((caption, name)) => format!("«{}» (hay {} en {})", missing.name, quote(name), caption.at),
        None => format!("«{}»", missing.name),
    };
    let mut names: Vec<String> = missing.iter().take(MOST_NAMED).map(name).collect();
    let more = missing.len() - names.len();
    if more > 0 {
        names.push(format!("{more} más"));
    }
    format!("faltan {} columnas: {}", missing.len(), enumerate(&names))
}

fn repeated_captions(place: &SheetPlace, heading: &Heading, header: &Header, asker: Asker<'_>) -> Diagnostic {
    let name = |index: usize| asker.schema.columns.get(index).map_or("", |decl| decl.caption.as_str());
    let repeats: Vec<String> = header
        .repeated
        .iter()
        .take(MOST_NAMED)
        .map(|(index, cells)| {
            let cells: Vec<String> = cells.iter().take(MOST_DRAWN).map(CellRef::to_string).collect();
            format!("«{}» está en {}", name(*index), enumerate(&cells))
        })
        .collect();
    let message = format!("hay títulos repetidos: {}", repeats.join("; "));
    let cells: BTreeSet<CellRef> = header.repeated.iter().flat_map(|(_, cells)| cells.iter().copied()).collect();
    let drawn: Vec<(&Caption, String)> = heading
        .captions
        .iter()
        .filter(|caption| cells.contains(&caption.at))
        .take(MOST_DRAWN)
        .map(|caption| (caption, "repetido".to_owned()))
        .collect();
    let at = cells.first().copied().unwrap_or(CellRef { row: heading.row, column: 0 });
    Diagnostic::new(Code::ColumnRepeated, message)
        .in_cell(CellPlace { sheet: place.clone(), cell: at })
        .drawing(header_window(place, &drawn))
        .help(format!("deje cada título una sola vez, como está en {}", asker.name))
}

/// The header cells of some captions, each with its role; a caption without role is not marked.
fn header_window(place: &SheetPlace, captions: &[(&Caption, String)]) -> Window {
    let mut drawn: Vec<&(&Caption, String)> = captions.iter().take(MOST_DRAWN).collect();
    drawn.sort_by_key(|(caption, _)| caption.at.column);
    let mut rows: Vec<u32> = drawn.iter().map(|(caption, _)| caption.at.row).collect();
    rows.sort_unstable();
    rows.dedup();
    let row = |row: u32| {
        let text = |caption: &Caption| if caption.at.row == row { shorten(&caption.text) } else { String::new() };
        let marked = drawn.iter().enumerate().filter(|(_, (caption, role))| caption.at.row == row && !role.is_empty());
        WindowRow {
            row,
            cells: drawn.iter().map(|(caption, _)| text(caption)).collect(),
            marks: marked.map(|(column, (_, role))| Mark { column, role: role.clone() }).collect(),
        }
    };
    let column = |(caption, _): &&(&Caption, String)| WindowColumn {
        column: caption.at.column,
        caption: String::new(),
        numeric: false,
    };
    Window {
        place: place.clone(),
        columns: drawn.iter().map(column).collect(),
        rows: rows.into_iter().map(row).collect(),
        hidden_rows: 0,
    }
}

/// That no sheet has a name that is asked for.
pub(super) fn sheet_missing(code: Code, file: &str, wanted: &[String], names: &[String], asker: &str) -> Diagnostic {
    let quoted = |names: &[String]| names.iter().take(MOST_DRAWN).map(|name| quote(name)).collect::<Vec<_>>();
    let asked = quoted(wanted).join(" o ");
    let message = match names {
        [] => format!("falta la hoja {asked} que pide {asker}; el libro no tiene hojas"),
        [only] => format!("falta la hoja {asked} que pide {asker}; el libro tiene {}", quote(only)),
        _ if names.len() > MOST_DRAWN => {
            format!(
                "falta la hoja {asked} que pide {asker}; el libro tiene {} y {} más",
                quoted(names).join(", "),
                names.len() - MOST_DRAWN
            )
        }
        _ => format!("falta la hoja {asked} que pide {asker}; el libro tiene {}", enumerate(&quoted(names))),
    };
    let candidates = || names.iter().take(MOST_CANDIDATES).map(String::as_str);
    let near = wanted.iter().find_map(|wanted| Some((wanted, nearest(wanted, candidates())?)));
    let help = near.map(|(wanted, near)| format!("si es la hoja {}, llámela «{wanted}»", quote(near)));
    Diagnostic::new(code, message).in_file(file).maybe_help(help)
}

#[cfg(test)]
mod tests;
