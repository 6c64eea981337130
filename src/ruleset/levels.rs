//! Levels of a format: rows that are no data, and the columns through which the rows below reach what they give.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, Name, Nivel};

use super::declare::Declared;
use super::model::{ColumnDecl, ColumnId, Given, Level, LevelId, Schema};
use super::names::unknown;
use super::schema::SchemaBuilder;

/// Most levels of a format.
const MAX_LEVELS: usize = 20;

/// Words that follow «plan.» with a meaning of their own.
const TAKEN: [&str; 5] = ["fila", "hoja", "archivo", "totales", "cambios"];

/// A level of a format whose condition is still to be resolved.
#[derive(Clone, Debug)]
pub(super) struct OpenLevel {
    pub(super) level: LevelId,
    pub(super) gives: Vec<Given>,
    pub(super) filter: ast::Expr,
}

/// The levels of a format, in its order; their columns are added to the plan's.
pub(super) fn open_levels(
    formato: &ast::Formato,
    builder: &mut SchemaBuilder,
    declared: &Declared,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<OpenLevel> {
    let mut open: Vec<OpenLevel> = Vec::new();
    if let Some(beyond) = formato.levels.get(MAX_LEVELS) {
        let message = format!("un formato tiene como máximo {MAX_LEVELS} niveles");
        diagnostics.push(Diagnostic::new(Code::TooLarge, message).at(beyond.name.span, "este ya no cabe"));
    }
    for nivel in formato.levels.iter().take(MAX_LEVELS) {
        if let Some(fault) = refuse_name(nivel, &builder.schema, declared) {
            diagnostics.push(fault);
            continue;
        }
        let level = level_named(nivel, &mut builder.schema);
        if let Some(earlier) = open.iter().find(|earlier| earlier.level == level) {
            diagnostics.push(twice(nivel, earlier.filter.span));
            continue;
        }
        let gives = nivel.gives.iter().filter_map(|name| give(nivel, level, name, builder, diagnostics)).collect();
        open.push(OpenLevel { level, gives, filter: nivel.filter.clone() });
    }
    open
}

/// The level of a name, which an earlier format may have, too.
fn level_named(nivel: &Nivel, schema: &mut Schema) -> LevelId {
    schema.level(&nivel.name.key()).unwrap_or_else(|| {
        schema.levels.push(Level { name: nivel.name.text.clone(), gives: Vec::new(), span: nivel.name.span });
        LevelId(schema.levels.len() - 1)
    })
}

/// A column that a level gives: the one through which rows below reach it is new, unless an earlier format brought it.
fn give(
    nivel: &Nivel,
    level: LevelId,
    name: &Name,
    builder: &mut SchemaBuilder,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Given> {
    let from = given_column(name, builder, diagnostics)?;
    let own = builder.schema.columns.get(from.0)?;
    let hidden = ColumnDecl {
        name: format!("{}.{}", nivel.name.text, own.name),
        caption: format!("{} del nivel {}", own.caption, nivel.name.text),
        required: false,
        level: Some(level),
        reference: None,
        span: name.span,
        ..own.clone()
    };
    let to = builder.merge(hidden, name, diagnostics)?;
    let given = Given { from, to };
    let known = builder.schema.levels.get_mut(level.0)?;
    if !known.gives.contains(&given) {
        known.gives.push(given);
    }
    Some(given)
}

/// The column of a name in `da`.
fn given_column(name: &Name, builder: &SchemaBuilder, diagnostics: &mut Vec<Diagnostic>) -> Option<ColumnId> {
    let schema = &builder.schema;
    let Some(column) = schema.column(&name.key()) else {
        if let Some(family) = schema.family(&name.key()).and_then(|family| schema.families.get(family.0)) {
            let message = format!("un nivel da columnas, y «{}» es una familia de ellas", family.name);
            let help = "declare además como columna la que necesita, con otro nombre y el mismo título";
            diagnostics.push(Diagnostic::new(Code::TypeMismatch, message).at(name.span, "una familia").help(help));
        } else if builder.is_whole {
            let known = schema.columns.iter().filter(|column| !column.dato && column.level.is_none());
            diagnostics.push(unknown(name, "la columna", known.map(|column| column.name.as_str())));
        }
        return None;
    };
    let decl = schema.columns.get(column.0)?;
    if decl.dato {
        let message = format!("«{}» es un dato del encabezado, y no lo da un nivel", name.text);
        let help = format!("quítelo de «da»: todas las filas tienen ya «{}»", name.text);
        diagnostics.push(Diagnostic::new(Code::TypeMismatch, message).at(name.span, "un dato").help(help));
        return None;
    }
    Some(column)
}

/// After a level's name stands a point and a column, and after «plan.» the level: it can be the name of nothing else.
fn refuse_name(nivel: &Nivel, schema: &Schema, declared: &Declared) -> Option<Diagnostic> {
    let key = nivel.name.key();
    if TAKEN.contains(&key.as_str()) {
        return Some(
            Diagnostic::new(
                Code::HiddenName,
                format!("«plan.{}» ya tiene un significado en las reglas", nivel.name.text),
            )
            .at(nivel.name.span, "no puede ser el nombre de un nivel")
            .help("elija otro nombre"),
        );
    }
    let other = declared.names.defined_at(&nivel.name).or_else(|| column_named(schema, &key))?;
    Some(collision(nivel.name.span, &nivel.name.text, other))
}

/// A column or a family of a name.
fn column_named(schema: &Schema, key: &str) -> Option<Span> {
    let of_family = || schema.families.get(schema.family(key)?.0)?.columns.first().copied();
    let column = schema.column(key).or_else(of_family)?;
    schema.columns.get(column.0).map(|column| column.span)
}

/// Columns of a later format that have the name of an earlier one's level.
pub(super) fn taken_later(schema: &Schema, formato: &ast::Formato) -> Vec<Diagnostic> {
    let own = formato.columns.iter().map(|column| &column.name).chain(formato.datos.iter().map(|dato| &dato.name));
    let level = |name: &Name| schema.levels.get(schema.level(&name.key())?.0);
    own.filter_map(|name| Some(collision(level(name)?.span, &name.text, name.span))).collect()
}

fn collision(level: Span, name: &str, other: Span) -> Diagnostic {
    Diagnostic::new(Code::HiddenName, format!("«{name}» es un nivel y también otra cosa"))
        .at(level, "el nivel")
        .at(other, "lo otro que se llama así")
        .help("dé otro nombre al nivel")
}

fn twice(nivel: &Nivel, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateName, format!("el nivel «{}» se define dos veces", nivel.name.text))
        .at(nivel.name.span, "segunda definición")
        .at(first, "condición de la primera")
        .help("una sus condiciones con «o» en un solo nivel")
}
