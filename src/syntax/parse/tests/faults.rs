//! Faults at their places, in a planner's words, with a way out.

use super::{parse_text, told};
use crate::diagnostic::Code;

/// The only fault of an `exige`, from its place on.
#[track_caller]
fn exige(expr: &str) -> String {
    let faults = told(&format!("regla r \"t\"\n  exige {expr}\n"));
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults[0].clone()
}

#[test]
fn three_faulty_items_give_three_faults_at_their_places() {
    let text = "vigencia 2026
reglas uno \"t\"
  sobre plan
norma acuerdo_010 Acuerdo
regla dos error \"t\"
  sobre plan
  exije total > 0
usa \"b.cotejo\"
";
    assert_eq!(
        told(text),
        [
            "2:1 «reglas» «reglas» no empieza ninguna definición | ¿quiso decir «regla»?",
            "4:19 «Acuerdo» a un texto le faltan las comillas | escríbalo así: \"Acuerdo\"",
            "7:3 «exije» «exije» no empieza ninguna cláusula | ¿quiso decir «exige»?",
        ]
    );
    let (items, diagnostics, _) = parse_text(text);
    assert_eq!(items.len(), 2);
    let codes: Vec<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, [Code::UnknownItem, Code::Syntax, Code::Syntax]);
}

#[test]
fn one_bad_clause_hides_no_other() {
    let text = "regla r error \"t\"\n  sobre plann donde\n  cuando a == b\n  exige )\n  fase modificacio\n";
    let places: Vec<String> = told(text).iter().map(|fault| fault.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(places, ["2:20", "3:12", "4:9", "5:8"]);
}

#[test]
fn signs_and_words_of_other_languages_have_theirs_here() {
    for (expr, place, help) in [
        ("a == b", "2:11 «==» «==» no se usa en las reglas", "en lugar de «==» escriba «=»"),
        ("a != b", "2:11 «!=»", "en lugar de «!=» escriba «<>»"),
        ("a => b", "2:11 «=>»", "en lugar de «=>» escriba «>=»"),
        ("a and b", "2:11 «and»", "en lugar de «and» escriba «y»"),
        ("a OR b", "2:11 «OR»", "en lugar de «OR» escriba «o»"),
        ("not a", "2:9 «not»", "en lugar de «not» escriba «no»"),
        ("redondea(a; 2)", "2:19 «;»", "en lugar de «;» escriba «,»"),
        ("a = 'x'", "2:13 «'»", "los textos van entre comillas dobles: \"x\""),
    ] {
        let told = exige(expr);
        assert!(told.starts_with(place), "{told}");
        assert!(told.ends_with(help), "{told}");
    }
}

#[test]
fn emptiness_is_asked_and_not_compared() {
    for (expr, help) in [
        ("meta = vacío", "escriba «meta vacío»"),
        ("meta <> vacío", "escriba «meta no vacío»"),
        ("meta es vacío", "escriba «meta vacío»"),
        ("meta = \"\"", "escriba «meta vacío»"),
        ("meta <> \" \" y a", "escriba «meta no vacío»"),
    ] {
        let told = exige(expr);
        assert!(told.ends_with(help), "{told}");
    }
}

#[test]
fn chained_comparisons_offer_entre() {
    assert_eq!(exige("0 <= a <= 10"), "2:16 «<=» dos comparaciones no se encadenan | escriba «a entre 0 y 10»");
    assert_eq!(exige("0 < a <= 10"), "2:15 «<=» dos comparaciones no se encadenan | escriba «0 < a y a <= 10»");
}

#[test]
fn what_is_left_open_is_pointed_at() {
    assert_eq!(
        exige("suma(total"),
        "2:13 «(» falta «)»: «(» se abre y no se cierra | ponga «)» donde termina lo que va dentro"
    );
    assert_eq!(
        exige("techos[a, (b]"),
        "2:19 «(» falta «)»: «(» se abre y no se cierra | ponga «)» donde termina lo que va dentro"
    );
    assert_eq!(exige("a > 0)"), "2:14 «)» sobra «)» | quite «)», o abra antes el que le corresponde");
    assert_eq!(
        exige("a = \"x"),
        "2:13 «\"x» a un texto le falta la comilla que lo cierra | póngala donde termina el texto, en la misma \
         línea; una comilla dentro de él se escribe dos veces"
    );
    let message = told("regla r \"t\"\n  exige a\n  si no \"faltan {a\"");
    assert_eq!(message.len(), 1);
    assert!(message[0].starts_with("3:17 «{» falta «}»"), "{message:?}");
}

#[test]
fn numbers_and_dates_are_judged_at_their_places() {
    for (expr, expected) in [
        (
            "a = 1.5",
            "2:13 «1.5» «1.5»: el punto separa los miles, de a tres cifras, y los decimales llevan coma | ¿quiso decir 1,5?",
        ),
        (
            "a = 1,000.50",
            "2:13 «1,000.50» «1,000.50»: los miles llevan punto y los decimales coma | ¿quiso decir 1.000,50?",
        ),
        (
            "a = 1,2,3",
            "2:13 «1,2,3» «1,2,3»: un número lleva una sola coma, la de los decimales | ¿quiso decir 1, 2, 3?",
        ),
        (
            "a = $ 5 %",
            "2:13 «$ 5 %» un valor lleva «$» o «%», pero no los dos | quite «%» si son pesos, o «$» si es un porcentaje",
        ),
        (
            "a < 31 de febrero de 2026",
            "2:13 «31 de febrero de 2026» el 31 de febrero de 2026 no existe: febrero de 2026 tiene 28 días | el último día es 28 de febrero de 2026",
        ),
        ("a < 2026-13-01", "2:13 «2026-13-01» el mes 13 no existe | los meses van del 01 al 12: 2026-12-31"),
        ("a < 31 de enro de 2026", "2:19 «enro» «enro» no es un mes | ¿quiso decir «enero»?"),
        (
            "a < 31 de enero",
            "2:13 «31 de enero» a la fecha le falta el año | escríbala completa: «31 de enero de 2026»",
        ),
    ] {
        assert_eq!(exige(expr), expected);
    }
}

#[test]
fn clauses_out_of_place_are_told() {
    assert_eq!(
        told("tabla t desde \"a\"\n  cuando x > 0\n"),
        [
            "2:3 «cuando» «cuando» no es una cláusula de una tabla | quítela de aquí: una tabla lleva «clave», «columna», «hoja» y «termina en»"
        ]
    );
    assert_eq!(
        told("exige a > 0\nsi no \"m\"\nvigencia 2026\n"),
        ["1:1 «exige» «exige» está en la primera columna, donde sólo empiezan definiciones \
         | «exige» es una cláusula: va con sangría, debajo de la definición a la que pertenece"]
    );
    assert_eq!(
        told("  regla r \"t\"\n"),
        ["1:3 «regla» «regla» tiene sangría y no hay ninguna definición encima \
         | «regla» empieza una definición: va en la primera columna"]
    );
    assert_eq!(
        told("regla r \"t\"\n  sobre plan\n  si no \"m\"\n"),
        ["3:3 «si no \"m\"» falta «exige condición» antes de este «si no» | escriba encima lo que se exige: \
         exige total > 0; si ya está más abajo, ponga «si no» debajo"]
    );
    let twice = told("regla r \"t\"\n  exige a\n  ayuda \"m\"\n  ayuda \"n\"\n");
    assert_eq!(twice.len(), 1);
    assert!(twice[0].starts_with("4:3 «ayuda \"n\"» «ayuda» está dos veces"), "{twice:?}");
}

#[test]
fn si_no_is_two_words_without_accents() {
    assert_eq!(
        told("regla r \"t\"\n  exige a\n  sí no \"m\"\n")[0].split(" | ").last(),
        Some("escriba «si no» sin tildes")
    );
    assert_eq!(
        told("regla r \"t\"\n  exige a\n  sino \"m\"\n")[0].split(" | ").last(),
        Some("escriba «si no» en dos palabras")
    );
}

#[test]
fn words_of_a_short_list_have_their_nearest() {
    for (text, expected) in [
        ("regla r eror \"t\"", "1:9 «eror» «eror» no es una gravedad | ¿quiso decir «error»?"),
        ("regla r \"t\"\n  fase revición", "2:8 «revición» «revición» no es una fase | ¿quiso decir «revisión»?"),
        ("parámetro a : peso = 1", "1:15 «peso» «peso» no es un tipo | ¿quiso decir «pesos»?"),
        ("regla r \"t\"\n  sobre plan dnde a", "2:14 «dnde» no se entiende «dnde» | ¿quiso decir «donde»?"),
    ] {
        assert_eq!(told(text), [expected]);
    }
}

#[test]
fn what_is_missing_is_named() {
    for (text, expected) in [
        (
            "vigencia",
            "1:9 «» la primera línea de la vigencia termina antes de tiempo: después de «vigencia» falta un número",
        ),
        ("regla r \"t\"\n  exige\n", "2:8 «» después de «exige» falta un valor"),
        ("regla r error\n  sobre plan", "1:14 «» a la regla «r» le falta su título"),
        ("parámetro a = 3", "1:13 «=» al parámetro le falta su tipo"),
        ("tabla t desde \"a\"\n  columna a texto", "2:13 «texto» falta «:» antes de «texto»"),
        ("regla r \"t\"\n  exige si a entonces b\n", "2:9 «si» a «si … entonces …» le falta «de lo contrario …»"),
        (
            "formato f \"x\"\n  dato a : texto obligatorio\n",
            "2:3 «dato a : texto obligatorio» el dato «a» no dice dónde \
            está | agregue junto a qué rótulo está: junto a \"DEPENDENCIA\"",
        ),
    ] {
        assert_eq!(
            told(text).iter().map(|told| told.split(" | ").next().unwrap()).collect::<Vec<_>>(),
            [expected.split(" | ").next().unwrap()]
        );
    }
}

#[test]
fn other_slips_have_their_help() {
    for (expr, help) in [
        ("suma(total) de plan > 0", "escriba «… de plan)» en lugar de «…) de plan»"),
        ("a >= 10 000", "los miles se separan con un punto: 10.000"),
        ("a < 31/01/2026", "escríbala así: 31 de enero de 2026"),
        ("si a entonces b sino c", "en lugar de «sino» escriba «de lo contrario»"),
    ] {
        assert!(exige(expr).ends_with(help), "{}", exige(expr));
    }
    for (text, help) in [
        ("parámetro p : fecha = 31/01/2026", "escríbala así: 31 de enero de 2026"),
        ("tabla t desde \"a\"\n  columna c : código \"00\", \"11\"", "separe los textos con «o»"),
        ("tabla t desde \"a\"\n  columna c : uno de \"A\" o \"B\"", "separe los textos con comas"),
        ("tabla t desde \"a\"\n  columna c : uno \"A\"", "escriba «uno de», y los textos separados con comas"),
        ("regla existe \"t\"", "escriba otro nombre"),
        ("norma 152 \"Ley\"", "un nombre empieza con una letra: ley"),
        ("norma ley-152 \"Ley\"", "un nombre lleva sólo letras, cifras y «_»: ley_152"),
    ] {
        assert!(told(text)[0].ends_with(help), "{:?}", told(text));
    }
    assert_eq!(told("vigencia 2026 2027"), ["1:15 «2027» después de «2026» sobra «2027»"]);
    let brace = told("regla r \"t\"\n  exige a\n  si no \"sobra } aquí\"");
    assert!(brace[0].contains("llave «}» suelta"), "{brace:?}");
}
