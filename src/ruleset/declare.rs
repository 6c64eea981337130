//! Items to declarations: norms, parameters, tables and formats, with their names.

use std::cell::RefCell;
use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Sources, Span};
use crate::syntax::ast::{self, ItemKind};
use crate::text::fold;
use crate::value::{Text, Type, Unit, Value};

use super::files::{Parsed, ParsedFile, beside};
use super::functions::{self, FunctionId, Functions};
use super::levels::OpenLevel;
use super::literals::{Override, resolve_type, typed_literal};
use super::model::{
    Format, Norm, NormId, Parameter, ParameterId, Rule, RuleSet, Schema, TableDecl, TableId, Usage, Waiver,
};
use super::names::{Namespace, refuse_built_in};
use super::parts::Parts;
use super::plan::PlanBuilder;
use super::schema::table_schema;

/// What a name of the rule set's own stands for in an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Parameter(ParameterId),
    Table(TableId),
    Function(FunctionId),
}

/// Everything that rules may refer to.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    /// What the files say, for messages that repeat it.
    pub(super) sources: Sources,
    pub(super) vigencia: i64,
    pub(super) entity: String,
    pub(super) today: Date,
    pub(super) norm_names: Namespace<NormId>,
    pub(super) norms: Vec<Norm>,
    pub(super) names: Namespace<Meaning>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) tables: Vec<TableDecl>,
    pub(super) plan: Schema,
    pub(super) formats: Vec<Format>,
    /// The tables made out of others that rules name.
    pub(super) parts: Parts,
    pub(super) functions: Functions,
    /// Whether a `formato plan` stands in the set, be it a faulty one.
    pub(super) has_plan: bool,
    /// Whether `plan` could be understood whole, so that an unknown column of it is a fault of the rule.
    pub(super) plan_is_whole: bool,
    /// The levels of each format, their conditions to be resolved once all names are known.
    pub(super) levels: Vec<Vec<OpenLevel>>,
    /// The `omite donde` conditions of each format, to be resolved once all names are known.
    pub(super) omits: Vec<Vec<ast::Expr>>,
    /// What expressions have used so far.
    usage: RefCell<Usage>,
}

impl Declared {
    /// Remembers what more expressions use.
    pub(super) fn note(&self, more: Usage) {
        self.usage.borrow_mut().add(more);
    }

    /// The rule set, once its rules are resolved.
    pub(super) fn into_ruleset(self, sources: Sources, rules: Vec<Rule>, waivers: Vec<Waiver>) -> RuleSet {
        let usage = Usage { functions: self.functions.places(), ..self.usage.into_inner() };
        RuleSet {
            sources,
            vigencia: self.vigencia,
            today: self.today,
            entity: self.entity,
            norms: self.norms,
            parameters: self.parameters,
            tables: self.tables,
            plan: self.plan,
            formats: self.formats,
            parts: self.parts.into_declared(),
            rules,
            pruebas: Vec::new(),
            variants: Vec::new(),
            waivers,
            usage,
        }
    }
}

/// Declares all items but rules.
pub(super) fn declare(
    parsed: &Parsed,
    overrides: &[Override],
    today: Date,
    diagnostics: &mut Vec<Diagnostic>,
) -> Declared {
    let mut declared = Declared {
        sources: parsed.sources.clone(),
        vigencia: head_item(parsed, diagnostics, &VIGENCIA).unwrap_or(i64::from(today.year())),
        entity: head_item(parsed, diagnostics, &ENTIDAD).unwrap_or_default(),
        today,
        norm_names: Namespace::default(),
        norms: Vec::new(),
        names: Namespace::default(),
        parameters: Vec::new(),
        tables: Vec::new(),
        plan: Schema::default(),
        formats: Vec::new(),
        parts: Parts::default(),
        functions: Functions::default(),
        has_plan: false,
        plan_is_whole: true,
        levels: Vec::new(),
        omits: Vec::new(),
        usage: RefCell::new(Usage { tested: tested(parsed), ..Usage::default() }),
    };
    for item in parsed.items() {
        declare_item(&mut declared, item, overrides, diagnostics);
    }
    for item in parsed.items() {
        if let ItemKind::Tabla(tabla) = &item.kind {
            fill_table(&mut declared, &parsed.sources, tabla, diagnostics);
        }
    }
    fill_plan(&mut declared, parsed, diagnostics);
    if !declared.has_plan {
        let broken = parsed.items().any(|item| matches!(item.kind, ItemKind::Broken(_)));
        declared.plan_is_whole = !broken;
    }
    declared
}

/// The rules that pruebas try.
fn tested(parsed: &Parsed) -> BTreeSet<String> {
    let tried = parsed.items().filter_map(|item| match &item.kind {
        ItemKind::Prueba(prueba) => Some(prueba.rule.key()),
        _ => None,
    });
    tried.collect()
}

fn declare_item(declared: &mut Declared, item: &ast::Item, overrides: &[Override], diagnostics: &mut Vec<Diagnostic>) {
    let outcome = match &item.kind {
        ItemKind::Norma(norma) => declare_norm(declared, norma),
        ItemKind::Parametro(parametro) => declare_parameter(declared, parametro, overrides, diagnostics),
        ItemKind::Tabla(tabla) => declare_table(declared, tabla),
        ItemKind::Funcion(funcion) => functions::declare(declared, funcion),
        ItemKind::Broken(Some(name)) => {
            declared.norm_names.define_broken(name);
            declared.names.define_broken(name);
            declared.plan_is_whole &= name.key() != "plan";
            Ok(())
        }
        _ => Ok(()),
    };
    diagnostics.extend(outcome.err());
}

fn declare_norm(declared: &mut Declared, norma: &ast::Norma) -> Result<(), Diagnostic> {
    declared.norm_names.define(&norma.name, NormId(declared.norms.len()))?;
    declared.norms.push(Norm {
        name: norma.name.text.clone(),
        title: norma.title.text.clone(),
        subject: norma.subject.as_ref().map(|subject| subject.text.clone()),
        span: norma.name.span,
    });
    Ok(())
}

fn declare_parameter(
    declared: &mut Declared,
    parametro: &ast::Parametro,
    overrides: &[Override],
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(), Diagnostic> {
    if let Some(fault) = refuse_built_in(&parametro.name) {
        return Err(fault);
    }
    let given = overrides.iter().find(|given| given.key == parametro.name.key());
    let typed = resolve_type(&parametro.ty, diagnostics).and_then(|ty| {
        let value = typed_literal(&parametro.value, &ty);
        let value = value.and_then(|value| given.map_or(Ok(value), |given| typed_literal(&given.value, &ty)));
        value.map_err(|fault| diagnostics.push(fault)).ok().map(|value| (ty, value))
    });
    let Some((ty, value)) = typed else {
        declared.names.define_broken(&parametro.name);
        return Ok(());
    };
    declared.names.define(&parametro.name, Meaning::Parameter(ParameterId(declared.parameters.len())))?;
    declared.parameters.push(Parameter { name: parametro.name.text.clone(), ty, value, span: parametro.name.span });
    Ok(())
}

/// Gives a table its name and place, so that others can refer to it before its columns are known.
fn declare_table(declared: &mut Declared, tabla: &ast::Tabla) -> Result<(), Diagnostic> {
    if let Some(fault) = refuse_built_in(&tabla.name) {
        return Err(fault);
    }
    declared.names.define(&tabla.name, Meaning::Table(TableId(declared.tables.len())))?;
    declared.tables.push(TableDecl {
        schema: Schema { name: tabla.name.text.clone(), ..Schema::default() },
        file: String::new(),
        of_plan: tabla.of_plan,
        ends: tabla.ends.iter().map(|end| Text::new(&end.text)).collect(),
        sheet: tabla.sheet.as_ref().map(|sheet| sheet.text.clone()),
        columns: Vec::new(),
        span: tabla.name.span,
        file_span: tabla.file.span,
    });
    Ok(())
}

fn fill_table(declared: &mut Declared, sources: &Sources, tabla: &ast::Tabla, diagnostics: &mut Vec<Diagnostic>) {
    let Some(Meaning::Table(id)) = declared.names.get(&tabla.name) else { return };
    if declared.names.defined_at(&tabla.name) != Some(tabla.name.span) {
        return;
    }
    let (schema, finders) = table_schema(tabla, declared, diagnostics);
    let rule_file = sources.get(tabla.file.span.file).map_or("", |source| source.path.as_str());
    if let Some(table) = declared.tables.get_mut(id.0) {
        table.file = if tabla.of_plan { String::new() } else { beside(rule_file, &tabla.file.text) };
        table.schema = schema;
        table.columns = finders;
    }
}

fn fill_plan(declared: &mut Declared, parsed: &Parsed, diagnostics: &mut Vec<Diagnostic>) {
    let mut plan = PlanBuilder::default();
    for item in parsed.items() {
        let ItemKind::Formato(formato) = &item.kind else { continue };
        declared.has_plan = true;
        if formato.name.key() == "plan" {
            plan.add(formato, declared, diagnostics);
            declared.omits.push(formato.omits.clone());
        } else {
            diagnostics.push(
                Diagnostic::new(Code::UnknownName, format!("un formato se llama «plan», no «{}»", formato.name.text))
                    .at(formato.name.span, "se espera plan")
                    .help(format!("escriba «formato plan \"{}\"»", formato.identifier.text))
                    .fix(formato.name.span, "plan"),
            );
        }
    }
    declared.plan_is_whole &= !plan.has_faults;
    declared.plan = plan.schema;
    declared.formats = plan.formats;
    declared.levels = plan.levels;
}

/// An item of which the set has exactly one, in an entry file.
struct Head<T> {
    word: &'static str,
    example: &'static str,
    read: fn(&ItemKind) -> Option<HeadValue<T>>,
}

/// What such an item says, or its fault.
struct HeadValue<T> {
    value: Result<T, Diagnostic>,
    span: Span,
}

const VIGENCIA: Head<i64> = Head {
    word: "vigencia",
    example: "vigencia 2026",
    read: |item| match item {
        ItemKind::Vigencia(year) => {
            let value = typed_literal(year, &Type::Integer).and_then(|value| self::year(&value, year));
            Some(HeadValue { value, span: year.span })
        }
        _ => None,
    },
};

const ENTIDAD: Head<String> = Head {
    word: "entidad",
    example: "entidad \"Alcaldía de Pasto\"",
    read: |item| match item {
        ItemKind::Entidad(name) => Some(HeadValue { value: Ok(name.text.clone()), span: name.span }),
        _ => None,
    },
};

/// A fiscal year.
pub(super) fn year(value: &Value, year: &ast::Literal) -> Result<i64, Diagnostic> {
    match value {
        Value::Number(number, Unit::Plain) => number.to_i64().filter(|year| (1900..=9999).contains(year)),
        _ => None,
    }
    .ok_or_else(|| {
        let fault = Diagnostic::new(Code::BadLiteral, "la vigencia es un año de cuatro cifras");
        fault.at(year.span, "año").help("escriba el año completo: 2026")
    })
}

fn head_item<T>(parsed: &Parsed, diagnostics: &mut Vec<Diagnostic>, head: &Head<T>) -> Option<T> {
    let found_in = |counts: fn(&ParsedFile) -> bool| -> Vec<HeadValue<T>> {
        let items = parsed.files.iter().filter(|file| counts(file)).flat_map(|file| &file.items);
        items.filter_map(|item| (head.read)(&item.kind)).collect()
    };
    // In a folder whose entry leaves it to a file that it uses, that file is one of the set all the same.
    let of_entries = found_in(|file| file.is_entry);
    let found = if of_entries.is_empty() { found_in(|file| file.is_named) } else { of_entries };
    let mut found = found.into_iter();
    let Some(first) = found.next() else {
        if !parsed.files.is_empty() && !is_broken(parsed, head.word) {
            diagnostics.push(missing_head(parsed, head));
        }
        return None;
    };
    for again in found {
        diagnostics.push(
            Diagnostic::new(Code::DuplicateName, format!("«{}» se dice dos veces", head.word))
                .at(again.span, "segunda vez")
                .at(first.span, "primera vez")
                .help("deje una sola en el archivo principal"),
        );
    }
    first.value.map_err(|fault| diagnostics.push(fault)).ok()
}

/// Whether an entry file has such an item with a fault, which has been told.
fn is_broken(parsed: &Parsed, word: &str) -> bool {
    let entries = parsed.files.iter().filter(|file| file.is_entry || file.is_named).flat_map(|file| &file.items);
    let mut broken = entries.filter(|item| matches!(item.kind, ItemKind::Broken(_)));
    broken.any(|item| parsed.sources.text(item.span).split_whitespace().next().is_some_and(|first| fold(first) == word))
}

fn missing_head<T>(parsed: &Parsed, head: &Head<T>) -> Diagnostic {
    let first = parsed.sources.iter().next().map_or("", |(_, source)| source.path.as_str());
    Diagnostic::new(Code::MissingItem, format!("el conjunto de reglas no dice su {}", head.word))
        .in_file(first)
        .help(format!("escriba al comienzo «{}»", head.example))
}
