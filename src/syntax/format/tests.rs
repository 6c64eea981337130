use super::*;
use crate::source::Source;

mod clauses;
mod comments;
mod mangle;
mod random;
mod tree;

/// Every form of the language in its layout, written by hand.
const WHOLE: &str = include_str!("tests/whole.cotejo");

/// The built-in functions that the tests use.
const FUNCTIONS: &[&str] = &["suma", "máximo", "cuenta", "izquierda", "parecido"];

fn formatted(text: &str) -> (Option<String>, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("a.cotejo", text));
    format(&sources, file, FUNCTIONS)
}

/// The layout of a text without faults; to lay it out again changes nothing.
fn laid_out(text: &str) -> String {
    let (first, diagnostics) = formatted(text);
    assert_eq!(diagnostics, [], "{text}");
    let first = first.unwrap();
    assert_eq!(formatted(&first).0.as_deref(), Some(first.as_str()), "a second time\n{text}");
    first
}

/// The layout of a clause of a regla, without the two blanks before its first line.
fn clause(written: &str) -> String {
    let text = laid_out(&format!("regla r\n  \"t\"\n  {written}\n"));
    text.strip_prefix("regla r\n  \"t\"\n  ").unwrap().trim_end().to_owned()
}

#[test]
fn a_file_in_its_layout_stays_as_it_is() {
    pretty(WHOLE, &laid_out(WHOLE));
}

/// Compares line by line, so that a failure shows the line.
fn pretty(expected: &str, found: &str) {
    for (expected, found) in expected.lines().zip(found.lines()) {
        assert_eq!(expected, found);
    }
    assert_eq!(expected, found);
}

#[test]
fn faults_leave_the_file_alone() {
    let (text, diagnostics) = formatted("regla r\n  \"t\"\n  exige\n");
    assert_eq!((text, diagnostics.len()), (None, 1));
}

#[test]
fn a_comma_that_may_be_two_things_leaves_the_file_alone() {
    let (text, diagnostics) = formatted("regla r\n  \"t\"\n  exige a en (1,2)\n");
    assert_eq!((text, diagnostics.len()), (None, 1));
    assert_eq!(diagnostics[0].code, Code::DoubtfulComma);
}

#[test]
fn windows_and_word_leave_no_trace() {
    let text = "\u{feff}USA “a”\r\n\r\nnorma\u{a0}n “T «x»”\r\n";
    assert_eq!(laid_out(text), "usa \"a\"\n\nnorma n \"T «x»\"\n");
}

#[test]
fn an_empty_file_stays_empty_and_a_comment_is_enough() {
    assert_eq!(laid_out(""), "");
    assert_eq!(laid_out("\n\n  \n"), "");
    assert_eq!(laid_out("\n# sólo esto  "), "# sólo esto\n");
}

#[test]
fn a_wide_cell_does_not_widen_the_others() {
    let wide = "x".repeat(41);
    let text = format!("prueba r \"t\"\n  con plan\n    | a | b |\n    | {wide} | 1 |\n");
    assert_eq!(laid_out(&text), text);
}

#[test]
fn a_file_does_not_outgrow_its_bound() {
    let cell = "x".repeat(40);
    let text = format!("prueba r \"t\"\n  con plan\n|{cell}|\n{}", "||\n".repeat(40_000));
    let (text, diagnostics) = formatted(&text);
    assert_eq!((text, diagnostics.len()), (None, 1));
    assert_eq!(diagnostics[0].code, Code::TooLarge);
}
