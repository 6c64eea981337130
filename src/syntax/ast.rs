//! The tree of a rule file: what is written, with its place, before names or types mean anything.

use jiff::civil::Date;

use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::source::Span;
use crate::text::fold;
use crate::value::Unit;

mod changes;
mod excepcion;
mod expr;
mod prueba;
pub use changes::{Fija, Quita};
pub use excepcion::{Excepcion, WaiverSource};
pub use expr::{BinaryOp, CompareOp, Expr, ExprKind, MatchOp, Message, MessagePart};
pub use prueba::{Datum, Expectation, Outcome, Prueba, RowPlace, Scene, SceneCell, SceneKind, SceneRows};

/// A name as written; names are compared by [`Name::key`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As written.
    pub text: String,
    /// Its place.
    pub span: Span,
}

impl Name {
    /// The form in which names are compared: without regard to case and accents.
    pub fn key(&self) -> String {
        fold(&self.text)
    }
}

/// A text in quotes, with its doubled quotes undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The text.
    pub text: String,
    /// Its place, quotes included.
    pub span: Span,
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub struct Literal {
    /// What it is.
    pub kind: LiteralKind,
    /// Its place.
    pub span: Span,
}

/// Kinds of constant.
#[derive(Clone, Debug, PartialEq)]
pub enum LiteralKind {
    /// A number; `$` and `%` give it its unit, and `10 %` is held as 0,1.
    Number(Decimal, Unit),
    /// A text.
    Text(String),
    /// A day.
    Date(Date),
    /// `sí`, `no`, `verdadero`, `falso`.
    Bool(bool),
}

/// An item of a rule file.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The `##` lines right above it, joined by line breaks.
    pub doc: Option<String>,
    /// The item.
    pub kind: ItemKind,
    /// From its keyword to its end.
    pub span: Span,
}

/// Kinds of item.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// `vigencia 2026`
    Vigencia(Literal),
    /// `entidad "Alcaldía de Pasto"`
    Entidad(Quoted),
    /// `usa "otro.cotejo"`
    Usa(Quoted),
    /// `norma nombre "título corto" "descripción"`
    Norma(Norma),
    /// `parámetro nombre : tipo = valor`
    Parametro(Parametro),
    /// `tabla …`
    Tabla(Tabla),
    /// `formato …`
    Formato(Formato),
    /// `regla …`
    Regla(Box<Regla>),
    /// `fija …`
    Fija(Fija),
    /// `quita regla …`
    Quita(Quita),
    /// `función nombre(a, b) = …`
    Funcion(Funcion),
    /// `prueba …`
    Prueba(Box<Prueba>),
    /// `excepción …`
    Excepcion(Box<Excepcion>),
    /// An item whose form is at fault, which has been told; its name, where it could be made out, so that those who
    /// use it are not blamed for it.
    Broken(Option<Name>),
}

/// A norm that rules cite.
#[derive(Clone, Debug, PartialEq)]
pub struct Norma {
    /// Its name in rules.
    pub name: Name,
    /// What reports print.
    pub title: Quoted,
    /// What it is about.
    pub subject: Option<Quoted>,
}

/// A typed value that a run may change.
#[derive(Clone, Debug, PartialEq)]
pub struct Parametro {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeExpr,
    /// Its value.
    pub value: Literal,
}

/// A type as written.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeExpr {
    /// What it is.
    pub kind: TypeKind,
    /// Its place.
    pub span: Span,
}

/// Kinds of type.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// `texto`
    Text,
    /// `código "0000" o "00"`
    Code(Vec<Quoted>),
    /// `entero`
    Integer,
    /// `decimal`
    Decimal,
    /// `pesos`
    Pesos,
    /// `porcentaje`, `porcentaje sobre 100`
    Percent {
        /// `sobre 100`
        hundredths: bool,
    },
    /// `fecha`
    Date,
    /// `lógico`, `lógico con x`
    Bool {
        /// `con x`
        marks: bool,
    },
    /// `uno de "A", "B"`
    Choice(Vec<Quoted>),
}

/// `función nombre(a, b) = expresión`
#[derive(Clone, Debug, PartialEq)]
pub struct Funcion {
    /// Its name.
    pub name: Name,
    /// Its arguments' names.
    pub params: Vec<Name>,
    /// What it gives.
    pub body: Expr,
}

/// Reference data beside the rule file, or in a sheet of each workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Tabla {
    /// Its name.
    pub name: Name,
    /// The file, relative to the rule file; the word `plan` where it is the workbook under review.
    pub file: Quoted,
    /// `desde plan`: it stands in each workbook under review.
    pub of_plan: bool,
    /// The sheet, where the file has several.
    pub sheet: Option<Quoted>,
    /// `termina en "…"`
    pub ends: Vec<Quoted>,
    /// `clave a, b`
    pub keys: Vec<Vec<Name>>,
    /// The columns.
    pub columns: Vec<Columna>,
}

/// How a submitted workbook becomes a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Formato {
    /// The table's name: `plan`.
    pub name: Name,
    /// The form's identifier (`PE-F-012`).
    pub identifier: Quoted,
    /// The form's version.
    pub version: Option<Literal>,
    /// `hoja "…" o "…"`; none: the sheet whose captions fit.
    pub sheets: Vec<Quoted>,
    /// `versión 4 junto a "VERSIÓN"`
    pub marks: Vec<VersionMark>,
    /// `clave a, b`
    pub keys: Vec<Vec<Name>>,
    /// The columns.
    pub columns: Vec<Columna>,
    /// The labelled values of the title block.
    pub datos: Vec<Dato>,
    /// `termina en "TOTAL" o "TOTALES"`
    pub ends: Vec<Quoted>,
    /// `omite donde …`
    pub omits: Vec<Expr>,
    /// `vacíos "NP", "N/A"`
    pub blanks: Vec<Quoted>,
    /// `nivel …`
    pub levels: Vec<Nivel>,
}

/// `nivel programa donde clase = "P" da codigo, total`: rows that are a level of their own, and what they give to the
/// rows below.
#[derive(Clone, Debug, PartialEq)]
pub struct Nivel {
    /// Its name.
    pub name: Name,
    /// Which rows are of this level.
    pub filter: Expr,
    /// The columns that rows below reach.
    pub gives: Vec<Name>,
    /// The whole clause.
    pub span: Span,
}

/// `versión 4 junto a "VERSIÓN"`: what tells that the form is the one in force.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionMark {
    /// What must stand there.
    pub value: Literal,
    /// Where.
    pub label: Beside,
}

/// A place named by a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// On which side of the label.
    pub side: Side,
    /// The label.
    pub label: Quoted,
}

/// On which side of its label a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `junto a`: the next filled cell to the right, or after a colon in the label's own cell.
    Right,
    /// `debajo de`
    Below,
    /// `dentro de`: in the label's own cell, after it.
    Inside,
}

/// A labelled value of the title block.
#[derive(Clone, Debug, PartialEq)]
pub struct Dato {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeExpr,
    /// Where it stands.
    pub place: Beside,
    /// `obligatorio`
    pub required: bool,
    /// `identifica`
    pub identifies: bool,
    /// The whole clause.
    pub span: Span,
}

/// A column of a tabla or a formato, or a family of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Columna {
    /// Its name.
    pub name: Name,
    /// The entries of a family.
    pub family: Option<Entries>,
    /// Its type.
    pub ty: TypeExpr,
    /// `en "Banda / Título" 2 o "…"`; none: its own name is its caption.
    pub captions: Vec<Caption>,
    /// `-> programas` or `-> techos[dependencia, programa]`
    pub reference: Option<ColumnReference>,
    /// `obligatoria`
    pub required: bool,
    /// `hereda`
    pub inherits: bool,
    /// `con punto decimal`
    pub decimal_point: bool,
    /// `separado por ","`: a cell holds several values.
    pub separator: Option<Quoted>,
    /// The whole clause.
    pub span: Span,
}

/// The entries of a family of columns.
#[derive(Clone, Debug, PartialEq)]
pub enum Entries {
    /// `[2024 a 2027]`
    Range(Literal, Literal),
    /// `["Propios", "SGP"]` or `[1, 2, 5]`
    List(Vec<Literal>),
}

/// `-> programas`, `-> techos[dependencia, programa]`
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnReference {
    /// The table.
    pub table: Name,
    /// The columns that make up the key; none: the column itself.
    pub keys: Vec<Name>,
    /// Its place.
    pub span: Span,
}

/// A caption to look for: `"Fuentes / {n}"`, `"Avance" 2`.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption {
    /// The caption, with its band before ` / `.
    pub text: Quoted,
    /// Which of several of that name, from 1.
    pub ordinal: Option<Literal>,
}

/// A phase of the procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// formulación
    Formulacion,
    /// revisión
    Revision,
    /// aprobación
    Aprobacion,
    /// ejecución
    Ejecucion,
    /// modificación
    Modificacion,
    /// publicación
    Publicacion,
}

impl Phase {
    /// All phases in the procedure's order.
    pub const ALL: [Phase; 6] = [
        Phase::Formulacion,
        Phase::Revision,
        Phase::Aprobacion,
        Phase::Ejecucion,
        Phase::Modificacion,
        Phase::Publicacion,
    ];

    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Phase::Formulacion => "formulación",
            Phase::Revision => "revisión",
            Phase::Aprobacion => "aprobación",
            Phase::Ejecucion => "ejecución",
            Phase::Modificacion => "modificación",
            Phase::Publicacion => "publicación",
        }
    }

    /// The phase of a word, without regard to case and accents.
    pub fn parse(word: &str) -> Option<Phase> {
        Phase::ALL.into_iter().find(|phase| fold(phase.word()) == fold(word))
    }
}

/// A check.
#[derive(Clone, Debug, PartialEq)]
pub struct Regla {
    /// Its name.
    pub name: Name,
    /// How grave a failure is; none written: error.
    pub severity: Option<Severity>,
    /// What it demands, as a sentence.
    pub title: Quoted,
    /// `según norma "artículo"`
    pub norms: Vec<Citation>,
    /// `fase …`; none: all.
    pub phases: Vec<Phase>,
    /// `por cada …`, `sobre …`; exactly one is right, and the resolver says so.
    pub subjects: Vec<Subject>,
    /// `cuando …`
    pub conditions: Vec<Expr>,
    /// `sea nombre = …`
    pub lets: Vec<Let>,
    /// `exige …`, each with what follows it.
    pub demands: Vec<Demand>,
}

/// `según norma "artículo"`
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// The norm's name.
    pub norm: Name,
    /// The article.
    pub article: Option<Quoted>,
}

/// What a rule goes over.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Each row, each group or the whole.
    pub kind: SubjectKind,
    /// The table, and `donde`.
    pub from: From,
    /// The whole clause.
    pub span: Span,
}

/// How a rule goes over its table.
#[derive(Clone, Debug, PartialEq)]
pub enum SubjectKind {
    /// `por cada fila de`
    Rows,
    /// `por cada A, B de`
    Groups(Vec<GroupKey>),
    /// `sobre`
    Whole,
}

/// A key of a group: `programa`, or `izquierda(programa, 2) como sector`.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupKey {
    /// The expression.
    pub expr: Expr,
    /// `como NOMBRE`
    pub alias: Option<Name>,
}

/// `T donde …`
#[derive(Clone, Debug, PartialEq)]
pub struct From {
    /// `plan`, `plan.fuentes`, `techos`
    pub table: TablePath,
    /// `donde …`
    pub filter: Option<Box<Expr>>,
}

/// A table's name with what follows a point: `plan`, `plan.fuentes`.
#[derive(Clone, Debug, PartialEq)]
pub struct TablePath {
    /// `plan`
    pub base: Name,
    /// `fuentes`
    pub part: Option<Name>,
}

/// `sea nombre = …`
#[derive(Clone, Debug, PartialEq)]
pub struct Let {
    /// Its name.
    pub name: Name,
    /// Its value.
    pub value: Expr,
}

/// `exige …` and the clauses that belong to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// What must hold.
    pub condition: Expr,
    /// `si no "…"`
    pub message: Option<Message>,
    /// `señala a, b`
    pub marks: Vec<TablePath>,
    /// `ayuda "…"`
    pub help: Option<Message>,
    /// The `exige` clause alone.
    pub span: Span,
}
