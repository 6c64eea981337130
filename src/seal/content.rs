//! A plan's content as it is sealed, and the two texts that hold it.

use crate::table::Table;
use crate::value::Value;

use super::{cells, rows};

/// What a plan holds, apart from the rule set that it was read by.
#[derive(Clone, Debug)]
pub struct Content {
    /// The workbook's name, without folders.
    pub file: String,
    /// The form: `PE-F-012`.
    pub identifier: String,
    /// The form's version.
    pub version: Option<String>,
    /// The sheets that were read.
    pub sheets: Vec<String>,
    /// The values of the datos that tell it from other plans.
    pub identity: Vec<Value>,
    /// Its tables.
    pub parts: Vec<Part>,
}

/// A table of a plan; its columns stand as in the text, those of the key first.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is to the plan.
    pub role: Role,
    /// Its rows.
    pub table: Table,
}

/// What a table is to its plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// The plan's own rows.
    Plan,
    /// The rows that end the data.
    Totals,
    /// The rows of a level, by its name.
    Level(String),
    /// A table in a sheet of the workbook, by its name.
    Own(String),
}

impl Role {
    /// As the texts write it, with the name of the one among several.
    pub(super) fn words(&self) -> (&'static str, &str) {
        match self {
            Role::Plan => ("plan", ""),
            Role::Totals => ("totales", ""),
            Role::Level(name) => ("nivel", name),
            Role::Own(name) => ("tabla", name),
        }
    }

    /// The one of some words.
    pub(super) fn of_words(word: &str, name: String) -> Option<Role> {
        match word {
            "plan" => Some(Role::Plan),
            "totales" => Some(Role::Totals),
            "nivel" => Some(Role::Level(name)),
            "tabla" => Some(Role::Own(name)),
            _ => None,
        }
    }
}

/// A plan's content as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// What it says: columns, and one row a line.
    pub rows: String,
    /// In which cells of the workbook that stands, one row a line.
    pub cells: String,
}

impl Content {
    /// The content as text; the same content gives the same bytes.
    pub fn texts(&self) -> Texts {
        let rows = rows::text(self);
        let cells = cells::text(self, &rows);
        Texts { rows, cells }
    }

    /// The content of texts; `place` is the path under which cells are to be named. `Err` says in Spanish which line is
    /// not what [`Content::texts`] writes.
    pub fn read(texts: &Texts, place: &str) -> Result<Content, String> {
        let mut content = rows::read(&texts.rows)?;
        cells::read(&texts.cells, place, &mut content.parts)?;
        Ok(content)
    }
}
