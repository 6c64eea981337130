//! Habits of Excel, SQL, English and everyday speech, each with the form that the language has for it.

use super::{parse_text, told};
use crate::diagnostic::Code;

/// The only fault of a text.
#[track_caller]
fn only(text: &str) -> String {
    let faults = told(text);
    assert_eq!(faults.len(), 1, "{text}: {faults:?}");
    faults[0].clone()
}

/// The only fault of an `exige` on line 2: its place (from column 9 on), and its help.
#[track_caller]
fn exige(expr: &str) -> (String, String) {
    let fault = only(&format!("regla r \"t\"\n  exige {expr}\n"));
    let place = fault.split_inclusive('»').next().unwrap().to_owned();
    (place, fault.split(" | ").nth(1).unwrap_or("").to_owned())
}

#[track_caller]
fn check_expressions(cases: &[(&str, &str, &str)]) {
    for (expr, place, help) in cases {
        assert_eq!(exige(expr), ((*place).to_owned(), (*help).to_owned()), "{expr}");
    }
}

#[track_caller]
fn check_helps(cases: &[(&str, &str)]) {
    for (text, help) in cases {
        let fault = only(text);
        assert_eq!(fault.split(" | ").nth(1), Some(*help), "{text}: {fault}");
    }
}

#[test]
fn a_list_stands_in_parentheses() {
    check_expressions(&[
        ("meta en \"MP-001\", \"MP-002\"", "2:17 «\"MP-001\", \"MP-002\"»", "escriba «en (\"MP-001\", \"MP-002\")»"),
        ("meta no en 1, 2 y a", "2:20 «1, 2»", "escriba «en (1, 2)»"),
        ("a en \"x\"; \"y\"", "2:14 «\"x\"; \"y\"»", "escriba «en (\"x\", \"y\")»"),
        ("a en [\"x\", \"y\"]", "2:14 «[»", "escriba «en (\"x\", \"y\")»"),
    ]);
    check_helps(&[("tabla t desde \"x\"\n  columna a : texto en \"A\", \"B\"\n", "separe los textos con «o»")]);
}

#[test]
fn si_is_written_in_words() {
    check_expressions(&[
        ("SI(a > 0; 1; 0) = 1", "2:9 «SI»", "escriba «(si a > 0 entonces 1 de lo contrario 0)»"),
        ("b = si(a > 0, 1, 0)", "2:13 «si»", "escriba «(si a > 0 entonces 1 de lo contrario 0)»"),
        (
            "SI(a; b)",
            "2:9 «SI»",
            "si la regla sólo se aplica en ese caso, escriba «cuando a» y, en otra línea, «exige b»",
        ),
        ("IF(a, b, c)", "2:9 «IF»", "escriba «(si a entonces b de lo contrario c)»"),
        ("if a then b else c", "2:9 «if»", "escriba «si … entonces … de lo contrario …»"),
        ("si a > 0: b", "2:17 «:»", "escriba «si … entonces … de lo contrario …»"),
        ("a <= b entonces c", "2:16 «entonces»", "escriba «si … entonces … de lo contrario …»"),
        (
            "si total > 0 entonces meta no vacío",
            "2:9 «si»",
            "si la regla sólo se aplica en ese caso, escriba «cuando total > 0» y, en otra línea, «exige meta no vacío»",
        ),
        (
            "si total > 0 entonces exige meta no vacío",
            "2:9 «si»",
            "si la regla sólo se aplica en ese caso, escriba «cuando total > 0» y, en otra línea, «exige meta no vacío»",
        ),
    ]);
    check_helps(&[(
        "regla r \"t\"\n  por cada fila de plan\n  si total > 0 entonces exige meta no vacío\n",
        "si la regla sólo se aplica en ese caso, escriba «cuando total > 0» y, en otra línea, «exige meta no vacío»",
    )]);
}

#[test]
fn functions_of_spreadsheets_have_their_form_here() {
    let sums = "escriba «suma(total de plan donde programa = \"1905\")»";
    let counts = "escriba «cuenta(filas de plan donde programa = \"1905\")»";
    check_expressions(&[
        ("SUMAR.SI(programa; \"1905\"; total) > 0", "2:9 «SUMAR.SI»", sums),
        ("SUMAR.SI(programa, \"1905\", total) > 0", "2:9 «SUMAR.SI»", sums),
        ("b = CONTAR.SI(programa, \"1905\")", "2:13 «CONTAR.SI»", counts),
        ("SI.ERROR(a; 0) > 1", "2:9 «SI.ERROR»", "escriba «a o bien 0»"),
        ("REDONDEAR(a;2) = b", "2:9 «REDONDEAR»", "escriba «redondea(a, 2)»"),
        (
            "BUSCARV(a; b; 2; 0) = 1",
            "2:9 «BUSCARV»",
            "consulte la tabla por su clave: techos[dependencia, programa].valor",
        ),
        ("Y(a > 0, b > 0)", "2:9 «Y»", "escriba «a > 0 y b > 0»"),
        ("O(a; b)", "2:9 «O»", "escriba «a o b»"),
        ("AND(a, b)", "2:9 «AND»", "escriba «a y b»"),
        ("not(a)", "2:9 «not»", "escriba «no (a)»"),
        ("not a", "2:9 «not»", "en lugar de «not» escriba «no»"),
        ("count(*) > 0", "2:9 «count»", "escriba «cuenta(filas)»"),
        ("suma de total > 0", "2:9 «suma»", "escriba «suma(total)»"),
        ("suma(total;valor)", "2:19 «;»", "en lugar de «;» escriba «,»"),
    ]);
}

#[test]
fn rules_name_columns_and_not_cells() {
    let columns = "escriba el nombre que el formato le da a la columna: la regla vale para todas sus filas";
    check_expressions(&[
        ("[Total] >= 0", "2:9 «[»", "escriba «Total»"),
        ("[Valor total] >= 0", "2:9 «[»", "escriba «Valor_total»"),
        ("=total = 0", "2:9 «=»", "quítelo: exige total = 0"),
        ("suma(A1:A5) > 0", "2:14 «A1:A5»", columns),
        ("$A$1 > 0", "2:9 «$A$1»", columns),
        ("plan!A1 > 0", "2:9 «plan!A1»", columns),
        ("valor total > 0", "2:15 «total»", "si es un solo nombre, una sus palabras con «_»: valor_total"),
    ]);
}

#[test]
fn quantities_are_written_in_digits() {
    check_expressions(&[
        ("total x 2 > 1", "2:15 «x»", "para multiplicar escriba «*»: total * 2"),
        ("a >= 1 millón", "2:14 «1 millón»", "escríbalo con todas sus cifras: 1.000.000"),
        ("a >= $ 2 mil millones", "2:16 «2 mil millones»", "escríbalo con todas sus cifras: $ 2.000.000.000"),
        ("a >= 1,5 millones", "2:14 «1,5 millones»", "escríbalo con todas sus cifras: 1.500.000"),
        ("a > 1.000 pesos", "2:13 «1.000 pesos»", "el signo va delante: $ 1.000"),
        ("a = $ 1.000.00", "2:15 «1.000.00»", "¿quiso decir 1.000,00?"),
        ("a = .5", "2:13 «.5»", "los decimales llevan coma, con una cifra delante: 0,5"),
        ("a^2 > 0", "2:10 «^»", "escriba el producto: a * a"),
        ("a > 31-01-2026", "2:13 «31-01-2026»", "escríbala así: 31 de enero de 2026"),
        ("a > 31 enero 2026", "2:13 «31 enero 2026»", "escríbala así: 31 de enero de 2026"),
    ]);
}

#[test]
fn comparisons_in_words_have_their_signs() {
    check_expressions(&[
        ("a es mayor que 0", "2:11 «es mayor que»", "en lugar de «es mayor que» escriba «>»"),
        (
            "a debe ser menor o igual a b",
            "2:11 «debe ser menor o igual a»",
            "en lugar de «debe ser menor o igual a» escriba «<=»",
        ),
        ("a es \"x\"", "2:11 «es»", "en lugar de «es» escriba «=»"),
        ("a no es \"x\"", "2:11 «no es»", "en lugar de «no es» escriba «<>»"),
        ("a is not null", "2:11 «is not null»", "en lugar de «is not null» escriba «no vacío»"),
        ("a not in (\"x\")", "2:11 «not in»", "en lugar de «not in» escriba «no en»"),
        ("a entre 1 a 2", "2:19 «a»", "escriba «a entre 1 y 2»"),
        ("a entre (1, 2)", "2:11 «entre (1, 2)»", "escriba «a entre 1 y 2»"),
        ("existe plan donde a", "2:16 «plan»", "escriba «existe fila de plan donde …»"),
        ("existe fila en plan donde a", "2:21 «en»", "en lugar de «en» escriba «de»"),
        ("todas las filas de plan cumplen a", "2:9 «todas»", "escriba «toda fila de plan cumple …»"),
        ("que a > 0", "2:9 «que»", "quite «que»"),
    ]);
}

#[test]
fn conditions_are_joined_by_words_and_end_without_signs() {
    let join = "únalas con «y», u «o» si basta una de ellas";
    check_expressions(&[
        ("a > 0, b > 0", "2:14 «,»", join),
        ("a > 0; b > 0", "2:14 «;»", join),
        ("a > 0;", "2:14 «;»", "quite «;»"),
        ("a > 0.", "2:14 «.»", "quite el punto"),
        ("cuando a > 0", "2:9 «cuando»", "ponga «cuando» en su propia línea"),
    ]);
    check_helps(&[("regla r \"t\"\n  exige: a > 0\n", "quite «:»")]);
}

#[test]
fn comments_begin_with_a_hash() {
    for (text, place) in [
        ("regla r \"t\"\n  exige a > 0 -- \"nota\n", "2:15 «--» «--» no"),
        ("regla r \"t\"\n  exige a > 0\n  // una nota\n", "3:3 «//» «//» no"),
        ("regla r \"t\"\n  sobre plan\n  -- una nota\n  exige a\n", "3:3 «--» «--» no"),
        ("-- una nota\n-- y otra\nvigencia 2026\n", "1:1 «--» «--» no"),
        ("' una nota\nvigencia 2026\n", "1:1 «'» «'» no"),
    ] {
        assert_eq!(only(text), format!("{place} empieza un comentario | un comentario empieza con «#»"));
    }
}

#[test]
fn a_forgotten_exige_is_missed() {
    for (text, place) in [
        ("regla r \"t\"\n  por cada fila de plan\n  total > 0\n  si no \"m\"\n", "3:3 «total» «total»"),
        ("regla r \"t\"\n  según ley_152\n  total > 0\n", "3:3 «total» «total»"),
        ("regla r \"t\"\n  cuando a\n  suma(total) > 0\n", "3:3 «suma» «suma»"),
        ("regla r \"t\"\n  meta no vacío\n", "2:3 «meta» «meta»"),
    ] {
        assert_eq!(only(text), format!("{place} no empieza ninguna cláusula | ¿falta «exige»?"));
    }
    let (_, faults, _) = parse_text("regla r \"t\"\n  sobre plan\n  si no \"m\"\n  ayuda \"n\"\n");
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].code, Code::MissingItem);
    assert_eq!(faults[0].message, "falta «exige condición» antes de este «si no»");
}

#[test]
fn lines_of_rules_begin_with_a_clause() {
    check_helps(&[
        ("regla r \"t\"\n  por cda fila de plan\n  exige a", "¿quiso decir «por cada»?"),
        ("regla r \"t\"\n  por fila de plan\n  exige a", "¿quiso decir «por cada»?"),
        ("regla r \"t\"\n  para cada fila de plan\n  exige a", "¿quiso decir «por cada»?"),
        ("regla r \"t\"\n  por cada fila del plan\n  exige a", "en lugar de «del» escriba «de»"),
        (
            "regla r \"t\"\n  por cada metas\n  exige a",
            "escriba «por cada fila de metas», o «por cada metas de plan» si es una columna",
        ),
        ("regla r \"t\"\n  por cada fila de plan cuando a\n  exige a", "ponga «cuando» en su propia línea"),
        ("regla r \"t\"\n  debe a > 0", "¿quiso decir «exige»?"),
        ("regla r \"t\"\n  sea x := a\n  exige x", "en lugar de «:=» escriba «=»"),
        ("regla r \"t\"\n  exige a\n  si no: \"m\"", "quite «:»: si no \"…\""),
        ("regla r \"t\"\n  fase revisión y aprobación\n  exige a", "separe los nombres con comas"),
        ("tabla t desde \"x\"\n  a : texto", "¿falta «columna»?"),
    ]);
    assert!(only("regla r \"t\"\n  por cda fila de plan\n").starts_with("2:3 «por cda» «por cda» no empieza"));
}

#[test]
fn norms_are_declared_and_cited_by_name() {
    check_helps(&[
        (
            "regla r \"t\"\n  norma \"Ley 152\"\n  exige a",
            "declárela en la primera columna, «norma ley_152 \"Ley 152\"», y cítela en la regla con «según ley_152»",
        ),
        (
            "norma \"Ley 152 de 1994\"",
            "escriba antes del título un nombre de una sola palabra: norma ley_152 \"Ley 152 de 1994\"",
        ),
        (
            "norma Ley 152 de 1994",
            "una norma lleva un nombre de una sola palabra y su título entre comillas: \
             norma ley_152 \"Ley 152 de 1994\"",
        ),
        ("norma ley 152 \"Ley 152\"", "una sus palabras con «_»: ley_152"),
        ("norma ley_152 = \"Ley\"", "quite «=»"),
        ("regla r \"t\"\n  según ley_152, art 29\n  exige a", "escriba «según ley_152 \"art 29\"»"),
        ("regla r \"t\"\n  según ley_152 art. 29\n  exige a", "escriba «según ley_152 \"art. 29\"»"),
        (
            "regla r \"t\"\n  según ley_152, \"art. 29\"\n  exige a",
            "entre la norma y su artículo no va coma: según ley_152 \"art. 29\"",
        ),
        (
            "regla r \"t\"\n  según Ley 152 de 1994\n  exige a",
            "escriba «según ley_152», si se declaró con «norma ley_152 \"Ley 152 de 1994\"»",
        ),
    ]);
}

#[test]
fn parameters_have_a_type() {
    for (value, ty) in
        [("$ 1.000.000", "pesos"), ("10 %", "porcentaje"), ("0,5", "decimal"), ("3", "entero"), ("\"a\"", "texto")]
    {
        let help = format!("diga de qué tipo es: parámetro tolerancia : {ty} = {value}");
        check_helps(&[(&format!("parámetro tolerancia = {value}"), &help)]);
    }
    check_helps(&[
        ("parámetro p = 31/01/2026", "diga de qué tipo es: parámetro p : fecha = 2026-01-31"),
        ("parámetro p : pesos 1.000", "el valor va después de «=»: parámetro p : pesos = 1.000"),
        ("tabla t desde \"x\"\n  columna a : número", "¿quiso decir «decimal»?"),
        (
            "tabla t desde \"x\"\n  columna \"Total\" : pesos",
            "escriba un nombre y, después del tipo, el título: columna total : pesos en \"Total\"",
        ),
        ("tabla t desde \"x\"\n  columna a : código 0000", "escriba «código \"0000\"»"),
        ("tabla techos = \"x.csv\"", "el archivo va después de «desde»: tabla techos desde \"x.csv\""),
    ]);
}

#[test]
fn a_name_is_one_word() {
    for (text, place, joined) in [
        ("regla actividad en pesos\n  \"t\"", "1:7 «actividad en pesos»", "actividad_en_pesos"),
        ("regla actividad en pesos error \"t\"", "1:7 «actividad en pesos»", "actividad_en_pesos"),
        ("parámetro tope máximo : pesos = 1", "1:11 «tope máximo»", "tope_máximo"),
        ("tabla t desde \"x\"\n  columna valor total : pesos", "2:11 «valor total»", "valor_total"),
    ] {
        let expected = format!("{place} un nombre es una sola palabra | una sus palabras con «_»: {joined}");
        assert_eq!(only(text), expected);
    }
    check_helps(&[
        (
            "regla mi prueba \"t\"",
            "escriba «error», «advertencia» o «nota»; si es parte del nombre, únalo con «_»: mi_prueba",
        ),
        (
            "regla \"El total\"",
            "escriba antes del título un nombre de una sola palabra: regla el_total error \"El total\"",
        ),
        ("regla r \"t\" error", "escríbala antes: regla r error \"…\""),
    ]);
}

#[test]
fn a_missing_opening_quote_is_told_where_the_text_begins() {
    for (text, place, word, whole) in [
        ("regla r \"t\"\n  exige x = Total\"", "2:13 «Total»", "Total", "Total"),
        ("regla r \"t\"\n  exige x = Gasto social\" y a > 0", "2:13 «Gasto social»", "Gasto", "Gasto social"),
        ("regla r error\n  El total en miles\"\n  exige a", "2:3 «El total en miles»", "El", "El total en miles"),
        ("regla r error El total\"\n  exige a", "1:15 «El total»", "El", "El total"),
        ("regla r \"t\"\n  exige a\n  si no sobran {a}\"", "3:9 «sobran {a}»", "sobran", "sobran {a}"),
        ("norma ley_152 Ley 152\"", "1:15 «Ley 152»", "Ley", "Ley 152"),
        ("tabla t desde datos/x.csv\"", "1:15 «datos/x.csv»", "datos", "datos/x.csv"),
    ] {
        let message = "a un texto le falta la comilla que lo abre";
        let help = format!("ponga la comilla antes de «{word}»: \"{whole}\"");
        assert_eq!(only(text), format!("{place} {message} | {help}"));
    }
}

#[test]
fn first_words_of_other_languages_have_theirs_here() {
    check_helps(&[
        ("import \"x\"", "¿quiso decir «usa»?"),
        ("param x : pesos = 1", "¿quiso decir «parámetro»?"),
        ("vigencia 2026\nfin\n", "quite «fin»: una definición termina donde empieza la siguiente"),
        ("vigencia: 2026", "quite «:»"),
        ("entidad Alcaldía de Pasto", "escríbalo así: \"Alcaldía de Pasto\""),
    ]);
}

#[test]
fn what_a_line_has_too_much_or_too_little_of_is_told() {
    check_expressions(&[
        ("a > 0 \"falta\"", "2:15 «\"falta\"»", "el mensaje va en otra línea: si no \"falta\""),
        ("a > 0, \"falta\"", "2:14 «,»", "el mensaje va en otra línea: si no \"falta\""),
        ("a > 0 si no \"falta\"", "2:15 «si no»", "ponga «si no» en su propia línea"),
        ("a empieza por \"x\"", "2:11 «empieza por»", "en lugar de «empieza por» escriba «empieza con»"),
    ]);
    check_helps(&[
        ("regla r \"t\"\n  por cada fila de plan:\n    exige a", "quite «:»"),
        ("regla r \"t\"\n  fase = revisión\n  exige a", "quite «=»"),
        ("regla r \"t\"\n  según la ley_152\n  exige a", "quite «la»"),
        ("regla r \"t\"\n  cuando a entonces exige b", "quite «entonces» y escriba «exige …» en otra línea"),
        ("formato f \"F\"\n  omite a = 1", "escriba «omite donde a = 1»"),
        ("formato f \"F\"\n  nivel p a = 1", "escriba cuáles filas son: nivel programa donde clase = \"P\""),
        ("formato f \"F\"\n  dato a : texto en \"A\"", "escriba «junto a \"A\"»"),
        ("formato f \"F\"\n  columna a : uno de (\"A\", \"B\")", "quite los paréntesis"),
        ("formato f \"F\"\n  columna a : texto \"A\"", "escriba «en \"A\"»"),
        ("formato f \"F\"\n  columna a[2024-2027] : pesos", "escriba «a» entre el primero y el último: [2024 a 2027]"),
    ]);
}
