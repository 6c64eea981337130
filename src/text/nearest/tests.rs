use super::*;

#[test]
fn the_nearest_name_is_one_that_could_be_meant() {
    assert_eq!(nearest("programma", ["meta", "programa", "total"]), Some("programa"));
    assert_eq!(nearest("Código", ["codigo"]), Some("codigo"));
    assert_eq!(nearest("techo", ["dependencia", "meta"]), None);
}

#[test]
fn of_equally_near_ones_the_first() {
    assert_eq!(nearest("meto", ["meta", "metá", "moto"]), Some("meta"));
    assert_eq!(did_you_mean("meto", ["moto", "meta"]).as_deref(), Some("¿quiso decir «moto»?"));
}

#[test]
fn lengths_as_far_apart_as_is_allowed_are_looked_at() {
    assert_eq!(nearest("fuentes", ["fuent"]), Some("fuent"));
    assert_eq!(nearest("fuentes", ["fuentesde"]), Some("fuentesde"));
    assert_eq!(nearest("fuentes", ["fuen"]), None);
}

#[test]
fn no_look_is_spared_that_matters() {
    let words = ["meta", "mate", "tema", "metas", "programa", "programado", "ejecutado", "fuente", "puente", "año"];
    for word in ["mea", "eta", "programas", "jecutado", "fuentes", "amo", "tame", "x"] {
        let near = |candidate: &&str| strsim::osa_distance(word, candidate);
        let limit = word.chars().count().max(3) / 3;
        let slow = words.iter().copied().filter(|candidate| near(candidate) <= limit).min_by_key(near);
        assert_eq!(nearest(word, words), slow, "{word}");
    }
}

#[test]
fn a_long_text_is_no_misspelt_word() {
    let long = "a".repeat(LONGEST + 1);
    assert_eq!(nearest(&long, [long.as_str()]), None);
}
