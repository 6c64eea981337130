//! Tests of the outputs over runs built by hand.

use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use super::{Style, json, terminal};
use crate::cell::{CellPlace, CellRef, SheetPlace};
use crate::diagnostic::{Code, Diagnostic, Mark, Severity, Window, WindowColumn, WindowRow};
use crate::engine::finding::{BookSummary, CitedNorm, Finding, Outcome, RuleCounts, Run};
use crate::source::{FileId, Source, Sources, Span};
use crate::syntax::ast::Phase;

mod drawing;
mod faults;
mod machine;
mod totals;

const PLAIN: Style = Style { color: false, unicode: true, width: 80 };
const RULES: &str = "regla techo_por_programa error
  \"Lo programado por programa no supera el techo presupuestal\"
  norma pe_p_002, tarea 1
  por cada grupo de plan según programa
  exige suma(total) <= techo + tolerancia
    si no \"el programa {programa} suma {suma(total)} y su techo es {techo}\"
";

/// Rule files: one, at `rules/pasto-2026/techos.cotejo`.
fn sources(text: &str) -> Sources {
    let mut sources = Sources::default();
    sources.add(Source::new("rules/pasto-2026/techos.cotejo", text));
    sources
}

/// Where a text stands in the rule file of [`sources`].
fn span(text: &str, part: &str) -> Span {
    let start = text.find(part).expect("the part is in the text");
    Span::new(FileId(0), start, start + part.len())
}

fn sheet(file: &str, name: &str) -> SheetPlace {
    SheetPlace { file: Arc::from(file), sheet: Arc::from(name) }
}

fn cell(row: u32, column: u32) -> CellRef {
    CellRef { row: row - 1, column }
}

fn mark(column: usize, role: &str) -> Mark {
    Mark { column, role: role.to_owned() }
}

fn row(number: u32, cells: &[&str], marks: Vec<Mark>) -> WindowRow {
    WindowRow { row: number - 1, cells: cells.iter().map(ToString::to_string).collect(), marks }
}

fn columns(columns: &[(u32, &str)]) -> Vec<WindowColumn> {
    let numeric = |caption: &str| ["Total", "techo"].contains(&caption) || caption.ends_with("2026");
    let column = |(column, caption): &(u32, &str)| WindowColumn {
        column: *column,
        caption: caption.to_string(),
        numeric: numeric(caption),
    };
    columns.iter().map(column).collect()
}

/// The rows of a programme that is over its ceiling: not neighbours, the largest first.
fn plan_window() -> Window {
    Window {
        place: sheet("planes/salud.xlsx", "Plan de acción"),
        columns: columns(&[(0, "Código meta"), (2, "Programa"), (10, "Total")]),
        rows: vec![
            row(123, &["IP-12", "1905", "$ 80.000.000"], vec![mark(2, "suma $ 152.500.000")]),
            row(31, &["IP-14", "1905", "$ 72.400.000"], vec![mark(2, "")]),
            row(8, &["IP-2", "1905", "$ 100.000"], vec![mark(2, "")]),
        ],
        hidden_rows: 4,
    }
}

fn ceiling_window() -> Window {
    Window {
        place: sheet("datos/techos.csv", ""),
        columns: columns(&[(0, "programa"), (1, "dependencia"), (2, "techo")]),
        rows: vec![row(7, &["1905", "Secretaría de Salud", "$ 140.000.000"], vec![mark(2, "techo")])],
        hidden_rows: 0,
    }
}

fn finding() -> Finding {
    Finding {
        id: "0123456789abcdef".into(),
        rule: "techo_por_programa".into(),
        title: "Lo programado por programa no supera el techo presupuestal".into(),
        severity: Severity::Error,
        outcome: Outcome::Fails,
        file: Arc::from("planes/salud.xlsx"),
        place: Some(sheet("planes/salud.xlsx", "Plan de acción")),
        cells: vec![cell(123, 10), cell(31, 10)],
        subject: vec![("programa".into(), "1905".into())],
        message: "el programa 1905 suma $ 152.500.000 y su techo es $ 140.000.000: sobran $ 12.500.000".into(),
        windows: vec![plan_window(), ceiling_window()],
        rule_span: Some(span(RULES, "exige suma(total) <= techo + tolerancia")),
        norms: vec![CitedNorm {
            name: "pe_p_002".into(),
            title: "PE-P-002 versión 04".into(),
            article: Some("tarea 1".into()),
        }],
        help: Some("baje lo programado en alguna de estas metas, o pida a Hacienda que revise el techo".into()),
        checks: 1,
        notes: vec![],
    }
}

fn book(file: &str) -> BookSummary {
    BookSummary {
        file: Arc::from(file),
        format: Some("PE-F-012 v4".into()),
        sheets: vec!["Plan de acción".into()],
        rows: 300,
        hash: "af".repeat(32),
    }
}

fn run(findings: Vec<Finding>) -> Run {
    Run {
        vigencia: 2026,
        entity: "Alcaldía de Pasto".into(),
        ruleset_hash: "0b".repeat(32),
        phase: Phase::Revision,
        date: date(2026, 1, 20),
        books: vec![book("planes/salud.xlsx"), book("planes/hacienda.xlsx")],
        summary: vec![RuleCounts {
            rule: "techo_por_programa".into(),
            title: "Lo programado por programa no supera el techo presupuestal".into(),
            holds: 10,
            fails: 1,
            ..RuleCounts::default()
        }],
        partial: Vec::new(),
        findings,
    }
}

/// One finding as the terminal shows it, without the summary.
fn drawn(finding: Finding, rules: &str, style: &Style) -> String {
    let mut run = run(vec![finding]);
    run.summary.clear();
    let output = terminal::findings(&run, &sources(rules), style);
    let (finding, _) = output.split_once("\n\n").expect("a blank line after the finding");
    format!("{finding}\n")
}
