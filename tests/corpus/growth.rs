//! No form of nesting costs more than its length: a grammar that reads a level twice would need 2^60 steps here.

use std::time::{Duration, Instant};

use cotejo::source::{Source, Sources};
use cotejo::syntax::parse;

/// How many items and how many faults a text comes to.
fn counts(text: &str) -> (usize, usize) {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("a.cotejo", text));
    let (items, faults) = parse(&sources, file);
    (items.len(), faults.len())
}

/// What opens a level, what stands within the innermost, and what closes a level.
const NESTINGS: [(&str, &str, &str); 16] = [
    ("(", "a", ")"),
    ("((", "a", "))"),
    ("(1, ", "a", ")"),
    ("t[", "a", "]"),
    ("t[a, ", "a", "].b"),
    ("f(", "a", ")"),
    ("suma(a de t donde ", "a", ")"),
    ("(a y ", "a", ")"),
    ("(a = ", "a", ")"),
    ("(a entre b y ", "a", ")"),
    ("(a en ", "(a)", ")"),
    ("(a o bien ", "a", ")"),
    ("(no ", "a", ")"),
    ("si a entonces ", "a", " de lo contrario b"),
    ("existe fila de t donde ", "a", ""),
    ("toda fila de t donde b cumple ", "a", ""),
];

/// What repeats without nesting.
const CHAINS: [&str; 10] =
    ["no ", "- ", "a y ", "a o ", "a + ", "a * ", "a & ", "a o bien ", "31 de enero de 2026 - ", "\"x\" & "];

/// How long the parser takes for an `exige`, sound or not; the best of three.
fn time(text: &str) -> Duration {
    let rule = format!("regla r \"t\"\n  exige {text}\n  si no \"m {{{}}}\"\n", text.replace('"', ""));
    let once = || {
        let start = Instant::now();
        assert_ne!(counts(&rule), (0, 0));
        start.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap()
}

/// Twice the levels may take forty times as long on a busy machine; two to the power of fourteen is sixteen thousand.
#[track_caller]
fn grows_gently(what: &str, short: &str, long: &str) {
    let (short, long) = (time(short), time(long));
    assert!(long < short * 40 + Duration::from_millis(100), "{what}: {short:?}, then {long:?}");
}

#[test]
fn nesting_of_every_kind_takes_time_by_its_length() {
    for (open, inner, close) in NESTINGS {
        for (what, before, end) in [("sound", "", ""), ("faulty at the end", "", " = = ="), ("faulty within", "= ", "")]
        {
            let nested = |depth: usize| format!("{}{before}{inner}{}{end}", open.repeat(depth), close.repeat(depth));
            grows_gently(&format!("{open} {what}"), &nested(14), &nested(28));
        }
        let open_ended = |depth: usize| format!("{}{inner}", open.repeat(depth));
        grows_gently(&format!("{open} unclosed"), &open_ended(14), &open_ended(28));
    }
}

#[test]
fn chains_of_every_kind_take_time_by_their_length() {
    for link in CHAINS {
        for end in ["a", "a = = =", ""] {
            let chain = |length: usize| format!("{}{end}", link.repeat(length));
            grows_gently(&format!("{link}{end}"), &chain(35), &chain(70));
        }
    }
}

#[test]
fn a_file_takes_time_by_its_length() {
    let item =
        "regla r \"t\"\n  por cada fila de plan\n  exige suma(a, b) = c y d entre 1 y 2\n  si no \"{a} y {b}\"\n\n";
    let start = Instant::now();
    assert_eq!(counts(&item.repeat(400)), (400, 0));
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}
