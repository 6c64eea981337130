//! Queries over tables, groups, and rows that repeat.

use super::*;

/// `suma(valor de techos donde programa = esta.programa)`, to which the plan's total must be equal.
fn total_is_query(build: &Build) -> Expr {
    let filter = build.compare(build.techo("programa"), CompareOp::Equal, build.col_up("programa", 1));
    let rows = RowSource::Query { table: TECHOS_REF, filter: Some(Box::new(filter)) };
    let sum = build.aggregate(Aggregate::Sum, rows, vec![build.techo("valor")]);
    build.compare(build.col("total"), CompareOp::Equal, sum)
}

#[test]
fn a_query_takes_the_rows_that_its_condition_selects() {
    let mut build = Build::new();
    let rule = build.rule(SubjectKind::Rows, total_is_query(&build));
    let techos = ["P1|3", "P2|7", "P1|4"];
    assert_eq!(counts(&build.judge(rule, &["M1|P1|7", "M2|P2|7", "M3|P3|0", "M4|P1|3"], &techos)), [3, 1, 0, 0]);
}

#[test]
fn a_row_whose_selection_is_open_leaves_the_sum_open() {
    let mut build = Build::new();
    let rule = build.rule(SubjectKind::Rows, total_is_query(&build));
    assert_eq!(counts(&build.judge(rule, &["M1|P1|3"], &["P1|3", "|4"])), [0, 0, 0, 1]);
}

#[test]
fn an_index_decides_as_a_scan_does() {
    // `programa = esta.programa y valor <= 5`: by index; `esta.programa = programa o falso`: by scan.
    let plan = ["M1|P1|3", "M2|P2|0", "M3|P3|9", "M4||1", "M5|#N/A|1"];
    for techos in [&["P1|3", "P2|9", "P3|9"][..], &["P1|3", "|9"], &["P1|3", "|"], &["P1|", "#N/A|2"]] {
        let results = [true, false].map(|by_index| {
            let mut build = Build::new();
            let same = build.compare(build.techo("programa"), CompareOp::Equal, build.col_up("programa", 1));
            let small = build.compare(build.techo("valor"), CompareOp::AtMost, build.pesos(5));
            let never = build.compare(build.pesos(1), CompareOp::Equal, build.pesos(2));
            let same = if by_index { same } else { build.truth("o", Node::Or(vec![same, never])) };
            let filter = build.truth("y", Node::And(vec![same, small]));
            let rows = RowSource::Query { table: TECHOS_REF, filter: Some(Box::new(filter)) };
            let sum = build.aggregate(Aggregate::Sum, rows, vec![build.techo("valor")]);
            let rule = build.rule(SubjectKind::Rows, build.compare(build.col("total"), CompareOp::Equal, sum));
            counts(&build.judge(rule, &plan, techos))
        });
        assert_eq!(results[0], results[1], "{techos:?}");
    }
}

#[test]
fn groups_come_in_the_order_in_which_their_keys_appear() {
    let mut build = Build::new();
    let rule = build.rule(build.by_programa(), build.compare(build.sum("total"), CompareOp::AtMost, build.pesos(0)));
    let judged = build.judge(rule, &["M1|P9|5", "M2|P1|5", "M3|P9|5", "M4|P5|5"], &[]);
    let subjects: Vec<_> = judged.findings.iter().map(|finding| finding.subject[0].1.as_str()).collect();
    assert_eq!(subjects, ["P9", "P1", "P5"]);
}

#[test]
fn rows_with_the_same_values_as_another() {
    let mut build = Build::new();
    let unique = build.truth("única(programa)", Node::Unique(vec![build.col("programa")]));
    let mut rule = build.rule(SubjectKind::Rows, unique);
    let plan = ["M1|P1|5", "M2|P2|5", "M3|P1|5", "M4||5", "M5|P2|500"];
    let judged = build.judge(rule.clone(), &plan, &[]);
    assert_eq!(counts(&judged), [0, 4, 0, 1]);
    assert_eq!(cells(&judged.findings[0]), ["B2", "B4"]);
    // Only the rows that the rule's `donde` leaves are compared.
    rule.subject.filter = Some(total_at_most(&build, 10));
    assert_eq!(counts(&build.judge(rule, &plan, &[])), [1, 2, 0, 1]);
}

#[test]
fn each_demand_that_fails_is_a_finding_and_the_check_counts_once() {
    let mut build = Build::new();
    let mut rule = build.rule(SubjectKind::Rows, total_at_most(&build, 10));
    rule.demands.push(demand(total_at_most(&build, 20)));
    let judged = build.judge(rule, &["M1|P1|15", "M2|P1|25", "M3|P1|5"], &[]);
    assert_eq!((counts(&judged), judged.findings.len()), ([1, 2, 0, 0], 3));
}

#[test]
fn a_row_named_by_a_local_name() {
    // sea techo = techos[programa]; exige total <= techo.valor
    let mut build = Build::new();
    let row = Node::Lookup { table: TECHOS_REF, keys: vec![build.col("programa")] };
    let row = build.expr("techos[programa]", Kind::Row(TECHOS_REF), row);
    let named = build.expr("techo", Kind::Row(TECHOS_REF), Node::Let(crate::ruleset::model::LetId(0)));
    let field = Node::Field { row: Box::new(named), column: ColumnId(1) };
    let field = build.expr("techo.valor", Kind::Number(crate::value::Unit::Pesos), field);
    let mut rule = build.rule(SubjectKind::Rows, build.compare(build.col("total"), CompareOp::AtMost, field));
    rule.lets.push(Let { name: "techo".to_owned(), value: row });
    assert_eq!(counts(&build.judge(rule, &["M1|P1|5", "M2|P1|15"], &["P1|10"])), [1, 1, 0, 0]);
}

#[test]
fn omitted_rows_are_those_whose_condition_holds() {
    let mut build = Build::new();
    let filter = build.compare(build.col("propios"), CompareOp::AtMost, build.pesos(10));
    build.rules.formats[0].omits.push(filter);
    let plan = build::table(&build.rules.plan, "p.xlsx", &["M1|P1|1|5", "M2|P1|1|50", "M3|P1|1|"]);
    let format = &build.rules.formats[0];
    let conditions: Vec<&crate::ruleset::model::Expr> = format.omits.iter().collect();
    let omitted = crate::engine::first_holding(&build.rules, (format, &plan), &conditions, &[]);
    assert_eq!(omitted, [Some(0), None, None]);
}
