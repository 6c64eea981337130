//! Hostile files: nothing here may be slow, deep or endless.

use proptest::prelude::*;

use super::{demanded, parse_text, told};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::parse::MAX_TOLD;

fn only(text: &str) -> Diagnostic {
    let (_, mut diagnostics, _) = parse_text(text);
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    diagnostics.remove(0)
}

fn exige(expr: &str) -> String {
    format!("regla r \"t\"\n  exige {expr}\n")
}

#[test]
fn five_thousand_parentheses_are_refused_at_the_hundred_and_first() {
    let fault = only(&exige(&format!("{}a{}", "(".repeat(5000), ")".repeat(5000))));
    assert_eq!(fault.code, Code::TooLarge);
    let start = exige("").trim_end().len() + 1;
    assert_eq!(fault.labels[0].span.range(), start + 60..start + 61);
}

#[test]
fn what_nests_without_parentheses_is_bounded_too() {
    for expr in [
        format!("{}a{}", "si (".repeat(5000), ")".repeat(5000)),
        "existe fila de t donde ".repeat(5000),
        "toda fila de t cumple ".repeat(5000),
        format!("{}a", "si a entonces b de lo contrario ".repeat(5000)),
        format!("t{}", "[a".repeat(5000)),
        format!("{}a", "-".repeat(10_000)),
        format!("{}a", "no ".repeat(10_000)),
        format!("a{}", " + a".repeat(10_000)),
        format!("a{}", " o bien a".repeat(10_000)),
        format!("a{}", ".a".repeat(10_000)),
        format!("a{}", "[a]".repeat(10_000)),
        format!("a en ({}a)", "a, ".repeat(100_000)),
        "a".repeat(100_000),
        "1.000".repeat(100_000),
    ] {
        assert_eq!(only(&exige(&expr)).code, Code::TooLarge, "{}", expr.get(..30).unwrap_or(&expr));
    }
    let message = format!("regla r \"t\"\n  exige a\n  si no \"{{{}a{}}}\"", "(".repeat(5000), ")".repeat(5000));
    assert_eq!(only(&message).code, Code::TooLarge);
}

#[test]
fn nesting_below_the_bound_is_parsed_in_linear_time() {
    let deep = format!("{}a{}", "(".repeat(60), ")".repeat(60));
    assert_eq!(demanded(&deep), "a");
    // Each level read twice would take 2^29 steps.
    let conditions = format!("{}a{}", "si (".repeat(29), ") entonces b de lo contrario c".repeat(29));
    assert!(demanded(&conditions).starts_with("(si (si (si "));
    let unfinished = format!("{}a", "si (".repeat(29));
    assert_eq!(only(&exige(&unfinished)).code, Code::Syntax);
    let calls = format!("{}a{}", "suma(1 + [".replace('[', "f(").repeat(29), "))".repeat(29));
    assert!(demanded(&calls).starts_with("suma((+ 1 f("));
}

#[test]
fn chains_below_the_bound_are_parsed() {
    assert!(demanded(&format!("a{}", " + a".repeat(150))).starts_with("(+ (+ "));
    assert!(demanded(&format!("{}a", "no ".repeat(150))).starts_with("(no (no "));
}

#[test]
fn a_file_of_strange_lines_is_told_briefly() {
    let (items, diagnostics, _) = parse_text(&"xyz\n".repeat(5000));
    assert!(items.is_empty());
    assert_eq!(diagnostics.len(), MAX_TOLD + 1);
    assert!(diagnostics[MAX_TOLD].message.contains("más de 100 faltas"));
}

#[test]
fn a_word_without_end_is_told_briefly() {
    assert!(only(&"á".repeat(500_000)).message.len() < 200);
}

const FRAGMENTS: [&str; 60] = [
    "regla r \"t\"",
    "tabla t desde \"a\"",
    "formato plan \"f\"",
    "prueba r \"t\"",
    "excepción r",
    "parámetro p : pesos =",
    "vigencia",
    "función f(a) =",
    "fija",
    "\n",
    "\n  ",
    "\r\n  ",
    "\n  exige ",
    "\n  si no ",
    "\n  ayuda ",
    "\n  columna ",
    "\n  por cada ",
    "\n  con ",
    "\n  espera ",
    "\n | a | b |",
    "fila de ",
    "donde ",
    "a",
    "plan.b",
    "suma(",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "\"x\"",
    "“",
    "”",
    "1.500",
    "0,5",
    "1,2,3",
    "$ 5",
    "10 %",
    "2026-02-30",
    "31 de enero de 2026",
    "si ",
    "entonces ",
    "de lo contrario ",
    "no ",
    "sí",
    "y ",
    "o ",
    "o bien ",
    "en ",
    "entre ",
    "vacío",
    "existe ",
    "toda ",
    "cumple ",
    "= ",
    "<= ",
    "- ",
    "# ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_panics_and_places_stay_within_it(
        text in proptest::collection::vec(proptest::sample::select(FRAGMENTS.to_vec()), 0..40)
    ) {
        stays_within(&text.concat());
    }

    #[test]
    fn no_letters_panic(text in "\\PC{0,80}") {
        stays_within(&format!("regla r \"t\"\n  exige {text}"));
        stays_within(&text);
    }
}

/// The place of a title without its indent was one byte long, and a quote of Word's has three.
#[test]
fn a_title_in_the_first_column_that_begins_with_a_curly_quote_is_told_whole() {
    let text = "regla r \"t\"\n“";
    stays_within(text);
    let (_, diagnostics, sources) = parse_text(text);
    let source = sources.iter().next().unwrap().1;
    let quoted = |diagnostic: &Diagnostic| source.text.get(diagnostic.labels[0].span.range()) == Some("“");
    assert!(diagnostics.iter().any(quoted), "{diagnostics:?}");
}

fn stays_within(text: &str) {
    let (items, diagnostics, sources) = parse_text(text);
    let length = sources.iter().next().unwrap().1.text.len();
    let spans = items.iter().map(|item| item.span);
    let labels = diagnostics.iter().flat_map(|diagnostic| diagnostic.labels.iter().map(|label| label.span));
    for span in spans.chain(labels) {
        assert!(span.start <= span.end && span.range().end <= length, "{span:?} in {text:?}");
        assert!(sources.iter().next().unwrap().1.text.get(span.range()).is_some());
    }
    let _ = told(text);
}

#[test]
fn what_a_fault_looks_like_is_sought_in_linear_time() {
    for call in ["contar(x)", "f(x)", "(si (x) entonces b de lo contrario c)"] {
        let many = format!("a en ({}a) )", format!("{call}, ").repeat(3_000));
        assert_eq!(only(&exige(&many)).code, Code::Syntax, "{call}");
    }
    let unopened = format!("a = b{}\"", " b".repeat(40_000));
    assert_eq!(only(&exige(&unopened)).code, Code::BadLiteral);
}
