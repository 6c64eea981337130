//! What the slow evaluator expects of a program: every check of every rule.

use cotejo::diagnostic::Severity;
use cotejo::source::{Source, Sources};
use cotejo::syntax::ast::{Formato, ItemKind, Regla, TypeKind};

use super::eval::literal;
use super::judge::{Check, Outcome, is_omitted, judge};
use super::program::{Program, TODAY};
use super::table::{Sheet, Table};
use super::value::{Value, day, fold};
use super::world::World;

/// The checks of one rule.
pub(super) struct Expected {
    pub(super) rule: String,
    pub(super) checks: Vec<Check>,
    /// Some number got too large to compare by.
    pub(super) too_large: bool,
}

pub(super) fn expected(program: &Program) -> Vec<Expected> {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("r.cotejo", &program.rules));
    let (items, faults) = cotejo::syntax::parse(&sources, file);
    assert!(faults.iter().all(|fault| fault.severity != Severity::Error), "{faults:?}");
    let mut world = World { hoy: day(TODAY.0.into(), TODAY.1.into(), TODAY.2.into()).unwrap(), ..World::default() };
    let mut rules: Vec<(Regla, String)> = Vec::new();
    for item in items {
        match item.kind {
            ItemKind::Vigencia(year) => world.vigencia = whole(&literal(&year.kind)),
            ItemKind::Parametro(parametro) => {
                let value = match (literal(&parametro.value.kind), &parametro.ty.kind) {
                    (Value::Text(code), TypeKind::Code(_)) => Value::Code(code),
                    (value, _) => value,
                };
                world.parametros.insert(fold(&parametro.name.text), value);
            }
            ItemKind::Tabla(tabla) => {
                let sheet = program.tablas.iter().find(|sheet| sheet.file == tabla.file.text).unwrap();
                world.tables.insert(fold(&tabla.name.text), Table::of_tabla(&tabla, sheet));
            }
            ItemKind::Formato(formato) => {
                add_plan(&mut world, "plan", &formato, &program.plan);
                if let Some(approved) = &program.approved {
                    add_plan(&mut world, "aprobado", &formato, approved);
                }
            }
            ItemKind::Regla(regla) => rules.push((*regla, sources.text(item.span).to_owned())),
            _ => {}
        }
    }
    rules.into_iter().map(|(regla, text)| of_rule(&regla, &text, &world)).collect()
}

fn whole(value: &Value) -> i64 {
    let Value::Number(number) = value else { panic!("{value:?} is no year") };
    number.as_whole().unwrap()
}

/// «An `omite donde` that cannot be evaluated keeps the row.»
fn add_plan(world: &mut World, name: &str, formato: &Formato, sheet: &Sheet) {
    world.tables.insert(name.to_owned(), Table::of_formato(formato, sheet));
    let kept: Vec<usize> =
        (0..sheet.rows.len()).filter(|row| !is_omitted(&formato.omits, world, name, *row)).collect();
    let table = world.tables.get_mut(name).unwrap();
    table.rows = kept.iter().map(|row| table.rows[*row].clone()).collect();
    table.numbers = kept.iter().map(|row| table.numbers[*row]).collect();
}

/// «Without an approved version, a rule that reads `aprobado` is no evaluable once a workbook.»
fn of_rule(regla: &Regla, text: &str, world: &World) -> Expected {
    let rule = regla.name.text.clone();
    let reads_approved = text.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "aprobado");
    if reads_approved && !world.tables.contains_key("aprobado") {
        let check = Check { subject: Vec::new(), outcome: Outcome::NotEvaluable, failures: Vec::new() };
        return Expected { rule, checks: vec![check], too_large: false };
    }
    let (checks, too_large) = judge(regla, world);
    Expected { rule, checks, too_large }
}
