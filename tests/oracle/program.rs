//! Random programs: rules as text, and the sheets that they are run on.

use super::choices::Choices;
use super::schema::{Tab, plan, plan_sheet, tabla_sheet, tablas};
use super::table::Sheet;
use super::write::{PARAMETROS, Writer};

/// The day of every run.
pub(super) const TODAY: (i16, i8, i8) = (2026, 1, 20);

/// A rule set, and the sets of sheets that it is run on.
#[derive(Clone)]
pub(super) struct Program {
    pub(super) rules: String,
    pub(super) scenes: Vec<Scene>,
}

/// What a rule set is run on.
#[derive(Clone)]
pub(super) struct Scene {
    pub(super) tablas: Vec<Sheet>,
    /// One workbook or two.
    pub(super) plans: Vec<Sheet>,
    /// The approved version of the first.
    pub(super) approved: Option<Sheet>,
}

impl Program {
    /// The program that a row of numbers stands for.
    pub(super) fn random(numbers: &[u16]) -> Program {
        let mut choices = Choices::new(numbers);
        let choices = &mut choices;
        let (plan, tablas) = (plan(choices), tablas());
        let blanks = if choices.one_in(3) { "  vacíos \"NP\", \"-\"\n" } else { "" };
        let omits = if choices.one_in(6) { "  omite donde avance < 0\n" } else { "" };
        let mut rules = "vigencia 2026\nentidad \"Alcaldía\"\n".to_owned();
        for (name, _, ty, value) in PARAMETROS {
            rules.push_str(&format!("parámetro {name} : {ty} = {value}\n"));
        }
        for tabla in &tablas {
            rules.push_str(&tabla.item(""));
        }
        rules.push_str(&plan.item(&format!("{blanks}{omits}")));
        let mut approved_tab = plan.clone();
        approved_tab.name = "aprobado";
        let tables = [plan.clone()].into_iter().chain(tablas.clone()).chain([approved_tab]).collect();
        let mut writer = Writer::new(choices, tables);
        for _ in 0..writer.choices.pick(&[0, 0, 1, 2]) {
            rules.push_str(&writer.function());
        }
        for at in 0..3 {
            rules.push_str(&writer.rule(&format!("r{at}")));
        }
        let scenes = (0..=choices.below(11)).map(|_| Scene::random(&plan, &tablas, choices)).collect();
        Program { rules, scenes }
    }
}

impl Scene {
    fn random(plan: &Tab, tablas: &[Tab], choices: &mut Choices<'_>) -> Scene {
        let mut plans = vec![plan_sheet(plan, "planes/p.csv", choices)];
        if choices.one_in(6) {
            plans.push(plan_sheet(plan, "planes/q.csv", choices));
        }
        let approved = (!choices.one_in(6)).then(|| plan_sheet(plan, "aprobados/p.csv", choices));
        let tablas = tablas.iter().map(|tabla| tabla_sheet(tabla, choices)).collect();
        Scene { tablas, plans, approved }
    }
}

/// As it can be written to files, to look at what failed.
impl std::fmt::Debug for Program {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(out, "{}", self.rules)?;
        self.scenes.iter().try_for_each(|scene| write!(out, "{scene:?}"))
    }
}

impl std::fmt::Debug for Scene {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for sheet in self.tablas.iter().chain(&self.plans).chain(&self.approved) {
            writeln!(out, "── {}\n{}", sheet.file, sheet.csv())?;
        }
        Ok(())
    }
}
