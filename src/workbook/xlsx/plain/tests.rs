use proptest::prelude::*;

use super::*;
use crate::workbook::tests::{by_hand, drawn, read_all};

#[test]
fn a_cell_as_excel_writes_it_is_taken_whole() {
    let text = "<c r=\"AB12\" s=\"3\" t=\"s\"><v>41</v></c><c r=\"AC12\"/>";
    let (first, length) = cell(text).unwrap();
    let at = CellRef { row: 11, column: 27 };
    assert_eq!(first, PlainCell { at, format: 3, kind: Kind::Shared, has_formula: false, value: Some("41") });
    let (second, _) = cell(text.get(length..).unwrap()).unwrap();
    assert_eq!((second.at.to_string().as_str(), second.value), ("AC12", None));
    let (formula, _) = cell("<c r=\"A1\"><f t=\"shared\" si=\"0\"/><v>7</v></c>").unwrap();
    assert_eq!((formula.has_formula, formula.value), (true, Some("7")));
}

#[test]
fn what_is_written_otherwise_is_left_to_the_tags() {
    for text in [
        "",
        "<c r=\"A1\"><v>1</v></",
        "<c  r=\"A1\"><v>1</v></c>",
        "<c s=\"1\" r=\"A1\"><v>1</v></c>",
        "<c r='A1'><v>1</v></c>",
        "<c r=\"a1\"><v>1</v></c>",
        "<c r=\"A0\"><v>1</v></c>",
        "<c r=\"A1048577\"><v>1</v></c>",
        "<c r=\"XFE1\"><v>1</v></c>",
        "<c r=\"A4294967297\"><v>1</v></c>",
        "<c r=\"ZZZZZZZZ1\"><v>1</v></c>",
        "<c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c>",
        "<c r=\"A1\"><f>1</f><v>1</v><x/></c>",
        "<c r=\"A1\"><v>1<!-- --></v></c>",
        "<c r=\"A1\"><font/><v>1</v></c>",
    ] {
        assert_eq!(cell(text), None, "{text}");
    }
}

/// One of several ways to write a cell, right or wrong.
fn written() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        "[0-9]{1,18}(\\.[0-9]{1,6})?",
        Just("0".to_owned()),
        Just("1".to_owned()),
        Just("-1.5E-3".to_owned()),
        Just("NaN".to_owned()),
        Just(" 7 ".to_owned()),
        Just("&#49;".to_owned()),
        Just("a &amp; _x0041_".to_owned()),
        Just(String::new()),
    ];
    let formula = prop_oneof![
        Just(""),
        Just("<f>A1+B1</f>"),
        Just("<f/>"),
        Just("<f t=\"shared\" ref=\"A1:A9\" si=\"0\">IF(A1&gt;0,\"a>b\",1)</f>"),
        Just("<f t=\"a>b\"/>"),
    ];
    let kind = prop_oneof![
        Just(""),
        Just(" t=\"s\""),
        Just(" t=\"n\""),
        Just(" t=\"str\""),
        Just(" t=\"b\""),
        Just(" t=\"e\"")
    ];
    let format = prop_oneof![Just(""), Just(" s=\"0\""), Just(" s=\"7\""), Just(" s=\"99999999999\"")];
    (1_u32..4, "[A-D]", format, kind, formula, value).prop_map(|(row, column, format, kind, formula, value)| {
        format!("<c r=\"{column}{row}\"{format}{kind}>{formula}<v>{value}</v></c>")
    })
}

fn outcome(rows: &str) -> String {
    let (book, told) = read_all("plan.xlsx", &by_hand(rows, "", "<sst><si><t>uno</t></si><si><t/></si></sst>"));
    match book {
        Some(book) => format!("{}{:?}", drawn(&book.sheets[0]), book.sheets[0].formulas),
        None => told[0].message.clone(),
    }
}

proptest! {
    #[test]
    fn a_cell_means_the_same_at_one_glance_and_tag_by_tag(cells in prop::collection::vec(written(), 1..5)) {
        let plain = format!("<row r=\"1\">{}</row>", cells.concat());
        // The same cells, not as Excel writes them.
        let otherwise = plain.replace("<c r", "<c  r");
        prop_assert_eq!(outcome(&plain), outcome(&otherwise));
    }
}
