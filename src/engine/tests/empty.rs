//! «Empty is not unreadable», sentence by sentence. Columns: meta | programa | total | propios | sgp.

use super::*;

fn at_most(build: &Build, column: &str, most: i64) -> Expr {
    build.compare(build.col(column), CompareOp::AtMost, build.pesos(most))
}

#[test]
fn a_check_that_needs_a_missing_value_is_not_evaluable() {
    let mut build = Build::new();
    let rule = build.rule(SubjectKind::Rows, at_most(&build, "propios", 10));
    let judged = build.judge(rule, &["M1|P1|1|5", "M2|P1|1|", "M3|P1|1|#REF!", "M4|P1|1|50"], &[]);
    assert_eq!(counts(&judged), [1, 1, 0, 2]);
    // One finding for the failure, one for the empty cell, one for the unreadable one.
    let found: Vec<_> = judged.findings.iter().map(|finding| (finding.outcome.word(), cells(finding))).collect();
    let expected = [("incumple", "D5"), ("no_evaluable", "D3"), ("no_evaluable", "D4")];
    assert_eq!(found, expected.map(|(outcome, cell)| (outcome, vec![cell.to_owned()])));
}

#[test]
fn false_and_empty_is_false_and_true_or_empty_is_true() {
    for (rows, expected) in [
        // total <= 10 y propios <= 10
        (["M1|P1|50|"], [0, 1, 0, 0]),
        (["M1|P1|5|"], [0, 0, 0, 1]),
        (["M1|P1|5|5"], [1, 0, 0, 0]),
    ] {
        let mut build = Build::new();
        let both = Node::And(vec![at_most(&build, "propios", 10), at_most(&build, "total", 10)]);
        let rule = build.rule(SubjectKind::Rows, build.truth("y", both));
        assert_eq!(counts(&build.judge(rule, &rows, &[])), expected, "{rows:?}");
    }
    for (rows, expected) in
        [(["M1|P1|5|"], [1, 0, 0, 0]), (["M1|P1|50|"], [0, 0, 0, 1]), (["M1|P1|50|50"], [0, 1, 0, 0])]
    {
        let mut build = Build::new();
        let either = Node::Or(vec![at_most(&build, "propios", 10), at_most(&build, "total", 10)]);
        let rule = build.rule(SubjectKind::Rows, build.truth("o", either));
        assert_eq!(counts(&build.judge(rule, &rows, &[])), expected, "{rows:?}");
    }
}

#[test]
fn only_the_branch_taken_is_evaluated() {
    let mut build = Build::new();
    let condition = Box::new(at_most(&build, "total", 10));
    let branches = (Box::new(at_most(&build, "propios", 10)), Box::new(at_most(&build, "sgp", 10)));
    let rule = build.rule(SubjectKind::Rows, build.truth("si", Node::If(condition, branches.0, branches.1)));
    let judged = build.judge(rule, &["M1|P1|5|5|", "M2|P1|50||5", "M3|P1|50|5|"], &[]);
    assert_eq!(counts(&judged), [2, 0, 0, 1]);
}

#[test]
fn a_local_name_is_evaluated_only_when_used() {
    let mut build = Build::new();
    let unused = Let { name: "techo".to_owned(), value: build.techo_of(build.col("programa")) };
    let mut rule = build.rule(SubjectKind::Rows, at_most(&build, "total", 10));
    rule.lets.push(unused);
    assert_eq!(counts(&build.judge(rule, &["M1|NO|5"], &[])), [1, 0, 0, 0]);
}

#[test]
fn or_else_replaces_what_is_empty_not_what_is_unreadable() {
    let mut build = Build::new();
    let filled = Node::Coalesce(Box::new(build.col("propios")), Box::new(build.pesos(0)));
    let filled = build.expr("propios o bien 0", Kind::Number(crate::value::Unit::Pesos), filled);
    let rule = build.rule(SubjectKind::Rows, build.compare(filled, CompareOp::Equal, build.pesos(0)));
    let judged = build.judge(rule, &["M1|P1|1|", "M2|P1|1|#N/A", "M3|P1|1|7"], &[]);
    assert_eq!(counts(&judged), [1, 1, 0, 1]);
}

#[test]
fn empty_is_asked_of_cells() {
    let mut build = Build::new();
    let rule = build.rule(SubjectKind::Rows, build.truth("vacío", Node::IsEmpty(Box::new(build.col("propios")))));
    let judged = build.judge(rule, &["M1|P1|1|", "M2|P1|1|#N/A", "M3|P1|1|7"], &[]);
    // An unreadable cell is not empty: there is something in it.
    assert_eq!(counts(&judged), [1, 2, 0, 0]);
}

#[test]
fn a_missing_row_is_not_an_empty_value() {
    let mut build = Build::new();
    let techo = build.techo_of(build.col("programa"));
    let rule = build.rule(SubjectKind::Rows, build.truth("vacío", Node::IsEmpty(Box::new(techo))));
    let judged = build.judge(rule, &["M1|P1|1", "M2|P2|1", "M3||1"], &["P1|"]);
    assert_eq!(counts(&judged), [1, 0, 0, 2]);
}

#[test]
fn aggregates_skip_empty_optional_cells_only() {
    for (column, rows, expected) in [
        ("propios", ["M1|P1|1|5", "M2|P1|1|"], [1, 0, 0, 0]),
        ("propios", ["M1|P1|1|5", "M2|P1|1|#N/A"], [0, 0, 0, 1]),
        ("total", ["M1|P1|5|", "M2|P1||"], [0, 0, 0, 1]),
    ] {
        let mut build = Build::new();
        let rule = build.rule(build.by_programa(), build.compare(build.sum(column), CompareOp::Equal, build.pesos(5)));
        assert_eq!(counts(&build.judge(rule, &rows, &[])), expected, "{column} {rows:?}");
    }
}

#[test]
fn what_is_computed_from_an_empty_cell_is_not_skipped() {
    // suma(total - propios) with an empty propios must not lose the row's total.
    let mut build = Build::new();
    let (left, right) = (Box::new(build.col("total")), Box::new(build.col("propios")));
    let rest = Node::Arithmetic(crate::ruleset::model::ArithmeticOp::Subtract, left, right);
    let rest = build.expr("total - propios", Kind::Number(crate::value::Unit::Pesos), rest);
    let sum = build.aggregate(Aggregate::Sum, RowSource::Group, vec![rest]);
    let rule = build.rule(SubjectKind::Whole, build.compare(sum, CompareOp::Equal, build.pesos(5)));
    assert_eq!(counts(&build.judge(rule.clone(), &["M1|P1|10|5"], &[])), [1, 0, 0, 0]);
    assert_eq!(counts(&build.judge(rule, &["M1|P1|10|5", "M2|P1|100|"], &[])), [0, 0, 0, 1]);
}

#[test]
fn aggregates_of_nothing() {
    for (function, expected) in [
        (Aggregate::Sum, [1, 0, 0, 0]),
        (Aggregate::Count, [1, 0, 0, 0]),
        (Aggregate::Min, [0, 0, 0, 1]),
        (Aggregate::Max, [0, 0, 0, 1]),
        (Aggregate::Mean, [0, 0, 0, 1]),
    ] {
        let mut build = Build::new();
        let of = build.aggregate(function, RowSource::Group, vec![build.col("sgp")]);
        let rule = build.rule(SubjectKind::Whole, build.compare(of, CompareOp::Equal, build.pesos(0)));
        assert_eq!(counts(&build.judge(rule, &["M1|P1|1"], &[])), expected, "{function:?}");
    }
}

#[test]
fn counting_cells_and_counting_rows() {
    let plan = ["M1|P1|1|5", "M2|P1|1|", "M3|P1|1|7"];
    for (items, expected) in [(true, 2), (false, 3)] {
        let mut build = Build::new();
        let items = if items { vec![build.col("propios")] } else { Vec::new() };
        let count = build.aggregate(Aggregate::Count, RowSource::Group, items);
        let rule = build.rule(SubjectKind::Whole, build.compare(count, CompareOp::Equal, build.pesos(expected)));
        assert_eq!(counts(&build.judge(rule, &plan, &[])), [1, 0, 0, 0], "{expected}");
    }
}

#[test]
fn membership_is_open_only_for_what_is_not_found_beside_unreadable_cells() {
    let member = |build: &Build| {
        build.truth("en", Node::In(Box::new(build.col("programa")), Set::Column(TECHOS_REF, ColumnId(0))))
    };
    for (techos, expected) in
        [(&["P1|1", "P9|1"][..], [1, 1, 0, 1]), (&["P1|1", "|1"], [1, 1, 0, 1]), (&["P1|1", "#REF!|1"], [1, 0, 0, 2])]
    {
        let mut build = Build::new();
        let rule = build.rule(SubjectKind::Rows, member(&build));
        assert_eq!(counts(&build.judge(rule, &["M1|P1|1", "M2|P2|1", "M3||1"], techos)), expected, "{techos:?}");
    }
}

#[test]
fn membership_in_a_list() {
    let mut build = Build::new();
    let items = vec![build.pesos(1), build.col("propios")];
    let rule =
        build.rule(SubjectKind::Rows, build.truth("en", Node::In(Box::new(build.col("total")), Set::List(items))));
    let plan = ["M1|P1|1|#N/A", "M2|P1|2|#N/A", "M3|P1|2|", "M4|P1|2|2"];
    assert_eq!(counts(&build.judge(rule, &plan, &[])), [2, 1, 0, 1]);
}

#[test]
fn every_row_and_some_row() {
    let every = |build: &Build| {
        let holds = Box::new(build.compare(build.techo("valor"), CompareOp::AtMost, build.pesos(10)));
        build.truth("toda", Node::EveryRow { table: TECHOS_REF, filter: None, holds })
    };
    let some = |build: &Build| {
        let filter = build.compare(build.techo("valor"), CompareOp::AtMost, build.pesos(10));
        build.truth("existe", Node::ExistsRow { table: TECHOS_REF, filter: Some(Box::new(filter)) })
    };
    for (techos, of_every, of_some) in [
        (&[][..], [1, 0, 0, 0], [0, 1, 0, 0]),
        (&["P1|5", "P2|50"], [0, 1, 0, 0], [1, 0, 0, 0]),
        (&["P1|5", "P2|"], [0, 0, 0, 1], [1, 0, 0, 0]),
        (&["P1|50", "P2|"], [0, 1, 0, 0], [0, 0, 0, 1]),
        (&["P1|5"], [1, 0, 0, 0], [1, 0, 0, 0]),
    ] {
        let mut build = Build::new();
        let rule = build.rule(SubjectKind::Whole, every(&build));
        assert_eq!(counts(&build.judge(rule, &["M1|P1|1"], techos)), of_every, "toda {techos:?}");
        let rule = build.rule(SubjectKind::Whole, some(&build));
        assert_eq!(counts(&build.judge(rule, &["M1|P1|1"], techos)), of_some, "existe {techos:?}");
    }
}

#[test]
fn rows_without_a_key_form_no_group_and_count_once() {
    let mut build = Build::new();
    let rule = build.rule(build.by_programa(), build.compare(build.sum("total"), CompareOp::AtMost, build.pesos(10)));
    let judged = build.judge(rule, &["M1|P1|5", "M2||500", "M3|#N/A|500", "M4|P1|5", "M5|P2|11"], &[]);
    assert_eq!(counts(&judged), [1, 1, 0, 1]);
    let open: Vec<_> = judged.findings.iter().filter(|finding| finding.outcome.word() == "no_evaluable").collect();
    assert_eq!(open.len(), 1);
    assert_eq!((cells(open[0]), open[0].checks), (vec!["B3".to_owned(), "B4".to_owned()], 1));
    assert!(open[0].message.starts_with("2 filas quedaron fuera de los grupos de «prueba»"), "{}", open[0].message);
}

#[test]
fn a_condition_that_cannot_be_judged_is_not_a_no() {
    let mut build = Build::new();
    let mut rule = build.rule(SubjectKind::Rows, total_at_most(&build, 10));
    rule.conditions.push(at_most(&build, "propios", 10));
    let plan = ["M1|P1|5|5", "M2|P1|50|50", "M3|P1|50|5", "M4|P1|5|"];
    assert_eq!(counts(&build.judge(rule, &plan, &[])), [1, 1, 1, 1]);
}

#[test]
fn a_filter_that_cannot_be_judged() {
    let plan = ["M1|P1|5|5", "M2|P1|50|50", "M3|P1|5|"];
    let mut build = Build::new();
    let mut rule = build.rule(SubjectKind::Rows, total_at_most(&build, 10));
    rule.subject.filter = Some(at_most(&build, "propios", 10));
    // The row that is left out is no check at all.
    assert_eq!(counts(&build.judge(rule.clone(), &plan, &[])), [1, 0, 0, 1]);
    rule.subject.kind = build.by_programa();
    rule.demands = vec![demand(build.compare(build.sum("total"), CompareOp::Equal, build.pesos(5)))];
    assert_eq!(counts(&build.judge(rule.clone(), &plan, &[])), [1, 0, 0, 1]);
    rule.subject.kind = SubjectKind::Whole;
    assert_eq!(counts(&build.judge(rule, &plan, &[])), [0, 0, 0, 1]);
}

#[test]
fn lookups_that_find_nothing_or_two_rows() {
    let mut build = Build::new();
    let techo = build.techo_of(build.col("programa"));
    let rule = build.rule(SubjectKind::Rows, build.compare(build.col("total"), CompareOp::AtMost, techo));
    let judged = build.judge(rule, &["M1|P1|5", "M2|P2|5", "M3|P3|5", "M4|P2|5"], &["P1|10", "P3|1", "P3|2"]);
    assert_eq!(counts(&judged), [1, 0, 0, 3]);
    let messages: Vec<&str> = judged.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "2 comprobaciones de «prueba» quedaron sin evaluar: no hay fila en «techos» para «P2»",
            "una comprobación de «prueba» quedó sin evaluar: hay varias filas en «techos» para «P3»",
        ]
    );
    assert_eq!(cells(&judged.findings[0]), ["B3", "B5"]);
}

#[test]
fn division_by_zero_and_overflow() {
    let mut build = Build::new();
    let (left, right) = (Box::new(build.col("total")), Box::new(build.col("propios")));
    let ratio = Node::Arithmetic(crate::ruleset::model::ArithmeticOp::Divide, left, right);
    let ratio = build.expr("total / propios", Kind::Number(crate::value::Unit::Plain), ratio);
    let rule = build.rule(SubjectKind::Rows, build.compare(ratio, CompareOp::AtMost, build.pesos(2)));
    let judged = build.judge(rule, &["M1|P1|4|2", "M2|P1|4|0", "M3|P1|1e36|1e-9"], &[]);
    assert_eq!(counts(&judged), [1, 0, 0, 2]);
    assert!(judged.findings[0].message.ends_with("«total / propios» divide por cero"), "{:?}", judged.findings[0]);
    assert_eq!(cells(&judged.findings[0]), ["D3"]);
    assert!(judged.findings[1].message.ends_with("da un resultado que no se puede representar"));
}

#[test]
fn what_the_reader_told_of_is_counted_and_noted_not_repeated() {
    use crate::cell::{CellPlace, CellRef, SheetPlace};
    use crate::diagnostic::{Code, Diagnostic};
    let place = SheetPlace { file: "planes/salud.xlsx".into(), sheet: "Plan".into() };
    let told = |code, row| {
        let cell = CellPlace { sheet: place.clone(), cell: CellRef { row, column: 2 } };
        crate::engine::reader::finding(Diagnostic::new(code, "…").in_cell(cell), &place.file, "salud.xlsx")
    };
    let mut build = Build::new();
    let rule = build.rule(SubjectKind::Rows, total_at_most(&build, 10));
    let read = vec![told(Code::CellEmpty, 2), told(Code::CellUnreadable, 3)];
    // The reader tells of the first unreadable cells of a column one by one, and of all those below in the last one.
    let judged = build.judge_read(rule, &["M1|P1|5", "M2|P1|", "M3|P1|#N/A", "M4|P1|#N/A"], &[], read);
    assert_eq!(counts(&judged), [1, 0, 0, 3]);
    let notes: Vec<&[String]> = judged.findings.iter().map(|finding| finding.notes.as_slice()).collect();
    let note = |checks| vec![format!("sin evaluar por esta celda: prueba ({checks})")];
    assert_eq!(notes, [note(1), note(2)]);
}

#[test]
fn a_rule_that_reads_an_approved_version_needs_one() {
    let mut build = Build::new();
    let set = Set::Column(TableRef::Approved, ColumnId(0));
    let mut rule = build.rule(SubjectKind::Rows, build.truth("en", Node::In(Box::new(build.col("meta")), set)));
    rule.reads_approved = true;
    let judged = build.judge(rule, &["M1|P1|5", "M2|P1|5"], &[]);
    assert_eq!((counts(&judged), judged.findings.len()), ([0, 0, 0, 1], 1));
}

#[test]
fn a_rule_whose_column_the_format_lacks_is_not_evaluable_once() {
    let mut build = Build::new();
    build.rules.formats[0].columns[2] = None;
    let rule = build.rule(SubjectKind::Rows, total_at_most(&build, 10));
    let judged = build.judge(rule, &["M1|P1|", "M2|P1|"], &[]);
    assert_eq!((counts(&judged), judged.findings.len()), ([0, 0, 0, 1], 1));
    assert!(judged.findings[0].message.contains("el formato PE-F-012 no tiene «TOTAL»"), "{:?}", judged.findings[0]);
}
