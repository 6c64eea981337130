//! What the text of a cell's value stands for, by the cell's type and format.

use std::sync::Arc;

use super::texts;
use crate::cell::CellRef;
use crate::decimal::ShortDecimal;
use crate::workbook::Content;
use crate::workbook::content;
use crate::workbook::refusal::{self, Refusal};
use crate::workbook::stored::CellFormats;
use crate::workbook::xml;

/// How a cell's value is to be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Date,
    Unknown,
}

impl Kind {
    /// The kind that a cell's `t` names.
    pub(super) fn named(written: &str) -> Self {
        match written {
            "n" => Kind::Number,
            "s" => Kind::Shared,
            "str" | "inlineStr" => Kind::Text,
            "b" => Kind::Bool,
            "e" => Kind::Error,
            "d" => Kind::Date,
            _ => Kind::Unknown,
        }
    }
}

/// What a sheet's values may refer to.
pub(super) struct Values<'b> {
    /// The sheet's name, for messages.
    pub(super) sheet: &'b str,
    /// The workbook's cell formats.
    pub(super) formats: &'b CellFormats,
    /// The texts that its cells share.
    pub(super) texts: &'b [Arc<str>],
}

impl<'b> Values<'b> {
    /// What the text between the tags of a cell's value stands for.
    pub(super) fn content(
        &self,
        at: CellRef,
        kind: Kind,
        format: usize,
        raw: &str,
    ) -> Result<Option<Content>, Refusal> {
        let text = || xml::characters(raw);
        Ok(match kind {
            Kind::Number => number(text().trim_ascii(), self.formats, format),
            Kind::Shared => Some(Content::Text(Arc::clone(self.shared(at, text().trim_ascii())?))),
            Kind::Text => Some(Content::Text(texts::text_of(raw).into())),
            Kind::Error => Some(Content::Fault(text().into())),
            Kind::Bool => Some(truth(text().trim_ascii())),
            Kind::Date => content::iso(&text()),
            Kind::Unknown => Some(Content::Fault(UNKNOWN_KIND.into())),
        })
    }

    fn shared(&self, at: CellRef, number: &str) -> Result<&'b Arc<str>, Refusal> {
        let text = number.parse().ok().and_then(|index: usize| self.texts.get(index));
        text.ok_or_else(|| refusal::no_such_text(self.sheet, at, number))
    }
}

/// What is told of a cell whose kind is of no version of the standard.
const UNKNOWN_KIND: &str = "valor de un tipo desconocido";

fn number(text: &str, formats: &CellFormats, format: usize) -> Option<Content> {
    if text.is_empty() {
        return None;
    }
    Some(match ShortDecimal::of_stored(text) {
        Some(value) => formats.stored(value, format),
        None => content::no_number(text),
    })
}

fn truth(text: &str) -> Content {
    match text {
        "1" | "true" => Content::Bool(true),
        "0" | "false" => Content::Bool(false),
        other => Content::Fault(refusal::short(other).into()),
    }
}
