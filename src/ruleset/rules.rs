//! Rules as written to typed rules.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::syntax::ast::{self, ExprKind, ItemKind, Regla};
use crate::text::nearest;

use super::check::{Checker, Frame};
use super::declare::Declared;
use super::files::Parsed;
use super::functions;
use super::levels::OpenLevel;
use super::model::{
    Citation, ColumnId, Demand, Expr, FormatLevel, GroupKey, Kind, Let, Message, MessagePart, Node, Rule, RuleId,
    Schema, Subject, SubjectKind, TableRef,
};
use super::names::{Namespace, unknown};

/// Most local names of a rule: each is held against all those before it.
const MAX_LETS: usize = 200;

/// The rules of a set, and their names.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub(super) rules: Vec<Rule>,
    /// None: a rule with a fault.
    pub(super) names: Namespace<Option<RuleId>>,
}

impl Resolved {
    /// The rule of a name; an unknown one is told, unless it is that of an item with a fault.
    pub(super) fn find(&self, name: &ast::Name, diagnostics: &mut Vec<Diagnostic>) -> Option<RuleId> {
        let found = self.names.get(name);
        if found.is_none() && !self.names.is_broken(name) {
            diagnostics.push(unknown(name, "la regla", self.names.words()));
        }
        found.flatten()
    }
}

/// Resolves every rule, and the `omite donde` of every format; faulty ones are told and left out.
pub(super) fn resolve(parsed: &Parsed, declared: &mut Declared, diagnostics: &mut Vec<Diagnostic>) -> Resolved {
    check_reference_keys(declared, diagnostics);
    resolve_levels(declared, diagnostics);
    functions::check(declared, diagnostics);
    resolve_omits(declared, diagnostics);
    let mut resolved = Resolved::default();
    for item in parsed.items() {
        match &item.kind {
            ItemKind::Regla(regla) => add_rule(&mut resolved, declared, regla, diagnostics),
            ItemKind::Broken(Some(name)) => resolved.names.define_broken(name),
            _ => {}
        }
    }
    resolved
}

fn add_rule(resolved: &mut Resolved, declared: &Declared, regla: &Regla, diagnostics: &mut Vec<Diagnostic>) {
    let mut checker = Checker::new(declared);
    let rule = rule(&mut checker, regla);
    let id = rule.is_some().then_some(RuleId(resolved.rules.len()));
    diagnostics.extend(resolved.names.define(&regla.name, id).err());
    resolved.rules.extend(rule);
    diagnostics.append(&mut checker.diagnostics);
    declared.note(checker.usage);
}

/// The conditions of levels, over a row of `plan` that does not yet know what stands above it.
fn resolve_levels(declared: &mut Declared, diagnostics: &mut Vec<Diagnostic>) {
    let open = std::mem::take(&mut declared.levels);
    for (at, levels) in open.into_iter().enumerate() {
        let mut checker = Checker::new(declared);
        checker.frames.push(Frame::Row(TableRef::Plan));
        checker.is_level = true;
        checker.is_reading = true;
        let resolved = levels.into_iter().filter_map(|OpenLevel { level, gives, filter }| {
            let filter = checker.truth(&filter, "lo que sigue a «donde»")?;
            Some(FormatLevel { level, filter, gives })
        });
        let resolved: Vec<FormatLevel> = resolved.collect();
        diagnostics.append(&mut checker.diagnostics);
        declared.note(std::mem::take(&mut checker.usage));
        if let Some(format) = declared.formats.get_mut(at) {
            format.levels = resolved;
        }
    }
}

/// `omite donde`: conditions over a row of `plan`.
fn resolve_omits(declared: &mut Declared, diagnostics: &mut Vec<Diagnostic>) {
    let written = std::mem::take(&mut declared.omits);
    for (at, conditions) in written.iter().enumerate() {
        let mut checker = Checker::new(declared);
        checker.frames.push(Frame::Row(TableRef::Plan));
        checker.is_reading = true;
        let checked = conditions.iter().filter_map(|omit| checker.truth(omit, "lo que sigue a «omite donde»"));
        let checked: Vec<Expr> = checked.collect();
        diagnostics.append(&mut checker.diagnostics);
        declared.note(std::mem::take(&mut checker.usage));
        if let Some(format) = declared.formats.get_mut(at) {
            format.omits = checked;
        }
    }
}

/// `-> techos[a, b]` must give as many columns as the table's key has.
fn check_reference_keys(declared: &Declared, diagnostics: &mut Vec<Diagnostic>) {
    let schemas = declared.tables.iter().map(|table| &table.schema).chain([&declared.plan]);
    for column in schemas.flat_map(|schema| &schema.columns) {
        let Some(reference) = &column.reference else { continue };
        let Some(table) = declared.tables.get(reference.table.0) else { continue };
        if table.schema.key.len() != reference.keys.len() {
            diagnostics.push(Checker::new(declared).wrong_keys(
                TableRef::Reference(reference.table),
                reference.keys.len(),
                column.span,
            ));
        }
    }
}

/// A rule, or its faults in the checker.
pub(super) fn rule(checker: &mut Checker<'_>, regla: &Regla) -> Option<Rule> {
    let citations = citations(checker, &regla.norms);
    let (subject, sound) = subject(checker, regla)?;
    if let Some(beyond) = regla.lets.get(MAX_LETS) {
        let fault = Diagnostic::new(Code::TooLarge, format!("una regla tiene como máximo {MAX_LETS} «sea»"));
        return checker.fault(fault.at(beyond.name.span, "este ya no cabe").help("reparta la regla en varias"));
    }
    let lets = lets(checker, regla, &subject);
    let conditions = regla.conditions.iter().map(|condition| checker.truth(condition, "lo que sigue a «cuando»"));
    let conditions: Vec<Option<Expr>> = conditions.collect();
    let demands: Vec<Option<Demand>> = regla.demands.iter().map(|written| demand(checker, &subject, written)).collect();
    if regla.demands.is_empty() {
        let fault = Diagnostic::new(Code::MissingItem, format!("la regla «{}» no exige nada", regla.name.text));
        checker
            .diagnostics
            .push(fault.at(regla.name.span, "falta «exige»").help("agregue una línea «exige condición»"));
    }
    sound.then_some(Rule {
        name: regla.name.text.clone(),
        severity: regla.severity.unwrap_or(Severity::Error),
        title: regla.title.text.clone(),
        citations,
        phases: regla.phases.clone(),
        subject,
        conditions: conditions.into_iter().collect::<Option<_>>()?,
        lets: lets.into_iter().collect::<Option<_>>()?,
        demands: demands.into_iter().collect::<Option<_>>()?,
        compared: std::mem::take(&mut checker.compared),
        per_book: checker.reads_plan || checker.reads_approved,
        reads_approved: checker.reads_approved,
        reads_all: checker.reads_all,
        span: regla.name.span,
    })
}

/// The norms that a rule, or a waiver, rests on; an unknown one is told and left out.
pub(super) fn citations<'c>(
    checker: &mut Checker<'_>,
    written: impl IntoIterator<Item = &'c ast::Citation>,
) -> Vec<Citation> {
    let mut citations = Vec::new();
    for citation in written {
        match checker.declared.norm_names.get(&citation.norm) {
            Some(norm) => {
                let article = citation.article.as_ref().map(|article| article.text.clone());
                citations.push(Citation { norm, article });
            }
            None if checker.declared.norm_names.is_broken(&citation.norm) => {}
            None => {
                let fault = unknown(&citation.norm, "la norma", checker.declared.norm_names.words());
                checker.diagnostics.push(fault);
            }
        }
    }
    citations
}

/// What the rule goes over, and whether its `donde` is sound; leaves its frame in the checker.
pub(super) fn subject(checker: &mut Checker<'_>, regla: &Regla) -> Option<(Subject, bool)> {
    let Some(written) = regla.subjects.first() else {
        let fault = Diagnostic::new(Code::MissingItem, format!("la regla «{}» no dice qué recorre", regla.name.text));
        return checker.fault(
            fault
                .at(regla.name.span, "falta «por cada»")
                .help("agregue «por cada fila de plan», «por cada programa de plan» o «sobre plan»"),
        );
    };
    if let Some(again) = regla.subjects.get(1) {
        let fault = Diagnostic::new(Code::RepeatedClause, "una regla recorre una sola cosa");
        let fault = fault.at(again.span, "sobra").at(written.span, "ya lo dice aquí");
        checker.diagnostics.push(fault.help("deje una de las dos, o haga dos reglas"));
    }
    let table = checker.table_path(&written.from.table)?;
    checker.frames = vec![Frame::Row(table)];
    let filter = written.from.filter.as_ref().map(|filter| checker.truth(filter, "lo que sigue a «donde»"));
    let sound = !matches!(filter, Some(None));
    let filter = filter.flatten();
    let kind = match &written.kind {
        ast::SubjectKind::Rows => SubjectKind::Rows,
        ast::SubjectKind::Whole => SubjectKind::Whole,
        ast::SubjectKind::Groups(keys) => SubjectKind::Groups(group_keys(checker, keys)?),
    };
    let subject = Subject { table, filter, kind };
    checker.frames = vec![Frame::of(&subject)];
    Some((subject, sound))
}

fn group_keys(checker: &mut Checker<'_>, written: &[ast::GroupKey]) -> Option<Vec<GroupKey>> {
    let mut keys = Vec::new();
    for key in written {
        let told = checker.diagnostics.len();
        let expr = checker.expr(&key.expr);
        if expr.is_none() && checker.diagnostics.len() == told + 1 {
            misspelt_row(checker, &key.expr);
        }
        let expr = expr?;
        let name = match (&key.alias, &key.expr.kind) {
            (Some(alias), _) => alias.text.clone(),
            (None, ExprKind::Name(name)) => name.text.clone(),
            (None, ExprKind::Field(level, name)) if matches!(expr.node, Node::Column { .. }) => match &level.kind {
                ExprKind::Name(level) => format!("{}.{}", level.text, name.text),
                _ => name.text.clone(),
            },
            (None, _) => {
                let fault = Diagnostic::new(Code::MissingItem, "una clave calculada necesita un nombre");
                let help = format!("désele después de «como»: {} como grupo", checker.written(key.expr.span));
                return checker.fault(fault.at(key.expr.span, "sin nombre").help(help));
            }
        };
        if matches!(expr.kind, Kind::Row(_) | Kind::List(_)) {
            let words = checker.kind_words(&expr.kind);
            let fault = Diagnostic::new(Code::TypeMismatch, format!("no se puede agrupar por {words}"));
            let fault = fault.at(key.expr.span, words);
            return checker.fault(fault.help("agrupe por una columna").maybe_help(by_value(&key.expr)));
        }
        keys.push(GroupKey { name, expr });
    }
    Some(keys)
}

/// `por cada filla de plan`: a row was meant, not a column.
fn misspelt_row(checker: &mut Checker<'_>, key: &ast::Expr) {
    let ExprKind::Name(name) = &key.kind else { return };
    let near = nearest(&name.text, ["fila"]).is_some();
    if let Some(told) = checker.diagnostics.last_mut().filter(|told| near && told.code == Code::UnknownName) {
        *told = told.clone().help("¿quiso decir «fila»?").fix(name.span, "fila");
    }
}

/// How to group by each of the values of a column of several.
fn by_value(key: &ast::Expr) -> Option<String> {
    let ExprKind::Name(name) = &key.kind else { return None };
    Some(format!("para agrupar por cada uno de sus valores escriba «por cada valor de plan.{}»", name.text))
}

/// The local names, in order; each sees those before it.
pub(super) fn lets(checker: &mut Checker<'_>, regla: &Regla, subject: &Subject) -> Vec<Option<Let>> {
    let mut lets = Vec::new();
    for written in &regla.lets {
        let value = checker.expr(&written.value);
        refuse_hiding(checker, &written.name, subject);
        checker.define(&written.name, value.as_ref());
        lets.push(value.map(|value| Let { name: written.name.text.clone(), value }));
    }
    lets
}

/// A local name may not hide a column, a key, a parameter, a table or another local name.
fn refuse_hiding(checker: &mut Checker<'_>, name: &ast::Name, subject: &Subject) {
    let schema = checker.schema(subject.table);
    let key = name.key();
    let of_family = || schema.families.get(schema.family(&key)?.0)?.columns.first().copied();
    let column = schema.column(&key).or_else(of_family).and_then(|column| schema.columns.get(column.0));
    let column = column.map(|column| column.span);
    let local = checker.lets.iter().find(|local| local.name.key() == key).map(|local| local.name.span);
    let Some(hidden) = column.or(local).or(checker.declared.names.defined_at(name)) else { return };
    let fault = Diagnostic::new(Code::HiddenName, format!("«{}» ya nombra otra cosa", name.text))
        .at(name.span, "este nombre la taparía")
        .at(hidden, "lo que ya se llama así")
        .help("dé otro nombre a este «sea»");
    checker.diagnostics.push(fault);
}

fn demand(checker: &mut Checker<'_>, subject: &Subject, written: &ast::Demand) -> Option<Demand> {
    let condition = checker.truth(&written.condition, "lo que sigue a «exige»");
    let sentence = written.message.as_ref().map(|text| message(checker, text));
    let help = written.help.as_ref().map(|text| message(checker, text));
    let marks: Vec<ColumnId> = written.marks.iter().flat_map(|mark| marked(checker, subject, mark)).collect();
    Some(Demand {
        condition: condition?,
        message: sentence.map_or(Some(None), |sentence| sentence.map(Some))?,
        marks,
        help: help.map_or(Some(None), |help| help.map(Some))?,
        span: written.span,
    })
}

/// A message's expressions; each must give a value that can be shown.
fn message(checker: &mut Checker<'_>, text: &ast::Message) -> Option<Message> {
    let mut parts = Vec::new();
    for part in &text.parts {
        parts.push(match part {
            ast::MessagePart::Text(text) => MessagePart::Text(text.clone()),
            ast::MessagePart::Value(written) => MessagePart::Value(shown(checker, written)?),
        });
    }
    Some(Message { parts })
}

fn shown(checker: &mut Checker<'_>, written: &ast::Expr) -> Option<Expr> {
    let checked = checker.expr(written)?;
    if let Kind::Row(_) = checked.kind {
        let words = checker.kind_words(&checked.kind);
        let fault = Diagnostic::new(Code::TypeMismatch, format!("un mensaje no puede mostrar {words}"));
        let help = checker.columns_of_row(&checked);
        return checker.fault(fault.at(written.span, words).help(help));
    }
    Some(checked)
}

/// `señala a, b`: columns of the rule's table; a family stands for all its columns.
fn marked(checker: &mut Checker<'_>, subject: &Subject, path: &ast::TablePath) -> Vec<ColumnId> {
    if let (Some(level), Some(name)) = (checker.level(&path.base), &path.part) {
        let reached = ast::Name { text: format!("{}.{}", level.name, name.text), span: name.span };
        return checker.known_column(subject.table, &reached).into_iter().collect();
    }
    let name = path.part.as_ref().unwrap_or(&path.base);
    let schema: &Schema = checker.schema(subject.table);
    if let Some(family) = schema.family(&name.key()).and_then(|family| schema.families.get(family.0)) {
        return family.columns.clone();
    }
    checker.known_column(subject.table, name).into_iter().collect()
}
