//! Sheets as the generator writes them, and tables as the declarations read them: rows of cells.

use cotejo::syntax::ast::{Columna, Dato, Entries, Formato, LiteralKind, Tabla, TypeExpr, TypeKind};

use super::ratio::Ratio;
use super::value::{Cell, Value, fits, fold, iso};

/// A sheet of a file: labelled values, captions, rows of texts.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) file: String,
    pub(super) labels: Vec<(String, String)>,
    pub(super) captions: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Sheet {
    /// As it is handed to the engine.
    pub(super) fn csv(&self) -> String {
        let labels = self.labels.iter().map(|(label, text)| format!("{label};{text}\n"));
        let rows = self.rows.iter().map(|row| format!("{}\n", row.join(";")));
        format!("{}{}\n{}", labels.collect::<String>(), self.captions.join(";"), rows.collect::<String>())
    }
}

/// A cell's place: its file, its row and its column, both from 0.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) row: u32,
    pub(super) column: u32,
}

impl std::fmt::Debug for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let cell = cotejo::cell::CellRef { row: self.row, column: self.column };
        write!(out, "{}!{cell}", self.file)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Folded.
    pub(super) name: String,
    pub(super) obligatory: bool,
    pub(super) is_dato: bool,
    ty: TypeExpr,
    /// Where it stands: the column of the sheet; of a dato, the row.
    at: usize,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) file: String,
    pub(super) key: Vec<usize>,
    pub(super) columns: Vec<Column>,
    /// By folded name: each entry with its column.
    pub(super) families: Vec<(String, Vec<(Value, usize)>)>,
    pub(super) rows: Vec<Vec<Cell>>,
    /// The row of the sheet, from 0, of each row.
    pub(super) numbers: Vec<usize>,
    /// The datos' contents, by column.
    pub(super) datos: Vec<(usize, Cell)>,
}

impl Table {
    pub(super) fn of_tabla(tabla: &Tabla, sheet: &Sheet) -> Table {
        let mut table = Table { file: sheet.file.clone(), ..Table::default() };
        table.add_columns(&tabla.columns, sheet);
        table.set_key(&tabla.keys);
        table.read_rows(sheet, &[]);
        table
    }

    /// `omite donde` is the rules' business.
    pub(super) fn of_formato(formato: &Formato, sheet: &Sheet) -> Table {
        let blanks: Vec<String> = formato.blanks.iter().map(|blank| fold(&blank.text)).collect();
        let mut table = Table { file: sheet.file.clone(), ..Table::default() };
        table.add_columns(&formato.columns, sheet);
        for dato in &formato.datos {
            table.add_dato(dato, sheet, &blanks);
        }
        table.set_key(&formato.keys);
        table.read_rows(sheet, &blanks);
        table
    }

    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    pub(super) fn family(&self, name: &str) -> Option<&[(Value, usize)]> {
        self.families.iter().find(|(own, _)| own == name).map(|(_, entries)| entries.as_slice())
    }

    /// Where a cell stands.
    pub(super) fn place(&self, row: usize, column: usize) -> Place {
        let Column { at, is_dato, .. } = self.columns[column];
        let (row, column) = if is_dato { (at, 1) } else { (self.numbers[row], at) };
        Place { file: self.file.clone(), row: row as u32, column: column as u32 }
    }

    fn add_columns(&mut self, columns: &[Columna], sheet: &Sheet) {
        for columna in columns {
            let name = fold(&columna.name.text);
            let caption = columna.captions.first().map_or(columna.name.text.as_str(), |caption| &caption.text.text);
            let Some(entries) = &columna.family else {
                self.add_column(name, columna, caption, sheet);
                continue;
            };
            let mut family = Vec::new();
            for entry in entry_values(entries) {
                let (shown, written) = match &entry {
                    Value::Number(number) => (number.shown().unwrap(), number.shown().unwrap()),
                    Value::Text(text) => (text.clone(), format!("\"{text}\"")),
                    other => panic!("{other:?} is no entry"),
                };
                // As subjects name it; rules do so by the family.
                self.add_column(fold(&format!("{name}[{written}]")), columna, &caption.replace("{n}", &shown), sheet);
                family.push((entry, self.columns.len() - 1));
            }
            self.families.push((name, family));
        }
    }

    fn add_column(&mut self, name: String, columna: &Columna, caption: &str, sheet: &Sheet) {
        let sought = fold(&caption.replace('_', " "));
        let at = sheet.captions.iter().position(|caption| fold(&caption.replace('_', " ")) == sought).unwrap();
        let (obligatory, ty) = (columna.required, columna.ty.clone());
        self.columns.push(Column { name, obligatory, is_dato: false, ty, at });
    }

    fn add_dato(&mut self, dato: &Dato, sheet: &Sheet, blanks: &[String]) {
        let at = sheet.labels.iter().position(|(label, _)| fold(label) == fold(&dato.place.label.text)).unwrap();
        self.datos.push((self.columns.len(), read(&dato.ty.kind, &sheet.labels[at].1, blanks)));
        let name = fold(&dato.name.text);
        self.columns.push(Column { name, obligatory: dato.required, is_dato: true, ty: dato.ty.clone(), at });
    }

    fn set_key(&mut self, keys: &[Vec<cotejo::syntax::ast::Name>]) {
        self.key = keys.iter().flatten().map(|name| self.column(&fold(&name.text)).unwrap()).collect();
    }

    fn read_rows(&mut self, sheet: &Sheet, blanks: &[String]) {
        for (at, texts) in sheet.rows.iter().enumerate() {
            let cell = |(index, column): (usize, &Column)| match self.datos.iter().find(|(own, _)| *own == index) {
                Some((_, cell)) => cell.clone(),
                None => read(&column.ty.kind, &texts[column.at], blanks),
            };
            self.rows.push(self.columns.iter().enumerate().map(cell).collect());
            self.numbers.push(sheet.labels.len() + 1 + at);
        }
    }
}

fn entry_values(entries: &Entries) -> Vec<Value> {
    let number = |kind: &LiteralKind| match kind {
        LiteralKind::Number(number, _) => Ratio::read(&number.plain(), '.').unwrap(),
        other => panic!("{other:?} is no year"),
    };
    match entries {
        Entries::Range(first, last) => {
            let (first, last) = (number(&first.kind).as_whole().unwrap(), number(&last.kind).as_whole().unwrap());
            (first..=last).map(|year| Value::Number(Ratio::whole(year))).collect()
        }
        Entries::List(literals) => literals
            .iter()
            .map(|literal| match &literal.kind {
                LiteralKind::Text(text) => Value::Text(text.clone()),
                kind => Value::Number(number(kind)),
            })
            .collect(),
    }
}

/// The cell of a text, by its column's type. The generator writes nothing that has two readings.
fn read(ty: &TypeKind, written: &str, blanks: &[String]) -> Cell {
    let text = written.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if text.is_empty() || blanks.contains(&fold(&text)) {
        return if *ty == (TypeKind::Bool { marks: true }) { Cell::Filled(Value::Truth(false)) } else { Cell::Empty };
    }
    let value = if text.starts_with("#REF") { None } else { value(ty, &text) };
    value.map_or(Cell::Unreadable, Cell::Filled)
}

fn value(ty: &TypeKind, text: &str) -> Option<Value> {
    let number = |text: &str| Ratio::read(text, ',').or_else(|| Ratio::read(text, '.'));
    Some(match ty {
        TypeKind::Text => Value::Text(text.to_owned()),
        TypeKind::Code(patterns) => {
            let letters: Vec<char> = text.chars().collect();
            let fitting = |pattern: &str| fits(&pattern.chars().collect::<Vec<_>>(), &letters);
            let is_known = patterns.is_empty() || patterns.iter().any(|pattern| fitting(&pattern.text));
            Value::Code(is_known.then(|| text.to_owned())?)
        }
        TypeKind::Integer => Value::Number(number(text).filter(|number| number.as_whole().is_some())?),
        TypeKind::Decimal => Value::Number(number(text)?),
        TypeKind::Pesos => Value::Number(number(text.trim_start_matches("$ "))?),
        TypeKind::Percent { hundredths } => {
            let is_shown = text.ends_with('%');
            let bare = number(text.trim_end_matches('%').trim())?;
            Value::Number(if is_shown || *hundredths { bare.over(Ratio::whole(100))? } else { bare })
        }
        TypeKind::Date => Value::Day(iso(text)?),
        TypeKind::Bool { marks } => Value::Truth(match fold(text).as_str() {
            "si" | "verdadero" => true,
            "no" | "falso" => false,
            "x" if *marks => true,
            _ => return None,
        }),
        TypeKind::Choice(choices) => {
            choices.iter().find(|choice| fold(&choice.text) == fold(text))?;
            Value::Text(text.to_owned())
        }
    })
}
