//! A rule file as it is written: words and signs with the comments and blank lines between them, for the formatter.

/// A file without faults, in the order in which it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileLexemes {
    /// Its items.
    pub(super) items: Vec<ItemLexemes>,
    /// What follows the last.
    pub(super) after: Vec<Trivia>,
}

/// An item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ItemLexemes {
    /// The keyword that begins it, with its accents: `parámetro`.
    pub(super) word: &'static str,
    /// What stands above it.
    pub(super) before: Vec<Trivia>,
    /// Its head, then its clauses.
    pub(super) parts: Vec<PartLexemes>,
}

/// A head or a clause; it has at least one lexeme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PartLexemes {
    /// The keyword of a clause, with its accents: `por cada`; none for the head.
    pub(super) clause: Option<&'static str>,
    /// What stands above it; of a head, this is the item's.
    pub(super) before: Vec<Trivia>,
    /// Its words and signs.
    pub(super) lexemes: Vec<Lexeme>,
}

/// A word, a sign, a constant or a row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lexeme {
    /// What it is.
    pub(super) kind: LexemeKind,
    /// As written, without the comments and line breaks that may stand within it; texts have plain quotes.
    pub(super) text: String,
    /// How deep in the tree it stands: of two operators, the one that binds tighter is deeper.
    pub(super) depth: usize,
    /// Whether it begins a field of a declaration, such as the type or the captions of a column.
    pub(super) starts_field: bool,
    /// The comments between it and the next lexeme of its part.
    pub(super) comments: Vec<Comment>,
}

/// Kinds of lexeme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LexemeKind {
    /// A keyword of one or more words.
    Keyword,
    /// A keyword that joins what could stand on a line of its own: `y`, `de lo contrario`, `donde`.
    Joint,
    /// A severity, a phase or a type.
    Word,
    /// `sí`, `verdadero`
    Yes,
    /// A name that refers to something.
    Name,
    /// A name where it is declared.
    DeclaredName,
    /// A text in quotes.
    Text,
    /// The beginning of a message, up to the `{` of its first value.
    MessageStart,
    /// From the `}` of a value of a message to the `{` of the next.
    MessageMiddle,
    /// From the `}` of the last value of a message to its end.
    MessageEnd,
    /// A quantity.
    Number,
    /// A quantity of pesos.
    Pesos,
    /// A year, an ordinal, a key: a number that counts nothing.
    Digits,
    /// A day.
    Date,
    /// A sign between two operands, `->` among them.
    Operator,
    /// The `-` of a negative number.
    Prefix,
    /// Any other sign with a blank at each side.
    Sign,
    /// `,`
    Comma,
    /// `.`
    Dot,
    /// `(` or `[` right after what it belongs to.
    GluedOpen,
    /// `(` by itself.
    Open,
    /// `)`, `]`
    Close,
    /// A row of a table.
    Row,
}

/// What stands between clauses and items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trivia {
    /// One or more blank lines.
    Blank,
    /// A comment on its own line.
    Comment(Comment),
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Comment {
    /// From its `#`, without blanks at its end.
    pub(super) text: String,
    /// Where it stands.
    pub(super) place: CommentPlace,
}

/// Where a comment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommentPlace {
    /// At the end of a line.
    LineEnd,
    /// Alone on its line, indented.
    Indented,
    /// Alone on its line, in the first column.
    FirstColumn,
}
