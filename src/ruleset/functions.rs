//! `función`: what is declared, and what can be told of a body whatever it is given.
//!
//! The kinds of a body are settled at each use (`check/functions.rs`); here only its names are: what it may see, and
//! that no function comes back to itself.

use std::cell::Cell;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{Funcion, Name};
use crate::text::fold;

use super::builtins;
use super::declare::{Declared, Meaning};
use super::names::refuse_built_in;

mod circles;
mod scan;

/// Index into [`Functions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FunctionId(usize);

/// A function of the rule set's own.
#[derive(Clone, Debug)]
pub(super) struct Function {
    pub(super) written: Funcion,
    /// Whether its body's names are right: if not, that has been told, and its uses are silent.
    pub(super) is_sound: bool,
}

impl Function {
    /// As a use is written: `saldo(valor, gasto)`.
    pub(super) fn form(&self) -> String {
        let params: Vec<&str> = self.written.params.iter().map(|param| param.text.as_str()).collect();
        format!("{}({})", self.written.name.text, params.join(", "))
    }
}

/// The functions of a rule set.
#[derive(Clone, Debug, Default)]
pub(super) struct Functions {
    all: Vec<Function>,
    made: Cell<usize>,
}

impl Functions {
    /// The function of an index.
    pub(super) fn get(&self, id: FunctionId) -> Option<&Function> {
        self.all.get(id.0)
    }

    /// The names of all functions, and where they are declared.
    pub(super) fn places(&self) -> Vec<(String, Span)> {
        let place = |function: &Function| (function.written.name.text.clone(), function.written.name.span);
        self.all.iter().map(place).collect()
    }

    /// How many expressions the uses so far have come to.
    pub(super) fn made_in_all(&self) -> usize {
        self.made.get()
    }

    /// Counts the expressions of a use.
    pub(super) fn add_made(&self, made: usize) {
        self.made.set(self.made.get().saturating_add(made));
    }
}

/// Gives a function its name; its body is checked once all names are known.
pub(super) fn declare(declared: &mut Declared, funcion: &Funcion) -> Result<(), Diagnostic> {
    if let Some(fault) = refuse_built_in(&funcion.name).or_else(|| refuse_known_function(&funcion.name)) {
        declared.names.define_broken(&funcion.name);
        return Err(fault);
    }
    declared.names.define(&funcion.name, Meaning::Function(FunctionId(declared.functions.all.len())))?;
    declared.functions.all.push(Function { written: funcion.clone(), is_sound: true });
    Ok(())
}

fn refuse_known_function(name: &Name) -> Option<Diagnostic> {
    let word = builtins::words().find(|word| fold(word) == name.key())?;
    Some(
        Diagnostic::new(Code::DuplicateName, format!("«{word}» ya es una función del lenguaje"))
            .at(name.span, "no puede ser una función propia")
            .help("elija otro nombre"),
    )
}

/// Checks the names of every body, be it used or not; faulty functions are told once, here.
pub(super) fn check(declared: &mut Declared, diagnostics: &mut Vec<Diagnostic>) {
    let mut calls = Vec::new();
    let mut faulty = Vec::new();
    for (at, function) in declared.functions.all.iter().enumerate() {
        let told = diagnostics.len();
        diagnostics.extend(scan::params(declared, &function.written));
        let scanned = scan::body(declared, &function.written);
        diagnostics.extend(scanned.diagnostics);
        calls.push(scanned.calls);
        if diagnostics.len() > told {
            faulty.push(at);
        }
    }
    let circles = circles::circles(&declared.functions.all, &calls);
    for circle in circles {
        diagnostics.push(circle.fault);
        faulty.extend(circle.members);
    }
    for at in faulty {
        if let Some(function) = declared.functions.all.get_mut(at) {
            function.is_sound = false;
        }
    }
}
