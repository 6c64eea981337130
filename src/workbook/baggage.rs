//! What a workbook carries beside its sheets, and what to tell of it: a name that says another kind of file, macros,
//! and formulas that refer to other files.

use super::refusal::short;
use super::{Baggage, Workbook};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::{enumerate, first_few};

/// Linked files that a message names.
const MOST_NAMED: usize = 5;

const SAVE_AS: &str = "ábralo en Excel y guárdelo con «Guardar como…», tipo «Libro de Excel (*.xlsx)»";

/// What to tell of a workbook that was read, beside what its sheets hold; one diagnostic for each such thing.
pub fn remarks(book: &Workbook, file: &str) -> Vec<Diagnostic> {
    let Baggage { macros, external_links, other_ending } = &book.baggage;
    let told = [
        other_ending.map(|ending| misnamed(file, ending)),
        macros.then(with_macros),
        (!external_links.is_empty()).then(|| linked(external_links)),
    ];
    told.into_iter().flatten().map(|diagnostic| diagnostic.in_file(file)).collect()
}

/// `ending` is what the name should end in.
fn misnamed(file: &str, ending: &str) -> Diagnostic {
    let name = short(last_part(file));
    let (what, help) = match ending {
        "csv" => (
            "un texto en columnas (CSV), no un libro".to_owned(),
            format!("{SAVE_AS}; revise antes que los códigos conserven sus ceros iniciales"),
        ),
        "xlsm" => (
            "un libro .xlsm, con macros".to_owned(),
            format!("cambie su extensión a .xlsm; o, para quitarle las macros, {SAVE_AS}"),
        ),
        other => (format!("un libro .{other}"), format!("cambie su extensión a .{other}, o {SAVE_AS}")),
    };
    Diagnostic::new(Code::OtherKind, format!("el archivo se llama «{name}» y es {what}; se leyó como lo que es"))
        .help(help)
}

fn with_macros() -> Diagnostic {
    let message = "el libro trae macros; no se ejecutan, y de las celdas se leyó lo que tienen guardado";
    Diagnostic::new(Code::Macros, message)
        .help(format!("si el formato no las necesita, {SAVE_AS}, que las quita; no habilite macros que no conozca"))
}

fn linked(links: &[String]) -> Diagnostic {
    let mut files: Vec<String> = links.iter().map(|link| linked_name(link)).collect();
    files.sort_unstable();
    files.dedup();
    let count = files.len();
    let named = first_few(files.iter().map(|name| format!("«{name}»")), MOST_NAMED);
    let others = if count == 1 { "otro archivo" } else { "otros archivos" };
    let message = format!(
        "el libro tiene vínculos a {others}, {}, que no se abren: los valores de esas fórmulas son los guardados, y pueden estar desactualizados",
        enumerate(&named)
    );
    let help =
        "en Excel, Datos › Editar vínculos: actualice los valores y luego elija «Romper vínculo», que deja los valores";
    Diagnostic::new(Code::ExternalLinks, message).help(help)
}

/// The name of a linked file without its folders, which are of someone's own machine; `%20` is a blank.
fn linked_name(link: &str) -> String {
    short(&last_part(link).replace("%20", " "))
}

fn last_part(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests;
