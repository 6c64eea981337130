//! Uses of a `función`: its body is checked anew for what each use gives it.

use crate::diagnostic::{Code, Diagnostic, Label};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Name};
use crate::text::enumerate;

use super::super::functions::{Function, FunctionId};
use super::super::model::{Expr, Kind, Node};
use super::frames::Frame;
use super::{Checker, Local};

/// How many functions may use one another in a row.
const MOST_USES: usize = 16;
/// How many expressions one rule may come to, once every function stands in its place.
const MOST_MADE: usize = 5_000;
/// How many expressions the functions of a whole rule set may come to.
const MOST_MADE_IN_ALL: usize = 500_000;
/// How many uses are told of with a fault within functions that use one another.
const MOST_TOLD: usize = 3;

/// What a use of a function gives for one of its names.
#[derive(Clone)]
pub(in crate::ruleset) struct Argument {
    /// The function's name for it.
    name: Name,
    given: Given,
}

#[derive(Clone)]
enum Given {
    /// A constant as written, which takes the unit of what it meets.
    Literal(ast::Expr),
    /// A value or a row, and how many expressions it is made of.
    One(Expr, usize),
    /// A family of columns, a stretch of one, or a list.
    Several(Vec<Expr>, Kind),
    /// Nothing that has a meaning, which has been told; or something that is not known yet.
    Unknown,
}

impl Argument {
    /// An argument of which nothing is known but its name.
    pub(in crate::ruleset) fn unknown(name: &Name) -> Self {
        Argument { name: name.clone(), given: Given::Unknown }
    }
}

/// What surrounds a use, put aside while the function's body is checked.
struct Surroundings {
    frames: Vec<Frame>,
    lets: Vec<Local>,
    arguments: Vec<Argument>,
}

impl<'a> Checker<'a> {
    /// `nombre(…)` of a function of the rule set's own.
    pub(super) fn use_function(&mut self, id: FunctionId, args: &[ast::Expr], span: Span) -> Option<Expr> {
        let function = self.declared.functions.get(id)?;
        self.usage.called.insert(function.written.name.span);
        self.refuse_count(function, args.len(), span)?;
        let given: Vec<Given> = args.iter().map(|arg| self.given(arg).unwrap_or(Given::Unknown)).collect();
        if !function.is_sound || given.iter().any(|given| matches!(given, Given::Unknown)) {
            return None;
        }
        self.refuse_excess(span)?;
        let names = function.written.params.iter();
        let arguments: Vec<Argument> =
            names.zip(given).map(|(name, given)| Argument { name: name.clone(), given }).collect();
        let shown = arguments.iter().filter_map(|argument| match &argument.given {
            Given::One(value, _) => Some(value.clone()),
            _ => None,
        });
        let shown = shown.collect();
        let told = self.diagnostics.len();
        let words = self.given_words(&arguments);
        let body = self.within(arguments, |inner| inner.expr(&function.written.body));
        self.tell_use(told, span, &words);
        let body = body?;
        Some(Expr { kind: body.kind.clone(), node: Node::Applied { arguments: shown, body: Box::new(body) }, span })
    }

    /// Tells of a use that gives too many arguments or too few.
    pub(in crate::ruleset) fn refuse_count(&mut self, function: &Function, given: usize, span: Span) -> Option<()> {
        let params = &function.written.params;
        if params.len() == given {
            return Some(());
        }
        let count = |count: usize| match count {
            0 => "ningún argumento".to_owned(),
            1 => "un argumento".to_owned(),
            more => format!("{more} argumentos"),
        };
        let message = format!("«{}» recibe {} y aquí hay {given}", function.written.name.text, count(params.len()));
        self.fault(
            Diagnostic::new(Code::WrongArguments, message)
                .at(span, "argumentos")
                .at(function.written.name.span, "la función")
                .help(format!("se escribe {}", function.form())),
        )
    }

    /// Functions that use functions could grow without end.
    fn refuse_excess(&mut self, span: Span) -> Option<()> {
        let in_all = self.declared.functions.made_in_all();
        let what = if self.uses >= MOST_USES {
            format!("hay más de {MOST_USES} funciones que se usan unas dentro de otras")
        } else if self.made > MOST_MADE {
            format!("con sus funciones desarrolladas, la regla pasa de {MOST_MADE} operaciones")
        } else if in_all > MOST_MADE_IN_ALL {
            format!("con sus funciones desarrolladas, las reglas pasan de {MOST_MADE_IN_ALL} operaciones")
        } else {
            return Some(());
        };
        if std::mem::replace(&mut self.is_excessive, true) {
            return None;
        }
        let fault = Diagnostic::new(Code::TooLarge, what).at(span, "esta ya no cabe");
        self.fault(fault.help("use menos funciones dentro de funciones, o reparta la regla en varias"))
    }

    /// What an argument gives; `None` for a faulty one.
    fn given(&mut self, written: &ast::Expr) -> Option<Given> {
        if let Some(literal) = self.literal_given(written) {
            return Some(Given::Literal(literal));
        }
        if let ExprKind::Literal(_) = written.kind {
            return Some(Given::Literal(written.clone()));
        }
        if let ExprKind::List(elements) = &written.kind {
            return self.list_given(elements);
        }
        if let Some((columns, kind)) = self.several(written)? {
            return Some(Given::Several(columns, kind));
        }
        let before = self.made;
        let value = self.expr(written)?;
        Some(Given::One(value, self.made - before))
    }

    /// `("x", "y")` as an argument: values of one kind.
    fn list_given(&mut self, elements: &[ast::Expr]) -> Option<Given> {
        let checked: Vec<Option<Expr>> = elements.iter().map(|element| self.expr(element)).collect();
        let checked: Vec<Expr> = checked.into_iter().collect::<Option<_>>()?;
        let kind = checked.first()?.kind.clone();
        match checked.iter().find(|element| !self.alike(&element.kind, &kind)) {
            None => Some(Given::Several(checked, kind)),
            Some(other) => {
                let (one, two) = (self.kind_words(&kind), self.kind_words(&other.kind));
                let message = format!("los valores de una lista son de una sola clase, y aquí hay {one} y {two}");
                self.fault(Diagnostic::new(Code::TypeMismatch, message).at(other.span, two))
            }
        }
    }

    /// Checks a body, which sees its arguments and nothing else of where it is used.
    pub(in crate::ruleset) fn within<T>(&mut self, arguments: Vec<Argument>, check: impl FnOnce(&mut Self) -> T) -> T {
        let outside = Surroundings {
            frames: std::mem::replace(&mut self.frames, vec![Frame::Body]),
            lets: std::mem::take(&mut self.lets),
            arguments: std::mem::replace(&mut self.arguments, arguments),
        };
        let before = self.made;
        self.uses += 1;
        let result = check(self);
        self.uses -= 1;
        if self.uses == 0 {
            self.declared.functions.add_made(self.made - before);
        }
        Surroundings { frames: self.frames, lets: self.lets, arguments: self.arguments } = outside;
        result
    }

    /// A fault within a function is told with the use that it comes from.
    fn tell_use(&mut self, told: usize, span: Span, words: &str) {
        for fault in self.diagnostics.iter_mut().skip(told) {
            let uses = fault.labels.iter().filter(|label| label.text.starts_with(USED)).count();
            if uses < MOST_TOLD {
                fault.labels.push(Label { span, text: format!("{USED}{words}") });
            }
        }
    }

    fn given_words(&self, arguments: &[Argument]) -> String {
        let words = arguments.iter().filter_map(|argument| {
            let kind = match &argument.given {
                Given::One(value, _) => &value.kind,
                Given::Several(_, kind) => {
                    return Some(format!("{}: varios valores, cada uno {}", argument.name.text, self.kind_words(kind)));
                }
                Given::Literal(_) | Given::Unknown => return None,
            };
            Some(format!("{}: {}", argument.name.text, self.kind_words(kind)))
        });
        let words: Vec<String> = words.collect();
        if words.is_empty() { String::new() } else { format!(", con {}", enumerate(&words)) }
    }

    /// Whether a function's body is being checked.
    pub(super) fn in_body(&self) -> bool {
        matches!(self.frames.first(), Some(Frame::Body))
    }

    /// Whether a name is one of the function's arguments.
    pub(in crate::ruleset) fn is_argument(&self, name: &Name) -> bool {
        self.argument_named(name).is_some()
    }

    /// Whether a name is a local one: a `sea`, or an argument.
    pub(super) fn is_local(&self, name: &Name) -> bool {
        self.lets.iter().any(|local| local.name.key() == name.key()) || self.is_argument(name)
    }

    /// The arguments' names as the function writes them.
    pub(super) fn argument_words(&self) -> impl Iterator<Item = String> {
        self.arguments.iter().map(|argument| argument.name.text.clone())
    }

    fn argument_named(&self, name: &Name) -> Option<&Argument> {
        let key = name.key();
        self.arguments.iter().find(|argument| argument.name.key() == key)
    }

    /// An argument's value; the inner `None` stands for a faulty one.
    pub(super) fn argument(&mut self, name: &Name) -> Option<Option<Expr>> {
        let argument = self.argument_named(name)?.clone();
        Some(match argument.given {
            Given::Literal(written) => self.expr(&written).map(|constant| Expr { span: name.span, ..constant }),
            Given::One(value, made) => {
                self.made += made;
                self.refuse_excess(name.span).map(|()| self.outside(value, name.span))
            }
            Given::Several(..) => self.fault(several_alone(name)),
            Given::Unknown => None,
        })
    }

    /// The values of an argument that stands for several.
    pub(super) fn several_given(&mut self, written: &ast::Expr) -> Option<(Vec<Expr>, Kind)> {
        let ExprKind::Name(name) = &written.kind else { return None };
        let Given::Several(values, kind) = self.argument_named(name)?.given.clone() else { return None };
        self.made += values.len();
        Some((values.into_iter().map(|value| self.outside(value, name.span)).collect(), kind))
    }

    /// The constant as written that an argument's name stands for.
    pub(super) fn literal_given(&self, written: &ast::Expr) -> Option<ast::Expr> {
        let ExprKind::Name(name) = &written.kind else { return None };
        match &self.argument_named(name)?.given {
            Given::Literal(literal) => Some(literal.clone()),
            _ => None,
        }
    }

    /// What was checked where the function is used, at its name's place within the body.
    fn outside(&self, value: Expr, span: Span) -> Expr {
        let frames = self.frames.len().saturating_sub(1);
        let kind = value.kind.clone();
        Expr { node: Node::Outside { frames, inner: Box::new(value) }, kind, span }
    }

    /// Whether a name is that of a column of the plan.
    pub(super) fn is_of_plan(&self, name: &Name) -> bool {
        let plan = &self.declared.plan;
        plan.column(&name.key()).is_some() || plan.family(&name.key()).is_some()
    }
}

const USED: &str = "se usa aquí";

fn several_alone(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::TypeMismatch, format!("«{}» recibe aquí varios valores, no uno solo", name.text))
        .at(name.span, "varios valores")
        .help(format!("escriba suma({0}) u otra función de varios valores, o «x en {0}»", name.text))
}
