//! The leaves of a parsed part, each with what the formatter needs to know of where it stands.

use pest::iterators::{Pair, Pairs};

use super::super::grammar::Rule;
use super::trivia::without_comments;
use crate::syntax::lexemes::{Comment, Lexeme, LexemeKind};

/// A lexeme and its place in the part's text.
pub(super) struct Leaf {
    pub(super) lexeme: Lexeme,
    /// Comments that stand within it.
    pub(super) comments: Vec<Comment>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What stands around a pair.
#[derive(Clone, Copy)]
struct Around {
    parent: Rule,
    above: Rule,
    depth: usize,
    /// Whether numbers here name something rather than count.
    labels: bool,
}

/// The leaves of a part in the order in which they are written.
pub(super) fn leaves(pairs: Pairs<'_, Rule>) -> Vec<Leaf> {
    let mut walk = Walk::default();
    for pair in pairs {
        walk.pair(pair, Around { parent: Rule::head, above: Rule::head, depth: 0, labels: false });
    }
    walk.found
}

#[derive(Default)]
struct Walk {
    found: Vec<Leaf>,
    starts_field: bool,
}

impl Walk {
    fn pair(&mut self, pair: Pair<'_, Rule>, around: Around) {
        let rule = pair.as_rule();
        self.starts_field |= starts_field(rule, around.parent);
        match rule {
            Rule::EOI => {}
            Rule::quoted_message => self.message(pair, around),
            Rule::long_date => self.long_date(pair, around),
            Rule::row => self.leaf(LexemeKind::Row, pair.as_str(), &pair, around.depth),
            Rule::text => self.leaf(LexemeKind::Text, &plain_text(pair.as_str()), &pair, around.depth),
            _ if pair.clone().into_inner().next().is_none() => {
                self.leaf(kind(&pair, around), pair.as_str(), &pair, around.depth);
            }
            _ => {
                let inner = inside(rule, around);
                let counts = if is_pesos(&pair) { LexemeKind::Pesos } else { LexemeKind::Number };
                for child in pair.into_inner() {
                    match child.as_rule() {
                        Rule::number if rule == Rule::amount && !inner.labels => {
                            self.leaf(counts, child.as_str(), &child, inner.depth);
                        }
                        _ => self.pair(child, inner),
                    }
                }
            }
        }
    }

    fn leaf(&mut self, kind: LexemeKind, text: &str, pair: &Pair<'_, Rule>, depth: usize) {
        let span = pair.as_span();
        self.push(kind, text, (span.start(), span.end()), depth);
    }

    fn push(&mut self, kind: LexemeKind, text: &str, (start, end): (usize, usize), depth: usize) {
        use LexemeKind as Kind;
        let verbatim =
            matches!(kind, Kind::Text | Kind::Row | Kind::MessageStart | Kind::MessageMiddle | Kind::MessageEnd);
        let (text, comments) = if verbatim { (text.to_owned(), Vec::new()) } else { without_comments(text) };
        let starts_field = std::mem::take(&mut self.starts_field);
        let lexeme = Lexeme { kind, text, depth, starts_field, comments: Vec::new() };
        self.found.push(Leaf { lexeme, comments, start, end });
    }

    /// `31 de enero de 2026`
    fn long_date(&mut self, pair: Pair<'_, Rule>, around: Around) {
        let parts: Vec<String> = pair.clone().into_inner().map(|part| part.as_str().to_lowercase()).collect();
        let span = pair.as_span();
        self.push(LexemeKind::Date, &parts.join(" de "), (span.start(), span.end()), around.depth);
        if let Some(date) = self.found.last_mut() {
            date.comments = without_comments(pair.as_str()).1;
        }
    }

    /// A text with `{…}` in it: the texts around each value, and the value's own leaves.
    fn message(&mut self, pair: Pair<'_, Rule>, around: Around) {
        let (mut start, end) = (pair.as_span().start(), pair.as_span().end());
        let mut text = "\"".to_owned();
        let mut kinds = (LexemeKind::MessageStart, LexemeKind::Text);
        for piece in pair.into_inner() {
            match piece.as_rule() {
                Rule::value => {
                    text.push('{');
                    self.push(kinds.0, &text, (start, piece.as_span().start() + 1), around.depth);
                    start = self.value(piece, around);
                    text = "}".to_owned();
                    kinds = (LexemeKind::MessageMiddle, LexemeKind::MessageEnd);
                }
                Rule::curly_chars => text.push_str(&piece.as_str().replace('"', "\"\"")),
                _ => text.push_str(piece.as_str()),
            }
        }
        text.push('"');
        self.push(kinds.1, &text, (start, end), around.depth);
    }

    /// A value without its braces; gives where the closing one stands.
    fn value(&mut self, pair: Pair<'_, Rule>, around: Around) -> usize {
        let mut close = pair.as_span().end();
        for child in pair.into_inner() {
            match child.as_rule() {
                Rule::close_brace => close = child.as_span().start(),
                _ => self.pair(child, Around { depth: around.depth + 1, ..around }),
            }
        }
        close
    }
}

/// A text in plain quotes.
fn plain_text(written: &str) -> String {
    let inner = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    match written.strip_prefix(['“', '”']).and_then(|rest| rest.strip_suffix(['“', '”'])) {
        Some(text) => inner(text),
        None => written.to_owned(),
    }
}

fn is_pesos(pair: &Pair<'_, Rule>) -> bool {
    pair.clone().into_inner().any(|child| child.as_rule() == Rule::pesos)
}

fn inside(rule: Rule, around: Around) -> Around {
    let labels = matches!(rule, Rule::entries | Rule::index | Rule::version | Rule::formato | Rule::con);
    Around { parent: rule, above: around.parent, depth: around.depth + 1, labels: around.labels || labels }
}

/// Whether a part of a declaration is laid out as a column of its own.
fn starts_field(rule: Rule, parent: Rule) -> bool {
    let declares = matches!(parent, Rule::columna | Rule::dato | Rule::parametro);
    let fields = [
        Rule::colon,
        Rule::reference,
        Rule::captions,
        Rule::beside,
        Rule::required,
        Rule::inherits,
        Rule::identifies,
        Rule::decimal_point,
        Rule::separated,
    ];
    declares && fields.contains(&rule) || parent == Rule::norma && rule == Rule::text
}

fn kind(pair: &Pair<'_, Rule>, around: Around) -> LexemeKind {
    use LexemeKind as Kind;
    match pair.as_rule() {
        Rule::name => name_kind(around),
        Rule::word => Kind::Word,
        Rule::yes => Kind::Yes,
        Rule::number => Kind::Digits,
        Rule::iso_date => Kind::Date,
        Rule::minus if around.parent != Rule::sum => Kind::Prefix,
        Rule::minus | Rule::plus | Rule::join | Rule::times | Rule::over => Kind::Operator,
        Rule::relation | Rule::plus_minus | Rule::arrow => Kind::Operator,
        Rule::equals | Rule::colon | Rule::pesos | Rule::percent => Kind::Sign,
        Rule::comma => Kind::Comma,
        Rule::dot => Kind::Dot,
        Rule::open if around.parent == Rule::parens => Kind::Open,
        Rule::open | Rule::open_square => Kind::GluedOpen,
        Rule::close | Rule::close_square => Kind::Close,
        rule if joins(rule, around.parent) => Kind::Joint,
        _ => Kind::Keyword,
    }
}

fn name_kind(around: Around) -> LexemeKind {
    let declares = matches!(
        around.parent,
        Rule::norma
            | Rule::parametro
            | Rule::tabla
            | Rule::formato
            | Rule::funcion
            | Rule::regla
            | Rule::columna
            | Rule::dato
            | Rule::nivel
            | Rule::sea
            | Rule::group_key
    );
    if declares || around.parent == Rule::names && around.above == Rule::funcion {
        LexemeKind::DeclaredName
    } else {
        LexemeKind::Name
    }
}

/// Whether a long line may be broken before a keyword.
fn joins(rule: Rule, parent: Rule) -> bool {
    match rule {
        Rule::k_y => parent != Rule::between,
        Rule::k_de => parent == Rule::from,
        Rule::k_en => matches!(parent, Rule::captions | Rule::at_cell),
        Rule::k_con => parent == Rule::with_message,
        Rule::k_o | Rule::k_o_bien | Rule::k_donde | Rule::k_cumple | Rule::k_entonces | Rule::k_contrario => true,
        Rule::k_da | Rule::k_separado | Rule::k_desde | Rule::right | Rule::below | Rule::inside => true,
        Rule::required | Rule::inherits | Rule::identifies | Rule::decimal_point => true,
        _ => false,
    }
}
