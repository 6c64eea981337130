//! Each form of expression, and what binds tighter.

use super::{demanded, told};

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (written, tree) in cases {
        assert_eq!(demanded(written), *tree, "{written}");
    }
}

#[test]
fn precedence_goes_from_indexing_to_o() {
    check(&[
        ("a o b y no c = d + e * -f o bien g", "(o a (y b (no (= c (+ d (* e (neg (o-bien f g))))))))"),
        ("a - b - c", "(- (- a b) c)"),
        ("a / b * c", "(* (/ a b) c)"),
        ("a & b + c", "(+ (& a b) c)"),
        ("(a + b) * c", "(* (+ a b) c)"),
        ("a o bien b o bien -1", "(o-bien (o-bien a b) (neg 1))"),
        ("no no a y b", "(y (no (no a)) b)"),
        ("- - a", "(neg (neg a))"),
    ]);
}

#[test]
fn comparisons() {
    check(&[
        ("a = b ± t", "(= a b ±t)"),
        ("a <> b o a ≠ b", "(o (<> a b) (<> a b))"),
        ("a <= b y a ≤ b y a >= b y a ≥ b", "(y (y (y (<= a b) (<= a b)) (>= a b)) (>= a b))"),
        ("a < b o c > d", "(o (< a b) (> c d))"),
        ("a entre 0 y 100 y b", "(y (entre a 0 100) b)"),
        ("a no entre b y c", "(no (entre a b c))"),
        ("total es fórmula", "(fórmula total)"),
        ("total no ES FORMULA", "(no (fórmula total))"),
    ]);
}

#[test]
fn emptiness_and_texts() {
    check(&[
        ("meta vacío", "(vacío meta)"),
        ("acta vacía", "(vacío acta)"),
        ("meta no vacio", "(no (vacío meta))"),
        ("no meta vacío", "(no (vacío meta))"),
        ("a parece \"IP-*\"", "(Like a \"IP-*\")"),
        ("a empieza con b & \"x\"", "(StartsWith a (& b \"x\"))"),
        ("a termina con b", "(EndsWith a b)"),
        ("a no contiene \"b\"", "(no (Contains a \"b\"))"),
        ("\"dijo \"\"sí\"\"\" = “con \"comillas\"”", "(= \"dijo \\\"sí\\\"\" \"con \\\"comillas\\\"\")"),
        ("\"{no es un valor}\" = a", "(= \"{no es un valor}\" a)"),
    ]);
}

#[test]
fn membership_and_lists() {
    check(&[
        ("programa en programas", "(en programa programas)"),
        ("a no en plan.meta", "(no (en a plan.meta))"),
        ("tipo en (\"Adición\", \"Crédito\")", "(en tipo (lista \"Adición\" \"Crédito\"))"),
        ("tipo en (\"Adición\")", "(en tipo (lista \"Adición\"))"),
        ("a en (1,5, 2)", "(en a (lista 1.5 2))"),
        ("a en números(texto_meta)", "(en a números(texto_meta))"),
    ]);
}

#[test]
fn paths_and_lookups() {
    check(&[
        ("techos[plan.dependencia, programa].valor", "techos[plan.dependencia programa].valor"),
        ("programado[2024 a vigencia - 1]", "programado[2024 a (- vigencia 1)]"),
        ("suma(m.ejecutado[a a b])", "suma(m.ejecutado[a a b])"),
        ("fuentes[\"SGR\"] > 0", "(> fuentes[\"SGR\"] 0)"),
        ("existe techos[a, b] y c", "(y (existe techos[a b]) c)"),
        ("no existe plan.fuentes[a]", "(no (existe plan.fuentes[a]))"),
    ]);
}

#[test]
fn calls_and_rows() {
    check(&[
        ("redondea(x, 0)", "redondea(x 0)"),
        ("redondea(x,0)", "redondea(x 0)"),
        ("cambios()", "cambios()"),
        (
            "suma(valor de techos donde programa = esta.programa)",
            "suma(valor de:(de techos (= programa esta.programa)))",
        ),
        ("cuenta(filas de entregas) = 1", "(= cuenta(filas de:entregas) 1)"),
        ("cuántas(a > 0, b > 0) = 1", "(= cuántas((> a 0) (> b 0)) 1)"),
        ("existe fila de plan.fuentes donde a y b", "(existe-fila (de plan.fuentes (y a b)))"),
        ("(existe fila de t) y a", "(y (existe-fila t) a)"),
        ("toda fila de t donde a > 0 cumple b = 0 o c", "(toda-fila (de t (> a 0)) (o (= b 0) c))"),
        ("toda fila de t cumple b", "(toda-fila t b)"),
    ]);
}

#[test]
fn conditions() {
    check(&[
        ("si a entonces b de lo contrario c y d", "(si a b (y c d))"),
        ("si a entonces b de lo\n   contrario si c entonces d de lo contrario e", "(si a b (si c d e))"),
        ("suma(si a entonces b de lo contrario 0 de t)", "suma((si a b 0) de:t)"),
        ("si no a entonces b de lo contrario c", "(si (no a) b c)"),
    ]);
}

#[test]
fn constants() {
    check(&[
        ("a = 1.500.000", "(= a 1500000)"),
        ("a = $ 100.000", "(= a $100000)"),
        ("a = 10 % ± 0,01 %", "(= a %0.1 ±%0.0001)"),
        ("a = 2026-01-31", "(= a 2026-01-31)"),
        ("a < 31 de enero de 2026", "(< a 2026-01-31)"),
        ("a < 1.º de SETIEMBRE del 2026", "(< a 2026-09-01)"),
        ("a = sí y b = no y c = verdadero y d = falso", "(y (y (y (= a #sí) (= b #no)) (= c #sí)) (= d #no))"),
        ("a = no", "(= a #no)"),
        ("a = SÍ", "(= a #sí)"),
    ]);
}

#[test]
fn what_word_types_is_taken() {
    check(&[("a\u{a0}–\u{a0}b − 1 × 2 ÷ 3", "(- (- a b) (/ (* 1 2) 3))"), ("“Salud” = a", "(= \"Salud\" a)")]);
}

#[test]
fn names_may_be_item_and_clause_words() {
    check(&[
        ("meta = norma y hoja > dato o con", "(o (y (= meta norma) (> hoja dato)) con)"),
        ("entreplanes + yo + omite + año_1", "(+ (+ (+ entreplanes yo) omite) año_1)"),
    ]);
}

#[test]
fn keywords_are_known_without_accents_and_in_capitals() {
    check(&[("SI A ENTONCÉS b DE LO CONTRARIO c VACIA", "(si A b (vacío c))")]);
}

#[test]
fn comments_and_line_breaks_are_blanks() {
    check(&[("a # uno\n\n    + b # dos\r\n    + c # tres", "(+ (+ a b) c)")]);
}

#[test]
fn a_tight_comma_between_digits_is_doubted() {
    for (written, place) in [
        ("a en (1,2)", "«(1,2)» en «(1,2)» la coma es decimal"),
        ("redondea(x,0,5)", "«0,5» en «0,5» la coma es decimal"),
        ("techos[a,1,5]", "«1,5» en «1,5» la coma es decimal"),
    ] {
        let faults = told(&format!("regla r \"t\"\n  exige {written}"));
        assert_eq!(faults.len(), 1, "{written}");
        assert!(faults[0].contains(place), "{}", faults[0]);
    }
    for written in ["a en (1, 2)", "a en (1,5, 2)", "absoluto(0,5)", "redondea(x, 0,5)"] {
        demanded(written);
    }
}
