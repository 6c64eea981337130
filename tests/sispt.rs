//! DNP's real exports: the counts that an independent reading gave, exactly.

use std::collections::BTreeMap;

use crate::support::{cotejo, json, real_workbooks};

/// A workbook's rows, and how many findings each rule gives, as `domain.md` tells them; of the acumulativas also how
/// many there are.
struct Facts {
    book: &'static str,
    rows: u64,
    nested: u64,
    sources: u64,
    cumulative: (u64, u64),
    without_money: u64,
    without_goal: u64,
    decimals: u64,
}

const FACTS: [Facts; 5] = [
    facts("25.xlsx", 385, (302, 79), [65, 25, 106]),
    facts("25126.xlsx", 339, (107, 53), [428, 6, 60]),
    facts("25175.xlsx", 276, (152, 4), [51, 45, 38]),
    facts("25758.xlsx", 421, (332, 319), [307, 27, 35]),
    facts("25899.xlsx", 397, (147, 141), [230, 16, 112]),
];

const fn facts(book: &'static str, rows: u64, cumulative: (u64, u64), last: [u64; 3]) -> Facts {
    let [without_money, without_goal, decimals] = last;
    Facts { book, rows, nested: 0, sources: 0, cumulative, without_money, without_goal, decimals }
}

#[test]
fn real_exports_give_the_known_counts() {
    let Some(data) = real_workbooks("real_exports_give_the_known_counts") else { return };
    for facts in FACTS {
        let book = data.join("sispt").join(facts.book);
        let ended = cotejo(&["revisar", book.to_str().unwrap(), "--reglas", "rules/sispt-2024", "--salida", "json"]);
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{}", facts.book);
        let run = json(&ended);
        assert_eq!(run["libros"][0]["filas"], facts.rows, "{}", facts.book);
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for finding in run["hallazgos"].as_array().unwrap().iter().filter(|finding| finding["resultado"] == "incumple")
        {
            *found.entry(finding["regla"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        let count = |rule: &str| found.get(rule).copied().unwrap_or(0);
        assert_eq!(count("códigos_anidados"), facts.nested, "{}", facts.book);
        assert_eq!(count("fuentes_suman"), facts.sources, "{}", facts.book);
        assert_eq!(count("suma_del_cuatrienio"), facts.cumulative.1, "{}", facts.book);
        assert_eq!(count("meta_sin_recursos"), facts.without_money, "{}", facts.book);
        assert_eq!(count("recursos_sin_meta"), facts.without_goal, "{}", facts.book);
        assert_eq!(count("número_entero"), facts.decimals, "{}", facts.book);
        let summary = run["resumen"].as_array().unwrap();
        let row = summary.iter().find(|row| row["regla"] == "suma_del_cuatrienio").unwrap();
        let judged = row["cumple"].as_u64().unwrap() + row["incumple"].as_u64().unwrap();
        assert_eq!(judged, facts.cumulative.0, "{}", facts.book);
    }
}

#[test]
fn the_fictitious_export_gives_what_was_planted() {
    let ended = cotejo(&["revisar", "fixtures/sispt-2024/planes", "--reglas", "rules/sispt-2024", "--salida", "json"]);
    let run = json(&ended);
    let mut found: Vec<(String, String)> = Vec::new();
    for finding in run["hallazgos"].as_array().unwrap() {
        let code = finding["sujeto"]["código"].as_str().unwrap_or("").to_owned();
        found.push((code, finding["regla"].as_str().unwrap().to_owned()));
    }
    let text = std::fs::read_to_string(crate::support::root().join("fixtures/sispt-2024/esperado.csv")).unwrap();
    let mut expected: Vec<(String, String)> = Vec::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(';').collect();
        let times: usize = fields[2].parse().unwrap();
        expected.extend(std::iter::repeat_n((fields[0].to_owned(), fields[1].to_owned()), times));
    }
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}
