//! A prueba's scene made into what rules see: workbooks, their approved versions, reference tables.

use crate::layout::{Plan, SceneForm, read_scene};
use crate::ruleset::model::{
    ColumnId, Format, PartDecl, PartId, PartKind, Prueba, Rule, RuleSet, Scene, TableId, TableRef,
};
use crate::source::Span;
use crate::syntax::ast::LiteralKind;
use crate::table::Table;
use crate::value::Text;

use crate::engine::all::{All, Planes, Source, columns_needed};
use crate::engine::index::Indexes;
use crate::engine::parts::{book_parts, shared_parts};
use crate::engine::world::{Book, Shared, World};
use crate::ruleset::walk::columns_read;

/// What a workbook is called that the scene gives no name.
const PLAN: &str = "plan";

/// A scene's tables.
pub(super) struct Stage<'a> {
    rules: &'a RuleSet,
    scenes: &'a [Scene],
    /// Parallel to the rule set's; those that the scene does not give are empty.
    tables: Vec<Table>,
    /// Of these the ones that stand in each workbook: all workbooks of the scene have the same.
    own: Vec<Option<Table>>,
    /// The tables made out of those, parallel to the rule set's parts.
    parts: Vec<Option<Table>>,
    books: Vec<StagedBook<'a>>,
    /// All workbooks together, for a rule that asks for them.
    planes: Planes<'a>,
    indexes: Indexes,
}

/// A workbook of the scene.
struct StagedBook<'a> {
    file: String,
    /// The sheet of its rows, where the scene names one.
    sheet: Option<String>,
    format: Option<&'a Format>,
    plan: Table,
    approved: Option<Table>,
    /// The tables made out of these two, parallel to the rule set's parts.
    parts: Vec<Option<Table>>,
    /// The scenes that it is made from: places in the prueba's list.
    scenes: Vec<usize>,
}

impl<'a> Stage<'a> {
    /// Makes the tables of a prueba of a rule.
    pub(super) fn new(rules: &'a RuleSet, rule: &Rule, prueba: &'a Prueba) -> Self {
        let scenes = prueba.scenes.as_slice();
        let tables = rules.tables.iter().enumerate().map(|(at, decl)| {
            let given = scenes.iter().find(|scene| matches!(scene.table, TableRef::Reference(id) if id.0 == at));
            let finders: Vec<_> = decl.columns.iter().cloned().map(Some).collect();
            let form = SceneForm { schema: &decl.schema, finders: &finders, blanks: &[] };
            read_scene(form, given, &decl.schema.name)
        });
        let tables: Vec<Table> = tables.collect();
        let own: Vec<Option<Table>> =
            rules.tables.iter().zip(&tables).map(|(decl, table)| decl.of_plan.then(|| table.clone())).collect();
        let staged = |of_book| book(rules, rule, scenes, (of_book, &own));
        let books: Vec<StagedBook<'a>> = split(scenes).into_iter().map(staged).collect();
        let planes = if rule.reads_all { planes(rules, rule, &books) } else { Planes::Partial };
        let parts = shared_parts(rules, &tables, planes.table());
        Stage { rules, scenes, tables, own, parts, books, planes, indexes: Indexes::default() }
    }

    /// What a rule sees: each workbook for one that runs once a workbook, else the tables alone.
    pub(super) fn worlds(&self, rule: &Rule) -> Vec<(World<'_>, usize)> {
        let shared = self.shared();
        if !rule.per_book {
            return vec![(World::new(shared, None), 0)];
        }
        let books = self.books.iter().enumerate();
        books.map(|(at, book)| (World::new(shared, Some(book.as_seen(&self.own))), at)).collect()
    }

    fn shared(&self) -> Shared<'_> {
        let Stage { rules, tables, indexes, planes, parts, .. } = self;
        Shared { rules, tables, indexes, planes, parts }
    }

    /// The first cell that is not of its column's type, with its row's place, as it stands and its column's name; what
    /// begins with `#` is meant so.
    pub(super) fn misread(&self) -> Option<(Span, String, String)> {
        let tables = self.tables.iter().enumerate().map(|(at, table)| (0, TableRef::Reference(TableId(at)), table));
        let books = self.books.iter().enumerate().flat_map(|(at, book)| {
            let approved = book.approved.iter().map(move |table| (at, TableRef::Approved, table));
            std::iter::once((at, TableRef::Plan, &book.plan)).chain(approved)
        });
        tables.chain(books).find_map(|(book, table, rows)| {
            let cells = rows
                .columns
                .iter()
                .flat_map(|column| column.unreadable.iter().map(move |(row, text)| (*row, text, &column.name)));
            let (row, text, name) = cells.into_iter().find(|(_, text, _)| !text.starts_with('#'))?;
            Some((self.span(book, table, rows.rows.get(row)?.row)?, text.to_string(), name.clone()))
        })
    }

    /// Where the prueba has a row of a table; `row` is its row in the scene.
    pub(super) fn span(&self, book: usize, table: TableRef, row: u32) -> Option<Span> {
        let of_book = |at: &usize| self.books.get(book).is_some_and(|book| book.scenes.contains(at));
        let is_shared = matches!(table, TableRef::Reference(_));
        let given = |table: TableRef| self.scenes.iter().any(|scene| scene.table == table);
        let table = match table {
            TableRef::Part(id) if !given(table) => self.rules.parts.get(id.0)?.base,
            table => table,
        };
        let mut scenes = self.scenes.iter().enumerate().filter(|(at, _)| is_shared || of_book(at));
        let scene = scenes.find(|(_, scene)| scene.table == table)?.1;
        Some(scene.rows.get(usize::try_from(row).ok()?)?.span)
    }
}

impl StagedBook<'_> {
    fn as_seen<'s>(&'s self, own: &'s [Option<Table>]) -> Book<'s> {
        Book {
            file: &self.file,
            plan: &self.plan,
            format: self.format,
            identity: &[],
            approved: self.approved.as_ref(),
            approved_format: self.approved.as_ref().and(self.format),
            parts: &self.parts,
            own,
            sheet: self.sheet.as_deref(),
        }
    }
}

/// The workbooks of the scene are the whole set.
fn planes<'a>(rules: &'a RuleSet, rule: &Rule, books: &[StagedBook<'a>]) -> Planes<'a> {
    let plan = |book: &StagedBook<'a>| {
        let format = book.format.or_else(|| rules.formats.first())?;
        Some(Source { identity: book.file.as_str().into(), format })
    };
    let plans: Vec<_> = books.iter().filter_map(|book| Some((plan(book)?, &book.plan))).collect();
    Planes::Whole(All::new(&plans, &columns_needed(rules, std::iter::once(rule))))
}

/// Which scenes each workbook has: a further `con plan` begins a further one.
fn split(scenes: &[Scene]) -> Vec<Vec<usize>> {
    let mut books: Vec<Vec<usize>> = vec![Vec::new()];
    let mut has_plan = false;
    for (at, scene) in scenes.iter().enumerate() {
        if scene.table == TableRef::Plan {
            if has_plan {
                books.push(Vec::new());
            }
            has_plan = true;
        }
        if let Some(book) = books.last_mut().filter(|_| !matches!(scene.table, TableRef::Reference(_))) {
            book.push(at);
        }
    }
    books
}

/// A workbook of the scenes `of_book`, with the tables in its own sheets.
fn book<'a>(
    rules: &'a RuleSet,
    rule: &Rule,
    all: &[Scene],
    (of_book, own): (Vec<usize>, &[Option<Table>]),
) -> StagedBook<'a> {
    let scenes: Vec<&Scene> = of_book.iter().filter_map(|at| all.get(*at)).collect();
    let format = format(rules, rule, &scenes);
    let of = |table: TableRef| scenes.iter().copied().find(|scene| scene.table == table);
    let form = SceneForm {
        schema: format.map_or(&rules.plan, |format| &format.schema),
        finders: format.map_or(&[], |format| &format.columns),
        blanks: format.map_or(&[], |format| &format.blanks),
    };
    let file = of(TableRef::Plan).and_then(|scene| scene.file.clone()).unwrap_or_else(|| PLAN.to_owned());
    let approved = of(TableRef::Approved);
    let approved = approved.map(|scene| plan(read_scene(form, Some(scene), scene.file.as_deref().unwrap_or(&file))));
    let own_plan = Plan { own: own.to_vec(), ..plan(read_scene(form, of(TableRef::Plan), &file)) };
    let seen = Book {
        file: &file,
        plan: &own_plan.table,
        format,
        identity: &[],
        approved: approved.as_ref().map(|plan| &plan.table),
        approved_format: format,
        parts: &[],
        own,
        sheet: None,
    };
    let made = book_parts(rules, &seen, &own_plan, approved.as_ref());
    let parts = made.into_iter().zip(&rules.parts).enumerate();
    let parts = parts.map(|(at, (made, decl))| match decl.kind {
        PartKind::Level(_) | PartKind::Totals => {
            Some(part(decl, form.blanks, (of(TableRef::Part(PartId(at))), of(decl.base)), &file))
        }
        _ => made,
    });
    StagedBook {
        format,
        parts: parts.collect(),
        plan: own_plan.table,
        approved: approved.map(|plan| plan.table),
        file,
        sheet: of(TableRef::Plan).and_then(|scene| scene.sheet.clone()),
        scenes: of_book,
    }
}

/// A plan of which the scene gives the rows; those of levels, and that of the totals, it gives apart.
fn plan(table: Table) -> Plan {
    Plan {
        table,
        levels: Vec::new(),
        totals: Table::default(),
        own: Vec::new(),
        format: 0,
        sheets: Vec::new(),
        identity: Vec::new(),
    }
}

/// The rows of a level, or that of the totals, with the datos of the plan.
fn part(decl: &PartDecl, blanks: &[Text], (given, plan): (Option<&Scene>, Option<&Scene>), file: &str) -> Table {
    let form = SceneForm { schema: &decl.schema, finders: &[], blanks };
    let datos = plan.map(|plan| plan.datos.as_slice()).unwrap_or_default();
    let own = |(column, value): &(ColumnId, LiteralKind)| {
        let at = decl.sources.iter().position(|source| source == column)?;
        Some((ColumnId(at), value.clone()))
    };
    let datos = datos.iter().filter_map(own).collect();
    let scene = given.or(plan).map(|scene| match given {
        Some(given) => Scene { datos, ..given.clone() },
        None => Scene { datos, columns: Vec::new(), rows: Vec::new(), ..scene.clone() },
    });
    read_scene(form, scene.as_ref(), file)
}

/// The format that has all columns that the scene gives, and where there is a choice those that the rule reads.
fn format<'a>(rules: &'a RuleSet, rule: &Rule, scenes: &[&Scene]) -> Option<&'a Format> {
    let of_form = scenes.iter().filter(|scene| matches!(scene.table, TableRef::Plan | TableRef::Approved));
    let given: Vec<_> =
        of_form.flat_map(|scene| scene.columns.iter().chain(scene.datos.iter().map(|(column, _)| column))).collect();
    let read = columns_read(rules, rule);
    let fits = |format: &&Format| given.iter().all(|column| format.has(**column));
    let is_plan = |table: TableRef| matches!(table, TableRef::Plan | TableRef::Approved | TableRef::All);
    let of_plan = read.iter().filter(|(table, _)| is_plan(*table));
    let own: Vec<_> = of_plan.map(|(_, column)| *column).collect();
    let suffices = |format: &&Format| own.iter().all(|column| format.has(*column));
    rules.formats.iter().filter(fits).find(suffices).or_else(|| rules.formats.iter().find(fits))
}
