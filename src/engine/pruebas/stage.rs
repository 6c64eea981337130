//! A prueba's scene made into what rules see: workbooks, their approved versions, reference tables.

use crate::layout::{SceneForm, read_scene};
use crate::ruleset::model::{Format, Prueba, Rule, RuleSet, Scene, TableRef};
use crate::source::Span;
use crate::table::Table;

use crate::engine::index::Indexes;
use crate::engine::walk::columns_read;
use crate::engine::world::{Book, Shared, World};

/// What a workbook is called that the scene gives no name.
const PLAN: &str = "plan";

/// A scene's tables.
pub(super) struct Stage<'a> {
    rules: &'a RuleSet,
    scenes: &'a [Scene],
    /// Parallel to the rule set's; those that the scene does not give are empty.
    tables: Vec<Table>,
    books: Vec<StagedBook<'a>>,
    indexes: Indexes,
}

/// A workbook of the scene.
struct StagedBook<'a> {
    file: String,
    format: Option<&'a Format>,
    plan: Table,
    approved: Option<Table>,
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
        let books = split(scenes).into_iter().map(|own| book(rules, rule, scenes, own));
        Stage { rules, scenes, tables: tables.collect(), books: books.collect(), indexes: Indexes::default() }
    }

    /// What a rule sees: each workbook for one that runs once a workbook, else the tables alone.
    pub(super) fn worlds(&self, rule: &Rule) -> Vec<(World<'_>, usize)> {
        let shared = self.shared();
        if !rule.per_book {
            return vec![(World::new(shared, None), 0)];
        }
        let books = self.books.iter().enumerate();
        books.map(|(at, book)| (World::new(shared, Some(book.as_seen())), at)).collect()
    }

    fn shared(&self) -> Shared<'_> {
        Shared { rules: self.rules, tables: &self.tables, indexes: &self.indexes, all: None, parts: &[] }
    }

    /// Where the prueba has a row of a table; `row` is its row in the scene.
    pub(super) fn span(&self, book: usize, table: TableRef, row: u32) -> Option<Span> {
        let of_book = |at: &usize| self.books.get(book).is_some_and(|book| book.scenes.contains(at));
        let is_shared = matches!(table, TableRef::Reference(_));
        let mut scenes = self.scenes.iter().enumerate().filter(|(at, _)| is_shared || of_book(at));
        let scene = scenes.find(|(_, scene)| scene.table == table)?.1;
        Some(scene.rows.get(usize::try_from(row).ok()?)?.span)
    }
}

impl StagedBook<'_> {
    fn as_seen(&self) -> Book<'_> {
        Book {
            file: &self.file,
            plan: &self.plan,
            format: self.format,
            identity: &[],
            approved: self.approved.as_ref(),
            approved_format: self.approved.as_ref().and(self.format),
            parts: &[],
        }
    }
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

fn book<'a>(rules: &'a RuleSet, rule: &Rule, all: &[Scene], own: Vec<usize>) -> StagedBook<'a> {
    let scenes: Vec<&Scene> = own.iter().filter_map(|at| all.get(*at)).collect();
    let format = format(rules, rule, &scenes);
    let of = |table: TableRef| scenes.iter().copied().find(|scene| scene.table == table);
    let form = SceneForm {
        schema: format.map_or(&rules.plan, |format| &format.schema),
        finders: format.map_or(&[], |format| &format.columns),
        blanks: format.map_or(&[], |format| &format.blanks),
    };
    let file = of(TableRef::Plan).and_then(|scene| scene.file.clone()).unwrap_or_else(|| PLAN.to_owned());
    let approved = of(TableRef::Approved);
    StagedBook {
        format,
        plan: read_scene(form, of(TableRef::Plan), &file),
        approved: approved.map(|scene| read_scene(form, Some(scene), scene.file.as_deref().unwrap_or(&file))),
        file,
        scenes: own,
    }
}

/// The format that has all columns that the scene gives, and where there is a choice those that the rule reads.
fn format<'a>(rules: &'a RuleSet, rule: &Rule, scenes: &[&Scene]) -> Option<&'a Format> {
    let of_form = scenes.iter().filter(|scene| matches!(scene.table, TableRef::Plan | TableRef::Approved));
    let given: Vec<_> =
        of_form.flat_map(|scene| scene.columns.iter().chain(scene.datos.iter().map(|(column, _)| column))).collect();
    let read = columns_read(rules, rule);
    let fits = |format: &&Format| given.iter().all(|column| format.has(**column));
    let suffices = |format: &&Format| read.iter().all(|(_, column)| format.has(*column));
    rules.formats.iter().filter(fits).find(suffices).or_else(|| rules.formats.iter().find(fits))
}
