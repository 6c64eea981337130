//! Tests of escaping, cutting and wrapping.

use super::*;

#[test]
fn what_steers_a_terminal_is_made_visible() {
    assert_eq!(escape("a\u{1b}[31mb"), "a<U+001B>[31mb");
    assert_eq!(escape("\u{9b}2J\u{7f}\0"), "<U+009B>2J<U+007F><U+0000>");
    assert_eq!(escape("total\u{202e}lsx.exe\u{2066}"), "total<U+202E>lsx.exe<U+2066>");
    assert_eq!(escape("19\u{200b}05"), "19<U+200B>05");
}

#[test]
fn every_blank_is_a_blank() {
    assert_eq!(escape("a\tb\nc\r\nd\u{a0}e\u{2028}f"), "a b c d e f");
}

#[test]
fn what_people_write_stays() {
    let text = "Año «2026»: ñandú, 1.234,5 % – $ 3 ₡ 日本";
    assert_eq!(escape(text), text);
}

#[test]
fn a_text_beyond_measure_is_cut() {
    assert_eq!(escape(&"x".repeat(40_000)).chars().count(), LONGEST + 1);
    assert_eq!(escape(&"x".repeat(LONGEST)).chars().count(), LONGEST);
}

#[test]
fn wide_characters_take_two_columns() {
    assert_eq!(width("日本"), 4);
    assert_eq!(fit("日本語", 5, "…"), "日本…");
    assert_eq!(fit("日本語", 4, "…"), "日…");
    assert_eq!(fit("日本語", 6, "…"), "日本語");
    assert_eq!(fit_end("日本語", 5, "…"), "…本語");
}

#[test]
fn a_caption_keeps_the_year_at_its_end() {
    assert_eq!(fit_caption("Programación 2025", 12, "…"), "Progra… 2025");
    assert_eq!(fit_caption("Programación 2025", 17, "…"), "Programación 2025");
    assert_eq!(fit_caption("Programación 2025", 7, "…"), "Progra…");
    assert_eq!(fit_caption("Fuentes / Propios", 9, "…"), "Fuentes…");
}

#[test]
fn a_cut_text_fills_its_columns_and_no_more() {
    assert_eq!(fit("Secretaría de Salud", 11, "…"), "Secretaría…");
    assert_eq!(fit("Secretaría de Salud", 13, "..."), "Secretaría...");
    assert_eq!(fit("abc", 2, "..."), "ab");
    assert_eq!(fit_end("planes/salud.xlsx", 8, "…"), "…ud.xlsx");
    assert_eq!(fit_end("abc", 0, "…"), "…");
}

#[test]
fn lines_break_at_blanks_and_never_inside_an_amount() {
    assert_eq!(wrap("el techo es $ 140.000.000 y no", 14), ["el techo es", "$ 140.000.000", "y no"]);
    assert_eq!(wrap("sube 10 % al año", 8), ["sube", "10 % al", "año"]);
    assert_eq!(wrap("", 20), [""]);
}

#[test]
fn a_word_longer_than_a_line_is_broken() {
    assert_eq!(wrap("a 123456789012 b", 8), ["a", "12345678", "9012 b"]);
}
