//! The bytes of a rule file to its text.

use encoding_rs::WINDOWS_1252;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;

/// The largest rule file, in bytes: a set for a whole city is a hundredth of it.
pub const MAX_FILE: usize = 1024 * 1024;

/// Reads a rule file's bytes as UTF-8, with or without BOM. Without a source there is a diagnostic that says why:
/// [`Code::TooLarge`] above [`MAX_FILE`], [`Code::NotUtf8`] with the line and column of the first bad byte.
pub fn decode(path: &str, bytes: &[u8]) -> (Option<Source>, Vec<Diagnostic>) {
    let fault = match bytes {
        _ if bytes.len() > MAX_FILE => too_large(bytes.len()),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => utf16(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => return (Some(Source::new(path, text)), Vec::new()),
            Err(error) => not_utf8(bytes, error.valid_up_to()),
        },
    };
    (None, vec![fault.in_file(path)])
}

fn too_large(size: usize) -> Diagnostic {
    let tenths = size * 10 / MAX_FILE;
    let message = format!("el archivo de reglas pesa {},{} MB y el máximo es 1 MB", tenths / 10, tenths % 10);
    Diagnostic::new(Code::TooLarge, message)
        .help("reparta las reglas en varios archivos, y reúnalos con «usa»; los datos van en tablas aparte")
}

fn utf16() -> Diagnostic {
    Diagnostic::new(Code::NotUtf8, "el archivo está en UTF-16 y se esperaba UTF-8")
        .help("guárdelo como UTF-8: en el Bloc de notas, «Guardar como», y en «Codificación», «UTF-8»")
}

fn not_utf8(bytes: &[u8], at: usize) -> Diagnostic {
    let (before, rest) = bytes.split_at_checked(at).unwrap_or((bytes, &[]));
    let before = std::str::from_utf8(before).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    let prefix = before.rsplit('\n').next().unwrap_or("").trim_start_matches('\u{feff}');
    let column = prefix.chars().count() + 1;
    let message = format!("el archivo no está en UTF-8: línea {line}, columna {column}, no se entiende una letra");
    let word = meant(prefix, rest);
    Diagnostic::new(Code::NotUtf8, message).help(format!(
        "es probable que esté en Windows-1252 («{word}»); guárdelo como UTF-8: en el Bloc de notas, «Guardar como», \
         y en «Codificación», «UTF-8»"
    ))
}

/// The word around the bad byte as Windows-1252 has it, so that the user recognises it.
fn meant(prefix: &str, rest: &[u8]) -> String {
    let start = prefix.rfind(|letter: char| !letter.is_alphanumeric()).map_or(0, |at| at + 1);
    let head = prefix.get(start..).unwrap_or("");
    let line: Vec<u8> = rest.iter().copied().take(40).take_while(|byte| *byte != b'\n').collect();
    let (tail, _) = WINDOWS_1252.decode_without_bom_handling(&line);
    let (first, more) = tail.split_at_checked(tail.chars().next().map_or(0, char::len_utf8)).unwrap_or(("", ""));
    let more: String = more.chars().take_while(|letter| letter.is_alphanumeric()).collect();
    format!("{head}{first}{more}")
}

#[cfg(test)]
mod tests;
