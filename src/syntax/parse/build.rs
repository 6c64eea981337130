//! What the builders of the tree share: places, diagnostics, and the way from a part of an item to its parse.

use pest::Parser;
use pest::iterators::Pair;

use super::cut::Part;
use super::grammar::{CotejoParser, Rule};
use super::keywords::ItemWord;
use super::limits::{self, Excess, MAX_NESTING, MAX_OPERATORS, MAX_TOKENS, MAX_WORD};
use super::tokens::{Token, TokenKind, tokens};
use super::{any_error, faults};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Name, Quoted, TablePath};
use crate::text::{did_you_mean, either, enumerate, quote_all};

/// A parsed head or clause.
pub(super) struct Parsed<'t> {
    /// Its rule of the grammar.
    pub(super) pair: Pair<'t, Rule>,
    /// Where its text begins in the file.
    pub(super) base: usize,
}

/// Builds the tree of one item.
pub(super) struct Build<'t> {
    text: &'t str,
    start: usize,
    /// Where the part at hand begins in the file.
    base: usize,
    pub(super) word: &'static ItemWord,
    file: FileId,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Build<'t> {
    /// For an item's text, which begins at byte `start` of the file.
    pub(super) fn new(text: &'t str, start: usize, word: &'static ItemWord, file: FileId) -> Self {
        Build { text, start, base: start, word, file, diagnostics: Vec::new() }
    }

    /// Parses a head or clause; on a fault tells it and gives none.
    pub(super) fn parse(&mut self, part: &Part) -> Option<Parsed<'t>> {
        let text = self.text.get(part.range.clone())?;
        self.base = self.start + part.range.start;
        let tokens = tokens(text, matches!(part.clause, Some("si no" | "ayuda")));
        let scene = faults::Scene { text, tokens: &tokens, item: self.word, clause: part.clause };
        if let Some(fault) = self.refusal(&scene) {
            self.fault(fault);
            return None;
        }
        let entry = if part.clause.is_some() { self.word.entry } else { Rule::head };
        match CotejoParser::parse(entry, text) {
            Ok(mut pairs) => Some(Parsed { pair: pairs.next()?, base: self.base }),
            Err(error) => {
                let fault = faults::explain(&scene, &error, |start, end| self.place(start, end));
                self.fault(fault);
                None
            }
        }
    }

    /// Why a part is not given to the parser at all.
    fn refusal(&self, scene: &faults::Scene<'_>) -> Option<Diagnostic> {
        if let Some((token, excess)) = limits::excess(scene.text, scene.tokens) {
            return Some(self.too_much(token, excess));
        }
        if let Some(at) = scene.tokens.iter().position(|token| token.kind == TokenKind::OpenText) {
            return scene.tokens.get(..=at).map(|tokens| self.open_text(scene.text, tokens));
        }
        let clause = scene.clause?;
        let fits = self.word.clauses.iter().any(|own| *own == clause || clause == "hojas" && *own == "hoja");
        if fits { None } else { Some(self.foreign(clause, scene)) }
    }

    /// The last of the tokens is a text that nothing closes; in a message, a value left open may have hidden the quote.
    fn open_text(&self, text: &str, tokens: &[Token]) -> Diagnostic {
        let brace = |token: &&Token| matches!(text.get(token.start..token.end), Some("{" | "}"));
        if let Some(open) = tokens.iter().rfind(brace).filter(|token| token.kind == TokenKind::Open) {
            return Diagnostic::new(Code::Syntax, "falta «}»: «{» se abre y no se cierra")
                .at(self.place(open.start, open.end), "aquí")
                .help("ponga «}» donde termina el valor; una llave que no encierra un valor se escribe «{{»");
        }
        let (start, end) = tokens.last().map_or((0, 0), |token| (token.start, token.end));
        Diagnostic::new(Code::BadLiteral, "a un texto le falta la comilla que lo cierra")
            .at(self.place(start, end), "empieza aquí")
            .help("un texto va entre comillas y en una sola línea; una comilla dentro de él se escribe dos veces")
    }

    fn too_much(&self, token: Token, excess: Excess) -> Diagnostic {
        let (message, help) = match excess {
            Excess::Nesting => (
                format!("hay más de {MAX_NESTING} paréntesis o condiciones unos dentro de otros"),
                "dé nombre a las partes con «sea»",
            ),
            Excess::Operators => (
                format!("hay más de {MAX_OPERATORS} operaciones en una sola cláusula"),
                "dé nombre a las partes con «sea»",
            ),
            Excess::Tokens => (
                format!("hay más de {MAX_TOKENS} palabras y signos en una sola cláusula"),
                "los datos van en una tabla aparte",
            ),
            Excess::Word => {
                (format!("un nombre o un número tiene más de {MAX_WORD} letras o cifras"), "escriba uno más corto")
            }
        };
        Diagnostic::new(Code::TooLarge, message).at(self.place(token.start, token.end), "desde aquí").help(help)
    }

    fn foreign(&self, clause: &str, scene: &faults::Scene<'_>) -> Diagnostic {
        let end = scene.tokens.first().map_or(0, |token| token.end);
        let message = format!("«{clause}» no es una cláusula de {}", self.word.named);
        let fault = Diagnostic::new(Code::Syntax, message).at(self.place(0, end), "no va aquí");
        fault.help(match self.word.clauses {
            [] => format!("{} no lleva cláusulas", self.word.named),
            clauses => format!("{} lleva {}", self.word.named, enumerate(&quote_all(clauses))),
        })
    }

    /// Builds from a parsed part. Where nothing comes of it there is a diagnostic that says why.
    pub(super) fn checked<T>(
        &mut self,
        parsed: Parsed<'t>,
        builder: impl FnOnce(&mut Self, Pair<'t, Rule>) -> Option<T>,
    ) -> Option<T> {
        self.base = parsed.base;
        let told = self.diagnostics.len();
        let span = self.span(&parsed.pair);
        let built = builder(self, parsed.pair);
        if built.is_none() && self.diagnostics.len() == told && !self.has_errors() {
            self.fault(Diagnostic::new(Code::Syntax, "esta cláusula no se entiende").at(span, "aquí"));
        }
        built
    }

    /// What is written at a place of the item.
    pub(super) fn written(&self, span: Span) -> &'t str {
        let range = span.range();
        let (start, end) = (range.start.saturating_sub(self.start), range.end.saturating_sub(self.start));
        self.text.get(start..end).unwrap_or("")
    }

    /// What the item has after a place.
    pub(super) fn written_after(&self, span: Span) -> &'t str {
        self.text.get(span.range().end.saturating_sub(self.start)..).unwrap_or("")
    }

    /// A place of the part at hand.
    pub(super) fn place(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.base + start, self.base + end)
    }

    /// The place of a pair, without the blanks and comments that pest may leave at its end.
    pub(super) fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        self.place(pair.as_span().start(), last(pair.clone()).as_span().end())
    }

    /// The item's bytes without a comment at its end.
    pub(super) fn width(&self) -> usize {
        tokens(self.text, false).last().map_or(0, |token| token.end)
    }

    pub(super) fn fault(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Tells a word that is none of a short list; `what` says of what («una fase»).
    pub(super) fn unknown_word(&mut self, word: &Pair<'_, Rule>, what: &str, words: &[&str]) {
        let fault = Diagnostic::new(Code::Syntax, format!("«{}» no es {what}", word.as_str()));
        let near = did_you_mean(word.as_str(), words.iter().copied());
        let help = near.unwrap_or_else(|| format!("escriba {}", either(&quote_all(words))));
        self.fault(fault.at(self.span(word), "aquí").help(help));
    }

    pub(super) fn has_errors(&self) -> bool {
        any_error(&self.diagnostics)
    }

    /// In the order of their places.
    pub(super) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.labels.first().map(|label| label.span));
        self.diagnostics
    }

    /// A name as written.
    pub(super) fn name(&self, pair: &Pair<'_, Rule>) -> Name {
        Name { text: pair.as_str().to_owned(), span: self.span(pair) }
    }

    /// The next name among pairs.
    pub(super) fn next_name<'p>(&self, pairs: &mut impl Iterator<Item = Pair<'p, Rule>>) -> Option<Name> {
        next(pairs, Rule::name).map(|pair| self.name(&pair))
    }

    /// The names of a `names` rule.
    pub(super) fn names(&self, pair: Pair<'_, Rule>) -> Vec<Name> {
        all(pair, Rule::name).map(|pair| self.name(&pair)).collect()
    }

    /// A text with its quotes taken off and its doubled quotes undone.
    pub(super) fn quoted(&self, pair: &Pair<'_, Rule>) -> Quoted {
        Quoted { text: unquote(pair.as_str()), span: self.span(pair) }
    }

    /// The next text among pairs.
    pub(super) fn next_text<'p>(&self, pairs: &mut impl Iterator<Item = Pair<'p, Rule>>) -> Option<Quoted> {
        next(pairs, Rule::text).map(|pair| self.quoted(&pair))
    }

    /// The texts among a pair's children.
    pub(super) fn texts(&self, pair: Pair<'_, Rule>) -> Vec<Quoted> {
        all(pair, Rule::text).map(|pair| self.quoted(&pair)).collect()
    }

    /// `plan`, `plan.fuentes`
    pub(super) fn table(&self, pair: Pair<'_, Rule>) -> Option<TablePath> {
        let mut names = pair.into_inner();
        let base = self.next_name(&mut names)?;
        let part = self.next_name(&mut names);
        Some(TablePath { base, part })
    }
}

/// The next pair of a rule; what is skipped is only keywords and signs.
pub(super) fn next<'p>(pairs: &mut impl Iterator<Item = Pair<'p, Rule>>, rule: Rule) -> Option<Pair<'p, Rule>> {
    pairs.find(|pair| pair.as_rule() == rule)
}

/// All children of a rule.
pub(super) fn all(pair: Pair<'_, Rule>, rule: Rule) -> impl Iterator<Item = Pair<'_, Rule>> {
    pair.into_inner().filter(move |pair| pair.as_rule() == rule)
}

/// The last pair within a pair that ends where its text ends.
fn last(mut pair: Pair<'_, Rule>) -> Pair<'_, Rule> {
    while !matches!(pair.as_rule(), Rule::quoted_message | Rule::value | Rule::row)
        && let Some(inner) = pair.clone().into_inner().next_back()
    {
        pair = inner;
    }
    pair
}

fn unquote(written: &str) -> String {
    match written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => written.trim_matches(['“', '”']).to_owned(),
    }
}
