//! The layouts of real forms, one by one: where the header stands, bands, repeated captions, totals above, levels as rows, a
//! sheet a dependency, captions that change when a year closes.

use rust_xlsxwriter::{Format, Workbook};

use super::forms::fill;
use super::{Judged, Set, form, rule};

/// A workbook of one sheet, of rows as [`fill`] takes them, with merged areas.
fn book(rows: &[&str], merged: &[[u32; 4]]) -> Workbook {
    let mut book = Workbook::new();
    add(&mut book, "Hoja1", rows, merged);
    book
}

fn add(book: &mut Workbook, name: &str, rows: &[&str], merged: &[[u32; 4]]) {
    let sheet = book.add_worksheet().set_name(name).unwrap();
    for [first, left, last, right] in merged {
        sheet.merge_range(*first, *left as u16, *last, *right as u16, "", &Format::new()).unwrap();
    }
    fill(sheet, rows);
}

fn review(rules: &str, mut book: Workbook) -> Judged {
    Set::new(rules).file("planes/p.xlsx", book.save_to_buffer().unwrap()).run()
}

/// What each row of the plan says, as a rule that nothing fulfils tells it.
fn told(rules: &str, message: &str, book: Workbook) -> Vec<String> {
    let all = rule("por cada fila de plan", &format!("exige plan.fila < 0\n  si no \"{message}\""));
    let judged = review(&format!("{rules}{all}"), book);
    let of_rule = judged.findings().iter().filter(|found| found["regla"] == "r");
    of_rule.map(|found| found["mensaje"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_header_may_stand_in_any_of_the_first_forty_rows() {
    let rules = form("meta : texto obligatoria | total : pesos obligatoria");
    for above in [0, 1, 8, 11, 38, 39] {
        let mut rows = vec!["Alcaldía||Cuadro 1S"; above];
        rows.extend(["Meta|Total", "M1|10"]);
        assert_eq!(told(&rules, "{meta} {total}", book(&rows, &[])), ["M1 $ 10"], "below {above} rows");
    }
    let mut rows = vec!["Alcaldía||Cuadro 1S"; 40];
    rows.extend(["Meta|Total", "M1|10"]);
    let all = rule("por cada fila de plan", "exige total > 0");
    assert!(review(&format!("{rules}{all}"), book(&rows, &[])).told()[0].starts_with("lectura/columna_faltante"));
}

#[test]
fn from_one_quarter_to_the_next_the_header_changes_its_row_and_the_columns_their_order() {
    let rules = form("meta : texto obligatoria | total : pesos obligatoria | avance : porcentaje");
    let first = book(&["Meta|Total|Avance", "M1|10|0.5"], &[]);
    let second = book(&["", "Seguimiento", "", "Avance||Total|Meta", "0.5||10|M1"], &[]);
    for quarter in [first, second] {
        assert_eq!(told(&rules, "{meta} {total} {avance}", quarter), ["M1 $ 10 50 %"]);
    }
}

#[test]
fn a_caption_under_a_band_and_one_merged_down_beside_it() {
    let rules = "formato plan \"F\"\n  columna codigo : código en \"Código\" obligatoria\n  \
                 columna proyectos : entero en \"Proyectos / Total\"\n  columna pesos_todo : pesos en \"Pesos / Total\"\n  \
                 columna pagos : pesos en \"Pesos / Pagos\"\n";
    let rows = ["Código|Proyectos||Pesos", "|Total|Ejecutado|Total|Pagos", "A1|7|6|100|40"];
    // «Código» comes down into the second row; the bands cover two columns each.
    let merged = [[0, 0, 1, 0], [0, 1, 0, 2], [0, 3, 0, 4]];
    let message = "{codigo} {proyectos} {pesos_todo} {pagos}";
    assert_eq!(told(rules, message, book(&rows, &merged)), ["A1 7 $ 100 $ 40"]);
}

#[test]
fn a_header_merged_downwards_in_all_its_columns() {
    let rules = form("clase : texto | total : pesos obligatoria");
    let merged = [[4, 0, 5, 0], [4, 1, 5, 1]];
    let rows = ["", "", "ORGANISMO|Salud", "", "Clase|Total", "", "P|10"];
    assert_eq!(told(&rules, "{clase} {total} {plan.fila}", book(&rows, &merged)), ["P $ 10 7"]);
}

#[test]
fn a_caption_that_stands_four_times() {
    let rules = "formato plan \"F\"\n  columna act : texto en \"Act\" obligatoria\n  \
                 columna i : porcentaje en \"% de Avance\" 1\n  columna ii : porcentaje en \"% de Avance\" 2\n  \
                 columna iv : porcentaje en \"% de Avance\" 4\n";
    let four = ["Act|% de Avance|Nota|% de Avance|Nota|% de Avance|Nota|% de Avance", "A|0.1|x|0.2|y|0.3|z|0.4"];
    assert_eq!(told(rules, "{act} {i} {ii} {iv}", book(&four, &[])), ["A 10 % 20 % 40 %"]);
    // Where the form has lost the fourth, nothing is put in its place.
    let three = ["Act|% de Avance|Nota|% de Avance|Nota|% de Avance", "A|0.1|x|0.2|y|0.3"];
    let all = rule("por cada fila de plan", "exige iv > 0");
    let judged = review(&format!("{rules}{all}"), book(&three, &[]));
    assert!(judged.told()[0].starts_with("lectura/columna_faltante"), "{:?}", judged.told());
}

#[test]
fn totals_above_the_header_are_no_data() {
    let rules = form("meta : texto obligatoria | total : pesos obligatoria");
    let sum = rule("sobre plan", "exige suma(total) = 30 y cuenta(filas) = 2");
    let rows = ["|Total general|30", "||30", "Meta|Nota|Total", "M1||10", "M2||20"];
    let judged = review(&format!("{rules}{sum}"), book(&rows, &[]));
    assert_eq!((judged.counts("r"), judged.told()), ([1, 0, 0, 0], Vec::new()));
}

/// Dimension, line, programme, indicator, project; a line is L, E or C, and classes come in any case.
const LEVELS: &str = r#"formato plan "F"
  hoja "41*"
  dato organismo : texto junto a "ORGANISMO"
  columna codigo : código "00" o "0000" o "0000000" o "00000000000" en "Código general"
  columna clase : texto en "Clase"
  columna bp : texto en "BP" obligatoria
  columna total : pesos en "Presupuesto inicial (Pesos)" obligatoria
  nivel dimensión donde clase = "D" da codigo
  nivel línea donde clase en ("L", "E", "C") da codigo
  nivel programa donde clase = "P" da codigo
  nivel indicador donde clase = "I" da codigo
  nivel proyecto donde clase = "Pr" da bp, total
  termina en "Proyectos"
"#;

fn levels(book: &mut Workbook, name: &str, organism: &str, rows: &[&str]) {
    let head = [organism, "", "Código general|Clase|BP|Presupuesto inicial\n(Pesos)"];
    add(book, name, &head.iter().chain(rows).copied().collect::<Vec<&str>>(), &[]);
}

#[test]
fn five_levels_of_rows_over_one_sheet_a_dependency() {
    let mut book = Workbook::new();
    let first = [
        "54|D",
        "5401|L",
        "5401001|P ",
        "54010010001|I",
        "|Pr|BP1|30",
        "||BP101|10",
        "||BP102|20",
        "54010010002|i",
        "|pr|BP2|5",
        "||BP201|5",
        "5402|E",
        "||BP301|7",
        "Proyectos|2",
    ];
    levels(&mut book, "4112 Gobierno", "ORGANISMO|Gobierno", &first);
    levels(
        &mut book,
        "4121 Jurídica",
        "ORGANISMO:|Jurídica",
        &["||BP401|1", "52|D", "5201|C", "|PR|BP5|2", "||BP501|2"],
    );
    add(&mut book, "Marzo", &["Código|Proyectos", "4112|2"], &[]);
    let message = "{organismo} {bp} {dimensión.codigo o bien \"-\"} {línea.codigo o bien \"-\"} \
                   {programa.codigo o bien \"-\"} {indicador.codigo o bien \"-\"} {proyecto.bp o bien \"-\"}";
    // A line ends the programme above, a sheet ends all.
    let expected = [
        "Gobierno BP101 54 5401 5401001 54010010001 BP1",
        "Gobierno BP102 54 5401 5401001 54010010001 BP1",
        "Gobierno BP201 54 5401 5401001 54010010002 BP2",
        "Gobierno BP301 54 5402 - - -",
        "Jurídica BP401 - - - - -",
        "Jurídica BP501 52 5201 - - BP5",
    ];
    assert_eq!(told(LEVELS, message, book), expected);
}

#[test]
fn captions_that_change_when_a_year_closes() {
    let rules = "formato plan \"F\"\n  columna meta : texto en \"Meta\" obligatoria\n  \
                 columna programado[2024, 2025] : decimal en \"Meta {n}\" o \"VAL ALC {n}\"\n";
    let message = "{meta} {programado[2024]} {programado[2025]}";
    let before = book(&["Meta|Meta 2024|Meta 2025", "M1|3|4"], &[]);
    let after = book(&["Meta|VAL ALC 2024\n|Meta 2025", "M1|3|4"], &[]);
    for year in [before, after] {
        assert_eq!(told(rules, message, year), ["M1 3 4"]);
    }
    // Where both are there, the first that the format names counts.
    let both = book(&["Meta|VAL ALC 2024|Meta 2024|Meta 2025", "M1|3|8|4"], &[]);
    assert_eq!(told(rules, message, both), ["M1 8 4"]);
}
