//! What names mean: columns, keys, datos, `sea`, parameters; rows by their keys, entries of families.

use cotejo::syntax::ast::{Expr, ExprKind};

use super::eval::Evaluator;
use super::ratio::Ratio;
use super::table::Table;
use super::value::{Found, Missing, Value, fold, same};
use super::world::Frame;

/// A cell: table, row, column.
pub(super) type At = (String, usize, usize);

/// The folded name of a family, and the table and the row it is of.
type Family = (String, Result<(String, usize), Missing>);

impl Evaluator<'_> {
    /// Inside a query first a column of its table; then «a `sea`, a column of the rule's table, a parámetro».
    pub(super) fn name(&self, name: &str, frames: &[Frame]) -> Found {
        let (rule, queries) = frames.split_first().unwrap();
        if let Some(found) = queries.iter().rev().find_map(|frame| self.in_frame(name, frame)) {
            return found;
        }
        if let Frame::Call { args } = rule {
            if let Some((_, given, outside)) = args.iter().find(|(arg, ..)| arg == name) {
                return self.value(given, outside);
            }
        } else if let Some(local) = self.lets.iter().find(|local| fold(&local.name.text) == name) {
            return self.value(&local.value, std::slice::from_ref(rule));
        }
        if let Some(found) = self.in_frame(name, rule) {
            return found;
        }
        if let Some(value) = self.world.parametros.get(name) {
            return Ok(value.clone());
        }
        match name {
            "vigencia" => Ok(Value::Number(Ratio::whole(self.world.vigencia))),
            "hoy" => Ok(Value::Day(self.world.hoy)),
            other => panic!("no name {other}"),
        }
    }

    /// A column of a row; of a group only its keys and the datos.
    fn in_frame(&self, name: &str, frame: &Frame) -> Option<Found> {
        match frame {
            Frame::Row { table, row } => {
                let column = self.table(table).column(name)?;
                Some(self.cell(table, *row, column))
            }
            Frame::Rows { table, keys, .. } => {
                let Some(key) = keys.iter().find(|key| key.name == name) else {
                    return self.dato(self.table(table), name);
                };
                self.trace.aside(|| key.cells.iter().for_each(|place| self.trace.read(place.clone())));
                Some(Ok(key.value.clone()))
            }
            Frame::Call { .. } => None,
        }
    }

    fn dato(&self, table: &Table, name: &str) -> Option<Found> {
        let column = table.column(name)?;
        let (_, cell) = table.datos.iter().find(|(own, _)| *own == column)?;
        self.trace.read(table.place(0, column));
        Some(self.content(cell, table.columns[column].obligatory))
    }

    fn is_local(&self, name: &str) -> bool {
        self.lets.iter().any(|local| fold(&local.name.text) == name)
    }

    /// `esta.programa`, `plan.dependencia`, `plan.fila`, `m.cuatrienio`, `techos[…].valor`
    pub(super) fn field(&self, base: &Expr, name: &str, frames: &[Frame]) -> Found {
        if let ExprKind::Name(owner) = &base.kind {
            let owner = fold(&owner.text);
            if owner == "esta" {
                return self.in_frame(name, &frames[frames.len() - 2]).unwrap();
            }
            if !self.is_local(&owner) {
                return self.of_table(&owner, name, frames);
            }
        }
        match self.value(base, frames).map_err(|_| Missing::NoValue)? {
            Value::Row(table, row) => {
                let column = self.table(&table).column(name).unwrap();
                self.reference(&table, row, column)
            }
            other => panic!("{other:?} has no columns"),
        }
    }

    /// A cell of a row that was looked up: what the check is held against, not what it is about.
    fn reference(&self, table: &str, row: usize, column: usize) -> Found {
        self.trace.aside(|| self.cell(table, row, column))
    }

    fn of_table(&self, table: &str, name: &str, frames: &[Frame]) -> Found {
        let at = |frame: &&Frame| matches!(frame, Frame::Row { table: own, .. } if own == table);
        match (name, frames.iter().rev().find(at)) {
            ("fila", Some(Frame::Row { row, .. })) => {
                Ok(Value::Number(Ratio::whole(self.table(table).numbers[*row] as i64 + 1)))
            }
            ("archivo", _) => {
                let file = &self.table(table).file;
                Ok(Value::Text(file.rsplit('/').next().unwrap_or(file).to_owned()))
            }
            _ => self.dato(self.table(table), name).unwrap(),
        }
    }

    /// `fuentes["SGP"]`, or the row of `techos[dependencia, programa]`.
    pub(super) fn index(&self, base: &Expr, keys: &[Expr], frames: &[Frame]) -> Found {
        let Some((family, row)) = self.family(base, frames) else {
            return self.lookup(base, keys, frames);
        };
        let (table, row) = row?;
        let entry = self.value(&keys[0], frames)?;
        let entries = self.table(&table).family(&family).unwrap();
        let (_, column) = entries.iter().find(|(own, _)| same(own, &entry)).unwrap();
        if self.is_looked_up(base) {
            return self.reference(&table, row, *column);
        }
        self.cell(&table, row, *column)
    }

    /// «A lookup that finds nothing or two rows: no evaluable.»
    fn lookup(&self, base: &Expr, keys: &[Expr], frames: &[Frame]) -> Found {
        let (table, found, _) = self.rows_of_key(base, keys, frames)?;
        match found[..] {
            [only] => Ok(Value::Row(table, only)),
            _ => Err(Missing::NoValue),
        }
    }

    /// Without a row, an unreadable key of the table leaves it open.
    pub(super) fn exists_key(&self, lookup: &Expr, frames: &[Frame]) -> Result<bool, Missing> {
        let ExprKind::Index(base, keys) = &lookup.kind else { panic!("no lookup: {lookup:?}") };
        let (_, found, open) = self.rows_of_key(base, keys, frames)?;
        match (found.is_empty(), open) {
            (false, _) => Ok(true),
            (true, true) => Err(Missing::NoValue),
            (true, false) => Ok(false),
        }
    }

    /// The table, its rows with these keys, and whether any key of the table is unreadable.
    fn rows_of_key(&self, base: &Expr, keys: &[Expr], frames: &[Frame]) -> Result<(String, Vec<usize>, bool), Missing> {
        let ExprKind::Name(name) = &base.kind else { panic!("no table: {base:?}") };
        let name = fold(&name.text);
        let sought: Vec<Found> = self.trace.aside(|| keys.iter().map(|key| self.value(key, frames)).collect());
        let sought: Vec<Value> = sought.into_iter().collect::<Result<_, _>>().map_err(|_| Missing::NoValue)?;
        let columns = self.table(&name).key.clone();
        let cell = |row: usize, column: usize| self.trace.aside(|| self.cell(&name, row, column));
        let holds = |row: usize| {
            columns.iter().zip(&sought).all(|(column, value)| cell(row, *column).is_ok_and(|own| same(&own, value)))
        };
        let rows = self.table(&name).rows.len();
        let found = (0..rows).filter(|row| holds(*row)).collect();
        let is_unreadable = |row: usize| columns.iter().any(|column| cell(row, *column) == Err(Missing::Unreadable));
        let open = (0..rows).any(is_unreadable);
        Ok((name, found, open))
    }

    /// The family that an expression names and the row it is of; `None` if it names none.
    fn family(&self, expr: &Expr, frames: &[Frame]) -> Option<Family> {
        match &expr.kind {
            ExprKind::Name(name) => {
                let name = fold(&name.text);
                let row = frames.iter().rev().find_map(|frame| self.family_row(&name, frame))?;
                Some((name, Ok(row)))
            }
            ExprKind::Field(base, name) => {
                let name = fold(&name.text);
                let is_esta = matches!(&base.kind, ExprKind::Name(owner) if fold(&owner.text) == "esta");
                if is_esta {
                    let outside = frames.len().checked_sub(2)?;
                    return Some((name.clone(), Ok(self.family_row(&name, &frames[outside])?)));
                }
                let table = self.table_of_row(base)?;
                self.table(&table).family(&name)?;
                let row = match self.value(base, frames) {
                    Ok(Value::Row(table, row)) => Ok((table, row)),
                    Ok(other) => panic!("no row: {other:?}"),
                    Err(_) => Err(Missing::NoValue),
                };
                Some((name, row))
            }
            _ => None,
        }
    }

    /// A cell of what [`Evaluator::several`] gave for an expression.
    pub(super) fn cell_of(&self, several: &Expr, (table, row, column): At) -> Found {
        if self.is_looked_up(several) { self.reference(&table, row, column) } else { self.cell(&table, row, column) }
    }

    /// Whether a family is that of a row that was looked up (`m.programado`), not of one at hand.
    fn is_looked_up(&self, family: &Expr) -> bool {
        match &family.kind {
            ExprKind::Slice(family, ..) => self.is_looked_up(family),
            ExprKind::Field(base, _) => self.table_of_row(base).is_some(),
            _ => false,
        }
    }

    fn family_row(&self, name: &str, frame: &Frame) -> Option<(String, usize)> {
        let Frame::Row { table, row } = frame else { return None };
        self.table(table).family(name)?;
        Some((table.clone(), *row))
    }

    /// The table that an expression gives a row of, if it gives one.
    fn table_of_row(&self, expr: &Expr) -> Option<String> {
        match &expr.kind {
            ExprKind::Index(base, _) => match &base.kind {
                ExprKind::Name(name) => Some(fold(&name.text)).filter(|name| self.is_table(name)),
                _ => None,
            },
            ExprKind::Name(name) => {
                let local = self.lets.iter().find(|local| fold(&local.name.text) == fold(&name.text))?;
                self.table_of_row(&local.value)
            }
            _ => None,
        }
    }

    /// The cells of a family or of a stretch of one; `None` if the expression stands for one value.
    pub(super) fn several(&self, expr: &Expr, frames: &[Frame]) -> Option<Result<Vec<At>, Missing>> {
        let (base, ends) = match &expr.kind {
            ExprKind::Slice(base, first, last) => (&**base, Some((first, last))),
            _ => (expr, None),
        };
        let (family, row) = self.family(base, frames)?;
        let ends = ends.map(|(first, last)| (self.value(first, frames).unwrap(), self.value(last, frames).unwrap()));
        Some(row.map(|(table, row)| {
            let inside = |entry: &Value| match &ends {
                Some((first, last)) => !super::eval::less(entry, first) && !super::eval::less(last, entry),
                None => true,
            };
            let entries = self.table(&table).family(&family).unwrap().iter();
            entries.filter(|(entry, _)| inside(entry)).map(|(_, column)| (table.clone(), row, *column)).collect()
        }))
    }
}
