//! A table in a sheet of each workbook: `tabla … desde plan`.

use rust_xlsxwriter::Workbook;

use super::forms::fill;
use super::{Judged, Set, rule};

const RULES: &str = r#"formato plan "F"
  hoja "41*"
  columna organismo : código "0000" en "Organismo" obligatoria
  columna total : pesos en "Total" obligatoria

tabla resumen desde plan hoja "* de 2026"
  clave codigo
  columna codigo : código "0000" en "Código" obligatoria
  columna filas_dichas : entero en "Proyectos / Total" obligatoria
  columna pesos_dichos["Inicial", "Final"] : pesos en "{n}"
  termina en "TOTAL"
"#;
const COUNTED: &str = "exige filas_dichas = cuenta(filas de plan donde organismo = esta.codigo)\n  \
                       si no \"{codigo}: {filas_dichas} y {cuenta(filas de plan donde organismo = esta.codigo)}\"";
const SUMMARY: [&str; 7] = [
    "Resumen",
    "Código|Proyectos||Inicial|Final",
    "|Total|Ejecutado|",
    "4112|2|1|30|30",
    "4121|2|1|5|6",
    "|TOTAL|4",
    "9999|1",
];

fn book(summary: Option<(&str, &[&str])>) -> Workbook {
    let mut book = Workbook::new();
    if let Some((name, rows)) = summary {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (first, last) in [((1, 0), (2, 0)), ((1, 1), (1, 2)), ((1, 3), (2, 3)), ((1, 4), (2, 4))] {
            sheet.merge_range(first.0, first.1, last.0, last.1, "", &rust_xlsxwriter::Format::new()).unwrap();
        }
        fill(sheet, rows);
    }
    for (name, rows) in
        [("4112 A", ["Organismo|Total", "4112|10", "4112|20"]), ("4121 B", ["Organismo|Total", "4121|5", ""])]
    {
        fill(book.add_worksheet().set_name(name).unwrap(), &rows);
    }
    book
}

fn set(rules: &str, mut book: Workbook) -> Set {
    Set::new(&format!("{RULES}{rules}")).file("planes/p.xlsx", book.save_to_buffer().unwrap())
}

fn review(rules: &str, book: Workbook) -> Judged {
    set(rules, book).run()
}

#[test]
fn each_workbook_is_held_against_its_own_summary() {
    let counted = rule("por cada fila de resumen", COUNTED);
    let mut other = book(Some(("Junio de 2026", &["", "Código|Proyectos||Inicial|Final", "|Total", "4112|3"])));
    let judged = set(&counted, book(Some(("Marzo de 2026", &SUMMARY))))
        .file("planes/q.xlsx", other.save_to_buffer().unwrap())
        .run();
    assert_eq!(judged.counts("r"), [1, 2, 0, 0]);
    let of_rule: Vec<String> = judged.told().into_iter().filter(|told| told.starts_with("r ")).collect();
    assert_eq!(of_rule, ["r B5: 4121: 2 y 1", "r B4: 4112: 3 y 2"], "the row below TOTAL is not read");
    let found: Vec<_> = judged.findings().iter().filter(|found| found["regla"] == "r").collect();
    assert_eq!((&found[0]["archivo"], &found[0]["hoja"]), (&"planes/p.xlsx".into(), &"Marzo de 2026".into()));
    assert_eq!((&found[1]["archivo"], &found[1]["hoja"]), (&"planes/q.xlsx".into(), &"Junio de 2026".into()));
    assert_eq!(found[0]["sujeto"]["codigo"], "4121");
    // The second book's summary has no row that ends it.
    assert_eq!(judged.cells("sin_final"), ["A4"]);
}

#[test]
fn it_is_looked_into_like_any_tabla() {
    for (subject, demand, counts) in [
        ("por cada organismo de plan", "suma(total) = resumen[organismo].pesos_dichos[\"Inicial\"]", [2, 0, 0, 0]),
        ("por cada organismo de plan", "suma(total) = resumen[organismo].pesos_dichos[\"Final\"]", [1, 1, 0, 0]),
        ("por cada fila de plan", "organismo en resumen y existe resumen[organismo]", [3, 0, 0, 0]),
        ("por cada fila de plan", "organismo en resumen.codigo", [3, 0, 0, 0]),
        ("sobre plan", "suma(filas_dichas de resumen) = 4", [1, 0, 0, 0]),
        ("sobre resumen", "cuenta(filas) = 2 y suma(total de plan) = 35", [1, 0, 0, 0]),
        ("por cada fila de resumen.pesos_dichos", "valor > 5", [3, 1, 0, 0]),
        ("sobre plan", "suma(resumen.pesos_dichos.valor) = 71", [1, 0, 0, 0]),
    ] {
        let judged = review(&rule(subject, &format!("exige {demand}")), book(Some(("Marzo de 2026", &SUMMARY))));
        assert_eq!(judged.counts("r"), counts, "{subject}: {demand}: {:?}", judged.told());
    }
}

#[test]
fn a_workbook_without_it_keeps_its_other_verdicts() {
    let counted = rule("por cada fila de resumen", COUNTED);
    let both =
        format!("{counted}{}", rule("por cada fila de plan", "exige total > 0").replacen("regla r", "regla s", 1));
    let judged = review(&both, book(None));
    assert_eq!((judged.counts("r"), judged.counts("s")), ([0, 0, 0, 1], [3, 0, 0, 0]));
    let told = judged.told();
    let missing = "lectura/hoja_faltante : falta la hoja «* de 2026» que pide la tabla «resumen»; el libro tiene «4112 A» y «4121 B»";
    assert!(told.contains(&missing.to_owned()), "{told:?}");
    let without = "r : «r» quedó sin evaluar: el libro no tiene la tabla «resumen»";
    assert!(told.contains(&without.to_owned()), "{told:?}");
    let renamed = ["", "Código|Proyecto||Inicial|Final", "|Total", "4112|2"];
    let judged = review(&both, book(Some(("Marzo de 2026", &renamed))));
    assert_eq!((judged.counts("r"), judged.counts("s")), ([0, 0, 0, 1], [3, 0, 0, 0]));
    assert!(judged.told().iter().any(|told| told.starts_with("lectura/columna_faltante")), "{:?}", judged.told());
}

#[test]
fn its_cells_are_told_as_those_of_the_workbook() {
    let counted = rule("por cada fila de resumen", COUNTED);
    let rows = ["", "Código|Proyectos||Inicial|Final", "|Total", "4112|muchos", "4121|", "4121|1", "|TOTAL"];
    let judged = review(&counted, book(Some(("Marzo de 2026", &rows))));
    assert_eq!((judged.cells("celda_ilegible"), judged.cells("celda_vacia")), (vec!["B4"], vec!["B5"]));
    assert_eq!(judged.counts("r"), [1, 0, 0, 2]);
    // A key twice is no fault of the rules: who looks it up has no verdict.
    let looked_up = rule("por cada organismo de plan", "exige resumen[organismo].filas_dichas = 1");
    assert_eq!(review(&looked_up, book(Some(("Marzo de 2026", &rows)))).counts("r"), [0, 0, 0, 2]);
}

#[test]
fn faults_of_the_rules() {
    for (rules, says) in [
        (
            "formato plan \"F\"\n  columna a : código -> t\ntabla t desde plan\n  clave b\n  columna b : código\n",
            "reglas/tipo: «t» está en cada libro, y con «->» se remite a una tabla de referencia",
        ),
        (
            "formato plan \"F\"\n  columna a : código\n  omite donde a en t\ntabla t desde plan\n  clave b\n  columna b : código\n",
            "reglas/tipo: «t» se lee después de las filas del plan, y aquí se decide cuáles son",
        ),
        (
            "tabla t desde plan\n  columna b : código\nregla r\n  \"t\"\n  por cada fila de t\n  exige b no vacío\n",
            "reglas/falta: el conjunto de reglas no tiene ningún «formato plan»",
        ),
        (
            "formato plan \"F\"\n  columna a : código\ntabla t desde plan\n  columna b : código\nregla r\n  \"t\"\n  \
             por cada fila de t\n  exige b no vacío\nprueba r \"x\"\n  con t hoja \"x\"\n    | b |\n    | 1 |\n",
            "reglas/prueba: la hoja se da en «con plan»",
        ),
        (
            "formato plan \"F\"\n  columna a : código\nregla r\n  \"t\"\n  por cada fila de plan\n  exige a no vacío\n\
             prueba r \"x\"\n  con plan hoja 3\n    | a |\n    | 1 |\n",
            "reglas/tipo: «hoja» se da con su nombre, entre comillas",
        ),
        ("tabla t desde libro\n  columna b : código\n", "reglas/sintaxis"),
    ] {
        let told = Set::new(rules).faults();
        assert!(told.len() == 1 && told[0].starts_with(says), "{rules}: {told:?}");
    }
}

#[test]
fn a_using_file_may_put_a_file_in_its_place() {
    let counted = rule("por cada fila de resumen", "exige filas_dichas = 2");
    let mut workbook = book(None);
    let judged = Set::new("usa \"base.cotejo\"\nfija tabla resumen desde \"resumen.csv\"\n")
        .file("base.cotejo", format!("{RULES}{counted}").replace("Proyectos / Total", "Proyectos"))
        .file("resumen.csv", "Código;Proyectos;Inicial;Final\n4112;2;1;1\n4121;3;1;1\nTOTAL;;;\n9999;2;1;1\n")
        .file("planes/p.xlsx", workbook.save_to_buffer().unwrap())
        .run();
    assert_eq!(judged.counts("r"), [1, 1, 0, 0], "once a run, and nothing below TOTAL");
}

#[test]
fn in_a_prueba_it_is_given_like_any_tabla() {
    let counted = rule("por cada fila de resumen", COUNTED);
    let hoja = rule("por cada fila de plan", "exige plan.hoja empieza con organismo").replacen("regla r", "regla s", 1);
    let pruebas = r#"
prueba r "cuenta"
  con resumen
    | codigo | filas_dichas |
    | 4112   | 1            |
    | 4121   | 2            |
  con plan
    | organismo | total |
    | 4112      | 1     |
    | 4121      | 1     |
  espera cumple codigo = "4112"
  espera incumple codigo = "4121" con "4121: 2 y 1"

prueba s "la hoja"
  con plan hoja "4112 A"
    | organismo | total |
    | 4112      | 1     |
    | 4121      | 1     |
  espera cumple organismo = "4112"
  espera incumple organismo = "4121" en fila 2 columna organismo
"#;
    let ended = set(&format!("{counted}{hoja}{pruebas}"), book(None)).run_as(&["probar"]);
    assert!(
        ended.code == 0 && ended.stdout.contains("2 pruebas de 2 reglas: 2 pasan"),
        "{}{}",
        ended.stdout,
        ended.stderr
    );
}
