//! Lookups, queries, and what aggregates take.

use super::{Here, Writer, names_in, parametro};
use crate::oracle::schema::{Col, Tab, Ty};

impl Writer<'_, '_> {
    /// `techos[programa]` and the table that it gives a row of.
    pub(super) fn lookup(&mut self, depth: usize) -> Option<(String, Tab)> {
        let keyed: Vec<Tab> = self.tables.iter().filter(|tab| !tab.key.is_empty()).cloned().collect();
        if keyed.is_empty() {
            return None;
        }
        let tab = self.choices.pick(&keyed);
        let keys: Vec<String> = tab.key.iter().map(|key| self.leaf_or(tab.column(key).ty, depth)).collect();
        Some((format!("{}[{}]", tab.name, keys.join(", ")), tab))
    }

    pub(super) fn leaf_or(&mut self, ty: Ty, depth: usize) -> String {
        if depth > 0 && self.choices.one_in(4) { self.value(ty, depth - 1) } else { self.beside(ty) }
    }

    /// `T donde …`, and what `inner` writes with a row of T at hand.
    pub(super) fn over<R>(&mut self, depth: usize, inner: impl FnOnce(&mut Self) -> R) -> (String, R) {
        let tab = self.a_table();
        let name = tab.name;
        let over_rows = std::mem::replace(&mut self.over_rows, false);
        self.frames.push(Here::Row(tab.clone()));
        let condition = self.truth(depth.saturating_sub(1));
        let filter = match self.choices.below(6) {
            0..3 => format!(" donde {condition}"),
            3 => String::new(),
            at => match self.equality(&tab) {
                Some(equality) if at == 4 => format!(" donde {equality} y ({condition})"),
                equality => format!(" donde {}", equality.unwrap_or(condition)),
            },
        };
        let result = inner(self);
        self.frames.pop();
        self.over_rows = over_rows;
        (format!("{name}{filter}"), result)
    }

    /// `programa = esta.programa`, by which rows are found.
    pub(super) fn equality(&mut self, tab: &Tab) -> Option<String> {
        let single: Vec<Col> =
            tab.columns.iter().filter(|col| col.entries.is_empty() && !col.is_dato).cloned().collect();
        let col = self.choices.pick(&single);
        let inner = self.frames.pop()?;
        let has_outer = !self.frames.is_empty();
        let outer: Vec<String> = match self.frames.last() {
            Some(Here::Args(args)) => {
                args.iter().filter(|(_, ty)| *ty == col.ty).map(|(name, _)| name.clone()).collect()
            }
            Some(frame) => names_in(frame, col.ty).into_iter().map(|(name, _)| format!("esta.{name}")).collect(),
            None => Vec::new(),
        };
        self.frames.push(inner);
        let outer = if has_outer && !outer.is_empty() { self.choices.pick(&outer) } else { parametro(col.ty) };
        let swapped = self.choices.one_in(3);
        Some(if swapped { format!("{outer} = {}", col.name) } else { format!("{} = {outer}", col.name) })
    }

    /// What stands in the parentheses of an aggregate over many values.
    pub(super) fn many(&mut self, ty: Ty, depth: usize) -> String {
        let is_group = matches!(self.frames.last(), Some(Here::Rows(..)));
        match self.choices.below(if is_group { 6 } else { 4 }) {
            0 => {
                let (from, item) = self.over(depth, |inner| inner.item(ty));
                format!("{item} de {from}")
            }
            1 if ty == Ty::Number && !self.is_function() && self.choices.one_in(8) => "plan.fila".to_owned(),
            1 => self.whole_column(ty).unwrap_or_else(|| self.along(ty)),
            2 => {
                let (from, item) = self.over(depth, |inner| inner.value(ty, 1));
                format!("{item} de {from}")
            }
            3 if !is_group => self.along(ty),
            _ => self.of_group(ty),
        }
    }

    /// One column, or a family.
    pub(super) fn item(&mut self, ty: Ty) -> String {
        let tab = self.frames.last().unwrap().tab().cloned();
        match tab.and_then(|tab| self.a_family(&tab, ty)) {
            Some(family) if self.choices.one_in(4) => family,
            _ => self.leaf(ty),
        }
    }

    pub(super) fn a_family(&mut self, tab: &Tab, ty: Ty) -> Option<String> {
        let found = tab.columns.iter().find(|col| col.ty == ty && !col.entries.is_empty())?;
        let name = found.name;
        let is_years = !found.entries[0].starts_with('"');
        Some(match self.choices.below(3) {
            1 if is_years => format!("{name}[2025 a vigencia]"),
            2 if is_years => format!("{name}[2026 a 2027]"),
            _ => name.to_owned(),
        })
    }

    pub(super) fn of_group(&mut self, ty: Ty) -> String {
        let tab = self.frames.last().unwrap().tab().unwrap().clone();
        self.frames.push(Here::Row(tab));
        let text = if self.choices.one_in(4) { self.value(ty, 1) } else { self.item(ty) };
        self.frames.pop();
        text
    }

    /// Several values of the row at hand.
    pub(super) fn along(&mut self, ty: Ty) -> String {
        if let Some(Here::Row(tab)) = self.frames.last().cloned()
            && self.choices.one_in(2)
            && let Some(family) = self.a_family(&tab, ty)
        {
            return family;
        }
        if matches!(self.frames.last(), Some(Here::Rows(..))) {
            return self.of_group(ty);
        }
        format!("{}, {}", self.value(ty, 1), self.leaf(ty))
    }

    pub(super) fn whole_column(&mut self, ty: Ty) -> Option<String> {
        let all = self.tables.iter().flat_map(|tab| {
            let single = tab.columns.iter().filter(|col| col.ty == ty && col.entries.is_empty() && !col.is_dato);
            single.map(|col| format!("{}.{}", tab.name, col.name))
        });
        let all: Vec<String> = all.collect();
        if all.is_empty() { None } else { Some(self.choices.pick(&all)) }
    }

    pub(super) fn count(&mut self, depth: usize) -> String {
        if matches!(self.frames.last(), Some(Here::Rows(..))) && self.choices.one_in(2) {
            return "cuenta(filas)".to_owned();
        }
        let (from, ()) = self.over(depth, |_| ());
        format!("cuenta(filas de {from})")
    }
}
