//! The words that begin items and clauses, and which clauses an item may have: what files are cut by.

use super::grammar::Rule;

/// A word that begins an item.
#[derive(Debug)]
pub(super) struct ItemWord {
    /// As the formatter writes it.
    pub(super) word: &'static str,
    /// As it is compared.
    pub(super) folded: &'static str,
    /// With its article, for messages: `una regla`.
    pub(super) named: &'static str,
    /// The grammar's entry for its clauses.
    pub(super) entry: Rule,
    /// The clauses it may have, in the order in which messages list them.
    pub(super) clauses: &'static [&'static str],
}

const NONE: &[&str] = &[];
const TABLE: &[&str] = &["clave", "columna", "hoja", "termina en"];
const FORMAT: &[&str] = &["hoja", "versión", "clave", "dato", "columna", "nivel", "omite", "termina en", "vacíos"];
const RULE: &[&str] = &["según", "fase", "por cada", "sobre", "cuando", "sea", "exige", "si no", "señala", "ayuda"];
const TEST: &[&str] = &["con", "espera", "fase"];
const WAIVER: &[&str] = &["para", "hasta", "según"];

/// Every word that begins an item.
pub(super) const ITEMS: &[ItemWord] = &[
    item("vigencia", "vigencia", "la vigencia", Rule::head, NONE),
    item("entidad", "entidad", "la entidad", Rule::head, NONE),
    item("usa", "usa", "un «usa»", Rule::head, NONE),
    item("norma", "norma", "una norma", Rule::head, NONE),
    item("parámetro", "parametro", "un parámetro", Rule::head, NONE),
    item("fija", "fija", "un «fija»", Rule::head, NONE),
    item("quita", "quita", "un «quita»", Rule::head, NONE),
    item("tabla", "tabla", "una tabla", Rule::table_clause, TABLE),
    item("formato", "formato", "un formato", Rule::table_clause, FORMAT),
    item("función", "funcion", "una función", Rule::head, NONE),
    item("regla", "regla", "una regla", Rule::rule_clause, RULE),
    item("prueba", "prueba", "una prueba", Rule::test_clause, TEST),
    item("excepción", "excepcion", "una excepción", Rule::waiver_clause, WAIVER),
];

const fn item(
    word: &'static str,
    folded: &'static str,
    named: &'static str,
    entry: Rule,
    clauses: &'static [&'static str],
) -> ItemWord {
    ItemWord { word, folded, named, entry, clauses }
}

/// Every word that begins a clause, as the formatter writes it and as it is compared.
pub(super) const CLAUSES: &[(&str, &str)] = &[
    ("clave", "clave"),
    ("columna", "columna"),
    ("dato", "dato"),
    ("hoja", "hoja"),
    ("hojas", "hojas"),
    ("termina en", "termina en"),
    ("omite", "omite"),
    ("nivel", "nivel"),
    ("versión", "version"),
    ("vacíos", "vacios"),
    ("según", "segun"),
    ("fase", "fase"),
    ("por cada", "por cada"),
    ("sobre", "sobre"),
    ("cuando", "cuando"),
    ("sea", "sea"),
    ("exige", "exige"),
    ("si no", "si no"),
    ("señala", "señala"),
    ("ayuda", "ayuda"),
    ("con", "con"),
    ("espera", "espera"),
    ("para", "para"),
    ("hasta", "hasta"),
];

#[cfg(test)]
mod tests;
