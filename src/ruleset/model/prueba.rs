//! Pruebas: a scene, and how the checks of a rule must come out in it.

use crate::source::Span;
use crate::syntax::ast::{LiteralKind, Outcome, Phase};

use super::expr::Expr;
use super::table::TableRef;
use super::{ColumnId, RuleId, VariantId};

/// `prueba …`
#[derive(Clone, Debug)]
pub struct Prueba {
    /// What it shows.
    pub title: String,
    /// The rule, in the set itself.
    pub rule: RuleId,
    /// The set that it is judged by, where it changes the inputs.
    pub variant: Option<Variant>,
    /// `fase …`; empty: whichever the rule is judged in.
    pub phases: Vec<Phase>,
    /// The tables that it gives; the others are empty.
    pub scenes: Vec<Scene>,
    /// How checks must come out.
    pub expectations: Vec<Expectation>,
    /// Its title's place.
    pub span: Span,
}

/// A rule of a set with other inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The set.
    pub set: VariantId,
    /// The rule in it.
    pub rule: RuleId,
}

/// `con plan dependencia "Salud"` and rows: what a table holds.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The table.
    pub table: TableRef,
    /// `archivo "salud.xlsx"`
    pub file: Option<String>,
    /// `hoja "4112 Gobierno"`: the sheet of its rows, and of those of levels and totals.
    pub sheet: Option<String>,
    /// Values of the title block.
    pub datos: Vec<(ColumnId, LiteralKind)>,
    /// Which column each cell of a row is of.
    pub columns: Vec<ColumnId>,
    /// The rows.
    pub rows: Vec<SceneRow>,
    /// The whole clause.
    pub span: Span,
}

/// A row between bars, with as many cells as there are columns.
#[derive(Clone, Debug)]
pub struct SceneRow {
    /// What the cells say; empty for a blank one.
    pub cells: Vec<String>,
    /// From its first cell to its last.
    pub span: Span,
}

/// `espera incumple programa = "1905" con "sobran" en fila 2 columna total`
#[derive(Clone, Debug)]
pub struct Expectation {
    /// How the check must end.
    pub outcome: Outcome,
    /// Which checks: a condition with the rule's subject as its frame. None, and no places: those that no other
    /// expectation names.
    pub which: Option<Expr>,
    /// What the message must contain.
    pub messages: Vec<String>,
    /// Rows of the check; with a column, cells that it must point at.
    pub places: Vec<RowPlace>,
    /// The whole clause.
    pub span: Span,
}

/// `en fila 2 columna total`
#[derive(Clone, Debug)]
pub struct RowPlace {
    /// Row of the scene's table, from 0.
    pub row: u32,
    /// The columns of that name, one a table that has one; empty: any.
    pub columns: Vec<(TableRef, ColumnId)>,
}
