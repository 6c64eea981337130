//! What a failed check carries.

use super::*;
use crate::diagnostic::Window;
use crate::engine::finding::Finding;
use crate::ruleset::model::{Demand, Message, MessagePart, Rule};

/// The rule of the ceilings: `suma(total) <= techo` for each programme.
fn ceiling(build: &Build) -> Rule {
    let key = build.expr("programa", Kind::Code, Node::Key { up: 0, key: 0 });
    let techo = Let { name: "techo".to_owned(), value: build.techo_of(key) };
    let condition = build.compare(build.sum("total"), CompareOp::AtMost, build.local(0));
    let mut rule = build.rule(build.by_programa(), condition);
    rule.lets.push(techo);
    rule
}

/// Excel's row number, the texts, and the marks: which column, and the role.
type Drawn<'w> = (u32, Vec<&'w str>, Vec<(usize, &'w str)>);

fn drawn(window: &Window) -> Vec<Drawn<'_>> {
    let rows = window.rows.iter().map(|row| {
        let marks = row.marks.iter().map(|mark| (mark.column, mark.role.as_str())).collect();
        (row.row + 1, row.cells.iter().map(String::as_str).collect(), marks)
    });
    rows.collect()
}

#[test]
fn a_group_shows_its_contributors_largest_first_and_the_reference_cell() {
    let mut build = Build::new();
    let rule = ceiling(&build);
    let plan = ["M1|P1|20", "M2|P2|5", "M3|P1|70", "M4|P1|50"];
    let judged = build.judge(rule, &plan, &["P2|10", "P1|100"]);
    assert_eq!(counts(&judged), [1, 1, 0, 0]);
    let finding = &judged.findings[0];
    assert_eq!(cells(finding), ["C4", "C5", "C2"]);
    assert_eq!(finding.subject, [("programa".to_owned(), "P1".to_owned())]);
    assert_eq!(finding.message, "suma(total) es $ 140 y techo es $ 100: la diferencia es $ 40");
    let [plan, techos] = finding.windows.as_slice() else { panic!("{:?}", finding.windows) };
    assert_eq!(
        drawn(plan),
        [
            (4, vec!["M3", "P1", "$ 70"], vec![(2, "suma $ 140")]),
            (5, vec!["M4", "P1", "$ 50"], vec![(2, "")]),
            (2, vec!["M1", "P1", "$ 20"], vec![(2, "")]),
        ]
    );
    assert_eq!(techos.place.to_string(), "techos.csv › Plan");
    assert_eq!(drawn(techos), [(3, vec!["P1", "$ 100"], vec![(1, "techo $ 100")])]);
}

#[test]
fn rows_beyond_the_first_five_are_counted() {
    let mut build = Build::new();
    let rule = ceiling(&build);
    let plan = ["M1|P1|1", "M2|P1|2", "M3|P1|3", "M4|P1|4", "M5|P1|5", "M6|P1|6", "M7|P1|7"];
    let judged = build.judge(rule, &plan, &["P1|10"]);
    let window = &judged.findings[0].windows[0];
    assert_eq!((window.rows.len(), window.hidden_rows), (5, 2));
    assert_eq!(judged.findings[0].cells.len(), 7);
}

#[test]
fn a_row_shows_both_sides() {
    let mut build = Build::new();
    let items = vec![build.col("propios"), build.col("sgp")];
    let mut sum = build.aggregate(Aggregate::Sum, RowSource::Here, items);
    sum.span = build.truth("suma(fuentes)", Node::And(Vec::new())).span;
    let rule = build.rule(SubjectKind::Rows, build.compare(build.col("total"), CompareOp::Equal, sum));
    let judged = build.judge(rule, &["M1|P1|120|40|60", "M2|P1|100|100|"], &[]);
    assert_eq!(counts(&judged), [1, 1, 0, 0]);
    let finding = &judged.findings[0];
    assert_eq!(finding.message, "total es $ 120 y suma(fuentes) es $ 100: la diferencia es $ 20");
    assert_eq!(cells(finding), ["C2", "E2", "D2"]);
    assert_eq!(
        drawn(&finding.windows[0]),
        [(2, vec!["M1", "$ 120", "$ 40", "$ 60"], vec![(1, "es $ 120"), (2, ""), (3, "")])]
    );
}

#[test]
fn only_the_false_part_of_a_condition_is_shown() {
    let mut build = Build::new();
    let low = build.compare(build.col("propios"), CompareOp::AtLeast, build.pesos(0));
    let both = Node::And(vec![low, total_at_most(&build, 10)]);
    let rule = build.rule(SubjectKind::Rows, build.truth("y", both));
    let judged = build.judge(rule, &["M1|P1|15|1"], &[]);
    assert_eq!(cells(&judged.findings[0]), ["C2"]);
    assert_eq!(judged.findings[0].message, "total es $ 15 y debe ser como máximo $ 10: la diferencia es $ 5");
}

#[test]
fn the_rule_chooses_what_to_underline_and_what_to_say() {
    let mut build = Build::new();
    let text = |text: &str| MessagePart::Text(text.to_owned());
    let value = |column: &str| MessagePart::Value(build.col(column));
    let parts = vec![text("La meta "), value("meta"), text(" programa "), value("total"), text(" y "), value("sgp")];
    let empty_help = vec![text("vea "), value("sgp")];
    let condition = total_at_most(&build, 10);
    let rule = build.rule(SubjectKind::Rows, condition.clone());
    let said = Demand {
        message: Some(Message { parts }),
        marks: vec![ColumnId(3)],
        help: Some(Message { parts: empty_help }),
        ..demand(condition)
    };
    let rule = Rule { demands: vec![said], ..rule };
    let judged = build.judge(rule, &["M1|P1|1500|#N/A|"], &[]);
    let finding = &judged.findings[0];
    assert_eq!(finding.message, "La meta M1 programa $ 1.500 y (vacío)");
    assert_eq!((cells(finding), finding.help.as_deref()), (vec!["D2".to_owned()], None));
}

#[test]
fn membership_offers_the_nearest_value() {
    let mut build = Build::new();
    let set = Set::Column(TECHOS_REF, ColumnId(0));
    let rule = build.rule(SubjectKind::Rows, build.truth("en", Node::In(Box::new(build.col("programa")), set)));
    let judged = build.judge(rule, &["M1|1950|1", "M2|88|1"], &["1905|1", "2201|1"]);
    let said: Vec<_> = judged.findings.iter().map(|f| (f.message.as_str(), f.help.as_deref())).collect();
    assert_eq!(
        said,
        [
            ("programa «1950» no está en techos", Some("¿quiso decir «1905»?")),
            ("programa «88» no está en techos", None),
        ]
    );
}

fn ids(judged: &crate::engine::Judged) -> Vec<(String, &str)> {
    let subject =
        |finding: &Finding| finding.subject.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join("/");
    let mut ids: Vec<_> = judged.findings.iter().map(|finding| (subject(finding), finding.id.as_str())).collect();
    ids.sort();
    ids
}

#[test]
fn ids_stay_when_rows_move_and_differ_for_rows_that_repeat() {
    let mut build = Build::new();
    let rule = build.rule(SubjectKind::Rows, total_at_most(&build, 10));
    let before = build.judge(rule.clone(), &["M1|P1|20", "M2|P1|30", "M1|P1|40"], &[]);
    let after = build.judge(rule, &["M0|P1|1", "M2|P2|31", "M1|P1|20", "M3|P1|1", "M1|P1|40"], &[]);
    assert_eq!(ids(&before), ids(&after));
    let subjects: Vec<_> = ids(&before).into_iter().map(|(subject, _)| subject).collect();
    // M1 with the obligatory total would be the subject without a key; with one it is the key alone.
    assert_eq!(subjects, ["M1", "M1/2", "M2"]);
    let distinct: std::collections::BTreeSet<_> = ids(&before).into_iter().map(|(_, id)| id.to_owned()).collect();
    assert_eq!(distinct.len(), 3);
    assert!(distinct.iter().all(|id| id.len() == 16));
}
