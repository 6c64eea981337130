use super::*;
use crate::source::Source;

mod bounds;
mod expressions;
mod faults;
mod items;
mod tree;

/// Items and diagnostics of a text.
fn parse_text(text: &str) -> (Vec<Item>, Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("a.cotejo", text));
    let (items, diagnostics) = parse(&sources, file);
    (items, diagnostics, sources)
}

/// The trees of a text that has no fault.
fn trees(text: &str) -> Vec<String> {
    let (items, diagnostics, _) = parse_text(text);
    assert_eq!(diagnostics, [], "{text}");
    items.iter().map(tree::item).collect()
}

/// The expression of an `exige`, as a tree.
fn demanded(expr: &str) -> String {
    let (items, diagnostics, _) = parse_text(&format!("regla r \"t\"\n  exige {expr}\n"));
    assert_eq!(diagnostics, [], "{expr}");
    match &items[0].kind {
        ItemKind::Regla(regla) => tree::expr(&regla.demands[0].condition),
        other => panic!("{other:?}"),
    }
}

/// `line:column «what stands there» message | help` of each diagnostic.
fn told(text: &str) -> Vec<String> {
    let (_, diagnostics, sources) = parse_text(text);
    let one = |diagnostic: &Diagnostic| {
        let span = diagnostic.labels[0].span;
        let (line, column) = sources.get(span.file).unwrap().line_column(span.range().start);
        let help = diagnostic.help.as_ref().map_or(String::new(), |help| format!(" | {help}"));
        format!("{line}:{column} «{}» {}{help}", sources.text(span), diagnostic.message)
    };
    diagnostics.iter().map(one).collect()
}
