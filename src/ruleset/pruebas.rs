//! Pruebas as written to pruebas over typed tables: their rule, what they change of the inputs, and what they expect.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, ItemKind, Outcome, Regla};

use super::check::Checker;
use super::declare::Declared;
use super::files::Parsed;
use super::model::{Expectation, Prueba, RowPlace, Rule, RuleId, RuleSet, Scene, Variant, VariantId};
use super::rules;

mod columns;
mod inputs;
mod scenes;

use inputs::Inputs;

/// Most sets of other inputs: each holds the declarations of the whole set.
const MAX_VARIANTS: usize = 500;

/// The pruebas of a rule set, and the sets with other inputs that they are judged by.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub(super) pruebas: Vec<Prueba>,
    pub(super) variants: Vec<RuleSet>,
}

/// Resolves every prueba; faulty ones are told and left out, and so are those of faulty rules.
pub(super) fn resolve(
    parsed: &Parsed,
    declared: &Declared,
    resolved: &rules::Resolved,
    diagnostics: &mut Vec<Diagnostic>,
) -> Resolved {
    let mut resolver =
        Resolver { reglas: reglas(parsed), declared, resolved, known: BTreeMap::new(), changed: Vec::new() };
    let written = parsed.items().filter_map(|item| match &item.kind {
        ItemKind::Prueba(written) => Some(&**written),
        _ => None,
    });
    // Scenes come first: sets with other inputs take over the tables that they name.
    let scenes: Vec<_> = written.map(|written| (written, scenes::resolve(declared, written, diagnostics))).collect();
    let mut pruebas = Vec::new();
    for (written, scenes) in scenes {
        pruebas.extend(resolver.prueba(written, scenes, diagnostics));
    }
    let set = |changed: Changed| changed.declared.into_ruleset(parsed.sources.clone(), changed.rules, Vec::new());
    Resolved { pruebas, variants: resolver.changed.into_iter().map(set).collect() }
}

/// The rules by name; of two with one name, the first.
fn reglas(parsed: &Parsed) -> BTreeMap<String, &Regla> {
    let mut reglas = BTreeMap::new();
    for item in parsed.items() {
        if let ItemKind::Regla(regla) = &item.kind {
            reglas.entry(regla.name.key()).or_insert(&**regla);
        }
    }
    reglas
}

/// The rule set with other inputs, and the rules that were resolved in it.
struct Changed {
    declared: Declared,
    rules: Vec<Rule>,
    known: BTreeMap<Span, RuleId>,
}

struct Resolver<'a> {
    reglas: BTreeMap<String, &'a Regla>,
    declared: &'a Declared,
    resolved: &'a rules::Resolved,
    known: BTreeMap<Inputs, VariantId>,
    changed: Vec<Changed>,
}

impl Resolver<'_> {
    fn prueba(
        &mut self,
        written: &ast::Prueba,
        scenes: Option<Vec<Scene>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Prueba> {
        let told = diagnostics.len();
        let inputs = inputs::resolve(self.declared, written, diagnostics);
        let rule = self.resolved.find(&written.rule, diagnostics);
        let regla = self.reglas.get(&written.rule.key()).copied()?;
        let (scenes, inputs) = (scenes?, inputs?);
        let variant =
            if inputs == Inputs::default() { None } else { Some(self.variant(inputs, written, diagnostics)?) };
        let expectations = match variant.and_then(|id| self.changed.get(id.0)) {
            Some(changed) => expectations(&changed.declared, regla, written, &scenes, diagnostics),
            None => expectations(self.declared, regla, written, &scenes, diagnostics),
        };
        let variant = match variant.filter(|_| rule.is_some()) {
            Some(set) => Some(Variant { set, rule: self.rule_of(set, regla, written, diagnostics)? }),
            None => None,
        };
        (diagnostics.len() == told).then_some(Prueba {
            title: written.title.text.clone(),
            rule: rule?,
            variant,
            phases: written.phases.clone(),
            scenes,
            expectations: expectations?,
            span: written.title.span,
        })
    }

    /// The set with these inputs.
    fn variant(&mut self, inputs: Inputs, written: &ast::Prueba, told: &mut Vec<Diagnostic>) -> Option<VariantId> {
        if let Some(id) = self.known.get(&inputs) {
            return Some(*id);
        }
        if self.changed.len() == MAX_VARIANTS {
            let message =
                format!("las pruebas cambian la vigencia, el día o los parámetros de más de {MAX_VARIANTS} maneras");
            told.push(Diagnostic::new(Code::TooLarge, message).at(written.title.span, "esta ya no cabe"));
            return None;
        }
        let mut declared = self.declared.clone();
        inputs.apply(&mut declared);
        let id = VariantId(self.changed.len());
        self.changed.push(Changed { declared, rules: Vec::new(), known: BTreeMap::new() });
        self.known.insert(inputs, id);
        Some(id)
    }

    /// A rule in a set with other inputs. What it says of a year may have no meaning in another one.
    fn rule_of(
        &mut self,
        set: VariantId,
        regla: &Regla,
        written: &ast::Prueba,
        told: &mut Vec<Diagnostic>,
    ) -> Option<RuleId> {
        let Changed { declared, rules, known } = self.changed.get_mut(set.0)?;
        if let Some(known) = known.get(&regla.name.span) {
            return Some(*known);
        }
        let mut checker = Checker::new(declared);
        match rules::rule(&mut checker, regla) {
            Some(rule) => {
                let id = RuleId(rules.len());
                rules.push(rule);
                known.insert(regla.name.span, id);
                Some(id)
            }
            None => {
                told.extend(checker.diagnostics.into_iter().next().map(|why| senseless(why, written)));
                None
            }
        }
    }
}

/// A fault that a rule has only with what a prueba changes.
fn senseless(why: Diagnostic, written: &ast::Prueba) -> Diagnostic {
    let fault = Diagnostic::new(
        Code::BadPrueba,
        format!("con lo que la prueba cambia, la regla «{}» no se entiende: {}", written.rule.text, why.message),
    );
    let fault = fault.at(written.title.span, "prueba");
    why.labels.into_iter().take(1).fold(fault, |fault, label| fault.at(label.span, label.text))
}

/// What a prueba expects of its rule; `None` where an expectation is faulty, or the rule's subject.
fn expectations(
    declared: &Declared,
    regla: &Regla,
    written: &ast::Prueba,
    scenes: &[Scene],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<Expectation>> {
    let mut checker = Checker::new(declared);
    let subject = rules::subject(&mut checker, regla);
    if let Some((subject, _)) = &subject {
        rules::lets(&mut checker, regla, subject);
    }
    // What is wrong with the rule is told of the rule.
    checker.diagnostics.clear();
    subject?;
    let resolved: Vec<Option<Expectation>> =
        written.expectations.iter().map(|expectation| self::expectation(&mut checker, expectation, scenes)).collect();
    diagnostics.append(&mut checker.diagnostics);
    resolved.into_iter().collect()
}

fn expectation(checker: &mut Checker<'_>, written: &ast::Expectation, scenes: &[Scene]) -> Option<Expectation> {
    let which = match &written.which {
        Some(which) => Some(checker.truth(which, "lo que sigue a «espera»")?),
        None => None,
    };
    let speaks = matches!(written.outcome, Outcome::Fails | Outcome::NotEvaluable);
    if let Some(message) = written.messages.first().filter(|_| !speaks) {
        let fault = Diagnostic::new(
            Code::BadPrueba,
            format!("una comprobación que «{}» no da ningún mensaje", written.outcome.word()),
        );
        checker.diagnostics.push(fault.at(message.span, "sobra").help("quite «con» y su texto"));
    }
    let places: Option<Vec<RowPlace>> =
        written.places.iter().map(|place| row_place(checker, place, scenes, speaks)).collect();
    Some(Expectation {
        outcome: written.outcome,
        which,
        messages: written.messages.iter().map(|message| message.text.clone()).collect(),
        places: places?,
        span: written.span,
    })
}

/// `en fila 2 columna total`: a row that some scene has, and a column that some table of it has.
fn row_place(checker: &mut Checker<'_>, written: &ast::RowPlace, scenes: &[Scene], speaks: bool) -> Option<RowPlace> {
    let most = scenes.iter().map(|scene| scene.rows.len()).max().unwrap_or(0);
    let row = inputs::whole(&written.row).and_then(|row| usize::try_from(row).ok());
    let Some(row) = row.filter(|row| (1..=most).contains(row)) else {
        let message = match most {
            0 => "la escena no tiene filas".to_owned(),
            1 => "la escena tiene una sola fila".to_owned(),
            _ => format!("la escena tiene {most} filas"),
        };
        let fault = Diagnostic::new(Code::BadPrueba, message).at(written.row.span, "no existe");
        return checker.fault(fault.help("las filas de la escena se cuentan desde 1, sin la de los nombres"));
    };
    let columns = match &written.column {
        Some(name) if !speaks => {
            let fault = Diagnostic::new(Code::BadPrueba, "sólo lo que incumple o no se puede evaluar señala columnas");
            return checker.fault(fault.at(name.span, "sobra").help("deje sólo la fila"));
        }
        Some(name) => columns::named(checker, name, scenes)?,
        None => Vec::new(),
    };
    Some(RowPlace { row: u32::try_from(row - 1).unwrap_or(u32::MAX), columns })
}
