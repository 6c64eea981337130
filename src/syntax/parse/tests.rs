use super::*;
use crate::source::Source;

mod bounds;
mod expressions;
mod faults;
mod items;
mod mistakes;
mod tree;

/// The sound items and the diagnostics of a text.
pub(super) fn parse_text(text: &str) -> (Vec<Item>, Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("a.cotejo", text));
    let (mut items, diagnostics) = parse(&sources, file);
    items.retain(|item| !matches!(item.kind, ItemKind::Broken(_)));
    (items, diagnostics, sources)
}

#[test]
fn a_faulty_item_leaves_its_name() {
    let mut sources = Sources::default();
    let text = "tabela uno desde \"x\"\ntabla dos desde\nformato plan \"F\"\n  columna x texto\n  columna z : texto\n";
    let file = sources.add(Source::new("a.cotejo", text));
    let (items, diagnostics) = parse(&sources, file);
    assert_eq!(diagnostics.len(), 3, "{diagnostics:#?}");
    let trees: Vec<String> = items.iter().map(tree::item).collect();
    assert_eq!(trees[..2], ["(rota uno)", "(rota dos)"]);
    assert!(trees[2].starts_with("(formato plan") && trees[3] == "(rota plan)", "{trees:?}");
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
