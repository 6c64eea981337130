use crate::layout::tests::{Rules, messages, sheet};
use crate::value::Type;

/// The one message about a sheet whose header is `line`.
fn told(asked: &[&str], line: &str) -> String {
    let rules = asked.iter().fold(Rules::new(), |rules, caption| rules.column(caption, Type::Text));
    messages(&rules.refused(vec![sheet("Plan", &[line, "x|x"])]))
}

#[test]
fn the_likeliest_pairs_are_made_first() {
    // Both captions are two letters from «Fuente 1», and one of them is but one from «Fuente 2».
    assert_eq!(
        told(&["Fuente 1", "Fuente 2", "Total"], "Fuente 2.|Fuentes 1a|Total"),
        "faltan 2 columnas: «Fuente 1» (hay «Fuentes 1a» en B1) y «Fuente 2» (hay «Fuente 2.» en A1)"
    );
}

#[test]
fn captions_of_the_same_words_or_their_beginnings() {
    assert_eq!(
        told(&["Código de la meta", "Cantidad", "Valor total", "Responsable"], "Cód. meta|Cant.|Total|Responsable"),
        "faltan 3 columnas: «Código de la meta» (hay «Cód. meta» en A1), «Cantidad» (hay «Cant.» en B1) y \
         «Valor total» (hay «Total» en C1)"
    );
    assert_eq!(
        told(&["Meta uno", "Meta dos", "Total"], "Meta|Total"),
        "faltan 2 columnas: «Meta uno» y «Meta dos»",
        "it could be either"
    );
}

#[test]
fn what_stands_between_the_same_neighbours() {
    assert_eq!(
        told(&["Meta", "Programa", "Fecha", "Total"], "Meta|Eje|Plazo|Total"),
        "faltan 2 columnas: «Programa» (¿es «Eje», en B1?) y «Fecha» (¿es «Plazo», en C1?)"
    );
    assert_eq!(
        told(&["Meta", "Programa", "Fecha", "Total"], "Meta|Eje|Total|Plazo"),
        "faltan 2 columnas: «Programa» y «Fecha»",
        "one caption for two columns"
    );
}

#[test]
fn a_header_all_of_whose_captions_changed_is_found_by_what_is_like_them() {
    let rules = ["Meta", "Actividad", "Valor total"]
        .iter()
        .fold(Rules::new(), |rules, caption| rules.column(caption, Type::Text));
    let renamed = sheet("Plan", &["Plan de acción|x|x", "Cód. meta|Actividades|Total", "M1|x|x"]);
    assert_eq!(
        messages(&rules.refused(vec![renamed])),
        "faltan 3 columnas: «Meta» (hay «Cód. meta» en A2), «Actividad» (hay «Actividades» en B2) y «Valor total» (hay \
         «Total» en C2)"
    );
    let other = sheet("Plan", &["Nombre|Cédula|Cargo", "Ana|1|x"]);
    assert_eq!(messages(&rules.refused(vec![other])), "la hoja «Plan» no tiene los títulos del formato PE-F-012 v4");
}
