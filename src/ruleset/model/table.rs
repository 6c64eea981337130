//! Tables: their columns, and where these are found.

use crate::source::Span;
use crate::syntax::ast::Side;
use crate::text::fold;
use crate::value::{Text, Type, Value};

use super::expr::Expr;
use super::{ColumnId, FamilyId, LevelId, PartId, TableId};

/// The columns of a table.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The name that rules use: `plan`, `techos`.
    pub name: String,
    /// The columns, each entry of a family being one.
    pub columns: Vec<ColumnDecl>,
    /// The families.
    pub families: Vec<Family>,
    /// The levels whose rows stand among those of the data, the outermost first.
    pub levels: Vec<Level>,
    /// What identifies a row, as the rule file says it; empty: it does not say.
    pub key: Vec<ColumnId>,
}

impl Schema {
    /// The column of a name in the form in which names are compared; an entry of a family has no name of its own.
    pub(in crate::ruleset) fn column(&self, key: &str) -> Option<ColumnId> {
        let named = |column: &ColumnDecl| column.family.is_none() && fold(&column.name) == key;
        self.columns.iter().position(named).map(ColumnId)
    }

    /// The family of a name in the form in which names are compared.
    pub(in crate::ruleset) fn family(&self, key: &str) -> Option<FamilyId> {
        self.families.iter().position(|family| fold(&family.name) == key).map(FamilyId)
    }

    /// The level of a name in the form in which names are compared.
    pub(in crate::ruleset) fn level(&self, key: &str) -> Option<LevelId> {
        self.levels.iter().position(|level| fold(&level.name) == key).map(LevelId)
    }

    /// The columns that tell one row from another: the key, else the obligatory ones, else all; never datos, nor what levels give.
    pub fn identifying(&self) -> Vec<ColumnId> {
        if !self.key.is_empty() {
            return self.key.clone();
        }
        let columns = self.columns.iter().enumerate().filter(|(_, column)| !column.dato && column.level.is_none());
        let (required, others): (Vec<_>, Vec<_>) = columns.partition(|(_, column)| column.required);
        let chosen = if required.is_empty() { others } else { required };
        chosen.into_iter().map(|(at, _)| ColumnId(at)).collect()
    }
}

/// A column.
#[derive(Clone, Debug)]
pub struct ColumnDecl {
    /// The name that rules use; for an entry of a family `fuentes["SGR"]`.
    pub name: String,
    /// Its caption as messages show it; a dato's label.
    pub caption: String,
    /// Its type; where a cell holds several values, that of each.
    pub ty: Type,
    /// Whether a cell holds several values (`separado por`).
    pub several: bool,
    /// Whether an empty cell is a fault.
    pub required: bool,
    /// Whether it is a dato of the title block: one value in the whole sheet.
    pub dato: bool,
    /// The family it is an entry of, and which.
    pub family: Option<(FamilyId, usize)>,
    /// The level whose rows give it to the rows below: no column of the row's own.
    pub level: Option<LevelId>,
    /// Where its values must be found.
    pub reference: Option<Reference>,
    /// Its declaration.
    pub span: Span,
}

/// `-> techos[dependencia, programa]`
#[derive(Clone, Debug)]
pub struct Reference {
    /// The table.
    pub table: TableId,
    /// The columns of the referring table that make up the key.
    pub keys: Vec<ColumnId>,
}

/// A family of columns: `fuentes["Propios", "SGP"]`.
#[derive(Clone, Debug)]
pub struct Family {
    /// The name that rules use.
    pub name: String,
    /// The entries' names as values: texts, or whole numbers.
    pub entries: Vec<Value>,
    /// The entries' columns.
    pub columns: Vec<ColumnId>,
}

/// A level: rows that are not data, and what they give to the rows below them.
#[derive(Clone, Debug)]
pub struct Level {
    /// The name that rules use.
    pub name: String,
    /// What its rows give.
    pub gives: Vec<Given>,
    /// Its clause.
    pub span: Span,
}

/// A column of a level's rows, and the one through which the rows below reach its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// The column of the level's rows.
    pub from: ColumnId,
    /// The column of the rows below: `programa.codigo`.
    pub to: ColumnId,
}

/// A level as one format has it.
#[derive(Clone, Debug)]
pub struct FormatLevel {
    /// Which.
    pub level: LevelId,
    /// Which rows are of it; a condition over a row of `plan`.
    pub filter: Expr,
    /// What they give in this format.
    pub gives: Vec<Given>,
}

/// A reference table, or one in a sheet of each workbook.
#[derive(Clone, Debug)]
pub struct TableDecl {
    /// Its columns.
    pub schema: Schema,
    /// The file, relative to the folder of the rule file, with `/`; none where each workbook has its own.
    pub file: String,
    /// Whether it stands in each workbook under review (`desde plan`).
    pub of_plan: bool,
    /// The sheet, where the file has several.
    pub sheet: Option<String>,
    /// First-cell texts that end the data (`TOTAL`).
    pub ends: Vec<Text>,
    /// Where each column is found, one for each of the schema's.
    pub columns: Vec<ColumnFinder>,
    /// The declaration's first line.
    pub span: Span,
    /// The file's name in it.
    pub file_span: Span,
}

/// A form.
#[derive(Clone, Debug)]
pub struct Format {
    /// `PE-F-012`
    pub identifier: String,
    /// `4`
    pub version: Option<String>,
    /// Patterns of sheet names (`*` any rest); none: the sheet whose captions fit.
    pub sheets: Vec<String>,
    /// What tells that the form is the one in force.
    pub marks: Vec<FormatMark>,
    /// The plan's columns as this format declares them; those of other formats are there too, and optional.
    pub schema: Schema,
    /// Where each column of the schema is found; `None`: this format has it not. Datos have their own list.
    pub columns: Vec<Option<ColumnFinder>>,
    /// Where the datos are found.
    pub datos: Vec<DatoFinder>,
    /// First-cell texts that end the data (`TOTAL`).
    pub ends: Vec<Text>,
    /// The levels, the outermost first; a row is of the first whose condition holds.
    pub levels: Vec<FormatLevel>,
    /// Rows to leave out; conditions over a row of `plan`.
    pub omits: Vec<Expr>,
    /// Texts that count as empty (`NP`).
    pub blanks: Vec<Text>,
    /// The declaration's first line.
    pub span: Span,
}

impl Format {
    /// Whether the format has a column, or a dato, of the plan's.
    pub fn has(&self, column: ColumnId) -> bool {
        let dato = || self.datos.iter().any(|dato| dato.column == column);
        let given = || self.levels.iter().flat_map(|level| &level.gives).any(|given| given.to == column);
        self.columns.get(column.0).is_some_and(Option::is_some) || dato() || given()
    }

    /// As reports name it: `PE-F-012 v4`.
    pub fn title(&self) -> String {
        match &self.version {
            Some(version) => format!("{} v{version}", self.identifier),
            None => self.identifier.clone(),
        }
    }
}

/// `versión 4 junto a "VERSIÓN"`
#[derive(Clone, Debug)]
pub struct FormatMark {
    /// What must stand there.
    pub value: Value,
    /// On which side of the label.
    pub side: Side,
    /// The label.
    pub label: String,
    /// Its place in the rule file.
    pub span: Span,
}

/// Where a column is found in a sheet.
#[derive(Clone, Debug)]
pub struct ColumnFinder {
    /// Captions that fit, in order of preference.
    pub captions: Vec<CaptionFinder>,
    /// Whether an empty cell takes the value of its merged area, or of the last filled one above.
    pub inherits: bool,
    /// Whether texts are numbers with a decimal point.
    pub decimal_point: bool,
    /// What parts the values of a cell, where it holds several.
    pub separator: Option<String>,
}

/// A caption, perhaps under a band.
#[derive(Clone, Debug)]
pub struct CaptionFinder {
    /// The band, where the rule file names one: `Fuentes` of `"Fuentes / SGP"`.
    pub band: Option<Text>,
    /// The caption.
    pub caption: Text,
    /// Which of several of that name, from 1; `None`: there must be one only.
    pub ordinal: Option<usize>,
}

/// Where a dato is found.
#[derive(Clone, Debug)]
pub struct DatoFinder {
    /// Its column in the plan's schema.
    pub column: ColumnId,
    /// On which side of the label.
    pub side: Side,
    /// The label.
    pub label: String,
    /// Whether it pairs a workbook with its approved version.
    pub identifies: bool,
}

/// A table that rules go over or look into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TableRef {
    /// This workbook.
    Plan,
    /// This workbook's approved version.
    Approved,
    /// The plans of all workbooks of the run (`planes`); its columns are those of `plan`.
    All,
    /// A reference table.
    Reference(TableId),
    /// A table made out of one of those: `plan.fuentes`, `planes.bpin`.
    Part(PartId),
}

/// A table made out of another. Where its rows are those of the other, once for each value, its first columns are those
/// of the other, with the same ids.
#[derive(Clone, Debug)]
pub struct PartDecl {
    /// What it is made out of; never itself a [`TableRef::Part`].
    pub base: TableRef,
    /// How.
    pub kind: PartKind,
    /// Its columns; the name is as rules write it: `plan.fuentes`.
    pub schema: Schema,
    /// For each column the other's column that it is read from; for `nombre` and `valor` of a family its first one.
    pub sources: Vec<ColumnId>,
}

/// How a table is made out of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// The rows once for each entry of a family, with `nombre` and `valor` after the columns.
    Family(FamilyId),
    /// The rows once for each value of a `separado por` column, with `valor` after the columns.
    Values(ColumnId),
    /// The rows of a level.
    Level(LevelId),
    /// The rows that end the data.
    Totals,
    /// What differs from the approved version: the key, `tipo`, `campo`, `antes`, `ahora`.
    Changes,
}
