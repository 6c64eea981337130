//! Why a sheet does not fit: missing, renamed and repeated captions, and missing sheets.

use std::collections::BTreeSet;

use crate::cell::{CellPlace, CellRef, SheetPlace};
use crate::diagnostic::{Code, Diagnostic, Mark, Window, WindowColumn, WindowRow};
use crate::ruleset::model::{ColumnDecl, ColumnFinder, Schema};
use crate::text::{either, enumerate, first_few, nearest, quote_all};

mod pairing;

use pairing::{Likeness, Missing};

use super::header::Header;
use super::heading::{Caption, HEADER_ROWS, Heading};
use super::wording::{self, quote, shorten};

/// Missing captions that a message names.
const MOST_NAMED: usize = 15;
/// Captions of the sheet among which a missing one is looked for.
const MOST_CANDIDATES: usize = 400;
/// Rows that are looked at where none has a caption that is asked for.
const MOST_HEADINGS: usize = 8;
/// Columns that a window on the header has.
const MOST_DRAWN: usize = 5;

/// Who asks for captions: a format or a reference table.
#[derive(Clone, Copy)]
pub(super) struct Asker<'a> {
    /// `el formato PE-F-012 v4`, `la tabla «techos»`.
    pub(super) name: &'a str,
    /// Whether it is a reference table: its captions are the rule file's to name, no form prescribes them.
    pub(super) is_table: bool,
    /// Its columns.
    pub(super) schema: &'a Schema,
    /// Where each is found.
    pub(super) finders: &'a [Option<&'a ColumnFinder>],
}

/// What is wrong with the captions of a sheet, in one finding; `best` is the header that fits best, with the index of its
/// heading.
pub(super) fn caption_finding(
    place: &SheetPlace,
    headings: &[Heading],
    best: Option<&(usize, Header)>,
    asker: Asker<'_>,
) -> Diagnostic {
    let best = best.and_then(|(index, header)| Some((headings.get(*index)?, header)));
    let Some((heading, header)) = best else { return no_captions(place, asker) };
    let asked = asker.finders.iter().flatten().count();
    if header.missing.len() == asked && header.repeated.is_empty() && asked > 1 {
        return match likeliest(headings, header, asker) {
            Some(heading) => missing_captions(place, heading, header, asker),
            None => no_captions(place, asker),
        };
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

/// Of headings without a single caption that is asked for, the one most of whose captions could be meant for them.
fn likeliest<'h>(headings: &'h [Heading], header: &Header, asker: Asker<'_>) -> Option<&'h Heading> {
    let asked = header.missing.len().min(MOST_NAMED);
    let wide = headings.iter().filter(|heading| heading.captions.len() * 2 >= asked).take(MOST_HEADINGS);
    let paired = wide.map(|heading| {
        let pairs = pairing::paired(header, asker, &unused_captions(heading, header));
        (pairs.iter().filter(|missing| missing.near.is_some()).count(), heading)
    });
    let likely = paired.filter(|(count, _)| *count >= 2 && count * 2 >= asked);
    likely.max_by_key(|(count, heading)| (*count, std::cmp::Reverse(heading.row))).map(|(_, heading)| heading)
}

fn no_captions(place: &SheetPlace, asker: Asker<'_>) -> Diagnostic {
    let named = asker.schema.columns.iter().zip(asker.finders).filter(|(_, finder)| finder.is_some());
    let some = quote_all(named.take(3).map(|(decl, _)| &decl.caption));
    let message = format!("{} no tiene los títulos {}", wording::sheet(place), wording::of(asker.name));
    let help = format!(
        "los títulos deben estar entre las primeras {HEADER_ROWS} filas: {} y los demás; si el archivo está bien, corrija «en …» en las reglas",
        some.join(", ")
    );
    Diagnostic::new(Code::ColumnMissing, message).in_file(&*place.file).help(help)
}

fn missing_captions(place: &SheetPlace, heading: &Heading, header: &Header, asker: Asker<'_>) -> Diagnostic {
    let unused = unused_captions(heading, header);
    let missing = pairing::paired(header, asker, &unused);
    let drawn = drawn_captions(&missing, &unused);
    let marked = drawn.iter().find(|(_, role)| !role.is_empty());
    let at = marked.map_or(CellRef { row: heading.row, column: 0 }, |(caption, _)| caption.at);
    let finding = Diagnostic::new(Code::ColumnMissing, missing_message(&missing));
    let finding = finding.in_cell(CellPlace { sheet: place.clone(), cell: at });
    let finding = declared(finding, missing.first().map(|first| first.decl));
    let finding = finding.help(missing_help(&missing, &unused, asker));
    if drawn.is_empty() { finding } else { finding.drawing(header_window(place, &drawn)) }
}

/// A finding with the place where the rule files declare its first column.
fn declared(finding: Diagnostic, decl: Option<&ColumnDecl>) -> Diagnostic {
    match decl {
        Some(decl) => finding.at(decl.span, ""),
        None => finding,
    }
}

/// The captions to draw, with their roles: those that could be meant; else the only one that nobody claims; else all
/// that nobody claims, none marked.
fn drawn_captions<'a>(missing: &[Missing<'a>], unused: &[&'a Caption]) -> Vec<(&'a Caption, String)> {
    let is_it = |name: &str| format!("¿es «{name}»?");
    let near: Vec<(&Caption, String)> =
        missing.iter().filter_map(|missing| Some((missing.near.as_ref()?.caption, is_it(missing.caption())))).collect();
    match (near.as_slice(), missing, unused) {
        ([], [missing], [only]) => vec![(*only, is_it(missing.caption()))],
        ([], ..) => unused.iter().map(|caption| (*caption, String::new())).collect(),
        _ => near,
    }
}

/// What to do about missing captions.
fn missing_help(missing: &[Missing<'_>], unused: &[&Caption], asker: Asker<'_>) -> String {
    let near = missing.iter().find_map(|missing| Some((missing, missing.near.as_ref()?)));
    match near {
        Some((_, near)) if asker.is_table => {
            format!(
                "corrija el título de {}, o dígalo en las reglas: «en \"{}\"»",
                near.caption.at,
                shorten(&near.name)
            )
        }
        Some(_) if missing.iter().filter(|missing| missing.near.is_some()).count() > 1 => {
            or_mend_rules(&format!("devuelva cada título a como está en {}", asker.name), missing)
        }
        Some((missing, near)) => {
            let (at, name) = (near.caption.at, missing.caption());
            let back = format!("devuelva a {at} el título «{name}», como está en {}", asker.name);
            if near.by != Likeness::Letters { or_mend_rules(&back, std::slice::from_ref(missing)) } else { back }
        }
        None if asker.is_table => {
            format!("{}si el título correcto es otro, dígalo con «en \"…\"»", unclaimed(unused))
        }
        None => match (missing, unused) {
            ([_], [only]) => {
                let back = format!("si es {}, devuelva su título a {}", quote(&only.full()), only.at);
                or_mend_rules(&back, missing)
            }
            _ => or_mend_rules(&format!("use {} sin quitar columnas ni cambiar sus títulos", asker.name), missing),
        },
    }
}

fn or_mend_rules(otherwise: &str, missing: &[Missing<'_>]) -> String {
    let asked = if let [only] = missing { format!("«en \"{}\"»", only.caption()) } else { "«en …»".to_owned() };
    format!("{otherwise}; si el libro está bien, corrija {asked} en las reglas")
}

/// Names the captions that nobody claims, if they are few.
fn unclaimed(unused: &[&Caption]) -> String {
    if unused.is_empty() || unused.len() > MOST_DRAWN {
        return String::new();
    }
    let names: Vec<String> = unused.iter().map(|caption| quote(&caption.full())).collect();
    format!("el archivo tiene además {}; ", enumerate(&names))
}

fn unused_captions<'a>(heading: &'a Heading, header: &Header) -> Vec<&'a Caption> {
    let repeated: BTreeSet<CellRef> = header.repeated.iter().flat_map(|(_, cells)| cells.iter().copied()).collect();
    let used = |caption: &&Caption| header.columns.contains(&Some(caption.at.column)) || repeated.contains(&caption.at);
    heading.captions.iter().filter(|caption| !used(caption)).take(MOST_CANDIDATES).collect()
}

fn missing_message(missing: &[Missing<'_>]) -> String {
    if let [only] = missing {
        return match &only.near {
            Some(near) if near.by == Likeness::Place => {
                format!("falta «{}»; ¿es {}, en {}?", only.caption(), quote(&near.name), near.caption.at)
            }
            Some(near) => format!("falta «{}»; hay {} en {}", only.caption(), quote(&near.name), near.caption.at),
            None => format!("falta la columna «{}»", only.caption()),
        };
    }
    let name = |missing: &Missing<'_>| match &missing.near {
        Some(near) if near.by == Likeness::Place => {
            format!("«{}» (¿es {}, en {}?)", missing.caption(), quote(&near.name), near.caption.at)
        }
        Some(near) => format!("«{}» (hay {} en {})", missing.caption(), quote(&near.name), near.caption.at),
        None => format!("«{}»", missing.caption()),
    };
    let names = first_few(missing.iter().map(name), MOST_NAMED);
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
    let decl = header.repeated.first().and_then(|(index, _)| asker.schema.columns.get(*index));
    declared(Diagnostic::new(Code::ColumnRepeated, message), decl)
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
    Window {
        place: place.clone(),
        columns: drawn.iter().map(|(caption, _)| WindowColumn::bare(caption.at.column)).collect(),
        rows: rows.into_iter().map(row).collect(),
        hidden_rows: 0,
    }
}

/// That no sheet has a name that is asked for. Its caller adds where the rule files ask.
pub(super) fn sheet_missing(code: Code, file: &str, wanted: &[String], names: &[String], asker: &str) -> Diagnostic {
    let quoted = |names: &[String]| names.iter().take(MOST_DRAWN).map(|name| quote(name)).collect::<Vec<_>>();
    let asked = either(&quoted(wanted));
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
    let help = near.map_or_else(
        || {
            format!(
                "dé a la hoja que trae los datos el nombre {asked}; si el libro está bien, corrija «hoja» en las reglas"
            )
        },
        |(wanted, near)| format!("si es la hoja {}, llámela «{wanted}»", quote(near)),
    );
    Diagnostic::new(code, message).in_file(file).help(help)
}

#[cfg(test)]
mod tests;
