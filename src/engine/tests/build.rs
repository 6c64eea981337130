//! A small plan, one reference table, and typed rules over them, built by hand.

use std::cell::RefCell;

use crate::cell::SheetPlace;
use crate::decimal::Decimal;
use crate::diagnostic::Severity;
use crate::engine::finding::Finding;
use crate::engine::{Book, Judged, judge};
use crate::ruleset::builtins::Aggregate;
use crate::ruleset::model::{
    ColumnDecl, ColumnFinder, ColumnId, Demand, Expr, Format, GroupKey, Kind, LetId, Node, RowSource, Rule, RuleSet,
    Schema, Subject, SubjectKind, TableDecl, TableId, TableRef,
};
use crate::source::{FileId, Source, Sources, Span};
use crate::syntax::ast::{CompareOp, Phase};
use crate::table::{Block, Column, Data, Origin, RowOrigin, State, Table};
use crate::value::{Text, Type, Unit, Value};

/// `meta` is the key, `total` obligatory too, the rest optional.
pub(super) const PLAN: [&str; 5] = ["meta", "programa", "total", "propios", "sgp"];
/// `programa` is the key.
pub(super) const TECHOS: [&str; 2] = ["programa", "valor"];
pub(super) const TECHOS_REF: TableRef = TableRef::Reference(TableId(0));

fn span() -> Span {
    Span::new(FileId(0), 0, 0)
}

fn column(name: &str) -> ColumnDecl {
    let ty = if matches!(name, "meta" | "programa") { Type::Code(Vec::new()) } else { Type::Pesos };
    let (name, caption) = (name.to_owned(), name.to_uppercase());
    let required = name == "meta" || name == "total";
    let (several, dato, family, level, reference) = (false, false, None, None, None);
    ColumnDecl { name, caption, ty, several, required, dato, family, level, reference, span: span() }
}

fn schema(name: &str, columns: &[&str]) -> Schema {
    let columns = columns.iter().map(|name| column(name)).collect();
    Schema { name: name.to_owned(), columns, families: Vec::new(), levels: Vec::new(), key: vec![ColumnId(0)] }
}

/// A table from texts: an empty one is an empty cell, one with `#` an unreadable cell. Row 1 of the sheet has the captions.
pub(super) fn table(schema: &Schema, file: &str, rows: &[&str]) -> Table {
    let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.split('|').map(str::trim).collect()).collect();
    let place = SheetPlace { file: file.into(), sheet: "Plan".into() };
    let columns = (0..schema.columns.len()).map(|at| {
        let texts: Vec<&str> = cells.iter().map(|row| row.get(at).copied().unwrap_or("")).collect();
        typed(&schema.columns[at], &texts)
    });
    Table {
        name: schema.name.clone(),
        blocks: vec![Block {
            place,
            columns: (0..schema.columns.len()).map(|at| Some(at as u32)).collect(),
            formulas: [].into(),
        }],
        rows: (1..=rows.len()).map(|row| RowOrigin { block: 0, row: row as u32 }).collect(),
        columns: columns.collect(),
        ..Table::default()
    }
}

fn typed(decl: &ColumnDecl, texts: &[&str]) -> Column {
    let state = |text: &&str| match *text {
        "" => State::Empty,
        text if text.starts_with('#') => State::Unreadable,
        _ => State::Present,
    };
    let states: Vec<State> = texts.iter().map(state).collect();
    let unreadable = texts.iter().enumerate().filter(|(_, text)| text.starts_with('#'));
    let unreadable = unreadable.map(|(row, text)| (row, (*text).into())).collect();
    let data = match decl.ty {
        Type::Pesos => {
            let number = |text: &&str| Decimal::parse(text).unwrap_or_default();
            Data::Number(texts.iter().map(number).collect(), Unit::Pesos)
        }
        _ => Data::Code(texts.iter().map(|text| (*text).into()).collect()),
    };
    let (name, caption) = (decl.name.clone(), decl.caption.clone());
    Column { name, caption, data, states, unreadable, origin: Origin::Block }
}

/// A rule set of one rule, and what its expressions are written as.
pub(super) struct Build {
    pub(super) rules: RuleSet,
    text: RefCell<String>,
}

impl Build {
    pub(super) fn new() -> Self {
        let techos = TableDecl {
            schema: schema("techos", &TECHOS),
            file: "techos.csv".to_owned(),
            of_plan: false,
            sheet: None,
            ends: Vec::new(),
            columns: Vec::new(),
            span: span(),
            file_span: span(),
        };
        let finder = ColumnFinder { captions: Vec::new(), inherits: false, decimal_point: false, separator: None };
        let format = Format {
            identifier: "PE-F-012".to_owned(),
            version: None,
            sheets: Vec::new(),
            marks: Vec::new(),
            schema: schema("plan", &PLAN),
            columns: vec![Some(finder); PLAN.len()],
            datos: Vec::new(),
            ends: Vec::<Text>::new(),
            levels: Vec::new(),
            omits: Vec::new(),
            blanks: Vec::new(),
            span: span(),
        };
        let rules = RuleSet {
            sources: Sources::default(),
            vigencia: 2026,
            today: jiff::civil::date(2026, 1, 20),
            entity: "Pasto".to_owned(),
            norms: Vec::new(),
            parameters: Vec::new(),
            tables: vec![techos],
            plan: schema("plan", &PLAN),
            formats: vec![format],
            parts: Vec::new(),
            rules: Vec::new(),
            pruebas: Vec::new(),
            variants: Vec::new(),
            waivers: Vec::new(),
            usage: Default::default(),
        };
        Build { rules, text: RefCell::default() }
    }

    /// An expression that the rule file writes as `text`.
    pub(super) fn expr(&self, text: &str, kind: Kind, node: Node) -> Expr {
        let mut all = self.text.borrow_mut();
        let start = all.len();
        all.push_str(text);
        Expr { node, kind, span: Span::new(FileId(0), start, all.len()) }
    }

    pub(super) fn col(&self, name: &str) -> Expr {
        self.col_up(name, 0)
    }

    pub(super) fn col_up(&self, name: &str, up: usize) -> Expr {
        let at = PLAN.iter().position(|column| *column == name).unwrap();
        self.expr(name, kind(name), Node::Column { up, column: ColumnId(at) })
    }

    pub(super) fn techo(&self, name: &str) -> Expr {
        let at = TECHOS.iter().position(|column| *column == name).unwrap();
        self.expr(name, kind(name), Node::Column { up: 0, column: ColumnId(at) })
    }

    pub(super) fn pesos(&self, whole: i64) -> Expr {
        let value = Value::Number(Decimal::from(whole), Unit::Pesos);
        self.expr(&whole.to_string(), Kind::Number(Unit::Pesos), Node::Constant(value))
    }

    pub(super) fn truth(&self, text: &str, node: Node) -> Expr {
        self.expr(text, Kind::Bool, node)
    }

    pub(super) fn compare(&self, left: Expr, op: CompareOp, right: Expr) -> Expr {
        let (left, right) = (Box::new(left), Box::new(right));
        self.truth("comparación", Node::Compare { op, left, right, tolerance: None })
    }

    pub(super) fn aggregate(&self, function: Aggregate, rows: RowSource, items: Vec<Expr>) -> Expr {
        self.expr("agregado(…)", Kind::Number(Unit::Pesos), Node::Aggregate { function, rows, items })
    }

    /// `suma(column)` over the group.
    pub(super) fn sum(&self, column: &str) -> Expr {
        let mut sum = self.aggregate(Aggregate::Sum, RowSource::Group, vec![self.col(column)]);
        sum.span = self.expr(&format!("suma({column})"), Kind::Bool, Node::And(Vec::new())).span;
        sum
    }

    /// `techos[key].valor`
    pub(super) fn techo_of(&self, key: Expr) -> Expr {
        let row = Node::Lookup { table: TECHOS_REF, keys: vec![key] };
        let row = Box::new(self.expr("techos[programa]", Kind::Row(TECHOS_REF), row));
        self.expr("techos[programa].valor", kind("valor"), Node::Field { row, column: ColumnId(1) })
    }

    pub(super) fn local(&self, at: usize) -> Expr {
        self.expr("techo", kind("valor"), Node::Let(LetId(at)))
    }

    /// A rule over `plan` that demands `condition`; change it as the test asks.
    pub(super) fn rule(&self, kind: SubjectKind, condition: Expr) -> Rule {
        Rule {
            name: "prueba".to_owned(),
            severity: Severity::Error,
            title: "Título".to_owned(),
            citations: Vec::new(),
            phases: Vec::new(),
            subject: Subject { table: TableRef::Plan, filter: None, kind },
            conditions: Vec::new(),
            lets: Vec::new(),
            demands: vec![demand(condition)],
            compared: Vec::new(),
            per_book: true,
            reads_approved: false,
            reads_all: false,
            span: span(),
        }
    }

    /// `por cada programa de plan`
    pub(super) fn by_programa(&self) -> SubjectKind {
        SubjectKind::Groups(vec![GroupKey { name: "programa".to_owned(), expr: self.col("programa") }])
    }

    /// Judges one rule over a plan and techos.
    pub(super) fn judge(&mut self, rule: Rule, plan: &[&str], techos: &[&str]) -> Judged {
        self.judge_read(rule, plan, techos, Vec::new())
    }

    pub(super) fn judge_read(&mut self, rule: Rule, plan: &[&str], techos: &[&str], read: Vec<Finding>) -> Judged {
        self.rules.rules = vec![rule];
        let mut sources = Sources::default();
        sources.add(Source::new("reglas.cotejo", &self.text.borrow()));
        self.rules.sources = sources;
        let plan = table(&self.rules.plan, "planes/salud.xlsx", plan);
        let tables = [table(&self.rules.tables[0].schema, "techos.csv", techos)];
        let book = Book {
            file: "planes/salud.xlsx",
            plan: &plan,
            format: self.rules.formats.first(),
            identity: &[],
            approved: None,
            approved_format: None,
            parts: &[],
            own: &[],
            sheet: None,
        };
        judge(&self.rules, &tables, Some(book), read, Phase::Revision)
    }
}

pub(super) fn demand(condition: Expr) -> Demand {
    let span = condition.span;
    Demand { condition, message: None, marks: Vec::new(), help: None, span }
}

fn kind(column: &str) -> Kind {
    if matches!(column, "meta" | "programa") { Kind::Code } else { Kind::Number(Unit::Pesos) }
}

/// cumple, incumple, no aplica, no evaluable
pub(super) fn counts(judged: &Judged) -> [usize; 4] {
    let counts = &judged.counts[0];
    [counts.holds, counts.fails, counts.not_applicable, counts.not_evaluable]
}

pub(super) fn cells(finding: &Finding) -> Vec<String> {
    finding.cells.iter().map(ToString::to_string).collect()
}
