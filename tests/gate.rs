//! The structural gate: real workbooks that are odd as a whole, each with the one finding that it must have, and with its
//! verdicts all the same.

use std::fs;
use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use serde_json::Value;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::support::{cotejo_in, json};

const RULES: &str = r#"vigencia 2026
entidad "Alcaldía de Pasto"

formato plan "PE-F-012" versión 4
  versión 4 junto a "VERSIÓN"
  clave   meta
  columna meta      : código "M0*"  en "Meta"      obligatoria
  columna actividad : texto         en "Actividad" obligatoria
  columna fecha     : fecha         en "Fecha de inicio"
  columna propios   : pesos         en "Recursos propios"
  columna total     : pesos         en "Total"     obligatoria
  termina en "TOTAL"

regla techo error
  "El plan no pasa del techo"
  sobre plan
  exige suma(total) <= 100

regla total_positivo error
  "El total no es negativo"
  por cada fila de plan
  exige total >= 0
"#;

const CAPTIONS: [&str; 5] = ["Meta", "Actividad", "Fecha de inicio", "Recursos propios", "Total"];

/// A plan of `rows` rows under their captions, from row 5 on, that ends in a row of totals.
fn plan(rows: u32, captions: [&str; 5], version: f64) -> Workbook {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Plan").unwrap();
    sheet.write(0, 3, "VERSIÓN").unwrap().write(0, 4, version).unwrap();
    sheet.write_row(3, 0, captions).unwrap();
    for row in 4..4 + rows {
        sheet.write(row, 0, format!("M{}", row + 1)).unwrap();
        sheet.write(row, 1, "Vacunar").unwrap().write(row, 3, 1).unwrap().write(row, 4, 5).unwrap();
    }
    sheet.write(4 + rows, 0, "TOTAL").unwrap();
    book
}

/// The bytes of a plan of twelve rows after a change of its sheet.
fn changed(change: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = plan(12, CAPTIONS, 4.0);
    change(book.worksheet_from_index(0).unwrap());
    book.save_to_buffer().unwrap()
}

/// A package with some parts changed or added: `change` gets each part's name and text.
fn repacked(bytes: &[u8], change: impl Fn(&str, String) -> String, added: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let name = part.name().unwrap().into_owned();
        out.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        out.write_all(change(&name, text).as_bytes()).unwrap();
    }
    for (name, text) in added {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Adds a relation to the workbook's.
fn related(bytes: &[u8], kind: &str, target: &str, added: &[(&str, &str)]) -> Vec<u8> {
    let relation = format!(r#"<Relationship Id="rX" Type="http://x/relationships/{kind}" Target="{target}"/>"#);
    let change = |name: &str, text: String| match name {
        "xl/_rels/workbook.xml.rels" => text.replace("</Relationships>", &format!("{relation}</Relationships>")),
        _ => text,
    };
    repacked(bytes, change, added)
}

/// Reviews one file; the exit code, and each finding as `gravity code cells: message`.
fn review(name: &str, bytes: &[u8]) -> (i32, Vec<String>) {
    let (code, run) = run(name, bytes);
    let line = |found: &Value| {
        let cells: Vec<&str> = found["celdas"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let word = |key: &str| found[key].as_str().unwrap().to_owned();
        format!("{} {} {}: {}", word("gravedad"), word("regla"), cells.join(" "), word("mensaje"))
    };
    (code, run["hallazgos"].as_array().unwrap().iter().map(line).collect())
}

fn run(name: &str, bytes: &[u8]) -> (i32, Value) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("r.cotejo"), RULES).unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let ended = cotejo_in(folder.path(), &["revisar", name, "--reglas", "r.cotejo", "--salida", "json"]);
    (ended.code, json(&ended))
}

#[test]
fn a_plain_plan_says_nothing() {
    assert_eq!(review("plan.xlsx", &changed(|_| ())), (0, vec![]));
}

#[test]
fn a_workbook_of_another_kind_than_its_name_says_is_read() {
    let says = |what: &str| {
        let message = format!("el archivo se llama «plan.xls» y es {what}; se leyó como lo que es");
        (0, vec![format!("advertencia lectura/extension : {message}")])
    };
    assert_eq!(review("plan.xls", &changed(|_| ())), says("un libro .xlsx"));
    let csv = "VERSIÓN;4\nMeta;Actividad;Fecha de inicio;Recursos propios;Total\nM1;Vacunar;;1;5\nTOTAL\n";
    let text = csv.replace("VERSIÓN;4\n", "VERSIÓN;4;;;\n").replace(';', "\t");
    assert_eq!(review("plan.xls", text.as_bytes()), says("un texto en columnas (CSV), no un libro"));
    let (code, html) = review("plan.xls", b"<html><table><tr><td>Meta</td></tr></table></html>");
    assert_eq!(code, 1);
    assert!(html[0].starts_with("error lectura/no_es_libro : ") && html[0].contains("página web"), "{html:?}");
}

#[test]
fn macros_and_links_are_told_and_not_followed() {
    let with_macros = related(&changed(|_| ()), "vbaProject", "vbaProject.bin", &[("xl/vbaProject.bin", "Sub x()")]);
    let macros = "advertencia lectura/macros : el libro trae macros; no se ejecutan, y de las celdas se leyó lo que \
                  tienen guardado";
    assert_eq!(review("plan.xlsm", &with_macros), (0, vec![macros.to_owned()]));
    let (_, told) = review("plan.xlsx", &with_macros);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().any(|line| line.contains("es un libro .xlsm, con macros; se leyó")), "{told:?}");
    let target = r#"<Relationships><Relationship Id="r1" Type="http://x/relationships/externalLinkPath" Target="file:///C:\Planes\POAI%202026.xlsx" TargetMode="External"/></Relationships>"#;
    let parts = [
        ("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
        ("xl/externalLinks/_rels/externalLink1.xml.rels", target),
    ];
    let (code, told) =
        review("plan.xlsx", &related(&changed(|_| ()), "externalLink", "externalLinks/externalLink1.xml", &parts));
    assert_eq!((code, told.len()), (0, 1), "{told:?}");
    assert!(told[0].starts_with(
        "advertencia lectura/vinculos_externos : el libro tiene vínculos a otro archivo, «POAI 2026.xlsx», "
    ));
}

#[test]
fn what_is_hidden_counts_and_is_told_once_a_sheet() {
    let bytes = changed(|sheet| {
        sheet.set_row_hidden(6).unwrap().set_row_hidden(7).unwrap().set_row_hidden(2).unwrap();
        sheet.write(8, 4, 500).unwrap().set_row_hidden(8).unwrap();
        sheet.set_column_hidden(3).unwrap().set_column_hidden(2).unwrap();
    });
    let (code, told) = review("plan.xlsx", &bytes);
    assert_eq!(code, 1);
    let hidden = "advertencia lectura/oculto D5: están ocultas 3 filas con datos (7 a 9) y la columna D («Recursos \
                  propios»); se leyeron y cuentan en las sumas como las demás";
    assert!(told.contains(&hidden.to_owned()), "{told:?}");
    let sum = told.iter().find(|line| line.starts_with("error techo ")).unwrap();
    assert!(sum.contains("$ 555"), "eleven times 5 and the 500 of the hidden row: {sum}");
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn a_hidden_sheet_is_told() {
    let mut book = plan(2, CAPTIONS, 4.0);
    book.worksheet_from_index(0).unwrap().set_hidden(true);
    book.add_worksheet().set_name("Portada").unwrap().set_active(true).write(0, 0, "Plan de acción").unwrap();
    let told = review("plan.xlsx", &book.save_to_buffer().unwrap());
    let says = "advertencia lectura/oculto A5: está oculta la hoja; se leyó y cuenta en las sumas como si se viera";
    assert_eq!(told, (0, vec![says.to_owned()]));
}

#[test]
fn a_value_under_a_merged_cell_is_read_and_told() {
    let bytes = changed(|sheet| {
        sheet.merge_range(5, 4, 6, 4, "", &Format::new()).unwrap();
        sheet.write(5, 4, 5).unwrap().write(6, 4, 700).unwrap();
    });
    let (code, told) = review("plan.xlsx", &bytes);
    let under = "advertencia lectura/bajo_combinada E7: E7 dice «700» y no se ve, porque la celda combinada E6:E7 la \
                 tapa; se leyó, y las fórmulas de Excel también la cuentan";
    assert!(told.contains(&under.to_owned()), "{told:?}");
    assert!(told.iter().any(|line| line.starts_with("error techo ") && line.contains("$ 755")), "{told:?}");
    assert_eq!((code, told.len()), (1, 2), "{told:?}");
}

/// The plan with a formula in each total, all with the value 5 but for the rows of `typed`.
fn with_formulas(typed: &[u32]) -> Vec<u8> {
    changed(|sheet| {
        for row in (4..16).filter(|row| !typed.contains(row)) {
            let formula = Formula::new(format!("=D{0}*5", row + 1)).set_result("5");
            sheet.write_formula(row, 4, formula).unwrap();
        }
    })
}

#[test]
fn formulas_that_were_never_calculated_are_one_finding() {
    let without_values = |name: &str, text: String| match name {
        "xl/worksheets/sheet1.xml" => text.replace("</f><v>5</v>", "</f>"),
        _ => text,
    };
    let (code, told) = run("plan.xlsx", &repacked(&with_formulas(&[]), without_values, &[]));
    let findings = told["hallazgos"].as_array().unwrap();
    assert_eq!((code, findings.len()), (1, 1), "{findings:#?}");
    assert_eq!(findings[0]["regla"], "lectura/sin_calcular");
    assert_eq!(findings[0]["mensaje"], "12 celdas tienen fórmulas sin resultado guardado: E5:E16");
    let notes = serde_json::json!(["sin evaluar por estas fórmulas: techo (1), total_positivo (12)"]);
    assert_eq!(findings[0]["notas"], notes, "{findings:#?}");
    let counts = told["resumen"].as_array().unwrap().iter().map(|row| row["no_evaluable"].as_u64().unwrap());
    assert_eq!(counts.collect::<Vec<_>>(), [1, 12]);
}

#[test]
fn a_number_typed_over_a_formula_is_a_note() {
    assert_eq!(review("plan.xlsx", &with_formulas(&[])), (0, vec![]));
    let says = "nota lectura/formula_reemplazada E8: E8 tiene un número escrito, y las otras 11 celdas de «Total» tienen \
                fórmulas: ¿se reemplazó la fórmula?";
    assert_eq!(review("plan.xlsx", &with_formulas(&[7])), (0, vec![says.to_owned()]));
    assert_eq!(review("plan.xlsx", &with_formulas(&[7, 8])), (0, vec![]), "a column of formulas and numbers");
}

#[test]
fn an_obligatory_column_without_data_is_one_finding() {
    let bytes = changed(|sheet| (4..16).for_each(|row| _ = sheet.clear_cell(row, 4)));
    let (code, told) = run("plan.xlsx", &bytes);
    let findings = told["hallazgos"].as_array().unwrap();
    assert_eq!((code, findings.len()), (1, 1), "{findings:#?}");
    assert_eq!(findings[0]["regla"], "lectura/columna_vacia");
    assert_eq!(findings[0]["mensaje"], "«Total» es obligatoria y está vacía en las 12 filas");
    assert_eq!(
        findings[0]["notas"],
        serde_json::json!(["sin evaluar por esta columna: techo (1), total_positivo (12)"])
    );
}

#[test]
fn the_form_of_another_version_is_one_finding_with_what_it_lacks() {
    let old = ["Meta", "Actividad", "F. inicio", "Propios", "Valor"];
    let (code, told) = review("plan.xlsx", &plan(3, old, 3.0).save_to_buffer().unwrap());
    let says = "error lectura/version E1: E1 dice «3» y «VERSIÓN» debe decir «4»; por eso, faltan 3 columnas: «Fecha de \
                inicio» (¿es «F. inicio», en C4?), «Recursos propios» (hay «Propios» en D4) y «Total» (¿es «Valor», en \
                E4?)";
    assert_eq!((code, told), (1, vec![says.to_owned()]));
}

#[test]
fn a_day_that_there_is_not_is_told_as_such() {
    let (_, told) = review("plan.xlsx", &changed(|sheet| _ = sheet.write(4, 2, "31/06/2026").unwrap()));
    let says = "error lectura/celda_ilegible C5: C5 dice «31/06/2026» y «Fecha de inicio» espera una fecha, pero ese mes \
                tiene 30 días";
    assert_eq!(told, [says]);
}

#[test]
fn signatures_of_a_plan_without_end_are_one_finding() {
    let bytes = changed(|sheet| {
        sheet.clear_cell(16, 0);
        sheet.write(19, 1, "Ana Ruiz").unwrap().write(20, 1, "Secretaria").unwrap();
    });
    let says = "error lectura/sin_final B20: no se encontró la fila que termina los datos («TOTAL»); las filas 20 y 21, que \
                siguen a un espacio en blanco y parecen firmas o notas, no se leyeron";
    assert_eq!(review("plan.xlsx", &bytes), (1, vec![says.to_owned()]));
}

#[test]
fn several_faults_of_one_workbook_are_one_finding_each() {
    let bytes = changed(|sheet| {
        sheet.set_row_hidden(6).unwrap();
        sheet.merge_range(8, 1, 9, 1, "", &Format::new()).unwrap();
        sheet.write(8, 1, "Vacunar").unwrap().write(9, 1, "Comprar").unwrap();
        sheet.write(10, 4, "cinco").unwrap();
        sheet.write(18, 0, "M99").unwrap().write(18, 1, "Comprar").unwrap().write(18, 4, 7).unwrap();
        (4..16).for_each(|row| _ = sheet.clear_cell(row, 0));
    });
    let (_, told) = review("plan.xls", &bytes);
    let mut codes: Vec<&str> = told.iter().map(|line| line.split(' ').nth(1).unwrap()).collect();
    codes.sort_unstable();
    let expected = ["bajo_combinada", "celda_ilegible", "columna_vacia", "despues_del_fin", "extension", "oculto"];
    assert_eq!(codes, expected.map(|code| format!("lectura/{code}")), "{told:#?}");
}
