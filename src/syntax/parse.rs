//! Text to tree by pest, one head or clause at a time: a fault in one hides none of the others.

use super::ast::{Item, ItemKind};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{FileId, Sources, Span};

mod build;
mod changes;
mod cut;
mod dates;
mod excepciones;
mod exprs;
mod faults;
mod grammar;
mod heads;
mod keywords;
mod letters;
mod limits;
mod literals;
mod messages;
mod numbers;
mod pruebas;
mod refusals;
mod rules;
mod strays;
mod tables;
mod tokens;
mod written;

use build::Build;
use cut::Piece;
use keywords::ItemWord;

pub(super) use cut::clause_word;
pub(super) use tokens::is_blank;
pub(super) use written::written;

/// How many faults of one file are told; a file in another language has one in each line.
const MAX_TOLD: usize = 100;

/// Parses a file. An item with a fault is [`ItemKind::Broken`]; a tabla or formato with one in a clause keeps its sound
/// clauses besides, so that its other columns are known. Every fault is of severity error; some doubts are warnings.
pub fn parse(sources: &Sources, file: FileId) -> (Vec<Item>, Vec<Diagnostic>) {
    let Some(source) = sources.get(file) else { return (Vec::new(), Vec::new()) };
    let mut items = Vec::new();
    let mut diagnostics = letters::turned_lines(&source.text, file);
    let pieces = cut::items(&source.text);
    let mut strays = strays::Strays::default();
    let mut rest = pieces.as_slice();
    while let Some((piece, after)) = rest.split_first() {
        rest = after;
        let text = source.text.get(piece.range.clone()).unwrap_or("");
        match strays::item_word(text).filter(|_| piece.in_first_column) {
            _ if letters::has_turned(text) => items.push(broken(text, piece, file)),
            Some(word) => {
                strays.end();
                let stray = strays::unindented_part(&source.text, word, rest);
                rest = rest.get(stray.len()..).unwrap_or(&[]);
                diagnostics.extend(strays::tell_unindented(&source.text, stray, file));
                let end = stray.last().map_or(piece.range.end, |last| last.range.end);
                let whole = Piece { range: piece.range.start..end, ..piece.clone() };
                let text = source.text.get(whole.range.clone()).unwrap_or("");
                let (parsed, faults) = parse_item(text, &whole, word, file);
                items.extend(parsed);
                diagnostics.extend(faults);
            }
            None => {
                match strays.tell(text, piece, file) {
                    Some(fault) => diagnostics.push(fault),
                    None => strays::add_to_run(&source.text, piece, diagnostics.last_mut()),
                }
                items.push(broken(text, piece, file));
            }
        }
        if bound(&mut diagnostics) {
            break;
        }
    }
    (items, diagnostics)
}

/// What is left of a piece that is not understood: the name that it may define.
fn broken(text: &str, piece: &Piece, file: FileId) -> Item {
    let name = strays::name_after(text, piece.range.start, file);
    let span = Span::new(file, piece.range.start, piece.range.end);
    Item { doc: None, kind: ItemKind::Broken(name), span }
}

/// A file with more faults than anyone reads is read no further.
fn bound(diagnostics: &mut Vec<Diagnostic>) -> bool {
    if diagnostics.len() <= MAX_TOLD {
        return false;
    }
    diagnostics.truncate(MAX_TOLD);
    let place = diagnostics.last().and_then(|last| last.labels.first()).map(|label| label.span);
    let message = format!("el archivo tiene más de {MAX_TOLD} faltas: se muestran las primeras {MAX_TOLD}");
    let summary = Diagnostic::new(Code::Syntax, message);
    diagnostics.push(match place {
        Some(span) => summary.at(span, "la última que se muestra"),
        None => summary,
    });
    true
}

fn parse_item(text: &str, piece: &Piece, word: &'static ItemWord, file: FileId) -> (Vec<Item>, Vec<Diagnostic>) {
    let mut build = Build::new(text, piece.range.start, word, file);
    let mut parts = cut::parts(text, word).into_iter();
    let head = parts.next().and_then(|part| build.parse(&part));
    let clauses: Vec<_> = parts.filter_map(|part| build.parse(&part)).collect();
    let kind = head.and_then(|head| heads::item(&mut build, head, clauses));
    let span = Span::new(file, piece.range.start, piece.range.start + build.width());
    let keeps = |kind: &ItemKind| !build.has_errors() || matches!(kind, ItemKind::Tabla(_) | ItemKind::Formato(_));
    let item = kind.filter(keeps).map(|kind| Item { doc: piece.doc.clone(), kind, span });
    if item.is_none() && !build.has_errors() {
        // The grammar took what the tree has no place for.
        build.fault(Diagnostic::new(Code::Syntax, format!("no se entiende {}", word.named)).at(span, ""));
    }
    let name = strays::name_after(text, piece.range.start, file);
    let broken = build.has_errors().then_some(Item { doc: None, kind: ItemKind::Broken(name), span });
    (item.into_iter().chain(broken).collect(), build.into_diagnostics())
}

/// Whether any is more than a warning.
fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

#[cfg(test)]
mod tests;
