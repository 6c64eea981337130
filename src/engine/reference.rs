//! Reference tables from the files that a rule set names.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::layout::{check_references, read_reference, wanted_table_sheet};
use crate::ruleset::Files;
use crate::ruleset::model::{RuleSet, TableDecl};
use crate::table::Table;
use crate::workbook::{self, Limits};

use super::hash::add_part;

/// The reference tables of a rule set.
#[derive(Debug)]
pub struct Reference {
    /// One table for each declared one, in the rule set's order; an unreadable one is empty, and so is one that stands in
    /// each workbook.
    pub tables: Vec<Table>,
    /// The faults of the tables.
    pub diagnostics: Vec<Diagnostic>,
    /// BLAKE3 of the rule files and of the tables' files, in hexadecimal.
    pub hash: String,
    /// The file of each table that has one of its own, with the BLAKE3 of its bytes in hexadecimal; in the rule set's order.
    pub files: Vec<(String, String)>,
}

impl Reference {
    /// Whether a fault keeps workbooks from being judged.
    pub fn has_faults(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Reads every table that a rule set declares and checks keys and references among them.
pub fn read_references(rules: &RuleSet, files: &dyn Files, limits: &Limits) -> Reference {
    let mut hasher = blake3::Hasher::new();
    for (_, source) in rules.sources.iter() {
        add_part(&mut hasher, source.text.as_bytes());
    }
    let mut diagnostics = Vec::new();
    let mut tables = Vec::new();
    let mut read = Vec::new();
    for decl in &rules.tables {
        if decl.of_plan {
            tables.push(Table { name: decl.schema.name.clone(), ..Table::default() });
            continue;
        }
        let table = files.read(&decl.file).map_err(|why| vec![unreadable(decl, &why)]).and_then(|bytes| {
            add_part(&mut hasher, &bytes);
            read.push((decl.file.clone(), blake3::hash(&bytes).to_hex().to_string()));
            read_table(decl, &bytes, limits, &mut diagnostics)
        });
        tables.push(table.unwrap_or_else(|faults| {
            diagnostics.extend(faults);
            Table { name: decl.schema.name.clone(), ..Table::default() }
        }));
    }
    for (table, decl) in tables.iter().zip(&rules.tables) {
        diagnostics.extend(check_references(table, &decl.schema, &tables, &rules.tables, Code::TableReference));
    }
    Reference { tables, diagnostics, hash: hasher.finalize().to_hex().to_string(), files: read }
}

/// One table; `Err` where no table could be made of the file.
fn read_table(
    decl: &TableDecl,
    bytes: &[u8],
    limits: &Limits,
    told: &mut Vec<Diagnostic>,
) -> Result<Table, Vec<Diagnostic>> {
    let wanted = |name: &str| wanted_table_sheet(decl, name);
    let (book, faults) = workbook::read(&decl.file, bytes, &wanted, limits);
    let Some(book) = book else {
        return Err(faults.into_iter().map(|fault| of_table(decl, fault)).collect());
    };
    told.extend(faults);
    let (table, faults) = read_reference(&book, &decl.file, decl);
    match table {
        Some(table) => {
            told.extend(faults);
            Ok(table)
        }
        None => Err(faults),
    }
}

fn unreadable(decl: &TableDecl, why: &str) -> Diagnostic {
    let message = format!("no se puede leer «{}», de donde sale la tabla «{}»: {why}", decl.file, decl.schema.name);
    Diagnostic::new(Code::TableUnreadable, message)
        .at(decl.file_span, "archivo de la tabla")
        .help("la ruta se cuenta desde la carpeta del archivo de reglas")
}

/// A fault of a file, told as the fault of the table that names it.
fn of_table(decl: &TableDecl, mut fault: Diagnostic) -> Diagnostic {
    fault.code = Code::TableUnreadable;
    fault.severity = Severity::Error;
    fault.at(decl.file_span, format!("la tabla «{}» sale de aquí", decl.schema.name))
}
