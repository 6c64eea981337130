//! Tables made out of others, declared when a rule first names them: a set could foresee thousands of them.

use std::cell::OnceCell;

use crate::value::{Type, Value};

use super::model::{ColumnDecl, ColumnId, FamilyId, LevelId, PartDecl, PartId, PartKind, Schema, TableRef};

/// Most tables made out of others that the rules of a set may name.
pub(super) const MAX_PARTS: usize = 200;
/// How much all their columns may weigh together: each has the columns of its base once more.
const MAX_WEIGHT: usize = 200_000;

/// The tables made out of others that rules name, in the order in which they were first named.
#[derive(Clone, Debug)]
pub(super) struct Parts {
    slots: Vec<OnceCell<PartDecl>>,
}

impl Default for Parts {
    fn default() -> Self {
        Parts { slots: vec![OnceCell::new(); MAX_PARTS] }
    }
}

impl Parts {
    /// A part by its id.
    pub(super) fn get(&self, id: PartId) -> Option<&PartDecl> {
        self.slots.get(id.0).and_then(OnceCell::get)
    }

    /// The id of a part, which is kept if it is the first time that it is named. `None`: there are too many.
    pub(super) fn named(&self, part: PartDecl) -> Option<PartId> {
        let declared = || self.slots.iter().map_while(OnceCell::get);
        let same = |known: &PartDecl| (known.base, known.kind) == (part.base, part.kind);
        if let Some(known) = declared().position(same) {
            return Some(PartId(known));
        }
        let total = declared().fold(weight(&part.schema), |sum, part| sum.saturating_add(weight(&part.schema)));
        let next = declared().count();
        let slot = self.slots.get(next).filter(|_| total <= MAX_WEIGHT)?;
        slot.set(part).ok().map(|()| PartId(next))
    }

    /// All of them.
    pub(super) fn into_declared(self) -> Vec<PartDecl> {
        self.slots.into_iter().map_while(OnceCell::into_inner).collect()
    }
}

/// What the columns of a schema take in memory, in columns of the usual size.
fn weight(schema: &Schema) -> usize {
    const LETTERS: usize = 100;
    let of = |column: &ColumnDecl| {
        let choices = match &column.ty {
            Type::Choice(choices) => choices.len(),
            Type::Code(patterns) => patterns.len(),
            _ => 0,
        };
        1 + choices + (column.name.len() + column.caption.len()) / LETTERS
    };
    schema.columns.iter().map(of).sum()
}

/// A table, its columns and its name in rules.
pub(super) type Base<'a> = (TableRef, &'a Schema, &'a str);

/// The rows of a table once for each entry of a family, with `nombre` and `valor`.
pub(super) fn of_family(of: Base<'_>, id: FamilyId) -> Option<PartDecl> {
    let (_, schema, _) = of;
    let family = schema.families.get(id.0)?;
    let first = *family.columns.first()?;
    let entry = schema.columns.get(first.0)?;
    let numbered = family.entries.iter().all(|entry| matches!(entry, Value::Number(..)));
    let of_names = if numbered { Type::Integer } else { Type::Text };
    let own = |name: &str, ty: Type, required: bool| ColumnDecl {
        name: name.to_owned(),
        caption: String::new(),
        ty,
        required,
        family: None,
        reference: None,
        ..entry.clone()
    };
    let own = [own(NAME, of_names, true), own(VALUE, entry.ty.clone(), entry.required)];
    Some(widened(of, PartKind::Family(id), (&family.name, first), own))
}

/// The rows of a table once for each value of a column of several, with `valor`.
pub(super) fn of_values(of: Base<'_>, column: ColumnId) -> Option<PartDecl> {
    let (_, schema, _) = of;
    let decl = schema.columns.get(column.0)?;
    let own = ColumnDecl {
        name: VALUE.to_owned(),
        caption: String::new(),
        several: false,
        required: true,
        reference: None,
        ..decl.clone()
    };
    Some(widened(of, PartKind::Values(column), (&decl.name, column), [own]))
}

/// What differs from the approved version: the key, and what is told of each difference.
pub(super) fn of_changes((base, schema, table): Base<'_>) -> Option<PartDecl> {
    let like = schema.columns.get(schema.key.first()?.0)?;
    let own = |name: &str| ColumnDecl {
        name: name.to_owned(),
        caption: String::new(),
        ty: Type::Text,
        required: name == CHANGE[0],
        reference: None,
        ..like.clone()
    };
    let keys = schema.key.iter().filter_map(|column| schema.columns.get(column.0).cloned());
    let columns: Vec<ColumnDecl> = keys.chain(CHANGE.iter().map(|name| own(name))).collect();
    let mut sources = schema.key.clone();
    sources.resize(columns.len(), *schema.key.first()?);
    // The key and `campo` tell one difference from another.
    let key = (0..schema.key.len()).chain([schema.key.len() + 1]).map(ColumnId).collect();
    let schema = Schema { name: format!("{table}.cambios"), columns, key, ..Schema::default() };
    Some(PartDecl { base, kind: PartKind::Changes, schema, sources })
}

/// What is told of each difference.
pub(super) const CHANGE: [&str; 4] = ["tipo", "campo", "antes", "ahora"];

/// The rows of a level: the datos, what outer levels give, and what it gives itself.
pub(super) fn of_level((base, schema, table): Base<'_>, id: LevelId) -> Option<PartDecl> {
    let level = schema.levels.get(id.0)?;
    let datos = schema.columns.iter().enumerate().filter(|(_, column)| column.dato).map(|(at, _)| ColumnId(at));
    let outer = schema.levels.iter().take(id.0).flat_map(|outer| outer.gives.iter().map(|given| given.to));
    let own = level.gives.iter().map(|given| given.from);
    let sources: Vec<ColumnId> = datos.chain(outer).chain(own).collect();
    let column = |source: &ColumnId| {
        let decl = schema.columns.get(source.0)?;
        Some(ColumnDecl { required: false, reference: None, family: None, ..decl.clone() })
    };
    let columns = sources.iter().filter_map(column).collect();
    let schema = Schema { name: format!("{table}.{}", level.name), columns, ..Schema::default() };
    Some(PartDecl { base, kind: PartKind::Level(id), schema, sources })
}

/// The rows that end the data, with all columns.
pub(super) fn of_totals((base, schema, table): Base<'_>) -> PartDecl {
    let columns = schema.columns.iter().map(|column| ColumnDecl { required: false, reference: None, ..column.clone() });
    PartDecl {
        base,
        kind: PartKind::Totals,
        sources: (0..schema.columns.len()).map(ColumnId).collect(),
        schema: Schema {
            name: format!("{table}.totales"),
            columns: columns.collect(),
            families: schema.families.clone(),
            ..Schema::default()
        },
    }
}

/// `nombre` of a family's table.
pub(super) const NAME: &str = "nombre";
/// `valor` of a family's table, and of a column of several values.
pub(super) const VALUE: &str = "valor";

/// The columns of a table, and more that are read from `from`.
fn widened<const N: usize>(
    (base, schema, table): Base<'_>,
    kind: PartKind,
    (name, from): (&str, ColumnId),
    own: [ColumnDecl; N],
) -> PartDecl {
    let mut sources: Vec<ColumnId> = (0..schema.columns.len()).map(ColumnId).collect();
    sources.resize(schema.columns.len() + N, from);
    let mut columns = schema.columns.clone();
    columns.extend(own);
    let name = format!("{table}.{name}");
    let schema = Schema { name, columns, families: schema.families.clone(), ..Schema::default() };
    PartDecl { base, kind, schema, sources }
}
