//! One value as a field of a line, and back: exact, on one line, and the same for the same value.
//!
//! A backslash begins all that is no plain content: `\t`, `\n`, `\r`, `\u{…}` and `\\` are letters, `\!` stands before what
//! could not be read, `\e` is a text without letters. Nothing at all is an empty cell.

use std::sync::Arc;

use crate::decimal::Decimal;
use crate::table::Entry;
use crate::value::{Text, Unit, Value};

/// Begins a field whose cell could not be read.
const UNREADABLE: &str = "\\!";
/// A text, or a code, that is present and has no letters.
const NO_LETTERS: &str = "\\e";

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Code,
    Number(Unit),
    Date,
    Bool,
}

const WORDS: [(Kind, &str); 7] = [
    (Kind::Text, "texto"),
    (Kind::Code, "código"),
    (Kind::Number(Unit::Plain), "número"),
    (Kind::Number(Unit::Pesos), "pesos"),
    (Kind::Number(Unit::Percent), "porcentaje"),
    (Kind::Date, "fecha"),
    (Kind::Bool, "lógico"),
];

impl Kind {
    pub(super) fn word(self) -> &'static str {
        WORDS.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    pub(super) fn of_word(word: &str) -> Option<Kind> {
        WORDS.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind)
    }

    /// That of a value; lists are no content of a single cell and count as texts.
    pub(super) fn of(value: &Value) -> Kind {
        match value {
            Value::Text(_) | Value::List(_) => Kind::Text,
            Value::Code(_) => Kind::Code,
            Value::Number(_, unit) => Kind::Number(*unit),
            Value::Date(_) => Kind::Date,
            Value::Bool(_) => Kind::Bool,
        }
    }

    /// The value of a field's plain content.
    fn value(self, field: &str) -> Option<Value> {
        Some(match self {
            Kind::Text => Value::Text(Text::verbatim(&unescaped(field)?)),
            Kind::Code => Value::Code(unescaped(field)?.into()),
            Kind::Number(unit) => Value::Number(Decimal::parse(field)?, unit),
            Kind::Date => Value::Date(field.parse().ok()?),
            Kind::Bool => match field {
                "sí" => Value::Bool(true),
                "no" => Value::Bool(false),
                _ => return None,
            },
        })
    }

    /// What a field says.
    pub(super) fn entry(self, field: &str) -> Option<Entry> {
        match field {
            "" => Some(Entry::Empty),
            NO_LETTERS => self.value("").map(Entry::Present),
            _ => match field.strip_prefix(UNREADABLE) {
                Some(text) => Some(Entry::Unreadable(unescaped(text)?.into())),
                None => self.value(field).map(Entry::Present),
            },
        }
    }
}

/// A cell's content as a field.
pub(super) fn written(entry: &Entry) -> String {
    match entry {
        Entry::Empty => String::new(),
        Entry::Unreadable(text) => format!("{UNREADABLE}{}", escaped(text)),
        Entry::Present(value) => written_value(value),
    }
}

/// A present value as a field.
pub(super) fn written_value(value: &Value) -> String {
    let plain = escaped(&value.plain());
    if plain.is_empty() { NO_LETTERS.to_owned() } else { plain }
}

/// A text on one line, without tabs.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => escaped.push_str("\\\\"),
            '\t' => escaped.push_str("\\t"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            _ if is_hidden(letter) => escaped.push_str(&format!("\\u{{{:x}}}", u32::from(letter))),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// Letters that no one sees, and that turn others round.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The text of what [`escaped`] gave; `None` for what it does not give.
pub(super) fn unescaped(field: &str) -> Option<String> {
    let mut text = String::with_capacity(field.len());
    let mut letters = field.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => match letters.next()? {
                '\\' => '\\',
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                'u' => {
                    let (code, rest) = letters.as_str().strip_prefix('{')?.split_once('}')?;
                    letters = rest.chars();
                    char::from_u32(u32::from_str_radix(code, 16).ok()?)?
                }
                _ => return None,
            },
            letter => letter,
        });
    }
    Some(text)
}

/// Between the values of a cell that holds several.
const BETWEEN: char = '|';
/// Between what a cell of several values says that could not be read, and its values.
const THEN: char = ':';
/// Begins a cell of several values that could not be read as a whole.
const UNREADABLE_CELL: &str = "\\?";
/// A cell of several values that is present and has none.
const NO_VALUES: &str = "\\0";

/// A cell of several values as a field.
pub(super) fn written_several(cell: &Entry, pieces: &[Entry]) -> String {
    let values: Vec<String> = pieces.iter().map(written).collect();
    let values = values.join(&format!("\\{BETWEEN}"));
    match cell {
        Entry::Unreadable(text) if pieces.is_empty() => format!("{UNREADABLE_CELL}{}", escaped(text)),
        Entry::Unreadable(text) => format!("{UNREADABLE_CELL}{}\\{THEN}{values}", escaped(text)),
        Entry::Present(_) if pieces.is_empty() => NO_VALUES.to_owned(),
        Entry::Present(_) => values,
        Entry::Empty => String::new(),
    }
}

/// What a cell of several values says.
pub(super) enum Several {
    /// Its values.
    Present(Vec<Entry>),
    /// Nothing.
    Empty,
    /// What could not be read, and the values that could.
    Unreadable(Arc<str>, Vec<Entry>),
}

impl Several {
    /// What a field says of values of a kind.
    pub(super) fn read(kind: Kind, field: &str) -> Option<Several> {
        let pieces = |field: &str| -> Option<Vec<Entry>> {
            split(field, BETWEEN).into_iter().map(|piece| kind.entry(piece)).collect()
        };
        match field {
            "" => Some(Several::Empty),
            NO_VALUES => Some(Several::Present(Vec::new())),
            _ => match field.strip_prefix(UNREADABLE_CELL) {
                None => Some(Several::Present(pieces(field)?)),
                Some(rest) => match split(rest, THEN).as_slice() {
                    [text] => Some(Several::Unreadable(unescaped(text)?.into(), Vec::new())),
                    [text, values] => Some(Several::Unreadable(unescaped(text)?.into(), pieces(values)?)),
                    _ => None,
                },
            },
        }
    }
}

/// The stretches of a field between marks, which a backslash begins.
fn split(field: &str, mark: char) -> Vec<&str> {
    let (mut parts, mut start, mut escaped) = (Vec::new(), 0, None);
    for (at, letter) in field.char_indices() {
        match escaped.take() {
            Some(backslash) if letter == mark => {
                parts.extend(field.get(start..backslash));
                start = at + letter.len_utf8();
            }
            Some(_) => {}
            None if letter == '\\' => escaped = Some(at),
            None => {}
        }
    }
    parts.extend(field.get(start..));
    parts
}
