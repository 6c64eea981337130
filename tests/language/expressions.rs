//! Operators, functions and units; and what is found wrong without a workbook.

use super::{Set, form, rule, verdicts, whole};

const COLUMNS: &str = "id : texto | d : decimal | p : pesos | q : pesos | k : porcentaje | f : fecha | g : fecha \
    | t : texto | c : código \"0000\" | l : lógico | n : entero";
const ROW: &str = "r1;0,5;100;40;10%;2026-01-31;2026-02-10;Hola;1905;sí;3";

fn demand(condition: &str) -> String {
    verdicts(COLUMNS, &[ROW], &format!("exige {condition}"))
}

fn fault(condition: &str) -> String {
    let rules = format!("{}{}", form(COLUMNS), rule("por cada fila de plan", &format!("exige {condition}")));
    Set::new(&rules).faults().join("; ")
}

fn all_hold(conditions: &[&str]) {
    for condition in conditions {
        assert_eq!(demand(condition), "c", "{condition}");
    }
}

#[test]
fn units() {
    all_hold(&[
        "p * 2 = 200",
        "p * k = 10",
        "k * d = 0,05",
        "k = 0,1 y d > 10 %",
        "p / q = 2,5 ± 0",
        "p / 4 = $ 25 ± 0",
        "p entre 100 y 100",
        "p + q * 2 - 80 = p",
        "-p + 100 = 0",
        "máximo(p, 0) = 100 y máximo(0, q, p) = 100",
    ]);
    for (condition, code) in [
        ("p = d", "reglas/unidades"),
        ("p + d > 1", "reglas/unidades"),
        ("p * q > 1", "reglas/unidades"),
        ("k = p", "reglas/unidades"),
        ("d = $ 5", "reglas/unidades"),
        ("suma(p, d) > 1", "reglas/unidades"),
        ("p = 10 ± d", "reglas/tipo"),
        ("p > \"x\"", "reglas/tipo"),
        ("f + f = f", "reglas/tipo"),
        ("t < \"b\"", "reglas/tipo"),
    ] {
        assert!(fault(condition).starts_with(code), "{condition}: {}", fault(condition));
    }
}

#[test]
fn tolerances_dates_and_texts() {
    all_hold(&[
        "p = 90 ± 10",
        "p <= 90 ± 10",
        "no (p < 90 ± 10)",
        "no (p <> 90 ± 10)",
        "g - f = 10 y f + 10 = g y g - 10 = f",
        "fecha(2026, 1, 31) = f y año(f) = 2026 y mes(g) = 2",
        "hoy = 2026-01-20 y vigencia = 2026 y f > hoy",
        "t & c = \"hola1905\"",
        "t & \" y \" & n = \"hola y 3\"",
        "largo(t) = 4 y izquierda(c, 2) = \"19\" y derecha(c, 2) = \"05\" y mayúsculas(t) = \"HOLA\"",
        "parecido(\"holla\", plan.t) = \"Hola\"",
        "c en (\"1905\") y c empieza con \"19\" y c parece \"19*\"",
        "p ≥ 100 y p ≤ 100 y p ≠ 1",
    ]);
}

#[test]
fn rounding_is_half_away_from_zero() {
    all_hold(&[
        "redondea(2,5, 0) = 3 y redondea(-2,5, 0) = -3",
        "redondea(12345, -2) = 12300 y absoluto(-p) = 100",
        "2 / 3 = 0,666666666667 ± 0 y -2 / 3 = -0,666666666667 ± 0",
        "promedio(p, q, 0) = 46,666666666667 ± 0",
    ]);
}

#[test]
fn precedence() {
    all_hold(&[
        "n + n * n = 12",
        "falso y falso o verdadero",
        "no falso y verdadero",
        "-n * 2 = -6",
        "2 - 1 & n = \"13\"",
    ]);
    assert_eq!(verdicts("a : decimal", &[""], "exige a o bien 2 * 3 = 6"), "c", "(a o bien 2) * 3");
}

#[test]
fn what_is_said_of_each_slip() {
    for (condition, says) in [
        ("0 <= p <= 10", "dos comparaciones no se encadenan"),
        ("c = 1905", "un código se escribe entre comillas"),
        ("p = 1.5", "«1.5»: el punto separa los miles, de a tres cifras, y los decimales llevan coma"),
        ("1,2,3 = d", "«1,2,3»: un número lleva una sola coma"),
        ("p o bien d = 1", "«o bien» une cosas distintas"),
        ("3 o bien 4 = 3", "lo que va antes de «o bien» nunca está vacío"),
        ("f = 31 de enero", "a la fecha le falta el año"),
        ("f = 2026-02-31", "el 31 de febrero de 2026 no existe"),
        ("suma(p) = 1", "suma(p) toma aquí un solo valor"),
        ("plan.t = \"x\"", "«plan.t» es una columna entera"),
        ("lagro(t) = 1", "no existe la función «lagro»"),
    ] {
        assert!(fault(condition).contains(says), "{condition}: {}", fault(condition));
    }
    let ended = Set::new(&format!("{}{}", form(COLUMNS), rule("por cada fila de plan", "exige 0 <= p <= 10")));
    assert!(ended.run_as(&["comprobar"]).stdout.contains("escriba «p entre 0 y 10»"));
    assert!(!fault("t = vacío").is_empty() && !fault("t = \"\"").is_empty() && !fault("p en ()").is_empty());
}

#[test]
fn o_bien_needs_something_that_can_be_empty() {
    let says = |columns: &str, condition: &str| {
        let rules = format!("{}{}", form(columns), rule("por cada fila de plan", condition));
        Set::new(&rules).faults().join("; ")
    };
    let columns = "a : decimal | b : decimal obligatoria | m : lógico con x";
    for fine in ["exige (a o bien 0) > 0", "sea x = a\n  exige (x o bien 0) > 0", "exige (máximo(a, b) o bien 0) > 0"]
    {
        assert_eq!(says(columns, fine), "", "{fine}");
    }
    for wrong in
        ["exige (b o bien 0) > 0", "exige m o bien no", "exige (suma(a, b) o bien 0) > 0", "exige (a + 1 o bien 0) > a"]
    {
        let expected = if wrong.contains("a + 1") { "" } else { "reglas/argumentos" };
        assert!(says(columns, wrong).starts_with(expected), "{wrong}: {}", says(columns, wrong));
    }
}

#[test]
fn equality_with_a_quotient_is_a_warning() {
    for warned in ["d = 1 / 3", "promedio(p, q) = 70", "d * 2 <> n / 4", "-(n / 4) = d"] {
        assert!(fault(warned).starts_with("reglas/cociente"), "{warned}: {}", fault(warned));
    }
    for fine in ["d = redondea(1 / 3, 2)", "d = 1 / 3 ± 0,1", "d <= 1 / 3"] {
        assert_eq!(fault(fine), "", "{fine}");
    }
    let rules = format!("{}{}", form(COLUMNS), rule("por cada fila de plan", "sea x = n / 4\n  exige d = x"));
    assert!(Set::new(&rules).faults()[0].starts_with("reglas/cociente"));
    assert_eq!(demand("d = 1 / 2"), "c", "a warning keeps nothing from being judged");
}

#[test]
fn no_name_hides_another() {
    let parameter = "parámetro d : decimal = 3\n";
    let rules = format!("{parameter}{}{}", form("d : decimal"), rule("por cada fila de plan", "exige d > 1"));
    assert_eq!(Set::new(&rules).faults(), ["reglas/nombre_tapado: «d» es aquí una columna y también un parámetro"]);
    let rules = format!("{}{}", form("d : decimal"), rule("por cada fila de plan", "sea D = 3\n  exige d > 1"));
    assert_eq!(Set::new(&rules).faults(), ["reglas/nombre_tapado: «D» ya nombra otra cosa"]);
}

#[test]
fn esta_is_the_row_outside() {
    let rows = ["a;1", "a;2", "b;3"];
    let condition = "exige toda fila de plan cumple cuenta(filas de plan donde t = esta.t y n <= esta.n) >= 1";
    assert_eq!(whole("t : texto | n : decimal", &rows, condition), [1, 0, 0, 0]);
    let rules = format!(
        "{}{}",
        form("t : texto | n : decimal"),
        rule("por cada fila de plan", "exige suma(n de plan donde t = esta.t) = 3")
    );
    assert_eq!(Set::new(&rules).plan("t;n\na;1\nA;2\nb;3\nc;4\n").run().counts("r"), [3, 1, 0, 0]);
}

#[test]
fn a_computed_key_needs_a_name() {
    let rules = format!(
        "{}{}",
        form("c : código \"0000\" | d : texto | n : decimal"),
        rule("por cada izquierda(c, 2) como sector, d de plan", "exige suma(n) < 3\n  si no \"{sector}: {lista(c)}\"")
    );
    let judged = Set::new(&rules).plan("c;d;n\n1905;x;1\n1906;X;2\n1905;y;1\n2201;x;1\n").run();
    assert_eq!(judged.counts("r"), [2, 1, 0, 0]);
    assert_eq!(judged.told(), ["r C3 C2: 19: 1905 y 1906"], "the largest first");
    assert_eq!(judged.findings()[0]["sujeto"]["sector"], "19");
}
