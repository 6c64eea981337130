//! Sheets and formats by hand, for tests.

use crate::cell::{Area, CellRef, SheetPlace};
use crate::decimal::Decimal;
use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{
    CaptionFinder, ColumnDecl, ColumnFinder, ColumnId, DatoFinder, Format, FormatMark, RuleSet, Schema, TableDecl,
};
use crate::source::{FileId, Sources, Span};
use crate::syntax::ast::Side;
use crate::table::{Entry, Table};
use crate::value::{Pattern, Text, Type, Value};
use crate::workbook::{Cell, Content, Sheet, Workbook};

use super::{Plan, read_plan};

pub(super) fn span() -> Span {
    Span::new(FileId(0), 0, 0)
}

/// `K23` as Excel writes it.
pub(super) fn at(name: &str) -> CellRef {
    let letters = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let row: u32 = name.trim_start_matches(letters).parse().unwrap();
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    CellRef { row: row - 1, column: column - 1 }
}

pub(super) fn area(name: &str) -> Area {
    let (first, last) = name.split_once(':').unwrap();
    Area { first: at(first), last: at(last) }
}

pub(super) fn text(text: &str) -> Content {
    Content::Text(text.into())
}

pub(super) fn number(plain: &str) -> Content {
    Content::Number { value: Decimal::parse(plain).unwrap().try_into().unwrap(), percent: false }
}

pub(super) fn percent(plain: &str) -> Content {
    Content::Number { value: Decimal::parse(plain).unwrap().try_into().unwrap(), percent: true }
}

pub(super) fn day(iso: &str) -> Content {
    Content::Date(iso.parse().unwrap())
}

/// A cell in a drawn sheet: `~` none, `=12.5` a number, `!#REF!` an error, `@2026-01-31T00:00:00` a date, else a text.
fn content(word: &str) -> Option<Content> {
    let mut letters = word.chars();
    let sign = letters.next()?;
    let rest = letters.as_str();
    match sign {
        '~' => None,
        '=' => Some(number(rest)),
        '!' => Some(Content::Fault(rest.into())),
        '@' => Some(day(rest)),
        _ => Some(text(word)),
    }
}

/// A sheet drawn as lines of cells parted by `|`, from A1 on; see [`content`].
pub(super) fn sheet(name: &str, lines: &[&str]) -> Sheet {
    let mut cells = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        for (column, word) in line.split('|').enumerate() {
            let at = CellRef { row: row as u32, column: column as u32 };
            cells.extend(content(word.trim()).map(|content| Cell { at, content }));
        }
    }
    Sheet { place: SheetPlace { file: "salud.xlsx".into(), sheet: name.into() }, cells, ..Sheet::default() }
}

pub(super) fn merged(mut sheet: Sheet, areas: &[&str]) -> Sheet {
    sheet.merged = areas.iter().map(|name| area(name)).collect();
    sheet
}

pub(super) fn book(sheets: Vec<Sheet>) -> Workbook {
    let sheet_names = sheets.iter().map(|sheet| sheet.place.sheet.to_string()).collect();
    Workbook { sheets, sheet_names, ..Workbook::default() }
}

/// `"Band / Caption"`; `"Caption#2"` for the second.
pub(super) fn caption(written: &str) -> CaptionFinder {
    let (name, ordinal) = match written.split_once('#') {
        Some((name, ordinal)) => (name, Some(ordinal.parse().unwrap())),
        None => (written, None),
    };
    let (band, name) = match name.split_once(" / ") {
        Some((band, name)) => (Some(Text::new(band)), name),
        None => (None, name),
    };
    CaptionFinder { band, caption: Text::new(name), ordinal }
}

pub(super) fn finder(written: &str) -> ColumnFinder {
    ColumnFinder { captions: vec![caption(written)], inherits: false, decimal_point: false, separator: None }
}

pub(super) fn code(patterns: &[&str]) -> Type {
    Type::Code(patterns.iter().map(|pattern| Pattern::parse(pattern).unwrap()).collect())
}

pub(super) fn decl(name: &str, caption: &str, ty: Type) -> ColumnDecl {
    ColumnDecl {
        name: name.to_owned(),
        caption: caption.to_owned(),
        ty,
        several: false,
        required: false,
        level: None,
        dato: false,
        family: None,
        reference: None,
        span: span(),
    }
}

/// A rule set of one format; further columns are added by the methods below.
pub(super) struct Rules(pub(super) RuleSet);

impl Rules {
    pub(super) fn new() -> Self {
        let format = Format {
            identifier: "PE-F-012".to_owned(),
            version: Some("4".to_owned()),
            sheets: Vec::new(),
            marks: Vec::new(),
            schema: Schema::default(),
            columns: Vec::new(),
            datos: Vec::new(),
            ends: Vec::new(),
            levels: Vec::new(),
            omits: Vec::new(),
            blanks: Vec::new(),
            span: span(),
        };
        Rules(RuleSet {
            sources: Sources::default(),
            vigencia: 2026,
            today: jiff::civil::date(2026, 1, 20),
            entity: "Alcaldía".to_owned(),
            norms: Vec::new(),
            parameters: Vec::new(),
            tables: Vec::new(),
            plan: Schema { name: "plan".to_owned(), ..Schema::default() },
            formats: vec![format],
            parts: Vec::new(),
            rules: Vec::new(),
            pruebas: Vec::new(),
            variants: Vec::new(),
            waivers: Vec::new(),
            usage: Default::default(),
        })
    }

    pub(super) fn format(&mut self) -> &mut Format {
        &mut self.0.formats[0]
    }

    pub(super) fn column(mut self, written: &str, ty: Type) -> Self {
        self.0.formats[0].schema.columns.push(decl(written, written, ty));
        self.format().columns.push(Some(finder(written)));
        self
    }

    /// Changes the last column.
    pub(super) fn with(mut self, change: impl FnOnce(&mut ColumnDecl, &mut ColumnFinder)) -> Self {
        let Format { schema, columns, .. } = self.format();
        change(schema.columns.last_mut().unwrap(), columns.last_mut().unwrap().as_mut().unwrap());
        self
    }

    pub(super) fn required(self) -> Self {
        self.with(|decl, _| decl.required = true)
    }

    pub(super) fn inherits(self) -> Self {
        self.with(|_, finder| finder.inherits = true)
    }

    /// Makes the last column part of the key.
    pub(super) fn key(mut self) -> Self {
        let last = self.0.formats[0].schema.columns.len() - 1;
        self.0.formats[0].schema.key.push(ColumnId(last));
        self
    }

    pub(super) fn dato(mut self, name: &str, ty: Type, side: Side, label: &str) -> Self {
        let column = ColumnId(self.0.formats[0].schema.columns.len());
        let dato = ColumnDecl { dato: true, required: true, ..decl(name, label, ty) };
        self.0.formats[0].schema.columns.push(dato);
        self.format().columns.push(None);
        self.format().datos.push(DatoFinder { column, side, label: label.to_owned(), identifies: true });
        self
    }

    pub(super) fn mark(mut self, value: Value, side: Side, label: &str) -> Self {
        self.format().marks.push(FormatMark { value, side, label: label.to_owned(), span: span() });
        self
    }

    pub(super) fn on_sheet(mut self, pattern: &str) -> Self {
        self.format().sheets.push(pattern.to_owned());
        self
    }

    pub(super) fn read(&self, sheets: Vec<Sheet>) -> (Option<Plan>, Vec<Diagnostic>) {
        read_plan(&book(sheets), "salud.xlsx", &self.0, &|_, _, table| vec![None; table.rows.len()])
    }

    /// The table and the findings of a book that must be accepted.
    pub(super) fn table(&self, sheets: Vec<Sheet>) -> (Table, Vec<Diagnostic>) {
        let (plan, findings) = self.read(sheets);
        (plan.unwrap_or_else(|| panic!("refused: {}", messages(&findings))).table, findings)
    }

    /// The findings of a book that must be refused.
    pub(super) fn refused(&self, sheets: Vec<Sheet>) -> Vec<Diagnostic> {
        let (plan, findings) = self.read(sheets);
        assert!(plan.is_none(), "accepted");
        findings
    }
}

/// A column of a table in words: values plain, `–` empty, `?text` unreadable.
pub(super) fn values(table: &Table, column: usize) -> Vec<String> {
    (0..table.rows.len()).map(|row| word(&table.get(row, column))).collect()
}

pub(super) fn word(entry: &Entry) -> String {
    match entry {
        Entry::Present(value) => value.plain(),
        Entry::Empty => "–".to_owned(),
        Entry::Unreadable(text) => format!("?{text}"),
    }
}

/// The cells that a column's values stand in.
pub(super) fn places(table: &Table, column: usize) -> Vec<String> {
    let place = |row| table.place(row, column).map_or("–".to_owned(), |place| place.cell.to_string());
    (0..table.rows.len()).map(place).collect()
}

pub(super) fn messages(findings: &[Diagnostic]) -> String {
    let lines: Vec<String> = findings.iter().map(|finding| finding.message.clone()).collect();
    lines.join("\n")
}

/// Codes and cells of some findings.
pub(super) fn found(findings: &[Diagnostic]) -> Vec<(Code, String)> {
    let cell = |finding: &Diagnostic| finding.cell.as_ref().map_or(String::new(), |place| place.cell.to_string());
    findings.iter().map(|finding| (finding.code, cell(finding))).collect()
}

/// A reference table whose columns are all named by their captions.
pub(super) fn table_decl(name: &str, key: &[usize], columns: Vec<(&str, Type)>) -> TableDecl {
    TableDecl {
        columns: columns.iter().map(|(caption, _)| finder(caption)).collect(),
        schema: Schema {
            name: name.to_owned(),
            columns: columns.into_iter().map(|(caption, ty)| decl(caption, caption, ty)).collect(),
            families: Vec::new(),
            levels: Vec::new(),
            key: key.iter().map(|column| ColumnId(*column)).collect(),
        },
        file: format!("datos/{name}.csv"),
        of_plan: false,
        sheet: None,
        ends: Vec::new(),
        span: span(),
        file_span: span(),
    }
}
