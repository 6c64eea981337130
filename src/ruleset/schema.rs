//! Columns of tablas and formatos: names, types, captions, families and keys.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, Columna, Entries, LiteralKind, Name};
use crate::text::fold;
use crate::value::{Text, Type, Unit, Value};

use super::declare::{Declared, Meaning};
use super::literals::{resolve_type, typed_literal};
use super::model::{
    CaptionFinder, ColumnDecl, ColumnFinder, ColumnId, DatoFinder, Family, FamilyId, Reference, Schema, TableId,
};
use super::names::unknown;

/// Most entries that a family may have.
const MAX_ENTRIES: usize = 500;
/// Most columns that a table may have; Excel's grid has 16.384, and the widest real plan some 200.
const MAX_COLUMNS: usize = 1_000;

/// The schema of a tabla and where each of its columns is found.
pub(super) fn table_schema(
    tabla: &ast::Tabla,
    declared: &Declared,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Schema, Vec<ColumnFinder>) {
    let mut builder = SchemaBuilder::new(&tabla.name.text);
    builder.is_whole = !declared.names.is_broken(&tabla.name);
    for columna in &tabla.columns {
        builder.add_column(columna, diagnostics);
    }
    builder.set_key(&tabla.keys, diagnostics);
    builder.set_references(&tabla.columns, declared, diagnostics);
    (builder.schema, builder.finders.into_iter().flatten().collect())
}

/// A constant's value by its own form alone.
pub(super) fn literal_value(kind: &LiteralKind) -> Value {
    match kind {
        LiteralKind::Number(number, unit) => Value::Number(*number, *unit),
        LiteralKind::Text(text) => Value::Text(Text::verbatim(text)),
        LiteralKind::Date(date) => Value::Date(*date),
        LiteralKind::Bool(truth) => Value::Bool(*truth),
    }
}

/// The columns of a tabla, or of the formats of `plan` so far.
pub(super) struct SchemaBuilder {
    pub(super) schema: Schema,
    /// One for each column of the schema; `None` for a dato, and for a column that only another format has.
    pub(super) finders: Vec<Option<ColumnFinder>>,
    /// The columns of the item at hand as it declares them, by their place in the schema.
    pub(super) own: BTreeMap<usize, ColumnDecl>,
    /// Whether every clause could be parsed, so that an unknown column is a fault.
    pub(super) is_whole: bool,
    /// Whether it has been told that there are too many columns.
    is_too_wide: bool,
}

impl SchemaBuilder {
    pub(super) fn new(name: &str) -> Self {
        SchemaBuilder {
            schema: Schema { name: name.to_owned(), ..Schema::default() },
            finders: Vec::new(),
            own: BTreeMap::new(),
            is_whole: true,
            is_too_wide: false,
        }
    }

    /// Adds a column, or the columns of a family.
    pub(super) fn add_column(&mut self, columna: &Columna, diagnostics: &mut Vec<Diagnostic>) {
        let Some(ty) = resolve_type(&columna.ty, diagnostics) else { return };
        diagnostics.extend(bad_separator(columna, &ty));
        let Some(entries) = &columna.family else {
            let finder = finder(columna, None);
            self.place(columna, &columna.name.text, ty, None, finder, diagnostics);
            return;
        };
        let Some(entries) = family_entries(entries, columna, diagnostics) else { return };
        self.add_family(columna, &ty, entries, diagnostics);
    }

    fn add_family(&mut self, columna: &Columna, ty: &Type, entries: Vec<Value>, diagnostics: &mut Vec<Diagnostic>) {
        let known = self.schema.family(&columna.name.key());
        let id = known.unwrap_or(FamilyId(self.schema.families.len()));
        if let Some(family) = known.and_then(|known| self.schema.families.get(known.0)) {
            let again = self.has_finder(family.columns.first()) || family.entries != entries;
            if again {
                diagnostics.push(repeated(&columna.name, None));
                return;
            }
        }
        let mut columns = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            let word = entry.plain();
            let name = entry_name(&columna.name.text, entry);
            columns.push(self.place(
                columna,
                &name,
                ty.clone(),
                Some((id, at)),
                finder(columna, Some(&word)),
                diagnostics,
            ));
        }
        if known.is_none() {
            let columns = columns.into_iter().flatten().collect();
            self.schema.families.push(Family { name: columna.name.text.clone(), entries, columns });
        }
    }

    fn has_finder(&self, column: Option<&ColumnId>) -> bool {
        column.is_some_and(|column| matches!(self.finders.get(column.0), Some(Some(_))))
    }

    /// Puts a column into the schema, or finds the one that an earlier format gave.
    fn place(
        &mut self,
        columna: &Columna,
        name: &str,
        ty: Type,
        family: Option<(FamilyId, usize)>,
        finder: ColumnFinder,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<ColumnId> {
        let caption = finder.captions.first().map_or_else(String::new, caption_text);
        let decl = ColumnDecl {
            name: name.to_owned(),
            caption,
            ty,
            several: columna.separator.is_some() && columna.family.is_none(),
            required: columna.required,
            dato: false,
            family,
            level: None,
            reference: None,
            span: columna.span,
        };
        let id = self.merge(decl, &columna.name, diagnostics)?;
        if let Some(slot) = self.finders.get_mut(id.0) {
            *slot = Some(finder);
        }
        Some(id)
    }

    /// Adds a declaration, or checks it against an earlier format's of the same name.
    pub(super) fn merge(
        &mut self,
        decl: ColumnDecl,
        name: &Name,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<ColumnId> {
        let key = fold(&decl.name);
        let same = |column: &ColumnDecl| fold(&column.name) == key;
        if decl.family.is_none() && self.schema.family(&key).is_some() {
            diagnostics.push(repeated(name, None));
            return None;
        }
        let Some(at) = self.schema.columns.iter().position(same) else {
            if self.schema.columns.len() >= MAX_COLUMNS {
                diagnostics.extend(self.too_many_columns(name));
                return None;
            }
            self.own.insert(self.schema.columns.len(), decl.clone());
            self.schema.columns.push(decl);
            self.finders.push(None);
            return Some(ColumnId(self.schema.columns.len() - 1));
        };
        let earlier = self.schema.columns.get_mut(at)?;
        if self.own.contains_key(&at) || earlier.dato != decl.dato {
            diagnostics.push(repeated(name, Some(earlier.span)));
            return None;
        }
        if earlier.ty != decl.ty {
            diagnostics.push(
                Diagnostic::new(Code::TypeMismatch, format!("«{}» tiene otro tipo en otro formato", name.text))
                    .at(decl.span, format!("aquí {}", decl.ty))
                    .at(earlier.span, format!("allá {}", earlier.ty))
                    .help("una columna que comparten varios formatos tiene un solo tipo"),
            );
            return None;
        }
        if earlier.several != decl.several {
            diagnostics.push(
                Diagnostic::new(Code::TypeMismatch, format!("«{}» tiene varios valores sólo en un formato", name.text))
                    .at(decl.span, "aquí")
                    .at(earlier.span, "allá")
                    .help("escriba «separado por» en todos los formatos que tienen la columna, o en ninguno"),
            );
            return None;
        }
        earlier.required &= decl.required;
        self.own.insert(at, decl);
        Some(ColumnId(at))
    }

    /// Told at the first column beyond the bound, and not at those after it.
    fn too_many_columns(&mut self, name: &Name) -> Option<Diagnostic> {
        let first = !std::mem::replace(&mut self.is_too_wide, true);
        let message = format!("«{}» tiene más de {MAX_COLUMNS} columnas", self.schema.name);
        let help = "reparta las columnas en varias tablas, o quite las que ninguna regla lee";
        first.then(|| Diagnostic::new(Code::TooLarge, message).at(name.span, "esta ya no cabe").help(help))
    }

    pub(super) fn add_dato(&mut self, dato: &ast::Dato, diagnostics: &mut Vec<Diagnostic>) -> Option<DatoFinder> {
        let ty = resolve_type(&dato.ty, diagnostics)?;
        let decl = ColumnDecl {
            name: dato.name.text.clone(),
            caption: dato.place.label.text.clone(),
            ty,
            several: false,
            required: dato.required,
            dato: true,
            family: None,
            level: None,
            reference: None,
            span: dato.span,
        };
        let column = self.merge(decl, &dato.name, diagnostics)?;
        let label = dato.place.label.text.clone();
        Some(DatoFinder { column, side: dato.place.side, label, identifies: dato.identifies })
    }

    pub(super) fn set_key(&mut self, keys: &[Vec<Name>], diagnostics: &mut Vec<Diagnostic>) {
        let Some(first) = keys.first() else { return };
        if let Some(again) = keys.get(1).and_then(|again| again.first()) {
            diagnostics.push(
                Diagnostic::new(Code::RepeatedClause, "la clave se dice dos veces")
                    .at(again.span, "segunda clave")
                    .help("deje una sola, con todas sus columnas: clave a, b"),
            );
        }
        let found: Vec<Option<ColumnId>> = first.iter().map(|name| self.find_column(name, diagnostics)).collect();
        for (name, column) in first.iter().zip(&found) {
            diagnostics.extend(self.several_in_key(name, *column));
        }
        let key: Vec<ColumnId> = found.into_iter().flatten().collect();
        if let (false, Some(name)) = (self.schema.key.is_empty() || self.schema.key == key, first.first()) {
            diagnostics.push(
                Diagnostic::new(Code::RepeatedClause, "la clave es otra que la de un formato anterior")
                    .at(name.span, "clave distinta")
                    .help("los formatos de «plan» tienen una sola clave, con las mismas columnas en el mismo orden"),
            );
            return;
        }
        self.schema.key = key;
    }

    /// A column whose cells hold several values identifies no row.
    fn several_in_key(&self, name: &Name, column: Option<ColumnId>) -> Option<Diagnostic> {
        let decl = column.and_then(|column| self.schema.columns.get(column.0)).filter(|decl| decl.several)?;
        let message = format!("«{}» tiene varios valores en una celda, y no puede ser parte de una clave", name.text);
        Some(
            Diagnostic::new(Code::TypeMismatch, message)
                .at(name.span, "varios valores")
                .at(decl.span, "se define aquí")
                .help("deje en la clave columnas de un solo valor"),
        )
    }

    fn find_column(&self, name: &Name, diagnostics: &mut Vec<Diagnostic>) -> Option<ColumnId> {
        let found = self.schema.column(&name.key());
        if found.is_none() && self.is_whole {
            let known = self.schema.columns.iter().map(|column| column.name.as_str());
            diagnostics.push(unknown(name, "la columna", known));
        }
        found
    }

    pub(super) fn set_references(
        &mut self,
        columns: &[Columna],
        declared: &Declared,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for columna in columns {
            let Some(written) = &columna.reference else { continue };
            for name in &written.keys {
                let column = self.schema.column(&name.key());
                diagnostics.extend(self.several_in_key(name, column));
            }
            let key = columna.name.key();
            let family = self.schema.family(&key).and_then(|family| self.schema.families.get(family.0));
            let columns =
                family.map_or_else(|| self.schema.column(&key).into_iter().collect(), |one| one.columns.clone());
            let Some((table, keys)) = self.reference(written, declared, diagnostics) else { continue };
            for id in columns {
                let keys = if keys.is_empty() { vec![id] } else { keys.clone() };
                let own = self.own.get_mut(&id.0);
                for column in self.schema.columns.get_mut(id.0).into_iter().chain(own) {
                    column.reference = Some(Reference { table, keys: keys.clone() });
                }
            }
        }
    }

    /// The table that is referred to, and the columns of its key; none: the referring column itself.
    fn reference(
        &self,
        written: &ast::ColumnReference,
        declared: &Declared,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<(TableId, Vec<ColumnId>)> {
        let Some(Meaning::Table(table)) = declared.names.get(&written.table) else {
            if !declared.names.is_broken(&written.table) {
                diagnostics.push(unknown(&written.table, "la tabla", declared.names.words()));
            }
            return None;
        };
        if declared.tables.get(table.0).is_some_and(|decl| decl.of_plan) {
            diagnostics.push(own_reference(&written.table));
            return None;
        }
        let keys = written.keys.iter().filter_map(|name| self.find_column(name, diagnostics)).collect();
        Some((table, keys))
    }
}

/// A table in each workbook is no reference data: a rule says what must be in it.
fn own_reference(table: &Name) -> Diagnostic {
    let message = format!("«{}» está en cada libro, y con «->» se remite a una tabla de referencia", table.text);
    Diagnostic::new(Code::TypeMismatch, message)
        .at(table.span, "sale del plan")
        .help(format!("escriba una regla: «exige … en {}»", table.text))
}

/// `fuentes["SGR"]`, `programado[2024]`
fn entry_name(family: &str, entry: &Value) -> String {
    match entry {
        Value::Text(text) => format!("{family}[\"{}\"]", text.shown()),
        other => format!("{family}[{}]", other.plain()),
    }
}

fn caption_text(caption: &CaptionFinder) -> String {
    match &caption.band {
        Some(band) => format!("{} / {}", band.shown(), caption.caption.shown()),
        None => caption.caption.shown().to_owned(),
    }
}

fn repeated(name: &Name, first: Option<Span>) -> Diagnostic {
    let fault = Diagnostic::new(Code::DuplicateName, format!("la columna «{}» se define dos veces", name.text));
    let fault = fault.at(name.span, "segunda definición").help("dele otro nombre, o quite la que sobra");
    match first {
        Some(first) => fault.at(first, "primera definición"),
        None => fault,
    }
}

/// What parts the values of a cell must be more than nothing, and its values such that a blank is none of them.
fn bad_separator(columna: &Columna, ty: &Type) -> Option<Diagnostic> {
    let separator = columna.separator.as_ref()?;
    let (what, help) = if separator.text.is_empty() {
        ("«separado por» necesita un texto", "por ejemplo: separado por \",\"")
    } else if columna.family.is_some() {
        ("una familia de columnas no lleva «separado por»", "quite «separado por»: cada columna tiene ya un solo valor")
    } else if matches!(ty, Type::Bool { .. }) {
        ("una columna de sí y no no lleva «separado por»", "declare la columna como texto")
    } else {
        return None;
    };
    Some(Diagnostic::new(Code::TypeMismatch, what).at(separator.span, "aquí").help(help))
}

/// The entries of a family as values: whole numbers or texts, none twice.
fn family_entries(entries: &Entries, columna: &Columna, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Value>> {
    let listed = match entries {
        Entries::Range(first, last) => range_entries(first, last, diagnostics)?,
        Entries::List(literals) if literals.len() > MAX_ENTRIES => {
            diagnostics.push(too_many_entries(columna.name.span));
            return None;
        }
        Entries::List(literals) => literals.iter().map(|literal| literal_value(&literal.kind)).collect(),
    };
    for (at, entry) in listed.iter().enumerate() {
        if listed.iter().take(at).any(|earlier| earlier == entry) {
            let message = format!("«{entry}» está dos veces en la familia «{}»", columna.name.text);
            let fault = Diagnostic::new(Code::DuplicateName, message).at(columna.name.span, "familia");
            diagnostics.push(fault.help("quite una de las dos"));
            return None;
        }
    }
    Some(listed)
}

fn too_many_entries(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TooLarge, format!("una familia tiene como máximo {MAX_ENTRIES} columnas"))
        .at(span, "tiene más")
        .help("reparta las columnas en varias familias")
}

fn range_entries(first: &ast::Literal, last: &ast::Literal, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Value>> {
    let bound = |literal: &ast::Literal| match typed_literal(literal, &Type::Integer) {
        Ok(Value::Number(number, _)) => number.to_i64(),
        _ => None,
    };
    let bounds = bound(first).zip(bound(last));
    let Some((from, to)) = bounds.filter(|(from, to)| from <= to) else {
        let message = "los extremos de una familia son dos números enteros, de menor a mayor";
        let fault = Diagnostic::new(Code::BadLiteral, message).at(first.span.to(last.span), "extremos");
        diagnostics.push(match bounds {
            Some((from, to)) => {
                let help = format!("escríbalos al revés: {to} a {from}");
                fault.help(help).fix(first.span.to(last.span), format!("{to} a {from}"))
            }
            None => fault.help("por ejemplo [2024 a 2027]"),
        });
        return None;
    };
    let entries = (from..=to).take(MAX_ENTRIES + 1).map(|entry| Value::Number(entry.into(), Unit::Plain));
    let entries: Vec<Value> = entries.collect();
    if entries.len() > MAX_ENTRIES {
        diagnostics.push(too_many_entries(first.span.to(last.span)));
        return None;
    }
    Some(entries)
}

/// Where a column is found: its captions, or its own name with `_` as a blank.
fn finder(columna: &Columna, entry: Option<&str>) -> ColumnFinder {
    let captions = if columna.captions.is_empty() {
        let own = entry.map_or_else(|| columna.name.text.clone(), |entry| format!("{} {entry}", columna.name.text));
        vec![CaptionFinder { band: None, caption: Text::new(&own.replace('_', " ")), ordinal: None }]
    } else {
        columna.captions.iter().map(|caption| caption_finder(caption, entry)).collect()
    };
    let separator = columna.separator.as_ref().map(|separator| separator.text.clone());
    ColumnFinder { captions, inherits: columna.inherits, decimal_point: columna.decimal_point, separator }
}

fn caption_finder(caption: &ast::Caption, entry: Option<&str>) -> CaptionFinder {
    let text = match entry {
        Some(entry) => caption.text.text.replace("{n}", entry),
        None => caption.text.text.clone(),
    };
    let ordinal = caption.ordinal.as_ref().and_then(|literal| match &literal.kind {
        LiteralKind::Number(number, _) => number.to_i64().and_then(|ordinal| usize::try_from(ordinal).ok()),
        _ => None,
    });
    match text.split_once(" / ") {
        Some((band, caption)) => CaptionFinder { band: Some(Text::new(band)), caption: Text::new(caption), ordinal },
        None => CaptionFinder { band: None, caption: Text::new(&text), ordinal },
    }
}
