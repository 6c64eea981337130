//! How a finding is drawn.

use super::*;

/// Columns of the widest line, colours apart.
fn widest(output: &str) -> usize {
    output.lines().map(|line| super::super::escape::width(&without_colours(line))).max().unwrap_or(0)
}

fn without_colours(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |kept, part| kept + part.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn a_broken_ceiling() {
    insta::assert_snapshot!(drawn(finding(), RULES, &PLAIN));
}

#[test]
fn in_ascii() {
    let output = drawn(finding(), RULES, &Style { unicode: false, ..PLAIN });
    insta::assert_snapshot!(output);
    let beyond: Vec<char> = output.chars().filter(|letter| !letter.is_ascii()).collect();
    assert!(beyond.iter().all(|letter| "áéíóúñ".contains(*letter)), "only the texts' own letters: {beyond:?}");
}

#[test]
fn colours_change_nothing_else() {
    let colored = drawn(finding(), RULES, &Style { color: true, ..PLAIN });
    insta::assert_snapshot!(colored.replace('\u{1b}', "␛"));
    assert_eq!(without_colours(&colored), drawn(finding(), RULES, &PLAIN));
}

#[test]
fn in_fifty_columns() {
    let output = drawn(finding(), RULES, &Style { width: 50, ..PLAIN });
    insta::assert_snapshot!(output);
    assert!(widest(&output) <= 50);
}

/// A sheet's usual width: long texts, several amounts, a role at the right edge.
fn long_texts() -> Finding {
    let meta = "Prestar asistencia técnica integral a los pequeños productores de los corregimientos de la zona rural";
    let window = Window {
        place: sheet("entregas/2026/primera/secretaría de agricultura/plan de acción definitivo (2).xlsx", "Plan"),
        columns: columns(&[
            (1, "Meta de producto del plan de desarrollo"),
            (3, "Indicador"),
            (27, "Recursos propios 2026"),
            (28, "SGP libre inversión 2026"),
            (29, "Total 2026"),
        ]),
        rows: vec![row(
            1024,
            &[meta, "Productores atendidos", "$ 1.234.567.890,12", "$ 98.000.000", "$ 1.300.000.000"],
            vec![mark(2, "propios"), mark(3, "SGP"), mark(4, "total escrito; las fuentes suman $ 1.332.567.890,12")],
        )],
        hidden_rows: 1,
    };
    Finding { windows: vec![window], ..finding() }
}

#[test]
fn long_texts_give_way_to_amounts() {
    let output = drawn(long_texts(), RULES, &PLAIN);
    insta::assert_snapshot!(output);
    assert!(widest(&output) <= 80);
    assert!(output.contains("$ 1.234.567.890,12") && output.contains("$ 98.000.000"));
}

#[test]
fn columns_without_room_are_named() {
    let output = drawn(long_texts(), RULES, &Style { width: 50, ..PLAIN });
    insta::assert_snapshot!(output);
    assert!(widest(&output) <= 50);
    assert!(output.contains("sin espacio para"));
}

#[test]
fn empty_cells_and_texts_among_numbers() {
    let window = Window {
        place: sheet("planes/salud.xlsx", "Plan de acción"),
        columns: columns(&[(0, ""), (4, "Meta 2026"), (5, "Responsable")]),
        rows: vec![
            row(9, &["IP-1", "1.250"], vec![mark(2, "vacía")]),
            row(10, &["IP-2", "NP", "Ana"], vec![mark(1, "no es un número")]),
            row(11, &["IP-3", "0,5", ""], vec![]),
        ],
        hidden_rows: 0,
    };
    insta::assert_snapshot!(drawn(Finding { windows: vec![window], ..finding() }, RULES, &PLAIN));
}

#[test]
fn hostile_texts_steer_nothing() {
    let evil = "\u{1b}[31mrojo\u{1b}]0;título\u{7}\r\nabajo\u{202e}odanimret\u{9b}2J";
    let window = Window {
        place: sheet(&format!("planes/{evil}.xlsx"), evil),
        columns: columns(&[(0, evil), (1, "日本の計画")]),
        rows: vec![row(2, &[evil, "日本"], vec![mark(0, evil), mark(1, "ancho")])],
        hidden_rows: 0,
    };
    let rules = format!("regla x\n\texige {evil}\n");
    let finding = Finding {
        rule: evil.into(),
        title: evil.into(),
        message: evil.into(),
        windows: vec![window],
        rule_span: Some(span(&rules, "exige")),
        norms: vec![CitedNorm { name: evil.into(), title: evil.into(), article: Some(evil.into()) }],
        help: Some(evil.into()),
        notes: vec![evil.into()],
        ..finding()
    };
    let output = drawn(finding, &rules, &PLAIN);
    insta::assert_snapshot!(output);
    assert!(!output.chars().any(|letter| letter != '\n' && super::super::escape::is_hostile(letter)));
}

#[test]
fn without_a_verdict() {
    let finding = Finding {
        outcome: Outcome::NotEvaluable,
        checks: 12,
        message: "falta el total de la meta «IP-14»".into(),
        windows: vec![],
        norms: vec![],
        help: None,
        notes: vec!["también quedó sin veredicto la regla «suma_de_fuentes»".into()],
        ..finding()
    };
    insta::assert_snapshot!(drawn(finding, RULES, &PLAIN));
}

#[test]
fn of_the_reader() {
    let finding = Finding {
        rule: "lectura/no_es_libro".into(),
        title: String::new(),
        place: None,
        cells: vec![],
        message: "el archivo no es un libro de Excel: empieza como un PDF".into(),
        windows: vec![],
        rule_span: None,
        norms: vec![],
        help: Some("guárdelo en Excel como .xlsx".into()),
        ..finding()
    };
    insta::assert_snapshot!(drawn(finding, RULES, &PLAIN));
}

#[test]
fn warnings_and_notes_have_icons_of_their_own() {
    let first_line = |severity| {
        let output = drawn(Finding { severity, ..finding() }, RULES, &PLAIN);
        output.lines().next().unwrap_or("").to_owned()
    };
    assert!(first_line(Severity::Warning).starts_with("  ⚠ techo_por_programa · "));
    assert!(first_line(Severity::Note).starts_with("  ☞ techo_por_programa · "));
}

#[test]
fn a_rule_over_several_lines_and_wider_than_the_terminal() {
    let rules = format!("regla x\n  exige {} = 1\n    y b\n  ayuda \"\"\n", "a + ".repeat(40));
    let start = rules.find("exige").unwrap();
    let whole = Span::new(FileId(0), start, rules.find("  ayuda").unwrap());
    let output = drawn(Finding { windows: vec![], rule_span: Some(whole), ..finding() }, &rules, &PLAIN);
    insta::assert_snapshot!(output);
    assert!(widest(&output) <= 80);
}

#[test]
fn a_span_of_another_rule_set_draws_nothing() {
    let elsewhere = Span::new(FileId(7), 0, 5);
    let output = drawn(Finding { rule_span: Some(elsewhere), windows: vec![], ..finding() }, RULES, &PLAIN);
    assert!(!output.contains("techos.cotejo"));
}

fn any_window() -> impl Strategy<Value = Window> {
    let text = "[a-z日\u{301}\u{1b}$0-9., %]{0,40}";
    let column = (0u32..16_384, text, any::<bool>()).prop_map(|(column, caption, numeric)| WindowColumn {
        column,
        caption,
        numeric,
    });
    let mark = (0usize..8, text).prop_map(|(column, role)| Mark { column, role });
    let row = (0u32..1_048_576, prop::collection::vec(text, 0..8), prop::collection::vec(mark, 0..5))
        .prop_map(|(row, cells, marks)| WindowRow { row, cells, marks });
    let rows = prop::collection::vec(row, 0..4);
    (prop::collection::vec(column, 0..8), rows, 0usize..3).prop_map(|(columns, rows, hidden_rows)| Window {
        place: sheet("planes/salud.xlsx", "Plan"),
        columns,
        rows,
        hidden_rows,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_window_is_wider_than_the_terminal(window in any_window(), width in 40usize..120, unicode: bool) {
        let style = Style { color: false, unicode, width };
        let output = drawn(Finding { windows: vec![window], ..finding() }, RULES, &style);
        prop_assert!(widest(&output) <= width, "{output}");
    }

    #[test]
    fn any_span_of_any_text_can_be_drawn(text in "[a-zñ日 \t\r\n\u{1b}\u{301}]{0,200}", start in 0usize..260, length in 0usize..260) {
        let span = Span::new(FileId(0), start, start + length);
        let output = drawn(Finding { windows: vec![], rule_span: Some(span), ..finding() }, &text, &PLAIN);
        prop_assert!(output.contains("techos.cotejo:"));
        prop_assert!(widest(&output) <= 80, "{output}");
    }
}

#[test]
fn findings_by_the_thousand_share_the_drawing_of_their_rule() {
    let mut run = run(vec![finding(); 1_000]);
    run.summary.clear();
    let output = terminal::findings(&run, &sources(RULES), &PLAIN);
    let one = drawn(finding(), RULES, &PLAIN);
    assert!(output.starts_with(&format!("{one}\n").repeat(1_000)));
}

#[test]
fn a_heading_names_a_cell_that_is_drawn() {
    let named = |cells: Vec<CellRef>| {
        let output = drawn(Finding { cells, ..finding() }, RULES, &PLAIN);
        output.split_once("acción!").and_then(|(_, rest)| rest.split_once(']')).map(|(cell, _)| cell.to_owned())
    };
    assert_eq!(named(vec![cell(31, 10)]).as_deref(), Some("K31"));
    assert_eq!(named(vec![cell(99, 10)]).as_deref(), Some("K123"), "row 99 is not drawn");
}
