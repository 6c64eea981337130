//! The words in which a file is refused.

use super::limits::{self, Limits};
use crate::cell::CellRef;
use crate::decimal::Decimal;
use crate::diagnostic::{Code, Diagnostic};

/// Why a file is not read; `workbook::read` adds the file's path.
pub(super) type Refusal = Box<Diagnostic>;

const RESAVE: &str = "ábralo en Excel, guárdelo de nuevo como libro de Excel (.xlsx) y reemplácelo";
const REDUCE: &str = "quite del libro las hojas, los datos y las imágenes que el formato no pide, o divídalo en varios";

/// What is counted against a limit: a plural, and the limit's name where a user may change it.
#[derive(Clone, Copy)]
pub(super) struct Counted(&'static str, Option<&'static str>);

/// Merged areas.
pub(super) const MERGED: Counted = Counted("celdas combinadas en una hoja", Some(limits::MERGED));
/// Filled cells.
pub(super) const CELLS: Counted = Counted("celdas con datos", Some(limits::CELLS));
/// Shared texts, of which a sound book has no more than cells.
pub(super) const TEXTS: Counted = Counted("textos distintos", Some(limits::CELLS));
/// Sheets.
pub(super) const SHEETS: Counted = Counted("hojas", Some(limits::SHEETS));
/// Entries of a zip.
pub(super) const ENTRIES: Counted = Counted("partes internas", Some(limits::ENTRIES));
/// Relations between them, of which a sound book has not many more.
pub(super) const RELATIONS: Counted = Counted("relaciones entre sus partes", Some(limits::ENTRIES));
/// Cell formats; Excel itself has a bound.
pub(super) const FORMATS: Counted = Counted("formatos de celda", None);

fn refusal(code: Code, message: String, help: &str) -> Refusal {
    Box::new(Diagnostic::new(code, message).help(help))
}

/// `what` says what was found; the file is no workbook at all.
pub(super) fn not_a_workbook(what: &str) -> Refusal {
    let message = format!("el archivo no es un libro de Excel: {what}");
    refusal(Code::NotAWorkbook, message, "reemplácelo por el libro en formato .xlsx")
}

/// The file has a password.
pub(super) fn encrypted() -> Refusal {
    let help = "ábralo en Excel, quítele la contraseña en Archivo › Información › Proteger libro y guárdelo de nuevo";
    refusal(Code::Encrypted, "el libro está cifrado con contraseña y no se puede leer".into(), help)
}

/// `what` says which part of it is broken and how.
pub(super) fn damaged(what: impl Into<String>) -> Refusal {
    refusal(Code::Damaged, format!("el libro está dañado o incompleto: {}", what.into()), RESAVE)
}

/// A part is not the XML that it should be.
pub(super) fn bad_part(part: &str) -> Refusal {
    damaged(format!("su parte «{}» está mal formada", short(part)))
}

/// A sheet cannot be read.
pub(super) fn bad_sheet(sheet: &str) -> Refusal {
    damaged(format!("la hoja «{}» no se puede leer", short(sheet)))
}

/// No sheet has data.
pub(super) fn empty(what: &str) -> Refusal {
    refusal(Code::EmptyBook, what.into(), "revise que se envió el archivo correcto y que se guardó con sus datos")
}

/// `message` says what was found; `limit` is the name of what it is over.
pub(super) fn over_limit(limit: &str, message: String) -> Refusal {
    refusal(Code::OverLimit, message, &(REDUCE.to_owned() + &limits::way_out(limit)))
}

/// Over a bound that nobody may change.
pub(super) fn over_bound(message: String) -> Refusal {
    refusal(Code::OverLimit, message, REDUCE)
}

/// There are more of something than the limit; `found` is how many if they were all counted.
pub(super) fn too_many(Counted(what, name): Counted, found: Option<usize>, limit: usize) -> Refusal {
    let found = found.map_or_else(|| format!("más de {}", count(limit)), count);
    let message = format!("el libro tiene {found} {what} y el límite es {}", count(limit));
    match name {
        Some(name) => over_limit(name, message),
        None => over_bound(message),
    }
}

/// A cell's address, or what stands for one, is not of Excel's grid.
pub(super) fn outside_grid(sheet: &str, address: &str) -> Refusal {
    let place = if sheet.is_empty() { "el archivo".to_owned() } else { format!("la hoja «{}»", short(sheet)) };
    let address = short(address);
    let message =
        format!("{place} tiene la celda «{address}», fuera de la cuadrícula de Excel, que llega hasta XFD1048576");
    refusal(Code::OverLimit, message, RESAVE)
}

/// A cell's number of a shared text is none.
pub(super) fn no_such_text(sheet: &str, cell: CellRef, written: &str) -> Refusal {
    let (sheet, written) = (short(sheet), short(written));
    damaged(format!("la celda {cell} de la hoja «{sheet}» remite al texto «{written}», que no está en el libro"))
}

/// The texts of all cells take too much.
pub(super) fn too_much_text(limit: usize) -> Refusal {
    let limit = size(limit);
    over_limit(limits::TEXTS, format!("los textos de sus celdas suman más de {limit} y el límite es {limit}"))
}

/// A cell's text is too long.
pub(super) fn long_text(sheet: &str, cell: CellRef, found: usize, limit: usize) -> Refusal {
    let place = if sheet.is_empty() { String::new() } else { format!(" de la hoja «{}»", short(sheet)) };
    let (found, limit) = (count(found), count(limit));
    let message = format!("la celda {cell}{place} tiene un texto de {found} caracteres y el límite es {limit}");
    over_limit(limits::LETTERS, message)
}

/// Refuses a text so long that it is not worth reading to its end: a letter takes four bytes at most.
pub(super) fn check_length(text: &str, limits: &Limits) -> Result<(), Refusal> {
    if text.len() <= limits.text_chars.saturating_mul(4) {
        return Ok(());
    }
    let limit = count(limits.text_chars);
    let message = format!("un texto de una celda tiene más de {limit} caracteres y el límite es {limit}");
    Err(over_limit(limits::LETTERS, message))
}

/// A tag of a part, or the text before it, takes more than such a thing ever does.
pub(super) fn long_piece(part: &str, limit: usize) -> Refusal {
    let (part, limit) = (short(part), size(limit));
    over_bound(format!("la parte interna «{part}» tiene un texto o una marca de más de {limit}"))
}

/// A whole number as in Colombia: `1.234.567`.
pub(super) fn count(number: usize) -> String {
    Decimal::from(i64::try_from(number).unwrap_or(i64::MAX)).to_string()
}

/// Bytes in the unit in which a person speaks of files.
pub(super) fn size(bytes: usize) -> String {
    const MIB: usize = 1024 * 1024;
    if bytes < MIB { format!("{} bytes", count(bytes)) } else { format!("{} MB", count(bytes.div_ceil(MIB))) }
}

/// A name from a file, cut so that a message stays readable, and without what would break its line.
pub(super) fn short(name: &str) -> String {
    const LONGEST: usize = 60;
    let plain = |letter: char| if letter.is_control() { '\u{fffd}' } else { letter };
    let head: String = name.chars().take(LONGEST).map(plain).collect();
    if head.len() < name.len() && name.chars().count() > LONGEST { format!("{head}…") } else { head }
}
