//! Tables made out of others: `plan.fuentes`, `plan.bpin`, `plan.programa`, `plan.totales`.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Name, TablePath};
use crate::text::fold;

use super::super::model::{ColumnId, Expr, Given, Kind, Level, Node, PartDecl, PartKind, TableRef};
use super::super::names::unknown;
use super::super::parts::{self, MAX_PARTS};
use super::Checker;

/// What differs from the approved version.
const CHANGES: &str = "cambios";
/// The rows that end the data.
const TOTALS: &str = "totales";

impl<'a> Checker<'a> {
    /// The table that is made out of another under a name, or a fault.
    pub(super) fn part(&mut self, base: TableRef, name: &Name) -> Option<TableRef> {
        let Some(kind) = self.part_kind(base, name) else { return self.unknown_part(base, name) };
        if kind == PartKind::Changes {
            self.refuse_keyless("plan.cambios", name.span)?;
            self.reads_approved = true;
        }
        self.refuse_taken_names(base, kind, name)?;
        let made = self.declare_part(base, kind)?;
        match self.declared.parts.named(made) {
            Some(id) => Some(TableRef::Part(id)),
            None => self.fault(too_many(name)),
        }
    }

    /// What a name after a table's makes out of it.
    pub(super) fn part_kind(&self, base: TableRef, name: &Name) -> Option<PartKind> {
        let key = name.key();
        let schema = self.schema(base);
        if let Some(family) = schema.family(&key) {
            return Some(PartKind::Family(family));
        }
        let is_plan = matches!(base, TableRef::Plan | TableRef::Approved);
        if let Some(level) = schema.level(&key).filter(|_| is_plan) {
            return Some(PartKind::Level(level));
        }
        match schema.column(&key).and_then(|id| Some((id, schema.columns.get(id.0)?))) {
            Some((id, column)) => column.several.then_some(PartKind::Values(id)),
            None if base == TableRef::Plan && key == CHANGES => Some(PartKind::Changes),
            None if is_plan && key == TOTALS && self.some_format_ends() => Some(PartKind::Totals),
            None => None,
        }
    }

    /// Whether a format says which row ends its data.
    fn some_format_ends(&self) -> bool {
        self.declared.formats.iter().any(|format| !format.ends.is_empty())
    }

    fn declare_part(&self, base: TableRef, kind: PartKind) -> Option<PartDecl> {
        let of = (base, self.schema(base), self.table_name(base));
        match kind {
            PartKind::Family(id) => parts::of_family(of, id),
            PartKind::Values(column) => parts::of_values(of, column),
            PartKind::Level(id) => parts::of_level(of, id),
            PartKind::Totals => Some(parts::of_totals(of)),
            PartKind::Changes => parts::of_changes(of),
        }
    }

    /// `nombre` and `valor` of a part may not be columns of the table as well: nobody could tell which one is meant.
    fn refuse_taken_names(&mut self, base: TableRef, kind: PartKind, name: &Name) -> Option<()> {
        let added: &[&str] = match kind {
            PartKind::Family(_) => &[parts::NAME, parts::VALUE],
            PartKind::Values(_) => &[parts::VALUE],
            PartKind::Changes => &parts::CHANGE,
            PartKind::Level(_) | PartKind::Totals => &[],
        };
        let schema = self.schema(base);
        let column = |key: &str| {
            schema.column(key).or_else(|| schema.families.get(schema.family(key)?.0)?.columns.first().copied())
        };
        // Of the plan's columns a table of changes has only the key.
        let stays = |column: &ColumnId| kind != PartKind::Changes || schema.key.contains(column);
        let taken = added.iter().find_map(|added| Some((*added, schema.columns.get(column(added).filter(stays)?.0)?)));
        let Some((word, decl)) = taken else { return Some(()) };
        let table = self.table_name(base);
        let message = format!("«{table}.{}» tendría dos columnas «{word}»: la suya y la de «{table}»", name.text);
        let fault = Diagnostic::new(Code::HiddenName, message)
            .at(
                name.span,
                format!("aquí «{word}» es cada uno de sus valores")
                    .replace("nombre» es cada uno de sus valores", "nombre» es el de cada columna"),
            )
            .at(decl.span, format!("la de «{table}»"))
            .help(format!("dé otro nombre a la columna «{word}» de «{table}»"));
        self.fault(fault)
    }

    /// Says which part of a table may have been meant.
    fn unknown_part(&mut self, base: TableRef, name: &Name) -> Option<TableRef> {
        if !self.is_whole(base) {
            return None;
        }
        let schema = self.schema(base);
        let table = self.table_name(base);
        if let Some(column) = schema.column(&name.key()).and_then(|column| schema.columns.get(column.0)) {
            let message = format!("«{}» es una columna de «{table}», y no da una tabla", name.text);
            let help = "dan tablas las familias de columnas, las columnas con «separado por» y los niveles";
            return self.fault(
                Diagnostic::new(Code::TypeMismatch, message)
                    .at(name.span, "una sola columna")
                    .at(column.span, "se define aquí")
                    .help(help),
            );
        }
        if name.key() == TOTALS && matches!(base, TableRef::Plan | TableRef::Approved) {
            let fault = Diagnostic::new(Code::UnknownName, "ningún formato dice qué fila termina los datos");
            let help = "agregue al formato «termina en \"TOTAL\"»: esa fila es plan.totales";
            return self.fault(fault.at(name.span, "no hay fila de totales").help(help));
        }
        let known = self.part_words(base);
        let fault = unknown(name, &format!("en «{table}» la tabla"), known.iter().map(String::as_str));
        self.fault(fault)
    }

    /// The names after a table's that make a table out of it.
    fn part_words(&self, base: TableRef) -> Vec<String> {
        let schema = self.schema(base);
        let mut words: Vec<String> = schema.families.iter().map(|family| family.name.clone()).collect();
        words.extend(schema.columns.iter().filter(|column| column.several).map(|column| column.name.clone()));
        if matches!(base, TableRef::Plan | TableRef::Approved) {
            words.extend(schema.levels.iter().map(|level| level.name.clone()));
            words.extend(self.some_format_ends().then(|| TOTALS.to_owned()));
        }
        if base == TableRef::Plan {
            words.push(CHANGES.to_owned());
        }
        words
    }

    /// `plan.totales`: the one row that ends the data.
    pub(super) fn totals(&mut self, base: TableRef, name: &Name, span: Span) -> Option<Expr> {
        let table = self.part(base, name)?;
        Some(Expr { node: Node::Lookup { table, keys: Vec::new() }, kind: Kind::Row(table), span })
    }

    /// The level that a name stands for.
    pub(in crate::ruleset) fn level(&self, name: &Name) -> Option<&'a Level> {
        let plan = &self.declared.plan;
        plan.levels.get(plan.level(&name.key())?.0)
    }

    /// `esta.programa`: the level, and the word `esta`.
    pub(super) fn level_of_outer<'n>(&self, written: &'n ast::Expr) -> Option<(&'a Level, &'n Name)> {
        let ExprKind::Field(owner, level) = &written.kind else { return None };
        match &owner.kind {
            ExprKind::Name(this) if this.key() == "esta" => Some((self.level(level)?, this)),
            _ => None,
        }
    }

    /// `programa.codigo`: what the level above the row gives.
    pub(super) fn level_field(&mut self, level: &Level, name: &Name, span: Span) -> Option<Expr> {
        if self.is_level {
            let fault =
                Diagnostic::new(Code::UnknownName, "la condición de un nivel sólo mira las columnas de su propia fila");
            return self.fault(fault.at(span, "esto lo da otra fila"));
        }
        let reached = Name { text: format!("{}.{}", level.name, name.text), span };
        if let Some(found) = (0..self.frames.len()).find_map(|up| self.in_frame(up, &reached)) {
            return Some(Expr { span, ..found });
        }
        let frame = self.frames.last()?.clone();
        let schema = frame.table().map(|table| self.schema(table));
        if let Some(schema) = schema.filter(|schema| schema.column(&reached.key()).is_some()) {
            return self.fault(self.not_in_group(&reached, schema, &frame));
        }
        let given: Vec<String> = level.gives.iter().filter_map(|given| self.given_name(given)).collect();
        let fault = if given.contains(&name.key()) {
            let message = format!("aquí no hay una fila de «plan» que tenga «{}» encima", level.name);
            Diagnostic::new(Code::UnknownName, message)
                .at(span, "¿de qué fila?")
                .help(format!("para las filas del nivel mismo, recorra «plan.{}»", level.name))
        } else {
            unknown(name, &format!("en el nivel «{}» la columna", level.name), given.iter().map(String::as_str))
        };
        self.fault(fault)
    }

    fn given_name(&self, given: &Given) -> Option<String> {
        self.declared.plan.columns.get(given.from.0).map(|column| fold(&column.name))
    }

    /// The path of a table that is written before a point: `techos`, `plan.fuentes`.
    pub(super) fn path(&mut self, written: &ast::Expr) -> Option<TablePath> {
        match &written.kind {
            ExprKind::Name(base) if self.stands_for_table(base) => Some(TablePath { base: base.clone(), part: None }),
            ExprKind::Field(owner, part) => {
                let ExprKind::Name(base) = &owner.kind else { return None };
                if !self.stands_for_table(base) {
                    return None;
                }
                let table = self.table_named(base)?;
                let is_column = self.schema(table).column(&part.key()).is_some();
                let is_part = !is_column || self.part_kind(table, part).is_some();
                is_part.then(|| TablePath { base: base.clone(), part: Some(part.clone()) })
            }
            _ => None,
        }
    }

    /// Whether a name is a table's, and not that of a local name which hides it.
    fn stands_for_table(&self, name: &Name) -> bool {
        self.names_table(name) && !self.is_local(name)
    }
}

fn too_many(name: &Name) -> Diagnostic {
    let message =
        format!("las reglas nombran demasiadas tablas sacadas de otras: caben {MAX_PARTS}, y menos si son muy anchas");
    Diagnostic::new(Code::TooLarge, message)
        .at(name.span, "esta ya no cabe")
        .help("reparta las reglas en varios conjuntos")
}
