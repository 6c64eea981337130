//! What the slow evaluator expects of a program: every check of every rule.

use cotejo::diagnostic::Severity;
use cotejo::source::{Source, Sources};
use cotejo::syntax::ast::{Excepcion, Formato, ItemKind, Regla, Tabla, TypeKind};

use super::eval::{less, literal};
use super::judge::{Check, Outcome, is_omitted, judge};
use super::program::{Program, Scene, TODAY};
use super::table::{Sheet, Table};
use super::value::{Value, day, fold};
use super::world::World;

/// A rule as written, with the excepciones that still count.
struct Rule {
    regla: Regla,
    text: String,
    waivers: Vec<Excepcion>,
}

/// The checks of one rule.
pub(super) struct Expected {
    pub(super) rule: String,
    pub(super) checks: Vec<Check>,
    /// Some number got too large to compare by.
    pub(super) too_large: bool,
}

/// Each scene's rules with their checks.
pub(super) fn expected(program: &Program) -> Vec<Vec<Expected>> {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("r.cotejo", &program.rules));
    let (items, faults) = cotejo::syntax::parse(&sources, file);
    assert!(faults.iter().all(|fault| fault.severity != Severity::Error), "{faults:?}");
    let mut world = World { hoy: day(TODAY.0.into(), TODAY.1.into(), TODAY.2.into()).unwrap(), ..World::default() };
    let mut rules: Vec<Rule> = Vec::new();
    let (mut tablas, mut waivers, mut format) = (Vec::new(), Vec::new(), None);
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
            ItemKind::Funcion(funcion) => {
                let params = funcion.params.iter().map(|param| fold(&param.text)).collect();
                world.funciones.insert(fold(&funcion.name.text), (params, funcion.body));
            }
            ItemKind::Excepcion(excepcion) => waivers.push(*excepcion),
            ItemKind::Tabla(tabla) => tablas.push(tabla),
            ItemKind::Formato(formato) => format = Some(formato),
            ItemKind::Regla(regla) => {
                rules.push(Rule { regla: *regla, text: sources.text(item.span).to_owned(), waivers: Vec::new() })
            }
            _ => {}
        }
    }
    // «`hasta` includes its day.»
    waivers.retain(|waiver: &Excepcion| {
        waiver.until.iter().all(|until| !less(&literal(&until.kind), &Value::Day(world.hoy)))
    });
    for rule in &mut rules {
        let own = waivers.iter().filter(|waiver| fold(&waiver.rule.text) == fold(&rule.regla.name.text));
        rule.waivers = own.cloned().collect();
    }
    let format = format.unwrap();
    let of_scene = |scene: &Scene| of_scene(&world, &tablas, &format, &rules, scene);
    program.scenes.iter().map(of_scene).collect()
}

fn of_scene(world: &World, tablas: &[Tabla], format: &Formato, rules: &[Rule], scene: &Scene) -> Vec<Expected> {
    let mut world = world.clone();
    for tabla in tablas {
        let sheet = scene.tablas.iter().find(|sheet| sheet.file == tabla.file.text).unwrap();
        world.tables.insert(fold(&tabla.name.text), Table::of_tabla(tabla, sheet));
    }
    let approved = |at: usize| scene.approved.as_ref().filter(|_| at == 0);
    let books = scene.plans.iter().enumerate().map(|(at, plan)| of_book(&world, format, plan, approved(at)));
    let books: Vec<World> = books.collect();
    rules.iter().map(|rule| of_rule(rule, &world, &books)).collect()
}

fn whole(value: &Value) -> i64 {
    let Value::Number(number) = value else { panic!("{value:?} is no year") };
    number.as_whole().unwrap()
}

/// «An `omite donde` that cannot be evaluated keeps the row.»
fn add_plan(world: &mut World, name: &str, formato: &Formato, sheet: &Sheet) {
    world.tables.insert(name.to_owned(), Table::of_formato(formato, sheet));
    let kept: Vec<usize> = (0..sheet.rows.len()).filter(|row| !is_omitted(&formato.omits, world, name, *row)).collect();
    let table = world.tables.get_mut(name).unwrap();
    table.rows = kept.iter().map(|row| table.rows[*row].clone()).collect();
    table.numbers = kept.iter().map(|row| table.numbers[*row]).collect();
}

/// What the rules of one workbook see.
fn of_book(world: &World, formato: &Formato, plan: &Sheet, approved: Option<&Sheet>) -> World {
    let mut world = world.clone();
    add_plan(&mut world, "plan", formato, plan);
    if let Some(approved) = approved {
        add_plan(&mut world, "aprobado", formato, approved);
    }
    world
}

/// «A rule that names `plan` or `aprobado` anywhere runs once a workbook, else once a run.»
fn of_rule(rule: &Rule, alone: &World, books: &[World]) -> Expected {
    let (regla, text) = (&rule.regla, &rule.text);
    let names = |table: &str| text.split(|letter: char| !letter.is_alphanumeric()).any(|word| fold(word) == table);
    let worlds = if names("plan") || names("aprobado") { books } else { std::slice::from_ref(alone) };
    let mut expected = Expected { rule: regla.name.text.clone(), checks: Vec::new(), too_large: false };
    for world in worlds {
        // «Without an approved version, a rule that reads `aprobado` is no evaluable once a workbook.»
        if names("aprobado") && !world.tables.contains_key("aprobado") {
            expected.checks.push(Check { subject: Vec::new(), outcome: Outcome::NotEvaluable, failures: Vec::new() });
            continue;
        }
        let (checks, too_large) = judge(regla, &rule.waivers, world);
        expected.checks.extend(checks);
        expected.too_large |= too_large;
    }
    expected
}
