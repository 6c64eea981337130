//! The typed rule set: every name resolved to an index, every expression with its kind. The engine reads nothing else.

use crate::diagnostic::Severity;
use crate::source::{Sources, Span};
use crate::syntax::ast::{CompareOp, MatchOp, Phase, Side};
use crate::text::fold;
use crate::value::{Text, Type, Unit, Value};

use super::builtins::{Aggregate, Function};

/// A whole rule set.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// Its files; the entry first.
    pub sources: Sources,
    /// The fiscal year.
    pub vigencia: i64,
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
}

/// Index into [`RuleSet::tables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TableId(pub usize);
/// Index into [`RuleSet::parts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartId(pub usize);
/// Index into [`RuleSet::parameters`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ParameterId(pub usize);
/// Index into [`RuleSet::norms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NormId(pub usize);
/// Index into [`Schema::columns`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ColumnId(pub usize);
/// Index into [`Schema::families`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FamilyId(pub usize);
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
}

/// The columns of a table.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The name that rules use: `plan`, `techos`.
    pub name: String,
    /// The columns, each entry of a family being one.
    pub columns: Vec<ColumnDecl>,
    /// The families.
    pub families: Vec<Family>,
    /// What identifies a row, as the rule file says it; empty: it does not say.
    pub key: Vec<ColumnId>,
}

impl Schema {
    /// The column of a name in the form in which names are compared; an entry of a family has no name of its own.
    pub(super) fn column(&self, key: &str) -> Option<ColumnId> {
        let named = |column: &ColumnDecl| column.family.is_none() && fold(&column.name) == key;
        self.columns.iter().position(named).map(ColumnId)
    }

    /// The family of a name in the form in which names are compared.
    pub(super) fn family(&self, key: &str) -> Option<FamilyId> {
        self.families.iter().position(|family| fold(&family.name) == key).map(FamilyId)
    }

    /// The columns that tell one row from another: the key, else the obligatory ones, else all; never datos.
    pub fn identifying(&self) -> Vec<ColumnId> {
        if !self.key.is_empty() {
            return self.key.clone();
        }
        let columns = self.columns.iter().enumerate().filter(|(_, column)| !column.dato);
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
    /// Its type.
    pub ty: Type,
    /// Whether an empty cell is a fault.
    pub required: bool,
    /// Whether it is a dato of the title block: one value in the whole sheet.
    pub dato: bool,
    /// The family it is an entry of, and which.
    pub family: Option<(FamilyId, usize)>,
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

/// A reference table.
#[derive(Clone, Debug)]
pub struct TableDecl {
    /// Its columns.
    pub schema: Schema,
    /// The file, relative to the folder of the rule file, with `/`.
    pub file: String,
    /// The sheet, where the file has several.
    pub sheet: Option<String>,
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
        self.columns.get(column.0).is_some_and(Option::is_some) || dato()
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

/// A table made out of another. Its first columns are those of the other, with the same ids.
#[derive(Clone, Debug)]
pub struct PartDecl {
    /// What it is made out of; never itself a [`TableRef::Part`].
    pub base: TableRef,
    /// How.
    pub kind: PartKind,
    /// Its columns; the name is as rules write it: `plan.fuentes`.
    pub schema: Schema,
}

/// How a table is made out of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// The rows once for each entry of a family, with `nombre` and `valor` after the columns.
    Family(FamilyId),
    /// The rows once for each value of a `separado por` column, with `valor` after the columns.
    Values(ColumnId),
    /// The rows of a level.
    Level(usize),
    /// The rows that end the data.
    Totals,
    /// What differs from the approved version: the key, `tipo`, `campo`, `antes`, `ahora`.
    Changes,
}

/// A check.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// How grave a failure is.
    pub severity: Severity,
    /// What it demands.
    pub title: String,
    /// The norms it rests on.
    pub citations: Vec<Citation>,
    /// When it is judged; empty: always.
    pub phases: Vec<Phase>,
    /// What it goes over.
    pub subject: Subject,
    /// When it applies; all must hold.
    pub conditions: Vec<Expr>,
    /// Local names, each evaluated when first used.
    pub lets: Vec<Let>,
    /// What must hold.
    pub demands: Vec<Demand>,
    /// Whether it reads `plan` or `aprobado`, and so runs once a workbook; else once a run.
    pub per_book: bool,
    /// Whether it reads `aprobado`.
    pub reads_approved: bool,
    /// Its name's place.
    pub span: Span,
}

/// A norm and its article.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The norm.
    pub norm: NormId,
    /// The article.
    pub article: Option<String>,
}

/// What a rule goes over.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The table.
    pub table: TableRef,
    /// Its rows: those for which this holds. The row is the innermost frame.
    pub filter: Option<Expr>,
    /// How.
    pub kind: SubjectKind,
}

/// How a rule goes over its table.
#[derive(Clone, Debug)]
pub enum SubjectKind {
    /// One check a row; the frame is that row.
    Rows,
    /// One check a group; the frame is the group. Keys are evaluated with a row as the innermost frame.
    Groups(Vec<GroupKey>),
    /// One check; the frame is the table with its rows.
    Whole,
}

/// A key of a group.
#[derive(Clone, Debug)]
pub struct GroupKey {
    /// The name that the rule uses.
    pub name: String,
    /// Its value in a row.
    pub expr: Expr,
}

/// `sea nombre = …`
#[derive(Clone, Debug)]
pub struct Let {
    /// Its name.
    pub name: String,
    /// Its value, with the subject as the only frame.
    pub value: Expr,
}

/// What must hold, and what to say when it does not.
#[derive(Clone, Debug)]
pub struct Demand {
    /// What must hold; of kind [`Kind::Bool`].
    pub condition: Expr,
    /// `si no "…"`
    pub message: Option<Message>,
    /// Columns to underline (`señala`); empty: the cells that the condition read.
    pub marks: Vec<ColumnId>,
    /// `ayuda "…"`
    pub help: Option<Message>,
    /// The `exige` clause.
    pub span: Span,
}

/// A text with expressions in it.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its parts in turn.
    pub parts: Vec<MessagePart>,
}

/// A part of a message.
#[derive(Clone, Debug)]
pub enum MessagePart {
    /// A text.
    Text(String),
    /// A value to show.
    Value(Expr),
}

/// What an expression gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A code.
    Code,
    /// A number of a unit.
    Number(Unit),
    /// A day.
    Date,
    /// A truth value.
    Bool,
    /// A row of a table.
    Row(TableRef),
    /// Several values of a kind.
    List(Box<Kind>),
}

/// A typed expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub node: Node,
    /// What it gives.
    pub kind: Kind,
    /// Its place.
    pub span: Span,
}

/// Kinds of typed expression.
///
/// Frames: evaluating a rule begins with one frame, the subject (a row, a group, or the whole table). An aggregate or a
/// quantifier over rows evaluates its inner expressions with a further frame, the row at hand. `up` counts frames
/// outwards from the innermost one.
#[derive(Clone, Debug)]
pub enum Node {
    /// A constant; `vigencia` and `hoy` are constants of the run.
    Constant(Value),
    /// A parameter.
    Parameter(ParameterId),
    /// A column of the row in a frame.
    Column {
        /// Which frame: a row.
        up: usize,
        /// The column.
        column: ColumnId,
    },
    /// A key of the group in a frame.
    Key {
        /// Which frame: a group.
        up: usize,
        /// Which of its keys.
        key: usize,
    },
    /// A dato of `plan` or `aprobado`, without regard to rows.
    Dato {
        /// [`TableRef::Plan`] or [`TableRef::Approved`].
        table: TableRef,
        /// The dato.
        column: ColumnId,
    },
    /// The row number, as Excel shows it, of the row in a frame (`plan.fila`).
    RowNumber {
        /// Which frame.
        up: usize,
    },
    /// The sheet's name of the row in a frame (`plan.hoja`).
    SheetName {
        /// Which frame.
        up: usize,
    },
    /// The workbook's file name (`plan.archivo`).
    FileName(TableRef),
    /// A local name.
    Let(LetId),
    /// The one row with these keys.
    Lookup {
        /// The table, which has a key.
        table: TableRef,
        /// One value for each column of its key.
        keys: Vec<Expr>,
    },
    /// A column of a row that an expression gives.
    Field {
        /// Of kind [`Kind::Row`].
        row: Box<Expr>,
        /// The column.
        column: ColumnId,
    },
    /// `-x`
    Negate(Box<Expr>),
    /// `no x`, three-valued.
    Not(Box<Expr>),
    /// `x y z`, three-valued; two or more operands.
    And(Vec<Expr>),
    /// `x o z`, three-valued; two or more operands.
    Or(Vec<Expr>),
    /// `+ - * /` of numbers, and of dates and days; the kind tells the result's unit.
    Arithmetic(ArithmeticOp, Box<Expr>, Box<Expr>),
    /// `a & b`: texts joined.
    Join(Box<Expr>, Box<Expr>),
    /// `a o bien b`
    Coalesce(Box<Expr>, Box<Expr>),
    /// A comparison.
    Compare {
        /// The operator.
        op: CompareOp,
        /// Left side.
        left: Box<Expr>,
        /// Right side.
        right: Box<Expr>,
        /// `± t`
        tolerance: Option<Box<Expr>>,
    },
    /// `x entre a y b`, both included.
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `x en …`
    In(Box<Expr>, Set),
    /// `x vacío`
    IsEmpty(Box<Expr>),
    /// `x parece "0000"`
    Like(Box<Expr>, crate::value::Pattern),
    /// `x empieza con y` and its like; [`MatchOp::Like`] does not occur.
    Match(MatchOp, Box<Expr>, Box<Expr>),
    /// `si a entonces b de lo contrario c`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `existe techos[a, b]`
    ExistsKey {
        /// The table.
        table: TableRef,
        /// One value for each column of its key.
        keys: Vec<Expr>,
    },
    /// `existe fila de T donde …`; the condition has the row as its innermost frame.
    ExistsRow {
        /// The table.
        table: TableRef,
        /// None: any row at all.
        filter: Option<Box<Expr>>,
    },
    /// `toda fila de T donde … cumple …`
    EveryRow {
        /// The table.
        table: TableRef,
        /// Which rows.
        filter: Option<Box<Expr>>,
        /// What must hold in each.
        holds: Box<Expr>,
    },
    /// An aggregate.
    Aggregate {
        /// Which.
        function: Aggregate,
        /// Over which rows.
        rows: RowSource,
        /// What to take from each row: one expression, or the entries of a family. None: the row itself (`filas`).
        /// With [`RowSource::Here`] they are evaluated in the present frame, else with the row as innermost frame.
        items: Vec<Expr>,
    },
    /// A built-in function of values.
    Call(Function, Vec<Expr>),
    /// `parecido(x, columna)`: the value of a column most like x; empty if none is near.
    Nearest(Box<Expr>, TableRef, ColumnId),
    /// `única(a, b)`: no other row of the rule's table, after its `donde`, has the same values.
    Unique(Vec<Expr>),
}

/// What `en` looks into.
#[derive(Clone, Debug)]
pub enum Set {
    /// A column of a table; a table named alone means its key.
    Column(TableRef, ColumnId),
    /// A list.
    List(Vec<Expr>),
}

/// Over which rows an aggregate goes.
#[derive(Clone, Debug)]
pub enum RowSource {
    /// Along the present row, or a list: no further frame.
    Here,
    /// The rows of the innermost group or whole table.
    Group,
    /// The rows of a table for which a condition holds.
    Query {
        /// The table.
        table: TableRef,
        /// None: all rows.
        filter: Option<Box<Expr>>,
    },
}

/// Arithmetic between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArithmeticOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}
