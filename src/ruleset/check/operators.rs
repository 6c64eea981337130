//! Operators: arithmetic with units, comparisons, logic.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{self, BinaryOp, CompareOp, ExprKind, LiteralKind, MatchOp};
use crate::value::{Unit, Value};

use super::super::literals::one_pattern;
use super::super::model::{ArithmeticOp, Expr, Kind, Node};
use super::Checker;

impl Checker<'_> {
    /// An operator between expressions.
    pub(super) fn operator(&mut self, written: &ast::Expr) -> Option<Expr> {
        let span = written.span;
        match &written.kind {
            ExprKind::Negate(inner) => self.negate(inner, span),
            ExprKind::Not(inner) => {
                let inner = self.truth(inner, "lo que sigue a «no»")?;
                Some(truth(Node::Not(Box::new(inner)), span))
            }
            ExprKind::Binary(op, left, right) => self.binary(*op, left, right, span),
            ExprKind::Compare { op, left, right, tolerance } => {
                self.compare(*op, left, right, tolerance.as_deref(), span)
            }
            ExprKind::Between(item, low, high) => self.between(item, low, high, span),
            ExprKind::IsEmpty(inner) => {
                let inner = self.expr(inner)?;
                Some(truth(Node::IsEmpty(Box::new(inner)), span))
            }
            ExprKind::Match(op, left, right) => self.matches(*op, left, right, span),
            ExprKind::If(condition, then, otherwise) => self.choice(condition, then, otherwise, span),
            _ => None,
        }
    }

    /// `x es fórmula`, which is asked of a cell, whatever it holds.
    pub(super) fn is_formula(&mut self, cell: &ast::Expr, span: Span) -> Option<Expr> {
        let checked = self.expr(cell)?;
        if is_cell(&checked) {
            return Some(truth(Node::IsFormula(Box::new(checked)), span));
        }
        let fault = Diagnostic::new(Code::TypeMismatch, "«es fórmula» se pregunta de una celda, no de un cálculo");
        self.fault(fault.at(cell.span, "no es una celda").help("escriba el nombre de una columna: total es fórmula"))
    }

    fn negate(&mut self, inner: &ast::Expr, span: Span) -> Option<Expr> {
        let inner = self.expr(inner)?;
        match inner.kind {
            Kind::Number(_) => {
                let kind = inner.kind.clone();
                Some(Expr { node: Node::Negate(Box::new(inner)), kind, span })
            }
            _ => self.expect_kind(inner, &Kind::Number(Unit::Plain), "lo que sigue a «-»"),
        }
    }

    fn binary(&mut self, op: BinaryOp, left: &ast::Expr, right: &ast::Expr, span: Span) -> Option<Expr> {
        match op {
            BinaryOp::And => self.logic(left, right, "«y»", span, Node::And),
            BinaryOp::Or => self.logic(left, right, "«o»", span, Node::Or),
            BinaryOp::Coalesce => self.coalesce(left, right, span),
            BinaryOp::Join => {
                let (left, right) = (self.expr(left), self.expr(right));
                Some(Expr { node: Node::Join(Box::new(left?), Box::new(right?)), kind: Kind::Text, span })
            }
            BinaryOp::Add => self.arithmetic(ArithmeticOp::Add, left, right, span),
            BinaryOp::Subtract => self.arithmetic(ArithmeticOp::Subtract, left, right, span),
            BinaryOp::Multiply => self.arithmetic(ArithmeticOp::Multiply, left, right, span),
            BinaryOp::Divide => self.arithmetic(ArithmeticOp::Divide, left, right, span),
        }
    }

    fn logic(
        &mut self,
        left: &ast::Expr,
        right: &ast::Expr,
        word: &str,
        span: Span,
        node: fn(Vec<Expr>) -> Node,
    ) -> Option<Expr> {
        let what = format!("cada lado de {word}");
        let (left, right) = (self.truth(left, &what), self.truth(right, &what));
        Some(truth(node(vec![left?, right?]), span))
    }

    fn coalesce(&mut self, left: &ast::Expr, right: &ast::Expr, span: Span) -> Option<Expr> {
        let (first, second) = (self.expr(left), self.expr(right));
        let (first, second) = self.agree(left, first?, right, second?, "«o bien»")?;
        if !self.can_be_empty(&first) {
            let fault = Diagnostic::new(Code::WrongArguments, "lo que va antes de «o bien» nunca está vacío");
            let help = "«o bien» da otro valor donde una columna que puede faltar está vacía; quítelo";
            let whole = first.span.to(second.span);
            let alone = self.written(first.span).to_owned();
            let fault = fault.at(first.span, "siempre tiene valor, o deja la comprobación sin evaluar").help(help);
            return self.fault(fault.fix(whole, alone));
        }
        let kind = first.kind.clone();
        Some(Expr { node: Node::Coalesce(Box::new(first), Box::new(second)), kind, span })
    }

    fn arithmetic(&mut self, op: ArithmeticOp, left: &ast::Expr, right: &ast::Expr, span: Span) -> Option<Expr> {
        let (first, second) = (self.expr(left), self.expr(right));
        let (mut first, mut second) = (first?, second?);
        if matches!(op, ArithmeticOp::Add | ArithmeticOp::Subtract) {
            (first, second) = self.meet(left, first, right, second)?;
        }
        let Some(kind) = arithmetic_kind(op, &first.kind, &second.kind) else {
            let fault = self.cannot_combine(op, &first, &second);
            return self.fault(fault);
        };
        Some(Expr { node: Node::Arithmetic(op, Box::new(first), Box::new(second)), kind, span })
    }

    fn cannot_combine(&self, op: ArithmeticOp, left: &Expr, right: &Expr) -> Diagnostic {
        let (verb, joint) = match op {
            ArithmeticOp::Add => ("sumar", "y"),
            ArithmeticOp::Subtract => ("restar", "y"),
            ArithmeticOp::Multiply => ("multiplicar", "por"),
            ArithmeticOp::Divide => ("dividir", "entre"),
        };
        let (first, second) = (self.kind_words(&left.kind), self.kind_words(&right.kind));
        let both = matches!((&left.kind, &right.kind), (Kind::Number(_), Kind::Number(_)));
        let code = if both { Code::UnitMismatch } else { Code::TypeMismatch };
        let fault = Diagnostic::new(code, format!("no se puede {verb} {first} {joint} {second}"))
            .at(left.span, first)
            .at(right.span, second);
        self.advise_arithmetic(fault, op, left, right)
    }

    fn compare(
        &mut self,
        op: CompareOp,
        left: &ast::Expr,
        right: &ast::Expr,
        tolerance: Option<&ast::Expr>,
        span: Span,
    ) -> Option<Expr> {
        if let Some(fault) = compared_list(op, left, right) {
            return self.fault(fault);
        }
        let unequal = op == CompareOp::Unequal;
        let first = self.expr(left);
        let told = self.diagnostics.len();
        let second = self.expr(right);
        if let (Some(first), None) = (&first, &second)
            && self.diagnostics.len() == told + 1
        {
            self.advise_bare_word(right, (left, first), Some(span), unequal);
        }
        let (first, second) = self.agree(left, first?, right, second?, &format!("«{}»", op.symbol()))?;
        if matches!(op, CompareOp::Equal | CompareOp::Unequal) {
            self.refuse_foreign_choice(right, &first);
            self.refuse_foreign_choice(left, &second);
        }
        let ordered = matches!(first.kind, Kind::Number(_) | Kind::Date | Kind::Code);
        if !ordered && !matches!(op, CompareOp::Equal | CompareOp::Unequal) {
            let words = self.kind_words(&first.kind);
            let fault = Diagnostic::new(Code::TypeMismatch, format!("«{}» no ordena {words}", op.symbol()));
            return self
                .fault(fault.at(span, words).help("de estos sólo se sabe si son iguales, «=», o distintos, «<>»"));
        }
        let tolerance = match tolerance {
            None => None,
            Some(written) => Some(Box::new(self.tolerance(written, &first)?)),
        };
        if tolerance.is_none() && matches!(op, CompareOp::Equal | CompareOp::Unequal) {
            self.warn_of_quotient([&first, &second], span);
        }
        let node = Node::Compare { op, left: Box::new(first), right: Box::new(second), tolerance };
        Some(truth(node, span))
    }

    /// A quotient is rounded to 12 decimals: exact equality may miss by the last one.
    fn warn_of_quotient(&mut self, sides: [&Expr; 2], span: Span) {
        if sides.iter().any(|side| self.is_quotient(side)) {
            let fault = Diagnostic::new(Code::InexactEquality, "un cociente se redondea y aquí se compara exactamente");
            let help = "escriba la tolerancia («a / b = c ± 0,01») o redondee: redondea(a / b, 2) = c";
            self.diagnostics.push(fault.at(span, "comparación exacta").help(help));
        }
    }

    fn tolerance(&mut self, written: &ast::Expr, side: &Expr) -> Option<Expr> {
        let checked = self.expr(written)?;
        let checked = self.adapt(written, checked, &side.kind)?;
        self.expect_kind(checked, &side.kind, "lo que sigue a «±»")
    }

    fn between(&mut self, item: &ast::Expr, low: &ast::Expr, high: &ast::Expr, span: Span) -> Option<Expr> {
        let (checked, first, last) = (self.expr(item), self.expr(low), self.expr(high));
        let (checked, first) = self.agree(item, checked?, low, first?, "«entre»")?;
        let (checked, last) = self.agree(item, checked, high, last?, "«entre»")?;
        if !matches!(checked.kind, Kind::Number(_) | Kind::Date | Kind::Code) {
            let words = self.kind_words(&checked.kind);
            let fault = Diagnostic::new(Code::TypeMismatch, format!("«entre» no ordena {words}"));
            return self.fault(fault.at(checked.span, words).help("«entre» sirve para números, fechas y códigos"));
        }
        Some(truth(Node::Between(Box::new(checked), Box::new(first), Box::new(last)), span))
    }

    fn matches(&mut self, op: MatchOp, left: &ast::Expr, right: &ast::Expr, span: Span) -> Option<Expr> {
        let checked = self.text_like(left)?;
        if op == MatchOp::Like {
            let ExprKind::Literal(LiteralKind::Text(text)) = &right.kind else {
                let fault = Diagnostic::new(Code::TypeMismatch, "después de «parece» va un patrón entre comillas");
                return self.fault(fault.at(right.span, "no es un patrón").help("por ejemplo: código parece \"19*\""));
            };
            let quoted = ast::Quoted { text: text.clone(), span: right.span };
            let pattern = one_pattern(&quoted, &mut self.diagnostics)?;
            return Some(truth(Node::Like(Box::new(checked), pattern), span));
        }
        let other = self.text_like(right)?;
        let other = self.adapt(right, other, &checked.kind)?;
        Some(truth(Node::Match(op, Box::new(checked), Box::new(other)), span))
    }

    fn text_like(&mut self, written: &ast::Expr) -> Option<Expr> {
        let checked = self.expr(written)?;
        match checked.kind {
            Kind::Text | Kind::Code => Some(checked),
            _ => self.expect_kind(checked, &Kind::Text, "lo que se compara letra por letra"),
        }
    }

    fn choice(&mut self, condition: &ast::Expr, then: &ast::Expr, otherwise: &ast::Expr, span: Span) -> Option<Expr> {
        let condition = self.truth(condition, "lo que sigue a «si»");
        let (first, second) = (self.expr(then), self.expr(otherwise));
        let (first, second) = self.agree(then, first?, otherwise, second?, "«si … entonces … de lo contrario»")?;
        let kind = first.kind.clone();
        Some(Expr { node: Node::If(Box::new(condition?), Box::new(first), Box::new(second)), kind, span })
    }

    /// Brings two sides to comparable kinds, or tells that they are unlike.
    pub(super) fn agree(
        &mut self,
        left: &ast::Expr,
        first: Expr,
        right: &ast::Expr,
        second: Expr,
        what: &str,
    ) -> Option<(Expr, Expr)> {
        let (first, second) = self.meet(left, first, right, second)?;
        if self.alike(&first.kind, &second.kind) {
            return Some((first, second));
        }
        let both = matches!((&first.kind, &second.kind), (Kind::Number(_), Kind::Number(_)));
        let code = if both { Code::UnitMismatch } else { Code::TypeMismatch };
        let (one, other) = (self.kind_words(&first.kind), self.kind_words(&second.kind));
        let verb = if what.chars().any(char::is_alphabetic) && what != "«entre»" { "une" } else { "compara" };
        let fault = Diagnostic::new(code, format!("{what} {verb} cosas distintas: {one} y {other}"));
        let fault = fault.at(first.span, one).at(second.span, other);
        let fault = self.advise_unlike(fault, (left, &first), (right, &second));
        self.fault(fault)
    }

    /// Whether values of two kinds can be compared.
    pub(super) fn alike(&self, left: &Kind, right: &Kind) -> bool {
        let share = |kind: &Kind| matches!(kind, Kind::Number(Unit::Plain | Unit::Percent));
        left == right && !matches!(left, Kind::Row(_) | Kind::List(_)) || share(left) && share(right)
    }

    /// Lets a constant on either side take the kind of what it meets.
    fn meet(&mut self, left: &ast::Expr, first: Expr, right: &ast::Expr, second: Expr) -> Option<(Expr, Expr)> {
        let (first_kind, second_kind) = (first.kind.clone(), second.kind.clone());
        let first = self.adapt(left, first, &second_kind)?;
        let second = self.adapt(right, second, &first_kind)?;
        Some((first, second))
    }

    /// Lets a constant take the kind of what it meets: a bare number its unit, a quoted text a code's type.
    pub(super) fn adapt(&mut self, written: &ast::Expr, checked: Expr, kind: &Kind) -> Option<Expr> {
        let given = self.literal_given(written);
        let written = given.as_ref().unwrap_or(written);
        match (&written.kind, kind) {
            (ExprKind::Literal(LiteralKind::Number(..)), Kind::Code) => {
                let fault = Diagnostic::new(Code::TypeMismatch, "un código se escribe entre comillas")
                    .at(written.span, "un número")
                    .help(format!("escriba \"{}\"", self.written(written.span)))
                    .fix(written.span, format!("\"{}\"", self.written(written.span)));
                self.fault(fault)
            }
            _ => Some(adapted(written, checked, kind)),
        }
    }
}

/// Whether an expression names a cell.
fn is_cell(checked: &Expr) -> bool {
    match &checked.node {
        Node::Column { .. } | Node::Dato { .. } | Node::Field { .. } | Node::Entry { .. } => true,
        Node::Applied { body: inner, .. } | Node::Outside { inner, .. } => is_cell(inner),
        _ => false,
    }
}

/// `tipo = ("Nueva", "Continuidad")`
fn compared_list(op: CompareOp, left: &ast::Expr, right: &ast::Expr) -> Option<Diagnostic> {
    if !matches!(right.kind, ExprKind::List(_)) {
        return None;
    }
    let word = if op == CompareOp::Unequal { "no en" } else { "en" };
    let fault = Diagnostic::new(Code::TypeMismatch, "una lista no es un solo valor").at(right.span, "varios valores");
    let equality = matches!(op, CompareOp::Equal | CompareOp::Unequal);
    let sign = Span { start: left.span.end, end: right.span.start, ..left.span };
    let fault = fault.help(format!("en lugar de «{}» escriba «{word}»", op.symbol()));
    Some(if equality { fault.fix(sign, format!(" {word} ")) } else { fault })
}

/// The expression with its constants brought to a kind, where they can be.
fn adapted(written: &ast::Expr, mut checked: Expr, kind: &Kind) -> Expr {
    match (&written.kind, &mut checked.node, kind) {
        (
            ExprKind::Literal(LiteralKind::Number(_, Unit::Plain)),
            Node::Constant(Value::Number(_, own)),
            Kind::Number(unit),
        ) => {
            *own = *unit;
            checked.kind = kind.clone();
        }
        (ExprKind::Literal(LiteralKind::Text(text)), node @ Node::Constant(_), Kind::Code) => {
            *node = Node::Constant(Value::Code(text.as_str().into()));
            checked.kind = Kind::Code;
        }
        (ExprKind::Negate(inner), Node::Negate(own), Kind::Number(_)) => {
            **own = adapted(inner, (**own).clone(), kind);
            checked.kind = own.kind.clone();
        }
        _ => {}
    }
    checked
}

fn truth(node: Node, span: Span) -> Expr {
    Expr { node, kind: Kind::Bool, span }
}

/// What arithmetic between two kinds gives; `None` where units or kinds do not combine.
fn arithmetic_kind(op: ArithmeticOp, left: &Kind, right: &Kind) -> Option<Kind> {
    use ArithmeticOp::{Add, Divide, Multiply, Subtract};
    use Unit::{Percent, Pesos, Plain};
    let (left, right) = match (left, right) {
        (Kind::Number(left), Kind::Number(right)) => (*left, *right),
        (Kind::Date, Kind::Number(Plain)) if matches!(op, Add | Subtract) => return Some(Kind::Date),
        (Kind::Date, Kind::Date) if op == Subtract => return Some(Kind::Number(Plain)),
        _ => return None,
    };
    let unit = match (op, left, right) {
        (Add | Subtract, left, right) if left == right => left,
        (Multiply, Pesos, Plain | Percent) | (Multiply, Plain | Percent, Pesos) => Pesos,
        (Multiply, Percent, Percent) => Percent,
        (Multiply, Plain, Plain | Percent) | (Multiply, Percent, Plain) => Plain,
        (Divide, Pesos, Plain | Percent) => Pesos,
        (Divide, Percent, Plain) => Percent,
        (Divide, Pesos, Pesos) | (Divide, Percent, Percent) | (Divide, Plain, Plain | Percent) => Plain,
        _ => return None,
    };
    Some(Kind::Number(unit))
}
