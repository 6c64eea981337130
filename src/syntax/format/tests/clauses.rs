//! Each form with its layout, written by hand.

use super::{clause, laid_out};

/// Each text, and its layout.
fn all(cases: &[(&str, &str)], layout: impl Fn(&str) -> String) {
    for (written, expected) in cases {
        assert_eq!(layout(written), *expected, "{written}");
    }
}

#[test]
fn items() {
    let cases = [
        ("VIGENCIA  2026", "vigencia 2026\n"),
        ("Entidad  “Pasto”", "entidad \"Pasto\"\n"),
        ("norma n\n  \"uno\"\n  \"dos\"", "norma n \"uno\" \"dos\"\n"),
        ("PARAMETRO x:Pesos=$1000", "parámetro x : pesos = $ 1.000\n"),
        ("parametro p : PORCENTAJE SOBRE 100 = 10%", "parámetro p : porcentaje sobre 100 = 10 %\n"),
        ("Fija x=-  5", "fija x = -5\n"),
        ("fija REGLA c ADVERTENCIA", "fija regla c advertencia\n"),
        ("Quita Regla c", "quita regla c\n"),
        ("funcion f( a ,b )=a−b", "función f(a, b) = a - b\n"),
        ("funcion f ( ) = 1", "función f() = 1\n"),
        ("regla r Nota \"t\"", "regla r nota\n  \"t\"\n"),
        ("regla r \"t\"\n sobre plan\n exige x", "regla r\n  \"t\"\n  sobre plan\n  exige x\n"),
        ("Excepcion r\n\thasta 1.º DE Enero DEL 2026", "excepción r\n  hasta 1.º de enero de 2026\n"),
        ("tabla t desde “a.csv” HOJA \"H\"", "tabla t desde \"a.csv\" hoja \"H\"\n"),
        ("formato f \"F-1\" VERSION 2024–01–31", "formato f \"F-1\" versión 2024-01-31\n"),
    ];
    all(&cases, laid_out);
}

#[test]
fn clauses_of_rules() {
    let cases = [
        ("SEGUN  n“art. 1” ,m", "según n \"art. 1\", m"),
        ("FASE Revision,APROBACION", "fase revisión, aprobación"),
        ("por  CADA fila DE plan DONDE a>0", "por cada fila de plan donde a > 0"),
        ("por cada f(a,2)COMO s,b de plan.x", "por cada f(a, 2) como s, b de plan.x"),
        ("sea X=a", "sea X = a"),
        ("exige a\n  SEÑALA a ,plan . b", "exige a\n  señala a, plan.b"),
        ("exige a\n  SI NO “dijo \"{a}\"”\n      \"y más\"", "exige a\n  si no \"dijo \"\"{a}\"\"\" \"y más\""),
        ("exige a\n  ayuda \"{ f( a ) }\"", "exige a\n  ayuda \"{f(a)}\""),
    ];
    all(&cases, clause);
}

#[test]
fn expressions() {
    let cases = [
        ("a≠b Y c≤d O e≥f", "a <> b y c <= d o e >= f"),
        ("a×b÷c–d−e&g", "a * b / c - d - e & g"),
        ("NO (a)", "no (a)"),
        ("a NO  VACIO", "a no vacío"),
        ("a vacia", "a vacía"),
        ("a ENTRE 1 Y 2", "a entre 1 y 2"),
        ("a en(\"x\" ,\"y\")", "a en (\"x\", \"y\")"),
        ("a=b±1%", "a = b ± 1 %"),
        ("a=-b", "a = -b"),
        ("a= - - b", "a = - -b"),
        ("a-(-b)", "a - (-b)"),
        ("t [ a , b ] . c>p[2024 A vigencia]", "t[a, b].c > p[2024 a vigencia]"),
        ("a o  BIEN 0=1", "a o bien 0 = 1"),
        ("SUMA(x DE t DONDE z=1)=0", "suma(x de t donde z = 1) = 0"),
        ("maximo (x)=0", "máximo(x) = 0"),
        ("maximo=0", "maximo = 0"),
        ("existe Fila DE t", "existe fila de t"),
        ("TODA fila de t CUMPLE a=1", "toda fila de t cumple a = 1"),
        ("Si a=1 Entonces b De Lo Contrario c", "si a = 1 entonces b de lo contrario c"),
        ("a Empieza  Con b", "a empieza con b"),
        ("a ES FORMULA", "a es fórmula"),
        ("a=SÍ", "a = sí"),
        ("a=VERDADERO o b=Falso", "a = verdadero o b = falso"),
        ("a=2026–01–31", "a = 2026-01-31"),
    ];
    all(&cases, |expr| clause(&format!("exige {expr}")).strip_prefix("exige ").unwrap().to_owned());
}

#[test]
fn points_are_set_where_a_number_counts_something() {
    let cases = [
        ("a > 1500000", "a > 1.500.000"),
        ("a > 15000,5", "a > 15.000,5"),
        ("a > 2026", "a > 2026"),
        ("a > 2.026", "a > 2.026"),
        ("a > 05001", "a > 05001"),
        ("a > $2026", "a > $ 2.026"),
        ("a > $ 999", "a > $ 999"),
        ("t[10500].a", "t[10500].a"),
    ];
    all(&cases, |expr| clause(&format!("exige {expr}")).strip_prefix("exige ").unwrap().to_owned());
    let family = "tabla t desde \"a\"\n  columna c[52001, 52002] : pesos en \"{n}\" 10001\n";
    assert_eq!(laid_out(family), family);
}

#[test]
fn names_are_written_as_they_are_declared() {
    let text = "norma Ley_152 \"t\"\nparámetro tope : pesos = 1\ntabla a desde \"a\"\n  columna Codigo : texto\n\
        tabla b desde \"b\"\n  columna código : texto\nregla r\n  \"t\"\n  según LEY_152\n  por cada fila de A\n  \
        exige CODIGO = TOPE o Otro = 1\n  si no \"{TÓPE}\"\n";
    let expected = "norma Ley_152 \"t\"\n\nparámetro tope : pesos = 1\n\ntabla a desde \"a\"\n  columna Codigo : texto\n\n\
        tabla b desde \"b\"\n  columna código : texto\n\nregla r\n  \"t\"\n  según Ley_152\n  por cada fila de a\n  \
        exige CODIGO = tope o Otro = 1\n  si no \"{tope}\"\n";
    assert_eq!(laid_out(text), expected, "CODIGO may be either of two columns");
}

#[test]
fn columns_are_aligned() {
    let text = "tabla t desde \"a\"
 columna a:texto en \"A\" obligatoria
 columna largo_nombre:código \"0000\" en \"Título\" hereda
 columna x:uno de \"Uno\", \"Dos\", \"Tres\" en \"X\" obligatoria
 columna nombre_que_se_pasa_de_lo_corriente:fecha en \"F\"
 columna f[2024 a 2027]:pesos en \"{n}\"
 columna fa[2024 a 2027]:pesos
";
    let expected = "tabla t desde \"a\"
  columna a            : texto         en \"A\"      obligatoria
  columna largo_nombre : código \"0000\" en \"Título\" hereda
  columna x            : uno de \"Uno\", \"Dos\", \"Tres\" en \"X\" obligatoria
  columna nombre_que_se_pasa_de_lo_corriente : fecha en \"F\"
  columna f[2024 a 2027]  : pesos en \"{n}\"
  columna fa[2024 a 2027] : pesos
";
    assert_eq!(laid_out(text), expected);
}

#[test]
fn a_blank_line_parts_what_is_aligned() {
    let text = "tabla t desde \"a\"\n\n  columna a : texto\n  columna bb : texto\n\n\n  columna ccc : texto\n";
    let expected = "tabla t desde \"a\"\n  columna a  : texto\n  columna bb : texto\n\n  columna ccc : texto\n";
    assert_eq!(laid_out(text), expected);
}

#[test]
fn rows_are_padded() {
    let text = "prueba r \"t\"\n  CON plan dependencia \"Salud\"\n|meta|a|\n  |M\\|1|  |\n  | ñandú | 1.000 |\n  ESPERA NO  APLICA\n";
    let expected = "prueba r \"t\"\n  con plan dependencia \"Salud\"\n    | meta  | a     |\n    | M\\|1  |       |\n    | ñandú | 1.000 |\n  espera no aplica\n";
    assert_eq!(laid_out(text), expected);
}

#[test]
fn long_clauses_are_broken_at_the_loosest_operator() {
    let long = "exige en_2024 = redondea(en_2024, 0) y en_2025 = redondea(en_2025, 0) y en_2026 = redondea(en_2026, 0)";
    let expected = "exige en_2024 = redondea(en_2024, 0) y en_2025 = redondea(en_2025, 0)
        y en_2026 = redondea(en_2026, 0)";
    assert_eq!(clause(long), expected);
    let long = "exige si m.acumulación = \"Mantenimiento\" y algo entonces cantidad = m.cuatrienio de lo contrario cantidad = 0";
    let expected = "exige si m.acumulación = \"Mantenimiento\" y algo entonces cantidad = m.cuatrienio
        de lo contrario cantidad = 0";
    assert_eq!(clause(long), expected);
    let long =
        "cuando primera_condición = 1 y segunda_condición = 2 o tercera_condición = 3 y cuarta_condición = cuatro";
    let expected = "cuando primera_condición = 1 y segunda_condición = 2
         o tercera_condición = 3 y cuarta_condición = cuatro";
    assert_eq!(clause(long), expected);
}

#[test]
fn no_line_is_made_to_begin_with_a_clause_keyword() {
    let names =
        "aaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbb, ccccccccccccccccccccccccccc, clave, hoja, dddddd";
    let expected = "señala aaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbb,
         ccccccccccccccccccccccccccc, clave, hoja, dddddd";
    assert_eq!(clause(&format!("exige x\n  señala {names}")), format!("exige x\n  {expected}"));
}

#[test]
fn a_long_text_is_not_broken() {
    let text = format!("si no \"{}\"", "palabra ".repeat(20));
    assert_eq!(clause(&format!("exige x\n  {text}")), format!("exige x\n  {text}"));
    let norm = format!("norma n \"{0}\" \"{0}\"\n", "x".repeat(70));
    assert_eq!(laid_out(&norm), norm);
}

#[test]
fn a_message_is_broken_between_its_texts_only() {
    let (one, two) = (format!("\"{{a}} {}\"", "x".repeat(60)), format!("\"{} {{b + c}}\"", "y".repeat(60)));
    assert_eq!(clause(&format!("exige a\n  ayuda {one} {two}")), format!("exige a\n  ayuda {one}\n        {two}"));
    assert_eq!(clause("exige a\n  ayuda \"a\"\n    \"b\""), "exige a\n  ayuda \"a\" \"b\"");
}
