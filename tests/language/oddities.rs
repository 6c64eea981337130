//! What is odd in the values of a real workbook, told once, at its cells; and guesses that give way to rules.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{Judged, Set};

const FORM: &str = "tabla programas desde \"programas.csv\"\n  clave codigo\n  columna codigo : código \"0000\"\n\
    formato plan \"F\"\n  clave meta\n  columna meta : texto en \"Meta\" obligatoria\n  \
    columna programa : código \"0000\" en \"Programa\" -> programas\n  columna bpin : código \"0000000000000\" en \"BPIN\"\n  \
    columna bp : código \"BP00000000\" en \"BP\"\n  columna inicio : fecha en \"Inicio\"\n  columna total : pesos en \"Total\"\n";
const ROWS: u32 = 20;

/// A plan of twenty rows without a fault, and what `change` makes of it. Rows and columns are from 0.
fn plan(change: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Plan").unwrap();
    for (column, caption) in (0..).zip(["Meta", "Programa", "BPIN", "BP", "Inicio", "Total"]) {
        sheet.write(0, column, caption).unwrap();
    }
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for row in 1..=ROWS {
        sheet.write(row, 0, format!("M{row}")).unwrap();
        sheet.write(row, 1, "1905").unwrap();
        sheet.write(row, 2, format!("20247600103{row:02}")).unwrap();
        sheet.write(row, 3, format!("BP260052{row:02}")).unwrap();
        let start = ExcelDateTime::from_ymd(2026, 1, u8::try_from(row).unwrap()).unwrap();
        sheet.write_with_format(row, 4, &start, &day).unwrap();
        sheet.write(row, 5, 10_000_000 * row).unwrap();
    }
    change(sheet);
    book.save_to_buffer().unwrap()
}

fn judged(rules: &str, book: &[u8]) -> Judged {
    Set::new(&format!("{FORM}{rules}")).file("programas.csv", "codigo\n1905\n0401\n").file("planes/p.xlsx", book).run()
}

/// A rule that demands nothing.
const NONE: &str =
    "regla r nota\n  \"t\"\n  por cada fila de plan\n  exige total >= 0 y inicio > 2000-01-01 o inicio <= 2000-01-01\n";

#[test]
fn a_plan_without_a_fault_has_no_notes() {
    assert_eq!(judged(NONE, &plan(|_| {})).told(), [""; 0]);
}

#[test]
fn each_oddity_is_told_at_its_cell() {
    let book = plan(|sheet| {
        sheet.write(2, 5, "$ 12.345.678,00").unwrap();
        sheet.write(3, 5, "30'000.000").unwrap();
        sheet.write(4, 1, 401).unwrap();
        sheet.write(5, 1, "19\u{200b}05").unwrap();
        sheet.write(6, 0, "Μ6").unwrap(); // A Greek letter.
        sheet.write(7, 2, "BP26005207").unwrap();
        sheet.write(7, 3, "2024760010307").unwrap();
        sheet.write(8, 4, "2/2/0205").unwrap();
        sheet.write(9, 5, 85_000).unwrap();
    });
    let run = judged(NONE, &book);
    assert_eq!(
        run.told(),
        [
            "lectura/numero_como_texto F3: 2 números de «Total» están guardados como texto; el primero, F3, se lee $ 12.345.678",
            "lectura/cero_perdido B5: el código de B5 en «Programa» perdió su cero inicial y se lee «0401»",
            "lectura/signo_invisible B6: B6 tiene un signo invisible (U+200B) después de «19», y en «Programa» se lee sin él: «1905»",
            "lectura/letra_parecida A7: A7 dice «Μ6» y tiene al comienzo una «Μ» griega (U+039C), que parece «M» y no lo es",
            "lectura/columnas_cambiadas C8 D8: C8 dice «BP26005207» y D8 dice «2024760010307»: parecen cambiados «BPIN» y «BP»",
            "lectura/fecha_dudosa E9: E9 dice 2 de febrero de 205, y «Inicio» es de un plan de 2026",
            "lectura/unidad_dudosa F10: F10 dice $ 85.000 y la mediana de «Total» es $ 110.000.000: parece escrito en miles de pesos",
        ]
    );
    let grave = |found: &&serde_json::Value| found["gravedad"] == "error";
    assert_eq!(run.findings().iter().filter(grave).count(), 1, "two codes that cannot be read are an error");
    assert_eq!(run.code, 1);
}

#[test]
fn guesses_give_way_to_a_rule_that_reports_the_cell() {
    let book = plan(|sheet| {
        sheet.write(8, 4, "2/2/0205").unwrap();
        sheet.write(9, 4, "3/2/1905").unwrap();
        sheet.write(10, 5, 85_000).unwrap();
    });
    let rules = "regla fechas error\n  \"t\"\n  por cada fila de plan donde meta <> \"M9\"\n  exige año(inicio) = vigencia\n\
        regla totales error\n  \"t\"\n  sobre plan\n  exige mínimo(total) > $ 100.000\n";
    let told: Vec<String> =
        judged(rules, &book).told().iter().map(|line| line.split(':').next().unwrap().to_owned()).collect();
    assert!(told.contains(&"fechas E9".to_owned()), "{told:?}");
    assert!(told.contains(&"lectura/fecha_dudosa E10".to_owned()), "{told:?}");
    assert!(!told.contains(&"lectura/fecha_dudosa E9".to_owned()), "{told:?}");
    assert!(told.iter().any(|line| line.starts_with("totales ") && line.contains("F11")), "{told:?}");
    assert!(!told.iter().any(|line| line.starts_with("lectura/unidad_dudosa")), "{told:?}");
}

#[test]
fn rules_left_without_a_verdict_by_exchanged_codes_are_counted_there() {
    let book = plan(|sheet| {
        sheet.write(7, 2, "BP26005207").unwrap();
        sheet.write(7, 3, "2024760010307").unwrap();
    });
    let rules = "regla bpin_de_cali error\n  \"t\"\n  por cada fila de plan\n  exige bpin empieza con \"2024\"\n\
        regla bp_de_2026 error\n  \"t\"\n  por cada fila de plan\n  exige bp empieza con \"BP26\"\n";
    let run = judged(rules, &book);
    assert_eq!(run.findings().len(), 1, "{:?}", run.told());
    assert_eq!(run.counts("bpin_de_cali"), [19, 0, 0, 1]);
    let notes = &run.findings()[0]["notas"];
    assert_eq!(*notes, serde_json::json!(["sin evaluar por estas celdas: bpin_de_cali (1), bp_de_2026 (1)"]));
}

#[test]
fn what_cannot_be_seen_does_not_keep_texts_apart() {
    let book = plan(|sheet| {
        sheet.write(5, 0, "Salud pú\u{ad}blica").unwrap();
    });
    let rules =
        "regla nombre error\n  \"t\"\n  por cada fila de plan donde meta = \"SALUD PUBLICA\"\n  exige total < 0\n";
    assert_eq!(judged(rules, &book).counts("nombre"), [0, 1, 0, 0]);
}
