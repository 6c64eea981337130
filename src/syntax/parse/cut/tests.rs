use super::*;
use crate::syntax::parse::strays::item_word;

fn texts(text: &str) -> Vec<&str> {
    items(text).iter().map(|piece| text.get(piece.range.clone()).unwrap()).collect()
}

#[test]
fn items_begin_in_the_first_column() {
    let text = "vigencia 2026\r\n\r\n# nota\r\nregla a \"t\"\r\n\tsobre plan\r\n# otra\r\n  exige x\r\n\r\n# fin\r\n";
    assert_eq!(texts(text), ["vigencia 2026", "regla a \"t\"\r\n\tsobre plan\r\n# otra\r\n  exige x"]);
}

#[test]
fn rows_in_the_first_column_belong_above() {
    assert_eq!(
        texts("prueba a \"t\"\n  con techos\n| a |\n| 1 |\nusa \"b\""),
        ["prueba a \"t\"\n  con techos\n| a |\n| 1 |", "usa \"b\""]
    );
}

#[test]
fn documentation_stands_right_above() {
    let text = "## lejos\n\n## cerca\n##\n## y más\nusa \"a\"\n## tampoco\n# comentario\nusa \"b\"";
    let docs: Vec<_> = items(text).into_iter().map(|piece| piece.doc).collect();
    assert_eq!(docs, [Some("cerca\n\ny más".to_owned()), None]);
}

#[test]
fn clauses_begin_at_their_keywords_whatever_accents_and_case() {
    let text = "regla a \"t\"\n  SEGUN n\n  Por  cada fila\n    de plan\n  exige si no x\n    entonces y\n  si no \"m\"\n  si no x";
    let word = item_word(text).unwrap();
    let clauses: Vec<_> = parts(text, word).into_iter().map(|part| part.clause).collect();
    assert_eq!(clauses, [None, Some("según"), Some("por cada"), Some("exige"), Some("si no")]);
}

#[test]
fn con_begins_a_clause_only_in_a_prueba() {
    assert_eq!(clause_word("con techos", true), Some("con"));
    assert_eq!(clause_word("con \"sobran\"", true), None);
    assert_eq!(clause_word("con punto decimal", false), None);
    assert_eq!(clause_word("sobre 100", false), None);
}
