//! Formatos over workbooks as people fill them: title block, bands, merged cells, several sheets.

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::{Judged, Set, rule};

const FORM: &str = r#"formato plan "PE-F-012" versión 4
  hoja "Plan*"
  versión 4 junto a "VERSIÓN"
  dato dep : texto junto a "DEPENDENCIA" obligatorio identifica
  dato jefe : texto debajo de "Responsable"
  dato acta : entero dentro de "Acta No"
  dato día : fecha junto a "Fecha"
  clave meta, act
  columna meta : código "MP-000" en "Código meta" obligatoria hereda
  columna act : texto en "Actividad"
  columna f["Propios", "SGP"] : pesos en "Fuentes / {n}"
  columna total : pesos en "Valor total" o "Total" obligatoria
  omite donde act = "Subtotal" o total < 0
  termina en "TOTAL" o "TOTALES"
"#;

/// One row a text, its cells parted by `|`; what reads as a number is one.
pub(super) fn fill(sheet: &mut Worksheet, rows: &[&str]) {
    for (row, line) in rows.iter().enumerate() {
        for (column, cell) in line.split('|').map(str::trim).enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let at = (row as u32, column as u16);
            match cell.parse::<f64>() {
                Ok(number) if !cell.starts_with('0') || cell.len() == 1 => sheet.write(at.0, at.1, number).unwrap(),
                _ => sheet.write(at.0, at.1, cell).unwrap(),
            };
        }
    }
}

fn title_block(dependency: &str) -> [String; 6] {
    [
        "Alcaldía".to_owned(),
        format!("DEPENDENCIA||{dependency}|VERSIÓN|04"),
        "Responsable|Acta No 12||Fecha: 31/01/2026|".to_owned(),
        "Ana||||".to_owned(),
        "||Fuentes||".to_owned(),
        "Código\nmeta|ACTIVIDAD|Propios|sgp|Total".to_owned(),
    ]
}

const DATA: [&str; 8] = [
    "MP-001|a|10|5|15",
    "|b|1||2",
    "|Subtotal|11|5|17",
    "||||",
    "MP-002|c|||0",
    "|d|||-1",
    "TOTALES|||",
    "Firma|x|1|2|3",
];

fn plan_sheet<'a>(book: &'a mut Workbook, name: &str, dependency: &str, rows: &[&str]) -> &'a mut Worksheet {
    let head = title_block(dependency);
    let lines: Vec<&str> = head.iter().map(String::as_str).chain(rows.iter().copied()).collect();
    let sheet = book.add_worksheet().set_name(name).unwrap();
    fill(sheet, &lines);
    sheet.merge_range(4, 2, 4, 3, "Fuentes", &Format::new()).unwrap();
    sheet
}

fn review(rules: &str, mut book: Workbook) -> Judged {
    Set::new(rules).file("planes/p.xlsx", book.save_to_buffer().unwrap()).run()
}

fn each_row(demand: &str) -> String {
    format!("{FORM}{}", rule("por cada fila de plan", demand))
}

#[test]
fn a_whole_form() {
    let mut book = Workbook::new();
    plan_sheet(&mut book, "Plan 1", "Salud", &DATA);
    book.add_worksheet().set_name("Notas").unwrap();
    let message = "{meta} {act} {suma(f)} {dep} {plan.jefe} {acta} {día} {plan.fila} {plan.hoja} {plan.archivo}";
    let judged = review(&each_row(&format!("exige total = suma(f)\n  si no \"{message}\"")), book);
    assert_eq!(judged.counts("r"), [2, 1, 0, 0], "a and c hold; the subtotal and the negative row are left out");
    assert_eq!(judged.told(), ["r E8 C8: MP-001 b $ 1 Salud Ana 12 31 de enero de 2026 8 Plan 1 p.xlsx"]);
    assert_eq!(judged.findings()[0]["hoja"], "Plan 1");
    assert_eq!(judged.json["libros"][0]["formato"], "PE-F-012 v4");
    assert_eq!(
        (&judged.json["libros"][0]["filas"], &judged.json["libros"][0]["hojas"][0]),
        (&3.into(), &"Plan 1".into())
    );
}

#[test]
fn every_matching_sheet_gives_its_rows_with_its_own_datos() {
    let mut book = Workbook::new();
    plan_sheet(&mut book, "Plan 1", "Salud", &DATA);
    plan_sheet(&mut book, "plan 2", "Cultura", &DATA[..1]);
    let by_sheet = "exige dep = \"Salud\"\n  si no \"{dep} {plan.hoja}\"";
    let judged = review(&each_row(by_sheet), book);
    let without_end = "lectura/sin_final A7: no se encontró la fila que termina los datos («TOTAL» o «TOTALES»); se leyó \
                       hasta la fila 7";
    assert_eq!(
        (judged.counts("r"), judged.told()),
        ([3, 1, 0, 0], vec!["r C2: Cultura plan 2".to_owned(), without_end.to_owned()])
    );
    let mut book = Workbook::new();
    plan_sheet(&mut book, "Plan 1", "Salud", &DATA);
    plan_sheet(&mut book, "plan 2", "Cultura", &DATA[..1]);
    let judged = review(&each_row("exige plan.dep = \"Salud\""), book);
    assert_eq!(judged.counts("r"), [0, 0, 0, 4], "two sheets, two values: nobody can tell which is meant");
    assert!(judged.told()[0].contains("«DEPENDENCIA» no es lo mismo en todas las hojas"), "{:?}", judged.told());
}

#[test]
fn hereda_takes_the_merged_cell_or_the_last_filled_one() {
    let form = "formato plan \"F\"\n  columna a : texto hereda\n  columna b : decimal\n  columna c : texto hereda\n";
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(sheet, &["a|b|c", "|1|x", "|2|", "M2|3|", "|4|y"]);
    sheet.merge_range(1, 0, 2, 0, "M1", &Format::new()).unwrap();
    let rules = format!("{form}{}", rule("por cada fila de plan", "exige b > 9\n  si no \"{a}{b}{c}\""));
    let judged = review(&rules, book);
    assert_eq!(judged.told(), ["r B2: M11x", "r B3: M12x", "r B4: M23x", "r B5: M24y"]);
}

#[test]
fn captions_by_band_ordinal_and_other_name() {
    let form = r#"formato plan "F"
  columna a : texto en "Nombre" 2
  columna b : texto en "Nombre"
  columna c : texto en "Banda 2 / Cód"
  columna d : texto en "Banda 1 / Cód"
  columna e : decimal en "VAL ALC 2024" o "Meta 2024"
"#;
    let rules = format!("{form}{}", rule("por cada fila de plan", "exige b & a & d & c & e = \"12345\""));
    let rows = ["Título", "||Banda 1|Banda 2", "Nombre|NOMBRE |Cód|cod|meta_x000D_\n2024", "1|2|3|4|5"];
    let mut book = Workbook::new();
    fill(book.add_worksheet(), &rows);
    assert_eq!(review(&rules, book).counts("r"), [1, 0, 0, 0]);
}

#[test]
fn a_near_miss_is_one_finding() {
    for (line, says) in [
        ("Código meta|Actividades|Propios|SGP|Total", "falta «Actividad»; hay «Actividades» en B6"),
        ("Código meta|Actividad|Propios|SGP|Actividad", "«Actividad» está en B6 y E6"),
    ] {
        let mut book = Workbook::new();
        let sheet = plan_sheet(&mut book, "Plan", "Salud", &DATA);
        for (column, caption) in line.split('|').enumerate() {
            sheet.write(5, column as u16, caption).unwrap();
        }
        let judged = review(&each_row("exige total > 0"), book);
        assert_eq!((judged.counts("r"), judged.findings().len()), ([0, 0, 0, 0], 1));
        assert!(judged.told()[0].contains(says), "{:?}", judged.told());
    }
    let mut book = Workbook::new();
    let sheet = plan_sheet(&mut book, "Plan", "Salud", &DATA);
    sheet.write(5, 6, "Observaciones").unwrap();
    assert_eq!(review(&each_row("exige total > 0"), book).counts("r"), [2, 1, 0, 0], "an unknown column is none");
}

#[test]
fn cells_with_formats() {
    let form = "formato plan \"F\"\n  columna k : porcentaje\n  columna h : porcentaje sobre 100\n  columna f : fecha\n  \
        columna l : lógico\n  columna c : código \"0000\"\n  columna big : código\n  columna n : entero\n  columna t : texto\n";
    let message = "{k} {h} {f} {l} {c} {big} {n} {t}";
    let rules =
        format!("{form}{}", rule("por cada fila de plan", &format!("exige t = \"\"\"\"\n  si no \"{message}\"")));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(sheet, &["k|h|f|l|c|big|n|t"]);
    let percent = Format::new().set_num_format("0.00%");
    let date = Format::new().set_num_format("dd/mm/yyyy");
    for (row, number) in [(1, 0.02), (2, 1.5)] {
        sheet.write_with_format(row, 0, number, &percent).unwrap();
        sheet.write_with_format(row, 2, 46_053, &date).unwrap();
        sheet.write(row, 1, 2).unwrap();
        sheet.write(row, 3, row == 1).unwrap();
        sheet.write(row, 4, 123).unwrap();
        sheet.write(row, 6, 3).unwrap();
        sheet.write(row, 7, 12_345).unwrap();
    }
    sheet.write(1, 5, "1234567890123456").unwrap();
    sheet.write_with_format(2, 1, 0.02, &percent).unwrap();
    sheet.write(2, 5, 1_234_567_890_123_456_f64).unwrap();
    sheet.write(2, 6, 3.5).unwrap();
    let judged = review(&rules, book);
    let own: Vec<String> = judged.told().into_iter().filter(|line| line.starts_with("r ")).collect();
    assert_eq!(own[0], "r H2: 2 % 2 % 31 de enero de 2026 sí 0123 1234567890123456 3 12345");
    assert_eq!(own[1], "r H3: 150 % 2 % 31 de enero de 2026 no 0123 (ilegible) (ilegible) 12345");
    assert_eq!((judged.cells("celda_ilegible"), judged.cells("cero_perdido")), (vec!["F3", "G3"], vec!["E2"]));
}

#[test]
fn an_omite_donde_that_cannot_tell_keeps_the_row() {
    let form = "formato plan \"F\"\n  columna id : texto\n  columna n : decimal\n  omite donde n < 0\n";
    let rules = format!("{form}{}", rule("por cada fila de plan", "exige id vacío"));
    let judged = Set::new(&rules).plan("id;n\na;1\nb;\nc;NP\nd;-1\n").run();
    assert_eq!((judged.counts("r"), judged.cells("celda_ilegible")), ([0, 3, 0, 0], vec!["B4"]));
}

#[test]
fn a_plan_without_rows_has_its_datos() {
    let form = "formato plan \"F\"\n  dato dep : texto junto a \"DEP\"\n  columna id : texto obligatoria\n  columna n : decimal\n";
    let demand = "exige suma(n) = 0 y cuenta(filas) = 0 y plan.dep = \"salud\" y dep = plan.dep";
    let judged = Set::new(&format!("{form}{}", rule("sobre plan", demand))).plan("DEP;Salud\nid;n\n").run();
    assert_eq!((judged.counts("r"), judged.cells("vacio").len()), ([1, 0, 0, 0], 0));
    assert_eq!(judged.findings()[0]["regla"], "lectura/vacio");
}

#[test]
fn several_formats_of_one_plan() {
    let forms = r#"formato plan "A" versión 1
  versión 1 junto a "VER"
  dato dep : texto junto a "DEP" identifica
  columna id : texto obligatoria
  columna n : decimal en "Cantidad"
formato plan "A" versión 2
  versión 2 junto a "VER"
  dato dep : texto junto a "DEPENDENCIA" identifica
  columna id : texto
  columna n : decimal en "Cantidad"
formato plan "B"
  columna id : texto
  columna m : pesos
"#;
    let rules = [
        rule("por cada fila de plan", "exige n > 1\n  si no \"{dep}\""),
        rule("por cada fila de plan", "exige m > 1").replacen("regla r", "regla s", 1),
    ];
    let judged = Set::new(&format!("{forms}{}", rules.concat()))
        .file("planes/a.csv", "DEP;Salud\nVER;1\nid;cantidad\nx;1\n;2\n")
        .file("planes/b.csv", "DEPENDENCIA;Cultura\nVER;2\nid;cantidad\nx;1\n;2\n")
        .file("planes/c.csv", "id;m\nx;1\n")
        .run();
    let books = judged.json["libros"].as_array().unwrap();
    assert_eq!(books.iter().map(|book| book["formato"].as_str().unwrap()).collect::<Vec<_>>(), ["A v1", "A v2", "B"]);
    assert_eq!((judged.counts("r"), judged.counts("s")), ([2, 2, 0, 1], [0, 1, 0, 2]));
    assert_eq!(judged.cells("celda_vacia"), ["A5"], "obligatory in version 1 only");
    let told = judged.told().join("\n");
    assert!(told.contains("r B4: Salud") && told.contains("r B4: Cultura"), "{told}");
    assert!(told.contains("«s» quedó sin evaluar: el formato A v2 no tiene «m»"), "{told}");
    let twice = Set::new("formato plan \"A\"\n  columna a : texto\nformato plan \"A\"\n  columna b : texto\n").faults();
    assert_eq!(twice, ["reglas/nombre_repetido: hay dos formatos «A»"]);
    let types = Set::new("formato plan \"A\"\n  columna a : texto\nformato plan \"B\"\n  columna a : pesos\n").faults();
    assert_eq!(types, ["reglas/tipo: «a» tiene otro tipo en otro formato"]);
}

#[test]
fn a_form_of_a_day_is_known_however_the_day_is_written() {
    let form =
        "formato plan \"F\"\n  versión 2024-03-01 junto a \"FECHA\"\n  columna meta : texto en \"Meta\" obligatoria\n";
    let rules = format!("{form}{}", rule("por cada fila de plan", "exige meta no vacío"));
    let told = |day: &str| {
        let judged = Set::new(&rules).plan(&format!("FECHA;{day}\nMeta\nM1\n")).run();
        judged.findings().len()
    };
    for day in ["2024-03-01", "01/03/2024", "1/3/2024"] {
        assert_eq!(told(day), 0, "{day}");
    }
    for day in ["2024-03-02", "marzo de 2024", ""] {
        assert_eq!(told(day), 1, "{day}");
    }
}
