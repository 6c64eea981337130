//! The columns of `plan`, from one or several formats.

use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{self, LiteralKind};
use crate::text::fold;
use crate::value::Text;

use super::declare::Declared;
use super::levels::{OpenLevel, open_levels, taken_later};
use super::model::{ColumnDecl, DatoFinder, Format, FormatMark, Schema};
use super::schema::{SchemaBuilder, literal_value};

/// Builds the columns of `plan` from one or several formats.
#[derive(Default)]
pub(super) struct PlanBuilder {
    pub(super) schema: Schema,
    pub(super) formats: Vec<Format>,
    /// Those of each format.
    pub(super) levels: Vec<Vec<OpenLevel>>,
    pub(super) has_faults: bool,
}

impl PlanBuilder {
    /// Adds a format's columns; a column that an earlier format has must be of the same type.
    pub(super) fn add(&mut self, formato: &ast::Formato, declared: &Declared, diagnostics: &mut Vec<Diagnostic>) {
        let told_before = diagnostics.len();
        let mut builder = SchemaBuilder::new("plan");
        builder.is_whole = declared.plan_is_whole;
        builder.schema = std::mem::take(&mut self.schema);
        builder.schema.name = "plan".to_owned();
        builder.finders = vec![None; builder.schema.columns.len()];
        for columna in &formato.columns {
            builder.add_column(columna, diagnostics);
        }
        let datos = formato.datos.iter().filter_map(|dato| builder.add_dato(dato, diagnostics)).collect();
        builder.set_key(&formato.keys, diagnostics);
        builder.set_references(&formato.columns, declared, diagnostics);
        diagnostics.extend(taken_later(&builder.schema, formato));
        self.levels.push(open_levels(formato, &mut builder, declared, diagnostics));
        let format = format(formato, &builder, datos);
        diagnostics.extend(self.formats.iter().find_map(|earlier| same_form(earlier, &format)));
        self.schema = builder.schema;
        self.formats.push(format);
        self.has_faults |= diagnostics.len() > told_before;
        for format in &mut self.formats {
            widen(format, &self.schema);
        }
    }
}

/// The format, its columns as it declares them itself.
fn format(formato: &ast::Formato, builder: &SchemaBuilder, datos: Vec<DatoFinder>) -> Format {
    let mut schema = builder.schema.clone();
    for (at, column) in schema.columns.iter_mut().enumerate() {
        *column = builder.own.get(&at).cloned().unwrap_or_else(|| foreign(column));
    }
    Format {
        identifier: formato.identifier.text.clone(),
        version: formato.version.as_ref().map(|version| show_literal(&version.kind)),
        sheets: formato.sheets.iter().map(|sheet| sheet.text.clone()).collect(),
        marks: formato.marks.iter().map(format_mark).collect(),
        schema,
        columns: builder.finders.clone(),
        datos,
        ends: formato.ends.iter().map(|end| Text::new(&end.text)).collect(),
        levels: Vec::new(),
        omits: Vec::new(),
        blanks: formato.blanks.iter().map(|blank| Text::new(&blank.text)).collect(),
        span: formato.name.span,
    }
}

/// A column of another format: here it is always empty, and that is no fault.
fn foreign(column: &ColumnDecl) -> ColumnDecl {
    ColumnDecl { required: false, reference: None, ..column.clone() }
}

/// Gives a format the columns that later ones brought, and the key.
fn widen(format: &mut Format, plan: &Schema) {
    let more = plan.columns.iter().skip(format.schema.columns.len()).map(foreign);
    format.schema.columns.extend(more);
    format.schema.families.clone_from(&plan.families);
    format.schema.levels.clone_from(&plan.levels);
    format.schema.key.clone_from(&plan.key);
    format.columns.resize(plan.columns.len(), None);
}

/// Two formats of one identifier and version could not be told apart.
fn same_form(earlier: &Format, format: &Format) -> Option<Diagnostic> {
    let same = fold(&earlier.identifier) == fold(&format.identifier) && earlier.version == format.version;
    let message = format!("hay dos formatos «{}»", format.title());
    same.then(|| {
        Diagnostic::new(Code::DuplicateName, message)
            .at(format.span, "segundo formato")
            .at(earlier.span, "primer formato")
            .help("distíngalos por su versión: formato plan \"PE-F-012\" versión 5")
    })
}

fn show_literal(kind: &LiteralKind) -> String {
    literal_value(kind).to_string()
}

fn format_mark(mark: &ast::VersionMark) -> FormatMark {
    FormatMark {
        value: literal_value(&mark.value.kind),
        side: mark.label.side,
        label: mark.label.label.text.clone(),
        span: mark.value.span,
    }
}
