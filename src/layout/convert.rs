//! A cell's content to a value of its column's type, or to the reason why not.

use std::sync::Arc;

use jiff::civil::{Date, Time};

use crate::cell::CellRef;
use crate::decimal::Decimal;
use crate::table::Entry;
use crate::text::{Stray, fold, is_unseen, squeeze, stray};
use crate::value::{Text, Type, Unit, Value};
use crate::workbook::Content;

mod code;
mod date;
mod number;

use code::CodeReading;
use date::DateReading;
pub(super) use date::of_serial;
use number::{DecimalMark, Readings, Signs};

/// Longest text, in bytes, that is compared with the format's `vacíos`.
const LONGEST_BLANK: usize = 200;

/// Longest text, in bytes, that may be anything but a text: no number, date or code is longer.
const LONGEST_VALUE: usize = 4_000;

/// What is worth telling of a cell beyond its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    /// The code got its leading zero back.
    ZeroRestored,
    /// The date had a time of day.
    TimeDropped,
    /// The number has two readings.
    TwoReadings,
    /// The code is a number of more digits than Excel holds.
    TooLong,
    /// The year has two digits.
    ShortYear,
    /// The month stands before the day.
    MonthFirst,
    /// The day may stand before the month or behind it.
    EitherOrder,
    /// The number stands in the workbook as a text.
    FromText,
    /// The text has a character that is not what it seems.
    Stray(Stray),
    /// The month has not that day, but so many.
    NoSuchDay(i8),
    /// The year has not that month.
    NoSuchMonth(i8),
    /// The number has decimals and should have none.
    NotWhole,
    /// The cell holds an Excel error or a formula without a value.
    Fault,
    /// The cell is empty, as it is merged into this one.
    MergedInto(CellRef),
}

/// A cell's entry, and what is worth telling of it.
pub(super) type Reading = (Entry, Option<Remark>);

/// What of a column's cells is worth telling, though they can be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Watch {
    /// Numbers that stand there as texts; in CSV every number does.
    pub(super) numbers: bool,
    /// Characters that are not what they seem.
    pub(super) letters: bool,
}

/// How the cells of one column are read.
pub(super) struct CellReader<'a> {
    ty: &'a Type,
    blanks: &'a [Text],
    mark: Option<DecimalMark>,
    /// Whether the dates that are texts put the month first.
    month_first: bool,
    watch: Watch,
}

impl<'a> CellReader<'a> {
    /// A reader for one cell by itself (a dato): no other cell tells the decimal mark.
    pub(super) fn single(ty: &'a Type, blanks: &'a [Text]) -> Self {
        CellReader { ty, blanks, mark: None, month_first: false, watch: Watch::default() }
    }

    /// A reader for a column of a prueba's scene: a text with two readings is a number as the rules write it.
    pub(super) fn for_scene(ty: &'a Type, blanks: &'a [Text], decimal_point: bool) -> Self {
        let mark = if decimal_point { DecimalMark::Point } else { DecimalMark::Comma };
        CellReader { mark: Some(mark), ..CellReader::single(ty, blanks) }
    }

    /// A reader for a column; its decimal mark is the declared point, or what its own cells agree on, and so is the order
    /// of its dates.
    pub(super) fn for_column<'c>(
        ty: &'a Type,
        blanks: &'a [Text],
        decimal_point: bool,
        cells: impl Iterator<Item = &'c Content>,
    ) -> Self {
        let reader = CellReader::single(ty, blanks);
        match ty {
            Type::Date => CellReader { month_first: date::month_first(texts(cells).map(date_reading)), ..reader },
            _ if !ty.is_numeric() => reader,
            _ if decimal_point => CellReader { mark: Some(DecimalMark::Point), ..reader },
            _ => {
                let mark = number::convention(texts(cells).map(|text| number_readings(text, ty)));
                CellReader { mark, ..reader }
            }
        }
    }

    /// The same reader, which tells more.
    pub(super) fn watching(self, watch: Watch) -> Self {
        CellReader { watch, ..self }
    }

    /// Whether a cell counts as empty: blanks only, or one of the format's `vacíos`.
    pub(super) fn is_empty(&self, content: &Content) -> bool {
        is_blank(content, self.blanks)
    }

    /// Reads a cell; `None` is a cell that is not there.
    pub(super) fn read(&self, content: Option<&Content>) -> Reading {
        let Some(content) = content.filter(|content| !self.is_empty(content)) else { return (self.nothing(), None) };
        if let Content::Fault(text) = content {
            return (Entry::Unreadable(Arc::clone(text)), Some(Remark::Fault));
        }
        if *self.ty != Type::Text && is_long(content) {
            return (unreadable(content), None);
        }
        let (entry, remark) = match self.ty {
            Type::Text => (Entry::Present(Value::text(&plain_text(content))), None),
            Type::Choice(choices) => (read_choice(content, choices), None),
            Type::Code(patterns) => read_code(content, patterns),
            Type::Date => self.read_date(content),
            Type::Bool { marks } => (read_bool(content, *marks), None),
            Type::Integer | Type::Decimal | Type::Pesos | Type::Percent { .. } => self.read_number(content),
        };
        (entry, remark.or_else(|| self.stray(content)))
    }

    fn stray(&self, content: &Content) -> Option<Remark> {
        match (content, self.ty) {
            (Content::Text(text), Type::Text | Type::Choice(_) | Type::Code(_)) if self.watch.letters => {
                stray(text).map(Remark::Stray)
            }
            _ => None,
        }
    }

    fn nothing(&self) -> Entry {
        match self.ty {
            Type::Bool { marks: true } => Entry::Present(Value::Bool(false)),
            _ => Entry::Empty,
        }
    }

    fn read_number(&self, content: &Content) -> Reading {
        let (number, hundredths) = match content {
            Content::Number { value, percent } => (Some(value.decimal()), bare_hundredths(self.ty) && !percent),
            Content::Text(text) => match self.number_in_text(text) {
                Ok((number, hundredths)) => (Some(number), hundredths),
                Err(remark) => return (unreadable(content), remark),
            },
            _ => (None, false),
        };
        let number = if hundredths { number.and_then(|number| number.times(Decimal::new(1, 2))) } else { number };
        match number {
            Some(number) if *self.ty == Type::Integer && !number.is_whole() => {
                (unreadable(content), Some(Remark::NotWhole))
            }
            Some(number) => {
                let from_text = self.watch.numbers && matches!(content, Content::Text(_));
                (Entry::Present(Value::Number(number, self.ty.unit())), from_text.then_some(Remark::FromText))
            }
            None => (unreadable(content), None),
        }
    }

    fn read_date(&self, content: &Content) -> Reading {
        let reading = match content {
            Content::Date(moment) => DateReading::Day(moment.date(), moment.time() != Time::midnight()),
            Content::Text(text) => date_reading(text),
            _ => DateReading::None,
        };
        let (day, has_time) = match reading {
            DateReading::Either(..) if self.month_first => return (unreadable(content), Some(Remark::EitherOrder)),
            DateReading::Day(day, time) | DateReading::DayFirst(day, time) | DateReading::Either(day, time) => {
                (day, time)
            }
            DateReading::MonthFirst => return (unreadable(content), Some(Remark::MonthFirst)),
            DateReading::ShortYear => return (unreadable(content), Some(Remark::ShortYear)),
            DateReading::NoSuchDay(days) => return (unreadable(content), Some(Remark::NoSuchDay(days))),
            DateReading::NoSuchMonth(month) => return (unreadable(content), Some(Remark::NoSuchMonth(month))),
            DateReading::None => return (Entry::Unreadable(plain_text(content)), None),
        };
        (Entry::Present(Value::Date(day)), has_time.then_some(Remark::TimeDropped))
    }

    /// The number that a text shows, and whether it is in hundredths.
    fn number_in_text(&self, text: &str) -> Result<(Decimal, bool), Option<Remark>> {
        let readings = number_readings(text, self.ty);
        let with_sign = matches!(self.ty, Type::Percent { .. }) && text.contains('%');
        match (readings.settled(self.mark), readings) {
            (Some(number), _) => Ok((number, with_sign || bare_hundredths(self.ty))),
            (None, Readings::Two { .. }) => Err(Some(Remark::TwoReadings)),
            _ => Err(self.fractional(text)),
        }
    }

    /// Tells a number with decimals in a column of whole numbers from no number at all.
    fn fractional(&self, text: &str) -> Option<Remark> {
        let is_number = number_readings(text, &Type::Decimal) != Readings::None;
        (*self.ty == Type::Integer && is_number).then_some(Remark::NotWhole)
    }
}

fn is_long(content: &Content) -> bool {
    matches!(content, Content::Text(text) if text.len() > LONGEST_VALUE)
}

fn bare_hundredths(ty: &Type) -> bool {
    matches!(ty, Type::Percent { hundredths: true })
}

fn number_readings(text: &str, ty: &Type) -> Readings {
    let signs = Signs { pesos: ty.unit() == Unit::Pesos, percent: matches!(ty, Type::Percent { .. }) };
    number::readings(&in_a_line(text), signs, *ty == Type::Integer)
}

/// The number that a text by itself shows, in a column of a type; `None` if it is none, or may be two.
pub(super) fn number_of(text: &str, ty: &Type) -> Option<Decimal> {
    number_readings(text, ty).settled(None)
}

/// A text with its blanks folded, and those that part its lines told from others: two numbers that stand one above the
/// other are not one.
fn in_a_line(text: &str) -> String {
    let squeezed = squeeze(text);
    let parts_lines = |text: &str| text.contains(['\n', '\r', '\t']) || text.contains("_x000D_");
    if squeezed.contains(' ') && parts_lines(text.trim()) { squeezed.replace(' ', "\n") } else { squeezed }
}

/// The texts of a column that may be numbers or dates.
fn texts<'c>(cells: impl Iterator<Item = &'c Content>) -> impl Iterator<Item = &'c str> {
    cells.filter_map(|content| match content {
        Content::Text(text) if !is_long(content) => Some(&**text),
        _ => None,
    })
}

fn date_reading(text: &str) -> DateReading {
    date::reading(&squeeze(text))
}

fn read_choice(content: &Content, choices: &[Text]) -> Entry {
    let text = Text::new(&plain_text(content));
    if choices.contains(&text) { Entry::Present(Value::Text(text)) } else { unreadable(content) }
}

fn read_code(content: &Content, patterns: &[crate::value::Pattern]) -> Reading {
    let reading = match content {
        Content::Text(text) => code::of_text(&squeeze(text), patterns),
        Content::Number { value, .. } => code::of_number(value.decimal(), patterns),
        _ => CodeReading::None,
    };
    match reading {
        CodeReading::Whole(code) => (Entry::Present(Value::Code(code.into())), None),
        CodeReading::ZeroRestored(code) => (Entry::Present(Value::Code(code.into())), Some(Remark::ZeroRestored)),
        CodeReading::TooLong => (Entry::Unreadable(plain_text(content)), Some(Remark::TooLong)),
        CodeReading::None => (Entry::Unreadable(plain_text(content)), None),
    }
}

fn read_bool(content: &Content, marks: bool) -> Entry {
    let truth = match content {
        Content::Bool(truth) => Some(*truth),
        Content::Text(text) => match fold(text).as_str() {
            "si" | "verdadero" => Some(true),
            "no" | "falso" => Some(false),
            "x" if marks => Some(true),
            _ => None,
        },
        _ => None,
    };
    truth.map_or_else(|| unreadable(content), |truth| Entry::Present(Value::Bool(truth)))
}

fn unreadable(content: &Content) -> Entry {
    Entry::Unreadable(shown(content))
}

/// Whether a content is nothing: blanks only, or one of the given texts.
pub(super) fn is_blank(content: &Content, blanks: &[Text]) -> bool {
    let Content::Text(text) = content else { return false };
    let is_nothing = |letter: char| letter.is_whitespace() || is_unseen(letter);
    let only_blanks = text.split("_x000D_").all(|piece| piece.chars().all(is_nothing));
    only_blanks || !blanks.is_empty() && text.len() <= LONGEST_BLANK && blanks.contains(&Text::new(text))
}

/// A content as a person reads it in Excel.
pub(super) fn shown(content: &Content) -> Arc<str> {
    match content {
        Content::Text(text) | Content::Fault(text) => Arc::clone(text),
        Content::Number { value, percent: false } => value.decimal().to_string().into(),
        Content::Number { value, percent: true } => Value::Number(value.decimal(), Unit::Percent).to_string().into(),
        Content::Date(moment) => short_date(moment.date()).into(),
        Content::Bool(truth) => if *truth { "VERDADERO" } else { "FALSO" }.into(),
    }
}

/// A content in a column that counts nothing: a number there is a name, so it has no thousands marks.
pub(super) fn plain_text(content: &Content) -> Arc<str> {
    match content {
        Content::Number { value, percent: false } => value.decimal().plain().replace('.', ",").into(),
        other => shown(other),
    }
}

fn short_date(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

#[cfg(test)]
mod tests;
