//! Operands of comparisons: the sums, texts and codes that they can be, each with what must hold for it; and what
//! comparing two of them says.

use std::collections::BTreeSet;

use crate::decimal::Decimal;
use crate::ruleset::model::{ArithmeticOp, Expr, Kind, LetId, Node};
use crate::syntax::ast::CompareOp;
use crate::value::Value;

use super::build::{Builder, absent};
use super::formula::{Formula, Id, Literal, States};
use super::linear::{Linear, Relation};
use super::values::as_number;

/// Most ways in which a comparison can come about.
const MOST_CASES: usize = 16;

/// What an operand can be.
#[derive(Clone, Debug)]
pub(super) enum Term {
    /// A number, or a day as a number.
    Number(Linear),
    /// A text, code or truth value that is written in the rule.
    Symbol(Value),
    /// A text, code or truth value that is not known.
    Unknown(Id),
}

/// A value that an operand has where the guard holds.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) guard: Vec<Formula>,
    pub(super) term: Term,
}

/// An operand: its values, and when it has none.
#[derive(Clone, Debug)]
pub(super) struct Operand {
    pub(super) cases: Vec<Case>,
    pub(super) gap: Formula,
}

impl Operand {
    fn constant(term: Term) -> Self {
        Operand { cases: vec![Case { guard: Vec::new(), term }], gap: Formula::constant(false) }
    }

    /// Whether it is written in the rule.
    pub(super) fn is_constant(&self) -> bool {
        match self.cases.as_slice() {
            [Case { guard, term: Term::Number(number) }] => guard.is_empty() && number.as_constant().is_some(),
            [Case { guard, term: Term::Symbol(_) }] => guard.is_empty(),
            _ => false,
        }
    }

    /// That it has a value.
    pub(super) fn present(&self) -> Formula {
        Formula::Any(self.cases.iter().map(|case| Formula::All(case.guard.clone())).collect())
    }

    /// That a text or code is one of those written in the rule, and that it is none.
    pub(super) fn among(&self, items: &[Operand]) -> Option<[Formula; 2]> {
        let [Case { guard, term: Term::Unknown(id) }] = self.cases.as_slice() else { return None };
        let value = |item: &Operand| match item.cases.as_slice() {
            [Case { term: Term::Symbol(value), .. }] => Some(value.clone()),
            _ => None,
        };
        let values: BTreeSet<Value> = items.iter().map(value).collect::<Option<_>>()?;
        let with = |literal| Formula::All(guard.iter().cloned().chain([Formula::Literal(literal)]).collect());
        Some([with(Literal::Among(*id, values.clone())), with(Literal::NotAmong(*id, values))])
    }

    fn mapped(self, change: impl Fn(&Linear) -> Option<Linear>) -> Option<Self> {
        let cases = self.cases.into_iter().map(|case| match &case.term {
            Term::Number(number) => Some(Case { term: Term::Number(change(number)?), ..case }),
            _ => None,
        });
        Some(Operand { cases: cases.collect::<Option<_>>()?, gap: self.gap })
    }

    /// Both operands together, where both have values.
    fn combined(self, other: &Operand, join: impl Fn(&Linear, &Linear) -> Option<Linear>) -> Option<Self> {
        let mut cases = Vec::new();
        for left in &self.cases {
            for right in &other.cases {
                let (Term::Number(first), Term::Number(second)) = (&left.term, &right.term) else { return None };
                let guard = [left.guard.clone(), right.guard.clone()].concat();
                cases.push(Case { guard, term: Term::Number(join(first, second)?) });
            }
        }
        (cases.len() <= MOST_CASES).then(|| Operand { cases, gap: Formula::Any(vec![self.gap, other.gap.clone()]) })
    }
}

impl Builder<'_> {
    /// An operand, looked into as far as it is plain; `None`: too large.
    pub(super) fn operand(&mut self, expr: &Expr) -> Option<Operand> {
        self.within(|this| {
            let plain = match &expr.node {
                Node::Constant(value) => constant(value),
                Node::Let(LetId(at)) => {
                    let value = &this.rule.lets.get(*at)?.value;
                    Some(this.outside(1, |this| this.operand(value))?)
                }
                Node::Applied { body, .. } => Some(this.operand(body)?),
                Node::Outside { frames, inner } => {
                    let left = this.frames.len().saturating_sub(*frames);
                    Some(this.outside(left, |this| this.operand(inner))?)
                }
                Node::Negate(inner) => this.operand(inner)?.mapped(|number| number.times(Decimal::from(-1))),
                Node::Arithmetic(op, left, right) => this.arithmetic(*op, left, right)?,
                Node::Coalesce(first, second) => this.coalesce(first, second)?,
                _ => None,
            };
            match plain {
                Some(operand) => Some(operand),
                None => this.shallow(expr),
            }
        })
    }

    /// An operand that is not looked into, unless it is a constant.
    pub(super) fn shallow(&mut self, expr: &Expr) -> Option<Operand> {
        if let Node::Constant(value) = &expr.node
            && let Some(operand) = constant(value)
        {
            return Some(operand);
        }
        let id = self.unknown(expr)?;
        let numeric = matches!(expr.kind, Kind::Number(_) | Kind::Date);
        let term = if numeric { Term::Number(Linear::unknown(id)) } else { Term::Unknown(id) };
        let guard = vec![Formula::state(id, States::PRESENT)];
        Some(Operand { cases: vec![Case { guard, term }], gap: absent(id) })
    }

    /// A sum, a difference, or a product with a constant. The inner `None`: something else.
    fn arithmetic(&mut self, op: ArithmeticOp, left: &Expr, right: &Expr) -> Option<Option<Operand>> {
        let (left, right) = (self.operand(left)?, self.operand(right)?);
        let found = match op {
            ArithmeticOp::Add => left.combined(&right, Linear::plus),
            ArithmeticOp::Subtract => left.combined(&right, Linear::minus),
            ArithmeticOp::Multiply => {
                left.combined(&right, |left, right| match (left.as_constant(), right.as_constant()) {
                    (_, Some(factor)) => left.times(factor),
                    (Some(factor), None) => right.times(factor),
                    (None, None) => None,
                })
            }
            ArithmeticOp::Divide => None,
        };
        Some(found)
    }

    /// `x o bien y`, where x is a cell or something else that can itself be empty.
    fn coalesce(&mut self, first: &Expr, second: &Expr) -> Option<Option<Operand>> {
        if !matches!(first.node, Node::Column { .. } | Node::Dato { .. } | Node::Field { .. } | Node::Aggregate { .. })
        {
            return Some(None);
        }
        let id = self.unknown(first)?;
        let empty = Formula::state(id, States::EMPTY);
        let mut cases = self.shallow(first)?.cases;
        let second = self.operand(second)?;
        for case in second.cases {
            let guard = [vec![empty.clone()], case.guard].concat();
            cases.push(Case { guard, term: case.term });
        }
        let neither = Formula::state(id, States::UNREADABLE.or(States::GAP));
        Some(Some(Operand { cases, gap: Formula::Any(vec![neither, Formula::All(vec![empty, second.gap])]) }))
    }
}

fn constant(value: &Value) -> Option<Operand> {
    match value {
        Value::List(_) => None,
        Value::Text(_) | Value::Code(_) | Value::Bool(_) => Some(Operand::constant(Term::Symbol(value.clone()))),
        Value::Number(..) | Value::Date(_) => {
            Some(Operand::constant(Term::Number(Linear::constant(as_number(value)?))))
        }
    }
}

/// A comparison apart from its sides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Test {
    op: CompareOp,
    tolerance: Option<Decimal>,
}

impl Test {
    /// With a tolerance, if it is a constant.
    pub(super) fn of(op: CompareOp, tolerance: Option<&Expr>) -> Option<Self> {
        match tolerance.map(|tolerance| &tolerance.node) {
            None => Some(Test::plain(op)),
            Some(Node::Constant(Value::Number(tolerance, _))) => Some(Test { op, tolerance: Some(*tolerance) }),
            Some(_) => None,
        }
    }

    /// Without a tolerance.
    pub(super) fn plain(op: CompareOp) -> Self {
        Test { op, tolerance: None }
    }

    /// When it holds and when it fails, both sides having values; `None` where that is beyond bounds and sets.
    pub(super) fn compared(self, [left, right]: &[Operand; 2]) -> Option<[Formula; 2]> {
        let (mut holds, mut fails) = (Vec::new(), Vec::new());
        for first in &left.cases {
            for second in &right.cases {
                let [yes, no] = self.terms(&first.term, &second.term)?;
                let guard = [first.guard.clone(), second.guard.clone()].concat();
                let with = |formula| Formula::All(guard.iter().cloned().chain([formula]).collect());
                holds.push(with(yes));
                fails.push(with(no));
            }
        }
        (holds.len() <= MOST_CASES).then_some([Formula::Any(holds), Formula::Any(fails)])
    }

    fn terms(self, left: &Term, right: &Term) -> Option<[Formula; 2]> {
        match (left, right) {
            (Term::Number(left), Term::Number(right)) => self.numbers(&left.minus(right)?),
            (Term::Number(_), _) | (_, Term::Number(_)) => None,
            _ => self.symbols(left, right),
        }
    }

    fn numbers(self, apart: &Linear) -> Option<[Formula; 2]> {
        let both = |yes, no, limit| Some([apart.related(yes, limit)?, apart.related(no, limit)?]);
        let up = self.tolerance.unwrap_or_default();
        let down = up.negated();
        match (self.op, self.tolerance) {
            (CompareOp::Less, _) => both(Relation::Less, Relation::AtLeast, up),
            (CompareOp::AtMost, _) => both(Relation::AtMost, Relation::Greater, up),
            (CompareOp::Greater, _) => both(Relation::Greater, Relation::AtMost, down),
            (CompareOp::AtLeast, _) => both(Relation::AtLeast, Relation::Less, down),
            (CompareOp::Equal, None) => both(Relation::Equal, Relation::Unequal, up),
            (CompareOp::Unequal, None) => both(Relation::Unequal, Relation::Equal, up),
            (CompareOp::Equal | CompareOp::Unequal, Some(_)) => {
                let [below, above] = both(Relation::AtMost, Relation::Greater, up)?;
                let [over, under] = both(Relation::AtLeast, Relation::Less, down)?;
                let (near, far) = (Formula::All(vec![below, over]), Formula::Any(vec![above, under]));
                Some(if self.op == CompareOp::Equal { [near, far] } else { [far, near] })
            }
        }
    }

    /// Texts and codes are the same or not; their order is not looked into.
    fn symbols(self, left: &Term, right: &Term) -> Option<[Formula; 2]> {
        if self.tolerance.is_some() {
            return None;
        }
        let [same, other] = match (left, right) {
            (Term::Symbol(left), Term::Symbol(right)) => [left == right, left != right].map(Formula::constant),
            (Term::Symbol(value), Term::Unknown(id)) | (Term::Unknown(id), Term::Symbol(value)) => {
                let value = BTreeSet::from([value.clone()]);
                [Literal::Among(*id, value.clone()), Literal::NotAmong(*id, value)].map(Formula::Literal)
            }
            (Term::Unknown(left), Term::Unknown(right)) => {
                [Literal::Same(*left, *right), Literal::Differ(*left, *right)].map(Formula::Literal)
            }
            _ => return None,
        };
        match self.op {
            CompareOp::Equal => Some([same, other]),
            CompareOp::Unequal => Some([other, same]),
            _ => None,
        }
    }
}
