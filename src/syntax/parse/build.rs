//! What the builders of the tree share: places, diagnostics, and the way from a part of an item to its parse.

use pest::Parser;
use pest::iterators::Pair;

use super::cut::Part;
use super::grammar::{CotejoParser, Rule};
use super::keywords::ItemWord;
use super::tokens::tokens;
use super::{any_error, faults, letters, refusals};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Name, Quoted, TablePath};

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
        let place = |start, end| self.place(start, end);
        if let Some(fault) = refusals::refusal(&scene, place).or_else(|| letters::refusal(&scene, place)) {
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

/// Each word in «».
pub(super) fn quoted(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| format!("«{word}»")).collect()
}
