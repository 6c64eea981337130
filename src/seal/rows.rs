//! What a plan says as text: its form, its columns, its datos, and one row a line.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::table::{Column, Data, Entry, Origin, Table};
use crate::value::Value;

use super::content::{Content, Part, Role};
use super::field::{Kind, Several, escaped, unescaped, written, written_several, written_value};
use super::lines::{Reader, Writer, joined};

/// The first line.
const HEAD: &str = "cotejo plan sellado 1";
/// Begins the line of a row.
pub(super) const ROW: &str = "fila";
/// Before the kind of a column whose cells hold several values.
const SEVERAL: &str = "varios ";
/// Most columns of a table.
const MOST_COLUMNS: usize = 16_384;

/// The text of a content.
pub(super) fn text(content: &Content) -> String {
    let mut out = Writer::default();
    out.raw(HEAD);
    out.line("archivo", [escaped(&content.file).as_str()]);
    let form = [Some(content.identifier.as_str()), content.version.as_deref()];
    let form: Vec<String> = form.into_iter().flatten().map(escaped).collect();
    out.line("formato", form.iter().map(String::as_str));
    for sheet in &content.sheets {
        out.line("hoja", [escaped(sheet).as_str()]);
    }
    for value in &content.identity {
        out.line("identifica", [Kind::of(value).word(), &written_value(value)]);
    }
    for part in &content.parts {
        write_part(part, &mut out);
    }
    out.raw("fin");
    out.text()
}

fn write_part(part: &Part, out: &mut Writer) {
    let (word, name) = part.role.words();
    out.line("tabla", [word, &escaped(name)]);
    let table = &part.table;
    for column in &table.columns {
        out.line("columna", [escaped(&column.name).as_str(), &kind_words(column), &escaped(&column.caption)]);
    }
    for (at, entry) in &table.constants {
        let Some(column) = table.columns.get(*at) else { continue };
        out.line("dato", [escaped(&column.name).as_str(), &written(entry)]);
    }
    let names: Vec<String> = table.columns.iter().map(|column| escaped(&column.name)).collect();
    out.line("filas", names.iter().map(String::as_str));
    for row in 0..table.rows.len() {
        out.raw(&row_line(table, row));
    }
}

fn row_line(table: &Table, row: usize) -> String {
    let fields: Vec<String> = table.columns.iter().map(|column| field(column, row)).collect();
    joined(ROW, fields.iter().map(String::as_str))
}

fn field(column: &Column, row: usize) -> String {
    match column.data {
        Data::Several(_) => written_several(&column.get(row), column.pieces(row)),
        _ => written(&column.get(row)),
    }
}

/// What the values of a column are, in words.
fn kind_words(column: &Column) -> String {
    match &column.data {
        Data::Text(_) => Kind::Text.word().to_owned(),
        Data::Code(_) => Kind::Code.word().to_owned(),
        Data::Number(_, unit) => Kind::Number(*unit).word().to_owned(),
        Data::Date(_) => Kind::Date.word().to_owned(),
        Data::Bool(_) => Kind::Bool.word().to_owned(),
        Data::Several(cells) => {
            let mut present = cells.iter().flat_map(|pieces| pieces.iter()).filter_map(|piece| match piece {
                Entry::Present(value) => Some(Kind::of(value)),
                Entry::Empty | Entry::Unreadable(_) => None,
            });
            format!("{SEVERAL}{}", present.next().unwrap_or(Kind::Text).word())
        }
    }
}

/// The content of a text, its cells still without places.
pub(super) fn read(text: &str) -> Result<Content, String> {
    let mut lines = Reader::new(text);
    read_content(&mut lines).ok_or_else(|| format!("su línea {} no tiene la forma de un plan sellado", lines.number))
}

fn read_content(lines: &mut Reader<'_>) -> Option<Content> {
    let [] = lines.exactly(HEAD)?;
    let [file] = lines.exactly("archivo")?;
    let form = lines.take("formato")?;
    let (identifier, version) = match form.as_slice() {
        [identifier] => (identifier, None),
        [identifier, version] => (identifier, Some(unescaped(version)?)),
        _ => return None,
    };
    let sheet = |fields: Vec<&str>| if let [sheet] = fields.as_slice() { unescaped(sheet) } else { None };
    let mut content = Content {
        file: unescaped(file)?,
        identifier: unescaped(identifier)?,
        version,
        sheets: lines.all("hoja").into_iter().map(sheet).collect::<Option<_>>()?,
        identity: lines.all("identifica").iter().map(|fields| identifying(fields)).collect::<Option<_>>()?,
        parts: Vec::new(),
    };
    while let Some(fields) = lines.take("tabla") {
        let [word, name] = fields.as_slice() else { return None };
        let role = Role::of_words(word, unescaped(name)?)?;
        content.parts.push(Part { role, table: read_table(lines)? });
    }
    let [] = lines.exactly("fin")?;
    lines.is_done().then_some(content)
}

fn identifying(fields: &[&str]) -> Option<Value> {
    let [kind, value] = fields else { return None };
    match Kind::of_word(kind)?.entry(value)? {
        Entry::Present(value) => Some(value),
        Entry::Empty | Entry::Unreadable(_) => None,
    }
}

/// A column that is being read.
struct Growing {
    column: Column,
    kind: Kind,
}

fn read_table(lines: &mut Reader<'_>) -> Option<Table> {
    let mut columns: Vec<Growing> =
        lines.all("columna").iter().map(|fields| read_column(fields)).collect::<Option<_>>()?;
    let names: BTreeMap<String, usize> =
        columns.iter().enumerate().map(|(at, growing)| (growing.column.name.clone(), at)).collect();
    if columns.len() > MOST_COLUMNS || names.len() < columns.len() {
        return None;
    }
    let mut constants = BTreeMap::new();
    for fields in lines.all("dato") {
        let [name, entry] = fields.as_slice() else { return None };
        let at = *names.get(&unescaped(name)?)?;
        constants.insert(at, columns.get(at)?.kind.entry(entry)?);
    }
    let captions = lines.take("filas")?;
    let named = columns.iter().map(|growing| escaped(&growing.column.name));
    if !named.eq(captions.iter().map(|caption| (*caption).to_owned())) {
        return None;
    }
    while let Some(fields) = lines.take(ROW) {
        if fields.len() != columns.len() {
            return None;
        }
        for (growing, field) in columns.iter_mut().zip(fields) {
            growing.push(field)?;
        }
    }
    let columns = columns.into_iter().map(|growing| growing.column).collect();
    Some(Table { columns, constants, ..Table::default() })
}

fn read_column(fields: &[&str]) -> Option<Growing> {
    let [name, words, caption] = fields else { return None };
    let (kind, several) = match words.strip_prefix(SEVERAL) {
        Some(word) => (Kind::of_word(word)?, true),
        None => (Kind::of_word(words)?, false),
    };
    let data = match kind {
        _ if several => Data::Several(Vec::new()),
        Kind::Text => Data::Text(Vec::new()),
        Kind::Code => Data::Code(Vec::new()),
        Kind::Number(unit) => Data::Number(Vec::new(), unit),
        Kind::Date => Data::Date(Vec::new()),
        Kind::Bool => Data::Bool(Vec::new()),
    };
    let (name, caption) = (unescaped(name)?, unescaped(caption)?);
    let (states, unreadable, origin) = (Vec::new(), BTreeMap::new(), Origin::Block);
    Some(Growing { column: Column { name, caption, data, states, unreadable, origin }, kind })
}

impl Growing {
    fn push(&mut self, field: &str) -> Option<()> {
        if let Data::Several(all) = &mut self.column.data {
            let (entry, pieces) = match Several::read(self.kind, field)? {
                Several::Empty => (Entry::Empty, Vec::new()),
                Several::Present(pieces) => (Entry::Present(Value::List(Arc::default())), pieces),
                Several::Unreadable(text, pieces) => (Entry::Unreadable(text), pieces),
            };
            all.push(pieces.into());
            self.column.push(entry);
        } else {
            self.column.push(self.kind.entry(field)?);
        }
        Some(())
    }
}
