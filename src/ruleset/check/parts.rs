//! Tables made out of others: `plan.fuentes`, `plan.bpin`, `plan.programa`, `plan.totales`.

use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{self, ExprKind, Name, TablePath};

use super::super::model::{ColumnId, PartDecl, PartKind, TableRef};
use super::super::names::unknown;
use super::super::parts::{self, MAX_PARTS};
use super::Checker;

/// What differs from the approved version.
const CHANGES: &str = "cambios";

impl Checker<'_> {
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
        match schema.column(&key).and_then(|id| Some((id, schema.columns.get(id.0)?))) {
            Some((id, column)) => column.several.then_some(PartKind::Values(id)),
            None if base == TableRef::Plan && key == CHANGES => Some(PartKind::Changes),
            None => None,
        }
    }

    fn declare_part(&self, base: TableRef, kind: PartKind) -> Option<PartDecl> {
        let of = (base, self.schema(base), self.table_name(base));
        match kind {
            PartKind::Family(id) => parts::of_family(of, id),
            PartKind::Values(column) => parts::of_values(of, column),
            PartKind::Changes => parts::of_changes(of),
            PartKind::Level(_) | PartKind::Totals => None,
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
        let known = self.part_words(base);
        let fault = unknown(name, &format!("en «{table}» la tabla"), known.iter().map(String::as_str));
        self.fault(fault)
    }

    /// The names after a table's that make a table out of it.
    fn part_words(&self, base: TableRef) -> Vec<String> {
        let schema = self.schema(base);
        let mut words: Vec<String> = schema.families.iter().map(|family| family.name.clone()).collect();
        words.extend(schema.columns.iter().filter(|column| column.several).map(|column| column.name.clone()));
        if base == TableRef::Plan {
            words.push(CHANGES.to_owned());
        }
        words
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
