//! Functions: aggregates over rows, `única`, and those of a few values.

use cotejo::syntax::ast::{Expr, ExprKind, From};

use super::eval::{Evaluator, less, within};
use super::ratio::Ratio;
use super::value::{Found, Missing, Value, day, fold, same, year_and_month};
use super::world::Frame;

const AGGREGATES: [&str; 7] = ["suma", "cuenta", "minimo", "maximo", "promedio", "distintos", "lista"];

impl Evaluator<'_> {
    pub(super) fn call(&self, name: &str, args: &[Expr], from: Option<&From>, frames: &[Frame]) -> Found {
        if AGGREGATES.contains(&name) {
            return self.aggregate(name, args, from, frames);
        }
        if let Some((params, body)) = self.world.funciones.get(name) {
            let given = params.iter().zip(args).map(|(param, arg)| (param.clone(), arg.clone(), frames.to_vec()));
            return self.value(body, &[Frame::Call { args: given.collect() }]);
        }
        if name == "unica" {
            return self.unique(args, frames).map(Value::Truth);
        }
        let values: Vec<Found> = args.iter().map(|arg| self.value(arg, frames)).collect();
        let values: Vec<Value> = values.into_iter().collect::<Result<_, _>>().map_err(|_| Missing::NoValue)?;
        self.function(name, &values)
    }

    fn function(&self, name: &str, values: &[Value]) -> Found {
        use Value::{Code, Day, Number, Text, Truth};
        let whole = |number: &Ratio| number.as_whole().expect("a whole number");
        match (name, values) {
            ("largo", [Text(text) | Code(text)]) => Ok(Number(Ratio::whole(text.chars().count() as i64))),
            ("izquierda", [text, Number(n)]) => {
                Ok(some_letters(text, |letters| letters.iter().take(whole(n) as usize).collect()))
            }
            ("derecha", [text, Number(n)]) => Ok(some_letters(text, |letters| {
                letters.iter().skip(letters.len().saturating_sub(whole(n) as usize)).collect()
            })),
            ("mayusculas", [Text(text)]) => Ok(Text(text.to_uppercase())),
            ("mayusculas", [Code(code)]) => Ok(Code(code.to_uppercase())),
            ("identico", [Text(one) | Code(one), Text(other) | Code(other)]) => Ok(Truth(one == other)),
            ("fecha", [Number(year), Number(month), Number(of_month)]) => {
                day(whole(year), whole(month), whole(of_month)).map(Day).ok_or(Missing::NoValue)
            }
            ("ano" | "año", [Day(day)]) => Ok(Number(Ratio::whole(year_and_month(*day).0))),
            ("mes", [Day(day)]) => Ok(Number(Ratio::whole(year_and_month(*day).1))),
            ("redondea", [Number(number), Number(places)]) => self.kept(number.rounded(whole(places) as i32)),
            ("absoluto", [Number(number)]) => Ok(Number(number.absolute())),
            other => panic!("no function {other:?}"),
        }
    }

    /// «No other row of the table, after the rule's `donde`, has the same values; no evaluable with an empty or
    /// unreadable one.»
    fn unique(&self, args: &[Expr], frames: &[Frame]) -> Result<bool, Missing> {
        let Frame::Row { table, row } = &frames[0] else { panic!("no row") };
        let tuple = |row: usize| -> Result<Vec<Value>, Missing> {
            let frame = [Frame::Row { table: table.clone(), row }];
            let values: Vec<Found> = args.iter().map(|arg| self.value(arg, &frame)).collect();
            values.into_iter().collect()
        };
        let own = tuple(*row).map_err(|_| Missing::NoValue)?;
        let others = (0..self.table(table).rows.len()).filter(|other| other != row);
        let chosen = |other: usize| {
            let frame = [Frame::Row { table: table.clone(), row: other }];
            self.filter.is_none_or(|filter| self.truth(filter, &frame) == Ok(true))
        };
        let equal = |other: usize| {
            tuple(other).is_ok_and(|values| own.iter().zip(&values).all(|(one, other)| same(one, other)))
        };
        let alike = self.trace.aside(|| others.filter(|other| chosen(*other) && equal(*other)).count());
        Ok(alike == 0)
    }

    fn aggregate(&self, name: &str, args: &[Expr], from: Option<&From>, frames: &[Frame]) -> Found {
        let counts_rows = matches!(args, [Expr { kind: ExprKind::Name(only), .. }] if fold(&only.text) == "filas");
        let (places, column) = self.places(args, from, frames)?;
        if counts_rows {
            return Ok(Value::Number(Ratio::whole(places.len() as i64)));
        }
        let mut taken = Vec::new();
        for frames in &places {
            for arg in column.as_ref().map_or(args, std::slice::from_ref) {
                taken.extend(self.items(arg, frames));
            }
        }
        let mut values = Vec::new();
        for found in taken {
            match found {
                Ok(value) => values.push(value),
                // «Aggregates skip empty cells of optional columns.»
                Err(Missing::Empty { obligatory: false }) => {}
                Err(_) => return Err(Missing::NoValue),
            }
        }
        self.summed_up(name, &values)
    }

    /// Where an aggregate takes its values: in the rows of a table, in those of the group, or along the row at hand;
    /// and the bare column, where `techos.valor` stands for `valor de techos`.
    fn places(
        &self,
        args: &[Expr],
        from: Option<&From>,
        frames: &[Frame],
    ) -> Result<(Vec<Vec<Frame>>, Option<Expr>), Missing> {
        if let Some(from) = from {
            let mut places = Vec::new();
            // «If the `donde` cannot be evaluated in a row, the whole function is no evaluable.»
            for (frame, chosen) in self.chosen(from, frames) {
                if chosen.map_err(|_| Missing::NoValue)? {
                    places.push(within(frames, &frame));
                }
            }
            return Ok((places, None));
        }
        if let Some((table, column)) = self.whole_column(args, frames) {
            let row = |row| within(frames, &Frame::Row { table: table.clone(), row });
            return Ok(((0..self.table(&table).rows.len()).map(row).collect(), Some(column)));
        }
        Ok((self.here(args, frames), None))
    }

    fn here(&self, args: &[Expr], frames: &[Frame]) -> Vec<Vec<Frame>> {
        match frames.last().unwrap() {
            // The family of a row looked up by the group's keys is taken once.
            Frame::Rows { .. } if args.iter().all(|arg| self.several(arg, frames).is_some()) => vec![frames.to_vec()],
            Frame::Rows { table, rows, .. } => {
                let row = |row: &usize| within(frames, &Frame::Row { table: table.clone(), row: *row });
                rows.iter().map(row).collect()
            }
            Frame::Row { .. } | Frame::Call { .. } => vec![frames.to_vec()],
        }
    }

    fn whole_column(&self, args: &[Expr], frames: &[Frame]) -> Option<(String, Expr)> {
        let [Expr { kind: ExprKind::Field(base, column), span }] = args else { return None };
        let ExprKind::Name(owner) = &base.kind else { return None };
        let table = fold(&owner.text);
        let is_local = self.lets.iter().any(|local| fold(&local.name.text) == table);
        if is_local || !self.is_table(&table) {
            return None;
        }
        let bare = Expr { kind: ExprKind::Name(column.clone()), span: *span };
        // `plan.fila` in a group of the plan's is of the group's rows.
        let is_group = matches!(frames.last(), Some(Frame::Rows { table: own, .. }) if *own == table);
        let own = self.table(&table);
        match own.column(&fold(&column.text)) {
            // `plan.tope`, a dato, is one value.
            Some(at) if own.columns[at].is_dato => None,
            None if fold(&column.text) == "archivo" => None,
            // `plan.fila` is of each row, as a column is, but has no bare name.
            None if own.family(&fold(&column.text)).is_some() => Some((table, bare)),
            None if is_group => None,
            None => Some((table, args[0].clone())),
            Some(_) => Some((table, bare)),
        }
    }

    /// What one argument gives in one row: the cells of a family, or one value.
    fn items(&self, arg: &Expr, frames: &[Frame]) -> Vec<Found> {
        match self.several(arg, frames) {
            Some(Ok(cells)) => cells.into_iter().map(|at| self.item(|| self.cell_of(arg, at))).collect(),
            Some(Err(missing)) => vec![Err(missing)],
            None => vec![self.item(|| self.value(arg, frames))],
        }
    }

    /// What goes into an aggregate; a cell that is left out of it does not contribute.
    fn item(&self, found: impl FnOnce() -> Found) -> Found {
        let (found, reads) = self.trace.apart(found);
        if found.is_ok() {
            self.trace.add(reads)
        } else {
            self.trace.add_as_possible(reads)
        }
        found
    }

    /// «`suma` and `cuenta` of nothing are 0; `mínimo`, `máximo`, `promedio` of nothing are empty.»
    fn summed_up(&self, name: &str, values: &[Value]) -> Found {
        let nothing = Missing::Empty { obligatory: false };
        let count = Ratio::whole(values.len() as i64);
        match name {
            "cuenta" => Ok(Value::Number(count)),
            "suma" => self.kept(total(values)),
            "promedio" if values.is_empty() => Err(nothing),
            "promedio" => self.kept(total(values).and_then(|sum| sum.over(count)?.rounded(12))),
            "distintos" => {
                let is_first = |at: &usize| !values[..*at].iter().any(|earlier| same(earlier, &values[*at]));
                Ok(Value::Number(Ratio::whole((0..values.len()).filter(is_first).count() as i64)))
            }
            "minimo" => {
                values.iter().reduce(|one, other| if less(other, one) { other } else { one }).cloned().ok_or(nothing)
            }
            "maximo" => {
                values.iter().reduce(|one, other| if less(one, other) { other } else { one }).cloned().ok_or(nothing)
            }
            other => panic!("no aggregate {other}"),
        }
    }
}

fn total(values: &[Value]) -> Option<Ratio> {
    values.iter().try_fold(Ratio::ZERO, |sum, value| match value {
        Value::Number(number) => sum.plus(*number),
        other => panic!("{other:?} is no number"),
    })
}

fn some_letters(value: &Value, cut: impl Fn(&[char]) -> String) -> Value {
    match value {
        Value::Text(text) => Value::Text(cut(&text.chars().collect::<Vec<_>>())),
        Value::Code(code) => Value::Code(cut(&code.chars().collect::<Vec<_>>())),
        other => panic!("{other:?} has no letters"),
    }
}
