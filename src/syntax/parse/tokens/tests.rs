use super::*;

fn words(text: &str, messages: bool) -> Vec<(TokenKind, &str)> {
    tokens(text, messages).iter().map(|token| (token.kind, text.get(token.start..token.end).unwrap())).collect()
}

#[test]
fn texts_hide_signs_and_comments() {
    assert_eq!(
        words("si \"a # \"\" (b\" # (c\n“d \" e” ≤", false),
        [
            (TokenKind::Word, "si"),
            (TokenKind::Text, "\"a # \"\" (b\""),
            (TokenKind::Text, "“d \" e”"),
            (TokenKind::Sign, "≤"),
        ]
    );
}

#[test]
fn values_of_messages_are_looked_into() {
    assert_eq!(
        words("ayuda \"a {{ {f(\"b\")} c\"", true),
        [
            (TokenKind::Word, "ayuda"),
            (TokenKind::Text, "\"a {{ "),
            (TokenKind::Open, "{"),
            (TokenKind::Word, "f"),
            (TokenKind::Open, "("),
            (TokenKind::Text, "\"b\""),
            (TokenKind::Close, ")"),
            (TokenKind::Close, "}"),
            (TokenKind::Text, " c\""),
        ]
    );
}

#[test]
fn a_quote_never_closed_ends_with_its_line() {
    assert_eq!(
        words("\"a\nb\"", false),
        [(TokenKind::OpenText, "\"a"), (TokenKind::Word, "b"), (TokenKind::OpenText, "\""),]
    );
}

#[test]
fn rows_are_whole_and_numbers_keep_their_signs() {
    assert_eq!(
        words("  | a # | \"b |\n1.500,5, 2.", false),
        [
            (TokenKind::Row, "| a # | \"b |"),
            (TokenKind::Number, "1.500,5"),
            (TokenKind::Sign, ","),
            (TokenKind::Number, "2"),
            (TokenKind::Sign, "."),
        ]
    );
}
