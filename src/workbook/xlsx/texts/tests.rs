use super::*;

#[test]
fn excel_s_numbered_characters_are_themselves() {
    for (raw, shown) in [
        ("uno_x000D_\ndos", "uno\r\ndos"),
        ("_x005F_x000D_", "_x000D_"),
        ("a_x_b", "a_x_b"),
        ("_x00F1_&amp;_x00f1_", "ñ&ñ"),
        ("_xD800_", "_xD800_"),
        ("_x+0D_", "_x+0D_"),
        ("_x000D", "_x000D"),
        ("_xñandú_", "_xñandú_"),
        ("__x0041__", "_A_"),
    ] {
        assert_eq!(text_of(raw), shown, "{raw}");
    }
}
