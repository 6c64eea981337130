//! Each form of item and clause, and the sample rule set.

use super::{parse_text, tree, trees};
use crate::syntax::ast::{ItemKind, MessagePart};

/// The rule set that the language's description begins with.
const SAMPLE: &str = include_str!("sample.cotejo");

#[test]
fn the_sample_rule_set_is_parsed_whole() {
    assert_eq!(
        trees(SAMPLE),
        [
            "(vigencia 2026)",
            "(entidad \"Alcaldía de Pasto\")",
            "(norma acuerdo_010 \"Acuerdo 010 de 2024\" \
         \"Plan de Desarrollo «Pasto Competitivo, Sostenible y Seguro» 2024-2027\")",
            "(norma pe_p_002 \"PE-P-002 versión 04\" \"Elaboración plan de acción\")",
            "(parámetro tolerancia pesos 0)",
            "(tabla programas \"datos/plan_de_desarrollo.xlsx\" (hoja \"Programas\") (clave codigo) \
         (columna codigo (código \"0000\") \"Código programa\") (columna nombre texto \"Programa\"))",
            "(tabla techos \"datos/techos.csv\" (clave dependencia programa) (columna dependencia texto) \
         (columna programa (código \"0000\") ->programas) (columna valor pesos))",
            "(formato plan \"PE-F-012\" v4 (hoja \"Plan de acción\") (versión 4 Right \"VERSIÓN\") (clave meta actividad) \
         (dato dependencia texto Right \"DEPENDENCIA\" obligatorio identifica) \
         (columna meta código \"Código meta\" obligatoria hereda) \
         (columna programa (código \"0000\") \"Programa / Código\" obligatoria hereda) \
         (columna actividad texto \"Actividad\") (columna cantidad decimal \"Meta vigencia\" obligatoria) \
         (columna fuentes[\"Propios\" \"SGP educación\" \"SGP salud\" \"Crédito\"] pesos \"Fuentes / {n}\") \
         (columna total pesos \"Total\" obligatoria) (termina \"TOTAL\"))",
            "(regla programa_existe error \"Toda meta responde a un programa del plan de desarrollo\" \
         (según acuerdo_010 \"art. 6\") (filas plan) (exige (en programa programas) \
         (si-no \"La meta \" meta \" cita el programa \" programa \", que no está en el plan de desarrollo\") \
         (ayuda \"¿Quiso decir \" parecido(programa programas.codigo) \"?\")))",
            "(regla techo_por_programa error \"Lo programado por programa no supera el techo presupuestal\" \
         (según pe_p_002 \"tarea 1\") (grupos [programa] plan) \
         (sea techo techos[plan.dependencia programa].valor) (exige (<= suma(total) (+ techo tolerancia)) \
         (si-no \"El programa \" programa \" suma \" suma(total) \" y su techo es \" techo \": sobran \" \
         (- suma(total) techo))))",
            "(regla fuentes_suman error \"El total de la fila es la suma de sus fuentes\" (filas plan) \
         (exige (= total suma(fuentes))))",
            "(regla sin_metas_nuevas error \
         \"No se programan metas después de aprobado el plan en Consejo de Gobierno\" \
         (según pe_p_002 \"tarea 8\") (fase modificación) (filas plan) \
         (exige (en meta aprobado.meta) (si-no \"La meta \" meta \" no está en el plan aprobado\")))",
            "(prueba techo_por_programa \"avisa cuando dos metas juntas pasan el techo\" \
         (con techos |dependencia|programa|valor| |Salud|1905|100|) \
         (con plan (dependencia \"Salud\") |meta|programa|cantidad|total| |M1|1905|1|60| |M2|1905|1|50|) \
         (espera incumple (= programa \"1905\") (con \"sobran $ 10\")))",
            "(excepción techo_por_programa (para (y (= dependencia \"Salud\") (= programa \"1905\"))) \
         (hasta 2026-06-30) (según \"Oficio SH-114 de 2026\"))",
        ]
    );
}

#[test]
fn word_and_windows_leave_the_tree_alone() {
    let expected = trees(SAMPLE);
    assert_eq!(trees(&format!("\u{feff}{}", SAMPLE.replace('\n', "\r\n"))), expected);
    assert_eq!(trees(&SAMPLE.replace("  ", "\u{a0}\u{a0}")), expected);
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd(SAMPLE).collect();
    assert_eq!(trees(&decomposed), expected);
}

#[test]
fn spans_are_the_text_itself() {
    let (items, _, sources) = parse_text(SAMPLE);
    let regla = items.iter().find_map(|item| match &item.kind {
        ItemKind::Regla(regla) if regla.name.text == "techo_por_programa" => Some((item.span, regla)),
        _ => None,
    });
    let (whole, regla) = regla.unwrap();
    assert!(sources.text(whole).starts_with("regla techo_por_programa"));
    assert!(sources.text(whole).ends_with("{suma(total) - techo}\""));
    assert_eq!(sources.text(regla.subjects[0].span), "por cada programa de plan");
    assert_eq!(sources.text(regla.lets[0].value.span), "techos[plan.dependencia, programa].valor");
    assert_eq!(sources.text(regla.demands[0].span), "exige suma(total) <= techo + tolerancia");
    let message = regla.demands[0].message.as_ref().unwrap();
    assert!(sources.text(message.span).starts_with("\"El programa"));
    match message.parts.last() {
        Some(MessagePart::Value(value)) => assert_eq!(sources.text(value.span), "suma(total) - techo"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_item_ends_before_its_comment() {
    let (items, _, sources) =
        parse_text("usa \"a\"  # dos\n\n# tres\nregla r \"t\" # uno\n  sobre plan # dos\n  # tres\n");
    assert_eq!(sources.text(items[0].span), "usa \"a\"");
    assert_eq!(sources.text(items[1].span), "regla r \"t\" # uno\n  sobre plan");
}

#[test]
fn documentation_goes_with_its_item() {
    let (items, _, _) = parse_text("## Los techos\n## de cada programa\nusa \"a\"\n# nada\nusa \"b\"");
    assert_eq!(items[0].doc.as_deref(), Some("Los techos\nde cada programa"));
    assert_eq!(items[1].doc, None);
}

#[test]
fn columns_have_families_captions_references_and_marks() {
    let text = "tabla t desde \"a.csv\"
  columna a[2024 a 2027] : decimal en \"Meta {n}\" con punto decimal
  columna b[\"x\", 2] : pesos en \"A / B\" 2 o \"C\" hereda obligatoria
  columna c : código \"00\" o \"AA*\" -> techos[dependencia, programa]
  columna d : uno de \"A\", \"B\" -> t
  columna e : lógico con x
  columna f : porcentaje sobre 100 separado por \",\"
  columna g : fecha → t
  columna h : porcentaje
  columna i : entero
    en \"I\"
  columna j : lógico
  hoja \"H\"
";
    assert_eq!(
        trees(text),
        ["(tabla t \"a.csv\" (hoja \"H\") \
        (columna a[2024 a 2027] decimal \"Meta {n}\" punto) \
        (columna b[\"x\" 2] pesos \"A / B\":2 \"C\" obligatoria hereda) \
        (columna c (código \"00\" \"AA*\") ->techos[dependencia programa]) \
        (columna d (uno \"A\" \"B\") ->t) (columna e lógico/x) (columna f porcentaje/100 separado \",\") \
        (columna g fecha ->t) (columna h porcentaje) (columna i entero \"I\") (columna j lógico))"]
    );
}

#[test]
fn formats_have_labels_levels_and_blanks() {
    let text = "formato plan “F-1”
  hoja \"41*\" o \"Plan\"
  versión 2024-03-01 debajo de \"FECHA\"
  dato a : texto dentro de \"A:\" identifica
  dato b : fecha obligatorio debajo de \"B\"
  nivel programa donde clase = \"P\" da codigo, total
  omite donde meta vacío
  vacíos \"NP\", \"N/A\"
  termina en \"TOTAL\" o \"TOTALES\"
";
    assert_eq!(
        trees(text),
        ["(formato plan \"F-1\" (hoja \"41*\" \"Plan\") (versión 2024-03-01 Below \"FECHA\") \
        (dato a texto Inside \"A:\" identifica) (dato b fecha Below \"B\" obligatorio) \
        (termina \"TOTAL\" \"TOTALES\") (omite (vacío meta)) (vacíos \"NP\" \"N/A\") \
        (nivel programa (= clase \"P\") codigo total))"]
    );
}

#[test]
fn rules_have_all_their_clauses() {
    let text = "REGLA r ADVERTENCIA \"t\"
  SEGUN n, m \"art. 1\"
  según p
  fase revision, APROBACIÓN
  por cada izquierda(programa, 2) como sector, meta de plan.fuentes donde valor > 0
  cuando a
  exige b
  SENALA a, plan.b
  señala a, plan.b
";
    let (items, diagnostics, _) = parse_text(text);
    assert_eq!((items.len(), diagnostics.len()), (0, 1), "ñ is no n: {diagnostics:?}");
    let sound = text.replace("  SENALA a, plan.b\n", "");
    assert_eq!(
        trees(&sound),
        ["(regla r advertencia \"t\" (según n) (según m \"art. 1\") (según p) (fase revisión) \
        (fase aprobación) (grupos [sector=izquierda(programa 2) meta] (de plan.fuentes (> valor 0))) (cuando a) \
        (exige b (señala a) (señala plan.b)))"]
    );
    assert_eq!(trees("regla r \"t\"\n  sobre plan\n  exige a"), ["(regla r \"t\" (sobre plan) (exige a))"]);
}

#[test]
fn messages_have_values_braces_and_neighbours() {
    let text = "regla r \"t\"
  exige a
  si no \"uno {{dos}} \"\"tres\"\" {a}\"
    \"cuatro\"
  ayuda “dijo \"{f(\"x\")}\"”
";
    assert_eq!(
        trees(text),
        ["(regla r \"t\" (exige a (si-no \"uno {dos} \\\"tres\\\" \" a \" cuatro\") \
        (ayuda \"dijo \\\"\" f(\"x\") \"\\\"\")))"]
    );
}

#[test]
fn changes_functions_examples_and_waivers() {
    let text = "fija tolerancia = $ 1.000
fija tabla techos desde \"2027/techos.csv\" hoja \"T\"
fija regla c37 nota
quita regla c43
función sobra(a, b) = a - b
prueba r \"con la escena entera\"
  fase modificación
  con parámetro tolerancia = 1
  con vigencia = 2027
  con hoy = 31 de enero de 2027
  con plan archivo \"x.xlsx\", dependencia \"Salud\"
  con aprobado
  | meta | total   |
# la de siempre
  | M\\|1 | #REF! |
  |      | =60     |
  con plan.totales
    | total |
    | 60    |
  espera incumple meta = \"M1\" con \"sobran\" en fila 2 columna total
  espera incumple en fila 2
  espera no evaluable
  espera no aplica
  espera cumple programa = \"1905\"
excepción r
  para dependencia = \"Salud\" y programa = \"1905\"
  hasta 30 de junio de 2026
  según \"Oficio SH-114 de 2026\"
";
    assert_eq!(
        trees(text),
        [
            "(fija tolerancia $1000)",
            "(fija-tabla techos \"2027/techos.csv\" (hoja \"T\"))",
            "(fija-regla c37 nota)",
            "(quita c43)",
            "(función sobra(a b) (- a b))",
            "(prueba r \"con la escena entera\" (fase modificación) (con tolerancia 1) (con vigencia 2027) \
         (con hoy 2027-01-31) (con plan (archivo \"x.xlsx\") (dependencia \"Salud\")) \
         (con aprobado |meta|total| |M|1|#REF!| ||=60|) (con plan.totales |total| |60|) \
         (espera incumple (= meta \"M1\") (con \"sobran\") (fila 2 total)) (espera incumple (fila 2)) \
         (espera no evaluable) (espera no aplica) (espera cumple (= programa \"1905\")))",
            "(excepción r (para (y (= dependencia \"Salud\") (= programa \"1905\"))) (hasta 2026-06-30) \
         (según \"Oficio SH-114 de 2026\"))",
        ]
    );
}

#[test]
fn a_date_of_a_waiver_is_checked() {
    let (items, diagnostics, _) = parse_text("excepción r\n  hasta 31 de febrero de 2026\n");
    assert!(items.is_empty());
    assert!(diagnostics[0].message.contains("28 días"), "{diagnostics:?}");
}

#[test]
fn a_tabla_keeps_its_sound_columns() {
    let (items, diagnostics, _) =
        parse_text("tabla t desde \"a\"\n  columna a : texto\n  columna b : txto\n  columna c ; texto\n");
    assert_eq!(tree::item(&items[0]), "(tabla t \"a\" (columna a texto))");
    assert_eq!(diagnostics.len(), 2);
}
