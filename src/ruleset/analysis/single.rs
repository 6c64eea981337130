//! One rule by itself: whether it can apply, whether its demands can fail and hold, and parts of its conditions that
//! give the same whatever the row.

use crate::diagnostic::{Code, Diagnostic};
use crate::ruleset::model::{Expr, Kind, Node, Rule, RuleSet, TableRef};
use crate::ruleset::walk::{operands, rows_of};
use crate::text::enumerate;

use super::logic::{Builder, Formula, Search, Unknowns, Want};
use super::parts::{Condition, Goal, Parts, core, written};

/// Most conditions that a message points at.
const MOST_SHOWN: usize = 4;

/// What is wrong with a demand.
struct Finding {
    code: Code,
    what: &'static str,
    /// Why, where it is because of the rule's conditions; `{}` is the demand.
    why: &'static str,
    help: &'static str,
}

const NEVER_FAILS: Finding = Finding {
    code: Code::NeverFails,
    what: "no se puede incumplir",
    why: "donde se aplica, {} ya se cumple",
    help: "revise si quiso comparar con otra cosa; así, la exigencia no revisa nada",
};

const NEVER_HOLDS: Finding = Finding {
    code: Code::NeverHolds,
    what: "no se puede cumplir",
    why: "donde se aplica, {} queda descartado",
    help: "corrija el límite o el valor que no es: así, todo lo que la regla revise la incumple",
};

const NEVER_JUDGED: Finding = Finding {
    code: Code::NeverHolds,
    what: "no se puede evaluar nunca",
    why: "donde se aplica, a {} le falta un valor",
    help: "si la regla es para cuando falta el valor, exija otra cosa; si no, corrija su condición",
};

/// What one rule says of itself.
pub(super) struct Single<'a> {
    pub(super) rules: &'a RuleSet,
    pub(super) unknowns: &'a mut Unknowns,
    pub(super) search: &'a mut Search,
}

impl Single<'_> {
    /// What is wrong with a rule, and the places of the demands that it is worth holding against other rules.
    pub(super) fn check(&mut self, parts: &Parts<'_>) -> (Vec<Diagnostic>, Vec<usize>) {
        if let Some(told) = self.never_applies(parts) {
            return (vec![told], Vec::new());
        }
        let (mut told, mut sound) = (Vec::new(), Vec::new());
        for (at, goal) in parts.goals.iter().enumerate() {
            match self.settled(parts, goal) {
                Some(fault) => told.push(fault),
                None => sound.push(at),
            }
        }
        if told.is_empty() {
            told = self.constants(parts);
        }
        (told, sound)
    }

    fn never_applies(&mut self, parts: &Parts<'_>) -> Option<Diagnostic> {
        let conditions = [&parts.filter, &parts.conditions].into_iter();
        let conditions = conditions.map(|conditions| (conditions, formulas(conditions)));
        let (conditions, formulas) = conditions
            .into_iter()
            .find(|(_, formulas)| !formulas.is_empty() && self.search.excludes(self.unknowns, formulas))?;
        let kept = core(self.search, self.unknowns, &formulas, &[]);
        let culprits = chosen(conditions, &kept);
        let rule = &parts.rule.name;
        let shown: Vec<String> = culprits.iter().map(|condition| written(self.rules, condition.expr.span)).collect();
        let message = match shown.as_slice() {
            [only] => format!("la regla «{rule}» no se puede aplicar nunca: {only} no se puede cumplir"),
            several if several.len() <= MOST_SHOWN => {
                format!("la regla «{rule}» no se puede aplicar nunca: {} se contradicen", enumerate(several))
            }
            _ => format!("la regla «{rule}» no se puede aplicar nunca: sus condiciones se contradicen"),
        };
        let fault = Diagnostic::new(Code::NeverApplies, message);
        let fault = pointed(fault, &culprits, "no se puede cumplir", ["esto", "y esto se contradicen"]);
        Some(fault.help("corrija el límite o el valor que no es; si la regla ya no hace falta, quítela"))
    }

    /// A demand that cannot fail, or cannot hold, where the rule applies.
    fn settled(&mut self, parts: &Parts<'_>, goal: &Goal<'_>) -> Option<Diagnostic> {
        let never_fails = self.excluded(parts, &goal.fails);
        let never_holds = self.excluded(parts, &goal.holds);
        let (finding, culprits) = match (never_fails, never_holds) {
            (Some(culprits), Some(_)) => (&NEVER_JUDGED, culprits),
            (Some(culprits), None) => (&NEVER_FAILS, culprits),
            (None, Some(culprits)) => (&NEVER_HOLDS, culprits),
            (None, None) => return None,
        };
        let demand = written(self.rules, goal.demand.condition.span);
        let why = if culprits.is_empty() { demand } else { finding.why.replace("{}", &demand) };
        let message = format!("la exigencia de «{}» {}: {why}", parts.rule.name, finding.what);
        let fault = Diagnostic::new(finding.code, message).at(goal.demand.condition.span, finding.what);
        let fault = pointed(fault, &culprits, "por esta condición", ["por esta condición", "y por esta"]);
        Some(fault.help(finding.help))
    }

    /// The conditions that rule a formula out; none of them if it rules itself out. `None` if nothing does.
    fn excluded<'p, 'a>(&mut self, parts: &'p Parts<'a>, formula: &Formula) -> Option<Vec<&'p Condition<'a>>> {
        let conditions = formulas(&parts.conditions);
        let all: Vec<&Formula> = conditions.iter().copied().chain([formula]).collect();
        if !self.search.excludes(self.unknowns, &all) {
            return None;
        }
        let kept = core(self.search, self.unknowns, &conditions, &[formula]);
        Some(chosen(&parts.conditions, &kept))
    }

    /// The largest parts of a rule's conditions that cannot fail, or cannot hold.
    fn constants(&mut self, parts: &Parts<'_>) -> Vec<Diagnostic> {
        let subject = vec![parts.rule.subject.table];
        let mut open: Vec<(&Expr, Vec<TableRef>)> = Vec::new();
        open.extend(parts.filter.iter().chain(&parts.conditions).map(|condition| (condition.expr, subject.clone())));
        for goal in &parts.goals {
            open.extend(inner(&goal.demand.condition, &subject));
        }
        let mut told: Vec<Diagnostic> = Vec::new();
        while let Some((expr, frames)) = open.pop() {
            match self.constant(parts.rule, expr, &frames) {
                Some(fault) if told.iter().all(|known| known.labels != fault.labels) => told.push(fault),
                Some(_) => {}
                None => open.extend(inner(expr, &frames)),
            }
        }
        told
    }

    fn constant(&mut self, rule: &Rule, expr: &Expr, frames: &[TableRef]) -> Option<Diagnostic> {
        let mut is_never = |want| {
            let formula = Builder::new(self.rules, rule, self.unknowns, frames.to_vec()).formula(expr, want);
            formula.is_some_and(|formula| self.search.excludes(self.unknowns, &[&formula]))
        };
        let what = if is_never(Want::False) {
            "no puede dejar de cumplirse"
        } else if is_never(Want::True) {
            "no se puede cumplir"
        } else {
            return None;
        };
        let message = format!("en la regla «{}», {} {what}", rule.name, written(self.rules, expr.span));
        let fault = Diagnostic::new(Code::ConstantCondition, message).at(expr.span, what);
        Some(fault.help("corríjalo si quiso decir otra cosa; si no, quítelo, porque no distingue unos casos de otros"))
    }
}

/// The conditions within a condition, each with the tables around it. What a branch of `si … entonces` gives may well be
/// a constant.
fn inner<'a>(expr: &'a Expr, frames: &[TableRef]) -> Vec<(&'a Expr, Vec<TableRef>)> {
    // A function's body serves other uses too, with other arguments.
    if let Node::Applied { .. } | Node::Outside { .. } = expr.node {
        return Vec::new();
    }
    let subject = frames.first().copied().unwrap_or(TableRef::Plan);
    let is_branch = matches!(expr.node, Node::If(..));
    let is_condition =
        |inner: &&Expr| inner.kind == Kind::Bool && !(is_branch && matches!(inner.node, Node::Constant(_)));
    let here = operands(&expr.node).into_iter().map(|inner| (inner, frames.to_vec()));
    let rows = rows_of(&expr.node, subject).into_iter().flat_map(|(table, inner)| {
        let frames = [frames, &[table]].concat();
        inner.into_iter().map(move |inner| (inner, frames.clone()))
    });
    let all = here.chain(rows);
    let parted = all.flat_map(|(inner, frames)| match inner.kind {
        Kind::Bool => vec![(inner, frames)],
        // A condition may stand deeper in a number: in the `donde` of a sum.
        _ => self::inner(inner, &frames),
    });
    parted.filter(|(inner, _)| is_condition(inner)).collect()
}

fn formulas<'p>(conditions: &'p [Condition<'_>]) -> Vec<&'p Formula> {
    conditions.iter().map(|condition| &condition.holds).collect()
}

fn chosen<'p, 'a>(conditions: &'p [Condition<'a>], places: &[usize]) -> Vec<&'p Condition<'a>> {
    places.iter().filter_map(|at| conditions.get(*at)).collect()
}

/// Points at conditions: `alone` at one, else the two words at the first and at the others.
fn pointed(fault: Diagnostic, conditions: &[&Condition<'_>], alone: &str, [first, others]: [&str; 2]) -> Diagnostic {
    let words = |at: usize| match (conditions.len(), at) {
        (1, _) => alone,
        (_, 0) => first,
        _ => others,
    };
    let shown = conditions.iter().take(MOST_SHOWN).enumerate();
    shown.fold(fault, |fault, (at, condition)| fault.at(condition.expr.span, words(at)))
}
