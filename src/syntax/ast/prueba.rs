//! Examples that must come out as they say.

use crate::source::Span;

use super::{Expr, Literal, Name, Phase, Quoted, TablePath};

/// `prueba …`: a scene, and how the checks of a rule must come out in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Prueba {
    /// The rule.
    pub rule: Name,
    /// What it shows.
    pub title: Quoted,
    /// `fase …`; none: revisión.
    pub phases: Vec<Phase>,
    /// `con …`
    pub scenes: Vec<Scene>,
    /// `espera …`
    pub expectations: Vec<Expectation>,
}

/// `con …`
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// What it sets.
    pub kind: SceneKind,
    /// The whole clause.
    pub span: Span,
}

/// What a scene sets.
#[derive(Clone, Debug, PartialEq)]
pub enum SceneKind {
    /// `con parámetro x = 1`
    Parametro {
        /// The parameter.
        name: Name,
        /// Its value.
        value: Literal,
    },
    /// `con vigencia = 2027`
    Vigencia(Literal),
    /// `con hoy = 2026-03-01`
    Today(Literal),
    /// `con plan dependencia "Salud"` and rows: a table's content.
    Table {
        /// `plan`, `aprobado`, `techos`, `plan.totales`
        table: TablePath,
        /// Values of the title block, and `archivo`.
        datos: Vec<Datum>,
        /// Its rows; none: it has none.
        rows: Option<SceneRows>,
    },
}

/// `dependencia "Salud"`
#[derive(Clone, Debug, PartialEq)]
pub struct Datum {
    /// The dato.
    pub name: Name,
    /// Its value.
    pub value: Literal,
}

/// Rows between bars: the first holds column names.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneRows {
    /// The columns' names.
    pub header: Vec<SceneCell>,
    /// The rows; each may have fewer or more cells than the header.
    pub rows: Vec<Vec<SceneCell>>,
}

/// What stands between two bars, without the blanks around it, `\|` undone.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneCell {
    /// The text; empty for a blank cell.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// How a check ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// cumple
    Holds,
    /// incumple
    Fails,
    /// no evaluable
    NotEvaluable,
    /// no aplica
    NotApplicable,
}

impl Outcome {
    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Holds => "cumple",
            Outcome::Fails => "incumple",
            Outcome::NotEvaluable => "no evaluable",
            Outcome::NotApplicable => "no aplica",
        }
    }
}

/// `espera incumple programa = "1905" con "sobran" en fila 2 columna total`
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// How the check must end.
    pub outcome: Outcome,
    /// Which check: a condition over the rule's subject. None: every check, or the one there is.
    pub which: Option<Expr>,
    /// Parts of the message.
    pub messages: Vec<Quoted>,
    /// Where the finding points.
    pub places: Vec<RowPlace>,
    /// The whole clause.
    pub span: Span,
}

/// `en fila 2 columna total`
#[derive(Clone, Debug, PartialEq)]
pub struct RowPlace {
    /// Row of the scene's table, from 1.
    pub row: Literal,
    /// The column.
    pub column: Option<Name>,
}
