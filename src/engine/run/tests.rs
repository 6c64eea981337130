//! Whole runs, from rule text and CSV workbooks to findings.

use std::collections::BTreeMap;

use jiff::civil::date;

use super::*;
use crate::diagnostic::Severity;
use crate::engine::read_references;
use crate::ruleset::{Files, Inputs, Loaded, load};

struct Memory(BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).cloned().ok_or_else(|| "no existe".to_owned())
    }
}

const BASE: &str = r#"vigencia 2026
entidad "Alcaldía de Pasto"
norma pe_p_002 "PE-P-002 versión 04"
parámetro tolerancia : pesos = 0
tabla programas desde "programas.csv"
  clave codigo
  columna codigo : código "0000"
  columna nombre : texto
tabla techos desde "techos.csv"
  clave dependencia, programa
  columna dependencia : texto
  columna programa : código "0000" -> programas
  columna valor : pesos
formato plan "PE-F-012" versión 4
  clave meta
  dato dependencia : texto junto a "DEPENDENCIA" obligatorio identifica
  columna meta : código en "Meta" obligatoria
  columna programa : código "0000" en "Programa" obligatoria
  columna fuentes["Propios", "SGP"] : pesos en "{n}"
  columna total : pesos en "Total" obligatoria
"#;

const RULES: &str = r#"
regla programa_existe error
  "Toda meta responde a un programa del plan de desarrollo"
  por cada fila de plan
  exige programa en programas
  si no "La meta {meta} cita el programa {programa}, que no está en el plan de desarrollo"
  ayuda "¿Quiso decir {parecido(programa, programas.codigo)}?"

regla techo_por_programa error
  "Lo programado por programa no supera el techo presupuestal"
  según pe_p_002 "tarea 1"
  por cada programa de plan
  sea techo = techos[plan.dependencia, programa].valor
  exige suma(total) <= techo + tolerancia
  si no "El programa {programa} suma {suma(total)} y su techo es {techo}: sobran {suma(total) - techo}"

regla fuentes_suman error
  "El total de la fila es la suma de sus fuentes"
  por cada fila de plan
  exige total = suma(fuentes)

regla sin_metas_nuevas error
  "No se programan metas después de aprobado el plan en Consejo de Gobierno"
  fase modificación
  por cada fila de plan
  exige meta en aprobado.meta
  si no "La meta {meta} no está en el plan aprobado"
"#;

const PROGRAMAS: &str = "codigo;nombre\n1905;Salud pública\n2201;Educación\n";
const TECHOS: &str = "dependencia;programa;valor\nSalud;1905;100\nEducación;2201;500\n";

fn loaded(rules: &str) -> (Loaded, Vec<Table>) {
    load_text(&format!("{BASE}{rules}"))
}

fn load_text(text: &str) -> (Loaded, Vec<Table>) {
    let files = [("a.cotejo", text), ("programas.csv", PROGRAMAS), ("techos.csv", TECHOS)];
    let files = Memory(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect());
    let inputs = Inputs { parameters: Vec::new(), today: date(2026, 1, 20) };
    let loaded = load(&["a.cotejo".to_owned()], &files, &inputs);
    assert_eq!(loaded.diagnostics, []);
    let reference = read_references(&loaded.rules, &files, &Limits::default());
    assert_eq!(reference.diagnostics, []);
    (loaded, reference.tables)
}

/// A workbook: the dependency, and rows of meta;programa;Propios;SGP;Total from row 4.
fn book(file: &str, dependencia: &str, rows: &[&str]) -> Input {
    let head = format!("PLAN DE ACCIÓN;;;;\nDEPENDENCIA;{dependencia};;;\nMeta;Programa;Propios;SGP;Total\n");
    Input { file: file.to_owned(), bytes: Ok((head + &rows.join("\n") + "\n").into_bytes()) }
}

fn settings(phase: Phase) -> Settings {
    Settings {
        phase,
        date: date(2026, 1, 20),
        ruleset_hash: "x".to_owned(),
        limits: Limits::default(),
        is_whole: true,
        threads: None,
    }
}

fn review(plans: &[Input]) -> Run {
    let (loaded, tables) = loaded(RULES);
    run(&loaded.rules, &tables, plans, None, &settings(Phase::Revision))
}

/// Rule, outcome, cells, message.
fn told(run: &Run) -> Vec<(String, &'static str, String, String)> {
    let line = |finding: &Finding| {
        let cells: Vec<String> = finding.cells.iter().map(ToString::to_string).collect();
        (finding.rule.clone(), finding.outcome.word(), cells.join(" "), finding.message.clone())
    };
    run.findings.iter().map(line).collect()
}

fn counts(run: &Run, rule: &str) -> [usize; 4] {
    let counts = run.summary.iter().find(|counts| counts.rule == rule).unwrap();
    [counts.holds, counts.fails, counts.not_applicable, counts.not_evaluable]
}

#[test]
fn a_plan_over_its_ceiling() {
    let run = review(&[book("planes/salud.csv", "Salud", &["M1;1905;60;0;60", "M2;1905;50;0;50"])]);
    assert_eq!(
        told(&run),
        [(
            "techo_por_programa".to_owned(),
            "incumple",
            "E4 E5".to_owned(),
            "El programa 1905 suma $ 110 y su techo es $ 100: sobran $ 10".to_owned()
        )]
    );
    let finding = &run.findings[0];
    assert_eq!(finding.subject, [("programa".to_owned(), "1905".to_owned())]);
    assert_eq!(finding.norms[0].article.as_deref(), Some("tarea 1"));
    let roles: Vec<&str> = finding.windows.iter().map(|window| window.rows[0].marks[0].role.as_str()).collect();
    assert_eq!(roles, ["suma $ 110", "techo $ 100"]);
    assert_eq!(finding.windows[1].place.to_string(), "techos.csv");
    assert_eq!(counts(&run, "fuentes_suman"), [2, 0, 0, 0]);
    assert_eq!((run.books[0].rows, run.books[0].format.as_deref()), (2, Some("PE-F-012 v4")));
}

#[test]
fn made_messages_quote_the_rule() {
    let run = review(&[book("planes/salud.csv", "Salud", &["M1;1905;60;5;70"])]);
    assert_eq!(
        told(&run),
        [(
            "fuentes_suman".to_owned(),
            "incumple",
            "E4 C4 D4".to_owned(),
            "total es $ 70 y suma(fuentes) es $ 65: la diferencia es $ 5".to_owned()
        )]
    );
}

#[test]
fn what_the_reader_tells_is_not_told_again() {
    let run = review(&[book("planes/salud.csv", "Salud", &["M1;1905;60;0;60", "M2;1905;50;0;cien"])]);
    let [finding] = run.findings.as_slice() else { panic!("{:?}", told(&run)) };
    assert_eq!((finding.rule.as_str(), finding.cells[0].to_string().as_str()), ("lectura/celda_ilegible", "E5"));
    assert_eq!(finding.notes, ["sin evaluar por esta celda: techo_por_programa (1), fuentes_suman (1)"]);
    assert_eq!(counts(&run, "fuentes_suman"), [1, 0, 0, 1]);
}

#[test]
fn a_dato_that_is_missing_is_told_once_and_what_needs_it_is_counted() {
    let empty = review(&[book("planes/salud.csv", "", &["M1;1905;60;0;60"])]);
    let [finding] = empty.findings.as_slice() else { panic!("{:?}", told(&empty)) };
    assert_eq!((finding.rule.as_str(), finding.cells[0].to_string().as_str()), ("lectura/dato_faltante", "B2"));
    assert_eq!(finding.notes, ["sin evaluar por esta celda: techo_por_programa (1)"]);

    let mut plan = book("planes/salud.csv", "Salud", &["M1;1905;60;0;60"]);
    let text = String::from_utf8(plan.bytes.unwrap()).unwrap();
    plan.bytes = Ok(text.replace("DEPENDENCIA", "Secretaría").into_bytes());
    let unlabelled = review(&[plan]);
    let [finding] = unlabelled.findings.as_slice() else { panic!("{:?}", told(&unlabelled)) };
    assert_eq!((finding.rule.as_str(), finding.cells.len()), ("lectura/dato_faltante", 0));
    assert_eq!(finding.notes, ["sin evaluar por este dato: techo_por_programa (1)"]);
    assert!(finding.rule_span.is_some());
}

#[test]
fn a_note_on_a_dato_is_as_grave_as_what_it_leaves_unjudged() {
    let dato = "  dato acta : texto junto a \"ACTA\"\n  columna meta";
    let judged = |rule: &str| {
        let (loaded, tables) = load_text(&format!("{}{rule}", BASE.replacen("  columna meta", dato, 1)));
        let plan = book("a.csv", "Salud", &["M1;1905;1;0;1"]);
        let run = run(&loaded.rules, &tables, &[plan], None, &settings(Phase::Revision));
        let [finding] = run.findings.as_slice() else { panic!("{:?}", told(&run)) };
        assert_eq!(finding.rule, "lectura/dato_faltante");
        finding.severity
    };
    assert_eq!(judged(""), Severity::Note);
    let rule = |severity| format!("\nregla con_acta {severity}\n  \"Acta\"\n  sobre plan\n  exige plan.acta = \"7\"\n");
    assert_eq!(judged(&rule("advertencia")), Severity::Warning);
    assert_eq!(judged(&rule("error")), Severity::Error);
}

#[test]
fn a_ceiling_that_is_missing_is_told_once() {
    let run = review(&[book("planes/salud.csv", "Salud", &["M1;2201;60;0;60", "M2;2201;50;0;50"])]);
    assert_eq!(
        told(&run),
        [(
            "techo_por_programa".to_owned(),
            "no_evaluable",
            "B4".to_owned(),
            "una comprobación de «techo_por_programa» quedó sin evaluar: no hay fila en «techos» para «Salud» y «2201»"
                .to_owned()
        )]
    );
}

#[test]
fn help_offers_the_nearest_and_is_dropped_without_one() {
    let run = review(&[book("planes/salud.csv", "Salud", &["M1;1950;1;0;1", "M2;7777;1;0;1"])]);
    let help: Vec<_> = run.findings.iter().filter(|finding| finding.rule == "programa_existe").collect();
    assert_eq!(help.iter().map(|f| f.help.as_deref()).collect::<Vec<_>>(), [Some("¿Quiso decir 1905?"), None]);
}

fn modified(approved: &[Input], plan: &Input) -> Run {
    let (loaded, tables) = loaded(RULES);
    run(
        &loaded.rules,
        &tables,
        std::slice::from_ref(plan),
        Some(&Approved::Books(approved.to_vec())),
        &settings(Phase::Modificacion),
    )
}

#[test]
fn a_plan_is_paired_by_its_identity_and_else_by_its_name() {
    let plan = book("planes/salud.csv", "Salud", &["M1;1905;1;0;1", "M2;1905;1;0;1"]);
    let same = book("aprobados/acta-7.csv", "SALUD", &["M1;1905;1;0;1"]);
    let other = book("aprobados/salud.csv", "Educación", &["M1;2201;1;0;1", "M2;2201;1;0;1"]);
    let found = modified(&[other.clone(), same.clone()], &plan);
    assert_eq!(counts(&found, "sin_metas_nuevas"), [1, 1, 0, 0]);
    assert_eq!(told(&found)[0].3, "La meta M2 no está en el plan aprobado");
    assert_eq!(counts(&modified(&[other], &plan), "sin_metas_nuevas"), [0, 0, 0, 1], "another dependency's");
    let nameless = book("planes/salud.csv", "", &["M1;1905;1;0;1"]);
    assert_eq!(counts(&modified(std::slice::from_ref(&same), &nameless), "sin_metas_nuevas"), [0, 0, 0, 1]);
    let by_name = Input { file: "aprobados/salud.csv".to_owned(), ..same.clone() };
    assert_eq!(counts(&modified(&[by_name], &nameless), "sin_metas_nuevas"), [1, 0, 0, 0]);
    let none = modified(&[], &plan);
    assert_eq!((counts(&none, "sin_metas_nuevas"), none.findings.len()), ([0, 0, 0, 1], 1));
    assert_eq!((none.findings[0].rule.as_str(), none.findings[0].severity), ("lectura/sin_aprobado", Severity::Error));
    let twin = Input { file: "aprobados/acta-8.csv".to_owned(), ..same.clone() };
    let ambiguous = modified(&[same, twin], &plan);
    let rules: Vec<String> = told(&ambiguous).into_iter().map(|(rule, ..)| rule).collect();
    assert_eq!(rules, ["lectura/pareja"], "the rule is counted, and told in a note there");
    assert_eq!(counts(&ambiguous, "sin_metas_nuevas"), [0, 0, 0, 1]);
}

#[test]
fn a_rule_of_another_phase_is_neither_judged_nor_counted() {
    let run = review(&[book("planes/salud.csv", "Salud", &["M1;1905;1;0;1"])]);
    assert!(run.summary.iter().all(|counts| counts.rule != "sin_metas_nuevas"));
}

#[test]
fn a_refused_workbook_costs_the_others_nothing() {
    let refused = Input { file: "planes/malo.xlsx".to_owned(), bytes: Ok(b"PK\x03\x04 not a zip".to_vec()) };
    let run = review(&[refused, book("planes/salud.csv", "Salud", &["M1;1905;1;0;1"])]);
    assert_eq!(run.books.iter().map(|book| book.format.is_some()).collect::<Vec<_>>(), [false, true]);
    assert_eq!(counts(&run, "fuentes_suman"), [1, 0, 0, 0]);
    assert!(run.findings.iter().all(|finding| &*finding.file == "planes/malo.xlsx") && !run.findings.is_empty());
}

#[test]
fn the_result_depends_neither_on_order_nor_on_threads() {
    let mut plans: Vec<Input> = (0..6)
        .map(|at| {
            let rows = [format!("M{at};1905;60;0;60"), "M9;1950;5;0;6".to_owned(), "M8;;1;0;x".to_owned()];
            book(&format!("planes/{at}.csv"), "Salud", &rows.iter().map(String::as_str).collect::<Vec<_>>())
        })
        .collect();
    let (loaded, tables) = loaded(RULES);
    let with_threads = |plans: &[Input], threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| run(&loaded.rules, &tables, plans, None, &settings(Phase::Revision)))
    };
    let first = with_threads(&plans, 1);
    plans.reverse();
    assert_eq!(first, with_threads(&plans, 4));
    // Six workbooks of one dependency: no two findings share an id.
    let ids: std::collections::BTreeSet<&str> = first.findings.iter().map(|finding| finding.id.as_str()).collect();
    assert_eq!(ids.len(), first.findings.len());
    assert!(first.findings.len() > 12, "{:?}", told(&first));
}

#[test]
fn rules_over_tables_alone_run_once() {
    let (loaded, tables) = loaded(
        "\nregla techo_positivo\n  \"Un techo no es negativo\"\n  por cada fila de techos\n  exige valor > 100\n",
    );
    let plans = ["a", "b"].map(|name| book(&format!("{name}.csv"), "Salud", &["M1;1905;1;0;1"]));
    let run = run(&loaded.rules, &tables, &plans, None, &settings(Phase::Revision));
    assert_eq!(counts(&run, "techo_positivo"), [1, 1, 0, 0]);
    let [finding] = run.findings.as_slice() else { panic!("{:?}", told(&run)) };
    assert_eq!((&*finding.file, finding.place.as_ref().map(ToString::to_string)), ("", Some("techos.csv".to_owned())));
    assert_eq!(finding.message, "valor es $ 100 y debe ser mayor que $ 100");
}

/// The finding of one demand over two good-looking rows, in a rule of its own.
fn demanded(demand: &str) -> Finding {
    let rule = format!("\nregla prueba\n  \"Prueba\"\n  por cada fila de plan\n  exige {demand}\n");
    let (loaded, tables) = loaded(&rule);
    let plan = book("planes/salud.csv", "Salud", &["M1;1905;60;5;70", "M2;2201;;50;50"]);
    let run = run(&loaded.rules, &tables, &[plan], None, &settings(Phase::Revision));
    run.findings.into_iter().next().unwrap_or_else(|| panic!("«{demand}» found nothing"))
}

#[test]
fn made_messages_for_each_kind_of_demand() {
    for (demand, message, cells) in [
        ("total <= 60", "total es $ 70 y debe ser como máximo $ 60: la diferencia es $ 10", "E4"),
        ("total = 65 ± 2", "total es $ 70 y debe ser $ 65: la diferencia es $ 5, y se admite $ 2", "E4"),
        ("total <> 70", "total es $ 70 y debe ser diferente de $ 70", "E4"),
        ("total <> total", "total y total son iguales: $ 70", "E4"),
        ("total entre 1 y 60", "total es $ 70 y debe estar entre $ 1 y $ 60", "E4"),
        ("no total entre 1 y 90", "total es $ 70 y no puede estar entre $ 1 y $ 90", "E4"),
        ("programa en (\"2201\", \"2202\")", "programa es «1905» y debe ser «2201» o «2202»", "B4"),
        ("programa no en programas", "programa «1905» está en programas", "B4"),
        ("fuentes[\"Propios\"] no vacío", "falta fuentes[\"Propios\"]", "C5"),
        ("fuentes[\"Propios\"] vacío", "fuentes[\"Propios\"] es $ 60 y debe estar vacío", "C4"),
        ("programa parece \"22*\"", "programa es «1905» y no tiene la forma «22*»", "B4"),
        ("programa empieza con \"22\"", "programa es «1905» y no empieza con «22»", "B4"),
        ("existe techos[\"Salud\", programa]", "no hay fila en techos para «Salud» y «2201»", "B5"),
        ("total > 0 y total < 50", "total es $ 70 y debe ser menor que $ 50: la diferencia es $ 20", "E4"),
        (
            "(toda fila de techos donde programa = esta.programa cumple valor < esta.total)",
            "hay filas de techos que no cumplen «valor < esta.total»",
            "E4",
        ),
        (
            "(existe fila de techos donde programa = esta.programa y valor < esta.total)",
            "ninguna fila de techos cumple «programa = esta.programa y valor < esta.total»",
            "B4 E4",
        ),
        ("total > 100 o total < 50", "no se cumple «total > 100 o total < 50»", "E4"),
    ] {
        let finding = demanded(demand);
        let found: Vec<String> = finding.cells.iter().map(ToString::to_string).collect();
        assert_eq!((finding.message.as_str(), found.join(" ").as_str()), (message, cells), "{demand}");
    }
}

#[test]
fn a_dato_is_shown_in_its_own_cell() {
    let (loaded, tables) = loaded(
        "\nregla oficial\n  \"La dependencia es la que remite\"\n  sobre plan\n  exige plan.dependencia = \"Educación\"\n",
    );
    let plan = book("planes/salud.csv", "Salud", &["M1;1905;1;0;1"]);
    let run = run(&loaded.rules, &tables, &[plan], None, &settings(Phase::Revision));
    let message = "plan.dependencia es «Salud» y debe ser «Educación»".to_owned();
    assert_eq!(told(&run), [("oficial".to_owned(), "incumple", "B2".to_owned(), message)]);
    let finding = &run.findings[0];
    assert_eq!(finding.subject, [("dependencia".to_owned(), "Salud".to_owned())]);
    let window = &finding.windows[0];
    assert_eq!((window.rows[0].row, window.rows[0].cells.as_slice()), (1, &["Salud".to_owned()][..]));
}

#[test]
fn the_approved_value_is_shown_beside_the_present_one() {
    let (loaded, tables) = loaded(
        "\nregla no_crece\n  \"El total no crece\"\n  por cada fila de plan\n  exige total <= aprobado[meta].total\n",
    );
    let plan = book("planes/salud.csv", "Salud", &["M1;1905;1;0;9", "M2;1905;1;0;1"]);
    let approved = book("aprobados/salud.csv", "Salud", &["M1;1905;1;0;5"]);
    let run = run(&loaded.rules, &tables, &[plan], Some(&Approved::Books(vec![approved])), &settings(Phase::Revision));
    let lines: Vec<_> = told(&run).into_iter().map(|(_, outcome, cells, message)| (outcome, cells, message)).collect();
    assert_eq!(lines[0].2, "total es $ 9 y aprobado[meta].total es $ 5: la diferencia es $ 4");
    assert_eq!((lines[1].0, lines[1].1.as_str()), ("no_evaluable", "A5"));
    let windows = &run.findings[0].windows;
    assert_eq!(windows[1].place.to_string(), "aprobados/salud.csv");
    assert_eq!(windows[1].rows[0].marks[0].role, "total $ 5");
}

#[test]
fn failures_beyond_measure_are_counted_in_one_finding() {
    let rows: Vec<String> = (0..5_003).map(|at| format!("M{at};1905;1;0;2")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let (loaded, tables) = loaded("\nregla r\n  \"Total\"\n  por cada fila de plan\n  exige total = suma(fuentes)\n");
    let run = run(&loaded.rules, &tables, &[book("a.csv", "Salud", &rows)], None, &settings(Phase::Revision));
    assert_eq!((counts(&run, "r"), run.findings.len()), ([0, 5_003, 0, 0], 5_001));
    let checks: usize = run.findings.iter().map(|finding| finding.checks).sum();
    assert_eq!(checks, 5_003);
}

#[test]
fn a_check_of_one_row_points_at_that_row() {
    let (loaded, tables) = loaded(
        "\nregla r\n  \"Suma\"\n  por cada fila de plan\n  exige suma(total de plan donde meta = esta.meta) = total\n",
    );
    let plan = book("a.csv", "Salud", &["M1;1905;1;0;60", "M1;1905;1;0;1"]);
    let run = run(&loaded.rules, &tables, &[plan], None, &settings(Phase::Revision));
    let main = |finding: &Finding| (finding.cells[0].to_string(), finding.windows[0].rows[0].marks[0].role.clone());
    let found: Vec<_> = run.findings.iter().map(main).collect();
    assert_eq!(found, [("E4", "es $ 60"), ("E5", "es $ 1")].map(|(cell, role)| (cell.to_owned(), role.to_owned())));
}

#[test]
fn plans_that_are_too_large_together_are_refused_and_cost_the_others_nothing() {
    let (loaded, tables) =
        loaded(&format!("{RULES}\nregla todas\n  \"Todas\"\n  sobre planes\n  exige cuenta(filas) > 0\n"));
    let small = |file: &str| book(file, "Salud", &["M1;1905;60;0;60"]);
    let rows: Vec<String> = (0..100).map(|row| format!("M{row};1905;1;0;1")).collect();
    let large = book("b.csv", "Educación", &rows.iter().map(String::as_str).collect::<Vec<_>>());
    let limits = Limits { kept_cells: 100, ..Limits::default() };
    let plans = [small("a.csv"), large, small("c.csv")];
    let run = run(&loaded.rules, &tables, &plans, None, &Settings { limits, ..settings(Phase::Revision) });
    let refused: Vec<(&str, bool)> = run.books.iter().map(|book| (&*book.file, book.format.is_none())).collect();
    assert_eq!(refused, [("a.csv", false), ("b.csv", true), ("c.csv", false)]);
    let told = told(&run);
    let of_limit = told.iter().filter(|(rule, ..)| rule == "lectura/limite").collect::<Vec<_>>();
    assert_eq!(of_limit.len(), 1);
    assert_eq!(of_limit[0].3, "los libros que se revisan juntos suman más de 100 celdas, que es el límite");
    assert_eq!(counts(&run, "todas"), [0, 0, 0, 1]);
}
