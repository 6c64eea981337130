//! What keeps rules and workbooks made to do harm from taking minutes or the machine's memory.

use super::*;
use crate::engine::Book;
use crate::engine::all::Planes;
use crate::engine::eval::{Evaluator, Frame};
use crate::engine::gap::{Cause, Evaluated, Gap};
use crate::engine::index::Indexes;
use crate::engine::world::{Shared, World};
use crate::ruleset::model::{Message, MessagePart};
use crate::value::Value;

/// More steps than any rule may take.
const ALL: usize = 1_000_000_000;

/// Evaluates an expression in the first row of a small plan, and again in the second after all steps were spent.
fn before_and_after(build: &Build, expr: &Expr) -> [Evaluated<Value>; 2] {
    let plan = build::table(&build.rules.plan, "planes/salud.xlsx", &["M1|P1|60", "M2|P1|50"]);
    let book = Book {
        file: "planes/salud.xlsx",
        plan: &plan,
        format: None,
        identity: &[],
        approved: None,
        approved_format: None,
        parts: &[],
        own: &[],
        sheet: None,
    };
    let shared =
        Shared { rules: &build.rules, tables: &[], indexes: &Indexes::default(), planes: &Planes::Partial, parts: &[] };
    let world = World::new(shared, Some(book));
    let value = |row| Evaluator::new(&world, Frame::Row(TableRef::Plan, row)).value(expr);
    let before = value(0);
    assert!(!world.may_go_on(ALL));
    let after = value(1);
    world.begin_rule();
    assert_eq!(value(0), before);
    [before, after]
}

#[test]
fn a_rule_that_looks_through_every_row_for_every_row_comes_to_an_end() {
    let build = Build::new();
    let filter = build.compare(build.col("total"), CompareOp::Less, build.col_up("total", 1));
    let exists = build.truth("existe", Node::ExistsRow { table: TableRef::Plan, filter: Some(Box::new(filter)) });
    let [before, after] = before_and_after(&build, &exists);
    assert_eq!(before, Ok(Value::Bool(true)));
    assert!(matches!(after, Err(Gap { cause: Cause::TooMuch(_), .. })), "{after:?}");
}

#[test]
fn an_aggregate_that_is_the_same_in_every_row_is_taken_once() {
    let build = Build::new();
    let query = |filter| RowSource::Query { table: TableRef::Plan, filter };
    let whole = build.aggregate(Aggregate::Sum, query(None), vec![build.col("total")]);
    let [before, after] = before_and_after(&build, &whole);
    assert_eq!(before.as_ref().unwrap().plain(), "110");
    assert_eq!(before, after);
    let own = build.compare(build.col("meta"), CompareOp::Equal, build.col_up("meta", 1));
    let of_row = build.aggregate(Aggregate::Sum, query(Some(Box::new(own))), vec![build.col("total")]);
    let [before, after] = before_and_after(&build, &of_row);
    assert_eq!(before.unwrap().plain(), "60");
    assert!(after.is_err(), "{after:?}");
}

#[test]
fn a_message_of_ten_thousand_values_and_a_subject_of_forty_thousand_letters_are_cut() {
    let mut build = Build::new();
    let mut rule = build.rule(SubjectKind::Rows, total_at_most(&build, 0));
    let total = build.col("total");
    rule.demands[0].message = Some(Message { parts: vec![MessagePart::Value(total); 10_000] });
    let long = format!("{}|P1|60", "M".repeat(40_000));
    let judged = build.judge(rule, &[&long], &[]);
    let finding = &judged.findings[0];
    assert_eq!(finding.message.chars().count(), 4_000);
    assert!(finding.message.starts_with("$ 60$ 60") && finding.message.ends_with('…'));
    assert_eq!(finding.subject[0].1.chars().count(), 1_000);
    assert!(finding.windows[0].rows[0].cells.iter().all(|cell| cell.chars().count() <= 300));
}
