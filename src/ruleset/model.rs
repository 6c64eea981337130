//! The typed rule set: every name resolved to an index, every expression with its kind. The engine reads nothing else.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::source::{Sources, Span};
use crate::value::{Type, Value};

mod children;
mod expr;
mod prueba;
mod rule;
mod table;

pub use children::{Child, Frames};
pub use expr::{ArithmeticOp, Expr, Kind, Node, RowSource, Set};
pub use prueba::{Expectation, Prueba, RowPlace, Scene, SceneRow, Variant};
pub use rule::{
    Citation, Demand, GroupKey, Let, Message, MessagePart, Rule, Subject, SubjectKind, Waiver, WaiverSource,
};
pub use table::{
    CaptionFinder, ColumnDecl, ColumnFinder, DatoFinder, Family, Format, FormatLevel, FormatMark, Given, Level,
    PartDecl, PartKind, Reference, Schema, TableDecl, TableRef,
};

/// A whole rule set.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// Its files; the entry first.
    pub sources: Sources,
    /// The fiscal year.
    pub vigencia: i64,
    /// The day that `hoy` means.
    pub today: Date,
    /// The public body.
    pub entity: String,
    /// The norms that rules may cite.
    pub norms: Vec<Norm>,
    /// The parameters, with the values of this run.
    pub parameters: Vec<Parameter>,
    /// The reference tables.
    pub tables: Vec<TableDecl>,
    /// The columns of `plan` (and of `aprobado`): those of all formats together.
    pub plan: Schema,
    /// How workbooks become `plan`.
    pub formats: Vec<Format>,
    /// The tables made out of others that rules name.
    pub parts: Vec<PartDecl>,
    /// The rules, in the order of the files.
    pub rules: Vec<Rule>,
    /// The waivers, in the order of the files.
    pub waivers: Vec<Waiver>,
    /// The pruebas, in the order of the files; those of faulty rules are left out.
    pub pruebas: Vec<Prueba>,
    /// This set with what pruebas change (`con vigencia`, `con hoy`, `con parámetro`); each holds only the rules that
    /// those pruebas are about.
    pub variants: Vec<RuleSet>,
    /// What the typed expressions no longer show of how the set uses its names.
    pub usage: Usage,
}

/// What the set uses, where the typed expressions do not show it.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    /// The parameters that some expression reads, be it as an entry of a family.
    pub parameters: BTreeSet<ParameterId>,
    /// The functions of the set's own: names, and where they are declared.
    pub functions: Vec<(String, Span)>,
    /// Where the functions are declared that some expression calls.
    pub called: BTreeSet<Span>,
    /// Where an entry or a stretch of a family is picked by `vigencia`, `hoy` or a parameter: another column next year.
    pub floating: BTreeSet<Span>,
    /// The rules that some prueba tries, by their names folded.
    pub tested: BTreeSet<String>,
}

impl Usage {
    /// Adds what another expression uses.
    pub(super) fn add(&mut self, more: Usage) {
        self.parameters.extend(more.parameters);
        self.called.extend(more.called);
        self.floating.extend(more.floating);
        self.tested.extend(more.tested);
    }
}

/// Index into [`RuleSet::variants`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VariantId(pub usize);

/// Index into [`RuleSet::tables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TableId(pub usize);
/// Index into [`RuleSet::parts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartId(pub usize);
/// Index into [`RuleSet::parameters`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ParameterId(pub usize);
/// Index into [`RuleSet::rules`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleId(pub usize);
/// Index into [`RuleSet::norms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NormId(pub usize);
/// Index into [`Schema::columns`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ColumnId(pub usize);
/// Index into [`Schema::families`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FamilyId(pub usize);
/// Index into [`Schema::levels`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LevelId(pub usize);
/// Index into [`Rule::lets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LetId(pub usize);

/// A norm.
#[derive(Clone, Debug)]
pub struct Norm {
    /// Its name in rules.
    pub name: String,
    /// What reports print.
    pub title: String,
    /// What it is about.
    pub subject: Option<String>,
    /// Its name's place.
    pub span: Span,
}

/// A parameter with its value.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Its value in this run.
    pub value: Value,
    /// Its name's place.
    pub span: Span,
}
