//! The words that begin items and clauses, and which clauses an item may have: what files are cut by.

use super::grammar::Rule;

/// A word that begins an item.
#[derive(Debug)]
pub(super) struct ItemWord {
    /// As the formatter writes it.
    pub(super) word: &'static str,
    /// With its article, for messages: `una regla`.
    pub(super) named: &'static str,
    /// The grammar's entry for its clauses.
    pub(super) entry: Rule,
    /// The clauses it may have, in the order in which messages list them.
    pub(super) clauses: &'static [&'static str],
}

const NONE: &[&str] = &[];
const TABLE: &[&str] = &["clave", "columna", "hoja"];
const FORMAT: &[&str] = &["hoja", "versión", "clave", "dato", "columna", "nivel", "omite", "termina en", "vacíos"];
const RULE: &[&str] = &["según", "fase", "por cada", "sobre", "cuando", "sea", "exige", "si no", "señala", "ayuda"];
const TEST: &[&str] = &["con", "espera", "fase"];
const WAIVER: &[&str] = &["para", "hasta", "según"];

/// Every word that begins an item.
pub(super) const ITEMS: &[ItemWord] = &[
    item("vigencia", "la vigencia", Rule::head, NONE),
    item("entidad", "la entidad", Rule::head, NONE),
    item("usa", "un «usa»", Rule::head, NONE),
    item("norma", "una norma", Rule::head, NONE),
    item("parámetro", "un parámetro", Rule::head, NONE),
    item("fija", "un «fija»", Rule::head, NONE),
    item("quita", "un «quita»", Rule::head, NONE),
    item("tabla", "una tabla", Rule::table_clause, TABLE),
    item("formato", "un formato", Rule::table_clause, FORMAT),
    item("función", "una función", Rule::head, NONE),
    item("regla", "una regla", Rule::rule_clause, RULE),
    item("prueba", "una prueba", Rule::test_clause, TEST),
    item("excepción", "una excepción", Rule::waiver_clause, WAIVER),
];

const fn item(word: &'static str, named: &'static str, entry: Rule, clauses: &'static [&'static str]) -> ItemWord {
    ItemWord { word, named, entry, clauses }
}

/// Every word that begins a clause.
pub(super) const CLAUSES: &[&str] = &[
    "clave",
    "columna",
    "dato",
    "hoja",
    "hojas",
    "termina en",
    "omite",
    "nivel",
    "versión",
    "vacíos",
    "según",
    "fase",
    "por cada",
    "sobre",
    "cuando",
    "sea",
    "exige",
    "si no",
    "señala",
    "ayuda",
    "con",
    "espera",
    "para",
    "hasta",
];
