use super::*;
use crate::layout::read_plan;
use crate::layout::tests::{Rules, book, decl, places, sheet, span, values};
use crate::ruleset::model::{ColumnId, Given, Kind, Level, LevelId, Node};
use crate::table::Table;
use crate::value::{Type, Value};

/// Columns Clase, Código and Total; the outer level gives Código as column 3, the inner one Total as column 4.
fn rules() -> Rules {
    let mut rules = Rules::new().column("Clase", Type::Text).column("Código", Type::Text).column("Total", Type::Pesos);
    for (at, (name, from)) in [("linea", 1), ("prog", 2)].into_iter().enumerate() {
        let given = Given { from: ColumnId(from), to: ColumnId(3 + at) };
        let ty = if from == 2 { Type::Pesos } else { Type::Text };
        let format = rules.format();
        let hidden = crate::ruleset::model::ColumnDecl { level: Some(LevelId(at)), ..decl(name, name, ty) };
        format.schema.columns.push(hidden);
        format.schema.levels.push(Level { name: name.to_owned(), gives: vec![given], span: span() });
        format.columns.push(None);
        let filter = Expr { node: Node::Constant(Value::Bool(true)), kind: Kind::Bool, span: span() };
        format.levels.push(FormatLevel { level: LevelId(at), filter, gives: vec![given] });
    }
    rules
}

/// The level of each row by its class: `L` the outer, `P` the inner.
fn holding(_: &Format, _: &[&Expr], table: &Table) -> Vec<Option<usize>> {
    let level = |class: &String| match class.as_str() {
        "L" => Some(0),
        "P" => Some(1),
        _ => None,
    };
    values(table, 0).iter().map(level).collect()
}

#[test]
fn an_outer_row_ends_the_inner_ones_and_a_sheet_ends_all() {
    let one =
        sheet("Uno", &["Clase|Código|Total", "a||=0", "L|1|", "P|x|=5", "a||=1", "L|2|", "a||=2", "P|y|=7", "a||=3"]);
    let two = sheet("Dos", &["Clase|Código|Total", "a||=4"]);
    let (plan, findings) = read_plan(&book(vec![one, two]), "p.xlsx", &rules().0, &holding);
    let plan = plan.unwrap();
    assert_eq!(values(&plan.table, 2), ["0", "1", "2", "3", "4"]);
    assert_eq!(values(&plan.table, 3), ["–", "1", "2", "2", "–"], "the code of the outer level");
    assert_eq!(places(&plan.table, 3), ["–", "B3", "B6", "B6", "–"]);
    assert_eq!(values(&plan.table, 4), ["–", "5", "–", "7", "–"], "the total of the inner one");
    let [(_, outer), (_, inner)] = plan.levels.as_slice() else { panic!("two levels") };
    assert_eq!(
        (values(outer, 1), values(inner, 2)),
        (["1", "2"].map(String::from).to_vec(), ["5", "7"].map(String::from).to_vec())
    );
    assert_eq!(values(inner, 3), ["1", "2"], "a row of the inner level stands under one of the outer");
    assert_eq!(values(inner, 1), ["–", "–"], "what it does not give says nothing");
    assert!(findings.is_empty());
}
