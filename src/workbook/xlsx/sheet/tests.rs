use super::*;

#[test]
fn addresses_are_of_the_grid_or_none() {
    let at = |row, column| Some(CellRef { row, column });
    assert_eq!(address_of("A1"), at(0, 0));
    assert_eq!(address_of("aa10"), at(9, 26));
    assert_eq!(address_of("XFD1048576"), at(1_048_575, 16_383));
    for written in ["XFE1", "A1048577", "AAAA1", "A01234567", "1A", "A-1", "A+1", "A1 ", "$A$1", "", "A"] {
        assert_eq!(address_of(written), None, "{written}");
    }
}

#[test]
fn only_the_type_of_error_cells_and_the_extent_are_changed() {
    let part = r#"<w><dimension ref="A1"/><c r="A1" t="e"><v>#N/A</v></c><c t="s"/><mergeCell ref="B2:A1"/></w>"#;
    let checked = check(part.as_bytes().to_vec(), "Plan", &Limits::default()).unwrap();
    let expected = part.replace(r#"<dimension ref="A1"/>"#, &" ".repeat(21)).replace(r#"t="e""#, r#"t="d""#);
    assert_eq!(String::from_utf8(checked.bytes).unwrap(), expected);
    let corner = |row, column| CellRef { row, column };
    assert_eq!(checked.merged, [Area { first: corner(0, 0), last: corner(1, 1) }]);
}
