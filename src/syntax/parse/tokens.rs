//! Words, texts and signs with their places: enough to cut a file, to bound its nesting, and to say what a fault is.

/// A word, text or sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
}

/// Kinds of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A keyword or name.
    Word,
    /// Digits with their points and commas.
    Number,
    /// A text in quotes, or the part of a message between values.
    Text,
    /// A text whose closing quote is missing on its line.
    OpenText,
    /// `(`, `[`, or the `{` of a message's value.
    Open,
    /// `)`, `]`, `}`
    Close,
    /// A row of a prueba's table.
    Row,
    /// Anything else.
    Sign,
}

const PAIRS: [&str; 15] = ["<>", "<=", ">=", "==", "!=", "=>", "=<", "->", "&&", "||", "+-", "**", "--", "//", "/*"];

/// Whether a character counts as a blank in rule files: what Unicode calls one, and those of no width.
pub(in crate::syntax) fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{feff}')
}

/// The tokens of a text, without blanks and comments. With `messages`, each `{…}` within a text is looked into.
pub(super) fn tokens(text: &str, messages: bool) -> Vec<Token> {
    let mut lexer = Lexer { text, at: 0, line_start: true, messages, message: None, braces: 0, found: Vec::new() };
    while lexer.step() {}
    lexer.found
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    line_start: bool,
    messages: bool,
    /// The closing quotes of the message whose value is being read.
    message: Option<Quotes>,
    /// Braces open within that value.
    braces: usize,
    found: Vec<Token>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    Plain,
    Curly,
}

impl Quotes {
    fn of(letter: char) -> Option<Quotes> {
        match letter {
            '"' => Some(Quotes::Plain),
            '“' | '”' => Some(Quotes::Curly),
            _ => None,
        }
    }
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Takes the next token, comment or blank; false at the end.
    fn step(&mut self) -> bool {
        let Some(letter) = self.rest().chars().next() else { return false };
        let at_line_start = std::mem::replace(&mut self.line_start, false);
        match letter {
            '\n' | '\r' => {
                self.at += 1;
                self.line_start = true;
            }
            _ if is_blank(letter) => {
                self.at += letter.len_utf8();
                self.line_start = at_line_start;
            }
            '#' => self.at += self.line_width(),
            '|' if at_line_start => self.push(TokenKind::Row, self.line_width()),
            '(' | '[' => self.push(TokenKind::Open, 1),
            '{' => self.open_brace(),
            '}' => self.close_brace(),
            ')' | ']' => self.push(TokenKind::Close, 1),
            _ => self.longer(letter),
        }
        true
    }

    fn longer(&mut self, letter: char) {
        if let Some(quotes) = Quotes::of(letter) {
            self.text_from(quotes, letter.len_utf8());
        } else if letter.is_ascii_digit() {
            self.push(TokenKind::Number, number_width(self.rest()));
        } else if letter.is_alphanumeric() || letter == '_' {
            let word = |letter: char| letter.is_alphanumeric() || letter == '_' || is_mark(letter);
            self.push(TokenKind::Word, self.rest().find(|letter| !word(letter)).unwrap_or(self.rest().len()));
        } else {
            let pair = PAIRS.iter().any(|pair| self.rest().starts_with(pair));
            self.push(TokenKind::Sign, if pair { 2 } else { letter.len_utf8() });
        }
    }

    fn push(&mut self, kind: TokenKind, width: usize) {
        self.found.push(Token { kind, start: self.at, end: self.at + width });
        self.at += width;
    }

    fn line_width(&self) -> usize {
        let line = self.rest();
        line.find(['\n', '\r']).unwrap_or(line.len())
    }

    fn open_brace(&mut self) {
        self.braces += 1;
        self.push(TokenKind::Open, 1);
    }

    /// The `}` that ends a message's value leads back into its text.
    fn close_brace(&mut self) {
        self.push(TokenKind::Close, 1);
        self.braces = self.braces.saturating_sub(1);
        if self.braces == 0
            && let Some(quotes) = self.message.take()
        {
            self.text_from(quotes, 0);
        }
    }

    /// Reads a text whose opening quote, if it begins here, is `opening` bytes wide.
    fn text_from(&mut self, quotes: Quotes, opening: usize) {
        let looks_inside = self.messages && self.message.is_none();
        let line = self.rest().get(..self.line_width()).unwrap_or("");
        match text_end(line.get(opening..).unwrap_or(""), quotes, looks_inside) {
            TextEnd::Closed(width) => self.push(TokenKind::Text, opening + width),
            TextEnd::Value(width) => {
                self.push(TokenKind::Text, opening + width);
                self.message = Some(quotes);
                self.braces = 0;
            }
            TextEnd::Open => self.push(TokenKind::OpenText, self.line_width()),
        }
    }
}

enum TextEnd {
    /// Bytes up to and with the closing quote.
    Closed(usize),
    /// Bytes up to the `{` of a value.
    Value(usize),
    Open,
}

fn text_end(line: &str, quotes: Quotes, looks_inside: bool) -> TextEnd {
    let mut letters = line.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let doubled = letters.peek().is_some_and(|(_, next)| *next == letter);
        if doubled && (letter == '{' || letter == '"' && quotes == Quotes::Plain) {
            letters.next();
        } else if letter == '{' && looks_inside {
            return TextEnd::Value(at);
        } else if Quotes::of(letter) == Some(quotes) {
            return TextEnd::Closed(at + letter.len_utf8());
        }
    }
    TextEnd::Open
}

fn number_width(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut width = 0;
    while digit(width) || matches!(bytes.get(width), Some(b'.' | b',')) && digit(width + 1) {
        width += 1;
    }
    width
}

fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

#[cfg(test)]
mod tests;
