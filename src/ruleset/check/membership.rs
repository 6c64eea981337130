//! `x en …`: a table's key, a column, a list, or the columns of a family.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind};

use super::super::model::{ColumnId, Expr, Kind, Node, Set, TableRef};
use super::{Checker, column_kind};

impl Checker<'_> {
    /// `item en set`
    pub(super) fn membership(&mut self, item: &ast::Expr, set: &ast::Expr, span: Span) -> Option<Expr> {
        let checked = self.expr(item);
        if let ExprKind::List(elements) = &set.kind {
            let mut checked = checked?;
            let set = self.list(item, &mut checked, elements)?;
            return Some(Expr { node: Node::In(Box::new(checked), set), kind: Kind::Bool, span });
        }
        let set_of = self.set(set, item)?;
        let checked = checked?;
        let kind = self.set_kind(&set_of)?;
        let checked = self.adapt(item, checked, &kind)?;
        if !self.alike(&checked.kind, &kind) {
            let message =
                format!("se busca {} entre valores que son {}", self.kind_words(&checked.kind), self.kind_words(&kind));
            let found = self.kind_words(&checked.kind);
            let fault = Diagnostic::new(Code::TypeMismatch, message)
                .at(checked.span, found)
                .at(set.span, self.kind_words(&kind))
                .help("busque entre valores de la misma clase");
            return self.fault(fault);
        }
        Some(Expr { node: Node::In(Box::new(checked), set_of), kind: Kind::Bool, span })
    }

    /// The elements of a list, all of the item's kind; a lone number among them takes its unit.
    fn list(&mut self, written: &ast::Expr, item: &mut Expr, elements: &[ast::Expr]) -> Option<Set> {
        let mut typed = Some(Vec::new());
        for element in elements {
            let told = self.diagnostics.len();
            let checked = self.expr(element);
            if checked.is_none() && self.diagnostics.len() == told + 1 {
                self.advise_bare_word(element, (written, item), None, false);
            }
            let agreed = checked.and_then(|checked| {
                self.refuse_foreign_choice(element, item);
                self.agree(written, item.clone(), element, checked, "«en»")
            });
            match (agreed, &mut typed) {
                (Some((left, right)), Some(typed)) => {
                    *item = left;
                    typed.push(right);
                }
                _ => typed = None,
            }
        }
        typed.map(Set::List)
    }

    fn set(&mut self, set: &ast::Expr, item: &ast::Expr) -> Option<Set> {
        if let Some((columns, _)) = self.several(set)? {
            return Some(Set::List(columns));
        }
        match &set.kind {
            ExprKind::Name(name) => match self.table_named(name) {
                Some(table) => self.only_key(table, item, set.span).map(|column| Set::Column(table, column)),
                None if self.means_nothing(name) => self.unknown_table(name, "la tabla"),
                None => self.other_set(set),
            },
            ExprKind::Field(base, name) => match &base.kind {
                ExprKind::Name(owner) if self.is_local(owner) || owner.key() == "esta" => self.other_set(set),
                ExprKind::Name(owner) => {
                    let path = ast::TablePath { base: owner.clone(), part: None };
                    let table = self.table_path(&path)?;
                    self.column_set(table, name)
                }
                _ => match self.path(base) {
                    Some(path) => {
                        let table = self.table_path(&path)?;
                        self.column_set(table, name)
                    }
                    None => self.other_set(set),
                },
            },
            _ => self.other_set(set),
        }
    }

    /// A column of a table; where its cells hold several values, all of them.
    fn column_set(&mut self, table: TableRef, name: &ast::Name) -> Option<Set> {
        let column = self.known_column(table, name)?;
        if self.schema(table).columns.get(column.0).is_some_and(|column| column.several) {
            let part = self.part(table, name)?;
            let last = self.schema(part).columns.len().checked_sub(1)?;
            return Some(Set::Column(part, ColumnId(last)));
        }
        Some(Set::Column(table, column))
    }

    /// A table named alone stands for its key, which must be one column.
    fn only_key(&mut self, table: TableRef, item: &ast::Expr, span: Span) -> Option<ColumnId> {
        match self.schema(table).key.as_slice() {
            [only] => Some(*only),
            _ if !self.is_whole(table) => None,
            _ => {
                let fault = self.set_of_many_keys(table, item, span);
                self.fault(fault)
            }
        }
    }

    fn set_kind(&self, set: &Set) -> Option<Kind> {
        match set {
            Set::Column(table, column) => self.schema(*table).columns.get(column.0).map(column_kind),
            Set::List(elements) => elements.first().map(|element| match &element.kind {
                Kind::List(each) => Kind::clone(each),
                kind => kind.clone(),
            }),
        }
    }

    /// Whether a name is neither a value here nor anything else of the rule set's.
    fn means_nothing(&mut self, name: &ast::Name) -> bool {
        let told = self.diagnostics.len();
        let found = self.name(name).is_some();
        let code = self.diagnostics.get(told).map(|fault| fault.code);
        self.diagnostics.truncate(told);
        !found && code == Some(Code::UnknownName)
    }

    /// A list that an expression gives, as `números(t)` does.
    fn other_set(&mut self, set: &ast::Expr) -> Option<Set> {
        let checked = self.expr(set)?;
        if let Kind::List(_) = checked.kind {
            return Some(Set::List(vec![checked]));
        }
        let words = self.kind_words(&checked.kind);
        let fault = Diagnostic::new(
            Code::TypeMismatch,
            format!("después de «en» va una lista, una columna o una tabla, no {words}"),
        );
        let fault = fault.at(set.span, words);
        if matches!(set.kind, ExprKind::Literal(_)) {
            let list = format!("({})", self.written(set.span));
            return self.fault(fault.help(format!("ponga el valor entre paréntesis: {list}")).fix(set.span, list));
        }
        self.fault(fault.help("por ejemplo: tipo en (\"Adición\", \"Crédito\"), o programa en programas"))
    }
}
