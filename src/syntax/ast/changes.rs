//! What a using file changes in what it uses.

use super::{Literal, Name, Quoted};

/// `fija …`: a value, a file or a severity that takes the place of the one declared.
#[derive(Clone, Debug, PartialEq)]
pub enum Fija {
    /// `fija tolerancia = $ 1.000`
    Parametro {
        /// The parameter.
        name: Name,
        /// Its value.
        value: Literal,
    },
    /// `fija tabla techos desde "2027/techos.csv" hoja "Techos"`
    Tabla {
        /// The table.
        name: Name,
        /// The file, relative to the file that says so.
        file: Quoted,
        /// The sheet, where the file has several.
        sheet: Option<Quoted>,
    },
    /// `fija regla c37 nota`
    Regla {
        /// The rule.
        name: Name,
        /// Its severity.
        severity: crate::diagnostic::Severity,
    },
}

/// `quita regla c43`
#[derive(Clone, Debug, PartialEq)]
pub struct Quita {
    /// The rule.
    pub rule: Name,
}
