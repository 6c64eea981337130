//! Cali's Cuadro 1S, as two real books have it: the counts that an independent reading of their cells gave, exactly.

use std::path::Path;

use serde_json::Value;

use crate::support::{copy, cotejo, json, real_workbooks, root};

/// How a rule's checks come out: they hold, fail, do not apply, have no verdict.
type Counts = (&'static str, [u64; 4]);

const OF_2024: [Counts; 28] = [
    ("hoja_del_organismo", [606, 1, 0, 0]),
    ("vigencia_del_reporte", [27, 0, 0, 0]),
    ("línea_en_su_dimensión", [98, 0, 0, 0]),
    ("programa_en_su_línea", [165, 10, 0, 0]),
    ("indicador_en_su_programa", [399, 16, 0, 0]),
    ("bp_del_proyecto", [573, 34, 0, 0]),
    ("proyecto_una_vez", [607, 0, 0, 0]),
    ("producto_de_su_proyecto", [1002, 5, 46, 5]),
    ("subtotal_del_proyecto", [604, 1, 1, 1]),
    ("subtotal_con_fórmula", [596, 11, 0, 0]),
    ("ponderaciones_suman", [602, 3, 1, 1]),
    ("proyecto_con_productos", [606, 1, 0, 0]),
    ("producto_con_proyecto", [1054, 4, 0, 0]),
    ("físico_del_proyecto", [601, 4, 0, 2]),
    ("avance_del_proyecto", [594, 11, 0, 2]),
    ("total_de_la_hoja", [26, 1, 0, 0]),
    ("proyectos_del_resumen", [27, 0, 0, 0]),
    ("presupuesto_del_resumen", [26, 1, 0, 0]),
    ("organismo_en_el_resumen", [27, 0, 0, 0]),
    ("ejecutado_cabe", [1057, 0, 0, 1]),
    ("pagos_caben", [1057, 0, 0, 1]),
    ("porcentaje_de_ejecución", [1046, 0, 12, 0]),
    ("porcentaje_de_pagos", [507, 0, 548, 3]),
    ("porcentajes_en_rango", [1057, 0, 0, 1]),
    ("físico_cabe", [1056, 1, 0, 1]),
    ("fechas_en_orden", [538, 0, 520, 0]),
    ("fechas_de_la_vigencia", [534, 4, 520, 0]),
    ("ejecución_con_inicio", [500, 7, 551, 0]),
];

const OF_2025: [Counts; 29] = [
    ("títulos_del_producto", [0, 1, 0, 0]),
    ("niveles_anidados", [3303, 0, 0, 0]),
    ("bpin_y_bp_en_su_lugar", [3303, 0, 0, 0]),
    ("bpin_bien_escrito", [3303, 0, 0, 0]),
    ("bp_bien_escrito", [3303, 0, 0, 0]),
    ("actividad_de_su_proyecto", [3303, 0, 0, 0]),
    ("actividad_una_vez", [3299, 4, 0, 0]),
    ("un_bpin_un_proyecto", [551, 4, 0, 0]),
    ("un_proyecto_un_bpin", [559, 0, 0, 0]),
    ("código_de_producto", [3269, 34, 0, 0]),
    ("nombre_del_organismo", [27, 0, 0, 0]),
    ("porcentajes_en_rango", [3282, 21, 0, 0]),
    ("ponderaciones_de_actividades", [608, 49, 0, 0]),
    ("un_peso_por_producto", [654, 3, 0, 0]),
    ("un_avance_por_producto", [644, 13, 0, 0]),
    ("ponderaciones_de_productos", [549, 10, 0, 0]),
    ("avance_del_producto", [656, 1, 0, 0]),
    ("un_avance_por_proyecto", [559, 0, 0, 0]),
    ("avance_del_proyecto", [546, 13, 0, 0]),
    ("físico_cabe", [3160, 52, 91, 0]),
    ("ejecución_cabe", [3303, 0, 0, 0]),
    ("obligado_cabe", [3303, 0, 0, 0]),
    ("pagos_caben", [3302, 1, 0, 0]),
    ("ejecución_sin_avance", [943, 242, 2118, 0]),
    ("fechas_en_orden", [1392, 2, 1831, 78]),
    ("fechas_de_la_vigencia", [1949, 7, 1269, 78]),
    ("ejecución_con_inicio", [1136, 49, 2118, 0]),
    ("avance_explicado", [964, 0, 2339, 0]),
    ("explicación_corta", [380, 1001, 1922, 0]),
];

/// Each organism of March 2024: the projects in its sheet, which the summary counts too, and the products below them.
const ORGANISMS: [(&str, u64, u64); 27] = [
    ("4112", 7, 12),
    ("4121", 2, 7),
    ("4123", 1, 2),
    ("4124", 3, 6),
    ("4131", 8, 23),
    ("4132", 29, 54),
    ("4133", 42, 79),
    ("4134", 11, 13),
    ("4135", 1, 4),
    ("4137", 13, 21),
    ("4143", 46, 67),
    ("4145", 38, 120),
    ("4146", 53, 91),
    ("4147", 13, 26),
    ("4148", 81, 134),
    ("4151", 26, 32),
    ("4152", 15, 19),
    ("4161", 40, 52),
    ("4162", 51, 64),
    ("4163", 11, 18),
    ("4164", 28, 78),
    ("4171", 41, 61),
    ("4172", 10, 12),
    ("4173", 9, 19),
    ("4181", 3, 8),
    ("4182", 24, 32),
    ("4183", 1, 4),
];

#[test]
fn march_2024_gives_the_known_counts() {
    let Some(data) = real_workbooks("march_2024_gives_the_known_counts") else { return };
    let run = review(&data.join("cali/cuadro-1s-2024-marzo.xlsx"), "rules/cali-2024");
    assert_eq!(run["libros"][0]["filas"], 1058);
    assert_eq!(run["libros"][0]["hojas"].as_array().unwrap().len(), 27);
    assert_eq!(counts(&run), OF_2024);
    // The sheet of Protección Animal is called 4181; its organism is 4183.
    assert_eq!(cells(&run, "hoja_del_organismo"), ["4181 Protección Animal!A11"]);
    // A project of Paz y Cultura Ciudadana has no class: its products are nobody's, and the sheet's total counts them.
    let of_nobody = ["4146 Bienestar Social!E77", "4164 Paz y CC!E67", "4164 Paz y CC!E68", "4164 Paz y CC!E69"];
    assert_eq!(cells(&run, "producto_con_proyecto"), of_nobody);
    assert_eq!(cells(&run, "total_de_la_hoja"), ["4164 Paz y CC!P151"]);
    assert_eq!(cells(&run, "presupuesto_del_resumen"), ["Marzo de 2024!F30"]);
}

#[test]
fn march_2024_has_607_projects_organism_by_organism() {
    let Some(data) = real_workbooks("march_2024_has_607_projects_organism_by_organism") else { return };
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("rules/cali-2024/cali-2024.cotejo"), &folder.path().join("cali-2024.cotejo"));
    // A rule that nothing fulfils tells what it counted of each.
    let told = "usa \"cali-2024.cotejo\"\n\nregla conteo nota\n  \"Proyectos y productos\"\n  por cada fila de resumen\n  \
        sea hay = cuenta(filas de plan.proyecto donde organismo = esta.codigo)\n  \
        sea productos = cuenta(filas de plan donde organismo = esta.codigo)\n  \
        exige proyectos < 0\n  si no \"{codigo} {proyectos} {hay} {productos}\"\n";
    std::fs::write(folder.path().join("conteo.cotejo"), format!("vigencia 2024\nentidad \"Cali\"\n{told}")).unwrap();
    let rules = folder.path().join("conteo.cotejo");
    let run = review(&data.join("cali/cuadro-1s-2024-marzo.xlsx"), rules.to_str().unwrap());
    let messages: Vec<&str> = of_rule(&run, "conteo").map(|finding| finding["mensaje"].as_str().unwrap()).collect();
    let expected = ORGANISMS.map(|(code, projects, products)| format!("{code} {projects} {projects} {products}"));
    assert_eq!(messages, expected);
    assert_eq!(ORGANISMS.iter().map(|(_, projects, _)| projects).sum::<u64>(), 607);
}

#[test]
fn the_first_quarter_of_2025_gives_the_known_counts() {
    let Some(data) = real_workbooks("the_first_quarter_of_2025_gives_the_known_counts") else { return };
    let run = review(&data.join("cali/cuadro-1s-2025-i.xlsx"), "rules/cali-2025");
    assert_eq!(run["libros"][0]["filas"], 3303);
    assert_eq!(counts(&run), OF_2025);
    // «2/2/0205». «1/3/0205» stands in a column where others are month first («1/15/2025»), and cannot be read.
    let of_205 =
        of_rule(&run, "fechas_de_la_vigencia").filter(|told| told["mensaje"].as_str().unwrap().ends_with("de 205"));
    assert_eq!(of_205.count(), 1);
    // Four percentages are texts, «4.00%»; they are read, so that their product's progress is what its activities give.
    let wrong = cells(&run, "avance_del_producto");
    assert!(wrong.iter().all(|cell| !["AF2679", "AF2680", "AF2681", "AF2682"].iter().any(|text| cell.ends_with(text))));
}

#[test]
fn the_fictitious_books_give_what_was_planted() {
    for year in ["2024", "2025"] {
        let fixture = root().join(format!("fixtures/cali-{year}"));
        let run = review(&fixture.join("planes"), &format!("rules/cali-{year}"));
        let mut expected: Vec<(String, String)> = Vec::new();
        let text = std::fs::read_to_string(fixture.join("esperado.csv")).unwrap();
        for line in text.lines().skip(1) {
            let [sheet, cell, rule] = line.split(';').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let is_it = |finding: &&Value| {
                finding["hoja"] == sheet && finding["celdas"].as_array().unwrap().iter().any(|named| named == cell)
            };
            assert_eq!(of_rule(&run, rule).filter(is_it).count(), 1, "{line}");
            expected.push((sheet.to_owned(), rule.to_owned()));
        }
        let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
        let all = run["hallazgos"].as_array().unwrap().iter();
        let mut found: Vec<_> = all.map(|finding| (text(&finding["hoja"]), text(&finding["regla"]))).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{year}");
        assert!(run["resumen"].as_array().unwrap().iter().all(|row| row["no_evaluable"] == 0), "{year}");
    }
}

#[test]
fn the_packs_are_sound_and_their_pruebas_pass() {
    for pack in ["rules/cali-2024", "rules/cali-2025"] {
        let ended = cotejo(&["comprobar", pack]);
        assert!(ended.code == 0 && ended.stdout.starts_with("Sin fallas"), "{}", ended.stdout);
        let ended = cotejo(&["probar", pack]);
        assert_eq!(ended.code, 0, "{}", ended.stdout);
    }
}

fn review(plans: &Path, rules: &str) -> Value {
    let ended = cotejo(&["revisar", plans.to_str().unwrap(), "--reglas", rules, "--salida", "json"]);
    assert_eq!(ended.stderr, "");
    json(&ended)
}

/// How the checks of each rule came out, in the rules' order.
fn counts(run: &Value) -> Vec<(&str, [u64; 4])> {
    let rows = run["resumen"].as_array().unwrap().iter();
    let words = ["cumple", "incumple", "no_aplica", "no_evaluable"];
    rows.map(|row| (row["regla"].as_str().unwrap(), words.map(|word| row[word].as_u64().unwrap()))).collect()
}

fn of_rule<'r>(run: &'r Value, rule: &'r str) -> impl Iterator<Item = &'r Value> {
    run["hallazgos"].as_array().unwrap().iter().filter(move |finding| finding["regla"] == rule)
}

/// The first cells of a rule's failed checks, with their sheets.
fn cells(run: &Value, rule: &str) -> Vec<String> {
    let failed = of_rule(run, rule).filter(|finding| finding["resultado"] == "incumple");
    let cell =
        |finding: &Value| format!("{}!{}", finding["hoja"].as_str().unwrap(), finding["celdas"][0].as_str().unwrap());
    failed.map(cell).collect()
}
