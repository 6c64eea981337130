//! Findings and faults for other programs: schema 1. Texts are whole, as they are in the files; what could steer a
//! terminal stands in them as `\u009b`, which a JSON reader undoes.

use std::fmt::Write;

use serde::{Serialize, Serializer};

use crate::cell::CellRef;
use crate::diagnostic::{Diagnostic, Fix, Window};
use crate::engine::finding::{BookSummary, CitedNorm, Finding, RuleCounts, Run};
use crate::source::{Sources, Span};

use super::escape::is_hostile;

mod pruebas;
pub use pruebas::tested;

/// The version of the schema; keys may be added under it, none changes its meaning.
const SCHEMA: u32 = 1;

/// A run: what was read, how each rule came out, and the findings. Ends in a line break.
pub fn run(run: &Run, sources: &Sources) -> String {
    print(&Report {
        cotejo: env!("CARGO_PKG_VERSION"),
        esquema: SCHEMA,
        reglas: RuleSet { vigencia: run.vigencia, entidad: &run.entity, huella: fingerprint(&run.ruleset_hash) },
        fase: run.phase.word(),
        fecha: run.date.to_string(),
        libros: run.books.iter().map(Book::of).collect(),
        resumen: run.summary.iter().map(Counts::of).collect(),
        revision_parcial: &run.partial,
        hallazgos: run.findings.iter().map(|finding| Found::of(finding, sources)).collect(),
    })
}

/// The faults of a rule set. Ends in a line break.
pub fn faults(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let hallazgos = diagnostics.iter().map(|diagnostic| Fault::of(diagnostic, sources)).collect();
    print(&Faults { cotejo: env!("CARGO_PKG_VERSION"), esquema: SCHEMA, hallazgos })
}

/// Writes a value with everything beyond a printable text escaped.
fn print(value: &impl Serialize) -> String {
    // Cannot fail: no map has keys other than texts, and nothing is written but to memory.
    let plain = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut safe = String::with_capacity(plain.len() + 1);
    for letter in plain.chars() {
        if letter != '\n' && is_hostile(letter) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(letter);
        }
    }
    safe.push('\n');
    safe
}

fn fingerprint(hash: &str) -> String {
    format!("blake3:{hash}")
}

#[derive(Serialize)]
struct Report<'a> {
    cotejo: &'static str,
    esquema: u32,
    reglas: RuleSet<'a>,
    fase: &'static str,
    fecha: String,
    libros: Vec<Book<'a>>,
    resumen: Vec<Counts<'a>>,
    hallazgos: Vec<Found<'a>>,
    /// The rules that did not apply, as they need the whole set of plans.
    revision_parcial: &'a [String],
}

#[derive(Serialize)]
struct RuleSet<'a> {
    vigencia: i64,
    entidad: &'a str,
    huella: String,
}

#[derive(Serialize)]
struct Book<'a> {
    archivo: &'a str,
    formato: Option<&'a str>,
    hojas: Vec<&'a str>,
    filas: usize,
    huella: String,
}

impl<'a> Book<'a> {
    fn of(book: &'a BookSummary) -> Self {
        Book {
            archivo: &book.file,
            formato: book.format.as_deref(),
            // CSV has no sheets.
            hojas: book.sheets.iter().filter_map(|sheet| filled(sheet)).collect(),
            filas: book.rows,
            huella: fingerprint(&book.hash),
        }
    }
}

#[derive(Serialize)]
struct Counts<'a> {
    regla: &'a str,
    cumple: usize,
    incumple: usize,
    no_aplica: usize,
    exceptuado: usize,
    no_evaluable: usize,
}

impl<'a> Counts<'a> {
    fn of(rule: &'a RuleCounts) -> Self {
        Counts {
            regla: &rule.rule,
            cumple: rule.holds,
            incumple: rule.fails,
            no_aplica: rule.not_applicable,
            exceptuado: rule.waived,
            no_evaluable: rule.not_evaluable,
        }
    }
}

#[derive(Serialize)]
struct Found<'a> {
    id: &'a str,
    regla: &'a str,
    gravedad: &'static str,
    resultado: &'static str,
    archivo: Option<&'a str>,
    hoja: Option<&'a str>,
    celdas: Vec<String>,
    #[serde(serialize_with = "in_order")]
    sujeto: &'a [(String, String)],
    mensaje: &'a str,
    ayuda: Option<&'a str>,
    normas: Vec<Norm<'a>>,
    regla_en: Option<Place<'a>>,
    /// How many checks the finding stands for.
    comprobaciones: usize,
    notas: &'a [String],
    /// The rule's title; none for what the reader tells.
    titulo: Option<&'a str>,
    /// The cells elsewhere that it was held against: a ceiling, an approved value.
    referencias: Vec<ReferenceCell<'a>>,
}

#[derive(Serialize)]
struct ReferenceCell<'a> {
    archivo: &'a str,
    hoja: Option<&'a str>,
    celda: String,
}

impl<'a> ReferenceCell<'a> {
    /// The underlined cells of a window.
    fn of(window: &'a Window) -> impl Iterator<Item = ReferenceCell<'a>> {
        let marked = window.rows.iter().flat_map(|row| row.marks.iter().map(move |mark| (row.row, mark.column)));
        marked.filter_map(|(row, column)| {
            let cell = CellRef { row, column: window.columns.get(column)?.column };
            let hoja = filled(&window.place.sheet);
            Some(ReferenceCell { archivo: &window.place.file, hoja, celda: cell.to_string() })
        })
    }
}

impl<'a> Found<'a> {
    fn of(finding: &'a Finding, sources: &'a Sources) -> Self {
        let place = finding.place.as_ref();
        let elsewhere = finding.windows.iter().filter(|window| Some(&window.place) != place);
        Found {
            id: &finding.id,
            regla: &finding.rule,
            gravedad: finding.severity.word(),
            resultado: finding.outcome.word(),
            // A rule over tables alone is of no workbook: its cells are the table's.
            archivo: filled(&finding.file).or_else(|| place.and_then(|place| filled(&place.file))),
            hoja: place.and_then(|place| filled(&place.sheet)),
            celdas: finding.cells.iter().map(ToString::to_string).collect(),
            sujeto: &finding.subject,
            mensaje: &finding.message,
            ayuda: finding.help.as_deref(),
            normas: finding.norms.iter().map(Norm::of).collect(),
            regla_en: finding.rule_span.and_then(|span| Place::of(span, sources)),
            comprobaciones: finding.checks,
            notas: &finding.notes,
            titulo: filled(&finding.title),
            referencias: elsewhere.flat_map(ReferenceCell::of).collect(),
        }
    }
}

fn filled(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// Pairs as a JSON object, in their order.
fn in_order<S: Serializer>(pairs: &&[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(name, value)| (name, value)))
}

#[derive(Serialize)]
struct Norm<'a> {
    norma: &'a str,
    cita: Option<&'a str>,
    titulo: &'a str,
}

impl<'a> Norm<'a> {
    fn of(norm: &'a CitedNorm) -> Self {
        Norm { norma: &norm.name, cita: norm.article.as_deref(), titulo: &norm.title }
    }
}

#[derive(Serialize)]
struct Place<'a> {
    archivo: &'a str,
    linea: usize,
    columna: usize,
}

impl<'a> Place<'a> {
    fn of(span: Span, sources: &'a Sources) -> Option<Self> {
        let source = sources.get(span.file)?;
        let (linea, columna) = source.line_column(span.start as usize);
        Some(Place { archivo: &source.path, linea, columna })
    }
}

#[derive(Serialize)]
struct Faults<'a> {
    cotejo: &'static str,
    esquema: u32,
    hallazgos: Vec<Fault<'a>>,
}

#[derive(Serialize)]
struct Fault<'a> {
    codigo: &'static str,
    gravedad: &'static str,
    archivo: Option<&'a str>,
    linea: Option<usize>,
    columna: Option<usize>,
    mensaje: &'a str,
    ayuda: Option<&'a str>,
    /// Of a fault in a table: the sheet, where the file has several, and the cell.
    hoja: Option<&'a str>,
    celda: Option<String>,
    /// What the help says, as a change of the file.
    cambio: Option<Change<'a>>,
}

/// A stretch of a rule file, the end not included, and its new text.
#[derive(Serialize)]
struct Change<'a> {
    archivo: &'a str,
    desde: Position,
    hasta: Position,
    texto: &'a str,
}

#[derive(Serialize)]
struct Position {
    linea: usize,
    columna: usize,
}

impl<'a> Change<'a> {
    fn of(fix: &'a Fix, sources: &'a Sources) -> Option<Self> {
        let source = sources.get(fix.span.file)?;
        let position = |offset: u32| {
            let (linea, columna) = source.line_column(offset as usize);
            Position { linea, columna }
        };
        let (desde, hasta) = (position(fix.span.start), position(fix.span.end));
        Some(Change { archivo: &source.path, desde, hasta, texto: &fix.text })
    }
}

impl<'a> Fault<'a> {
    fn of(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Self {
        let info = diagnostic.code.info();
        let cell = diagnostic.cell.as_ref();
        // A fault in a table is where its cell is; the rule file only names the table.
        let label = diagnostic.labels.first().filter(|_| cell.is_none());
        let place = label.and_then(|label| Place::of(label.span, sources));
        let file = cell.map(|cell| &*cell.sheet.file).or_else(|| place.as_ref().map(|place| place.archivo));
        Fault {
            codigo: info.name,
            gravedad: diagnostic.severity.word(),
            archivo: file.or(diagnostic.file.as_deref()),
            linea: place.as_ref().map(|place| place.linea),
            columna: place.as_ref().map(|place| place.columna),
            mensaje: &diagnostic.message,
            ayuda: diagnostic.help.as_deref(),
            hoja: cell.and_then(|cell| filled(&cell.sheet.sheet)),
            celda: cell.map(|cell| cell.cell.to_string()),
            cambio: diagnostic.fix.as_ref().and_then(|fix| Change::of(fix, sources)),
        }
    }
}
